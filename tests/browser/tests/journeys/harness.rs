//! The verbs themselves, on a page made for them: a proof that cannot fail proves nothing.

use unknot_journeys::{Ability, Key, Page, Site, Visitor};

const HARNESS: &str = "/hosts/harness.html";

#[test]
fn verbs_look_into_the_shadow_root_and_see_what_a_visitor_sees() {
    let site = Site::start();
    let page = Page::open_ready(&site, HARNESS);
    assert_eq!(page.heading(), "Signs");
    assert_eq!(page.choices(), ["Swollen", "Hot"]);
    assert!(page.shows("Compare both sides"));
    assert!(!page.shows("Hidden"));
    assert!(!page.shows_advice());
    assert!(page.offers("Go on") && !page.offers("Go away"));
    assert_eq!(page.events().len(), 1);
}

#[test]
fn verbs_answer_like_a_visitor() {
    let site = Site::start();
    let page = Page::open_ready(&site, HARNESS);
    page.choose("Swollen");
    page.choose("Hot");
    page.unchoose("Hot");
    assert!(page.is_chosen("Swollen") && !page.is_chosen("Hot"));
    page.answer("Swollen");
    page.wait_heading("Age");
    page.press("Why we ask");
    page.wait_until("the reason", |page| page.shows("Because."));
    page.fill("How old are you?", "42");
    page.press_continue();
    page.wait_heading("Outcome");
    assert!(page.shows("Swollen, 42"), "{}", page.text());
}

#[test]
fn the_keyboard_alone_is_enough_for_the_verbs() {
    let site = Site::start();
    let page = Page::open_as(&site, HARNESS, Visitor::DESK);
    page.wait_ready();
    assert_eq!(page.focused(), "Signs");
    page.tab_to("Hot");
    page.keys(&[Key::Space]);
    page.wait_until("the tick", |page| page.is_chosen("Hot"));
    page.keys(&[Key::Shift, Key::Tab]);
    assert_eq!(page.focused(), "Swollen");
    page.tab_to("Go on");
    page.keys(&[Key::Enter]);
    page.wait_heading("Age");
    page.tab_to("How old are you?");
    page.type_text("7");
    page.keys(&[Key::Enter]);
    page.wait_until("the age", |page| page.shows("Hot, 7"));
}

#[test]
fn a_request_after_ready_does_not_go_unseen() {
    let site = Site::start();
    let page = Page::open_ready(&site, HARNESS);
    page.wait_quiet();
    assert_eq!(page.new_requests(), Vec::<String>::new());
    page.press("Ask");
    page.wait_until("the beacon", |page| {
        page.requests()
            .iter()
            .any(|address| address.contains("hot=yes"))
    });
    assert_eq!(page.new_requests().len(), 1);
}

#[test]
fn whatever_is_stored_does_not_go_unseen() {
    let site = Site::start();
    let page = Page::open_ready(&site, HARNESS);
    assert_eq!(page.stored(), Vec::<String>::new());
    page.press("Store");
    page.wait_until("the four", |page| page.stored().len() == 4);
}

#[test]
fn faults_of_accessibility_do_not_go_unseen() {
    let site = Site::start();
    let page = Page::open_ready(&site, HARNESS);
    assert_eq!(page.faults(), Vec::<String>::new());
    page.run("root.querySelector('label').outerHTML = '<input type=checkbox>';");
    let faults = page.faults();
    assert!(
        faults.len() == 1 && faults[0].starts_with("label:"),
        "{faults:?}"
    );
}

#[test]
fn the_visitor_s_window_and_wishes_reach_the_page() {
    let site = Site::start();
    let wishes = Visitor {
        dark: true,
        still: true,
        ..Visitor::NARROW
    };
    let page = Page::open_as(&site, HARNESS, Visitor::NARROW);
    let looks = page.can(Ability::Looks);
    if looks {
        page.become_visitor(wishes);
    }
    let matches = |query: &str| page.run(&format!("return matchMedia('{query}').matches;")) == true;
    assert!(matches("(width: 320px)"));
    assert_eq!(matches("(prefers-color-scheme: dark)"), looks);
    assert_eq!(matches("(prefers-reduced-motion: reduce)"), looks);
    assert!(!page.scrolls_sideways());
    page.become_visitor(Visitor::DESK);
    page.wait_until("the wide window", |page| {
        page.run("return matchMedia('(width: 1280px) and (prefers-color-scheme: light)').matches;")
            == true
    });
}
