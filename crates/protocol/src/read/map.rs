//! The body map as it stands in the files: lines, and regions that they enclose.
//!
//! Neighbours share their lines, so they meet without gaps whatever is moved. A region only names
//! the lines around it; where one goes over into the next is the point that both have.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::curve::{self, Line, Point};
use super::files::{Item, Items};
use super::problem::{Problem, did_you_mean};
use crate::{Map, MapPart, Protocol, Question, QuestionId, Region, View};

const VIEWS: [&str; 2] = ["front", "back"];
/// Lines that both views have.
const BOTH: &str = "both";
/// Between the outermost line and the edge of the picture.
const MARGIN: i32 = 2;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawMap {
    front: RawView,
    back: RawView,
    #[serde(default)]
    not_drawn: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawView {
    outline: Vec<String>,
    #[serde(default)]
    details: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRegion {
    front: Option<Vec<String>>,
    back: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPart {
    view: String,
    /// Left, top, width and height.
    close: [i32; 4],
    shapes: Vec<Vec<Point>>,
}

type Lines = BTreeMap<String, Line>;

pub(super) fn map(items: &Items, protocol: &Protocol, problems: &mut Vec<Problem>) -> Map {
    let Some(item) = items.get("map").and_then(|list| list.first()) else {
        return Map::default();
    };
    let Some((id, question)) = find(protocol, item, &item.id, problems) else {
        return Map::default();
    };
    let lines = VIEWS.map(|view| lines(items, view, problems));
    let Some(raw) = item.as_a::<RawMap>(problems) else {
        return Map::default();
    };
    let mut views = Vec::new();
    for (raw, lines) in [raw.front, raw.back].iter().zip(&lines) {
        views.push(view(item, raw, lines, problems));
    }
    regions(items, question, &lines, &mut views, problems);
    none_missing(item, question, &raw.not_drawn, &views, problems);
    Map {
        question: Some(id),
        views,
        parts: parts(items, protocol, problems),
    }
}

/// The lines of one view, each with at least two points.
fn lines(items: &Items, view: &str, problems: &mut Vec<Problem>) -> Lines {
    let mut lines = Lines::new();
    for item in items.get("map-line").into_iter().flatten() {
        if item.id != BOTH && !VIEWS.contains(&item.id.as_str()) {
            problems.push(item.problem(
                format!("`{}` is no view of the body map", item.id),
                "[map-line.both], [map-line.front] or [map-line.back]",
            ));
        }
        if item.id != BOTH && item.id != view {
            continue;
        }
        for (name, line) in item.as_a::<Lines>(problems).unwrap_or_default() {
            if line.len() < 2 || line.iter().any(|point| point[0] < 0) {
                problems.push(item.problem(
                    format!("the line `{name}` has less than two points, or one below 0"),
                    "write at least two points of the half at x >= 0; the other is its mirror image",
                ));
            } else {
                lines.insert(name, line);
            }
        }
    }
    lines
}

fn view(item: &Item, raw: &RawView, lines: &Lines, problems: &mut Vec<Problem>) -> View {
    let outline = enclosed(item, &raw.outline, lines, problems).unwrap_or_default();
    let mut details = String::new();
    for name in &raw.details {
        if let Some(line) = line(item, name, lines, problems) {
            details += &curve::stroke(line);
        }
    }
    View {
        frame: curve::frame_of(
            raw.outline.iter().filter_map(|name| lines.get(name)),
            MARGIN,
        ),
        outline,
        details,
        regions: Vec::new(),
    }
}

fn regions(
    items: &Items,
    question: &Question,
    lines: &[Lines; 2],
    views: &mut [View],
    problems: &mut Vec<Problem>,
) {
    // The order of the file says what lies on top.
    let mut list: Vec<&Item> = items.get("region").into_iter().flatten().collect();
    list.sort_by_key(|item| (&item.file, item.line));
    for item in list {
        let Some(option) = option(item, question, &item.id, problems) else {
            continue;
        };
        let Some(raw) = item.as_a::<RawRegion>(problems) else {
            continue;
        };
        if raw.front.is_none() && raw.back.is_none() {
            problems.push(item.problem(
                format!("the region `{}` is on no view", item.id),
                "`front = [\"line\", …]`, `back = […]`, or both",
            ));
        }
        for ((names, lines), view) in [raw.front, raw.back].iter().zip(lines).zip(&mut *views) {
            let shape = names
                .as_ref()
                .and_then(|names| enclosed(item, names, lines, problems));
            view.regions
                .extend(shape.map(|shape| Region { option, shape }));
        }
    }
}

/// Every option has a region, or is named as having none.
fn none_missing(
    item: &Item,
    question: &Question,
    not_drawn: &[String],
    views: &[View],
    problems: &mut Vec<Problem>,
) {
    for name in not_drawn {
        option(item, question, name, problems);
    }
    for (place, choice) in question.options.iter().enumerate() {
        let drawn = |region: &Region| usize::from(region.option) == place;
        let drawn = views.iter().any(|view| view.regions.iter().any(drawn));
        let help = format!("add [region.{}], or name it in `not-drawn`", choice.id);
        match (drawn, not_drawn.contains(&choice.id)) {
            (false, false) => problems.push(item.problem(
                format!("the body map has no region for `{}`", choice.id),
                help,
            )),
            (true, true) => problems.push(item.problem(
                format!("`{}` is not drawn, and yet has a region", choice.id),
                "keep one of the two",
            )),
            _ => {}
        }
    }
}

fn parts(items: &Items, protocol: &Protocol, problems: &mut Vec<Problem>) -> Vec<MapPart> {
    let mut parts = Vec::new();
    for item in items.get("part").into_iter().flatten() {
        let Some((id, question)) = find(protocol, item, &item.id, problems) else {
            continue;
        };
        let raw = item.as_a::<BTreeMap<String, RawPart>>(problems);
        for (name, raw) in raw.unwrap_or_default() {
            let option = option(item, question, &name, problems);
            let view = VIEWS.iter().position(|view| *view == raw.view);
            if view.is_none() {
                problems.push(item.problem(
                    format!("`{}` is no view of the body map", raw.view),
                    "`view = \"front\"` or `view = \"back\"`",
                ));
            }
            if raw.shapes.iter().any(|shape| shape.len() < 3) {
                problems.push(item.problem(
                    format!("a shape of `{name}` has less than three points"),
                    "write the points around what is shaded; they are joined smoothly",
                ));
                continue;
            }
            if let (Some(option), Some(view)) = (option, view) {
                parts.push(MapPart {
                    question: id,
                    option,
                    view: view as u16,
                    frame: curve::frame(raw.close),
                    shape: raw.shapes.iter().map(|shape| curve::blob(shape)).collect(),
                });
            }
        }
    }
    parts
}

/// The closed line that these lines make, one after the other, on both sides.
fn enclosed(
    item: &Item,
    names: &[String],
    lines: &Lines,
    problems: &mut Vec<Problem>,
) -> Option<String> {
    let found: Vec<&Line> = names
        .iter()
        .filter_map(|name| line(item, name, lines, problems))
        .collect();
    if found.len() < names.len() || found.len() < 2 {
        return None;
    }
    let mut joints = Vec::new();
    for (place, pair) in found.windows(2).enumerate() {
        let (one, other) = (&names[place], &names[place + 1]);
        joints.push(joint(item, (one, pair[0]), (other, pair[1]), problems)?);
    }
    let (first, last) = (found[0], found[found.len() - 1]);
    let (from, to) = (curve::on_the_middle(first), curve::on_the_middle(last));
    if let (Some(from), Some(to), true) = (from, to, curve::shared(first, last).is_empty()) {
        return Some(curve::across(&found, &joints, from, to));
    }
    let (one, other) = (&names[names.len() - 1], &names[0]);
    joints.insert(0, joint(item, (one, last), (other, first), problems)?);
    Some(curve::on_each_side(&found, &joints))
}

/// The one point where a line goes over into the next.
fn joint(
    item: &Item,
    (one, from): (&str, &Line),
    (other, to): (&str, &Line),
    problems: &mut Vec<Problem>,
) -> Option<Point> {
    match curve::shared(from, to).as_slice() {
        [point] => Some(*point),
        several => {
            problems.push(item.problem(
                format!(
                    "`{}`: the lines `{one}` and `{other}` share {} points",
                    item.id,
                    several.len()
                ),
                "two lines that follow each other share exactly one point; write it into both",
            ));
            None
        }
    }
}

fn line<'a>(
    item: &Item,
    name: &str,
    lines: &'a Lines,
    problems: &mut Vec<Problem>,
) -> Option<&'a Line> {
    let line = lines.get(name);
    if line.is_none() {
        problems.push(item.problem(
            format!("`{}`: there is no line `{name}`", item.id),
            did_you_mean(
                name,
                lines.keys().map(String::as_str),
                "add it to [map-line.both], or to the one of this view",
            ),
        ));
    }
    line
}

fn find<'p>(
    protocol: &'p Protocol,
    item: &Item,
    id: &str,
    problems: &mut Vec<Problem>,
) -> Option<(QuestionId, &'p Question)> {
    let place = protocol.questions.iter().position(|each| each.id == id);
    if place.is_none() {
        let known = protocol.questions.iter().map(|each| each.id.as_str());
        problems.push(item.problem(
            format!("there is no question `{id}`"),
            did_you_mean(id, known, "the body map belongs to a question"),
        ));
    }
    place.map(|place| (place as QuestionId, &protocol.questions[place]))
}

fn option(item: &Item, question: &Question, id: &str, problems: &mut Vec<Problem>) -> Option<u16> {
    let place = question.options.iter().position(|each| each.id == id);
    if place.is_none() {
        let known = question.options.iter().map(|each| each.id.as_str());
        problems.push(item.problem(
            format!("the question `{}` has no option `{id}`", question.id),
            did_you_mean(id, known, "regions and parts bear the names of options"),
        ));
    }
    place.map(|place| place as u16)
}
