//! How an exercise looks: joint angles, supports and the shaded muscle, as data.
//!
//! Lengths are centimetres, angles degrees, all whole numbers. The figure stands at the origin,
//! looks along x, its right side is at z above zero, and y points up from the floor.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// All drawings of one version of the content, as they travel to the browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The content they belong to.
    pub hash: String,
    /// Each with what it belongs to.
    pub drawn: Vec<(Drawn, Pose)>,
}

/// What a drawing belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Drawn {
    /// The exercise with this place in the protocol.
    Exercise(u16),
    /// The massage with this place in the protocol.
    Massage(u16),
}

/// A drawing, start and end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pose {
    /// Where the viewer stands: round the figure (0 its right side, 90 its front), and how high.
    pub view: [i16; 2],
    /// Only this much is shown, round a spot; left out, everything is.
    pub close: Option<Close>,
    /// How it starts.
    pub start: Stance,
    /// How it ends, whole; equal to the start where nothing moves.
    pub end: Stance,
    /// What carries the body.
    pub supports: Vec<Support>,
    /// Where the stretch or the work is felt.
    pub shade: Vec<(Area, Sides)>,
    /// Movements and gentle hand forces.
    pub arrows: Vec<Arrow>,
    /// Where to press.
    pub press: Vec<Spot>,
    /// Parts drawn in front of everything.
    pub over: Vec<Part>,
    /// Parts drawn behind everything.
    pub under: Vec<Part>,
}

/// A close-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Close {
    /// Its middle, at the end.
    pub at: Spot,
    /// Half its width and half its height.
    pub size: [i16; 2],
}

/// The body at one moment; what is not named is at rest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stance {
    /// Angles and places by joint.
    pub joints: BTreeMap<Joint, [i16; 3]>,
    /// Where hands and feet are.
    pub reaches: BTreeMap<Limb, Reach>,
}

/// What can be bent or placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Joint {
    /// The middle between the hip joints, in centimetres.
    Hips,
    /// Which way the figure faces: degrees to its left.
    Heading,
    /// The pelvis: forward, to the right, turned left.
    Body,
    /// The low back against the pelvis: forward, right, turned left.
    Waist,
    /// The chest against the waist.
    Chest,
    /// The neck against the chest.
    Neck,
    /// The head against the neck.
    Head,
    /// Opening of the jaw.
    Jaw,
    /// The shoulder itself, in centimetres: up, forward, inward.
    GirdleRight,
    /// The left shoulder itself.
    GirdleLeft,
    /// Forward, sideways, turned out.
    ShoulderRight,
    /// Forward, sideways, turned out.
    ShoulderLeft,
    /// Bent.
    ElbowRight,
    /// Bent.
    ElbowLeft,
    /// Turned in: 0 is palm forward in a hanging arm, 90 palm to the thigh.
    PalmRight,
    /// Turned in.
    PalmLeft,
    /// Towards the palm, towards the thumb.
    WristRight,
    /// Towards the palm, towards the thumb.
    WristLeft,
    /// Curl, spread, and spread of the thumb.
    FingersRight,
    /// Curl, spread, and spread of the thumb.
    FingersLeft,
    /// Forward, sideways, turned out.
    HipRight,
    /// Forward, sideways, turned out.
    HipLeft,
    /// Bent.
    KneeRight,
    /// Bent.
    KneeLeft,
    /// Toes towards the shin, sole turned in, toes turned out.
    AnkleRight,
    /// Toes towards the shin, sole turned in, toes turned out.
    AnkleLeft,
    /// Toes up, toes spread.
    ToesRight,
    /// Toes up, toes spread.
    ToesLeft,
}

/// A hand or a foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Limb {
    /// The right foot.
    FootRight,
    /// The left foot.
    FootLeft,
    /// The right hand.
    HandRight,
    /// The left hand.
    HandLeft,
}

/// Where a hand or a foot is; the joints in between follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// The part of the body it touches; left out, a place in the room.
    pub part: Option<Part>,
    /// How far along that part, in hundredths.
    pub along: i16,
    /// Off that part to the right and forward; or the place in the room. A foot stands there with
    /// its ankle above, a hand has the middle of its palm there.
    pub at: [i16; 3],
    /// Hands: which way the fingers point; zero follows the forearm.
    pub fingers: [i16; 3],
    /// Hands: which way the palm faces; zero is left to the forearm.
    pub palm: [i16; 3],
    /// Where elbow or knee goes; zero is the usual.
    pub pole: [i16; 3],
    /// Feet: toes up, turned out.
    pub foot: [i16; 2],
}

/// A part of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is what it is called")]
pub enum Part {
    Pelvis,
    Waist,
    Chest,
    Neck,
    Head,
    Jaw,
    UpperArmRight,
    UpperArmLeft,
    ForearmRight,
    ForearmLeft,
    HandRight,
    HandLeft,
    ThighRight,
    ThighLeft,
    ShankRight,
    ShankLeft,
    FootRight,
    FootLeft,
    ToesRight,
    ToesLeft,
}

/// A place on the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// On which part.
    pub part: Part,
    /// How far along it, in hundredths.
    pub along: i16,
    /// Off its middle line, to the right and forward.
    pub off: [i16; 2],
}

/// What carries the body or is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Support {
    /// The floor.
    Floor,
    /// A wall ahead or behind, across x.
    Wall(i16),
    /// A wall beside, across z.
    WallBeside(i16),
    /// A chair: place of its seat's middle on the floor, height of the seat, which way it faces.
    Chair {
        /// x and z.
        at: [i16; 2],
        /// Of the seat.
        height: i16,
        /// Degrees to the left.
        heading: i16,
        /// Whether it has a back.
        back: bool,
    },
    /// A block from its lowest to its highest corner: step, table, bed, pillow, frame.
    Block([i16; 6]),
    /// A pillow or a pad, rounded, from its lowest to its highest corner.
    Pillow([i16; 6]),
    /// A ball: middle and radius.
    Ball([i16; 4]),
    /// A towel, a strap or a band, from one place of the body to another.
    Strap(Spot, Spot),
    /// A ball or a weight in the hand, or between the knees, with its radius.
    Held(Spot, i16),
    /// A band from a place of the body to a place in the room.
    Tied(Spot, [i16; 3]),
}

/// Where it is felt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is what it is called")]
pub enum Area {
    CalfUpper,
    CalfLower,
    Shin,
    ShinOuter,
    AnkleInner,
    Sole,
    FootTop,
    ToesUnder,
    Quads,
    Hamstrings,
    Adductors,
    HipFront,
    HipOuter,
    ThighOuter,
    Glutes,
    LowBack,
    SideWaist,
    Belly,
    Ribs,
    Lats,
    BetweenBlades,
    Chest,
    NeckSide,
    NeckBack,
    NeckFront,
    SkullBase,
    Cheek,
    Temple,
    ShoulderBack,
    ShoulderFront,
    Biceps,
    Triceps,
    ForearmPalm,
    ForearmBack,
    Palm,
    ThumbPad,
}

/// On which side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sides {
    /// The sore side.
    Right,
    /// The other side.
    Left,
    /// Both.
    Both,
}

/// A movement, or a gentle force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrow {
    /// Where it starts, on the body.
    pub at: Spot,
    /// Away from there on the picture, to the right and up.
    pub off: [i16; 2],
    /// How far it goes on the picture, to the right and up.
    pub by: [i16; 2],
    /// How far it bulges to its left.
    pub bend: i16,
    /// A gentle force of a hand instead of a movement: dashed.
    pub force: bool,
    /// Both ends have a head.
    pub both: bool,
}

impl Pose {
    /// Whether the end differs from the start.
    #[must_use]
    pub fn moves(&self) -> bool {
        self.start != self.end
    }
}
