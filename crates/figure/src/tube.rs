//! Skin over bones: every part is a tube of oval rings.

use unknot_protocol::pose::Part;

use crate::body::{
    ANKLE, Body, FEET, FOREARMS, HANDS, LEFT, RIGHT, SHANKS, SIGN, THIGHS, TOES, UPPER_ARMS,
};
use crate::path::order;
use crate::space::{Eye, Frame, P2, V3};

/// One oval across a part.
#[derive(Clone, Copy)]
pub(crate) struct Ring {
    /// Where along the part; centimetres in trunk, neck, head and foot, from 0 to 1 in limbs.
    pub(crate) s: f32,
    pub(crate) at: V3,
    pub(crate) r: V3,
    pub(crate) a: V3,
    /// Half its width and half its depth.
    pub(crate) w: f32,
    pub(crate) d: f32,
}

impl Ring {
    fn mix(&self, o: &Self, t: f32) -> Self {
        Self {
            s: self.s + (o.s - self.s) * t,
            at: self.at.mix(o.at, t),
            r: self.r.mix(o.r, t).unit(),
            a: self.a.mix(o.a, t).unit(),
            w: self.w + (o.w - self.w) * t,
            d: self.d + (o.d - self.d) * t,
        }
    }

    /// How far it reaches in that direction of the picture.
    fn extent(&self, eye: &Eye, dir: P2) -> f32 {
        let (r, a) = (eye.see(self.r), eye.see(self.a));
        (self.w * r.dot(dir)).hypot(self.d * a.dot(dir))
    }

    /// The point of it at that angle: 0 right, 90 front, 180 left, 270 back.
    pub(crate) fn point(&self, angle: f32) -> V3 {
        let (s, c) = angle.to_radians().sin_cos();
        self.at + self.r * (self.w * c) + self.a * (self.d * s)
    }

    /// Which way the skin faces there.
    pub(crate) fn normal(&self, angle: f32) -> V3 {
        let (s, c) = angle.to_radians().sin_cos();
        (self.r * (c / self.w) + self.a * (s / self.d)).unit()
    }
}

/// A part with its skin.
pub(crate) struct Tube {
    pub(crate) part: Part,
    pub(crate) rings: Vec<Ring>,
    /// How far both ends bulge.
    caps: [f32; 2],
}

impl Tube {
    /// The ring there, between its neighbours.
    pub(crate) fn ring(&self, s: f32) -> Ring {
        let after = self.rings.iter().position(|ring| ring.s >= s);
        match after {
            None => self.rings[self.rings.len() - 1],
            Some(0) => self.rings[0],
            Some(i) => {
                let (a, b) = (&self.rings[i - 1], &self.rings[i]);
                a.mix(b, (s - a.s) / (b.s - a.s))
            }
        }
    }

    /// Its outline as a closed line that turns left.
    pub(crate) fn outline(&self, eye: &Eye) -> Vec<P2> {
        let middles: Vec<P2> = self.rings.iter().map(|ring| eye.see(ring.at)).collect();
        let last = self.rings.len() - 1;
        let seen: f32 = middles
            .windows(2)
            .map(|pair| (pair[1] - pair[0]).len())
            .sum();
        let real: f32 = self
            .rings
            .windows(2)
            .map(|pair| (pair[1].at - pair[0].at).len())
            .sum();
        if seen < real * 0.45 {
            return self.hull(eye);
        }
        let tangent = |i: usize| {
            let (before, after) = (middles[i.saturating_sub(1)], middles[(i + 1).min(last)]);
            (after - before).unit()
        };
        let (mut lefts, mut rights) = (Vec::new(), Vec::new());
        for (i, ring) in self.rings.iter().enumerate() {
            let side = tangent(i).left();
            let wide = ring.extent(eye, side);
            lefts.push(middles[i] + side * wide);
            rights.push(middles[i] - side * wide);
        }
        let cap = |i: usize, ahead: f32, deep: f32| -> Vec<P2> {
            let ring = &self.rings[i];
            let (dir, side) = (tangent(i) * ahead, tangent(i).left() * ahead);
            let wide = ring.extent(eye, side);
            let deep = deep + ring.extent(eye, dir) * 0.6;
            // From its right to its left, seen in the direction it bulges.
            [-60.0_f32, -30.0, 0.0, 30.0, 60.0]
                .iter()
                .map(|angle| {
                    let (s, c) = angle.to_radians().sin_cos();
                    middles[i] + side * (wide * s) + dir * (deep * c)
                })
                .collect()
        };
        let mut line = rights;
        line.extend(cap(last, 1.0, self.caps[1]));
        line.extend(lefts.into_iter().rev());
        line.extend(cap(0, -1.0, self.caps[0]));
        turned_left(line)
    }

    /// The stretch of the outline from ring `last` round its nearer end: the point it begins with
    /// and its number of steps. A part that points at the viewer has none.
    pub(crate) fn sleeve(&self, eye: &Eye, last: usize) -> Option<(Vec<P2>, usize, usize)> {
        let line = self.outline(eye);
        let rings = self.rings.len();
        // Rights, five points of the far cap, lefts from far to near, five points of the near cap.
        if line.len() != 2 * rings + 10 {
            return None;
        }
        let steps = 2 * last + 6;
        let straight = 2 * rings + 4 - last;
        // Turned round, the same stretch begins at what was its end.
        let turned = line.len() - 1 - last;
        let right = self.side(eye, last);
        let begins_right = |at: usize| (line[at] - right).len() < 1e-3;
        let first = if begins_right(last) { straight } else { turned };
        Some((line, first, steps))
    }

    /// The right edge of that ring, as the outline has it.
    fn side(&self, eye: &Eye, i: usize) -> P2 {
        let middle = |i: usize| eye.see(self.rings[i].at);
        let (before, after) = (i.saturating_sub(1), (i + 1).min(self.rings.len() - 1));
        let side = (middle(after) - middle(before)).unit().left();
        middle(i) - side * self.rings[i].extent(eye, side)
    }

    /// The outline of a part that points at the viewer.
    fn hull(&self, eye: &Eye) -> Vec<P2> {
        let mut points = Vec::new();
        for ring in &self.rings {
            for step in 0..16_u8 {
                points.push(eye.see(ring.point(f32::from(step) * 22.5)));
            }
        }
        hull(points)
    }
}

pub(crate) fn turned_left(mut line: Vec<P2>) -> Vec<P2> {
    let twice: f32 = (0..line.len())
        .map(|i| {
            let (a, b) = (line[i], line[(i + 1) % line.len()]);
            a.x * b.y - b.x * a.y
        })
        .sum();
    if twice < 0.0 {
        line.reverse();
    }
    line
}

/// The rubber band round these points, turning left.
pub(crate) fn hull(mut points: Vec<P2>) -> Vec<P2> {
    order(&mut points, |a, b| (a.x, a.y) < (b.x, b.y));
    let half = |points: &mut dyn Iterator<Item = P2>| {
        let mut line: Vec<P2> = Vec::new();
        for point in points {
            while let [.., a, b] = line.as_slice() {
                if (*b - *a).left().dot(point - *b) > 1e-6 {
                    break;
                }
                line.pop();
            }
            line.push(point);
        }
        line.pop();
        line
    };
    let mut line = half(&mut points.iter().copied());
    line.extend(half(&mut points.iter().rev().copied()));
    line
}

fn limb(part: Part, body: &Body, frame: Frame, rings: &[[f32; 4]], caps: [f32; 2]) -> Tube {
    let bone = body.bone(part);
    let rings = rings
        .iter()
        .map(|&[s, w, d, off]| Ring {
            s,
            at: bone.at + bone.dir * (bone.len * s) + frame.a * off,
            r: frame.r,
            a: frame.a,
            w,
            d,
        })
        .collect();
    Tube { part, rings, caps }
}

/// All parts of that body.
pub(crate) fn tubes(body: &Body) -> Vec<Tube> {
    let mut all = vec![trunk(body)];
    head(body, &mut all);
    for side in [RIGHT, LEFT] {
        arm(body, side, &mut all);
        leg(body, side, &mut all);
    }
    all
}

fn trunk(body: &Body) -> Tube {
    // Height from the hips, half width, half depth, how far forward.
    const PELVIS: [[f32; 4]; 3] = [
        [-7.0, 11.5, 8.4, -1.2],
        [0.0, 16.0, 10.6, -1.6],
        [7.0, 15.4, 9.8, -1.0],
    ];
    const WAIST: [[f32; 4]; 2] = [[15.0, 13.6, 8.7, 0.1], [21.0, 13.3, 8.8, 0.3]];
    const CHEST: [[f32; 4]; 6] = [
        [28.0, 14.4, 9.8, 0.3],
        [35.0, 15.6, 10.6, 0.4],
        [41.0, 15.8, 10.2, 0.0],
        [45.5, 13.6, 8.2, -0.8],
        [48.5, 9.4, 6.4, -1.4],
        [51.0, 6.0, 5.4, -1.6],
    ];
    let mut rings = Vec::new();
    let parts: [(Part, f32, &[[f32; 4]]); 3] = [
        (Part::Pelvis, 0.0, &PELVIS),
        (Part::Waist, 12.0, &WAIST),
        (Part::Chest, 27.0, &CHEST),
    ];
    for (part, base, list) in parts {
        let bone = body.bone(part);
        for &[s, w, d, off] in list {
            rings.push(Ring {
                s,
                at: bone.at + bone.frame.u * (s - base) + bone.frame.a * off,
                r: bone.frame.r,
                a: bone.frame.a,
                w,
                d,
            });
        }
    }
    Tube {
        part: Part::Chest,
        rings,
        caps: [5.0, 1.0],
    }
}

fn head(body: &Body, all: &mut Vec<Tube>) {
    let (neck, head, jaw) = (
        body.bone(Part::Neck),
        body.bone(Part::Head),
        body.bone(Part::Jaw),
    );
    let ring = |at: V3, frame: Frame, s: f32, w: f32, d: f32| Ring {
        s,
        at,
        r: frame.r,
        a: frame.a,
        w,
        d,
    };
    let rings = [
        [-4.0, 6.4, 6.0],
        [0.0, 5.7, 5.6],
        [4.5, 5.3, 5.4],
        [10.0, 5.4, 5.8],
    ]
    .map(|[s, w, d]| ring(neck.at + neck.frame.u * s, neck.frame, s, w, d));
    all.push(Tube {
        part: Part::Neck,
        rings: rings.to_vec(),
        caps: [0.5, 1.0],
    });
    let rings = [
        [-0.5, 5.4, 6.6, 0.4],
        [2.0, 6.5, 8.2, 0.6],
        [5.5, 7.3, 9.3, 0.4],
        [9.0, 7.5, 9.6, 0.1],
        [12.0, 7.0, 9.0, -0.1],
        [14.3, 5.7, 7.4, -0.2],
        [16.1, 3.2, 4.2, -0.3],
    ]
    .map(|[s, w, d, off]| {
        ring(
            head.at + head.frame.u * s + head.frame.a * off,
            head.frame,
            s,
            w,
            d,
        )
    });
    all.push(Tube {
        part: Part::Head,
        rings: rings.to_vec(),
        caps: [1.2, 0.5],
    });
    // The upper jaw stays with the head, so that the mouth can open.
    let rings = [
        [4.0, 5.9, 4.8, 3.8],
        [0.4, 5.5, 4.7, 4.1],
        [-1.6, 4.9, 4.4, 4.3],
    ]
    .map(|[s, w, d, off]| {
        ring(
            head.at + head.frame.u * s + head.frame.a * off,
            head.frame,
            -s,
            w,
            d,
        )
    });
    all.push(Tube {
        part: Part::Head,
        rings: rings.to_vec(),
        caps: [0.6, 0.5],
    });
    let rings = [
        [0.5, 6.2, 2.6, 0.8],
        [3.7, 5.9, 3.4, 1.5],
        [4.6, 5.6, 4.6, 3.8],
        [6.0, 5.1, 4.5, 4.0],
        [7.3, 4.2, 3.5, 4.9],
        [8.4, 3.0, 2.4, 5.8],
    ]
    .map(|[s, w, d, off]| {
        ring(
            jaw.at - jaw.frame.u * s + jaw.frame.a * off,
            jaw.frame,
            s,
            w,
            d,
        )
    });
    all.push(Tube {
        part: Part::Jaw,
        rings: rings.to_vec(),
        caps: [1.0, 1.1],
    });
    let rings = [
        [7.2, 0.8, 0.9, 8.4],
        [4.6, 1.0, 1.1, 9.6],
        [2.6, 1.5, 1.3, 10.3],
        [1.6, 1.3, 1.0, 9.2],
    ]
    .map(|[s, w, d, off]| {
        ring(
            head.at + head.frame.u * s + head.frame.a * off,
            head.frame,
            -s,
            w,
            d,
        )
    });
    all.push(Tube {
        part: Part::Head,
        rings: rings.to_vec(),
        caps: [0.6, 0.6],
    });
}

fn arm(body: &Body, side: usize, all: &mut Vec<Tube>) {
    const UPPER: [[f32; 4]; 6] = [
        [0.0, 5.2, 5.4, 0.0],
        [0.18, 5.1, 5.3, 0.0],
        [0.42, 4.3, 4.6, 0.3],
        [0.65, 4.1, 4.4, 0.3],
        [0.88, 3.7, 3.7, 0.0],
        [1.0, 3.6, 3.5, 0.0],
    ];
    const FORE: [[f32; 4]; 5] = [
        [0.0, 3.6, 3.5, 0.0],
        [0.22, 4.1, 3.9, 0.0],
        [0.5, 3.6, 3.3, 0.0],
        [0.8, 2.8, 2.4, 0.0],
        [1.0, 2.7, 2.1, 0.0],
    ];
    let upper = body.bone(UPPER_ARMS[side]);
    all.push(limb(
        UPPER_ARMS[side],
        body,
        upper.frame,
        &UPPER,
        [4.6, 3.2],
    ));
    // The forearm turns with the hand.
    let (fore, hand) = (body.bone(FOREARMS[side]), body.bone(HANDS[side]));
    let twisted = Frame::from_up(fore.frame.u, hand.frame.a);
    all.push(limb(FOREARMS[side], body, twisted, &FORE, [3.0, 1.6]));
    const PALM: [[f32; 4]; 4] = [
        [-0.1, 2.7, 2.0, 0.0],
        [0.25, 3.5, 1.9, 0.1],
        [0.65, 4.2, 1.6, 0.0],
        [1.0, 4.1, 1.3, 0.0],
    ];
    all.push(limb(HANDS[side], body, hand.frame, &PALM, [0.8, 0.8]));
    let [curl, spread, thumb] = body.fingers[side];
    let sign = SIGN[side];
    for (place, length) in [(3.05, 7.4), (1.05, 8.4), (-1.0, 8.0), (-3.0, 6.2)] {
        let open = hand.frame.rightward(-(spread + 1.0) * place * 0.55 * sign);
        let (one, two) = (open.forward(-curl), open.forward(-curl * 2.2));
        let root = hand.end() + hand.frame.r * (place * sign) - hand.dir * 0.8;
        let middle = root - one.u * (length * 0.5 + 0.8);
        let tip = middle - two.u * (length * 0.5);
        all.push(finger(
            HANDS[side],
            [root, middle, tip],
            [one, one, two],
            [1.12, 1.0, 0.82],
        ));
    }
    let root = hand.at + hand.dir * 2.2 + hand.frame.r * (2.2 * sign) + hand.frame.a * 0.5;
    let first = hand.frame.rightward(-sign * (thumb + 8.0)).forward(-12.0);
    let second = first.rightward(sign * 14.0);
    let middle = root - first.u * 5.0;
    all.push(finger(
        HANDS[side],
        [root, middle, middle - second.u * 4.2],
        [first, first, second],
        [1.9, 1.3, 1.0],
    ));
}

fn finger(part: Part, places: [V3; 3], frames: [Frame; 3], thick: [f32; 3]) -> Tube {
    let mut rings = Vec::new();
    for i in 0..3 {
        rings.push(Ring {
            s: i as f32,
            at: places[i],
            r: frames[i].r,
            a: frames[i].a,
            w: thick[i],
            d: thick[i],
        });
    }
    Tube {
        part,
        rings,
        caps: [0.6, 0.8],
    }
}

fn leg(body: &Body, side: usize, all: &mut Vec<Tube>) {
    const THIGH: [[f32; 4]; 6] = [
        [0.0, 8.3, 8.8, 0.0],
        [0.2, 8.4, 8.6, 0.1],
        [0.45, 7.4, 7.9, 0.5],
        [0.7, 6.2, 6.6, 0.4],
        [0.9, 5.5, 5.6, 0.1],
        [1.0, 5.3, 5.3, 0.0],
    ];
    const SHANK: [[f32; 4]; 7] = [
        [0.0, 5.2, 5.2, 0.0],
        [0.12, 5.1, 5.2, -0.4],
        [0.3, 5.4, 5.7, -1.3],
        [0.5, 4.7, 4.9, -1.1],
        [0.72, 3.6, 3.7, -0.4],
        [0.9, 3.0, 3.2, 0.0],
        [1.0, 3.1, 3.4, 0.0],
    ];
    let (thigh, shank) = (body.bone(THIGHS[side]), body.bone(SHANKS[side]));
    all.push(limb(THIGHS[side], body, thigh.frame, &THIGH, [7.5, 4.4]));
    all.push(limb(SHANKS[side], body, shank.frame, &SHANK, [4.4, 2.4]));
    let foot = body.bone(FEET[side]);
    // Ahead of the ankle, half width, half height, height above the sole.
    let rings = [
        [-4.6, 2.5, 2.5, 2.6],
        [-2.4, 3.1, 3.8, 3.8],
        [0.8, 3.4, 4.5, 4.5],
        [4.5, 3.6, 3.5, 3.7],
        [8.5, 4.2, 2.4, 2.6],
        [13.0, 4.6, 1.5, 1.6],
    ]
    .map(|[s, w, d, high]| Ring {
        s,
        at: foot.at + foot.dir * s + foot.frame.a * (high - ANKLE),
        r: foot.frame.r,
        a: foot.frame.a,
        w,
        d,
    });
    all.push(Tube {
        part: FEET[side],
        rings: rings.to_vec(),
        caps: [1.4, 1.6],
    });
    let toes = body.bone(TOES[side]);
    let sign = SIGN[side];
    // From the big toe, on the inner side, to the little one.
    for (place, length, thick) in [
        (-3.1, 7.0, 1.45),
        (-0.9, 6.4, 1.05),
        (0.8, 5.6, 1.0),
        (2.4, 4.6, 0.95),
        (3.8, 3.6, 0.9),
    ] {
        let open = toes.frame.rightward(-body.toes[side] * place * 0.3 * sign);
        let root = toes.at + toes.frame.r * (place * sign);
        let tip = root - open.u * (length - thick);
        let back = root + toes.frame.u * 1.5;
        all.push(finger(
            TOES[side],
            [back, root.mix(tip, 0.5), tip],
            [open, open, open],
            [thick.max(1.2), thick, thick * 0.95],
        ));
    }
}
