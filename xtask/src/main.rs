//! Everything one does with this project, as `cargo xtask <job>`.
//!
//! One small file per job; this one only reads the command line.

mod axe;
mod bench;
mod browser;
mod cargo;
mod cases;
mod check;
mod content;
mod dist;
mod element;
mod figures;
mod gallery;
mod install;
mod mutants;
mod npm;
mod paths;
mod proof;
mod review;
mod run;
mod serve;
mod sizes;
mod stage;
mod terser;
mod translated;
mod triage;
mod wasm_opt;
mod wasm_tools;
mod words;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Everything one does with Unknot. On a fresh machine, start with `cargo xtask serve`."
)]
struct Line {
    #[command(subcommand)]
    job: Job,
}

#[derive(Subcommand)]
enum Job {
    /// Build the checker, serve it, and rebuild it whenever a file changes
    Serve(serve::Options),
    /// Run every check: format, lints, docs, native tests, and journeys in three real browsers
    Test,
    /// Run only the browser journeys, in Chromium, Firefox and WebKit, against a fresh production build
    Journeys(check::Options),
    /// Show every screen in every look, width and language on one page, target/gallery/index.html
    Gallery(gallery::Options),
    /// Make the production build in dist/ and print what its files weigh
    Dist,
    /// Run the benchmarks
    Bench {
        /// Handed on to `cargo bench`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Prove what holds over the whole answer space, with witnesses and counterexamples
    Proof(proof::Options),
    /// Run the triage without a browser: one JSON object a line in, one a line out
    Triage(triage::Options),
    /// Write down that the texts of a language were compared with today's English
    Translated {
        /// The language, such as `es`
        lang: String,
    },
    /// Draw every exercise onto one sheet, target/figures/index.html
    Figures(figures::Options),
    /// Write the whole protocol as one document for the reviewing clinician
    Review(review::Options),
    /// Print how the rules treat the published cases and the ordinary visitors
    Cases,
    /// Put small faults into the engine, one at a time, and see whether the tests notice
    Mutants {
        /// Handed on to `cargo mutants`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Write the element script, its style sheet and the words into a build; trunk calls this
    #[command(hide = true)]
    Stage,
}

fn main() -> ExitCode {
    match start(Line::parse().job) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start(job: Job) -> anyhow::Result<()> {
    match job {
        Job::Serve(options) => serve::serve(&options),
        Job::Test => check::everything(),
        Job::Journeys(options) => check::journeys_only(&options),
        Job::Gallery(options) => gallery::gallery(&options),
        Job::Dist => dist::dist(),
        Job::Bench { args } => bench::bench(&args),
        Job::Triage(options) => triage::triage(&options),
        Job::Proof(options) => proof::proof(&options),
        Job::Figures(options) => figures::figures(&options),
        Job::Review(options) => review::review(&options),
        Job::Translated { lang } => translated::translated(&lang),
        Job::Cases => cases::cases(),
        Job::Mutants { args } => mutants::mutants(&args),
        Job::Stage => stage::stage(),
    }
}
