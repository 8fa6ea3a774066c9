//! `cargo xtask triage`: the triage without a browser, one JSON object a line.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use serde_json::{Value, json};
use unknot_protocol::read::Content;
use unknot_triage::case::{Case, list, run};

use crate::content::content;

/// What `cargo xtask triage` is given.
#[derive(Args)]
pub(crate) struct Options {
    /// A file with one case a line, `-` for standard input
    #[arg(required_unless_present = "list")]
    file: Option<PathBuf>,
    /// Print every question with its options
    #[arg(long)]
    list: bool,
}

/// Runs the cases of a file, or lists the questions.
pub(crate) fn triage(options: &Options) -> anyhow::Result<()> {
    let content = content()?;
    let mut out = std::io::stdout().lock();
    if options.list {
        for question in list(&content) {
            writeln!(out, "{question}")?;
        }
    }
    let Some(file) = &options.file else {
        return Ok(());
    };
    let input: Box<dyn Read> = if file.as_os_str() == "-" {
        Box::new(std::io::stdin())
    } else {
        Box::new(
            std::fs::File::open(file)
                .with_context(|| format!("{} cannot be opened", file.display()))?,
        )
    };
    for (place, line) in BufReader::new(input).lines().enumerate() {
        let line = line.with_context(|| format!("line {} is no text", place + 1))?;
        if !line.trim().is_empty() {
            writeln!(out, "{}", answer(&content, &line, place + 1))?;
        }
    }
    Ok(())
}

/// A line that cannot be read is answered too, so that the rest still runs.
fn answer(content: &Content, line: &str, number: usize) -> Value {
    match serde_json::from_str::<Case>(line) {
        Ok(case) => serde_json::to_value(run(content, &case)).unwrap_or(Value::Null),
        Err(error) => {
            let id = serde_json::from_str::<Value>(line)
                .ok()
                .and_then(|case| case.get("id").cloned());
            json!({ "id": id, "errors": [format!("line {number} is no case: {error}")] })
        }
    }
}
