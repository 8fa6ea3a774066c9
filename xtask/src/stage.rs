//! `cargo xtask stage`: what trunk cannot do by itself, called by its `post_build` hook.
//!
//! Writes the rules, the words, the poses, the style sheets and the element script, gives the
//! opening and the program that draws their names, and tells the page what to fetch early.

use std::{
    collections::BTreeMap,
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::{
    element::{self, Drawing, Files, Program},
    paths, terser, wasm_opt, words,
};

/// The name that clinics embed; the only file besides the page whose name never changes.
const SCRIPT: &str = "unknot.js";
/// Stands in the page where the early fetches belong.
const EARLY: &str = "<!-- early -->";
/// The programs that are not the page's own, which trunk names like their packages.
const OPENING: &str = "unknot-opening";
const DRAWING: &str = "unknot-drawing";
/// Begins a line that tells trunk what to build; trunk leaves it in when it injects no scripts.
const FOR_TRUNK: &str = "<link data-trunk rel=\"rust\"";

pub fn stage() -> Result<()> {
    let Some(folder) = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from) else {
        bail!(
            "this is a step of trunk's build; run `cargo xtask serve` or `cargo xtask dist` instead"
        );
    };
    let pen = pen(&folder)?;
    let (glue, wasm) = program(&folder, OPENING, "opening")?;
    let opening = Program {
        glue,
        wasm,
        sheet: sheet(&folder, "unknot", "opening")?,
    };
    let (glue, wasm) = glue_and_wasm(&folder)?;
    wasm_opt::shrink(&folder.join(&wasm))?;
    fs::write(folder.join(&glue), slim_glue(&folder.join(&glue))?)?;
    let whole = Program {
        glue,
        wasm,
        sheet: sheet(&folder, "later", "unknot")?,
    };
    let files = Files {
        opening,
        whole,
        rules: write_hashed(&folder, "rules", "txt", &words::rules_file()?)?,
        pen,
        take: write_hashed(&folder, "unknot-take", "js", taking()?.as_bytes())?,
        words: write_words(&folder)?,
    };

    let script = element::script(&source("src/host/element.js")?, &files.named())?;
    fs::write(folder.join(SCRIPT), terser::shrink(script)?)?;
    fetch_early(&folder.join("index.html"), &files)
}

/// What draws: the program, its poses, its style sheet, and the script that brings them.
fn pen(folder: &Path) -> Result<String> {
    let (glue, wasm) = program(folder, DRAWING, "drawing")?;
    let names = Drawing {
        glue,
        wasm,
        sheet: sheet(folder, "figure", "drawing")?,
        poses: write_hashed(folder, "poses", "txt", &words::poses_file()?)?,
    };
    let script = terser::shrink(element::script(
        &source("src/host/pen.js")?,
        &names.named(),
    )?)?;
    write_hashed(folder, "pen", "js", script.as_bytes())
}

/// The glue and the wasm of a program that is not the page's own. Trunk gives them no hash; here
/// they get one, like all others.
fn program(folder: &Path, package: &str, name: &str) -> Result<(String, String)> {
    let wasm = folder.join(format!("{package}_bg.wasm"));
    let glue = folder.join(format!("{package}.js"));
    wasm_opt::shrink(&wasm)?;
    let bytes = fs::read(&wasm).with_context(|| format!("trunk has not built {package}"))?;
    let names = (
        write_hashed(folder, name, "js", slim_glue(&glue)?.as_bytes())?,
        write_hashed(folder, name, "wasm", &bytes)?,
    );
    fs::remove_file(wasm)?;
    fs::remove_file(glue)?;
    Ok(names)
}

/// A style sheet of the sources, under the name of the program it belongs to.
fn sheet(folder: &Path, source: &str, name: &str) -> Result<String> {
    let sheet = element::sheet(&paths::root().join(format!("styles/{source}.css")))?;
    write_hashed(folder, name, "css", sheet.as_bytes())
}

fn source(path: &str) -> Result<String> {
    let file = paths::root().join(path);
    fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))
}

fn slim_glue(file: &Path) -> Result<String> {
    let text =
        fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    terser::shrink(element::slim_script(&text))
}

/// The script that takes the guidance along.
fn taking() -> Result<String> {
    slim_glue(&paths::root().join("src/host/take.js"))
}

fn write_words(folder: &Path) -> Result<BTreeMap<String, BTreeMap<&'static str, String>>> {
    let mut names: BTreeMap<String, BTreeMap<&'static str, String>> = BTreeMap::new();
    for file in words::word_files()? {
        // Many servers compress text by default and leave other types alone, hence the ending.
        let name = write_hashed(
            folder,
            &format!("{}-{}", file.part, file.lang),
            "txt",
            &file.bytes,
        )?;
        names.entry(file.lang).or_default().insert(file.part, name);
    }
    Ok(names)
}

/// Those of the whole program. Trunk names both after one hash: `unknot-HASH.js` and `unknot-HASH_bg.wasm`.
fn glue_and_wasm(folder: &Path) -> Result<(String, String)> {
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let wasm = entry?.file_name().to_string_lossy().into_owned();
        if let Some(stem) = wasm.strip_suffix("_bg.wasm") {
            return Ok((format!("{stem}.js"), wasm));
        }
    }
    bail!("trunk has put no wasm file into {}", folder.display());
}

/// Writes a file whose name changes with its content, so that it may be cached for ever.
fn write_hashed(folder: &Path, stem: &str, ending: &str, bytes: &[u8]) -> Result<String> {
    let hash: String = Sha256::digest(bytes)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let name = format!("{stem}-{hash}.{ending}");
    fs::write(folder.join(&name), bytes).with_context(|| format!("cannot write {name}"))?;
    Ok(name)
}

/// Lets the stand-alone page fetch everything at once instead of one after the other.
fn fetch_early(page: &Path, files: &Files) -> Result<()> {
    let text =
        fs::read_to_string(page).with_context(|| format!("cannot read {}", page.display()))?;
    if !text.contains(EARLY) {
        bail!("index.html must contain {EARLY} in its head");
    }
    let mut links = format!(
        "<link rel=\"modulepreload\" href=\"./{}\">",
        files.opening.glue
    );
    // Which words it will ask for depends on the browser's language.
    for name in [&files.opening.wasm, &files.opening.sheet] {
        write!(
            links,
            "\n<link rel=\"preload\" href=\"./{name}\" as=\"fetch\" crossorigin>"
        )?;
    }
    let kept: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim_start().starts_with(FOR_TRUNK))
        .collect();
    Ok(fs::write(
        page,
        kept.join("\n").replace(EARLY, &links) + "\n",
    )?)
}
