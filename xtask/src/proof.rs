//! `cargo xtask proof`: what holds over the whole answer space.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;
use unknot_proof::faults::{Example, Suggestion, faults, read};
use unknot_proof::{Effort, Given, Report, prove, witness};
use unknot_protocol::read::Content;
use unknot_triage::case::Case;

use crate::content::content;
use crate::paths;

/// What `cargo xtask proof` is given.
#[derive(Args, Default)]
pub(crate) struct Options {
    /// Write proof/witnesses.txt anew: a witness for everything that can be reached; with --vain
    /// write proof/vain.txt instead
    #[arg(long)]
    write: bool,
    /// Look for questions asked in vain too (about a minute), name each, and compare them with
    /// proof/vain.txt
    #[arg(long)]
    vain: bool,
    /// Count the complete interviews of the full check too
    #[arg(long)]
    count: bool,
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
        return tell_faults(&content, options.write);
    }
    let folder = paths::root().join("proof");
    if options.write && !options.vain {
        return write_witnesses(&content);
    }
    let text = |name: &str| {
        fs::read_to_string(folder.join(name)).with_context(|| format!("cannot read proof/{name}"))
    };
    let given = Given {
        never: text("never.txt")?,
        exceptions: text("exceptions.txt")?,
        witnesses: text("witnesses.txt")?,
    };
    let effort = Effort {
        threads: THREADS,
        count: options.count,
        vain: if options.vain { 2_000 } else { 0 },
    };
    let heard = |took: Duration, name: &str| {
        if options.times && took.as_secs() > 0 {
            println!("{:>8.1} s  {name}", seconds(took));
        }
    };
    let report = prove(&content, &given, effort, &heard).map_err(anyhow::Error::msg)?;
    tell(&report, options.vain);
    let wrong = report.failures.len();
    if wrong > 0 {
        bail!("{wrong} promises do not hold");
    }
    if options.vain {
        return pin_vain(&report, &folder.join("vain.txt"), options.write);
    }
    Ok(())
}

/// Writes the questions asked in vain, or compares them with those written before.
fn pin_vain(report: &Report, file: &Path, write: bool) -> Result<()> {
    let mut lines: Vec<&str> = report
        .vain
        .iter()
        .map(|failure| failure.subject.as_str())
        .collect();
    lines.sort_unstable();
    if write {
        return fs::write(file, lines.join("\n") + "\n").context("cannot write proof/vain.txt");
    }
    let before = fs::read_to_string(file).context("cannot read proof/vain.txt")?;
    let before: BTreeSet<&str> = before.lines().collect();
    let now: BTreeSet<&str> = lines.into_iter().collect();
    for line in now.difference(&before) {
        println!("not in proof/vain.txt: {line}");
    }
    for line in before.difference(&now) {
        println!("in proof/vain.txt, but no longer asked in vain: {line}");
    }
    if now != before {
        bail!("proof/vain.txt is out of date; `cargo xtask proof --vain --write` writes it");
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

/// Every file of examples that holds the rules to account.
const EXAMPLES: [&str; 6] = [
    "tests/rows/part1.jsonl",
    "tests/rows/part2.jsonl",
    "tests/rows/part3.jsonl",
    "tests/offers.jsonl",
    "tests/vignettes.jsonl",
    "tests/visitors.jsonl",
];

fn examples() -> Result<Vec<Example>> {
    let mut examples: Vec<Example> = Vec::new();
    for name in EXAMPLES {
        let text = fs::read_to_string(paths::root().join(name))
            .with_context(|| format!("cannot read {name}"))?;
        examples.extend(read(name, &text).map_err(anyhow::Error::msg)?);
    }
    Ok(examples)
}

/// Gathers witnesses from the examples and answers near to them, and says what has none.
fn write_witnesses(content: &Content) -> Result<()> {
    let cases: Vec<Case> = examples()?
        .into_iter()
        .map(|example| example.case)
        .collect();
    let (lines, without) = witness::gather(content, &cases);
    fs::write(
        paths::root().join("proof/witnesses.txt"),
        lines.join("\n") + "\n",
    )
    .context("cannot write proof/witnesses.txt")?;
    for name in &without {
        println!("without a witness: {name}");
    }
    println!(
        "{} witnesses written, {} without",
        lines.len(),
        without.len()
    );
    Ok(())
}

/// At least so many of a thousand faults have to be noticed.
const NOTICED: usize = 990;

/// Tries the faults, lists what nothing noticed, and fails where that is too much.
fn tell_faults(content: &Content, suggest: bool) -> Result<()> {
    let start = Instant::now();
    let examples = examples()?;
    let heard = |found: &Suggestion| {
        if suggest {
            println!("{}\n  {}", found.fault, found.line);
        }
    };
    let noticed = faults(content, &examples, THREADS, &heard);
    for survivor in &noticed.survivors {
        println!("unnoticed: {survivor}");
    }
    for example in &noticed.failing {
        println!("fails on the rules as they are: {example}");
    }
    println!(
        "{} of {} faults noticed ({:.1} %), by {} examples, in {:.1} s",
        noticed.caught,
        noticed.tried,
        100.0 * noticed.caught as f64 / noticed.tried.max(1) as f64,
        examples.len(),
        seconds(start.elapsed())
    );
    println!(
        "not counted: {} change nothing for any answers, {} only where other rules lead to the same level",
        noticed.same, noticed.covered
    );
    if noticed.caught * 1000 < noticed.tried * NOTICED {
        bail!("fewer than {} in 1000 faults are noticed", NOTICED);
    }
    Ok(())
}

fn seconds(took: Duration) -> f64 {
    took.as_secs_f64()
}
