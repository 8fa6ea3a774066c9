//! How many interviews there are, and how long they can be.

use num_bigint::BigUint;
use unknot_protocol::Role;

use crate::bdd::{Bdd, Var};
use crate::model::Model;

/// The size of the answer space of one entry.
#[derive(Clone, Debug)]
pub struct Space {
    /// How many different sets of answers there are when every question that applies is answered,
    /// counted exactly.
    pub complete: BigUint,
    /// The most screens such an interview can have; none of the shorter ones is longer.
    pub longest: u32,
}

/// Counts the complete interviews of an entry. Questions that do not apply have one empty answer.
pub fn space(model: &mut Model) -> Space {
    let mut all = Bdd::TRUE;
    for &id in model.entry.questions.iter().rev() {
        let asked = &model.protocol.questions[usize::from(id)];
        let Some(variables) = model.variables[usize::from(id)].clone() else {
            continue;
        };
        let applies = model.when(asked.ask_when).possible;
        let valid = model.valid(id);
        let flag = model.table.var(variables.asked);
        let mut answered = model.table.and(valid, flag);
        for (option, [yes, _, known]) in asked.options.iter().zip(&variables.options) {
            if let (Some(not_sure), Role::Plain) = (variables.not_sure, option.role) {
                // The third variable says that the sign was asked by itself: always after "not
                // sure", unless it was ticked before.
                let not_sure = model.table.var(not_sure);
                let (yes, alone) = (model.table.var(*yes), model.table.var(*known));
                let ticked = model.table.minus(yes, alone);
                let fits = model.table.or(alone, ticked);
                let fits = model.table.choose(not_sure, fits, alone.not());
                answered = model.table.and(answered, fits);
            }
        }
        let mut empty = Bdd::TRUE;
        for var in (variables.asked..variables.end).rev() {
            let var = model.table.var(var);
            empty = model.table.minus(empty, var);
        }
        let part = model.table.choose(applies, answered, empty);
        all = model.table.and(part, all);
    }
    let model = &*model;
    let screens = |var: Var| {
        let question = model.owner[usize::from(var)];
        model.variables[usize::from(question)]
            .as_ref()
            .is_some_and(|variables| {
                var == variables.asked
                    || (variables.not_sure.is_some()
                        && variables
                            .options
                            .iter()
                            .any(|[_, _, alone]| *alone != 0 && *alone == var))
            })
    };
    Space {
        complete: model.table.solutions(all, model.count),
        longest: model.table.dearest(all, &|var| u32::from(screens(var))),
    }
}
