//! terser, which makes the scripts about a seventh smaller. Only `cargo xtask dist` needs it.

use std::{
    env,
    io::Write as _,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{install::find, npm};

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

/// The script made smaller, if this build was offered the means.
pub fn shrink(script: String) -> Result<String> {
    let Some(program) = env::var_os(VARIABLE) else {
        return Ok(script);
    };
    let mut terser = Command::new("node")
        .arg(program)
        .args(["--module", "--compress", "passes=2", "--mangle"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot run Node")?;
    if let Some(mut input) = terser.stdin.take() {
        input.write_all(script.as_bytes())?;
    }
    let output = terser.wait_with_output()?;
    if !output.status.success() {
        bail!("terser could not read a script; what it says stands above");
    }
    Ok(String::from_utf8(output.stdout)?)
}
