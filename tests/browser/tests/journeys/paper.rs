//! The outcome on paper.

use unknot_journeys::{Ability, Page, Site};

use crate::visitor::{FULL, Person};

#[test]
fn the_plan_is_printed_and_the_controls_are_not() {
    let site = Site::start();
    let page = Page::open(&site, "/hosts/clinic.html");
    page.wait_background();
    Person::begin(&page, FULL);
    Person::with_a_night_cramp().walk(&page);
    page.wait_heading("Look after it at home");
    if !page.can(Ability::Paper) {
        return;
    }
    // Lines break elsewhere on paper, so only the letters are compared.
    let letters = |text: &str| text.split_whitespace().collect::<String>();
    let paper = letters(&page.print("outcome-self-care"));
    for printed in [
        "Our clinic",
        "Look after it at home",
        "What you can do",
        "In the next days",
        "In the coming weeks",
        "When to get help instead",
        "Your answers",
        "Age 62",
        "This is guidance, not a diagnosis.",
        "No clinician has reviewed this content yet.",
        "Version 0.1.0",
    ] {
        assert!(
            paper.contains(&letters(printed)),
            "no “{printed}” on paper:\n{paper}"
        );
    }
    for control in [
        "Start again and erase",
        "Change",
        "Continue",
        "Show the number for",
    ] {
        assert!(
            !paper.contains(&letters(control)),
            "“{control}” on paper:\n{paper}"
        );
    }
    page.as_on_paper(true);
    page.picture("paper-self-care");
    page.as_on_paper(false);
    assert!(page.offers("Back") && page.offers("Start again and erase"));
}
