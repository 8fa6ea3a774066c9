use unknot_protocol::Level;
use unknot_triage::{Ask, Fired, Outcome, Reason};
use yew::Html;

use super::answers::said;
use super::text::{element, group, paragraph, rows, section};
use crate::app::Scene;

/// Why this level: the answers that decided it, and why they matter.
pub(crate) fn reasons(scene: &Scene, outcome: &Outcome, level: Level) -> Html {
    let interface = scene.interface();
    let deciding: Vec<&Fired> = outcome
        .fired
        .iter()
        .filter(|flag| flag.level == level)
        .collect();
    let flags = deciding.iter().map(|flag| {
        // The answers are named even while the words about them are still on their way.
        let because = scene
            .plan
            .map(|plan| scene.text(&plan.red_flags[usize::from(flag.red_flag)].because));
        let content = group([
            because
                .map(|because| paragraph("", &because))
                .unwrap_or_default(),
            answered(scene, &interface.you_said, &flag.reasons, false),
            answered(scene, &interface.you_were_not_sure, &flag.reasons, true),
        ]);
        element("li", "", content)
    });
    let content = if deciding.is_empty() {
        paragraph("", &interface.because_none)
    } else {
        rows("reasons", flags.collect())
    };
    section("why-level", &interface.because, content)
}

fn answered(scene: &Scene, name: &str, reasons: &[Reason], unsure: bool) -> Html {
    let reasons: Vec<String> = reasons
        .iter()
        .filter(|reason| reason.unsure == unsure)
        .filter_map(|reason| statement(scene, reason))
        .collect();
    if reasons.is_empty() {
        Html::default()
    } else {
        paragraph("said", &[name, " ", &reasons.join("; ")].concat())
    }
}

/// The answer in words; nothing for a question that was not asked here.
pub(crate) fn statement(scene: &Scene, reason: &Reason) -> Option<String> {
    let Some(option) = reason.option else {
        let ask = Ask::question(reason.question);
        return Some(said(scene, ask, scene.visit.answers.get(&ask)?));
    };
    let words = &scene.words.questions[usize::from(reason.question)].options[usize::from(option)];
    let own = scene.text(&words.said);
    Some(if own.is_empty() {
        scene.text(&words.label)
    } else {
        own
    })
}
