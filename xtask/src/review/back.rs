//! The last chapters: decisions, sources, what is proved, what changed.

use std::fs;
use std::process::Command;

use super::book::{Book, how_read};
use super::html::{count, escape, field, list};
use super::listing::{Changes, PINNED, compare};
use super::markdown;
use crate::paths;

/// Choices made where the sources left one.
pub(super) fn decisions(book: &Book) -> String {
    let decisions = book.content.decisions.iter();
    decisions
        .map(|decision| {
            let id = escape(&decision.id);
            let rows: Vec<String> = decision
                .rows
                .iter()
                .map(|row| {
                    let row = escape(row);
                    let known = book.protocol.red_flags.iter().any(|flag| flag.id == row);
                    if known {
                        format!("<a href=\"#{row}\">{row}</a>")
                    } else {
                        row
                    }
                })
                .collect();
            format!(
                "<article class=\"offer\" id=\"d.{id}\"><h4>{} <code>{id}</code></h4><p>{}</p>{}{}{}</article>",
                escape(&title(&decision.id)),
                escape(&decision.chose),
                field("Because", &escape(&decision.because)),
                field("Concerns", &rows.join(", ")),
                book.tick(),
            )
        })
        .collect()
}

/// An id as a heading.
fn title(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// Every source with its address and how it was read.
pub(super) fn sources(book: &Book) -> String {
    let rows: String = book
        .protocol
        .sources
        .iter()
        .map(|source| {
            let (how, class) = how_read(&source.read);
            let url = escape(&source.url);
            let address = if url.is_empty() {
                "<span class=\"muted\">no address</span>".to_owned()
            } else {
                format!("<a class=\"url\" href=\"{url}\">{url}</a>")
            };
            let id = escape(&source.id);
            format!(
                "<tr id=\"s.{id}\"><td><code>{id}</code></td><td>{} <br>{address}</td><td><span class=\"{class}\">{how}</span></td></tr>",
                escape(&source.citation)
            )
        })
        .collect();
    format!(
        "<table class=\"sources\"><thead><tr><th>Id</th><th>Source</th><th>How it was read</th></tr></thead><tbody>{rows}</tbody></table>"
    )
}

/// What is proved: the project's own account, or the promises until it is written.
pub(super) fn proof() -> String {
    fs::read_to_string(paths::root().join("docs/proof.md"))
        .map_or_else(|_| PROMISES.to_owned(), |text| markdown::html(&text))
}

const PROMISES: &str = "<p>These are the promises about the rules. How each is checked, over every possible \
answer and not over samples, and what came of it, will stand in <code>docs/proof.md</code>; \
until it does, treat them as aims.</p><ol>\
<li>Every interview ends; the longest and the typical length are known.</li>\
<li>Each rule reaches at least its level, whatever else is answered.</li>\
<li>Turning any danger answer from \u{201c}no\u{201d} to \u{201c}still not sure\u{201d} or \u{201c}yes\u{201d} never lowers the level.</li>\
<li>Asking only what matters reaches the same level as asking everything; for self-care and practitioner the same plan and patterns too.</li>\
<li>No massage unless what forbids it is known to be absent; no stretch with a guarded injury, a strain or another finding that closes it; no hands-on booking before an evaluation.</li>\
<li>Every outcome has a reason, a plan or a referral, a safety net with a time, and a source.</li>\
<li>Every question, answer, rule, pattern, exercise and text can be reached.</li>\
<li>Whenever a question is asked, two of its answers lead to different outcomes.</li></ol>";

/// The listing of the last tagged version; `Err` says why there is none.
pub(super) fn previous() -> Result<(String, String), &'static str> {
    let git = |arguments: &[&str]| -> Option<String> {
        let output = Command::new("git")
            .args(arguments)
            .current_dir(paths::root())
            .output()
            .ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let tag = git(&["describe", "--tags", "--abbrev=0"])
        .ok_or("No version has been tagged yet, so there is nothing to compare with.")?;
    let tag = tag.trim().to_owned();
    let listing = git(&["show", &format!("{tag}:{PINNED}")]).ok_or(
        "The last tagged version has no pinned listing, so there is nothing to compare with.",
    )?;
    Ok((tag, listing))
}

/// What changed since the last tagged version.
pub(super) fn changes(now: &str) -> String {
    match previous() {
        Err(why) => format!("<p>{why}</p>"),
        Ok((tag, before)) => {
            let changes = compare(&before, now);
            let tag = escape(&tag);
            if changes.none() {
                return format!("<p>Nothing has changed since version {tag}.</p>");
            }
            format!("<p>Compared with version {tag}.</p>{}", told(&changes))
        }
    }
}

fn told(changes: &Changes) -> String {
    let named = |ids: &[String]| list("ul", ids.iter().map(|id| link(id)));
    let changed = list(
        "ul",
        changes.changed.iter().map(|(id, fields)| {
            let fields = fields.iter().map(|change| {
                if change.field == "words" {
                    return "words changed".to_owned();
                }
                format!(
                    "{}: <del>{}</del> <ins>{}</ins>",
                    escape(&change.field),
                    escape(&change.before),
                    escape(&change.after)
                )
            });
            format!("{}{}", link(id), list("ul", fields))
        }),
    );
    let part = |number: usize, what: &str, html: String| {
        if number == 0 {
            return String::new();
        }
        format!("<h3>{} {what}</h3>{html}", count(number, "line"))
    };
    part(changes.changed.len(), "changed", changed)
        + &part(changes.new.len(), "new", named(&changes.new))
        + &part(changes.gone.len(), "gone", {
            list("ul", changes.gone.iter().map(|id| escape(id)))
        })
}

/// "red-flag l-dvt" as a link to where it stands in this document.
fn link(entry: &str) -> String {
    let (kind, id) = entry.split_once(' ').unwrap_or((entry, ""));
    let anchor = match kind {
        "red-flag" => "",
        "question" => "q.",
        "pattern" => "p.",
        "muscle" => "m.",
        "exercise" => "e.",
        "massage" => "g.",
        "advice" => "a.",
        "service" => "v.",
        "source" => "s.",
        "decision" => "d.",
        _ => return escape(entry),
    };
    let (kind, id) = (escape(kind), escape(id));
    format!("{kind} <a href=\"#{anchor}{id}\">{id}</a>")
}
