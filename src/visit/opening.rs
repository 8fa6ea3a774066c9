//! What can happen to a visit before the whole program is there: the start screen, and the first
//! question of each way in. Whatever leads on from there is held, and handed over as text.

use unknot_protocol::Protocol;
use unknot_triage::{Answer, Ask, Refusal, Values, check};

use super::kept::{answer, places, written};
use super::{Draft, Happening, Screen, Visit};

impl Visit {
    /// The visit after that has happened, as far as the opening goes: the same as
    /// [`Visit::after`], but nothing in it reaches rules, plans or what follows them.
    #[must_use]
    pub fn opened(&self, protocol: &Protocol, happening: Happening) -> Self {
        let mut visit = self.clone();
        visit.held = None;
        match happening {
            Happening::Say(question, option) => {
                let answer = Answer::Chosen(vec![option]);
                visit.answers.insert(Ask::question(question), answer);
            }
            Happening::Enter(entry) => {
                visit.entry = entry;
                visit.show(protocol, first_screen(protocol, entry));
            }
            Happening::Pick(option) => visit.draft.pick(option),
            Happening::Tick(option, ticked) => {
                if let Screen::Question(ask) = self.screen {
                    let question = &protocol.questions[usize::from(ask.question)];
                    visit.draft.tick(question, option, ticked);
                }
            }
            Happening::Write(text) => visit.draft = Draft::Written(text),
            Happening::Back => visit.turn_to(protocol, 0),
            Happening::Step(step) => visit.turn_to(protocol, step),
            Happening::Erase => {
                visit = Self {
                    moves: self.moves + 1,
                    ..Self::default()
                }
            }
            Happening::Continue => {
                if let Screen::Question(ask) = self.screen {
                    match self.accepted(protocol, ask) {
                        Ok(()) => visit.held = Some(Happening::Continue),
                        Err(problem) => {
                            visit.problem = Some(problem);
                            visit.refusals += 1;
                        }
                    }
                }
            }
            Happening::Speak(_) => visit.held = Some(happening),
            // Nothing on these screens brings anything else about.
            _ => return self.clone(),
        }
        visit
    }

    /// The step of the screen, as in [`Visit::step`].
    pub fn opened_step(&self) -> usize {
        usize::from(self.screen != Screen::Start)
    }

    /// What the opening has come to, as text for the whole program; nothing while it does not
    /// wait for it. Read back by [`taken_over`].
    pub fn handed_over(&self) -> Option<String> {
        let waits = match self.held.as_ref()? {
            Happening::Speak(language) => ["speak ", &language.to_string()].concat(),
            _ => "continue".to_owned(),
        };
        let screen = match self.screen {
            Screen::Question(ask) => ask.question.to_string(),
            _ => "start".to_owned(),
        };
        let draft = match &self.draft {
            Draft::Selected(chosen) => ["c", &places(chosen)].concat(),
            Draft::Written(text) => ["n", text].concat(),
        };
        let lines = [waits, self.entry.to_string(), screen, draft].into_iter();
        let lines: Vec<String> = lines.chain(self.answers.iter().map(written)).collect();
        Some(lines.join("\n"))
    }

    /// To the start, or to the first question.
    fn turn_to(&mut self, protocol: &Protocol, step: usize) {
        if step.min(1) == self.opened_step() {
            return;
        }
        let screen = if step == 0 {
            Screen::Start
        } else {
            first_screen(protocol, self.entry)
        };
        self.show(protocol, screen);
    }

    fn accepted(&self, protocol: &Protocol, ask: Ask) -> Result<(), Refusal> {
        let said = self
            .draft
            .said(&protocol.questions[usize::from(ask.question)], ask)?;
        let values = Values::of(protocol, self.way_in(protocol), &self.answers);
        check(protocol, &values, ask, &said)
    }
}

fn first_screen(protocol: &Protocol, entry: usize) -> Screen {
    let first = protocol.entries[entry].questions.first();
    first.map_or(Screen::Start, |&first| {
        Screen::Question(Ask::question(first))
    })
}

/// The visit that was [handed over](Visit::handed_over), with what it waits for.
pub fn taken_over(protocol: &Protocol, text: &str) -> Option<Visit> {
    // What was typed into a field of one line has no line breaks.
    let mut lines = text.split('\n');
    let held = match lines.next()?.split_once(' ') {
        Some((_, language)) => Happening::Speak(language.parse().ok()?),
        None => Happening::Continue,
    };
    let entry = lines.next()?.parse().ok()?;
    protocol.entries.get(entry)?;
    let screen = match lines.next()? {
        "start" => Screen::Start,
        question => {
            let question = question.parse().ok()?;
            protocol.questions.get(usize::from(question))?;
            Screen::Question(Ask::question(question))
        }
    };
    let draft = match lines.next()?.split_at_checked(1)? {
        ("c", "") => Draft::default(),
        ("c", chosen) => {
            let chosen: Result<_, _> = chosen.split(',').map(str::parse).collect();
            Draft::Selected(chosen.ok()?)
        }
        (_, text) => Draft::Written(text.to_owned()),
    };
    let answers: Option<_> = lines.map(|line| answer(protocol, line)).collect();
    Some(Visit {
        screen,
        entry,
        draft,
        answers: answers?,
        held: Some(held),
        ..Visit::default()
    })
}
