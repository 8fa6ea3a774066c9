//! One journey to each level of care, and what its outcome must hold.

use unknot_journeys::{Page, Site};

use crate::book::ask;
use crate::visitor::{FULL, Person, review};

pub const SWOLLEN: &str = "leg-signs.one-swollen";
pub const CHEST: &str = "danger.chest";
pub const HEAVY: &str = "chest-kind.heavy";

/// What stands at the end of every outcome.
fn must_be_complete(page: &Page) {
    page.wait_until("the words of the plan", |page| {
        !page.shows("The details are on their way")
    });
    for part in [
        "How soon",
        "Where",
        "Why we say this",
        "When to get help instead",
        "Your answers",
        "Version 0.1.0",
        "No clinician has reviewed this content yet.",
        "Next review by",
    ] {
        assert!(page.shows(part), "no “{part}” in:\n{}", page.text());
    }
    assert!(page.offers("Back") && page.offers("Start again and erase"));
    assert!(page.offers("Sources"), "{}", page.text());
    page.press("Sources");
    page.wait_until("what the sources are", |page| {
        page.shows("Every rule of this checker names its source")
    });
    page.press("Sources");
    let complaints = page.console();
    assert!(complaints.is_empty(), "{complaints:?}");
}

fn outcome_of(site: &Site, host: &str, person: &Person) -> (Page, Vec<String>) {
    let page = Page::open_ready(site, host);
    Person::begin(&page, FULL);
    let asked = person.walk(&page);
    (page, asked)
}

#[test]
fn a_night_cramp_is_looked_after_at_home() {
    let site = Site::start();
    let (page, asked) = outcome_of(&site, "/hosts/clinic.html", &Person::with_a_night_cramp());
    page.wait_heading("Look after it at home");
    assert!(
        asked.len() <= 20,
        "too many questions for a cramp: {asked:#?}"
    );
    must_be_complete(&page);
    for part in [
        "Self-care",
        "What you can do",
        "Now",
        "Stretch the tight muscle",
        "When to stop:",
        "In the coming weeks",
        "What your answers fit with",
        "None of your answers is a sign on our lists",
        "Age 62",
    ] {
        assert!(page.shows(part), "no “{part}” in:\n{}", page.text());
    }
    let card = page.run("return words(all('.card')[0]);");
    assert!(
        card.as_str()
            .is_some_and(|card| card.starts_with("Self-care Look after it at home")),
        "{card}"
    );
    assert!(
        page.shows("999"),
        "the emergency line stands on every screen"
    );
    review(&page, "outcome-self-care");
}

#[test]
fn chest_pain_ends_at_once_with_the_number_to_call() {
    let site = Site::start();
    let person = Person::with_a_night_cramp().who_says(CHEST).who_says(HEAVY);
    let (page, asked) = outcome_of(&site, "/hosts/clinic.html", &person);
    page.wait_heading("Call 999 now");
    assert_eq!(asked.len(), 2, "{asked:#?}");
    must_be_complete(&page);
    assert!(page.offers("Call 999"));
    let links =
        page.run("return all('a[href]').filter(shown).map((link) => link.getAttribute('href'));");
    let links: Vec<String> = serde_json::from_value(links).expect("a list of addresses");
    assert!(
        links
            .iter()
            .all(|link| ["tel:999", "tel:112"].contains(&link.as_str())),
        "something leads away from the emergency: {links:?}"
    );
    let leading_away =
        page.run("return all('section')[0].querySelectorAll('button, summary').length;");
    assert_eq!(leading_away, 0);
    assert!(
        !page.shows("Calf & Co") && !page.shows("What you can do"),
        "{}",
        page.text()
    );
    review(&page, "outcome-emergency");

    // Someone abroad takes the number of where they are.
    page.run("root.querySelector('#heading').focus();");
    page.tab_to("Show the number for");
    page.type_text("France");
    page.wait_until("another number", |page| {
        page.offers("Call 112") || page.offers("Call 15")
    });
    assert!(!page.shows("999"), "{}", page.text());
}

#[test]
fn without_a_country_no_number_is_guessed() {
    let site = Site::start();
    let person = Person::with_a_night_cramp().who_says(CHEST).who_says(HEAVY);
    let (page, _) = outcome_of(&site, "/hosts/plain.html", &person);
    page.wait_heading("Call your local emergency number (112, 911, 999 or 000) now");
    assert_eq!(
        page.run("return all('a[href]').filter(shown).length;"),
        0,
        "{}",
        page.text()
    );
    must_be_complete(&page);
}

#[test]
fn a_swollen_leg_is_seen_today() {
    let site = Site::start();
    let person = Person::with_a_night_cramp().who_says(SWOLLEN);
    let (page, asked) = outcome_of(&site, "/hosts/clinic.html", &person);
    page.wait_heading("Get medical help today");
    must_be_complete(&page);
    for part in [
        "Be seen today",
        "You said:",
        "Until then, do not",
        "Advice by phone",
        "111",
    ] {
        assert!(page.shows(part), "no “{part}” in:\n{}", page.text());
    }
    assert!(!page.shows("What you can do") && !page.shows("Stretch the tight muscle"));
    assert!(
        !page.shows("Calf & Co"),
        "a clinic is not where to go today"
    );
    assert!(
        !asked.iter().any(|asked| asked == ask("often")),
        "{asked:#?}"
    );
    review(&page, "outcome-same-day");
}

#[test]
fn a_thinning_muscle_is_shown_to_a_doctor() {
    let site = Site::start();
    let person = Person::with_a_night_cramp().who_says("nerve.wasting");
    let (page, _) = outcome_of(&site, "/hosts/clinic.html", &person);
    page.wait_heading("See a doctor soon");
    must_be_complete(&page);
    for part in [
        "Book a visit with a doctor.",
        "You said:",
        "What you can do",
    ] {
        assert!(page.shows(part), "no “{part}” in:\n{}", page.text());
    }
    assert!(page.shows("We show no massage for now."), "{}", page.text());
    review(&page, "outcome-doctor-soon");
}

#[test]
fn tightness_that_keeps_coming_back_is_shown_to_a_practitioner() {
    let site = Site::start();
    let person = Person {
        age: "40",
        says: vec![
            "where.calf",
            "began.held-still",
            "grip.tight",
            "course.same",
            "started.2-6-weeks",
            "often.weekly",
            "job.sitting",
            "stretch-helps.bit",
        ],
    };
    let (page, _) = outcome_of(&site, "/hosts/clinic.html", &person);
    page.wait_heading("See a practitioner");
    must_be_complete(&page);
    for part in [
        "Who can help",
        "Book with Calf & Co",
        "+44 20 7946 0000",
        "What you can do",
    ] {
        assert!(page.shows(part), "no “{part}” in:\n{}", page.text());
    }
    review(&page, "outcome-practitioner");
}
