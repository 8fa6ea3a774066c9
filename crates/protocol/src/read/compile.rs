//! From files to rules: names are resolved, conditions become nodes.

use std::collections::{BTreeMap, HashMap};

use serde::de::DeserializeOwned;

use super::Content;
use super::document::{
    Condition, RawAdvice, RawCountry, RawDecision, RawEntry, RawExercise, RawGates, RawKind,
    RawLevel, RawMassage, RawMuscle, RawPattern, RawPlace, RawPlaces, RawProtocol, RawQuestion,
    RawRead, RawRedFlag, RawService, RawSignOff, RawSource,
};
use super::files::{Item, Items};
use super::problem::{Problem, did_you_mean};
use super::syntax::{Sign, Tree, parse};
use crate::{
    Advice, Choice, Country, Entry, Exercise, Gates, Goal, Kind, Level, Line, Massage, Muscle,
    Node, NodeId, Pattern, Place, Pointer, Protocol, Question, QuestionId, RedFlag, Role, Service,
    SignOff, Source,
};

/// A choice made where the dossier contradicts itself or marks doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its name.
    pub id: String,
    /// The dossier's rows it is about.
    pub rows: Vec<String>,
    /// What was chosen.
    pub chose: String,
    /// Why.
    pub because: String,
}

/// Every kind of table the rules may hold.
const KINDS: [&str; 19] = [
    "protocol", "sign-off", "entry", "level", "gate", "question", "finding", "red-flag", "pattern",
    "muscle", "exercise", "pose", "massage", "advice", "service", "place", "country", "source",
    "decision",
];

pub(super) fn compile(items: &Items, problems: &mut Vec<Problem>) -> Content {
    for (kind, list) in items
        .iter()
        .filter(|(kind, _)| !KINDS.contains(&kind.as_str()))
    {
        for item in list {
            problems.push(item.problem(
                format!("`{kind}` is no kind of table"),
                did_you_mean(kind, KINDS, "see protocol/README.md for the kinds"),
            ));
        }
    }
    let mut compiler = Compiler::new(items, problems);
    compiler.head();
    compiler.questions();
    compiler.lists();
    compiler.red_flags();
    compiler.plan();
    compiler.entries();
    compiler.unused_findings();
    let decisions = compiler.decisions();
    Content {
        protocol: compiler.protocol,
        languages: Vec::new(),
        figures: Vec::new(),
        decisions,
    }
}

enum State {
    Waiting,
    Working,
    Done(NodeId),
}

struct Finding<'a, 'i> {
    item: &'a Item<'i>,
    line: usize,
    text: String,
    state: State,
    used: bool,
}

struct Asked<'a, 'i> {
    item: &'a Item<'i>,
    raw: RawQuestion,
    id: QuestionId,
    state: State,
}

struct Compiler<'a, 'i> {
    items: &'a Items<'i>,
    problems: &'a mut Vec<Problem>,
    protocol: Protocol,
    known: HashMap<Node, NodeId>,
    findings: BTreeMap<String, Finding<'a, 'i>>,
    asked: BTreeMap<String, Asked<'a, 'i>>,
    places: HashMap<String, u16>,
    advice: HashMap<String, u16>,
    sources: HashMap<String, u16>,
    muscles: HashMap<String, u16>,
    /// The options whose `show` is being read, so that one cannot depend on itself.
    showing: Vec<String>,
}

impl<'a, 'i> Compiler<'a, 'i> {
    fn new(items: &'a Items<'i>, problems: &'a mut Vec<Problem>) -> Self {
        let mut findings: BTreeMap<String, Finding> = BTreeMap::new();
        for item in items.get("finding").into_iter().flatten() {
            for (name, line, value) in item.fields() {
                let Some(text) = value.get_ref().as_str() else {
                    problems.push(item.problem_at(
                        line,
                        format!("finding `{name}` is no text"),
                        "write the condition in quotation marks",
                    ));
                    continue;
                };
                if let Some(first) = findings.get(&name) {
                    let what = format!(
                        "finding `{name}` stands twice; first in {} line {}",
                        first.item.file, first.line
                    );
                    problems.push(item.problem_at(
                        line,
                        what,
                        "keep one, or give this one its own id",
                    ));
                    continue;
                }
                let finding = Finding {
                    item,
                    line,
                    text: text.to_owned(),
                    state: State::Waiting,
                    used: false,
                };
                findings.insert(name, finding);
            }
        }
        Self {
            items,
            problems,
            protocol: Protocol::default(),
            known: HashMap::new(),
            findings,
            asked: BTreeMap::new(),
            places: HashMap::new(),
            advice: HashMap::new(),
            sources: HashMap::new(),
            muscles: HashMap::new(),
            showing: Vec::new(),
        }
    }

    /// Every table of that kind that can be read, by id.
    fn all<T: DeserializeOwned>(&mut self, kind: &str) -> Vec<(&'a Item<'i>, T)> {
        let list = self.items.get(kind).map(Vec::as_slice).unwrap_or_default();
        let mut list: Vec<(&Item, T)> = list
            .iter()
            .filter_map(|item| Some((item, item.as_a(self.problems)?)))
            .collect();
        list.sort_by(|a, b| a.0.id.cmp(&b.0.id));
        for (item, _) in &list {
            let fine = |c: char| c.is_ascii_alphanumeric() || c == '-';
            if !item.id.chars().all(fine) {
                self.problems.push(item.problem(
                    format!("`{}` is no id", item.id),
                    "lower-case words joined by hyphens",
                ));
            }
        }
        list
    }

    fn head(&mut self) {
        let heads = self.all::<RawProtocol>("protocol");
        match heads.as_slice() {
            [(_, head)] => {
                self.protocol.version.clone_from(&head.version);
                self.protocol.review_by = head.review_by.to_string();
            }
            _ => self.problems.push(Problem {
                file: "protocol.toml".to_owned(),
                line: 0,
                what: format!("there are {} tables [protocol]", heads.len()),
                help: "one table [protocol] with version = \"0.1.0\" and review-by = 2027-05-20"
                    .to_owned(),
            }),
        }
        for (_, raw) in self.all::<RawSignOff>("sign-off") {
            let when = raw.when.to_string();
            self.protocol.sign_offs.push(SignOff {
                who: raw.who,
                role: raw.role,
                when,
                hash: raw.hash,
            });
        }
    }

    fn questions(&mut self) {
        for (item, raw) in self.all::<RawQuestion>("question") {
            let id = self.protocol.questions.len() as QuestionId;
            let (kind, options) = self.options(item, &raw);
            self.source_ids(item, &raw.source);
            let (always, start) = (raw.always, raw.start);
            self.protocol.questions.push(Question {
                id: item.id.clone(),
                kind,
                options,
                ask_when: None,
                always,
                start,
            });
            if let Some(finding) = self.findings.get(&item.id) {
                let what = format!(
                    "`{}` is a question and a finding ({} line {})",
                    item.id, finding.item.file, finding.line
                );
                self.problems
                    .push(item.problem(what, "give one of them another id"));
            }
            self.asked.insert(
                item.id.clone(),
                Asked {
                    item,
                    raw,
                    id,
                    state: State::Waiting,
                },
            );
        }
        let names: Vec<String> = self.asked.keys().cloned().collect();
        for name in &names {
            self.applies(name);
        }
        for name in names {
            let (item, id, show) = {
                let asked = &self.asked[&name];
                (
                    asked.item,
                    asked.id,
                    asked
                        .raw
                        .show
                        .iter()
                        .map(|(option, when)| (option.clone(), when.clone()))
                        .collect::<Vec<_>>(),
                )
            };
            for (option, when) in show {
                let node = self.condition(item, &when);
                let question = &mut self.protocol.questions[usize::from(id)];
                match question.option(&option) {
                    Some(place) => question.options[usize::from(place)].show = node,
                    None => self.problems.push(item.problem(
                        format!("`{option}` in `show` is no option of `{name}`"),
                        "name one of its options",
                    )),
                }
            }
        }
    }

    fn options(&mut self, item: &Item, raw: &RawQuestion) -> (Kind, Vec<Choice>) {
        let choice = |id: &str, role: Role| Choice {
            id: id.to_owned(),
            role,
            alone: raw.alone.iter().any(|a| a == id),
            show: None,
        };
        let mut wrong = |what: String, help: &str| self.problems.push(item.problem(what, help));
        match raw.kind {
            RawKind::Checklist => {
                if raw.signs.is_empty() || raw.signs.len() > 7 {
                    wrong(
                        format!("the checklist has {} signs", raw.signs.len()),
                        "from one to seven signs, one idea each",
                    );
                }
                let mut options: Vec<Choice> =
                    raw.signs.iter().map(|id| choice(id, Role::Plain)).collect();
                options.push(choice("not-sure", Role::NotSure));
                options.push(choice("none", Role::None));
                (Kind::Checklist, options)
            }
            RawKind::YesNo => (
                Kind::YesNo,
                vec![
                    choice("yes", Role::Plain),
                    choice("no", Role::None),
                    choice("not-sure", Role::NotSure),
                ],
            ),
            RawKind::Number => {
                let (least, most) = (raw.least.unwrap_or(0), raw.most.unwrap_or(u16::MAX));
                if raw.most.is_none() || least >= most {
                    wrong(
                        "the number has no range".to_owned(),
                        "`least = 0` and `most = 120`, say",
                    );
                }
                (Kind::Number { least, most }, Vec::new())
            }
            RawKind::Choice | RawKind::Several => {
                if raw.options.len() < 2 {
                    wrong(
                        format!("there are {} options", raw.options.len()),
                        "`options = [\"one\", \"other\"]`",
                    );
                }
                for name in raw.none.iter().chain(&raw.not_sure.0).chain(&raw.alone) {
                    if !raw.options.contains(name) {
                        wrong(
                            format!("`{name}` is no option of `{}`", item.id),
                            "name one of its options",
                        );
                    }
                }
                let role = |id: &String| {
                    if raw.none.as_ref() == Some(id) {
                        Role::None
                    } else if raw.not_sure.0.contains(id) {
                        Role::NotSure
                    } else {
                        Role::Plain
                    }
                };
                let options: Vec<Choice> =
                    raw.options.iter().map(|id| choice(id, role(id))).collect();
                let most = raw.most.unwrap_or(raw.options.len() as u16);
                (
                    if raw.kind == RawKind::Choice {
                        Kind::Choice
                    } else {
                        Kind::Several { most }
                    },
                    options,
                )
            }
        }
    }

    /// The node for when a question applies; a question may only look at others before it.
    fn applies(&mut self, name: &str) -> Option<NodeId> {
        let asked = self.asked.get_mut(name)?;
        let (item, id) = (asked.item, asked.id);
        let when = asked.raw.ask_when.clone()?;
        match std::mem::replace(&mut asked.state, State::Working) {
            State::Done(node) => {
                asked.state = State::Done(node);
                return Some(node);
            }
            State::Working => {
                self.problems.push(item.problem(
                    format!("whether `{name}` is asked depends on its own answer"),
                    "take it out of the `ask-when` of the questions before it",
                ));
                return None;
            }
            State::Waiting => {}
        }
        let node = self.condition(item, &when)?;
        self.asked.get_mut(name)?.state = State::Done(node);
        self.protocol.questions[usize::from(id)].ask_when = Some(node);
        Some(node)
    }

    /// The node for when an option is there to be chosen: its question applies, and it is shown.
    fn offered(&mut self, question: &str, option: &str) -> Option<NodeId> {
        let applies = self.applies(question);
        let asked = self.asked.get(question)?;
        let Some(show) = asked.raw.show.get(option).cloned() else {
            return applies;
        };
        let (item, name) = (asked.item, format!("{question}.{option}"));
        if self.showing.contains(&name) {
            self.problems.push(item.problem(
                format!("whether `{name}` is shown depends on itself"),
                "take it out of its own `show`",
            ));
            return applies;
        }
        self.showing.push(name);
        let shown = self.condition(item, &show);
        self.showing.pop();
        match (applies, shown) {
            (Some(applies), Some(shown)) => Some(self.known(Node::All(vec![applies, shown]))),
            (applies, shown) => applies.or(shown),
        }
    }

    fn condition(&mut self, item: &Item, condition: &Condition) -> Option<NodeId> {
        let line = item.line_at(condition.span().start);
        match parse(condition.get_ref()) {
            Ok(tree) => self.node(item, line, &tree),
            Err(error) => {
                self.problems.push(item.problem_at(
                    line,
                    format!("in `{}`: {}", item.id, error.what),
                    error.help,
                ));
                None
            }
        }
    }

    fn optional(&mut self, item: &Item, condition: Option<&Condition>) -> Option<NodeId> {
        condition.and_then(|condition| self.condition(item, condition))
    }

    fn node(&mut self, item: &Item, line: usize, tree: &Tree) -> Option<NodeId> {
        let node = match tree {
            Tree::Finding(name) => return self.finding(item, line, name),
            Tree::Option { question, option } => {
                let id = self.question(item, line, question)?;
                let asked = &self.protocol.questions[usize::from(id)];
                let Some(place) = asked.option(option) else {
                    let known: Vec<&str> = asked
                        .options
                        .iter()
                        .map(|choice| choice.id.as_str())
                        .collect();
                    let list = format!("`{question}` offers {}", known.join(", "));
                    let help = did_you_mean(option, known, &list);
                    self.problems.push(item.problem_at(
                        line,
                        format!("in `{}`: `{question}` has no option `{option}`", item.id),
                        help,
                    ));
                    return None;
                };
                let applies = self.offered(question, option);
                Node::Option {
                    question: id,
                    option: place,
                    applies,
                }
            }
            Tree::Compare {
                question,
                sign,
                number,
            } => {
                let id = self.question(item, line, question)?;
                let applies = self.applies(question);
                let Kind::Number { least, most } = self.protocol.questions[usize::from(id)].kind
                else {
                    self.problems.push(item.problem_at(
                        line,
                        format!("in `{}`: `{question}` is no number", item.id),
                        format!("write `{question}.option`"),
                    ));
                    return None;
                };
                if !(least..=most).contains(number) {
                    self.problems.push(item.problem_at(
                        line,
                        format!("in `{}`: {question} is never {number}", item.id),
                        format!("a number from {least} to {most}"),
                    ));
                    return None;
                }
                let at_least = |number: u16| Node::AtLeast {
                    question: id,
                    least: number,
                    applies,
                };
                // "Less than" also says that a number was given: where an entry never asks for it,
                // neither "less" nor "at least" may hold.
                let given = at_least(least);
                match sign {
                    Sign::AtLeast => at_least(*number),
                    Sign::More => at_least(number + 1),
                    Sign::Less => {
                        let reached = self.known(at_least(*number));
                        Node::All(vec![self.known(given), self.known(Node::Not(reached))])
                    }
                    Sign::AtMost => {
                        let more = self.known(at_least(number + 1));
                        Node::All(vec![self.known(given), self.known(Node::Not(more))])
                    }
                    Sign::Equal => {
                        let more = self.known(at_least(number + 1));
                        Node::All(vec![
                            self.known(at_least(*number)),
                            self.known(Node::Not(more)),
                        ])
                    }
                }
            }
            Tree::Not(of) => Node::Not(self.node(item, line, of)?),
            Tree::All(of) => Node::All(self.nodes(item, line, of)?),
            Tree::Any(of) => Node::Any(self.nodes(item, line, of)?),
            Tree::Count { least, of } => Node::Count {
                least: *least,
                of: self.nodes(item, line, of)?,
            },
        };
        Some(self.known(node))
    }

    fn nodes(&mut self, item: &Item, line: usize, trees: &[Tree]) -> Option<Vec<NodeId>> {
        // Every part is looked at, so that one run names every mistake.
        let nodes: Vec<Option<NodeId>> = trees
            .iter()
            .map(|tree| self.node(item, line, tree))
            .collect();
        nodes.into_iter().collect()
    }

    fn known(&mut self, node: Node) -> NodeId {
        if let Some(&id) = self.known.get(&node) {
            return id;
        }
        let id = self.protocol.nodes.len() as NodeId;
        self.protocol.nodes.push(node.clone());
        self.known.insert(node, id);
        id
    }

    fn question(&mut self, item: &Item, line: usize, name: &str) -> Option<QuestionId> {
        if let Some(asked) = self.asked.get(name) {
            return Some(asked.id);
        }
        let help = did_you_mean(
            name,
            self.asked.keys().map(String::as_str),
            "define the question first",
        );
        self.problems.push(item.problem_at(
            line,
            format!("in `{}`: there is no question `{name}`", item.id),
            help,
        ));
        None
    }

    fn finding(&mut self, item: &Item, line: usize, name: &str) -> Option<NodeId> {
        let Some(finding) = self.findings.get_mut(name) else {
            let help = if self.asked.contains_key(name) {
                format!("`{name}` is a question: write `{name}.option`")
            } else {
                did_you_mean(
                    name,
                    self.findings.keys().map(String::as_str),
                    "define it under [finding]",
                )
            };
            self.problems.push(item.problem_at(
                line,
                format!("in `{}`: there is no finding `{name}`", item.id),
                help,
            ));
            return None;
        };
        finding.used = true;
        let (home, home_line) = (finding.item, finding.line);
        match std::mem::replace(&mut finding.state, State::Working) {
            State::Done(node) => {
                finding.state = State::Done(node);
                Some(node)
            }
            State::Working => {
                self.problems.push(home.problem_at(
                    home_line,
                    format!("finding `{name}` depends on itself"),
                    "take it out of the findings it is made of",
                ));
                None
            }
            State::Waiting => {
                let text = finding.text.clone();
                let node = match parse(&text) {
                    Ok(tree) => self.node(home, home_line, &tree)?,
                    Err(error) => {
                        self.problems.push(home.problem_at(
                            home_line,
                            format!("in finding `{name}`: {}", error.what),
                            error.help,
                        ));
                        return None;
                    }
                };
                self.findings.get_mut(name)?.state = State::Done(node);
                Some(node)
            }
        }
    }

    fn lists(&mut self) {
        for (item, _) in self.all::<RawPlace>("place") {
            self.places
                .insert(item.id.clone(), self.protocol.places.len() as u16);
            self.protocol.places.push(Place {
                id: item.id.clone(),
            });
        }
        for (item, raw) in self.all::<RawCountry>("country") {
            self.source_ids(item, &raw.source);
            let advice = raw
                .advice
                .into_iter()
                .map(|line| (line.name, line.number))
                .collect();
            let (emergency, checked) = (raw.emergency, raw.checked);
            self.protocol.countries.push(Country {
                id: item.id.clone(),
                emergency,
                advice,
                checked,
            });
        }
        let mut lines = self.all::<RawAdvice>("advice");
        lines.sort_by_key(|(_, raw)| raw.order);
        for (place, (item, _)) in lines.iter().enumerate() {
            self.advice.insert(item.id.clone(), place as u16);
        }
        for (item, raw) in lines {
            let when = self.optional(item, raw.when.as_ref());
            let unless = self.optional(item, raw.unless.as_ref());
            let sources = self.sources(item, &raw.source, raw.evidence);
            let (section, levels, evidence) = (raw.section, raw.levels, raw.evidence);
            self.protocol.advice.push(Advice {
                id: item.id.clone(),
                section,
                when,
                unless,
                levels,
                sources,
                evidence,
            });
        }
        let levels = self.all::<RawLevel>("level");
        for level in Level::ALL {
            let Some((item, raw)) = levels.iter().find(|(item, _)| item.id == level.id()) else {
                self.problems.push(Problem {
                    file: "protocol.toml".to_owned(),
                    line: 0,
                    what: format!("there is no table [level.{}]", level.id()),
                    help: "name its `place`, and its `until` advice where there is some".to_owned(),
                });
                self.protocol.levels.push(Line {
                    place: 0,
                    until: Vec::new(),
                });
                continue;
            };
            let line = Line {
                place: self.place(item, &raw.place),
                until: self.advice_ids(item, &raw.until),
            };
            self.protocol.levels.push(line);
        }
    }

    fn red_flags(&mut self) {
        for (item, raw) in self.all::<RawRedFlag>("red-flag") {
            let conditions = [
                (Level::Emergency, &raw.emergency),
                (Level::SameDay, &raw.same_day),
                (Level::DoctorSoon, &raw.doctor_soon),
                (Level::Practitioner, &raw.practitioner),
            ];
            let mut levels = Vec::new();
            for (level, condition) in conditions {
                levels.extend(
                    self.optional(item, condition.as_ref())
                        .map(|node| (level, node)),
                );
            }
            if conditions.iter().all(|(_, condition)| condition.is_none()) {
                self.problems.push(item.problem(
                    format!("`{}` has no level", item.id),
                    "a line such as `same-day = \"…\"`",
                ));
            }
            let mut places = Vec::new();
            match &raw.place {
                RawPlaces::Default => {}
                RawPlaces::One(place) => {
                    let place = self.place(item, place);
                    places.extend(levels.iter().map(|(level, _)| (*level, place)));
                }
                RawPlaces::ByLevel(by_level) => {
                    for (level, place) in by_level {
                        match Level::from_id(level) {
                            Some(level) => places.push((level, self.place(item, place))),
                            None => self.problems.push(item.problem(
                                format!("`{level}` in `where` is no level"),
                                did_you_mean(
                                    level,
                                    Level::ALL.map(Level::id),
                                    "one of the five levels",
                                ),
                            )),
                        }
                    }
                }
            }
            let flag = RedFlag {
                id: item.id.clone(),
                row: raw.row.unwrap_or_else(|| item.id.clone()),
                levels,
                places,
                until: self.advice_ids(item, &raw.until),
                may_indicate: raw.may_indicate,
                note: raw.note,
                sources: self.sources(item, &raw.source, raw.evidence),
                evidence: raw.evidence,
            };
            self.protocol.red_flags.push(flag);
        }
    }

    fn plan(&mut self) {
        for (item, raw) in self.all::<RawMuscle>("muscle") {
            let when = self.condition(item, &raw.when).unwrap_or_default();
            self.muscles
                .insert(item.id.clone(), self.protocol.muscles.len() as u16);
            self.protocol.muscles.push(Muscle {
                id: item.id.clone(),
                when,
            });
        }
        let mut patterns = self.all::<RawPattern>("pattern");
        patterns.sort_by_key(|(_, raw)| raw.precedence);
        for (item, raw) in patterns {
            let mut pointers = |list: &BTreeMap<String, Condition>| -> Vec<Pointer> {
                let list = list.iter();
                list.filter_map(|(id, when)| {
                    Some(Pointer {
                        id: id.clone(),
                        when: self.condition(item, when)?,
                    })
                })
                .collect()
            };
            let (pointers_for, pointers_against) =
                (pointers(&raw.pointers_for), pointers(&raw.pointers_against));
            let pattern = Pattern {
                id: item.id.clone(),
                fits: self.condition(item, &raw.fits_when).unwrap_or_default(),
                pointers_for,
                pointers_against,
                sources: self.sources(item, &raw.source, raw.evidence),
                evidence: raw.evidence,
            };
            self.protocol.patterns.push(pattern);
        }
        for (item, raw) in self.all::<RawExercise>("exercise") {
            let exercise = Exercise {
                id: item.id.clone(),
                muscle: self.muscle(item, &raw.muscle),
                phase: raw.phase,
                position: raw.position,
                gentle: raw.gentle,
                quick: raw.quick,
                when: self.optional(item, raw.when.as_ref()),
                unless: self.optional(item, raw.unless.as_ref()),
                hold: raw.hold,
                repeats: raw.repeats,
                sources: self.sources(item, &raw.source, raw.evidence),
                evidence: raw.evidence,
            };
            self.protocol.exercises.push(exercise);
        }
        for (item, raw) in self.all::<RawMassage>("massage") {
            let massage = Massage {
                id: item.id.clone(),
                by: raw.by,
                muscle: raw.muscle.as_ref().map(|muscle| self.muscle(item, muscle)),
                when: self.optional(item, raw.when.as_ref()),
                unless: self.optional(item, raw.unless.as_ref()),
                sources: self.sources(item, &raw.source, raw.evidence),
                evidence: raw.evidence,
            };
            self.protocol.massages.push(massage);
        }
        for (item, raw) in self.all::<RawService>("service") {
            self.source_ids(item, &raw.source);
            let service = Service {
                id: item.id.clone(),
                hands_on: raw.hands_on,
                assesses: raw.assesses,
                when: self.optional(item, raw.when.as_ref()),
                unless: self.optional(item, raw.unless.as_ref()),
            };
            self.protocol.services.push(service);
        }
        for (item, raw) in self.all::<RawGates>("gate") {
            self.protocol.gates = Gates {
                stretch: self.condition(item, &raw.stretch).unwrap_or_default(),
                massage: self.condition(item, &raw.massage).unwrap_or_default(),
                hands_on: self.condition(item, &raw.hands_on).unwrap_or_default(),
            };
        }
        if !self.items.contains_key("gate") {
            self.problems.push(Problem {
                file: "protocol.toml".to_owned(),
                line: 0,
                what: "there is no table [gate]".to_owned(),
                help: "name what closes all `stretch`, all `massage` and all `hands-on` services"
                    .to_owned(),
            });
        }
    }

    fn entries(&mut self) {
        for (item, raw) in self.all::<RawEntry>("entry") {
            let mut questions = Vec::new();
            for name in &raw.questions {
                if let Some(id) = self.question(item, item.line, name) {
                    if questions.contains(&id) {
                        self.problems.push(item.problem(
                            format!("`{name}` stands twice in entry `{}`", item.id),
                            "keep the first",
                        ));
                    }
                    questions.push(id);
                }
            }
            let goal = match self.optional(item, raw.stretch_unless.as_ref()) {
                Some(unless) => Goal::Relief { unless },
                None => Goal::Care,
            };
            self.protocol.entries.push(Entry {
                id: item.id.clone(),
                questions,
                goal,
            });
        }
        if self.protocol.entries.is_empty() {
            self.problems.push(Problem {
                file: "protocol.toml".to_owned(),
                line: 0,
                what: "there is no entry".to_owned(),
                help: "a table [entry.full] with its `questions` in asking order".to_owned(),
            });
        }
    }

    fn decisions(&mut self) -> Vec<Decision> {
        let list = self.all::<RawDecision>("decision");
        list.into_iter()
            .map(|(item, raw)| Decision {
                id: item.id.clone(),
                rows: raw.rows,
                chose: raw.chose,
                because: raw.because,
            })
            .collect()
    }

    fn unused_findings(&mut self) {
        for (name, finding) in &self.findings {
            if !finding.used {
                self.problems.push(finding.item.problem_at(
                    finding.line,
                    format!("no rule uses the finding `{name}`"),
                    "use it or take it out",
                ));
            }
        }
    }

    fn place(&mut self, item: &Item, name: &str) -> u16 {
        if let Some(&place) = self.places.get(name) {
            return place;
        }
        let help = did_you_mean(
            name,
            self.places.keys().map(String::as_str),
            "define it as [place.…]",
        );
        self.problems.push(item.problem(
            format!("in `{}`: there is no place `{name}`", item.id),
            help,
        ));
        0
    }

    fn muscle(&mut self, item: &Item, name: &str) -> u16 {
        if let Some(&muscle) = self.muscles.get(name) {
            return muscle;
        }
        let help = did_you_mean(
            name,
            self.muscles.keys().map(String::as_str),
            "define it as [muscle.…]",
        );
        self.problems.push(item.problem(
            format!("in `{}`: there is no muscle `{name}`", item.id),
            help,
        ));
        0
    }

    fn advice_ids(&mut self, item: &Item, names: &[String]) -> Vec<u16> {
        let mut list = Vec::new();
        for name in names {
            match self.advice.get(name) {
                Some(&place) => list.push(place),
                None => {
                    let help = did_you_mean(
                        name,
                        self.advice.keys().map(String::as_str),
                        "define it as [advice.…]",
                    );
                    self.problems.push(item.problem(
                        format!("in `{}`: there is no advice `{name}`", item.id),
                        help,
                    ));
                }
            }
        }
        list
    }

    fn sources(&mut self, item: &Item, names: &[String], evidence: char) -> Vec<u16> {
        if names.is_empty() {
            self.problems.push(item.problem(
                format!("`{}` has no source", item.id),
                "`source = [\"…\"]` with an id of a [source.…] table",
            ));
        }
        if !"ABCDK".contains(evidence) {
            self.problems.push(item.problem(
                format!("`{evidence}` is no evidence letter"),
                "A, B, C or D; K for general knowledge with a page to check",
            ));
        }
        self.source_ids(item, names)
    }

    fn source_ids(&mut self, item: &Item, names: &[String]) -> Vec<u16> {
        if self.sources.is_empty() && self.protocol.sources.is_empty() {
            for (item, raw) in self.all::<RawSource>("source") {
                let year = raw.year.map(|year| format!(", {year}")).unwrap_or_default();
                let read = match raw.read {
                    RawRead::Page => "page",
                    RawRead::Copy => "copy",
                    RawRead::Unread => "unread",
                };
                self.sources
                    .insert(item.id.clone(), self.protocol.sources.len() as u16);
                self.protocol.sources.push(Source {
                    id: item.id.clone(),
                    citation: format!("{}. {}{year}", raw.title, raw.publisher),
                    url: raw.url,
                    read: read.to_owned(),
                });
            }
        }
        let mut list = Vec::new();
        for name in names {
            match self.sources.get(name) {
                Some(&source) => list.push(source),
                None => {
                    let help = did_you_mean(
                        name,
                        self.sources.keys().map(String::as_str),
                        "define it as [source.…]",
                    );
                    self.problems.push(item.problem(
                        format!("in `{}`: there is no source `{name}`", item.id),
                        help,
                    ));
                }
            }
        }
        list
    }
}
