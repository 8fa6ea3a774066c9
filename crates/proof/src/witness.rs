//! The shortest answers that lead to each option, rule, pattern, exercise and text.
//!
//! A diagram says which answers can lead there, the cheapest of them is played through the real
//! engine, and what stands in the way there is taken out of the diagram until it works.

use std::collections::BTreeMap;

use unknot_protocol::{Goal, Level, Node, Section};
use unknot_triage::{Answers, Ask, Interview, Outcome, check, interview, outcome};

use crate::bdd::Bdd;
use crate::model::Model;
use crate::tell;

/// What has to be reached.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its name in the list.
    pub name: String,
    start: Bdd,
    goal: Reach,
}

#[derive(Clone, Copy, Debug)]
enum Reach {
    Option(u16, u16),
    Rule(u16, Level),
    Level(Level),
    Pattern(u16),
    Muscle(u16),
    Exercise(u16),
    Massage(u16),
    Service(u16),
    Advice(u16),
    Place(u16),
}

/// Everything that has to be reached by some answers.
pub fn targets(model: &Model) -> Vec<Target> {
    let protocol = model.protocol;
    let mut list = Vec::new();
    let mut add = |name: String, start: Bdd, goal: Reach| list.push(Target { name, start, goal });
    for &id in &model.entry.questions {
        let question = &protocol.questions[usize::from(id)];
        for (place, option) in question.options.iter().enumerate() {
            // Which options show may depend on more than whether the question applies.
            let own = |node: &&Node| matches!(node, Node::Option { question, option, .. } if (*question, usize::from(*option)) == (id, place));
            let applies = match protocol.nodes.iter().find(own) {
                Some(Node::Option { applies, .. }) => *applies,
                _ => question.ask_when,
            };
            let start = model.when(applies.or(option.show)).possible;
            add(
                format!("option {}.{}", question.id, option.id),
                start,
                Reach::Option(id, place as u16),
            );
        }
    }
    for (place, flag) in protocol.red_flags.iter().enumerate() {
        for (level, node) in &flag.levels {
            let name = format!("red flag {} at {}", flag.id, level.id());
            add(
                name,
                model.full[usize::from(*node)].possible,
                Reach::Rule(place as u16, *level),
            );
        }
    }
    for level in Level::ALL {
        add(
            format!("level {}", level.id()),
            Bdd::TRUE,
            Reach::Level(level),
        );
    }
    for (place, pattern) in protocol.patterns.iter().enumerate() {
        add(
            format!("pattern {}", pattern.id),
            model.full[usize::from(pattern.fits)].certain,
            Reach::Pattern(place as u16),
        );
    }
    for (place, muscle) in protocol.muscles.iter().enumerate() {
        add(
            format!("muscle {}", muscle.id),
            model.full[usize::from(muscle.when)].possible,
            Reach::Muscle(place as u16),
        );
    }
    for (place, exercise) in protocol.exercises.iter().enumerate() {
        add(
            format!("exercise {}", exercise.id),
            model.when(exercise.when).possible,
            Reach::Exercise(place as u16),
        );
    }
    for (place, massage) in protocol.massages.iter().enumerate() {
        add(
            format!("massage {}", massage.id),
            model.when(massage.when).possible,
            Reach::Massage(place as u16),
        );
    }
    for (place, service) in protocol.services.iter().enumerate() {
        add(
            format!("service {}", service.id),
            model.when(service.when).possible,
            Reach::Service(place as u16),
        );
    }
    for (place, line) in protocol.advice.iter().enumerate() {
        add(
            format!("advice {}", line.id),
            model.when(line.when).possible,
            Reach::Advice(place as u16),
        );
    }
    for (place, to) in protocol.places.iter().enumerate() {
        add(
            format!("place {}", to.id),
            Bdd::TRUE,
            Reach::Place(place as u16),
        );
    }
    list
}

/// The witness as one line, or the name of what no answers were found for.
///
/// # Errors
/// The name of the target.
pub fn find(model: &mut Model, target: &Target) -> Result<String, String> {
    /// After so many detours the search is given up, and so it is where they grow too large.
    const TURNS: usize = 10;
    const LARGE: usize = 5_000;
    let protocol = model.protocol;
    let mut left = wanted(model, target);
    for _ in 0..TURNS {
        let Some(path) = model.cheapest(left) else {
            return Err(target.name.clone());
        };
        let mut answers = model.answers(&path);
        let usual = model.values(&answers);
        if let Reach::Option(question, option) = target.goal {
            answers.insert(
                Ask::question(question),
                unknot_triage::Answer::Chosen(vec![option]),
            );
        }
        let passed = complete(model, &answers);
        let reached = outcome(protocol, model.entry, &passed);
        if there(model, target.goal, &passed, &reached) {
            let screens = passed.path.len();
            let said = tell::short(model, &passed.given);
            return Ok(format!("{}: {said} ({screens} screens)", target.name));
        }
        let values = usual;
        let limit = limit(model, target.goal);
        let rules = protocol.red_flags.iter().flat_map(|flag| &flag.levels);
        let above = rules
            .filter(|(level, _)| *level > limit)
            .map(|(_, node)| model.full[usize::from(*node)].possible)
            .find(|when| model.table.holds(*when, &|var| values[usize::from(var)]));
        let mut less = match above {
            Some(when) => model.table.minus(left, when),
            None => left,
        };
        if less == left {
            let tried = cube(model, &path);
            less = model.table.minus(left, tried);
        }
        if model.table.nodes_below(less) > LARGE {
            break;
        }
        left = model.within(less);
    }
    Err(target.name.clone())
}

fn cube(model: &mut Model, path: &BTreeMap<u16, bool>) -> Bdd {
    let parts: Vec<Bdd> = path
        .iter()
        .rev()
        .map(|(&var, &value)| {
            let var = model.table.var(var);
            if value { var } else { var.not() }
        })
        .collect();
    model.table.all(parts)
}

/// The answers that can lead there at all.
fn wanted(model: &mut Model, target: &Target) -> Bdd {
    let protocol = model.protocol;
    let mut start = target.start;
    let mut also = Vec::new();
    match target.goal {
        Reach::Exercise(place) => {
            let exercise = &protocol.exercises[usize::from(place)];
            also.push(
                model.full[usize::from(protocol.muscles[usize::from(exercise.muscle)].when)]
                    .possible,
            );
            also.push(model.unless(exercise.unless).possible.not());
        }
        Reach::Massage(place) => {
            let massage = &protocol.massages[usize::from(place)];
            if let Some(muscle) = massage.muscle {
                also.push(
                    model.full[usize::from(protocol.muscles[usize::from(muscle)].when)].possible,
                );
            }
            also.push(model.unless(massage.unless).possible.not());
        }
        Reach::Service(place) => also.push(
            model
                .unless(protocol.services[usize::from(place)].unless)
                .possible
                .not(),
        ),
        Reach::Advice(place) => {
            let line = &protocol.advice[usize::from(place)];
            also.push(model.unless(line.unless).possible.not());
            if matches!(line.section, Section::Until | Section::UntilAvoid) {
                let flags = protocol
                    .red_flags
                    .iter()
                    .filter(|flag| flag.until.contains(&place));
                let nodes: Vec<Bdd> = flags
                    .flat_map(|flag| &flag.levels)
                    .map(|(_, node)| model.full[usize::from(*node)].possible)
                    .collect();
                if !protocol
                    .levels
                    .iter()
                    .any(|level| level.until.contains(&place))
                {
                    also.push(smallest(model, &nodes));
                }
            } else if !line.levels.is_empty() && !line.levels.contains(&Level::SelfCare) {
                let nodes: Vec<Bdd> = protocol
                    .red_flags
                    .iter()
                    .flat_map(|flag| &flag.levels)
                    .filter(|(level, _)| line.levels.contains(level))
                    .map(|(_, node)| model.full[usize::from(*node)].possible)
                    .collect();
                also.push(smallest(model, &nodes));
            }
        }
        Reach::Level(level) if level > Level::SelfCare => {
            let nodes: Vec<Bdd> = protocol
                .red_flags
                .iter()
                .flat_map(|flag| &flag.levels)
                .filter(|(other, _)| *other == level)
                .map(|(_, node)| model.full[usize::from(*node)].possible)
                .collect();
            also.push(smallest(model, &nodes));
        }
        Reach::Place(place) => {
            let nodes: Vec<Bdd> = protocol
                .red_flags
                .iter()
                .flat_map(|flag| {
                    flag.levels.iter().filter(move |(level, _)| {
                        flag.places
                            .iter()
                            .any(|(at, to)| at == level && *to == place)
                    })
                })
                .map(|(_, node)| model.full[usize::from(*node)].possible)
                .collect();
            if !nodes.is_empty() {
                also.push(smallest(model, &nodes));
            } else if let Some(level) = protocol.levels.iter().position(|line| line.place == place)
            {
                let nodes: Vec<Bdd> = protocol
                    .red_flags
                    .iter()
                    .filter(|flag| flag.places.is_empty())
                    .flat_map(|flag| &flag.levels)
                    .filter(|(other, _)| *other as usize == level)
                    .map(|(_, node)| model.full[usize::from(*node)].possible)
                    .collect();
                if !nodes.is_empty() {
                    also.push(smallest(model, &nodes));
                }
            }
        }
        _ => {}
    }
    /// Beyond this, what is also wanted is left to the usual answers, which mostly bring it along.
    const LARGE: usize = 5_000;
    for part in also {
        let both = model.table.and(start, part);
        if model.table.nodes_below(both) <= LARGE {
            start = both;
        }
    }
    if model.table.nodes_below(start) > LARGE {
        // One path of it is as good as the whole for a start.
        let path = model.cheapest(start).unwrap_or_default();
        start = cube(model, &path);
    }
    model.within(start)
}

/// Any of the smaller diagrams: a witness needs only one of them.
fn smallest(model: &mut Model, of: &[Bdd]) -> Bdd {
    let mut sorted = of.to_vec();
    sorted.sort_by_key(|part| model.table.nodes_below(*part));
    sorted.truncate(4);
    model.table.any(sorted)
}

/// The highest level at which the target is still shown.
fn limit(model: &Model, goal: Reach) -> Level {
    match goal {
        Reach::Option(..) => Level::SameDay,
        Reach::Rule(_, level) | Reach::Level(level) => level,
        Reach::Advice(place) => {
            let line = &model.protocol.advice[usize::from(place)];
            match (line.section, line.levels.iter().max()) {
                (Section::Until | Section::UntilAvoid, _) => Level::Emergency,
                (_, Some(&level)) => level,
                (Section::SafetyNet, None) => Level::Emergency,
                _ => Level::DoctorSoon,
            }
        }
        Reach::Place(_) => Level::Emergency,
        _ => Level::DoctorSoon,
    }
}

/// Plays answers through the real engine; where one cannot be given, the first that can is taken.
fn complete(model: &Model, answers: &Answers) -> Interview {
    let protocol = model.protocol;
    let mut answers = answers.clone();
    loop {
        let passed = interview(protocol, model.entry, &answers, false);
        let Some(ask) = passed.next else {
            return passed;
        };
        let question = &protocol.questions[usize::from(ask.question)];
        let found = if ask.sign.is_some() {
            Some(unknot_triage::Answer::Sign(unknot_triage::Sure::No))
        } else {
            (0..question.options.len() as u16)
                .rev()
                .map(|option| unknot_triage::Answer::Chosen(vec![option]))
                .find(|answer| check(protocol, &passed.values, ask, answer).is_ok())
        };
        match found {
            Some(answer) => answers.insert(ask, answer),
            None => return passed,
        };
    }
}

fn there(model: &Model, goal: Reach, passed: &Interview, reached: &Outcome) -> bool {
    match goal {
        Reach::Option(question, option) => {
            let ask = Ask::question(question);
            matches!(passed.given.get(&ask), Some(unknot_triage::Answer::Chosen(chosen)) if chosen.contains(&option))
                || passed.given.contains_key(&Ask {
                    question,
                    sign: Some(option),
                })
        }
        Reach::Rule(place, level) => {
            (reached.level == Some(level)
                || (model.entry.goal != Goal::Care && reached.level.is_some()))
                && reached
                    .fired
                    .iter()
                    .any(|fired| fired.red_flag == place && fired.level == level)
        }
        Reach::Level(level) => reached.level == Some(level),
        Reach::Pattern(place) => reached.patterns.iter().any(|fit| fit.pattern == place),
        Reach::Muscle(place) => reached.muscles.contains(&place),
        Reach::Exercise(place) => reached.exercises.contains(&place),
        Reach::Massage(place) => reached.massages.contains(&place),
        Reach::Service(place) => reached.services.contains(&place),
        Reach::Advice(place) => {
            reached.until.contains(&place)
                || reached
                    .advice
                    .iter()
                    .any(|(_, lines)| lines.contains(&place))
        }
        Reach::Place(place) => reached.level.is_some() && reached.place == place,
    }
}
