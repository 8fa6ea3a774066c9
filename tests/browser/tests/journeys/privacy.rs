//! A whole visit leaves no trace: not with any server, not in the browser, not on the host page.

use unknot_journeys::{Ability, Page, Site};

use crate::book::{ask, change, none};
use crate::visitor::{FULL, Person, START};

#[test]
fn a_whole_visit_asks_for_nothing_and_keeps_nothing() {
    let site = Site::start();
    let page = Page::open(&site, "/hosts/clinic.html");
    page.wait_background();
    let outside = |page: &Page| (page.address(), page.title(), page.history_length());
    let before = outside(&page);
    let clean = |page: &Page, when: &str| {
        assert_eq!(page.new_requests(), Vec::<String>::new(), "requests {when}");
        assert_eq!(page.stored(), Vec::<String>::new(), "stored {when}");
        assert_eq!(outside(page), before, "{when}");
    };

    let person = Person::with_a_night_cramp();
    Person::begin(&page, FULL);
    person.walk_to(&page, ask("where"));
    page.press("Back");
    page.wait_heading(ask("age"));
    page.press_continue();
    person.walk(&page);
    page.wait_heading("Look after it at home");
    clean(&page, "after the interview");

    page.press(&change("age"));
    page.wait_heading(ask("age"));
    page.press_continue();
    page.wait_heading("Look after it at home");
    page.press("Sources");
    if page.can(Ability::Paper) {
        page.as_on_paper(true);
        assert!(!page.print("privacy").is_empty());
        page.as_on_paper(false);
    }
    clean(&page, "after Change and print");

    page.press("Start again and erase");
    page.wait_heading(START);
    clean(&page, "after erasing");
    let heard: Vec<String> = page.events().into_iter().map(|event| event.name).collect();
    assert_eq!(heard, ["unknot-ready"], "the page hears of no answer");
    let complaints = page.console();
    assert!(complaints.is_empty(), "{complaints:?}");
}

#[test]
fn with_steps_the_browsers_back_goes_one_question_back() {
    let site = Site::start();
    for host in ["/hosts/steps.html", "/"] {
        let page = Page::open(&site, host);
        page.wait_background();
        let (address, title, entries) = (page.address(), page.title(), page.history_length());
        Person::begin(&page, FULL);
        let asked = Person::with_a_night_cramp().walk(&page);
        page.wait_heading("Look after it at home");
        let steps = asked.len() as u64 + 1;
        assert_eq!(page.history_length(), entries + steps, "{host}");
        for heading in asked.iter().rev() {
            page.go_back();
            page.wait_heading(heading);
        }
        assert!(page.is_chosen(none("danger")), "{host}");
        page.go_back();
        page.wait_heading(START);
        assert_eq!((page.address(), page.title()), (address, title));
        assert_eq!(page.new_requests(), Vec::<String>::new());
        assert_eq!(page.stored(), Vec::<String>::new());
    }
}

#[test]
fn without_steps_the_browsers_back_leaves_the_page() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/hosts/harness.html");
    page.run(&format!(
        "location.href = '{}';",
        site.address("/hosts/plain.html")
    ));
    page.wait_until("the checker", |page| page.heading() == START);
    Person::begin(&page, FULL);
    Person::with_a_night_cramp().walk_to(&page, ask("age"));
    page.go_back();
    page.wait_heading("Signs");
}
