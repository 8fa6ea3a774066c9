//! Saying, unsaying and correcting.

use unknot_journeys::{Page, Site};

use crate::book::{ask, asks, change, label, none};
use crate::outcomes::{CHEST, SWOLLEN};
use crate::visitor::{FULL, ME, NOW, Person, START, is_question, review};

const NOT_SURE_ONE: &str = "I am not sure about one of these";
const CHOOSE_SOME: &str = "Choose what fits, or the last answer if none does";
const SKIP: &str = "Show my guidance now";

#[test]
fn back_opens_each_question_filled_in() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/hosts/plain.html");
    let person = Person::with_a_night_cramp();
    Person::begin(&page, FULL);
    let asked = person.walk_to(&page, ask("where"));
    assert_eq!(asked.last().map(String::as_str), Some(ask("age")));
    page.choose(label("where.calf"));

    page.press("Back");
    page.wait_heading(ask("age"));
    assert_eq!(page.filled(ask("age")), "62");
    page.press("Back");
    page.wait_heading(ask("danger-more"));
    page.press("Back");
    page.wait_heading(ask("danger"));
    assert!(page.is_chosen(none("danger")));
    page.press("Back");
    page.wait_heading(START);

    Person::begin(&page, FULL);
    for heading in &asked {
        page.wait_heading(heading);
        page.press_continue();
    }
    page.wait_heading(ask("where"));
}

#[test]
fn change_opens_filled_in_and_returns_to_the_outcome() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/hosts/plain.html");
    Person::begin(&page, FULL);
    Person::with_a_night_cramp().walk(&page);
    page.wait_heading("Look after it at home");

    page.press(&change("age"));
    page.wait_heading(ask("age"));
    assert_eq!(page.filled(ask("age")), "62");
    page.fill(ask("age"), "63");
    page.press_continue();
    page.wait_heading("Look after it at home");
    assert!(
        page.shows("Age 63") && !page.shows("Age 62"),
        "{}",
        page.text()
    );

    page.press(&change("age"));
    page.wait_heading(ask("age"));
    page.fill(ask("age"), "99");
    page.press("Back");
    page.wait_heading("Look after it at home");
    assert!(
        page.shows("Age 63"),
        "what was not sent with Continue is not said"
    );
}

#[test]
fn an_answer_off_the_path_has_no_effect() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/hosts/plain.html");
    Person::begin(&page, FULL);
    let swollen = Person::with_a_night_cramp().who_says(SWOLLEN);
    let change_signs = change("leg-signs");
    swollen.walk(&page);
    page.wait_heading("Get medical help today");
    assert!(page.offers(&change_signs), "{:?}", page.controls());

    page.press(&change("where"));
    page.wait_heading(ask("where"));
    assert!(page.is_chosen(label("where.calf")));
    page.unchoose(label("where.calf"));
    page.answer(label("where.neck"));
    let further = swollen.walk(&page);
    assert!(!further.is_empty(), "another place has its own signs");
    page.wait_heading("Look after it at home");
    assert!(!page.offers(&change_signs), "{:?}", page.controls());

    // Back on the path it counts again, and is not asked again.
    page.press(&change("where"));
    page.wait_heading(ask("where"));
    page.unchoose(label("where.neck"));
    page.answer(label("where.calf"));
    page.wait_heading("Get medical help today");
}

#[test]
fn nothing_chosen_is_no_answer_and_the_message_takes_the_focus() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/hosts/plain.html");
    let address = page.address();
    Person::begin(&page, FULL);
    page.press_continue();
    page.wait_until("the message", |page| {
        page.focused().starts_with("There is a problem")
    });
    assert!(page.focused().ends_with(CHOOSE_SOME), "{}", page.focused());
    review(&page, "error-checklist");
    page.press(CHOOSE_SOME);
    let first = page.choices().remove(0);
    page.wait_until("the first choice", |page| page.focused() == first);
    assert_eq!(page.address(), address);
    page.choose(none("danger"));
    page.press_continue();
    page.wait_heading(ask("danger-more"));
    assert!(!page.shows("There is a problem"));

    Person::with_a_night_cramp().walk_to(&page, ask("age"));
    for wrong in ["", "soon", "121", "-1", "6.5"] {
        page.fill(ask("age"), wrong);
        page.press_continue();
        page.wait_until("the message", |page| {
            page.focused().starts_with("There is a problem")
        });
        assert!(
            page.focused()
                .ends_with("Write a whole number from 0 to 120"),
            "{}",
            page.focused()
        );
        assert_eq!(page.filled(ask("age")), wrong, "what was entered is kept");
        page.press("Write a whole number from 0 to 120");
        page.wait_until("the field", |page| page.focused() == ask("age"));
    }
    review(&page, "error-number");
    page.fill(ask("age"), "62");
    page.press_continue();
    page.wait_heading(ask("where"));
    for place in [
        label("where.calf"),
        label("where.shin"),
        label("where.ankle"),
        label("where.foot"),
    ] {
        page.choose(place);
    }
    page.press_continue();
    page.wait_until("the message", |page| {
        page.focused().ends_with("Choose no more than 3 answers")
    });
}

#[test]
fn none_clears_the_rest_and_the_rest_clears_none() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/hosts/plain.html");
    Person::begin(&page, FULL);
    page.choose(label(CHEST));
    page.choose(NOT_SURE_ONE);
    page.choose(none("danger"));
    assert!(!page.is_chosen(label(CHEST)) && !page.is_chosen(NOT_SURE_ONE));
    page.choose(label(CHEST));
    assert!(!page.is_chosen(none("danger")));
    assert_eq!(
        page.choices().last().map(String::as_str),
        Some(none("danger")),
        "none comes last"
    );
}

#[test]
fn not_sure_about_one_opens_the_signs_one_by_one() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/hosts/plain.html");
    Person::begin(&page, FULL);
    let choices = page.choices();
    let signs = &choices[..choices.len() - 2];
    page.answer(NOT_SURE_ONE);
    for sign in signs {
        page.wait_heading(sign);
        assert!(page.shows("Let us look at the signs one by one"));
        assert_eq!(page.choices(), ["Yes", "No", "I am still not sure"]);
        if sign == label(CHEST) {
            page.press_continue();
            page.wait_until("the message", |page| {
                page.focused().ends_with("Choose one answer to continue")
            });
            review(&page, "error-sign");
        }
        page.answer("No");
    }
    page.wait_heading(ask("danger-more"));

    // What stays unknown counts as a sign.
    page.press("Back");
    page.wait_heading(&signs[signs.len() - 1]);
    page.answer("I am still not sure");
    page.wait_heading("Call your local emergency number (112, 911, 999 or 000) now");
    assert!(page.shows("You were not sure about:"), "{}", page.text());
}

#[test]
fn whoever_answers_for_another_is_spoken_to_as_such() {
    let site = Site::start();
    for (whom, age) in [("who.other", "62"), ("who.child", "9")] {
        let form = usize::from(whom == "who.child") + 1;
        let page = Page::open_ready(&site, "/hosts/plain.html");
        Person::begin_for(&page, FULL, whom);
        page.wait_heading(asks("danger")[1]);
        let person = Person {
            age,
            ..Person::with_a_night_cramp()
        };
        let asked = person.walk(&page);
        let how_old = asks("age")[form];
        assert!(asked.iter().any(|asked| asked == how_old), "{asked:#?}");
        let to_oneself = |asked: &&String| asked.contains(" you ") || asked.ends_with(" you?");
        assert_eq!(asked.iter().find(to_oneself), None);
        assert!(page.offers(&change("who")), "{:?}", page.controls());
        let seen_by_a_doctor = page.heading() == "See a doctor soon";
        assert_eq!(seen_by_a_doctor, age == "9", "{}", page.text());
    }
}

#[test]
fn for_whom_it_is_can_be_changed_like_any_answer() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/hosts/plain.html");
    Person::begin_for(&page, FULL, "who.other");
    Person::with_a_night_cramp().walk(&page);
    page.wait_heading("Look after it at home");
    page.press(&change("who"));
    page.wait_until("the choices", |page| {
        page.choices().iter().any(|choice| choice == label(ME))
    });
    assert!(page.is_chosen(label("who.other")));
    page.choose(label(ME));
    page.press(FULL);
    page.wait_heading("Look after it at home");
    assert!(
        page.shows(ask("age")) && !page.shows(asks("age")[1]),
        "{}",
        page.text()
    );
}

#[test]
fn questions_that_only_refine_the_plan_can_be_skipped() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/hosts/plain.html");
    Person::begin(&page, FULL);
    let person = Person::with_a_night_cramp();
    let asked = person.walk_until(&page, |page| page.offers(SKIP));
    assert!(page.offers(SKIP), "{asked:#?}");
    assert!(
        asked.iter().any(|asked| asked == ask("where")),
        "safety comes first: {asked:#?}"
    );
    let left_out = page.heading();
    review(&page, "skippable");
    page.press(SKIP);
    page.wait_heading("Look after it at home");
    assert!(!page.offers(&format!("Change: {left_out}")));
    page.press("Back");
    page.wait_heading(&left_out);
    assert!(page.offers(SKIP));
}

#[test]
fn a_reload_starts_empty_also_in_the_fields() {
    let site = Site::start();
    for host in ["/hosts/plain.html", "/"] {
        let page = Page::open_ready(&site, host);
        Person::begin(&page, FULL);
        page.choose(label(CHEST));
        page.reload();
        page.wait_ready();
        must_be_empty(&page);
        page.answer(none("danger"));
        page.answer(none("danger-more"));
        page.wait_heading(ask("age"));
        assert_eq!(page.filled(ask("age")), "", "{host}");
        page.fill(ask("age"), "62");
        page.reload();
        page.wait_ready();
        must_be_empty(&page);
        page.answer(none("danger"));
        page.answer(none("danger-more"));
        page.wait_heading(ask("age"));
        assert_eq!(page.filled(ask("age")), "", "{host}");
    }
}

#[test]
fn start_again_erases_everything() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/hosts/plain.html");
    Person::begin(&page, FULL);
    Person::with_a_night_cramp().walk(&page);
    page.wait_heading("Look after it at home");
    page.press("Start again and erase");
    must_be_empty(&page);
    page.answer(none("danger"));
    page.press("Start again and erase");
    must_be_empty(&page);
    page.press("Back");
    page.wait_heading(START);
    Person::begin(&page, NOW);
    assert!(!page.is_chosen(none("danger")));
}

/// The start screen, and nothing ticked behind it.
fn must_be_empty(page: &Page) {
    page.wait_heading(START);
    for whom in page.choices().iter().filter(|whom| *whom != label(ME)) {
        assert!(!page.is_chosen(whom), "“{whom}” is still ticked");
    }
    Person::begin(page, FULL);
    page.wait_until("the first question", is_question);
    page.wait_heading(ask("danger"));
    for choice in page.choices() {
        assert!(!page.is_chosen(&choice), "“{choice}” is still ticked");
    }
}
