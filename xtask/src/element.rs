//! The two texts that the element is made of: its script and its style sheet.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// Stands in the script where the names of the built files belong.
const PLACE: &str = "\"@FILES@\"";

/// The names of the built files, as the script knows them.
pub struct Files {
    /// What the first screens need.
    pub opening: Program,
    /// What comes after the first screen.
    pub whole: Program,
    pub rules: String,
    pub pen: String,
    /// What takes the guidance along.
    pub take: String,
    /// For each language, the name of each part's file.
    pub words: BTreeMap<String, BTreeMap<&'static str, String>>,
}

/// The names of a program's files, as the script knows them.
pub struct Program {
    pub glue: String,
    pub wasm: String,
    pub sheet: String,
}

/// The names of what draws, as `pen.js` knows them.
pub struct Drawing {
    pub glue: String,
    pub wasm: String,
    pub sheet: String,
    pub poses: String,
}

impl Files {
    /// What stands in the element script in their place.
    pub fn named(&self) -> Value {
        let Self {
            opening,
            whole,
            rules,
            pen,
            take,
            words,
        } = self;
        json!({ "opening": opening.named(), "whole": whole.named(), "rules": rules, "pen": pen, "take": take, "words": words })
    }
}

impl Program {
    fn named(&self) -> Value {
        let Self { glue, wasm, sheet } = self;
        json!({ "glue": glue, "wasm": wasm, "sheet": sheet })
    }
}

impl Drawing {
    /// What stands in `pen.js` in their place.
    pub fn named(&self) -> Value {
        let Self {
            glue,
            wasm,
            sheet,
            poses,
        } = self;
        json!({ "glue": glue, "wasm": wasm, "sheet": sheet, "poses": poses })
    }
}

/// The script with the names filled in, and without the comments that only we need.
pub fn script(source: &str, names: &Value) -> Result<String> {
    if source.matches(PLACE).count() != 1 {
        bail!("the script must contain {PLACE} exactly once");
    }
    Ok(slim_script(source).replace(PLACE, &names.to_string()))
}

/// A script without its comments and indentation, as wasm-bindgen's is full of both.
pub fn slim_script(source: &str) -> String {
    slim(source, "//")
}

/// The style sheet of the element: `entry` with each line `@import "name.css";` replaced by that
/// file, because a constructed style sheet may not import.
pub fn sheet(entry: &Path) -> Result<String> {
    let text =
        fs::read_to_string(entry).with_context(|| format!("cannot read {}", entry.display()))?;
    let mut joined = String::new();
    for line in text.lines() {
        match line
            .trim()
            .strip_prefix("@import \"")
            .and_then(|rest| rest.strip_suffix("\";"))
        {
            Some(name) => joined += &sheet(&entry.with_file_name(name))?,
            None => {
                joined += line;
                joined.push('\n');
            }
        }
    }
    Ok(slim(&joined, "/*"))
}

/// Drops indentation, empty lines and whole-line comments.
///
/// Comments that share a line with code stay: to tell them apart from text in quotes would take a
/// parser, and the sources write their comments on lines of their own.
fn slim(source: &str, comment: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut inside = false;
    for line in source.lines().map(str::trim) {
        if inside || line.starts_with("/*") {
            inside = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with(comment) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Drawing, Files, Program, script, slim};

    #[test]
    fn comments_on_their_own_lines_go_and_the_rest_stays() {
        let source = "// One.\n  a(); // Two.\n\n  /**\n   * Three.\n   */\n  b(\"// four\");\n";
        assert_eq!(slim(source, "//"), "a(); // Two.\nb(\"// four\");\n");
    }

    #[test]
    fn the_names_take_the_place_kept_for_them() {
        let program = |glue: &str| Program {
            glue: glue.into(),
            wasm: "w".into(),
            sheet: "s".into(),
        };
        let files = Files {
            opening: program("o"),
            whole: program("g"),
            rules: "r".into(),
            pen: "p".into(),
            take: "t".into(),
            words: Default::default(),
        };
        let source = "const FILES = \"@FILES@\";";
        let made = script(source, &files.named()).expect("it has the place once");
        assert!(
            made.starts_with("const FILES = {\"opening\":{\"glue\":\"o\""),
            "{made}"
        );
        assert!(script("nothing", &files.named()).is_err());
        let drawing = Drawing {
            glue: "dg".into(),
            wasm: "dw".into(),
            sheet: "ds".into(),
            poses: "dp".into(),
        };
        let made = script(source, &drawing.named()).expect("it has the place once");
        assert!(made.contains("\"poses\":\"dp\""), "{made}");
    }
}
