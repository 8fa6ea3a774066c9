//! The one thing that may be kept on the visitor's device, and only if they ask for it.

use web_sys::Storage;

/// The only name under which anything is ever kept.
const NAME: &str = "unknot-checker";

/// What was kept, if anything was and the browser allows to look.
pub fn read() -> Option<String> {
    open()?.get_item(NAME).ok()?
}

/// Keeps the text, or forgets what was kept; says whether the browser did it.
pub fn keep(text: Option<&str>) -> bool {
    let Some(storage) = open() else {
        return false;
    };
    match text {
        Some(text) => storage.set_item(NAME, text).is_ok(),
        None => storage.remove_item(NAME).is_ok(),
    }
}

/// Blocked storage is an error in some browsers and missing in others.
fn open() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
