use unknot_protocol::{Node, NodeId, Protocol};

use crate::values::{Truth, Values};

/// Marks what open conditions still depend on.
///
/// Two differences matter. For a level, false against anything else ([`Needed::counts`]);
/// for what has to be certain, true against anything else ([`Needed::certain`]).
/// A condition is open where its range lies on both sides of that difference; the mark goes
/// down from an open condition to those of its parts that are open in the same way.
pub(crate) struct Needed<'a> {
    values: &'a Values,
    marks: Vec<u8>,
}

const COUNTS: u8 = 1;
const CERTAIN: u8 = 2;

impl<'a> Needed<'a> {
    pub(crate) fn new(protocol: &Protocol, values: &'a Values) -> Self {
        Self {
            values,
            marks: vec![0; protocol.nodes.len()],
        }
    }

    /// It matters whether this is false; says whether that is still open.
    pub(crate) fn counts(&mut self, id: NodeId) -> bool {
        self.mark(id, COUNTS)
    }

    /// It matters whether this is true; says whether that is still open.
    pub(crate) fn certain(&mut self, id: NodeId) -> bool {
        self.mark(id, CERTAIN)
    }

    /// Carries the marks down to the options and numbers.
    pub(crate) fn spread(&mut self, protocol: &Protocol) {
        for (id, node) in protocol.nodes.iter().enumerate().rev() {
            let mark = self.marks[id];
            if mark == 0 {
                continue;
            }
            match node {
                // Whether a question applies is all about false against anything else.
                Node::Option { applies, .. } | Node::AtLeast { applies, .. } => {
                    if let Some(applies) = applies {
                        self.mark(*applies, COUNTS);
                    }
                }
                Node::Not(of) => {
                    let swapped = ((mark & COUNTS) << 1) | ((mark & CERTAIN) >> 1);
                    self.mark(*of, swapped);
                }
                Node::All(of) | Node::Any(of) | Node::Count { of, .. } => {
                    for part in of {
                        self.mark(*part, mark);
                    }
                }
            }
        }
    }

    /// Whether that option or number is needed and not yet known.
    pub(crate) fn is(&self, id: usize) -> bool {
        self.marks[id] != 0
    }

    fn mark(&mut self, id: NodeId, mark: u8) -> bool {
        let range = self.values.node(id);
        let mut open = 0;
        if range.low == Truth::False && range.high != Truth::False {
            open |= mark & COUNTS;
        }
        if range.low != Truth::True && range.high == Truth::True {
            open |= mark & CERTAIN;
        }
        self.marks[usize::from(id)] |= open;
        open != 0
    }
}
