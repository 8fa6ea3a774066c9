use unknot_triage::outcome as lead_to;
use yew::Html;

use crate::app::{Scene, handout, parts};

/// What a clinician wants of the outcome at a glance, and the code that hands it over.
pub(crate) fn appointment(scene: &Scene) -> Html {
    let Some(plan) = scene.plan else {
        return super::waiting(scene);
    };
    let interview = scene.visit.interview(scene.protocol);
    let outcome = lead_to(
        scene.protocol,
        scene.visit.way_in(scene.protocol),
        &interview,
    );
    let sheet = handout::appointment(scene, plan, &interview, &outcome);
    let code = parts::code(scene, &interview, &outcome);
    let scan = code.clone().map(|code| {
        parts::group([
            parts::element("h2", "", parts::text(&plan.later.code)),
            code,
            parts::paragraph("small", &plan.later.code_about),
        ])
    });
    parts::group([
        parts::paper(scene, &sheet, code.unwrap_or_default()),
        parts::top(scene),
        parts::main_heading(&sheet.title),
        parts::paragraph("lead", &plan.later.appointment_about),
        parts::element("div", "appointment", parts::parts(scene, &sheet)),
        scan.map(|scan| parts::element("section", "scan", scan))
            .unwrap_or_default(),
        parts::take(scene, &sheet, &outcome),
        parts::foot(scene),
    ])
}
