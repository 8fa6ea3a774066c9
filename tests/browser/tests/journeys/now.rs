//! "It is cramping right now": a stretch, or none before the full check.

use unknot_journeys::{Ability, Page, Site};

use crate::book::{ask, said};
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

    page.press(&follow_name(&page));
    page.wait_until("the timer", |page| page.offers("Start"));
    page.press("Start");
    page.press("Skip");
    page.press("Pause");
    page.wait_until("the pause", |page| page.shows("Paused"));
    review(&page, "timer");
    page.press("Back");
    page.wait_heading("You can try a gentle stretch now");
    stretch(&page);
    review(&page, "did-it-let-go");
    page.press("Yes, it let go");
    page.wait_heading("It has let go: do this now");
    review(&page, "let-go");

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
fn a_cramp_that_does_not_let_go_is_seen_the_same_day() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/hosts/steps.html");
    Person::begin(&page, NOW);
    let asked = Person::with_a_night_cramp().walk(&page);
    page.wait_heading("You can try a gentle stretch now");
    let first = page.controls();
    page.press("Show me another stretch");
    page.wait_until("another stretch", |page| page.controls() != first);

    // A phone's Back leaves the timer, and the screen's own way on opens it again.
    let follow = follow_name(&page);
    page.press(&follow);
    page.wait_until("the timer", |page| page.offers("Start"));
    back(&page);
    page.wait_heading("You can try a gentle stretch now");
    stretch(&page);
    page.press("No, it still grips");
    page.wait_heading("It still grips: do this now");
    assert!(page.shows("Get help the same day"), "{}", page.text());
    review(&page, "still-grips");
    page.press("Show me another stretch");
    page.wait_until("the next stretch", |page| page.offers("Start"));
    back(&page);
    page.wait_heading("You can try a gentle stretch now");

    stretch(&page);
    page.press("No, it still grips");
    page.press("The same grip has held for over 10 minutes");
    page.wait_heading("Get medical help today");
    assert!(page.shows(said("now-check.long")), "{}", page.text());

    page.press("Go on to the full check");
    page.wait_until("the next question", is_question);
    let further = Person::with_a_night_cramp().walk(&page);
    page.wait_heading("Get medical help today");
    assert!(page.shows(said("grip.over-10")), "{}", page.text());
    assert!(!further.iter().any(|heading| heading == ask("grip")));
    assert!(
        !further.iter().any(|heading| asked.contains(heading)),
        "asked twice: {asked:#?} {further:#?}"
    );
}

/// Follows the stretch that is offered until it is asked whether it has let go.
fn stretch(page: &Page) {
    page.press(&follow_name(page));
    page.wait_until("the timer", |page| page.offers("Start"));
    assert!(page.shows("When to stop:"), "{}", page.text());
    page.press("Start");
    page.wait_until("the spoken start", |page| {
        page.shows("Get into position. You begin in 10 seconds.")
    });
    page.press("Pause");
    page.wait_until("the pause", |page| page.shows("Paused"));
    page.press("Go on");
    while page.heading() != "Did it let go?" {
        page.press("Skip");
        page.wait_until("what comes next", |page| {
            page.offers("Skip") || page.heading() == "Did it let go?"
        });
    }
    page.wait_until("the focus on the question", |page| {
        page.focused() == "Did it let go?"
    });
}

/// The button that opens the timer.
fn follow_name(page: &Page) -> String {
    let controls = page.controls();
    let follow = controls
        .iter()
        .find(|name| name.starts_with("Follow along"));
    follow.expect("a stretch to follow").clone()
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

/// The browser's own Back where it can be relied on, else the button.
fn back(page: &Page) {
    if page.can(Ability::Back) {
        page.go_back();
    } else {
        page.press("Back");
    }
}
