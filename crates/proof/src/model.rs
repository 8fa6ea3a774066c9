//! Every answer as a variable, every condition as a diagram.
//!
//! The variables stand in asking order. A condition has two diagrams when everything is answered
//! (known true, and not known false), and four when only some questions are: the least and the
//! most it can still become, each of the two.

use std::collections::{BTreeMap, BTreeSet};

use unknot_protocol::{Entry, Kind, Node, NodeId, Protocol, QuestionId, Role};
use unknot_triage::{Answer, Answers, Ask, Sure};

use crate::bdd::{Bdd, Table, Var};

/// What a condition is worth once everything is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full {
    /// Known true.
    pub certain: Bdd,
    /// True or unknown.
    pub possible: Bdd,
}

/// What a condition is worth while only some questions are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partial {
    /// The least it can become.
    pub low: Full,
    /// The most it can become.
    pub high: Full,
}

/// The variables of one question.
#[derive(Clone, Debug)]
pub struct Variables {
    /// The question was answered.
    pub asked: Var,
    /// "Not sure" about a checklist.
    pub not_sure: Option<Var>,
    /// By option: chosen, still not sure, and (for signs asked one by one) answered.
    pub options: Vec<[Var; 3]>,
    /// The bits of a number, the highest first.
    pub bits: Vec<Var>,
    /// The first variable that belongs to the next question.
    pub end: Var,
}

/// The answers of one entry as variables, with a diagram for each condition.
pub struct Model<'p> {
    /// The rules.
    pub protocol: &'p Protocol,
    /// The way in.
    pub entry: &'p Entry,
    /// The table of all diagrams.
    pub table: Table,
    /// By question; `None` where the entry never asks it.
    pub variables: Vec<Option<Variables>>,
    /// How many variables there are.
    pub count: Var,
    /// Whose variable it is.
    pub owner: Vec<QuestionId>,
    /// By condition, with everything answered.
    pub full: Vec<Full>,
    partial: Vec<Option<Partial>>,
    valid: Vec<Option<Bdd>>,
    quiet: Vec<Option<u16>>,
}

const NEVER: Full = Full {
    certain: Bdd::FALSE,
    possible: Bdd::FALSE,
};

impl<'p> Model<'p> {
    /// Builds the diagrams of all conditions for one entry.
    pub fn new(protocol: &'p Protocol, entry: &'p Entry) -> Self {
        let mut variables = vec![None; protocol.questions.len()];
        let mut owner = Vec::new();
        let mut count: Var = 0;
        for &id in &entry.questions {
            let question = &protocol.questions[usize::from(id)];
            let mut next = || {
                count += 1;
                owner.push(id);
                count - 1
            };
            let asked = next();
            let (mut not_sure, mut options, mut bits) = (None, Vec::new(), Vec::new());
            match question.kind {
                Kind::Number { most, .. } => {
                    let width = u16::BITS - most.leading_zeros();
                    bits = (0..width).map(|_| next()).collect();
                }
                Kind::Checklist => {
                    not_sure = Some(next());
                    options = question
                        .options
                        .iter()
                        .map(|option| match option.role {
                            Role::Plain => [next(), next(), next()],
                            _ => [0, 0, 0],
                        })
                        .collect();
                }
                _ => options = question.options.iter().map(|_| [next(), 0, 0]).collect(),
            }
            variables[usize::from(id)] = Some(Variables {
                asked,
                not_sure,
                options,
                bits,
                end: count,
            });
        }
        let mut model = Self {
            protocol,
            entry,
            table: Table::default(),
            variables,
            count,
            owner,
            full: Vec::with_capacity(protocol.nodes.len()),
            partial: vec![None; protocol.nodes.len()],
            valid: vec![None; protocol.questions.len()],
            quiet: quiet(protocol),
        };
        for node in &protocol.nodes {
            let full = model.full_of(node);
            model.full.push(full);
        }
        model
    }

    /// What a condition is worth with everything answered; left out it is true.
    pub fn when(&self, id: Option<NodeId>) -> Full {
        id.map_or(
            Full {
                certain: Bdd::TRUE,
                possible: Bdd::TRUE,
            },
            |id| self.full[usize::from(id)],
        )
    }

    /// What a contraindication is worth with everything answered; left out it is false.
    pub fn unless(&self, id: Option<NodeId>) -> Full {
        id.map_or(NEVER, |id| self.full[usize::from(id)])
    }

    /// The diagrams of one condition.
    pub(crate) fn full_of(&mut self, node: &Node) -> Full {
        let get = |model: &Self, id: &NodeId| model.full[usize::from(*id)];
        match node {
            Node::Option {
                question, applies, ..
            }
            | Node::AtLeast {
                question, applies, ..
            } => {
                if self.variables[usize::from(*question)].is_none() {
                    return NEVER;
                }
                let said = self.said(node);
                let applies = applies.map_or(Bdd::TRUE, |id| get(self, &id).possible);
                Full {
                    certain: self.table.and(said.certain, applies),
                    possible: self.table.and(said.possible, applies),
                }
            }
            Node::Not(of) => {
                let of = get(self, of);
                Full {
                    certain: of.possible.not(),
                    possible: of.certain.not(),
                }
            }
            Node::All(of) => {
                let of: Vec<Full> = of.iter().map(|id| get(self, id)).collect();
                self.all(&of)
            }
            Node::Any(of) => {
                let of: Vec<Full> = of.iter().map(|id| get(self, id)).collect();
                self.any(&of)
            }
            Node::Count { least, of } => {
                let of: Vec<Full> = of.iter().map(|id| get(self, id)).collect();
                self.at_least(*least, &of)
            }
        }
    }

    fn all(&mut self, of: &[Full]) -> Full {
        Full {
            certain: self.table.all(of.iter().map(|part| part.certain)),
            possible: self.table.all(of.iter().map(|part| part.possible)),
        }
    }

    fn any(&mut self, of: &[Full]) -> Full {
        Full {
            certain: self.table.any(of.iter().map(|part| part.certain)),
            possible: self.table.any(of.iter().map(|part| part.possible)),
        }
    }

    fn at_least(&mut self, least: u16, of: &[Full]) -> Full {
        let certain: Vec<Bdd> = of.iter().map(|part| part.certain).collect();
        let possible: Vec<Bdd> = of.iter().map(|part| part.possible).collect();
        Full {
            certain: self.table.count(usize::from(least), &certain),
            possible: self.table.count(usize::from(least), &possible),
        }
    }

    /// What the answer says about an option or a number, whether or not the question applies.
    fn said(&mut self, node: &Node) -> Full {
        match node {
            Node::Option {
                question, option, ..
            } => self.said_option(*question, *option),
            Node::AtLeast {
                question, least, ..
            } => {
                let reached = self.number_reaches(*question, *least);
                Full {
                    certain: reached,
                    possible: reached,
                }
            }
            _ => NEVER,
        }
    }

    fn said_option(&mut self, question: QuestionId, option: u16) -> Full {
        let asked = &self.protocol.questions[usize::from(question)];
        let Some(variables) = self.variables[usize::from(question)].clone() else {
            return NEVER;
        };
        let role = asked.options[usize::from(option)].role;
        let [yes, unsure, _] = variables.options[usize::from(option)];
        let both = |of: Bdd| Full {
            certain: of,
            possible: of,
        };
        if let Some(not_sure) = variables.not_sure {
            let not_sure = self.table.var(not_sure);
            return match role {
                Role::NotSure => both(not_sure),
                Role::None => {
                    let signs = self.signs_chosen(question);
                    let any = self.table.any(signs);
                    let none = self.table.and(any.not(), not_sure.not());
                    both(none)
                }
                Role::Plain => {
                    let certain = self.table.var(yes);
                    let unsure = self.table.var(unsure);
                    let possible = self.table.or(certain, unsure);
                    Full { certain, possible }
                }
            };
        }
        let certain = self.table.var(yes);
        if role == Role::NotSure {
            return both(certain);
        }
        let mut possible = certain;
        for (place, other) in asked.options.iter().enumerate() {
            if other.role == Role::NotSure {
                let chosen = self.table.var(variables.options[place][0]);
                possible = self.table.or(possible, chosen);
            }
        }
        Full { certain, possible }
    }

    fn signs_chosen(&mut self, question: QuestionId) -> Vec<Bdd> {
        let asked = &self.protocol.questions[usize::from(question)];
        let Some(variables) = self.variables[usize::from(question)].clone() else {
            return Vec::new();
        };
        let signs = asked.options.iter().zip(&variables.options);
        signs
            .filter(|(option, _)| option.role == Role::Plain)
            .map(|(_, [yes, _, _])| self.table.var(*yes))
            .collect()
    }

    fn number_reaches(&mut self, question: QuestionId, least: u16) -> Bdd {
        let Some(variables) = self.variables[usize::from(question)].clone() else {
            return Bdd::FALSE;
        };
        let width = variables.bits.len();
        if u32::from(least) >> width != 0 {
            return Bdd::FALSE;
        }
        let mut reached = Bdd::TRUE;
        for (place, &bit) in variables.bits.iter().rev().enumerate() {
            let bit = self.table.var(bit);
            reached = if least >> place & 1 == 1 {
                self.table.and(bit, reached)
            } else {
                self.table.or(bit, reached)
            };
        }
        reached
    }

    /// What a condition can still become while only some questions are answered.
    pub fn partial(&mut self, id: NodeId) -> Partial {
        if let Some(known) = self.partial[usize::from(id)] {
            return known;
        }
        let protocol = self.protocol;
        let node = &protocol.nodes[usize::from(id)];
        let value = match node {
            Node::Option {
                question, applies, ..
            }
            | Node::AtLeast {
                question, applies, ..
            } => self.partial_answer(node, *question, *applies),
            Node::Not(of) => {
                let of = self.partial(*of);
                let not = |full: Full| Full {
                    certain: full.possible.not(),
                    possible: full.certain.not(),
                };
                Partial {
                    low: not(of.high),
                    high: not(of.low),
                }
            }
            Node::All(of) => {
                let (low, high) = self.partials(of);
                Partial {
                    low: self.all(&low),
                    high: self.all(&high),
                }
            }
            Node::Any(of) => {
                let (low, high) = self.partials(of);
                Partial {
                    low: self.any(&low),
                    high: self.any(&high),
                }
            }
            Node::Count { least, of } => {
                let (low, high) = self.partials(of);
                Partial {
                    low: self.at_least(*least, &low),
                    high: self.at_least(*least, &high),
                }
            }
        };
        self.partial[usize::from(id)] = Some(value);
        value
    }

    fn partials(&mut self, of: &[NodeId]) -> (Vec<Full>, Vec<Full>) {
        of.iter()
            .map(|&id| {
                let partial = self.partial(id);
                (partial.low, partial.high)
            })
            .unzip()
    }

    fn partial_answer(
        &mut self,
        node: &Node,
        question: QuestionId,
        applies: Option<NodeId>,
    ) -> Partial {
        let Some(variables) = self.variables[usize::from(question)].clone() else {
            return Partial {
                low: NEVER,
                high: NEVER,
            };
        };
        let mut known = self.table.var(variables.asked);
        if let (Some(not_sure), Node::Option { option, .. }) = (variables.not_sure, node) {
            let role =
                self.protocol.questions[usize::from(question)].options[usize::from(*option)].role;
            if role == Role::Plain {
                let not_sure = self.table.var(not_sure);
                let answered = self.table.var(variables.options[usize::from(*option)][2]);
                let sure = self.table.or(not_sure.not(), answered);
                known = self.table.and(known, sure);
            }
        }
        let said = self.said(node);
        let applies = applies.map(|id| self.partial(id));
        let low_applies = applies.map_or(Bdd::TRUE, |range| range.low.possible);
        let high_applies = applies.map_or(Bdd::TRUE, |range| range.high.possible);
        let mut part = |said: Bdd, open: bool, applies: Bdd| {
            let said = if open {
                self.table.or(known.not(), said)
            } else {
                self.table.and(known, said)
            };
            self.table.and(said, applies)
        };
        Partial {
            low: Full {
                certain: part(said.certain, false, low_applies),
                possible: part(said.possible, false, low_applies),
            },
            high: Full {
                certain: part(said.certain, true, high_applies),
                possible: part(said.possible, true, high_applies),
            },
        }
    }

    /// The answers to a question that can be given, wherever it applies.
    pub fn valid(&mut self, question: QuestionId) -> Bdd {
        if let Some(known) = self.valid[usize::from(question)] {
            return known;
        }
        let protocol = self.protocol;
        let asked = &protocol.questions[usize::from(question)];
        let Some(variables) = self.variables[usize::from(question)].clone() else {
            return Bdd::TRUE;
        };
        let chosen: Vec<Bdd> = variables
            .options
            .iter()
            .map(|[yes, ..]| self.table.var(*yes))
            .collect();
        // Where the places named decide which options are shown, taking in first how many places
        // can be named keeps the diagrams small.
        let mut before = BTreeSet::new();
        for show in asked.options.iter().filter_map(|option| option.show) {
            before.extend(self.questions_of(self.full[usize::from(show)].possible));
        }
        let mut rules: Vec<Bdd> = before
            .clone()
            .into_iter()
            .map(|id| self.valid(id))
            .collect();
        match asked.kind {
            Kind::Number { least, most } => {
                rules.push(self.number_reaches(question, least));
                rules.push(self.number_reaches(question, most + 1).not());
            }
            Kind::Checklist => {
                if let Some(not_sure) = variables.not_sure {
                    let not_sure = self.table.var(not_sure);
                    for (place, option) in asked.options.iter().enumerate() {
                        if option.role == Role::Plain {
                            let [yes, unsure, _] = variables.options[place];
                            let (yes, unsure) = (self.table.var(yes), self.table.var(unsure));
                            rules.push(self.table.and(yes, unsure).not());
                            rules.push(self.table.minus(unsure, not_sure).not());
                            if let Some(show) = option.show {
                                let shown = self.full[usize::from(show)].possible;
                                let hidden = self.table.minus(yes, shown);
                                rules.push(self.table.minus(hidden, not_sure).not());
                            }
                        }
                    }
                }
            }
            Kind::Choice | Kind::YesNo | Kind::Several { .. } => {
                let most = match asked.kind {
                    Kind::Several { most } => usize::from(most),
                    _ => 1,
                };
                rules.push(self.table.any(chosen.iter().copied()));
                rules.push(self.table.count(most + 1, &chosen).not());
                let two = self.table.count(2, &chosen);
                for (option, &yes) in asked.options.iter().zip(&chosen) {
                    if option.alone || option.role != Role::Plain {
                        rules.push(self.table.and(yes, two).not());
                    }
                    if let Some(show) = option.show {
                        let shown = self.full[usize::from(show)].possible;
                        rules.push(self.table.minus(yes, shown).not());
                    }
                }
            }
        }
        let rules = self.table.all(rules);
        let applies = self.when(asked.ask_when).possible;
        let mut valid = self.table.or(applies.not(), rules);
        for id in before {
            let known = self.valid(id);
            valid = self.table.and(valid, known);
        }
        self.valid[usize::from(question)] = Some(valid);
        valid
    }

    /// The part of a diagram that stands for answers that can be given.
    pub fn within(&mut self, of: Bdd) -> Bdd {
        let mut done = BTreeSet::new();
        let mut at = of;
        loop {
            let questions: BTreeSet<QuestionId> = self.questions_of(at);
            let Some(&next) = questions.iter().rev().find(|id| !done.contains(*id)) else {
                return at;
            };
            done.insert(next);
            let valid = self.valid(next);
            at = self.table.and(at, valid);
        }
    }

    /// The questions a diagram depends on.
    pub fn questions_of(&self, of: Bdd) -> BTreeSet<QuestionId> {
        let support = self.table.support(of);
        support
            .into_iter()
            .map(|var| self.owner[usize::from(var)])
            .collect()
    }

    /// Answers that can be given and that a diagram holds for, with as few as possible that say
    /// anything; `None` if it holds for none.
    pub fn example(&mut self, of: Bdd) -> Option<Answers> {
        let within = self.within(of);
        let path = self.cheapest(within)?;
        Some(self.answers(&path))
    }

    /// The path with the fewest answers that say anything.
    pub fn cheapest(&self, of: Bdd) -> Option<BTreeMap<Var, bool>> {
        let path = self.table.cheapest(of, &|var| self.cost(var))?;
        Some(path.into_iter().collect())
    }

    /// What setting a variable costs: nothing where it only says what is usual.
    fn cost(&self, var: Var) -> u32 {
        let question = self.owner[usize::from(var)];
        let Some(variables) = &self.variables[usize::from(question)] else {
            return 0;
        };
        if variables.bits.contains(&var) || variables.asked == var {
            return 0;
        }
        let place = variables
            .options
            .iter()
            .position(|parts| parts[0] == var || (parts[1] != 0 && parts[1] == var));
        match place {
            Some(place) => {
                let role = self.protocol.questions[usize::from(question)].options[place].role;
                let usual = self.quiet[usize::from(question)] == Some(place as u16);
                match (usual, role) {
                    (true, _) => 0,
                    (_, Role::NotSure) => 300,
                    _ => 100,
                }
            }
            None => 300,
        }
    }

    /// The answers a path stands for. What it does not name is answered in the usual way.
    pub fn answers(&self, path: &BTreeMap<Var, bool>) -> Answers {
        let set = |var: Var| path.get(&var).copied().unwrap_or(false);
        let mut answers = Answers::new();
        for &id in &self.entry.questions {
            let question = &self.protocol.questions[usize::from(id)];
            let Some(variables) = &self.variables[usize::from(id)] else {
                continue;
            };
            let mut chosen: Vec<u16> = (0..question.options.len() as u16)
                .filter(|&place| {
                    let [yes, ..] = variables.options[usize::from(place)];
                    let counts = variables.not_sure.is_none()
                        || question.options[usize::from(place)].role == Role::Plain;
                    counts && set(yes)
                })
                .collect();
            let answer = match question.kind {
                Kind::Number { least, most } => {
                    let named = variables.bits.iter().any(|bit| path.contains_key(bit));
                    let number = variables
                        .bits
                        .iter()
                        .fold(0, |number, &bit| number << 1 | u16::from(set(bit)));
                    // Bits a path leaves open may add up to a number out of range.
                    let number = if named { number } else { 40 };
                    Answer::Number(number.clamp(least, most))
                }
                Kind::Checklist if variables.not_sure.is_some_and(&set) => {
                    for (place, option) in question.options.iter().enumerate() {
                        let [yes, unsure, _] = variables.options[place];
                        if option.role == Role::Plain {
                            let sure = match (set(yes), set(unsure)) {
                                (true, _) => Sure::Yes,
                                (_, true) => Sure::NotSure,
                                _ => Sure::No,
                            };
                            let ask = Ask {
                                question: id,
                                sign: Some(place as u16),
                            };
                            answers.insert(ask, Answer::Sign(sure));
                        }
                    }
                    let not_sure = question.with_role(Role::NotSure);
                    Answer::Chosen(not_sure.into_iter().collect())
                }
                _ => {
                    if chosen.is_empty() {
                        chosen.extend(self.quiet[usize::from(id)]);
                    }
                    Answer::Chosen(chosen)
                }
            };
            answers.insert(Ask::question(id), answer);
        }
        answers
    }

    /// The usual answer to a question: the one that says least.
    pub fn quiet(&self, question: QuestionId) -> Option<u16> {
        self.quiet[usize::from(question)]
    }

    /// The values of all variables under answers, for comparing with the engine.
    pub fn values(&self, answers: &Answers) -> Vec<bool> {
        let mut values = vec![false; usize::from(self.count)];
        for &id in &self.entry.questions {
            let question = &self.protocol.questions[usize::from(id)];
            let Some(variables) = &self.variables[usize::from(id)] else {
                continue;
            };
            let Some(answer) = answers.get(&Ask::question(id)) else {
                continue;
            };
            values[usize::from(variables.asked)] = true;
            match answer {
                Answer::Number(number) => {
                    for (place, &bit) in variables.bits.iter().rev().enumerate() {
                        values[usize::from(bit)] = number >> place & 1 == 1;
                    }
                }
                Answer::Chosen(chosen) => {
                    for &place in chosen {
                        let role = question.options[usize::from(place)].role;
                        match (variables.not_sure, role) {
                            (Some(var), Role::NotSure) => values[usize::from(var)] = true,
                            (Some(_), Role::None) => {}
                            _ => {
                                let [yes, _, known] = variables.options[usize::from(place)];
                                values[usize::from(yes)] = true;
                                if variables.not_sure.is_some() {
                                    values[usize::from(known)] = true;
                                }
                            }
                        }
                    }
                    if variables.not_sure.is_none() {
                        continue;
                    }
                    for place in 0..question.options.len() as u16 {
                        let ask = Ask {
                            question: id,
                            sign: Some(place),
                        };
                        let [yes, unsure, known] = variables.options[usize::from(place)];
                        if let Some(Answer::Sign(sure)) = answers.get(&ask) {
                            if values[usize::from(yes)] {
                                continue;
                            }
                            values[usize::from(known)] = true;
                            values[usize::from(yes)] = *sure == Sure::Yes;
                            values[usize::from(unsure)] = *sure == Sure::NotSure;
                        }
                    }
                }
                Answer::Sign(_) => {}
            }
        }
        values
    }
}

/// For each question the option that says least: "none" where there is one, else the option the
/// fewest conditions name.
fn quiet(protocol: &Protocol) -> Vec<Option<u16>> {
    let mut named: Vec<Vec<usize>> = protocol
        .questions
        .iter()
        .map(|question| vec![0; question.options.len()])
        .collect();
    for node in &protocol.nodes {
        let parts: &[NodeId] = match node {
            Node::All(of) | Node::Any(of) | Node::Count { of, .. } => of,
            Node::Not(of) => std::slice::from_ref(of),
            _ => &[],
        };
        for &part in parts {
            if let Node::Option {
                question, option, ..
            } = protocol.nodes[usize::from(part)]
            {
                named[usize::from(question)][usize::from(option)] += 1;
            }
        }
    }
    let questions = protocol.questions.iter().zip(named);
    questions
        .map(|(question, named)| {
            question.with_role(Role::None).or_else(|| {
                let plain = question.options.iter().enumerate();
                plain
                    .filter(|(_, option)| option.role == Role::Plain)
                    .min_by_key(|(place, _)| named[*place])
                    .map(|(place, _)| place as u16)
            })
        })
        .collect()
}
