use unknot_triage::Ask;
use yew::Html;

use super::text::{disclosure, paragraph};
use crate::app::Scene;

/// Why it is asked, behind a disclosure.
pub(crate) fn why(scene: &Scene, ask: Ask) -> Html {
    let words = &scene.words.questions[usize::from(ask.question)];
    let why = words.why.as_ref();
    why.map(|why| {
        disclosure(
            "why",
            &scene.interface().why,
            paragraph("", &scene.text(why)),
        )
    })
    .unwrap_or_default()
}
