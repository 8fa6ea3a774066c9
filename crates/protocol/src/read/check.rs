//! What can be wrong with rules that read well: conditions that can never hold, questions that
//! nobody needs or that come too early, names that are left over.

use std::collections::{BTreeMap, HashMap, HashSet};

use biodivine_lib_bdd::{Bdd, BddVariableSet};

use super::files::{Item, Items};
use super::problem::Problem;
use crate::{Kind, Node, NodeId, Protocol, QuestionId, Role};

pub(super) fn check(items: &Items, protocol: &Protocol, problems: &mut Vec<Problem>) {
    // Names that did not resolve leave holes; what follows would only blame those again.
    if !problems.is_empty() {
        return;
    }
    conditions(items, protocol, problems);
    questions(items, protocol, problems);
    leftovers(items, protocol, problems);
}

fn item<'a, 'i>(items: &'a Items<'i>, kind: &str, id: &str) -> Option<&'a Item<'i>> {
    items.get(kind)?.iter().find(|item| item.id == id)
}

/// Every rule must be able to hold, and no contraindication may always hold.
fn conditions(items: &Items, protocol: &Protocol, problems: &mut Vec<Problem>) {
    let mut never = |kind: &str, id: &str, part: &str, node: Option<NodeId>| {
        let Some(node) = node else { return };
        if let Some(item) = item(items, kind, id).filter(|_| !can_be_true(protocol, node)) {
            let what = format!("`{id}`: its condition{part} can never be true");
            problems.push(item.problem(
                what,
                "look for two answers that exclude each other, or an `ask-when` that does not fit",
            ));
        }
    };
    for flag in &protocol.red_flags {
        for (level, node) in &flag.levels {
            never(
                "red-flag",
                &flag.id,
                &format!(" for {}", level.id()),
                Some(*node),
            );
        }
    }
    for pattern in &protocol.patterns {
        never("pattern", &pattern.id, "", Some(pattern.fits));
        for pointer in pattern.pointers_for.iter().chain(&pattern.pointers_against) {
            never(
                "pattern",
                &pattern.id,
                &format!(" for the pointer `{}`", pointer.id),
                Some(pointer.when),
            );
        }
    }
    for muscle in &protocol.muscles {
        never("muscle", &muscle.id, "", Some(muscle.when));
    }
    for exercise in &protocol.exercises {
        never("exercise", &exercise.id, "", exercise.when);
        never("exercise", &exercise.id, " `unless`", exercise.unless);
    }
    for massage in &protocol.massages {
        never("massage", &massage.id, "", massage.when);
        never("massage", &massage.id, " `unless`", massage.unless);
    }
    for line in &protocol.advice {
        never("advice", &line.id, "", line.when);
        never("advice", &line.id, " `unless`", line.unless);
    }
    for service in &protocol.services {
        never("service", &service.id, "", service.when);
        never("service", &service.id, " `unless`", service.unless);
    }
    for question in &protocol.questions {
        never("question", &question.id, " `ask-when`", question.ask_when);
        for option in &question.options {
            never(
                "question",
                &question.id,
                &format!(" to show `{}`", option.id),
                option.show,
            );
        }
    }
}

/// Whether some answers make the condition true, given that single choices exclude each other
/// and that a question that does not apply has no answer.
fn can_be_true(protocol: &Protocol, node: NodeId) -> bool {
    // One part that can hold is enough, and each alone is far smaller than all together.
    if let Node::Any(of) = &protocol.nodes[usize::from(node)] {
        return of.iter().any(|&part| can_be_true(protocol, part));
    }
    let mut order = Vec::new();
    below(protocol, node, &mut HashSet::new(), &mut order);
    let atoms: Vec<NodeId> = order
        .iter()
        .copied()
        .filter(|&id| is_atom(protocol, id))
        .collect();
    let variables = BddVariableSet::new_anonymous(atoms.len() as u16);
    let names = variables.variables();
    let mut diagrams: HashMap<NodeId, Bdd> = HashMap::new();
    let mut world = variables.mk_true();
    for &id in &order {
        let diagram = match &protocol.nodes[usize::from(id)] {
            Node::Option { applies, .. } | Node::AtLeast { applies, .. } => {
                let place = atoms
                    .iter()
                    .position(|&atom| atom == id)
                    .unwrap_or_default();
                let atom = variables.mk_var(names[place]);
                applies.map_or(atom.clone(), |applies| atom.and(&diagrams[&applies]))
            }
            Node::Not(of) => diagrams[of].not(),
            Node::All(of) => of
                .iter()
                .fold(variables.mk_true(), |all, id| all.and(&diagrams[id])),
            Node::Any(of) => of
                .iter()
                .fold(variables.mk_false(), |any, id| any.or(&diagrams[id])),
            Node::Count { least, of } => {
                // reached[n] holds where at least n of the parts so far do.
                let mut reached = vec![variables.mk_false(); usize::from(*least) + 1];
                reached[0] = variables.mk_true();
                for part in of {
                    for n in (1..reached.len()).rev() {
                        reached[n] = reached[n].or(&reached[n - 1].and(&diagrams[part]));
                    }
                }
                reached[usize::from(*least)].clone()
            }
        };
        diagrams.insert(id, diagram);
    }
    let literal = |id: NodeId| {
        let place = atoms
            .iter()
            .position(|&atom| atom == id)
            .unwrap_or_default();
        variables.mk_var(names[place])
    };
    for (place, &a) in atoms.iter().enumerate() {
        for &b in &atoms[place + 1..] {
            match (
                &protocol.nodes[usize::from(a)],
                &protocol.nodes[usize::from(b)],
            ) {
                (
                    Node::Option {
                        question: q,
                        option: x,
                        ..
                    },
                    Node::Option {
                        question: r,
                        option: y,
                        ..
                    },
                ) if q == r && exclusive(protocol, *q, *x, *y) => {
                    world = world.and_not(&literal(a).and(&literal(b)));
                }
                (
                    Node::AtLeast {
                        question: q,
                        least: x,
                        ..
                    },
                    Node::AtLeast {
                        question: r,
                        least: y,
                        ..
                    },
                ) if q == r => {
                    let (less, more) = if x < y { (a, b) } else { (b, a) };
                    world = world.and(&literal(more).imp(&literal(less)));
                }
                _ => {}
            }
        }
    }
    !diagrams[&node].and(&world).is_false()
}

fn exclusive(protocol: &Protocol, question: QuestionId, x: u16, y: u16) -> bool {
    let question = &protocol.questions[usize::from(question)];
    let single = matches!(question.kind, Kind::Choice | Kind::YesNo);
    let alone = |option: u16| {
        let option = &question.options[usize::from(option)];
        option.alone || option.role != Role::Plain
    };
    single || alone(x) || alone(y)
}

fn is_atom(protocol: &Protocol, id: NodeId) -> bool {
    matches!(
        protocol.nodes[usize::from(id)],
        Node::Option { .. } | Node::AtLeast { .. }
    )
}

/// Every node under one, each after those it refers to.
fn below(protocol: &Protocol, id: NodeId, seen: &mut HashSet<NodeId>, order: &mut Vec<NodeId>) {
    if !seen.insert(id) {
        return;
    }
    match &protocol.nodes[usize::from(id)] {
        Node::Option { applies, .. } | Node::AtLeast { applies, .. } => {
            if let Some(applies) = applies {
                below(protocol, *applies, seen, order);
            }
        }
        Node::Not(of) => below(protocol, *of, seen, order),
        Node::All(of) | Node::Any(of) | Node::Count { of, .. } => {
            for part in of {
                below(protocol, *part, seen, order);
            }
        }
    }
    order.push(id);
}

fn asks(protocol: &Protocol, id: NodeId) -> BTreeMap<QuestionId, HashSet<u16>> {
    let mut order = Vec::new();
    below(protocol, id, &mut HashSet::new(), &mut order);
    let mut asked: BTreeMap<QuestionId, HashSet<u16>> = BTreeMap::new();
    for id in order {
        match protocol.nodes[usize::from(id)] {
            Node::Option {
                question, option, ..
            } => {
                asked.entry(question).or_default().insert(option);
            }
            Node::AtLeast { question, .. } => {
                asked.entry(question).or_default();
            }
            _ => {}
        }
    }
    asked
}

/// Questions nobody needs, signs nobody needs, questions in no entry, questions asked too early.
fn questions(items: &Items, protocol: &Protocol, problems: &mut Vec<Problem>) {
    let mut used: HashMap<QuestionId, HashSet<u16>> = HashMap::new();
    for node in &protocol.nodes {
        match *node {
            Node::Option {
                question, option, ..
            } => {
                used.entry(question).or_default().insert(option);
            }
            Node::AtLeast { question, .. } => {
                used.entry(question).or_default();
            }
            _ => {}
        }
    }
    for (id, question) in protocol.questions.iter().enumerate() {
        let id = id as QuestionId;
        let Some(item) = item(items, "question", &question.id) else {
            continue;
        };
        match used.get(&id) {
            None if !question.always && !question.start => {
                problems.push(item.problem(
                    format!("no rule needs the question `{}`", question.id),
                    "use its answers in a rule, or take it out",
                ));
            }
            Some(options) if question.kind == Kind::Checklist => {
                for (place, option) in question.options.iter().enumerate() {
                    if option.role == Role::Plain && !options.contains(&(place as u16)) {
                        problems.push(item.problem(
                            format!(
                                "no rule needs the sign `{}` of `{}`",
                                option.id, question.id
                            ),
                            "use it in a rule, or take it out",
                        ));
                    }
                }
            }
            _ => {}
        }
        let listed = protocol
            .entries
            .iter()
            .any(|entry| entry.questions.contains(&id));
        if !listed && !question.start {
            problems.push(item.problem(
                format!("`{}` is in no entry", question.id),
                "add it to the `questions` of an entry in protocol.toml",
            ));
        }
        if question.start && (listed || used.contains_key(&id)) {
            problems.push(item.problem(
                format!(
                    "`{}` is asked on the start screen, yet a rule or an entry waits for it",
                    question.id
                ),
                "take `start = true` out, or use it for the wording alone",
            ));
        }
    }
    for entry in &protocol.entries {
        let Some(item) = item(items, "entry", &entry.id) else {
            continue;
        };
        for (place, &question) in entry.questions.iter().enumerate() {
            let question = &protocol.questions[usize::from(question)];
            let shows = question.options.iter().filter_map(|option| option.show);
            for when in question.ask_when.into_iter().chain(shows) {
                for before in asks(protocol, when).into_keys() {
                    let later = entry.questions.iter().position(|&other| other == before);
                    if later.is_some_and(|later| later >= place) {
                        let before = &protocol.questions[usize::from(before)].id;
                        problems.push(item.problem(
                            format!("entry `{}` asks `{}` before `{before}`, which decides whether it applies", entry.id, question.id),
                            format!("put `{before}` before `{}`", question.id),
                        ));
                    }
                }
            }
        }
    }
}

/// Places, sources and "until" advice that nothing names.
fn leftovers(items: &Items, protocol: &Protocol, problems: &mut Vec<Problem>) {
    let mut named: HashSet<u16> = protocol
        .levels
        .iter()
        .flat_map(|line| line.until.clone())
        .collect();
    named.extend(
        protocol
            .red_flags
            .iter()
            .flat_map(|flag| flag.until.clone()),
    );
    for (place, line) in protocol.advice.iter().enumerate() {
        let until = matches!(
            line.section,
            crate::Section::Until | crate::Section::UntilAvoid
        );
        if until != named.contains(&(place as u16)) {
            let Some(item) = item(items, "advice", &line.id) else {
                continue;
            };
            if until {
                problems.push(item.problem(
                    format!("no red flag and no level names `{}`", line.id),
                    "name it in an `until`, or take it out",
                ));
            } else {
                problems.push(item.problem(
                    format!(
                        "`{}` is named as `until`, but stands in another section",
                        line.id
                    ),
                    "section = \"until\" or \"until-avoid\"",
                ));
            }
        }
    }
    let mut places: HashSet<u16> = protocol.levels.iter().map(|line| line.place).collect();
    places.extend(
        protocol
            .red_flags
            .iter()
            .flat_map(|flag| flag.places.iter().map(|(_, place)| *place)),
    );
    for (id, place) in protocol.places.iter().enumerate() {
        if let Some(item) =
            item(items, "place", &place.id).filter(|_| !places.contains(&(id as u16)))
        {
            problems.push(item.problem(
                format!("no level and no red flag leads to `{}`", place.id),
                "use it or take it out",
            ));
        }
    }
}
