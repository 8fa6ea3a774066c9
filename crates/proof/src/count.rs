//! How many complete interviews there are, and how long they can be.
//!
//! One diagram of the whole interview would have tens of millions of nodes. So one question is
//! taken after the other: its answers are put into classes that mean the same for everything asked
//! later, and what is left then falls apart into groups of questions that have nothing to do with
//! each other. Each group is counted once, and groups are multiplied.

use std::collections::{BTreeMap, HashMap};

use num_bigint::BigUint;
use unknot_protocol::{QuestionId, Role};

use crate::bdd::{Bdd, Var};
use crate::model::{Model, Variables};

/// The size of the answer space of one entry.
#[derive(Clone, Debug)]
pub struct Space {
    /// How many different sets of answers there are when every question that applies is answered,
    /// counted exactly.
    pub complete: BigUint,
    /// The most screens such an interview has; none of the shorter ones is longer.
    pub longest: u32,
}

/// A question that is not answered yet, under the answers so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Open {
    question: QuestionId,
    /// When it applies.
    applies: Bdd,
    /// The answers it takes.
    takes: Bdd,
}

/// Counts the complete interviews of an entry. Questions that do not apply have one empty answer.
pub fn space(model: &mut Model) -> Space {
    let mut open = Vec::new();
    for &question in &model.entry.questions {
        let applies = model
            .when(model.protocol.questions[usize::from(question)].ask_when)
            .possible;
        let takes = takes(model, question);
        open.push(Open {
            question,
            applies,
            takes,
        });
    }
    let mut counter = Counter {
        model,
        known: HashMap::new(),
    };
    let (complete, longest) = counter.groups(&open);
    Space { complete, longest }
}

/// The answers a question takes where it applies, with the signs that are asked one by one.
fn takes(model: &mut Model, question: QuestionId) -> Bdd {
    let mut takes = model.valid(question);
    let asked = &model.protocol.questions[usize::from(question)];
    let Some(variables) = model.variables[usize::from(question)].clone() else {
        return takes;
    };
    for (option, [yes, _, alone]) in asked.options.iter().zip(&variables.options) {
        if let (Some(not_sure), Role::Plain) = (variables.not_sure, option.role) {
            // The third variable says that the sign was asked by itself: always after "not sure",
            // unless it was ticked before.
            let not_sure = model.table.var(not_sure);
            let (yes, alone) = (model.table.var(*yes), model.table.var(*alone));
            let ticked = model.table.minus(yes, alone);
            let fits = model.table.or(alone, ticked);
            let fits = model.table.choose(not_sure, fits, alone.not());
            takes = model.table.and(takes, fits);
        }
    }
    takes
}

struct Counter<'m, 'p> {
    model: &'m mut Model<'p>,
    known: HashMap<Vec<Open>, (BigUint, u32)>,
}

impl Counter<'_, '_> {
    /// Splits open questions into groups that have nothing to do with each other.
    fn groups(&mut self, open: &[Open]) -> (BigUint, u32) {
        let place: BTreeMap<QuestionId, usize> = open
            .iter()
            .enumerate()
            .map(|(place, open)| (open.question, place))
            .collect();
        let mut group: Vec<usize> = (0..open.len()).collect();
        fn head(group: &mut [usize], mut at: usize) -> usize {
            while group[at] != at {
                group[at] = group[group[at]];
                at = group[at];
            }
            at
        }
        for (at, one) in open.iter().enumerate() {
            for other in self.needs(one) {
                if let Some(&other) = place.get(&other) {
                    let (a, b) = (head(&mut group, at), head(&mut group, other));
                    group[a.max(b)] = a.min(b);
                }
            }
        }
        let mut groups: BTreeMap<usize, Vec<Open>> = BTreeMap::new();
        for (at, one) in open.iter().enumerate() {
            let head = head(&mut group, at);
            groups.entry(head).or_default().push(*one);
        }
        let (mut complete, mut longest) = (BigUint::from(1u8), 0);
        for group in groups.into_values() {
            let (count, screens) = self.group(group);
            complete *= count;
            longest += screens;
        }
        (complete, longest)
    }

    /// The questions that decide whether one applies, or what can be answered to it.
    fn needs(&self, one: &Open) -> Vec<QuestionId> {
        let mut needs = self.model.questions_of(one.applies);
        needs.extend(self.model.questions_of(one.takes));
        needs.remove(&one.question);
        needs.into_iter().collect()
    }

    fn group(&mut self, group: Vec<Open>) -> (BigUint, u32) {
        if let Some(known) = self.known.get(&group) {
            return known.clone();
        }
        // Of the questions that can be answered now the one that decides most about the others.
        let needs: Vec<Vec<QuestionId>> = group.iter().map(|one| self.needs(one)).collect();
        let decides = |question: QuestionId| {
            let concerned = needs.iter().filter(|needs| needs.contains(&question));
            concerned.count()
        };
        let ready = (0..group.len()).filter(|&at| needs[at].is_empty());
        let Some(next) = ready.max_by_key(|&at| (decides(group[at].question), group.len() - at))
        else {
            return (BigUint::from(0u8), 0);
        };
        let one = group[next];
        let rest: Vec<Open> = group
            .iter()
            .copied()
            .filter(|other| other.question != one.question)
            .collect();
        let mut complete = BigUint::from(0u8);
        let mut longest = 0;
        for (rest, count, screens) in self.answer(&one, rest) {
            let (below, more) = self.groups(&rest);
            complete += below * count;
            longest = longest.max(screens + more);
        }
        self.known.insert(group, (complete.clone(), longest));
        (complete, longest)
    }

    /// The answers to a question in classes that leave the same behind: what is left, how many
    /// answers lead there, and the most screens they take.
    fn answer(&mut self, one: &Open, rest: Vec<Open>) -> Vec<(Vec<Open>, BigUint, u32)> {
        let Some(variables) = self.model.variables[usize::from(one.question)].clone() else {
            return vec![(rest, BigUint::from(1u8), 0)];
        };
        if one.applies.is_empty() {
            let none: Vec<(Var, bool)> = (variables.asked..variables.end)
                .map(|var| (var, false))
                .collect();
            let rest = rest.iter().map(|other| self.with(other, &none)).collect();
            return vec![(rest, BigUint::from(1u8), 0)];
        }
        let own = |var: &Var| (variables.asked..variables.end).contains(var);
        let (concerned, apart): (Vec<Open>, Vec<Open>) = rest.into_iter().partition(|other| {
            let mut support = self.model.table.support(other.applies);
            support.extend(self.model.table.support(other.takes));
            support.iter().any(own)
        });
        let mut classes: HashMap<(Bdd, Vec<Open>), (BigUint, u32)> = HashMap::new();
        classes.insert((one.takes, concerned), (BigUint::from(1u8), 0));
        for var in variables.asked..variables.end {
            let values: &[bool] = if var == variables.asked {
                &[true]
            } else {
                &[false, true]
            };
            let mut after: HashMap<(Bdd, Vec<Open>), (BigUint, u32)> = HashMap::new();
            for ((takes, open), (count, screens)) in classes {
                for &value in values {
                    let set = [(var, value)];
                    let takes = self.model.table.with(takes, &set);
                    if takes.is_empty() {
                        continue;
                    }
                    let open: Vec<Open> = open.iter().map(|one| self.with(one, &set)).collect();
                    let screens = screens + u32::from(value && is_screen(&variables, var));
                    let sum = after
                        .entry((takes, open))
                        .or_insert_with(|| (BigUint::from(0u8), 0));
                    sum.0 += &count;
                    sum.1 = sum.1.max(screens);
                }
            }
            classes = after;
        }
        let classes = classes
            .into_iter()
            .map(|((_, mut open), (count, screens))| {
                open.extend(&apart);
                open.sort_by_key(|one| one.question);
                (open, count, screens)
            });
        classes.collect()
    }

    fn with(&mut self, open: &Open, set: &[(Var, bool)]) -> Open {
        Open {
            question: open.question,
            applies: self.model.table.with(open.applies, set),
            takes: self.model.table.with(open.takes, set),
        }
    }
}

/// Whether a variable stands for a screen: the question, or a sign asked by itself.
fn is_screen(variables: &Variables, var: Var) -> bool {
    var == variables.asked
        || (variables.not_sure.is_some()
            && variables
                .options
                .iter()
                .any(|[_, _, alone]| *alone != 0 && *alone == var))
}
