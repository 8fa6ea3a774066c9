//! Which faults there are, and how each is put into a copy of the rules and taken out again.

use std::collections::{BTreeMap, BTreeSet};

use unknot_protocol::read::Content;
use unknot_protocol::{Goal, Level, Node, NodeId, Protocol, QuestionId};

/// Where a condition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// A red flag, and the place in its list of levels.
    Flag(usize, usize),
    /// When the plan is about a muscle.
    Muscle(usize),
    /// What forbids an exercise.
    Exercise(usize),
    /// What forbids a massage.
    Massage(usize),
    /// What forbids a service.
    Service(usize),
    /// What leaves out a line of advice.
    Advice(usize),
    /// What forbids the stretch of "cramping now".
    Relief(usize),
}

/// What a fault changes.
#[derive(Clone, Debug)]
pub enum Change {
    /// A red flag reaches only this level.
    Level {
        /// Which.
        flag: usize,
        /// The place in its list of levels.
        place: usize,
        /// The level it reaches instead.
        level: Level,
    },
    /// One rule has another condition: the last of the new ones, or none at all.
    Site(Site),
    /// A condition is another wherever it is used.
    Node(NodeId),
}

/// One fault.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What it is, in words.
    pub what: String,
    /// What it changes.
    pub change: Change,
    /// New conditions, numbered as if they stood behind the right ones. For [`Change::Node`] the
    /// one that takes the place of the right one.
    pub nodes: Vec<Node>,
}

/// The right and the wrong condition.
pub(super) type Probe = (Option<NodeId>, Option<NodeId>);

impl Fault {
    /// Puts it into a copy of the rules.
    pub fn put_into(&self, protocol: &mut Protocol) {
        match self.change {
            Change::Level { flag, place, level } => {
                protocol.red_flags[flag].levels[place].0 = level;
            }
            Change::Node(id) => {
                if let [node] = &self.nodes[..] {
                    protocol.nodes[usize::from(id)] = node.clone();
                }
            }
            Change::Site(site) => {
                protocol.nodes.extend(self.nodes.iter().cloned());
                let last = (protocol.nodes.len() - 1) as NodeId;
                let to = (!self.nodes.is_empty()).then_some(last);
                set(protocol, site, to);
            }
        }
    }

    /// Takes it out again.
    pub fn take_out(&self, protocol: &mut Protocol, right: &Protocol) {
        match self.change {
            Change::Level { flag, place, .. } => {
                protocol.red_flags[flag].levels[place] = right.red_flags[flag].levels[place];
            }
            Change::Node(id) => {
                protocol.nodes[usize::from(id)] = right.nodes[usize::from(id)].clone();
            }
            Change::Site(site) => {
                protocol.nodes.truncate(right.nodes.len());
                set(protocol, site, get(right, site));
            }
        }
    }

    /// Adds its conditions to a list that holds those of all faults, and says which two to compare;
    /// nothing where only a level changes.
    pub(super) fn probe(&self, right: &Protocol, all: &mut Protocol) -> Option<Probe> {
        let old = match self.change {
            Change::Level { .. } => return None,
            Change::Node(id) => Some(id),
            Change::Site(site) => get(right, site),
        };
        let base = right.nodes.len();
        let shift = all.nodes.len() - base;
        for node in &self.nodes {
            let mut node = node.clone();
            parts_of(&mut node, |id| {
                if usize::from(*id) >= base {
                    *id += shift as NodeId;
                }
            });
            all.nodes.push(node);
        }
        let last = (all.nodes.len() - 1) as NodeId;
        Some((old, (!self.nodes.is_empty()).then_some(last)))
    }

    /// The answers that only the right condition looks at.
    pub(super) fn dropped(&self, right: &Protocol) -> BTreeSet<(QuestionId, u16)> {
        let old = match self.change {
            Change::Level { .. } => None,
            Change::Node(id) => Some(id),
            Change::Site(site) => get(right, site),
        };
        let base = right.nodes.len();
        let under = |start: Vec<NodeId>| {
            let mut open = start;
            let mut seen = BTreeSet::new();
            let mut options = BTreeSet::new();
            while let Some(id) = open.pop() {
                if !seen.insert(id) {
                    continue;
                }
                let new = usize::from(id).checked_sub(base);
                let node =
                    new.map_or_else(|| &right.nodes[usize::from(id)], |place| &self.nodes[place]);
                if let Node::Option {
                    question, option, ..
                } = node
                {
                    options.insert((*question, *option));
                } else {
                    parts_of(&mut node.clone(), |id| open.push(*id));
                }
            }
            options
        };
        let new = self.nodes.last().map(|node| {
            let mut parts = Vec::new();
            parts_of(&mut node.clone(), |id| parts.push(*id));
            parts
        });
        let (old, new) = (
            under(old.into_iter().collect()),
            under(new.unwrap_or_default()),
        );
        old.difference(&new).copied().collect()
    }

    /// The rows of the dossier and the offers that depend on what it changes; none where it may
    /// be any offer.
    pub(super) fn concerned(&self, protocol: &Protocol) -> BTreeSet<String> {
        let mut concerned: BTreeSet<String> =
            self.rows(protocol).into_iter().map(str::to_owned).collect();
        match self.change {
            Change::Level { .. } | Change::Site(Site::Flag(..)) => {}
            Change::Site(Site::Exercise(place)) => {
                concerned.insert(format!("exercise {}", protocol.exercises[place].id));
            }
            Change::Site(Site::Massage(place)) => {
                concerned.insert(format!("massage {}", protocol.massages[place].id));
            }
            Change::Site(Site::Service(place)) => {
                concerned.insert(format!("service {}", protocol.services[place].id));
            }
            Change::Site(Site::Advice(place)) => {
                concerned.insert(format!("advice {}", protocol.advice[place].id));
            }
            Change::Site(Site::Relief(_)) => {
                concerned.insert("relief stretch".to_owned());
            }
            Change::Site(Site::Muscle(place)) => {
                let exercises = protocol.exercises.iter();
                let own = exercises.filter(|one| usize::from(one.muscle) == place);
                concerned.extend(own.map(|one| format!("exercise {}", one.id)));
                let massages = protocol.massages.iter();
                let own =
                    massages.filter(|one| one.muscle.is_some_and(|at| usize::from(at) == place));
                concerned.extend(own.map(|one| format!("massage {}", one.id)));
            }
            Change::Node(id) => {
                let mut above: BTreeSet<NodeId> = BTreeSet::from([id]);
                for (place, node) in protocol.nodes.iter().enumerate() {
                    let mut node = node.clone();
                    let mut found = false;
                    parts_of(&mut node, |part| found |= above.contains(part));
                    if found {
                        above.insert(place as NodeId);
                    }
                }
                for flag in &protocol.red_flags {
                    if flag.levels.iter().any(|(_, node)| above.contains(node)) {
                        concerned.extend([flag.id.clone(), flag.row.clone()]);
                    }
                }
                let mut offer = |name: String, parts: &[Option<NodeId>]| {
                    if parts.iter().flatten().any(|part| above.contains(part)) {
                        concerned.insert(name);
                    }
                };
                let gates = protocol.gates;
                let muscle = |id: u16| protocol.muscles[usize::from(id)].when;
                for one in &protocol.exercises {
                    let parts = [
                        Some(muscle(one.muscle)),
                        one.when,
                        one.unless,
                        Some(gates.stretch),
                    ];
                    offer(format!("exercise {}", one.id), &parts);
                }
                for one in &protocol.massages {
                    let parts = [
                        one.muscle.map(muscle),
                        one.when,
                        one.unless,
                        Some(gates.massage),
                    ];
                    offer(format!("massage {}", one.id), &parts);
                }
                for one in &protocol.services {
                    let gate = one.hands_on.then_some(gates.hands_on);
                    offer(format!("service {}", one.id), &[one.when, one.unless, gate]);
                }
                for one in &protocol.advice {
                    offer(format!("advice {}", one.id), &[one.when, one.unless]);
                }
                for one in &protocol.patterns {
                    offer(format!("pattern {}", one.id), &[Some(one.fits)]);
                }
                for entry in &protocol.entries {
                    if let Goal::Relief { unless, .. } = entry.goal {
                        offer("relief stretch".to_owned(), &[Some(unless)]);
                    }
                }
            }
        }
        concerned
    }

    /// The rows of the dossier that are looked at first.
    pub(super) fn rows<'p>(&self, protocol: &'p Protocol) -> Vec<&'p str> {
        match self.change {
            Change::Level { flag, .. } | Change::Site(Site::Flag(flag, _)) => {
                let flag = &protocol.red_flags[flag];
                vec![flag.id.as_str(), flag.row.as_str()]
            }
            _ => Vec::new(),
        }
    }
}

/// The condition of a rule.
pub(super) fn get(protocol: &Protocol, site: Site) -> Option<NodeId> {
    match site {
        Site::Flag(flag, place) => Some(protocol.red_flags[flag].levels[place].1),
        Site::Muscle(place) => Some(protocol.muscles[place].when),
        Site::Exercise(place) => protocol.exercises[place].unless,
        Site::Massage(place) => protocol.massages[place].unless,
        Site::Service(place) => protocol.services[place].unless,
        Site::Advice(place) => protocol.advice[place].unless,
        Site::Relief(place) => match protocol.entries[place].goal {
            Goal::Relief { unless, .. } => Some(unless),
            Goal::Care => None,
        },
    }
}

fn set(protocol: &mut Protocol, site: Site, to: Option<NodeId>) {
    match (site, to) {
        (Site::Flag(flag, place), Some(to)) => protocol.red_flags[flag].levels[place].1 = to,
        (Site::Muscle(place), Some(to)) => protocol.muscles[place].when = to,
        (Site::Relief(place), Some(to)) => {
            if let Goal::Relief { unless, .. } = &mut protocol.entries[place].goal {
                *unless = to;
            }
        }
        (Site::Exercise(place), to) => protocol.exercises[place].unless = to,
        (Site::Massage(place), to) => protocol.massages[place].unless = to,
        (Site::Service(place), to) => protocol.services[place].unless = to,
        (Site::Advice(place), to) => protocol.advice[place].unless = to,
        (Site::Flag(..) | Site::Muscle(_) | Site::Relief(_), None) => {}
    }
}

fn parts_of(node: &mut Node, mut each: impl FnMut(&mut NodeId)) {
    match node {
        Node::Option { applies, .. } | Node::AtLeast { applies, .. } => {
            applies.iter_mut().for_each(each);
        }
        Node::Not(of) => each(of),
        Node::All(of) | Node::Any(of) | Node::Count { of, .. } => of.iter_mut().for_each(each),
    }
}

/// Every fault: each level a step lower; each part of every "and", "or" and "at least" dropped,
/// in each rule's own condition and once in each shared finding; each contraindication removed.
pub fn list(content: &Content) -> Vec<Fault> {
    let protocol = &content.protocol;
    let names: BTreeMap<NodeId, &str> = content
        .findings
        .iter()
        .map(|(name, node)| (*node, name.as_str()))
        .collect();
    let lister = Lister { protocol, names };
    let mut faults = Vec::new();
    for (place, flag) in protocol.red_flags.iter().enumerate() {
        for (at, &(level, _)) in flag.levels.iter().enumerate() {
            let name = format!("{} at {}", flag.id, level.id());
            faults.push(Fault {
                what: format!("{name}: a level lower"),
                change: Change::Level {
                    flag: place,
                    place: at,
                    level: Level::ALL[(level as usize).saturating_sub(1)],
                },
                nodes: Vec::new(),
            });
            lister.site(Site::Flag(place, at), &name, &mut faults);
        }
    }
    for (place, muscle) in protocol.muscles.iter().enumerate() {
        let name = format!("muscle {}", muscle.id);
        lister.site(Site::Muscle(place), &name, &mut faults);
    }
    for (place, exercise) in protocol.exercises.iter().enumerate() {
        let name = format!("exercise {}", exercise.id);
        lister.contraindication(Site::Exercise(place), &name, &mut faults);
    }
    for (place, massage) in protocol.massages.iter().enumerate() {
        let name = format!("massage {}", massage.id);
        lister.contraindication(Site::Massage(place), &name, &mut faults);
    }
    for (place, service) in protocol.services.iter().enumerate() {
        let name = format!("service {}", service.id);
        lister.contraindication(Site::Service(place), &name, &mut faults);
    }
    for (place, line) in protocol.advice.iter().enumerate() {
        let name = format!("advice {}", line.id);
        lister.contraindication(Site::Advice(place), &name, &mut faults);
    }
    if let Some(place) = super::relief_entry(protocol) {
        lister.site(Site::Relief(place), "stretch of cramping now", &mut faults);
    }
    lister.shared(&mut faults);
    faults
}

struct Lister<'a> {
    protocol: &'a Protocol,
    names: BTreeMap<NodeId, &'a str>,
}

impl Lister<'_> {
    fn contraindication(&self, site: Site, name: &str, faults: &mut Vec<Fault>) {
        if get(self.protocol, site).is_some() {
            faults.push(Fault {
                what: format!("{name}: without its contraindication"),
                change: Change::Site(site),
                nodes: Vec::new(),
            });
            self.site(site, name, faults);
        }
    }

    /// Faults in a rule's own condition, as far as it is not a finding.
    fn site(&self, site: Site, name: &str, faults: &mut Vec<Fault>) {
        let Some(root) = get(self.protocol, site) else {
            return;
        };
        if self.names.contains_key(&root) {
            return;
        }
        let mut path = Vec::new();
        self.walk(root, &mut path, &mut |path, part, left| {
            let base = self.protocol.nodes.len();
            let mut nodes = vec![left];
            for pair in path.windows(2).rev() {
                let mut above = self.protocol.nodes[usize::from(pair[0])].clone();
                let new = (base + nodes.len() - 1) as NodeId;
                parts_of(&mut above, |id| {
                    if *id == pair[1] {
                        *id = new;
                    }
                });
                nodes.push(above);
            }
            faults.push(Fault {
                what: format!("{name}: without {}", self.without(path, part)),
                change: Change::Site(site),
                nodes,
            });
        });
    }

    /// Faults in findings and in what decides whether a question or an option is there, each once
    /// for all rules that share it.
    fn shared(&self, faults: &mut Vec<Fault>) {
        let protocol = self.protocol;
        let mut roots: Vec<(String, NodeId)> = self
            .names
            .iter()
            .map(|(node, name)| (format!("finding {name}"), *node))
            .collect();
        for question in &protocol.questions {
            roots.extend(
                question
                    .ask_when
                    .map(|when| (format!("question {}", question.id), when)),
            );
            for option in &question.options {
                let name = format!("option {}.{}", question.id, option.id);
                roots.extend(option.show.map(|show| (name, show)));
            }
        }
        let reached = self.reached();
        let mut seen = BTreeSet::new();
        for (name, root) in roots {
            if !reached.contains(&root) {
                continue;
            }
            let mut path = Vec::new();
            let mut here = BTreeSet::new();
            self.walk(root, &mut path, &mut |path, part, left| {
                let id = path[path.len() - 1];
                here.insert(id);
                if !seen.contains(&id) {
                    faults.push(Fault {
                        what: format!("{name}: without {}", self.without(path, part)),
                        change: Change::Node(id),
                        nodes: vec![left],
                    });
                }
            });
            seen.extend(here);
        }
    }

    /// What the level, the contraindications and the muscles depend on.
    fn reached(&self) -> BTreeSet<NodeId> {
        let protocol = self.protocol;
        let mut open: Vec<NodeId> = Vec::new();
        for flag in &protocol.red_flags {
            open.extend(flag.levels.iter().map(|(_, node)| *node));
        }
        open.extend(protocol.muscles.iter().map(|muscle| muscle.when));
        open.extend(protocol.exercises.iter().filter_map(|one| one.unless));
        open.extend(protocol.massages.iter().filter_map(|one| one.unless));
        open.extend(protocol.services.iter().filter_map(|one| one.unless));
        open.extend(protocol.advice.iter().filter_map(|one| one.unless));
        let gates = protocol.gates;
        open.extend([gates.stretch, gates.massage, gates.hands_on]);
        for entry in &protocol.entries {
            if let Goal::Relief { unless, .. } = entry.goal {
                open.push(unless);
            }
        }
        let mut reached = BTreeSet::new();
        while let Some(id) = open.pop() {
            if reached.insert(id) {
                let mut node = protocol.nodes[usize::from(id)].clone();
                parts_of(&mut node, |id| open.push(*id));
            }
        }
        reached
    }

    /// Tells of every part that can be dropped below a condition, with the way there and what is
    /// left of the condition it stood in. Findings further down are left to themselves.
    fn walk(
        &self,
        id: NodeId,
        path: &mut Vec<NodeId>,
        each: &mut dyn FnMut(&[NodeId], NodeId, Node),
    ) {
        path.push(id);
        let node = &self.protocol.nodes[usize::from(id)];
        match node {
            Node::Not(of) => self.below(*of, path, each),
            Node::All(of) | Node::Any(of) | Node::Count { of, .. } if !self.compares(of) => {
                for (place, &part) in of.iter().enumerate() {
                    if of.len() > 1 {
                        let mut rest = of.clone();
                        rest.remove(place);
                        let left = match node {
                            Node::All(_) => Node::All(rest),
                            Node::Count { least, .. } => Node::Count {
                                least: *least,
                                of: rest,
                            },
                            _ => Node::Any(rest),
                        };
                        each(path, part, left);
                    }
                    self.below(part, path, each);
                }
            }
            _ => {}
        }
        path.pop();
    }

    fn below(
        &self,
        id: NodeId,
        path: &mut Vec<NodeId>,
        each: &mut dyn FnMut(&[NodeId], NodeId, Node),
    ) {
        if !self.names.contains_key(&id) {
            self.walk(id, path, each);
        }
    }

    /// "Less than" and "is" are made of two comparisons, which belong together.
    fn compares(&self, of: &[NodeId]) -> bool {
        let number = |id: &NodeId| match &self.protocol.nodes[usize::from(*id)] {
            Node::AtLeast { .. } => true,
            Node::Not(of) => matches!(self.protocol.nodes[usize::from(*of)], Node::AtLeast { .. }),
            _ => false,
        };
        of.len() == 2 && of.iter().all(number)
    }

    fn without(&self, path: &[NodeId], part: NodeId) -> String {
        let inside = path[path.len() - 1];
        let said = self.say(part, 2);
        if path.len() == 1 {
            return said;
        }
        format!("{said} in {}", self.say(inside, 1))
    }

    /// A condition in ids, cut short below some depth.
    fn say(&self, node: NodeId, depth: usize) -> String {
        if let Some(name) = self.names.get(&node) {
            return (*name).to_owned();
        }
        let list = |of: &[NodeId], with: &str| {
            let parts: Vec<String> = of
                .iter()
                .map(|&part| self.say(part, depth.saturating_sub(1)))
                .collect();
            format!("({})", parts.join(with))
        };
        let questions = &self.protocol.questions;
        match &self.protocol.nodes[usize::from(node)] {
            Node::Option {
                question, option, ..
            } => {
                let question = &questions[usize::from(*question)];
                format!(
                    "{}.{}",
                    question.id,
                    question.options[usize::from(*option)].id
                )
            }
            Node::AtLeast {
                question, least, ..
            } => format!("{} >= {least}", questions[usize::from(*question)].id),
            Node::Not(of) => format!("not {}", self.say(*of, depth)),
            _ if depth == 0 => "…".to_owned(),
            Node::All(of) => list(of, " and "),
            Node::Any(of) => list(of, " or "),
            Node::Count { least, of } => format!("at least {least} of {}", list(of, ", ")),
        }
    }
}
