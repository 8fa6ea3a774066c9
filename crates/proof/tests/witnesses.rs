//! Everything that can be reached has a witness, and the real engine still agrees with each.

use std::fs;
use std::path::Path;

use unknot_proof::{left_out, witness};
use unknot_protocol::read::read;

#[test]
fn every_witness_reaches_what_it_says_and_nothing_is_without_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let content =
        read(&root.join("protocol")).unwrap_or_else(|problems| panic!("protocol/{}", problems[0]));
    let text = |name: &str| fs::read_to_string(root.join("proof").join(name)).expect(name);
    let left_out = left_out(&text("exceptions.txt")).expect("exceptions can be read");
    let witnesses = text("witnesses.txt");
    let (held, failures) = witness::hold(&content, &witnesses, &left_out);
    let wrong: Vec<String> = failures
        .into_iter()
        .map(|failure| format!("{}: {}", failure.subject, failure.what))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(held, witnesses.lines().count());
    assert!(
        witnesses.lines().is_sorted(),
        "the witnesses are not sorted"
    );
}
