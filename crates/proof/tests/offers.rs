//! What forbids an exercise, a massage, a service or a line of advice, one thing at a time.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use unknot_proof::faults::{read, right};

#[test]
fn every_offer_is_made_or_withheld_as_its_example_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let content = unknot_protocol::read::read(&root.join("protocol")).unwrap();
    let text = fs::read_to_string(root.join("tests/offers.jsonl")).unwrap();
    let examples = read("tests/offers.jsonl", &text).unwrap();
    let wrong: Vec<&str> = examples
        .iter()
        .filter(|example| !right(&content, example))
        .map(|example| example.name.as_str())
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
