//! The words of one language, checked against the rules: none missing, none left over.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Language;
use super::files::{Item, Items, fingerprint};
use super::problem::{Problem, did_you_mean};
use super::translation;
use crate::{
    AdviceWords, CountryWords, EntryWords, ExerciseWords, Interface, Kind, Level, LevelWords,
    MassageWords, MuscleWords, OptionWords, PatternWords, PlanWords, Pointer, Protocol, Question,
    QuestionWords, RedFlagWords, Role, SearchWords, ServiceWords, SignOff, Text, Words,
};

pub(super) fn read(
    protocol: &Protocol,
    rules: &Items,
    tag: &str,
    items: &Items,
    hash: &str,
    sign_offs: Vec<SignOff>,
    problems: &mut Vec<Problem>,
) -> Language {
    let mut reader = Reader {
        tag,
        items,
        rules,
        problems,
    };
    let interface: Interface = reader.of_the_app("interface");
    let later = reader.of_the_app("later");
    let questions = protocol
        .questions
        .iter()
        .map(|question| reader.question(question, &interface))
        .collect();
    let words = Words {
        lang: tag.to_owned(),
        hash: hash.to_owned(),
        own_hash: fingerprint(&[items]),
        sign_offs,
        questions,
        entries: reader.each(
            "entry",
            protocol.entries.iter().map(|entry| entry.id.as_str()),
            |raw: RawEntry| EntryWords {
                name: raw.name.into(),
                about: raw.about.into(),
            },
        ),
        levels: reader.each("level", Level::ALL.map(Level::id), |raw: RawLevel| {
            LevelWords {
                act: raw.act.into(),
                how_soon: raw.how_soon.into(),
                name: raw.name.into(),
            }
        }),
        places: reader.each(
            "place",
            protocol.places.iter().map(|place| place.id.as_str()),
            |raw: RawPlace| raw.go.into(),
        ),
        countries: reader.each(
            "country",
            protocol.countries.iter().map(|country| country.id.as_str()),
            |raw: RawCountry| CountryWords {
                name: raw.name,
                note: raw.note,
            },
        ),
        interface,
    };
    let plan_words = PlanWords {
        lang: tag.to_owned(),
        hash: hash.to_owned(),
        later,
        questions: Vec::new(),
        red_flags: reader.each(
            "red-flag",
            protocol.red_flags.iter().map(|flag| flag.id.as_str()),
            |raw: RawRedFlag| RedFlagWords {
                because: raw.because.into(),
            },
        ),
        patterns: protocol
            .patterns
            .iter()
            .map(|pattern| {
                reader.pattern(
                    &pattern.id,
                    &pattern.pointers_for,
                    &pattern.pointers_against,
                )
            })
            .collect(),
        muscles: reader.each(
            "muscle",
            protocol.muscles.iter().map(|muscle| muscle.id.as_str()),
            |raw: RawMuscle| MuscleWords {
                name: raw.name.into(),
                look: raw.look.map(Text::from),
            },
        ),
        exercises: reader.each(
            "exercise",
            protocol
                .exercises
                .iter()
                .map(|exercise| exercise.id.as_str()),
            |raw: RawExercise| ExerciseWords {
                name: raw.name.into(),
                steps: texts(raw.steps),
                feel: raw.feel.map(Text::from),
                stop: texts(raw.stop),
                dose: raw.dose.into(),
            },
        ),
        massages: reader.each(
            "massage",
            protocol.massages.iter().map(|massage| massage.id.as_str()),
            |raw: RawMassage| MassageWords {
                name: raw.name.into(),
                steps: texts(raw.steps),
                not_here: texts(raw.not_here),
            },
        ),
        services: reader.each(
            "service",
            protocol.services.iter().map(|service| service.id.as_str()),
            |raw: RawService| ServiceWords {
                name: raw.name.into(),
                about: raw.about.into(),
            },
        ),
        advice: reader.each(
            "advice",
            protocol.advice.iter().map(|line| line.id.as_str()),
            |raw: RawAdvice| AdviceWords {
                say: raw.say.into(),
            },
        ),
        sources: protocol
            .sources
            .iter()
            .map(|source| source.citation.clone())
            .collect(),
        search: reader.search(protocol),
    };
    reader.left_over(protocol);
    Language {
        tag: tag.to_owned(),
        words,
        plan_words,
    }
}

struct Reader<'a, 'i> {
    tag: &'a str,
    items: &'a Items<'i>,
    rules: &'a Items<'i>,
    problems: &'a mut Vec<Problem>,
}

impl<'a, 'i> Reader<'a, 'i> {
    fn find(&self, kind: &str, id: &str) -> Option<&'a Item<'i>> {
        self.items.get(kind)?.iter().find(|item| item.id == id)
    }

    fn missing(&mut self, kind: &str, id: &str, what: &str) {
        let rule = self
            .rules
            .get(kind)
            .and_then(|list| list.iter().find(|item| item.id == id));
        let (file, line) = rule.map_or((format!("text/{}", self.tag), 0), |item| {
            (item.file.clone(), item.line)
        });
        self.problems.push(Problem {
            file,
            line,
            what: format!("{kind} `{id}` has no words in `{}`{what}", self.tag),
            help: format!("add [{kind}.{id}] to a file in text/{}", self.tag),
        });
    }

    fn each<'n, Raw: DeserializeOwned, Said: Default>(
        &mut self,
        kind: &str,
        ids: impl IntoIterator<Item = &'n str>,
        say: impl Fn(Raw) -> Said,
    ) -> Vec<Said> {
        let mut list = Vec::new();
        for id in ids {
            let said = match self.find(kind, id) {
                Some(item) => item.as_a(self.problems).map(&say),
                None => {
                    self.missing(kind, id, "");
                    None
                }
            };
            list.push(said.unwrap_or_default());
        }
        list
    }

    fn of_the_app<Said: DeserializeOwned + Default>(&mut self, table: &str) -> Said {
        match self.items.get(table).map(Vec::as_slice) {
            Some([item]) => item.as_a(self.problems).unwrap_or_default(),
            _ => {
                self.problems.push(Problem {
                    file: format!("text/{}", self.tag),
                    line: 0,
                    what: format!("there is not exactly one table [{table}]"),
                    help: format!("put all its words into one table [{table}]"),
                });
                Said::default()
            }
        }
    }

    /// What the places of the body map are called; nothing where there is no map.
    fn search(&mut self, protocol: &Protocol) -> SearchWords {
        let Some(question) = protocol.map.question else {
            return SearchWords::default();
        };
        let options = &protocol.questions[usize::from(question)].options;
        let ignored: RawIgnored = self.of_the_app("search-ignored");
        SearchWords {
            names: self.each(
                "search",
                options.iter().map(|option| option.id.as_str()),
                |raw: RawSearch| raw.names,
            ),
            ignored: ignored.words,
        }
    }

    fn question(&mut self, question: &Question, interface: &Interface) -> QuestionWords {
        let Some(item) = self.find("question", &question.id) else {
            self.missing("question", &question.id, "");
            return QuestionWords::default();
        };
        let Some(mut raw) = item.as_a::<RawQuestion>(self.problems) else {
            return QuestionWords::default();
        };
        let mut options = Vec::new();
        for option in &question.options {
            let ready = match (question.kind, option.role) {
                (Kind::Checklist, Role::NotSure) => Some(interface.not_sure_one.as_str()),
                (Kind::YesNo, Role::Plain) => Some(interface.yes.as_str()),
                (Kind::YesNo, Role::None) => Some(interface.no.as_str()),
                (Kind::YesNo, Role::NotSure) => Some(interface.not_sure.as_str()),
                _ => None,
            };
            let own = raw.options.remove(&option.id);
            let said = match (own, ready, &raw.none) {
                (Some(RawOption::Words(own)), _, _) => {
                    let said = own.said.unwrap_or_else(|| own.label.clone());
                    OptionWords {
                        label: own.label.into(),
                        said: said.into(),
                        check: own.check.map(Text::from),
                    }
                }
                (Some(RawOption::Label(label)), _, _) => OptionWords {
                    label: label.clone().into(),
                    said: label.into(),
                    check: None,
                },
                (None, Some(ready), _) => OptionWords {
                    label: ready.into(),
                    said: ready.into(),
                    check: None,
                },
                (None, None, Some(none))
                    if question.kind == Kind::Checklist && option.role == Role::None =>
                {
                    OptionWords {
                        label: none.clone().into(),
                        said: none.clone().into(),
                        check: None,
                    }
                }
                (None, None, _) => {
                    let help = format!(
                        "add [question.{}.{}] with `label` and `said`",
                        question.id, option.id
                    );
                    let what = format!(
                        "question `{}`: the option `{}` has no words",
                        question.id, option.id
                    );
                    self.problems.push(item.problem(what, help));
                    OptionWords::default()
                }
            };
            options.push(said);
        }
        for name in raw.options.keys() {
            let known = question.options.iter().map(|option| option.id.as_str());
            let help = did_you_mean(
                name,
                known.chain(["ask", "hint", "why", "none", "said", "unit", "denied"]),
                "take it out",
            );
            self.problems.push(item.problem(
                format!("question `{}` has no option `{name}`", question.id),
                help,
            ));
        }
        if question.kind == Kind::Checklist && raw.none.is_none() {
            self.problems.push(item.problem(
                format!("checklist `{}` has no words for none", question.id),
                "`none = \"No, …\"`: the question repeated in the negative",
            ));
        }
        QuestionWords {
            ask: raw.ask.into(),
            hint: raw.hint.map(Text::from),
            why: raw.why.map(Text::from),
            options,
            said: raw.said.map(Text::from),
            unit: raw.unit.map(Text::from),
            denied: raw.denied.map(Text::from),
        }
    }

    fn pattern(
        &mut self,
        id: &str,
        pointers_for: &[Pointer],
        pointers_against: &[Pointer],
    ) -> PatternWords {
        let Some(item) = self.find("pattern", id) else {
            self.missing("pattern", id, "");
            return PatternWords::default();
        };
        let Some(mut raw) = item.as_a::<RawPattern>(self.problems) else {
            return PatternWords::default();
        };
        let mut say = |side: &str, pointers: &[Pointer], mut texts: BTreeMap<String, RawText>| {
            let mut list = Vec::new();
            for pointer in pointers {
                match texts.remove(&pointer.id) {
                    Some(text) => list.push(text.into()),
                    None => {
                        self.problems.push(item.problem(
                            format!("pattern `{id}`: the pointer `{}` has no words", pointer.id),
                            format!("add it to `{side}`"),
                        ));
                        list.push(Text::default());
                    }
                }
            }
            for name in texts.keys() {
                self.problems.push(item.problem(
                    format!("pattern `{id}` has no pointer `{name}` in `{side}`"),
                    "take it out",
                ));
            }
            list
        };
        let pointers_for = say("for", pointers_for, std::mem::take(&mut raw.pointers_for));
        let pointers_against = say(
            "against",
            pointers_against,
            std::mem::take(&mut raw.pointers_against),
        );
        PatternWords {
            name: raw.name.into(),
            about: raw.about.into(),
            course: raw.course.into(),
            pointers_for,
            pointers_against,
        }
    }

    fn left_over(&mut self, protocol: &Protocol) {
        let ids = |kind: &str| -> Option<Vec<&str>> {
            Some(match kind {
                "interface" => vec!["interface"],
                "later" => vec!["later"],
                "search-ignored" => vec!["search-ignored"],
                "search" => {
                    let question = protocol.map.question.map(usize::from);
                    let options = question.map(|id| &protocol.questions[id].options);
                    let options = options.into_iter().flatten();
                    options.map(|option| option.id.as_str()).collect()
                }
                "question" => protocol.questions.iter().map(|q| q.id.as_str()).collect(),
                "entry" => protocol.entries.iter().map(|e| e.id.as_str()).collect(),
                "level" => Level::ALL.map(Level::id).to_vec(),
                "place" => protocol.places.iter().map(|p| p.id.as_str()).collect(),
                "country" => protocol.countries.iter().map(|c| c.id.as_str()).collect(),
                "red-flag" => protocol.red_flags.iter().map(|f| f.id.as_str()).collect(),
                "pattern" => protocol.patterns.iter().map(|p| p.id.as_str()).collect(),
                "muscle" => protocol.muscles.iter().map(|m| m.id.as_str()).collect(),
                "exercise" => protocol.exercises.iter().map(|e| e.id.as_str()).collect(),
                "massage" => protocol.massages.iter().map(|m| m.id.as_str()).collect(),
                "service" => protocol.services.iter().map(|s| s.id.as_str()).collect(),
                "advice" => protocol.advice.iter().map(|a| a.id.as_str()).collect(),
                _ => return None,
            })
        };
        for (kind, list) in self.items {
            if translation::ABOUT.contains(&kind.as_str()) {
                continue;
            }
            let known = ids(kind);
            for item in list {
                let Some(known) = &known else {
                    self.problems.push(item.problem(
                        format!("`{kind}` has no words"),
                        "see protocol/README.md for the kinds",
                    ));
                    continue;
                };
                if !known.contains(&item.id.as_str()) {
                    let help = did_you_mean(
                        &item.id,
                        known.iter().copied(),
                        "take it out, or add the rule",
                    );
                    self.problems
                        .push(item.problem(format!("there is no {kind} `{}`", item.id), help));
                }
            }
        }
    }
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum RawText {
    One(String),
    Forms(RawForms),
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawForms {
    me: String,
    other: Option<String>,
    child: Option<String>,
}

impl From<RawText> for Text {
    fn from(raw: RawText) -> Self {
        match raw {
            RawText::One(me) => Self {
                me,
                other: None,
                child: None,
            },
            RawText::Forms(RawForms { me, other, child }) => Self { me, other, child },
        }
    }
}

fn texts(list: Vec<RawText>) -> Vec<Text> {
    list.into_iter().map(Text::from).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSearch {
    names: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIgnored {
    words: Vec<String>,
}

#[derive(Deserialize)]
struct RawQuestion {
    ask: RawText,
    hint: Option<RawText>,
    why: Option<RawText>,
    none: Option<RawText>,
    said: Option<RawText>,
    unit: Option<RawText>,
    denied: Option<RawText>,
    #[serde(flatten)]
    options: BTreeMap<String, RawOption>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawOption {
    Words(RawOptionWords),
    Label(RawText),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOptionWords {
    label: RawText,
    said: Option<RawText>,
    check: Option<RawText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    name: RawText,
    about: RawText,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawLevel {
    act: RawText,
    how_soon: RawText,
    name: RawText,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPlace {
    go: RawText,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCountry {
    name: String,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRedFlag {
    because: RawText,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMuscle {
    name: RawText,
    look: Option<RawText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExercise {
    name: RawText,
    steps: Vec<RawText>,
    feel: Option<RawText>,
    #[serde(default)]
    stop: Vec<RawText>,
    dose: RawText,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawMassage {
    name: RawText,
    #[serde(default)]
    steps: Vec<RawText>,
    #[serde(default)]
    not_here: Vec<RawText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawService {
    name: RawText,
    about: RawText,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAdvice {
    say: RawText,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPattern {
    name: RawText,
    about: RawText,
    course: RawText,
    #[serde(default, rename = "for")]
    pointers_for: BTreeMap<String, RawText>,
    #[serde(default, rename = "against")]
    pointers_against: BTreeMap<String, RawText>,
}
