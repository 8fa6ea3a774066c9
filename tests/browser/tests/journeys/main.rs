//! Everything that must work in a real browser, against the production build.

mod answers;
mod book;
mod broken;
mod element;
mod figures;
mod handoff;
mod harness;
mod kept;
mod keyboard;
mod lengthened;
mod map;
mod now;
mod outcomes;
mod paper;
mod privacy;
mod screens;
mod spanish;
mod tour;
mod visitor;
