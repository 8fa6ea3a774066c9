//! Taking the guidance along: on paper, as text, into the calendar, to the appointment.

use serde_json::Value;
use unknot_journeys::{Ability, Page, Serving, Site};

use crate::visitor::{FULL, Person};

const OUTCOME: &str = "Look after it at home";

fn at_the_outcome(site: &Site, host: &str) -> Page {
    let page = Page::open(site, host);
    page.wait_background();
    Person::begin(&page, FULL);
    Person::with_a_night_cramp().walk(&page);
    page.wait_heading(OUTCOME);
    page.wait_until("the buttons", |page| page.offers("Copy as text"));
    page
}

/// Stands in for the device: remembers what it is given, and hands out nothing.
fn watch_the_device(page: &Page) {
    page.run(
        "window.handed = {};
         Object.defineProperty(navigator, 'clipboard', { configurable: true, value: {
             writeText: (text) => { window.handed.copied = text; return Promise.resolve(); } } });
         const make = URL.createObjectURL;
         URL.createObjectURL = (blob) => {
             blob.text().then((text) => { window.handed.file = text; });
             window.handed.type = blob.type;
             return make.call(URL, blob);
         };
         HTMLAnchorElement.prototype.click = function () { window.handed.name = this.download; };
         const inner = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow').get;
         Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', { configurable: true, get() {
             const page = inner.call(this);
             if (page && !page.watched) {
                 page.watched = true;
                 page.print = () => {
                     window.handed.title = page.document.title;
                     window.handed.paper = page.document.body.cloneNode(true);
                     window.handed.rules = page.document.adoptedStyleSheets
                         .flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join('\\n');
                     page.dispatchEvent(new Event('afterprint'));
                 };
             }
             return page;
         } });",
    );
}

fn given(page: &Page, what: &str) -> String {
    let found = page.run(&format!("return window.handed.{what} ?? '';"));
    found.as_str().unwrap_or_default().to_owned()
}

/// Leaves nothing on the page but what was handed to the printer.
fn show_what_was_printed(page: &Page) {
    page.run(
        "const sheet = new CSSStyleSheet();
         sheet.replaceSync(window.handed.rules);
         document.adoptedStyleSheets = [sheet];
         document.head.querySelectorAll('style, link').forEach((each) => each.remove());
         document.body.replaceWith(document.importNode(window.handed.paper, true));",
    );
}

fn letters(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn the_stand_alone_page_prints_on_two_pages() {
    let site = Site::start();
    let page = at_the_outcome(&site, "/");
    if !page.can(Ability::Paper) {
        return;
    }
    let pages = page.sheets_of_paper();
    assert!((1..=2).contains(&pages), "{pages} pages");
}

#[test]
fn a_clinics_page_stays_off_the_paper_and_as_it_was() {
    let site = Site::start_with(Serving {
        policy: Some(Serving::STRICT),
        ..Serving::default()
    });
    let page = at_the_outcome(&site, "/hosts/clinic.html");
    watch_the_device(&page);
    let look = "return document.documentElement.outerHTML + root.childElementCount
        + document.adoptedStyleSheets.length + window.length;";
    let before = page.run(look);
    page.press("Print or save as PDF");
    page.wait_until("the paper", |page| {
        page.run("return !!window.handed.paper;") == true
    });
    page.wait_until("the frame to go", |page| page.run(look) == before);
    assert_eq!(given(&page, "title"), "Unknot");
    let complaints = page.console();
    assert!(complaints.is_empty(), "{complaints:?}");
    assert_eq!(page.new_requests(), Vec::<String>::new());

    if !page.can(Ability::Paper) {
        return;
    }
    show_what_was_printed(&page);
    let pages = page.sheets_of_paper();
    let paper = letters(&page.print("from-a-clinic"));
    assert!((1..=2).contains(&pages), "{pages} pages:\n{paper}");
    for printed in [
        OUTCOME,
        "How soon",
        "Why we say this",
        "Calf stretch",
        "What not to do",
        "When to get help instead",
        "Who can help",
        "Age 62",
        "No clinician has reviewed this content yet.",
        "Version 0.1.0",
    ] {
        assert!(
            paper.contains(&letters(printed)),
            "no “{printed}” on\n{paper}"
        );
    }
    for left_out in ["Our clinic", "Start again", "Copy as text", "Change"] {
        assert!(
            !paper.contains(&letters(left_out)),
            "“{left_out}” on\n{paper}"
        );
    }
}

#[test]
fn text_and_calendar_go_to_the_device_and_nowhere_else() {
    let site = Site::start();
    let page = at_the_outcome(&site, "/hosts/clinic.html");
    watch_the_device(&page);
    page.press("Copy as text");
    page.wait_until("the word that it is copied", |page| page.shows("Copied."));
    let text = given(&page, "copied");
    let mut rest = text.as_str();
    for line in [
        OUTCOME,
        "Why we say this",
        "What you can do",
        "When to get help instead",
        "Age 62",
        "This is guidance, not a diagnosis.",
        "Made on 20",
        "Version 0.1.0",
    ] {
        let Some(place) = rest.find(line) else {
            panic!("no “{line}”, or not there, in\n{text}");
        };
        rest = &rest[place..];
    }
    page.press("Calendar: check again in 3 days");
    page.wait_until("the file", |page| !given(page, "file").is_empty());
    let file = given(&page, "file");
    assert!(
        file.starts_with("BEGIN:VCALENDAR\r\n") && file.contains("SUMMARY:Check again\r\n"),
        "{file}"
    );
    assert!(!file.to_lowercase().contains("cramp"), "{file}");
    assert_eq!(given(&page, "name"), "check-again.ics");

    page.run("navigator.clipboard.writeText = () => Promise.reject(new Error('blocked'));");
    page.press("Copy as text");
    page.wait_until("the text to select", |page| {
        page.shows("does not let us copy")
    });
    let field: Value = page.run("return root.querySelector('textarea').value;");
    assert_eq!(field.as_str(), Some(text.as_str()));
    page.must_be_accessible("handoff-text");

    page.press("For your appointment");
    page.wait_heading("For your appointment");
    assert!(page.shows("Age 62") && page.shows("The calf"));
    assert_eq!(page.sticks_out(), Vec::<String>::new());
    page.must_be_accessible("appointment");
    page.picture("appointment");
    page.press("Back");
    page.wait_heading(OUTCOME);

    assert_eq!(page.new_requests(), Vec::<String>::new());
    assert_eq!(page.stored(), Vec::<String>::new());
    let complaints = page.console();
    assert!(complaints.is_empty(), "{complaints:?}");
}
