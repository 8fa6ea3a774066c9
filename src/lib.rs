//! Unknot: a private muscle spasm and cramp checker that runs whole in the visitor's browser.
//!
//! The content is data (`unknot-protocol`), what follows from answers is a pure function
//! (`unknot-triage`). This package is what remains: one visit, its screens, and the page they
//! are shown on. `visit` and `handoff` know nothing of `app`, and `app` nothing of `host`.

/// This program can do everything, and is not only the opening. Where it is false, the compiler
/// drops what stands behind it, and all that only that needs.
pub(crate) const WHOLE: bool = cfg!(feature = "whole");

pub mod app;
pub mod content;
pub mod handoff;
pub mod host;
pub mod visit;
