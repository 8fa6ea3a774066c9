use unknot_protocol::{Level, Section};
use unknot_triage::Outcome;
use yew::{Html, classes, html};

use super::emergency::{advice_lines, call};
use super::text::{element, group, list, main_heading, paragraph, subheading, text};
use crate::app::Scene;

/// What to do, how soon, and where; then what to do until then.
///
/// The level is told by words, by its place on a scale, and last by colour. Nothing in the card
/// of an emergency leads away from it.
pub(crate) fn card(scene: &Scene, outcome: &Outcome, level: Level) -> Html {
    let interface = scene.interface();
    let words = scene.level(level);
    let emergency = level == Level::Emergency;
    let place = scene.words.places.get(usize::from(outcome.place));
    let facts = [
        Some(fact(&interface.how_soon, scene.text(&words.how_soon))),
        place.map(|place| fact(&interface.place, scene.text(place))),
    ];
    let content = group([
        element(
            "p",
            "level",
            group([scale(level), text(&scene.text(&words.name))]),
        ),
        main_heading(&scene.text(&words.act)),
        if emergency {
            call(scene)
        } else {
            Html::default()
        },
        element("dl", "facts", facts.into_iter().flatten().collect()),
        until(scene, outcome, Section::Until, &interface.until),
        until(scene, outcome, Section::UntilAvoid, &interface.until_avoid),
        if !emergency && level > Level::Practitioner {
            advice_lines(scene)
        } else {
            Html::default()
        },
    ]);
    framed(level.id(), content)
}

/// The card of "cramping now": whether a stretch may begin.
pub(crate) fn short_check(scene: &Scene, offered: bool) -> Html {
    let interface = scene.interface();
    let (class, heading) = if offered {
        ("now", &interface.now_offer)
    } else {
        ("later", &interface.now_refuse)
    };
    let why = if offered {
        &interface.now_offer_about
    } else {
        &interface.now_refuse_about
    };
    framed(class, group([main_heading(heading), paragraph("", why)]))
}

/// A card, named by the heading of its screen.
fn framed(class: &'static str, content: Html) -> Html {
    html! { <section class={classes!("card", class)} aria-labelledby="heading">{ content }</section> }
}

/// Five marks, filled up to the level. The words beside it say the same.
fn scale(level: Level) -> Html {
    let marks = Level::ALL
        .into_iter()
        .map(|each| element("i", if each <= level { "on" } else { "" }, Html::default()));
    html! { <span class="scale" aria-hidden="true">{ marks.collect::<Html>() }</span> }
}

fn fact(name: &str, says: String) -> Html {
    element(
        "div",
        "",
        group([
            element("dt", "", text(name)),
            element("dd", "", text(&says)),
        ]),
    )
}

fn until(scene: &Scene, outcome: &Outcome, section: Section, heading: &str) -> Html {
    let Some(plan) = scene.plan else {
        return Html::default();
    };
    let advice = outcome.until.iter().map(|&line| usize::from(line));
    let lines: Vec<_> = advice
        .filter(|&line| scene.protocol.advice[line].section == section)
        .collect();
    if lines.is_empty() {
        return Html::default();
    }
    let class = if section == Section::UntilAvoid {
        "do-not"
    } else {
        "do"
    };
    let rows = lines
        .into_iter()
        .map(|line| scene.text(&plan.advice[line].say));
    group([subheading("", heading), list(class, rows)])
}
