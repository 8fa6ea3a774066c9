//! One person's pass through the checker: what was said, and where they are.
//!
//! [`Visit`] is plain data, [`Happening`] is everything that can happen to it, and
//! [`Visit::after`] applies one to the other. Nothing here knows of a page.
//!
//! The path is never stored: it is replayed from the answers after every change, so Back, Change
//! and reload cannot disagree, and an answer that is off the path has no effect. It stays in
//! [`Visit::answers`] all the same, for the case that the path comes by again.

mod draft;
mod follow;
mod kept;
mod opening;
mod practice;
mod steps;
#[cfg(test)]
mod tests;

use unknot_protocol::{Entry, Kind, Protocol, QuestionId, Speaker};
use unknot_triage::{Answer, Answers, Ask, Interview, Refusal, Stage, Values, check, interview};

pub use draft::Draft;
pub use kept::{Found, found};
pub use opening::taken_over;
pub use practice::{Millis, Move, Practice, Stage as PracticeStage};

/// Where one visitor is, and what they have said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Visit {
    /// What is on the screen.
    pub screen: Screen,
    /// The way in that was chosen, by its place in the protocol.
    pub entry: usize,
    /// Every answer given, also those that are off the present path.
    pub answers: Answers,
    /// The questions that only refine the plan are left out.
    pub skip: bool,
    /// What is selected in the open question and not yet said.
    pub draft: Draft,
    /// What the places of the open question are searched for. It is no answer: it goes with the
    /// screen, and is never kept, handed on or written into an address.
    pub search: String,
    /// What is wrong with the draft.
    pub problem: Option<Refusal>,
    /// An answer is being changed from the outcome: the step of the outcome it came from.
    pub changing: Option<usize>,
    /// Where the visitor is, as far as the emergency number is concerned.
    pub whereabouts: Whereabouts,
    /// The language the visitor chose, by its place in the protocol; the page's until then.
    pub language: Option<usize>,
    /// The visitor asked to keep the answers on this device.
    pub keep: bool,
    /// The browser does not let anything be kept.
    pub keep_failed: bool,
    /// Something kept by another version is on this device.
    pub other_kept: bool,
    /// The exercise that is followed.
    pub practice: Option<Practice>,
    /// How many stretches "cramping now" has shown before this one.
    pub passed_over: usize,
    /// When the first stretch of "cramping now" was begun.
    pub since: Option<Millis>,
    /// What the device does where an exercise is held and let go.
    pub signals: Signals,
    /// What has happened and waits for the rules, or for the whole program.
    pub held: Option<Happening>,
    /// Whether the last copying worked; nothing until something was copied on this screen.
    pub copied: Option<bool>,
    /// Counts the screens shown, so that focus can follow.
    pub moves: u32,
    /// Counts the presses of Continue that were refused, so that focus can follow.
    pub refusals: u32,
}

/// What is on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// The choice of a way in.
    #[default]
    Start,
    /// A question, or one sign of a checklist.
    Question(Ask),
    /// What the answers lead to.
    Outcome,
    /// An exercise to follow.
    Practice,
    /// What follows a stretch that has let the cramp go, or has not.
    LetGo(bool),
    /// What a clinician wants of it at a glance.
    Appointment,
}

/// What the device does where an exercise is held and let go. Nothing until it is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signals {
    /// A soft tone.
    pub sound: bool,
    /// A short shake.
    pub vibration: bool,
}

/// Where the visitor is, as far as the emergency number is concerned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whereabouts {
    /// In the country that the page names, if it names one.
    #[default]
    OfThePage,
    /// In that country, by its place in the protocol.
    Country(u16),
    /// In a country that we have no number for.
    Elsewhere,
}

/// Everything that can happen during a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// An option of the question on the start screen was chosen.
    Say(QuestionId, u16),
    /// A way in was chosen.
    Enter(usize),
    /// The only answer was chosen.
    Pick(u16),
    /// An option was ticked or cleared.
    Tick(u16, bool),
    /// The text of the number field is now this.
    Write(String),
    /// The text of the search is now this.
    Search(String),
    /// Continue was pressed.
    Continue,
    /// Back was pressed.
    Back,
    /// The browser went to that step of its history.
    Step(usize),
    /// Change was pressed beside an answer.
    Change(Ask),
    /// "Show my guidance now" was pressed.
    Skip,
    /// From the short way in on to another, with all answers kept.
    Onward(usize),
    /// A country was chosen for the emergency number.
    Locate(Whereabouts),
    /// An exercise is to be followed.
    Follow(u16),
    /// Something has happened to the exercise, at that time.
    Move(Move, Millis),
    /// Another stretch than this one.
    Another,
    /// The cramp has let go, or has not, at that time.
    LetGo(bool, Millis),
    /// The same grip has held for as long as the entry says.
    Locked,
    /// The device may do this, and no more.
    Signal(Signals),
    /// "For your appointment" was pressed.
    Meet,
    /// The text was copied, or the browser did not allow it.
    Copied(bool),
    /// Start again and erase.
    Erase,
    /// A language was chosen.
    Speak(usize),
    /// The answers are to be kept on this device, or no longer.
    Keep(bool),
    /// The browser does not let anything be kept.
    NotKept,
    /// On with the answers that were kept.
    Resume,
}

impl Visit {
    /// The visit after that has happened.
    #[must_use]
    pub fn after(&self, protocol: &Protocol, happening: Happening) -> Self {
        let mut visit = self.clone();
        visit.held = None;
        let happened = happening.clone();
        match happening {
            Happening::Say(question, option) => {
                let answer = Answer::Chosen(vec![option]);
                visit.answers.insert(Ask::question(question), answer);
            }
            // Back at the start only to change an answer there: nothing is asked twice.
            Happening::Enter(entry) if self.changing.is_some() => visit.enter_anew(protocol, entry),
            Happening::Enter(entry) => {
                visit.entry = entry;
                visit.skip = false;
                visit.since = None;
                visit.passed_over = 0;
                visit.go_to_step(protocol, 1);
            }
            Happening::Pick(option) => visit.draft.pick(option),
            Happening::Tick(option, ticked) => {
                if let Screen::Question(ask) = self.screen {
                    visit.draft.tick(
                        &protocol.questions[usize::from(ask.question)],
                        option,
                        ticked,
                    );
                }
            }
            Happening::Write(text) => visit.draft = Draft::Written(text),
            Happening::Search(text) => visit.search = text,
            Happening::Continue => visit.go_on(protocol),
            Happening::Back => visit.go_back(protocol),
            Happening::Step(step) => visit.follow_browser(protocol, step),
            Happening::Change(ask) => {
                visit.changing = Some(self.step(protocol));
                let at_start = protocol.questions[usize::from(ask.question)].start;
                let screen = if at_start {
                    Screen::Start
                } else {
                    Screen::Question(ask)
                };
                visit.show(protocol, screen);
            }
            Happening::Skip => {
                visit.skip = true;
                visit.changing = None;
                visit.show(protocol, Screen::Outcome);
            }
            Happening::Onward(entry) => visit.enter_anew(protocol, entry),
            Happening::Meet => visit.show(protocol, Screen::Appointment),
            Happening::Copied(copied) => visit.copied = Some(copied),
            Happening::Locate(whereabouts) => visit.whereabouts = whereabouts,
            Happening::Speak(language) => visit.language = Some(language),
            Happening::Keep(keep) => {
                visit.keep = keep;
                visit.keep_failed = false;
                visit.other_kept &= !keep;
            }
            Happening::NotKept => {
                visit.keep = false;
                visit.keep_failed = true;
            }
            Happening::Resume => visit.enter_anew(protocol, self.entry),
            Happening::Follow(exercise) => visit.follow(protocol, exercise),
            Happening::Move(happened, at) => visit.practise(protocol, happened, at),
            Happening::Another => visit.another(protocol),
            Happening::LetGo(eased, at) => visit.let_go(protocol, eased, at),
            Happening::Locked => visit.locked(protocol),
            Happening::Signal(signals) => visit.signals = signals,
            Happening::Erase => {
                visit = Self {
                    language: self.language,
                    moves: self.moves + 1,
                    ..Self::default()
                }
            }
        }
        // Without rules every answer would be the last.
        if visit.screen == Screen::Outcome && !protocol.has_rules() {
            return Self {
                held: Some(happened),
                ..self.clone()
            };
        }
        visit
    }

    /// The visit once what it was waiting for may be there.
    #[must_use]
    pub fn resumed(&self, protocol: &Protocol) -> Self {
        match &self.held {
            Some(happening) => self.after(protocol, happening.clone()),
            None => self.clone(),
        }
    }

    /// The interview as the answers have it now.
    pub fn interview(&self, protocol: &Protocol) -> Interview {
        interview(protocol, self.way_in(protocol), &self.answers, self.skip)
    }

    /// The way in that was chosen.
    pub fn way_in<'a>(&self, protocol: &'a Protocol) -> &'a Entry {
        &protocol.entries[self.entry]
    }

    /// For whom the answers are given, according to the question on the start screen.
    pub fn speaker(&self, protocol: &Protocol) -> Speaker {
        let said = start_question(protocol).map(|question| self.said_at_start(question));
        let speaker = said.and_then(|option| Speaker::ALL.get(usize::from(option)));
        speaker.copied().unwrap_or_default()
    }

    /// The option chosen on the start screen: the first one until another is.
    pub fn said_at_start(&self, question: QuestionId) -> u16 {
        match self.answers.get(&Ask::question(question)) {
            Some(Answer::Chosen(chosen)) => chosen.first().copied().unwrap_or_default(),
            _ => 0,
        }
    }

    /// What the conditions are worth on the screen of that question: under the answers before it.
    pub fn values_before(&self, protocol: &Protocol, ask: Ask) -> Values {
        let interview = self.interview(protocol);
        let before = interview.path.iter().take_while(|&&earlier| earlier != ask);
        let given =
            before.filter_map(|earlier| Some((*earlier, interview.given.get(earlier)?.clone())));
        Values::of(protocol, self.way_in(protocol), &given.collect())
    }

    /// The open question only refines the plan and may be skipped.
    pub fn may_skip(&self, protocol: &Protocol) -> bool {
        let Screen::Question(ask) = self.screen else {
            return false;
        };
        let interview = self.interview(protocol);
        interview.stage == Stage::Plan && interview.next == Some(ask)
    }

    fn go_on(&mut self, protocol: &Protocol) {
        let Screen::Question(ask) = self.screen else {
            return;
        };
        let question = &protocol.questions[usize::from(ask.question)];
        let answer = self.draft.said(question, ask);
        let checked = answer.and_then(|answer| {
            check(protocol, &self.values_before(protocol, ask), ask, &answer)?;
            Ok(answer)
        });
        match checked {
            Err(problem) => {
                self.problem = Some(problem);
                self.refusals += 1;
            }
            Ok(answer) => {
                let new = self.interview(protocol).next == Some(ask);
                self.answers.insert(ask, answer);
                let next = self.screen_after(protocol, ask, new);
                self.show(protocol, next);
            }
        }
    }

    /// After Back, one after the other again. After a change, or a question that was new, straight
    /// to what is still open: what was said before is not asked twice.
    fn screen_after(&self, protocol: &Protocol, ask: Ask, new: bool) -> Screen {
        let interview = self.interview(protocol);
        let straight = new || self.changing.is_some();
        let following = interview
            .path
            .iter()
            .skip_while(|&&earlier| earlier != ask)
            .nth(1);
        let following = following.copied().filter(|_| !straight);
        following
            .or(interview.next)
            .map_or(Screen::Outcome, Screen::Question)
    }

    /// Straight to what is still open on that way in, with all answers kept.
    fn enter_anew(&mut self, protocol: &Protocol, entry: usize) {
        self.entry = entry;
        self.changing = None;
        let next = self.interview(protocol).next;
        self.show(protocol, next.map_or(Screen::Outcome, Screen::Question));
    }

    /// Opens a screen; a question opens filled in with what was said before.
    fn show(&mut self, protocol: &Protocol, screen: Screen) {
        self.screen = screen;
        self.problem = None;
        self.search = String::new();
        self.copied = None;
        self.moves += 1;
        self.draft = match screen {
            Screen::Question(ask) => {
                let kind = protocol.questions[usize::from(ask.question)].kind;
                let empty = match kind {
                    Kind::Number { .. } => Draft::Written(String::new()),
                    _ => Draft::default(),
                };
                self.answers.get(&ask).map_or(empty, Draft::of)
            }
            _ => Draft::default(),
        };
        if screen == Screen::Outcome {
            self.changing = None;
        }
        if !matches!(screen, Screen::Practice | Screen::LetGo(_)) {
            self.practice = None;
        }
    }
}

/// The question that stands on the start screen.
pub fn start_question(protocol: &Protocol) -> Option<QuestionId> {
    let place = protocol
        .questions
        .iter()
        .position(|question| question.start);
    place.map(|place| place as QuestionId)
}
