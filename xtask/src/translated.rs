//! `cargo xtask translated LANG`: the texts of a language were compared with today's English.

use std::fs;

use anyhow::{Context, Result, bail};
use unknot_protocol::read::stamp;

use crate::paths;

/// Writes down which English each text of that language was translated from.
pub fn translated(tag: &str) -> Result<()> {
    let folder = paths::root().join("protocol");
    let file = folder.join("text").join(tag).join("english.toml");
    if !file.parent().is_some_and(std::path::Path::is_dir) {
        bail!("there is no folder protocol/text/{tag}; make one with the words of that language");
    }
    match stamp(&folder) {
        Ok(text) => {
            fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))
        }
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            bail!("protocol/{}", lines.join("\nprotocol/"));
        }
    }
}
