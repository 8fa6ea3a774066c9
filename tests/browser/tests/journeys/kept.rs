//! "Keep my answers on this device": off until it is asked for, and undone at a press.

use unknot_journeys::{Page, Site, Visitor};

use crate::book::{ask, label, none, spanish};
use crate::visitor::{FULL, Person, START};

const HOST: &str = "/hosts/plain.html";
const KEEP: &str = "Keep my answers on this device";
const STOP: &str = "Stop keeping my answers here";
const KEPT: &str = "You kept your answers on this device.";
const GO_ON: &str = "Go on where you stopped";
const ERASE: &str = "Start again and erase";
const ONLY: &str = "localStorage: unknot-checker";

fn opened(site: &Site) -> Page {
    let page = Page::open(site, HOST);
    page.wait_background();
    Person::begin(&page, FULL);
    page
}

fn reloaded(page: &Page) {
    page.reload();
    page.wait_background();
    page.wait_heading(START);
}

#[test]
fn kept_answers_survive_a_reload_until_they_are_erased() {
    let site = Site::start();
    let page = opened(&site);
    Person::with_a_night_cramp().walk_to(&page, ask("where"));
    assert_eq!(page.stored(), Vec::<String>::new(), "off until asked for");
    page.press(KEEP);
    page.wait_until("the offer to stop", |page| page.offers(STOP));
    assert_eq!(page.stored(), [ONLY]);
    assert!(page.shows("Others who use this device can see them."));

    page.answer(label("where.calf"));
    reloaded(&page);
    page.wait_until("what was kept", |page| page.shows(KEPT));
    page.press(GO_ON);
    page.wait_until("a question", |page| page.heading() != START);
    page.press("Back");
    page.wait_heading(ask("where"));
    assert!(page.is_chosen(label("where.calf")));
    assert_eq!(page.new_requests(), Vec::<String>::new());

    page.press(ERASE);
    page.wait_heading(START);
    assert_eq!(page.stored(), Vec::<String>::new(), "erase leaves nothing");
    reloaded(&page);
    assert!(!page.shows(KEPT) && !page.offers(GO_ON));
    Person::begin(&page, FULL);
    assert!(!page.is_chosen(none("danger")));
}

#[test]
fn to_stop_keeping_forgets_at_once_and_the_visit_goes_on() {
    let site = Site::start();
    let page = opened(&site);
    page.answer(none("danger"));
    page.press(KEEP);
    page.wait_until("the offer to stop", |page| page.offers(STOP));
    page.press(STOP);
    page.wait_until("the offer to keep", |page| page.offers(KEEP));
    assert_eq!(page.stored(), Vec::<String>::new());
    page.wait_heading(ask("danger-more"));
    page.press("Back");
    page.wait_heading(ask("danger"));
    assert!(page.is_chosen(none("danger")), "the answers are still here");
}

#[test]
fn kept_answers_can_be_erased_on_the_start_screen() {
    let site = Site::start();
    let page = opened(&site);
    page.answer(none("danger"));
    page.press(KEEP);
    page.wait_until("the offer to stop", |page| page.offers(STOP));
    reloaded(&page);
    page.press(ERASE);
    page.wait_until("an end of what was kept", |page| !page.shows(KEPT));
    assert_eq!(page.stored(), Vec::<String>::new());
}

#[test]
fn what_another_version_kept_is_explained_and_not_used() {
    let site = Site::start();
    let page = Page::open(&site, HOST);
    page.wait_background();
    for other in ["unknot 1\nanother content\n0 0\n0 - c0", "something else"] {
        page.run(&format!(
            "localStorage.setItem('unknot-checker', {});",
            serde_json::json!(other)
        ));
        reloaded(&page);
        page.wait_until("the explanation", |page| {
            page.shows("An older version of this checker kept answers on this device.")
        });
        assert!(!page.offers(GO_ON), "{:?}", page.controls());
        page.press(ERASE);
        page.wait_until("an end of the explanation", |page| {
            !page.shows("An older version of this checker")
        });
        assert_eq!(page.stored(), Vec::<String>::new());
    }
}

#[test]
fn storage_that_is_blocked_says_so() {
    let site = Site::start();
    for (host, speaks) in [(HOST, false), ("/hosts/spanish.html", true)] {
        let say = |english: &'static str| if speaks { spanish(english) } else { english };
        let visitor = Visitor {
            storage: false,
            ..Visitor::PHONE
        };
        let page = Page::open_as(&site, host, visitor);
        page.wait_background();
        Person::begin(&page, FULL);
        // The choice comes with the whole checker.
        page.answer(say("No, none of these is happening"));
        page.press(say(KEEP));
        page.wait_until("the refusal", |page| {
            page.shows(say(
                "This browser does not let us keep anything. Your answers stay on this page only.",
            ))
        });
        assert!(page.offers(say(KEEP)) && !page.offers(say(STOP)));
    }
}
