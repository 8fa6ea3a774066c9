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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{answer, content};

    #[test]
    fn a_line_that_is_no_case_is_answered_and_named() {
        let content = content().expect("the protocol is good");
        let broken = answer(&content, "{\"id\": 1", 3);
        assert!(
            broken["errors"][0]
                .as_str()
                .is_some_and(|said| said.contains("line 3"))
        );
        let misnamed = answer(&content, "{\"id\": \"x\", \"anwsers\": {}}", 1);
        assert_eq!(misnamed["id"], "x");
        assert!(
            misnamed["errors"][0]
                .as_str()
                .is_some_and(|said| said.contains("anwsers"))
        );
    }

    #[test]
    fn a_case_comes_back_with_its_level_and_plan() {
        let content = content().expect("the protocol is good");
        let line = r#"{"id": "night", "answers": {"age": 62, "where": "calf", "began": "night", "grip": "short"}, "otherwise": "none"}"#;
        let told = answer(&content, line, 1);
        assert_eq!(
            (&told["id"], &told["level"], &told["where"]),
            (&json!("night"), &json!("self-care"), &json!("home"))
        );
        for field in ["reasons", "patterns", "plan", "asked", "assumed"] {
            assert!(!told[field].is_null(), "{field}");
        }
        for kind in ["exercise", "massage", "avoid"] {
            assert!(
                told["plan"][kind]
                    .as_array()
                    .is_some_and(|list| !list.is_empty()),
                "{kind}"
            );
        }
    }
}
