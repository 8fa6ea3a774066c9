//! `cargo xtask cases`: how the rules treat the published cases and the ordinary visitors.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;
use unknot_protocol::read::Content;
use unknot_triage::case::{Case, Otherwise, Report, run};

use crate::content::content;
use crate::paths;

/// Prints the table of docs/vignettes.md.
pub(crate) fn cases() -> Result<()> {
    let content = content()?;
    println!("| Case | Expected | Reached | Screens to the level | Refining screens |");
    println!("|---|---|---|---|---|");
    let (mut all, mut emergencies) = (Vec::new(), Vec::new());
    for line in lines("tests/vignettes.jsonl")? {
        let report = play(&content, &line)?;
        let expect = |end: &str| line["expect"][end].as_str().unwrap_or_default().to_owned();
        let (least, most) = (expect("least"), expect("most"));
        let screens = report.screens_to_level;
        all.push(screens);
        if least == "emergency" {
            emergencies.push(screens);
        }
        let window = if least == most {
            least
        } else {
            format!("{least} to {most}")
        };
        let id = line["id"].as_str().unwrap_or_default();
        let reached = report.level.unwrap_or("nothing");
        println!(
            "| {id} | {window} | {reached} | {screens} | {} |",
            report.asked.len() - screens
        );
    }
    println!(
        "\nMedian {}, among expected emergencies {}, most {}.",
        median(&mut all),
        median(&mut emergencies),
        all.last().unwrap_or(&0)
    );
    let mut visitors = Vec::new();
    for line in lines("tests/visitors.jsonl")? {
        visitors.push(play(&content, &line)?.screens_to_level);
    }
    println!(
        "Ordinary visitors: {} people, median {}, most {}.",
        visitors.len(),
        median(&mut visitors),
        visitors.last().unwrap_or(&0)
    );
    Ok(())
}

fn lines(file: &str) -> Result<Vec<Value>> {
    let text = fs::read_to_string(paths::root().join(file))
        .with_context(|| format!("{file} cannot be read"))?;
    text.lines()
        .map(|line| {
            serde_json::from_str(line)
                .with_context(|| format!("{file} holds a line that is no JSON"))
        })
        .collect()
}

fn play(content: &Content, line: &Value) -> Result<Report> {
    let answers =
        serde_json::from_value(line["answers"].clone()).context("`answers` is no table")?;
    Ok(run(
        content,
        &Case {
            answers,
            otherwise: Otherwise::None,
            ..Case::default()
        },
    ))
}

fn median(numbers: &mut [usize]) -> usize {
    numbers.sort_unstable();
    numbers.get(numbers.len() / 2).copied().unwrap_or(0)
}
