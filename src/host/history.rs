use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{History, PopStateEvent, Window};
use yew::Callback;

use super::page::warn;
use crate::visit::Happening;

/// The name under which an entry of the browser's history holds its step.
const STEP: &str = "unknot";

/// Keeps the browser's history in step with the visit, so that a phone's Back goes one question
/// back.
///
/// The entries have the address of the page and hold a step number and nothing else of ours. One
/// checker on a page owns the history, which `element.js` sees to, because programs know nothing of
/// each other. Dropping it stops listening.
#[must_use = "dropping it stops following the browser's Back at once"]
pub(super) struct Steps {
    window: Window,
    history: History,
    /// The step of the entry that the browser is at.
    at: Rc<Cell<usize>>,
    send: Rc<RefCell<Callback<Happening>>>,
    popped: Closure<dyn FnMut(PopStateEvent)>,
}

impl Steps {
    /// Takes the history, if this checker may have it: from the beginning, or from the step that
    /// the opening has come to.
    pub(super) fn take(may: bool, from: Option<usize>) -> Option<Self> {
        if !may {
            warn(
                "<unknot-checker> ignores history=\"steps\": one checker of a page can have it, and another has",
            );
            return None;
        }
        let window = web_sys::window()?;
        let history = window.history().ok()?;
        let at = Rc::new(Cell::new(from.unwrap_or_default()));
        let send = Rc::new(RefCell::new(Callback::noop()));
        let popped = {
            let (at, send) = (at.clone(), send.clone());
            Closure::new(move |event: PopStateEvent| {
                // Entries without a step are the page's own.
                if let Some(step) = step_of(&event.state()) {
                    at.set(step);
                    let send = send.borrow().clone();
                    send.emit(Happening::Step(step));
                }
            })
        };
        let listening =
            window.add_event_listener_with_callback("popstate", popped.as_ref().unchecked_ref());
        let steps = Self {
            window,
            history,
            at,
            send,
            popped,
        };
        listening.ok()?;
        if from.is_none() {
            steps.leave_old_entries();
        }
        Some(steps)
    }

    /// Tells the checker of every step of the browser from now on.
    pub(super) fn tell(&self, send: Callback<Happening>) {
        self.send.replace(send);
    }

    /// The visit has come to that step.
    pub(super) fn follow(&self, step: usize) {
        let at = self.at.replace(step);
        if step > at && at == 0 {
            self.write(0, History::replace_state);
        }
        for each in at + 1..=step {
            self.write(each, History::push_state);
        }
        if step < at {
            self.go_back(at - step);
        }
    }

    /// After a reload the visit starts empty, so the browser returns to the entry it started at.
    fn leave_old_entries(&self) {
        let state = self.history.state().unwrap_or(JsValue::NULL);
        match step_of(&state) {
            None | Some(0) => {}
            Some(step) => self.go_back(step),
        }
    }

    fn go_back(&self, steps: usize) {
        // Where the browser refuses, Back on the screen still works.
        let _ = self.history.go_with_delta(-(steps as i32));
    }

    /// Whatever the page keeps in its entry stays there.
    fn write(&self, step: usize, write: fn(&History, &JsValue, &str) -> Result<(), JsValue>) {
        let entry = Object::new();
        if let Some(theirs) = self
            .history
            .state()
            .ok()
            .and_then(|state| state.dyn_into::<Object>().ok())
        {
            Object::assign(&entry, &theirs);
        }
        let kept = Reflect::set(&entry, &STEP.into(), &(step as u32).into());
        // A sandboxed frame may forbid it; then the phone's Back leaves the page as it always did.
        let _ = kept.and_then(|_| write(&self.history, &entry, ""));
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        // It can only fail for a listener that was never there.
        let _ = self
            .window
            .remove_event_listener_with_callback("popstate", self.popped.as_ref().unchecked_ref());
    }
}

fn step_of(state: &JsValue) -> Option<usize> {
    let step = Reflect::get(state, &STEP.into()).ok()?.as_f64()?;
    Some(step as usize)
}
