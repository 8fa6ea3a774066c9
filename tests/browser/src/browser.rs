//! One window of a fresh browser, and the plain commands to it.

use std::{
    cell::Cell,
    env, fs,
    path::PathBuf,
    sync::{Mutex, MutexGuard},
    thread,
    time::{Duration, Instant},
};

use fantoccini::{
    Client, ClientBuilder,
    actions::{InputSource, KeyAction, KeyActions},
    elements::{Element, ElementRef},
    error::CmdError,
    key::Key,
    wd::PrintConfigurationBuilder,
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tokio::runtime::{Builder, Runtime};

use crate::{
    driver::{Driver, Extra},
    engine::{Ability, Engine, can},
    setting,
};

/// Longer than a window takes to get its new size on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// Who visits: the window and what the visitor's browser is set to.
#[derive(Clone, Copy, Debug)]
pub struct Visitor {
    /// The window's inner width in CSS pixels.
    pub width: u32,
    /// The window's inner height in CSS pixels.
    pub height: u32,
    /// Prefers dark colours.
    pub dark: bool,
    /// Prefers reduced motion.
    pub still: bool,
    /// Has forced colours on, as in Windows' high contrast.
    pub contrast: bool,
    /// Runs scripts. Where a driver can do without them, see [`Ability::Tree`].
    pub scripts: bool,
    /// The language that the visitor's browser prefers, see [`Ability::Language`].
    pub language: &'static str,
    /// Lets pages keep things.
    pub storage: bool,
    /// The size of text in the browser's own settings, in percent of what is usual.
    pub text: u32,
}

impl Visitor {
    /// A visitor with a common phone.
    pub const PHONE: Self = Self {
        width: 390,
        height: 844,
        dark: false,
        still: false,
        contrast: false,
        scripts: true,
        language: "en-US",
        storage: true,
        text: 100,
    };
    /// A visitor at a desk.
    pub const DESK: Self = Self {
        width: 1280,
        height: 900,
        ..Self::PHONE
    };
    /// The narrowest window that must work.
    pub const NARROW: Self = Self {
        width: 320,
        height: 568,
        ..Self::PHONE
    };
    /// Whether the browser is set like most.
    fn is_usual(self) -> bool {
        self.storage && self.language == Self::PHONE.language
    }

    /// A visitor with scripts switched off.
    pub const WITHOUT_SCRIPTS: Self = Self {
        scripts: false,
        ..Self::PHONE
    };
}

/// A browser as good as new: nothing stored, closed when dropped.
pub struct Browser {
    pub engine: Engine,
    visitor: Visitor,
    /// The height of what stands above the page in WebKit's window, as far as it is known.
    bar: Cell<i32>,
    /// There until this is dropped.
    session: Option<Session>,
}

/// A browser that a driver has opened.
struct Session {
    runtime: Runtime,
    client: Client,
    /// Ends after the browser has been closed.
    _driver: Driver,
}

/// Firefox takes seconds to start and to end, so it is used again, with another tab and with
/// everything erased that a page could have left. It ends with this process.
static RESTING: Mutex<Vec<Session>> = Mutex::new(Vec::new());

impl Session {
    fn open(engine: Engine, visitor: Visitor) -> Self {
        let driver = Driver::start(engine);
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a small runtime");
        let client = runtime
            .block_on(
                ClientBuilder::new(HttpConnector::new())
                    .capabilities(capabilities(engine, visitor))
                    .connect(&driver.address),
            )
            .unwrap_or_else(|error| panic!("the driver opens no browser: {error}"));
        Self {
            runtime,
            client,
            _driver: driver,
        }
    }

    /// Makes Firefox as good as new; false where that did not work.
    fn clean(&self) -> bool {
        let cleaned = self.runtime.block_on(async {
            let client = &self.client;
            let new = client.new_window(true).await?;
            client.close_window().await?;
            client.switch_to_window(new.handle).await?;
            client.issue_cmd(Extra::context("chrome")).await?;
            let erase = "Services.clearData.deleteData(Ci.nsIClearDataService.CLEAR_ALL, { onDataDeleted: arguments[0] });";
            client.execute_async(erase, Vec::new()).await?;
            client.issue_cmd(Extra::context("content")).await?;
            Ok::<(), CmdError>(())
        });
        cleaned.is_ok()
    }
}

fn resting() -> MutexGuard<'static, Vec<Session>> {
    RESTING.lock().unwrap_or_else(|broken| broken.into_inner())
}

impl Browser {
    pub fn open(visitor: Visitor) -> Self {
        let engine = Engine::current();
        let rested = if visitor.is_usual() {
            resting().pop()
        } else {
            None
        };
        let session = rested.unwrap_or_else(|| Session::open(engine, visitor));
        let browser = Self {
            engine,
            visitor,
            bar: Cell::new(20),
            session: Some(session),
        };
        browser.become_visitor(visitor);
        if visitor.text != 100 && engine != Engine::WebKit {
            browser.text_size(visitor.text);
        }
        browser
    }

    fn session(&self) -> &Session {
        self.session.as_ref().expect("a session until the end")
    }

    fn client(&self) -> &Client {
        &self.session().client
    }

    /// Changes the window, and where the engine can do it under an open page, the looks.
    pub fn become_visitor(&self, visitor: Visitor) {
        match self.engine {
            Engine::Chromium => {
                let size = json!({
                    "width": visitor.width, "height": visitor.height,
                    "deviceScaleFactor": 1, "mobile": false,
                });
                self.devtools("Emulation.setDeviceMetricsOverride", &size);
                self.devtools(
                    "Emulation.setScriptExecutionDisabled",
                    &json!({ "value": !visitor.scripts }),
                );
            }
            Engine::Firefox => {
                self.around_the_page(
                    "const [width, height] = given;
                     for (const [side, size] of [['width', width], ['height', height]])
                         for (const limit of ['', 'min-', 'max-']) tab.style.setProperty(limit + side, size + 'px');",
                    json!([visitor.width, visitor.height]),
                );
            }
            Engine::WebKit => self.resize(visitor),
        }
        if visitor.dark || visitor.still || visitor.contrast || self.engine != Engine::WebKit {
            self.set_looks(visitor);
        }
        if self.engine != Engine::Chromium {
            self.wait_for_window(visitor);
        }
    }

    /// Dark, reduced motion and forced colours. WebKit's are set before it starts.
    fn set_looks(&self, visitor: Visitor) {
        let Visitor {
            dark,
            still,
            contrast,
            ..
        } = visitor;
        match self.engine {
            Engine::Chromium => {
                let feature =
                    |name, on, yes, no| json!({ "name": name, "value": if on { yes } else { no } });
                let features = json!({ "features": [
                    feature("prefers-color-scheme", dark, "dark", "light"),
                    feature("prefers-reduced-motion", still, "reduce", "no-preference"),
                    feature("forced-colors", contrast, "active", "none"),
                ] });
                self.devtools("Emulation.setEmulatedMedia", &features);
            }
            Engine::Firefox => {
                self.around_the_page(
                    "const [dark, still, contrast] = given;
                     page.prefersColorSchemeOverride = dark ? 'dark' : 'light';
                     page.forcedColorsOverride = contrast ? 'active' : 'none';
                     Services.prefs.setIntPref('ui.prefersReducedMotion', still ? 1 : 0);",
                    json!([dark, still, contrast]),
                );
            }
            Engine::WebKit => {
                can(Ability::Looks);
            }
        }
    }

    /// Lets the page look as it will on paper, or on the screen again.
    pub fn as_on_paper(&self, paper: bool) {
        let media = if paper { "print" } else { "" };
        match self.engine {
            Engine::Chromium => {
                self.devtools("Emulation.setEmulatedMedia", &json!({ "media": media }));
            }
            Engine::Firefox => {
                self.around_the_page("page.mediumOverride = given[0];", json!([media]));
            }
            Engine::WebKit => {
                can(Ability::Looks);
            }
        }
    }

    /// Sets the size of text in the visitor's browser, in percent of what is usual.
    pub fn text_size(&self, percent: u32) {
        match self.engine {
            Engine::Chromium => {
                let sizes = json!({ "standard": 16 * percent / 100, "fixed": 13 * percent / 100 });
                self.devtools("Page.setFontSizes", &json!({ "fontSizes": sizes }));
            }
            Engine::Firefox => {
                self.around_the_page(
                    "page.textZoom = given[0];",
                    json!([f64::from(percent) / 100.0]),
                );
            }
            Engine::WebKit => {
                can(Ability::TextSize);
            }
        }
    }

    /// MiniBrowser has a bar above the page, so the window must be taller than the page.
    fn resize(&self, visitor: Visitor) {
        let wanted = (visitor.width, visitor.height);
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let tall = visitor.height.saturating_add_signed(self.bar.get());
            self.must(
                "resize the window",
                self.client().set_window_size(visitor.width, tall),
            );
            // The page hears of its new size a moment later.
            let mut inner = self.inner_size();
            for _ in 0..25 {
                if inner == wanted {
                    return;
                }
                self.breathe();
                inner = self.inner_size();
            }
            if inner.0 == wanted.0 {
                let lacks = wanted.1.cast_signed() - inner.1.cast_signed();
                self.bar.set(self.bar.get() + lacks);
            }
        }
    }

    fn wait_for_window(&self, visitor: Visitor) {
        let start = Instant::now();
        while self.inner_size() != (visitor.width, visitor.height) {
            assert!(
                start.elapsed() < PATIENCE,
                "the window does not get {} × {} but {:?}",
                visitor.width,
                visitor.height,
                self.inner_size()
            );
            self.breathe();
        }
    }

    fn inner_size(&self) -> (u32, u32) {
        let size = self.run("return [innerWidth, innerHeight];", Vec::new());
        serde_json::from_value(size).expect("the window has a size")
    }

    /// Runs a script in Firefox itself; `tab` is what shows the page, and `page` what it knows of it.
    fn around_the_page(&self, script: &str, given: Value) -> Value {
        let script = format!(
            "const [given] = arguments; const tab = gBrowser.selectedBrowser; const page = tab.browsingContext; {script}"
        );
        self.must(
            "leave the page",
            self.client().issue_cmd(Extra::context("chrome")),
        );
        let value = self.run(&script, vec![given]);
        self.must(
            "enter the page",
            self.client().issue_cmd(Extra::context("content")),
        );
        value
    }

    pub fn go_to(&self, address: &str) {
        self.must("open the page", self.client().goto(address));
    }

    pub fn back(&self) {
        self.must("go back", self.client().back());
    }

    pub fn reload(&self) {
        self.must("load the page again", self.client().refresh());
    }

    /// Runs a script in the page; it returns what it `return`s.
    pub fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.must(script, self.client().execute(script, arguments))
    }

    /// Runs the body of an async function in the page.
    pub fn run_async(&self, body: &str) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (async () => {{ {body} }})().then(done, (error) => done(`failed: ${{error}}`));"
        );
        self.must(body, self.client().execute_async(&script, Vec::new()))
    }

    /// Clicks an element that a script has returned; false if it moved away or is covered just now.
    pub fn click(&self, element: &Value) -> bool {
        let element = self.element(element);
        self.session().runtime.block_on(element.click()).is_ok()
    }

    /// Replaces what stands in an input.
    pub fn fill(&self, element: &Value, text: &str) {
        let element = self.element(element);
        self.must("empty the field", element.clear());
        // WebKit's driver refuses to type nothing.
        if !text.is_empty() {
            self.must("type into the field", element.send_keys(text));
        }
    }

    /// Presses keys wherever the focus is, one after the other.
    pub fn type_keys(&self, keys: &str) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        let mut held = Vec::new();
        for value in keys.chars() {
            actions = actions.then(KeyAction::Down { value });
            if value == char::from(Key::Shift) {
                held.push(value);
            } else {
                actions = actions.then(KeyAction::Up { value });
                for value in held.drain(..) {
                    actions = actions.then(KeyAction::Up { value });
                }
            }
        }
        self.must("press keys", self.client().perform_actions(actions));
    }

    pub fn picture(&self) -> Vec<u8> {
        self.must("take a picture", self.client().screenshot())
    }

    /// The page as a PDF file, as the driver's print command makes it.
    pub fn print(&self) -> Vec<u8> {
        let paper = PrintConfigurationBuilder::default()
            .build()
            .expect("a plain sheet of paper");
        self.must("print the page", self.client().print(paper))
    }

    pub fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.must(
            command,
            self.client()
                .issue_cmd(Extra::devtools(command, parameters)),
        )
    }

    /// What a log of Chromium has gathered since it was last read.
    pub fn log(&self, kind: &str) -> Vec<Value> {
        match self.must("read the log", self.client().issue_cmd(Extra::log(kind))) {
            Value::Array(entries) => entries,
            other => panic!("the driver's log is no list: {other}"),
        }
    }

    /// Lets a moment pass for the browser before a condition is looked at again.
    pub fn breathe(&self) {
        self.session()
            .runtime
            .block_on(async { tokio::time::sleep(Duration::from_millis(20)).await });
    }

    fn element(&self, value: &Value) -> Element {
        let id = value
            .as_object()
            .and_then(|fields| fields.values().next())
            .and_then(Value::as_str);
        let id = id.unwrap_or_else(|| panic!("the script returned no element but {value}"));
        Element::from_element_id(self.client().clone(), ElementRef::from(id.to_owned()))
    }

    fn must<T>(&self, what: &str, doing: impl Future<Output = Result<T, CmdError>>) -> T {
        self.session()
            .runtime
            .block_on(doing)
            .unwrap_or_else(|error| panic!("the browser could not {what}: {error}"))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let Some(session) = self.session.take() else {
            return;
        };
        let again = self.engine == Engine::Firefox && self.visitor.is_usual();
        if again && !thread::panicking() && session.clean() {
            resting().push(session);
            return;
        }
        // A browser that is already gone is closed enough.
        let _ = session.runtime.block_on(session.client.clone().close());
    }
}

/// Every driver gives every session a new, empty profile of its own and removes it afterwards.
fn capabilities(engine: Engine, visitor: Visitor) -> Map<String, Value> {
    let capabilities = match engine {
        Engine::Chromium => chromium(visitor),
        Engine::Firefox => firefox(visitor),
        Engine::WebKit => webkit(visitor),
    };
    match capabilities {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn chromium(visitor: Visitor) -> Value {
    let mut settings = json!({ "intl.accept_languages": visitor.language });
    if !visitor.storage {
        settings["profile.default_content_setting_values.cookies"] = json!(2);
    }
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": {
            "binary": setting::browser(),
            "prefs": settings,
            "args": [
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--lang=en-US",
            ],
        },
        "goog:loggingPrefs": { "performance": "ALL", "browser": "ALL" },
    })
}

fn firefox(visitor: Visitor) -> Value {
    let mut settings = json!({
        "intl.accept_languages": visitor.language,
        // Scrollbars would take width from the page, and the other engines show none.
        "widget.gtk.overlay-scrollbars.enabled": true,
        "ui.useOverlayScrollbars": 1,
        // Nothing of its own on the network, and so no waiting for it.
        "app.normandy.enabled": false,
        "app.update.disabledForTesting": true,
        "browser.safebrowsing.malware.enabled": false,
        "browser.safebrowsing.phishing.enabled": false,
        "messaging-system.rsexperimentloader.enabled": false,
        "nimbus.rollouts.enabled": false,
        "services.settings.server": "data:,#remote-settings-dummy/v1",
    });
    if !visitor.storage {
        settings["network.cookie.cookieBehavior"] = json!(2);
    }
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "binary": setting::browser(),
            "args": ["-headless"],
            "prefs": settings,
        },
    })
}

fn webkit(visitor: Visitor) -> Value {
    let mut arguments = vec!["--automation"];
    if visitor.dark {
        arguments.push("--dark-mode");
    }
    if !visitor.storage {
        arguments.push("--enable-html5-local-storage=false");
    }
    let text = format!("--config={}", text_of_size(visitor.text).display());
    if visitor.text != 100 {
        arguments.push(&text);
    }
    json!({
        "browserName": "MiniBrowser",
        "webkitgtk:browserOptions": { "binary": setting::browser(), "args": arguments },
    })
}

/// A file of settings that makes WebKit's text so large, in percent of what is usual.
fn text_of_size(percent: u32) -> PathBuf {
    let file = env::temp_dir().join(format!("unknot-journeys-webkit/text-{percent}.ini"));
    let settings = format!("[websettings]\ndefault-font-size={}\n", 16 * percent / 100);
    fs::write(&file, settings)
        .unwrap_or_else(|error| panic!("cannot write {}: {error}", file.display()));
    file
}
