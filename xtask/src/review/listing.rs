//! One line for each rule, question and offer: what reviewers compare between versions.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};
use unknot_protocol::{Goal, Kind, Level, Node, NodeId};

use super::book::Book;

/// Where it is pinned, below the project.
pub(super) const PINNED: &str = "protocol/listing.txt";

/// The listing of this content, sorted.
pub(super) fn listing(book: &Book) -> String {
    let mut lines = Vec::new();
    questions(book, &mut lines);
    rules(book, &mut lines);
    plan(book, &mut lines);
    others(book, &mut lines);
    for (&node, name) in &book.findings {
        lines.push(line(
            "finding",
            name,
            &[("when", written(book, node, true))],
        ));
    }
    lines.sort();
    let mut out = String::from(
        "# One line for each rule, written by `cargo xtask review --update`; not edited by hand.\n",
    );
    for line in lines {
        out += &line;
        out.push('\n');
    }
    out
}

fn line(kind: &str, id: &str, fields: &[(&str, String)]) -> String {
    let mut line = format!("{kind} {id}");
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        // Writing to a string cannot fail.
        let _ = write!(line, " | {name}: {value}");
    }
    line
}

fn questions(book: &Book, lines: &mut Vec<String>) {
    for (place, question) in book.protocol.questions.iter().enumerate() {
        let kind = match question.kind {
            Kind::Choice => "choice".to_owned(),
            Kind::Several { most } => format!("up to {most}"),
            Kind::Checklist => "checklist".to_owned(),
            Kind::YesNo => "yes-no".to_owned(),
            Kind::Number { least, most } => format!("number {least} to {most}"),
        };
        let options: Vec<&str> = question
            .options
            .iter()
            .map(|option| option.id.as_str())
            .collect();
        let shown: Vec<String> = question
            .options
            .iter()
            .filter_map(|option| {
                Some(format!(
                    "{} = {}",
                    option.id,
                    written(book, option.show?, false)
                ))
            })
            .collect();
        lines.push(line(
            "question",
            &question.id,
            &[
                ("kind", kind),
                ("options", options.join(", ")),
                ("when", optional(book, question.ask_when)),
                ("shown", shown.join("; ")),
                (
                    "words",
                    words(book, |language| {
                        format!("{:?}", language.words.questions[place])
                    }),
                ),
            ],
        ));
    }
}

fn rules(book: &Book, lines: &mut Vec<String>) {
    let protocol = book.protocol;
    for (place, flag) in protocol.red_flags.iter().enumerate() {
        let mut fields: Vec<(&str, String)> = flag
            .levels
            .iter()
            .map(|&(level, node)| (level.id(), written(book, node, false)))
            .collect();
        let places: Vec<String> = flag
            .places
            .iter()
            .map(|(level, place)| {
                format!(
                    "{} = {}",
                    level.id(),
                    protocol.places[usize::from(*place)].id
                )
            })
            .collect();
        fields.extend([
            ("where", places.join(", ")),
            ("until", advice(book, &flag.until)),
            ("source", sources(book, &flag.sources)),
            ("evidence", flag.evidence.to_string()),
            (
                "words",
                words(book, |language| {
                    format!("{:?}", language.plan_words.red_flags[place])
                }),
            ),
        ]);
        lines.push(line("red-flag", &flag.id, &fields));
    }
    for entry in &protocol.entries {
        if let Goal::Relief { unless, after } = &entry.goal {
            let locked = after.locked.iter().map(|&(question, option)| {
                let question = &protocol.questions[usize::from(question)];
                format!(
                    "{}.{}",
                    question.id,
                    question.options[usize::from(option)].id
                )
            });
            let fields = [
                ("stretch-unless", written(book, *unless, false)),
                ("eased", advice(book, &after.eased)),
                ("gripping", advice(book, &after.gripping)),
                ("minutes", after.minutes.to_string()),
                ("locked", locked.collect::<Vec<_>>().join(", ")),
                ("source", sources(book, &after.sources)),
                ("evidence", after.evidence.to_string()),
            ];
            lines.push(line("entry", &entry.id, &fields));
        }
    }
    for (level, found) in Level::ALL.iter().zip(&protocol.levels) {
        let place = protocol.places[usize::from(found.place)].id.clone();
        lines.push(line(
            "level",
            level.id(),
            &[
                ("place", place),
                ("until", advice(book, &found.until)),
                (
                    "again",
                    found
                        .again
                        .map_or_else(String::new, |days| days.to_string()),
                ),
                ("source", sources(book, &found.sources)),
            ],
        ));
    }
}

fn plan(book: &Book, lines: &mut Vec<String>) {
    let protocol = book.protocol;
    let evidence = |sources_of: &[u16], letter: char| {
        [
            ("source", sources(book, sources_of)),
            ("evidence", letter.to_string()),
        ]
    };
    for (place, pattern) in protocol.patterns.iter().enumerate() {
        let mut fields = vec![
            ("fits", written(book, pattern.fits, false)),
            ("precedence", (place + 1).to_string()),
        ];
        for (label, pointers) in [
            ("for", &pattern.pointers_for),
            ("against", &pattern.pointers_against),
        ] {
            let pointers: Vec<String> = pointers
                .iter()
                .map(|pointer| format!("{} = {}", pointer.id, written(book, pointer.when, false)))
                .collect();
            fields.push((label, pointers.join("; ")));
        }
        fields.extend(evidence(&pattern.sources, pattern.evidence));
        fields.push((
            "words",
            words(book, |language| {
                format!("{:?}", language.plan_words.patterns[place])
            }),
        ));
        lines.push(line("pattern", &pattern.id, &fields));
    }
    for (place, muscle) in protocol.muscles.iter().enumerate() {
        let said = words(book, |language| {
            format!("{:?}", language.plan_words.muscles[place])
        });
        lines.push(line(
            "muscle",
            &muscle.id,
            &[("when", written(book, muscle.when, false)), ("words", said)],
        ));
    }
    for (place, exercise) in protocol.exercises.iter().enumerate() {
        let marks = [
            ("gentle", exercise.gentle),
            ("quick", exercise.quick),
            ("both-sides", exercise.both_sides),
        ];
        let marks: Vec<&str> = marks
            .iter()
            .filter(|(_, set)| *set)
            .map(|(name, _)| *name)
            .collect();
        let ([hold, longest], [least, most]) = (exercise.hold, exercise.repeats);
        let mut fields = vec![
            (
                "muscle",
                protocol.muscles[usize::from(exercise.muscle)].id.clone(),
            ),
            (
                "how",
                format!(
                    "{:?} {:?} {}",
                    exercise.phase,
                    exercise.position,
                    marks.join(" ")
                )
                .trim()
                .to_lowercase(),
            ),
            (
                "dose",
                format!(
                    "{hold} to {longest} s, {least} to {most} times, rest {} s",
                    exercise.rest
                ),
            ),
            ("when", optional(book, exercise.when)),
            ("unless", optional(book, exercise.unless)),
        ];
        fields.extend(evidence(&exercise.sources, exercise.evidence));
        fields.push((
            "words",
            words(book, |language| {
                format!("{:?}", language.plan_words.exercises[place])
            }),
        ));
        lines.push(line("exercise", &exercise.id, &fields));
    }
    for (place, massage) in protocol.massages.iter().enumerate() {
        let muscle = massage
            .muscle
            .map(|muscle| protocol.muscles[usize::from(muscle)].id.clone());
        let mut fields = vec![
            ("by", format!("{:?}", massage.by).to_lowercase()),
            ("muscle", muscle.unwrap_or_default()),
            ("when", optional(book, massage.when)),
            ("unless", optional(book, massage.unless)),
        ];
        fields.extend(evidence(&massage.sources, massage.evidence));
        fields.push((
            "words",
            words(book, |language| {
                format!("{:?}", language.plan_words.massages[place])
            }),
        ));
        lines.push(line("massage", &massage.id, &fields));
    }
    for (place, said) in protocol.advice.iter().enumerate() {
        let levels: Vec<&str> = said.levels.iter().map(|level| level.id()).collect();
        let mut fields = vec![
            ("section", format!("{:?}", said.section).to_lowercase()),
            ("levels", levels.join(", ")),
            ("when", optional(book, said.when)),
            ("unless", optional(book, said.unless)),
        ];
        fields.extend(evidence(&said.sources, said.evidence));
        fields.push((
            "words",
            words(book, |language| {
                format!("{:?}", language.plan_words.advice[place])
            }),
        ));
        lines.push(line("advice", &said.id, &fields));
    }
}

fn others(book: &Book, lines: &mut Vec<String>) {
    let protocol = book.protocol;
    for (place, service) in protocol.services.iter().enumerate() {
        let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
        lines.push(line(
            "service",
            &service.id,
            &[
                ("hands-on", yes(service.hands_on)),
                ("assesses", yes(service.assesses)),
                ("when", optional(book, service.when)),
                ("unless", optional(book, service.unless)),
                (
                    "words",
                    words(book, |language| {
                        format!("{:?}", language.plan_words.services[place])
                    }),
                ),
            ],
        ));
    }
    let gates = protocol.gates;
    for (name, gate) in [
        ("stretch", gates.stretch),
        ("massage", gates.massage),
        ("hands-on", gates.hands_on),
    ] {
        lines.push(line(
            "gate",
            name,
            &[("closed when", written(book, gate, false))],
        ));
    }
    for source in &protocol.sources {
        lines.push(line(
            "source",
            &source.id,
            &[
                ("read", source.read.clone()),
                ("address", source.url.clone()),
            ],
        ));
    }
    for country in &protocol.countries {
        let advice: Vec<String> = country
            .advice
            .iter()
            .map(|(name, number)| format!("{name} {number}"))
            .collect();
        lines.push(line(
            "country",
            &country.id,
            &[
                ("emergency", country.emergency.join(", ")),
                ("advice", advice.join(", ")),
                (
                    "checked",
                    if country.checked { "yes" } else { "no" }.to_owned(),
                ),
            ],
        ));
    }
    for decision in &book.content.decisions {
        lines.push(line(
            "decision",
            &decision.id,
            &[(
                "words",
                short(&format!("{} {}", decision.chose, decision.because)),
            )],
        ));
    }
}

fn sources(book: &Book, places: &[u16]) -> String {
    let ids: Vec<&str> = places
        .iter()
        .map(|&place| book.protocol.sources[usize::from(place)].id.as_str())
        .collect();
    ids.join(", ")
}

fn advice(book: &Book, places: &[u16]) -> String {
    let ids: Vec<&str> = places
        .iter()
        .map(|&place| book.protocol.advice[usize::from(place)].id.as_str())
        .collect();
    ids.join(", ")
}

/// A short fingerprint of the words in each language.
fn words(book: &Book, of: impl Fn(&unknot_protocol::read::Language) -> String) -> String {
    let hashes: Vec<String> = book
        .content
        .languages
        .iter()
        .map(|language| format!("{} {}", language.tag, short(&of(language))))
        .collect();
    hashes.join(", ")
}

fn short(text: &str) -> String {
    Sha256::digest(text)
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn optional(book: &Book, node: Option<NodeId>) -> String {
    node.map_or_else(String::new, |node| written(book, node, false))
}

/// A condition in the condition language, findings by name.
fn written(book: &Book, node: NodeId, root: bool) -> String {
    if !root && let Some(name) = book.findings.get(&node) {
        return name.clone();
    }
    let list = |of: &[NodeId]| -> Vec<String> {
        of.iter().map(|&part| written(book, part, false)).collect()
    };
    let question = |place: u16| &book.protocol.questions[usize::from(place)];
    match &book.protocol.nodes[usize::from(node)] {
        Node::Option {
            question: asked,
            option,
            ..
        } => {
            let asked = question(*asked);
            format!("{}.{}", asked.id, asked.options[usize::from(*option)].id)
        }
        Node::AtLeast {
            question: asked,
            least,
            ..
        } => format!("{} >= {least}", question(*asked).id),
        Node::Not(of) => format!("not {}", written(book, *of, false)),
        Node::All(of) => format!("all of ({})", list(of).join(", ")),
        Node::Any(of) => format!("any of ({})", list(of).join(", ")),
        Node::Count { least, of } => format!("at least {least} of ({})", list(of).join(", ")),
    }
}

/// What two listings differ in.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// Kind and id of what is new.
    pub(super) new: Vec<String>,
    /// Kind and id of what is gone.
    pub(super) gone: Vec<String>,
    /// Kind and id of what changed, with each field before and after.
    pub(super) changed: Vec<(String, Vec<Change>)>,
}

/// A field that changed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) field: String,
    pub(super) before: String,
    pub(super) after: String,
}

impl Changes {
    pub(super) fn none(&self) -> bool {
        *self == Self::default()
    }
}

/// What changed from one listing to the next.
pub(super) fn compare(before: &str, after: &str) -> Changes {
    let (before, after) = (by_id(before), by_id(after));
    let mut changes = Changes::default();
    for (id, fields) in &after {
        match before.get(id) {
            None => changes.new.push((*id).to_owned()),
            Some(old) if old != fields => {
                let names: std::collections::BTreeSet<_> =
                    old.keys().chain(fields.keys()).collect();
                let value = |of: &BTreeMap<&str, &str>, name: &str| {
                    of.get(name).copied().unwrap_or_default().to_owned()
                };
                let differing = names
                    .into_iter()
                    .map(|name| Change {
                        field: (*name).to_owned(),
                        before: value(old, name),
                        after: value(fields, name),
                    })
                    .filter(|change| change.before != change.after);
                changes
                    .changed
                    .push(((*id).to_owned(), differing.collect()));
            }
            Some(_) => {}
        }
    }
    let gone = before.keys().filter(|id| !after.contains_key(*id));
    changes.gone = gone.map(|id| (*id).to_owned()).collect();
    changes
}

fn by_id(listing: &str) -> BTreeMap<&str, BTreeMap<&str, &str>> {
    listing
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let mut parts = line.split(" | ");
            let id = parts.next().unwrap_or_default();
            (id, parts.filter_map(|part| part.split_once(": ")).collect())
        })
        .collect()
}
