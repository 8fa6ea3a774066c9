//! A whole interview without touching the screen.

use unknot_journeys::{Key, Page, Site, Visitor};

use crate::book::{ask, change, label};
use crate::visitor::{FULL, ME, Person, START, is_question};

/// Goes to a choice and ticks it. Of radio buttons Tab reaches only the first or the chosen one;
/// from there the arrows go on, and choose.
fn tick(page: &Page, label: &str, choices: &[String], radio: bool) {
    if !radio {
        page.tab_to(label);
        page.keys(&[Key::Space]);
    } else {
        page.tab_to(&choices[0]);
        page.keys(&[Key::Space]);
        let place = choices
            .iter()
            .position(|choice| choice == label)
            .unwrap_or_default();
        for _ in 0..place {
            page.keys(&[Key::Down]);
        }
    }
    page.wait_until(&format!("the tick at “{label}”"), |page| {
        page.is_chosen(label)
    });
}

#[test]
fn the_keyboard_alone_leads_to_the_outcome_and_back() {
    let site = Site::start();
    let page = Page::open_as(&site, "/hosts/plain.html", Visitor::DESK);
    page.wait_ready();
    page.wait_heading(START);
    assert_eq!(
        page.focused(),
        "",
        "the checker takes no focus before the visitor acts"
    );
    let whom = page.choices();
    tick(&page, label(ME), &whom, true);
    tab_to_way_in(&page);
    page.keys(&[Key::Enter]);

    let person = Person::with_a_night_cramp();
    let mut screens = 0;
    while {
        page.wait_until("the focus on a heading", |page| {
            let heading = page.heading();
            !heading.is_empty() && page.focused() == heading
        });
        is_question(&page)
    } {
        screens += 1;
        assert!(screens < 40, "the interview does not end");
        let heading = page.heading();
        let choices = page.choices();
        let radio = page.run("return !!root.querySelector('input[type=radio]');") == true;
        if choices.is_empty() {
            // The field has the words of its heading, which has the focus now.
            page.keys(&[Key::Tab]);
            page.tab_to(&heading);
            page.type_text(person.age);
            page.wait_until("the number", |page| page.filled(&heading) == person.age);
        } else {
            for label in person.choice_of(&choices) {
                tick(&page, label, &choices, radio);
            }
        }
        if screens % 2 == 0 || choices.is_empty() {
            page.keys(&[Key::Enter]);
        } else {
            page.tab_to("Continue");
            page.keys(&[Key::Space]);
        }
        page.wait_until("the next screen", |page| page.heading() != heading);
    }
    assert_eq!(page.heading(), "Look after it at home");

    page.tab_to("Sources");
    page.keys(&[Key::Enter]);
    page.wait_until("the sources", |page| {
        page.shows("Every rule of this checker names its source")
    });
    page.tab_to(&change("age"));
    page.keys(&[Key::Enter]);
    page.wait_heading(ask("age"));
    page.wait_until("the focus on the heading", |page| {
        page.focused() == ask("age")
    });
    // Back stands before the heading; beyond the last control the focus may leave the page.
    page.tab_back_to("Back");
    page.keys(&[Key::Enter]);
    page.wait_heading("Look after it at home");
    page.tab_to("Start again and erase");
    page.keys(&[Key::Enter]);
    page.wait_heading(START);
    page.wait_until("the focus on the heading", |page| page.focused() == START);
}

/// The way in has a line below its name, so its words are more than its name.
fn tab_to_way_in(page: &Page) {
    for _ in 0..20 {
        if page.focused().starts_with(FULL) {
            return;
        }
        page.keys(&[Key::Tab]);
    }
    panic!("Tab never came to “{FULL}”, only to “{}”", page.focused());
}
