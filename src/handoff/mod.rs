//! What can be taken along: pure functions from a [`Sheet`] or a few words to text.
//!
//! `app` makes the sheet, because it knows words and answers; the host hands over what comes out
//! ([`Take`]) to the printer, the clipboard, the share sheet or the downloads. Nothing here knows
//! of a page, and nothing is sent anywhere.

mod calendar;
mod code;
mod sheet;

pub use calendar::{Reminder, day_after};
pub use code::{LONGEST, compact};
pub use sheet::{Drawing, Item, Part, Sheet};

/// Something to be handed over to the device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Take {
    /// The sheet that stands beside the screen goes to the printer.
    Print,
    /// A text goes to the clipboard.
    Copy(String),
    /// A text goes to the device's own share sheet.
    Share(String),
    /// A calendar file goes to the downloads.
    Calendar(String),
}
