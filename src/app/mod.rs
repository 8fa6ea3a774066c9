//! What the visitor sees: the screens of a visit, in Yew.
//!
//! `screens/` holds layout, `parts/` holds what is used on several screens or behaves by itself.
//! Both are functions from a `Scene` to markup; the one component is [`Checker`], which owns
//! the visit and moves the focus.

mod checker;
mod focus;
mod parts;
mod scene;
mod screens;

pub use checker::{Checker, Setting, Spoken};
pub use scene::Clinic;
pub(crate) use scene::Scene;
