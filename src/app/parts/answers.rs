use unknot_triage::{Answer, Ask, Interview, Sure};
use yew::{Html, html};

use super::choices::option_label;
use super::text::{element, group, paragraph, rows, section, text};
use crate::app::Scene;
use crate::app::scene::fill;
use crate::visit::{Happening, start_question};

/// The answer of the start screen and those on the present path, each with its own Change.
pub(crate) fn answers(scene: &Scene, interview: &Interview) -> Html {
    let interface = scene.interface();
    let at_start = start_question(scene.protocol).map(|question| {
        let said = Answer::Chosen(vec![scene.visit.said_at_start(question)]);
        (Ask::question(question), said)
    });
    let path = interview.path.iter();
    let path = path.filter_map(|ask| Some((*ask, interview.given.get(ask)?.clone())));
    let answers = at_start.into_iter().chain(path).map(|(ask, answer)| {
        let said = said(scene, ask, &answer);
        let full_name = fill(&interface.change, "{question}", scene.asked(ask));
        let row = group([paragraph("asked", scene.asked(ask)), paragraph("", &said)]);
        let change = html! {
            <button type="button" class="change" aria-label={full_name} onclick={scene.on(Happening::Change(ask))}>
                { text(&interface.change_short) }
            </button>
        };
        element("li", "", group([element("div", "", row), change]))
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
