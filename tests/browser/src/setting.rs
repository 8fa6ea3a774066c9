//! What `cargo xtask test` tells the journeys.

use std::{env, path::PathBuf};

/// The browser's program.
pub fn browser() -> String {
    variable("UNKNOT_BROWSER")
}

/// The address of the running driver.
pub fn webdriver() -> String {
    variable("UNKNOT_WEBDRIVER")
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

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| {
        panic!(
            "{name} is not set: journeys need a build, a browser and a driver. \
             Run `cargo xtask test`, or `cargo xtask journeys NAME` for some of them."
        )
    })
}
