use std::rc::Rc;

use js_sys::Function;
use unknot_protocol::{Words, unpack};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};
use web_sys::Element;
use yew::{AppHandle, Callback, Renderer};

use super::history::Steps;
use super::page::{belongs, follow, read, today};
use crate::app::{Opening, OpeningSetting};
use crate::content;
use crate::visit::Visit;

/// An opening in its place on a page.
#[wasm_bindgen]
pub struct Opened {
    app: AppHandle<Opening>,
    setting: OpeningSetting,
    /// Held so that it goes with the opening.
    _steps: Option<Rc<Steps>>,
}

/// Shows the start screen in an element that holds nothing else.
///
/// `attributes` are those of the tag, each name followed by its value; `words` is the packed file
/// of the language; `history` says that the tag may have the browser's history. `hand_over` is
/// told what the whole program has to go on with, as text, or nothing where it need not any more,
/// and says whether it does so at once.
///
/// # Errors
/// Where the words cannot be read or belong to another version; the tag's own advice stays then.
#[wasm_bindgen]
pub fn open(
    place: Element,
    attributes: JsValue,
    words: &[u8],
    history: bool,
    hand_over: Function,
) -> Result<Opened, JsError> {
    let protocol = content::opening()?;
    let words: Words = unpack(words)?;
    belongs(&words.hash, &protocol.hash)?;
    let wanted = read(attributes, &protocol, &words.lang);
    let steps = wanted.steps.then(|| Steps::take(history, None)).flatten();
    let (steps, stepped, connect) = follow(steps);
    let setting = OpeningSetting {
        protocol,
        words: Rc::new(words),
        lost: false,
        clinic: wanted.clinic,
        today: today(),
        visit: Visit::default(),
        stepped,
        connect,
        hand_over: Callback::from(move |text: Option<String>| {
            let text = text.map_or(JsValue::UNDEFINED, JsValue::from);
            // Should it fail, the waiting screen stands there, with its way back.
            let done = hand_over.call1(&JsValue::NULL, &text);
            done.is_ok_and(|done| done.is_truthy())
        }),
    };
    let app = Renderer::<Opening>::with_root_and_props(place, setting.clone()).render();
    Ok(Opened {
        app,
        setting,
        _steps: steps,
    })
}

#[wasm_bindgen]
impl Opened {
    /// The whole program cannot be had.
    pub fn rest_lost(&mut self) {
        self.setting.lost = true;
        self.show();
    }

    /// The tag's attributes are these now. Language and history hold from the beginning.
    pub fn attributes(&mut self, attributes: JsValue) {
        let wanted = read(attributes, &self.setting.protocol, &self.setting.words.lang);
        self.setting.clinic = wanted.clinic;
        self.show();
    }

    /// Takes the opening off the page.
    pub fn unmount(self) {
        self.app.destroy();
    }

    fn show(&mut self) {
        self.app.update(self.setting.clone());
    }
}
