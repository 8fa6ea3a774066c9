//! Packages from npm, each version in a folder of its own below `.tools`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use crate::{
    paths,
    run::{run_quietly, tell},
};

/// A file of an npm package, installed first if it is missing.
pub fn file(npm: &Path, package: &str, version: &str, file: &str) -> Result<PathBuf> {
    let folder = paths::tools().join(format!("{package}-{version}"));
    let file = folder.join("node_modules").join(package).join(file);
    if file.is_file() {
        return Ok(file);
    }
    tell(
        &format!("installing {package} {version} into .tools"),
        "under a minute",
        || {
            fs::create_dir_all(&folder)?;
            run_quietly(
                Command::new(npm)
                    .current_dir(&folder)
                    .args([
                        "install",
                        "--no-save",
                        "--no-package-lock",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                    ])
                    .arg("--prefix")
                    .arg(&folder)
                    .arg(format!("{package}@{version}")),
            )
        },
    )?;
    Ok(file)
}
