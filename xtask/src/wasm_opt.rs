//! wasm-opt, which makes the program about a sixth smaller. Only `cargo xtask dist` needs it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use crate::{
    install::find,
    npm,
    run::{run_quietly, say},
};

const BINARYEN: &str = "124.0.0";
/// Tells the staging step, which trunk starts, where wasm-opt is.
const VARIABLE: &str = "UNKNOT_WASM_OPT";

/// What every browser of the last years knows and Rust uses by itself; nothing newer may appear.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Twice, because functions that became equal are worth a second look. Rust keeps its stack at the
/// low end of memory, so nothing that is ever read lies in its first kilobyte.
const SMALL: [&str; 6] = [
    "-Oz",
    "--merge-similar-functions",
    "-Oz",
    "--low-memory-unused",
    "--strip-producers",
    "--strip-target-features",
];

/// Lets a build that is about to start end with wasm-opt, where there is Node to run it.
pub fn offer(build: &mut Command) -> Result<()> {
    match (find(&["node"]), find(&["npm"])) {
        (Some(_), Some(npm)) => {
            build.env(
                VARIABLE,
                npm::file(&npm, "binaryen", BINARYEN, "bin/wasm-opt")?,
            );
        }
        _ => say(
            "Node and npm are not here, so the program stays about a sixth larger than it could be",
        ),
    }
    Ok(())
}

/// Makes a wasm file smaller, in place, if this build was offered the means.
pub fn shrink(wasm: &Path) -> Result<()> {
    let Some(program) = env::var_os(VARIABLE).map(PathBuf::from) else {
        return Ok(());
    };
    let smaller = wasm.with_extension("smaller");
    let mut command = Command::new("node");
    command
        .arg(program)
        .args(SMALL)
        .args(FEATURES)
        .arg(wasm)
        .arg("-o")
        .arg(&smaller);
    run_quietly(&mut command)?;
    Ok(fs::rename(smaller, wasm)?)
}
