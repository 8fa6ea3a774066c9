use unknot_protocol::Protocol;

use super::{Screen, Visit};

/// Steps count the screens of the present path: zero is the start, then one for each question, and
/// the outcome is one more. An exercise and the page for the appointment are one step after the
/// outcome they were opened from, and what follows an exercise yet one more. While an answer is
/// being changed, the question is one step after the outcome it was opened from, because that is
/// where Back leads.
impl Visit {
    /// The step of the present screen.
    pub fn step(&self, protocol: &Protocol) -> usize {
        match (self.screen, self.changing) {
            (Screen::Start, _) => 0,
            (Screen::Question(_), Some(outcome)) => outcome + 1,
            (Screen::Question(ask), None) => {
                let path = self.interview(protocol).path;
                path.iter()
                    .position(|&earlier| earlier == ask)
                    .unwrap_or(path.len())
                    + 1
            }
            (after, _) => {
                let after = match after {
                    Screen::Practice | Screen::Appointment => 1,
                    Screen::LetGo(_) => 2,
                    _ => 0,
                };
                self.interview(protocol).path.len() + 1 + after
            }
        }
    }

    /// Opens the screen of that step, or the last one that the answers reach.
    pub(super) fn go_to_step(&mut self, protocol: &Protocol, step: usize) {
        self.changing = None;
        let Some(place) = step.checked_sub(1) else {
            self.show(protocol, Screen::Start);
            return;
        };
        let interview = self.interview(protocol);
        let ask = interview.path.get(place).copied().or(interview.next);
        self.show(protocol, ask.map_or(Screen::Outcome, Screen::Question));
    }

    /// One screen back. From a question that was opened by Change, that is the outcome, as long as
    /// the answers still lead there.
    pub(super) fn go_back(&mut self, protocol: &Protocol) {
        match (self.screen, self.changing) {
            (Screen::Start, _) => {}
            (Screen::Question(ask), Some(_)) => self.back_while_changing(protocol, ask),
            (Screen::Practice | Screen::Appointment, _) => self.show(protocol, Screen::Outcome),
            (Screen::LetGo(_), _) => self.show(protocol, Screen::Practice),
            (Screen::Outcome, _) if self.skip => {
                // The question that was skipped is the last screen seen.
                self.skip = false;
                let last = self.interview(protocol).path.len() + 1;
                self.go_to_step(protocol, last);
            }
            _ => {
                let step = self.step(protocol);
                self.go_to_step(protocol, step.saturating_sub(1));
            }
        }
    }

    /// The browser's own Back and Forward.
    pub(super) fn follow_browser(&mut self, protocol: &Protocol, step: usize) {
        let here = self.step(protocol);
        if step + 1 == here {
            self.go_back(protocol);
        } else if step != here && (here == 0 || self.changing.is_none() || step < here) {
            self.go_to_step(protocol, step);
        }
    }

    fn back_while_changing(&mut self, protocol: &Protocol, ask: super::Ask) {
        let interview = self.interview(protocol);
        let new = interview.next == Some(ask);
        match interview.path.last() {
            Some(&last) if new => self.show(protocol, Screen::Question(last)),
            _ if interview.next.is_none() => self.show(protocol, Screen::Outcome),
            _ => {
                self.changing = None;
                let step = self.step(protocol);
                self.go_to_step(protocol, step.saturating_sub(1));
            }
        }
    }
}
