//! What the visitor sees: the screens of a visit, in Yew.
//!
//! `screens/` holds layout, `parts/` holds what is used on several screens or behaves by itself.
//! Both are functions from a `Scene` to markup. There are two components: [`Checker`] owns the
//! visit, moves the focus, and has a `Pulse` look at the clock while an exercise is followed;
//! [`Opening`] does so on the start screen and the first question, while the program with the
//! [`Checker`] is fetched.

mod checker;
mod device;
mod focus;
mod framed;
mod handout;
mod opening;
mod parts;
mod pen;
mod pulse;
mod scene;
mod screens;
pub mod search;

pub use checker::{Checker, Setting, Spoken};
pub use device::{Device, Wish};
use framed::framed;
pub use opening::{Opening, OpeningSetting};
pub use pen::Pen;
pub(crate) use scene::Scene;
pub use scene::{Carrier, Clinic};
