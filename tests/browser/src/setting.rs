//! What `cargo xtask test` tells the journeys.

use std::{env, path::PathBuf};

/// The engine: `chromium`, `firefox` or `webkit`.
pub fn engine() -> String {
    variable("UNKNOT_ENGINE")
}

/// The browser's program.
pub fn browser() -> String {
    variable("UNKNOT_BROWSER")
}

/// The driver's program.
pub fn driver() -> String {
    variable("UNKNOT_DRIVER")
}

/// The folder of the production build.
pub fn dist() -> PathBuf {
    variable("UNKNOT_DIST").into()
}

/// The file of axe-core.
pub fn axe() -> PathBuf {
    variable("UNKNOT_AXE").into()
}

/// Where pictures go.
pub fn screenshots() -> PathBuf {
    variable("UNKNOT_SCREENSHOTS").into()
}

/// Where journeys write down what they skipped, if anyone reads it.
pub fn skipped() -> Option<PathBuf> {
    env::var_os("UNKNOT_SKIPPED").map(PathBuf::from)
}

/// Whether what is kept for comparison is written anew instead of compared.
pub fn update() -> bool {
    env::var_os("UNKNOT_UPDATE").is_some()
}

/// Where the pictures of the gallery go, if it is wanted.
pub fn gallery() -> Option<PathBuf> {
    env::var_os("UNKNOT_GALLERY").map(PathBuf::from)
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| {
        panic!(
            "{name} is not set: journeys need a build, a browser and a driver. \
             Run `cargo xtask test`, or `cargo xtask journeys NAME` for some of them."
        )
    })
}
