use unknot_triage::{Answer, Ask, Interview, Sure};
use yew::{Html, html};

use super::choices::option_label;
use super::text::{element, group, paragraph, rows, section, text};
use crate::app::Scene;
use crate::app::scene::fill;
use crate::visit::Happening;

/// The answers on the present path, each with its own Change.
pub(crate) fn answers(scene: &Scene, interview: &Interview) -> Html {
    let interface = scene.interface();
    let answers = interview.path.iter().filter_map(|&ask| {
        let said = said(scene, ask, interview.given.get(&ask)?);
        let full_name = fill(&interface.change, "{question}", scene.asked(ask));
        let row = group([paragraph("asked", scene.asked(ask)), paragraph("", &said)]);
        let change = html! {
            <button type="button" class="change" aria-label={full_name} onclick={scene.on(Happening::Change(ask))}>
                { text(&interface.change_short) }
            </button>
        };
        Some(element("li", "", group([element("div", "", row), change])))
    });
    section("answers", &interface.answers, rows("", answers.collect()))
}

/// An answer as a short statement.
pub(crate) fn said(scene: &Scene, ask: Ask, answer: &Answer) -> String {
    let interface = scene.interface();
    match answer {
        Answer::Sign(sure) => match sure {
            Sure::Yes => interface.yes.clone(),
            Sure::No => interface.no.clone(),
            Sure::NotSure => interface.still_not_sure.clone(),
        },
        Answer::Number(number) => {
            let words = scene.words.questions[usize::from(ask.question)]
                .said
                .as_ref();
            let number = number.to_string();
            words.map_or_else(
                || number.clone(),
                |words| fill(&scene.text(words), "{n}", &number),
            )
        }
        Answer::Chosen(chosen) => {
            let words = &scene.words.questions[usize::from(ask.question)].options;
            let statements: Vec<String> = chosen
                .iter()
                .map(|&option| {
                    let own = scene.text(&words[usize::from(option)].said);
                    if own.is_empty() {
                        option_label(scene, ask, option).to_owned()
                    } else {
                        own
                    }
                })
                .collect();
            statements.join("; ")
        }
    }
}
