//! Which questions a condition asks for, as diagrams over what is already answered.
//!
//! The same two kinds of marks as in the triage: for a level, false against anything else; for
//! what has to be certain, true against anything else.

use std::collections::BTreeMap;

use unknot_protocol::{Node, NodeId, QuestionId, Role};

use crate::bdd::Bdd;
use crate::model::Model;

/// Where what matters starts from.
#[derive(Clone, Copy, Debug)]
pub struct Root {
    /// The condition.
    pub node: NodeId,
    /// It matters whether it is true, not whether it is false.
    pub certain: bool,
    /// The answers so far under which it matters at all.
    pub when: Bdd,
}

/// When a question is asked for.
#[derive(Clone, Debug)]
pub struct Asking {
    /// The question.
    pub question: QuestionId,
    /// The whole question is asked.
    pub whole: Bdd,
    /// One of its signs is asked by itself.
    pub signs: Bdd,
}

/// The questions asked for by these roots, each with the answers so far under which it is.
pub fn asking(model: &mut Model, roots: &[Root]) -> Vec<Asking> {
    let protocol = model.protocol;
    // By condition: it matters whether it is false, and whether it is true.
    let mut marks: BTreeMap<NodeId, [Bdd; 2]> = BTreeMap::new();
    for root in roots {
        mark(
            model,
            &mut marks,
            root.node,
            usize::from(root.certain),
            root.when,
        );
    }
    let mut wanted: BTreeMap<QuestionId, (Bdd, Bdd)> = BTreeMap::new();
    while let Some((id, [counts, certain])) = marks.pop_last() {
        let either = model.table.or(counts, certain);
        if either.is_empty() {
            continue;
        }
        match &protocol.nodes[usize::from(id)] {
            node @ (Node::Option {
                question, applies, ..
            }
            | Node::AtLeast {
                question, applies, ..
            }) => {
                if let Some(applies) = applies {
                    mark(model, &mut marks, *applies, 0, either);
                }
                let entry = wanted.entry(*question).or_insert((Bdd::FALSE, Bdd::FALSE));
                entry.0 = model.table.or(entry.0, either);
                if let Node::Option { option, .. } = node {
                    let sign = one_by_one(model, *question, *option);
                    let sign = model.table.and(either, sign);
                    entry.1 = model.table.or(entry.1, sign);
                }
            }
            Node::Not(of) => {
                mark(model, &mut marks, *of, 1, counts);
                mark(model, &mut marks, *of, 0, certain);
            }
            Node::All(of) | Node::Any(of) | Node::Count { of, .. } => {
                for &part in of {
                    mark(model, &mut marks, part, 0, counts);
                    mark(model, &mut marks, part, 1, certain);
                }
            }
        }
    }
    let order = &model.entry.questions;
    let mut list: Vec<Asking> = Vec::new();
    for &question in order {
        let Some(&(whole, signs)) = wanted.get(&question) else {
            continue;
        };
        let Some(asked) = model.variables[usize::from(question)]
            .as_ref()
            .map(|variables| variables.asked)
        else {
            continue;
        };
        let applies = protocol.questions[usize::from(question)]
            .ask_when
            .map_or(Bdd::TRUE, |id| model.partial(id).low.possible);
        let asked = model.table.var(asked);
        let whole = model.table.minus(whole, asked);
        let whole = model.table.and(whole, applies);
        list.push(Asking {
            question,
            whole,
            signs,
        });
    }
    list
}

/// Adds a mark to a condition, as far as that condition is open in this way.
fn mark(
    model: &mut Model,
    marks: &mut BTreeMap<NodeId, [Bdd; 2]>,
    id: NodeId,
    kind: usize,
    when: Bdd,
) {
    if when.is_empty() {
        return;
    }
    let range = model.partial(id);
    let open = if kind == 0 {
        model.table.minus(range.high.possible, range.low.possible)
    } else {
        model.table.minus(range.high.certain, range.low.certain)
    };
    let open = model.table.and(open, when);
    let entry = marks.entry(id).or_insert([Bdd::FALSE; 2]);
    entry[kind] = model.table.or(entry[kind], open);
}

/// The answers under which a sign is asked by itself, if it matters: its checklist was answered
/// "not sure", and the sign was neither ticked nor asked yet.
fn one_by_one(model: &mut Model, question: QuestionId, option: u16) -> Bdd {
    let role = model.protocol.questions[usize::from(question)].options[usize::from(option)].role;
    let Some(variables) = model.variables[usize::from(question)].clone() else {
        return Bdd::FALSE;
    };
    let (Some(not_sure), Role::Plain) = (variables.not_sure, role) else {
        return Bdd::FALSE;
    };
    let asked = model.table.var(variables.asked);
    let not_sure = model.table.var(not_sure);
    let known = model.table.var(variables.options[usize::from(option)][2]);
    let open = model.table.and(asked, not_sure);
    model.table.minus(open, known)
}
