//! The shortest written example that makes a rule fire at a level.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;
use unknot_protocol::{Kind, Level, Protocol, RedFlag, Role};
use unknot_triage::case::{Case, Otherwise, run};
use unknot_triage::{Answer, Answers, Ask, Values};

use super::book::Book;
use super::html::{escape, small};
use super::say::option_words;
use super::themes::leaves;

/// Answers by question, as an example line gives them.
type Given = BTreeMap<String, Value>;

/// The written examples, by row of the dossier.
pub(super) struct Examples(BTreeMap<String, Vec<(String, Given)>>);

impl Examples {
    /// Reads every line that says what it fires.
    pub(super) fn read(folder: &Path) -> Self {
        let mut rows: BTreeMap<String, Vec<(String, Given)>> = BTreeMap::new();
        let mut files: Vec<_> = fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|end| end == "jsonl"))
            .collect();
        files.sort();
        for file in files {
            let text = fs::read_to_string(file).unwrap_or_default();
            for line in text.lines() {
                let Ok(line) = serde_json::from_str::<Value>(line) else {
                    continue;
                };
                let (Some(row), Some(fires), Ok(answers)) = (
                    line["row"].as_str(),
                    line["fires"].as_str(),
                    serde_json::from_value::<Given>(line["answers"].clone()),
                ) else {
                    continue;
                };
                rows.entry(row.to_owned())
                    .or_default()
                    .push((fires.to_owned(), answers));
            }
        }
        for examples in rows.values_mut() {
            // The sort is stable: among equally short ones the first written stays first.
            examples.sort_by_key(|(_, answers)| weight(answers));
        }
        Self(rows)
    }

    /// The shortest example of the rule's row that really fires it at that level, as a sentence.
    pub(super) fn of(&self, book: &Book, rule: usize, level: Level) -> Option<String> {
        let flag = &book.protocol.red_flags[rule];
        let own = self.0.get(&flag.row).into_iter().flatten();
        // The row's own examples first; any other that happens to fire the rule is better than none.
        let others = self.0.values().flatten();
        let fitting = |answers: &Given| {
            let filled = with_none(book.protocol, answers);
            holds(book.protocol, flag, level, &filled)
        };
        let found = own
            .map(|example| (example, true))
            .chain(others.map(|example| (example, false)));
        found.into_iter().find_map(|((fires, answers), own)| {
            let fires_it = |answers: Given| {
                let case = Case {
                    answers,
                    otherwise: Otherwise::None,
                    ..Case::default()
                };
                let reasons = run(book.content, &case).reasons;
                let mut reasons = reasons.iter();
                reasons.any(|reason| reason.rule == flag.id && reason.level == level.id())
            };
            // One look at the conditions is many times faster than a whole interview; what it
            // does not settle is played.
            let fired = fitting(answers) || (own && fires_it(answers.clone()));
            fired.then(|| {
                format!(
                    "{} <span class=\"muted\">({})</span>",
                    escape(&told(book, answers)),
                    escape(fires)
                )
            })
        })
    }
}

/// Whether these answers are known to make the rule reach that level, and no higher one.
fn holds(protocol: &Protocol, flag: &RedFlag, level: Level, given: &Given) -> bool {
    let full = protocol.entries.iter().find(|entry| entry.id == "full");
    let (Some(full), Some(answers)) = (full, by_place(protocol, given)) else {
        return false;
    };
    let values = Values::of(protocol, full, &answers);
    flag.levels.iter().all(|&(of, node)| {
        let range = values.node(node);
        if of == level {
            range.is_true()
        } else {
            of < level || range.is_false()
        }
    })
}

/// Answers about whole questions by place; those about single signs are left to the interview.
fn by_place(protocol: &Protocol, given: &Given) -> Option<Answers> {
    let mut answers = Answers::new();
    for (name, value) in given {
        let place = protocol
            .questions
            .iter()
            .position(|known| known.id == *name)?;
        let question = &protocol.questions[place];
        let answer = match value {
            Value::Number(number) => Answer::Number(number.as_u64()?.try_into().ok()?),
            Value::String(one) => Answer::Chosen(vec![question.option(one)?]),
            Value::Array(list) => {
                let options = list.iter().map(|one| question.option(one.as_str()?));
                Answer::Chosen(options.collect::<Option<_>>()?)
            }
            _ => return None,
        };
        answers.insert(Ask::question(place as u16), answer);
    }
    Some(answers)
}

/// The answers with "none" for every question that none of them is opened by.
fn with_none(protocol: &Protocol, answers: &Given) -> Given {
    let mut kept: BTreeSet<u16> = (0..protocol.questions.len() as u16)
        .filter(|&place| {
            let id = protocol.questions[usize::from(place)].id.as_str();
            answers
                .keys()
                .any(|name| name.split('.').next() == Some(id))
        })
        .collect();
    let mut open: Vec<u16> = kept.iter().copied().collect();
    while let Some(place) = open.pop() {
        let when = protocol.questions[usize::from(place)].ask_when;
        for leaf in when.map_or_else(Vec::new, |node| leaves(protocol, node)) {
            if kept.insert(leaf.question) {
                open.push(leaf.question);
            }
        }
    }
    let mut filled = answers.clone();
    for (place, question) in protocol.questions.iter().enumerate() {
        let none = question.with_role(Role::None);
        if let (false, Some(none)) = (kept.contains(&(place as u16)), none) {
            let none = question.options[usize::from(none)].id.clone();
            filled.insert(question.id.clone(), Value::String(none));
        }
    }
    filled
}

fn weight(answers: &Given) -> usize {
    answers
        .values()
        .map(|value| value.as_array().map_or(1, Vec::len))
        .sum()
}

/// The answers in asking order, in the words of the summary.
fn told(book: &Book, answers: &Given) -> String {
    let protocol = book.protocol;
    let asked = asking_order(protocol);
    let mut names: Vec<&String> = answers.keys().collect();
    names.sort_by_key(|name| {
        let question = name.split('.').next().unwrap_or_default();
        asked.iter().position(|known| known == question)
    });
    let told: Vec<String> = names
        .into_iter()
        .map(|name| one(book, name, &answers[name]))
        .collect();
    told.join("; ")
}

fn asking_order(protocol: &Protocol) -> Vec<String> {
    let full = protocol.entries.iter().find(|entry| entry.id == "full");
    let questions = full.map(|entry| entry.questions.as_slice());
    questions
        .unwrap_or_default()
        .iter()
        .map(|&question| protocol.questions[usize::from(question)].id.clone())
        .collect()
}

fn one(book: &Book, name: &str, value: &Value) -> String {
    let (question, sign) = match name.split_once('.') {
        Some((question, sign)) => (question, Some(sign)),
        None => (name, None),
    };
    let questions = &book.protocol.questions;
    let Some(place) = questions.iter().position(|known| known.id == question) else {
        return format!("{name}: {value}");
    };
    let words = |option: &str| {
        let option = questions[place].option(option);
        option.map(|option| option_words(book, place as u16, option))
    };
    if let (Some(sign), Some(answer)) = (sign.and_then(words), value.as_str()) {
        return format!("\u{201c}{sign}\u{201d}: {}", answer.replace('-', " "));
    }
    if let (Kind::Number { .. }, Some(number)) = (questions[place].kind, value.as_u64()) {
        let said = book
            .main()
            .and_then(|language| language.words.questions[place].said.as_ref());
        return said.map_or_else(
            || format!("{question} {number}"),
            |said| small(&said.me.replace("{n}", &number.to_string())),
        );
    }
    let chosen: Vec<&str> = match value {
        Value::String(one) => vec![one],
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let told: Vec<String> = chosen
        .into_iter()
        .filter_map(|option| match option {
            "none" => None,
            "not-sure" => Some(format!("not sure ({question})")),
            option => words(option),
        })
        .collect();
    if told.is_empty() {
        format!("none of the signs of \u{201c}{question}\u{201d}")
    } else {
        told.join(", ")
    }
}
