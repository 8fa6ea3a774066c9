use yew::{Html, NodeRef, html};

use super::Scene;

/// A screen in the element that holds all of the checker.
///
/// One keyed wrapper for each screen: nothing of the last one, such as an opened disclosure, may
/// live on in the next.
pub(super) fn framed(scene: &Scene, root: &NodeRef, key: String, screen: Html) -> Html {
    html! {
        <div class="unknot" ref={root.clone()}
            lang={scene.words.lang.clone()} dir={scene.words.interface.direction.clone()}>
            <div class="screen" {key}>{ screen }</div>
        </div>
    }
}
