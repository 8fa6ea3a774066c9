//! The body map: a picture to tap and a search, both beside the list that they tick and narrow.
//!
//! The list is the control. Everything the picture can do a checkbox can do, with a name, a state
//! and the keyboard; so screen readers are not told of the picture, and it takes no focus.

use unknot_protocol::{Later, Region, View};
use unknot_triage::Ask;
use web_sys::{InputEvent, MouseEvent};
use yew::virtual_dom::VTag;
use yew::{Callback, Html, TargetCast, html};

use super::choices::option_label;
use super::text::{element, group, paragraph, text};
use crate::WHOLE;
use crate::app::Scene;
use crate::app::scene::fill;
use crate::app::search;
use crate::visit::Happening;

/// The options that a search leaves on a screen.
pub(crate) struct Places {
    /// Those found, and those that are ticked already.
    pub options: Vec<u16>,
    /// What the search has found, for all to hear.
    says: String,
}

/// The places to choose from, on the question of the map; nothing on any other question, and
/// nothing as long as words or regions are on their way: the list alone is enough.
pub(crate) fn places(scene: &Scene, ask: Ask, shown: &[u16]) -> Option<Places> {
    let plan = scene.plan.filter(|_| WHOLE)?;
    if ask.sign.is_some() || scene.protocol.map.question != Some(ask.question) {
        return None;
    }
    let label = |option| option_label(scene, ask, option);
    let found = search::found(&scene.visit.search, &plan.search, shown, label);
    let says = match &found {
        None => String::new(),
        Some(found) => match found.len() {
            0 => plan.later.search_none.clone(),
            1 => plan.later.search_one.clone(),
            many => fill(&plan.later.search_some, "{count}", &many.to_string()),
        },
    };
    let mut options = shown.to_vec();
    if let Some(found) = found.filter(|found| !found.is_empty()) {
        // What is ticked never goes out of sight.
        options.retain(|option| found.contains(option) || scene.visit.draft.has(*option));
    }
    Some(Places { options, says })
}

/// The picture, the search and the list.
pub(crate) fn beside(scene: &Scene, ask: Ask, places: &Places, list: Html) -> Html {
    let Some(plan) = scene.plan.filter(|_| WHOLE) else {
        return list;
    };
    element(
        "div",
        "map",
        group([
            picture(scene, ask, &plan.later),
            element("div", "", group([field(scene, &plan.later, places), list])),
        ]),
    )
}

/// The small picture beside an option that names a part of a region.
pub(crate) fn part(scene: &Scene, ask: Ask, option: u16) -> Html {
    let part = scene.protocol.map.part(ask.question, option);
    let Some((view, part)) = part.filter(|_| WHOLE) else {
        return Html::default();
    };
    drawing(
        "part",
        &part.frame,
        group([
            path("body", &view.outline),
            path("detail", &view.details),
            path("shade", &part.shape),
        ]),
    )
}

fn field(scene: &Scene, later: &Later, places: &Places) -> Html {
    let oninput = scene.send.reform(|event: InputEvent| {
        let field: web_sys::HtmlInputElement = event.target_unchecked_into();
        Happening::Search(field.value())
    });
    // It belongs to no form: Enter sends nothing off, and nothing of it travels with the answers.
    // A spelling check may ask a server, hence none.
    html! {
        <div class="search">
            <label for="search">{ text(&later.search) }</label>
            <input id="search" type="search" form="" autocomplete="off" autocapitalize="none"
                spellcheck="false" enterkeyhint="search" value={scene.visit.search.clone()} {oninput} />
            <p role="status">{ text(&places.says) }</p>
        </div>
    }
}

fn picture(scene: &Scene, ask: Ask, later: &Later) -> Html {
    let (right, left) = (&later.map_right, &later.map_left);
    // Who is seen from the front has the right where the viewer has the left, unlike in a mirror.
    let captions = [
        (right, &later.map_front, left),
        (left, &later.map_back, right),
    ];
    let views = scene.protocol.map.views.iter().zip(captions);
    let views = views.map(|(view, (one, name, other))| {
        html! {
            <div>
                <p dir="ltr">
                    <span>{ text(one) }</span><b>{ text(name) }</b><span>{ text(other) }</span>
                </p>
                { person(scene, ask, view) }
            </div>
        }
    });
    let words = &scene.words.questions[usize::from(ask.question)].options;
    let places = words.iter().enumerate();
    let chosen = places.filter(|(place, _)| scene.visit.draft.has(*place as u16));
    let chosen: Vec<&str> = chosen
        .map(|(_, words)| words.said.to(scene.speaker))
        .collect();
    html! {
        <div class="picture" aria-hidden="true">
            <div class="views">{ views.collect::<Html>() }</div>
            { paragraph("chosen", &chosen.join(", ")) }
        </div>
    }
}

fn person(scene: &Scene, ask: Ask, view: &View) -> Html {
    let reaches = view.regions.iter().map(|region| reach(scene, region));
    let regions = view.regions.iter().map(|region| place(scene, ask, region));
    drawing(
        "person",
        &view.frame,
        group([
            reaches.collect(),
            path("body", &view.outline),
            regions.collect(),
            path("detail", &view.details),
            path("edge", &view.outline),
        ]),
    )
}

/// Both sides of the body tick the same box: the question does not ask for the side.
fn tap(scene: &Scene, region: &Region) -> Callback<MouseEvent> {
    let chosen = scene.visit.draft.has(region.option);
    scene.on(Happening::Tick(region.option, !chosen))
}

/// What can be met beside a slim place. It lies below all places, so that none loses room to it.
fn reach(scene: &Scene, region: &Region) -> Html {
    html! { <path class="reach" d={region.shape.clone()} onclick={tap(scene, region)} /> }
}

fn place(scene: &Scene, ask: Ask, region: &Region) -> Html {
    let chosen = scene.visit.draft.has(region.option);
    let onclick = tap(scene, region);
    let label = option_label(scene, ask, region.option);
    html! {
        <g class={if chosen { "place chosen" } else { "place" }} {onclick}>
            { element("title", "", text(label)) }
            { path("", &region.shape) }
        </g>
    }
}

fn drawing(class: &'static str, frame: &str, content: Html) -> Html {
    html! {
        <svg {class} viewBox={frame.to_owned()} aria-hidden="true">{ content }</svg>
    }
}

fn path(class: &'static str, shape: &str) -> Html {
    let mut path = VTag::new("path");
    if !class.is_empty() {
        path.add_attribute("class", class);
    }
    path.add_attribute("d", shape.to_owned());
    path.into()
}
