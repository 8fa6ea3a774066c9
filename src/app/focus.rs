//! Focus follows the visitor: to the new heading, or to the message about an error.

use web_sys::{Element, FocusOptions, HtmlElement};
use yew::NodeRef;

/// Where every screen's heading is found.
pub(crate) const HEADING: &str = "heading";
/// Where the message about an error is found.
pub(crate) const ERROR: &str = "error";

/// Gives the focus to the element of that id, and scrolls only where it is out of view.
///
/// Ids are looked up below the checker's own root: the page has ids of its own.
pub(crate) fn focus(root: &NodeRef, id: &str) {
    let root = root.cast::<Element>();
    let found = root.and_then(|root| root.query_selector(&["#", id].concat()).ok().flatten());
    if let Some(element) = found {
        focus_element(&element);
    }
}

fn focus_element(element: &Element) {
    let Some(element) = wasm_bindgen::JsCast::dyn_ref::<HtmlElement>(element) else {
        return;
    };
    let without_scrolling = FocusOptions::new();
    without_scrolling.set_prevent_scroll(true);
    // An element that cannot take focus leaves it where it was; nothing is to be done about it.
    let _ = element.focus_with_options(&without_scrolling);
    if !in_view(element) {
        element.scroll_into_view();
    }
}

fn in_view(element: &Element) -> bool {
    let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
    let place = element.get_bounding_client_rect();
    place.top() >= 0.0 && height.is_none_or(|height| place.bottom() <= height)
}
