use unknot_triage::Ask;
use web_sys::{HtmlInputElement, InputEvent};
use yew::{Html, TargetCast, html};

use super::error::{described_by, problem, written};
use super::text::paragraph;
use crate::app::Scene;
use crate::visit::Happening;

/// A field for a whole number.
pub(crate) fn number(scene: &Scene, ask: Ask) -> Html {
    let words = &scene.words.questions[usize::from(ask.question)];
    let oninput = scene.send.reform(|event: InputEvent| {
        let field: HtmlInputElement = event.target_unchecked_into();
        Happening::Write(field.value())
    });
    // A text field with a number pad: number fields change under a mouse wheel and refuse to say
    // what was typed into them.
    html! {
        <div class="question">
            <h2 id="heading" tabindex="-1"><label for="first">{ scene.text(&words.ask) }</label></h2>
            if let Some(hint) = &words.hint { <div id="hint" class="hint">{ paragraph("", &scene.text(hint)) }</div> }
            { problem(scene, ask) }
            <p class="number">
                <input id="first" type="text" inputmode="numeric" maxlength="5" autocomplete="off"
                    aria-describedby={described_by(scene, words.hint.is_some())}
                    aria-invalid={scene.visit.problem.map(|_| "true")}
                    value={written(&scene.visit.draft)} {oninput} />
                if let Some(unit) = &words.unit { <span class="unit">{ scene.text(unit) }</span> }
            </p>
        </div>
    }
}
