use unknot_protocol::pose::Drawn;
use unknot_protocol::{By, Level, Phase, PlanWords, Section, Text};
use unknot_triage::Outcome;
use yew::{Html, html};

use super::figure::{figure, picture};
use super::follow::follow_button;
use super::text::{
    disclosure, element, folded, group, list, named, named_list, paragraph, section, steps,
    subheading, text,
};
use crate::app::Scene;

/// So many relief stretches stand open: the one to begin with.
const OPEN: usize = 1;

/// So many lines about the next days and the coming weeks stand open. What holds now stands open
/// whole.
const LINES: usize = 3;

/// What to do at home: now, in the next days, in the coming weeks.
pub(crate) fn plan(scene: &Scene, outcome: &Outcome, level: Level) -> Html {
    if level > Level::DoctorSoon {
        return Html::default();
    }
    let interface = scene.interface();
    let Some(plan) = scene.plan else {
        return loading(scene);
    };
    let closed = |closed: bool, why: &str| {
        if closed {
            paragraph("closed", why)
        } else {
            Html::default()
        }
    };
    let now = [
        exercises(scene, plan, outcome, Phase::Relief),
        closed(outcome.closed.stretch, &plan.later.no_stretch),
        lines(scene, outcome, Section::Now),
        around(scene, plan, outcome),
        closed(outcome.closed.massage, &plan.later.no_massage),
    ];
    let days = [
        lines(scene, outcome, Section::Days),
        exercises(scene, plan, outcome, Phase::FollowUp),
    ];
    let weeks = [lines(scene, outcome, Section::Weeks)];
    let times = [
        time(&plan.later.plan_now, &now),
        time(&plan.later.plan_days, &days),
        time(&plan.later.plan_weeks, &weeks),
    ];
    section("plan", &interface.plan, times.into_iter().collect())
}

/// Whether running is all right: the one line that applies.
pub(crate) fn run(scene: &Scene, outcome: &Outcome) -> Html {
    titled(
        scene,
        outcome,
        Section::Run,
        &scene.interface().can_i_run,
        "run",
    )
}

/// What not to do.
pub(crate) fn avoid(scene: &Scene, outcome: &Outcome) -> Html {
    titled(
        scene,
        outcome,
        Section::Avoid,
        &scene.interface().avoid,
        "avoid",
    )
}

/// When to get help instead.
pub(crate) fn safety_net(scene: &Scene, outcome: &Outcome) -> Html {
    titled(
        scene,
        outcome,
        Section::SafetyNet,
        &scene.interface().safety_net,
        "safety-net",
    )
}

/// The words of plans are still on their way.
pub(crate) fn loading(scene: &Scene) -> Html {
    html! { <p role="status" class="loading">{ text(loading_says(scene)) }</p> }
}

/// That words are on their way, or that they cannot be had and what to do then.
pub(crate) fn loading_says<'a>(scene: &Scene<'a>) -> &'a str {
    let interface = scene.interface();
    if scene.lost {
        &interface.loading_failed
    } else {
        &interface.loading
    }
}

/// The massages of an outcome that are done by that person.
pub(crate) fn massages(scene: &Scene, outcome: &Outcome, by: By) -> Vec<u16> {
    let offered = outcome.massages.iter().copied();
    offered
        .filter(|&massage| scene.protocol.massages[usize::from(massage)].by == by)
        .collect()
}

/// A massage with its steps and where not to press, behind its name.
pub(crate) fn massage_card(scene: &Scene, plan: &PlanWords, massage: u16) -> Html {
    let words = &plan.massages[usize::from(massage)];
    let how = match &words.steps[..] {
        [only] => paragraph("", &scene.text(only)),
        several => steps(texts(scene, several)),
    };
    let not_here = named_list(
        &plan.later.not_here,
        "do-not",
        texts(scene, &words.not_here),
    );
    let of = Drawn::Massage(massage);
    let summary = brief(scene, of, &scene.text(&words.name), "");
    folded(
        "exercise",
        summary,
        group([figure(scene, of), how, not_here]),
    )
}

fn titled(scene: &Scene, outcome: &Outcome, of: Section, title: &str, class: &'static str) -> Html {
    if places(outcome, of).is_empty() {
        return Html::default();
    }
    let content = if scene.plan.is_some() {
        lines(scene, outcome, of)
    } else {
        loading(scene)
    };
    section(class, title, content)
}

/// The lines of advice of that section, by their places in the protocol.
pub(crate) fn places(outcome: &Outcome, section: Section) -> &[u16] {
    outcome
        .advice
        .iter()
        .find(|(each, _)| *each == section)
        .map_or(&[], |(_, lines)| lines)
}

fn lines(scene: &Scene, outcome: &Outcome, section: Section) -> Html {
    let Some(plan) = scene.plan else {
        return Html::default();
    };
    let say = |line: &u16| scene.text(&plan.advice[usize::from(*line)].say);
    let class = match section {
        Section::Avoid => "do-not",
        Section::SafetyNet => "plain",
        _ => "do",
    };
    match places(outcome, section) {
        [line] if section == Section::Run => paragraph("", &say(line)),
        lines if matches!(section, Section::Days | Section::Weeks) && lines.len() > LINES + 1 => {
            let (first, more) = lines.split_at(LINES);
            let more = list(class, more.iter().map(say));
            group([
                list(class, first.iter().map(say)),
                disclosure("more", &plan.later.more, more),
            ])
        }
        lines => list(class, lines.iter().map(say)),
    }
}

/// What belongs to one time; without its heading where there is nothing.
fn time(heading: &str, content: &[Html]) -> Html {
    let nothing = Html::default();
    if content.iter().all(|part| *part == nothing) {
        return nothing;
    }
    [subheading("when", heading)]
        .into_iter()
        .chain(content.iter().cloned())
        .collect()
}

fn exercises(scene: &Scene, plan: &PlanWords, outcome: &Outcome, phase: Phase) -> Html {
    let of = |muscle: u16| {
        outcome.exercises.iter().copied().filter(move |&exercise| {
            let exercise = &scene.protocol.exercises[usize::from(exercise)];
            exercise.muscle == muscle && exercise.phase == phase
        })
    };
    let muscles: Vec<u16> = outcome
        .muscles
        .iter()
        .copied()
        .filter(|&muscle| of(muscle).next().is_some())
        .collect();
    if muscles.is_empty() {
        return Html::default();
    }
    // What helps first stands open; the rest, and what is for later, can be looked up.
    let mut open = if phase == Phase::Relief { OPEN } else { 0 };
    let mut groups = Vec::new();
    for muscle in muscles {
        let words = &plan.muscles[usize::from(muscle)];
        // How to tell that it is this muscle is said once, where it comes first.
        let look = words.look.as_ref().filter(|_| phase == Phase::Relief);
        let look = look.map(|look| paragraph("look", &scene.text(look)));
        let mut parts = vec![paragraph("muscle-name", &scene.text(&words.name))];
        parts.extend(look);
        for exercise in of(muscle) {
            parts.push(exercise_card(scene, plan, exercise, open > 0));
            open = open.saturating_sub(1);
        }
        groups.push(element("div", "muscle", parts.into_iter().collect()));
    }
    let heading = if phase == Phase::Relief {
        &plan.later.relief
    } else {
        &plan.later.follow_up
    };
    [part_heading(heading)].into_iter().chain(groups).collect()
}

fn exercise_card(scene: &Scene, plan: &PlanWords, exercise: u16, open: bool) -> Html {
    let words = &plan.exercises[usize::from(exercise)];
    let of = Drawn::Exercise(exercise);
    let (name, dose) = (scene.text(&words.name), scene.text(&words.dose));
    let feel = words
        .feel
        .as_ref()
        .map(|feel| named(&plan.later.feel, &scene.text(feel)));
    let how = group([
        figure(scene, of),
        follow_button(scene, exercise),
        steps(texts(scene, &words.steps)),
        feel.unwrap_or_default(),
        named_list(&plan.later.stop_if, "do-not", texts(scene, &words.stop)),
    ]);
    if open {
        let heading = element("h5", "", text(&name));
        element(
            "div",
            "exercise",
            group([heading, paragraph("dose", &dose), how]),
        )
    } else {
        folded("exercise", brief(scene, of, &name, &dose), how)
    }
}

/// What stands on the outside of something to look up: its picture, its name, how much of it.
fn brief(scene: &Scene, of: Drawn, name: &str, dose: &str) -> Html {
    let words = group([
        element("span", "brief-name", text(name)),
        element("span", "brief-dose", text(dose)),
    ]);
    group([
        element("span", "thumb", picture(scene, of)),
        element("span", "brief", words),
    ])
}

/// The muscles around the sore one, by oneself. They stand together, whatever muscle it is.
fn around(scene: &Scene, plan: &PlanWords, outcome: &Outcome) -> Html {
    let own = massages(scene, outcome, By::Oneself);
    if own.is_empty() {
        return Html::default();
    }
    let cards = own
        .into_iter()
        .map(|massage| massage_card(scene, plan, massage));
    [part_heading(&plan.later.surrounding)]
        .into_iter()
        .chain(cards)
        .collect()
}

fn part_heading(says: &str) -> Html {
    element("h4", "", text(says))
}

pub(crate) fn texts(scene: &Scene, texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| scene.text(text)).collect()
}
