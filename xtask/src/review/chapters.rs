//! The chapters by theme: picture, lists, rules.

use unknot_protocol::{Choice, Kind, Role};

use super::book::{Book, forms};
use super::examples::Examples;
use super::flow::{pictures, place_in};
use super::html::{count, escape, field};
use super::say::{or_always, sentence};
use super::themes::{Order, THEMES};

/// The places of all rules of a theme, the most urgent first.
pub(super) fn rules_of(book: &Book, order: &Order, theme: usize) -> Vec<usize> {
    let flags = &book.protocol.red_flags;
    let mut rules: Vec<usize> = (0..flags.len())
        .filter(|&rule| order.of_rule[rule] == theme)
        .collect();
    rules.sort_by_key(|&rule| {
        let highest = flags[rule].levels.iter().map(|(level, _)| *level).max();
        (std::cmp::Reverse(highest), flags[rule].id.clone())
    });
    rules
}

/// The places of all questions of a theme, in asking order.
pub(super) fn questions_of(book: &Book, order: &Order, theme: usize) -> Vec<u16> {
    let mut questions: Vec<u16> = (0..book.protocol.questions.len() as u16)
        .filter(|&question| order.of_question[usize::from(question)] == theme)
        .collect();
    questions.sort_by_key(|&question| place_in(book, question));
    questions
}

/// One chapter: flow pictures, every list with its words, every rule.
pub(super) fn chapter(book: &Book, order: &Order, theme: usize, examples: &Examples) -> String {
    let (id, name) = (THEMES[theme].id, THEMES[theme].name);
    let questions = questions_of(book, order, theme);
    let rules = rules_of(book, order, theme);
    let pictures = pictures(book, order, theme);
    let mut out = format!(
        "<section class=\"chapter\" id=\"theme.{id}\"><h2>{}</h2><p class=\"muted\">{}, {}.</p>",
        escape(name),
        count(questions.len(), "question"),
        count(rules.len(), "rule"),
    );
    if !pictures.is_empty() {
        out += &format!("<h3>What leads where</h3>{pictures}");
    }
    out += "<h3>What is asked</h3>";
    for place in questions {
        out += &question(book, place);
    }
    if !rules.is_empty() {
        out += "<h3>Rules</h3>";
    }
    for place in rules {
        out += &rule(book, place, examples);
    }
    out + "</section>"
}

fn question(book: &Book, place: u16) -> String {
    let asked = &book.protocol.questions[usize::from(place)];
    let id = escape(&asked.id);
    let kind = match asked.kind {
        Kind::Choice => "One answer".to_owned(),
        Kind::Several { most } if usize::from(most) >= asked.options.len() => {
            "All that fit".to_owned()
        }
        Kind::Several { most } => format!("Up to {most} answers"),
        Kind::Checklist => "Tick list".to_owned(),
        Kind::YesNo => "Yes, no or not sure".to_owned(),
        Kind::Number { least, most } => format!("A number from {least} to {most}"),
    };
    let words = usize::from(place);
    let ask = book.said(|language| Some(&language.words.questions[words].ask));
    let hint = book.said(|language| language.words.questions[words].hint.as_ref());
    let why = book.said(|language| language.words.questions[words].why.as_ref());
    let number = book.said(|language| language.words.questions[words].said.as_ref());
    let checks = book.content.languages.iter().any(|language| {
        let options = &language.words.questions[words].options;
        options.iter().any(|words| words.check.is_some())
    });
    let rows: String = asked
        .options
        .iter()
        .enumerate()
        // "Not sure" reads the same on every tick list.
        .filter(|(_, choice)| asked.kind != Kind::Checklist || choice.role != Role::NotSure)
        .map(|(option, choice)| row(book, words, option, choice, checks))
        .collect();
    let table = if rows.is_empty() {
        rows
    } else {
        format!(
            "<table class=\"options\"><thead><tr><th>Answer</th><th>In the summary</th>{}</tr></thead><tbody>{rows}</tbody></table>",
            if checks { "<th>How to check</th>" } else { "" }
        )
    };
    format!(
        "<article class=\"question\" id=\"q.{id}\"><h4>{ask} <code>{id}</code> <span class=\"muted\">{kind}</span></h4>{}{}{}{}{table}</article>",
        field("Asked when", &asked_when(book, place)),
        field("Help line", &hint),
        field("Why we ask", &why),
        field("In the summary", &number),
    )
}

fn asked_when(book: &Book, place: u16) -> String {
    let asked = &book.protocol.questions[usize::from(place)];
    if asked.start {
        return "on the start screen, of everyone".to_owned();
    }
    let entries: Vec<&str> = book
        .protocol
        .entries
        .iter()
        .filter(|entry| entry.questions.contains(&place))
        .map(|entry| match entry.id.as_str() {
            "full" => "the full check",
            "now" => "\u{201c}cramping now\u{201d}",
            other => other,
        })
        .collect();
    let when = asked.ask_when.map_or_else(
        || {
            if asked.always {
                "always".to_owned()
            } else {
                "always, as long as the answer can still change the guidance".to_owned()
            }
        },
        |node| sentence(book, node),
    );
    format!(
        "{when} <span class=\"muted\">(in {})</span>",
        entries.join(" and ")
    )
}

fn row(book: &Book, question: usize, option: usize, choice: &Choice, checks: bool) -> String {
    let of = |language: &'_ unknot_protocol::read::Language| {
        language.words.questions[question]
            .options
            .get(option)
            .cloned()
    };
    let label = book.each(|language| of(language).map(|words| forms(&words.label)));
    let said = book.each(|language| of(language).map(|words| forms(&words.said)));
    let check = if checks {
        let check = book.each(|language| {
            let check = of(language).and_then(|words| words.check);
            check.map(|check| forms(&check))
        });
        format!("<td>{check}</td>")
    } else {
        String::new()
    };
    let id = escape(&choice.id);
    let role = match choice.role {
        Role::Plain => "",
        Role::None => " <span class=\"muted\">means absent</span>",
        Role::NotSure => " <span class=\"muted\">means unknown</span>",
    };
    let alone = if choice.alone {
        " <span class=\"muted\">goes with no other</span>"
    } else {
        ""
    };
    let show = choice.show.map_or_else(String::new, |node| {
        format!(
            "<div class=\"muted\">shown unless known otherwise: {}</div>",
            sentence(book, node)
        )
    });
    format!("<tr><td>{label} <code>{id}</code>{role}{alone}{show}</td><td>{said}</td>{check}</tr>")
}

fn rule(book: &Book, place: usize, examples: &Examples) -> String {
    let flag = &book.protocol.red_flags[place];
    let id = escape(&flag.id);
    let may = if flag.may_indicate.is_empty() {
        String::new()
    } else {
        format!(" <span class=\"may\">{}</span>", escape(&flag.may_indicate))
    };
    let row = if flag.row == flag.id {
        String::new()
    } else {
        format!(" <span class=\"muted\">row {}</span>", escape(&flag.row))
    };
    let mut out =
        format!("<article class=\"rule\" id=\"{id}\"><h4><code>{id}</code>{may}{row}</h4>");
    for &(level, node) in &flag.levels {
        let where_to = flag
            .places
            .iter()
            .find(|(of, _)| *of == level)
            .map_or_else(String::new, |(_, place)| book.place(*place));
        let example = examples
            .of(book, place, level)
            .unwrap_or_else(|| "<span class=\"muted\">none written yet</span>".to_owned());
        out += &format!(
            "<div class=\"at {0}\"><p class=\"level\"><b>{1}</b> <span>{2}</span></p><div class=\"when\">{3}</div>{4}</div>",
            level.id(),
            book.level_name(level),
            where_to,
            sentence(book, node),
            field("Shortest example", &example),
        );
    }
    let because = book.said(|language| Some(&language.plan_words.red_flags[place].because));
    let until: Vec<String> = flag
        .until
        .iter()
        .map(|&line| {
            let place = usize::from(line);
            let id = escape(&book.protocol.advice[place].id);
            let said = book.said(|language| Some(&language.plan_words.advice[place].say));
            format!("<a class=\"ans\" href=\"#a.{id}\">{said}</a>")
        })
        .collect();
    out += &field("The visitor reads", &because);
    out += &field("Until help is there", &until.join(" "));
    out += &book.sources(&flag.sources, flag.evidence);
    out += &field("Note", &escape(&flag.note));
    out += &book.tick();
    out + "</article>"
}

/// All rules in one table, to find one and to see the whole.
pub(super) fn at_a_glance(book: &Book) -> String {
    let rows: String = book
        .protocol
        .red_flags
        .iter()
        .map(|flag| {
            let levels: String = flag
                .levels
                .iter()
                .map(|(level, _)| {
                    format!(
                        "<span class=\"dot {}\">{}</span> ",
                        level.id(),
                        book.level_name(*level)
                    )
                })
                .collect();
            let unread = flag
                .sources
                .iter()
                .filter(|&&source| {
                    !matches!(
                        book.protocol.sources[usize::from(source)].read.as_str(),
                        "page" | "copy"
                    )
                })
                .count();
            let read = match (unread, flag.sources.len()) {
                (0, _) => "all read".to_owned(),
                (unread, all) if unread == all => "none read yet".to_owned(),
                (unread, all) => format!("{} of {all} read", all - unread),
            };
            let id = escape(&flag.id);
            format!(
                "<tr><td><a href=\"#{id}\">{id}</a></td><td>{levels}</td><td>{}</td><td>{}</td><td>{read}</td></tr>",
                escape(&flag.may_indicate),
                flag.evidence
            )
        })
        .collect();
    format!(
        "<table class=\"glance\"><thead><tr><th>Rule</th><th>Level</th><th>May indicate</th><th>Evidence</th><th>Sources</th></tr></thead><tbody>{rows}</tbody></table>"
    )
}

/// What each named finding means.
pub(super) fn terms(book: &Book) -> String {
    let mut terms: Vec<(&String, u16)> = book
        .findings
        .iter()
        .filter(|&(&node, _)| super::say::is_named(book, node))
        .map(|(&node, name)| (name, node))
        .collect();
    terms.sort();
    let terms: String = terms
        .into_iter()
        .map(|(name, node)| {
            let id = escape(name);
            format!(
                "<dt id=\"t.{id}\">{}</dt><dd>{}</dd>",
                id.replace('-', " "),
                or_always(book, Some(node))
            )
        })
        .collect();
    format!("<dl class=\"terms\">{terms}</dl>")
}
