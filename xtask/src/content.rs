//! The protocol, read and checked.

use anyhow::{Result, bail};
use unknot_protocol::read::{Content, read};

use crate::paths;

/// Reads the protocol, or prints everything that is wrong with it.
pub(crate) fn content() -> Result<Content> {
    match read(&paths::root().join("protocol")) {
        Ok(content) => Ok(content),
        Err(problems) => {
            for problem in &problems {
                eprintln!("protocol/{problem}");
            }
            bail!(
                "the protocol has {} problems; nothing was built from it",
                problems.len()
            );
        }
    }
}
