use unknot_protocol::{Kind, OptionWords, Question, Role};
use unknot_triage::{Ask, Truth};
use web_sys::{Event, HtmlInputElement};
use yew::{Html, TargetCast, html};

use super::error::{described_by, problem};
use super::map;
use super::text::{element, group, main_heading, paragraph, subheading, text};
use crate::WHOLE;
use crate::app::Scene;
use crate::app::scene::fill;
use crate::visit::{Happening, start_question};

/// One of several options.
pub(crate) fn choices(scene: &Scene, ask: Ask) -> Html {
    let words = &scene.words.questions[usize::from(ask.question)];
    let hint = words.hint.as_ref().map(|hint| scene.text(hint));
    let rows = shown(scene, ask).into_iter().enumerate();
    let rows = rows.map(|(row, option)| {
        let picture = map::part(scene, ask, option);
        pick(
            scene,
            row == 0,
            option,
            picture,
            option_label(scene, ask, option),
        )
    });
    fieldset(
        scene,
        ask,
        Html::default(),
        hint.into_iter().collect(),
        rows.collect(),
    )
}

/// The question on the start screen: said as soon as it is chosen, and a first choice is made.
pub(crate) fn at_start(scene: &Scene) -> Html {
    let Some(question) = start_question(scene.protocol) else {
        return Html::default();
    };
    let said = scene.visit.said_at_start(question);
    let ask = Ask::question(question);
    let rows = shown(scene, ask).into_iter().map(|option| {
        let chosen = Happening::Say(question, option);
        let label = option_label(scene, ask, option);
        radio(scene, false, option == said, chosen, Html::default(), label)
    });
    let content = [
        element("legend", "", text(scene.asked(ask))),
        element("div", "options", rows.collect()),
    ];
    element("fieldset", "who", group(content))
}

/// One sign of a checklist, asked by itself.
pub(crate) fn sign(scene: &Scene, ask: Ask) -> Html {
    let interface = scene.interface();
    let words = &scene.words.questions[usize::from(ask.question)];
    let check = ask
        .sign
        .and_then(|sign| words.options[usize::from(sign)].check.as_ref());
    let labels = [&interface.yes, &interface.no, &interface.still_not_sure];
    let rows = labels.into_iter().enumerate();
    let rows = rows.map(|(row, label)| pick(scene, row == 0, row as u16, Html::default(), label));
    let check = check.map(|check| {
        let how = [
            subheading("", &interface.how_to_check),
            paragraph("", &scene.text(check)),
        ];
        element("div", "check", group(how))
    });
    let answers = check.into_iter().chain(rows).collect();
    fieldset(
        scene,
        ask,
        paragraph("caption", &interface.one_by_one),
        Vec::new(),
        answers,
    )
}

/// Any number of options; "none" stands last, after the word "or".
pub(crate) fn checklist(scene: &Scene, ask: Ask, kind: Kind) -> Html {
    let interface = scene.interface();
    let question = &scene.protocol.questions[usize::from(ask.question)];
    let words = &scene.words.questions[usize::from(ask.question)];
    let how = match kind {
        // A bound that no one can reach is none.
        Kind::Several { most } if usize::from(most) >= question.options.len() => {
            interface.choose_all.clone()
        }
        Kind::Several { most } => fill(&interface.choose_up_to, "{most}", &most.to_string()),
        _ => interface.choose_all.clone(),
    };
    let hints = words
        .hint
        .as_ref()
        .map(|hint| scene.text(hint))
        .into_iter()
        .chain([how])
        .collect();
    let mut options = shown(scene, ask);
    let places = map::places(scene, ask, &options);
    if let Some(places) = &places {
        options.clone_from(&places.options);
    }
    let row = |&option: &u16| {
        let first = options.first() == Some(&option);
        tick_box(scene, first, option, option_label(scene, ask, option))
    };
    let with = |role: Role| {
        options
            .iter()
            .filter(move |&&option| question.options[usize::from(option)].role == role)
    };
    let has_none = with(Role::None).next().is_some();
    let or = has_none.then(|| paragraph("or", &interface.or));
    let signs = with(Role::Plain).chain(with(Role::NotSure)).map(row);
    let rows = signs.chain(or).chain(with(Role::None).map(row)).collect();
    let rows = match &places {
        Some(places) => map::beside(scene, ask, places, rows),
        None => rows,
    };
    fieldset(scene, ask, Html::default(), hints, rows)
}

/// The words beside an option. Those that every yes-no question and checklist has by itself may
/// be left to the interface.
pub(crate) fn option_label<'a>(scene: &Scene<'a>, ask: Ask, option: u16) -> &'a str {
    let question = &scene.protocol.questions[usize::from(ask.question)];
    let words: &OptionWords =
        &scene.words.questions[usize::from(ask.question)].options[usize::from(option)];
    let own = words.label.to(scene.speaker);
    if own.is_empty() {
        common_label(scene, question, option)
    } else {
        own
    }
}

fn common_label<'a>(scene: &Scene<'a>, question: &Question, option: u16) -> &'a str {
    let interface = scene.interface();
    let choice = &question.options[usize::from(option)];
    match (question.kind, choice.role) {
        (Kind::Checklist, Role::NotSure) => &interface.not_sure_one,
        (_, Role::NotSure) => &interface.not_sure,
        (_, Role::None) => &interface.no,
        (_, Role::Plain) => &interface.yes,
    }
}

/// The options that this visitor is shown, in the author's order.
fn shown(scene: &Scene, ask: Ask) -> Vec<u16> {
    let options = &scene.protocol.questions[usize::from(ask.question)].options;
    if !WHOLE {
        // First questions show all they have.
        return (0..options.len() as u16).collect();
    }
    let values = scene.visit.values_before(scene.protocol, ask);
    let visible =
        |show: Option<u16>| show.is_none_or(|show| values.node(show).high != Truth::False);
    let places = options
        .iter()
        .enumerate()
        .filter(|(_, choice)| visible(choice.show));
    places.map(|(place, _)| place as u16).collect()
}

fn fieldset(scene: &Scene, ask: Ask, above: Html, hints: Vec<String>, answers: Html) -> Html {
    html! {
        <fieldset class="question" aria-describedby={described_by(scene, !hints.is_empty())}>
            <legend>{ above }{ main_heading(scene.asked(ask)) }</legend>
            if !hints.is_empty() {
                <div id="hint" class="hint">{ hints.iter().map(|hint| paragraph("", hint)).collect::<Html>() }</div>
            }
            { problem(scene, ask) }
            <div class="options">{ answers }</div>
        </fieldset>
    }
}

fn pick(scene: &Scene, first: bool, option: u16, picture: Html, label: &str) -> Html {
    let picked = scene.visit.draft.has(option);
    radio(
        scene,
        first,
        picked,
        Happening::Pick(option),
        picture,
        label,
    )
}

fn radio(
    scene: &Scene,
    first: bool,
    checked: bool,
    chosen: Happening,
    picture: Html,
    label: &str,
) -> Html {
    html! {
        <label class="option">
            <input type="radio" name="answer" autocomplete="off" id={first.then_some("first")}
                {checked} onchange={scene.on::<Event>(chosen)} />
            { picture }
            { element("span", "", text(label)) }
        </label>
    }
}

fn tick_box(scene: &Scene, first: bool, option: u16, label: &str) -> Html {
    let onchange = scene.send.reform(move |event: Event| {
        let field: HtmlInputElement = event.target_unchecked_into();
        Happening::Tick(option, field.checked())
    });
    html! {
        <label class="option">
            <input type="checkbox" autocomplete="off" id={first.then_some("first")}
                checked={scene.visit.draft.has(option)} {onchange} />
            { element("span", "", text(label)) }
        </label>
    }
}
