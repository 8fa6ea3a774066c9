//! Drawings of exercises, computed from poses, all in one hand.
//!
//! [`draw()`] turns a [`Pose`](unknot_protocol::pose::Pose) into a [`Drawing`]: paths with class
//! names and no colours, which a page turns into SVG and `styles/figure.css` paints.
//! [`faults()`] says what a body could not do.

// `clamp` on floats can panic with both bounds in words, and formatting floats weighs more than
// the whole skeleton.
#![allow(clippy::manual_clamp)]

mod body;
mod draw;
mod fault;
mod muscle;
mod path;
mod space;
mod tube;

pub use body::{Body, Bone};
pub use draw::{Drawing, Shape, draw, view};
pub use fault::faults;
pub use space::{Frame, V3};
