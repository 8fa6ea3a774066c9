//! Everything that must work in a real browser, against the production build.

mod answers;
mod book;
mod broken;
mod element;
mod figures;
mod handoff;
mod harness;
mod keyboard;
mod map;
mod now;
mod outcomes;
mod paper;
mod privacy;
mod screens;
mod visitor;
