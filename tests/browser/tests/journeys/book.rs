//! The words of the content by their ids, so that whoever finds better words breaks no journey.

use std::{fs, path::Path, sync::LazyLock};

use toml::{Table, Value};

/// Everything that `protocol/text/en/` says, in one table.
static BOOK: LazyLock<Table> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocol/text/en");
    let mut book = Table::new();
    for file in fs::read_dir(&folder).expect("the words of the protocol") {
        let file = file.expect("a file of words").path();
        let text = fs::read_to_string(&file).expect("a file of words");
        let table = text.parse::<Table>();
        merge(
            &mut book,
            table.unwrap_or_else(|error| panic!("{}: {error}", file.display())),
        );
    }
    book
});

fn merge(into: &mut Table, from: Table) {
    for (name, value) in from {
        match (into.get_mut(&name), value) {
            (Some(Value::Table(there)), Value::Table(more)) => merge(there, more),
            (_, value) => {
                into.insert(name, value);
            }
        }
    }
}

/// What is said there, in every form that there is: to the visitor, about someone else, and about
/// a child.
fn forms(path: &[&str]) -> Vec<&'static str> {
    let mut place = BOOK.get(path[0]);
    for name in &path[1..] {
        place = place.and_then(|value| value.get(name));
    }
    match place {
        Some(Value::String(only)) => vec![only],
        Some(Value::Table(forms)) => ["me", "other", "child"]
            .into_iter()
            .filter_map(|form| forms.get(form)?.as_str())
            .collect(),
        _ => panic!("the protocol says nothing at {}", path.join(".")),
    }
}

/// Every form of an option's label; the option is named like `where.calf`.
pub fn labels(option: &str) -> Vec<&'static str> {
    let (question, option) = option.split_once('.').expect("a question and its option");
    forms(&["question", question, option, "label"])
}

/// The label of an option, such as `where.calf`.
pub fn label(option: &str) -> &'static str {
    labels(option)[0]
}

/// What the summary says for an option.
pub fn said(option: &str) -> &'static str {
    let (question, option) = option.split_once('.').expect("a question and its option");
    forms(&["question", question, option, "said"])[0]
}

/// The label of the answer that nothing of a checklist is true.
pub fn none(question: &str) -> &'static str {
    forms(&["question", question, "none"])[0]
}

/// Every form of a question.
pub fn asks(question: &str) -> Vec<&'static str> {
    forms(&["question", question, "ask"])
}

/// A question, as it is put to the visitor.
pub fn ask(question: &str) -> &'static str {
    asks(question)[0]
}

/// The Change button of a question's row.
pub fn change(question: &str) -> String {
    format!("Change: {}", ask(question))
}
