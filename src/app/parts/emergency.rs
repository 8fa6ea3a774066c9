use web_sys::{Event, HtmlSelectElement};
use yew::{Html, TargetCast, html};

use super::text::{element, group, paragraph, subheading, text};
use crate::app::Scene;
use crate::app::scene::fill;
use crate::visit::{Happening, Whereabouts};

/// The same line at the same place on every screen.
pub(crate) fn emergency_line(scene: &Scene) -> Html {
    let interface = scene.interface();
    let (before, after) = interface
        .emergency_line
        .split_once("{emergency}")
        .unwrap_or((&interface.emergency_line, ""));
    let number = match scene
        .country()
        .and_then(|country| country.emergency.first())
    {
        Some(number) => number_link("", number, number),
        None => element("strong", "", text(&interface.emergency_unknown)),
    };
    element(
        "p",
        "emergency-line",
        group([text(before), number, text(after)]),
    )
}

/// The call button of the emergency card, and a way out for visitors elsewhere. Without a known
/// number there is no button; the heading of the card says what to call.
pub(crate) fn call(scene: &Scene) -> Html {
    let interface = scene.interface();
    let country = scene.country();
    let numbers = country.map_or(&[][..], |country| &country.emergency);
    let others = numbers.iter().skip(1).map(|number| {
        element(
            "span",
            "other",
            group([
                text(&interface.or),
                text(" "),
                number_link("", number, number),
            ]),
        )
    });
    let first = numbers
        .first()
        .map(|number| number_link("call", number, &fill(&interface.call, "{number}", number)));
    let unchecked = country
        .filter(|country| !country.checked)
        .map(|_| paragraph("small", &interface.number_unchecked));
    html! {
        <div class="calls">
            <div aria-live="polite">{ first.into_iter().chain(others).chain(unchecked).collect::<Html>() }</div>
            { paragraph("elsewhere", &interface.emergency_elsewhere) }
            { countries(scene) }
        </div>
    }
}

/// The advice lines of the country, for levels that are no emergency.
pub(crate) fn advice_lines(scene: &Scene) -> Html {
    let lines = scene.country().map_or(&[][..], |country| &country.advice);
    if lines.is_empty() {
        return Html::default();
    }
    let rows = lines.iter().map(|(name, number)| {
        element(
            "li",
            "",
            group([text(name), text(": "), number_link("", number, number)]),
        )
    });
    group([
        subheading("", &scene.interface().advice_lines),
        element("ul", "plain", rows.collect()),
        note(scene)
            .map(|note| paragraph("small", note))
            .unwrap_or_default(),
    ])
}

/// What to know about the numbers of the country.
fn note<'a>(scene: &Scene<'a>) -> Option<&'a str> {
    let here = scene.country()?;
    let place = scene
        .protocol
        .countries
        .iter()
        .position(|country| country.id == here.id)?;
    scene.words.countries.get(place)?.note.as_deref()
}

/// A link that calls the number.
pub(crate) fn number_link(class: &'static str, number: &str, label: &str) -> Html {
    html! { <a {class} href={tel(number)}>{ label.to_owned() }</a> }
}

/// The address of a phone number.
fn tel(number: &str) -> String {
    let dialled = number
        .chars()
        .filter(|sign| sign.is_ascii_digit() || *sign == '+');
    "tel:".chars().chain(dialled).collect()
}

fn countries(scene: &Scene) -> Html {
    let interface = scene.interface();
    let here = scene.country();
    let onchange = scene.send.reform(|event: Event| {
        let list: HtmlSelectElement = event.target_unchecked_into();
        Happening::Locate(
            list.value()
                .parse()
                .map_or(Whereabouts::Elsewhere, Whereabouts::Country),
        )
    });
    let rows = scene
        .protocol
        .countries
        .iter()
        .zip(&scene.words.countries)
        .enumerate();
    let rows = rows.map(|(place, (country, words))| {
        let selected = here.is_some_and(|here| here.id == country.id);
        html! { <option value={place.to_string()} {selected}>{ words.name.clone() }</option> }
    });
    html! {
        <label class="country">
            { element("span", "", text(&interface.country)) }
            <select autocomplete="off" {onchange}>
                <option value="" selected={here.is_none()}>{ interface.country_other.clone() }</option>
                { rows.collect::<Html>() }
            </select>
        </label>
    }
}
