use unknot_protocol::{ORIGIN, SignOff};
use yew::Html;

use super::emergency::emergency_line;
use super::keep::keep;
use super::languages::languages;
use super::text::{disclosure, element, group, list, paragraph};
use crate::app::Scene;
use crate::app::scene::fill;
use crate::visit::Happening;

/// What stands above every question and outcome: the emergency line, and the way back.
pub(crate) fn top(scene: &Scene) -> Html {
    group([
        emergency_line(scene),
        scene.button("back", &scene.interface().back, Happening::Back),
    ])
}

/// What stands below them: the promise, and the way to take it all back.
pub(crate) fn foot(scene: &Scene) -> Html {
    let erase = scene.button("erase", &scene.interface().erase, Happening::Erase);
    element(
        "div",
        "foot",
        group([private(scene), erase, keep(scene), languages(scene)]),
    )
}

/// What happens to the answers.
pub(crate) fn private(scene: &Scene) -> Html {
    let later = scene.plan.filter(|_| scene.visit.keep);
    let says = later.map_or(&scene.interface().private, |plan| &plan.later.private_kept);
    paragraph("", says)
}

/// What the guidance rests on, behind a disclosure.
pub(crate) fn sources(scene: &Scene, sources: &[u16]) -> Html {
    let interface = scene.interface();
    let Some(plan) = scene.plan.filter(|_| !sources.is_empty()) else {
        return Html::default();
    };
    let titles = sources
        .iter()
        .map(|&source| plan.sources[usize::from(source)].clone());
    disclosure(
        "sources",
        &interface.sources,
        group([list("", titles), paragraph("", &plan.later.evidence)]),
    )
}

/// Which version this is, who has reviewed it, and until when that holds.
pub(crate) fn review_state(scene: &Scene) -> Html {
    let lines = review_lines(scene).into_iter();
    element(
        "div",
        "review",
        lines.map(|(class, line)| paragraph(class, &line)).collect(),
    )
}

/// The same, each line with its class.
pub(crate) fn review_lines(scene: &Scene) -> Vec<(&'static str, String)> {
    let interface = scene.interface();
    let protocol = scene.protocol;
    let short_hash = protocol.hash.get(..8).unwrap_or(&protocol.hash);
    let version = fill(
        &fill(&interface.version, "{version}", &protocol.version),
        "{hash}",
        short_hash,
    );
    // Both dates are written year first, so that their order is that of their letters.
    let overdue = scene.today > protocol.review_by.as_str();
    let (class, review) = if overdue {
        ("overdue", &interface.review_overdue)
    } else {
        ("", &interface.review_by)
    };
    let mut reviewed = signed(scene, &protocol.sign_offs, &protocol.hash);
    if reviewed.is_empty() {
        reviewed.push(("", interface.not_reviewed.clone()));
    }
    if scene.words.lang != ORIGIN {
        let translation = signed(scene, &scene.words.sign_offs, &scene.words.own_hash);
        if translation.is_empty() {
            reviewed.push(("", interface.translation_not_reviewed.clone()));
        }
        reviewed.extend(translation);
    }
    reviewed.push((class, fill(review, "{date}", &protocol.review_by)));
    reviewed.push(("", version));
    reviewed
}

/// Who has signed off the content with that fingerprint.
fn signed(scene: &Scene, sign_offs: &[SignOff], hash: &str) -> Vec<(&'static str, String)> {
    let signed = sign_offs.iter().filter(|sign_off| sign_off.hash == hash);
    signed
        .map(|sign_off| {
            let named = fill(&scene.interface().reviewed, "{who}", &sign_off.who);
            let named = fill(&named, "{role}", &sign_off.role);
            ("", fill(&named, "{when}", &sign_off.when))
        })
        .collect()
}
