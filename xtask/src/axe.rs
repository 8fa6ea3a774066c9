//! axe-core, which looks for accessibility faults in the page.

use std::path::PathBuf;

use anyhow::Result;

use crate::{install::find_or_apt, npm};

const AXE: &str = "4.14.1";

/// The one file of axe-core that is run in the page.
pub fn axe() -> Result<PathBuf> {
    npm::file(
        &find_or_apt(&["npm"], &["nodejs", "npm"])?,
        "axe-core",
        AXE,
        "axe.min.js",
    )
}
