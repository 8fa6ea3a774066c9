use std::rc::Rc;

use js_sys::Function;
use unknot_protocol::pose::Drawn;
use unknot_protocol::{PlanWords, Protocol, Words, unpack};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};
use web_sys::Element;
use yew::{AppHandle, AttrValue, Callback, Renderer};

use super::device::{PageDevice, device};
use super::history::Steps;
use super::page::{belongs, follow, read, today};
use super::storage;
use crate::app::{Carrier, Checker, Pen, Setting, Spoken};
use crate::content;
use crate::handoff::Take;
use crate::visit::{Happening, Visit, taken_over};

/// A checker in its place on a page.
#[wasm_bindgen]
pub struct Mounted {
    app: AppHandle<Checker>,
    setting: Setting,
    /// Held so that it goes with the checker.
    _steps: Option<Rc<Steps>>,
}

/// Shows a checker in an element that holds nothing else.
///
/// `attributes` are those of the tag, each name followed by its value; `words` is the packed
/// file of the language; `page` is what a timer may ask of the device; `history` says that the tag
/// may have the browser's history; `state` is what the opening has handed over, if it was there.
///
/// # Errors
/// Where the words cannot be read or belong to another version; the tag's own advice stays then.
#[wasm_bindgen]
pub fn mount(
    place: Element,
    attributes: JsValue,
    words: &[u8],
    page: PageDevice,
    history: bool,
    state: Option<String>,
) -> Result<Mounted, JsError> {
    let protocol = content::opening()?;
    let words: Words = unpack(words)?;
    belongs(&words.hash, &protocol.hash)?;
    let wanted = read(attributes, &protocol, &words.lang);
    let visit = state.and_then(|text| taken_over(&protocol, &text));
    let from = visit.as_ref().map(Visit::opened_step);
    let steps = wanted.steps.then(|| Steps::take(history, from)).flatten();
    let (steps, stepped, connect) = follow(steps);
    let setting = Setting {
        protocol,
        words: Rc::new(words),
        plan: None,
        others: Vec::new(),
        // What another page keeps meanwhile does not take the place of this visit.
        kept: storage::read()
            .filter(|_| from.is_none())
            .map(AttrValue::from),
        keep: Callback::from(|text: Option<String>| storage::keep(text.as_deref())),
        pen: None,
        lost: false,
        clinic: wanted.clinic,
        today: today(),
        carrier: None,
        visit: visit.unwrap_or_default(),
        stepped,
        connect,
        device: device(page),
    };
    let app = Renderer::<Checker>::with_root_and_props(place, setting.clone()).render();
    Ok(Mounted {
        app,
        setting,
        _steps: steps,
    })
}

#[wasm_bindgen]
impl Mounted {
    /// Hands over the rules.
    ///
    /// # Errors
    /// Where they cannot be read or belong to another version; the checker goes on without.
    pub fn rules(&mut self, bytes: &[u8]) -> Result<(), JsError> {
        let protocol: Protocol = unpack(bytes)?;
        belongs(&protocol.hash, &self.setting.protocol.hash)?;
        self.setting.protocol = Rc::new(protocol);
        self.show();
        Ok(())
    }

    /// Hands over the words of plans and later questions.
    ///
    /// # Errors
    /// Where they cannot be read or belong to another version; the checker goes on without.
    pub fn plan_words(&mut self, bytes: &[u8]) -> Result<(), JsError> {
        let plan: PlanWords = unpack(bytes)?;
        belongs(&plan.hash, &self.setting.protocol.hash)?;
        Rc::make_mut(&mut self.setting.words).complete(&plan);
        self.setting.plan = Some(Rc::new(plan));
        self.show();
        Ok(())
    }

    /// Hands over the words of another language.
    ///
    /// # Errors
    /// Where they cannot be read or belong to another version; that language cannot be chosen then.
    pub fn language(&mut self, words: &[u8], plan: &[u8]) -> Result<(), JsError> {
        let (mut words, plan): (Words, PlanWords) = (unpack(words)?, unpack(plan)?);
        belongs(&words.hash, &self.setting.protocol.hash)?;
        belongs(&plan.hash, &self.setting.protocol.hash)?;
        words.complete(&plan);
        self.setting.others.push(Spoken {
            words: Rc::new(words),
            plan: Rc::new(plan),
        });
        self.show();
        Ok(())
    }

    /// Hands over what draws: one function for the frames of exercises (whether it is a massage,
    /// its place), one for QR codes.
    ///
    /// # Errors
    /// Where its poses belong to another version; the checker goes on without.
    pub fn pen(&mut self, hash: &str, frame: Function, code: Function) -> Result<(), JsError> {
        belongs(hash, &self.setting.protocol.hash)?;
        // Whatever goes wrong there, the words still stand.
        let frame = move |of| {
            let (massage, place) = match of {
                Drawn::Exercise(place) => (false, place),
                Drawn::Massage(place) => (true, place),
            };
            let framed = frame.call2(&JsValue::NULL, &massage.into(), &place.into());
            framed.ok()?.as_string()
        };
        let code = move |text: &str| code.call1(&JsValue::NULL, &text.into()).ok()?.as_string();
        self.setting.pen = Some(Pen::new(frame, code));
        self.show();
        Ok(())
    }

    /// What comes after the first screen cannot be had.
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

    /// Hands over what takes things along: a function of what is wanted (`print`, `copy`, `share`
    /// or `calendar`) and its text. `shares` says whether the device has a share sheet.
    pub fn carry(&mut self, hand: Function, shares: bool) {
        let take = Callback::from(move |take: Take| {
            let (kind, text) = match take {
                Take::Print => ("print", String::new()),
                Take::Copy(text) => ("copy", text),
                Take::Share(text) => ("share", text),
                Take::Calendar(file) => ("calendar", file),
            };
            // It throws nothing: what the device refuses comes back another way.
            let _ = hand.call2(&JsValue::NULL, &kind.into(), &text.into());
        });
        self.setting.carrier = Some(Carrier { take, shares });
        self.show();
    }

    /// The text was copied, or could not be.
    pub fn copied(&self, copied: bool) {
        self.app.send_message(Happening::Copied(copied));
    }

    /// Takes the checker off the page, with every answer.
    pub fn unmount(self) {
        self.app.destroy();
    }

    fn show(&mut self) {
        self.app.update(self.setting.clone());
    }
}
