//! What the plan is made of: gates, patterns, exercises, massage, services and advice.

use unknot_protocol::{By, Exercise, Level, Phase, Pointer, Position, Section, Text};

use super::book::{Book, forms};
use super::html::{escape, field, list};
use super::say::{or_always, sentence};

/// What closes whole kinds of offers.
pub(super) fn gates(book: &Book) -> String {
    let gates = book.protocol.gates;
    let one = |name: &str, gate: u16| {
        format!(
            "<article class=\"offer\"><h4>{name}</h4><div class=\"when\">{}</div></article>",
            sentence(book, gate)
        )
    };
    let quick = book
        .protocol
        .entries
        .iter()
        .filter_map(|entry| match &entry.goal {
            unknot_protocol::Goal::Relief { unless, after } => {
                let refused = one(
                    "\u{201c}Cramping now\u{201d} offers no stretch before the full check where there is",
                    *unless,
                );
                Some(refused + &after_a_stretch(book, after))
            }
            unknot_protocol::Goal::Care => None,
        })
        .collect::<String>();
    one("All stretching is closed by", gates.stretch)
        + &one("All massage is closed by", gates.massage)
        + &one("All hands-on services are closed by", gates.hands_on)
        + &quick
}

/// What "cramping now" says and does once the visitor says whether the cramp has let go.
fn after_a_stretch(book: &Book, after: &unknot_protocol::After) -> String {
    let said = |lines: &[u16]| {
        let lines = lines.iter().map(|&line| {
            book.said(|language| Some(&language.plan_words.advice[usize::from(line)].say))
        });
        lines
            .map(|said| format!("<li>{said}</li>"))
            .collect::<String>()
    };
    let locked = after.locked.iter().map(|&(question, option)| {
        let question = &book.protocol.questions[usize::from(question)];
        let option = &question.options[usize::from(option)];
        format!("{}.{}", question.id, option.id)
    });
    format!(
        "<article class=\"offer\"><h4>After a stretch in \u{201c}cramping now\u{201d}</h4>\
         <p>It let go:</p><ul>{}</ul><p>It still grips:</p><ul>{}</ul>\
         <p>It has held for {} minutes or more: counts as {}</p></article>",
        said(&after.eased),
        said(&after.gripping),
        after.minutes,
        escape(&locked.collect::<Vec<_>>().join(", ")),
    )
}

/// Every cause pattern, the one that is shown first standing first.
pub(super) fn patterns(book: &Book) -> String {
    let patterns = book.protocol.patterns.iter().enumerate();
    patterns
        .map(|(place, pattern)| {
            let id = escape(&pattern.id);
            let name = book.said(|language| Some(&language.plan_words.patterns[place].name));
            let about = book.said(|language| Some(&language.plan_words.patterns[place].about));
            let course = book.said(|language| Some(&language.plan_words.patterns[place].course));
            let speak = |pointers: &[Pointer], against: bool| {
                list("ul", pointers.iter().enumerate().map(|(at, pointer)| {
                    let said = book.said(|language| {
                        let words = &language.plan_words.patterns[place];
                        let texts = if against {
                            &words.pointers_against
                        } else {
                            &words.pointers_for
                        };
                        texts.get(at)
                    });
                    format!(
                        "{said} <div class=\"muted\">when {}</div>",
                        sentence(book, pointer.when)
                    )
                }))
            };
            format!(
                "<article class=\"offer\" id=\"p.{id}\"><h4>{name} <code>{id}</code></h4>{about}{}{}\
                 <div class=\"two\">{}{}</div>{}{}</article>",
                field("Shown when it is certain that", &sentence(book, pattern.fits)),
                field("How it usually goes", &course),
                field("Speaks for it", &speak(&pattern.pointers_for, false)),
                field("Speaks against it", &speak(&pattern.pointers_against, true)),
                book.sources(&pattern.sources, pattern.evidence),
                book.tick(),
            )
        })
        .collect()
}

/// Every muscle with its exercises and the massage around it.
pub(super) fn muscles(book: &Book) -> String {
    let protocol = book.protocol;
    let muscles = protocol.muscles.iter().enumerate();
    muscles
        .map(|(place, muscle)| {
            let id = escape(&muscle.id);
            let name = book.said(|language| Some(&language.plan_words.muscles[place].name));
            let look = book.said(|language| language.plan_words.muscles[place].look.as_ref());
            let exercises: String = (0..protocol.exercises.len())
                .filter(|&at| usize::from(protocol.exercises[at].muscle) == place)
                .map(|at| exercise(book, at))
                .collect();
            let massages: String = (0..protocol.massages.len())
                .filter(|&at| protocol.massages[at].muscle.map(usize::from) == Some(place))
                .map(|at| massage(book, at))
                .collect();
            format!(
                "<section class=\"muscle\" id=\"m.{id}\"><h3>{name} <code>{id}</code></h3>{}{}<div class=\"pair\">{exercises}{massages}</div></section>",
                field("The plan is about it when", &sentence(book, muscle.when)),
                field("How to tell", &look),
            )
        })
        .collect()
}

/// "Muscle, phase and position", then how long and how often.
fn how(exercise: &Exercise) -> String {
    let phase = match exercise.phase {
        Phase::Relief => "now",
        Phase::FollowUp => "next days and weeks",
    };
    let position = match exercise.position {
        Position::Standing => "standing",
        Position::Sitting => "sitting",
        Position::Lying => "lying",
        Position::Kneeling => "kneeling",
    };
    let range = |[from, to]: [u16; 2], unit: &str| {
        if from == to {
            format!("{to} {unit}")
        } else {
            format!("{from} to {to} {unit}")
        }
    };
    let mut how = format!("{phase}, {position}");
    if exercise.hold != [0, 0] {
        how += &format!(", hold {}", range(exercise.hold, "seconds"));
    }
    how += &format!(", {}", range(exercise.repeats, "times"));
    if exercise.hold != [0, 0] && exercise.repeats[1] > 1 {
        how += &format!(", {} seconds of rest", exercise.rest);
    }
    if exercise.both_sides {
        how += ", sore side first, then the other";
    }
    if exercise.gentle {
        how += ", also while the muscle is not certain";
    }
    if exercise.quick {
        how += ", also in \u{201c}cramping now\u{201d}";
    }
    how
}

fn exercise(book: &Book, place: usize) -> String {
    let exercise = &book.protocol.exercises[place];
    let id = escape(&exercise.id);
    let name = book.said(|language| Some(&language.plan_words.exercises[place].name));
    let steps = texts(book, "ol", |language| {
        &language.plan_words.exercises[place].steps
    });
    let stop = texts(book, "ul", |language| {
        &language.plan_words.exercises[place].stop
    });
    let dose = book.said(|language| Some(&language.plan_words.exercises[place].dose));
    let feel = book.said(|language| language.plan_words.exercises[place].feel.as_ref());
    format!(
        "<article class=\"offer\" id=\"e.{id}\"><h4>{name} <code>{id}</code> <span class=\"muted\">{}</span></h4>{steps}{}{}{}{}{}{}{}</article>",
        how(exercise),
        field("Dose", &dose),
        field("Felt", &feel),
        field("Stop", &stop),
        exercise.when.map_or_else(String::new, |node| field(
            "Only when",
            &sentence(book, node)
        )),
        exercise.unless.map_or_else(String::new, |node| field(
            "Never unless this is known to be absent",
            &sentence(book, node)
        )),
        book.sources_short(&exercise.sources, exercise.evidence),
        book.tick(),
    )
}

/// Massage by a practitioner.
pub(super) fn practitioner_massages(book: &Book) -> String {
    let massages = &book.protocol.massages;
    let all: String = (0..massages.len())
        .filter(|&place| massages[place].muscle.is_none())
        .map(|place| massage(book, place))
        .collect();
    format!("<div class=\"pair\">{all}</div>")
}

fn massage(book: &Book, place: usize) -> String {
    let massage = &book.protocol.massages[place];
    let id = escape(&massage.id);
    let by = match massage.by {
        By::Oneself => "massage by oneself, around the sore muscle",
        By::Practitioner => "by a trained practitioner",
    };
    let name = book.said(|language| Some(&language.plan_words.massages[place].name));
    let steps = texts(book, "ul", |language| {
        &language.plan_words.massages[place].steps
    });
    let not_here = texts(book, "ul", |language| {
        &language.plan_words.massages[place].not_here
    });
    format!(
        "<article class=\"offer\" id=\"g.{id}\"><h4>{name} <code>{id}</code> <span class=\"muted\">{by}</span></h4>{steps}{}{}{}{}{}</article>",
        field("Not here", &not_here),
        massage.when.map_or_else(String::new, |node| field(
            "Only when",
            &sentence(book, node)
        )),
        massage.unless.map_or_else(String::new, |node| field(
            "Never unless this is known to be absent",
            &sentence(book, node)
        )),
        book.sources_short(&massage.sources, massage.evidence),
        book.tick(),
    )
}

fn texts<'a>(
    book: &Book<'a>,
    kind: &str,
    of: impl Fn(&'a unknot_protocol::read::Language) -> &'a Vec<Text>,
) -> String {
    book.each(|language| Some(list(kind, of(language).iter().map(forms))))
        // A list may not stand inside a line of text.
        .replace("<span lang", "<div lang")
        .replace("</ol></span>", "</ol></div>")
        .replace("</ul></span>", "</ul></div>")
}

/// What a practitioner may offer.
pub(super) fn services(book: &Book) -> String {
    let services = book.protocol.services.iter().enumerate();
    services
        .map(|(place, service)| {
            let id = escape(&service.id);
            let name = book.said(|language| Some(&language.plan_words.services[place].name));
            let about = book.said(|language| Some(&language.plan_words.services[place].about));
            let marks = match (service.assesses, service.hands_on) {
                (true, true) => "may assess, hands-on",
                (true, false) => "may assess",
                (false, true) => "hands-on",
                (false, false) => "neither assesses nor hands-on",
            };
            format!(
                "<article class=\"offer\" id=\"v.{id}\"><h4>{name} <code>{id}</code> <span class=\"muted\">{marks}</span></h4>{about}{}{}{}</article>",
                field("Named when", &or_always(book, service.when)),
                service.unless.map_or_else(String::new, |node| field(
                    "Never unless this is known to be absent",
                    &sentence(book, node)
                )),
                book.tick(),
            )
        })
        .collect()
}

/// Every line of advice, by section.
pub(super) fn advice(book: &Book) -> String {
    const SECTIONS: [(Section, &str); 8] = [
        (Section::Until, "Until help is there: do"),
        (Section::UntilAvoid, "Until help is there: do not"),
        (Section::Now, "Now"),
        (Section::Days, "The next days"),
        (Section::Weeks, "The coming weeks"),
        (Section::Run, "Can I run? The first that applies"),
        (Section::Avoid, "Do not"),
        (Section::SafetyNet, "When to get help instead"),
    ];
    SECTIONS
        .into_iter()
        .map(|(section, name)| {
            let lines: String = (0..book.protocol.advice.len())
                .filter(|&place| book.protocol.advice[place].section == section)
                .map(|place| line(book, place))
                .collect();
            format!(
                "<h3>{name}</h3><table class=\"advice\"><thead><tr><th>Line</th><th>Shown when</th><th>Rests on</th></tr></thead><tbody>{lines}</tbody></table>"
            )
        })
        .collect()
}

fn line(book: &Book, place: usize) -> String {
    let line = &book.protocol.advice[place];
    let id = escape(&line.id);
    let said = book.said(|language| Some(&language.plan_words.advice[place].say));
    let named = matches!(line.section, Section::Until | Section::UntilAvoid);
    let mut when = match (line.when, named) {
        (None, true) => named_by(book, place),
        (when, _) => or_always(book, when),
    };
    if matches!(line.section, Section::Avoid | Section::SafetyNet) && line.when.is_some() {
        when = format!("unless this is known to be absent: {when}");
    }
    if let Some(unless) = line.unless {
        when += &format!(
            "<div>never unless this is known to be absent: {}</div>",
            sentence(book, unless)
        );
    }
    if !line.levels.is_empty() {
        let levels: Vec<&str> = line
            .levels
            .iter()
            .map(|&level| book.level_name(level))
            .collect();
        when += &format!("<div class=\"muted\">at {}</div>", levels.join(", "));
    }
    let sources: Vec<String> = line
        .sources
        .iter()
        .map(|&source| {
            let id = escape(&book.protocol.sources[usize::from(source)].id);
            format!("<a href=\"#s.{id}\">{id}</a>")
        })
        .collect();
    format!(
        "<tr id=\"a.{id}\"><td>{said} <code>{id}</code></td><td>{when}</td><td>{} <span class=\"letter\">{}</span></td></tr>",
        sources.join(", "),
        line.evidence
    )
}

/// The rules and levels that name a line which is shown only where it is named.
fn named_by(book: &Book, place: usize) -> String {
    let names = |lines: &[u16]| lines.iter().any(|&line| usize::from(line) == place);
    let mut by: Vec<String> = Level::ALL
        .iter()
        .zip(&book.protocol.levels)
        .filter(|(_, line)| names(&line.until))
        .map(|(&level, _)| format!("every outcome \u{201c}{}\u{201d}", book.level_name(level)))
        .collect();
    let flags = book.protocol.red_flags.iter();
    by.extend(flags.filter(|flag| names(&flag.until)).map(|flag| {
        let id = escape(&flag.id);
        format!("<a href=\"#{id}\">{id}</a>")
    }));
    if by.is_empty() {
        return "named by no rule".to_owned();
    }
    format!("named by {}", by.join(", "))
}
