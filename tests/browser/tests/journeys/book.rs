//! The words of the content by their ids, so that whoever finds better words breaks no journey.

use std::{collections::BTreeMap, fs, path::Path, sync::LazyLock};

use toml::{Table, Value};

use crate::lengthened::{longer, mirrored};

/// Everything that `protocol/text/en/` says, in one table.
static BOOK: LazyLock<Table> = LazyLock::new(|| open("en"));
/// The same in Spanish.
static SPANISH: LazyLock<Table> = LazyLock::new(|| open("es"));

/// What stands at the same place in the two books, English first.
static PAIRS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let mut pairs = Vec::new();
    for (name, english) in BOOK.iter() {
        if let Some(spanish) = SPANISH.get(name) {
            pair(english, spanish, &mut pairs);
        }
    }
    pairs
});

fn open(lang: &str) -> Table {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../protocol/text")
        .join(lang);
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
}

fn pair(
    english: &'static Value,
    spanish: &'static Value,
    pairs: &mut Vec<(&'static str, &'static str)>,
) {
    match (english, spanish) {
        (Value::String(english), Value::String(spanish)) => pairs.push((english, spanish)),
        (Value::Table(english), Value::Table(spanish)) => {
            for (name, english) in english {
                if let Some(spanish) = spanish.get(name) {
                    pair(english, spanish, pairs);
                }
            }
        }
        (Value::Array(english), Value::Array(spanish)) => {
            for (english, spanish) in english.iter().zip(spanish) {
                pair(english, spanish, pairs);
            }
        }
        // One language needs forms for several speakers where the other needs none.
        (Value::String(_), Value::Table(forms)) => {
            forms.values().for_each(|form| pair(english, form, pairs));
        }
        (Value::Table(forms), Value::String(_)) => {
            forms.values().for_each(|form| pair(form, spanish, pairs));
        }
        _ => {}
    }
}

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
    forms_in(&BOOK, path)
}

fn forms_in(book: &'static Table, path: &[&str]) -> Vec<&'static str> {
    let mut place = book.get(path[0]);
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

/// Every form of an option's label, in both languages.
pub fn labels_anywhere(option: &str) -> Vec<&'static str> {
    let (question, name) = option.split_once('.').expect("a question and its option");
    let mut labels = labels(option);
    labels.extend(forms_in(&SPANISH, &["question", question, name, "label"]));
    labels
}

/// What the checker says in Spanish where it says this in English.
pub fn spanish(english: &str) -> &'static str {
    let found = PAIRS.iter().find(|(one, _)| *one == english);
    found.map_or_else(|| panic!("no words say “{english}”"), |(_, other)| other)
}

/// What the checker says in English where it says this in Spanish or in a test's own language; the
/// same where it says it in English.
pub fn english(shown: &str) -> &str {
    static FROM: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
        let mut from = BTreeMap::new();
        for (one, other) in PAIRS.iter() {
            for other in [(*other).to_owned(), longer(one), mirrored(one)] {
                from.entry(other).or_insert(*one);
            }
        }
        from
    });
    FROM.get(shown).copied().unwrap_or(shown)
}

/// Whether these words belong to the English book and not to the Spanish one.
pub fn is_only_english(shown: &str) -> bool {
    PAIRS.iter().any(|(one, _)| *one == shown) && !PAIRS.iter().any(|(_, other)| *other == shown)
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
