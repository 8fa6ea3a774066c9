//! The examples beside the rules: answers, and what has to come of them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use unknot_protocol::Level;
use unknot_protocol::read::Content;
use unknot_triage::case::{Case, Otherwise, Report, run};

/// Answers, and what has to come of them.
#[derive(Clone, Debug)]
pub struct Example {
    /// What to call it.
    pub name: String,
    /// The answers.
    pub case: Case,
    /// What has to come of them.
    pub expected: Expected,
}

/// What has to come of an example.
#[derive(Clone, Debug)]
pub enum Expected {
    /// The rules of a row of the dossier reach a level, or do not.
    Row {
        /// The row.
        row: String,
        /// At least this.
        level: Level,
        /// They do.
        fires: bool,
    },
    /// The level lies between these.
    Window {
        /// The lowest.
        least: Level,
        /// The highest.
        most: Level,
    },
    /// Something is offered, or is not.
    Offer {
        /// Its kind and name, such as `massage thai`.
        offer: String,
        /// It is.
        offered: bool,
    },
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: String,
    row: Option<String>,
    level: Option<Level>,
    fires: Option<String>,
    expect: Option<Window>,
    most: Option<Level>,
    offer: Option<String>,
    given: Option<String>,
    entry: Option<String>,
    answers: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
struct Window {
    least: Level,
    most: Level,
}

/// Reads the lines of one file of rows, vignettes, visitors or offers.
///
/// # Errors
/// The line that cannot be read.
pub fn read(file: &str, text: &str) -> Result<Vec<Example>, String> {
    let lines = text.lines().enumerate();
    lines
        .map(|(place, text)| {
            let wrong = |what: String| format!("{file}, line {}: {what}", place + 1);
            let line: Line =
                serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
            let (expected, skip) = match line {
                Line {
                    row: Some(row),
                    level: Some(level),
                    fires,
                    ..
                } => {
                    let fires = fires.is_some();
                    (Expected::Row { row, level, fires }, true)
                }
                Line {
                    offer: Some(offer),
                    given,
                    ..
                } => {
                    let offered = given.is_some();
                    (Expected::Offer { offer, offered }, false)
                }
                Line {
                    expect: Some(Window { least, most }),
                    ..
                } => (Expected::Window { least, most }, true),
                Line {
                    most: Some(most), ..
                } => {
                    let least = Level::SelfCare;
                    (Expected::Window { least, most }, true)
                }
                _ => return Err(wrong("nothing is expected".to_owned())),
            };
            Ok(Example {
                name: format!("{file}, line {} {}", place + 1, line.id),
                case: Case {
                    answers: line.answers,
                    otherwise: Otherwise::None,
                    entry: line.entry,
                    skip,
                    ..Case::default()
                },
                expected,
            })
        })
        .collect()
}

/// Whether the rules do with an example what has to come of it.
pub fn right(content: &Content, example: &Example) -> bool {
    let report = run(content, &example.case);
    if !report.errors.is_empty() || (report.level.is_none() && report.relief.is_none()) {
        return false;
    }
    match &example.expected {
        Expected::Row { row, level, fires } => {
            let reached = reached(content, &report, row);
            reached.is_some_and(|reached| reached >= *level) == *fires
        }
        Expected::Window { least, most } => {
            let reached = report.level.and_then(Level::from_id);
            reached.is_some_and(|reached| (*least..=*most).contains(&reached))
        }
        Expected::Offer { offer, offered } => offers(&report).contains(offer) == *offered,
    }
}

/// The highest level that the rules of a row reached.
pub(super) fn reached(content: &Content, report: &Report, row: &str) -> Option<Level> {
    let own = |rule: &str| {
        rule == row
            || content
                .protocol
                .red_flags
                .iter()
                .any(|flag| flag.id == rule && flag.row == row)
    };
    let reasons = report.reasons.iter().filter(|reason| own(&reason.rule));
    reasons
        .filter_map(|reason| Level::from_id(reason.level))
        .max()
}

/// Everything a report offers, by kind and name.
pub fn offers(report: &Report) -> Vec<String> {
    let plan = &report.plan;
    let kinds = [
        ("pattern", &report.patterns),
        ("exercise", &plan.exercise),
        ("massage", &plan.massage),
        ("service", &plan.services),
        ("advice", &plan.avoid),
        ("advice", &plan.advice),
    ];
    let mut offers: Vec<String> = kinds
        .into_iter()
        .flat_map(|(kind, names)| names.iter().map(move |name| format!("{kind} {name}")))
        .collect();
    if report.relief == Some("offered") {
        offers.push("relief stretch".to_owned());
    }
    offers
}
