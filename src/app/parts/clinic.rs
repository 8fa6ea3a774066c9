use unknot_protocol::{By, Level};
use unknot_triage::Outcome;
use yew::{Html, html};

use super::emergency::number_link;
use super::plan::{massage_card, massages};
use super::text::{element, group, paragraph, rows, section, subheading, text};
use crate::app::Scene;
use crate::app::scene::fill;

/// Which kind of practitioner and of massage suits it, and how to reach the clinic.
///
/// Never where someone should be seen today, and the clinic not while hands-on work has to wait
/// for an evaluation, unless one of the services that suit does such evaluations.
pub(crate) fn who_can_help(scene: &Scene, outcome: &Outcome, level: Level) -> Html {
    if level >= Level::SameDay {
        return Html::default();
    }
    let interface = scene.interface();
    let methods = massages(scene, outcome, By::Practitioner);
    let clinic = clinic(scene, outcome);
    let nothing = outcome.services.is_empty() && methods.is_empty() && clinic == Html::default();
    let Some(plan) = scene.plan.filter(|_| !nothing) else {
        return Html::default();
    };
    let services = outcome.services.iter().map(|&service| {
        let words = &plan.services[usize::from(service)];
        let assesses = scene.protocol.services[usize::from(service)].assesses;
        let tag = if assesses {
            element("span", "tag", text(&plan.later.assesses))
        } else {
            Html::default()
        };
        let content = [
            element("strong", "", text(&scene.text(&words.name))),
            tag,
            paragraph("", &scene.text(&words.about)),
        ];
        element("li", "", group(content))
    });
    let methods_heading = (!methods.is_empty()).then(|| subheading("", &plan.later.methods));
    let methods = methods
        .into_iter()
        .map(|massage| massage_card(scene, plan, massage));
    let content = [rows("services", services.collect())]
        .into_iter()
        .chain(methods_heading)
        .chain(methods)
        .chain([clinic])
        .collect();
    section("helpers", &interface.practitioner, content)
}

fn clinic(scene: &Scene, outcome: &Outcome) -> Html {
    let interface = scene.interface();
    let services = outcome
        .services
        .iter()
        .map(|&service| &scene.protocol.services[usize::from(service)]);
    let open = !outcome.closed.hands_on || services.into_iter().any(|service| service.assesses);
    let clinic = scene.clinic;
    if !open || (clinic.booking.is_none() && clinic.phone.is_none()) {
        return Html::default();
    }
    let name = clinic.name.as_deref().unwrap_or(&interface.clinic_unnamed);
    let booking = clinic.booking.as_ref().map(|booking| {
        html! {
            <a class="booking" href={booking.clone()} target="_blank" rel="noopener">
                { text(&fill(&interface.booking, "{clinic}", name)) }{ text(" ") }
                { element("span", "small", text(&interface.new_tab)) }
            </a>
        }
    });
    let phone = clinic.phone.as_ref().map(|phone| {
        let label = fill(&interface.phone, "{clinic}", name);
        group([text(&label), text(" "), number_link("", phone, phone)])
    });
    let ways = booking
        .into_iter()
        .chain(phone)
        .map(|way| element("p", "", way));
    element(
        "div",
        "clinic",
        [subheading("", &interface.clinic)]
            .into_iter()
            .chain(ways)
            .collect(),
    )
}
