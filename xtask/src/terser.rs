//! terser, which makes the scripts about a seventh smaller. Only `cargo xtask dist` needs it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use crate::{install::find, npm, run::run_quietly};

const TERSER: &str = "5.51.2";
/// Tells the staging step, which trunk starts, where terser is.
const VARIABLE: &str = "UNKNOT_TERSER";

/// Lets a build that is about to start end with terser, where there is Node to run it.
pub fn offer(build: &mut Command) -> Result<()> {
    if let (Some(_), Some(npm)) = (find(&["node"]), find(&["npm"])) {
        build.env(VARIABLE, npm::file(&npm, "terser", TERSER, "bin/terser")?);
    }
    Ok(())
}

/// Makes a script smaller, in place, if this build was offered the means.
pub fn shrink(script: &Path) -> Result<()> {
    let Some(program) = env::var_os(VARIABLE).map(PathBuf::from) else {
        return Ok(());
    };
    let smaller = script.with_extension("smaller");
    let mut command = Command::new("node");
    command
        .arg(program)
        .arg(script)
        .args(["--module", "--compress", "passes=2", "--mangle", "--output"])
        .arg(&smaller);
    run_quietly(&mut command)?;
    Ok(fs::rename(smaller, script)?)
}
