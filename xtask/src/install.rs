//! What all installers share: finding programs, and Debian's packages.

use std::{
    env,
    path::PathBuf,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{
    cargo::cargo,
    paths,
    run::{run_quietly, say, tell},
};

/// The first of these programs that is on the search path.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| {
            folders
                .iter()
                .map(move |folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
        })
        .find(|file| file.is_file())
}

/// The first of these programs, installed from Debian's packages if it is missing and we may.
pub fn find_or_apt(names: &[&str], packages: &[&str]) -> Result<PathBuf> {
    if let Some(found) = find(names) {
        return Ok(found);
    }
    let wanted = packages.join(" ");
    let wish = names.join("` or `");
    if find(&["apt-get"]).is_none() {
        bail!(
            "`{wish}` is needed and not on the search path; please install it, then run this again"
        );
    }
    if !is_root() {
        bail!(
            "`{wish}` is needed; please run `sudo apt-get install {wanted}`, then run this again"
        );
    }
    tell(
        &format!("installing {wanted} from Debian's packages"),
        "1 to 2 minutes",
        || {
            run_quietly(apt().arg("update"))?;
            run_quietly(
                apt()
                    .args(["install", "--yes", "--no-install-recommends"])
                    .args(packages),
            )
        },
    )?;
    find(names).with_context(|| {
        format!("{wanted} installed, but `{wish}` is still not on the search path")
    })
}

/// The program of a crate in the tool folder, built there first if this version is missing.
///
/// Each version has a folder of its own: changing a version never meets the remains of another.
/// Debug builds do: these tools mostly wait, and they build in a third of the time.
pub fn from_crates_io(
    package: &str,
    version: &str,
    program: &str,
    extra: &[&str],
    usually: &str,
) -> Result<PathBuf> {
    let folder = paths::tools().join(format!("{program}-{version}"));
    let file = folder
        .join("bin")
        .join(format!("{program}{}", env::consts::EXE_SUFFIX));
    if file.is_file() {
        return Ok(file);
    }
    tell(
        &format!("installing {package} {version} into .tools"),
        usually,
        || {
            let install = |locked: &[&str]| {
                let mut command = cargo();
                command
                    .args([
                        "install",
                        package,
                        "--version",
                        version,
                        "--debug",
                        "--no-track",
                        "--root",
                    ])
                    .arg(&folder)
                    .args(extra)
                    .args(locked)
                    .env_remove("CARGO_TARGET_DIR");
                run_quietly(&mut command)
            };
            install(&["--locked"]).or_else(|error| {
                // A lock file can name a version that a registry has since withdrawn.
                say(&format!(
                    "its own lock file did not do; trying without it\n{error:#}"
                ));
                install(&[])
            })
        },
    )?;
    Ok(file)
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command
        .arg("--quiet")
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::null());
    command
}

fn is_root() -> bool {
    run_quietly(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
