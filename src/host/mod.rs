//! Between the checker and the page that shows it: what `element.js` calls.
//!
//! Nothing here touches the page's title, and its history only where the tag asks for it.

mod attributes;

mod device;
mod history;
mod mounted;
mod panic;
mod storage;

pub use attributes::{Attributes, Refused, Wanted};
pub use device::PageDevice;
pub use mounted::{Mounted, mount};
pub use panic::{on_panic, start};
