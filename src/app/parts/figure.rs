use unknot_protocol::pose::Drawn;
use yew::Html;

use crate::app::Scene;

/// The drawing of an exercise or a massage; nothing where there is none.
pub(crate) fn figure(_: &Scene, _: Drawn) -> Html {
    Html::default()
}
