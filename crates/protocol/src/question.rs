use crate::NodeId;

/// A question's place in [`Protocol::questions`](crate::Protocol::questions).
pub type QuestionId = u16;

/// One question of the interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its name in conditions, files and on the command line.
    pub id: String,
    /// How it is answered.
    pub kind: Kind,
    /// What can be chosen, in the order shown; empty for a number.
    pub options: Vec<Choice>,
    /// When it applies to this visitor at all; `None` means always.
    pub ask_when: Option<NodeId>,
    /// Asked even where no rule depends on it.
    pub always: bool,
    /// Asked beside the entries on the start screen, and never on a screen of its own.
    pub start: bool,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of the options.
    Choice,
    /// Up to so many of the options.
    Several {
        /// The most that may be chosen.
        most: u16,
    },
    /// Any number of signs, or "none", or "not sure about one", which opens the signs one by one.
    Checklist,
    /// Yes, no or not sure.
    YesNo,
    /// A whole number between these, both included.
    Number {
        /// The smallest accepted.
        least: u16,
        /// The largest accepted.
        most: u16,
    },
}

/// One option of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its name within the question.
    pub id: String,
    /// What choosing it says about the others.
    pub role: Role,
    /// It goes with no other option.
    pub alone: bool,
    /// Shown only where this is not false; `None` means always.
    pub show: Option<NodeId>,
}

/// What choosing an option says about the other options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The others not chosen are false.
    Plain,
    /// Absent: all the others are false.
    None,
    /// Not sure: all the others are unknown.
    NotSure,
}

impl Question {
    /// The place of the option of that name.
    pub fn option(&self, id: &str) -> Option<u16> {
        self.options
            .iter()
            .position(|option| option.id == id)
            .map(|place| place as u16)
    }

    /// The place of the first option with that role.
    pub fn with_role(&self, role: Role) -> Option<u16> {
        self.options
            .iter()
            .position(|option| option.role == role)
            .map(|place| place as u16)
    }
}
