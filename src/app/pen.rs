use std::rc::Rc;

use unknot_protocol::pose::Drawn;

/// What can be drawn, exercises and QR codes. All clones are one pen.
///
/// Exercises are not drawn by the checker itself: it leaves frames, and `pen.js` paints them when
/// they come near the window.
#[derive(Clone)]
pub struct Pen(Rc<dyn Draws>);

/// The frame of a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Its `viewBox`: left, top, width, height.
    pub view: String,
    /// Its start differs from its end.
    pub moves: bool,
}

impl Pen {
    /// A pen of two functions: one gives the frame of an exercise or massage, as its view box with
    /// " moves" behind it where it does; one turns a text into a QR code, as its width, a space
    /// and the path of its dark modules.
    pub fn new(
        frame: impl Fn(Drawn) -> Option<String> + 'static,
        code: impl Fn(&str) -> Option<String> + 'static,
    ) -> Self {
        Self(Rc::new(Nibs { frame, code }))
    }

    /// The frame of that drawing; nothing where it is not drawn.
    #[must_use]
    pub fn frame(&self, of: Drawn) -> Option<Frame> {
        let frame = self.0.frame(of)?;
        let view = frame.strip_suffix(" moves");
        Some(Frame {
            moves: view.is_some(),
            view: view.unwrap_or(&frame).to_owned(),
        })
    }

    /// A QR code: how many modules it is wide, and the path of the dark ones, each one unit wide.
    /// Nothing where the text is too long.
    #[must_use]
    pub fn code(&self, text: &str) -> Option<(u16, String)> {
        let code = self.0.code(text)?;
        let (width, path) = code.split_once(' ')?;
        Some((width.parse().ok()?, path.to_owned()))
    }
}

impl PartialEq for Pen {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

trait Draws {
    fn frame(&self, of: Drawn) -> Option<String>;
    fn code(&self, text: &str) -> Option<String>;
}

struct Nibs<F, C> {
    frame: F,
    code: C,
}

impl<F: Fn(Drawn) -> Option<String>, C: Fn(&str) -> Option<String>> Draws for Nibs<F, C> {
    fn frame(&self, of: Drawn) -> Option<String> {
        (self.frame)(of)
    }

    fn code(&self, text: &str) -> Option<String> {
        (self.code)(text)
    }
}
