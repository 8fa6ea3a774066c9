//! Faults put into the rules on purpose: does anything beside the rules notice?
//!
//! Each fault is tried in a copy of the rules on the real engine. What no example notices is
//! looked at with diagrams: a fault that changes nothing for any answers is no fault.

mod examples;
mod list;
mod same;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;
use unknot_protocol::read::Content;
use unknot_protocol::{Goal, Protocol};
use unknot_triage::Values;
use unknot_triage::case::{answers, run};

pub use examples::{Example, Expected, offers, read, right};
pub use list::{Change, Fault, Site, list};
pub use same::Suggestion;

use crate::model::Model;
use crate::tell::named;

/// What was noticed.
#[derive(Clone, Debug, Default)]
pub struct Noticed {
    /// Faults tried that change something for some answers.
    pub tried: usize,
    /// Of these, how many at least one example noticed.
    pub caught: usize,
    /// Faults that change nothing for any answers, shown with diagrams.
    pub same: usize,
    /// Faults that change a rule only where others lead to the same level anyway, shown with
    /// diagrams.
    pub covered: usize,
    /// What nothing noticed, in words.
    pub survivors: Vec<String>,
    /// Examples that already fail on the rules as they are; they are left out.
    pub failing: Vec<String>,
}

/// Tries every fault. For what is left, `heard` is told of examples that would notice.
pub fn faults(
    content: &Content,
    examples: &[Example],
    threads: usize,
    heard: &(dyn Fn(&Suggestion) + Sync),
) -> Noticed {
    let faults = list(content);
    let threads = threads.max(1);
    let failing: Vec<bool> = share(examples.len(), threads, |place| {
        !right(content, &examples[place])
    });
    // With everything answered beforehand an example is played much faster.
    let filled: Vec<Example> = share(examples.len(), threads, |place| {
        let mut example = examples[place].clone();
        example.case.answers = named(&content.protocol, &answers(content, &example.case));
        example
    });
    let candidates = candidates(content, examples, &filled, &faults, &failing, threads);
    let caught: Vec<bool> = {
        let next = AtomicUsize::new(0);
        let parts: Vec<Vec<usize>> = std::thread::scope(|scope| {
            let hands: Vec<_> = (0..threads)
                .map(|_| {
                    scope.spawn(|| {
                        let mut copy = content.clone();
                        let mut caught = Vec::new();
                        loop {
                            let place = next.fetch_add(1, Ordering::Relaxed);
                            let Some(fault) = faults.get(place) else {
                                return caught;
                            };
                            fault.put_into(&mut copy.protocol);
                            let hit = candidates[place].iter().any(|&example| {
                                !right(&copy, &filled[example]) && !right(&copy, &examples[example])
                            });
                            fault.take_out(&mut copy.protocol, &content.protocol);
                            if hit {
                                caught.push(place);
                            }
                        }
                    })
                })
                .collect();
            let joined = hands.into_iter().map(std::thread::ScopedJoinHandle::join);
            joined.filter_map(Result::ok).collect()
        });
        let mut caught = vec![false; faults.len()];
        for place in parts.into_iter().flatten() {
            caught[place] = true;
        }
        caught
    };
    let mut noticed = Noticed {
        failing: examples
            .iter()
            .zip(&failing)
            .filter(|(_, failing)| **failing)
            .map(|(example, _)| example.name.clone())
            .collect(),
        ..Noticed::default()
    };
    let mut left: Vec<&Fault> = Vec::new();
    for (fault, caught) in faults.iter().zip(caught) {
        if caught {
            noticed.caught += 1;
        } else {
            left.push(fault);
        }
    }
    noticed.tried = noticed.caught;
    // Those of single rules take longest.
    left.sort_by_key(|fault| !fault.rows(&content.protocol).is_empty());
    let bases = if left.is_empty() {
        Bases::new()
    } else {
        bases(content, &filled, &failing, threads)
    };
    let next = AtomicUsize::new(0);
    let judged: Vec<(usize, same::Verdict)> = std::thread::scope(|scope| {
        let work = || {
            let mut models: Option<Vec<Model>> = None;
            let mut copy = content.clone();
            let mut judged = Vec::new();
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(fault) = left.get(place) else {
                    return judged;
                };
                if let Some(found) = same::near(content, &mut copy, fault, &bases) {
                    heard(&found);
                    judged.push((place, same::Verdict::Other(Some(found))));
                    continue;
                }
                let models = models.get_or_insert_with(|| {
                    let entries = content.protocol.entries.iter();
                    entries
                        .map(|entry| Model::new(&content.protocol, entry))
                        .collect()
                });
                let verdict = same::verdict(models, content, &mut copy, fault);
                if let same::Verdict::Other(Some(found)) = &verdict {
                    heard(found);
                }
                judged.push((place, verdict));
            }
        };
        let hands: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let joined = hands.into_iter().map(std::thread::ScopedJoinHandle::join);
        joined.filter_map(Result::ok).flatten().collect()
    });
    for (place, verdict) in judged {
        match verdict {
            same::Verdict::Same => noticed.same += 1,
            same::Verdict::Covered => noticed.covered += 1,
            same::Verdict::Other(_) => {
                noticed.tried += 1;
                noticed.survivors.push(left[place].what.clone());
            }
        }
    }
    noticed.survivors.sort();
    noticed
}

/// By offer, answers that lead to it.
type Bases = BTreeMap<String, Vec<BTreeMap<String, Value>>>;

/// From the examples, some answers for each offer they lead to.
fn bases(content: &Content, examples: &[Example], failing: &[bool], threads: usize) -> Bases {
    const ENOUGH: usize = 4;
    let played = share(examples.len(), threads, |place| {
        let mut case = examples[place].case.clone();
        case.skip = false;
        case.answers = named(&content.protocol, &answers(content, &case));
        let list = if failing[place] {
            Vec::new()
        } else {
            offers(&run(content, &case))
        };
        (case.answers, list)
    });
    let mut bases = Bases::new();
    for (answers, list) in played {
        for offer in list {
            let known = bases.entry(offer).or_default();
            if known.len() < ENOUGH {
                known.push(answers.clone());
            }
        }
    }
    bases
}

/// Examples tried for one fault; where none of the nearest notices it, none does.
const NEAREST: usize = 40;

/// By fault, the examples on which the changed condition itself is worth something else, the
/// nearest first. All changed conditions stand behind the right ones in one list, so each example
/// is looked at once.
fn candidates(
    content: &Content,
    examples: &[Example],
    filled: &[Example],
    faults: &[Fault],
    failing: &[bool],
    threads: usize,
) -> Vec<Vec<usize>> {
    let protocol = &content.protocol;
    let mut all: Protocol = protocol.clone();
    let probes: Vec<_> = faults
        .iter()
        .map(|fault| fault.probe(protocol, &mut all))
        .collect();
    let concerned: Vec<_> = faults
        .iter()
        .map(|fault| fault.concerned(protocol))
        .collect();
    let found: Vec<Vec<(usize, u8)>> = share(examples.len(), threads, |place| {
        let example = &examples[place];
        if failing[place] {
            return Vec::new();
        }
        let name = example.case.entry.as_deref().unwrap_or("full");
        let Some(entry) = all.entries.iter().find(|entry| entry.id == name) else {
            return Vec::new();
        };
        let values = Values::of(&all, entry, &answers(content, &filled[place].case));
        let near = |fault: usize| {
            let (old, new) = match probes[fault] {
                None => return Some(0),
                Some((old, new)) => (values.unless(old), values.unless(new)),
            };
            (old != new).then(|| u8::from(old.counts() == new.counts()))
        };
        (0..faults.len())
            .filter_map(|fault| {
                let far = match &example.expected {
                    Expected::Row { row, .. } => !concerned[fault].contains(row),
                    Expected::Offer { offer, .. } => {
                        !concerned[fault].is_empty() && !concerned[fault].contains(offer)
                    }
                    Expected::Window { .. } => matches!(faults[fault].change, Change::Level { .. }),
                };
                if far {
                    return None;
                }
                Some((fault, near(fault)?))
            })
            .collect()
    });
    let mut candidates: Vec<Vec<(u8, usize)>> = vec![Vec::new(); faults.len()];
    for (example, found) in found.into_iter().enumerate() {
        for (fault, near) in found {
            candidates[fault].push((near, example));
        }
    }
    let nearest = candidates.into_iter().map(|mut list| {
        list.sort_unstable();
        list.truncate(NEAREST);
        list.into_iter().map(|(_, example)| example).collect()
    });
    nearest.collect()
}

/// Works something out for every place, with several hands.
fn share<T: Send>(count: usize, threads: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let mut parts: Vec<(usize, T)> = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut done = Vec::new();
                    loop {
                        let place = next.fetch_add(1, Ordering::Relaxed);
                        if place >= count {
                            return done;
                        }
                        done.push((place, work(place)));
                    }
                })
            })
            .collect();
        let joined = hands.into_iter().map(std::thread::ScopedJoinHandle::join);
        joined.filter_map(Result::ok).flatten().collect()
    });
    parts.sort_by_key(|(place, _)| *place);
    parts.into_iter().map(|(_, value)| value).collect()
}

/// The entry that leads to a relief stretch.
fn relief_entry(protocol: &Protocol) -> Option<usize> {
    let mut entries = protocol.entries.iter();
    entries.position(|entry| matches!(entry.goal, Goal::Relief { .. }))
}
