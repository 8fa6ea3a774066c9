//! Small helpers for writing HTML.

/// Text that may stand in an element or in an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// A labelled line, or nothing where there is nothing to say.
pub(super) fn field(label: &str, html: &str) -> String {
    if html.is_empty() {
        return String::new();
    }
    format!("<div class=\"field\"><b>{label}</b> {html}</div>")
}

/// A list, or nothing.
pub(super) fn list(kind: &str, items: impl IntoIterator<Item = String>) -> String {
    let items: String = items
        .into_iter()
        .map(|item| format!("<li>{item}</li>"))
        .collect();
    if items.is_empty() {
        return items;
    }
    format!("<{kind}>{items}</{kind}>")
}

/// "1 rule", "2 rules".
pub(super) fn count(number: usize, one: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {one}{s}")
}

/// The first letter small, where a statement goes on inside a sentence.
/// Words such as "I" and abbreviations keep theirs.
pub(super) fn small(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().collect::<String>() + &text[first.len_utf8()..]
        }
        (Some('A'), Some(' ')) => "a".to_owned() + &text[1..],
        _ => text.to_owned(),
    }
}
