use unknot_protocol::{Kind, Question, Role};
use unknot_triage::{Answer, Ask, Refusal, Sure};

/// What is selected in the open question and not yet said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Draft {
    /// Options by their place; for one sign of a checklist, a place in [`Draft::SURE`].
    Selected(Vec<u16>),
    /// The text of a number field, as typed.
    Written(String),
}

impl Default for Draft {
    fn default() -> Self {
        Self::Selected(Vec::new())
    }
}

impl Draft {
    /// The answers about one sign, in the order shown.
    pub const SURE: [Sure; 3] = [Sure::Yes, Sure::No, Sure::NotSure];

    /// The draft that says the same as the answer.
    pub fn of(answer: &Answer) -> Self {
        match answer {
            Answer::Chosen(chosen) => Self::Selected(chosen.clone()),
            Answer::Number(number) => Self::Written(number.to_string()),
            Answer::Sign(sure) => Self::Selected(
                Self::SURE
                    .iter()
                    .position(|each| each == sure)
                    .map(|place| place as u16)
                    .into_iter()
                    .collect(),
            ),
        }
    }

    /// Whether that option is selected.
    pub fn has(&self, option: u16) -> bool {
        matches!(self, Self::Selected(chosen) if chosen.contains(&option))
    }

    /// The only one selected from now on.
    pub fn pick(&mut self, option: u16) {
        *self = Self::Selected(vec![option]);
    }

    /// Adds or clears an option. One that goes with no other clears the rest, and the reverse.
    pub fn tick(&mut self, question: &Question, option: u16, ticked: bool) {
        let mut chosen = match std::mem::take(self) {
            Self::Selected(chosen) => chosen,
            Self::Written(_) => Vec::new(),
        };
        chosen.retain(|&other| other != option);
        if ticked {
            let alone = stands_alone(question, option);
            chosen.retain(|&other| !alone && !stands_alone(question, other));
            let place = chosen.partition_point(|&other| other < option);
            chosen.insert(place, option);
        }
        *self = Self::Selected(chosen);
    }

    /// Says that option: among others where the question takes several, else instead of them.
    pub fn say(&mut self, question: &Question, option: u16) {
        match question.kind {
            Kind::Checklist | Kind::Several { .. } => self.tick(question, option, true),
            _ => self.pick(option),
        }
    }

    /// The answer that the draft stands for.
    ///
    /// # Errors
    /// A [`Refusal`] where it stands for none.
    pub fn said(&self, question: &Question, ask: Ask) -> Result<Answer, Refusal> {
        match (self, question.kind) {
            (Self::Written(text), Kind::Number { least, most }) => text
                .trim()
                .parse()
                .map(Answer::Number)
                .map_err(|_| Refusal::OutOfRange { least, most }),
            (Self::Selected(chosen), _) if ask.sign.is_some() => {
                let sure = chosen
                    .first()
                    .and_then(|&place| Self::SURE.get(usize::from(place)));
                sure.copied().map(Answer::Sign).ok_or(Refusal::Nothing)
            }
            (Self::Selected(chosen), _) => Ok(Answer::Chosen(chosen.clone())),
            (Self::Written(_), _) => Err(Refusal::OtherKind),
        }
    }
}

/// "Not sure about one" is said beside the signs of a checklist; everywhere else it stands alone.
fn stands_alone(question: &Question, option: u16) -> bool {
    let choice = &question.options[usize::from(option)];
    let beside_signs = question.kind == Kind::Checklist && choice.role == Role::NotSure;
    choice.alone || (choice.role != Role::Plain && !beside_signs)
}
