//! What holds over the whole answer space, proved with decision diagrams.
//!
//! See `docs/proof.md` for what is proved, how, and what rests on an argument.

pub mod bdd;
pub mod count;
pub mod faults;
pub mod marks;
pub mod model;
pub mod never;
pub mod outcomes;
pub mod promises;
pub mod tell;
pub mod witness;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use num_bigint::BigUint;
use unknot_protocol::read::Content;
use unknot_protocol::{Goal, QuestionId};

use crate::model::Model;
use crate::promises::{Failure, Proved, Whiles};

/// What is written down apart from the rules, in the folder `proof/`.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// What must close an offer: `never.txt`.
    pub never: String,
    /// What is left out on purpose, with the reason: `exceptions.txt`.
    pub exceptions: String,
    /// One set of answers for everything that can be reached: `witnesses.txt`. While there are
    /// none, promise 7 is not looked at.
    pub witnesses: String,
}

/// What was proved, and what was not.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Diagrams shown to be empty, by promise.
    pub held: [usize; 9],
    /// What does not hold.
    pub failures: Vec<Failure>,
    /// What does not hold by decision, with the reason.
    pub excepted: Vec<(Failure, String)>,
    /// States in which a question is asked in vain for one condition.
    pub vain: Vec<Failure>,
    /// Conditions too large to look for questions asked in vain.
    pub large: Vec<String>,
    /// By entry: the number of complete interviews and the longest, where it was counted.
    pub spaces: Vec<(String, BigUint, u32)>,
    /// By entry: the median and the longest of the interviews tried with the real engine.
    pub lengths: Vec<(String, usize, usize)>,
    /// How long it took.
    pub took: Duration,
}

/// How much is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// How many hands work on it.
    pub threads: usize,
    /// Count the complete interviews of every entry, also of the full check.
    pub count: bool,
    /// The size of the largest condition that is searched for questions asked in vain; with 0 none is.
    pub vain: usize,
}

/// Proves everything there is to prove about the rules; `heard` is told how long each part took.
///
/// # Errors
/// A line of the lists that cannot be read.
pub fn prove(
    content: &Content,
    given: &Given,
    effort: Effort,
    heard: &(dyn Fn(Duration, &str) + Sync),
) -> Result<Report, String> {
    let start = Instant::now();
    let never = never::read(&content.protocol, &given.never)?;
    let excepted = exceptions(&given.exceptions)?;
    let mut whiles = Whiles::new();
    for subject in excepted.keys().map(|(_, subject)| subject) {
        if let Some((danger, name)) = subject.split_once(" while ") {
            let questions = &content.protocol.questions;
            let place = questions.iter().position(|question| question.id == name);
            let place = place.ok_or_else(|| format!("no such question: {name}"))?;
            whiles.insert(danger.to_owned(), place as QuestionId);
        }
    }
    let mut report = Report::default();
    for entry in &content.protocol.entries {
        let next = AtomicUsize::new(0);
        let work = || {
            let begun = Instant::now();
            let mut model = Model::new(&content.protocol, entry);
            let mut jobs = promises::jobs(&model, &never);
            let mut all: Vec<Proved> = Vec::new();
            heard(begun.elapsed(), &format!("entry {}", entry.id));
            jobs.sort_by_key(|job| promises::weight(&model, job));
            jobs.reverse();
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(job) = jobs.get(place) else {
                    return all;
                };
                let begun = Instant::now();
                all.push(promises::prove(
                    &mut model,
                    content,
                    &never,
                    effort.vain,
                    &whiles,
                    job,
                ));
                heard(begun.elapsed(), &promises::name(&model, &never, job));
            }
        };
        let parts: Vec<_> = std::thread::scope(|scope| {
            let hands: Vec<_> = (0..effort.threads.max(1))
                .map(|_| scope.spawn(work))
                .collect();
            hands
                .into_iter()
                .filter_map(|hand| hand.join().ok())
                .collect()
        });
        if parts.len() < effort.threads.max(1) {
            return Err("a part of the proof has failed to run to its end".to_owned());
        }
        for all in parts {
            for proved in all {
                for (sum, part) in report.held.iter_mut().zip(proved.held) {
                    *sum += part;
                }
                report.vain.extend(proved.vain);
                report.large.extend(proved.large);
                for failure in proved.failures {
                    match excepted.get(&(failure.promise, failure.subject.clone())) {
                        Some(reason) => report.excepted.push((failure, reason.clone())),
                        None => report.failures.push(failure),
                    }
                }
            }
        }
        let begun = Instant::now();
        let lengths = outcomes::lengths(&content.protocol, entry);
        heard(begun.elapsed(), &format!("lengths, entry {}", entry.id));
        report
            .lengths
            .push((entry.id.clone(), lengths.0, lengths.1));
        if entry.goal == Goal::Care && !effort.count {
            continue;
        }
        let begun = Instant::now();
        let mut model = Model::new(&content.protocol, entry);
        let space = count::space(&mut model);
        report
            .spaces
            .push((entry.id.clone(), space.complete, space.longest));
        heard(begun.elapsed(), &format!("size, entry {}", entry.id));
    }
    let (held, failures) = outcomes::complete(content);
    report.held[6] += held;
    report.failures.extend(failures);
    let begun = Instant::now();
    let left_out = left_out(&given.exceptions)?;
    if !given.witnesses.trim().is_empty() {
        let (held, failures) = witness::hold(content, &given.witnesses, &left_out);
        report.held[7] += held;
        report.failures.extend(failures);
    }
    heard(begun.elapsed(), "witnesses");
    report.failures.sort();
    report.vain.sort();
    report.large.sort();
    report.took = start.elapsed();
    Ok(report)
}

/// What promise 7 leaves out on purpose.
///
/// # Errors
/// A line of the list that cannot be read.
pub fn left_out(text: &str) -> Result<BTreeSet<String>, String> {
    let all = exceptions(text)?.into_keys();
    Ok(all
        .filter(|(promise, _)| *promise == 7)
        .map(|(_, subject)| subject)
        .collect())
}

/// Lines such as `3 chest-wall.yes: it calms by design, because …`.
fn exceptions(text: &str) -> Result<BTreeMap<(u8, String), String>, String> {
    let mut list = BTreeMap::new();
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let parts = line.split_once(' ').and_then(|(promise, rest)| {
            let (subject, reason) = rest.split_once(": ")?;
            Some((promise.parse().ok()?, subject.to_owned(), reason.to_owned()))
        });
        let (promise, subject, reason) =
            parts.ok_or_else(|| format!("no promise, subject and reason: {line}"))?;
        list.insert((promise, subject), reason);
    }
    Ok(list)
}
