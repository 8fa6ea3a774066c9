//! The names of findings.
//!
//! The compiled protocol knows conditions only by their place, so the names are read from the
//! `[finding]` tables and looked up among the conditions. A name that cannot be looked up is
//! left out: its condition is then written out in full wherever it stands.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use unknot_protocol::{Kind, Node, NodeId, Protocol};

/// Every finding of the folder as it is written: name and condition.
pub(super) fn read(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return found;
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            found.extend(read(&path));
        } else if path.extension().is_some_and(|end| end == "toml") {
            found.extend(in_text(&std::fs::read_to_string(&path).unwrap_or_default()));
        }
    }
    found
}

fn in_text(text: &str) -> Vec<(String, String)> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line.starts_with("[finding]");
        } else if inside && let Some((name, condition)) = line.split_once('=') {
            let condition = condition.trim().strip_prefix('"');
            if let Some((condition, _)) = condition.and_then(|rest| rest.split_once('"')) {
                found.push((name.trim().to_owned(), condition.to_owned()));
            }
        }
    }
    found
}

/// The name of each condition that is a finding; the first in the alphabet where two are alike.
pub(super) fn findings(protocol: &Protocol, text: &[(String, String)]) -> BTreeMap<NodeId, String> {
    let lookup = Lookup {
        protocol,
        text: text
            .iter()
            .map(|(name, condition)| (name.as_str(), condition.as_str()))
            .collect(),
        places: protocol
            .nodes
            .iter()
            .enumerate()
            .map(|(place, node)| (node, place as NodeId))
            .collect(),
    };
    let mut named: BTreeMap<NodeId, String> = BTreeMap::new();
    for (name, condition) in &lookup.text {
        if let Some(node) = lookup.condition(condition) {
            named.entry(node).or_insert_with(|| (*name).to_owned());
        }
    }
    named
}

struct Lookup<'a> {
    protocol: &'a Protocol,
    text: BTreeMap<&'a str, &'a str>,
    places: HashMap<&'a Node, NodeId>,
}

impl Lookup<'_> {
    fn condition(&self, text: &str) -> Option<NodeId> {
        let spaced = ["(", ")", ",", "<=", ">="]
            .iter()
            .fold(text.to_owned(), |text, sign| {
                text.replace(sign, &format!(" {sign} "))
            });
        let mut words = spaced.split_whitespace().collect::<Vec<_>>();
        words.reverse();
        self.sentence(&mut words)
    }

    fn place(&self, node: &Node) -> Option<NodeId> {
        self.places.get(node).copied()
    }

    /// Parts joined by "and" or by "or"; the words are taken from the end.
    fn sentence(&self, words: &mut Vec<&str>) -> Option<NodeId> {
        let mut parts = vec![self.part(words)?];
        let mut joined = "";
        while let Some(word @ ("and" | "or")) = words.last().copied() {
            joined = word;
            words.pop();
            parts.push(self.part(words)?);
        }
        match joined {
            "" => parts.pop(),
            "and" => self.place(&Node::All(parts)),
            _ => self.place(&Node::Any(parts)),
        }
    }

    fn part(&self, words: &mut Vec<&str>) -> Option<NodeId> {
        match words.pop()? {
            "not" => {
                let of = self.part(words)?;
                self.place(&Node::Not(of))
            }
            "(" => {
                let inner = self.sentence(words);
                words.pop();
                inner
            }
            "any" => {
                let of = self.list(words)?;
                self.place(&Node::Any(of))
            }
            "all" => {
                let of = self.list(words)?;
                self.place(&Node::All(of))
            }
            "at" => {
                words.pop();
                let least = words.pop()?.parse().ok()?;
                let of = self.list(words)?;
                self.place(&Node::Count { least, of })
            }
            name => self.name(name, words),
        }
    }

    fn list(&self, words: &mut Vec<&str>) -> Option<Vec<NodeId>> {
        (words.pop()? == "of" && words.pop()? == "(").then_some(())?;
        let mut parts = Vec::new();
        loop {
            parts.push(self.sentence(words)?);
            if words.pop()? != "," {
                return Some(parts);
            }
        }
    }

    fn name(&self, name: &str, words: &mut Vec<&str>) -> Option<NodeId> {
        if let Some(sign @ ("<" | "<=" | "=" | ">=" | ">")) = words.last().copied() {
            words.pop();
            let number = words.pop()?.parse().ok()?;
            return self.number(name, sign, number);
        }
        let Some((question, option)) = name.split_once('.') else {
            return self.condition(self.text.get(name)?);
        };
        let questions = &self.protocol.questions;
        let asked = questions.iter().position(|known| known.id == question)?;
        let chosen = questions[asked].option(option)?;
        let place = self.protocol.nodes.iter().position(|node| {
            matches!(node, Node::Option { question, option, .. }
                if usize::from(*question) == asked && *option == chosen)
        })?;
        Some(place as NodeId)
    }

    fn number(&self, question: &str, sign: &str, number: u16) -> Option<NodeId> {
        let questions = &self.protocol.questions;
        let asked = questions.iter().position(|known| known.id == question)?;
        let Kind::Number { least: lowest, .. } = questions[asked].kind else {
            return None;
        };
        let at_least = |number: u16| {
            let place = self.protocol.nodes.iter().position(|node| {
                matches!(node, Node::AtLeast { question, least, .. }
                    if usize::from(*question) == asked && *least == number)
            })?;
            Some(place as NodeId)
        };
        let below = |number: u16| self.place(&Node::Not(at_least(number)?));
        match sign {
            ">=" => at_least(number),
            ">" => at_least(number + 1),
            "<" => self.place(&Node::All(vec![at_least(lowest)?, below(number)?])),
            "<=" => self.place(&Node::All(vec![at_least(lowest)?, below(number + 1)?])),
            _ => self.place(&Node::All(vec![at_least(number)?, below(number + 1)?])),
        }
    }
}
