//! What every outcome carries, and how long interviews are.

use unknot_protocol::read::Content;
use unknot_protocol::{Entry, Kind, Level, Protocol, Role, Section};
use unknot_triage::{Answer, Answers, Ask, Sure, check, interview};

use crate::promises::Failure;

/// Every level has a safety net that names a time and stands whatever is answered, and from
/// same-day care upward something to do until help is there; every rule has a source. Gives how
/// much holds, and what does not.
pub fn complete(content: &Content) -> (usize, Vec<Failure>) {
    let protocol = &content.protocol;
    let (mut held, mut failures) = (0, Vec::new());
    let mut must = |fine: bool, subject: String, what: &str| {
        if fine {
            held += 1;
        } else {
            failures.push(Failure {
                promise: 6,
                subject,
                what: what.to_owned(),
                answers: Vec::new(),
            });
        }
    };
    for level in Level::ALL {
        let always = |section: Section| {
            protocol.advice.iter().enumerate().filter(move |(_, line)| {
                line.section == section
                    && line.when.is_none()
                    && line.unless.is_none()
                    && (line.levels.is_empty() || line.levels.contains(&level))
            })
        };
        let nets: Vec<usize> = always(Section::SafetyNet).map(|(place, _)| place).collect();
        for language in &content.languages {
            let timed = nets
                .iter()
                .any(|&place| names_a_time(&language.plan_words.advice[place].say.me));
            must(
                timed,
                format!("level {} in {}", level.id(), language.tag),
                "no safety net that always stands names a time",
            );
        }
        let line = &protocol.levels[level as usize];
        if level >= Level::SameDay {
            must(
                !line.until.is_empty(),
                format!("level {}", level.id()),
                "nothing is said about what to do until help is there",
            );
        }
    }
    for flag in &protocol.red_flags {
        must(
            !flag.sources.is_empty(),
            format!("red flag {}", flag.id),
            "no source",
        );
        for language in &content.languages {
            let place = protocol
                .red_flags
                .iter()
                .position(|other| other.id == flag.id)
                .unwrap_or_default();
            must(
                !language.plan_words.red_flags[place].because.me.is_empty(),
                format!("red flag {} in {}", flag.id, language.tag),
                "no reason in words",
            );
        }
    }
    for pattern in &protocol.patterns {
        must(
            !pattern.sources.is_empty(),
            format!("pattern {}", pattern.id),
            "no source",
        );
    }
    for exercise in &protocol.exercises {
        must(
            !exercise.sources.is_empty(),
            format!("exercise {}", exercise.id),
            "no source",
        );
    }
    for massage in &protocol.massages {
        must(
            !massage.sources.is_empty(),
            format!("massage {}", massage.id),
            "no source",
        );
    }
    for line in &protocol.advice {
        must(
            !line.sources.is_empty(),
            format!("advice {}", line.id),
            "no source",
        );
    }
    (held, failures)
}

/// A number, or a word for a time in one of the languages.
fn names_a_time(text: &str) -> bool {
    const WORDS: [&str; 24] = [
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "night",
        "today",
        "tonight",
        "tomorrow",
        "now",
        "at once",
        "straight away",
        "minuto",
        "hora",
        "día",
        "semana",
        "mes",
        "noche",
        "hoy",
        "mañana",
        "ahora",
        "enseguida",
        "de inmediato",
        "ya mismo",
    ];
    let text = text.to_lowercase();
    text.chars().any(|c| c.is_ascii_digit()) || WORDS.iter().any(|word| text.contains(word))
}

/// A number generator for trying interviews: the same numbers every time.
#[derive(Clone, Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// A number below this.
    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }
}

/// An answer to what is asked; `quiet` times out of a hundred it is the one that says least.
pub fn throw(protocol: &Protocol, ask: Ask, dice: &mut Dice, quiet: usize) -> Answer {
    let question = &protocol.questions[usize::from(ask.question)];
    if ask.sign.is_some() {
        let sure = match dice.below(100) {
            roll if roll < quiet => Sure::No,
            roll if roll % 2 == 0 => Sure::NotSure,
            _ => Sure::Yes,
        };
        return Answer::Sign(sure);
    }
    let usual = question
        .with_role(Role::None)
        .filter(|_| dice.below(100) < quiet);
    match (question.kind, usual) {
        (Kind::Number { least, most }, _) => {
            Answer::Number(least + dice.below(usize::from(most - least) + 1) as u16)
        }
        (_, Some(none)) => Answer::Chosen(vec![none]),
        (Kind::Choice | Kind::YesNo, None) => {
            Answer::Chosen(vec![dice.below(question.options.len()) as u16])
        }
        (kind, None) => {
            let most = match kind {
                Kind::Several { most } => usize::from(most),
                _ => question.options.len(),
            };
            let mut chosen: Vec<u16> = (0..1 + dice.below(most))
                .map(|_| dice.below(question.options.len()) as u16)
                .collect();
            chosen.sort_unstable();
            chosen.dedup();
            Answer::Chosen(chosen)
        }
    }
}

/// The median and the longest number of screens over many interviews with the real engine.
pub fn lengths(protocol: &Protocol, entry: &Entry) -> (usize, usize) {
    let mut dice = Dice(0x5EED_1234_ABCD_0001);
    let mut lengths: Vec<usize> = (0..400)
        .map(|turn| {
            let mut answers = Answers::new();
            loop {
                let passed = interview(protocol, entry, &answers, false);
                let Some(ask) = passed.next else {
                    return passed.path.len();
                };
                let quiet = if turn % 2 == 0 { 95 } else { 80 };
                let answer = loop {
                    let answer = throw(protocol, ask, &mut dice, quiet);
                    if check(protocol, &passed.values, ask, &answer).is_ok() {
                        break answer;
                    }
                };
                answers.insert(ask, answer);
            }
        })
        .collect();
    lengths.sort_unstable();
    (lengths[lengths.len() / 2], lengths[lengths.len() - 1])
}
