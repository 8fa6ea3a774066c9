use unknot_protocol::pose::Drawn;
use unknot_triage::{Interview, Outcome};
use web_sys::MouseEvent;
use yew::{Html, html};

use super::figure::pictures;
use super::text::{element, group, list, named, paragraph, rows, section, steps, subheading, text};
use crate::app::Scene;
use crate::app::handout;
use crate::app::scene::fill;
use crate::handoff::{Drawing, Item, Part, Sheet, Take};
use crate::visit::{Happening, Screen};

/// What can be taken along: the buttons, and the text itself where it cannot be copied.
pub(crate) fn take(scene: &Scene, sheet: &Sheet, outcome: &Outcome) -> Html {
    let Some(plan) = scene.plan else {
        return Html::default();
    };
    let later = &plan.later;
    let plain = sheet.text();
    let mut takes = Vec::new();
    if let Some(carrier) = scene.carrier {
        takes.push((later.print.clone(), Take::Print));
        takes.push((later.copy.clone(), Take::Copy(plain.clone())));
        if carrier.shares {
            takes.push((later.share.clone(), Take::Share(plain.clone())));
        }
        if let Some((days, file)) = handout::calendar(scene, outcome) {
            let label = fill(&later.calendar, "{days}", &days.to_string());
            takes.push((label, Take::Calendar(file)));
        }
    }
    let mut buttons = Vec::new();
    for (label, take) in takes {
        let carry = scene
            .carrier
            .map(|carrier| carrier.take.reform(move |_: MouseEvent| take.clone()));
        let button =
            html! { <button type="button" class="second" onclick={carry}>{ label }</button> };
        buttons.push(element("li", "", button));
    }
    if scene.visit.screen == Screen::Outcome {
        let meet = scene.button("second", &later.appointment, Happening::Meet);
        buttons.push(element("li", "", meet));
    }
    let copied = match scene.visit.copied {
        None => "",
        Some(true) => &later.copied,
        Some(false) => &later.copy_blocked,
    };
    let by_hand = (scene.visit.copied == Some(false)).then(|| {
        html! { <textarea class="by-hand" readonly=true rows="10" aria-label={later.copy_text.clone()} value={plain} /> }
    });
    let content = [
        paragraph("small", &later.take_made),
        rows("takes", buttons.into_iter().collect()),
        html! { <p role="status" class="copied">{ text(copied) }</p> },
        by_hand.unwrap_or_default(),
    ];
    section("take", &later.take, group(content))
}

/// A sheet for the printer, which stands beside the screen and is never shown on it.
pub(crate) fn paper(scene: &Scene, sheet: &Sheet, code: Html) -> Html {
    html! {
        <div class="paper">
            { element("h1", "", text(&sheet.title)) }
            { code }
            { parts(scene, sheet) }
        </div>
    }
}

/// The parts of a sheet, one after the other.
pub(crate) fn parts(scene: &Scene, sheet: &Sheet) -> Html {
    sheet.parts.iter().map(|each| part(scene, each)).collect()
}

/// The code that a phone reads, with its name for those who do not see it. It is drawn by the
/// pen; without one there is none.
pub(crate) fn code(scene: &Scene, interview: &Interview, outcome: &Outcome) -> Option<Html> {
    let later = &scene.plan?.later;
    let (size, path) = scene
        .pen?
        .code(&handout::code_text(scene, interview, outcome))?;
    // Readers want four empty modules around it.
    let around = [
        "-4 -4 ",
        &(size + 8).to_string(),
        " ",
        &(size + 8).to_string(),
    ]
    .concat();
    Some(html! {
        <svg class="code" viewBox={around} role="img" aria-label={later.code_name.clone()}>
            <path class="code-ground" d={["M-4-4h", &(size + 8).to_string(), "v", &(size + 8).to_string(), "H-4z"].concat()} />
            <path class="code-dark" d={path} />
        </svg>
    })
}

fn part(scene: &Scene, part: &Part) -> Html {
    let items: Html = part.items.iter().map(|each| item(scene, each)).collect();
    if part.title.is_empty() {
        element("div", part.class, items)
    } else {
        section(part.class, &part.title, items)
    }
}

fn item(scene: &Scene, item: &Item) -> Html {
    match item {
        Item::Heading(says) => subheading("", says),
        Item::Says(says) => paragraph("", says),
        Item::Named(name, says) => named(name, says),
        Item::Lines(class, lines) => list(class, lines.iter().cloned()),
        Item::Do {
            name,
            dose,
            steps: how,
            care,
            drawing,
        } => element(
            "div",
            "todo",
            group([
                drawing
                    .map(|drawing| pictures(scene, drawn(drawing)))
                    .unwrap_or_default(),
                named(name, dose),
                steps(how.iter().cloned()),
                list("do-not", care.iter().cloned()),
            ]),
        ),
    }
}

fn drawn(drawing: Drawing) -> Drawn {
    match drawing {
        Drawing::Exercise(place) => Drawn::Exercise(place),
        Drawing::Massage(place) => Drawn::Massage(place),
    }
}
