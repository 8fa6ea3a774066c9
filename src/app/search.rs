//! Finding a place by whatever name a visitor has for it.
//!
//! Case, accents and apostrophes do not count. Every word typed has to begin a word of one and the
//! same name; only where no name has that, words that are nearly right count too.

use unknot_protocol::SearchWords;

/// The options that go by that name, or nothing where the search says nothing: then it is as if
/// there were none. `label` is what stands beside an option, which it is found by as well.
pub fn found<'a>(
    search: &str,
    words: &SearchWords,
    options: &[u16],
    label: impl Fn(u16) -> &'a str,
) -> Option<Vec<u16>> {
    let ignored: Vec<_> = words.ignored.iter().flat_map(|word| split(word)).collect();
    let mut typed = split(search);
    typed.retain(|word| !ignored.contains(word));
    if typed.is_empty() {
        return None;
    }
    let by = |fits: fn(&[u8], &[u8]) -> bool| -> Vec<u16> {
        let goes_by = |name: &str| {
            let name = split(name);
            let has = |word: &Vec<u8>| name.iter().any(|part| fits(word, part));
            typed.iter().all(has)
        };
        let named = |&option: &u16| {
            let mut names = words.names.get(usize::from(option)).into_iter().flatten();
            goes_by(label(option)) || names.any(|name| goes_by(name))
        };
        options.iter().copied().filter(named).collect()
    };
    let exactly = by(begins);
    Some(if exactly.is_empty() {
        by(nearly)
    } else {
        exactly
    })
}

/// The plain letters of À to ſ, where most languages in Latin letters have theirs.
const PLAIN: &[u8; 192] = b"\
aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll\
lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// The words of a text without case, accents and apostrophes, as bytes: of Latin letters, one each.
fn split(text: &str) -> Vec<Vec<u8>> {
    let mut words = vec![Vec::new()];
    for letter in text.chars() {
        let code = letter as usize;
        let Some(word) = words.last_mut() else {
            break;
        };
        match letter {
            // Accents that stand by themselves, as some keyboards write them, and apostrophes.
            '\u{300}'..='\u{36f}' | '\'' | '’' => {}
            'a'..='z' | 'A'..='Z' | '0'..='9' => word.push(letter.to_ascii_lowercase() as u8),
            '\u{c0}'..='\u{17f}' => word.push(PLAIN[code - 0xc0]),
            // Everything else that is not plain punctuation is taken as it is.
            '\u{80}'.. => word.extend(letter.encode_utf8(&mut [0; 4]).bytes()),
            _ => words.push(Vec::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn begins(typed: &[u8], word: &[u8]) -> bool {
    word.starts_with(typed)
}

/// One letter too many, too few, wrong or swapped; two in a long word.
fn nearly(typed: &[u8], word: &[u8]) -> bool {
    let allowed = match typed.len() {
        ..3 => return begins(typed, word),
        3..7 => 1,
        _ => 2,
    };
    let width = word.len() + 1;
    // How many changes make the first letters of the one into the first letters of the other.
    let mut changes = vec![0; width * (typed.len() + 1)];
    for row in 0..=typed.len() {
        for column in 0..width {
            let at = row * width + column;
            changes[at] = if row == 0 || column == 0 {
                row + column
            } else {
                let same = typed[row - 1] == word[column - 1];
                let swapped = row > 1
                    && column > 1
                    && typed[row - 1] == word[column - 2]
                    && typed[row - 2] == word[column - 1];
                let before = at - width;
                let mut least = changes[before - 1] + usize::from(!same);
                least = least.min(changes[before] + 1).min(changes[at - 1] + 1);
                if swapped {
                    least = least.min(changes[before - width - 2] + 1);
                }
                least
            };
        }
    }
    // A longer word may still be on its way to its end.
    let ends = if typed.len() < 5 { width - 1 } else { 0 };
    let last = typed.len() * width;
    changes[last + ends..].iter().any(|&count| count <= allowed)
}

#[cfg(test)]
mod tests {
    use super::{PLAIN, nearly, split};

    fn words(text: &str) -> Vec<String> {
        let words = split(text).into_iter();
        words
            .map(|word| String::from_utf8(word).unwrap_or_default())
            .collect()
    }

    #[test]
    fn case_accents_and_apostrophes_do_not_count() {
        assert_eq!(
            words("  MÚSCULO, de/la Pantorrilla "),
            ["musculo", "de", "la", "pantorrilla"]
        );
        assert_eq!(words("mu\u{301}sculo"), ["musculo"]);
        assert_eq!(words("runner's runner’s"), ["runners", "runners"]);
        assert_eq!(
            words("Łódź straße çiğ ŞIŞ"),
            ["lodz", "strase", "cig", "sis"]
        );
        assert_eq!(words("нога"), ["нога"]);
        assert!(PLAIN.iter().all(|letter| letter.is_ascii()));
    }

    #[test]
    fn a_slip_is_forgiven_and_two_in_a_long_word() {
        for (typed, word) in [
            ("claf", "calf"),
            ("nek", "neck"),
            ("shoulderr", "shoulder"),
            ("hamstrng", "hamstring"),
            ("hamstrn", "hamstring"),
            ("gastrocnemious", "gastrocnemius"),
            ("shoul", "shoulder"),
        ] {
            assert!(nearly(typed.as_bytes(), word.as_bytes()), "{typed}");
        }
        for (typed, word) in [
            ("to", "hip"),
            ("hip", "toe"),
            ("knee", "neck"),
            ("elbow", "below"),
        ] {
            assert!(!nearly(typed.as_bytes(), word.as_bytes()), "{typed}");
        }
    }
}
