use unknot_triage::{Ask, Refusal};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent, ShadowRoot};
use yew::{Callback, Html, TargetCast, html};

use crate::app::Scene;
use crate::app::scene::fill;
use crate::visit::Draft;

/// The first control of every question.
pub(crate) const FIRST: &str = "first";

/// The message that takes the focus when Continue was refused, with a link to the first control.
pub(crate) fn error_summary(scene: &Scene, ask: Ask) -> Html {
    let Some(problem) = scene.visit.problem else {
        return Html::default();
    };
    html! {
        <div id="error" class="error" role="group" tabindex="-1" aria-labelledby="error-heading">
            <h2 id="error-heading">{ scene.interface().error.clone() }</h2>
            <p><a href="#first" onclick={to_first_control()}>{ message(scene, ask, problem) }</a></p>
        </div>
    }
}

/// The same message beside the controls.
pub(crate) fn problem(scene: &Scene, ask: Ask) -> Html {
    match scene.visit.problem {
        Some(problem) => {
            html! { <p id="problem" class="problem">{ message(scene, ask, problem) }</p> }
        }
        None => Html::default(),
    }
}

fn message(scene: &Scene, ask: Ask, problem: Refusal) -> String {
    let interface = scene.interface();
    match problem {
        Refusal::TooMany { most } => fill(&interface.error_too_many, "{most}", &most.to_string()),
        Refusal::OutOfRange { least, most } => {
            let with_least = fill(&interface.error_number, "{least}", &least.to_string());
            fill(&with_least, "{most}", &most.to_string())
        }
        _ => {
            let kind = scene.protocol.questions[usize::from(ask.question)].kind;
            let one = matches!(
                kind,
                unknot_protocol::Kind::Choice | unknot_protocol::Kind::YesNo
            ) || ask.sign.is_some();
            if one {
                interface.error_choose.clone()
            } else {
                interface.error_choose_some.clone()
            }
        }
    }
}

/// The browser would look for the link's target in the page, outside the shadow root, and would
/// write it into the address; so the link is followed here.
fn to_first_control() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        event.prevent_default();
        let link: Option<Element> = event.target_dyn_into();
        let root = link.map(|link| link.get_root_node());
        let first =
            root.and_then(|root| root.dyn_into::<ShadowRoot>().ok()?.get_element_by_id(FIRST));
        if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
            // A control that cannot take focus leaves it on the message.
            let _ = first.focus();
        }
    })
}

/// What describes a control: the hint, and the message while there is one.
pub(crate) fn described_by(scene: &Scene, has_hint: bool) -> Option<&'static str> {
    match (has_hint, scene.visit.problem.is_some()) {
        (true, true) => Some("hint problem"),
        (true, false) => Some("hint"),
        (false, true) => Some("problem"),
        (false, false) => None,
    }
}

/// The text of the number field as it stands.
pub(crate) fn written(draft: &Draft) -> String {
    match draft {
        Draft::Written(text) => text.clone(),
        Draft::Selected(_) => String::new(),
    }
}
