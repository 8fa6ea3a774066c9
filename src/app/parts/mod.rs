//! What the screens are made of.

mod answers;
mod card;
mod choices;
mod clinic;
mod emergency;
mod error;
mod figure;
mod follow;
mod foot;
mod handoff;
mod keep;
mod languages;
mod map;
mod number;
mod patterns;
mod plan;
mod reasons;
mod text;
mod why;

pub(super) use answers::{answers, said};
pub(super) use card::{card, short_check};
pub(super) use choices::{at_start, checklist, choices, sign};
pub(super) use clinic::who_can_help;
pub(super) use emergency::emergency_line;
pub(super) use error::error_summary;
pub(super) use follow::{advice, another, first_stretch, how, move_button, signals, timer};
pub(super) use foot::{foot, private, review_lines, review_state, sources, top};

pub(super) use handoff::{code, paper, parts, take};
pub(super) use keep::kept;
pub(super) use languages::languages;
pub(super) use number::number;
pub(super) use patterns::patterns;
pub(super) use plan::{avoid, loading_says, massages, places, plan, run, safety_net};

pub(super) use reasons::{reasons, statement};
pub(super) use text::{element, group, main_heading, paragraph, rows, text};
pub(super) use why::why;
