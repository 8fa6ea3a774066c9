//! From answers to the next question or the outcome.
//!
//! Everything here is a pure function of a [`Protocol`](unknot_protocol::Protocol) and
//! [`Answers`]: no clock, no randomness, no browser.
//!
//! A condition is true, false or unknown.
//! Unknown counts upward for the level and forbids for the plan.

mod answers;
mod interview;
mod needed;
mod outcome;
mod values;

pub use answers::{Answer, Answers, Ask, Refusal, Sure, check};
pub use interview::{Interview, Stage, interview};
pub use outcome::{Closed, Fired, Fitting, Outcome, Reason, Relief, outcome};
pub use values::{Range, Truth, Values};

#[cfg(feature = "case")]
pub mod case;
