//! One short set of answers for everything that can be reached, played through the real engine.
//!
//! Witnesses are gathered from the examples beside the rules and from answers near to them, and
//! then shortened: whatever can be left out is. What a witness does not name is answered with what
//! says least: "none of these", or "not sure" where there is no such answer.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use unknot_protocol::read::Content;
use unknot_protocol::{Entry, Kind, Level, Protocol, Role, Section};
use unknot_triage::case::{Case, Otherwise, answers, by_name};
use unknot_triage::{Answer, Answers, Ask, Relief, Sure, Values, interview, outcome};

use crate::bdd::Bdd;
use crate::model::Model;
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

/// To every question the answer that says least, and to every sign of a checklist a no. What has
/// no such answer has to be given.
fn quiet(protocol: &Protocol) -> Answers {
    let mut all = Answers::new();
    for (id, question) in protocol.questions.iter().enumerate() {
        let ask = Ask::question(id as u16);
        let least = question.with_role(Role::None);
        if let Some(option) = least.or_else(|| question.with_role(Role::NotSure)) {
            all.insert(ask, Answer::Chosen(vec![option]));
        }
        if question.kind == Kind::Checklist {
            for sign in 0..question.options.len() as u16 {
                let sign = Some(sign);
                all.insert(Ask { sign, ..ask }, Answer::Sign(Sure::No));
            }
        }
    }
    all
}

/// What answers lead to, and all answers on the way; `quiet` stands for what is not given.
fn play(
    protocol: &Protocol,
    entry: &Entry,
    quiet: &Answers,
    given: &Answers,
) -> Option<(BTreeSet<String>, Answers)> {
    let mut all = quiet.clone();
    for (ask, answer) in given.iter() {
        all.insert(*ask, answer.clone());
    }
    let passed = interview(protocol, entry, &all, false);
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
        protocol,
        quiet: quiet(protocol),
        wanted: targets(protocol),
        found: BTreeMap::new(),
        bases: Vec::new(),
    };
    for entry in &protocol.entries {
        for case in examples {
            let case = Case {
                entry: Some(entry.id.clone()),
                otherwise: Otherwise::None,
                ..case.clone()
            };
            search.take(entry, answers(content, &case));
        }
    }
    search.near();
    search.wander();
    search.near();
    search.draw();
    let found = std::mem::take(&mut search.found);
    let mut lines = Vec::new();
    for (name, (entry, given)) in found {
        let given = search.shorten(&name, entry, given);
        let given = Value::Object(named(protocol, &given).into_iter().collect());
        lines.push(format!("{name}: {} {given}", entry.id));
    }
    lines.sort();
    (lines, search.wanted.into_iter().collect())
}

struct Search<'p> {
    protocol: &'p Protocol,
    quiet: Answers,
    wanted: BTreeSet<String>,
    found: BTreeMap<String, (&'p Entry, Answers)>,
    /// Answers from which others are tried, with the questions they were asked.
    bases: Vec<(&'p Entry, Answers, Vec<Ask>)>,
}

impl<'p> Search<'p> {
    /// Plays answers and keeps them for everything new they lead to.
    fn take(&mut self, entry: &'p Entry, given: Answers) {
        let Some((reached, all)) = play(self.protocol, entry, &self.quiet, &given) else {
            return;
        };
        let new: Vec<String> = reached.intersection(&self.wanted).cloned().collect();
        if new.is_empty() {
            return;
        }
        for name in new {
            self.found.insert(name.clone(), (entry, given.clone()));
            self.wanted.remove(&name);
        }
        let asks = all.keys().copied().collect();
        self.bases.push((entry, given, asks));
    }

    /// Tries every option that is still wanted on answers that lead to its question.
    fn near(&mut self) {
        let protocol = self.protocol;
        for (id, question) in protocol.questions.iter().enumerate() {
            let ask = Ask::question(id as u16);
            for (place, option) in question.options.iter().enumerate() {
                let name = format!("option {}.{}", question.id, option.id);
                let leading: Vec<usize> = (0..self.bases.len())
                    .filter(|&base| self.bases[base].2.contains(&ask))
                    .collect();
                for base in leading {
                    if !self.wanted.contains(&name) {
                        break;
                    }
                    let (entry, mut given, _) = self.bases[base].clone();
                    given.insert(ask, Answer::Chosen(vec![place as u16]));
                    self.take(entry, given);
                }
            }
        }
    }

    /// Changes one to three answers of what led to something, again and again.
    fn wander(&mut self) {
        const STEPS: usize = 20_000;
        let mut dice = Dice(0x0DDB_1A5E_5EED_0007);
        for _ in 0..STEPS {
            if self.wanted.is_empty() || self.bases.is_empty() {
                return;
            }
            let (entry, mut given, asks) = self.bases[dice.below(self.bases.len())].clone();
            for _ in 0..1 + dice.below(3) {
                let ask = asks[dice.below(asks.len())];
                let answer = crate::outcomes::throw(self.protocol, ask, &mut dice, 20);
                given.insert(ask, answer);
            }
            self.complete(entry, &mut given, &mut dice);
            self.take(entry, given);
        }
    }

    /// Throws an answer to whatever is asked and has none that says least.
    fn complete(&self, entry: &Entry, given: &mut Answers, dice: &mut Dice) {
        const TRIES: usize = 40;
        for _ in 0..TRIES {
            let mut all = self.quiet.clone();
            for (ask, answer) in given.iter() {
                all.insert(*ask, answer.clone());
            }
            let passed = interview(self.protocol, entry, &all, false);
            let Some(ask) = passed.next else { return };
            let answer = crate::outcomes::throw(self.protocol, ask, dice, 0);
            given.insert(ask, answer);
        }
    }

    /// Answers for the red flags, patterns and lines of advice that are still wanted, read off the
    /// diagrams of their conditions.
    fn draw(&mut self) {
        let protocol = self.protocol;
        for entry in &protocol.entries {
            let mut model = Model::new(protocol, entry);
            for flag in &protocol.red_flags {
                for (level, node) in &flag.levels {
                    let mut when = model.full[usize::from(*node)].possible;
                    for (_, other) in flag.levels.iter().filter(|(other, _)| other > level) {
                        let other = model.full[usize::from(*other)].possible;
                        when = model.table.minus(when, other);
                    }
                    let name = format!("red flag {} at {}", flag.id, level.id());
                    self.draw_one(&name, *level, entry, &mut model, when, None);
                }
            }
            for pattern in &protocol.patterns {
                let when = model.full[usize::from(pattern.fits)].certain;
                let name = format!("pattern {}", pattern.id);
                self.draw_one(&name, Level::DoctorSoon, entry, &mut model, when, None);
            }
            for line in &protocol.advice {
                let shown = model.when(line.when).certain;
                let unless = model.unless(line.unless).possible;
                let mut shown = model.table.minus(shown, unless);
                let mut level = Level::DoctorSoon;
                if line.section == Section::Run {
                    // Only the first that applies at the level is shown; most go before others at
                    // doctor-soon, so the level below is tried.
                    level = Level::Practitioner;
                    let before = protocol
                        .advice
                        .iter()
                        .take_while(|other| other.id != line.id)
                        .filter(|other| other.section == Section::Run)
                        .filter(|other| other.levels.is_empty() || other.levels.contains(&level));
                    for other in before {
                        let other = model.when(other.when).certain;
                        shown = model.table.minus(shown, other);
                    }
                }
                let name = format!("advice {}", line.id);
                self.draw_one(&name, level, entry, &mut model, shown, None);
            }
            for (id, question) in protocol.questions.iter().enumerate() {
                let ask = Ask::question(id as u16);
                for (place, option) in question.options.iter().enumerate() {
                    let shown = model.when(option.show).possible;
                    let asked = model.when(question.ask_when).possible;
                    let when = model.table.and(shown, asked);
                    let chosen = Some((ask, Answer::Chosen(vec![place as u16])));
                    let name = format!("option {}.{}", question.id, option.id);
                    self.draw_one(&name, Level::DoctorSoon, entry, &mut model, when, chosen);
                }
            }
        }
    }

    /// Looks for answers under a condition; what leads above the level is taken away, rule by rule.
    fn draw_one(
        &mut self,
        name: &str,
        most: Level,
        entry: &'p Entry,
        model: &mut Model,
        mut when: Bdd,
        chosen: Option<(Ask, Answer)>,
    ) {
        const TRIES: usize = 12;
        let mut dice = Dice(0x0DDB_1A5E_5EED_0008);
        for _ in 0..TRIES {
            if !self.wanted.contains(name) {
                return;
            }
            let Some(mut given) = model.example(when) else {
                return;
            };
            if let Some((ask, answer)) = &chosen {
                given.insert(*ask, answer.clone());
            }
            self.complete(entry, &mut given, &mut dice);
            self.take(entry, given.clone());
            let values = Values::of(self.protocol, entry, &given);
            let rules = self.protocol.red_flags.iter().flat_map(|flag| &flag.levels);
            let above = rules.filter(|(level, node)| *level > most && values.node(*node).counts());
            let before = when;
            for (_, node) in above {
                let rule = model.full[usize::from(*node)].possible;
                when = model.table.minus(when, rule);
            }
            if when == before {
                return;
            }
        }
    }

    /// Leaves out every answer that is not needed, and every sign or place that is not.
    fn shorten(&self, name: &str, entry: &Entry, mut given: Answers) -> Answers {
        let still = |given: &Answers| {
            play(self.protocol, entry, &self.quiet, given)
                .is_some_and(|(reached, _)| reached.contains(name))
        };
        given.retain(|ask, answer| self.quiet.get(ask) != Some(answer));
        for ask in given.keys().copied().collect::<Vec<_>>() {
            let mut less = given.clone();
            let old = less.remove(&ask);
            if still(&less) {
                given = less;
                continue;
            }
            match old {
                Some(Answer::Number(_)) => {
                    less.insert(ask, Answer::Number(40));
                    if still(&less) {
                        given = less;
                    }
                }
                Some(Answer::Chosen(mut chosen)) => {
                    for place in (0..chosen.len()).rev() {
                        let gone = chosen.remove(place);
                        less.insert(ask, Answer::Chosen(chosen.clone()));
                        if chosen.is_empty() || !still(&less) {
                            chosen.insert(place, gone);
                        }
                    }
                    given.insert(ask, Answer::Chosen(chosen));
                }
                _ => {}
            }
        }
        given
    }
}

/// Whether every witness still reaches what it says, and nothing is without one but what is left
/// out on purpose. Gives how many hold, and what does not.
pub fn hold(content: &Content, text: &str, left_out: &BTreeSet<String>) -> (usize, Vec<Failure>) {
    let protocol = &content.protocol;
    let quiet = quiet(protocol);
    let mut without = targets(protocol);
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
        let (given, errors) = by_name(protocol, &given);
        let entry = protocol.entries.iter().find(|one| one.id == entry);
        let reached = entry.and_then(|entry| play(protocol, entry, &quiet, &given));
        let reached = reached.is_some_and(|(reached, _)| reached.contains(name));
        if reached && errors.is_empty() {
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
