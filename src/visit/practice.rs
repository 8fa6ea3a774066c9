use unknot_protocol::{Exercise, Phase};

/// The time of the visitor's clock, in milliseconds.
pub type Millis = u64;

/// One exercise on its way from start to end.
///
/// Only [`Move`]s bring time in, so a timer that the browser has slowed down, or that slept in a
/// locked phone, is right again with the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practice {
    /// Its place in the protocol.
    pub exercise: u16,
    /// Where it has come to.
    pub stage: Stage,
    /// Which repeat it is, from one. Between two, the one to come.
    pub repeat: u16,
    /// The last repeat for now.
    pub repeats: u16,
    /// The sore side is done.
    pub other_side: bool,
    /// It is held for its shortest time.
    pub short: bool,
    /// The first repeat since the clock was started.
    first: u16,
    dose: Dose,
    /// How much of this stage is over.
    passed: Millis,
    /// When the clock was last looked at; nothing while it stands.
    seen: Option<Millis>,
}

/// Where an exercise has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing has begun.
    Before,
    /// Getting into position.
    Ready,
    /// It is held, or done once where it is not held.
    Hold,
    /// Between two repeats.
    Rest,
    /// Between the two sides.
    Change,
    /// It is over.
    End,
}

/// What can happen to an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// The clock starts, or goes on.
    Run,
    /// The clock stands.
    Pause,
    /// The clock was looked at.
    Look,
    /// On to what comes next.
    Skip,
    /// The shortest hold instead of the longest, or the reverse.
    Length,
    /// One more repeat after the end.
    OnceMore,
}

/// What the protocol says about how long and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Dose {
    hold: [u16; 2],
    most: u16,
    rest: u16,
    both_sides: bool,
}

impl Practice {
    /// The exercise of that place, not begun.
    ///
    /// What helps at once is held for its longest time until the visitor wants it shorter; what
    /// makes stronger begins with the shortest. Repeats begin with the fewest.
    pub(super) fn new(place: u16, exercise: &Exercise) -> Self {
        Self {
            exercise: place,
            stage: Stage::Before,
            repeat: 1,
            repeats: exercise.repeats[0].max(1),
            other_side: false,
            short: exercise.phase == Phase::FollowUp,
            first: 1,
            dose: Dose {
                hold: exercise.hold,
                most: exercise.repeats[1],
                rest: exercise.rest,
                both_sides: exercise.both_sides,
            },
            passed: 0,
            seen: None,
        }
    }

    /// The exercise after that has happened at that time.
    #[must_use]
    pub(super) fn after(&self, happened: Move, at: Millis) -> Self {
        let mut practice = self.clone();
        practice.look(at);
        match happened {
            Move::Run if practice.stage == Stage::Before => {
                practice.begin();
                practice.seen = Some(at);
            }
            Move::Run if practice.stage != Stage::End => practice.seen = Some(at),
            Move::Run | Move::Look => {}
            Move::Pause => practice.seen = None,
            Move::Skip => practice.go_on(0),
            Move::Length => {
                practice.short = !practice.short;
                practice.catch_up();
            }
            Move::OnceMore if practice.may_repeat() => {
                practice.repeats += 1;
                practice.repeat = practice.repeats;
                practice.first = practice.repeats;
                practice.other_side = false;
                practice.begin();
                practice.seen = Some(at);
            }
            Move::OnceMore => {}
        }
        practice
    }

    /// The clock runs.
    pub fn runs(&self) -> bool {
        self.seen.is_some()
    }

    /// It is held for some time, and not counted.
    pub fn is_held(&self) -> bool {
        self.dose.hold[1] > 0
    }

    /// For how many seconds it is held.
    pub fn hold(&self) -> u16 {
        self.dose.hold[usize::from(!self.short)]
    }

    /// How many seconds the other length is, where there is another.
    pub fn other_hold(&self) -> Option<u16> {
        let [shortest, longest] = self.dose.hold;
        let other = if self.short { longest } else { shortest };
        (shortest != longest).then_some(other)
    }

    /// How many seconds lie between two holds.
    pub fn rest(&self) -> u16 {
        self.dose.rest
    }

    /// Both sides have their turn.
    pub fn has_sides(&self) -> bool {
        self.dose.both_sides
    }

    /// It is over, and one more repeat is not too much.
    pub fn may_repeat(&self) -> bool {
        self.stage == Stage::End && self.repeats < self.dose.most
    }

    /// How many seconds this stage lasts; nothing where the visitor says when it is over.
    pub fn lasts(&self) -> Option<u16> {
        match self.stage {
            Stage::Ready | Stage::Rest | Stage::Change => Some(self.dose.rest),
            Stage::Before | Stage::Hold if self.is_held() => Some(self.hold()),
            _ => None,
        }
    }

    /// What is left of this stage, in milliseconds.
    pub fn left(&self) -> Option<Millis> {
        let lasts = Millis::from(self.lasts()?) * 1000;
        Some(lasts.saturating_sub(self.passed))
    }

    /// Half of this stage is over.
    pub fn is_half_over(&self) -> bool {
        let lasts = self.lasts().map(|lasts| Millis::from(lasts) * 1000);
        lasts.is_some_and(|lasts| self.passed * 2 >= lasts)
    }

    fn begin(&mut self) {
        self.passed = 0;
        self.stage = if self.is_held() {
            Stage::Ready
        } else {
            Stage::Hold
        };
    }

    /// A clock that was set back has not moved.
    fn look(&mut self, at: Millis) {
        if let Some(seen) = self.seen {
            self.passed += at.saturating_sub(seen);
            self.seen = Some(at);
            self.catch_up();
        }
    }

    /// Whatever would have come to an end by now has.
    fn catch_up(&mut self) {
        while self.stage != Stage::Before && self.left() == Some(0) {
            let lasts = self.lasts().map_or(0, |lasts| Millis::from(lasts) * 1000);
            self.go_on(self.passed.saturating_sub(lasts));
        }
    }

    /// What comes next has come, so long ago.
    fn go_on(&mut self, passed: Millis) {
        self.passed = passed;
        self.stage = match self.stage {
            Stage::Hold if self.repeat < self.repeats => {
                self.repeat += 1;
                if self.is_held() {
                    Stage::Rest
                } else {
                    Stage::Hold
                }
            }
            Stage::Hold if self.dose.both_sides && !self.other_side => {
                self.other_side = true;
                self.repeat = self.first;
                Stage::Change
            }
            Stage::Hold | Stage::End => {
                self.passed = 0;
                self.seen = None;
                Stage::End
            }
            Stage::Before => Stage::Before,
            Stage::Ready | Stage::Rest | Stage::Change => Stage::Hold,
        };
    }
}

#[cfg(test)]
mod tests {
    use unknot_protocol::{Exercise, Phase, Position};

    use super::{Millis, Move, Practice, Stage};

    fn exercise(hold: [u16; 2], repeats: [u16; 2]) -> Exercise {
        Exercise {
            id: "stretch".into(),
            muscle: 0,
            phase: Phase::Relief,
            position: Position::Sitting,
            gentle: true,
            quick: true,
            when: None,
            unless: None,
            hold,
            repeats,
            rest: 10,
            both_sides: false,
            sources: vec![],
            evidence: 'C',
        }
    }

    /// The exercise after all that, each with its second.
    fn after(exercise: &Exercise, moves: &[(Move, Millis)]) -> Practice {
        let practice = Practice::new(0, exercise);
        let moves = moves.iter();
        moves.fold(practice, |practice, &(happened, second)| {
            practice.after(happened, second * 1000)
        })
    }

    /// Stage, repeat and seconds left.
    fn state(practice: &Practice) -> (Stage, u16, Option<Millis>) {
        let left = practice.left().map(|left| left / 1000);
        (practice.stage, practice.repeat, left)
    }

    #[test]
    fn it_goes_from_getting_ready_by_hold_and_rest_to_the_end() {
        let stretch = exercise([20, 30], [2, 3]);
        let at = |second| state(&after(&stretch, &[(Move::Run, 100), (Move::Look, second)]));
        assert_eq!(state(&after(&stretch, &[])), (Stage::Before, 1, Some(30)));
        assert_eq!(at(100), (Stage::Ready, 1, Some(10)));
        assert_eq!(at(109), (Stage::Ready, 1, Some(1)));
        assert_eq!(at(110), (Stage::Hold, 1, Some(30)));
        assert_eq!(at(140), (Stage::Rest, 2, Some(10)));
        assert_eq!(at(150), (Stage::Hold, 2, Some(30)));
        assert_eq!(at(180), (Stage::End, 2, None));
    }

    #[test]
    fn a_locked_phone_and_a_slow_tab_come_to_the_same_place() {
        let stretch = exercise([20, 30], [2, 3]);
        for second in 100..200 {
            let each = (100..=second).map(|second| (Move::Look, second));
            let looks: Vec<_> = [(Move::Run, 100)].into_iter().chain(each).collect();
            let slept = [(Move::Run, 100), (Move::Look, second)];
            assert_eq!(
                after(&stretch, &looks),
                after(&stretch, &slept),
                "at {second}"
            );
        }
        let hours = after(&stretch, &[(Move::Run, 100), (Move::Look, 20_000)]);
        assert_eq!(state(&hours), (Stage::End, 2, None));
        assert!(!hours.runs());
    }

    #[test]
    fn a_clock_that_is_set_back_stands_still() {
        let stretch = exercise([20, 30], [1, 1]);
        let back = [(Move::Run, 100), (Move::Look, 105), (Move::Look, 50)];
        assert_eq!(state(&after(&stretch, &back)), (Stage::Ready, 1, Some(5)));
    }

    #[test]
    fn a_pause_takes_no_time() {
        let stretch = exercise([20, 30], [1, 1]);
        let paused = [
            (Move::Run, 100),
            (Move::Look, 115),
            (Move::Pause, 120),
            (Move::Look, 500),
        ];
        let practice = after(&stretch, &paused);
        assert_eq!(state(&practice), (Stage::Hold, 1, Some(20)));
        assert!(!practice.runs());
        let resumed = [&paused[..], &[(Move::Run, 1000), (Move::Look, 1019)]].concat();
        assert_eq!(state(&after(&stretch, &resumed)), (Stage::Hold, 1, Some(1)));
    }

    #[test]
    fn what_comes_next_can_come_at_once() {
        let stretch = exercise([20, 30], [2, 3]);
        let skips = |count: usize| {
            let skips = std::iter::repeat_n((Move::Skip, 101), count);
            let all: Vec<_> = [(Move::Run, 100)].into_iter().chain(skips).collect();
            state(&after(&stretch, &all))
        };
        assert_eq!(skips(1), (Stage::Hold, 1, Some(30)));
        assert_eq!(skips(2), (Stage::Rest, 2, Some(10)));
        assert_eq!(skips(3), (Stage::Hold, 2, Some(30)));
        assert_eq!(skips(4), (Stage::End, 2, None));
        assert_eq!(skips(9), (Stage::End, 2, None));
        let paused = [(Move::Run, 100), (Move::Pause, 101), (Move::Skip, 200)];
        let practice = after(&stretch, &paused);
        assert_eq!(state(&practice), (Stage::Hold, 1, Some(30)));
        assert!(!practice.runs(), "to skip is not to go on");
    }

    #[test]
    fn a_shorter_hold_ends_at_once_where_it_has_lasted_so_long() {
        let stretch = exercise([20, 30], [2, 2]);
        let begun = [(Move::Run, 100), (Move::Skip, 100)];
        let early = [&begun[..], &[(Move::Length, 105)]].concat();
        let practice = after(&stretch, &early);
        assert_eq!(state(&practice), (Stage::Hold, 1, Some(15)));
        assert_eq!(practice.other_hold(), Some(30));
        let late = [&begun[..], &[(Move::Length, 125)]].concat();
        assert_eq!(state(&after(&stretch, &late)), (Stage::Rest, 2, Some(5)));
        let again = [&early[..], &[(Move::Length, 110)]].concat();
        assert_eq!(state(&after(&stretch, &again)), (Stage::Hold, 1, Some(20)));
        assert_eq!(after(&exercise([30, 30], [1, 1]), &[]).other_hold(), None);
    }

    #[test]
    fn the_other_side_follows_with_as_many_repeats() {
        let both = Exercise {
            both_sides: true,
            ..exercise([30, 30], [2, 3])
        };
        let at = |second| after(&both, &[(Move::Run, 0), (Move::Look, second)]);
        assert_eq!(state(&at(79)), (Stage::Hold, 2, Some(1)));
        assert_eq!(state(&at(80)), (Stage::Change, 1, Some(10)));
        assert!(at(80).other_side && !at(79).other_side);
        assert_eq!(state(&at(90)), (Stage::Hold, 1, Some(30)));
        assert_eq!(state(&at(160)), (Stage::End, 2, None));
        let more = at(160).after(Move::OnceMore, 200_000);
        assert_eq!(state(&more), (Stage::Ready, 3, Some(10)));
        assert!(!more.other_side);
        let change = more.after(Move::Look, 240_000);
        assert_eq!(state(&change), (Stage::Change, 3, Some(10)));
        assert_eq!(
            state(&change.after(Move::Look, 280_000)),
            (Stage::End, 3, None)
        );
    }

    #[test]
    fn once_more_until_the_most() {
        let stretch = exercise([15, 60], [1, 2]);
        let end = [(Move::Run, 0), (Move::Look, 70)];
        assert!(after(&stretch, &end).may_repeat());
        let more = [&end[..], &[(Move::OnceMore, 100), (Move::Look, 170)]].concat();
        let practice = after(&stretch, &more);
        assert_eq!(state(&practice), (Stage::End, 2, None));
        assert!(!practice.may_repeat());
        assert_eq!(practice.after(Move::OnceMore, 200_000), practice);
    }

    #[test]
    fn what_is_not_held_is_counted() {
        let raises = exercise([0, 0], [3, 5]);
        let long = [(Move::Run, 0), (Move::Look, 500)];
        assert_eq!(state(&after(&raises, &long)), (Stage::Hold, 1, None));
        let two = [&long[..], &[(Move::Skip, 501), (Move::Skip, 502)]].concat();
        assert_eq!(state(&after(&raises, &two)), (Stage::Hold, 3, None));
        let end = [&two[..], &[(Move::Skip, 503)]].concat();
        assert_eq!(state(&after(&raises, &end)), (Stage::End, 3, None));
    }

    #[test]
    fn what_makes_stronger_begins_with_its_shortest_hold() {
        let plank = Exercise {
            phase: Phase::FollowUp,
            ..exercise([5, 30], [5, 5])
        };
        assert_eq!(after(&plank, &[]).hold(), 5);
        assert_eq!(after(&plank, &[(Move::Length, 0)]).hold(), 30);
    }
}
