use unknot_protocol::pose::Drawn;
use unknot_protocol::{Later, PlanWords};
use web_sys::{Event, HtmlInputElement, MouseEvent};
use yew::{Callback, Html, TargetCast, html};

use super::figure::figure;
use super::plan::{loading, texts};
use super::text::{
    element, group, list, named, named_list, paragraph, section, steps, tagged, text,
};
use crate::app::Scene;
use crate::app::pulse::now;
use crate::app::scene::fill;
use crate::visit::{Happening, Move, Practice, PracticeStage, Signals};

/// Opens the timer of an exercise.
pub(crate) fn follow_button(scene: &Scene, exercise: u16) -> Html {
    let plan = scene.plan;
    plan.map(|plan| follow(scene, plan, exercise, "second follow"))
        .unwrap_or_default()
}

fn follow(scene: &Scene, plan: &PlanWords, exercise: u16, class: &'static str) -> Html {
    let exercise_name = scene.text(&plan.exercises[usize::from(exercise)].name);
    let name = fill(&plan.later.follow_name, "{exercise}", &exercise_name);
    html! {
        <button type="button" {class} aria-label={name} onclick={scene.on(Happening::Follow(exercise))}>
            { text(&plan.later.follow) }
        </button>
    }
}

/// The stretch that "cramping now" begins with, and a way to another one.
pub(crate) fn first_stretch(scene: &Scene) -> Html {
    let Some(plan) = scene.plan else {
        return loading(scene);
    };
    let Some((exercise, more)) = scene.visit.stretch(scene.protocol) else {
        return Html::default();
    };
    let muscle = scene.protocol.exercises[usize::from(exercise)].muscle;
    let muscle = scene.text(&plan.muscles[usize::from(muscle)].name);
    let name = scene.text(&plan.exercises[usize::from(exercise)].name);
    let shown = if scene.visit.passed_over > 0 {
        name.as_str()
    } else {
        ""
    };
    let choices = group([
        follow(scene, plan, exercise, "main follow"),
        another(scene, plan, more),
    ]);
    let content = group([
        status("heard", shown),
        paragraph("muscle-name", &muscle),
        element("div", "actions", choices),
        how(scene, plan, exercise),
    ]);
    section("first-stretch", &name, content)
}

/// A way to another stretch, where there is one.
pub(crate) fn another(scene: &Scene, plan: &PlanWords, more: bool) -> Html {
    if more {
        scene.button("second", &plan.later.another, Happening::Another)
    } else {
        Html::default()
    }
}

/// The clock with what moves it. It has the same parts from start to end, so that the focus stays.
pub(crate) fn timer(scene: &Scene, plan: &PlanWords, practice: &Practice) -> Html {
    let later = &plan.later;
    let said = announced(later, practice);
    let content = group([
        dial(later, practice),
        status("now-do", &said),
        element("div", "actions", controls(scene, plan, practice)),
    ]);
    element("div", "timer", content)
}

/// What is spoken when it changes.
fn status(class: &str, says: &str) -> Html {
    tagged("p", &[("role", "status"), ("class", class)], text(says))
}

/// What to do, where it is felt and when to stop, beside the clock.
pub(crate) fn how(scene: &Scene, plan: &PlanWords, exercise: u16) -> Html {
    let words = &plan.exercises[usize::from(exercise)];
    let feel = words.feel.as_ref();
    let stop = texts(scene, &words.stop);
    group([
        element(
            "div",
            "stop",
            named_list(&plan.later.stop_if, "do-not", stop),
        ),
        element(
            "div",
            "exercise",
            group([
                figure(scene, Drawn::Exercise(exercise)),
                paragraph("dose", &scene.text(&words.dose)),
                steps(texts(scene, &words.steps)),
                feel.map(|feel| named(&plan.later.feel, &scene.text(feel)))
                    .unwrap_or_default(),
            ]),
        ),
    ])
}

/// What the device may do at start and end of a hold.
pub(crate) fn signals(scene: &Scene, later: &Later) -> Html {
    let signals = scene.visit.signals;
    let choice = |label: &str, checked: bool, with: fn(Signals, bool) -> Signals| {
        let onchange = scene.send.reform(move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            Happening::Signal(with(signals, field.checked()))
        });
        html! {
            <label class="option">
                <input type="checkbox" autocomplete="off" {checked} {onchange} />
                { element("span", "", text(label)) }
            </label>
        }
    };
    let sound = choice(&later.sound, signals.sound, |signals, sound| Signals {
        sound,
        ..signals
    });
    let shaken = |signals, vibration| Signals {
        vibration,
        ..signals
    };
    let vibration = if scene.device.vibrates {
        choice(&later.vibration, signals.vibration, shaken)
    } else {
        Html::default()
    };
    element("div", "signals", group([sound, vibration]))
}

/// Lines of advice, by their places.
pub(crate) fn advice(scene: &Scene, plan: &PlanWords, lines: &[u16]) -> Html {
    let lines = lines.iter();
    let lines = lines.map(|&line| scene.text(&plan.advice[usize::from(line)].say));
    list("do", lines)
}

/// A button that does something to the exercise, at the time it is pressed.
pub(crate) fn move_button(scene: &Scene, class: &'static str, says: &str, happened: Move) -> Html {
    at_once(scene, class, says, Happening::Move(happened, 0))
}

/// A button whose happening holds the time at which it is pressed.
fn at_once(scene: &Scene, class: &'static str, says: &str, happening: Happening) -> Html {
    let onclick: Callback<MouseEvent> = scene.send.reform(move |_| match happening {
        Happening::Move(happened, _) => Happening::Move(happened, now()),
        Happening::LetGo(eased, _) => Happening::LetGo(eased, now()),
        ref other => other.clone(),
    });
    html! { <button type="button" {class} {onclick}>{ text(says) }</button> }
}

/// A short time in words.
fn time(later: &Later, seconds: u16) -> String {
    if seconds >= 120 && seconds.is_multiple_of(60) {
        fill(&later.minutes, "{n}", &(seconds / 60).to_string())
    } else {
        fill(&later.seconds, "{n}", &seconds.to_string())
    }
}

/// A text that names a time.
fn with_time(later: &Later, says: &str, seconds: u16) -> String {
    fill(says, "{time}", &time(later, seconds))
}

/// What is said once when a stage begins.
fn announced(later: &Later, practice: &Practice) -> String {
    match practice.stage {
        PracticeStage::Before => String::new(),
        PracticeStage::End => later.say_end.clone(),
        _ if !practice.is_held() => count(later, practice),
        _ if !practice.runs() => later.at_pause.clone(),
        PracticeStage::Ready => with_time(later, &later.say_ready, practice.rest()),
        PracticeStage::Rest => with_time(later, &later.say_rest, practice.rest()),
        PracticeStage::Change => with_time(later, &later.say_change, practice.rest()),
        PracticeStage::Hold if practice.is_half_over() => later.say_half.clone(),
        PracticeStage::Hold => with_time(later, &later.say_hold, practice.hold()),
    }
}

/// Which repeat and which side.
fn count(later: &Later, practice: &Practice) -> String {
    let n = fill(&later.repeat, "{n}", &practice.repeat.to_string());
    let n = fill(&n, "{all}", &practice.repeats.to_string());
    if !practice.has_sides() {
        return n;
    }
    let side = if practice.other_side {
        &later.other_side
    } else {
        &later.sore_side
    };
    [side, ", ", &n].concat()
}

/// The time that is left, in a ring that empties. What it shows is said elsewhere once, and never
/// every second.
fn dial(later: &Later, practice: &Practice) -> Html {
    let stage = match practice.stage {
        PracticeStage::End => &later.at_end,
        _ if !practice.is_held() => &later.at_count,
        PracticeStage::Before | PracticeStage::Hold => &later.at_hold,
        PracticeStage::Ready => &later.at_ready,
        PracticeStage::Rest => &later.at_rest,
        PracticeStage::Change => &later.at_change,
    };
    if practice.stage == PracticeStage::End {
        return Html::default();
    }
    let count = count(later, practice);
    let left = practice.left().zip(practice.lasts());
    let (big, small, share) = match left {
        Some((left, lasts)) => {
            // One of one is no number worth reading.
            let counts = practice.repeats > 1 || practice.has_sides();
            let count = if counts { count } else { String::new() };
            let seconds = left.div_ceil(1000) as u32;
            let share = seconds * 100 / u32::from(lasts.max(1));
            (clock(seconds), count, Some(share))
        }
        None => (count, String::new(), None),
    };
    let ring = share.map_or_else(Html::default, ring);
    let face = group([
        tagged(
            "p",
            &[("class", "stage"), ("aria-hidden", "true")],
            text(stage),
        ),
        tagged("p", &[("class", "clock"), ("role", "timer")], text(&big)),
        paragraph("count", &small),
    ]);
    let holds = practice.stage == PracticeStage::Hold;
    let class = if holds { "dial holds" } else { "dial" };
    element("div", class, group([ring, element("div", "face", face)]))
}

/// So many hundredths of a ring.
fn ring(share: u32) -> Html {
    let dashes = [&share.to_string(), " 100"].concat();
    let circle = |class, dashes: &str| {
        let attributes = [
            ("class", class),
            ("cx", "50"),
            ("cy", "50"),
            ("r", "46"),
            ("pathLength", "100"),
            ("stroke-dasharray", dashes),
        ];
        tagged("circle", &attributes, Html::default())
    };
    let circles = group([circle("track", "100 0"), circle("left", &dashes)]);
    let attributes = [
        ("class", "ring"),
        ("viewBox", "0 0 100 100"),
        ("aria-hidden", "true"),
    ];
    tagged("svg", &attributes, circles)
}

/// Minutes and seconds, as on a clock.
fn clock(seconds: u32) -> String {
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    let zero = if seconds < 10 { "0" } else { "" };
    [&minutes.to_string(), ":", zero, &seconds.to_string()].concat()
}

fn controls(scene: &Scene, plan: &PlanWords, practice: &Practice) -> Html {
    let later = &plan.later;
    if practice.stage == PracticeStage::End {
        return ending(scene, later, practice);
    }
    let before = practice.stage == PracticeStage::Before;
    let held = practice.is_held();
    let (label, happened) = match practice.runs() {
        _ if before => (&later.start, Move::Run),
        _ if !held => (&later.counted, Move::Skip),
        true => (&later.pause, Move::Pause),
        false => (&later.resume, Move::Run),
    };
    let nothing = Html::default();
    let skip = if held && !before {
        move_button(scene, "second", &later.skip_on, Move::Skip)
    } else {
        nothing.clone()
    };
    let length = match practice.other_hold() {
        Some(other) => {
            let says = if practice.short {
                &later.longer
            } else {
                &later.shorter
            };
            let says = with_time(later, says, other);
            move_button(scene, "second", &says, Move::Length)
        }
        None => nothing,
    };
    let stretch = scene.visit.stretch(scene.protocol);
    group([
        move_button(scene, "main", label, happened),
        skip,
        length,
        another(scene, plan, before && stretch.is_some_and(|(_, more)| more)),
    ])
}

fn ending(scene: &Scene, later: &Later, practice: &Practice) -> Html {
    if scene.visit.after_stretch(scene.protocol).is_some() {
        return group([
            at_once(scene, "main", &later.let_go_yes, Happening::LetGo(true, 0)),
            at_once(
                scene,
                "second",
                &later.let_go_no,
                Happening::LetGo(false, 0),
            ),
        ]);
    }
    group([
        scene.button("main", &later.back_to_plan, Happening::Back),
        if practice.may_repeat() {
            move_button(scene, "second", &later.once_more, Move::OnceMore)
        } else {
            Html::default()
        },
    ])
}
