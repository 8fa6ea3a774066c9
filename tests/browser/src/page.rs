//! What a visitor does and sees on a page with the checker.

use std::{
    cell::{Cell, RefCell},
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::{
    Ability, Site, Visitor, browser::Browser, engine, engine::Engine, privacy::Seen, setting,
};

/// Longer than anything takes on a busy machine; only a journey that fails waits this long.
const PATIENCE: Duration = Duration::from_secs(20);

/// A page in a browser of its own.
///
/// The verbs act on one checker of the page, the first unless [`Page::use_checker`] says otherwise.
pub struct Page {
    pub(crate) browser: Browser,
    pub(crate) seen: RefCell<Seen>,
    /// How many languages the build offers, each with files that come unasked.
    pub(crate) languages: usize,
    checker: Cell<usize>,
}

/// Something that the element said to its host page.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The event's type, such as `unknot-ready`.
    pub name: String,
    /// The event's `detail`, or null.
    pub detail: Value,
}

/// Names for scripts: the checker, its shadow root, and the words that a visitor sees in a thing.
const NAMES: &str = "
    const [checker, ...given] = arguments;
    const host = document.querySelectorAll('unknot-checker')[checker];
    const root = host?.shadowRoot;
    const all = (selector) => [...(root?.querySelectorAll(selector) ?? [])];
    const shown = (thing) => thing.checkVisibility({ visibilityProperty: true });
    const tidy = (text) => (text ?? '').replace(/\\s+/g, ' ').trim();
    const words = (thing) => tidy(thing.getAttribute('aria-label') ?? thing.innerText);
    // Engines disagree whether what can be selected belongs to the words of its label.
    const own = (thing) => thing.localName === 'label' && thing.querySelector('select')
        ? [...thing.childNodes].filter((part) => part.localName !== 'select').map((part) => part.textContent).join(' ')
        : thing.innerText ?? '';
    const first = (thing) => tidy(own(thing).split('\\n').find((line) => line.trim()));
    const named = (things, name) => things.find((thing) => shown(thing) && words(thing) === name)
        ?? things.find((thing) => shown(thing) && first(thing) === name);
    const deepest = () => {
        let thing = document.activeElement;
        while (thing?.shadowRoot?.activeElement) thing = thing.shadowRoot.activeElement;
        return thing;
    };
    const inputOf = (label) => label.control ?? label.querySelector('input, select, textarea');
";

impl Page {
    /// Opens a path of a site, with a phone.
    #[must_use]
    pub fn open(site: &Site, path: &str) -> Self {
        Self::open_as(site, path, Visitor::PHONE)
    }

    /// Opens a path of a site as a certain visitor.
    #[must_use]
    pub fn open_as(site: &Site, path: &str, visitor: Visitor) -> Self {
        let page = Self {
            browser: Browser::open(visitor),
            seen: RefCell::new(Seen::of(site)),
            languages: site.languages(),
            checker: Cell::new(0),
        };
        page.browser.go_to(&site.address(path));
        page
    }

    /// Opens a path and waits until the checker shows its first screen.
    #[must_use]
    pub fn open_ready(site: &Site, path: &str) -> Self {
        let page = Self::open(site, path);
        page.wait_ready();
        page
    }

    /// Whether the engine of this run can do this. Where it cannot, what is left out is told at the
    /// end of the run.
    #[must_use]
    pub fn can(&self, ability: Ability) -> bool {
        engine::can(ability)
    }

    /// Changes the window or the browser's settings under the open page.
    pub fn become_visitor(&self, visitor: Visitor) {
        self.browser.become_visitor(visitor);
    }

    /// Lets the verbs act on another checker of this page; the first is 0.
    pub fn use_checker(&self, number: usize) {
        self.checker.set(number);
    }

    // What the page shows.

    /// The visible heading of the checker's screen, or of the tag's own advice.
    #[must_use]
    pub fn heading(&self) -> String {
        self.text_of(
            "const inside = all('h1, h2').find(shown);
             const advice = [...(host?.querySelectorAll('h1, h2') ?? [])].find(shown);
             const heading = inside ?? advice;
             return heading ? words(heading) : '';",
        )
    }

    /// All the words that the checker shows.
    #[must_use]
    pub fn text(&self) -> String {
        self.text_of(
            "const parts = all(':host > *, slot').length && root.querySelector('slot')
                 ? [host] : [...(root?.children ?? [])];
             return parts.filter(shown).map((part) => part.innerText ?? '').join('\\n').trim();",
        )
    }

    /// Whether the checker shows this text anywhere.
    #[must_use]
    pub fn shows(&self, text: &str) -> bool {
        let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        tidy(&self.text()).contains(&tidy(text))
    }

    /// Whether the tag's own advice stands there instead of the checker.
    #[must_use]
    pub fn shows_advice(&self) -> bool {
        self.script(
            "if (!root) return !!host && host.children.length > 0 && [...host.children].some(shown);
             const slot = root.querySelector('slot');
             return !!slot && slot.assignedElements().some(shown);",
            &[],
        ) == true
    }

    /// The labels of the choices on the screen, in order, without their hints.
    #[must_use]
    pub fn choices(&self) -> Vec<String> {
        let labels = self.script(
            "return all('label').filter((label) => shown(label)
                 && ['radio', 'checkbox'].includes(inputOf(label)?.type)).map(first);",
            &[],
        );
        labels
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    }

    /// Whether the choice with this label is ticked.
    #[must_use]
    pub fn is_chosen(&self, label: &str) -> bool {
        self.script(
            "const label = named(all('label'), given[0]); return label ? inputOf(label)?.checked === true : false;",
            &[json!(label)],
        ) == true
    }

    /// Whether a button, link or summary with this name is there.
    #[must_use]
    pub fn offers(&self, name: &str) -> bool {
        self.script(
            &format!("return !!named({PRESSABLE}, given[0]);"),
            &[json!(name)],
        ) == true
    }

    /// The words of whatever has the focus, across shadow roots; empty when nothing has it.
    #[must_use]
    pub fn focused(&self) -> String {
        self.text_of(
            "const thing = deepest();
             if (!thing || thing === document.body) return '';
             const label = thing.labels?.[0];
             return label ? first(label) : words(thing);",
        )
    }

    /// What the element said to its host page so far, in order.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        let heard = self.script(
            "return (window.unknotHeard ?? []).filter((event) => event.from === host || event.from.getRootNode() === root)
                 .map(({ name, detail }) => ({ name, detail }));",
            &[],
        );
        let read = |event: &Value| Event {
            name: event["name"].as_str().unwrap_or_default().to_owned(),
            detail: event["detail"].clone(),
        };
        heard.as_array().into_iter().flatten().map(read).collect()
    }

    /// What the console has said since it was last asked, each line with its level in front.
    #[must_use]
    pub fn console(&self) -> Vec<String> {
        if self.browser.engine != Engine::Chromium {
            let said = self
                .browser
                .run("return (window.unknotSaid ?? []).splice(0);", Vec::new());
            return serde_json::from_value(said).expect("a list of lines");
        }
        let line = |entry: &Value| {
            format!(
                "{}: {}",
                entry["level"].as_str().unwrap_or("?"),
                entry["message"].as_str().unwrap_or_default()
            )
        };
        self.browser.log("browser").iter().map(line).collect()
    }

    /// The page's title.
    #[must_use]
    pub fn title(&self) -> String {
        self.text_of("return document.title;")
    }

    /// The page's address as the visitor sees it.
    #[must_use]
    pub fn address(&self) -> String {
        self.text_of("return location.href;")
    }

    /// How many entries the window's history has.
    #[must_use]
    pub fn history_length(&self) -> u64 {
        self.script("return history.length;", &[])
            .as_u64()
            .unwrap_or_default()
    }

    /// Whether the page must be scrolled sideways.
    #[must_use]
    pub fn scrolls_sideways(&self) -> bool {
        self.script(
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth;",
            &[],
        ) == true
    }

    /// The words of everything that sticks out of the window or of its own place to the side, where
    /// a visitor could not read it.
    #[must_use]
    pub fn sticks_out(&self) -> Vec<String> {
        let found = self.script(
            "const width = document.documentElement.clientWidth;
             const past = (thing) => {
                 const place = thing.getBoundingClientRect();
                 return [...thing.querySelectorAll('*')].findLast((inside) => {
                     const { left, right } = inside.getBoundingClientRect();
                     return shown(inside) && (left < place.left - 1 || right > place.right + 1);
                 });
             };
             const inner = all('*').filter((thing) => shown(thing) && (thing.innerText || thing.control !== undefined));
             return inner.filter((thing) => {
                 const { left, right } = thing.getBoundingClientRect();
                 const cut = thing.scrollWidth > thing.clientWidth + 1 && getComputedStyle(thing).display !== 'inline';
                 // WebKit counts what a list of choices holds, though it cuts that off by itself.
                 return left < -1 || right > width + 1 || (cut && (past(thing) || !thing.querySelector('select')));
             }).map((thing) => {
                 const outside = past(thing);
                 return `${thing.localName} “${words(thing).slice(0, 80)}”${outside ? `, past it ${outside.outerHTML.slice(0, 120)}` : ''}`;
             });",
            &[],
        );
        serde_json::from_value(found).expect("a list of words")
    }

    /// What stands in the field with this label.
    #[must_use]
    pub fn filled(&self, label: &str) -> String {
        let found = self.script(
            "const label = named(all('label'), given[0]); return label ? inputOf(label)?.value ?? '' : '';",
            &[json!(label)],
        );
        found.as_str().unwrap_or_default().to_owned()
    }

    /// The words of every button, link and summary that the checker shows, in order.
    #[must_use]
    pub fn controls(&self) -> Vec<String> {
        let found = self.script(
            &format!("return {PRESSABLE}.filter(shown).map(words);"),
            &[],
        );
        serde_json::from_value(found).expect("a list of words")
    }

    /// The names of every button, link and summary, in order: of each its first line of words.
    #[must_use]
    pub fn controls_by_name(&self) -> Vec<String> {
        let found = self.script(
            &format!("return {PRESSABLE}.filter(shown).map(first);"),
            &[],
        );
        serde_json::from_value(found).expect("a list of words")
    }

    /// What the page says when scripts are off and no script can ask, read from the browser's
    /// accessibility tree: exactly what a screen reader finds.
    #[must_use]
    pub fn read_aloud(&self) -> String {
        let tree = self
            .browser
            .devtools("Accessibility.getFullAXTree", &json!({}));
        let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
        let spoken = nodes
            .iter()
            .filter(|node| node["role"]["value"] == "StaticText");
        spoken
            .filter_map(|node| node["name"]["value"].as_str())
            .collect::<Vec<_>>()
            .join("\n")
    }

    // What the visitor does.

    /// Makes sure that the choice with this label is ticked, by clicking it if it is not.
    pub fn choose(&self, label: &str) {
        if !self.is_chosen(label) {
            self.click_on(
                &format!("choice “{label}”"),
                "return named(all('label'), given[0]);",
                &[json!(label)],
            );
            self.wait_until(&format!("“{label}” is ticked"), |page| {
                page.is_chosen(label)
            });
        }
    }

    /// Makes sure that the checkbox with this label is not ticked.
    pub fn unchoose(&self, label: &str) {
        if self.is_chosen(label) {
            self.click_on(
                &format!("choice “{label}”"),
                "return named(all('label'), given[0]);",
                &[json!(label)],
            );
            self.wait_until(&format!("“{label}” is no longer ticked"), |page| {
                !page.is_chosen(label)
            });
        }
    }

    /// Types into the field with this label, in place of what stands there.
    pub fn fill(&self, label: &str, text: &str) {
        let script =
            "const label = named(all('label'), given[0]); return label ? inputOf(label) : null;";
        let field = self.wait_for_element(&format!("field “{label}”"), script, &[json!(label)]);
        self.browser.fill(&field, text);
    }

    /// Presses the button, link or summary with this name.
    pub fn press(&self, name: &str) {
        self.click_on(
            &format!("“{name}”"),
            &format!("return named({PRESSABLE}, given[0]);"),
            &[json!(name)],
        );
    }

    /// Presses the one button that sends the question's form, whatever its words.
    pub fn press_continue(&self) {
        self.click_on("the button that goes on", "return all('button').find((button) => button.form && button.type === 'submit' && shown(button));", &[]);
    }

    /// Answers a question by its choice and goes on to the next screen.
    pub fn answer(&self, label: &str) {
        self.answer_all(&[label]);
    }

    /// Ticks all of these and goes on to the next screen.
    pub fn answer_all(&self, labels: &[&str]) {
        let before = self.heading();
        for label in labels {
            self.choose(label);
        }
        self.press_continue();
        self.wait_until(&format!("another screen than “{before}”"), |page| {
            let now = page.heading();
            !now.is_empty() && now != before && !page.is_waiting()
        });
    }

    /// Whether the screen says that rules, words or the whole checker are still on their way.
    pub fn is_waiting(&self) -> bool {
        let waiting = self.run("return all('.waiting').some(shown);");
        waiting.as_bool().unwrap_or_default()
    }

    /// Presses keys wherever the focus is. A [`Key::Shift`] holds for the one key after it.
    pub fn keys(&self, keys: &[Key]) {
        self.browser
            .type_keys(&keys.iter().map(|key| char::from(*key)).collect::<String>());
    }

    /// Types text wherever the focus is.
    pub fn type_text(&self, text: &str) {
        self.browser.type_keys(text);
    }

    /// Presses Tab until the thing with these words has the focus.
    pub fn tab_to(&self, words: &str) {
        self.keys_to(&[Key::Tab], words);
    }

    /// Presses Shift and Tab until the thing with these words has the focus.
    pub fn tab_back_to(&self, words: &str) {
        self.keys_to(&[Key::Shift, Key::Tab], words);
    }

    fn keys_to(&self, keys: &[Key], words: &str) {
        for _ in 0..100 {
            if self.focused() == words {
                return;
            }
            self.keys(keys);
        }
        self.fail(&format!("Tab never came to “{words}”"));
    }

    /// Presses the browser's Back.
    pub fn go_back(&self) {
        self.browser.back();
    }

    /// Loads the page again.
    pub fn reload(&self) {
        self.browser.reload();
        self.seen.borrow_mut().forget_arrived();
    }

    /// Runs a script of the host page; `host` is the checker and `root` its shadow root.
    pub fn run(&self, script: &str) -> Value {
        self.script(script, &[])
    }

    // Waiting.

    /// Waits until the checker says that it is ready.
    pub fn wait_ready(&self) {
        self.wait_until("the event unknot-ready", |page| {
            page.events()
                .iter()
                .any(|event| event.name == "unknot-ready")
        });
    }

    /// Waits until the screen has this heading.
    pub fn wait_heading(&self, heading: &str) {
        self.wait_until(&format!("the heading “{heading}”"), |page| {
            page.heading() == heading
        });
    }

    /// Waits until nothing on the page is on its way from one look to another.
    pub fn wait_still(&self) {
        self.wait_until("an end of all transitions", |page| page.moving().is_empty());
    }

    fn moving(&self) -> Vec<String> {
        let moving = self.script(
            "const animated = [document, root].flatMap((place) => place?.getAnimations() ?? []);
             const films = all('.playing').map(() => 'a film');
             return films.concat(animated.filter((each) => each.playState === 'running' && each.effect?.getTiming().iterations !== Infinity)
                 // What is folded away is never drawn, and in Firefox never comes to its end.
                 .filter((each) => !each.effect?.target || shown(each.effect.target))
                 .map((each) => `${each.effect?.target?.outerHTML.slice(0, 80)}: ${each.transitionProperty ?? each.animationName}`));",
            &[],
        );
        serde_json::from_value(moving).unwrap_or_default()
    }

    /// Waits until a condition holds, and fails with what the page shows if it never does.
    pub fn wait_until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !holds(self) {
            if start.elapsed() > PATIENCE {
                self.fail(&format!("waited in vain for {what}"));
            }
            self.browser.breathe();
        }
    }

    // The visitor's settings.

    /// Lets the page look as it will on paper, or on the screen again.
    pub fn as_on_paper(&self, paper: bool) {
        self.browser.as_on_paper(paper);
    }

    /// Sets the size of text in the visitor's browser, in percent of what is usual.
    pub fn text_size(&self, percent: u32) {
        self.browser.text_size(percent);
    }

    // Pictures.

    /// Saves a picture of the whole page, however long, as `target/screenshots/NAME.png`.
    pub fn picture_whole(&self, name: &str, visitor: Visitor) {
        let picture = self.whole(visitor);
        save(&setting::screenshots(), name, &picture);
    }

    /// Saves a picture of the whole page for the gallery, where one is wanted.
    pub fn picture_for_gallery(&self, name: &str, visitor: Visitor) {
        if let Some(folder) = setting::gallery() {
            save(&folder, name, &self.whole(visitor));
        }
    }

    /// A picture of the whole page, however long, as this visitor sees it.
    pub(crate) fn whole(&self, visitor: Visitor) -> Vec<u8> {
        self.become_visitor(visitor);
        self.wait_still();
        let height = self
            .run("return Math.ceil(document.documentElement.getBoundingClientRect().height);")
            .as_u64()
            .and_then(|height| u32::try_from(height).ok())
            .unwrap_or_default();
        self.become_visitor(Visitor {
            height: height.max(visitor.height),
            ..visitor
        });
        // What was far below is painted only now, and may move.
        self.wait_until("its drawings", |page| {
            page.run("return all('.figure').every((each) => each.firstChild || !shown(each));")
                == true
        });
        self.wait_still();
        let picture = self.browser.picture();
        self.become_visitor(visitor);
        picture
    }

    /// Saves a picture of the window as `target/screenshots/NAME.png`.
    pub fn picture(&self, name: &str) {
        save(&setting::screenshots(), name, &self.browser.picture());
    }

    pub(crate) fn script(&self, body: &str, given: &[Value]) -> Value {
        let mut arguments = vec![json!(self.checker.get())];
        arguments.extend_from_slice(given);
        self.browser.run(&format!("{NAMES}{body}"), arguments)
    }

    fn text_of(&self, body: &str) -> String {
        self.script(body, &[])
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    fn wait_for_element(&self, what: &str, script: &str, given: &[Value]) -> Value {
        let found = RefCell::new(Value::Null);
        self.wait_until(what, |page| {
            *found.borrow_mut() = page.script(script, given);
            !found.borrow().is_null()
        });
        found.into_inner()
    }

    /// Finds and clicks, again if the screen was just being replaced.
    fn click_on(&self, what: &str, script: &str, given: &[Value]) {
        self.wait_until(&format!("{what}, so that it can be clicked"), |page| {
            let element = page.script(script, given);
            !element.is_null() && page.browser.click(&element)
        });
    }

    fn fail(&self, why: &str) -> ! {
        let journey = thread::current()
            .name()
            .unwrap_or("journey")
            .replace("::", "-");
        let name = format!("failed-{journey}");
        self.picture(&name);
        panic!(
            "{why}\n--- the page shows (picture: {name}.png)\n{}\n--- the console says\n{}\n--- still under way\n{}\n--- still moving\n{}\n--- the focus is on “{}”",
            self.text(),
            self.console().join("\n"),
            self.unfinished_requests().join("\n"),
            self.moving().join("\n"),
            self.focused(),
        );
    }
}

fn save(folder: &Path, name: &str, picture: &[u8]) {
    let file = folder.join(format!("{name}.png"));
    fs::write(&file, picture)
        .unwrap_or_else(|error| panic!("cannot write {}: {error}", file.display()));
}

const PRESSABLE: &str = "all('button, a[href], summary, [role=button]')";
