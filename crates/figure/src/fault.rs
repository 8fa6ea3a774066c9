//! What is wrong with a pose: joints that do not bend so, limbs in the floor, feet in the air.

use unknot_protocol::pose::{Limb, Part, Pose, Support};

use crate::body::{
    Body, FEET, FOREARMS, HANDS, LEFT, RIGHT, SHANKS, SIGN, THIGHS, TOES, UPPER_ARMS,
};
use crate::muscle::shaded;
use crate::space::{Eye, Frame, V3};
use crate::tube::tubes;

/// Skin gives way this much, in centimetres, where a body rests on something.
const GIVES_WAY: f32 = 2.6;

/// Everything that is wrong with the body of that pose at that moment, in words.
#[must_use]
pub fn faults(pose: &Pose, moment: f32) -> Vec<String> {
    let body = Body::of(pose, moment);
    let mut list = Vec::new();
    for (limb, off) in &body.missed {
        list.push(format!("{limb:?} misses its place by {off:.1} cm"));
    }
    joints(&body, &mut list);
    room(pose, &body, moment, &mut list);
    if moment >= 1.0 {
        let eye = Eye::new(pose.view);
        let tubes = tubes(&body);
        for &shade in &pose.shade {
            if shaded(shade, &tubes, &eye).is_empty() {
                list.push(format!("{shade:?} cannot be seen from there"));
            }
        }
    }
    list
}

/// Angle in the plane of two directions, in degrees.
fn angle(of: V3, zero: V3, quarter: V3) -> f32 {
    of.dot(quarter).atan2(of.dot(zero)).to_degrees()
}

fn joints(body: &Body, list: &mut Vec<String>) {
    let mut within = |name: &str, side: usize, value: f32, low: f32, high: f32| {
        if value < low || value > high {
            let side = if side == RIGHT { "right" } else { "left" };
            list.push(format!(
                "the {side} {name} stands at {value:.0}°, not between {low:.0}° and {high:.0}°"
            ));
        }
    };
    let frame = |part: Part| body.bone(part).frame;
    let bend = |upper: Frame, lower: Frame| angle(lower.u, upper.u, upper.a);
    for (name, upper, lower, low, high) in [
        ("low back", Part::Pelvis, Part::Waist, -35.0, 55.0),
        ("upper back", Part::Waist, Part::Chest, -30.0, 50.0),
        ("neck", Part::Chest, Part::Neck, -45.0, 75.0),
        ("head", Part::Neck, Part::Head, -45.0, 45.0),
    ] {
        within(name, RIGHT, bend(frame(upper), frame(lower)), low, high);
    }
    for side in [RIGHT, LEFT] {
        let sign = SIGN[side];
        let pelvis = frame(Part::Pelvis);
        let thigh = body.bone(THIGHS[side]);
        let out = thigh.dir.dot(pelvis.r) * sign;
        within(
            "hip, sideways,",
            side,
            out.clamp(-1.0, 1.0).asin().to_degrees(),
            -40.0,
            65.0,
        );
        if out.abs() < 0.8 {
            within(
                "hip",
                side,
                angle(thigh.dir, -pelvis.u, pelvis.a),
                -35.0,
                140.0,
            );
        }
        let shank = frame(SHANKS[side]);
        within("knee", side, bend(thigh.frame, shank), -6.0, 160.0);
        let foot = body.bone(FEET[side]);
        // Sitting back on the heels, the whole foot gives; a pointed foot never looks forward.
        let point = angle(foot.dir, shank.a, shank.u);
        within("ankle", side, point, -95.0, 45.0);
        let toes = body.bone(TOES[side]);
        within(
            "toes",
            side,
            angle(toes.dir, foot.dir, foot.frame.a),
            -60.0,
            85.0,
        );
        let chest = frame(Part::Chest);
        let upper = body.bone(UPPER_ARMS[side]);
        let out = upper.dir.dot(chest.r) * sign;
        within(
            "arm, across,",
            side,
            out.clamp(-1.0, 1.0).asin().to_degrees(),
            -75.0,
            90.0,
        );
        if out.abs() < 0.75 {
            let mut raised = angle(upper.dir, -chest.u, chest.a);
            if raised < -100.0 {
                // Straight up and a little back is as far as an arm goes.
                raised += 360.0;
            }
            within("arm", side, raised, -75.0, 215.0);
        }
        let fore = body.bone(FOREARMS[side]);
        within(
            "elbow",
            side,
            upper.dir.dot(fore.dir).clamp(-1.0, 1.0).acos().to_degrees(),
            -8.0,
            155.0,
        );
        let hand = body.bone(HANDS[side]);
        within(
            "wrist",
            side,
            fore.dir.dot(hand.dir).clamp(-1.0, 1.0).acos().to_degrees(),
            -1.0,
            95.0,
        );
    }
}

fn room(pose: &Pose, body: &Body, moment: f32, list: &mut Vec<String>) {
    let mut low = (f32::INFINITY, Part::Pelvis);
    let mut carried = false;
    let has_floor = pose.supports.contains(&Support::Floor);
    for tube in tubes(body) {
        for ring in &tube.rings {
            for step in 0..8_u8 {
                let point = ring.point(f32::from(step) * 45.0);
                if point.y < low.0 {
                    low = (point.y, tube.part);
                }
                for support in &pose.supports {
                    carried |= carries(*support, point);
                    let wall = beyond(*support, point, body);
                    if wall.is_some_and(|wall| wall > GIVES_WAY + 1.0) {
                        let fault = format!("{:?} is in the wall", tube.part);
                        if !list.contains(&fault) {
                            list.push(fault);
                        }
                    }
                }
            }
        }
    }
    if pose.close.is_some() && !has_floor {
        return;
    }
    if has_floor && low.0 < -GIVES_WAY {
        list.push(format!("{:?} is {:.1} cm in the floor", low.1, -low.0));
    }
    if !carried {
        list.push(format!(
            "nothing carries the body; {:?} is lowest at {:.1} cm",
            low.1, low.0
        ));
    }
    let stance = if moment < 1.0 { &pose.start } else { &pose.end };
    let planted = [Limb::FootRight, Limb::FootLeft].map(|limb| stance.reaches.get(&limb));
    for (side, reach) in planted.into_iter().enumerate() {
        let Some(reach) = reach.filter(|reach| reach.part.is_none()) else {
            continue;
        };
        let under = f32::from(reach.at[1]);
        let mut lowest = f32::INFINITY;
        for tube in tubes(body) {
            if tube.part == FEET[side] || tube.part == TOES[side] {
                for ring in &tube.rings {
                    for step in 0..16_u8 {
                        lowest = lowest.min(ring.point(f32::from(step) * 22.5).y);
                    }
                }
            }
        }
        if (lowest - under).abs() > GIVES_WAY {
            list.push(format!(
                "a foot is {:.1} cm off its support",
                lowest - under
            ));
        }
    }
}

/// Whether a point of the skin rests on that support.
fn carries(support: Support, point: V3) -> bool {
    let inside = |low: i16, high: i16, at: f32| {
        at >= f32::from(low) - GIVES_WAY && at <= f32::from(high) + GIVES_WAY
    };
    let on = |top: f32| (point.y - top).abs() < GIVES_WAY;
    match support {
        Support::Floor => on(0.0),
        Support::Block([x0, _, z0, x1, top, z1]) | Support::Pillow([x0, _, z0, x1, top, z1]) => {
            inside(x0, x1, point.x) && inside(z0, z1, point.z) && on(f32::from(top))
        }
        Support::Chair { at, height, .. } => {
            inside(at[0] - 21, at[0] + 21, point.x)
                && inside(at[1] - 21, at[1] + 21, point.z)
                && on(f32::from(height))
        }
        _ => false,
    }
}

/// How far a point lies beyond a wall, seen from where the hips are.
fn beyond(support: Support, point: V3, body: &Body) -> Option<f32> {
    let hips = body.bone(Part::Pelvis).at;
    let over = |wall: i16, at: f32, from: f32| {
        let wall = f32::from(wall);
        if from < wall { at - wall } else { wall - at }
    };
    match support {
        Support::Wall(x) => Some(over(x, point.x, hips.x)),
        Support::WallBeside(z) => Some(over(z, point.z, hips.z)),
        _ => None,
    }
}
