use std::collections::BTreeMap;
use std::path::Path;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};
use walkdir::WalkDir;

use super::problem::Problem;
use super::translation::ABOUT;

/// One table `[kind.id]` of a file.
#[derive(Clone, Debug)]
pub(super) struct Item<'i> {
    pub(super) id: String,
    pub(super) file: String,
    pub(super) line: usize,
    value: Spanned<DeValue<'i>>,
    /// Where each line of the file starts, so that a span becomes a line.
    starts: std::rc::Rc<Vec<usize>>,
}

/// All tables of one kind, in the order of files and lines.
pub(super) type Items<'i> = BTreeMap<String, Vec<Item<'i>>>;

/// The text of every TOML file, which the items borrow from.
pub(super) struct Files {
    files: Vec<(String, String)>,
}

impl<'i> Item<'i> {
    /// Reads the table as that type; a problem says what does not fit.
    pub(super) fn as_a<T: DeserializeOwned>(&self, problems: &mut Vec<Problem>) -> Option<T> {
        match T::deserialize(ValueDeserializer::from(self.value.clone())) {
            Ok(raw) => Some(raw),
            Err(error) => {
                let line = error
                    .span()
                    .map_or(self.line, |span| self.line_at(span.start));
                let what = format!("`{}` cannot be read: {}", self.id, error.message());
                problems.push(self.problem_at(
                    line,
                    what,
                    "see protocol/README.md for the fields of this kind",
                ));
                None
            }
        }
    }

    /// A short fingerprint of what it says.
    pub(super) fn fingerprint(&self) -> String {
        blake3::hash(plain(self.value.get_ref()).as_bytes()).to_hex()[..8].to_owned()
    }

    pub(super) fn problem(&self, what: impl Into<String>, help: impl Into<String>) -> Problem {
        self.problem_at(self.line, what, help)
    }

    pub(super) fn problem_at(
        &self,
        line: usize,
        what: impl Into<String>,
        help: impl Into<String>,
    ) -> Problem {
        Problem {
            file: self.file.clone(),
            line,
            what: what.into(),
            help: help.into(),
        }
    }

    pub(super) fn line_at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// The fields, for kinds that hold named values and nothing else.
    pub(super) fn fields(&self) -> Vec<(String, usize, Spanned<DeValue<'i>>)> {
        match self.value.get_ref() {
            DeValue::Table(table) => table
                .iter()
                .map(|(key, value)| {
                    (
                        key.get_ref().to_string(),
                        self.line_at(key.span().start),
                        value.clone(),
                    )
                })
                .collect(),
            _ => Vec::new(),
        }
    }
}

impl Files {
    /// Loads every TOML file below the folder.
    pub(super) fn load(folder: &Path, problems: &mut Vec<Problem>) -> Self {
        let mut files = Vec::new();
        for path in toml_files(folder) {
            match std::fs::read_to_string(folder.join(&path)) {
                Ok(text) => files.push((path, text)),
                Err(error) => problems.push(Problem {
                    what: format!("the file cannot be read: {error}"),
                    help: "save it as UTF-8 text".to_owned(),
                    file: path,
                    line: 0,
                }),
            }
        }
        Self { files }
    }

    /// Everything but the words.
    pub(super) fn rules(&self, problems: &mut Vec<Problem>) -> Items<'_> {
        let mut items = Items::new();
        for (path, text) in self
            .files
            .iter()
            .filter(|(path, _)| !path.starts_with("text/"))
        {
            read_file(path, text, &mut items, problems);
        }
        items
    }

    /// The words, language by language.
    pub(super) fn texts(&self, problems: &mut Vec<Problem>) -> BTreeMap<String, Items<'_>> {
        let mut languages: BTreeMap<String, Items> = BTreeMap::new();
        for (path, text) in &self.files {
            if let Some((tag, _)) = path
                .strip_prefix("text/")
                .and_then(|rest| rest.split_once('/'))
            {
                read_file(
                    path,
                    text,
                    languages.entry(tag.to_owned()).or_default(),
                    problems,
                );
            }
        }
        languages
    }
}

/// A fingerprint of all these rules or words, whatever files they stand in.
///
/// What is said about them is left out: signing off changes nothing that was signed.
pub(super) fn fingerprint(sets: &[&Items]) -> String {
    let mut hash = blake3::Hasher::new();
    for (tag, items) in sets.iter().enumerate() {
        for (kind, list) in *items {
            if ABOUT.contains(&kind.as_str()) {
                continue;
            }
            let mut list: Vec<&Item> = list.iter().collect();
            list.sort_by(|a, b| a.id.cmp(&b.id));
            for item in list {
                hash.update(
                    format!(
                        "{tag}\0{kind}\0{}\0{}\n",
                        item.id,
                        plain(item.value.get_ref())
                    )
                    .as_bytes(),
                );
            }
        }
    }
    hash.finalize().to_hex()[..16].to_owned()
}

fn plain(value: &DeValue) -> String {
    match value {
        DeValue::Table(table) => {
            let mut rows: Vec<String> = table
                .iter()
                .map(|(key, value)| format!("{}={}", key.get_ref(), plain(value.get_ref())))
                .collect();
            rows.sort();
            format!("{{{}}}", rows.join("\u{1}"))
        }
        DeValue::Array(list) => {
            let list: Vec<String> = list.iter().map(|value| plain(value.get_ref())).collect();
            format!("[{}]", list.join("\u{1}"))
        }
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(yes) => yes.to_string(),
        DeValue::Datetime(date) => date.to_string(),
    }
}

fn toml_files(folder: &Path) -> Vec<String> {
    let mut files: Vec<String> = WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|end| end == "toml"))
        .filter_map(|entry| {
            let below = entry.path().strip_prefix(folder).ok()?;
            Some(below.to_string_lossy().replace('\\', "/"))
        })
        .collect();
    files.sort();
    files
}

fn read_file<'i>(path: &str, text: &'i str, items: &mut Items<'i>, problems: &mut Vec<Problem>) {
    let problem = |line, what: String, help: &str| Problem {
        file: path.to_owned(),
        line,
        what,
        help: help.to_owned(),
    };
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(place, _)| place + 1))
        .collect();
    let starts = std::rc::Rc::new(starts);
    let table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(error) => {
            let line = error.span().map_or(0, |span| {
                starts.partition_point(|start| *start <= span.start)
            });
            problems.push(problem(
                line,
                format!("this is not TOML: {}", error.message()),
                "see protocol/README.md for the format",
            ));
            return;
        }
    };
    for (kind, tables) in table.into_inner() {
        let line = starts.partition_point(|start| *start <= kind.span().start);
        let kind = kind.into_inner().into_owned();
        let list = items.entry(kind.clone()).or_default();
        let span = tables.span();
        match tables.into_inner() {
            // One table of named values, such as [finding] or [protocol].
            DeValue::Table(fields) if SINGLE.contains(&kind.as_str()) => {
                let value = Spanned::new(span, DeValue::Table(fields));
                list.push(Item {
                    id: kind,
                    file: path.to_owned(),
                    line,
                    value,
                    starts: starts.clone(),
                });
            }
            DeValue::Table(tables) => {
                for (id, value) in tables {
                    let line = starts.partition_point(|start| *start <= id.span().start);
                    let id = id.into_inner().into_owned();
                    if let Some(first) = list.iter().find(|item| item.id == id) {
                        let what = format!(
                            "{kind} `{id}` stands twice; first in {} line {}",
                            first.file, first.line
                        );
                        problems.push(problem(line, what, "keep one, or give this one its own id"));
                    }
                    list.push(Item {
                        id,
                        file: path.to_owned(),
                        line,
                        value,
                        starts: starts.clone(),
                    });
                }
            }
            DeValue::Array(rows) => {
                for (place, value) in rows.into_iter().enumerate() {
                    let line = starts.partition_point(|start| *start <= value.span().start);
                    let id = format!("{kind}-{}", place + 1);
                    list.push(Item {
                        id,
                        file: path.to_owned(),
                        line,
                        value,
                        starts: starts.clone(),
                    });
                }
            }
            _ => problems.push(problem(
                line,
                format!("`{kind}` stands outside a table"),
                "start with a table such as `[question.some-id]`",
            )),
        }
    }
}

/// Kinds that are one table of named values rather than a table for each id.
const SINGLE: [&str; 9] = [
    "finding",
    "protocol",
    "interface",
    "later",
    "gate",
    "brief",
    "language",
    "english",
    "search-ignored",
];
