//! The rules, packed into the program by the build script.

use std::rc::Rc;

use unknot_protocol::{Protocol, Unreadable, unpack};

/// The rules of this build.
///
/// # Errors
/// [`Unreadable`] only if the build script and this program are of different versions.
pub fn protocol() -> Result<Rc<Protocol>, Unreadable> {
    unpack(include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"))).map(Rc::new)
}
