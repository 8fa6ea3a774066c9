//! What both programs ask of the page.

use std::rc::Rc;

use unknot_protocol::{Protocol, Unreadable};
use wasm_bindgen::JsValue;
use yew::{AttrValue, Callback};

use super::attributes::{Attributes, Wanted};
use super::history::Steps;
use crate::visit::Happening;

/// Content is used only where it belongs to this version.
pub(super) fn belongs(hash: &str, to: &str) -> Result<(), Unreadable> {
    if hash == to { Ok(()) } else { Err(Unreadable) }
}

/// What the attributes ask for; the page's console hears of those that are ignored.
pub(super) fn read(attributes: JsValue, protocol: &Protocol, lang: &str) -> Wanted {
    // The element always hands over a list of texts; anything else is as good as none.
    let attributes: Attributes = serde_wasm_bindgen::from_value(attributes).unwrap_or_default();
    let (wanted, refused) = attributes.read(protocol, lang);
    for refusal in refused {
        warn(&refusal.to_string());
    }
    wanted
}

/// Told the step of every screen.
pub(super) type Stepped = Callback<usize>;
/// Given a way to tell of the browser's steps.
pub(super) type Connect = Callback<Callback<Happening>>;

/// How the steps of a visit and of the browser's history follow each other, where that is wanted:
/// what has to be held for as long as they do, and what a checker is given for it.
pub(super) fn follow(steps: Option<Steps>) -> (Option<Rc<Steps>>, Stepped, Connect) {
    let Some(steps) = steps.map(Rc::new) else {
        return (None, Callback::noop(), Callback::noop());
    };
    let (follows, tells) = (steps.clone(), steps.clone());
    let stepped = Callback::from(move |step| follows.follow(step));
    let connect = Callback::from(move |send| tells.tell(send));
    (Some(steps), stepped, connect)
}

pub(super) fn warn(message: &str) {
    web_sys::console::warn_1(&message.into());
}

/// The day where the visitor is, as `2026-11-20`.
pub(super) fn today() -> AttrValue {
    let now = js_sys::Date::new_0();
    let two = |number: u32| {
        let digits = number.to_string();
        if digits.len() < 2 {
            ["0", &digits].concat()
        } else {
            digits
        }
    };
    [
        now.get_full_year().to_string(),
        two(now.get_month() + 1),
        two(now.get_date()),
    ]
    .join("-")
    .into()
}
