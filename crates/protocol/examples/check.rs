//! Reads a protocol folder and prints what is wrong with it.
//!
//! `cargo run -p unknot-protocol --features read --example check -- protocol`

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let folder = std::env::args_os()
        .nth(1)
        .map_or_else(|| PathBuf::from("protocol"), PathBuf::from);
    match unknot_protocol::read::read(&folder) {
        Ok(content) => {
            let protocol = content.protocol;
            println!(
                "version {} ({}): {} questions, {} red flags, {} patterns, {} exercises, {} conditions",
                protocol.version,
                protocol.hash,
                protocol.questions.len(),
                protocol.red_flags.len(),
                protocol.patterns.len(),
                protocol.exercises.len(),
                protocol.nodes.len()
            );
            ExitCode::SUCCESS
        }
        Err(problems) => {
            for problem in &problems {
                println!("{problem}");
            }
            println!("{} problems", problems.len());
            ExitCode::FAILURE
        }
    }
}
