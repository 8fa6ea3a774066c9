//! The shaded muscle: a patch of skin between two heights and two angles.

use unknot_protocol::pose::{Area, Part, Sides};

use crate::body::{FEET, FOREARMS, HANDS, LEFT, RIGHT, SHANKS, THIGHS, UPPER_ARMS};
use crate::space::{Eye, P2};
use crate::tube::Tube;

/// Where on which part: from, to, the angle of its middle on the right side, half its width.
struct Patch {
    part: Part,
    from: f32,
    to: f32,
    angle: f32,
    half: f32,
    /// It is shown on top of that part's layer.
    on: Part,
}

fn patches(area: Area, side: usize) -> Vec<Patch> {
    let (shank, thigh, foot) = (SHANKS[side], THIGHS[side], FEET[side]);
    let (upper, fore, hand) = (UPPER_ARMS[side], FOREARMS[side], HANDS[side]);
    let on = |part: Part, on: Part, from: f32, to: f32, angle: f32, half: f32| Patch {
        part,
        from,
        to,
        angle,
        half,
        on,
    };
    let one = |part: Part, from: f32, to: f32, angle: f32, half: f32| {
        vec![on(part, part, from, to, angle, half)]
    };
    let trunk = Part::Chest;
    match area {
        Area::CalfUpper => one(shank, 0.04, 0.58, 270.0, 100.0),
        Area::CalfLower => one(shank, 0.42, 0.92, 270.0, 100.0),
        Area::Shin => one(shank, 0.1, 0.82, 70.0, 75.0),
        Area::ShinOuter => one(shank, 0.1, 0.75, 0.0, 48.0),
        Area::AnkleInner => one(shank, 0.5, 0.98, 195.0, 55.0),
        Area::Sole => one(foot, -3.6, 13.0, 270.0, 82.0),
        Area::FootTop => one(foot, 2.0, 13.0, 90.0, 75.0),
        Area::ToesUnder => one(foot, 7.5, 14.0, 270.0, 82.0),
        Area::Quads => one(thigh, 0.1, 0.94, 90.0, 92.0),
        Area::Hamstrings => one(thigh, 0.1, 0.94, 270.0, 92.0),
        Area::Adductors => one(thigh, 0.06, 0.75, 180.0, 55.0),
        Area::HipFront => one(thigh, -0.15, 0.36, 80.0, 70.0),
        Area::HipOuter => vec![
            on(thigh, thigh, -0.12, 0.3, 0.0, 55.0),
            on(trunk, thigh, -2.0, 10.0, 0.0, 38.0),
        ],
        Area::ThighOuter => one(thigh, 0.1, 0.92, 0.0, 45.0),
        Area::Glutes => vec![on(trunk, thigh, -8.5, 9.0, 300.0, 62.0)],
        Area::LowBack => one(trunk, 5.0, 30.0, 300.0, 44.0),
        Area::SideWaist => one(trunk, 8.0, 27.0, 340.0, 48.0),
        Area::Belly => one(trunk, 2.0, 30.0, 90.0, 62.0),
        Area::Ribs => one(trunk, 24.0, 42.0, 5.0, 52.0),
        Area::Lats => one(trunk, 16.0, 43.0, 335.0, 48.0),
        Area::BetweenBlades => one(trunk, 29.0, 43.5, 289.0, 21.0),
        Area::Chest => one(trunk, 34.0, 45.5, 48.0, 40.0),
        Area::NeckSide => vec![
            on(Part::Neck, Part::Neck, -3.5, 9.0, 350.0, 60.0),
            on(trunk, Part::Neck, 45.0, 51.0, 352.0, 60.0),
        ],
        Area::NeckBack => vec![
            on(Part::Neck, Part::Neck, -3.5, 9.5, 300.0, 50.0),
            on(trunk, Part::Neck, 43.0, 51.0, 300.0, 34.0),
        ],
        Area::NeckFront => one(Part::Neck, -3.5, 10.0, 50.0, 32.0),
        Area::SkullBase => one(Part::Neck, 6.0, 11.5, 290.0, 60.0),
        Area::Cheek => one(Part::Head, -4.6, 3.8, 32.0, 30.0),
        Area::Temple => one(Part::Head, 5.5, 11.5, 30.0, 30.0),
        Area::ShoulderBack => one(upper, -0.12, 0.42, 270.0, 72.0),
        Area::ShoulderFront => one(upper, -0.12, 0.42, 90.0, 72.0),
        Area::Biceps => one(upper, 0.2, 0.95, 90.0, 90.0),
        Area::Triceps => one(upper, 0.16, 0.95, 270.0, 90.0),
        Area::ForearmPalm => one(fore, 0.04, 0.8, 90.0, 88.0),
        Area::ForearmBack => one(fore, 0.04, 0.8, 270.0, 88.0),
        Area::Palm => one(hand, 0.0, 1.0, 90.0, 70.0),
        Area::ThumbPad => one(hand, 0.05, 0.7, 50.0, 48.0),
    }
}

/// The visible outlines of that area, each with the part on whose layer it lies.
pub(crate) fn shaded(
    (area, sides): (Area, Sides),
    tubes: &[Tube],
    eye: &Eye,
) -> Vec<(Part, Vec<P2>)> {
    let list: &[usize] = match sides {
        Sides::Right => &[RIGHT],
        Sides::Left => &[LEFT],
        Sides::Both => &[RIGHT, LEFT],
    };
    let mut found = Vec::new();
    for &side in list {
        for patch in patches(area, side) {
            let tube = tubes.iter().find(|tube| tube.part == patch.part);
            if let Some(line) = tube.and_then(|tube| outline(&patch, tube, side, eye)) {
                found.push((patch.on, line));
            }
        }
    }
    found
}

fn outline(patch: &Patch, tube: &Tube, side: usize, eye: &Eye) -> Option<Vec<P2>> {
    const STEPS: usize = 10;
    let angle = if side == LEFT {
        180.0 - patch.angle
    } else {
        patch.angle
    };
    let first = tube.rings.first()?.s;
    let (from, to) = (patch.from, patch.to);
    let ring = |s: f32| {
        let mut ring = tube.ring(s);
        if s < first {
            // A little beyond the nearer end, where the next part begins.
            let next = tube.ring(first + 0.2);
            let step = (next.at - ring.at) * ((s - first) / 0.2);
            ring.at = ring.at + step;
        }
        ring
    };
    let (mut lefts, mut rights) = (Vec::new(), Vec::new());
    for step in 0..=STEPS {
        let t = step as f32 / STEPS as f32;
        let here = ring(from + (to - from) * t);
        // Slimmer towards both ends, as muscles are.
        let slim = (1.0 - (2.0 * t - 1.0).powi(2)).sqrt().max(0.12);
        let (mut low, mut high): (Option<f32>, Option<f32>) = (None, None);
        let ahead =
            ring(from + (to - from) * (t + 0.05)).at - ring(from + (to - from) * (t - 0.05)).at;
        let side = eye.see(ahead).unit().left();
        for i in -8..=8_i8 {
            let at = angle + patch.half * f32::from(i) / 8.0;
            if here.normal(at).dot(eye.near) < -0.02 {
                continue;
            }
            let off = (eye.see(here.point(at)) - eye.see(here.at)).dot(side) * 0.95;
            low = Some(low.map_or(off, |low| low.min(off)));
            high = Some(high.map_or(off, |high| high.max(off)));
        }
        let (Some(low), Some(high)) = (low, high) else {
            continue;
        };
        let (middle, half) = ((low + high) / 2.0, (high - low) / 2.0 * slim);
        // It narrows towards the edge it lies at, not away from it.
        let centre = eye.see(here.at);
        let lean = middle + (middle.signum() * ((high - low) / 2.0 - half)) * 0.55;
        lefts.push(centre + side * (lean + half));
        rights.push(centre + side * (lean - half));
    }
    if lefts.len() < 4 {
        return None;
    }
    lefts.extend(rights.into_iter().rev());
    let wide = lefts
        .iter()
        .map(|a| (*a - lefts[0]).len())
        .fold(0.0, f32::max);
    (wide > 2.0).then_some(lefts)
}
