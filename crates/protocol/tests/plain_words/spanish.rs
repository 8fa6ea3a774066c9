//! The same for Spanish, measured after Fernández Huerta.

use super::{FEWEST, SHARE, Text, listed, sentences, texts_of, words};

/// The reading ease nearly all texts stay at or above: 70 is "fairly easy".
const EASE: f64 = 70.0;

/// Words that promise, frighten or explain with what is not shown to be true.
const NEVER: &[&str] = &[
    "toxina",
    "toxinas",
    "desintoxicar",
    "nada grave",
    "no se preocupe",
    "inofensivo",
    "garantiza",
    "garantizado",
    "mortal",
    "fatal",
    "diagnosticar",
];

/// Counts syllables: groups of vowels, where an accented i or u stands apart from its neighbour,
/// as do two strong vowels.
fn syllables(word: &str) -> usize {
    let word = word
        .replace("qu", "q")
        .replace("gue", "ge")
        .replace("gui", "gi");
    let strong = |letter: char| "aeoáéóíú".contains(letter);
    let weak = |letter: char| "iuü".contains(letter);
    let mut count = 0;
    let mut last: Option<char> = None;
    let letters: Vec<char> = word.chars().collect();
    for (place, &letter) in letters.iter().enumerate() {
        // A y is a vowel only at the end, as in "muy".
        let vowel = strong(letter) || weak(letter) || (letter == 'y' && place + 1 == letters.len());
        if vowel {
            let joined = last.is_some_and(|last| !(strong(last) && strong(letter)));
            count += usize::from(!joined);
        }
        last = vowel.then_some(letter);
    }
    count.max(1)
}

fn ease(text: &str) -> f64 {
    let all = words(text);
    let spoken: usize = all.iter().map(|word| syllables(word)).sum();
    let [spoken, told, ended] =
        [spoken, all.len(), sentences(text).len()].map(|count| count.max(1) as f64);
    206.84 - 0.60 * (100.0 * spoken / told) - 1.02 * told / ended
}

#[test]
fn syllables_are_counted_as_they_are_spoken() {
    for (word, count) in [
        ("pie", 1),
        ("calambre", 3),
        ("día", 2),
        ("músculo", 3),
        ("llame", 2),
        ("guía", 2),
        ("quien", 1),
        ("muy", 1),
        ("oreja", 3),
        ("leer", 2),
        ("ciudad", 2),
        ("emergencias", 4),
    ] {
        assert_eq!(syllables(word), count, "{word}");
    }
}

#[test]
fn texts_are_fairly_easy_to_read() {
    let texts = texts_of("es");
    let long: Vec<&Text> = texts
        .iter()
        .filter(|text| words(&text.words).len() >= FEWEST)
        .collect();
    let hard: Vec<String> = long
        .iter()
        .map(|text| (ease(&text.words), text))
        .filter(|(ease, _)| *ease < EASE)
        .map(|(ease, text)| format!("{ease:.0} {text}"))
        .collect();
    let share = 1.0 - hard.len() as f64 / long.len() as f64;
    println!(
        "{} texts, {:.1} % at 70 or higher",
        long.len(),
        share * 100.0
    );
    assert!(share >= SHARE, "{:.1} %:\n{}", share * 100.0, listed(hard));
}

#[test]
fn no_text_promises_or_frightens() {
    let texts = texts_of("es");
    let wrong = texts.iter().filter_map(|text| {
        let plain = format!(" {} ", words(&text.words).join(" "));
        let named = NEVER
            .iter()
            .find(|part| plain.contains(&format!(" {part} ")))?;
        Some(format!("`{named}` in {text}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", listed(wrong));
}

#[test]
fn labels_and_short_statements_keep_their_form() {
    let texts = texts_of("es");
    let wrong = texts.iter().filter_map(|text| {
        let words = text.words.as_str();
        let why = match text.field() {
            "label" | "said" if words.ends_with('.') => "a full stop at the end",
            "label" if words.chars().count() > 130 => "longer than 130 characters",
            "none" if !words.starts_with("N") => "`none` starts with No or Ninguno",
            _ => return None,
        };
        Some(format!("{why}: {text}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", listed(wrong));
}
