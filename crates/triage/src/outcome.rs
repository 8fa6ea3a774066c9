use unknot_protocol::{Entry, Goal, Level, Node, NodeId, Protocol, QuestionId, Section};

use crate::interview::Interview;
use crate::values::{Truth, Values};

pub(crate) mod plan;

/// What an interview leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Level of care; `None` where "cramping now" found no sign above doctor-soon: that
    /// short check says nothing about the level.
    pub level: Option<Level>,
    /// What "cramping now" leads to; `None` for the full check.
    pub relief: Option<Relief>,
    /// Where to go.
    pub place: u16,
    /// Advice until help is there, only lines that are known to suit.
    pub until: Vec<u16>,
    /// The red flags that decided the level, then those that fired at a lower one.
    pub fired: Vec<Fired>,
    /// Patterns it fits, at most two.
    pub patterns: Vec<Fitting>,
    /// Muscles the plan is about.
    pub muscles: Vec<u16>,
    /// Exercises offered.
    pub exercises: Vec<u16>,
    /// Massage offered.
    pub massages: Vec<u16>,
    /// Services that suit.
    pub services: Vec<u16>,
    /// Lines of advice, section by section, in the protocol's order.
    pub advice: Vec<(Section, Vec<u16>)>,
    /// What a gate keeps closed.
    pub closed: Closed,
    /// What all of it rests on, each source once.
    pub sources: Vec<u16>,
}

/// What "cramping now" leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relief {
    /// All that forbids a stretch was answered no.
    Offered,
    /// Something forbids it, or is not known.
    Refused,
}

/// What a gate keeps closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Closed {
    /// No stretch.
    pub stretch: bool,
    /// No massage.
    pub massage: bool,
    /// No hands-on service.
    pub hands_on: bool,
}

/// A red flag that fired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fired {
    /// Its place in the protocol.
    pub red_flag: u16,
    /// The highest level it reached.
    pub level: Level,
    /// The answers under it.
    pub reasons: Vec<Reason>,
}

/// An answer under a red flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// The question.
    pub question: QuestionId,
    /// The option; `None` for a number.
    pub option: Option<u16>,
    /// The visitor was not sure.
    pub unsure: bool,
}

/// A pattern that fits, with what speaks for and against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitting {
    /// Its place in the protocol.
    pub pattern: u16,
    /// Places of the pointers that speak for it.
    pub speaks_for: Vec<u16>,
    /// Places of the pointers that speak against it.
    pub speaks_against: Vec<u16>,
}

/// The outcome of an interview as it stands. Before its end this is what is known so far.
pub fn outcome(protocol: &Protocol, entry: &Entry, interview: &Interview) -> Outcome {
    let values = &interview.values;
    let settled = level_so_far(protocol, values);
    let mut fired = fired(protocol, values);
    let (level, relief) = match entry.goal {
        Goal::Care => (Some(settled), None),
        Goal::Relief { .. } if settled >= Level::SameDay => (Some(settled), Some(Relief::Refused)),
        Goal::Relief { unless, .. } => {
            fired.clear();
            let offered = values.node(unless).is_false();
            (
                None,
                Some(if offered {
                    Relief::Offered
                } else {
                    Relief::Refused
                }),
            )
        }
    };
    let line = &protocol.levels[level.unwrap_or(Level::SelfCare) as usize];
    let deciding: Vec<&Fired> = fired
        .iter()
        .filter(|flag| Some(flag.level) == level)
        .collect();
    // Places stand in the order of how much help is there: of several, the first one.
    let place = deciding
        .iter()
        .map(|flag| {
            let own = &protocol.red_flags[usize::from(flag.red_flag)].places;
            let own = own.iter().find(|(at, _)| Some(*at) == level);
            own.map_or(line.place, |(_, place)| *place)
        })
        .min()
        .unwrap_or(line.place);
    // Each line once, and only where it is known to suit: aspirin not with a tearing pain, cold not
    // on numb skin.
    let mut until: Vec<u16> = Vec::new();
    if let Some(level) = level {
        let of_flags = deciding
            .iter()
            .flat_map(|flag| &protocol.red_flags[usize::from(flag.red_flag)].until);
        for &advice in line.until.iter().chain(of_flags) {
            let words = &protocol.advice[usize::from(advice)];
            if !until.contains(&advice) && plan::applies(values, words, level) {
                until.push(advice);
            }
        }
    }
    let mut sources: Vec<u16> = deciding
        .iter()
        .flat_map(|flag| {
            protocol.red_flags[usize::from(flag.red_flag)]
                .sources
                .iter()
                .copied()
        })
        .collect();
    let plan = plan::plan(protocol, &interview.given, values, level, relief);
    sources.extend(plan.sources);
    let mut seen = vec![false; protocol.sources.len()];
    sources.retain(|&source| !std::mem::replace(&mut seen[usize::from(source)], true));
    Outcome {
        level,
        relief,
        place,
        until,
        fired,
        patterns: plan.patterns,
        muscles: plan.muscles,
        exercises: plan.exercises,
        massages: plan.massages,
        services: plan.services,
        advice: plan.advice,
        closed: plan.closed,
        sources,
    }
}

/// The highest level that is already certain to be reached.
pub(crate) fn level_so_far(protocol: &Protocol, values: &Values) -> Level {
    let levels = protocol.red_flags.iter().flat_map(|flag| &flag.levels);
    levels
        .filter(|(_, when)| values.node(*when).counts())
        .map(|(level, _)| *level)
        .max()
        .unwrap_or(Level::SelfCare)
}

fn fired(protocol: &Protocol, values: &Values) -> Vec<Fired> {
    let mut fired = Vec::new();
    for (place, flag) in protocol.red_flags.iter().enumerate() {
        let highest = flag
            .levels
            .iter()
            .filter(|(_, when)| values.node(*when).counts())
            .max_by_key(|(level, _)| *level);
        if let Some(&(level, when)) = highest {
            let mut reasons = Vec::new();
            reasons_under(protocol, values, when, &mut reasons);
            let flag = Fired {
                red_flag: place as u16,
                level,
                reasons,
            };
            // The highest level first, and flags of one level in the author's order.
            let before = fired.partition_point(|other: &Fired| other.level >= level);
            fired.insert(before, flag);
        }
    }
    fired
}

/// Adds an answer in its place, once.
fn add(reasons: &mut Vec<Reason>, reason: Reason) {
    if let Err(place) = reasons.binary_search(&reason) {
        reasons.insert(place, reason);
    }
}

/// The answers that make a condition count. What is denied adds no answer, except where the
/// visitor was not sure of it.
fn reasons_under(protocol: &Protocol, values: &Values, id: NodeId, reasons: &mut Vec<Reason>) {
    let range = values.node(id);
    if range.low == Truth::False {
        return;
    }
    let unsure = range.low == Truth::Unknown;
    match &protocol.nodes[usize::from(id)] {
        Node::Option {
            question, option, ..
        } => {
            let option = Some(*option);
            add(
                reasons,
                Reason {
                    question: *question,
                    option,
                    unsure,
                },
            );
        }
        Node::AtLeast { question, .. } => {
            add(
                reasons,
                Reason {
                    question: *question,
                    option: None,
                    unsure,
                },
            );
        }
        Node::Not(of) => {
            if unsure {
                reasons_under(protocol, values, *of, reasons);
            } else if let Node::AtLeast { question, .. } = &protocol.nodes[usize::from(*of)] {
                add(
                    reasons,
                    Reason {
                        question: *question,
                        option: None,
                        unsure,
                    },
                );
            }
        }
        Node::All(of) | Node::Any(of) | Node::Count { of, .. } => {
            for part in of {
                reasons_under(protocol, values, *part, reasons);
            }
        }
    }
}
