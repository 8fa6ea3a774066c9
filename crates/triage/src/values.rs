use unknot_protocol::{Entry, Kind, Node, NodeId, Protocol, QuestionId, Role};

use crate::answers::{Answer, Answers, Ask, Sure};

/// One of the three truth values, in the order that makes "and" the smaller and "or" the larger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// Known false.
    False,
    /// Not known, and not to be known: the visitor is still not sure.
    Unknown,
    /// Known true.
    True,
}

/// The truth values a condition can still take: one once it is settled, several before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The smallest it can still become.
    pub low: Truth,
    /// The largest it can still become.
    pub high: Truth,
}

impl Range {
    /// Nothing is known yet.
    pub const OPEN: Self = Self {
        low: Truth::False,
        high: Truth::True,
    };

    /// Settled.
    pub const fn settled(truth: Truth) -> Self {
        Self {
            low: truth,
            high: truth,
        }
    }

    /// True or unknown, whatever is still answered: it counts for the level.
    pub fn counts(self) -> bool {
        self.low >= Truth::Unknown
    }

    /// Known true, whatever is still answered.
    pub fn is_true(self) -> bool {
        self.low == Truth::True
    }

    /// Known false, whatever is still answered: only then does it forbid nothing.
    pub fn is_false(self) -> bool {
        self.high == Truth::False
    }
}

impl From<bool> for Range {
    fn from(yes: bool) -> Self {
        Self::settled(if yes { Truth::True } else { Truth::False })
    }
}

/// What every condition is worth under the answers so far.
#[derive(Clone, Debug)]
pub struct Values {
    ranges: Vec<Range>,
}

impl Values {
    /// Evaluates every condition under these answers.
    ///
    /// Questions outside the entry are never asked there, so their options are false.
    pub fn of(protocol: &Protocol, entry: &Entry, answers: &Answers) -> Self {
        let mut asked = vec![false; protocol.questions.len()];
        for &question in &entry.questions {
            asked[usize::from(question)] = true;
        }
        let mut ranges: Vec<Range> = Vec::with_capacity(protocol.nodes.len());
        for node in &protocol.nodes {
            let range = |id: &NodeId| ranges[usize::from(*id)];
            let value = match node {
                Node::Option {
                    question, applies, ..
                }
                | Node::AtLeast {
                    question, applies, ..
                } => {
                    if asked[usize::from(*question)] {
                        let said = match node {
                            Node::Option { option, .. } => {
                                said(protocol, answers, *question, *option)
                            }
                            Node::AtLeast { least, .. } => reached(answers, *question, *least),
                            _ => Range::OPEN,
                        };
                        where_it_applies(applies.as_ref().map(range), said)
                    } else {
                        Range::settled(Truth::False)
                    }
                }
                Node::Not(of) => {
                    let of = range(of);
                    Range {
                        low: opposite(of.high),
                        high: opposite(of.low),
                    }
                }
                Node::All(of) => Range {
                    low: of
                        .iter()
                        .map(|id| range(id).low)
                        .min()
                        .unwrap_or(Truth::True),
                    high: of
                        .iter()
                        .map(|id| range(id).high)
                        .min()
                        .unwrap_or(Truth::True),
                },
                Node::Any(of) => Range {
                    low: of
                        .iter()
                        .map(|id| range(id).low)
                        .max()
                        .unwrap_or(Truth::False),
                    high: of
                        .iter()
                        .map(|id| range(id).high)
                        .max()
                        .unwrap_or(Truth::False),
                },
                Node::Count { least, of } => Range {
                    low: at_least(*least, of.iter().map(|id| range(id).low)),
                    high: at_least(*least, of.iter().map(|id| range(id).high)),
                },
            };
            ranges.push(value);
        }
        Self { ranges }
    }

    /// What that condition is worth.
    pub fn node(&self, id: NodeId) -> Range {
        self.ranges[usize::from(id)]
    }

    /// What a condition that may be left out is worth; left out it is true.
    pub fn when(&self, id: Option<NodeId>) -> Range {
        id.map_or(Range::settled(Truth::True), |id| self.node(id))
    }

    /// What a contraindication that may be left out is worth; left out it is false.
    pub fn unless(&self, id: Option<NodeId>) -> Range {
        id.map_or(Range::settled(Truth::False), |id| self.node(id))
    }
}

fn opposite(truth: Truth) -> Truth {
    match truth {
        Truth::False => Truth::True,
        Truth::Unknown => Truth::Unknown,
        Truth::True => Truth::False,
    }
}

fn at_least(least: u16, of: impl Iterator<Item = Truth>) -> Truth {
    let (mut known, mut possible) = (0, 0);
    for truth in of {
        known += u16::from(truth == Truth::True);
        possible += u16::from(truth >= Truth::Unknown);
    }
    if known >= least {
        Truth::True
    } else if possible >= least {
        Truth::Unknown
    } else {
        Truth::False
    }
}

fn where_it_applies(applies: Option<Range>, said: Range) -> Range {
    match applies {
        Some(applies) if applies.is_false() => Range::settled(Truth::False),
        Some(applies) if !applies.counts() => Range {
            low: Truth::False,
            high: said.high,
        },
        _ => said,
    }
}

fn reached(answers: &Answers, question: QuestionId, least: u16) -> Range {
    match answers.get(&Ask::question(question)) {
        Some(Answer::Number(number)) => (*number >= least).into(),
        _ => Range::OPEN,
    }
}

fn said(protocol: &Protocol, answers: &Answers, question: QuestionId, option: u16) -> Range {
    let Some(Answer::Chosen(chosen)) = answers.get(&Ask::question(question)) else {
        return Range::OPEN;
    };
    if chosen.contains(&option) {
        return Range::settled(Truth::True);
    }
    let asked = &protocol.questions[usize::from(question)];
    let not_sure = chosen
        .iter()
        .any(|&other| asked.options[usize::from(other)].role == Role::NotSure);
    if !not_sure {
        return Range::settled(Truth::False);
    }
    let role = asked.options[usize::from(option)].role;
    match (asked.kind, role) {
        (_, Role::NotSure) => Range::settled(Truth::False),
        (Kind::Checklist, Role::None) => Range::settled(Truth::False),
        (Kind::Checklist, Role::Plain) => {
            match answers.get(&Ask {
                question,
                sign: Some(option),
            }) {
                Some(Answer::Sign(Sure::Yes)) => Range::settled(Truth::True),
                Some(Answer::Sign(Sure::No)) => Range::settled(Truth::False),
                Some(Answer::Sign(Sure::NotSure)) => Range::settled(Truth::Unknown),
                _ => Range::OPEN,
            }
        }
        _ => Range::settled(Truth::Unknown),
    }
}
