//! One window of a fresh browser, and the plain commands to it.

use std::time::Duration;

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

use crate::{driver::Extra, setting};

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
    /// Runs scripts.
    pub scripts: bool,
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
    /// A visitor with scripts switched off.
    pub const WITHOUT_SCRIPTS: Self = Self {
        scripts: false,
        ..Self::PHONE
    };
}

/// A browser of its own: new profile, nothing stored, closed when dropped.
pub struct Browser {
    runtime: Runtime,
    client: Client,
}

/// Keeps what the element says to its host, for [`crate::Page::events`].
const LISTEN: &str = "
    window.unknotHeard = [];
    const dispatch = EventTarget.prototype.dispatchEvent;
    EventTarget.prototype.dispatchEvent = function (event) {
        if (event.type.startsWith('unknot-')) {
            window.unknotHeard.push({ name: event.type, detail: event.detail ?? null, from: this });
        }
        return dispatch.call(this, event);
    };";

impl Browser {
    pub fn open(visitor: Visitor) -> Self {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a small runtime");
        let client = runtime
            .block_on(
                ClientBuilder::new(HttpConnector::new())
                    .capabilities(capabilities())
                    .connect(&setting::webdriver()),
            )
            .expect("the driver opens a browser");
        let browser = Self { runtime, client };
        browser.devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            &json!({ "source": LISTEN }),
        );
        browser.become_visitor(visitor);
        browser
    }

    pub fn become_visitor(&self, visitor: Visitor) {
        let Visitor {
            width,
            height,
            dark,
            still,
            contrast,
            scripts,
        } = visitor;
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", &size);
        let feature =
            |name, on, yes, no| json!({ "name": name, "value": if on { yes } else { no } });
        let features = json!({ "features": [
            feature("prefers-color-scheme", dark, "dark", "light"),
            feature("prefers-reduced-motion", still, "reduce", "no-preference"),
            feature("forced-colors", contrast, "active", "none"),
        ] });
        self.devtools("Emulation.setEmulatedMedia", &features);
        self.devtools(
            "Emulation.setScriptExecutionDisabled",
            &json!({ "value": !scripts }),
        );
    }

    pub fn go_to(&self, address: &str) {
        self.must("open the page", self.client.goto(address));
    }

    pub fn back(&self) {
        self.must("go back", self.client.back());
    }

    pub fn reload(&self) {
        self.must("load the page again", self.client.refresh());
    }

    /// Runs a script in the page; it returns what it `return`s.
    pub fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.must(script, self.client.execute(script, arguments))
    }

    /// Runs the body of an async function in the page.
    pub fn run_async(&self, body: &str) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (async () => {{ {body} }})().then(done, (error) => done(`failed: ${{error}}`));"
        );
        self.must(body, self.client.execute_async(&script, Vec::new()))
    }

    /// Clicks an element that a script has returned; false if it moved away or is covered just now.
    pub fn click(&self, element: &Value) -> bool {
        let element = self.element(element);
        self.runtime.block_on(element.click()).is_ok()
    }

    /// Replaces what stands in an input.
    pub fn fill(&self, element: &Value, text: &str) {
        let element = self.element(element);
        self.must("empty the field", element.clear());
        self.must("type into the field", element.send_keys(text));
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
        self.must("press keys", self.client.perform_actions(actions));
    }

    pub fn picture(&self) -> Vec<u8> {
        self.must("take a picture", self.client.screenshot())
    }

    /// The page as a PDF file, as the driver's print command makes it.
    pub fn print(&self) -> Vec<u8> {
        let paper = PrintConfigurationBuilder::default()
            .build()
            .expect("a plain sheet of paper");
        self.must("print the page", self.client.print(paper))
    }

    pub fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.must(
            command,
            self.client.issue_cmd(Extra::devtools(command, parameters)),
        )
    }

    /// What a log has gathered since it was last read.
    pub fn log(&self, kind: &str) -> Vec<Value> {
        match self.must("read the log", self.client.issue_cmd(Extra::log(kind))) {
            Value::Array(entries) => entries,
            other => panic!("the driver's log is no list: {other}"),
        }
    }

    /// Lets a moment pass for the browser before a condition is looked at again.
    pub fn breathe(&self) {
        self.runtime
            .block_on(async { tokio::time::sleep(Duration::from_millis(20)).await });
    }

    fn element(&self, value: &Value) -> Element {
        let id = value
            .as_object()
            .and_then(|fields| fields.values().next())
            .and_then(Value::as_str);
        let id = id.unwrap_or_else(|| panic!("the script returned no element but {value}"));
        Element::from_element_id(self.client.clone(), ElementRef::from(id.to_owned()))
    }

    fn must<T>(&self, what: &str, doing: impl Future<Output = Result<T, CmdError>>) -> T {
        self.runtime
            .block_on(doing)
            .unwrap_or_else(|error| panic!("the browser could not {what}: {error}"))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A browser that is already gone is closed enough.
        let _ = self.runtime.block_on(self.client.clone().close());
    }
}

fn capabilities() -> Map<String, Value> {
    // The driver gives every session a new, empty profile of its own and removes it afterwards.
    let capabilities = json!({
        "browserName": "chrome",
        "goog:chromeOptions": {
            "binary": setting::browser(),
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
    });
    match capabilities {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
