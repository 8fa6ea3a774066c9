//! As much Markdown as the project's own documents use, as HTML.

use super::html::escape;

/// Headings, paragraphs, lists, tables and code; anything else stays text.
pub(super) fn html(text: &str) -> String {
    let mut out = String::new();
    let mut open: Option<&'static str> = None;
    let mut code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            close(&mut out, &mut open);
            code = !code;
            out += if code { "<pre>" } else { "</pre>" };
            continue;
        }
        if code {
            out += &escape(line);
            out.push('\n');
            continue;
        }
        let line = line.trim();
        let level = line.chars().take_while(|&c| c == '#').count();
        if line.is_empty() {
            close(&mut out, &mut open);
        } else if level > 0 && line[level..].starts_with(' ') {
            close(&mut out, &mut open);
            // The document has its own first two levels.
            let level = (level + 1).clamp(3, 6);
            let title = inline(line.trim_start_matches('#').trim());
            out += &format!("<h{level}>{title}</h{level}>");
        } else if line.starts_with('|') {
            enter(&mut out, &mut open, "table");
            if !line.chars().all(|c| "|-: ".contains(c)) {
                let cells = line.trim_matches('|').split('|');
                let cells: String = cells
                    .map(|cell| format!("<td>{}</td>", inline(cell.trim())))
                    .collect();
                out += &format!("<tr>{cells}</tr>");
            }
        } else if let Some(item) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
            enter(&mut out, &mut open, "ul");
            out += &format!("<li>{}", inline(item));
        } else if let Some(item) = numbered(line) {
            enter(&mut out, &mut open, "ol");
            out += &format!("<li>{}", inline(item));
        } else {
            if open.is_none() {
                enter(&mut out, &mut open, "p");
            }
            out += &inline(line);
            out.push('\n');
        }
    }
    close(&mut out, &mut open);
    out
}

fn enter(out: &mut String, open: &mut Option<&'static str>, tag: &'static str) {
    if *open != Some(tag) {
        close(out, open);
        *out += &format!("<{tag}>");
        *open = Some(tag);
    }
}

fn close(out: &mut String, open: &mut Option<&'static str>) {
    if let Some(tag) = open.take() {
        *out += &format!("</{tag}>\n");
    }
}

fn numbered(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once(". ")?;
    number.chars().all(|c| c.is_ascii_digit()).then_some(rest)
}

/// Code and strong text; a link keeps its words only, because the files it points to are not here.
fn inline(text: &str) -> String {
    let mut out = String::new();
    for (place, part) in text.split('`').enumerate() {
        let part = escape(part);
        if place % 2 == 1 {
            out += &format!("<code>{part}</code>");
            continue;
        }
        for (place, part) in unlink(&part).split("**").enumerate() {
            if place % 2 == 1 {
                out += &format!("<b>{part}</b>");
            } else {
                out += part;
            }
        }
    }
    out
}

fn unlink(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        let Some((_, next)) = after.split_once(')') else {
            break;
        };
        out += &before.replacen('[', "", 1);
        rest = next;
    }
    out + rest
}
