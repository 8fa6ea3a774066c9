//! The tools of the browser build: the wasm target, trunk and wasm-bindgen.

use std::{env, path::Path, process::Command};

use anyhow::{Context, Result};

use crate::{
    cargo::locked_version,
    install::{find, from_crates_io},
    paths,
    run::{run_quietly, say, tell},
};

const TARGET: &str = "wasm32-unknown-unknown";
const TRUNK: &str = "0.21.14";

/// A trunk ready to start, with everything it needs in place.
pub fn trunk() -> Result<Command> {
    wasm_target()?;
    let trunk = from_crates_io(
        "trunk",
        TRUNK,
        "trunk",
        &["--no-default-features"],
        "2 to 4 minutes",
    )?;
    let wasm_bindgen = locked_version("wasm-bindgen")?;
    let binder = from_crates_io(
        "wasm-bindgen-cli",
        &wasm_bindgen,
        "wasm-bindgen",
        &[],
        "1 to 3 minutes",
    )?;

    let mut command = Command::new(trunk);
    command
        .current_dir(paths::root())
        .env("PATH", first_on_path(&binder)?);
    // A mistake in the protocol should show as its message alone, not under trunk's own call stack.
    command.env_remove("RUST_BACKTRACE");
    // Trunk reads NO_COLOR as true or false only, while the custom is any value at all.
    if env::var_os("NO_COLOR").is_some() {
        command.env("NO_COLOR", "true");
    }
    Ok(command)
}

fn wasm_target() -> Result<()> {
    if find(&["rustup"]).is_none() {
        say(&format!(
            "rustup is not here; hoping that this Rust already knows {TARGET}"
        ));
        return Ok(());
    }
    let mut list = Command::new("rustup");
    list.current_dir(paths::root())
        .args(["target", "list", "--installed"]);
    if run_quietly(&mut list)?
        .lines()
        .any(|line| line.trim() == TARGET)
    {
        return Ok(());
    }
    tell(
        &format!("adding the Rust target {TARGET}"),
        "under a minute",
        || {
            run_quietly(
                Command::new("rustup")
                    .current_dir(paths::root())
                    .args(["target", "add", TARGET]),
            )
        },
    )?;
    Ok(())
}

/// The search path with the folder of this program in front: trunk takes the first it finds.
fn first_on_path(program: &Path) -> Result<std::ffi::OsString> {
    let folder = program.parent().context("a program without a folder")?;
    let rest = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(
        std::iter::once(folder.to_path_buf()).chain(env::split_paths(&rest)),
    )?)
}
