//! Conditions as sentences a clinician reads, in the words of the options themselves.

use unknot_protocol::{Kind, Node, NodeId};

use super::book::Book;
use super::html::{escape, small};

/// Up to so many answers a finding is written out in place; a larger one is named.
const SMALL: usize = 3;

/// The longest sentence that stands in one line rather than as a list.
const LINE: usize = 190;

/// A condition on its way to a sentence.
enum Phrase {
    Said(String),
    /// One place, or any of several.
    Place(Vec<String>),
    Not(Box<Phrase>),
    All(Vec<Phrase>),
    Any(Vec<Phrase>),
    Least(u16, Vec<Phrase>),
}

/// The condition as HTML: one line where it is short, nested lists where it is long.
pub(super) fn sentence(book: &Book, node: NodeId) -> String {
    phrase(book, node, true).html()
}

/// The condition, or "always" where there is none.
pub(super) fn or_always(book: &Book, node: Option<NodeId>) -> String {
    node.map_or_else(|| "always".to_owned(), |node| sentence(book, node))
}

/// How many answers a condition looks at.
pub(super) fn answers(book: &Book, node: NodeId) -> usize {
    match &book.protocol.nodes[usize::from(node)] {
        Node::Option { .. } | Node::AtLeast { .. } => 1,
        Node::Not(of) => answers(book, *of),
        Node::All(of) | Node::Any(of) | Node::Count { of, .. } => {
            of.iter().map(|&part| answers(book, part)).sum()
        }
    }
}

/// Whether the finding is named rather than written out.
pub(super) fn is_named(book: &Book, node: NodeId) -> bool {
    book.findings.contains_key(&node) && answers(book, node) > SMALL
}

fn phrase(book: &Book, node: NodeId, root: bool) -> Phrase {
    if !root && is_named(book, node) {
        let id = escape(&book.findings[&node]);
        return Phrase::Said(format!(
            "<a class=\"term\" href=\"#t.{id}\">{}</a>",
            id.replace('-', " ")
        ));
    }
    if let Some(range) = range(book, node) {
        return Phrase::Said(range);
    }
    let of = |of: &[NodeId]| -> Vec<Phrase> {
        of.iter().map(|&part| phrase(book, part, false)).collect()
    };
    match &book.protocol.nodes[usize::from(node)] {
        Node::Option {
            question, option, ..
        } => {
            let said = option_said(book, *question, *option);
            if is_place(book, *question) {
                Phrase::Place(vec![said])
            } else {
                Phrase::Said(said)
            }
        }
        Node::AtLeast {
            question, least, ..
        } => Phrase::Said(number_said(book, *question, &format!("is {least} or more"))),
        Node::Not(inner) => match phrase(book, *inner, false) {
            Phrase::Not(inner) => *inner,
            inner => Phrase::Not(Box::new(inner)),
        },
        Node::All(parts) => {
            let parts: Vec<NodeId> = parts
                .iter()
                .copied()
                .filter(|&part| !said_anyway(book, part, parts))
                .collect();
            flat(of(&parts), true)
        }
        Node::Any(parts) => flat(of(parts), false),
        Node::Count { least, of: parts } => Phrase::Least(*least, of(parts)),
    }
}

/// "a and (b and c)" reads as "a and b and c".
fn flat(parts: Vec<Phrase>, all: bool) -> Phrase {
    let mut out = Vec::new();
    for part in parts {
        match part {
            Phrase::All(inner) if all => out.extend(inner),
            Phrase::Any(inner) if !all => out.extend(inner),
            Phrase::Place(inner) if !all => match out.iter_mut().find_map(Phrase::places) {
                Some(places) => places.extend(inner),
                None => out.push(Phrase::Place(inner)),
            },
            other => out.push(other),
        }
    }
    match (out.len(), all) {
        (1, _) => out.remove(0),
        (_, true) => Phrase::All(out),
        (_, false) => Phrase::Any(out),
    }
}

/// "A number was given" goes without saying beside a range of the same number.
fn said_anyway(book: &Book, part: NodeId, beside: &[NodeId]) -> bool {
    let Node::AtLeast {
        question, least, ..
    } = book.protocol.nodes[usize::from(part)]
    else {
        return false;
    };
    let kind = book.protocol.questions[usize::from(question)].kind;
    let lowest = matches!(kind, Kind::Number { least: lowest, .. } if lowest == least);
    lowest && beside.iter().any(|&other| range(book, other).is_some())
}

/// "Under 16" is stored as "was given, and is not 16 or more".
fn range(book: &Book, node: NodeId) -> Option<String> {
    let nodes = &book.protocol.nodes;
    let Node::All(parts) = &nodes[usize::from(node)] else {
        return None;
    };
    let [low, high] = parts.as_slice() else {
        return None;
    };
    let Node::AtLeast {
        question, least, ..
    } = nodes[usize::from(*low)]
    else {
        return None;
    };
    let Node::Not(reached) = nodes[usize::from(*high)] else {
        return None;
    };
    let Node::AtLeast {
        question: same,
        least: end,
        ..
    } = nodes[usize::from(reached)]
    else {
        return None;
    };
    let lowest = match book.protocol.questions[usize::from(question)].kind {
        Kind::Number { least, .. } => least,
        _ => 0,
    };
    (question == same).then(|| {
        let words = if end == least + 1 {
            format!("is {least}")
        } else if least == lowest {
            format!("is under {end}")
        } else {
            format!("is from {least} to {}", end - 1)
        };
        number_said(book, question, &words)
    })
}

fn number_said(book: &Book, question: u16, words: &str) -> String {
    let id = escape(&book.protocol.questions[usize::from(question)].id);
    format!("<a class=\"ans\" href=\"#q.{id}\">{id} {words}</a>")
}

fn option_said(book: &Book, question: u16, option: u16) -> String {
    let asked = &book.protocol.questions[usize::from(question)];
    let words = bare_words(book, question, option);
    let id = escape(&asked.options[usize::from(option)].id);
    let home = escape(&asked.id);
    format!(
        "<a class=\"ans\" href=\"#q.{home}\" title=\"{home}.{id}\">{}</a>",
        escape(&words)
    )
}

/// What choosing an option says, as plain words within a sentence.
pub(super) fn option_words(book: &Book, question: u16, option: u16) -> String {
    let said = bare_words(book, question, option);
    // The places are things, not statements; everything else is one.
    if is_place(book, question) {
        format!("the place is {said}")
    } else {
        said
    }
}

fn is_place(book: &Book, question: u16) -> bool {
    book.protocol.questions[usize::from(question)].id == "where"
}

fn bare_words(book: &Book, question: u16, option: u16) -> String {
    let (question, option) = (usize::from(question), usize::from(option));
    let id = &book.protocol.questions[question].id;
    let words = book
        .main()
        .and_then(|language| language.words.questions.get(question));
    let said = words.and_then(|words| words.options.get(option));
    let Some(said) = said.filter(|said| !said.said.me.is_empty()) else {
        let option = &book.protocol.questions[question].options[option].id;
        return format!("{id}: {option}");
    };
    small(&said.said.me)
}

impl Phrase {
    fn places(&mut self) -> Option<&mut Vec<String>> {
        match self {
            Self::Place(places) => Some(places),
            _ => None,
        }
    }

    fn html(&self) -> String {
        let line = self.line(false);
        if self.depth() <= 2 && visible(&line) <= LINE {
            return line;
        }
        match self {
            Self::Said(_) | Self::Place(_) => line,
            Self::Not(of) => match &**of {
                Self::Any(parts) => listed("none of these:", parts),
                Self::All(parts) => listed("not all of these together:", parts),
                other => format!("<em>not</em> {}", other.html()),
            },
            Self::All(parts) => listed("all of these:", parts),
            Self::Any(parts) => listed("any of these:", parts),
            Self::Least(least, parts) => listed(&format!("at least {least} of these:"), parts),
        }
    }

    fn line(&self, inner: bool) -> String {
        let joined = |parts: &[Self], word: &str| {
            let parts: Vec<String> = parts.iter().map(|part| part.line(true)).collect();
            let line = parts.join(&format!(" <em>{word}</em> "));
            if inner { format!("({line})") } else { line }
        };
        match self {
            Self::Said(said) => said.clone(),
            Self::Place(places) => match places.split_last() {
                Some((last, before)) if !before.is_empty() => {
                    format!("the place is {} <em>or</em> {last}", before.join(", "))
                }
                _ => format!("the place is {}", places.concat()),
            },
            Self::Not(of) => match &**of {
                Self::Any(parts) => {
                    let parts: Vec<String> = parts.iter().map(|part| part.line(true)).collect();
                    let line = format!("<em>none of:</em> {}", parts.join("; "));
                    if inner { format!("({line})") } else { line }
                }
                other => format!("<em>not</em> {}", other.line(true)),
            },
            Self::All(parts) => joined(parts, "and"),
            Self::Any(parts) => joined(parts, "or"),
            Self::Least(least, parts) => {
                let parts: Vec<String> = parts.iter().map(|part| part.line(true)).collect();
                let line = format!("<em>at least {least} of:</em> {}", parts.join("; "));
                if inner { format!("({line})") } else { line }
            }
        }
    }

    fn depth(&self) -> usize {
        match self {
            Self::Said(_) | Self::Place(_) => 0,
            Self::Not(of) => of.depth(),
            Self::All(of) | Self::Any(of) | Self::Least(_, of) => {
                1 + of.iter().map(Self::depth).max().unwrap_or(0)
            }
        }
    }
}

fn listed(lead: &str, parts: &[Phrase]) -> String {
    let parts: String = parts
        .iter()
        .map(|part| format!("<li>{}</li>", part.html()))
        .collect();
    format!("<div class=\"cond\"><em>{lead}</em><ul>{parts}</ul></div>")
}

/// How many characters a reader sees.
fn visible(html: &str) -> usize {
    let mut inside = false;
    html.chars()
        .filter(|&c| {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    return false;
                }
                _ => {}
            }
            !inside
        })
        .count()
}
