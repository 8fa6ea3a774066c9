//! `cargo xtask review`: the whole protocol as one document for the clinician who reviews it.

mod back;
mod book;
mod chapters;
mod examples;
mod flow;
mod html;
mod listing;
mod markdown;
mod names;
mod plan;
mod say;
mod themes;

use std::fs;

use anyhow::{Context, Result};
use clap::Args;
use unknot_protocol::Level;

use self::book::Book;
use self::examples::Examples;
use self::html::{count, escape};
use self::listing::{PINNED, compare, listing};
use self::themes::THEMES;
use crate::{content::content, paths};

/// Where the document is written, below the project.
const DOCUMENT: &str = "target/review/index.html";

/// What `cargo xtask review` is given.
#[derive(Args)]
pub(crate) struct Options {
    /// Pin the listing that reviewers compare, protocol/listing.txt
    #[arg(long)]
    update: bool,
}

/// Writes the document, and pins or compares the listing.
pub(crate) fn review(options: &Options) -> Result<()> {
    let content = content()?;
    let found = names::read(&paths::root().join("protocol"));
    let book = Book::new(&content, &found);
    let now = listing(&book);
    let pinned = paths::root().join(PINNED);
    if options.update {
        fs::write(&pinned, &now).with_context(|| format!("cannot write {}", pinned.display()))?;
    } else {
        let before = fs::read_to_string(&pinned).unwrap_or_default();
        let changes = compare(&before, &now);
        if !changes.none() {
            println!(
                "{PINNED} is stale: {} changed, {} new, {} gone; `cargo xtask review --update` pins it",
                changes.changed.len(),
                changes.new.len(),
                changes.gone.len()
            );
        }
    }
    let examples = Examples::read(&paths::root().join("tests/rows"));
    let file = paths::root().join(DOCUMENT);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&file, document(&book, &examples, &now))
        .with_context(|| format!("cannot write {}", file.display()))?;
    println!("the review document is in {}", file.display());
    Ok(())
}

/// One part of the document outside the chapters by theme.
struct Part {
    id: &'static str,
    name: &'static str,
    lead: &'static str,
    html: String,
}

fn document(book: &Book, examples: &Examples, listing: &str) -> String {
    let order = themes::order(book.protocol);
    let before = [
        Part {
            id: "how",
            name: "How the triage works",
            lead: "",
            html: include_str!("review/about.html").to_owned() + &levels(book),
        },
        Part {
            id: "changes",
            name: "What changed",
            lead: "",
            html: back::changes(listing),
        },
        Part {
            id: "glance",
            name: "All rules at a glance",
            lead: "",
            html: chapters::at_a_glance(book),
        },
    ];
    let themes: String = (0..THEMES.len())
        .map(|theme| chapters::chapter(book, &order, theme, examples))
        .collect();
    let after = after(book);
    let part = |part: &Part| {
        format!(
            "<section class=\"part\" id=\"part.{}\"><h2>{}</h2>{}{}</section>",
            part.id,
            part.name,
            if part.lead.is_empty() {
                String::new()
            } else {
                format!("<p>{}</p>", part.lead)
            },
            part.html
        )
    };
    let link = |id: String, name: &str| format!("<li><a href=\"#{id}\">{name}</a></li>");
    let contents = |parts: &[Part]| -> String {
        parts
            .iter()
            .map(|part| link(format!("part.{}", part.id), part.name))
            .collect()
    };
    let chapters: String = THEMES
        .iter()
        .map(|theme| link(format!("theme.{}", theme.id), theme.name))
        .collect();
    let nav = format!(
        "<nav aria-label=\"Contents\"><h2>Contents</h2><ol>{}<li>Questions and rules, theme by theme<ol>{chapters}</ol></li>{}</ol></nav>",
        contents(&before),
        contents(&after),
    );
    let body: String = before.iter().map(part).collect::<String>()
        + &themes
        + &after.iter().map(part).collect::<String>();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Unknot: the protocol for review</title>\n<style>\n{}</style>\n<main>\n{}{nav}{body}</main>\n</html>\n",
        include_str!("review/page.css"),
        cover(book),
    )
}

fn after(book: &Book) -> Vec<Part> {
    vec![
        Part {
            id: "terms",
            name: "Terms",
            lead: "Longer conditions that several rules share, each by its name.",
            html: chapters::terms(book),
        },
        Part {
            id: "gates",
            name: "What closes stretching, massage and hands-on care",
            lead: "These stand before every single offer. What is not known counts as present.",
            html: plan::gates(book),
        },
        Part {
            id: "patterns",
            name: "Patterns",
            lead: "The first stands first; at most two that fit are shown.",
            html: plan::patterns(book),
        },
        Part {
            id: "muscles",
            name: "Muscles, exercises and massage by oneself",
            lead: "All exercises stand behind the gate for stretching, all massage behind the gate for massage.",
            html: plan::muscles(book),
        },
        Part {
            id: "massage",
            name: "Massage by a practitioner",
            lead: "",
            html: plan::practitioner_massages(book),
        },
        Part {
            id: "services",
            name: "Services",
            lead: "Whoever \u{201c}may assess\u{201d} can see an injury first; hands-on services wait for that.",
            html: plan::services(book),
        },
        Part {
            id: "advice",
            name: "Advice",
            lead: "",
            html: plan::advice(book),
        },
        Part {
            id: "decisions",
            name: "Decisions taken",
            lead: "Where the sources contradict each other, leave something open, or would send ordinary people to a doctor, this was chosen.",
            html: back::decisions(book),
        },
        Part {
            id: "proof",
            name: "What is proved, and how",
            lead: "",
            html: back::proof(),
        },
        Part {
            id: "sources",
            name: "Sources",
            lead: "",
            html: back::sources(book),
        },
    ]
}

/// The first page: what this is, which content, who has signed.
fn cover(book: &Book) -> String {
    let protocol = book.protocol;
    let signed = if protocol.sign_offs.is_empty() {
        "<p class=\"unsigned\">No clinician has reviewed this content yet.</p>".to_owned()
    } else {
        let lines = protocol.sign_offs.iter().map(|sign| {
            let which = if sign.hash == protocol.hash {
                "this content"
            } else {
                "an earlier content"
            };
            escape(&format!(
                "{}, {}: {which}, on {}",
                sign.who, sign.role, sign.when
            ))
        });
        html::list("ul", lines)
    };
    let read = |how: &str| {
        protocol
            .sources
            .iter()
            .filter(|source| source.read == how)
            .count()
    };
    let letters: Vec<String> = "ABCDK"
        .chars()
        .map(|letter| {
            let number = protocol
                .red_flags
                .iter()
                .filter(|flag| flag.evidence == letter)
                .count();
            format!("{number} {letter}")
        })
        .collect();
    let languages: Vec<&str> = book
        .content
        .languages
        .iter()
        .map(|language| language.words.interface.language.as_str())
        .collect();
    let rows = [
        ("Version", escape(&protocol.version)),
        (
            "Fingerprint of all rules and words",
            format!("<code>{}</code>", protocol.hash),
        ),
        ("Wants a new review by", escape(&protocol.review_by)),
        ("Languages", escape(&languages.join(", "))),
        (
            "Content",
            [
                count(protocol.questions.len(), "question"),
                count(protocol.red_flags.len(), "rule"),
                count(protocol.patterns.len(), "pattern"),
                count(protocol.muscles.len(), "muscle"),
                count(protocol.exercises.len(), "exercise"),
                count(protocol.massages.len(), "massage"),
                count(protocol.advice.len(), "line") + " of advice",
                count(book.content.decisions.len(), "decision"),
            ]
            .join(", "),
        ),
        ("Evidence behind the rules", letters.join(", ")),
        (
            "Sources",
            format!(
                "{} read, {} read as a republished copy, {} not yet read",
                read("page"),
                read("copy"),
                read("unread")
            ),
        ),
    ];
    let rows: String = rows
        .iter()
        .map(|(name, value)| format!("<tr><th>{name}</th><td>{value}</td></tr>"))
        .collect();
    format!(
        "<header><p class=\"over\">For the reviewing clinician</p><h1>Unknot: the whole protocol</h1>\
         <p class=\"lead\">A private checker for muscle spasm and cramp. This is everything it asks, every rule it follows and everything it says, with its sources. It is written from the very data the checker runs on.</p>{signed}<table class=\"facts\">{rows}</table></header>"
    )
}

fn levels(book: &Book) -> String {
    let rows: String = Level::ALL
        .iter()
        .rev()
        .map(|&level| {
            let place = level as usize;
            let line = &book.protocol.levels[place];
            let act = book.said(|language| language.words.levels.get(place).map(|words| &words.act));
            let soon = book.said(|language| {
                language
                    .words
                    .levels
                    .get(place)
                    .map(|words| &words.how_soon)
            });
            let rules = book
                .protocol
                .red_flags
                .iter()
                .filter(|flag| flag.levels.iter().any(|(of, _)| *of == level))
                .count();
            format!(
                "<tr><td><span class=\"dot {}\">{}</span></td><td>{act} {soon}</td><td>{}</td><td>{rules}</td></tr>",
                level.id(),
                book.level_name(level),
                book.place(line.place),
            )
        })
        .collect();
    format!(
        "<h3>The five levels</h3><table><thead><tr><th>Level</th><th>The visitor reads</th><th>Where, if the rule says nothing else</th><th>Rules that reach it</th></tr></thead><tbody>{rows}</tbody></table>"
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::LazyLock;

    use unknot_protocol::read::Content;

    use super::*;

    static CONTENT: LazyLock<Content> =
        LazyLock::new(|| content().unwrap_or_else(|error| panic!("{error}")));

    fn book() -> Book<'static> {
        Book::new(&CONTENT, &names::read(&paths::root().join("protocol")))
    }

    static PAGE: LazyLock<String> = LazyLock::new(|| {
        let examples = Examples::read(&paths::root().join("tests/rows"));
        let book = book();
        document(&book, &examples, &listing(&book))
    });

    /// The values of all attributes of that name.
    fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
        page.split(&format!(" {attribute}=\""))
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect()
    }

    #[test]
    fn the_pinned_listing_is_that_of_this_content() {
        let pinned = fs::read_to_string(paths::root().join(PINNED)).unwrap_or_default();
        let changes = compare(&pinned, &listing(&book()));
        assert!(
            changes.none(),
            "{PINNED} is stale; look at the change and run `cargo xtask review --update`:\n{changes:#?}"
        );
    }

    #[test]
    fn every_rule_stands_once_and_every_link_leads_somewhere() {
        let book = book();
        let page = &*PAGE;
        let ids = values(page, "id");
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(known.len(), ids.len(), "an id stands twice");
        for flag in &book.protocol.red_flags {
            assert!(known.contains(flag.id.as_str()), "{} is missing", flag.id);
        }
        for target in values(page, "href") {
            if let Some(id) = target.strip_prefix('#') {
                assert!(known.contains(id), "#{id} leads nowhere");
            }
        }
    }

    #[test]
    fn every_rule_that_an_answer_can_fire_stands_in_a_picture_at_each_level() {
        let book = book();
        let page = &*PAGE;
        for flag in &book.protocol.red_flags {
            for &(level, node) in &flag.levels {
                if themes::leaves(book.protocol, node).is_empty() {
                    continue;
                }
                let chip = format!("{}</tspan> {}</text>", book.level_name(level), flag.id);
                assert!(
                    page.contains(&chip),
                    "no picture shows {} at {level:?}",
                    flag.id
                );
            }
        }
    }

    #[test]
    fn nothing_is_fetched_and_nothing_runs() {
        let page = &*PAGE;
        for forbidden in [
            "<script", "<link", "<img", "<iframe", " src=", "@import", "url(",
        ] {
            assert!(
                !page.contains(forbidden),
                "the document contains {forbidden}"
            );
        }
    }

    #[test]
    fn every_finding_is_known_by_its_name() {
        let found = names::read(&paths::root().join("protocol"));
        let known = names::findings(&CONTENT.protocol, &found);
        let conditions: BTreeSet<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
        // Two findings may mean the same; then one name stands for both.
        assert!(
            known.len() + 12 > conditions.len(),
            "{} of {} findings are known",
            known.len(),
            conditions.len()
        );
    }

    #[test]
    fn a_change_names_the_field_before_and_after() {
        let before = "# head\nred-flag a | same-day: x | words: en 1\nred-flag b | same-day: y\n";
        let after = "red-flag a | same-day: z | words: en 1\nred-flag c | same-day: y\n";
        let changes = compare(before, after);
        assert_eq!(changes.gone, ["red-flag b"]);
        assert_eq!(changes.new, ["red-flag c"]);
        let (id, fields) = &changes.changed[0];
        assert_eq!((id.as_str(), fields.len()), ("red-flag a", 1));
        assert_eq!(
            (fields[0].before.as_str(), fields[0].after.as_str()),
            ("x", "z")
        );
        assert!(compare(before, before).none());
    }

    #[test]
    fn a_rule_reads_as_a_sentence() {
        let book = book();
        let flags = &book.protocol.red_flags;
        let flag = flags.iter().find(|flag| flag.id == "l-dvt");
        let said = flag.map(|flag| say::sentence(&book, flag.levels[0].1));
        let said = said.unwrap_or_default();
        assert!(said.contains("one leg is swollen"), "{said}");
    }
}
