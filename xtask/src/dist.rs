//! `cargo xtask dist`: the production build and what it weighs.

use anyhow::Result;

use crate::{paths, run::run, run::say, sizes, wasm_opt, wasm_tools};

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
    say("building for production (usually 1 to 4 minutes the first time)");
    run(&mut trunk)
}
