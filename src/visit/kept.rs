//! A visit as text, for a visitor who asks to keep it on the device.

use unknot_protocol::Protocol;
use unknot_triage::{Answer, Answers, Ask, Sure};

use super::Visit;

/// Begins the text of this form; another form would have another number.
const FORM: &str = "unknot 1";

/// What was found on the device.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// A visit that this version understands.
    Visit(Box<Visit>),
    /// Something kept by another version: its answers may mean something else by now.
    Other,
}

/// Reads what was kept. Only a visit that belongs to this very content is taken up.
pub fn found(protocol: &Protocol, text: &str) -> Found {
    read(protocol, text).map_or(Found::Other, |visit| Found::Visit(Box::new(visit)))
}

impl Visit {
    /// Its answers and the way in, as text. Read back by [`found`].
    pub fn kept(&self, protocol: &Protocol) -> String {
        let mut lines = vec![
            FORM.to_owned(),
            protocol.hash.clone(),
            [self.entry.to_string(), u8::from(self.skip).to_string()].join(" "),
        ];
        lines.extend(self.answers.iter().map(written));
        lines.join("\n")
    }
}

/// One answer as a line. Read back by [`answer`].
pub(super) fn written((ask, answer): (&Ask, &Answer)) -> String {
    let sign = ask.sign.map_or("-".to_owned(), |sign| sign.to_string());
    let said = match answer {
        Answer::Chosen(chosen) => ["c", &places(chosen)].concat(),
        Answer::Number(number) => ["n", &number.to_string()].concat(),
        Answer::Sign(Sure::Yes) => "yes".to_owned(),
        Answer::Sign(Sure::No) => "no".to_owned(),
        Answer::Sign(Sure::NotSure) => "?".to_owned(),
    };
    [&ask.question.to_string(), sign.as_str(), &said].join(" ")
}

/// Options as text.
pub(super) fn places(options: &[u16]) -> String {
    let options: Vec<String> = options.iter().map(u16::to_string).collect();
    options.join(",")
}

fn read(protocol: &Protocol, text: &str) -> Option<Visit> {
    let mut lines = text.lines();
    if lines.next()? != FORM || lines.next()? != protocol.hash {
        return None;
    }
    let (entry, skip) = lines.next()?.split_once(' ')?;
    let entry: usize = entry.parse().ok()?;
    protocol.entries.get(entry)?;
    let answers: Option<Answers> = lines.map(|line| answer(protocol, line)).collect();
    Some(Visit {
        entry,
        skip: skip == "1",
        answers: answers?,
        keep: true,
        ..Visit::default()
    })
}

/// The answer that the line stands for.
pub(super) fn answer(protocol: &Protocol, line: &str) -> Option<(Ask, Answer)> {
    let (question, rest) = line.split_once(' ')?;
    let (sign, said) = rest.split_once(' ')?;
    let question = question.parse().ok()?;
    let options = &protocol.questions.get(usize::from(question))?.options;
    let option = |place: &str| -> Option<u16> {
        let place: u16 = place.parse().ok()?;
        options.get(usize::from(place)).map(|_| place)
    };
    let ask = Ask {
        question,
        sign: match sign {
            "-" => None,
            sign => Some(option(sign)?),
        },
    };
    let answer = match said {
        "yes" => Answer::Sign(Sure::Yes),
        "no" => Answer::Sign(Sure::No),
        "?" => Answer::Sign(Sure::NotSure),
        _ => match said.split_at_checked(1)? {
            ("n", number) => Answer::Number(number.parse().ok()?),
            ("c", chosen) => Answer::Chosen(chosen.split(',').map(option).collect::<Option<_>>()?),
            _ => return None,
        },
    };
    Some((ask, answer))
}
