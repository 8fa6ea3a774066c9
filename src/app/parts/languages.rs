use yew::{Html, html};

use super::text::{element, text};
use crate::app::Scene;
use crate::visit::Happening;

/// The other languages, each under its own name. Nothing where there is only one.
pub(crate) fn languages(scene: &Scene) -> Html {
    let here = &scene.words.lang;
    let others = scene.protocol.languages.iter().enumerate();
    let others: Vec<Html> = others
        .filter(|(_, (tag, _))| tag != here)
        .map(|(place, (tag, name))| {
            let onclick = scene.on(Happening::Speak(place));
            html! { <button type="button" class="language" lang={tag.clone()} {onclick}>{ text(name) }</button> }
        })
        .collect();
    if others.is_empty() {
        return Html::default();
    }
    element("div", "languages", others.into_iter().collect())
}
