/// The longest text that a phone still reads well from another phone's screen, in bytes.
pub const LONGEST: usize = 700;

/// A text for the code: `head` and `tail` whole, and of `body` as many lines as there is room for,
/// the most telling first. Typographic signs become plain ones, so that each takes one byte.
pub fn compact(head: &[String], body: &[String], tail: &str) -> String {
    let mut text = plain(&head.join("\n"));
    let tail = plain(tail);
    for line in body.iter().filter(|line| !line.is_empty()) {
        let line = plain(line);
        let room = LONGEST.saturating_sub(text.len() + tail.len() + 2);
        if line.len() < room {
            text.push('\n');
            text.push_str(&line);
        } else if let Some(part) = shortened(&line, room) {
            text.push('\n');
            text.push_str(&part);
            break;
        }
    }
    text.push('\n');
    text.push_str(&tail);
    text
}

/// The beginning of a line up to the last whole word that fits, with dots behind it.
fn shortened(line: &str, room: usize) -> Option<String> {
    let dots = " ...";
    let mut end = room.checked_sub(dots.len() + 1)?;
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let whole = line.as_bytes()[..end]
        .iter()
        .rposition(|&byte| byte == b' ')?;
    // A few words say less than nothing.
    (whole > 24).then(|| [&line[..whole], dots].concat())
}

fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\u{2018}' | '\u{2019}' => plain.push('\''),
            '\u{201c}' | '\u{201d}' => plain.push('"'),
            '\u{2010}'..='\u{2015}' => plain.push('-'),
            '\u{a0}' | '\u{202f}' | '\u{2009}' => plain.push(' '),
            '\u{2026}' => plain.push_str("..."),
            _ => plain.push(sign),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, compact};

    #[test]
    fn head_and_tail_are_whole_and_the_rest_is_what_fits() {
        let head = ["Unknot 0.1.0".to_owned(), "Age 62".to_owned()];
        let body = [
            "It’s “there” – now…".to_owned(),
            "calf swollen; ".repeat(60),
            "last".to_owned(),
        ];
        let text = compact(&head, &body, "Not a diagnosis.");
        assert!(
            text.starts_with("Unknot 0.1.0\nAge 62\nIt's \"there\" - now...\ncalf swollen;"),
            "{text}"
        );
        assert!(text.ends_with(" ...\nNot a diagnosis."), "{text}");
        assert!(
            text.len() <= LONGEST && text.len() > LONGEST - 30,
            "{}",
            text.len()
        );
    }

    #[test]
    fn letters_of_other_languages_are_never_cut_in_two() {
        for length in 0..40 {
            let body = [["x".repeat(length), "ñ ".repeat(400)].concat()];
            let text = compact(&[], &body, "ñ");
            assert!(text.len() <= LONGEST, "{length}: {}", text.len());
        }
    }
}
