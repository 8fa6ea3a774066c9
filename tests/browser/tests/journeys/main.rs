//! Everything that must work in a real browser, against the production build.

mod element;
mod harness;
