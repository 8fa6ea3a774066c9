//! What the files of a build weigh, and what of it a first visit needs.

use std::{
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// A table of all files with raw, gzip and Brotli sizes, and the sum of a first visit.
pub fn table(folder: &Path) -> Result<String> {
    let mut files = Vec::new();
    for path in files_in(folder)? {
        let name = path
            .strip_prefix(folder)?
            .to_string_lossy()
            .replace('\\', "/");
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        files.push((first_visit(&name), name, Sizes::of(&bytes)?));
    }
    files.sort_by(|a, b| (!a.0, &a.1).cmp(&(!b.0, &b.1)));

    let width = files
        .iter()
        .map(|(_, name, _)| name.len())
        .max()
        .unwrap_or(0)
        .max(34);
    let mut table = String::new();
    writeln!(
        table,
        "  {:width$} {:>9} {:>9} {:>9}",
        "bytes", "raw", "gzip", "Brotli"
    )?;
    let mut first = Sizes::default();
    for (needed, name, sizes) in &files {
        let mark = if *needed { '*' } else { ' ' };
        writeln!(table, "{mark} {name:width$} {sizes}")?;
        if *needed {
            first.add(sizes);
        }
    }
    writeln!(table, "* {:width$} {first}", "a first visit, in English")?;
    Ok(table)
}

/// Whether the first question cannot be answered without this file.
fn first_visit(name: &str) -> bool {
    // The whole program and what draws come in the background, like rules and plans.
    ["index.html", "unknot.js"].contains(&name)
        || ["opening-", "words-en-", "page-"]
            .iter()
            .any(|start| name.starts_with(start))
}

#[derive(Default)]
struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Sizes {
    fn of(bytes: &[u8]) -> Result<Self> {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(bytes)?;
        let mut packed = Vec::new();
        let best = brotli::enc::BrotliEncoderParams::default();
        brotli::BrotliCompress(&mut &*bytes, &mut packed, &best)?;
        Ok(Self {
            raw: bytes.len(),
            gzip: gzip.finish()?.len(),
            brotli: packed.len(),
        })
    }

    fn add(&mut self, other: &Self) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}

impl std::fmt::Display for Sizes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{:>9} {:>9} {:>9}",
            grouped(self.raw),
            grouped(self.gzip),
            grouped(self.brotli)
        )
    }
}

fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_in(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::{first_visit, grouped};

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1234), "1 234");
        assert_eq!(grouped(123_456_789), "123 456 789");
    }

    #[test]
    fn a_first_visit_needs_one_language_and_no_plans() {
        assert!(first_visit("index.html"));
        assert!(first_visit("unknot.js"));
        assert!(first_visit("opening-0123.wasm"));
        assert!(first_visit("opening-0123.css"));
        assert!(first_visit("page-0123.css"));
        assert!(!first_visit("unknot-0123_bg.wasm"));
        assert!(!first_visit("unknot-0123.js"));
        assert!(!first_visit("unknot-0123.css"));
        assert!(first_visit("words-en-0123.txt"));
        assert!(!first_visit("words-es-0123.txt"));
        assert!(!first_visit("plan-en-0123.txt"));
        assert!(!first_visit("rules-0123.txt"));
        assert!(!first_visit("pen-0123.js"));
        assert!(!first_visit("drawing-0123.js"));
        assert!(!first_visit("drawing-0123.css"));
        assert!(!first_visit("drawing-0123.wasm"));
        assert!(!first_visit("poses-0123.txt"));
        assert!(!first_visit("configure.html"));
    }
}
