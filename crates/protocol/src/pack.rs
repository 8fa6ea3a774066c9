use std::fmt;

use serde::{Serialize, de::DeserializeOwned};

/// Packs the rules or the words of a language into the small form the browser receives.
pub fn pack<T: Serialize>(content: &T) -> Vec<u8> {
    // Writing to memory fails only for types that cannot say their length; ours all can.
    postcard::to_allocvec(content).unwrap_or_default()
}

/// Unpacks what [`pack`] packed.
///
/// # Errors
/// [`Unreadable`] if the bytes were not written by this version of [`pack`] for this type.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unreadable> {
    postcard::from_bytes(bytes).map_err(|_| Unreadable)
}

/// The bytes are no packed content of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the packed content belongs to another version; build and publish all files together",
        )
    }
}

impl std::error::Error for Unreadable {}
