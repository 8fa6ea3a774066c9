//! What the visitor sees: the screens of a visit, in Yew.
//!
//! `screens/` holds layout, `parts/` holds what is used on several screens or behaves by itself.
//! Both are functions from a `Scene` to markup; the one component is [`Checker`], which owns
//! the visit, moves the focus, and has a `Pulse` look at the clock while an exercise is followed.

mod checker;
mod device;
mod focus;
mod handout;
mod parts;
mod pen;
mod pulse;
mod scene;
mod screens;
pub mod search;

pub use checker::{Checker, Setting, Spoken};
pub use device::{Device, Wish};
pub use pen::Pen;
pub(crate) use scene::Scene;
pub use scene::{Carrier, Clinic};
