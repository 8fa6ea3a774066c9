use yew::{Html, html};

use crate::app::{Scene, parts};
use crate::visit::Happening;

/// What this is, for whom, and the ways in.
pub(crate) fn start(scene: &Scene) -> Html {
    let interface = scene.interface();
    let ways_in = scene
        .words
        .entries
        .iter()
        .enumerate()
        .map(|(place, entry)| {
            let class = if place == 0 { "way-in first" } else { "way-in" };
            let label = parts::group([
            parts::element("span", "way-in-name", parts::text(&scene.text(&entry.name))),
            parts::element("span", "way-in-about", parts::text(&scene.text(&entry.about))),
        ]);
        let button = html! {
            <button type="button" {class} onclick={scene.on(Happening::Enter(place))}>{ label }</button>
        };
        parts::element("li", "", button)
    });
    let notes = [
        parts::private(scene),
        parts::paragraph("", &interface.not_a_diagnosis),
        parts::review_state(scene),
    ];
    parts::group([
        parts::emergency_line(scene),
        parts::languages(scene),
        parts::main_heading(&interface.title),
        parts::paragraph("lead", &interface.lead),
        parts::kept(scene),
        parts::at_start(scene),
        parts::rows("ways-in", ways_in.collect()),
        parts::element("div", "notes", parts::group(notes)),
    ])
}
