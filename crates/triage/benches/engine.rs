//! How long one step of the engine and a whole interview take, on the full protocol.
//!
//! `cargo xtask bench`

use std::path::Path;

use divan::{Bencher, black_box};
use unknot_protocol::read::{Content, read};
use unknot_triage::case::{Case, run};
use unknot_triage::{Answers, interview, outcome};

fn main() {
    divan::main();
}

fn content() -> Content {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocol");
    match read(&folder) {
        Ok(content) => content,
        Err(problems) => panic!("the protocol cannot be read: {problems:?}"),
    }
}

/// One evaluation of every condition, and the choice of the next question.
#[divan::bench]
fn one_step(bencher: Bencher) {
    let content = content();
    let full = content
        .protocol
        .entries
        .iter()
        .find(|entry| entry.id == "full");
    let entry = full.expect("the protocol has an entry `full`");
    let nothing = Answers::new();
    bencher.bench(|| interview(black_box(&content.protocol), entry, &nothing, false));
}

/// An ordinary interview replayed from its first question to the outcome: what one more answer
/// costs at the very end.
#[divan::bench]
fn whole_interview(bencher: Bencher) {
    let content = content();
    let full = content
        .protocol
        .entries
        .iter()
        .find(|entry| entry.id == "full");
    let entry = full.expect("the protocol has an entry `full`");
    let case: Case = serde_json::from_str(
        r#"{"answers": {"age": 62, "where": "calf", "began": "night", "grip": "short"}, "otherwise": "none"}"#,
    )
    .expect("the case can be read");
    let answers = unknot_triage::case::answers(&content, &case);
    bencher.bench(|| {
        let passed = interview(black_box(&content.protocol), entry, &answers, false);
        outcome(&content.protocol, entry, &passed)
    });
}

/// The same through the door of the command line: every question asked and answered in turn.
#[divan::bench]
fn whole_case(bencher: Bencher) {
    let content = content();
    let case: Case = serde_json::from_str(
        r#"{"answers": {"age": 62, "where": "calf", "began": "night", "grip": "short"}, "otherwise": "none"}"#,
    )
    .expect("the case can be read");
    bencher.bench(|| run(black_box(&content), &case));
}
