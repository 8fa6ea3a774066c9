use unknot_protocol::{Goal, Level};
use unknot_triage::{Outcome, Relief, outcome as lead_to};
use yew::Html;

use crate::app::handout::handout;
use crate::app::{Scene, parts};
use crate::visit::Happening;

/// What the answers lead to, what to do first.
pub(crate) fn outcome(scene: &Scene) -> Html {
    let interview = scene.visit.interview(scene.protocol);
    let outcome = lead_to(
        scene.protocol,
        scene.visit.way_in(scene.protocol),
        &interview,
    );
    let guidance = match outcome.level {
        Some(level) => full_check(scene, &outcome, level),
        None => short_check(scene, &outcome),
    };
    let sheet = handout(scene, &interview, &outcome);
    parts::group([
        parts::paper(scene, &sheet, Html::default()),
        parts::top(scene),
        guidance,
        parts::take(scene, &sheet, &outcome),
        parts::sources(scene, &outcome.sources),
        parts::answers(scene, &interview),
        parts::review_state(scene),
        parts::foot(scene),
    ])
}

fn full_check(scene: &Scene, outcome: &Outcome, level: Level) -> Html {
    let helpers = parts::who_can_help(scene, outcome, level);
    // Where seeing someone is the guidance, who that may be comes before what to do at home.
    let helpers_first = level == Level::Practitioner;
    let (before, after) = if helpers_first {
        (helpers, Html::default())
    } else {
        (Html::default(), helpers)
    };
    parts::group([
        parts::card(scene, outcome, level),
        parts::reasons(scene, outcome, level),
        // After a stretch that did not help, all that the full check asks is answered as well.
        onward(scene, "second")
            .filter(|_| scene.visit.is_locked(scene.protocol))
            .unwrap_or_default(),
        before,
        parts::plan(scene, outcome, level),
        parts::run(scene, outcome),
        parts::avoid(scene, outcome),
        parts::safety_net(scene, outcome),
        parts::patterns(scene, outcome),
        after,
    ])
}

/// The short check says nothing about the level: a stretch now, or not yet, and on.
fn short_check(scene: &Scene, outcome: &Outcome) -> Html {
    let offered = outcome.relief == Some(Relief::Offered);
    parts::group([
        parts::short_check(scene, offered),
        if offered {
            parts::first_stretch(scene)
        } else {
            Html::default()
        },
        onward(scene, if offered { "second" } else { "main" }).unwrap_or_default(),
        parts::safety_net(scene, outcome),
    ])
}

/// On from a short way in to the first one, with all answers kept.
pub(super) fn onward(scene: &Scene, class: &'static str) -> Option<Html> {
    let mut ways_in = scene.protocol.entries.iter();
    let full = ways_in.position(|entry| entry.goal == Goal::Care)?;
    let button = || scene.button(class, &scene.interface().now_on, Happening::Onward(full));
    (scene.visit.entry != full).then(|| parts::element("div", "actions", button()))
}
