//! What the safety documents point to must exist: a control that is gone controls nothing.
#![cfg(feature = "read")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All files below a folder that end so.
fn files(folder: &Path, end: &str, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("the folder is there");
    for path in entries.map(|entry| entry.expect("it can be listed").path()) {
        if path.is_dir() {
            files(&path, end, found);
        } else if path.extension().is_some_and(|found| found == end) {
            found.push(path);
        }
    }
}

/// Every id of the protocol: rules, findings, questions, advice, decisions and so on.
fn ids() -> BTreeSet<String> {
    let mut paths = Vec::new();
    files(&root().join("protocol"), "toml", &mut paths);
    let tables = paths.iter().map(|path| {
        let text = fs::read_to_string(path).expect("it can be read");
        text.parse::<Table>().expect("it is TOML")
    });
    let mut found = BTreeSet::new();
    for kind in tables.flat_map(|table| table.into_iter().map(|(_, kind)| kind)) {
        if let Value::Table(table) = kind {
            found.extend(table.into_iter().map(|(id, _)| id));
        }
    }
    found
}

/// The names of all test functions.
fn tests() -> BTreeSet<String> {
    let mut paths = Vec::new();
    files(&root().join("tests"), "rs", &mut paths);
    files(&root().join("crates"), "rs", &mut paths);
    let names = |path: &PathBuf| -> Vec<String> {
        let text = fs::read_to_string(path).expect("it can be read");
        text.lines()
            .filter_map(|line| line.trim_start().strip_prefix("fn "))
            .filter_map(|rest| rest.split('(').next())
            .map(str::to_owned)
            .collect()
    };
    paths.iter().flat_map(names).collect()
}

#[test]
fn the_safety_documents_name_what_exists() {
    let (ids, tests) = (ids(), tests());
    let mut documents = Vec::new();
    files(&root().join("docs/safety"), "md", &mut documents);
    assert!(!documents.is_empty(), "the safety documents are there");
    // Words of the documents that name no rule, test or file.
    let plain = ["code", "country", "K", "k-", "p-"];
    let mut gone = Vec::new();
    for path in documents {
        let text = fs::read_to_string(&path).expect("it can be read");
        let name = path.file_name().expect("it has a name").to_string_lossy();
        for code in text.split('`').skip(1).step_by(2) {
            let exists = plain.contains(&code)
                || ids.contains(code)
                || tests.contains(code)
                || root().join(code).exists();
            if !exists {
                gone.push(format!("{name}: `{code}`"));
            }
        }
    }
    assert!(gone.is_empty(), "these do not exist:\n{}", gone.join("\n"));
}
