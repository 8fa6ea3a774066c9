//! What the browser puts on paper.

use std::{collections::BTreeMap, fs, io::Read};

use flate2::read::ZlibDecoder;

use crate::{Page, setting};

impl Page {
    /// Prints the page with the driver's own command, saves it as `target/screenshots/NAME.pdf`,
    /// and returns the words on the paper, in the order in which they were drawn.
    #[must_use]
    pub fn print(&self, name: &str) -> String {
        let paper = self.browser.print();
        let file = setting::screenshots().join(format!("{name}.pdf"));
        fs::write(&file, &paper)
            .unwrap_or_else(|error| panic!("cannot write {}: {error}", file.display()));
        words(&paper)
    }
}

impl Page {
    /// How many pages of paper the page takes.
    #[must_use]
    pub fn sheets_of_paper(&self) -> usize {
        let paper = self.browser.print();
        let parts = objects(&paper);
        let pages = parts.values().filter(|part| {
            let head = &part.head;
            head.contains("/Type /Page") && !head.contains("/Type /Pages")
        });
        pages.count()
    }
}

/// The words of a file as Chromium writes it.
///
/// Text stands there as numbers of glyphs, and every font carries a table that says which letters
/// these are. Numbers of two fonts may mean different letters, so fonts are followed by name.
fn words(paper: &[u8]) -> String {
    let objects = objects(paper);
    let fonts = fonts(&objects);
    let mut words = String::new();
    for object in objects.values() {
        let content = String::from_utf8_lossy(&object.stream);
        if content.contains(" Tf") {
            read_page(&content, &fonts, &mut words);
        }
    }
    words
}

/// One object of the file: its dictionary as text, and its stream unpacked.
struct Part {
    head: String,
    stream: Vec<u8>,
}

/// A font's letters by the numbers of its glyphs.
type Letters = BTreeMap<u32, String>;

fn objects(paper: &[u8]) -> BTreeMap<u32, Part> {
    let mut objects = BTreeMap::new();
    let mut rest = paper;
    while let Some(at) = find(rest, b" 0 obj") {
        let digits = rest[..at]
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let number = String::from_utf8_lossy(&rest[at - digits..at])
            .parse()
            .unwrap_or_default();
        rest = &rest[at + 6..];
        let end = find(rest, b"endobj").unwrap_or(rest.len());
        let body = find(rest, b"stream").filter(|&body| body < end);
        let (head, stream) = match body {
            Some(body) => {
                let start = body
                    + 6
                    + rest[body + 6..]
                        .iter()
                        .take_while(|byte| byte.is_ascii_whitespace())
                        .count();
                let stop = start + find(&rest[start..], b"endstream").unwrap_or_default();
                let packed = &rest[start..stop];
                let mut stream = Vec::new();
                // What is not packed this way is a picture or a font, and holds no words.
                let read = ZlibDecoder::new(packed).read_to_end(&mut stream);
                let head = &rest[..body];
                rest = &rest[stop..];
                (head, read.map(|_| stream).unwrap_or_default())
            }
            None => (&rest[..end], Vec::new()),
        };
        let head = String::from_utf8_lossy(head).into_owned();
        objects.insert(number, Part { head, stream });
    }
    objects
}

/// The fonts by the names that pages use for them, such as `F4`.
fn fonts(objects: &BTreeMap<u32, Part>) -> BTreeMap<String, Letters> {
    let mut fonts = BTreeMap::new();
    for object in objects.values() {
        let Some((_, listed)) = object.head.split_once("/Font <<") else {
            continue;
        };
        let listed = listed.split(">>").next().unwrap_or_default();
        let mut parts = listed.split_whitespace();
        while let (Some(name), Some(number)) = (parts.next(), parts.next()) {
            parts.by_ref().take(2).for_each(drop);
            let font = number
                .parse()
                .ok()
                .and_then(|number: u32| objects.get(&number));
            let table = font.and_then(|font| reference(&font.head, "/ToUnicode"));
            let table = table.and_then(|table| objects.get(&table));
            if let Some(table) = table {
                let letters = letters(&String::from_utf8_lossy(&table.stream));
                fonts.insert(name.trim_start_matches('/').to_owned(), letters);
            }
        }
    }
    fonts
}

fn reference(head: &str, key: &str) -> Option<u32> {
    let (_, after) = head.split_once(key)?;
    after.split_whitespace().next()?.parse().ok()
}

/// Reads a table of lines such as `<0024> <0041>` (one glyph) and `<0044> <0046> <0061>` (three).
fn letters(table: &str) -> Letters {
    let mut letters = Letters::new();
    let mut many = false;
    for line in table.lines() {
        if line.contains("beginbf") {
            many = line.contains("beginbfrange");
        }
        let codes: Vec<&str> = line
            .split(['<', '>'])
            .map(str::trim)
            .filter(|code| !code.is_empty() && code.chars().all(|sign| sign.is_ascii_hexdigit()))
            .collect();
        match codes[..] {
            [glyph, letter] if line.starts_with('<') => {
                letters.insert(number(glyph), text(letter));
            }
            [from, to, letter] if many && line.starts_with('<') => {
                for (step, glyph) in (number(from)..=number(to)).enumerate() {
                    let letter = char::from_u32(number(letter) + step as u32);
                    letters.insert(glyph, letter.map(String::from).unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    letters
}

/// Reads `/F4 14 Tf` and strings of glyphs such as `<00240025> Tj` from a page.
fn read_page(content: &str, fonts: &BTreeMap<String, Letters>, words: &mut String) {
    let mut letters = None;
    for line in content.lines() {
        if let Some(font) = line.trim().strip_suffix(" Tf") {
            let name = font.rsplit('/').next().unwrap_or_default();
            letters = name
                .split_whitespace()
                .next()
                .and_then(|name| fonts.get(name));
        }
        let shows = line.ends_with("Tj") || line.ends_with("TJ");
        let Some(letters) = letters.filter(|_| shows) else {
            continue;
        };
        for run in line.split('<').skip(1) {
            let glyphs: Vec<char> = run.chars().take_while(char::is_ascii_hexdigit).collect();
            for glyph in glyphs.chunks(4) {
                let glyph = number(&glyph.iter().collect::<String>());
                words.push_str(letters.get(&glyph).map_or("", String::as_str));
            }
        }
        words.push('\n');
    }
}

fn number(digits: &str) -> u32 {
    u32::from_str_radix(digits, 16).unwrap_or_default()
}

/// Letters written as the numbers of their UTF-16 units.
fn text(digits: &str) -> String {
    let digits: Vec<char> = digits.chars().collect();
    let units: Vec<u16> = digits
        .chunks(4)
        .map(|unit| number(&unit.iter().collect::<String>()) as u16)
        .collect();
    String::from_utf16_lossy(&units)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}
