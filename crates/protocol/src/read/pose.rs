//! Poses as they stand in the files, `[pose.<exercise or massage>]`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde::de::value::{Error, StrDeserializer};

use super::files::{Item, Items};
use super::problem::{Problem, did_you_mean};
use crate::Protocol;
use crate::pose::{
    Area, Arrow, Close, Drawn, Joint, Limb, Part, Pose, Reach, Sides, Spot, Stance, Support,
};

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawPose {
    /// The name of another pose that this one looks like.
    same: Option<String>,
    #[serde(default)]
    view: RawView,
    close: Option<RawClose>,
    #[serde(default)]
    start: BTreeMap<String, RawValue>,
    #[serde(default)]
    end: BTreeMap<String, RawValue>,
    #[serde(default)]
    supports: Vec<RawSupport>,
    #[serde(default)]
    shade: Vec<String>,
    #[serde(default)]
    arrows: Vec<RawArrow>,
    #[serde(default)]
    press: Vec<RawSpot>,
    #[serde(default)]
    over: Vec<Part>,
    #[serde(default)]
    under: Vec<Part>,
}

#[derive(Default, Deserialize)]
#[serde(untagged)]
enum RawView {
    #[default]
    Side,
    Named(String),
    Angles([i16; 2]),
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawClose {
    at: RawSpot,
    size: [i16; 2],
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawValue {
    One(i16),
    List(Vec<i16>),
    Reach(RawReach),
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawReach {
    on: Option<Part>,
    #[serde(default)]
    along: i16,
    /// Two numbers on the body, three in the room.
    #[serde(default)]
    at: Vec<i16>,
    #[serde(default)]
    fingers: [i16; 3],
    #[serde(default)]
    palm: [i16; 3],
    #[serde(default)]
    pole: [i16; 3],
    #[serde(default)]
    foot: [i16; 2],
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawSpot {
    on: Part,
    #[serde(default)]
    along: i16,
    #[serde(default)]
    off: [i16; 2],
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum RawSupport {
    Floor,
    Wall(i16),
    WallBeside(i16),
    Chair {
        at: [i16; 2],
        #[serde(default = "usual_seat")]
        height: i16,
        #[serde(default)]
        heading: i16,
        #[serde(default = "yes")]
        back: bool,
    },
    Block([i16; 6]),
    Pillow([i16; 6]),
    Ball([i16; 4]),
    Strap(RawSpot, RawSpot),
    Held(RawSpot, i16),
    Tied(RawSpot, [i16; 3]),
}

fn usual_seat() -> i16 {
    43
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawArrow {
    on: Part,
    #[serde(default)]
    along: i16,
    #[serde(default)]
    side: [i16; 2],
    #[serde(default)]
    off: [i16; 2],
    by: [i16; 2],
    #[serde(default)]
    bend: i16,
    #[serde(default)]
    force: bool,
    #[serde(default)]
    both: bool,
}

/// Reads every pose and finds what it belongs to; what has none is simply not drawn.
pub(super) fn poses(
    items: &Items,
    protocol: &Protocol,
    problems: &mut Vec<Problem>,
) -> Vec<(Drawn, Pose)> {
    let mut read: BTreeMap<String, Pose> = BTreeMap::new();
    let mut later = Vec::new();
    for item in items.get("pose").into_iter().flatten() {
        let Some(raw) = item.as_a::<RawPose>(problems) else {
            continue;
        };
        match raw.same.clone() {
            Some(other) => later.push((item, other)),
            None => {
                let pose = pose(item, raw, problems);
                read.insert(item.id.clone(), pose);
            }
        }
    }
    for (item, other) in later {
        match read.get(&other).cloned() {
            Some(pose) => {
                read.insert(item.id.clone(), pose);
            }
            None => problems.push(item.problem(
                format!("in `{}`: there is no pose `{other}`", item.id),
                did_you_mean(
                    &other,
                    read.keys().map(String::as_str),
                    "name a pose that is drawn by itself",
                ),
            )),
        }
    }
    let mut drawn = Vec::new();
    for item in items.get("pose").into_iter().flatten() {
        let exercise = protocol.exercises.iter().position(|e| e.id == item.id);
        let massage = protocol.massages.iter().position(|m| m.id == item.id);
        let of = match (exercise, massage) {
            (Some(place), _) => Drawn::Exercise(place as u16),
            (None, Some(place)) => Drawn::Massage(place as u16),
            (None, None) => {
                let exercises = protocol.exercises.iter().map(|e| e.id.as_str());
                let massages = protocol.massages.iter().map(|m| m.id.as_str());
                problems.push(item.problem(
                    format!("the pose `{}` belongs to no exercise or massage", item.id),
                    did_you_mean(
                        &item.id,
                        exercises.chain(massages),
                        "a pose bears the id of what it shows",
                    ),
                ));
                continue;
            }
        };
        if let Some(pose) = read.get(&item.id) {
            drawn.push((of, pose.clone()));
        }
    }
    drawn
}

fn pose(item: &Item, raw: RawPose, problems: &mut Vec<Problem>) -> Pose {
    let start = stance(item, &Stance::default(), raw.start, problems);
    let end = stance(item, &start, raw.end, problems);
    let view = match raw.view {
        RawView::Side => [0, 0],
        RawView::Angles(angles) => angles,
        RawView::Named(name) => match name.as_str() {
            "side" => [0, 0],
            "front" => [90, 0],
            "back" => [-90, 0],
            "three-quarter" => [55, 12],
            "top" => [0, 90],
            _ => {
                problems.push(item.problem(
                    format!("`{name}` is no view"),
                    "side, front, back, three-quarter, top, or two angles",
                ));
                [0, 0]
            }
        },
    };
    Pose {
        view,
        close: raw.close.map(|close| Close {
            at: close.at.into(),
            size: close.size,
        }),
        start,
        end,
        supports: raw.supports.into_iter().map(Support::from).collect(),
        shade: raw
            .shade
            .iter()
            .filter_map(|name| shade(item, name, problems))
            .collect(),
        arrows: raw.arrows.into_iter().map(Arrow::from).collect(),
        press: raw.press.into_iter().map(Spot::from).collect(),
        over: raw.over,
        under: raw.under,
    }
}

/// The stance that these values make of another.
fn stance(
    item: &Item,
    from: &Stance,
    values: BTreeMap<String, RawValue>,
    problems: &mut Vec<Problem>,
) -> Stance {
    let mut stance = from.clone();
    for (name, value) in values {
        let list = match value {
            RawValue::Reach(raw) => {
                match named::<Limb>(&name) {
                    Some(limb) => {
                        stance.reaches.insert(limb, raw.into());
                    }
                    None => problems.push(item.problem(
                        format!("in `{}`: `{name}` is no hand or foot", item.id),
                        "hand-right, hand-left, foot-right or foot-left",
                    )),
                }
                continue;
            }
            RawValue::One(one) => vec![one],
            RawValue::List(list) => list,
        };
        let Some(joint) = named::<Joint>(&name) else {
            problems.push(item.problem(
                format!("in `{}`: `{name}` is no joint", item.id),
                "the joints stand in crates/protocol/src/pose.rs",
            ));
            continue;
        };
        stance.joints.insert(joint, three(&list));
        // An angle named for a later moment lets go of what the hand or foot held before.
        if let Some(limb) = leads_to(joint) {
            stance.reaches.remove(&limb);
        }
    }
    stance
}

/// As many as there are, then zeros.
fn three(list: &[i16]) -> [i16; 3] {
    let mut three = [0; 3];
    for (slot, value) in three.iter_mut().zip(list) {
        *slot = *value;
    }
    three
}

fn leads_to(joint: Joint) -> Option<Limb> {
    match joint {
        Joint::ShoulderRight => Some(Limb::HandRight),
        Joint::ShoulderLeft => Some(Limb::HandLeft),
        Joint::HipRight => Some(Limb::FootRight),
        Joint::HipLeft => Some(Limb::FootLeft),
        _ => None,
    }
}

/// The muscle, with `-left` or `-both` where it is not the right one.
fn shade(item: &Item, name: &str, problems: &mut Vec<Problem>) -> Option<(Area, Sides)> {
    let (area, sides) = match name.rsplit_once('-') {
        Some((area, "left")) => (area, Sides::Left),
        Some((area, "both")) => (area, Sides::Both),
        _ => (name, Sides::Right),
    };
    let found = named::<Area>(area);
    if found.is_none() {
        problems.push(item.problem(
            format!("in `{}`: `{area}` cannot be shaded", item.id),
            "the areas stand in crates/protocol/src/pose.rs",
        ));
    }
    Some((found?, sides))
}

fn named<T: DeserializeOwned>(name: &str) -> Option<T> {
    T::deserialize(StrDeserializer::<Error>::new(name)).ok()
}

impl From<RawSpot> for Spot {
    fn from(raw: RawSpot) -> Self {
        Self {
            part: raw.on,
            along: raw.along,
            off: raw.off,
        }
    }
}

impl From<RawReach> for Reach {
    fn from(raw: RawReach) -> Self {
        Self {
            part: raw.on,
            along: raw.along,
            at: three(&raw.at),
            fingers: raw.fingers,
            palm: raw.palm,
            pole: raw.pole,
            foot: raw.foot,
        }
    }
}

impl From<RawArrow> for Arrow {
    fn from(raw: RawArrow) -> Self {
        Self {
            at: Spot {
                part: raw.on,
                along: raw.along,
                off: raw.side,
            },
            off: raw.off,
            by: raw.by,
            bend: raw.bend,
            force: raw.force,
            both: raw.both,
        }
    }
}

impl From<RawSupport> for Support {
    fn from(raw: RawSupport) -> Self {
        match raw {
            RawSupport::Floor => Self::Floor,
            RawSupport::Wall(x) => Self::Wall(x),
            RawSupport::WallBeside(z) => Self::WallBeside(z),
            RawSupport::Chair {
                at,
                height,
                heading,
                back,
            } => Self::Chair {
                at,
                height,
                heading,
                back,
            },
            RawSupport::Block(corners) => Self::Block(corners),
            RawSupport::Pillow(corners) => Self::Pillow(corners),
            RawSupport::Ball(ball) => Self::Ball(ball),
            RawSupport::Strap(from, to) => Self::Strap(from.into(), to.into()),
            RawSupport::Held(at, radius) => Self::Held(at.into(), radius),
            RawSupport::Tied(from, to) => Self::Tied(from.into(), to),
        }
    }
}
