use unknot_protocol::{After, Goal, Protocol};
use unknot_triage::{Answer, Ask, Relief, outcome};

use super::{Draft, Millis, Move, Practice, PracticeStage, Screen, Visit};

/// Following an exercise, and what "cramping now" makes of it.
impl Visit {
    /// The stretches that "cramping now" offers, the gentlest first.
    pub fn stretches(&self, protocol: &Protocol) -> Vec<u16> {
        let interview = self.interview(protocol);
        let outcome = outcome(protocol, self.way_in(protocol), &interview);
        if outcome.relief != Some(Relief::Offered) {
            return Vec::new();
        }
        let mut stretches = Vec::new();
        let mut gentle = 0;
        for exercise in outcome.exercises {
            if protocol.exercises[usize::from(exercise)].gentle {
                stretches.insert(gentle, exercise);
                gentle += 1;
            } else {
                stretches.push(exercise);
            }
        }
        stretches
    }

    /// The stretch that "cramping now" shows, and whether there is another.
    pub fn stretch(&self, protocol: &Protocol) -> Option<(u16, bool)> {
        let stretches = self.stretches(protocol);
        let place = self.passed_over.checked_rem(stretches.len())?;
        Some((stretches[place], stretches.len() > 1))
    }

    /// What is said and answered after a stretch on this way in.
    pub fn after_stretch<'a>(&self, protocol: &'a Protocol) -> Option<&'a After> {
        match &self.way_in(protocol).goal {
            Goal::Relief { after, .. } => Some(after),
            Goal::Care => None,
        }
    }

    /// The visitor has said that the same grip has held for as long as the entry says.
    pub fn is_locked(&self, protocol: &Protocol) -> bool {
        let said = |&(question, option): &(u16, u16)| {
            let answer = self.answers.get(&Ask::question(question));
            matches!(answer, Some(Answer::Chosen(chosen)) if chosen.contains(&option))
        };
        let after = self.after_stretch(protocol);
        after.is_some_and(|after| !after.locked.is_empty() && after.locked.iter().all(said))
    }

    pub(super) fn follow(&mut self, protocol: &Protocol, place: u16) {
        if let Some(exercise) = protocol.exercises.get(usize::from(place)) {
            self.practice = Some(Practice::new(place, exercise));
            self.show(protocol, Screen::Practice);
        }
    }

    pub(super) fn practise(&mut self, protocol: &Protocol, happened: Move, at: Millis) {
        let Some(before) = &self.practice else {
            return;
        };
        let after = before.after(happened, at);
        let ended = after.stage == PracticeStage::End && before.stage != PracticeStage::End;
        if happened == Move::Run {
            self.since.get_or_insert(at);
        }
        self.practice = Some(after);
        // What follows the end has a heading of its own, and "once more" leads back from there.
        if ended || happened == Move::OnceMore {
            self.show(protocol, Screen::Practice);
        }
    }

    pub(super) fn another(&mut self, protocol: &Protocol) {
        self.passed_over += 1;
        if self.practice.is_some()
            && let Some((exercise, _)) = self.stretch(protocol)
        {
            self.follow(protocol, exercise);
        }
    }

    pub(super) fn let_go(&mut self, protocol: &Protocol, eased: bool, at: Millis) {
        let Some(after) = self.after_stretch(protocol) else {
            return;
        };
        let limit = Millis::from(after.minutes) * 60_000;
        let long = self
            .since
            .is_some_and(|since| at.saturating_sub(since) >= limit);
        if !eased && long {
            self.locked(protocol);
        } else {
            self.show(protocol, Screen::LetGo(eased));
        }
    }

    /// The visitor has not been asked that question, but has answered it all the same.
    pub(super) fn locked(&mut self, protocol: &Protocol) {
        let Some(after) = self.after_stretch(protocol) else {
            return;
        };
        for &(question, option) in &after.locked {
            let ask = Ask::question(question);
            let mut draft = self
                .answers
                .get(&ask)
                .map_or_else(Draft::default, Draft::of);
            let asked = &protocol.questions[usize::from(question)];
            draft.say(asked, option);
            if let Ok(answer) = draft.said(asked, ask) {
                self.answers.insert(ask, answer);
            }
            self.answers.remove(&Ask {
                question,
                sign: Some(option),
            });
        }
        let next = self.interview(protocol).next;
        self.show(protocol, next.map_or(Screen::Outcome, Screen::Question));
    }
}
