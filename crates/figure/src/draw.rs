//! From a pose to shapes: supports, the body in layers from far to near, muscle, hands' forces.

use unknot_protocol::pose::{Arrow, Limb, Part, Pose, Support};

use crate::body::{Body, FEET, FOREARMS, HANDS, LEFT, RIGHT, SHANKS, THIGHS, TOES, UPPER_ARMS};
use crate::muscle::shaded;
use crate::path::{circle, curve, order, smooth, smooth_part, straight};
use crate::space::{Eye, P2, V3, p, v};
use crate::tube::{Tube, hull, tubes, turned_left};

/// A drawing, ready to become SVG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The `viewBox`: left, top, width, height.
    pub view: [i32; 4],
    /// What to paint, the farthest first.
    pub shapes: Vec<Shape>,
}

/// One `path`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its classes.
    pub class: &'static str,
    /// Its `d`.
    pub d: String,
}

/// The part of a drawing that is painted as one, with one outline around.
struct Layer {
    parts: Vec<Part>,
    depth: f32,
    far: bool,
    /// Where it grows out of the body, so that no line runs across there.
    root: Option<(P2, f32)>,
}

/// Smallest and largest place on the picture.
#[derive(Clone, Copy)]
struct Bounds {
    low: P2,
    high: P2,
}

impl Bounds {
    const NONE: Self = Self {
        low: P2 {
            x: f32::INFINITY,
            y: f32::INFINITY,
        },
        high: P2 {
            x: f32::NEG_INFINITY,
            y: f32::NEG_INFINITY,
        },
    };

    fn add(&mut self, point: P2) {
        self.low = p(self.low.x.min(point.x), self.low.y.min(point.y));
        self.high = p(self.high.x.max(point.x), self.high.y.max(point.y));
    }

    fn grown(self, by: f32) -> Self {
        Self {
            low: self.low - p(by, by),
            high: self.high + p(by, by),
        }
    }

    fn clamp(&self, point: P2) -> P2 {
        p(
            point.x.max(self.low.x).min(self.high.x),
            point.y.max(self.low.y).min(self.high.y),
        )
    }
}

/// Draws that pose, from its start at 0 to its end at 1. All moments share one `viewBox`.
#[must_use]
pub fn draw(pose: &Pose, moment: f32) -> Drawing {
    let eye = Eye::new(pose.view);
    let bounds = bounds(pose, &eye);
    let size = (bounds.high - bounds.low).len();
    let body = Body::of(pose, moment);
    let tubes = tubes(&body);
    let mut shapes = Vec::new();
    if has_mat(pose) {
        solid(&mut shapes, &eye, mat(pose));
    }
    for support in &pose.supports {
        support_behind(&mut shapes, *support, &eye, &bounds);
    }
    let muscles: Vec<(Part, Vec<P2>)> = pose
        .shade
        .iter()
        .flat_map(|&shade| shaded(shade, &tubes, &eye))
        .collect();
    let mut layers = layers(pose, &body, &eye);
    order(&mut layers, |a, b| a.depth < b.depth);
    for layer in &layers {
        paint(&mut shapes, layer, &tubes, &eye);
        if layer.parts.contains(&Part::Head) {
            face(&mut shapes, &body, &eye);
        }
        let mut d = String::new();
        for (part, line) in &muscles {
            if layer.parts.contains(part) {
                smooth(&mut d, &turned_left(line.clone()));
            }
        }
        push(&mut shapes, "figure-muscle", d);
    }
    for support in &pose.supports {
        support_before(&mut shapes, *support, &body, &eye);
    }
    for spot in &pose.press {
        let mut d = String::new();
        circle(&mut d, eye.see(body.spot(*spot)), size * 0.016);
        push(&mut shapes, "figure-press", d);
    }
    for each in &pose.arrows {
        arrow(&mut shapes, each, &body, &eye, size);
    }
    Drawing {
        view: view_box(bounds),
        shapes,
    }
}

/// The `viewBox` of all moments, without drawing any.
#[must_use]
pub fn view(pose: &Pose) -> [i32; 4] {
    view_box(bounds(pose, &Eye::new(pose.view)))
}

fn view_box(bounds: Bounds) -> [i32; 4] {
    let [left, top] = [bounds.low.x * 10.0, -bounds.high.y * 10.0].map(|n| n.floor() as i32);
    let wide = bounds.high - bounds.low;
    let [width, height] = [wide.x * 10.0, wide.y * 10.0].map(|n| n.ceil() as i32);
    [left, top, width, height]
}

fn push(shapes: &mut Vec<Shape>, class: &'static str, d: String) {
    if !d.is_empty() {
        shapes.push(Shape { class, d });
    }
}

/// What start and end need to be seen whole.
fn bounds(pose: &Pose, eye: &Eye) -> Bounds {
    let end = Body::of(pose, 1.0);
    if let Some(close) = pose.close {
        let middle = eye.see(end.spot(close.at));
        let [wide, high] = close.size.map(f32::from);
        return Bounds {
            low: middle - p(wide, high),
            high: middle + p(wide, high),
        };
    }
    let mut bounds = Bounds::NONE;
    for body in [Body::of(pose, 0.0), end] {
        for tube in tubes(&body) {
            for point in tube.outline(eye) {
                bounds.add(point);
            }
        }
        if has_mat(pose) {
            for corner in mat(pose) {
                bounds.add(eye.see(corner));
            }
        }
        for each in &pose.arrows {
            let [from, over, to] = arrow_line(each, &body, eye);
            for point in [from, (from + over * 2.0 + to) * 0.25, to] {
                bounds.add(point);
            }
        }
    }
    // Furniture is shown as far as it is needed.
    let most = bounds.grown(16.0);
    for support in &pose.supports {
        match *support {
            Support::Chair { .. } | Support::Block(_) | Support::Pillow(_) | Support::Ball(_) => {
                for corner in corners(*support) {
                    bounds.add(most.clamp(eye.see(corner)));
                }
            }
            Support::Wall(x) => {
                let x = eye.see(v(f32::from(x), 0.0, 0.0)).x;
                bounds.add(p(x + 2.0, bounds.low.y));
                bounds.add(p(x - 2.0, bounds.low.y));
            }
            Support::WallBeside(z) => {
                let x = eye.see(v(0.0, 0.0, f32::from(z))).x;
                bounds.add(p(x + 2.0, bounds.low.y));
                bounds.add(p(x - 2.0, bounds.low.y));
            }
            Support::Tied(_, to) => bounds.add(eye.see(to.into())),
            Support::Floor | Support::Strap(..) | Support::Held(..) => {}
        }
    }
    bounds.grown(5.0)
}

/// Seen from straight above a floor is no more than the paper.
fn has_mat(pose: &Pose) -> bool {
    (1..80).contains(&pose.view[1]) && pose.supports.contains(&Support::Floor)
}

/// The floor under the body, from start to end.
fn mat(pose: &Pose) -> Vec<V3> {
    let (mut low, mut high) = (
        v(f32::INFINITY, 0.0, f32::INFINITY),
        v(f32::NEG_INFINITY, 0.0, f32::NEG_INFINITY),
    );
    let mut add = |place: V3, by: f32| {
        low = v(low.x.min(place.x - by), 0.0, low.z.min(place.z - by));
        high = v(high.x.max(place.x + by), 0.0, high.z.max(place.z + by));
    };
    for body in [Body::of(pose, 0.0), Body::of(pose, 1.0)] {
        for tube in tubes(&body) {
            for ring in &tube.rings {
                if ring.at.y < 40.0 {
                    add(ring.at, 14.0);
                }
            }
        }
    }
    for support in &pose.supports {
        if let Support::Chair { .. } = support {
            for corner in corners(*support) {
                add(corner, 3.0);
            }
        }
    }
    vec![low, high, v(low.x, 0.0, high.z), v(high.x, 0.0, low.z)]
}

/// The layers of the body with their depth; limbs that stay together are one.
fn layers(pose: &Pose, body: &Body, eye: &Eye) -> Vec<Layer> {
    // Seen a little from above, what stands lower is not farther away for that.
    let near = if eye.near.y.abs() < 0.6 {
        V3 { y: 0.0, ..eye.near }
    } else {
        eye.near
    };
    let depth = |part: Part| {
        let bone = body.bone(part);
        bone.at.mix(bone.end(), 0.55).dot(near)
    };
    let level = |part: Part, base: f32| {
        if pose.over.contains(&part) {
            80.0
        } else if pose.under.contains(&part) {
            -100.0
        } else {
            depth(part) - base
        }
    };
    let mut list = vec![
        Layer {
            parts: vec![Part::Chest],
            depth: 0.0,
            far: false,
            root: None,
        },
        Layer {
            parts: vec![Part::Neck, Part::Head, Part::Jaw],
            depth: if pose.over.contains(&Part::Head) {
                90.0
            } else if pose.under.contains(&Part::Head) {
                -0.5
            } else {
                0.5
            },
            far: false,
            root: Some((
                eye.see(body.bone(Part::Neck).at - body.bone(Part::Neck).frame.u * 3.2),
                5.0,
            )),
        },
    ];
    let chest = body.bone(Part::Chest);
    let chest = chest.at.mix(chest.end(), 0.6).dot(near);
    let pelvis = body.bone(Part::Pelvis).at.dot(near);
    // Only a limb that is joined to the far side of the body is pale, wherever else it goes.
    let far_side = |joint: V3, part: Part| {
        let trunk = body.bone(part);
        let aside = trunk.frame.r * (joint - trunk.at).dot(trunk.frame.r);
        eye.depth(aside) < -4.0
    };
    for side in [RIGHT, LEFT] {
        let upper = level(THIGHS[side], pelvis) + 3.5;
        let lower = level(SHANKS[side], pelvis) + 3.5;
        let bone = body.bone(THIGHS[side]);
        limb(
            &mut list,
            eye,
            far_side(bone.at, Part::Pelvis),
            [
                (vec![THIGHS[side]], upper),
                (vec![SHANKS[side], FEET[side], TOES[side]], lower),
            ],
            (bone.at, inner(body, Part::Pelvis, 7.0) - bone.at, 9.3),
            (bone.end(), 5.4),
        );
    }
    for side in [RIGHT, LEFT] {
        let upper = level(UPPER_ARMS[side], chest) + 4.0;
        let lower = level(FOREARMS[side], chest) + 4.0;
        // A hand lies on the limb that it holds, even where the forearm comes from behind.
        let held = pose
            .end
            .reaches
            .get(&[Limb::HandRight, Limb::HandLeft][side]);
        let held = held.and_then(|reach| reach.part);
        let held = held.filter(|part| ![Part::Pelvis, Part::Waist, Part::Chest].contains(part));
        let held = held.and_then(|part| list.iter().find(|layer| layer.parts.contains(&part)));
        let hand = if pose.over.contains(&HANDS[side]) {
            Some(95.0)
        } else {
            held.map(|layer| layer.depth + 0.2)
                .filter(|depth| *depth > lower)
        };
        let bone = body.bone(UPPER_ARMS[side]);
        let far = far_side(bone.at, Part::Chest);
        let mut fore = vec![FOREARMS[side], HANDS[side]];
        if let Some(depth) = hand {
            // From the far side only the hand comes to the front, from here the forearm, too.
            let alone = far || depth > 90.0;
            let parts = fore.split_off(usize::from(alone));
            let (joint, thick) = if alone {
                (body.bone(HANDS[side]).at, 2.4)
            } else {
                (bone.end(), 3.8)
            };
            list.push(Layer {
                parts,
                depth,
                far: false,
                root: Some((eye.see(joint), thick)),
            });
        }
        limb(
            &mut list,
            eye,
            hand.is_none() && far,
            [(vec![UPPER_ARMS[side]], upper), (fore, lower)],
            (bone.at, inner(body, Part::Chest, 13.0) - bone.at, 5.6),
            (bone.end(), 3.8),
        );
    }
    list
}

fn inner(body: &Body, part: Part, up: f32) -> V3 {
    let bone = body.bone(part);
    bone.at + bone.frame.u * up
}

/// One limb: as one layer, or as two where its halves lie on different sides of the trunk.
fn limb(
    list: &mut Vec<Layer>,
    eye: &Eye,
    far: bool,
    [(upper, upper_depth), (lower, lower_depth)]: [(Vec<Part>, f32); 2],
    (root, inward, thick): (V3, V3, f32),
    (joint, joint_thick): (V3, f32),
) {
    let inward = eye.see(inward);
    let shift = inward.unit() * (inward.len() * 0.3).min(thick * 0.7);
    let root = Some((eye.see(root) + shift, thick));
    let behind = |depth: f32| depth < -1.0;
    let far = |depth: f32| far && behind(depth);
    if behind(upper_depth) == behind(lower_depth) && (lower_depth - upper_depth).abs() < 60.0 {
        let mut parts = upper;
        parts.extend(lower);
        let depth = (upper_depth + lower_depth) / 2.0;
        list.push(Layer {
            parts,
            depth: if behind(depth) { depth } else { depth.max(1.0) },
            far: far(depth),
            root: (!behind(depth)).then_some(root).flatten(),
        });
        return;
    }
    list.push(Layer {
        parts: upper,
        depth: if behind(upper_depth) {
            upper_depth
        } else {
            upper_depth.max(1.0)
        },
        far: far(upper_depth),
        root: (!behind(upper_depth)).then_some(root).flatten(),
    });
    list.push(Layer {
        parts: lower,
        depth: lower_depth,
        far: far(lower_depth),
        root: (lower_depth > upper_depth && !behind(upper_depth))
            .then_some((eye.see(joint), joint_thick)),
    });
}

fn paint(shapes: &mut Vec<Shape>, layer: &Layer, tubes: &[Tube], eye: &Eye) {
    let mut d = String::new();
    for tube in tubes.iter().filter(|tube| layer.parts.contains(&tube.part)) {
        smooth(&mut d, &tube.outline(eye));
    }
    push(
        shapes,
        if layer.far {
            "figure-body figure-far"
        } else {
            "figure-body"
        },
        d,
    );
    if let Some((middle, radius)) = layer.root {
        let mut d = String::new();
        circle(&mut d, middle, radius);
        let clothed = layer
            .parts
            .iter()
            .any(|part| UPPER_ARMS.contains(part) || THIGHS.contains(part));
        push(
            shapes,
            match (clothed, layer.far) {
                (true, true) => "figure-cloth figure-far",
                (true, false) => "figure-cloth",
                (false, true) => "figure-skin figure-far",
                (false, false) => "figure-skin",
            },
            d,
        );
    }
    clothes(shapes, layer, tubes, eye);
}

/// Short sleeves and short trousers, cut from the very outline of what they cover.
fn clothes(shapes: &mut Vec<Shape>, layer: &Layer, tubes: &[Tube], eye: &Eye) {
    let (mut d, mut hems) = (String::new(), String::new());
    for tube in tubes.iter().filter(|tube| layer.parts.contains(&tube.part)) {
        let hem = match tube.part {
            Part::Chest => tube.rings.len() - 2,
            part if UPPER_ARMS.contains(&part) || THIGHS.contains(&part) => 2,
            _ => continue,
        };
        match tube.sleeve(eye, hem) {
            Some((line, first, steps)) => {
                smooth_part(&mut d, &line, first, steps);
                let end = (first + steps) % line.len();
                if tube.part != Part::Chest {
                    straight(&mut hems, &[line[first], line[end]], false);
                }
            }
            None => smooth(&mut d, &tube.outline(eye)),
        }
    }
    let class = if layer.far {
        "figure-cloth figure-far"
    } else {
        "figure-cloth"
    };
    push(shapes, class, d);
    push(shapes, "figure-hem", hems);
}

/// Hair, ear and nose: just enough to see which way the head looks.
fn face(shapes: &mut Vec<Shape>, body: &Body, eye: &Eye) {
    let bone = body.bone(Part::Head);
    let frame = bone.frame;
    let middle = bone.at + frame.u * 7.6;
    let on = |r: f32, a: f32, u: f32| {
        middle + frame.r * (r * 7.5) + frame.a * (a * 9.7) + frame.u * (u * 9.3)
    };
    let facing = |r: f32, a: f32, u: f32| {
        (frame.r * (r / 7.5) + frame.a * (a / 9.7) + frame.u * (u / 9.3))
            .unit()
            .dot(eye.near)
    };
    // The face is a round patch that looks forward and a little down.
    let (look_a, look_u) = (0.90, -0.435);
    let wide = 71.0_f32.to_radians();
    let mut patch = Vec::new();
    let mut skull = Vec::new();
    for i in 0..48_u8 {
        let (s, c) = (f32::from(i) * 7.5).to_radians().sin_cos();
        let (ws, wc) = wide.sin_cos();
        let (r, a, u) = (
            c * ws,
            look_a * wc - look_u * s * ws,
            look_u * wc + look_a * s * ws,
        );
        if facing(r, a, u) > 0.0 {
            patch.push(eye.see(on(r, a, u)));
        }
    }
    // Where the skull turns away from the viewer.
    let near = [
        eye.near.dot(frame.r) * 7.5,
        eye.near.dot(frame.a) * 9.7,
        eye.near.dot(frame.u) * 9.3,
    ];
    let near = v(near[0], near[1], near[2]).unit();
    let one = near.cross(v(0.31, 0.83, 0.46)).unit();
    let two = near.cross(one);
    for i in 0..48_u8 {
        let (s, c) = (f32::from(i) * 7.5).to_radians().sin_cos();
        let edge = one * c + two * s;
        let seen = eye.see(on(edge.x, edge.y, edge.z));
        skull.push(seen);
        if edge.y * look_a + edge.z * look_u > wide.cos() {
            patch.push(seen);
        }
    }
    let mut d = String::new();
    smooth(&mut d, &hull(skull));
    if patch.len() > 6 {
        let mut patch = hull(patch);
        patch.reverse();
        smooth(&mut d, &patch);
    }
    push(shapes, "figure-hair", d);
    let mut d = String::new();
    for sign in [1.0_f32, -1.0] {
        let out = frame.r * sign;
        let strength = out.dot(eye.near);
        if strength > 0.2 {
            let middle = bone.at + frame.u * 4.4 - frame.a * 0.3 + out * 7.0;
            let line: Vec<P2> = (0..10_u8)
                .map(|i| {
                    let (s, c) = (f32::from(i) * 36.0).to_radians().sin_cos();
                    eye.see(middle + frame.a * (c * 1.5) + frame.u * (s * 2.6) + out * (c * -0.9))
                })
                .collect();
            smooth(&mut d, &line);
        }
    }
    push(shapes, "figure-ear", d);
    let mut d = String::new();
    let nose = bone.at + frame.u * 2.2 + frame.a * 11.4;
    let turn = frame.r.dot(eye.near);
    if frame.a.dot(eye.near) > 0.25 && turn.abs() < 0.93 {
        let side = if turn >= 0.0 { 1.0 } else { -1.0 };
        let bridge = bone.at + frame.u * 6.4 + frame.a * 9.4;
        let wing = bone.at + frame.u * 1.3 + frame.a * 9.8 + frame.r * (1.4 * side);
        let tip = nose - frame.r * (0.5 * side);
        straight(
            &mut d,
            &[bridge, tip, wing].map(|place| eye.see(place)),
            false,
        );
    }
    // The mouth.
    let jaw = body.bone(Part::Jaw);
    if frame.a.dot(eye.near) > -0.2 {
        let lips = |low: f32, bone: V3, up: V3, ahead: V3| {
            let at = |r: f32, a: f32| bone + up * low + ahead * a + frame.r * r;
            [at(-2.3, 7.6), at(0.0, 8.9), at(2.3, 7.6)].map(|place| eye.see(place))
        };
        let upper = lips(-1.7, bone.at, frame.u, frame.a);
        let lower = lips(-4.9, jaw.at, jaw.frame.u, jaw.frame.a);
        let gap = (upper[1] - lower[1]).len();
        if frame.a.dot(eye.near) > 0.25 {
            curve(&mut d, upper[0], upper[1], upper[2]);
            if gap > 1.2 {
                curve(&mut d, upper[0], lower[1], upper[2]);
            }
        }
    }
    push(shapes, "figure-detail", d);
}

fn corners(support: Support) -> Vec<V3> {
    let boxed = |[x0, y0, z0, x1, y1, z1]: [f32; 6]| {
        let mut list = Vec::new();
        for x in [x0, x1] {
            for y in [y0, y1] {
                for z in [z0, z1] {
                    list.push(v(x, y, z));
                }
            }
        }
        list
    };
    match support {
        Support::Block(list) | Support::Pillow(list) => boxed(list.map(f32::from)),
        Support::Ball([x, y, z, r]) => {
            let [x, y, z, r] = [x, y, z, r].map(f32::from);
            boxed([x - r, y - r, z - r, x + r, y + r, z + r])
        }
        Support::Chair {
            at, height, back, ..
        } => {
            let [x, z] = at.map(f32::from);
            let top = f32::from(height) + if back { 42.0 } else { 0.0 };
            boxed([x - 21.0, 0.0, z - 21.0, x + 21.0, top, z + 21.0])
        }
        _ => Vec::new(),
    }
}

fn solid(shapes: &mut Vec<Shape>, eye: &Eye, places: impl IntoIterator<Item = V3>) {
    let mut d = String::new();
    let line = hull(places.into_iter().map(|place| eye.see(place)).collect());
    straight(&mut d, &line, true);
    push(shapes, "figure-support", d);
}

fn support_behind(shapes: &mut Vec<Shape>, support: Support, eye: &Eye, bounds: &Bounds) {
    let (low, high) = (bounds.low, bounds.high);
    let mut line = |points: &[P2]| {
        let mut d = String::new();
        straight(&mut d, points, false);
        push(shapes, "figure-support figure-ground", d);
    };
    match support {
        // From above the floor is a mat.
        Support::Floor if eye.near.y != 0.0 => {}
        Support::Floor => {
            let y = eye.see(V3::default()).y;
            line(&[p(low.x, y), p(high.x, y)]);
        }
        Support::Wall(x) => {
            let foot = eye.see(v(f32::from(x), 0.0, 0.0));
            line(&[p(foot.x, foot.y.max(low.y)), p(foot.x, high.y)]);
        }
        Support::WallBeside(z) => {
            let foot = eye.see(v(0.0, 0.0, f32::from(z)));
            // Seen from above a wall runs through the whole picture.
            let from = if eye.near.y > 0.9 {
                low.y
            } else {
                foot.y.max(low.y)
            };
            line(&[p(foot.x, from), p(foot.x, high.y)]);
        }
        Support::Block(_) => solid(shapes, eye, corners(support)),
        Support::Pillow(_) => {
            let places: Vec<P2> = hull(
                corners(support)
                    .into_iter()
                    .map(|place| eye.see(place))
                    .collect(),
            );
            // Two points near each corner, so that the corner is round.
            let n = places.len();
            let mut round = Vec::new();
            for i in 0..n {
                let (a, b) = (places[i], places[(i + 1) % n]);
                let step = (b - a).unit() * ((b - a).len() * 0.25).min(5.0);
                round.push(a + step);
                round.push(b - step);
            }
            let mut d = String::new();
            smooth(&mut d, &round);
            push(shapes, "figure-support", d);
        }
        Support::Chair {
            at,
            height,
            heading,
            back,
        } => chair(shapes, eye, at, height, heading, back),
        Support::Ball(_) | Support::Held(..) | Support::Strap(..) | Support::Tied(..) => {}
    }
}

fn chair(
    shapes: &mut Vec<Shape>,
    eye: &Eye,
    [x, z]: [i16; 2],
    height: i16,
    heading: i16,
    back: bool,
) {
    let turned = crate::space::Frame::WORLD.turned(f32::from(heading));
    let high = f32::from(height);
    let at = |ahead: f32, up: f32, right: f32| {
        v(f32::from(x), up, f32::from(z)) + turned.a * ahead + turned.r * right
    };
    let mut bars: Vec<(f32, Vec<V3>)> = Vec::new();
    let mut bar = |ahead: [f32; 2], up: [f32; 2], right: [f32; 2]| {
        let mut list = Vec::new();
        for a in ahead {
            for u in up {
                for r in right {
                    list.push(at(a, u, r));
                }
            }
        }
        let depth = list.iter().map(|place| eye.depth(*place)).sum::<f32>() / 8.0;
        bars.push((depth, list));
    };
    for ahead in [-19.0, 16.0] {
        for right in [-19.0, 16.0] {
            bar(
                [ahead, ahead + 3.0],
                [0.0, high - 4.0],
                [right, right + 3.0],
            );
        }
    }
    if back {
        bar([-22.0, -19.0], [high - 4.0, high + 42.0], [-19.0, -16.0]);
        bar([-22.0, -19.0], [high - 4.0, high + 42.0], [16.0, 19.0]);
        bar([-22.0, -19.0], [high + 22.0, high + 42.0], [-19.0, 19.0]);
    }
    order(&mut bars, |a, b| a.0 < b.0);
    for (_, list) in bars {
        solid(shapes, eye, list);
    }
    let seat = [[-21.0, -21.0], [-21.0, 21.0], [21.0, -21.0], [21.0, 21.0]];
    let seat = seat
        .iter()
        .flat_map(|[a, r]| [at(*a, high, *r), at(*a, high - 4.0, *r)]);
    solid(shapes, eye, seat.collect::<Vec<_>>());
}

/// Towels, bands and balls lie in front of the body that holds them.
fn support_before(shapes: &mut Vec<Shape>, support: Support, body: &Body, eye: &Eye) {
    let mut d = String::new();
    match support {
        Support::Strap(from, to) => {
            let (from, to) = (eye.see(body.spot(from)), eye.see(body.spot(to)));
            straight(&mut d, &[from, to], false);
            push(shapes, "figure-strap", d);
        }
        Support::Tied(from, to) => {
            straight(
                &mut d,
                &[eye.see(body.spot(from)), eye.see(to.into())],
                false,
            );
            push(shapes, "figure-strap", d);
        }
        Support::Held(at, radius) => {
            circle(&mut d, eye.see(body.spot(at)), f32::from(radius));
            push(shapes, "figure-support figure-ball", d);
        }
        Support::Ball([x, y, z, r]) => {
            let at = v(f32::from(x), f32::from(y), f32::from(z));
            circle(&mut d, eye.see(at), f32::from(r));
            push(shapes, "figure-support figure-ball", d);
        }
        _ => {}
    }
}

/// Where an arrow starts, what it bends over, and where it ends.
fn arrow_line(arrow: &Arrow, body: &Body, eye: &Eye) -> [P2; 3] {
    let pair = |[x, y]: [i16; 2]| p(f32::from(x), f32::from(y));
    let from = eye.see(body.spot(arrow.at)) + pair(arrow.off);
    let to = from + pair(arrow.by);
    let over = (from + to) * 0.5 + (to - from).unit().left() * (f32::from(arrow.bend) * 2.0);
    [from, over, to]
}

fn arrow(shapes: &mut Vec<Shape>, arrow: &Arrow, body: &Body, eye: &Eye, size: f32) {
    let [from, over, to] = arrow_line(arrow, body, eye);
    let (line, head) = if arrow.force {
        ("figure-arrow figure-force", "figure-head figure-force")
    } else {
        ("figure-arrow", "figure-head")
    };
    let long = (size * 0.036).min((to - from).len() * 0.5);
    let tip = |at: P2, before: P2, d: &mut String| {
        let dir = (at - before).unit();
        let (back, side) = (dir * -long, dir.left() * (long * 0.55));
        straight(d, &[at + back + side, at, at + back - side], true);
        at + back * 0.8
    };
    let mut heads = String::new();
    let end = tip(to, over, &mut heads);
    let start = if arrow.both {
        tip(from, over, &mut heads)
    } else {
        from
    };
    let mut d = String::new();
    curve(&mut d, start, over, end);
    push(shapes, line, d);
    push(shapes, head, heads);
}
