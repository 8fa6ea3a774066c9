use unknot_protocol::Text;
use unknot_triage::{Fitting, Outcome};
use yew::Html;

use super::plan::loading;
use super::text::{folded, group, named, named_list, paragraph, section, subheading};
use crate::app::Scene;

/// What it fits with, what speaks for and against that, and how it usually goes.
pub(crate) fn patterns(scene: &Scene, outcome: &Outcome) -> Html {
    if outcome.patterns.is_empty() {
        return Html::default();
    }
    let interface = scene.interface();
    let fitting = outcome
        .patterns
        .iter()
        .map(|fitting| pattern(scene, fitting));
    let content = fitting
        .chain([paragraph("small", &interface.not_a_diagnosis)])
        .collect();
    section("patterns", &interface.patterns, content)
}

fn pattern(scene: &Scene, fitting: &Fitting) -> Html {
    let Some(plan) = scene.plan else {
        return loading(scene);
    };
    let later = &plan.later;
    let words = &plan.patterns[usize::from(fitting.pattern)];
    let speaking = |words: &[Text], places: &[u16]| -> Vec<String> {
        places
            .iter()
            .map(|&place| scene.text(&words[usize::from(place)]))
            .collect()
    };
    let content = group([
        paragraph("", &scene.text(&words.about)),
        named_list(
            &later.speaks_for,
            "",
            speaking(&words.pointers_for, &fitting.speaks_for),
        ),
        named_list(
            &later.speaks_against,
            "",
            speaking(&words.pointers_against, &fitting.speaks_against),
        ),
        named(&later.course, &scene.text(&words.course)),
    ]);
    let name = subheading("", &scene.text(&words.name));
    folded("pattern", name, content)
}
