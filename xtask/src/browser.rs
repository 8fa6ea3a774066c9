//! The browsers that the journeys run in, and the driver of each.

use std::{
    env, fmt, fs,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use crate::install::{find, find_or_apt, from_crates_io};

const GECKODRIVER: &str = "0.37.1";

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    Chromium,
    Firefox,
    Webkit,
}

/// Where a browser and its driver are.
pub struct Browser {
    pub engine: Engine,
    pub program: PathBuf,
    pub driver: PathBuf,
}

/// A screen that nobody looks at, for a browser that cannot do without one. It ends when dropped.
pub struct Screen {
    child: Child,
    pub name: String,
}

impl Engine {
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// The name that the command line and the journeys use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::Webkit => "WebKit",
        })
    }
}

impl Browser {
    /// Finds the browser and its driver, and installs them where that is possible.
    pub fn find(engine: Engine) -> Result<Self> {
        let (program, driver) = match engine {
            Engine::Chromium => (
                find_or_apt(
                    &["chromium", "chromium-browser", "google-chrome"],
                    &["chromium"],
                )?,
                find_or_apt(&["chromedriver"], &["chromium-driver"])?,
            ),
            Engine::Firefox => (
                find_or_apt(&["firefox-esr", "firefox"], &["firefox-esr"])?,
                geckodriver()?,
            ),
            Engine::Webkit => {
                let driver = find_or_apt(&["WebKitWebDriver"], &["webkit2gtk-driver"])?;
                find_or_apt(&["Xvfb"], &["xvfb"])?;
                (mini_browser()?, driver)
            }
        };
        Ok(Self {
            engine,
            program,
            driver,
        })
    }

    /// The screen that the browser needs, if it needs one.
    pub fn screen(&self) -> Result<Option<Screen>> {
        match self.engine {
            Engine::Webkit => Screen::start().map(Some),
            Engine::Chromium | Engine::Firefox => Ok(None),
        }
    }
}

impl Screen {
    fn start() -> Result<Self> {
        // Tall enough for a picture of a whole page; the server picks a free number itself.
        let mut child = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp"])
            .args(["-screen", "0", "1600x12000x24"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start Xvfb")?;
        let stdout = child.stdout.take().context("Xvfb has no output")?;
        let mut number = String::new();
        BufReader::new(stdout).read_line(&mut number)?;
        let screen = Self {
            child,
            name: format!(":{}", number.trim()),
        };
        if screen.name.len() < 2 {
            bail!("Xvfb did not say which screen it is");
        }
        Ok(screen)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Debian has no package of it.
fn geckodriver() -> Result<PathBuf> {
    find(&["geckodriver"]).map_or_else(
        || {
            from_crates_io(
                "geckodriver",
                GECKODRIVER,
                "geckodriver",
                &[],
                "under a minute",
            )
        },
        Ok,
    )
}

/// WebKitGTK's own small browser lies beside the library, not on the search path.
fn mini_browser() -> Result<PathBuf> {
    let mut places = Vec::new();
    for folder in ["/usr/lib", "/usr/libexec", "/usr/lib64"] {
        let Ok(inside) = fs::read_dir(folder) else {
            continue;
        };
        let inside = inside.filter_map(Result::ok).map(|entry| entry.path());
        for place in inside {
            for version in ["webkit2gtk-4.1", "webkit2gtk-4.0"] {
                places.push(place.join(version));
            }
            places.push(place);
        }
    }
    let name = format!("MiniBrowser{}", env::consts::EXE_SUFFIX);
    places
        .into_iter()
        .map(|place| place.join(&name))
        .find(|file| file.is_file() && file.to_string_lossy().contains("webkit"))
        .context("WebKitGTK's MiniBrowser is needed and not found below /usr/lib; on Debian it comes with libwebkit2gtk-4.1-0")
}
