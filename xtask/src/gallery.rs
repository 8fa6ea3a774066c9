//! `cargo xtask gallery`: every screen in every look, width and language, on one page to look at.

use std::{collections::BTreeMap, fmt::Write as _, fs};

use anyhow::{Context, Result};

use crate::check;

#[derive(clap::Args)]
pub struct Options {
    /// Leave dist/ as it is instead of building it first
    #[arg(long)]
    built: bool,
}

/// Takes the pictures and writes the page.
pub fn gallery(options: &Options) -> Result<()> {
    let folder = check::target().join("gallery");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let taken = check::gallery_pictures(&folder.to_string_lossy(), options.built);
    // What was taken is worth looking at, also when something was found on the way.
    let mut screens: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in fs::read_dir(&folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        // A picture is named SCREEN-LANGUAGE-WIDTH-LOOK.png.
        let parts: Vec<&str> = name.rsplitn(4, '-').collect();
        if let [_, _, _, screen] = parts[..] {
            screens
                .entry(screen.to_owned())
                .or_default()
                .push(name.clone());
        }
    }
    let mut rows = String::new();
    for (screen, mut pictures) in screens {
        pictures.sort();
        write!(rows, "<section id=\"{screen}\"><h2>{screen}</h2><div>")?;
        for picture in pictures {
            let about = picture.trim_end_matches(".png");
            let about = about
                .strip_prefix(&format!("{screen}-"))
                .unwrap_or(about)
                .replace('-', ", ");
            write!(
                rows,
                "<figure><a href=\"{picture}\"><img src=\"{picture}\" alt=\"\" loading=\"lazy\"></a><figcaption>{about}</figcaption></figure>"
            )?;
        }
        rows.push_str("</div></section>\n");
    }
    let file = folder.join("index.html");
    fs::write(&file, PAGE.replace("<!-- screens -->", &rows))
        .with_context(|| format!("cannot write {}", file.display()))?;
    println!("the gallery is in {}", file.display());
    taken
}

const PAGE: &str = "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<title>Every screen of the checker</title>
<style>
body { font-family: system-ui, sans-serif; margin: 1rem; }
section > div { display: flex; gap: 1rem; overflow-x: auto; align-items: start; }
figure { flex: none; margin: 0; }
img { height: 36rem; max-width: 60rem; object-fit: contain; object-position: top; border: 1px solid #999; }
</style>
</head>
<body>
<h1>Every screen of the checker</h1>
<p>The drawings of the exercises are on a sheet of their own: <code>cargo xtask figures</code>, <a href=\"../figures/index.html\">target/figures/index.html</a>.</p>
<!-- screens -->
</body>
</html>
";
