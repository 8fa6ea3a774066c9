//! Every type of screen, in one list: for axe in every look and both languages, for the gallery,
//! and for what is kept to compare with. A new type of screen belongs into [`tour`].

use unknot_journeys::{Page, Serving, Site, Visitor, once, text_as_kept};

use crate::book::{ask, english, label, spanish};
use crate::outcomes::{CHEST, HEAVY, SWOLLEN};
use crate::visitor::{FULL, NOW, Person, START, is_question};

/// A language, and the host page that has it.
#[derive(Clone, Copy)]
struct Tongue {
    lang: &'static str,
    host: &'static str,
    say: fn(&'static str) -> &'static str,
}

const ENGLISH: Tongue = Tongue {
    lang: "en",
    host: "/hosts/clinic.html",
    say: |english| english,
};

const SPANISH: Tongue = Tongue {
    lang: "es",
    host: "/hosts/spanish.html",
    say: spanish,
};

/// The looks that a screen can have.
const LOOKS: [(&str, Visitor); 3] = [
    ("light", Visitor::PHONE),
    (
        "dark",
        Visitor {
            dark: true,
            ..Visitor::PHONE
        },
    ),
    (
        "forced",
        Visitor {
            contrast: true,
            ..Visitor::PHONE
        },
    ),
];

/// The widths of the gallery.
const WIDTHS: [u32; 3] = [390, 768, 1280];

/// Shows every type of screen once, each with its name.
fn tour(tongue: Tongue, mut look: impl FnMut(&Page, &str)) {
    let Tongue { host, say, .. } = tongue;
    let site = Site::start();
    let cramp = Person::with_a_night_cramp();

    // The start, and every kind of question.
    let page = Page::open(&site, host);
    page.wait_background();
    page.wait_heading(say(START));
    look(&page, "start");
    Person::begin(&page, FULL);
    look(&page, "checklist");
    page.press_continue();
    page.wait_until("the message", |page| {
        page.focused().starts_with(say("There is a problem"))
    });
    look(&page, "error");
    page.choose(say("I am not sure about one of these"));
    page.press_continue();
    page.wait_until("one sign", |page| {
        page.shows(say("Let us look at the signs one by one"))
    });
    look(&page, "one-by-one");
    page.press(say("Back"));
    page.wait_heading(say(ask("danger")));
    cramp.walk_to(&page, say(ask("age")));
    look(&page, "number");
    cramp.walk_to(&page, say(ask("where")));
    page.choose(say(label("where.calf")));
    look(&page, "several");
    cramp.walk_to(&page, say(ask("grip")));
    look(&page, "choice");
    cramp.walk(&page);
    look_at_outcome(&page, say, "self-care", &mut look);

    // The other outcomes.
    let tight = Person {
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
    for (name, person) in [
        ("practitioner", tight),
        ("doctor-soon", cramp.clone().who_says("nerve.wasting")),
        ("same-day", cramp.clone().who_says(SWOLLEN)),
        ("emergency", cramp.clone().who_says(CHEST).who_says(HEAVY)),
    ] {
        page.press(say("Start again and erase"));
        Person::begin(&page, FULL);
        person.walk(&page);
        look_at_outcome(&page, say, name, &mut look);
    }

    // A cramp right now, and the timer.
    page.press(say("Start again and erase"));
    Person::begin(&page, NOW);
    cramp.walk(&page);
    page.wait_heading(say("You can try a gentle stretch now"));
    look(&page, "now");
    let follow = say("Follow along with a timer");
    let controls = page.controls();
    let follow = controls.iter().find(|name| name.starts_with(follow));
    page.press(follow.expect("a stretch to follow"));
    page.wait_until("the timer", |page| {
        page.controls().iter().any(|name| english(name) == "Start")
    });
    look(&page, "timer");

    // Rules that do not come.
    let slow = Site::start_with(Serving {
        changed: &[("rules-", |_| Vec::new())],
        ..Serving::default()
    });
    let page = Page::open_ready(&slow, host);
    Person::begin(&page, FULL);
    page.choose(say("No, none of these is happening"));
    page.press_continue();
    page.wait_until("the notice", |page| {
        page.shows(say(
            "The details are on their way. They appear here by themselves.",
        )) || page.shows(say(
            "The rest could not be loaded. Check your connection, then reload this page.",
        ))
    });
    look(&page, "waiting");
}

fn look_at_outcome(
    page: &Page,
    say: fn(&'static str) -> &'static str,
    level: &str,
    look: &mut impl FnMut(&Page, &str),
) {
    page.wait_until("the whole outcome", |page| {
        page.shows(say("When to get help instead")) && page.shows(say("Your answers"))
    });
    look(page, &format!("outcome-{level}"));
}

/// Axe in every look; the gallery's pictures where they are wanted; the baseline in one look.
fn every_screen(tongue: Tongue) {
    if !once("where all looks can be had; the journeys themselves call axe in every engine") {
        return;
    }
    let mut wrong = Vec::new();
    tour(tongue, |page, name| {
        let name = format!("{name}-{}", tongue.lang);
        for (look, visitor) in LOOKS {
            for width in WIDTHS {
                let visitor = Visitor { width, ..visitor };
                page.picture_for_gallery(&format!("{name}-{width}-{look}"), visitor);
            }
            page.become_visitor(visitor);
            page.wait_still();
            let faults = page.faults();
            wrong.extend(
                faults
                    .iter()
                    .map(|fault| format!("{name} ({look}): {fault}")),
            );
        }
        for visitor in [Visitor::PHONE, Visitor::DESK] {
            let thumbnail = page.thumbnail(visitor);
            wrong.extend(thumbnail.as_kept(&format!("{name}-{}", visitor.width)));
        }
        page.become_visitor(Visitor::PHONE);
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_screen_in_english_is_accessible_and_looks_as_kept_for_comparison() {
    every_screen(ENGLISH);
}

#[test]
fn every_screen_in_spanish_is_accessible_and_looks_as_kept_for_comparison() {
    every_screen(SPANISH);
}

/// A whole journey as a screen reader finds it.
fn read_aloud(tongue: Tongue) {
    if !once("whose accessibility tree a driver can read") {
        return;
    }
    let site = Site::start();
    let page = Page::open(&site, tongue.host);
    page.wait_background();
    let person = Person::with_a_night_cramp();
    let mut told = String::new();
    let mut tell = |page: &Page| {
        page.wait_still();
        told.push_str(&format!("== {}\n{}\n", page.heading(), page.outline()));
    };
    tell(&page);
    Person::begin(&page, FULL);
    while is_question(&page) {
        tell(&page);
        person.answer(&page);
    }
    look_at_outcome(
        &page,
        tongue.say,
        "self-care",
        &mut |page: &Page, _: &str| {
            tell(page);
        },
    );
    let wrong = text_as_kept(&format!("journey-{}", tongue.lang), &without_hashes(&told));
    assert!(wrong.is_none(), "{}", wrong.unwrap_or_default());
}

/// A fingerprint of the content changes with every word of it and tells a reader nothing.
fn without_hashes(told: &str) -> String {
    let hex = |word: &&str| word.len() >= 8 && word.chars().all(|sign| sign.is_ascii_hexdigit());
    let mut words: Vec<&str> = told
        .split(|sign: char| !sign.is_ascii_alphanumeric())
        .filter(hex)
        .collect();
    words.sort_unstable();
    words.dedup();
    let mut told = told.to_owned();
    for word in words {
        told = told.replace(word, "fingerprint");
    }
    told
}

#[test]
fn an_english_journey_is_read_aloud_as_kept_for_comparison() {
    read_aloud(ENGLISH);
}

#[test]
fn a_spanish_journey_is_read_aloud_as_kept_for_comparison() {
    read_aloud(SPANISH);
}
