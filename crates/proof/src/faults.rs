//! Faults put into the rules on purpose: do the examples beside the rules notice?

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use unknot_protocol::read::Content;
use unknot_protocol::{Level, Node, NodeId, Protocol};
use unknot_triage::case::{Case, Otherwise, run};

/// A line of `tests/rows`: answers, and whether the rule of the row fires on them.
#[derive(Clone, Debug, Deserialize)]
pub struct Example {
    /// The row of the dossier.
    pub row: String,
    /// The level it is about.
    pub level: Level,
    /// Why it fires.
    pub fires: Option<String>,
    /// Why it does not.
    pub misses: Option<String>,
    /// The answers.
    pub answers: BTreeMap<String, Value>,
}

/// What the examples noticed.
#[derive(Clone, Debug, Default)]
pub struct Noticed {
    /// Faults tried.
    pub tried: usize,
    /// Faults at least one example noticed.
    pub caught: usize,
    /// The others, as "rule at level: fault".
    pub survivors: Vec<String>,
    /// Examples that already fail on the rules as they are; they are left out.
    pub failing: usize,
}

/// Tries every fault: a level lowered by one step, or one part of a level's condition dropped.
///
/// Only the examples of the rule's own row are run, so a fault counts as caught only where the
/// row itself notices it.
pub fn faults(content: &Content, examples: &[Example], threads: usize) -> Noticed {
    let threads = threads.max(1);
    let flags = content.protocol.red_flags.len();
    let parts: Vec<Noticed> = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..threads)
            .map(|first| {
                scope.spawn(move || {
                    let mut content = content.clone();
                    let mut noticed = Noticed::default();
                    for flag in (first..flags).step_by(threads) {
                        one_rule(&mut content, examples, flag, &mut noticed);
                    }
                    noticed
                })
            })
            .collect();
        let joined = hands.into_iter().map(std::thread::ScopedJoinHandle::join);
        joined.filter_map(Result::ok).collect()
    });
    let mut sum = Noticed::default();
    for part in parts {
        sum.tried += part.tried;
        sum.caught += part.caught;
        sum.survivors.extend(part.survivors);
        sum.failing += part.failing;
    }
    sum.survivors.sort();
    sum
}

fn one_rule(content: &mut Content, examples: &[Example], flag: usize, noticed: &mut Noticed) {
    let (id, row) = {
        let rule = &content.protocol.red_flags[flag];
        (rule.id.clone(), rule.row.clone())
    };
    let own: Vec<&Example> = examples
        .iter()
        .filter(|example| example.row == id || example.row == row)
        .collect();
    let all = own.len();
    let own: Vec<&Example> = own
        .into_iter()
        .filter(|example| right(content, example))
        .collect();
    noticed.failing += all - own.len();
    let nodes = content.protocol.nodes.len();
    for place in 0..content.protocol.red_flags[flag].levels.len() {
        let (level, node) = content.protocol.red_flags[flag].levels[place];
        let mut changes = vec![((below(level), node), "a level lower".to_owned())];
        for (part, left) in without_one(&content.protocol, node) {
            let what = format!("without {}", say(&content.protocol, part, 2));
            // New conditions stand behind all others, so their parts are worked out before them.
            let left = left.unwrap_or_else(|node| {
                content.protocol.nodes.push(node);
                (content.protocol.nodes.len() - 1) as NodeId
            });
            changes.push(((level, left), what));
        }
        for (change, what) in changes {
            content.protocol.red_flags[flag].levels[place] = change;
            noticed.tried += 1;
            if own.iter().all(|example| right(content, example)) {
                let survivor = format!("{id} at {}: {what}", level.id());
                noticed.survivors.push(survivor);
            } else {
                noticed.caught += 1;
            }
        }
        content.protocol.red_flags[flag].levels[place] = (level, node);
        content.protocol.nodes.truncate(nodes);
    }
}

/// Whether the rule of the row fires exactly where the example says so.
fn right(content: &Content, example: &Example) -> bool {
    let case = Case {
        answers: example.answers.clone(),
        otherwise: Otherwise::None,
        skip: true,
        ..Case::default()
    };
    let report = run(content, &case);
    let hit = report.reasons.iter().any(|reason| {
        let own = reason.rule == example.row
            || content
                .protocol
                .red_flags
                .iter()
                .any(|flag| flag.id == reason.rule && flag.row == example.row);
        own && Level::from_id(reason.level).is_some_and(|level| level >= example.level)
    });
    hit == example.fires.is_some()
}

fn below(level: Level) -> Level {
    Level::ALL[(level as usize).saturating_sub(1)]
}

/// Each part of a condition with what is left once it is dropped: a condition there already is,
/// or a new one.
fn without_one(protocol: &Protocol, node: NodeId) -> Vec<(NodeId, Result<NodeId, Node>)> {
    let of = match &protocol.nodes[usize::from(node)] {
        Node::All(of) | Node::Any(of) | Node::Count { of, .. } => of,
        _ => return Vec::new(),
    };
    if of.len() < 2 {
        return Vec::new();
    }
    of.iter()
        .enumerate()
        .map(|(place, &part)| {
            let mut left = of.clone();
            left.remove(place);
            let left = match &protocol.nodes[usize::from(node)] {
                Node::Count { least, .. } => Err(Node::Count {
                    least: *least,
                    of: left,
                }),
                _ if left.len() == 1 => Ok(left[0]),
                Node::Any(_) => Err(Node::Any(left)),
                _ => Err(Node::All(left)),
            };
            (part, left)
        })
        .collect()
}

/// A condition in ids, cut short below some depth.
fn say(protocol: &Protocol, node: NodeId, depth: usize) -> String {
    let list = |of: &[NodeId], with: &str| {
        let parts: Vec<String> = of
            .iter()
            .map(|&part| say(protocol, part, depth.saturating_sub(1)))
            .collect();
        format!("({})", parts.join(with))
    };
    match &protocol.nodes[usize::from(node)] {
        Node::Option {
            question, option, ..
        } => {
            let question = &protocol.questions[usize::from(*question)];
            format!(
                "{}.{}",
                question.id,
                question.options[usize::from(*option)].id
            )
        }
        Node::AtLeast {
            question, least, ..
        } => format!(
            "{} >= {least}",
            protocol.questions[usize::from(*question)].id
        ),
        Node::Not(of) => format!("not {}", say(protocol, *of, depth)),
        _ if depth == 0 => "…".to_owned(),
        Node::All(of) => list(of, " and "),
        Node::Any(of) => list(of, " or "),
        Node::Count { least, of } => format!("at least {least} of {}", list(of, ", ")),
    }
}
