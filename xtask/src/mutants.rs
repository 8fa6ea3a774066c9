//! `cargo xtask mutants`: small faults put into the engine, one at a time; do the tests notice?

use anyhow::Result;

use crate::{install::from_crates_io, paths, run::run};

const VERSION: &str = "27.1.0";

/// The engine and the condition language; everything else has other guards.
const FILES: [&str; 4] = [
    "crates/triage/src/**/*.rs",
    "crates/protocol/src/read/syntax.rs",
    "crates/protocol/src/read/check.rs",
    "crates/protocol/src/words.rs",
];

/// Runs them all on two cores; the report stands in `target/mutants.out`.
pub(crate) fn mutants(args: &[String]) -> Result<()> {
    let program = from_crates_io(
        "cargo-mutants",
        VERSION,
        "cargo-mutants",
        &[],
        "2 to 4 minutes",
    )?;
    let mut command = std::process::Command::new(program);
    command
        .current_dir(paths::root())
        .args([
            "mutants",
            "--jobs",
            "2",
            "--output",
            "target",
            "--no-shuffle",
            "--baseline",
            "run",
        ])
        .args(["--package", "unknot-triage", "--package", "unknot-protocol"])
        // Each package has features of its own, which its tests need.
        .arg("--all-features")
        .args(["--timeout", "60", "--minimum-test-timeout", "20"]);
    for file in FILES {
        command.args(["--file", file]);
    }
    run(command.args(args))
}
