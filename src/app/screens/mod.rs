//! One file for each screen: which parts stand where.

mod appointment;
mod outcome;
mod practice;
mod question;
mod start;

pub(super) use appointment::appointment;
pub(super) use outcome::outcome;
pub(super) use practice::{let_go, practice};
pub(super) use question::{key as question_key, question, waiting};
pub(super) use start::start;
