//! `cargo xtask test`: every check there is, each step named and timed.

use std::{
    env, fs,
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use crate::{
    axe::axe,
    browser::{Browser, Engine, Screen},
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
        for engine in Engine::ALL {
            Browser::find(engine)?;
        }
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
        for engine in Engine::ALL {
            report.journeys(engine, None, &[]);
        }
    }
    report.close()
}

/// What of the journeys to run.
#[derive(clap::Args)]
pub struct Options {
    /// Only journeys whose name contains this
    filter: Option<String>,
    /// Only in this browser; without it in all three
    #[arg(long)]
    browser: Vec<Engine>,
    /// Write the baseline of pictures and the accessibility snapshots anew instead of comparing
    #[arg(long)]
    update: bool,
    /// Leave dist/ as it is instead of building it first
    #[arg(long)]
    built: bool,
}

/// Builds and runs only the browser journeys.
pub fn journeys_only(options: &Options) -> Result<()> {
    let mut report = Report::default();
    let update: &[_] = &[("UNKNOT_UPDATE", "1")];
    let (filter, settings, browsers) = if options.update {
        // Only Chromium's pictures and tree are kept.
        (Some("kept_for_comparison"), update, vec![Engine::Chromium])
    } else {
        (options.filter.as_deref(), &[][..], options.browser.clone())
    };
    if options.built || report.step("production build", dist::build) {
        for engine in Engine::ALL {
            if browsers.is_empty() || browsers.contains(&engine) {
                report.journeys(engine, filter, settings);
            }
        }
    }
    report.close()
}

/// Takes the pictures of the gallery, in Chromium.
pub fn gallery_pictures(folder: &str, built: bool) -> Result<()> {
    let mut report = Report::default();
    if built || report.step("production build", dist::build) {
        report.journeys(
            Engine::Chromium,
            Some("kept_for_comparison"),
            &[("UNKNOT_GALLERY", folder)],
        );
    }
    report.close()
}

/// The journeys in one browser, with the screen that lives as long as they run.
struct Journeys {
    command: Command,
    /// Where the journeys write down what this browser cannot show.
    skipped: PathBuf,
    _screen: Option<Screen>,
}

fn journeys(engine: Engine, filter: Option<&str>) -> Result<Journeys> {
    let browser = Browser::find(engine)?;
    let screen = browser.screen()?;
    let screenshots = target().join("screenshots").join(engine.name());
    fs::create_dir_all(&screenshots)?;
    let skipped = screenshots.join("skipped.txt");
    fs::remove_file(&skipped).ok();
    let mut command = cargo();
    command
        .args(["test", "--quiet", "--package", "unknot-journeys"])
        .args(filter)
        // A journey that fails says what the page showed; a call stack would only bury that.
        .env_remove("RUST_BACKTRACE")
        .env("UNKNOT_ENGINE", engine.name())
        .env("UNKNOT_BROWSER", &browser.program)
        .env("UNKNOT_DRIVER", &browser.driver)
        .env("UNKNOT_AXE", axe()?)
        .env("UNKNOT_DIST", paths::dist())
        .env("UNKNOT_SCREENSHOTS", screenshots)
        .env("UNKNOT_SKIPPED", &skipped);
    if let Some(screen) = &screen {
        command.env("DISPLAY", &screen.name);
    }
    Ok(Journeys {
        command,
        skipped,
        _screen: screen,
    })
}

pub fn target() -> PathBuf {
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

    /// Runs the journeys in one browser, and says what was left out there.
    fn journeys(&mut self, engine: Engine, filter: Option<&str>, settings: &[(&str, &str)]) {
        self.counted(&format!("journeys in {engine}"), || {
            let mut journeys = journeys(engine, filter)?;
            journeys.command.envs(settings.iter().copied());
            let result = run_counting(&mut journeys.command)?;
            let skipped = fs::read_to_string(&journeys.skipped).unwrap_or_default();
            let mut skipped: Vec<&str> = skipped.lines().collect();
            skipped.sort_unstable();
            skipped.dedup();
            if !skipped.is_empty() {
                println!("skipped in {engine}:");
            }
            for line in skipped {
                println!("  {line}");
            }
            Ok(result)
        });
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
