//! One short set of answers for everything that can be reached, played through the real engine.
//!
//! Witnesses are gathered from the examples beside the rules and from answers near to them, and
//! then shortened: whatever can be left out is.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use unknot_protocol::read::Content;
use unknot_protocol::{Kind, Level, Protocol};
use unknot_triage::case::{Case, Otherwise, answers};
use unknot_triage::{Answer, Answers, Ask, Relief, Sure, interview, outcome};

use crate::outcomes::Dice;
use crate::promises::Failure;
use crate::tell::named;

/// Answers by name.
type Given = BTreeMap<String, Value>;

/// Everything that must be reached by some answers, by kind and name.
pub fn targets(protocol: &Protocol) -> BTreeSet<String> {
    let mut list = BTreeSet::new();
    let asked: BTreeSet<u16> = protocol
        .entries
        .iter()
        .flat_map(|entry| entry.questions.iter().copied())
        .collect();
    for id in asked {
        let question = &protocol.questions[usize::from(id)];
        list.insert(format!("question {}", question.id));
        for option in &question.options {
            list.insert(format!("option {}.{}", question.id, option.id));
        }
    }
    for flag in &protocol.red_flags {
        for (level, _) in &flag.levels {
            list.insert(format!("red flag {} at {}", flag.id, level.id()));
        }
    }
    list.extend(Level::ALL.map(|level| format!("level {}", level.id())));
    list.extend(["relief offered", "relief refused"].map(str::to_owned));
    let patterns = protocol.patterns.iter();
    list.extend(patterns.map(|one| format!("pattern {}", one.id)));
    let muscles = protocol.muscles.iter();
    list.extend(muscles.map(|one| format!("muscle {}", one.id)));
    let exercises = protocol.exercises.iter();
    list.extend(exercises.map(|one| format!("exercise {}", one.id)));
    let massages = protocol.massages.iter();
    list.extend(massages.map(|one| format!("massage {}", one.id)));
    let services = protocol.services.iter();
    list.extend(services.map(|one| format!("service {}", one.id)));
    let advice = protocol.advice.iter();
    list.extend(advice.map(|one| format!("advice {}", one.id)));
    let places = protocol.places.iter();
    list.extend(places.map(|one| format!("place {}", one.id)));
    list
}

/// What answers lead to, and all answers with what was assumed.
fn play(content: &Content, entry: &str, given: &Given) -> Option<(BTreeSet<String>, Answers)> {
    let protocol = &content.protocol;
    let case = Case {
        answers: given.clone(),
        otherwise: Otherwise::None,
        entry: Some(entry.to_owned()),
        ..Case::default()
    };
    let entry = protocol.entries.iter().find(|one| one.id == entry)?;
    let passed = interview(protocol, entry, &answers(content, &case), false);
    if passed.next.is_some() {
        return None;
    }
    let mut list = BTreeSet::new();
    for (ask, answer) in passed.given.iter() {
        let question = &protocol.questions[usize::from(ask.question)];
        list.insert(format!("question {}", question.id));
        let mut option = |place: u16| {
            let option = &question.options[usize::from(place)].id;
            list.insert(format!("option {}.{option}", question.id));
        };
        match answer {
            Answer::Chosen(chosen) => chosen.iter().copied().for_each(&mut option),
            Answer::Sign(Sure::Yes | Sure::NotSure) => ask.sign.into_iter().for_each(&mut option),
            Answer::Sign(Sure::No) | Answer::Number(_) => {}
        }
    }
    let came = outcome(protocol, entry, &passed);
    for fired in &came.fired {
        let flag = &protocol.red_flags[usize::from(fired.red_flag)].id;
        list.insert(format!("red flag {flag} at {}", fired.level.id()));
    }
    if let Some(level) = came.level {
        list.insert(format!("level {}", level.id()));
        let place = &protocol.places[usize::from(came.place)].id;
        list.insert(format!("place {place}"));
    }
    list.extend(came.relief.map(|relief| match relief {
        Relief::Offered => "relief offered".to_owned(),
        Relief::Refused => "relief refused".to_owned(),
    }));
    let mut add = |kind: &str, places: &[u16], id: &dyn Fn(usize) -> String| {
        list.extend(
            places
                .iter()
                .map(|&at| format!("{kind} {}", id(usize::from(at)))),
        );
    };
    let patterns: Vec<u16> = came.patterns.iter().map(|fit| fit.pattern).collect();
    add("pattern", &patterns, &|at| protocol.patterns[at].id.clone());
    add("muscle", &came.muscles, &|at| {
        protocol.muscles[at].id.clone()
    });
    add("exercise", &came.exercises, &|at| {
        protocol.exercises[at].id.clone()
    });
    add("massage", &came.massages, &|at| {
        protocol.massages[at].id.clone()
    });
    add("service", &came.services, &|at| {
        protocol.services[at].id.clone()
    });
    add("advice", &came.until, &|at| protocol.advice[at].id.clone());
    for (_, lines) in &came.advice {
        add("advice", lines, &|at| protocol.advice[at].id.clone());
    }
    Some((list, passed.given))
}

/// The witnesses that were found, one a line and sorted, and what was not reached.
pub fn gather(content: &Content, examples: &[Case]) -> (Vec<String>, Vec<String>) {
    let protocol = &content.protocol;
    let mut search = Search {
        content,
        wanted: targets(protocol),
        found: BTreeMap::new(),
        bases: Vec::new(),
    };
    for entry in &protocol.entries {
        for case in examples {
            search.take(&entry.id, &case.answers);
        }
        search.take(&entry.id, &Given::from([("age".to_owned(), json!(40))]));
    }
    search.near();
    search.wander();
    search.near();
    search.wander();
    let found = std::mem::take(&mut search.found);
    let mut lines = Vec::new();
    for (name, (entry, given)) in found {
        let given = shorten(content, &name, &entry, given);
        let given = Value::Object(given.into_iter().collect());
        lines.push(format!("{name}: {entry} {given}"));
    }
    lines.sort();
    (lines, search.wanted.into_iter().collect())
}

struct Search<'c> {
    content: &'c Content,
    wanted: BTreeSet<String>,
    found: BTreeMap<String, (String, Given)>,
    /// Answers that led to something new, from which others are tried.
    bases: Vec<(String, Given, Vec<Ask>)>,
}

impl Search<'_> {
    /// Plays answers and keeps them for everything new they lead to.
    fn take(&mut self, entry: &str, given: &Given) {
        let Some((reached, all)) = play(self.content, entry, given) else {
            return;
        };
        let new: Vec<String> = reached.intersection(&self.wanted).cloned().collect();
        for name in &new {
            self.wanted.remove(name);
            let witness = (entry.to_owned(), given.clone());
            self.found.insert(name.clone(), witness);
        }
        if !new.is_empty() {
            let asks = all.keys().copied().collect();
            self.bases.push((entry.to_owned(), given.clone(), asks));
        }
    }

    /// Tries every option that is still wanted on answers that lead to its question.
    fn near(&mut self) {
        let protocol = &self.content.protocol;
        for question in &protocol.questions {
            let name = format!("question {}", question.id);
            let Some((entry, base)) = self.found.get(&name).cloned() else {
                continue;
            };
            for option in &question.options {
                if !self
                    .wanted
                    .contains(&format!("option {}.{}", question.id, option.id))
                {
                    continue;
                }
                let mut given = base.clone();
                let alone = matches!(question.kind, Kind::Choice | Kind::YesNo);
                let id = json!(option.id);
                given.insert(question.id.clone(), if alone { id } else { json!([id]) });
                self.take(&entry, &given);
            }
        }
    }

    /// Changes one or two answers of what led to something, again and again.
    fn wander(&mut self) {
        const STEPS: usize = 3_000;
        let mut dice = Dice(0x0DDB_1A5E_5EED_0007);
        for _ in 0..STEPS {
            if self.wanted.is_empty() || self.bases.is_empty() {
                return;
            }
            let (entry, mut given, asks) = self.bases[dice.below(self.bases.len())].clone();
            let protocol = &self.content.protocol;
            for _ in 0..1 + dice.below(3) {
                let ask = asks[dice.below(asks.len())];
                let answer = crate::outcomes::throw(protocol, ask, &mut dice, 20);
                given.extend(named(protocol, &Answers::from_iter([(ask, answer)])));
            }
            self.take(&entry, &given);
        }
    }
}

/// Leaves out every answer that is not needed.
fn shorten(content: &Content, name: &str, entry: &str, mut given: Given) -> Given {
    let still = |given: &Given| {
        play(content, entry, given).is_some_and(|(reached, _)| reached.contains(name))
    };
    for key in given.keys().cloned().collect::<Vec<_>>() {
        let mut less = given.clone();
        let old = less.remove(&key);
        if still(&less) {
            given = less;
            continue;
        }
        if key == "age" {
            less.insert(key, json!(40));
            if still(&less) {
                given = less;
            }
            continue;
        }
        let Some(Value::Array(mut list)) = old else {
            continue;
        };
        for place in (0..list.len()).rev() {
            if list.len() < 2 {
                break;
            }
            let gone = list.remove(place);
            less.insert(key.clone(), json!(list));
            if !still(&less) {
                list.insert(place, gone);
            }
        }
        less.insert(key.clone(), json!(list));
        given = less;
    }
    given
}

/// Whether every witness still reaches what it says, and nothing is without one but what is left
/// out on purpose. Gives how many hold, and what does not.
pub fn hold(content: &Content, text: &str, left_out: &BTreeSet<String>) -> (usize, Vec<Failure>) {
    let mut without = targets(&content.protocol);
    let (mut held, mut failures) = (0, Vec::new());
    let mut fail = |subject: &str, what: &str| {
        failures.push(Failure {
            promise: 7,
            subject: subject.to_owned(),
            what: what.to_owned(),
            answers: Vec::new(),
        });
    };
    for line in text.lines() {
        let parts = line.split_once(": ").and_then(|(name, rest)| {
            let (entry, given) = rest.split_once(' ')?;
            Some((name, entry, serde_json::from_str::<Given>(given).ok()?))
        });
        let Some((name, entry, given)) = parts else {
            fail(line, "no name, entry and answers");
            continue;
        };
        let reached = play(content, entry, &given);
        if reached.is_some_and(|(reached, _)| reached.contains(name)) {
            held += 1;
            without.remove(name);
        } else {
            fail(
                name,
                "its witness in proof/witnesses.txt does not reach it any more; `cargo xtask proof --write` looks for another",
            );
            without.remove(name);
        }
        if left_out.contains(name) {
            fail(
                name,
                "it is left out in proof/exceptions.txt, and yet it has a witness",
            );
        }
    }
    for name in without.difference(left_out) {
        fail(
            name,
            "no witness in proof/witnesses.txt; `cargo xtask proof --write` looks for one",
        );
    }
    (held, failures)
}
