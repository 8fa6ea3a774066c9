//! `cargo xtask test`: every check there is, each step named and timed.

use std::{
    env, fs,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use crate::{
    axe::axe,
    browser::Browser,
    cargo::cargo,
    dist, paths,
    run::{Tally, run, run_counting},
    sizes,
};

const WASM: &str = "wasm32-unknown-unknown";

/// Runs all steps, also after one has failed, so that one run tells everything.
pub fn everything() -> Result<()> {
    let mut report = Report::default();
    report.step("tools", || {
        // First of all, so that a missing one is known before minutes of building.
        crate::wasm_tools::trunk()?;
        Browser::find()?;
        axe().map(drop)
    });
    report.step("format", || run(cargo().args(["fmt", "--all", "--check"])));
    report.step("clippy", || {
        run(cargo().args([
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ]))
    });
    report.step("clippy for the browser", || {
        run(cargo().args([
            "clippy",
            "--quiet",
            "--package",
            "unknot",
            "--package",
            "unknot-drawing",
            "--target",
            WASM,
            "--",
            "--deny",
            "warnings",
        ]))
    });
    report.step("docs", || {
        run(cargo()
            .args(["doc", "--quiet", "--workspace", "--no-deps"])
            .env("RUSTDOCFLAGS", "--deny warnings"))
    });
    report.counted("native tests", || {
        run_counting(cargo().args([
            "test",
            "--quiet",
            "--workspace",
            "--exclude",
            "unknot-journeys",
        ]))
    });
    report.step("proof", || crate::proof::proof(&Default::default()));
    if report.step("production build", || {
        dist::build()?;
        print!("{}", sizes::table(&paths::dist())?);
        Ok(())
    }) {
        report.counted("browser journeys", || {
            run_counting(&mut journeys(None)?.command)
        });
    }
    report.close()
}

/// Builds and runs only the browser journeys.
pub fn journeys_only(filter: Option<&str>) -> Result<()> {
    let mut report = Report::default();
    if report.step("production build", dist::build) {
        report.counted("browser journeys", || {
            run_counting(&mut journeys(filter)?.command)
        });
    }
    report.close()
}

/// The journeys, with the driver that lives as long as they run.
struct Journeys {
    command: Command,
    _driver: crate::browser::Driver,
}

fn journeys(filter: Option<&str>) -> Result<Journeys> {
    let browser = Browser::find()?;
    let driver = browser.drive()?;
    let screenshots = target().join("screenshots");
    fs::create_dir_all(&screenshots)?;
    let mut command = cargo();
    command
        .args(["test", "--quiet", "--package", "unknot-journeys"])
        .args(filter)
        // A journey that fails says what the page showed; a call stack would only bury that.
        .env_remove("RUST_BACKTRACE")
        .env("UNKNOT_BROWSER", &browser.program)
        .env("UNKNOT_WEBDRIVER", &driver.address)
        .env("UNKNOT_AXE", axe()?)
        .env("UNKNOT_DIST", paths::dist())
        .env("UNKNOT_SCREENSHOTS", screenshots);
    Ok(Journeys {
        command,
        _driver: driver,
    })
}

fn target() -> std::path::PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| paths::root().join("target"), Into::into)
}

/// What each step came to.
#[derive(Default)]
struct Report {
    lines: Vec<(String, bool, Duration)>,
    tally: Tally,
}

impl Report {
    /// Runs a step that passes or fails as a whole.
    fn step(&mut self, name: &str, work: impl FnOnce() -> Result<()>) -> bool {
        self.counted(name, || work().map(|()| (Tally::default(), true)))
    }

    /// Runs a step that also counts tests.
    fn counted(&mut self, name: &str, work: impl FnOnce() -> Result<(Tally, bool)>) -> bool {
        println!("\n== {name}");
        let start = Instant::now();
        let passed = match work() {
            Ok((tally, passed)) => {
                self.tally += tally;
                passed
            }
            Err(error) => {
                println!("{error:#}");
                false
            }
        };
        self.lines.push((name.to_owned(), passed, start.elapsed()));
        passed
    }

    fn close(&self) -> Result<()> {
        println!("\n== summary");
        for (name, passed, took) in &self.lines {
            let verdict = if *passed { "ok" } else { "FAILED" };
            println!("{verdict:<7}{name:<24}{:>6.1} s", took.as_secs_f64());
        }
        let Tally {
            passed,
            failed,
            ignored,
        } = self.tally;
        if ignored > 0 {
            println!("{ignored} ignored");
        }
        // A failed step that counts no tests, such as a lint, must show in the last line as well.
        let steps_failed = self.lines.iter().filter(|(_, passed, _)| !passed).count();
        println!("{passed} passed, {} failed", failed.max(steps_failed));
        if steps_failed > 0 {
            bail!("{steps_failed} of {} steps failed", self.lines.len());
        }
        Ok(())
    }
}
