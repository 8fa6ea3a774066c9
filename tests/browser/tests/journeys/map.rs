//! The picture of a person and the search, beside the list that they tick and narrow.

use unknot_journeys::{Ability, Key, Page, Site, Visitor};

use crate::book::{ask, label};
use crate::visitor::{FULL, Person, review};

const SEARCH: &str = "Find a place by its name";

/// The question where it is, once picture and search are there.
fn at_where(page: &Page, person: &Person) {
    Person::begin(page, FULL);
    person.walk_to(page, ask("where"));
    page.wait_until("the picture", |page| {
        page.run("return !!root.querySelector('.person');") == true
    });
}

/// Taps a place on both sides of the body, and tells whether each tap met it.
fn tap(page: &Page, place: &str, view: usize) -> bool {
    page.run(&format!(
        "const person = root.querySelectorAll('.person')[{view}];
         const meant = (each) => each.querySelector('title').textContent === {place:?};
         const shape = [...person.querySelectorAll('.place')].find(meant).querySelector('path');
         shape.scrollIntoView({{ block: 'center' }});
         const {{ left, top, width, height }} = shape.getBoundingClientRect();
         const met = [0.15, 0.85].map((part) => root.elementFromPoint(left + width * part, top + height / 2));
         met[0]?.dispatchEvent(new MouseEvent('click', {{ bubbles: true, composed: true }}));
         return met.every((each) => each === shape);"
    )) == true
}

#[test]
fn a_tap_on_the_picture_ticks_the_list_and_the_list_fills_the_picture() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/hosts/plain.html");
    at_where(&page, &Person::with_a_night_cramp());
    let calf = label("where.calf");
    assert!(tap(&page, calf, 1), "both calves can be tapped");
    page.wait_until("the tick", |page| page.is_chosen(calf));
    assert!(tap(&page, calf, 1));
    page.wait_until("no tick", |page| !page.is_chosen(calf));

    page.choose(label("where.hand"));
    page.wait_until("the hands of both views", |page| {
        page.run("return root.querySelectorAll('.place.chosen').length;") == 2
    });
    // Whoever hears the page is told of the list alone.
    if page.can(Ability::Tree) {
        assert_eq!(page.read_aloud().matches("Forearm").count(), 1);
    }
    review(&page, "map");
    page.become_visitor(Visitor::NARROW);
    page.must_be_accessible("map-320");
}

#[test]
fn the_search_works_by_keyboard_and_leaves_no_trace() {
    let site = Site::start();
    let page = Page::open_as(&site, "/hosts/plain.html", Visitor::DESK);
    page.wait_background();
    at_where(&page, &Person::with_a_night_cramp());
    let (calf, hamstring) = (label("where.calf"), label("where.thigh-back"));
    page.tab_to(calf);
    page.keys(&[Key::Space]);
    page.wait_until("the tick", |page| page.is_chosen(calf));

    page.tab_back_to(SEARCH);
    page.type_text("hamstrng");
    page.wait_until("what was found", |page| page.shows("1 place found"));
    assert_eq!(page.choices(), [hamstring, calf], "what is ticked stays");
    page.keys(&[Key::Enter]);
    page.keys(&[Key::Tab]);
    page.wait_until("the focus on the list", |page| page.focused() == hamstring);
    assert_eq!(page.heading(), ask("where"));
    page.keys(&[Key::Space]);
    page.wait_until("the tick", |page| page.is_chosen(hamstring));

    page.fill(SEARCH, "xyzzy");
    page.wait_until("that nothing was found", |page| {
        page.shows("No place found")
    });
    assert_eq!(page.choices().len(), 23);
    assert!(page.is_chosen(calf) && page.is_chosen(hamstring));
    assert_eq!(page.new_requests(), Vec::<String>::new());
    assert_eq!(page.stored(), Vec::<String>::new());
    assert!(!page.address().contains("xyzzy"));
    page.tab_to("Continue");
    page.keys(&[Key::Enter]);
    page.wait_until("the next question", |page| {
        let heading = page.heading();
        !heading.is_empty() && heading != ask("where")
    });
    page.press("Back");
    page.wait_heading(ask("where"));
    assert_eq!(page.filled(SEARCH), "");
}

#[test]
fn small_pictures_show_which_part_is_meant() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/hosts/plain.html");
    Person::begin(&page, FULL);
    Person::with_a_night_cramp().walk_to(&page, ask("calf-part"));
    let pictures = page.run("return root.querySelectorAll('.option .part').length;");
    assert_eq!(pictures, 3);
    review(&page, "part");
}
