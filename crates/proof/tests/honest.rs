//! The diagrams and the real engine say the same.

#![allow(clippy::unwrap_used)]

use std::path::Path;

use unknot_proof::model::Model;
use unknot_proof::outcomes::{Dice, throw};
use unknot_protocol::{Kind, Level, Role};
use unknot_triage::{Answers, Ask, Truth, check, interview, outcome};

/// Interviews tried for each entry.
const INTERVIEWS: usize = 300;

#[test]
fn diagrams_and_engine_agree_and_adaptive_equals_asking_everything() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocol");
    let content = unknot_protocol::read::read(&folder).unwrap();
    let protocol = &content.protocol;
    let mut dice = Dice(0x1234_5678_9ABC_DEF1);
    for entry in &protocol.entries {
        let mut model = Model::new(protocol, entry);
        // Large conditions take longest and are made of those looked at.
        let nodes: Vec<u16> = (0..protocol.nodes.len() as u16)
            .filter(|id| {
                model
                    .table
                    .nodes_below(model.full[usize::from(*id)].possible)
                    < 2_000
            })
            .collect();
        for &id in &nodes {
            model.partial(id);
        }
        for turn in 0..INTERVIEWS {
            let quiet = [97, 90, 60][turn % 3];
            let mut answers = Answers::new();
            let stop = dice.below(60);
            let adaptive = loop {
                let passed = interview(protocol, entry, &answers, false);
                let halfway = answers.len() == stop;
                if halfway || passed.next.is_none() {
                    let values = model.values(&passed.given);
                    for &id in &nodes {
                        let (range, known) = (model.partial(id), passed.values.node(id));
                        let holds = |of| model.table.holds(of, &|var| values[usize::from(var)]);
                        assert_eq!(
                            holds(range.low.possible),
                            known.low >= Truth::Unknown,
                            "condition {id}"
                        );
                        assert_eq!(
                            holds(range.low.certain),
                            known.low == Truth::True,
                            "condition {id}"
                        );
                        assert_eq!(
                            holds(range.high.possible),
                            known.high >= Truth::Unknown,
                            "condition {id}"
                        );
                        assert_eq!(
                            holds(range.high.certain),
                            known.high == Truth::True,
                            "condition {id}"
                        );
                    }
                }
                let Some(ask) = passed.next else { break passed };
                let answer = loop {
                    let answer = throw(protocol, ask, &mut dice, quiet);
                    if check(protocol, &passed.values, ask, &answer).is_ok() {
                        break answer;
                    }
                };
                answers.insert(ask, answer);
            };
            let early = outcome(protocol, entry, &adaptive);
            // Everything that was not asked is answered too.
            let mut all = adaptive.clone();
            for &question in &entry.questions {
                let asked = &protocol.questions[usize::from(question)];
                let applies = !asked
                    .ask_when
                    .is_some_and(|when| all.values.node(when).is_false());
                let ask = Ask::question(question);
                if applies && !all.given.contains_key(&ask) {
                    let answer = loop {
                        let answer = throw(protocol, ask, &mut dice, quiet);
                        if check(protocol, &all.values, ask, &answer).is_ok() {
                            break answer;
                        }
                    };
                    all.given.insert(ask, answer);
                }
                if asked.kind == Kind::Checklist {
                    for (place, option) in asked.options.iter().enumerate() {
                        let ask = Ask {
                            question,
                            sign: Some(place as u16),
                        };
                        if option.role == Role::Plain && !all.given.contains_key(&ask) {
                            let answer = throw(protocol, ask, &mut dice, quiet);
                            all.given.insert(ask, answer);
                        }
                    }
                }
                all.values = unknot_triage::Values::of(protocol, entry, &all.given);
            }
            let late = outcome(protocol, entry, &all);
            let trace = || {
                format!(
                    "{} after {:?}",
                    entry.id,
                    unknot_proof::tell::short(&model, &all.given)
                )
            };
            assert_eq!(early.level, late.level, "{}", trace());
            if early
                .level
                .is_some_and(|level| level <= Level::Practitioner)
            {
                let patterns = |of: &unknot_triage::Outcome| {
                    of.patterns
                        .iter()
                        .map(|fit| fit.pattern)
                        .collect::<Vec<_>>()
                };
                assert_eq!(patterns(&early), patterns(&late), "{}", trace());
                assert_eq!(early.muscles, late.muscles, "{}", trace());
                assert_eq!(early.exercises, late.exercises, "{}", trace());
                assert_eq!(early.massages, late.massages, "{}", trace());
                assert_eq!(early.services, late.services, "{}", trace());
                assert_eq!(early.advice, late.advice, "{}", trace());
                assert_eq!(early.closed, late.closed, "{}", trace());
            }
        }
    }
}
