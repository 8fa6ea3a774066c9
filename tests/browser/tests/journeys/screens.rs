//! Every type of screen that is not an outcome, looked at with care.

use unknot_journeys::{Page, Site};

use crate::book::{ask, label};
use crate::visitor::{FULL, Person, START, review};

#[test]
fn every_type_of_question_can_be_read_by_everyone() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/");
    page.wait_heading(START);
    review(&page, "start");
    let person = Person::with_a_night_cramp();
    Person::begin(&page, FULL);
    review(&page, "checklist");
    person.walk_to(&page, ask("age"));
    review(&page, "number");
    person.walk_to(&page, ask("where"));
    page.choose(label("where.calf"));
    review(&page, "several");
    person.walk_to(&page, ask("grip"));
    page.choose(label("grip.tight"));
    review(&page, "choice");
}
