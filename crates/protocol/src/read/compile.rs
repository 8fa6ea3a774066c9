//! From files to rules: names are resolved, conditions become nodes.

mod conditions;
mod questions;
mod rules;

use std::collections::{BTreeMap, HashMap};

use serde::de::DeserializeOwned;

use super::Content;
use super::document::{RawProtocol, RawQuestion, RawSignOff};
use super::files::{Item, Items};
use super::problem::{Problem, did_you_mean};
use crate::{Node, NodeId, Protocol, QuestionId};

/// A choice made where the dossier contradicts itself or marks doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its name.
    pub id: String,
    /// The dossier's rows it is about.
    pub rows: Vec<String>,
    /// What was chosen.
    pub chose: String,
    /// Why.
    pub because: String,
}

/// Every kind of table the rules may hold.
const KINDS: [&str; 24] = [
    "protocol", "sign-off", "entry", "level", "gate", "question", "finding", "red-flag", "pattern",
    "muscle", "exercise", "pose", "massage", "advice", "service", "place", "country", "source",
    "decision", "map", "map-line", "region", "part", "brief",
];

pub(super) fn compile(items: &Items, problems: &mut Vec<Problem>) -> Content {
    for (kind, list) in items
        .iter()
        .filter(|(kind, _)| !KINDS.contains(&kind.as_str()))
    {
        for item in list {
            problems.push(item.problem(
                format!("`{kind}` is no kind of table"),
                did_you_mean(kind, KINDS, "see protocol/README.md for the kinds"),
            ));
        }
    }
    let mut compiler = Compiler::new(items, problems);
    compiler.head();
    compiler.questions();
    compiler.lists();
    compiler.red_flags();
    compiler.plan();
    compiler.entries();
    compiler.unused_findings();
    let decisions = compiler.decisions();
    let findings = compiler.findings.iter();
    let findings = findings
        .filter_map(|(name, finding)| match finding.state {
            State::Done(node) => Some((name.clone(), node)),
            _ => None,
        })
        .collect();
    Content {
        protocol: compiler.protocol,
        languages: Vec::new(),
        drafts: Vec::new(),
        figures: Vec::new(),
        decisions,
        findings,
    }
}

enum State {
    Waiting,
    Working,
    Done(NodeId),
}

struct Finding<'a, 'i> {
    item: &'a Item<'i>,
    line: usize,
    text: String,
    state: State,
    used: bool,
}

struct Asked<'a, 'i> {
    item: &'a Item<'i>,
    raw: RawQuestion,
    id: QuestionId,
    state: State,
}

struct Compiler<'a, 'i> {
    items: &'a Items<'i>,
    problems: &'a mut Vec<Problem>,
    protocol: Protocol,
    known: HashMap<Node, NodeId>,
    findings: BTreeMap<String, Finding<'a, 'i>>,
    asked: BTreeMap<String, Asked<'a, 'i>>,
    places: HashMap<String, u16>,
    advice: HashMap<String, u16>,
    sources: HashMap<String, u16>,
    muscles: HashMap<String, u16>,
    /// The options whose `show` is being read, so that one cannot depend on itself.
    showing: Vec<String>,
}

impl<'a, 'i> Compiler<'a, 'i> {
    fn new(items: &'a Items<'i>, problems: &'a mut Vec<Problem>) -> Self {
        let mut findings: BTreeMap<String, Finding> = BTreeMap::new();
        for item in items.get("finding").into_iter().flatten() {
            for (name, line, value) in item.fields() {
                let Some(text) = value.get_ref().as_str() else {
                    problems.push(item.problem_at(
                        line,
                        format!("finding `{name}` is no text"),
                        "write the condition in quotation marks",
                    ));
                    continue;
                };
                if let Some(first) = findings.get(&name) {
                    let what = format!(
                        "finding `{name}` stands twice; first in {} line {}",
                        first.item.file, first.line
                    );
                    problems.push(item.problem_at(
                        line,
                        what,
                        "keep one, or give this one its own id",
                    ));
                    continue;
                }
                let finding = Finding {
                    item,
                    line,
                    text: text.to_owned(),
                    state: State::Waiting,
                    used: false,
                };
                findings.insert(name, finding);
            }
        }
        Self {
            items,
            problems,
            protocol: Protocol::default(),
            known: HashMap::new(),
            findings,
            asked: BTreeMap::new(),
            places: HashMap::new(),
            advice: HashMap::new(),
            sources: HashMap::new(),
            muscles: HashMap::new(),
            showing: Vec::new(),
        }
    }

    /// Every table of that kind that can be read, by id.
    fn all<T: DeserializeOwned>(&mut self, kind: &str) -> Vec<(&'a Item<'i>, T)> {
        let list = self.items.get(kind).map(Vec::as_slice).unwrap_or_default();
        let mut list: Vec<(&Item, T)> = list
            .iter()
            .filter_map(|item| Some((item, item.as_a(self.problems)?)))
            .collect();
        list.sort_by(|a, b| a.0.id.cmp(&b.0.id));
        for (item, _) in &list {
            let fine = |c: char| c.is_ascii_alphanumeric() || c == '-';
            if !item.id.chars().all(fine) {
                self.problems.push(item.problem(
                    format!("`{}` is no id", item.id),
                    "lower-case words joined by hyphens",
                ));
            }
        }
        list
    }

    fn head(&mut self) {
        let heads = self.all::<RawProtocol>("protocol");
        match heads.as_slice() {
            [(_, head)] => {
                self.protocol.version.clone_from(&head.version);
                self.protocol.review_by = head.review_by.to_string();
            }
            _ => self.problems.push(Problem {
                file: "protocol.toml".to_owned(),
                line: 0,
                what: format!("there are {} tables [protocol]", heads.len()),
                help: "one table [protocol] with version = \"0.1.0\" and review-by = 2027-05-20"
                    .to_owned(),
            }),
        }
        for (_, raw) in self.all::<RawSignOff>("sign-off") {
            self.protocol.sign_offs.push(raw.into());
        }
    }
}
