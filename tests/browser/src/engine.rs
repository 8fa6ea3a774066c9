//! The three browser engines, and what a journey can do in each of them.

use std::{collections::BTreeSet, fmt, fs::OpenOptions, io::Write, sync::Mutex};

use crate::setting;

/// The engine that this run of the journeys is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, by way of its own driver.
    Chromium,
    /// Firefox, by way of geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser, by way of its own driver.
    WebKit,
}

/// What not every engine lets a driver do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ability {
    /// Dark, forced colours, reduced motion and paper, switched under the open page.
    Looks,
    /// Printing to a file whose words can be read.
    Paper,
    /// The accessibility tree as a screen reader gets it.
    Tree,
    /// Another size of text, set in the browser under the open page.
    TextSize,
    /// Languages that the visitor prefers.
    Language,
    /// The browser's own Back right after a step: WebKitGTK's driver at times goes two back.
    Back,
}

impl Engine {
    pub(crate) fn current() -> Self {
        match setting::engine().as_str() {
            "chromium" => Self::Chromium,
            "firefox" => Self::Firefox,
            "webkit" => Self::WebKit,
            other => panic!("UNKNOT_ENGINE is “{other}”, which is no engine"),
        }
    }

    /// Whether this engine lets a driver do this.
    fn can(self, ability: Ability) -> bool {
        match (self, ability) {
            (Self::Chromium, _) => true,
            // Its paper holds no table of letters that the reader here understands.
            (Self::Firefox, Ability::Paper | Ability::Tree) => false,
            (Self::Firefox, _) => true,
            (Self::WebKit, _) => false,
        }
    }
}

/// Whether the engine of this run can do this. Where it cannot, the run says so at its end: what
/// was skipped must never look as if it had passed.
pub fn can(ability: Ability) -> bool {
    let engine = Engine::current();
    let able = engine.can(ability);
    if !able {
        let journey = std::thread::current()
            .name()
            .unwrap_or("a journey")
            .to_owned();
        note(&format!("{journey}: without {ability}"));
    }
    able
}

/// Whether this run is the one in which what no engine can change is looked at: the words and
/// rules, which are the same everywhere. `why` says why the other engines need not.
pub fn once(why: &str) -> bool {
    let here = Engine::current() == Engine::Chromium;
    if !here {
        let journey = std::thread::current()
            .name()
            .unwrap_or("a journey")
            .to_owned();
        note(&format!("{journey}: only in Chromium, {why}"));
    }
    here
}

impl fmt::Display for Ability {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Self::Looks => "switching dark, forced colours, reduced motion or paper",
            Self::Paper => "reading what is printed",
            Self::Tree => "the accessibility tree",
            Self::TextSize => "changing the browser's size of text",
            Self::Language => "languages that the visitor prefers",
            Self::Back => "the browser's own Back right after a step",
        })
    }
}

/// Writes a line for the end of the run, once.
pub(crate) fn note(line: &str) {
    static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let mut said = SAID.lock().unwrap_or_else(|broken| broken.into_inner());
    if said.insert(line.to_owned())
        && let Some(file) = setting::skipped()
    {
        let written = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&file)
            .and_then(|mut file| writeln!(file, "{line}"));
        written.unwrap_or_else(|error| panic!("cannot write {}: {error}", file.display()));
    }
}
