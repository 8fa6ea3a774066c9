//! Cases by name: answers in, outcome out, both as plain words.
//!
//! This is the one door for the command line, the rule tests and the vignettes.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use unknot_protocol::read::{Content, Language};
use unknot_protocol::{Entry, Kind, Protocol, Question, Role, Section, Speaker};

use crate::{
    Answer, Answers, Ask, Interview, Outcome, Refusal, Relief, Sure, Values, check, interview,
    outcome,
};

/// One case, as it stands on a line of a file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Whatever the file calls it.
    #[serde(default)]
    pub id: Value,
    /// By question: an option, a list of options, or a number.
    /// `question.sign` answers one sign of a checklist: `yes`, `no` or `not-sure`.
    #[serde(default)]
    pub answers: BTreeMap<String, Value>,
    /// What to take for a question that is asked but not answered.
    #[serde(default)]
    pub otherwise: Otherwise,
    /// The way in; `full` where nothing is said.
    pub entry: Option<String>,
    /// The language of the words; `en` where nothing is said.
    pub lang: Option<String>,
    /// Leave out the questions that only refine the plan.
    #[serde(default)]
    pub skip: bool,
}

/// What to take for a question that is asked but not answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Otherwise {
    /// The option marked as absent, else "not sure".
    None,
    /// "Not sure", else the option marked as absent.
    NotSure,
    /// Nothing: stop there and say what would be asked next.
    #[default]
    Ask,
}

/// What came of a case.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// The case's own name.
    pub id: Value,
    /// Level of care, once it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<&'static str>,
    /// "Cramping now": whether a stretch is offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relief: Option<&'static str>,
    /// Where to go.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The rules that fired, the deciding ones first.
    pub reasons: Vec<ReportReason>,
    /// Patterns it fits.
    pub patterns: Vec<String>,
    /// What is offered and what is to be avoided.
    pub plan: ReportPlan,
    /// What was asked, in order.
    pub asked: Vec<String>,
    /// What was asked without an answer, with what was assumed: what `otherwise` says, or the
    /// option that leads to another answer of the case.
    pub assumed: BTreeMap<String, String>,
    /// Answers of the case that were never asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unused: Vec<String>,
    /// How many of the questions were asked before the level stood.
    pub screens_to_level: usize,
    /// The next question, with its words and options.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Value>,
    /// The question that stopped the case, because nothing could be assumed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs: Option<String>,
    /// Names and answers that do not exist or cannot be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<String>,
}

/// A rule that fired.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReportReason {
    /// The red flag.
    pub rule: String,
    /// The level it reached.
    pub level: &'static str,
    /// Why, in words.
    pub because: String,
    /// The answers under it, as `question.option`; a question mark follows an unsure one.
    pub answers: Vec<String>,
}

/// What is offered and what is to be avoided, by id.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReportPlan {
    /// Exercises.
    pub exercise: Vec<String>,
    /// Massage.
    pub massage: Vec<String>,
    /// Things not to do.
    pub avoid: Vec<String>,
    /// Services that suit.
    pub services: Vec<String>,
    /// All other lines of advice.
    pub advice: Vec<String>,
}

/// Runs one case.
pub fn run(content: &Content, case: &Case) -> Report {
    let mut report = Report {
        id: case.id.clone(),
        ..Report::default()
    };
    let protocol = &content.protocol;
    let entry_name = case.entry.as_deref().unwrap_or("full");
    let Some(entry) = protocol.entries.iter().find(|entry| entry.id == entry_name) else {
        let known = protocol.entries.iter().map(|entry| entry.id.as_str());
        report.errors.push(unknown("entry", entry_name, known));
        return report;
    };
    let tag = case.lang.as_deref().unwrap_or("en");
    let Some(language) = content
        .languages
        .iter()
        .find(|language| language.tag == tag)
    else {
        let known = content
            .languages
            .iter()
            .map(|language| language.tag.as_str());
        report.errors.push(unknown("language", tag, known));
        return report;
    };
    let (given, errors) = by_name(protocol, &case.answers);
    let played = play(protocol, entry, case, given.clone(), errors);
    let (passed, assumed, errors) = (played.passed, played.assumed, played.errors);
    report.assumed = assumed;
    report.asked = passed.path.iter().map(|&ask| name(protocol, ask)).collect();
    report.unused = given
        .keys()
        .filter(|ask| {
            !passed.given.contains_key(ask) && !protocol.questions[usize::from(ask.question)].start
        })
        .map(|&ask| name(protocol, ask))
        .collect();
    report.errors = errors;
    report.screens_to_level = screens_to_level(protocol, entry, &passed);
    match passed.next {
        Some(ask) if case.otherwise == Otherwise::Ask => {
            report.next = Some(next(protocol, language, ask, &passed))
        }
        Some(ask) => report.needs = Some(name(protocol, ask)),
        None => tell(
            protocol,
            language,
            &outcome(protocol, entry, &passed),
            &mut report,
        ),
    }
    report
}

/// All answers of a case, with what was assumed, for those who time the engine on them.
pub fn answers(content: &Content, case: &Case) -> Answers {
    let (given, errors) = by_name(&content.protocol, &case.answers);
    let name = case.entry.as_deref().unwrap_or("full");
    let entry = content
        .protocol
        .entries
        .iter()
        .find(|entry| entry.id == name);
    entry.map_or_else(Answers::new, |entry| {
        play(&content.protocol, entry, case, given, errors)
            .passed
            .given
    })
}

/// Every question with its options, for people who write cases.
pub fn list(content: &Content) -> Vec<Value> {
    let words = content
        .languages
        .iter()
        .find(|language| language.tag == "en");
    let questions = content.protocol.questions.iter().enumerate();
    questions
        .map(|(id, question)| {
            let said = words.map(|language| &language.words.questions[id]);
            question_value(question, said, |_| true)
        })
        .collect()
}

/// The screens a visitor has seen by the time nothing can change the level any more.
pub fn screens_to_level(protocol: &Protocol, entry: &Entry, passed: &Interview) -> usize {
    let skipped = interview(protocol, entry, &passed.given, true);
    skipped.path.len()
}

struct Played {
    passed: Interview,
    assumed: BTreeMap<String, String>,
    errors: Vec<String>,
}

/// Answers every question from the case, or with what may be assumed, until none is left.
fn play(
    protocol: &Protocol,
    entry: &Entry,
    case: &Case,
    mut answers: Answers,
    mut errors: Vec<String>,
) -> Played {
    let mut assumed = BTreeMap::new();
    loop {
        let passed = interview(protocol, entry, &answers, case.skip);
        let Some(ask) = passed.next else {
            return Played {
                passed,
                assumed,
                errors,
            };
        };
        let refused = answers
            .get(&ask)
            .and_then(|answer| check(protocol, &passed.values, ask, answer).err());
        if let Some(refusal) = refused {
            errors.push(format!(
                "{}: {}",
                name(protocol, ask),
                refusal_words(refusal)
            ));
            answers.remove(&ask);
        }
        let opened = opened(protocol, entry, &passed, ask, &answers);
        let Some(answer) = opened
            .filter(|_| case.otherwise != Otherwise::Ask)
            .or_else(|| assume(protocol, ask, case.otherwise))
        else {
            return Played {
                passed,
                assumed,
                errors,
            };
        };
        assumed.insert(name(protocol, ask), answer_name(protocol, ask, &answer));
        answers.insert(ask, answer);
    }
}

fn tell(protocol: &Protocol, language: &Language, outcome: &Outcome, report: &mut Report) {
    report.level = outcome.level.map(unknot_protocol::Level::id);
    report.relief = outcome.relief.map(|relief| match relief {
        Relief::Offered => "offered",
        Relief::Refused => "refused",
    });
    report.place = outcome
        .level
        .map(|_| protocol.places[usize::from(outcome.place)].id.clone());
    for fired in &outcome.fired {
        let flag = &protocol.red_flags[usize::from(fired.red_flag)];
        let answers = fired.reasons.iter().map(|reason| {
            let question = &protocol.questions[usize::from(reason.question)];
            let option = reason
                .option
                .map(|option| &question.options[usize::from(option)].id);
            let mut said = option.map_or_else(
                || question.id.clone(),
                |option| format!("{}.{option}", question.id),
            );
            if reason.unsure {
                said.push('?');
            }
            said
        });
        report.reasons.push(ReportReason {
            rule: flag.id.clone(),
            level: fired.level.id(),
            because: language.plan_words.red_flags[usize::from(fired.red_flag)]
                .because
                .to(Speaker::Me)
                .to_owned(),
            answers: answers.collect(),
        });
    }
    let ids = |places: &[u16], of: &dyn Fn(usize) -> String| {
        places.iter().map(|&place| of(usize::from(place))).collect()
    };
    report.patterns = outcome
        .patterns
        .iter()
        .map(|fit| protocol.patterns[usize::from(fit.pattern)].id.clone())
        .collect();
    report.plan.exercise = ids(&outcome.exercises, &|place| {
        protocol.exercises[place].id.clone()
    });
    report.plan.massage = ids(&outcome.massages, &|place| {
        protocol.massages[place].id.clone()
    });
    report.plan.services = ids(&outcome.services, &|place| {
        protocol.services[place].id.clone()
    });
    for (section, lines) in &outcome.advice {
        let lines: Vec<String> = ids(lines, &|place| protocol.advice[place].id.clone());
        match section {
            Section::Avoid => report.plan.avoid.extend(lines),
            _ => report.plan.advice.extend(lines),
        }
    }
}

/// The options without which an answer of the case could never be asked for: who names a
/// medicine has said that there is one.
fn opened(
    protocol: &Protocol,
    entry: &Entry,
    passed: &Interview,
    ask: Ask,
    answers: &Answers,
) -> Option<Answer> {
    let question = &protocol.questions[usize::from(ask.question)];
    if ask.sign.is_some() || question.options.is_empty() {
        return None;
    }
    let with = |option: u16| {
        let mut trial = passed.given.clone();
        trial.insert(ask, Answer::Chosen(vec![option]));
        Values::of(protocol, entry, &trial)
    };
    let waiting: Vec<_> = answers
        .keys()
        .filter(|given| !passed.given.contains_key(given) && given.question != ask.question)
        .filter_map(|given| protocol.questions[usize::from(given.question)].ask_when)
        .filter(|&when| !passed.values.node(when).is_false())
        .collect();
    let none = question
        .with_role(Role::None)
        .or_else(|| question.with_role(Role::NotSure));
    let closed = none.map(with);
    let mut chosen = Vec::new();
    for when in waiting {
        if closed
            .as_ref()
            .is_none_or(|closed| !closed.node(when).is_false())
        {
            continue;
        }
        let options = (0..question.options.len() as u16)
            .filter(|&option| question.options[usize::from(option)].role == Role::Plain);
        let opener = options
            .filter(|&option| {
                check(protocol, &passed.values, ask, &Answer::Chosen(vec![option])).is_ok()
            })
            .find(|&option| !with(option).node(when).is_false());
        chosen.extend(opener.filter(|option| !chosen.contains(option)));
    }
    if matches!(question.kind, Kind::Choice | Kind::YesNo) {
        chosen.truncate(1);
    }
    let answer = Answer::Chosen(chosen);
    check(protocol, &passed.values, ask, &answer)
        .is_ok()
        .then_some(answer)
}

fn assume(protocol: &Protocol, ask: Ask, otherwise: Otherwise) -> Option<Answer> {
    let sure = match otherwise {
        Otherwise::Ask => return None,
        Otherwise::None => Sure::No,
        Otherwise::NotSure => Sure::NotSure,
    };
    if ask.sign.is_some() {
        return Some(Answer::Sign(sure));
    }
    let question = &protocol.questions[usize::from(ask.question)];
    let (first, second) = match otherwise {
        Otherwise::NotSure => (Role::NotSure, Role::None),
        _ => (Role::None, Role::NotSure),
    };
    let option = question
        .with_role(first)
        .or_else(|| question.with_role(second))?;
    Some(Answer::Chosen(vec![option]))
}

/// Answers by name become answers by place; what does not exist is reported.
pub fn by_name(protocol: &Protocol, answers: &BTreeMap<String, Value>) -> (Answers, Vec<String>) {
    let mut given = Answers::new();
    let mut errors = Vec::new();
    for (name, value) in answers {
        let (question_name, sign_name) = match name.split_once('.') {
            Some((question, sign)) => (question, Some(sign)),
            None => (name.as_str(), None),
        };
        let Some(place) = protocol
            .questions
            .iter()
            .position(|question| question.id == question_name)
        else {
            errors.push(unknown(
                "question",
                question_name,
                protocol
                    .questions
                    .iter()
                    .map(|question| question.id.as_str()),
            ));
            continue;
        };
        let question = &protocol.questions[place];
        let answer = match sign_name {
            Some(sign) => sign_answer(question, sign, value),
            None => answer(question, value).map(|answer| (None, answer)),
        };
        match answer {
            Ok((sign, answer)) => {
                given.insert(
                    Ask {
                        question: place as u16,
                        sign,
                    },
                    answer,
                );
            }
            Err(error) => errors.push(format!("{name}: {error}")),
        }
    }
    (given, errors)
}

fn sign_answer(
    question: &Question,
    sign: &str,
    value: &Value,
) -> Result<(Option<u16>, Answer), String> {
    let known = question.options.iter().map(|option| option.id.as_str());
    let place = question
        .option(sign)
        .ok_or_else(|| unknown("sign", sign, known))?;
    let sure = match value.as_str() {
        Some("yes") => Sure::Yes,
        Some("no") => Sure::No,
        Some("not-sure") => Sure::NotSure,
        _ => {
            return Err(format!(
                "{value} is no answer about a sign; write \"yes\", \"no\" or \"not-sure\""
            ));
        }
    };
    Ok((Some(place), Answer::Sign(sure)))
}

fn answer(question: &Question, value: &Value) -> Result<Answer, String> {
    if let Kind::Number { least, most } = question.kind {
        let number = value.as_u64().and_then(|number| u16::try_from(number).ok());
        return match number {
            Some(number) if (least..=most).contains(&number) => Ok(Answer::Number(number)),
            _ => Err(format!("{value} is no number from {least} to {most}")),
        };
    }
    let names: Vec<&str> = match value {
        Value::String(one) => vec![one],
        Value::Array(list) => {
            let names: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            if names.len() != list.len() {
                return Err(format!(
                    "{value} holds something that is no option; write a list of option names"
                ));
            }
            names
        }
        _ => {
            return Err(format!(
                "{value} is no option; write an option's name, or a list of them"
            ));
        }
    };
    let known = || question.options.iter().map(|option| option.id.as_str());
    let places: Result<Vec<u16>, String> = names
        .into_iter()
        .map(|name| {
            question
                .option(name)
                .ok_or_else(|| unknown("option", name, known()))
        })
        .collect();
    Ok(Answer::Chosen(places?))
}

fn refusal_words(refusal: Refusal) -> String {
    match refusal {
        Refusal::Nothing => "nothing is chosen; write \"none\" where none is meant".to_owned(),
        Refusal::TooMany { most } => format!("more than {most} chosen"),
        Refusal::NotTogether => "one of these options goes with no other".to_owned(),
        Refusal::OutOfRange { least, most } => format!("a number from {least} to {most} is needed"),
        Refusal::NotOffered => {
            "an option is not offered to this visitor, or stands twice".to_owned()
        }
        Refusal::OtherKind => "the answer is of another kind than the question".to_owned(),
    }
}

fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let list: BTreeSet<&str> = known.collect();
    let closest = list
        .iter()
        .max_by(|a, b| strsim::jaro_winkler(name, a).total_cmp(&strsim::jaro_winkler(name, b)));
    match closest {
        Some(closest) => format!("there is no {what} \"{name}\"; did you mean \"{closest}\"?"),
        None => format!("there is no {what} \"{name}\""),
    }
}

fn name(protocol: &Protocol, ask: Ask) -> String {
    let question = &protocol.questions[usize::from(ask.question)];
    match ask.sign {
        Some(sign) => format!("{}.{}", question.id, question.options[usize::from(sign)].id),
        None => question.id.clone(),
    }
}

fn answer_name(protocol: &Protocol, ask: Ask, answer: &Answer) -> String {
    let question = &protocol.questions[usize::from(ask.question)];
    match answer {
        Answer::Chosen(chosen) => {
            let names: Vec<&str> = chosen
                .iter()
                .map(|&place| question.options[usize::from(place)].id.as_str())
                .collect();
            names.join(", ")
        }
        Answer::Number(number) => number.to_string(),
        Answer::Sign(Sure::Yes) => "yes".to_owned(),
        Answer::Sign(Sure::No) => "no".to_owned(),
        Answer::Sign(Sure::NotSure) => "not-sure".to_owned(),
    }
}

fn next(protocol: &Protocol, language: &Language, ask: Ask, passed: &Interview) -> Value {
    let question = &protocol.questions[usize::from(ask.question)];
    let said = &language.words.questions[usize::from(ask.question)];
    if let Some(sign) = ask.sign {
        let said = &said.options[usize::from(sign)];
        return serde_json::json!({
            "question": name(protocol, ask),
            "ask": said.label.me,
            "check": said.check.as_ref().map(|check| check.me.clone()),
            "options": { "yes": language.words.interface.yes, "no": language.words.interface.no, "not-sure": language.words.interface.still_not_sure },
        });
    }
    question_value(question, Some(said), |place| {
        let show = question.options[place].show;
        !show.is_some_and(|show| passed.values.node(show).is_false())
    })
}

fn question_value(
    question: &Question,
    said: Option<&unknot_protocol::QuestionWords>,
    shown: impl Fn(usize) -> bool,
) -> Value {
    let options = question
        .options
        .iter()
        .enumerate()
        .filter(|(place, _)| shown(*place));
    let options: serde_json::Map<String, Value> = options
        .map(|(place, option)| {
            let label = said.map_or_else(String::new, |said| said.options[place].label.me.clone());
            (option.id.clone(), Value::String(label))
        })
        .collect();
    let kind = match question.kind {
        Kind::Choice => "choice".to_owned(),
        Kind::Several { most } => format!("several, at most {most}"),
        Kind::Checklist => "checklist".to_owned(),
        Kind::YesNo => "yes-no".to_owned(),
        Kind::Number { least, most } => format!("number from {least} to {most}"),
    };
    serde_json::json!({
        "question": question.id,
        "kind": kind,
        "ask": said.map(|said| said.ask.me.clone()),
        "options": options,
    })
}
