use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Window};
use yew::Callback;

use super::device::Wish;
use crate::visit::{Happening, Millis, Move, Practice, PracticeStage, Signals, Visit};

/// The page has come into sight, or has left it.
const SEEN: &str = "visibilitychange";

/// The time of the visitor's clock. It goes on while a phone is locked, which the browser's own
/// running time does not everywhere.
pub(crate) fn now() -> Millis {
    js_sys::Date::now() as Millis
}

/// While an exercise is followed it looks at the clock whenever the seconds change and whenever
/// the page is seen again, and asks the device for what goes with it.
///
/// It has what it needs of the page only for so long, and gives all of it back when it is dropped.
#[derive(Default)]
pub(super) struct Pulse {
    page: Option<Page>,
    /// The repeat and side that were held when it last looked.
    held: Option<(u16, bool)>,
    signals: Signals,
}

/// What looks at the clock.
struct Page {
    window: Window,
    document: Document,
    due: Closure<dyn FnMut()>,
    seen: Closure<dyn FnMut()>,
    timer: Option<i32>,
    awake: Rc<Cell<bool>>,
    ask: Callback<Wish>,
}

impl Pulse {
    /// The visit is as it is now.
    pub(super) fn follow(
        &mut self,
        visit: &Visit,
        send: &Callback<Happening>,
        ask: &Callback<Wish>,
    ) {
        let Some(practice) = &visit.practice else {
            *self = Self::default();
            return;
        };
        let held = (practice.stage == PracticeStage::Hold && practice.is_held())
            .then_some((practice.repeat, practice.other_side));
        let signals = visit.signals;
        if held != self.held {
            self.signal(signals, held.is_some(), ask);
        } else {
            // What was just chosen is tried at once, so that it is known before it counts.
            let chosen = Signals {
                sound: signals.sound && !self.signals.sound,
                vibration: signals.vibration && !self.signals.vibration,
            };
            self.signal(chosen, true, ask);
        }
        (self.held, self.signals) = (held, signals);
        if self.page.is_none() {
            self.page = Page::listen(send, ask);
        }
        if let Some(page) = &mut self.page {
            page.wait(practice);
        }
    }

    fn signal(&self, signals: Signals, start: bool, ask: &Callback<Wish>) {
        if signals.sound {
            ask.emit(Wish::Tone { start });
        }
        if signals.vibration {
            ask.emit(Wish::Shake { start });
        }
    }
}

impl Page {
    fn listen(send: &Callback<Happening>, ask: &Callback<Wish>) -> Option<Self> {
        let window = web_sys::window()?;
        let document = window.document()?;
        let awake = Rc::new(Cell::new(false));
        let due = {
            let send = send.clone();
            Closure::new(move || send.emit(Happening::Move(Move::Look, now())))
        };
        let seen = {
            let (send, ask, awake, document) =
                (send.clone(), ask.clone(), awake.clone(), document.clone());
            Closure::new(move || {
                // The browser lets the screen sleep as soon as the page is out of sight.
                if awake.get() && !document.hidden() {
                    ask.emit(Wish::Awake);
                }
                send.emit(Happening::Move(Move::Look, now()));
            })
        };
        let page = Self {
            window,
            document,
            due,
            seen,
            timer: None,
            awake,
            ask: ask.clone(),
        };
        let seen = page.seen.as_ref().unchecked_ref();
        // Without it the next look comes when the timer is due.
        let _ = page.document.add_event_listener_with_callback(SEEN, seen);
        Some(page)
    }

    /// The next look, when the seconds change; and a screen that stays on until then.
    fn wait(&mut self, practice: &Practice) {
        let runs = practice.runs();
        if self.awake.replace(runs) != runs {
            self.ask.emit(if runs { Wish::Awake } else { Wish::Sleep });
        }
        self.forget();
        if let Some(left) = practice.left().filter(|_| runs) {
            let part = (left % 1000) as i32;
            let wait = if part == 0 { 1000 } else { part };
            let due = self.due.as_ref().unchecked_ref();
            let window = &self.window;
            let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(due, wait);
            self.timer = timer.ok();
        }
    }

    fn forget(&mut self) {
        if let Some(timer) = self.timer.take() {
            self.window.clear_timeout_with_handle(timer);
        }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.forget();
        let seen = self.seen.as_ref().unchecked_ref();
        // It can only fail for a listener that was never there.
        let _ = self
            .document
            .remove_event_listener_with_callback(SEEN, seen);
        self.ask.emit(Wish::Rest);
    }
}
