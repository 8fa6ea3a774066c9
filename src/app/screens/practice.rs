use yew::Html;

use super::outcome::onward;
use super::question::waiting;
use crate::app::scene::fill;
use crate::app::{Scene, parts};
use crate::visit::{Happening, Move, PracticeStage};

/// An exercise to follow: the clock first, then when to stop, then how it is done.
pub(crate) fn practice(scene: &Scene) -> Html {
    let (Some(plan), Some(practice)) = (scene.plan, &scene.visit.practice) else {
        return waiting(scene);
    };
    let asks_back = scene.visit.after_stretch(scene.protocol).is_some();
    let heading = if asks_back && practice.stage == PracticeStage::End {
        plan.later.let_go.clone()
    } else {
        scene.text(&plan.exercises[usize::from(practice.exercise)].name)
    };
    parts::group([
        parts::top(scene),
        parts::main_heading(&heading),
        parts::timer(scene, plan, practice),
        parts::how(scene, plan, practice.exercise),
        parts::signals(scene, &plan.later),
        parts::foot(scene),
    ])
}

/// After a stretch for a cramp: what to do now that it has let go, or while it still grips.
pub(crate) fn let_go(scene: &Scene, eased: bool) -> Html {
    let after = scene.visit.after_stretch(scene.protocol);
    let (Some(plan), Some(practice), Some(after)) = (scene.plan, &scene.visit.practice, after)
    else {
        return waiting(scene);
    };
    let later = &plan.later;
    let (class, heading, lines) = if eased {
        ("card now", &later.eased, &after.eased)
    } else {
        ("card later", &later.gripping, &after.gripping)
    };
    let card = parts::element(
        "section",
        class,
        parts::group([
            parts::main_heading(heading),
            parts::advice(scene, plan, lines),
        ]),
    );
    let on = |class| onward(scene, class).unwrap_or_default();
    let choices = if eased {
        on("main")
    } else {
        let again = if practice.may_repeat() {
            parts::move_button(scene, "main", &later.again, Move::OnceMore)
        } else {
            Html::default()
        };
        let more = scene
            .visit
            .stretch(scene.protocol)
            .is_some_and(|(_, more)| more);
        let locked = fill(&later.locked, "{minutes}", &after.minutes.to_string());
        parts::group([
            again,
            parts::another(scene, plan, more),
            scene.button("second", &locked, Happening::Locked),
            on("second"),
        ])
    };
    parts::group([
        parts::top(scene),
        card,
        parts::element("div", "actions after", choices),
        parts::foot(scene),
    ])
}
