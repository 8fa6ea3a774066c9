//! The promises, each as a diagram that must be empty.

use std::collections::{BTreeMap, BTreeSet};

use unknot_protocol::read::Content;
use unknot_protocol::{By, Goal, Kind, Level, Node, NodeId, QuestionId, Role, Section};
use unknot_triage::Answers;

use crate::bdd::{Bdd, Var};
use crate::marks::{Asking, Root, asking};
use crate::model::Model;
use crate::never::{Never, Offer};
use crate::tell;

/// Something a promise does not hold for, with answers that show it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failure {
    /// Which promise, from 1 to 8.
    pub promise: u8,
    /// The rule, question or offer.
    pub subject: String,
    /// What is wrong.
    pub what: String,
    /// Answers under which it is wrong, as "question: answer".
    pub answers: Vec<String>,
}

/// One thing to prove.
#[derive(Clone, Debug)]
pub enum Job {
    /// A red flag at one of its levels.
    Rule {
        /// Which.
        flag: usize,
        /// The place of the level in the red flag's list.
        level: usize,
    },
    /// A condition the plan depends on.
    Plan {
        /// The first thing that depends on it.
        subject: String,
        /// The condition.
        node: NodeId,
        /// It matters whether it is true, not whether it is false.
        certain: bool,
    },
    /// A danger answer.
    Sign {
        /// The question.
        question: QuestionId,
        /// The option.
        option: u16,
    },
    /// Something that must close an offer.
    Never(usize),
    /// A level that comes with a plan.
    Planned(Level),
}

/// Everything there is to prove about the rules of one entry.
pub fn jobs(model: &Model, never: &[Never]) -> Vec<Job> {
    let protocol = model.protocol;
    let mut jobs = Vec::new();
    jobs.extend(
        (0..never.len())
            .filter(|&place| never[place].entry == model.entry.id)
            .map(Job::Never),
    );
    if model.entry.goal == Goal::Care {
        jobs.extend(plan_jobs(model));
        let planned = Level::ALL.into_iter();
        jobs.extend(
            planned
                .filter(|level| *level <= Level::DoctorSoon)
                .map(Job::Planned),
        );
    }
    for (flag, rule) in protocol.red_flags.iter().enumerate() {
        jobs.extend((0..rule.levels.len()).map(|level| Job::Rule { flag, level }));
    }
    for &question in &model.entry.questions {
        let asked = &protocol.questions[usize::from(question)];
        if matches!(asked.kind, Kind::Checklist | Kind::YesNo) {
            let options = asked.options.iter().enumerate();
            let plain = options.filter(|(_, option)| option.role == Role::Plain);
            jobs.extend(plain.map(|(option, _)| Job::Sign {
                question,
                option: option as u16,
            }));
        }
    }
    jobs
}

/// Every condition the plan depends on, once for each way it does: what is offered depends on its
/// conditions only as long as none of them rules it out, so each can be looked at by itself.
fn plan_jobs(model: &Model) -> Vec<Job> {
    let protocol = model.protocol;
    /// Larger conditions, above all the gates, are looked at part by part.
    const LARGE: usize = 1_500;
    let mut seen = BTreeSet::new();
    let mut jobs = Vec::new();
    let mut add = |subject: String, node: Option<NodeId>, certain: bool| {
        let mut open: Vec<(NodeId, bool)> = node.into_iter().map(|node| (node, certain)).collect();
        while let Some((node, certain)) = open.pop() {
            if !seen.insert((node, certain)) {
                continue;
            }
            if model
                .table
                .nodes_below(model.full[usize::from(node)].possible)
                > LARGE
            {
                match &protocol.nodes[usize::from(node)] {
                    Node::Not(of) => open.push((*of, !certain)),
                    Node::All(of) | Node::Any(of) | Node::Count { of, .. } => {
                        open.extend(of.iter().map(|of| (*of, certain)));
                    }
                    Node::Option { .. } | Node::AtLeast { .. } => {}
                }
                if !matches!(
                    protocol.nodes[usize::from(node)],
                    Node::Option { .. } | Node::AtLeast { .. }
                ) {
                    continue;
                }
            }
            jobs.push(Job::Plan {
                subject: subject.clone(),
                node,
                certain,
            });
        }
    };
    let gates = protocol.gates;
    for (name, gate) in [
        ("stretching", gates.stretch),
        ("massage", gates.massage),
        ("hands-on services", gates.hands_on),
    ] {
        add(format!("gate for {name}"), Some(gate), false);
    }
    for pattern in &protocol.patterns {
        add(format!("pattern {}", pattern.id), Some(pattern.fits), true);
    }
    for muscle in &protocol.muscles {
        add(format!("muscle {}", muscle.id), Some(muscle.when), false);
    }
    let muscle = |id: u16| protocol.muscles[usize::from(id)].when;
    for exercise in &protocol.exercises {
        add(
            format!("exercise {}, muscle", exercise.id),
            Some(muscle(exercise.muscle)),
            !exercise.gentle,
        );
        add(
            format!("exercise {}, when", exercise.id),
            exercise.when,
            !exercise.gentle,
        );
        add(
            format!("exercise {}, unless", exercise.id),
            exercise.unless,
            false,
        );
    }
    for massage in &protocol.massages {
        let certain = massage.by == By::Practitioner;
        add(
            format!("massage {}, muscle", massage.id),
            massage.muscle.map(muscle),
            certain,
        );
        add(
            format!("massage {}, when", massage.id),
            massage.when,
            certain,
        );
        add(
            format!("massage {}, unless", massage.id),
            massage.unless,
            false,
        );
    }
    for service in &protocol.services {
        add(format!("service {}, when", service.id), service.when, true);
        add(
            format!("service {}, unless", service.id),
            service.unless,
            false,
        );
    }
    for line in &protocol.advice {
        if !matches!(line.section, Section::Until | Section::UntilAvoid) {
            let warns = matches!(line.section, Section::Avoid | Section::SafetyNet);
            add(format!("advice {}, when", line.id), line.when, !warns);
            add(format!("advice {}, unless", line.id), line.unless, false);
        }
    }
    jobs
}

/// By danger answer, the checklist its exception is limited to.
pub type Whiles = BTreeMap<String, QuestionId>;

/// What came out of one job.
#[derive(Clone, Debug, Default)]
pub struct Proved {
    /// How many diagrams were shown to be empty, by promise.
    pub held: [usize; 9],
    /// What does not hold.
    pub failures: Vec<Failure>,
    /// Conditions too large to look for questions asked in vain.
    pub large: Vec<String>,
    /// States in which a question is asked in vain: question, rule and an example.
    pub vain: Vec<Failure>,
    /// The size of the largest condition that is searched for them.
    pub small: usize,
}

/// Proves one thing.
///
/// Questions asked in vain are looked for in conditions of at most `small` nodes.
pub fn prove(
    model: &mut Model,
    content: &Content,
    never: &[Never],
    small: usize,
    whiles: &Whiles,
    job: &Job,
) -> Proved {
    let mut proved = Proved {
        small,
        ..Proved::default()
    };
    match job {
        Job::Rule { flag, level } => rule(model, content, *flag, *level, &mut proved),
        Job::Plan {
            subject,
            node,
            certain,
        } => plan(model, content, subject, *node, *certain, &mut proved),
        Job::Sign { question, option } => {
            sign(model, content, *question, *option, whiles, &mut proved)
        }
        Job::Never(place) => closed(model, content, &never[*place], &mut proved),
        Job::Planned(level) => planned(model, content, *level, &mut proved),
    }
    proved
}

/// Says that a diagram is empty, or records a failure with an example.
fn empty(
    model: &mut Model,
    content: &Content,
    promise: u8,
    subject: &str,
    what: &str,
    bad: Bdd,
    proved: &mut Proved,
) -> bool {
    let bad = model.within(bad);
    if bad.is_empty() {
        proved.held[usize::from(promise)] += 1;
        return true;
    }
    let about = model.questions_of(bad);
    let answers = model
        .cheapest(bad)
        .map(|path| model.answers(&path))
        .unwrap_or_default();
    proved.failures.push(Failure {
        promise,
        subject: subject.to_owned(),
        what: what.to_owned(),
        answers: tell::lines(content, model.entry, &answers, &about),
    });
    false
}

/// What can still become of a condition lies between what is known now and what it may be at
/// most, whatever is answered from here.
fn sound(
    model: &mut Model,
    content: &Content,
    promise: u8,
    subject: &str,
    node: NodeId,
    proved: &mut Proved,
) {
    let full = model.full[usize::from(node)];
    let range = model.partial(node);
    let steps = [
        (range.low.possible, full.possible),
        (range.low.certain, full.certain),
        (full.possible, range.high.possible),
        (full.certain, range.high.certain),
    ];
    let mut bad = Bdd::FALSE;
    for (less, more) in steps {
        let step = model.table.minus(less, more);
        bad = model.table.or(bad, step);
    }
    empty(
        model,
        content,
        promise,
        subject,
        "what is known of it is contradicted by a later answer",
        bad,
        proved,
    );
}

fn any_asked(model: &mut Model, list: &[Asking]) -> Bdd {
    let parts: Vec<Bdd> = list
        .iter()
        .flat_map(|asking| [asking.whole, asking.signs])
        .collect();
    model.table.any(parts)
}

fn rule(model: &mut Model, content: &Content, flag: usize, level: usize, proved: &mut Proved) {
    let protocol = model.protocol;
    let flag = &protocol.red_flags[flag];
    let (level, node) = flag.levels[level];
    let subject = format!("red flag {} at {}", flag.id, level.id());
    if model.entry.goal != Goal::Care && level < Level::SameDay {
        return;
    }
    sound(model, content, 2, &subject, node, proved);
    let list = settles(model, content, &subject, node, false, proved);
    vain(model, content, &subject, node, false, &list, proved);
}

fn plan(
    model: &mut Model,
    content: &Content,
    subject: &str,
    node: NodeId,
    certain: bool,
    proved: &mut Proved,
) {
    sound(model, content, 4, subject, node, proved);
    let list = settles(model, content, subject, node, certain, proved);
    vain(model, content, subject, node, certain, &list, proved);
}

/// As long as a condition is open in the way that matters, something is asked for it.
fn settles(
    model: &mut Model,
    content: &Content,
    subject: &str,
    node: NodeId,
    certain: bool,
    proved: &mut Proved,
) -> Vec<Asking> {
    let list = asking(
        model,
        &[Root {
            node,
            certain,
            when: Bdd::TRUE,
        }],
    );
    let range = model.partial(node);
    let open = if certain {
        model.table.minus(range.high.certain, range.low.certain)
    } else {
        model.table.minus(range.high.possible, range.low.possible)
    };
    let asked = any_asked(model, &list);
    let stuck = model.table.minus(open, asked);
    empty(
        model,
        content,
        4,
        subject,
        "it is open, and yet nothing is asked for it",
        stuck,
        proved,
    );
    list
}

/// Whether a question is asked for a condition in a state in which no answer to it can make a
/// difference to that condition any more.
fn vain(
    model: &mut Model,
    content: &Content,
    subject: &str,
    node: NodeId,
    certain: bool,
    list: &[Asking],
    proved: &mut Proved,
) {
    let full = model.full[usize::from(node)];
    if model.table.nodes_below(full.possible) > proved.small {
        proved.large.push(subject.to_owned());
        return;
    }
    let target = if certain { full.certain } else { full.possible };
    let support = model.questions_of(target);
    let target = model.within(target);
    let other = model.within(if certain {
        full.certain.not()
    } else {
        full.possible.not()
    });
    let mut before = Bdd::FALSE;
    let later: Vec<Var> = model
        .variables
        .iter()
        .flatten()
        .map(|variables| variables.asked)
        .collect();
    for asking in list {
        let question = asking.question;
        let span = span(model, question);
        // Questions are asked in order, so none after this one is answered yet, and none before
        // it is still asked for.
        let unanswered: Vec<(Var, bool)> = later
            .iter()
            .filter(|var| **var > span.0)
            .map(|var| (*var, false))
            .collect();
        let state = model.table.minus(asking.whole, before);
        let state = model.table.with(state, &unanswered);
        let here = model.table.or(asking.whole, asking.signs);
        before = model.table.or(before, here);
        if state.is_empty() {
            continue;
        }
        let own = |var: Var| span.0 <= var && var < span.1;
        let yes = model.table.exists(target, &own);
        let no = model.table.exists(other, &own);
        let mut matters = model.table.and(yes, no);
        // Whatever is not answered yet may still be answered in any way.
        let after = |var: Var| var >= span.1;
        matters = model.table.exists(matters, &after);
        let questions: BTreeSet<QuestionId> = model.questions_of(matters);
        for open in questions {
            let span = self::span(model, open);
            let open_vars = |var: Var| span.0 <= var && var < span.1;
            let some = model.table.exists(matters, &open_vars);
            let asked = model.table.var(span.0);
            matters = model.table.choose(asked, matters, some);
        }
        let bad = model.table.minus(state, matters);
        let bad = model.within(bad);
        if bad.is_empty() {
            proved.held[8] += 1;
            continue;
        }
        let mut about = model.questions_of(bad);
        about.extend(support.iter().copied().filter(|id| *id == question));
        let answers = model
            .cheapest(bad)
            .map(|path| given(model, &path))
            .unwrap_or_default();
        proved.vain.push(Failure {
            promise: 8,
            subject: format!(
                "question {} for {subject}",
                model.protocol.questions[usize::from(question)].id
            ),
            what: "no answer to it can make a difference to this rule any more".to_owned(),
            answers: tell::lines(content, model.entry, &answers, &about),
        });
    }
}

/// The answers of a path, only those already given in it.
fn given(model: &Model, path: &std::collections::BTreeMap<Var, bool>) -> Answers {
    let mut answers = model.answers(path);
    answers.retain(|ask, _| {
        let variables = model.variables[usize::from(ask.question)].as_ref();
        variables.is_some_and(|variables| path.get(&variables.asked) == Some(&true))
    });
    answers
}

fn span(model: &Model, question: QuestionId) -> (Var, Var) {
    model.variables[usize::from(question)]
        .as_ref()
        .map_or((0, 0), |variables| (variables.asked, variables.end))
}

/// Variables with their values.
type Set = Vec<(Var, bool)>;

/// Turning a danger answer from no to not sure or yes never lowers the level.
fn sign(
    model: &mut Model,
    content: &Content,
    question: QuestionId,
    option: u16,
    whiles: &Whiles,
    proved: &mut Proved,
) {
    let protocol = model.protocol;
    let asked = &protocol.questions[usize::from(question)];
    let Some(variables) = model.variables[usize::from(question)].clone() else {
        return;
    };
    let [yes, unsure, _] = variables.options[usize::from(option)];
    let mut changes: Vec<(&str, Set, Set)> = Vec::new();
    if let Some(not_sure) = variables.not_sure {
        changes.push((
            "yes",
            vec![(yes, false), (unsure, false)],
            vec![(yes, true), (unsure, false)],
        ));
        changes.push((
            "still not sure",
            vec![(yes, false), (unsure, false), (not_sure, true)],
            vec![(yes, false), (unsure, true), (not_sure, true)],
        ));
    } else {
        let only = |role: Option<Role>| -> Set {
            let options = asked.options.iter().zip(&variables.options);
            options
                .map(|(option, [var, ..])| (*var, Some(option.role) == role))
                .collect()
        };
        let no = only(Some(Role::None));
        changes.push(("yes", no.clone(), only(Some(Role::Plain))));
        changes.push(("not sure", no, only(Some(Role::NotSure))));
    }
    let mut rules: Vec<(Level, Bdd)> = Vec::new();
    for flag in &protocol.red_flags {
        rules.extend(
            flag.levels
                .iter()
                .map(|(level, node)| (*level, model.full[usize::from(*node)].possible)),
        );
    }
    let concerned: Vec<(Level, Bdd)> = rules
        .iter()
        .copied()
        .filter(|(_, rule)| {
            model
                .table
                .support(*rule)
                .iter()
                .any(|var| (variables.asked..variables.end).contains(var))
        })
        .collect();
    for (to_what, from, to) in changes {
        for &(level, rule) in &concerned {
            let (before, after) = (model.table.with(rule, &from), model.table.with(rule, &to));
            let lost = model.table.minus(before, after);
            let mut bad = model.within(lost);
            // Other rules of at least this level may still hold: they are taken away one by one.
            while let Some(path) = model.cheapest(bad) {
                let mut values = model.values(&model.answers(&path));
                for &(var, value) in &to {
                    values[usize::from(var)] = value;
                }
                let found = rules.iter().find(|(other, when)| {
                    *other >= level && model.table.holds(*when, &|var| values[usize::from(var)])
                });
                let Some(&(_, when)) = found else { break };
                let when = model.table.with(when, &to);
                let less = model.table.minus(bad, when);
                if less == bad {
                    break;
                }
                bad = model.within(less);
            }
            let subject = format!("{}.{}", asked.id, asked.options[usize::from(option)].id);
            let what = format!(
                "turned from no to {to_what}, it lowers the level from {}",
                level.id()
            );
            let mut apart = bad;
            if let Some(&other) = whiles.get(&subject) {
                // The exception covers only the answers with a yes or a doubt there.
                let signs = signs_possible(model, other);
                apart = model.table.minus(bad, signs);
                let covered = model.table.and(bad, signs);
                let name = &model.protocol.questions[usize::from(other)].id;
                let subject = format!("{subject} while {name}");
                empty(model, content, 3, &subject, &what, covered, proved);
            }
            empty(model, content, 3, &subject, &what, apart, proved);
        }
    }
}

/// Any sign of a question is there, or may be.
fn signs_possible(model: &mut Model, question: QuestionId) -> Bdd {
    let Some(variables) = model.variables[usize::from(question)].clone() else {
        return Bdd::FALSE;
    };
    let options = &model.protocol.questions[usize::from(question)].options;
    let signs = options.iter().zip(&variables.options);
    let vars: Vec<Bdd> = signs
        .filter(|(option, _)| option.role == Role::Plain)
        .flat_map(|(_, [yes, unsure, _])| [*yes, *unsure])
        .map(|var| model.table.var(var))
        .collect();
    model.table.any(vars)
}

/// An offer is closed by everything that must close it.
fn closed(model: &mut Model, content: &Content, never: &Never, proved: &mut Proved) {
    let Some(danger) = danger(model, never) else {
        return;
    };
    let protocol = model.protocol;
    let gates = protocol.gates;
    let muscle = |id: u16| protocol.muscles[usize::from(id)].when;
    let mut offers: Vec<(String, Vec<Bdd>)> = Vec::new();
    let gate = match &never.offer {
        Offer::Stretch => {
            for exercise in &protocol.exercises {
                let parts = vec![
                    model.when(Some(muscle(exercise.muscle))).possible,
                    model.when(exercise.when).possible,
                    model.unless(exercise.unless).possible.not(),
                ];
                offers.push((format!("exercise {}", exercise.id), parts));
            }
            gates.stretch
        }
        Offer::Massage(name) => {
            let named = |id: &String| name.as_ref().is_none_or(|name| name == id);
            for massage in protocol
                .massages
                .iter()
                .filter(|massage| named(&massage.id))
            {
                let parts = vec![
                    model.when(massage.muscle.map(muscle)).possible,
                    model.when(massage.when).possible,
                    model.unless(massage.unless).possible.not(),
                ];
                offers.push((format!("massage {}", massage.id), parts));
            }
            gates.massage
        }
        Offer::HandsOn => {
            for service in protocol.services.iter().filter(|service| service.hands_on) {
                let parts = vec![
                    model.when(service.when).possible,
                    model.unless(service.unless).possible.not(),
                ];
                offers.push((format!("service {}", service.id), parts));
            }
            gates.hands_on
        }
        Offer::Relief => {
            let Goal::Relief { unless, .. } = model.entry.goal else {
                return;
            };
            offers.push(("relief stretch".to_owned(), Vec::new()));
            unless
        }
    };
    let what = format!("offered although: {}", never.text);
    // Most are settled by their own conditions or by the gate alone; both together are large.
    let mut open = Vec::new();
    for (subject, parts) in offers {
        let mut bad = danger;
        for &part in parts.iter().rev() {
            bad = model.table.and(bad, part);
        }
        if bad.is_empty() {
            proved.held[5] += 1;
        } else {
            open.push((subject, bad));
        }
    }
    if open.is_empty() {
        return;
    }
    let closed = model.full[usize::from(gate)].possible.not();
    let mut past_gate = model.table.and(danger, closed);
    if past_gate.is_empty() {
        proved.held[5] += open.len();
        return;
    }
    // No plan is shown from same-day care upward.
    if never.offer != Offer::Relief {
        past_gate = below(model, past_gate, danger, Level::SameDay);
    }
    for (subject, bad) in open {
        let bad = model.table.and(bad, past_gate);
        empty(model, content, 5, &subject, &what, bad, proved);
    }
}

/// Takes away the answers that lead to a level or higher, as far as red flags that look at the same
/// questions as `danger` show it.
pub(crate) fn below(model: &mut Model, of: Bdd, danger: Bdd, limit: Level) -> Bdd {
    /// A diagram of more nodes than this costs more than it saves.
    const LARGE: usize = 300_000;
    let protocol = model.protocol;
    let about = model.questions_of(danger);
    let mut left = of;
    for (level, node) in protocol.red_flags.iter().flat_map(|flag| &flag.levels) {
        let rule = model.full[usize::from(*node)].possible;
        if *level < limit || model.questions_of(rule).is_disjoint(&about) {
            continue;
        }
        let less = model.table.minus(left, rule);
        if model.table.nodes_below(less) <= LARGE {
            left = less;
        }
    }
    left
}

/// The answers that must close an offer: those where each part may hold.
fn danger(model: &mut Model, never: &Never) -> Option<Bdd> {
    let mut danger = Bdd::TRUE;
    for part in &never.parts {
        // The rules' own condition also says when the option applies.
        let own = model
            .protocol
            .nodes
            .iter()
            .find(|node| match (node, part.number) {
                (
                    Node::Option {
                        question, option, ..
                    },
                    None,
                ) => (*question, *option) == (part.question, part.option),
                (
                    Node::AtLeast {
                        question, least, ..
                    },
                    Some(number),
                ) => (*question, *least) == (part.question, number),
                _ => false,
            });
        let applies = model.protocol.questions[usize::from(part.question)].ask_when;
        let node = own.cloned().unwrap_or(match part.number {
            Some(least) => Node::AtLeast {
                question: part.question,
                least,
                applies,
            },
            None => Node::Option {
                question: part.question,
                option: part.option,
                applies,
            },
        });
        model.variables[usize::from(part.question)].as_ref()?;
        let full = model.full_of(&node);
        let holds = if part.not {
            full.certain.not()
        } else {
            full.possible
        };
        danger = model.table.and(danger, holds);
    }
    Some(danger)
}

/// Whatever is answered, at least one line of the plan is shown at this level.
fn planned(model: &mut Model, content: &Content, level: Level, proved: &mut Proved) {
    /// Lines with simple conditions are enough, and keep the diagram small.
    const LARGE: usize = 200;
    /// Beyond this, a line costs more than it helps.
    const LARGEST: usize = 100_000;
    let mut bare = Bdd::TRUE;
    for line in &model.protocol.advice {
        let section = matches!(
            line.section,
            Section::Now | Section::Days | Section::Weeks | Section::Run | Section::Avoid
        );
        if !section || !(line.levels.is_empty() || line.levels.contains(&level)) {
            continue;
        }
        let (when, unless) = (model.when(line.when), model.unless(line.unless));
        let when = if line.section == Section::Avoid {
            when.possible
        } else {
            when.certain
        };
        let shown = model.table.minus(when, unless.possible);
        if model.table.nodes_below(shown) > LARGE {
            continue;
        }
        let less = model.table.minus(bare, shown);
        if model.table.nodes_below(less) <= LARGEST {
            bare = less;
        }
    }
    empty(
        model,
        content,
        6,
        &format!("level {}", level.id()),
        "no line of the plan is shown",
        bare,
        proved,
    );
}

/// How long a job is likely to take, so that the long ones are started first.
pub(crate) fn weight(model: &Model, job: &Job) -> usize {
    match job {
        Job::Rule { flag, level } => {
            let (_, node) = model.protocol.red_flags[*flag].levels[*level];
            model
                .table
                .nodes_below(model.full[usize::from(node)].possible)
        }
        Job::Plan { node, .. } => model
            .table
            .nodes_below(model.full[usize::from(*node)].possible),
        Job::Sign { .. } => 1,
        Job::Never(_) => 100,
        Job::Planned(_) => 10_000,
    }
}

/// What a job is about, for saying how long it took.
pub(crate) fn name(model: &Model, never: &[Never], job: &Job) -> String {
    match job {
        Job::Rule { flag, level } => {
            let flag = &model.protocol.red_flags[*flag];
            format!("red flag {} at {}", flag.id, flag.levels[*level].0.id())
        }
        Job::Plan { subject, .. } => subject.clone(),
        Job::Sign { question, option } => {
            let question = &model.protocol.questions[usize::from(*question)];
            format!(
                "{}.{}",
                question.id,
                question.options[usize::from(*option)].id
            )
        }
        Job::Never(place) => format!("{:?}: {}", never[*place].offer, never[*place].text),
        Job::Planned(level) => format!("plan at {}", level.id()),
    }
}
