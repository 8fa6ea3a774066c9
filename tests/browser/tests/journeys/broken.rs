//! Files that arrive broken: the advice in the tag must stand there, never nothing.

use unknot_journeys::{Change, Page, Serving, Site};
use unknot_protocol::{Words, pack, unpack};

use crate::book::label;
use crate::outcomes::{CHEST, HEAVY};
use crate::visitor::{FULL, Person};

fn advice_stays(changed: &'static [(&'static str, Change)], act: fn(&Page)) {
    let site = Site::start_with(Serving {
        changed,
        ..Serving::default()
    });
    let page = Page::open(&site, "/");
    act(&page);
    page.wait_until("the advice", Page::shows_advice);
    page.wait_until("the complaint in the console", |page| {
        page.console()
            .iter()
            .any(|line| line.contains("shows only the advice"))
    });
    assert!(
        page.shows("Call your local emergency number"),
        "{}",
        page.text()
    );
    page.picture("advice-after-a-fault");
}

#[test]
fn words_that_end_too_early_leave_the_advice() {
    advice_stays(
        &[("words-", |bytes| bytes[..bytes.len() / 2].to_vec())],
        |_| (),
    );
}

#[test]
fn words_that_cannot_be_read_leave_the_advice() {
    advice_stays(
        &[("words-", |_| {
            b"<!doctype html><title>Not found</title>".to_vec()
        })],
        |_| (),
    );
}

#[test]
fn words_of_another_version_leave_the_advice() {
    advice_stays(
        &[("words-", |bytes| {
            let mut words: Words = unpack(&bytes).expect("the words of this build");
            words.hash = "another".to_owned();
            pack(&words)
        })],
        |_| (),
    );
}

#[test]
fn a_panic_brings_the_advice_back() {
    // The right version, and yet no level of care has words: the program stops when it needs them.
    advice_stays(
        &[("words-", |bytes| {
            let mut words: Words = unpack(&bytes).expect("the words of this build");
            words.levels.clear();
            pack(&words)
        })],
        |page| {
            Person::begin(page, FULL);
            page.answer(label(CHEST));
            page.choose(label(HEAVY));
            page.press_continue();
        },
    );
}
