//! A driver of its own for every page, and the commands that are not part of the WebDriver standard.

use std::{
    env, fs,
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::{engine::Engine, setting};

/// Longer than any driver takes to start on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// Starts the driver and ends it as soon as nobody holds the other end of its input: when this is
/// dropped, and also when the journeys come to a sudden end.
const LEASH: &str = r#""$0" "$@" </dev/null & cat; kill $!; wait"#;

/// A running driver. Firefox's and WebKit's serve one browser at a time, hence one for each. It
/// ends when this is dropped.
pub struct Driver {
    child: Child,
    pub address: String,
}

impl Driver {
    pub fn start(engine: Engine) -> Self {
        // Between finding a free port and using it another program may take it.
        for _ in 0..5 {
            if let Some(driver) = Self::start_once(engine) {
                return driver;
            }
        }
        panic!("{} does not start", setting::driver());
    }

    fn start_once(engine: Engine) -> Option<Self> {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|free| free.local_addr())
            .expect("a free port for the driver")
            .port();
        let mut command = Command::new("sh");
        command
            .args(["-c", LEASH, &setting::driver(), &format!("--port={port}")])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        match engine {
            Engine::Chromium => {}
            // Firefox's own settings are changed from its own context.
            Engine::Firefox => {
                command.args(["--websocket-port=0", "--allow-system-access"]);
            }
            Engine::WebKit => {
                command
                    .env("XDG_CONFIG_HOME", narrow_toolbar())
                    .env("GSETTINGS_BACKEND", "memory")
                    .env("LIBGL_ALWAYS_SOFTWARE", "1")
                    .env("NO_AT_BRIDGE", "1");
            }
        }
        let child = command
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {}: {error}", setting::driver()));
        let driver = Self {
            child,
            address: format!("http://127.0.0.1:{port}"),
        };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if start.elapsed() > PATIENCE {
                return None;
            }
            thread::sleep(Duration::from_millis(10));
        }
        Some(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        self.child.wait().ok();
    }
}

/// MiniBrowser's toolbar is wider than the narrowest phone and would keep the window from getting
/// as narrow. This folder of settings lets its buttons shrink.
fn narrow_toolbar() -> PathBuf {
    let folder = env::temp_dir().join("unknot-journeys-webkit");
    let settings = folder.join("gtk-3.0");
    fs::create_dir_all(&settings)
        .and_then(|()| {
            fs::write(
                settings.join("gtk.css"),
                "* { font-size: 1px; min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; }\n\
                 image { -gtk-icon-transform: scale(0.1); }\n",
            )
        })
        .unwrap_or_else(|error| panic!("cannot write {}: {error}", settings.display()));
    folder
}

/// A command below the session's address.
#[derive(Debug)]
pub struct Extra {
    path: &'static str,
    body: Value,
}

impl Extra {
    /// A command of Chromium's own protocol for developer tools.
    pub fn devtools(command: &str, parameters: &Value) -> Self {
        Self {
            path: "goog/cdp/execute",
            body: json!({ "cmd": command, "params": parameters }),
        }
    }

    /// What a log of Chromium has gathered since it was last read: `browser` (the console) or
    /// `performance`.
    pub fn log(kind: &str) -> Self {
        Self {
            path: "se/log",
            body: json!({ "type": kind }),
        }
    }

    /// Lets the next scripts of Firefox run in the page (`content`) or in the browser around it
    /// (`chrome`).
    pub fn context(name: &str) -> Self {
        Self {
            path: "moz/context",
            body: json!({ "context": name }),
        }
    }
}

impl WebDriverCompatibleCommand for Extra {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.path
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
