//! Answers in plain words, for counterexamples and witnesses.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use unknot_protocol::read::{Content, Language};
use unknot_protocol::{Entry, Kind, Protocol, QuestionId};
use unknot_triage::{Answer, Answers, Ask, Sure};

use crate::model::Model;

/// One line for each answer, as "question: answer", in asking order.
pub fn lines(
    content: &Content,
    entry: &Entry,
    answers: &Answers,
    about: &BTreeSet<QuestionId>,
) -> Vec<String> {
    let language = content
        .languages
        .iter()
        .find(|language| language.tag == "en");
    let mut lines = Vec::new();
    for &id in entry.questions.iter().filter(|id| about.contains(*id)) {
        let ask = Ask::question(id);
        let Some(answer) = answers.get(&ask) else {
            continue;
        };
        lines.push(format!(
            "{}: {}",
            asked(&content.protocol, language, id),
            said(&content.protocol, language, id, answer)
        ));
        let signs = answers.range(ask..).filter(|(ask, _)| ask.question == id);
        for (ask, answer) in signs {
            if let (Some(sign), Answer::Sign(sure)) = (ask.sign, answer) {
                let sure = match sure {
                    Sure::Yes => "yes",
                    Sure::No => continue,
                    Sure::NotSure => "still not sure",
                };
                lines.push(format!(
                    "  {}: {sure}",
                    label(&content.protocol, language, id, sign)
                ));
            }
        }
    }
    lines
}

fn asked(protocol: &Protocol, language: Option<&Language>, id: QuestionId) -> String {
    let name = &protocol.questions[usize::from(id)].id;
    match language {
        Some(language) => format!(
            "{} ({name})",
            language.words.questions[usize::from(id)]
                .ask
                .me
                .trim_end_matches(':')
        ),
        None => name.clone(),
    }
}

fn label(protocol: &Protocol, language: Option<&Language>, id: QuestionId, option: u16) -> String {
    let name = &protocol.questions[usize::from(id)].options[usize::from(option)].id;
    let words = language.and_then(|language| {
        let options = &language.words.questions[usize::from(id)].options;
        options.get(usize::from(option))
    });
    match words {
        Some(words) if !words.label.me.is_empty() => format!("{} ({name})", words.label.me),
        _ => name.clone(),
    }
}

fn said(
    protocol: &Protocol,
    language: Option<&Language>,
    id: QuestionId,
    answer: &Answer,
) -> String {
    match answer {
        Answer::Number(number) => number.to_string(),
        Answer::Chosen(chosen) => {
            let list: Vec<String> = chosen
                .iter()
                .map(|&option| label(protocol, language, id, option))
                .collect();
            list.join(" + ")
        }
        Answer::Sign(_) => String::new(),
    }
}

/// Answers by name, as the lines of the example files have them.
pub fn named(protocol: &Protocol, answers: &Answers) -> BTreeMap<String, Value> {
    let named = answers.iter().map(|(ask, answer)| {
        let question = &protocol.questions[usize::from(ask.question)];
        let name = match ask.sign {
            Some(sign) => format!("{}.{}", question.id, question.options[usize::from(sign)].id),
            None => question.id.clone(),
        };
        let id = |option: &u16| question.options[usize::from(*option)].id.as_str();
        let value = match (question.kind, answer) {
            (_, Answer::Number(number)) => json!(number),
            (_, Answer::Sign(Sure::Yes)) => json!("yes"),
            (_, Answer::Sign(Sure::No)) => json!("no"),
            (_, Answer::Sign(Sure::NotSure)) => json!("not-sure"),
            (Kind::Choice | Kind::YesNo, Answer::Chosen(chosen)) if chosen.len() == 1 => {
                json!(id(&chosen[0]))
            }
            (_, Answer::Chosen(chosen)) => json!(chosen.iter().map(id).collect::<Vec<_>>()),
        };
        (name, value)
    });
    named.collect()
}

/// What was answered otherwise than in the usual way, in ids, on one line.
pub fn short(model: &Model, answers: &Answers) -> String {
    let protocol = model.protocol;
    let mut parts = Vec::new();
    for &id in &model.entry.questions {
        let question = &protocol.questions[usize::from(id)];
        let Some(answer) = answers.get(&Ask::question(id)) else {
            continue;
        };
        match answer {
            Answer::Number(number) => parts.push(format!("{}={number}", question.id)),
            Answer::Chosen(chosen) => {
                if model.quiet(id).is_some_and(|quiet| *chosen == [quiet]) {
                    continue;
                }
                let names: Vec<&str> = chosen
                    .iter()
                    .map(|&option| question.options[usize::from(option)].id.as_str())
                    .collect();
                parts.push(format!("{}={}", question.id, names.join("+")));
            }
            Answer::Sign(_) => {}
        }
        for place in 0..question.options.len() as u16 {
            let ask = Ask {
                question: id,
                sign: Some(place),
            };
            let sure = match answers.get(&ask) {
                Some(Answer::Sign(Sure::Yes)) => "yes",
                Some(Answer::Sign(Sure::NotSure)) => "not-sure",
                _ => continue,
            };
            parts.push(format!(
                "{}.{}={sure}",
                question.id,
                question.options[usize::from(place)].id
            ));
        }
    }
    parts.join(" ")
}
