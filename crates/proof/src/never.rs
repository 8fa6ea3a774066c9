//! What must close an offer, written down apart from the rules.

use unknot_protocol::{Protocol, QuestionId};

/// What is never offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Any exercise.
    Stretch,
    /// Any massage, or the one named.
    Massage(Option<String>),
    /// Any hands-on service.
    HandsOn,
    /// The stretch of "cramping now".
    Relief,
}

/// One line: an offer, and answers that must close it unless they are known to be absent.
#[derive(Clone, Debug)]
pub struct Never {
    /// The entry it is about.
    pub entry: String,
    /// What must be closed.
    pub offer: Offer,
    /// The answers, all of them together.
    pub parts: Vec<Part>,
    /// The line as written.
    pub text: String,
}

/// One answer.
#[derive(Clone, Debug)]
pub struct Part {
    /// The question.
    pub question: QuestionId,
    /// The option; for a number it does not matter.
    pub option: u16,
    /// For a number: at least this.
    pub number: Option<u16>,
    /// The other way round.
    pub not: bool,
}

/// Reads the list: headings in brackets, then one line for each set of answers.
///
/// # Errors
/// The line that cannot be read, with the reason.
pub fn read(protocol: &Protocol, text: &str) -> Result<Vec<Never>, String> {
    let mut list = Vec::new();
    let mut under: Vec<Offer> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let wrong = |what: &str| format!("line {}: {what}: {line}", number + 1);
        if let Some(heading) = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            under = heading
                .split(',')
                .map(|name| match name.trim() {
                    "stretch" => Ok(Offer::Stretch),
                    "massage" => Ok(Offer::Massage(None)),
                    "hands-on" => Ok(Offer::HandsOn),
                    "now" => Ok(Offer::Relief),
                    other => match other.strip_prefix("massage.") {
                        Some(name)
                            if protocol.massages.iter().any(|massage| massage.id == name) =>
                        {
                            Ok(Offer::Massage(Some(name.to_owned())))
                        }
                        _ => Err(wrong("no such offer")),
                    },
                })
                .collect::<Result<_, _>>()?;
            continue;
        }
        let parts: Vec<Part> = line
            .split(" and ")
            .map(|part| read_part(protocol, part.trim()).ok_or_else(|| wrong("no such answer")))
            .collect::<Result<_, _>>()?;
        for offer in &under {
            let entry = if *offer == Offer::Relief {
                "now"
            } else {
                "full"
            };
            list.push(Never {
                entry: entry.to_owned(),
                offer: offer.clone(),
                parts: parts.clone(),
                text: line.to_owned(),
            });
        }
    }
    Ok(list)
}

fn read_part(protocol: &Protocol, text: &str) -> Option<Part> {
    let (not, text) = match text.strip_prefix("not ") {
        Some(rest) => (true, rest.trim()),
        None => (false, text),
    };
    let place = |name: &str| {
        protocol
            .questions
            .iter()
            .position(|question| question.id == name)
    };
    if let Some((name, least)) = text.split_once(">=") {
        let (question, least) = (place(name.trim())?, least.trim().parse().ok()?);
        return Some(Part {
            question: question as QuestionId,
            option: 0,
            number: Some(least),
            not,
        });
    }
    if let Some((name, more)) = text.split_once('<') {
        let (question, more) = (place(name.trim())?, more.trim().parse().ok()?);
        return Some(Part {
            question: question as QuestionId,
            option: 0,
            number: Some(more),
            not: !not,
        });
    }
    let (name, option) = text.split_once('.')?;
    let question = place(name)?;
    let option = protocol.questions[question].option(option)?;
    Some(Part {
        question: question as QuestionId,
        option,
        number: None,
        not,
    })
}
