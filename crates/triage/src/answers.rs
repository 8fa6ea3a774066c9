use std::ops::{Index, RangeFrom};

use unknot_protocol::{Kind, Protocol, QuestionId, Role};

use crate::values::{Truth, Values};

/// What is asked on one screen: a question, or one sign of a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ask {
    /// The question.
    pub question: QuestionId,
    /// The sign, where a checklist was answered "not sure" and asks one by one.
    pub sign: Option<u16>,
}

impl Ask {
    /// The whole question.
    pub const fn question(question: QuestionId) -> Self {
        Self {
            question,
            sign: None,
        }
    }
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The options chosen, by their place in the question's list.
    Chosen(Vec<u16>),
    /// A number.
    Number(u16),
    /// The answer about one sign.
    Sign(Sure),
}

/// The answer about one sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sure {
    /// The sign is there.
    Yes,
    /// It is not.
    No,
    /// Still not sure.
    NotSure,
}

/// All answers given so far, also those that are off the present path, in the order of what was
/// asked.
///
/// A sorted list: there are a hundred answers at most, and the code of a tree would weigh more in
/// the browser than all of this crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(Vec<(Ask, Answer)>);

impl Answers {
    /// None yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    fn place(&self, ask: Ask) -> Result<usize, usize> {
        self.0.binary_search_by_key(&ask, |(asked, _)| *asked)
    }

    /// The answer to that.
    pub fn get(&self, ask: &Ask) -> Option<&Answer> {
        self.place(*ask).ok().map(|place| &self.0[place].1)
    }

    /// Whether that has been answered.
    pub fn contains_key(&self, ask: &Ask) -> bool {
        self.place(*ask).is_ok()
    }

    /// Answers that, and gives back what was said before.
    pub fn insert(&mut self, ask: Ask, answer: Answer) -> Option<Answer> {
        match self.place(ask) {
            Ok(place) => Some(std::mem::replace(&mut self.0[place].1, answer)),
            Err(place) => {
                self.0.insert(place, (ask, answer));
                None
            }
        }
    }

    /// Takes that answer back.
    pub fn remove(&mut self, ask: &Ask) -> Option<Answer> {
        let place = self.place(*ask).ok()?;
        Some(self.0.remove(place).1)
    }

    /// Keeps only the answers that this is true of.
    pub fn retain(&mut self, mut keep: impl FnMut(&Ask, &mut Answer) -> bool) {
        self.0.retain_mut(|(ask, answer)| keep(ask, answer));
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What has been answered, in order.
    pub fn keys(&self) -> impl Iterator<Item = &Ask> {
        self.0.iter().map(|(ask, _)| ask)
    }

    /// All of it, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Ask, &Answer)> {
        self.0.iter().map(|(ask, answer)| (ask, answer))
    }

    /// All of it from there on, in order.
    pub fn range(&self, from: RangeFrom<Ask>) -> impl Iterator<Item = (&Ask, &Answer)> {
        let place = self.place(from.start).unwrap_or_else(|place| place);
        self.0[place..].iter().map(|(ask, answer)| (ask, answer))
    }
}

impl FromIterator<(Ask, Answer)> for Answers {
    fn from_iter<I: IntoIterator<Item = (Ask, Answer)>>(list: I) -> Self {
        let mut answers = Self::new();
        for (ask, answer) in list {
            answers.insert(ask, answer);
        }
        answers
    }
}

/// # Panics
/// Where that has not been answered.
impl Index<&Ask> for Answers {
    type Output = Answer;

    fn index(&self, ask: &Ask) -> &Answer {
        let place = self.place(*ask);
        &self.0[place.expect("it has been answered")].1
    }
}

/// Why an answer cannot be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing was chosen; "none" has to be chosen to be meant.
    Nothing,
    /// More than the question allows.
    TooMany {
        /// The most it allows.
        most: u16,
    },
    /// An option that goes with no other stands beside another.
    NotTogether,
    /// The number is out of range.
    OutOfRange {
        /// The smallest accepted.
        least: u16,
        /// The largest accepted.
        most: u16,
    },
    /// No such option, or not shown to this visitor.
    NotOffered,
    /// The answer is of another kind than the question.
    OtherKind,
}

/// Whether the answer can stand for what was asked, given the values of the path before it.
///
/// # Errors
/// The [`Refusal`] says what is wrong with it.
pub fn check(
    protocol: &Protocol,
    values: &Values,
    ask: Ask,
    answer: &Answer,
) -> Result<(), Refusal> {
    let question = &protocol.questions[usize::from(ask.question)];
    match (question.kind, answer) {
        (Kind::Checklist, Answer::Sign(_)) if ask.sign.is_some() => Ok(()),
        (Kind::Number { least, most }, &Answer::Number(number)) => {
            if (least..=most).contains(&number) {
                Ok(())
            } else {
                Err(Refusal::OutOfRange { least, most })
            }
        }
        (Kind::Number { .. }, _) | (_, Answer::Number(_) | Answer::Sign(_)) => {
            Err(Refusal::OtherKind)
        }
        (kind, Answer::Chosen(chosen)) => {
            let most = match kind {
                Kind::Several { most } => most,
                Kind::Checklist => u16::MAX,
                _ => 1,
            };
            let mut alone = false;
            for (place, &option) in chosen.iter().enumerate() {
                let Some(choice) = question.options.get(usize::from(option)) else {
                    return Err(Refusal::NotOffered);
                };
                let hidden = choice
                    .show
                    .is_some_and(|show| values.node(show).high == Truth::False);
                if hidden || chosen[..place].contains(&option) {
                    return Err(Refusal::NotOffered);
                }
                let goes_with_signs = kind == Kind::Checklist && choice.role == Role::NotSure;
                alone |= choice.alone || (choice.role != Role::Plain && !goes_with_signs);
            }
            match chosen.len() {
                0 => Err(Refusal::Nothing),
                count if count > usize::from(most) => Err(Refusal::TooMany { most }),
                count if count > 1 && alone => Err(Refusal::NotTogether),
                _ => Ok(()),
            }
        }
    }
}
