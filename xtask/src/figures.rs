//! `cargo xtask figures`: every drawing on one sheet, to look at.

use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, Result};
use unknot_figure::{draw, faults};
use unknot_protocol::Protocol;
use unknot_protocol::pose::{Drawn, Pose};

use crate::{content::content, paths};

/// Where it is written, below the project.
const SHEET: &str = "target/figures/index.html";

#[derive(clap::Args)]
pub struct Options {
    /// Only figures whose id contains this
    filter: Option<String>,
}

/// Writes the sheet and lists what is not drawn.
pub fn figures(options: &Options) -> Result<()> {
    let content = content()?;
    let protocol = &content.protocol;
    let figures = &content.figures;
    let filter = options.filter.as_deref().unwrap_or_default();
    let mut sheet = String::new();
    for (of, pose) in figures {
        let id = id(protocol, *of);
        if id.contains(filter) {
            figure(&mut sheet, id, pose)?;
        }
    }
    let file = paths::root().join(SHEET);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let style = fs::read_to_string(paths::root().join("styles/figure.css"))
        .context("cannot read styles/figure.css")?;
    let dark = style.replace(
        "@media screen and (prefers-color-scheme: dark)",
        "@media all",
    );
    let page = PAGE
        .replace("/* style */", &style)
        .replace("/* dark */", &dark)
        .replace("<!-- figures -->", &sheet);
    fs::write(&file, page).with_context(|| format!("cannot write {}", file.display()))?;
    println!("{} figures are in {}", figures.len(), file.display());
    let missing: Vec<&str> = (0..protocol.exercises.len() as u16)
        .map(Drawn::Exercise)
        .chain(
            (0..protocol.massages.len() as u16)
                .filter(|&place| protocol.massages[usize::from(place)].muscle.is_some())
                .map(Drawn::Massage),
        )
        .filter(|of| !figures.iter().any(|(drawn, _)| drawn == of))
        .map(|of| id(protocol, of))
        .collect();
    println!("not drawn ({}): {}", missing.len(), missing.join(", "));
    Ok(())
}

fn id(protocol: &Protocol, of: Drawn) -> &str {
    match of {
        Drawn::Exercise(place) => &protocol.exercises[usize::from(place)].id,
        Drawn::Massage(place) => &protocol.massages[usize::from(place)].id,
    }
}

fn figure(sheet: &mut String, id: &str, pose: &Pose) -> Result<()> {
    let mut pictures = String::new();
    let moments: &[f32] = if pose.moves() { &[0.0, 1.0] } else { &[1.0] };
    for &moment in moments {
        svg(&mut pictures, pose, moment)?;
    }
    writeln!(
        sheet,
        "<section><h2>{id}</h2><div class=\"pair\">{pictures}</div>\
         <div class=\"pair dark\">{pictures}</div><div class=\"pair small\">{pictures}</div>"
    )?;
    for &moment in moments {
        for fault in faults(pose, moment) {
            writeln!(sheet, "<p class=\"fault\">{fault} (at {moment})</p>")?;
            println!("{id}: {fault} (at {moment})");
        }
    }
    writeln!(sheet, "</section>")?;
    Ok(())
}

fn svg(out: &mut String, pose: &Pose, moment: f32) -> Result<()> {
    let drawing = draw(pose, moment);
    let [x, y, width, height] = drawing.view;
    write!(
        out,
        "<svg class=\"figure\" viewBox=\"{x} {y} {width} {height}\">"
    )?;
    for shape in &drawing.shapes {
        write!(out, "<path class=\"{}\" d=\"{}\"/>", shape.class, shape.d)?;
    }
    write!(out, "</svg>")?;
    Ok(())
}

const PAGE: &str = r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Figures</title>
<style>
body { margin: 0; padding: 16px; background: #faf7f1; color: #1d2b2c; font: 14px system-ui, sans-serif; }
section { display: flex; flex-wrap: wrap; gap: 12px; align-items: flex-start; margin-block-end: 12px; }
h2, .fault { width: 100%; margin: 0; font-size: 15px; }
.fault { color: #a3141c; }
.pair { display: flex; gap: 8px; padding: 8px; background: #fff; border-radius: 8px; }
.pair svg { height: 260px; max-width: 440px; }
.pair.small { width: 304px; }
.pair.small svg { width: 50%; height: auto; }
.dark { background: #1d2526; }
/* style */
.dark {
/* dark */
}
</style>
<!-- figures -->
</html>
"#;
