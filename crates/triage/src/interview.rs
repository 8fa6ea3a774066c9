use unknot_protocol::{Entry, Goal, Level, Node, Protocol, QuestionId, Role};

use crate::answers::{Answer, Answers, Ask, check};
use crate::needed::Needed;
use crate::outcome::level_so_far;
use crate::outcome::plan::mark_plan;
use crate::values::Values;

/// One pass through the questions of an entry, replayed from the first one.
#[derive(Clone, Debug)]
pub struct Interview {
    /// What was asked and answered, in order.
    pub path: Vec<Ask>,
    /// What to ask next; `None` once the outcome stands.
    pub next: Option<Ask>,
    /// How far it has come.
    pub stage: Stage,
    /// The answers on the path. Answers off the path have no effect.
    pub given: Answers,
    /// What every condition is worth under them.
    pub values: Values,
}

/// How far an interview has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The level can still change.
    Level,
    /// Only the plan can still change; these questions may be skipped.
    Plan,
    /// The outcome stands.
    Done,
}

/// Replays the answers from the first question of the entry.
///
/// With `skip`, the questions that only refine the plan are left out; what they would have said
/// stays unknown, and so forbids.
///
/// # Panics
/// Never for an entry of this protocol.
pub fn interview(protocol: &Protocol, entry: &Entry, answers: &Answers, skip: bool) -> Interview {
    let mut given = Answers::new();
    let mut path = Vec::new();
    loop {
        let values = Values::of(protocol, entry, &given);
        let (stage, next) = next_ask(protocol, entry, &given, &values, skip);
        let answered = next.and_then(|ask| {
            let answer = answers.get(&ask)?;
            check(protocol, &values, ask, answer)
                .is_ok()
                .then_some((ask, answer))
        });
        let Some((ask, answer)) = answered else {
            return Interview {
                path,
                next,
                stage,
                given,
                values,
            };
        };
        given.insert(ask, answer.clone());
        path.push(ask);
    }
}

fn next_ask(
    protocol: &Protocol,
    entry: &Entry,
    given: &Answers,
    values: &Values,
    skip: bool,
) -> (Stage, Option<Ask>) {
    let settled = level_so_far(protocol, values);
    if settled == Level::Emergency {
        return (Stage::Done, None);
    }
    let mut needed = Needed::new(protocol, values);
    match entry.goal {
        Goal::Care => mark_levels(protocol, values, settled, &mut needed),
        Goal::Relief { unless, .. } => {
            mark_levels(
                protocol,
                values,
                settled.max(Level::DoctorSoon),
                &mut needed,
            );
            if settled < Level::SameDay {
                needed.counts(unless);
            }
        }
    }
    needed.spread(protocol);
    let always = |question: QuestionId| protocol.questions[usize::from(question)].always;
    if let Some(ask) = first_ask(protocol, entry, given, values, &needed, always) {
        return (Stage::Level, Some(ask));
    }
    if skip || settled >= Level::SameDay || entry.goal != Goal::Care {
        return (Stage::Done, None);
    }
    let mut needed = Needed::new(protocol, values);
    mark_plan(protocol, values, settled, &mut needed);
    needed.spread(protocol);
    match first_ask(protocol, entry, given, values, &needed, |_| false) {
        Some(ask) => (Stage::Plan, Some(ask)),
        None => (Stage::Done, None),
    }
}

fn mark_levels(protocol: &Protocol, values: &Values, settled: Level, needed: &mut Needed) {
    for flag in &protocol.red_flags {
        for &(level, when) in &flag.levels {
            if level > settled && !values.node(when).counts() {
                needed.counts(when);
            }
        }
    }
}

/// The first question of the entry that is needed, or the first sign of a checklist that was
/// answered "not sure".
fn first_ask(
    protocol: &Protocol,
    entry: &Entry,
    given: &Answers,
    values: &Values,
    needed: &Needed,
    always: impl Fn(QuestionId) -> bool,
) -> Option<Ask> {
    // Which questions are needed at all; the signs are looked at only where one was unsure.
    let mut whole = vec![false; protocol.questions.len()];
    for (id, node) in protocol.nodes.iter().enumerate() {
        if let (true, Node::Option { question, .. } | Node::AtLeast { question, .. }) =
            (needed.is(id), node)
        {
            whole[usize::from(*question)] = true;
        }
    }
    for &question in &entry.questions {
        let asked = &protocol.questions[usize::from(question)];
        let needed_here = whole[usize::from(question)];
        match given.get(&Ask::question(question)) {
            None if (needed_here || always(question)) && values.when(asked.ask_when).counts() => {
                return Some(Ask::question(question));
            }
            Some(Answer::Chosen(chosen)) if needed_here => {
                let not_sure = asked.with_role(Role::NotSure);
                if !chosen.iter().any(|&option| Some(option) == not_sure) {
                    continue;
                }
                let open = protocol
                    .nodes
                    .iter()
                    .enumerate()
                    .filter(|(id, _)| needed.is(*id));
                let sign = open
                    .filter_map(|(_, node)| match node {
                        Node::Option {
                            question: of,
                            option,
                            ..
                        } if *of == question => Some(*option),
                        _ => None,
                    })
                    .filter(|&option| asked.options[usize::from(option)].role == Role::Plain)
                    .filter(|&option| {
                        !given.contains_key(&Ask {
                            question,
                            sign: Some(option),
                        })
                    })
                    .filter(|option| !chosen.contains(option))
                    .min();
                if let Some(sign) = sign {
                    return Some(Ask {
                        question,
                        sign: Some(sign),
                    });
                }
            }
            _ => {}
        }
    }
    None
}
