use unknot_protocol::{Advice, By, Entry, Goal, Level, NodeId, Protocol, Section};

use super::{Closed, Fitting, Relief};
use crate::answers::Answers;
use crate::needed::Needed;
use crate::values::{Range, Values};

/// At most this many patterns are shown.
const PATTERNS: usize = 2;

/// The sections shown with a plan, in the order shown.
const WITH_A_PLAN: [Section; 5] = [
    Section::Now,
    Section::Days,
    Section::Weeks,
    Section::Run,
    Section::Avoid,
];

#[derive(Default)]
pub(crate) struct Plan {
    pub(crate) patterns: Vec<Fitting>,
    pub(crate) muscles: Vec<u16>,
    pub(crate) exercises: Vec<u16>,
    pub(crate) massages: Vec<u16>,
    pub(crate) services: Vec<u16>,
    pub(crate) advice: Vec<(Section, Vec<u16>)>,
    pub(crate) closed: Closed,
    pub(crate) sources: Vec<u16>,
}

pub(crate) fn plan(
    protocol: &Protocol,
    given: &Answers,
    values: &Values,
    level: Option<Level>,
    relief: Option<Relief>,
) -> Plan {
    let mut plan = Plan::default();
    let gates = protocol.gates;
    plan.closed = Closed {
        stretch: !values.node(gates.stretch).is_false(),
        massage: !values.node(gates.massage).is_false(),
        hands_on: !values.node(gates.hands_on).is_false(),
    };
    if relief == Some(Relief::Offered) {
        quick_stretches(protocol, given, &mut plan);
    }
    if level.is_some_and(has_plan) {
        care(
            protocol,
            values,
            level.unwrap_or(Level::SelfCare),
            &mut plan,
        );
    }
    let at = level.unwrap_or(Level::SelfCare);
    let lines = advice(protocol, values, at, Section::SafetyNet);
    push(protocol, Section::SafetyNet, lines, &mut plan);
    plan
}

/// Marks what the plan of this level still depends on.
pub(crate) fn mark_plan(protocol: &Protocol, values: &Values, level: Level, needed: &mut Needed) {
    let mut fitting = 0;
    for pattern in &protocol.patterns {
        if fitting == PATTERNS {
            break;
        }
        fitting += usize::from(values.node(pattern.fits).is_true());
        needed.certain(pattern.fits);
    }
    // The plan names muscles and says what is closed, also where nothing is offered for them.
    for muscle in &protocol.muscles {
        needed.counts(muscle.when);
    }
    let gates = protocol.gates;
    for gate in [gates.stretch, gates.massage, gates.hands_on] {
        needed.counts(gate);
    }
    for exercise in &protocol.exercises {
        let muscle = protocol.muscles[usize::from(exercise.muscle)].when;
        let wanted = [Some(muscle), exercise.when];
        offer(
            values,
            needed,
            &wanted,
            exercise.gentle,
            &[Some(gates.stretch), exercise.unless],
        );
    }
    for massage in &protocol.massages {
        let muscle = massage
            .muscle
            .map(|muscle| protocol.muscles[usize::from(muscle)].when);
        let wanted = [muscle, massage.when];
        let possible = massage.by == By::Oneself;
        offer(
            values,
            needed,
            &wanted,
            possible,
            &[Some(gates.massage), massage.unless],
        );
    }
    for service in &protocol.services {
        let gate = service.hands_on.then_some(gates.hands_on);
        offer(
            values,
            needed,
            &[service.when],
            false,
            &[gate, service.unless],
        );
    }
    let mut running = false;
    for line in &protocol.advice {
        let shown = line.section == Section::SafetyNet || WITH_A_PLAN.contains(&line.section);
        if !shown || !at_level(line, level) || (line.section == Section::Run && running) {
            continue;
        }
        offer(
            values,
            needed,
            &[line.when],
            warns(line, level),
            &[line.unless],
        );
        running |= line.section == Section::Run && applies(values, line, level);
    }
}

fn has_plan(level: Level) -> bool {
    level <= Level::DoctorSoon
}

/// An offer depends on its conditions only as long as none of them rules it out.
fn offer(
    values: &Values,
    needed: &mut Needed,
    wanted: &[Option<NodeId>],
    possible_is_enough: bool,
    forbidding: &[Option<NodeId>],
) {
    let out = wanted.iter().any(|&id| values.when(id).is_false())
        || forbidding.iter().any(|&id| values.unless(id).counts());
    if out {
        return;
    }
    for &id in wanted.iter().flatten() {
        if possible_is_enough {
            needed.counts(id);
        } else {
            needed.certain(id);
        }
    }
    for &id in forbidding.iter().flatten() {
        needed.counts(id);
    }
}

fn offered(
    values: &Values,
    wanted: &[Option<NodeId>],
    possible_is_enough: bool,
    forbidding: &[Option<NodeId>],
) -> bool {
    // What was skipped is not known to be false, so it is possible, and it forbids.
    let fits = |range: Range| {
        if possible_is_enough {
            !range.is_false()
        } else {
            range.is_true()
        }
    };
    wanted.iter().all(|&id| fits(values.when(id)))
        && forbidding.iter().all(|&id| values.unless(id).is_false())
}

fn care(protocol: &Protocol, values: &Values, level: Level, plan: &mut Plan) {
    let gates = protocol.gates;
    let fitting = protocol
        .patterns
        .iter()
        .enumerate()
        .filter(|(_, pattern)| values.node(pattern.fits).is_true());
    for (place, pattern) in fitting.take(PATTERNS) {
        let speaking = |pointers: &[unknot_protocol::Pointer]| {
            let places = pointers.iter().enumerate();
            places
                .filter(|(_, pointer)| values.node(pointer.when).is_true())
                .map(|(place, _)| place as u16)
                .collect()
        };
        plan.patterns.push(Fitting {
            pattern: place as u16,
            speaks_for: speaking(&pattern.pointers_for),
            speaks_against: speaking(&pattern.pointers_against),
        });
        plan.sources.extend(&pattern.sources);
    }
    for (place, muscle) in protocol.muscles.iter().enumerate() {
        if !values.node(muscle.when).is_false() {
            plan.muscles.push(place as u16);
        }
    }
    for (place, exercise) in protocol.exercises.iter().enumerate() {
        let muscle = protocol.muscles[usize::from(exercise.muscle)].when;
        let forbidding = [Some(gates.stretch), exercise.unless];
        if offered(
            values,
            &[Some(muscle), exercise.when],
            exercise.gentle,
            &forbidding,
        ) {
            plan.exercises.push(place as u16);
            plan.sources.extend(&exercise.sources);
        }
    }
    for (place, massage) in protocol.massages.iter().enumerate() {
        let muscle = massage
            .muscle
            .map(|muscle| protocol.muscles[usize::from(muscle)].when);
        let forbidding = [Some(gates.massage), massage.unless];
        let possible = massage.by == By::Oneself;
        if offered(values, &[muscle, massage.when], possible, &forbidding) {
            plan.massages.push(place as u16);
            plan.sources.extend(&massage.sources);
        }
    }
    for (place, service) in protocol.services.iter().enumerate() {
        let gate = service.hands_on.then_some(gates.hands_on);
        if offered(values, &[service.when], false, &[gate, service.unless]) {
            plan.services.push(place as u16);
        }
    }
    for section in WITH_A_PLAN {
        let mut lines = advice(protocol, values, level, section);
        if section == Section::Run {
            lines.truncate(1);
        }
        push(protocol, section, lines, plan);
    }
}

/// The stretches for every muscle that it may be: the short way in does not ask which part of the
/// place is sore, and what is never asked must not count as a no here.
fn quick_stretches(protocol: &Protocol, given: &Answers, plan: &mut Plan) {
    let everything = Entry {
        id: String::new(),
        questions: (0..protocol.questions.len() as u16).collect(),
        goal: Goal::Care,
    };
    let values = Values::of(protocol, &everything, given);
    for (place, exercise) in protocol.exercises.iter().enumerate() {
        let muscle = protocol.muscles[usize::from(exercise.muscle)].when;
        if exercise.quick && !values.node(muscle).is_false() {
            plan.exercises.push(place as u16);
            plan.sources.extend(&exercise.sources);
            if !plan.muscles.contains(&exercise.muscle) {
                plan.muscles.push(exercise.muscle);
            }
        }
    }
}

fn advice(protocol: &Protocol, values: &Values, level: Level, section: Section) -> Vec<u16> {
    let lines = protocol.advice.iter().enumerate();
    lines
        .filter(|(_, line)| {
            line.section == section && at_level(line, level) && applies(values, line, level)
        })
        .map(|(place, _)| place as u16)
        .collect()
}

pub(crate) fn applies(values: &Values, line: &Advice, level: Level) -> bool {
    offered(values, &[line.when], warns(line, level), &[line.unless])
}

/// A warning is shown unless it is known not to concern the visitor; advice only where it is
/// known to. Where someone is to be seen today most questions were never asked: there the
/// warnings that are known to concern the visitor are enough.
fn warns(line: &Advice, level: Level) -> bool {
    level < Level::SameDay && matches!(line.section, Section::Avoid | Section::SafetyNet)
}

fn at_level(line: &Advice, level: Level) -> bool {
    line.levels.is_empty() || line.levels.contains(&level)
}

fn push(protocol: &Protocol, section: Section, lines: Vec<u16>, plan: &mut Plan) {
    if !lines.is_empty() {
        for &line in &lines {
            plan.sources
                .extend(&protocol.advice[usize::from(line)].sources);
        }
        plan.advice.push((section, lines));
    }
}
