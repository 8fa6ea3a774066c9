//! Every text can be read by a child of 11: its grade, its sentences and its words.
#![cfg(feature = "read")]

#[path = "plain_words/spanish.rs"]
mod spanish;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

/// The Flesch-Kincaid grade nearly all texts stay at or under.
const GRADE: f64 = 6.0;
/// The share of texts, and of sentences, that keep to the stricter measure.
const SHARE: f64 = 0.95;
/// Shorter texts have too few words to be measured alone; they are measured together.
const FEWEST: usize = 5;

/// Words that promise, frighten or explain with what is not shown to be true.
const NEVER: &[&str] = &[
    "toxin",
    "toxins",
    "detox",
    "safe",
    "safely",
    "nothing serious",
    "nothing to worry",
    "do not worry",
    "should be fine",
    "harmless",
    "guarantee",
    "realign",
    "misaligned",
    "out of place",
    "flush",
    "flush out",
    "break up knots",
    "agony",
    "deadly",
    "fatal",
    "crippling",
];

/// One text, with the tables that lead to it, such as `question.danger.chest.label`.
struct Text {
    file: String,
    path: Vec<String>,
    words: String,
}

impl Text {
    /// The field, without the form for one speaker and without the place in a list.
    fn field(&self) -> &str {
        let last = |part: &&String| {
            !["me", "other", "child"].contains(&part.as_str()) && part.parse::<usize>().is_err()
        };
        self.path.iter().rev().find(last).map_or("", String::as_str)
    }

    fn is_of(&self, kind: &str) -> bool {
        self.path.first().is_some_and(|first| first == kind)
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "{} {}: {}", self.file, self.path.join("."), self.words)
    }
}

fn protocol() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocol")
}

/// All tables of a folder, by file name.
fn tables(folder: &Path) -> Vec<(String, Table)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| {
            let name = path.file_name().expect("a file has a name");
            let text = fs::read_to_string(path).expect("it can be read");
            let table = text.parse().expect("it is TOML");
            (name.to_string_lossy().into_owned(), table)
        })
        .collect()
}

/// Every English text.
fn texts() -> Vec<Text> {
    texts_of("en")
}

/// Every text of that language.
fn texts_of(lang: &str) -> Vec<Text> {
    fn walk(file: &str, path: &mut Vec<String>, value: &Value, found: &mut Vec<Text>) {
        let mut down = |key: String, value: &Value| {
            path.push(key);
            walk(file, path, value, found);
            path.pop();
        };
        match value {
            Value::Table(table) => table
                .iter()
                .for_each(|(key, value)| down(key.clone(), value)),
            Value::Array(list) => {
                let numbered = list.iter().enumerate();
                numbered.for_each(|(place, value)| down(place.to_string(), value));
            }
            Value::String(words) => found.push(Text {
                file: file.to_owned(),
                path: path.clone(),
                words: words.clone(),
            }),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for (file, table) in tables(&protocol().join("text").join(lang)) {
        if ["language.toml", "english.toml"].contains(&file.as_str()) {
            continue;
        }
        walk(&file, &mut Vec::new(), &Value::Table(table), &mut found);
    }
    assert!(found.len() > 1000, "the texts of {lang} are there");
    found
}

/// The medical words that count as two syllables.
fn glossary() -> BTreeSet<String> {
    let listed: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("plain_words/glossary.toml"))
            .expect("the glossary is lists of words");
    listed.into_values().flatten().collect()
}

/// The words of a text; `{emergency}` stands for a number, which is one word.
fn words(text: &str) -> Vec<String> {
    let plain = text.replace('’', "'");
    let mut found = Vec::new();
    let mut in_braces = false;
    let mut word = String::new();
    for letter in plain.chars().chain([' ']) {
        match letter {
            '{' => in_braces = true,
            '}' => {
                in_braces = false;
                word = "number".to_owned();
            }
            _ if in_braces => {}
            _ if letter.is_alphanumeric() || "'.,&".contains(letter) => word.push(letter),
            _ => {
                let trimmed = word.trim_matches(|end| "'.,&".contains(end));
                if !trimmed.is_empty() {
                    found.push(trimmed.to_lowercase());
                }
                word.clear();
            }
        }
    }
    found
}

/// The sentences of a text. A fragment without a full stop is one too.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut ended = false;
    for (place, letter) in text.char_indices() {
        if letter.is_whitespace() && ended {
            found.push(&text[start..place]);
            start = place;
        }
        ended = ".!?".contains(letter) || (ended && ")\"”".contains(letter));
    }
    found.push(&text[start..]);
    found.retain(|part| part.chars().any(char::is_alphanumeric));
    found
}

/// Counts syllables as groups of vowels, after taking off the endings that are not spoken.
fn syllables(word: &str, glossary: &BTreeSet<String>) -> usize {
    let vowel = |letter: char| "aeiouy".contains(letter);
    let ends = |word: &str, endings: &[&str]| endings.iter().any(|end| word.ends_with(end));
    let word = word.strip_suffix("'s").unwrap_or(word).replace('\'', "");
    if glossary.contains(&word) {
        return 2;
    }
    if !word.chars().all(|letter| letter.is_ascii_alphabetic()) {
        return 1;
    }
    // A final "le" after a consonant is spoken, as in "muscle".
    let spoken_le = |word: &str| {
        word.strip_suffix("le")
            .and_then(|stem| stem.chars().last())
            .is_some_and(|before| !vowel(before))
    };
    let mut stem = word.as_str();
    if stem.len() > 3 && stem.ends_with("es") {
        let single = &stem[..stem.len() - 1];
        let spoken = ["ses", "xes", "zes", "ches", "shes", "ces", "ges", "ies"];
        if spoken_le(single) {
            stem = single;
        } else if !ends(stem, &spoken) {
            stem = &stem[..stem.len() - 2];
        }
    } else if stem.len() > 3 && stem.ends_with("ed") && !ends(stem, &["ted", "ded"]) {
        stem = &stem[..stem.len() - 2];
    }
    let before_e = stem.strip_suffix('e').and_then(|rest| rest.chars().last());
    if stem.len() > 2 && before_e.is_some_and(|before| !vowel(before)) && !spoken_le(stem) {
        stem = &stem[..stem.len() - 1];
    }
    let mut count = 0;
    let mut last = false;
    for letter in stem.chars() {
        let now = vowel(letter);
        count += usize::from(now && !last);
        last = now;
    }
    // Two vowels that are spoken apart, as in "serious" and "osteo", but not in "action".
    let letters: Vec<char> = stem.chars().collect();
    let split = |three: &[char]| match three {
        [before, 'i', 'a' | 'o' | 'u'] => !"tscgx".contains(*before),
        [before, 'e', 'o'] => *before != 'g',
        _ => false,
    };
    if !stem.starts_with("people") {
        count += letters.windows(3).filter(|three| split(three)).count();
    }
    // "being" and "trying" speak the vowel before the ending apart.
    let apart = stem
        .strip_suffix("ing")
        .and_then(|rest| rest.chars().last())
        .is_some_and(vowel);
    (count + usize::from(apart)).max(1)
}

/// The Flesch-Kincaid grade of so many texts read one after the other.
fn grade<'a>(texts: impl IntoIterator<Item = &'a str>, glossary: &BTreeSet<String>) -> f64 {
    let (mut spoken, mut told, mut ended) = (0, 0, 0);
    for text in texts {
        let all = words(text);
        told += all.len();
        spoken += all
            .iter()
            .map(|word| syllables(word, glossary))
            .sum::<usize>();
        ended += sentences(text).len();
    }
    let [spoken, told, ended] = [spoken, told, ended].map(|count| count.max(1) as f64);
    0.39 * told / ended + 11.8 * spoken / told - 15.59
}

fn listed(found: Vec<String>) -> String {
    found.join("\n")
}

#[test]
fn syllables_are_counted_as_they_are_spoken() {
    let none = BTreeSet::new();
    let known = [
        ("calf", 1),
        ("ache", 1),
        ("inches", 2),
        ("thighs", 1),
        ("cramped", 1),
        ("eased", 1),
        ("muscle", 2),
        ("muscles", 2),
        ("ankle", 2),
        ("needed", 2),
        ("massage", 2),
        ("massages", 3),
        ("doctor", 2),
        ("trying", 2),
        ("finger", 2),
        ("potato", 3),
        ("people", 2),
        ("action", 2),
        ("region", 2),
        ("serious", 3),
        ("emergency", 4),
        ("38", 1),
        ("osteoporosis", 6),
    ];
    for (word, count) in known {
        assert_eq!(syllables(word, &none), count, "{word}");
    }
    assert_eq!(syllables("osteoporosis", &glossary()), 2);
}

#[test]
fn words_and_sentences_are_taken_apart() {
    assert_eq!(
        words("Call {emergency} now, at 38.5 °C (don’t wait)."),
        ["call", "number", "now", "at", "38.5", "c", "don't", "wait"]
    );
    assert_eq!(
        sentences("Stop. Is it hot (or red?) Then rest"),
        ["Stop.", " Is it hot (or red?)", " Then rest"]
    );
}

#[test]
fn texts_are_at_grade_6_or_lower() {
    let glossary = glossary();
    let texts = texts();
    let (long, short): (Vec<&Text>, Vec<&Text>) = texts
        .iter()
        .partition(|text| words(&text.words).len() >= FEWEST);
    let mut hard: Vec<(f64, &Text)> = long
        .iter()
        .map(|text| (grade([text.words.as_str()], &glossary), *text))
        .filter(|(grade, _)| *grade > GRADE)
        .collect();
    hard.sort_by(|a, b| b.0.total_cmp(&a.0));
    let share = 1.0 - hard.len() as f64 / long.len() as f64;
    println!(
        "{} texts, {:.1} % at grade 6 or lower",
        long.len(),
        share * 100.0
    );
    let hard = hard
        .iter()
        .map(|(grade, text)| format!("{grade:.1} {text}"))
        .collect();
    assert!(
        share >= SHARE,
        "{:.1} % are at grade 6 or lower; these are not:\n{}",
        share * 100.0,
        listed(hard)
    );
    // Labels of one to four words, field by field.
    let mut pools: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for text in short {
        pools.entry(text.field()).or_default().push(&text.words);
    }
    for (field, pool) in pools.into_iter().filter(|(_, pool)| pool.len() >= 20) {
        let grade = grade(pool.iter().copied(), &glossary);
        println!("{} short texts of `{field}`: grade {grade:.1}", pool.len());
        assert!(grade <= GRADE, "short texts of `{field}` are at {grade:.1}");
    }
}

#[test]
fn every_word_of_the_glossary_is_used() {
    let used: BTreeSet<String> = texts()
        .iter()
        .flat_map(|text| words(&text.words))
        .map(|word| word.strip_suffix("'s").unwrap_or(&word).to_owned())
        .collect();
    let unused: Vec<String> = glossary().difference(&used).cloned().collect();
    assert!(unused.is_empty(), "take these out: {unused:?}");
}

#[test]
fn sentences_are_short() {
    let texts = texts();
    let sentences: Vec<(usize, &Text)> = texts
        .iter()
        .flat_map(|text| {
            sentences(&text.words)
                .into_iter()
                .map(move |one| (one, text))
        })
        .map(|(one, text)| (words(one).len(), text))
        .collect();
    let over = |most: usize| {
        let longer = sentences.iter().filter(move |(count, _)| *count > most);
        longer.map(|(count, text)| format!("{count} words: {text}"))
    };
    assert_eq!(over(25).count(), 0, "{}", listed(over(25).collect()));
    let share = 1.0 - over(20).count() as f64 / sentences.len() as f64;
    assert!(share >= SHARE, "{}", listed(over(20).collect()));
}

#[test]
fn no_text_promises_frightens_or_names_a_diagnosis() {
    let wrong: Vec<String> = texts()
        .iter()
        .filter_map(|text| {
            let plain = format!(" {} ", words(&text.words).join(" "));
            let has = |part: &str| plain.contains(&format!(" {part} "));
            let named = NEVER.iter().find(|part| has(part)).copied();
            let told = (text.is_of("red-flag") || text.is_of("pattern"))
                .then_some(["you have", "you are suffering", "you suffer"])
                .and_then(|parts| parts.into_iter().find(|part| has(part)));
            // The one sentence that may use the word says that this is none.
            let claim = plain
                .replace(" not a diagnosis ", " ")
                .contains(" diagnos")
                .then_some("diagnosis");
            let named = named.or(told).or(claim)?;
            Some(format!("`{named}` in {text}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", listed(wrong));
}

#[test]
fn labels_and_short_statements_keep_their_form() {
    let wrong: Vec<String> = texts()
        .iter()
        .filter_map(|text| {
            let words = text.words.as_str();
            let why = match text.field() {
                "label" | "said" if words.ends_with('.') => "a full stop at the end",
                "label" if words.chars().count() > 110 => "longer than 110 characters",
                "none" if !words.starts_with("No") => "`none` starts with No or None",
                _ => return None,
            };
            Some(format!("{why}: {text}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", listed(wrong));
}

/// The lines of advice in the rules: id, section, levels and whether a condition hides them.
fn advice() -> Vec<(String, String, Vec<String>, bool)> {
    let strings = |value: Option<&Value>| -> Vec<String> {
        value
            .and_then(Value::as_array)
            .map_or_else(Vec::new, |list| {
                list.iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect()
            })
    };
    let folders = [
        protocol(),
        protocol().join("rules"),
        protocol().join("plan"),
    ];
    let mut found = Vec::new();
    for (_, table) in folders.iter().flat_map(|folder| tables(folder)) {
        for (id, line) in table
            .get("advice")
            .and_then(Value::as_table)
            .into_iter()
            .flatten()
        {
            let section = line
                .get("section")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let hidden = line.get("when").is_some() || line.get("unless").is_some();
            let levels = strings(line.get("levels"));
            found.push((id.clone(), section.to_owned(), levels, hidden));
        }
    }
    assert!(found.len() > 50, "the lines of advice are there");
    found
}

/// What a line of advice says, for each speaker.
fn said() -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for text in texts().into_iter().filter(|text| text.is_of("advice")) {
        found
            .entry(text.path[1].clone())
            .or_default()
            .push(text.words);
    }
    found
}

#[test]
fn what_not_to_do_starts_with_do_not() {
    let said = said();
    let wrong: Vec<String> = advice()
        .into_iter()
        .filter(|(_, section, ..)| section == "avoid" || section == "until-avoid")
        .flat_map(|(id, ..)| {
            let lines = said.get(&id).cloned().unwrap_or_default();
            lines.into_iter().map(move |line| format!("{id}: {line}"))
        })
        .filter(|line| !line.contains(": Do not "))
        .collect();
    assert!(wrong.is_empty(), "{}", listed(wrong));
}

#[test]
fn the_safety_net_of_every_level_names_a_time() {
    const TIMES: &[&str] = &[
        "now", "once", "today", "tomorrow", "minutes", "hour", "hours", "day", "days", "week",
        "weeks", "time",
    ];
    let said = said();
    let lines: Vec<_> = advice()
        .into_iter()
        .filter(|(_, section, ..)| section == "safety-net")
        .collect();
    for level in [
        "emergency",
        "same-day",
        "doctor-soon",
        "practitioner",
        "self-care",
    ] {
        let timed = lines.iter().any(|(id, _, levels, hidden)| {
            let shown = !hidden && (levels.is_empty() || levels.iter().any(|at| at == level));
            shown
                && said.get(id).is_some_and(|lines| {
                    lines.iter().all(|line| {
                        words(line)
                            .iter()
                            .any(|word| TIMES.contains(&word.as_str()))
                    })
                })
        });
        assert!(
            timed,
            "no line of the safety net always names a time at {level}"
        );
    }
}
