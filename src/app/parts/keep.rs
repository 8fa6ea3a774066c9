use yew::{Html, html};

use super::text::{element, group, paragraph, text};
use crate::WHOLE;
use crate::app::Scene;
use crate::visit::Happening;

/// The choice to keep the answers on this device. Off until it is made.
pub(crate) fn keep(scene: &Scene) -> Html {
    let Some(later) = scene.plan.filter(|_| WHOLE).map(|plan| &plan.later) else {
        return Html::default();
    };
    let keep = scene.visit.keep;
    let label = if keep { &later.keep_stop } else { &later.keep };
    let failed = if scene.visit.keep_failed {
        html! { <p role="status">{ text(&later.keep_failed) }</p> }
    } else {
        Html::default()
    };
    group([scene.button("quiet", label, Happening::Keep(!keep)), failed])
}

/// On the start screen: answers that were kept, and what can be done with them.
pub(crate) fn kept(scene: &Scene) -> Html {
    let Some(later) = scene.plan.filter(|_| WHOLE).map(|plan| &plan.later) else {
        return Html::default();
    };
    let erase = || scene.button("second", &scene.interface().erase, Happening::Erase);
    let content = if scene.visit.other_kept {
        group([paragraph("", &later.kept_other), erase()])
    } else if scene.visit.keep && !scene.visit.answers.is_empty() {
        let go_on = scene.button("main", &later.kept_go_on, Happening::Resume);
        group([paragraph("", &later.kept), go_on, erase()])
    } else {
        return Html::default();
    };
    element("section", "kept", content)
}
