//! What becomes of a fault that no example noticed: it changes nothing, others cover it, or there
//! are answers that would show it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use unknot_protocol::read::Content;
use unknot_protocol::{By, Goal, Kind, Level, Node, NodeId, Role, Section};
use unknot_triage::case::{Case, Otherwise, Report, run};

use super::Bases;
use super::examples::{offers, reached};
use super::list::{Change, Fault, Site};
use crate::bdd::Bdd;
use crate::model::{Full, Model};
use crate::tell;

/// An example that would notice a fault.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// The fault.
    pub fault: String,
    /// The line for the file of examples, as the rules are now.
    pub line: Value,
}

/// What becomes of a fault.
pub(super) enum Verdict {
    /// It changes nothing for any answers.
    Same,
    /// It changes a rule only where others lead to at least that level.
    Covered,
    /// It changes something, or may.
    Other(Option<Suggestion>),
}

/// Where something comes out differently, and from which level on nobody sees it any more.
struct Difference {
    diff: Bdd,
    /// What else has to hold for it to show.
    kept: Vec<Bdd>,
    /// It shows only below this level.
    below: Option<Level>,
    /// For a rule: the level it is about.
    level: Option<Level>,
}

impl Difference {
    /// Takes in everything that was put off.
    fn narrow(&mut self, model: &mut Model) {
        let changed = self.diff;
        self.kept
            .sort_by_cached_key(|part| model.table.nodes_below(*part));
        for part in std::mem::take(&mut self.kept) {
            let both = model.table.and(self.diff, part);
            if model.table.nodes_below(both) <= LARGE {
                self.diff = both;
            }
        }
        if let Some(limit) = self.below {
            self.diff = crate::promises::below(model, self.diff, changed, limit);
        }
        self.diff = model.within(self.diff);
    }
}

/// A diagram of more nodes than this costs more than it tells.
const LARGE: usize = 20_000;
/// Answers tried for one difference before it is given up.
const TURNS: usize = 8;
/// Differences tried for one fault.
const TRIES: usize = 5;

pub(super) fn verdict(
    models: &mut [Model],
    content: &Content,
    copy: &mut Content,
    fault: &Fault,
) -> Verdict {
    fault.put_into(&mut copy.protocol);
    let verdict = judge(models, content, copy, fault);
    fault.take_out(&mut copy.protocol, &content.protocol);
    verdict
}

/// Like [`verdict`], without diagrams: an example near those there are.
pub(super) fn near(
    content: &Content,
    copy: &mut Content,
    fault: &Fault,
    bases: &Bases,
) -> Option<Suggestion> {
    fault.put_into(&mut copy.protocol);
    let found = beside(content, copy, fault, bases);
    fault.take_out(&mut copy.protocol, &content.protocol);
    found
}

/// Looks near answers that lead to an offer for some that show the fault: one more answer of those
/// that only the right condition looks at.
fn beside(content: &Content, copy: &Content, fault: &Fault, bases: &Bases) -> Option<Suggestion> {
    /// Offers tried; a gate closes all of a kind in the same way.
    const OFFERS: usize = 6;
    if fault.rows(&content.protocol).is_empty() {
        let concerned = fault.concerned(&content.protocol);
        let offers = concerned.iter().filter(|offer| bases.contains_key(*offer));
        for offer in offers.take(OFFERS) {
            for base in &bases[offer] {
                for &(question, option) in &fault.dropped(&content.protocol) {
                    let asked = &content.protocol.questions[usize::from(question)];
                    let id = &asked.options[usize::from(option)].id;
                    let mut case = Case {
                        answers: base.clone(),
                        otherwise: Otherwise::None,
                        entry: (offer == "relief stretch").then(|| "now".to_owned()),
                        ..Case::default()
                    };
                    let value = match asked.kind {
                        Kind::Choice | Kind::YesNo => json!(id),
                        _ => json!([id]),
                    };
                    case.answers.insert(asked.id.clone(), value);
                    if let Some(shown) = shown(content, copy, fault, &case) {
                        return Some(shorten(content, copy, fault, case, &shown));
                    }
                }
            }
        }
    }
    None
}

fn judge(models: &mut [Model], content: &Content, copy: &Content, fault: &Fault) -> Verdict {
    let mut open = Vec::new();
    for (place, model) in models.iter_mut().enumerate() {
        let wrong = Wrong::of(model, fault);
        let mut differences = wrong.rules(model, fault);
        if !matches!(
            fault.change,
            Change::Level { .. } | Change::Site(Site::Flag(..))
        ) {
            differences.extend(wrong.offers(model));
        }
        differences.sort_by_cached_key(|difference| {
            let parts = [difference.diff].into_iter().chain(difference.kept.clone());
            parts
                .map(|part| model.table.nodes_below(part))
                .sum::<usize>()
        });
        let mut tries = 0;
        for mut difference in differences {
            difference.narrow(model);
            if difference.diff.is_empty() {
                continue;
            }
            if tries < TRIES
                && let Some(found) = search(model, content, copy, fault, &difference)
            {
                return Verdict::Other(Some(found));
            }
            tries += 1;
            open.push((place, difference));
        }
    }
    if open.is_empty() {
        return Verdict::Same;
    }
    let covered = open.iter().all(|(place, difference)| {
        let model = &mut models[*place];
        let wrong = Wrong::of(model, fault);
        wrong.hidden(model, fault, difference)
    });
    if covered {
        Verdict::Covered
    } else {
        Verdict::Other(None)
    }
}

/// The conditions that a fault changes, with everything answered.
struct Wrong {
    nodes: BTreeMap<NodeId, Full>,
    site: Option<(Site, Full)>,
}

impl Wrong {
    fn of(model: &mut Model, fault: &Fault) -> Self {
        let protocol = model.protocol;
        let mut nodes = BTreeMap::new();
        let mut site = None;
        match fault.change {
            Change::Level { .. } => {}
            Change::Site(at) => {
                let base = model.full.len();
                for node in &fault.nodes {
                    let full = model.full_of(node);
                    model.full.push(full);
                }
                let last = model.full[base..].last().copied();
                model.full.truncate(base);
                site = Some((at, last.unwrap_or_else(|| model.unless(None))));
            }
            Change::Node(id) => {
                let before = model.full.clone();
                let after = protocol.nodes.iter().enumerate().skip(usize::from(id));
                for (place, node) in after {
                    let concerned = place == usize::from(id)
                        || parts(node).iter().any(|part| nodes.contains_key(part));
                    if !concerned {
                        continue;
                    }
                    let node = if place == usize::from(id) {
                        &fault.nodes[0]
                    } else {
                        node
                    };
                    let full = model.full_of(node);
                    if full != before[place] {
                        model.full[place] = full;
                        nodes.insert(place as NodeId, full);
                    }
                }
                model.full = before;
            }
        }
        Self { nodes, site }
    }

    fn now(&self, model: &Model, site: Option<Site>, id: Option<NodeId>, left_out: Full) -> Full {
        match (self.site, id) {
            (Some((at, full)), _) if Some(at) == site => full,
            (_, Some(id)) => {
                let known = self.nodes.get(&id).copied();
                known.unwrap_or(model.full[usize::from(id)])
            }
            _ => left_out,
        }
    }

    /// Where a red flag comes out differently.
    fn rules(&self, model: &mut Model, fault: &Fault) -> Vec<Difference> {
        let protocol = model.protocol;
        let mut differences = Vec::new();
        for (flag, rule) in protocol.red_flags.iter().enumerate() {
            for (place, &(level, node)) in rule.levels.iter().enumerate() {
                if model.entry.goal != Goal::Care && level < Level::SameDay {
                    continue;
                }
                let right = model.full[usize::from(node)].possible;
                let diff = if matches!(fault.change, Change::Level { flag: f, place: p, .. } if (f, p) == (flag, place))
                {
                    right
                } else {
                    let site = Some(Site::Flag(flag, place));
                    let wrong = self
                        .now(model, site, Some(node), model.unless(None))
                        .possible;
                    model.table.differ(right, wrong)
                };
                if !diff.is_empty() {
                    differences.push(Difference {
                        diff,
                        kept: Vec::new(),
                        below: None,
                        level: Some(level),
                    });
                }
            }
        }
        differences
    }

    /// Where something is offered in one way and not in the other.
    fn offers(&self, model: &mut Model) -> Vec<Difference> {
        let protocol = model.protocol;
        let yes = model.when(None);
        let no = model.unless(None);
        if let Goal::Relief { unless, .. } = model.entry.goal {
            let place = protocol
                .entries
                .iter()
                .position(|one| one.id == model.entry.id);
            let site = place.map(Site::Relief);
            let right = model.full[usize::from(unless)].possible;
            let wrong = self.now(model, site, Some(unless), no).possible;
            let diff = model.table.differ(right, wrong);
            if diff.is_empty() {
                return Vec::new();
            }
            return vec![Difference {
                diff,
                kept: Vec::new(),
                below: None,
                level: None,
            }];
        }
        let gates = protocol.gates;
        // Each part in the right and the wrong version: wanted, possible is enough, and forbidding.
        type Part = (Option<Site>, Option<NodeId>);
        let mut all: Vec<(Vec<Part>, bool, Vec<Part>, Level)> = Vec::new();
        for (place, one) in protocol.exercises.iter().enumerate() {
            let muscle = usize::from(one.muscle);
            let when = protocol.muscles[muscle].when;
            all.push((
                vec![(Some(Site::Muscle(muscle)), Some(when)), (None, one.when)],
                one.gentle,
                vec![
                    (Some(Site::Exercise(place)), one.unless),
                    (None, Some(gates.stretch)),
                ],
                Level::SameDay,
            ));
        }
        for (place, one) in protocol.massages.iter().enumerate() {
            let muscle = one.muscle.map(|muscle| {
                let muscle = usize::from(muscle);
                (
                    Some(Site::Muscle(muscle)),
                    Some(protocol.muscles[muscle].when),
                )
            });
            all.push((
                muscle.into_iter().chain([(None, one.when)]).collect(),
                one.by == By::Oneself,
                vec![
                    (Some(Site::Massage(place)), one.unless),
                    (None, Some(gates.massage)),
                ],
                Level::SameDay,
            ));
        }
        for (place, one) in protocol.services.iter().enumerate() {
            let mut forbids = vec![(Some(Site::Service(place)), one.unless)];
            if one.hands_on {
                forbids.push((None, Some(gates.hands_on)));
            }
            all.push((vec![(None, one.when)], false, forbids, Level::SameDay));
        }
        for pattern in &protocol.patterns {
            all.push((
                vec![(None, Some(pattern.fits))],
                false,
                vec![],
                Level::SameDay,
            ));
        }
        for (place, line) in protocol.advice.iter().enumerate() {
            if matches!(line.section, Section::Until | Section::UntilAvoid) {
                continue;
            }
            let warns = matches!(line.section, Section::Avoid | Section::SafetyNet);
            let below = if line.section == Section::SafetyNet {
                Level::Emergency
            } else {
                Level::SameDay
            };
            let forbids = vec![(Some(Site::Advice(place)), line.unless)];
            all.push((vec![(None, line.when)], warns, forbids, below));
        }
        let mut differences = Vec::new();
        let mut seen = BTreeSet::new();
        for (wanted, possible, forbidding, below) in all {
            let mut changed = Bdd::FALSE;
            let mut kept = Vec::new();
            let versions = wanted
                .into_iter()
                .map(|part| (part, yes, true))
                .chain(forbidding.into_iter().map(|part| (part, no, false)));
            for ((site, id), left_out, wants) in versions.collect::<Vec<_>>() {
                let right = id.map_or(left_out, |id| model.full[usize::from(id)]);
                let wrong = self.now(model, site, id, left_out);
                let part = |full: Full| match (wants, possible) {
                    (true, false) => full.certain,
                    (true, true) => full.possible,
                    (false, _) => full.possible.not(),
                };
                let (right, wrong) = (part(right), part(wrong));
                if right == wrong {
                    kept.push(right);
                } else {
                    let diff = model.table.differ(right, wrong);
                    changed = model.table.or(changed, diff);
                }
            }
            if changed.is_empty() {
                continue;
            }
            let key = (changed, kept.clone());
            if seen.insert(key) {
                differences.push(Difference {
                    diff: changed,
                    kept,
                    below: Some(below),
                    level: None,
                });
            }
        }
        differences
    }

    /// Whether other rules lead to at least the level of a rule wherever it comes out differently.
    fn hidden(&self, model: &mut Model, fault: &Fault, difference: &Difference) -> bool {
        let Some(level) = difference.level else {
            return false;
        };
        let protocol = model.protocol;
        let mut left = difference.diff;
        let about = model.questions_of(left);
        for (flag, rule) in protocol.red_flags.iter().enumerate() {
            for (place, &(other, node)) in rule.levels.iter().enumerate() {
                let own = match fault.change {
                    Change::Level {
                        flag: f, place: p, ..
                    }
                    | Change::Site(Site::Flag(f, p)) => (f, p) == (flag, place),
                    _ => false,
                };
                if other < level || own || self.nodes.contains_key(&node) {
                    continue;
                }
                let rule = model.full[usize::from(node)].possible;
                if model.table.nodes_below(rule) > LARGE
                    || model.questions_of(rule).is_disjoint(&about)
                {
                    continue;
                }
                let less = model.table.minus(left, rule);
                if model.table.nodes_below(less) <= LARGE {
                    left = less;
                }
                if left.is_empty() {
                    return true;
                }
            }
        }
        model.within(left).is_empty()
    }
}

fn parts(node: &Node) -> Vec<NodeId> {
    match node {
        Node::Option { applies, .. } | Node::AtLeast { applies, .. } => {
            applies.iter().copied().collect()
        }
        Node::Not(of) => vec![*of],
        Node::All(of) | Node::Any(of) | Node::Count { of, .. } => of.clone(),
    }
}

/// Looks for answers on which the real engine shows the fault.
fn search(
    model: &mut Model,
    content: &Content,
    copy: &Content,
    fault: &Fault,
    difference: &Difference,
) -> Option<Suggestion> {
    let protocol = model.protocol;
    let limit = difference.level.unwrap_or(Level::DoctorSoon);
    let mut left = difference.diff;
    for _ in 0..TURNS {
        let path = model.cheapest(left)?;
        let answers = model.answers(&path);
        let case = Case {
            answers: tell::named(protocol, &answers),
            otherwise: Otherwise::None,
            entry: (model.entry.goal != Goal::Care).then(|| model.entry.id.clone()),
            skip: difference.level.is_some(),
            ..Case::default()
        };
        if let Some(shown) = shown(content, copy, fault, &case) {
            return Some(shorten(content, copy, fault, case, &shown));
        }
        // What ends the interview before it gets there is taken out.
        let values = model.values(&answers);
        let rules = protocol.red_flags.iter().flat_map(|flag| &flag.levels);
        let above: Vec<Bdd> = rules
            .filter(|(level, _)| *level >= limit)
            .map(|(_, node)| model.full[usize::from(*node)].possible)
            .filter(|rule| {
                let holds = |var| values[usize::from(var)];
                model.table.nodes_below(*rule) <= LARGE / 10 && model.table.holds(*rule, &holds)
            })
            .collect();
        let mut less = left;
        for rule in above {
            let taken = model.table.minus(less, rule);
            // The rule itself, or one that always comes with it, stays.
            if !taken.is_empty() && model.table.nodes_below(taken) <= LARGE {
                less = taken;
            }
        }
        if less == left {
            let parts: Vec<Bdd> = path
                .iter()
                .rev()
                .map(|(&var, &value)| {
                    let var = model.table.var(var);
                    if value { var } else { var.not() }
                })
                .collect();
            let cube = model.table.all(parts);
            less = model.table.minus(left, cube);
        }
        left = model.within(less);
    }
    None
}

/// What an example of a file would say.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    Row {
        row: String,
        level: Level,
        fires: bool,
    },
    Offer {
        offer: String,
        offered: bool,
    },
}

fn ended(report: &Report) -> bool {
    report.errors.is_empty() && (report.level.is_some() || report.relief.is_some())
}

/// How a fault shows on the real engine, in the rule's own row first.
fn shown(content: &Content, copy: &Content, fault: &Fault, case: &Case) -> Option<Shown> {
    let (right, wrong) = (run(content, case), run(copy, case));
    if !ended(&right) || !ended(&wrong) {
        return None;
    }
    let protocol = &content.protocol;
    if case.skip {
        let mut rows: Vec<&str> = fault.rows(protocol);
        rows.reverse();
        rows.extend(protocol.red_flags.iter().map(|flag| flag.row.as_str()));
        for row in rows {
            let (before, after) = (reached(content, &right, row), reached(copy, &wrong, row));
            if before != after {
                let fires = before > after;
                let level = before.max(after)?;
                let row = row.to_owned();
                return Some(Shown::Row { row, level, fires });
            }
        }
        return None;
    }
    let (before, after) = (offers(&right), offers(&wrong));
    let own = match fault.change {
        Change::Site(Site::Exercise(place)) => {
            format!("exercise {}", protocol.exercises[place].id)
        }
        Change::Site(Site::Massage(place)) => format!("massage {}", protocol.massages[place].id),
        Change::Site(Site::Service(place)) => format!("service {}", protocol.services[place].id),
        Change::Site(Site::Advice(place)) => format!("advice {}", protocol.advice[place].id),
        _ => String::new(),
    };
    let all = [own].into_iter().chain(after.clone()).chain(before.clone());
    all.into_iter()
        .find(|offer| before.contains(offer) != after.contains(offer))
        .map(|offer| {
            let offered = before.contains(&offer);
            Shown::Offer { offer, offered }
        })
}

/// Leaves out every answer that is not needed to show the fault in the same way.
fn shorten(
    content: &Content,
    copy: &Content,
    fault: &Fault,
    mut case: Case,
    first: &Shown,
) -> Suggestion {
    let asked: BTreeSet<String> = [run(content, &case), run(copy, &case)]
        .into_iter()
        .flat_map(|report| report.asked)
        .collect();
    let mut less = case.clone();
    less.answers.retain(|name, _| asked.contains(name));
    if shown(content, copy, fault, &less).as_ref() == Some(first) {
        case = less;
    }
    let still = |case: &Case| shown(content, copy, fault, case).as_ref() == Some(first);
    for name in case.answers.keys().cloned().collect::<Vec<_>>() {
        let mut less = case.clone();
        let old = less.answers.remove(&name);
        if still(&less) {
            case = less;
            continue;
        }
        if name == "age" {
            less.answers.insert(name.clone(), json!(40));
            if still(&less) {
                case = less;
            }
            continue;
        }
        let Some(Value::Array(mut list)) = old else {
            continue;
        };
        for place in (0..list.len()).rev() {
            if list.len() < 2 {
                break;
            }
            let gone = list.remove(place);
            less.answers.insert(name.clone(), json!(list));
            if !still(&less) {
                list.insert(place, gone);
            }
        }
        less.answers.insert(name.clone(), json!(list));
        case = less;
    }
    // What was taken for granted, so that an answer of the example is asked for, is said.
    for (name, value) in run(content, &case).assumed {
        let mut questions = content.protocol.questions.iter();
        let Some(question) = questions.find(|question| question.id == name) else {
            continue;
        };
        let list: Vec<&str> = value.split(", ").collect();
        let plain = |id: &&str| {
            question
                .option(id)
                .is_some_and(|place| question.options[usize::from(place)].role == Role::Plain)
        };
        if list.iter().all(plain) {
            let value = match question.kind {
                Kind::Choice | Kind::YesNo => json!(list[0]),
                _ => json!(list),
            };
            case.answers.insert(name, value);
        }
    }
    let mut line = serde_json::Map::new();
    match first {
        Shown::Row { row, level, fires } => {
            line.insert("row".to_owned(), json!(row));
            line.insert("level".to_owned(), json!(level));
            let way = if *fires { "fires" } else { "misses" };
            line.insert(way.to_owned(), json!(""));
        }
        Shown::Offer { offer, offered } => {
            line.insert("offer".to_owned(), json!(offer));
            let way = if *offered { "given" } else { "withheld" };
            line.insert(way.to_owned(), json!(""));
        }
    }
    if let Some(entry) = &case.entry {
        line.insert("entry".to_owned(), json!(entry));
    }
    line.insert("answers".to_owned(), json!(case.answers));
    Suggestion {
        fault: fault.what.clone(),
        line: Value::Object(line),
    }
}
