//! The second, small program of the browser: it draws exercises, and QR codes.
//!
//! It comes after the first screen, the rules and the words, with a file of packed poses, and
//! hands drawings over as plain text. Without it the checker says everything in words.

mod code;
mod drawing;

use unknot_protocol::pose::{Drawn, Figures, Pose};
use unknot_protocol::unpack;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// The exercises and massages that can be drawn.
#[wasm_bindgen]
pub struct Drawings(Figures);

#[wasm_bindgen]
impl Drawings {
    /// Opens the file of packed poses.
    ///
    /// # Errors
    /// Where it cannot be read.
    #[wasm_bindgen(constructor)]
    pub fn new(packed: &[u8]) -> Result<Self, JsError> {
        Ok(Self(unpack(packed)?))
    }

    /// The content that the poses belong to.
    #[must_use]
    pub fn hash(&self) -> String {
        self.0.hash.clone()
    }

    /// The frame of that drawing, for the exercise or massage with that place in the protocol: its
    /// view box, and " moves" where its start differs from its end.
    #[must_use]
    pub fn frame(&self, massage: bool, place: u16) -> Option<String> {
        Some(drawing::frame(self.pose(massage, place)?))
    }

    /// That drawing, from its start at 0 to its end at 1. Each line is one path: its classes, a
    /// colon, its `d`.
    #[must_use]
    pub fn draw(&self, massage: bool, place: u16, moment: f32) -> Option<String> {
        Some(drawing::paths(self.pose(massage, place)?, moment))
    }
}

impl Drawings {
    fn pose(&self, massage: bool, place: u16) -> Option<&Pose> {
        let of = if massage {
            Drawn::Massage(place)
        } else {
            Drawn::Exercise(place)
        };
        let mut drawn = self.0.drawn.iter();
        drawn.find(|(each, _)| *each == of).map(|(_, pose)| pose)
    }
}

/// A QR code that says this text: how many modules it is wide, a space, and the `d` of its dark
/// modules, each one unit wide. Nothing where the text is too long for one.
#[wasm_bindgen]
#[must_use]
pub fn code(text: &str) -> Option<String> {
    code::text(text)
}
