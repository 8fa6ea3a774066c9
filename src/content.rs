//! What the first questions need, packed into both programs by the build script.

use std::rc::Rc;

use unknot_protocol::{Opening, Protocol, Unreadable, unpack};

/// The [opening](Protocol::opening) of this build's protocol; the rules come in a file of their own.
///
/// # Errors
/// [`Unreadable`] only if the build script and this program are of different versions.
pub fn opening() -> Result<Rc<Protocol>, Unreadable> {
    let opening: Opening = unpack(include_bytes!(concat!(env!("OUT_DIR"), "/opening.bin")))?;
    Ok(Rc::new(opening.0))
}
