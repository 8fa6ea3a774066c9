//! `cargo xtask proof`: what holds over the whole answer space.

use std::collections::BTreeSet;
use std::fs;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use unknot_proof::faults::{Example, faults};
use unknot_proof::{Effort, Given, Report, prove};
use unknot_protocol::read::Content;

use crate::content::content;
use crate::paths;

/// What `cargo xtask proof` is given.
#[derive(Args, Default)]
pub(crate) struct Options {
    /// Look for a witness for everything (some minutes) and write them to proof/witnesses.txt
    #[arg(long)]
    write: bool,
    /// Look for questions asked in vain too (some minutes) and name each
    #[arg(long)]
    vain: bool,
    /// Name each part that takes more than a second
    #[arg(long)]
    times: bool,
    /// Put faults into the rules, one at a time, and see whether the examples in tests/rows notice
    #[arg(long)]
    faults: bool,
}

/// Both cores of an ordinary machine.
const THREADS: usize = 2;

/// Proves the promises, prints what was covered, and fails with a counterexample.
pub(crate) fn proof(options: &Options) -> Result<()> {
    let content = content()?;
    if options.faults {
        return tell_faults(&content);
    }
    let folder = paths::root().join("proof");
    let text = |name: &str| {
        fs::read_to_string(folder.join(name)).with_context(|| format!("cannot read proof/{name}"))
    };
    let given = Given {
        never: text("never.txt")?,
        exceptions: text("exceptions.txt")?,
    };
    let effort = Effort {
        threads: THREADS,
        witnesses: options.write,
        vain: if options.vain { 2_000 } else { 0 },
    };
    let heard = |took: Duration, name: &str| {
        if options.times && took.as_secs() > 0 {
            println!("{:>8.1} s  {name}", seconds(took));
        }
    };
    let report = prove(&content, &given, effort, &heard).map_err(anyhow::Error::msg)?;
    tell(&report, options.vain);
    if options.write {
        let witnesses = report.witnesses.join("\n") + "\n";
        fs::write(folder.join("witnesses.txt"), witnesses)
            .context("cannot write proof/witnesses.txt")?;
    }
    let wrong = report.failures.len();
    if wrong > 0 {
        bail!("{wrong} promises do not hold");
    }
    Ok(())
}

fn tell(report: &Report, vain: bool) {
    const PROMISES: [(usize, &str); 7] = [
        (2, "red flags reach their level, whatever else is answered"),
        (3, "a danger answer never lowers the level"),
        (4, "asking adaptively leads where asking everything leads"),
        (5, "what must close an offer closes it"),
        (6, "every outcome has what it needs"),
        (7, "reached, each with a witness"),
        (8, "questions asked can make a difference"),
    ];
    for (entry, median, longest) in &report.lengths {
        println!(
            "1. entry {entry}: every interview ends, each screen is asked once; typical {median} screens, longest tried {longest}"
        );
    }
    for (entry, complete, longest) in &report.spaces {
        println!(
            "   entry {entry}: {complete} complete interviews, counted exactly; none is longer than {longest} screens"
        );
    }
    for (promise, what) in PROMISES {
        let option = match promise {
            7 if report.held[7] == 0 => "--write",
            8 if !vain => "--vain",
            _ => "",
        };
        if !option.is_empty() {
            println!("{promise}. {what}: not looked at, only with {option}");
            continue;
        }
        println!("{promise}. {what}: {} shown", report.held[promise]);
    }
    let excepted: BTreeSet<String> = report
        .excepted
        .iter()
        .map(|(failure, reason)| format!("{}: {} ({reason})", failure.promise, failure.subject))
        .collect();
    for exception in excepted {
        println!("exception to {exception}");
    }
    if vain {
        println!(
            "exceptions to 8: {} questions are asked in some state in vain for one condition; not looked at, because too large: {} conditions",
            report.vain.len(),
            report.large.len()
        );
        for failure in &report.vain {
            println!("  {}", failure.subject);
            failure
                .answers
                .iter()
                .for_each(|line| println!("    {line}"));
        }
    }
    if !report.witnesses.is_empty() {
        println!("without a witness yet: {}", report.unreached.len());
    }
    report
        .unreached
        .iter()
        .for_each(|name| println!("  {name}"));
    for failure in &report.failures {
        println!(
            "\npromise {} does not hold: {}\n  {}",
            failure.promise, failure.subject, failure.what
        );
        failure
            .answers
            .iter()
            .for_each(|line| println!("    {line}"));
    }
    println!("proved in {:.1} s", seconds(report.took));
}

/// Faults no example notices are listed; they are no failure, because the examples are only some
/// of the tests.
fn tell_faults(content: &Content) -> Result<()> {
    let mut examples: Vec<Example> = Vec::new();
    for name in ["tests/rows/part1.jsonl", "tests/rows/part2.jsonl"] {
        let text = fs::read_to_string(paths::root().join(name))
            .with_context(|| format!("cannot read {name}"))?;
        for (place, line) in text.lines().enumerate() {
            let example = serde_json::from_str(line)
                .with_context(|| format!("{name}, line {}", place + 1))?;
            examples.push(example);
        }
    }
    let noticed = faults(content, &examples, THREADS);
    for survivor in &noticed.survivors {
        println!("unnoticed: {survivor}");
    }
    println!(
        "{} of {} faults noticed ({:.1} %), by {} examples; {} examples fail on the rules as they are",
        noticed.caught,
        noticed.tried,
        100.0 * noticed.caught as f64 / noticed.tried.max(1) as f64,
        examples.len(),
        noticed.failing
    );
    Ok(())
}

fn seconds(took: Duration) -> f64 {
    took.as_secs_f64()
}
