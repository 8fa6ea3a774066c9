//! From a stance to bones: where every part of the body is, with hands and feet where they reach.

use unknot_protocol::pose::{Joint, Limb, Part, Pose, Reach, Spot, Stance};

use crate::space::{Frame, V3, v};

/// Lengths of an adult of about 1.70 m, in centimetres.
pub(crate) const HIP_HEIGHT: f32 = 89.0;
pub(crate) const ANKLE: f32 = 8.0;
const THIGH: f32 = 41.0;
const SHANK: f32 = 40.0;
const UPPER_ARM: f32 = 29.0;
const FOREARM: f32 = 25.0;
/// From the wrist to the middle of the palm.
const TO_PALM: f32 = 6.0;
const PALM: f32 = 9.5;
pub(crate) const BALL: f32 = 13.0;
/// Half the thickness of a palm, so that its surface touches and not its middle.
const PALM_DEEP: f32 = 1.5;

/// One part of the body in its place.
#[derive(Clone, Copy, Debug)]
pub struct Bone {
    /// Its nearer end.
    pub at: V3,
    /// How it is turned.
    pub frame: Frame,
    /// Where its far end lies.
    pub dir: V3,
    /// Its length.
    pub len: f32,
}

impl Bone {
    const NONE: Self = Self {
        at: V3 {
            x: 0.0,
            y: 0.0,
            z: 0.0,
        },
        frame: Frame::WORLD,
        dir: Frame::WORLD.u,
        len: 0.0,
    };

    fn rising(at: V3, frame: Frame, len: f32) -> Self {
        Self {
            at,
            frame,
            dir: frame.u,
            len,
        }
    }

    fn hanging(at: V3, frame: Frame, len: f32) -> Self {
        Self {
            at,
            frame,
            dir: -frame.u,
            len,
        }
    }

    /// Its far end.
    #[must_use]
    pub fn end(&self) -> V3 {
        self.at + self.dir * self.len
    }
}

/// The two sides, in the order of the pairs below.
pub(crate) const RIGHT: usize = 0;
pub(crate) const LEFT: usize = 1;
/// The right side lies at +1, the left at -1.
pub(crate) const SIGN: [f32; 2] = [1.0, -1.0];
pub(crate) const UPPER_ARMS: [Part; 2] = [Part::UpperArmRight, Part::UpperArmLeft];
pub(crate) const FOREARMS: [Part; 2] = [Part::ForearmRight, Part::ForearmLeft];
pub(crate) const HANDS: [Part; 2] = [Part::HandRight, Part::HandLeft];
pub(crate) const THIGHS: [Part; 2] = [Part::ThighRight, Part::ThighLeft];
pub(crate) const SHANKS: [Part; 2] = [Part::ShankRight, Part::ShankLeft];
pub(crate) const FEET: [Part; 2] = [Part::FootRight, Part::FootLeft];
pub(crate) const TOES: [Part; 2] = [Part::ToesRight, Part::ToesLeft];
const HAND_LIMBS: [Limb; 2] = [Limb::HandRight, Limb::HandLeft];
const FOOT_LIMBS: [Limb; 2] = [Limb::FootRight, Limb::FootLeft];

/// Every part of the body in its place.
#[derive(Clone, Debug)]
pub struct Body {
    bones: [Bone; 20],
    /// Curl, spread and thumb of either hand.
    pub(crate) fingers: [[f32; 3]; 2],
    /// How far the toes of either foot are spread.
    pub(crate) toes: [f32; 2],
    /// What was reached for and by how many centimetres it was missed.
    pub missed: Vec<(Limb, f32)>,
}

/// A moment between start and end.
struct Between<'p> {
    start: &'p Stance,
    end: &'p Stance,
    t: f32,
}

impl Between<'_> {
    fn joint(&self, joint: Joint) -> [f32; 3] {
        let of = |stance: &Stance| match stance.joints.get(&joint) {
            Some(list) => list.map(f32::from),
            None => at_rest(joint),
        };
        mix(of(self.start), of(self.end), self.t)
    }
}

fn at_rest(joint: Joint) -> [f32; 3] {
    match joint {
        Joint::Hips => [0.0, HIP_HEIGHT, 0.0],
        Joint::PalmRight | Joint::PalmLeft => [75.0, 0.0, 0.0],
        Joint::FingersRight | Joint::FingersLeft => [14.0, 0.0, 22.0],
        Joint::ElbowRight | Joint::ElbowLeft => [8.0, 0.0, 0.0],
        Joint::ShoulderRight | Joint::ShoulderLeft => [0.0, 7.0, 0.0],
        _ => [0.0; 3],
    }
}

fn mix(a: [f32; 3], b: [f32; 3], t: f32) -> [f32; 3] {
    [0, 1, 2].map(|i| a[i] + (b[i] - a[i]) * t)
}

/// A target in the room, with what else is wished.
#[derive(Clone, Copy)]
struct Target {
    at: V3,
    fingers: V3,
    palm: V3,
    pole: V3,
    foot: [f32; 2],
    /// A foot on the ground, as opposed to one that lies on the body.
    ground: bool,
}

impl Target {
    fn mix(self, o: Self, t: f32) -> Self {
        if t <= 0.0 {
            return self;
        }
        if t >= 1.0 {
            return o;
        }
        Self {
            at: self.at.mix(o.at, t),
            fingers: self.fingers.mix(o.fingers, t),
            palm: self.palm.mix(o.palm, t),
            pole: self.pole.mix(o.pole, t),
            foot: [0, 1].map(|i| self.foot[i] + (o.foot[i] - self.foot[i]) * t),
            ground: o.ground,
        }
    }
}

impl Body {
    /// The body of that pose, from its start at 0 to its end at 1.
    #[must_use]
    pub fn of(pose: &Pose, moment: f32) -> Self {
        let between = Between {
            start: &pose.start,
            end: &pose.end,
            t: moment.max(0.0).min(1.0),
        };
        let mut body = Self {
            bones: [Bone::NONE; 20],
            fingers: [Joint::FingersRight, Joint::FingersLeft].map(|joint| between.joint(joint)),
            toes: [Joint::ToesRight, Joint::ToesLeft].map(|joint| between.joint(joint)[1]),
            missed: Vec::new(),
        };
        body.trunk(&between);
        // A foot that lies on the other leg comes after that leg, a hand after what it holds.
        let leans = |side: usize| {
            let reach = between.end.reaches.get(&FOOT_LIMBS[side]);
            reach.is_some_and(|reach| reach.part.is_some())
        };
        let order = if leans(RIGHT) {
            [LEFT, RIGHT]
        } else {
            [RIGHT, LEFT]
        };
        for side in order {
            body.leg(&between, side);
        }
        let holds_left = between.end.reaches.get(&Limb::HandRight).is_some_and(|r| {
            matches!(
                r.part,
                Some(Part::UpperArmLeft | Part::ForearmLeft | Part::HandLeft)
            )
        });
        let order = if holds_left {
            [LEFT, RIGHT]
        } else {
            [RIGHT, LEFT]
        };
        for side in order {
            body.arm(&between, side);
        }
        body
    }

    /// Where that part is.
    #[must_use]
    pub fn bone(&self, part: Part) -> &Bone {
        &self.bones[part as usize]
    }

    fn set(&mut self, part: Part, bone: Bone) {
        self.bones[part as usize] = bone;
    }

    /// A place on the body.
    pub(crate) fn spot(&self, spot: Spot) -> V3 {
        self.place(spot.part, spot.along, spot.off)
    }

    fn place(&self, part: Part, along: i16, [right, front]: [i16; 2]) -> V3 {
        let bone = self.bone(part);
        bone.at
            + bone.dir * (bone.len * f32::from(along) / 100.0)
            + bone.frame.r * f32::from(right)
            + bone.frame.a * f32::from(front)
    }

    fn trunk(&mut self, between: &Between) {
        let heading = between.joint(Joint::Heading)[0];
        let hips = between.joint(Joint::Hips);
        let pelvis = Frame::WORLD
            .turned(heading)
            .bent(between.joint(Joint::Body));
        let at = v(hips[0], hips[1], hips[2]);
        self.set(Part::Pelvis, Bone::rising(at, pelvis, 12.0));
        let waist = pelvis.bent(between.joint(Joint::Waist));
        let at = self.bone(Part::Pelvis).end();
        self.set(Part::Waist, Bone::rising(at, waist, 15.0));
        let chest = waist.bent(between.joint(Joint::Chest));
        let at = self.bone(Part::Waist).end();
        self.set(Part::Chest, Bone::rising(at, chest, 23.0));
        let neck = chest.bent(between.joint(Joint::Neck));
        let at = self.bone(Part::Chest).end() - chest.a * 1.5;
        // A neck leans forward a little by itself.
        self.set(Part::Neck, Bone::rising(at, neck.forward(12.0), 9.0));
        let head = neck.bent(between.joint(Joint::Head));
        let at = self.bone(Part::Neck).end();
        self.set(Part::Head, Bone::rising(at, head, 16.0));
        // A jaw that opens glides down and forward as much as it turns.
        let open = between.joint(Joint::Jaw)[0];
        let hinge = at + head.u * (3.0 - open * 0.09) + head.a * (0.5 + open * 0.06);
        self.set(
            Part::Jaw,
            Bone::hanging(hinge, head.forward(open * 0.5), 8.0),
        );
    }

    /// What that hand or foot reaches for at this moment; `free` is where it hangs by its angles.
    fn target(
        &self,
        between: &Between,
        limb: Limb,
        free: impl Fn(&Stance) -> Target,
    ) -> Option<Target> {
        let of = |stance: &Stance| stance.reaches.get(&limb).copied();
        let seen = |reach: Reach| Target {
            at: match reach.part {
                Some(part) => self.place(part, reach.along, [reach.at[0], reach.at[1]]),
                None => reach.at.into(),
            },
            fingers: reach.fingers.into(),
            palm: reach.palm.into(),
            pole: reach.pole.into(),
            foot: reach.foot.map(f32::from),
            ground: reach.part.is_none(),
        };
        match (of(between.start), of(between.end)) {
            (None, None) => None,
            (Some(start), Some(end)) => Some(seen(start).mix(seen(end), between.t)),
            (None, Some(_)) if between.t <= 0.0 => None,
            (Some(_), None) if between.t >= 1.0 => None,
            (None, Some(end)) => Some(free(between.start).mix(seen(end), between.t)),
            (Some(start), None) => Some(seen(start).mix(free(between.end), between.t)),
        }
    }

    fn leg(&mut self, between: &Between, side: usize) {
        let sign = SIGN[side];
        let pelvis = *self.bone(Part::Pelvis);
        let hip = pelvis.at + pelvis.frame.r * (9.0 * sign);
        let angles = |which: [Joint; 2]| between.joint(which[side]);
        let ankle = angles([Joint::AnkleRight, Joint::AnkleLeft]);
        let toes = angles([Joint::ToesRight, Joint::ToesLeft])[0];
        let bent_at = |hips: [f32; 3], knee: f32| {
            let thigh = limb_frame(pelvis.frame, hips, sign);
            let shank = thigh.forward(knee);
            let knee_at = hip - thigh.u * THIGH;
            (thigh, shank, knee_at, knee_at - shank.u * SHANK)
        };
        let free = |stance: &Stance| {
            let one = Between {
                start: stance,
                end: stance,
                t: 0.0,
            };
            let (thigh, _, _, at) = bent_at(
                one.joint([Joint::HipRight, Joint::HipLeft][side]),
                one.joint([Joint::KneeRight, Joint::KneeLeft][side])[0],
            );
            Target {
                at,
                fingers: V3::default(),
                palm: V3::default(),
                pole: thigh.a,
                foot: [0.0; 2],
                ground: false,
            }
        };
        let (thigh, shank, knee_at, ankle_at, foot, toes) =
            match self.target(between, FOOT_LIMBS[side], free) {
                None => {
                    let knee = angles([Joint::KneeRight, Joint::KneeLeft])[0];
                    let (thigh, shank, knee_at, at) =
                        bent_at(angles([Joint::HipRight, Joint::HipLeft]), knee);
                    (
                        thigh,
                        shank,
                        knee_at,
                        at,
                        foot_frame(shank, ankle, sign),
                        toes,
                    )
                }
                Some(target) => {
                    let pole = if target.pole.len() > 0.1 {
                        target.pole
                    } else {
                        pelvis.frame.a
                    };
                    let (at, flat, toes) = if target.ground {
                        let toes = if target.foot[0] < 0.0 && target.foot[0] > -80.0 && toes == 0.0
                        {
                            // A raised heel leaves the toes on the floor.
                            -target.foot[0]
                        } else {
                            toes
                        };
                        let flat = ground_frame(pelvis.frame, target.foot, sign);
                        let above = target.at + v(0.0, -lowest(flat, toes), 0.0);
                        (above, Some(flat), toes)
                    } else {
                        (target.at, None, toes)
                    };
                    let (knee_at, end, off) = reach(hip, at, pole, THIGH, SHANK);
                    if off > 0.5 {
                        self.missed.push((FOOT_LIMBS[side], off));
                    }
                    let (up, low) = ((hip - knee_at).unit(), (knee_at - end).unit());
                    let front = if low.across(up).len() > 0.08 {
                        low.across(up)
                    } else {
                        pole
                    };
                    let thigh = Frame::from_up(up, front);
                    let shank = Frame::from_up(low, low.cross(thigh.r));
                    let foot = flat.unwrap_or_else(|| foot_frame(shank, ankle, sign));
                    (thigh, shank, knee_at, end, foot, toes)
                }
            };
        self.set(THIGHS[side], Bone::hanging(hip, thigh, THIGH));
        self.set(SHANKS[side], Bone::hanging(knee_at, shank, SHANK));
        let lying = Frame {
            r: foot.r,
            a: foot.u,
            u: -foot.a,
        };
        self.set(FEET[side], Bone::hanging(ankle_at, lying, BALL));
        let toe = foot.forward(-toes);
        let lying = Frame {
            r: toe.r,
            a: toe.u,
            u: -toe.a,
        };
        let ball = ankle_at + foot.a * BALL - foot.u * (ANKLE - 1.3);
        self.set(TOES[side], Bone::hanging(ball, lying, 6.5));
    }

    fn arm(&mut self, between: &Between, side: usize) {
        let sign = SIGN[side];
        let chest = *self.bone(Part::Chest);
        let joint = |which: [Joint; 2]| between.joint(which[side]);
        let girdle = joint([Joint::GirdleRight, Joint::GirdleLeft]);
        let base = chest.at
            + chest.frame.u * (17.0 + girdle[0])
            + chest.frame.a * (girdle[1] - 0.5)
            + chest.frame.r * (sign * (15.8 - girdle[2]));
        // A lifted arm lifts its shoulder.
        let raised = |dir: V3| {
            let high = dir.unit().dot(chest.frame.u).max(0.0);
            base + chest.frame.u * (5.0 * high) - chest.frame.r * (sign * 2.5 * high)
        };
        let pronation = joint([Joint::PalmRight, Joint::PalmLeft])[0];
        let wrist = joint([Joint::WristRight, Joint::WristLeft]);
        let hand_of = |fore: Frame, pronation: f32, wrist: [f32; 3]| {
            fore.turned(sign * pronation)
                .forward(-wrist[0])
                .rightward(-sign * wrist[1])
        };
        let bent_at = |arms: [f32; 3], elbow: f32| {
            let upper = limb_frame(chest.frame, arms, sign);
            let shoulder = raised(-upper.u);
            let fore = upper.forward(-elbow);
            let elbow_at = shoulder - upper.u * UPPER_ARM;
            (shoulder, upper, fore, elbow_at)
        };
        let free = |stance: &Stance| {
            let one = Between {
                start: stance,
                end: stance,
                t: 0.0,
            };
            let (_, upper, fore, elbow_at) = bent_at(
                one.joint([Joint::ShoulderRight, Joint::ShoulderLeft][side]),
                one.joint([Joint::ElbowRight, Joint::ElbowLeft][side])[0],
            );
            let hand = hand_of(
                fore,
                one.joint([Joint::PalmRight, Joint::PalmLeft][side])[0],
                one.joint([Joint::WristRight, Joint::WristLeft][side]),
            );
            Target {
                at: elbow_at - fore.u * FOREARM - hand.u * TO_PALM + hand.a * PALM_DEEP,
                fingers: -hand.u,
                palm: hand.a,
                pole: -upper.a,
                foot: [0.0; 2],
                ground: false,
            }
        };
        let (shoulder, upper, fore, elbow_at, hand) =
            match self.target(between, HAND_LIMBS[side], free) {
                None => {
                    let elbow = joint([Joint::ElbowRight, Joint::ElbowLeft])[0];
                    let (shoulder, upper, fore, elbow_at) =
                        bent_at(joint([Joint::ShoulderRight, Joint::ShoulderLeft]), elbow);
                    (
                        shoulder,
                        upper,
                        fore,
                        elbow_at,
                        hand_of(fore, pronation, wrist),
                    )
                }
                Some(target) => {
                    let pole = if target.pole.len() > 0.1 {
                        target.pole
                    } else {
                        chest.frame.u * -1.0 - chest.frame.a * 0.5 + chest.frame.r * (0.5 * sign)
                    };
                    let shoulder = raised(target.at - base);
                    let mut fingers = (target.at - shoulder).unit();
                    let mut found = None;
                    for _ in 0..12 {
                        if target.fingers.len() > 0.1 {
                            fingers = target.fingers.unit();
                        }
                        let palm = if target.palm.len() > 0.1 {
                            target.palm.across(fingers).unit()
                        } else {
                            V3::default()
                        };
                        let at = target.at - fingers * TO_PALM - palm * PALM_DEEP;
                        let (elbow_at, end, off) = reach(shoulder, at, pole, UPPER_ARM, FOREARM);
                        let (up, low) = ((shoulder - elbow_at).unit(), (elbow_at - end).unit());
                        let bend = (-low).across(up);
                        let front = if bend.len() > 0.08 { bend } else { -pole };
                        let upper = Frame::from_up(up, front);
                        let fore = Frame::from_up(low, low.cross(upper.r));
                        let natural = fore.turned(sign * pronation);
                        let front = if palm.len() > 0.1 { palm } else { natural.a };
                        let hand = Frame::from_up(-fingers, front);
                        found = Some((upper, fore, elbow_at, hand, off));
                        // Fingers that are left to themselves follow the forearm.
                        fingers = (fingers + -low * 2.0).unit();
                    }
                    match found {
                        Some((upper, fore, elbow_at, hand, off)) => {
                            if off > 0.5 {
                                self.missed.push((HAND_LIMBS[side], off));
                            }
                            (shoulder, upper, fore, elbow_at, hand)
                        }
                        None => {
                            let (shoulder, upper, fore, elbow_at) = bent_at([0.0; 3], 0.0);
                            (shoulder, upper, fore, elbow_at, fore)
                        }
                    }
                }
            };
        self.set(UPPER_ARMS[side], Bone::hanging(shoulder, upper, UPPER_ARM));
        self.set(FOREARMS[side], Bone::hanging(elbow_at, fore, FOREARM));
        let wrist_at = elbow_at - fore.u * FOREARM;
        self.set(HANDS[side], Bone::hanging(wrist_at, hand, PALM));
    }
}

/// Forward, sideways, turned out.
fn limb_frame(trunk: Frame, [forward, sideways, out]: [f32; 3], sign: f32) -> Frame {
    trunk
        .forward(-forward)
        .rightward(-sign * sideways)
        .turned(-sign * out)
}

fn foot_frame(shank: Frame, [up, inward, out]: [f32; 3], sign: f32) -> Frame {
    shank
        .forward(-up)
        .rightward(sign * inward)
        .turned(-sign * out)
}

/// A foot on the ground looks where the pelvis looks, or where the top of a lying pelvis is.
fn ground_frame(pelvis: Frame, [up, out]: [f32; 2], sign: f32) -> Frame {
    let level = V3 { y: 0.0, ..pelvis.a };
    let ahead = if pelvis.a.y.abs() < 0.6 {
        level
    } else {
        // On the back, feet point away from the head; on hands and knees they turn with it.
        V3 {
            y: 0.0,
            ..if pelvis.a.y < 0.0 {
                pelvis.u
            } else {
                -pelvis.u
            }
        }
    };
    Frame::from_up(v(0.0, 1.0, 0.0), ahead.unit())
        .turned(-sign * out)
        .forward(-up)
}

/// How far the lowest point of a foot lies below its ankle.
fn lowest(foot: Frame, toes: f32) -> f32 {
    let toe = foot.forward(-toes);
    let ball = foot.a * BALL - foot.u * (ANKLE - 1.3);
    let points = [
        foot.a * -5.0 - foot.u * ANKLE,
        ball - foot.u * 1.3,
        ball + toe.a * 6.5 - toe.u * 1.1,
        ball + toe.a * 6.5 + toe.u * 1.1,
        foot.a * 9.0 - foot.u * 3.2,
        foot.a * 3.0 + foot.u * 1.4,
    ];
    points
        .iter()
        .map(|point| point.y)
        .fold(f32::INFINITY, f32::min)
}

/// The middle joint of a limb whose end shall be there; also its real end and by how much it fails.
fn reach(from: V3, to: V3, pole: V3, upper: f32, lower: f32) -> (V3, V3, f32) {
    let way = to - from;
    let far = way.len();
    let dir = way.unit();
    let most = (upper + lower) * 0.9995;
    let least = (upper - lower).abs() + 9.0;
    let used = far.max(least).min(most);
    let along = (upper * upper - lower * lower + used * used) / (2.0 * used);
    let aside = (upper * upper - along * along).max(0.0).sqrt();
    let mut side = pole.across(dir);
    if side.len() < 1e-3 {
        side = v(0.3, 0.5, 0.8).across(dir);
    }
    let middle = from + dir * along + side.unit() * aside;
    let end = from + dir * used;
    (middle, end, (far - used).abs())
}
