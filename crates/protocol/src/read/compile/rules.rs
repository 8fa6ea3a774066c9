//! Everything that conditions decide about: levels, red flags, patterns, plans, entries.

use std::collections::BTreeMap;

use super::{Compiler, Decision};
use crate::read::document::{
    Condition, RawAdvice, RawAfter, RawBrief, RawCountry, RawDecision, RawEntry, RawExercise,
    RawGates, RawLevel, RawMassage, RawMuscle, RawPattern, RawPlace, RawPlaces, RawRead,
    RawRedFlag, RawService, RawSource,
};
use crate::read::files::Item;
use crate::read::problem::{Problem, did_you_mean};
use crate::{
    Advice, After, Brief, Country, Entry, Exercise, Gates, Goal, Level, Line, Massage, Muscle,
    Pattern, Place, Pointer, QuestionId, RedFlag, Service, Source,
};

impl Compiler<'_, '_> {
    pub(super) fn lists(&mut self) {
        let mut places = self.all::<RawPlace>("place");
        places.sort_by_key(|(_, raw)| raw.order);
        for (item, _) in places {
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
                    again: None,
                    sources: Vec::new(),
                });
                continue;
            };
            let again = raw.again.as_ref();
            let line = Line {
                place: self.place(item, &raw.place),
                until: self.advice_ids(item, &raw.until),
                again: again.map(|again| again.days),
                sources: again.map_or_else(Vec::new, |again| {
                    self.sources(item, &again.source, again.evidence)
                }),
            };
            self.protocol.levels.push(line);
        }
    }

    pub(super) fn red_flags(&mut self) {
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

    pub(super) fn plan(&mut self) {
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
                rest: raw.rest,
                both_sides: raw.both_sides,
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
        for (item, raw) in self.all::<RawBrief>("brief") {
            let mut ids = |names: &[String]| -> Vec<QuestionId> {
                let names = names.iter();
                names
                    .filter_map(|name| self.question(item, item.line, name))
                    .collect()
            };
            let brief = Brief {
                complaint: ids(&raw.complaint),
                course: ids(&raw.course),
                health: ids(&raw.health),
            };
            self.protocol.brief = brief;
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

    pub(super) fn entries(&mut self) {
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
                Some(unless) => Goal::Relief {
                    unless,
                    after: self.after(item, raw.after),
                },
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

    fn after(&mut self, item: &Item, raw: Option<RawAfter>) -> After {
        let Some(raw) = raw else {
            self.problems.push(item.problem(
                format!("entry `{}` says nothing after a stretch", item.id),
                format!("add [entry.{}.after]; see protocol/README.md", item.id),
            ));
            return After::default();
        };
        let locked = raw.locked.iter();
        let locked = locked.filter_map(|name| self.choice(item, name)).collect();
        After {
            eased: self.advice_ids(item, &raw.eased),
            gripping: self.advice_ids(item, &raw.gripping),
            minutes: raw.minutes,
            locked,
            sources: self.sources(item, &raw.source, raw.evidence),
            evidence: raw.evidence,
        }
    }

    /// An option of a question, written `question.option`.
    fn choice(&mut self, item: &Item, name: &str) -> Option<(QuestionId, u16)> {
        let (question, option) = name.split_once('.').unwrap_or((name, ""));
        let id = self.question(item, item.line, question)?;
        let options = &self.protocol.questions[usize::from(id)].options;
        let place = options.iter().position(|each| each.id == option);
        if place.is_none() {
            let known = options.iter().map(|each| each.id.as_str());
            let help = did_you_mean(option, known, "name one of its options");
            self.problems.push(item.problem(
                format!("question `{question}` has no option `{option}`"),
                help,
            ));
        }
        Some((id, place? as u16))
    }

    pub(super) fn decisions(&mut self) -> Vec<Decision> {
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

    pub(super) fn unused_findings(&mut self) {
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

    pub(super) fn place(&mut self, item: &Item, name: &str) -> u16 {
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

    pub(super) fn muscle(&mut self, item: &Item, name: &str) -> u16 {
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

    pub(super) fn advice_ids(&mut self, item: &Item, names: &[String]) -> Vec<u16> {
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

    pub(super) fn sources(&mut self, item: &Item, names: &[String], evidence: char) -> Vec<u16> {
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

    pub(super) fn source_ids(&mut self, item: &Item, names: &[String]) -> Vec<u16> {
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
