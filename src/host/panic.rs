use std::cell::RefCell;
use std::panic::PanicHookInfo;

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static TELL: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Runs before anything else in the module.
pub fn start() {
    yew::set_custom_panic_hook(Box::new(hook));
}

/// Calls the function should the checker ever panic, so that the tag's own advice can return.
///
/// All checkers of a page share one module, and after a panic nothing in it may be called again:
/// whoever is told has to give up all of them.
#[wasm_bindgen]
pub fn on_panic(tell: Function) {
    TELL.replace(Some(tell));
}

fn hook(info: &PanicHookInfo<'_>) {
    web_sys::console::error_1(&info.to_string().into());
    if let Some(tell) = TELL.take() {
        // Should telling fail as well, there is nobody left to tell.
        let _ = tell.call0(&JsValue::NULL);
    }
}
