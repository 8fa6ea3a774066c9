//! `cargo xtask dist`: the production build and what it weighs.

use std::{env, path::PathBuf};

use anyhow::Result;

use crate::{paths, run::run, run::say, sizes, terser, wasm_opt, wasm_tools};

pub fn dist() -> Result<()> {
    build()?;
    print!("{}", sizes::table(&paths::dist())?);
    Ok(())
}

/// The production build, in `dist/`.
pub fn build() -> Result<()> {
    let mut trunk = wasm_tools::trunk()?;
    trunk.args(["build", "--release"]);
    wasm_opt::offer(&mut trunk)?;
    terser::offer(&mut trunk)?;
    if let Some(packages) = packages().filter(|packages| !packages.contains(' ')) {
        // Messages of panics name their source file: not by where it lies on this machine. For the
        // program alone, or the tools would be built anew as well.
        let flag = format!("--remap-path-prefix={packages}/=");
        trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flag);
    }
    say("building for production (usually 1 to 4 minutes the first time)");
    run(&mut trunk)
}

/// Where cargo keeps the sources of packages.
fn packages() -> Option<String> {
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo.or_else(|| Some(env::home_dir()?.join(".cargo")))?;
    cargo
        .join("registry/src")
        .into_os_string()
        .into_string()
        .ok()
}
