use crate::QuestionId;

/// A place in [`Protocol::nodes`](crate::Protocol::nodes).
pub type NodeId = u16;

/// One step of a condition, with names resolved.
///
/// All conditions share one list in which every node stands after the nodes it refers to,
/// so one pass from front to back evaluates everything, and one from back to front finds
/// what an open condition still depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// That option was chosen. With `applies`, it is false where that node is false:
    /// a question that does not apply has no answer.
    Option {
        /// The question.
        question: QuestionId,
        /// The option's place in the question's list.
        option: u16,
        /// The question's `ask-when`, and the option's `show`.
        applies: Option<NodeId>,
    },
    /// The number given is at least this.
    AtLeast {
        /// The question.
        question: QuestionId,
        /// The smallest number that counts.
        least: u16,
        /// The question's `ask-when`.
        applies: Option<NodeId>,
    },
    /// The other way round.
    Not(NodeId),
    /// Every one; true for none.
    All(Vec<NodeId>),
    /// At least one; false for none.
    Any(Vec<NodeId>),
    /// As many as this.
    Count {
        /// How many must be true.
        least: u16,
        /// Of which.
        of: Vec<NodeId>,
    },
}
