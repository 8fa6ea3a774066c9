use unknot_protocol::Speaker;
use unknot_triage::{Answer, Ask, Refusal};

use super::{
    Draft, Happening, Move, PracticeStage, Screen, Signals, Visit, Whereabouts, taken_over,
};
use tiny::option::{
    ALL_OVER, BACK, CALF, CHEST, DANGER_NONE, DANGER_NOT_SURE, EXERCISE, LEG_NONE, LEG_NOT_SURE,
    OTHER, SWOLLEN,
};
use tiny::{AGE, BEGAN, DANGER, FIRM, FULL, LEG, NOW, RELIEF, WHERE, WHO};

#[allow(dead_code)]
#[path = "../../tests/tiny/mod.rs"]
mod tiny;

fn visit(happenings: impl IntoIterator<Item = Happening>) -> Visit {
    and_then(&Visit::default(), happenings)
}

fn and_then(visit: &Visit, happenings: impl IntoIterator<Item = Happening>) -> Visit {
    let protocol = tiny::protocol();
    happenings
        .into_iter()
        .fold(visit.clone(), |visit, happening| {
            visit.after(&protocol, happening)
        })
}

fn tick(option: u16) -> Vec<Happening> {
    vec![Happening::Tick(option, true), Happening::Continue]
}

fn pick(option: u16) -> Vec<Happening> {
    vec![Happening::Pick(option), Happening::Continue]
}

fn write(text: &str) -> Vec<Happening> {
    vec![Happening::Write(text.into()), Happening::Continue]
}

/// A calf, nothing else: up to the question that only refines the plan.
fn calf() -> Visit {
    let start = vec![Happening::Enter(FULL)];
    visit(
        [
            start,
            tick(DANGER_NONE),
            write("40"),
            tick(CALF),
            tick(LEG_NONE),
        ]
        .concat(),
    )
}

fn step(visit: &Visit) -> usize {
    visit.step(&tiny::protocol())
}

fn asks(question: u16) -> Screen {
    Screen::Question(Ask::question(question))
}

#[test]
fn one_question_follows_the_other_until_the_outcome() {
    let calf = calf();
    assert_eq!(calf.screen, asks(BEGAN));
    assert_eq!(step(&calf), 5);
    let end = and_then(&calf, pick(EXERCISE));
    assert_eq!(end.screen, Screen::Outcome);
    assert_eq!(step(&end), 6);
    assert_eq!(end.moves, 6);
}

#[test]
fn an_emergency_ends_the_questions() {
    let end = visit([vec![Happening::Enter(FULL)], tick(CHEST)].concat());
    assert_eq!(end.screen, Screen::Outcome);
}

#[test]
fn choosing_moves_nowhere_and_nothing_chosen_is_no_answer() {
    let chosen = visit([Happening::Enter(FULL), Happening::Tick(DANGER_NONE, true)]);
    assert_eq!(chosen.screen, asks(DANGER));
    let refused = visit([Happening::Enter(FULL), Happening::Continue]);
    assert_eq!(refused.screen, asks(DANGER));
    assert_eq!(refused.problem, Some(Refusal::Nothing));
    assert_eq!((refused.moves, refused.refusals), (1, 1));
    let mended = and_then(&refused, tick(DANGER_NONE));
    assert_eq!((mended.screen, mended.problem), (asks(AGE), None));
}

#[test]
fn a_number_has_to_be_one_within_bounds() {
    let age = visit([vec![Happening::Enter(FULL)], tick(DANGER_NONE)].concat());
    for text in ["", "forty", "-1", "121", "3.5", "99999999"] {
        let refused = and_then(&age, write(text));
        assert_eq!(
            refused.problem,
            Some(Refusal::OutOfRange {
                least: 0,
                most: 120
            }),
            "{text}"
        );
        assert_eq!(refused.draft, Draft::Written(text.into()));
    }
    assert_eq!(and_then(&age, write(" 40 ")).screen, asks(WHERE));
}

#[test]
fn none_clears_the_rest_and_the_reverse() {
    let ticked = |options: &[u16]| {
        let ticks = options.iter().map(|&option| Happening::Tick(option, true));
        visit(std::iter::once(Happening::Enter(FULL)).chain(ticks)).draft
    };
    assert_eq!(
        ticked(&[CHEST, DANGER_NONE]),
        Draft::Selected(vec![DANGER_NONE])
    );
    assert_eq!(ticked(&[DANGER_NONE, CHEST]), Draft::Selected(vec![CHEST]));
    assert_eq!(
        ticked(&[DANGER_NOT_SURE, CHEST]),
        Draft::Selected(vec![CHEST, DANGER_NOT_SURE])
    );
    assert_eq!(
        ticked(&[DANGER_NOT_SURE, DANGER_NONE]),
        Draft::Selected(vec![DANGER_NONE])
    );
}

#[test]
fn what_stands_alone_clears_the_rest_and_too_many_are_refused() {
    let places = visit([vec![Happening::Enter(FULL)], tick(DANGER_NONE), write("40")].concat());
    let alone = and_then(
        &places,
        [Happening::Tick(CALF, true), Happening::Tick(ALL_OVER, true)],
    );
    assert_eq!(alone.draft, Draft::Selected(vec![ALL_OVER]));
    let ticks = [CALF, BACK, 3].map(|option| Happening::Tick(option, true));
    let refused = and_then(&and_then(&places, ticks), [Happening::Continue]);
    assert_eq!(refused.problem, Some(Refusal::TooMany { most: 2 }));
    assert_eq!(refused.draft, Draft::Selected(vec![CALF, BACK, 3]));
}

#[test]
fn not_sure_asks_the_signs_one_by_one() {
    let opened = visit([vec![Happening::Enter(FULL)], tick(DANGER_NOT_SURE)].concat());
    assert_eq!(
        opened.screen,
        Screen::Question(Ask {
            question: DANGER,
            sign: Some(CHEST)
        })
    );
    assert_eq!(
        and_then(&opened, [Happening::Continue]).problem,
        Some(Refusal::Nothing)
    );
    let next = and_then(&opened, pick(1));
    assert_eq!(
        next.screen,
        Screen::Question(Ask {
            question: DANGER,
            sign: Some(1)
        })
    );
    assert_eq!(and_then(&next, pick(1)).screen, asks(AGE));
    assert_eq!(and_then(&next, pick(2)).screen, Screen::Outcome);
}

#[test]
fn back_keeps_what_was_said_and_continue_walks_on_filled_in() {
    let back = and_then(&calf(), [Happening::Back, Happening::Back]);
    assert_eq!(back.screen, asks(WHERE));
    assert_eq!(back.draft, Draft::Selected(vec![CALF]));
    let on = and_then(&back, [Happening::Continue]);
    assert_eq!(
        (on.screen, &on.draft),
        (asks(LEG), &Draft::Selected(vec![LEG_NONE]))
    );
    assert_eq!(and_then(&on, [Happening::Continue]).screen, asks(BEGAN));
    let start = and_then(&back, std::iter::repeat_n(Happening::Back, 3));
    assert_eq!(start.screen, Screen::Start);
    assert_eq!(and_then(&start, [Happening::Back]), start);
    let again = and_then(&start, [Happening::Enter(FULL)]);
    assert_eq!(again.draft, Draft::Selected(vec![DANGER_NONE]));
}

#[test]
fn change_opens_filled_in_and_returns_to_the_outcome() {
    let end = and_then(&calf(), pick(EXERCISE));
    let change = and_then(&end, [Happening::Change(Ask::question(AGE))]);
    assert_eq!(
        (change.screen, &change.draft),
        (asks(AGE), &Draft::Written("40".into()))
    );
    assert_eq!(step(&change), step(&end) + 1);
    let changed = and_then(&change, write("41"));
    assert_eq!((changed.screen, changed.changing), (Screen::Outcome, None));
    assert_eq!(changed.answers[&Ask::question(AGE)], Answer::Number(41));
    let left = and_then(&change, [Happening::Write("50".into()), Happening::Back]);
    assert_eq!(
        (left.screen, &left.answers),
        (Screen::Outcome, &end.answers)
    );
}

#[test]
fn change_goes_by_way_of_new_questions_and_forgets_nothing() {
    let start = vec![Happening::Enter(FULL)];
    let end = visit(
        [
            start,
            tick(DANGER_NONE),
            write("40"),
            tick(BACK),
            pick(EXERCISE),
        ]
        .concat(),
    );
    assert_eq!(end.screen, Screen::Outcome);
    let change = [
        Happening::Change(Ask::question(WHERE)),
        Happening::Tick(CALF, true),
        Happening::Continue,
    ];
    let new = and_then(&end, change);
    assert_eq!(new.screen, asks(LEG));
    assert_eq!(and_then(&new, [Happening::Back]).screen, asks(WHERE));
    let done = and_then(&new, tick(LEG_NONE));
    assert_eq!(done.screen, Screen::Outcome);

    // Off the path again: the answer is kept and has no effect.
    let back = [
        Happening::Change(Ask::question(WHERE)),
        Happening::Tick(CALF, false),
        Happening::Continue,
    ];
    let off = and_then(&done, back);
    assert_eq!(off.screen, Screen::Outcome);
    assert!(off.answers.contains_key(&Ask::question(LEG)));
    assert!(
        !off.interview(&tiny::protocol())
            .path
            .contains(&Ask::question(LEG))
    );
}

#[test]
fn a_question_that_only_refines_the_plan_may_be_skipped() {
    let protocol = tiny::protocol();
    let calf = calf();
    assert!(calf.may_skip(&protocol));
    assert!(!and_then(&calf, [Happening::Back]).may_skip(&protocol));
    let skipped = and_then(&calf, [Happening::Skip]);
    assert_eq!(skipped.screen, Screen::Outcome);
    let back = and_then(&skipped, [Happening::Back]);
    assert_eq!((back.screen, back.skip), (asks(BEGAN), false));
}

#[test]
fn the_short_check_goes_on_to_the_full_one_with_its_answers() {
    let start = vec![Happening::Enter(NOW)];
    let short = visit([start, tick(DANGER_NONE), tick(CALF), tick(LEG_NONE)].concat());
    assert_eq!(short.screen, Screen::Outcome);
    let full = and_then(&short, [Happening::Onward(FULL)]);
    assert_eq!((full.screen, full.entry), (asks(AGE), FULL));
    let end = and_then(&full, [write("40"), pick(EXERCISE)].concat());
    assert_eq!(end.screen, Screen::Outcome);
}

#[test]
fn the_browser_steps_back_and_forth() {
    let calf = calf();
    assert_eq!(and_then(&calf, [Happening::Step(4)]).screen, asks(LEG));
    assert_eq!(and_then(&calf, [Happening::Step(2)]).screen, asks(AGE));
    assert_eq!(and_then(&calf, [Happening::Step(0)]).screen, Screen::Start);
    assert_eq!(
        and_then(&calf, [Happening::Step(2), Happening::Step(3)]).screen,
        asks(WHERE)
    );
    assert_eq!(and_then(&calf, [Happening::Step(9)]).screen, asks(BEGAN));
    assert_eq!(and_then(&calf, [Happening::Step(5)]), calf);

    let end = and_then(&calf, pick(EXERCISE));
    let change = and_then(&end, [Happening::Change(Ask::question(AGE))]);
    assert_eq!(
        and_then(&change, [Happening::Step(6)]).screen,
        Screen::Outcome
    );
}

#[test]
fn start_again_erases_everything() {
    let end = and_then(
        &calf(),
        [Happening::Locate(Whereabouts::Elsewhere), Happening::Erase],
    );
    assert_eq!(
        end,
        Visit {
            moves: end.moves,
            ..Visit::default()
        }
    );
    assert_eq!(end.moves, 6);
}

#[test]
fn who_it_is_for_is_said_at_the_start_and_changed_there() {
    let protocol = tiny::protocol();
    assert_eq!(Visit::default().speaker(&protocol), Speaker::Me);
    let said = visit([Happening::Say(WHO, OTHER)]);
    assert_eq!((said.screen, said.moves), (Screen::Start, 0));
    assert_eq!(said.speaker(&protocol), Speaker::Other);
    assert_eq!(
        and_then(&said, [Happening::Erase]).speaker(&protocol),
        Speaker::Me
    );

    let end = and_then(&calf(), pick(EXERCISE));
    assert!(
        !end.answers.contains_key(&Ask::question(WHO)),
        "it is never asked"
    );
    let start = and_then(&end, [Happening::Change(Ask::question(WHO))]);
    assert_eq!((start.screen, step(&start)), (Screen::Start, 0));
    // Nothing is asked twice, whichever way is taken back.
    let changed = and_then(&start, [Happening::Say(WHO, OTHER), Happening::Enter(FULL)]);
    assert_eq!((changed.screen, changed.changing), (Screen::Outcome, None));
    assert_eq!(changed.speaker(&protocol), Speaker::Other);
    assert_eq!(
        and_then(&start, [Happening::Step(6)]).screen,
        Screen::Outcome
    );
}

#[test]
fn signs_that_were_opened_count_and_the_leg_too() {
    let start = vec![Happening::Enter(FULL)];
    let leg = visit(
        [
            start,
            tick(DANGER_NONE),
            write("40"),
            tick(CALF),
            tick(LEG_NOT_SURE),
        ]
        .concat(),
    );
    assert_eq!(
        leg.screen,
        Screen::Question(Ask {
            question: LEG,
            sign: Some(SWOLLEN)
        })
    );
    assert_eq!(and_then(&leg, pick(0)).screen, Screen::Outcome);
}

/// A calf that cramps now, where nothing speaks against a stretch.
fn cramping() -> Visit {
    let start = vec![Happening::Enter(NOW)];
    visit([start, tick(DANGER_NONE), tick(CALF), tick(LEG_NONE)].concat())
}

fn at(happened: Move, second: u64) -> Happening {
    Happening::Move(happened, second * 1000)
}

/// The gentlest stretch is followed to its end, which comes after 40 seconds.
fn stretched() -> Visit {
    let follow = Happening::Follow(RELIEF);
    and_then(&cramping(), [follow, at(Move::Run, 0), at(Move::Look, 40)])
}

#[test]
fn a_cramp_begins_with_the_gentlest_stretch_and_there_is_another() {
    let protocol = tiny::protocol();
    let cramping = cramping();
    assert_eq!(cramping.stretch(&protocol), Some((RELIEF, true)));
    let another = and_then(&cramping, [Happening::Another]);
    assert_eq!(another.screen, Screen::Outcome);
    assert_eq!(another.stretch(&protocol), Some((FIRM, true)));
    let round = and_then(&another, [Happening::Another]);
    assert_eq!(round.stretch(&protocol), Some((RELIEF, true)));
    assert_eq!(calf().stretch(&protocol), None, "the full check has a plan");
    let refused = visit([Happening::Enter(NOW)]);
    assert_eq!(refused.stretch(&protocol), None);
}

#[test]
fn an_exercise_is_one_step_after_its_outcome_and_back_leaves_it() {
    let outcome = and_then(&calf(), pick(EXERCISE));
    let follow = and_then(&outcome, [Happening::Follow(RELIEF)]);
    assert_eq!(follow.screen, Screen::Practice);
    assert_eq!(step(&follow), step(&outcome) + 1);
    let runs = and_then(&follow, [at(Move::Run, 5), at(Move::Look, 6)]);
    assert_eq!(runs.moves, follow.moves, "the focus stays while it runs");
    for back in [Happening::Back, Happening::Step(step(&outcome))] {
        let left = and_then(&runs, [back]);
        assert_eq!((left.screen, left.practice), (Screen::Outcome, None));
    }
    let end = and_then(&runs, [at(Move::Look, 100)]);
    assert_eq!(end.moves, runs.moves + 1, "the end is a screen of its own");
    let unasked = and_then(&end, [Happening::LetGo(false, 0), Happening::Locked]);
    assert_eq!(unasked, end, "only cramping now asks back");
    assert_eq!(
        and_then(&outcome, [Happening::Follow(99)]).screen,
        Screen::Outcome
    );
}

#[test]
fn it_let_go_and_nothing_is_taken_for_an_answer() {
    let ended = stretched();
    let stage = ended.practice.as_ref().map(|practice| practice.stage);
    assert_eq!(stage, Some(PracticeStage::End));
    let eased = and_then(&ended, [Happening::LetGo(true, 50_000)]);
    assert_eq!(eased.screen, Screen::LetGo(true));
    assert_eq!(eased.answers, cramping().answers);
    assert_eq!(step(&eased), step(&ended) + 1);
    assert_eq!(and_then(&eased, [Happening::Back]).screen, Screen::Practice);
    let full = and_then(&eased, [Happening::Onward(FULL)]);
    assert_eq!((full.screen, full.practice), (asks(AGE), None));
}

#[test]
fn while_it_grips_there_is_more_to_try() {
    let grips = and_then(&stretched(), [Happening::LetGo(false, 599_000)]);
    assert_eq!(grips.screen, Screen::LetGo(false));
    assert_eq!(grips.answers, cramping().answers);
    let again = and_then(&grips, [at(Move::OnceMore, 600)]);
    assert_eq!(again.screen, Screen::Practice);
    let repeat = again.practice.as_ref().map(|practice| practice.repeat);
    assert_eq!(repeat, Some(2));
    let another = and_then(&grips, [Happening::Another]);
    let exercise = another.practice.as_ref().map(|practice| practice.exercise);
    assert_eq!((another.screen, exercise), (Screen::Practice, Some(FIRM)));
    assert_eq!(another.since, Some(0), "the time goes on");
}

#[test]
fn a_grip_that_holds_too_long_is_an_answer_here_and_in_the_full_check() {
    let protocol = tiny::protocol();
    let said = and_then(
        &stretched(),
        [Happening::LetGo(false, 50_000), Happening::Locked],
    );
    let passed = and_then(&stretched(), [Happening::LetGo(false, 600_000)]);
    for locked in [said, passed] {
        assert_eq!(locked.screen, Screen::Outcome);
        assert!(locked.is_locked(&protocol));
        let answer = |question| &locked.answers[&Ask::question(question)];
        assert_eq!(*answer(LEG), Answer::Chosen(vec![SWOLLEN]), "none is gone");
        assert_eq!(*answer(BEGAN), Answer::Chosen(vec![1]));
        let full = and_then(
            &locked,
            [vec![Happening::Onward(FULL)], write("40")].concat(),
        );
        assert_eq!(full.screen, Screen::Outcome, "nothing is asked again");
    }
    assert!(!cramping().is_locked(&protocol));
}

#[test]
fn signals_stay_off_until_they_are_chosen() {
    assert_eq!(stretched().signals, Signals::default());
    let signals = Signals {
        sound: true,
        vibration: false,
    };
    let chosen = and_then(&stretched(), [Happening::Signal(signals)]);
    assert_eq!(chosen.signals, signals);
    assert_eq!(
        and_then(&chosen, [Happening::Erase]).signals,
        Signals::default()
    );
}

/// What can happen before the whole program is there, in any order.
fn opened(random: &mut fastrand::Rng) -> Happening {
    match random.u8(..10) {
        0 => Happening::Say(WHO, random.u16(..3)),
        1 | 2 => Happening::Enter(random.usize(..2)),
        3 => Happening::Pick(random.u16(..4)),
        4 | 5 => Happening::Tick(random.u16(..4), random.bool()),
        6 => Happening::Write("4 2".into()),
        7 => Happening::Step(random.usize(..2)),
        8 => [Happening::Back, Happening::Erase][random.usize(..2)].clone(),
        _ => Happening::Continue,
    }
}

#[test]
fn the_opening_is_the_same_visit_and_goes_on_where_it_was() {
    let (opening, whole) = (tiny::protocol().opening(), tiny::protocol());
    let mut handed_over = 0;
    for seed in 0..200 {
        let mut random = fastrand::Rng::with_seed(seed);
        let (mut small, mut large) = (Visit::default(), Visit::default());
        for _ in 0..30 {
            let happening = opened(&mut random);
            small = small.opened(&opening, happening.clone());
            large = large.after(&opening, happening);
            assert_eq!(small, large, "seed {seed}");
            assert_eq!(small.opened_step(), large.step(&opening), "seed {seed}");
            let Some(text) = small.handed_over() else {
                assert_eq!(small.held, None, "seed {seed}");
                continue;
            };
            handed_over += 1;
            let taken = taken_over(&whole, &text).expect("it can be read back");
            // Only what belongs to the screen that goes is not handed over.
            let kept = Visit {
                problem: None,
                moves: 0,
                refusals: 0,
                ..large.clone()
            };
            assert_eq!(taken, kept, "seed {seed}");
            let on = taken.resumed(&whole);
            assert_eq!(on.screen, large.resumed(&whole).screen, "seed {seed}");
            assert_ne!(on.screen, large.screen, "seed {seed}");
        }
    }
    assert!(handed_over > 50, "{handed_over}");
}

#[test]
fn a_language_is_chosen_by_the_whole_program() {
    let opening = tiny::protocol().opening();
    let asked = visit([Happening::Enter(NOW), Happening::Tick(1, true)]);
    for from in [Visit::default(), asked] {
        let waits = from.opened(&opening, Happening::Speak(1));
        let text = waits.handed_over().expect("it waits");
        let taken = taken_over(&tiny::protocol(), &text).expect("it can be read back");
        let on = taken.resumed(&tiny::protocol());
        assert_eq!((on.language, on.held), (Some(1), None));
        assert_eq!((on.screen, on.draft), (from.screen, from.draft));
        let back = waits.opened(&opening, Happening::Back);
        assert_eq!((back.screen, back.handed_over()), (Screen::Start, None));
    }
}

#[test]
fn a_text_that_nobody_handed_over_is_refused() {
    for text in [
        "",
        "continue",
        "continue\n9\nstart\nc",
        "continue\n0\n99\nc",
        "speak x\n0\nstart\nc",
    ] {
        assert_eq!(taken_over(&tiny::protocol(), text), None, "{text:?}");
    }
}
