use unknot_protocol::Kind;
use unknot_triage::Ask;
use web_sys::SubmitEvent;
use yew::{Callback, Html, html};

use crate::WHOLE;
use crate::app::{Scene, parts};
use crate::visit::Happening;

/// Tells the screens of different questions apart.
pub(crate) fn key(ask: Ask) -> String {
    let sign = ask.sign.map_or_else(String::new, |sign| sign.to_string());
    [&ask.question.to_string(), ".", &sign].concat()
}

/// One question: Back above its heading, Continue below the answers.
pub(crate) fn question(scene: &Scene, ask: Ask) -> Html {
    let interface = scene.interface();
    let question = &scene.protocol.questions[usize::from(ask.question)];
    let go_on = scene.on(Happening::Continue);
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        go_on.emit(());
    });
    let answers = match question.kind {
        _ if WHOLE && ask.sign.is_some() => parts::sign(scene, ask),
        Kind::Number { .. } => parts::number(scene, ask),
        Kind::Checklist | Kind::Several { .. } => parts::checklist(scene, ask, question.kind),
        Kind::Choice | Kind::YesNo => parts::choices(scene, ask),
    };
    html! {
        <>
            { parts::top(scene) }
            <form novalidate=true autocomplete="off" {onsubmit}>
                { parts::error_summary(scene, ask) }
                { answers }
                { parts::why(scene, ask) }
                <div class="actions">
                    <button type="submit" class="main">{ interface.next.clone() }</button>
                    { skip(scene) }
                </div>
            </form>
            { parts::foot(scene) }
        </>
    }
}

/// In place of a question whose words are not there yet. It goes on by itself when they come.
pub(crate) fn waiting(scene: &Scene) -> Html {
    parts::group([
        parts::top(scene),
        html! { <div role="status" class="waiting">{ parts::main_heading(parts::loading_says(scene)) }</div> },
        parts::foot(scene),
    ])
}

fn skip(scene: &Scene) -> Html {
    if !WHOLE || !scene.visit.may_skip(scene.protocol) {
        return Html::default();
    }
    let interface = scene.interface();
    let button = scene.button("second", &interface.skip, Happening::Skip);
    parts::element(
        "div",
        "skip",
        parts::group([button, parts::paragraph("", &interface.skip_about)]),
    )
}
