//! `cargo xtask bench`: the benchmarks.

use anyhow::Result;

use crate::{cargo::cargo, run::run};

pub fn bench(args: &[String]) -> Result<()> {
    run(cargo()
        .args([
            "bench",
            "--workspace",
            "--exclude",
            "unknot-journeys",
            "--exclude",
            "xtask",
        ])
        .args(args))
}
