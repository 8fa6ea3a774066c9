//! The same checker in Spanish: whole, chosen by the browser's language or by a button.

use unknot_journeys::{Ability, Page, Site, Visitor, can};

use crate::book::{ask, change, is_only_english, label, spanish};
use crate::outcomes::{CHEST, HEAVY, SWOLLEN};
use crate::visitor::{FULL, NOW, Person, START, is_question};

const SPANISH_HOST: &str = "/hosts/spanish.html";

/// Nothing on the screen is English.
fn must_be_spanish(page: &Page) {
    let text = page.text();
    // The button that changes the language has the language's own name.
    let left: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| *line != "English" && is_only_english(line))
        .collect();
    assert!(left.is_empty(), "English words left: {left:#?}");
    assert_eq!(page.run("return root.querySelector('.unknot').lang;"), "es");
}

#[test]
fn an_interview_to_its_end() {
    let site = Site::start();
    let page = Page::open_ready(&site, SPANISH_HOST);
    page.wait_heading(spanish(START));
    must_be_spanish(&page);
    Person::begin(&page, FULL);
    let person = Person::with_a_night_cramp();
    let mut asked = Vec::new();
    while is_question(&page) {
        must_be_spanish(&page);
        asked.push(page.heading());
        assert!(asked.len() < 60, "the interview does not end: {asked:#?}");
        person.answer(&page);
    }
    page.wait_heading(spanish("Look after it at home"));
    must_be_spanish(&page);
    page.picture("outcome-self-care-es");
    for part in [
        "Stretch the tight muscle",
        "When to get help instead",
        "Your answers",
        "No clinician has checked this translation yet.",
    ] {
        let part = spanish(part);
        assert!(page.shows(part), "no “{part}” in:\n{}", page.text());
    }

    let change_age = spanish("Change: {question}").replace("{question}", spanish(ask("age")));
    page.press(&change_age);
    page.wait_heading(spanish(ask("age")));
    assert_eq!(page.filled(spanish(ask("age"))), "62");
    page.press(spanish("Back"));
    page.wait_heading(spanish("Look after it at home"));
    page.press(spanish("Start again and erase"));
    page.wait_heading(spanish(START));
}

#[test]
fn the_other_levels_and_the_cramp_right_now() {
    let site = Site::start();
    let cramp = Person::with_a_night_cramp();
    for (person, way_in, heading) in [
        (
            cramp.clone().who_says(SWOLLEN),
            FULL,
            "Get medical help today",
        ),
        (
            cramp.clone().who_says("nerve.wasting"),
            FULL,
            "See a doctor soon",
        ),
        (cramp.clone(), NOW, "You can try a gentle stretch now"),
    ] {
        let page = Page::open_ready(&site, SPANISH_HOST);
        Person::begin(&page, way_in);
        person.walk(&page);
        page.wait_heading(spanish(heading));
        must_be_spanish(&page);
    }
    let page = Page::open_ready(&site, SPANISH_HOST);
    Person::begin(&page, FULL);
    cramp.who_says(CHEST).who_says(HEAVY).walk(&page);
    page.wait_until("the call for help", |page| page.shows("911"));
    must_be_spanish(&page);
}

#[test]
fn the_stand_alone_page_follows_the_browser() {
    if !can(Ability::Language) {
        return;
    }
    let site = Site::start();
    let open = |language, path| {
        let visitor = Visitor {
            language,
            ..Visitor::PHONE
        };
        let page = Page::open_as(&site, path, visitor);
        page.wait_ready();
        page
    };
    open("es-MX", "/").wait_heading(spanish(START));
    open("es-MX", "/hosts/plain.html").wait_heading(START);
    open("fr", "/").wait_heading(START);
    open("fr,es", "/").wait_heading(spanish(START));
}

#[test]
fn another_language_keeps_the_answers_and_asks_for_nothing() {
    let site = Site::start();
    let page = Page::open(&site, "/hosts/plain.html");
    page.wait_background();
    let person = Person::with_a_night_cramp();
    Person::begin(&page, FULL);
    person.walk_to(&page, ask("where"));
    page.choose(label("where.calf"));

    page.press("Español");
    page.wait_heading(spanish(ask("where")));
    must_be_spanish(&page);
    assert!(page.is_chosen(spanish(label("where.calf"))));
    page.press(spanish("Back"));
    page.wait_heading(spanish(ask("age")));
    assert_eq!(page.filled(spanish(ask("age"))), "62");
    page.press_continue();
    person.walk(&page);
    page.wait_heading(spanish("Look after it at home"));

    page.press("English");
    page.wait_heading("Look after it at home");
    assert!(page.offers(&change("age")), "{:?}", page.controls());
    assert_eq!(page.new_requests(), Vec::<String>::new());
    assert_eq!(page.stored(), Vec::<String>::new());
}
