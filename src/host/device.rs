use wasm_bindgen::prelude::wasm_bindgen;
use yew::Callback;

use crate::app::{Device, Wish};

#[wasm_bindgen]
extern "C" {
    /// What `element.js` does with the device for a timer. None of it ever throws.
    pub type PageDevice;

    #[wasm_bindgen(method, getter)]
    fn vibrates(this: &PageDevice) -> bool;
    #[wasm_bindgen(method)]
    fn awake(this: &PageDevice);
    #[wasm_bindgen(method)]
    fn tone(this: &PageDevice, start: bool);
    #[wasm_bindgen(method)]
    fn shake(this: &PageDevice, start: bool);
    #[wasm_bindgen(method)]
    fn sleep(this: &PageDevice);
    #[wasm_bindgen(method)]
    fn rest(this: &PageDevice);
}

/// The device as the checker knows it.
pub(super) fn device(page: PageDevice) -> Device {
    Device {
        vibrates: page.vibrates(),
        ask: Callback::from(move |wish| match wish {
            Wish::Awake => page.awake(),
            Wish::Tone { start } => page.tone(start),
            Wish::Shake { start } => page.shake(start),
            Wish::Sleep => page.sleep(),
            Wish::Rest => page.rest(),
        }),
    }
}
