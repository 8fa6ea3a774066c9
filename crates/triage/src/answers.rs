use std::collections::BTreeMap;

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

/// All answers given so far, also those that are off the present path.
pub type Answers = BTreeMap<Ask, Answer>;

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
