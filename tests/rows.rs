//! Every row of the dossier fires as its "fires when" column says, and does not where one thing is
//! missing. The examples in `tests/rows/` were typed from the dossier, apart from the rules; those
//! of part 3 were found by putting faults into the rules, and then held against the dossier.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use unknot_protocol::Level;
use unknot_protocol::read::{Content, read};
use unknot_triage::case::{Case, Otherwise, run};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    row: String,
    level: String,
    /// What the example shows.
    fires: Option<String>,
    /// What was changed so that the row does not reach this level.
    misses: Option<String>,
    answers: BTreeMap<String, Value>,
}

fn content() -> Content {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("protocol");
    read(&folder).unwrap_or_else(|problems| panic!("protocol/{}", problems[0]))
}

fn examples() -> Vec<Example> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rows");
    let mut examples = Vec::new();
    for part in ["part1.jsonl", "part2.jsonl", "part3.jsonl"] {
        let text = std::fs::read_to_string(folder.join(part)).expect("the examples are there");
        let lines = text.lines().map(serde_json::from_str::<Example>);
        examples.extend(lines.map(|line| line.unwrap_or_else(|error| panic!("{part}: {error}"))));
    }
    examples
}

fn level(name: &str) -> Level {
    Level::from_id(name).unwrap_or_else(|| panic!("there is no level {name:?}"))
}

#[test]
fn every_row_fires_as_the_dossier_says_and_misses_when_one_thing_is_changed() {
    let content = content();
    let rows: BTreeMap<&str, &str> = content
        .protocol
        .red_flags
        .iter()
        .map(|flag| (flag.id.as_str(), flag.row.as_str()))
        .collect();
    let mut wrong = Vec::new();
    for (place, example) in examples().into_iter().enumerate() {
        let case = Case {
            answers: example.answers.clone(),
            otherwise: Otherwise::None,
            skip: true,
            ..Case::default()
        };
        let report = run(&content, &case);
        let fired = report.reasons.iter().any(|reason| {
            let of_row = reason.rule == example.row
                || rows.get(reason.rule.as_str()) == Some(&example.row.as_str());
            of_row && level(reason.level) >= level(&example.level)
        });
        let wanted = example.fires.is_some() && example.misses.is_none();
        if fired != wanted || report.level.is_none() || !report.errors.is_empty() {
            let what = example.fires.or(example.misses).unwrap_or_default();
            wrong.push(format!(
                "example {}: {} at {} ({what}) fired: {fired}; {:?} {:?}",
                place + 1,
                example.row,
                example.level,
                report.level,
                report.errors
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_red_flag_carries_out_a_row_that_has_an_example() {
    let shown: BTreeSet<String> = examples()
        .into_iter()
        .filter(|example| example.fires.is_some())
        .map(|example| example.row)
        .collect();
    let content = content();
    let missing: Vec<&str> = content
        .protocol
        .red_flags
        .iter()
        .filter(|flag| {
            flag.row != "3.15" && !shown.contains(&flag.row) && !shown.contains(&flag.id)
        })
        .map(|flag| flag.id.as_str())
        .collect();
    assert!(missing.is_empty(), "no example fires {missing:?}");
}
