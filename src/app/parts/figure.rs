use unknot_protocol::pose::Drawn;
use yew::{Html, html};

use super::text::{element, group, text};
use crate::app::Scene;
use crate::app::pen::Frame;

/// How an exercise or massage starts and ends, side by side. Where it moves there is a button:
/// `pen.js` plays the movement in the second picture, on that button and once by itself. Nothing
/// while there is no pen.
pub(crate) fn figure(scene: &Scene, of: Drawn) -> Html {
    let (Some(pen), Some(plan)) = (scene.pen, scene.plan) else {
        return Html::default();
    };
    let Some(frame) = pen.frame(of) else {
        return Html::default();
    };
    let later = &plan.later;
    let name = scene.text(match of {
        Drawn::Exercise(place) => &plan.exercises[usize::from(place)].name,
        Drawn::Massage(place) => &plan.massages[usize::from(place)].name,
    });
    let class = if is_wide(&frame) {
        "pictures wide"
    } else {
        "pictures"
    };
    let still = |moment, caption: &str| {
        let caption = element("span", "caption", text(caption));
        element("span", "picture", group([svg(&frame, of, moment), caption]))
    };
    if !frame.moves {
        return html! { <div {class} role="img" aria-label={name}>{ still("1", "") }</div> };
    }
    let show = [&later.figure_show, ": ", &name].concat();
    html! {
        <div class="moving">
            <div {class} role="img" aria-label={name}>
                { still("0", &later.figure_start) }
                { still("1", &later.figure_end) }
            </div>
            <button type="button" class="show" aria-label={show}>{ text(&later.figure_show) }</button>
        </div>
    }
}

/// One picture of how it ends, without words: beside a name that says what it is.
pub(crate) fn picture(scene: &Scene, of: Drawn) -> Html {
    let frame = scene.pen.and_then(|pen| pen.frame(of));
    frame.map(|frame| svg(&frame, of, "1")).unwrap_or_default()
}

/// Start and end without words or movement, for paper.
pub(crate) fn pictures(scene: &Scene, of: Drawn) -> Html {
    let Some(frame) = scene.pen.and_then(|pen| pen.frame(of)) else {
        return Html::default();
    };
    let start = if frame.moves {
        svg(&frame, of, "0")
    } else {
        Html::default()
    };
    element("span", "pair", group([start, svg(&frame, of, "1")]))
}

/// Whether it is so wide that two of them do not fit side by side on a phone.
fn is_wide(frame: &Frame) -> bool {
    let sizes = frame.view.split(' ').skip(2);
    let mut sizes = sizes.map(|size| size.parse().unwrap_or(0));
    let mut size = || sizes.next().unwrap_or(0);
    size() * 2 > size() * 3
}

/// An empty drawing that says what is to be painted there.
fn svg(frame: &Frame, of: Drawn, moment: &'static str) -> Html {
    let (exercise, massage) = match of {
        Drawn::Exercise(place) => (Some(place), None),
        Drawn::Massage(place) => (None, Some(place)),
    };
    html! {
        <svg class="figure" aria-hidden="true" viewBox={frame.view.clone()} data-moment={moment}
            data-exercise={exercise.map(|place| place.to_string())}
            data-massage={massage.map(|place| place.to_string())}></svg>
    }
}
