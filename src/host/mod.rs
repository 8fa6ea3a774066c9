//! Between the checker and the page that shows it: what `element.js` calls.
//!
//! Nothing here touches the page's title, and its history only where the tag asks for it.

mod attributes;
#[cfg(feature = "whole")]
mod device;
mod history;
#[cfg(feature = "whole")]
mod mounted;
#[cfg(not(feature = "whole"))]
mod opening;
mod page;
mod panic;
#[cfg(feature = "whole")]
mod storage;

pub use attributes::{Attributes, Refused, Wanted};
#[cfg(feature = "whole")]
pub use device::PageDevice;
#[cfg(feature = "whole")]
pub use mounted::{Mounted, mount};
#[cfg(not(feature = "whole"))]
pub use opening::{Opened, open};
pub use panic::{on_panic, start};
