use yew::Callback;

/// What the page can do for a timer. By default nothing, and the timer runs without.
#[derive(Clone, Default)]
pub struct Device {
    /// Does it, as far as the device can.
    pub ask: Callback<Wish>,
    /// It can shake.
    pub vibrates: bool,
}

/// What a timer wishes of the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// The screen stays on from now on.
    Awake,
    /// A soft tone: higher at the start of a hold than at its end.
    Tone {
        /// It is the start.
        start: bool,
    },
    /// A short shake: one at the start of a hold, two at its end.
    Shake {
        /// It is the start.
        start: bool,
    },
    /// The screen may sleep again.
    Sleep,
    /// None of all that any more.
    Rest,
}
