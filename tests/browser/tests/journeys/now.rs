//! "It is cramping right now": a stretch, or none before the full check.

use unknot_journeys::{Page, Site};

use crate::book::ask;
use crate::visitor::{NOW, Person, is_question, review};

#[test]
fn a_cramping_calf_is_stretched_at_once() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/hosts/plain.html");
    Person::begin(&page, NOW);
    let asked = Person::with_a_night_cramp().walk(&page);
    assert!(
        asked.len() <= 4,
        "too much to answer with a cramp: {asked:#?}"
    );
    page.wait_heading("You can try a gentle stretch now");
    page.wait_until("the stretch", |page| page.shows("When to stop:"));
    assert!(page.shows("When to get help instead"), "{}", page.text());
    assert!(page.shows("No clinician has reviewed this content yet."));
    review(&page, "now-offered");

    page.press("Go on to the full check");
    page.wait_until("the next question", is_question);
    let further = Person::with_a_night_cramp().walk(&page);
    page.wait_heading("Look after it at home");
    assert!(
        !further.iter().any(|heading| asked.contains(heading)),
        "asked twice: {asked:#?} {further:#?}"
    );
}

#[test]
fn after_an_injury_the_full_check_comes_first() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/hosts/plain.html");
    let injured = Person::with_a_night_cramp()
        .who_says("now-check.injury")
        .who_says_instead("began.night", "began.fall");
    Person::begin(&page, NOW);
    let asked = injured.walk(&page);
    page.wait_heading("Do not stretch yet. Do the full check first");
    assert!(!page.shows("Stretch the tight muscle"), "{}", page.text());
    review(&page, "now-refused");

    page.press("Go on to the full check");
    page.wait_until("the next question", is_question);
    let further = injured.walk(&page);
    assert!(
        !further.iter().any(|heading| asked.contains(heading)),
        "asked twice: {asked:#?} {further:#?}"
    );
    if asked.iter().any(|asked| asked == ask("where")) {
        assert!(
            page.shows("The calf"),
            "the answers so far are kept:\n{}",
            page.text()
        );
    }
}
