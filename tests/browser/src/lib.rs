//! Journeys through the built checker in real browsers: Chromium, Firefox and WebKit.
//!
//! A journey serves the real build with a [`Site`], opens a [`Page`] of it and says in plain verbs
//! what a visitor does: [`Page::heading`], [`Page::choose`], [`Page::press`]. The verbs wait for
//! what they need, look inside the element's shadow root, and click and type as a person does.
//! When a wait is in vain the journey fails with what the page shows, and leaves a picture behind.
//!
//! Journeys need a build, a browser and its driver; `cargo xtask test` brings them, and
//! `cargo xtask journeys NAME` runs only some of them.

mod accessibility;
mod browser;
mod compare;
mod driver;
mod engine;
mod page;
mod paper;
mod privacy;
mod setting;
mod site;

pub use browser::Visitor;
pub use compare::{Thumbnail, text_as_kept};
pub use engine::{Ability, Engine, can, once};
pub use fantoccini::key::Key;
pub use page::{Event, Page};
pub use site::{Change, Serving, Site};
