//! The small form in which rules and words travel to the browser.
//!
//! One value stands after the other, without names: numbers in as few bytes as they need, lists
//! and texts behind their length. What only authors and reviewers need stays at home. Unpacking
//! never stops in the middle: what cannot be read becomes empty, and the whole is refused at the
//! end. That keeps the program small, because there is nothing to undo halfway.

use std::collections::BTreeMap;
use std::fmt;

use crate::pose::{
    Area, Arrow, Close, Drawn, Figures, Joint, Limb, Part, Pose, Reach, Sides, Spot, Stance,
    Support,
};
use crate::{
    Advice, AdviceWords, After, Brief, By, Choice, Country, CountryWords, Entry, EntryWords,
    Exercise, ExerciseWords, Gates, Goal, Interface, Kind, Later, Level, LevelWords, Line, Map,
    MapPart, Massage, MassageWords, Muscle, MuscleWords, Node, OptionWords, Pattern, PatternWords,
    Phase, Place, PlanWords, Pointer, Position, Protocol, Question, QuestionWords, RedFlag,
    RedFlagWords, Region, Role, SearchWords, Section, Service, ServiceWords, SignOff, Source, Text,
    View, Words,
};

/// Packs the rules or the words of a language into the small form the browser receives.
pub fn pack<T: Packed>(content: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    content.pack(&mut bytes);
    bytes
}

/// Unpacks what [`pack`] packed.
///
/// # Errors
/// [`Unreadable`] if the bytes were not written by this version of [`pack`] for this type.
pub fn unpack<T: Packed>(bytes: &[u8]) -> Result<T, Unreadable> {
    let mut from = Bytes {
        left: bytes,
        broken: false,
    };
    let content = T::unpack(&mut from);
    if from.broken || !from.left.is_empty() {
        Err(Unreadable)
    } else {
        Ok(content)
    }
}

/// The bytes are no packed content of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the packed content belongs to another version; build and publish all files together",
        )
    }
}

impl std::error::Error for Unreadable {}

/// What can be packed.
pub trait Packed: Sized {
    /// Writes it.
    fn pack(&self, to: &mut Vec<u8>);
    /// Reads it back.
    fn unpack(from: &mut Bytes<'_>) -> Self;
}

/// Packed bytes that are still to be read.
pub struct Bytes<'a> {
    left: &'a [u8],
    broken: bool,
}

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> &'a [u8] {
        match self.left.split_at_checked(count) {
            Some((taken, left)) => {
                self.left = left;
                taken
            }
            None => {
                self.left = &[];
                self.broken = true;
                &[]
            }
        }
    }

    // One function for all numbers; unrolled into its callers it would be the largest of all.
    #[inline(never)]
    fn number(&mut self) -> usize {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.take(1).first().copied().unwrap_or_default();
            number |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 || shift > 21 {
                return number;
            }
        }
    }

    /// One of these, by its place.
    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        let place = self.number();
        self.broken |= place >= all.len();
        all[if self.broken { 0 } else { place }]
    }
}

fn pack_number(mut number: usize, to: &mut Vec<u8>) {
    while number >= 0x80 {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

impl Packed for u16 {
    fn pack(&self, to: &mut Vec<u8>) {
        pack_number(usize::from(*self), to);
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        from.number() as Self
    }
}

/// Small numbers below zero stay small.
impl Packed for i16 {
    fn pack(&self, to: &mut Vec<u8>) {
        (((self << 1) ^ (self >> 15)) as u16).pack(to);
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        let folded = u16::unpack(from);
        (folded >> 1) as Self ^ -((folded & 1) as Self)
    }
}

impl Packed for bool {
    fn pack(&self, to: &mut Vec<u8>) {
        u16::from(*self).pack(to);
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        from.number() != 0
    }
}

impl Packed for String {
    fn pack(&self, to: &mut Vec<u8>) {
        pack_number(self.len(), to);
        to.extend(self.as_bytes());
    }

    #[inline(never)]
    fn unpack(from: &mut Bytes<'_>) -> Self {
        let length = from.number();
        let text = std::str::from_utf8(from.take(length));
        from.broken |= text.is_err();
        text.unwrap_or_default().to_owned()
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, to: &mut Vec<u8>) {
        self.is_some().pack(to);
        if let Some(value) = self {
            value.pack(to);
        }
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        bool::unpack(from).then(|| T::unpack(from))
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn pack(&self, to: &mut Vec<u8>) {
        pack_number(self.len(), to);
        for each in self {
            each.pack(to);
        }
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        let mut list = Self::new();
        for _ in 0..from.number() {
            if from.broken {
                break;
            }
            list.push(T::unpack(from));
        }
        list
    }
}

impl<T: Packed + Copy + Default, const N: usize> Packed for [T; N] {
    fn pack(&self, to: &mut Vec<u8>) {
        for each in self {
            each.pack(to);
        }
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        let mut all = [T::default(); N];
        for each in &mut all {
            *each = T::unpack(from);
        }
        all
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn pack(&self, to: &mut Vec<u8>) {
        self.0.pack(to);
        self.1.pack(to);
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        (A::unpack(from), B::unpack(from))
    }
}

impl<K: Packed + Ord, V: Packed> Packed for BTreeMap<K, V> {
    fn pack(&self, to: &mut Vec<u8>) {
        pack_number(self.len(), to);
        for (key, value) in self {
            key.pack(to);
            value.pack(to);
        }
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        // One by one, because to collect them would bring in code that sorts.
        let mut map = Self::new();
        for (key, value) in Vec::unpack(from) {
            map.insert(key, value);
        }
        map
    }
}

/// Names the fields of a type in the order in which they are packed, then those left at home.
macro_rules! fields {
    ($of:ident: $($field:ident)* $(; at home $($home:ident)*)?) => {
        impl Packed for $of {
            fn pack(&self, to: &mut Vec<u8>) {
                let Self { $($field,)* $($($home: _,)*)? } = self;
                $($field.pack(to);)*
                let _ = to;
            }

            fn unpack(from: &mut Bytes<'_>) -> Self {
                let _ = &from;
                Self { $($field: Packed::unpack(from),)* $($($home: Default::default(),)*)? }
            }
        }
    };
}

/// Names all values of a type in the order of their numbers.
macro_rules! values {
    ($of:ident: $($value:ident)*) => {
        impl Packed for $of {
            fn pack(&self, to: &mut Vec<u8>) {
                // Every value has to be among them, or this does not compile.
                match self { $(Self::$value => {})* }
                let place = [$(Self::$value),*].iter().position(|each| each == self);
                pack_number(place.unwrap_or_default(), to);
            }

            fn unpack(from: &mut Bytes<'_>) -> Self {
                from.one_of(&[$(Self::$value),*])
            }
        }
    };
}

/// Names the forms of a type in the order of their numbers, each with what it holds.
macro_rules! forms {
    ($of:ident: $($number:literal $form:ident $(($($plain:ident)*))? $({$($named:ident)*})?)*) => {
        impl Packed for $of {
            fn pack(&self, to: &mut Vec<u8>) {
                match self {
                    $(Self::$form $(($($plain),*))? $({ $($named),* })? => {
                        pack_number($number, to);
                        $($($plain.pack(to);)*)?
                        $($($named.pack(to);)*)?
                    })*
                }
            }

            fn unpack(from: &mut Bytes<'_>) -> Self {
                let number = from.number();
                $(if number == $number {
                    $($(let $plain = Packed::unpack(from);)*)?
                    $($(let $named = Packed::unpack(from);)*)?
                    return Self::$form $(($($plain),*))? $({ $($named),* })?;
                })*
                from.broken = true;
                from.left = &[];
                // All bytes are gone, so this reads nothing but zeros: the first form, and empty.
                Self::unpack(from)
            }
        }
    };
}

/// The [opening](Protocol::opening) of a protocol, packed without what is empty in it, so that a
/// program that reads nothing else brings no code for reading rules.
pub struct Opening(pub Protocol);

impl Packed for Opening {
    fn pack(&self, to: &mut Vec<u8>) {
        let it = &self.0;
        it.version.pack(to);
        it.review_by.pack(to);
        it.hash.pack(to);
        it.sign_offs.pack(to);
        it.languages.pack(to);
        it.questions.pack(to);
        it.entries.pack(to);
        it.countries.pack(to);
    }

    fn unpack(from: &mut Bytes<'_>) -> Self {
        Self(Protocol {
            version: Packed::unpack(from),
            review_by: Packed::unpack(from),
            hash: Packed::unpack(from),
            sign_offs: Packed::unpack(from),
            languages: Packed::unpack(from),
            nodes: vec![Protocol::NEVER],
            questions: Packed::unpack(from),
            entries: Packed::unpack(from),
            countries: Packed::unpack(from),
            ..Protocol::default()
        })
    }
}

// The rules.
fields!(Protocol: version review_by hash sign_offs languages nodes questions entries levels red_flags gates
    patterns muscles exercises massages advice services places countries sources map brief);
fields!(Brief: complaint course health);
fields!(SignOff: who role when hash);
forms!(Node:
    0 Option { question option applies }
    1 AtLeast { question least applies }
    2 Not(of)
    3 All(of)
    4 Any(of)
    5 Count { least of });
fields!(Question: kind options ask_when always start; at home id);
forms!(Kind: 0 Choice 1 Several { most } 2 Checklist 3 YesNo 4 Number { least most });
fields!(Choice: role alone show; at home id);
values!(Role: Plain None NotSure);
fields!(Entry: questions goal; at home id);
forms!(Goal: 0 Care 1 Relief { unless after });
fields!(After: eased gripping minutes locked; at home sources evidence);
values!(Level: SelfCare Practitioner DoctorSoon SameDay Emergency);
fields!(Line: place until again; at home sources);
fields!(RedFlag: levels places until sources; at home id row may_indicate note evidence);
fields!(Gates: stretch massage hands_on);
fields!(Pattern: fits pointers_for pointers_against sources; at home id evidence);
fields!(Pointer: when; at home id);
fields!(Muscle: when; at home id);
values!(Phase: Relief FollowUp);
values!(Position: Standing Sitting Lying Kneeling);
fields!(Exercise: muscle phase position gentle quick when unless hold repeats rest both_sides
    sources; at home id evidence);
values!(By: Oneself Practitioner);
fields!(Massage: by muscle when unless sources; at home id evidence);
values!(Section: Now Days Weeks Run Avoid SafetyNet Until UntilAvoid);
fields!(Advice: section when unless levels sources; at home id evidence);
fields!(Service: hands_on assesses when unless; at home id);
fields!(Place: ; at home id);
fields!(Country: id emergency advice checked);
fields!(Source: ; at home id citation url read);
fields!(Map: question views parts);
fields!(View: frame outline details regions);
fields!(Region: option shape);
fields!(MapPart: question option view frame shape);

// The words.
fields!(Words: lang hash own_hash sign_offs interface questions entries levels places countries);
fields!(PlanWords: lang hash later questions red_flags patterns muscles exercises massages services
    advice sources search);
fields!(SearchWords: names ignored);
fields!(Text: me other child);
fields!(QuestionWords: ask hint why options said unit denied);
fields!(OptionWords: label said check);
fields!(EntryWords: name about);
fields!(LevelWords: act how_soon name);
fields!(CountryWords: name note);
fields!(RedFlagWords: because);
fields!(PatternWords: name about course pointers_for pointers_against);
fields!(MuscleWords: name look);
fields!(ExerciseWords: name steps feel stop dose);
fields!(MassageWords: name steps not_here);
fields!(ServiceWords: name about);
fields!(AdviceWords: say);

// The poses.
fields!(Figures: hash drawn);
forms!(Drawn: 0 Exercise(place) 1 Massage(place));
fields!(Pose: view close start end supports shade arrows press over under);
fields!(Close: at size);
fields!(Stance: joints reaches);
fields!(Reach: part along at fingers palm pole foot);
fields!(Spot: part along off);
fields!(Arrow: at off by bend force both);
forms!(Support:
    0 Floor
    1 Wall(x)
    2 WallBeside(z)
    3 Chair { at height heading back }
    4 Block(corners)
    5 Pillow(corners)
    6 Ball(round)
    7 Strap(from to)
    8 Held(at radius)
    9 Tied(from to));
values!(Sides: Right Left Both);
values!(Limb: FootRight FootLeft HandRight HandLeft);
values!(Joint: Hips Heading Body Waist Chest Neck Head Jaw GirdleRight GirdleLeft ShoulderRight
    ShoulderLeft ElbowRight ElbowLeft PalmRight PalmLeft WristRight WristLeft FingersRight
    FingersLeft HipRight HipLeft KneeRight KneeLeft AnkleRight AnkleLeft ToesRight ToesLeft);
values!(Part: Pelvis Waist Chest Neck Head Jaw UpperArmRight UpperArmLeft ForearmRight ForearmLeft
    HandRight HandLeft ThighRight ThighLeft ShankRight ShankLeft FootRight FootLeft ToesRight
    ToesLeft);
values!(Area: CalfUpper CalfLower Shin ShinOuter AnkleInner Sole FootTop ToesUnder Quads Hamstrings
    Adductors HipFront HipOuter ThighOuter Glutes LowBack SideWaist Belly Ribs Lats BetweenBlades
    Chest NeckSide NeckBack NeckFront SkullBase Cheek Temple ShoulderBack ShoulderFront Biceps
    Triceps ForearmPalm ForearmBack Palm ThumbPad);

/// Words of the app stand one after the other.
macro_rules! all_words {
    ($($of:ident)*) => {$(
        impl Packed for $of {
            fn pack(&self, to: &mut Vec<u8>) {
                for words in self.all() {
                    words.pack(to);
                }
            }

            fn unpack(from: &mut Bytes<'_>) -> Self {
                let mut all = Self::default();
                for words in all.all_mut() {
                    *words = String::unpack(from);
                }
                all
            }
        }
    )*};
}
all_words!(Interface Later);

#[cfg(test)]
mod tests {
    use super::{Packed, Unreadable, pack, unpack};
    use crate::{Kind, Level, Node, Question, Text};

    #[track_caller]
    fn comes_back<T: Packed + PartialEq + std::fmt::Debug>(content: T) {
        let bytes = pack(&content);
        assert_eq!(unpack::<T>(&bytes).as_ref(), Ok(&content));
        for end in 0..bytes.len() {
            assert_eq!(unpack::<T>(&bytes[..end]), Err(Unreadable), "cut at {end}");
        }
        assert_eq!(unpack::<T>(&[&bytes[..], &[0]].concat()), Err(Unreadable));
    }

    #[test]
    fn what_is_packed_comes_back_whole_or_not_at_all() {
        comes_back(vec![0_u16, 1, 127, 128, 16_383, 16_384, u16::MAX]);
        comes_back(vec![0_i16, -1, 1, -64, 64, i16::MIN, i16::MAX]);
        comes_back((String::from("Wärme"), Some(Level::Emergency)));
        comes_back(Text {
            me: "me".into(),
            other: None,
            child: Some("child".into()),
        });
        comes_back(vec![
            Node::All(vec![]),
            Node::Not(300),
            Node::Count {
                least: 2,
                of: vec![1, 2, 3],
            },
            Node::Option {
                question: 3,
                option: 4,
                applies: Some(5),
            },
        ]);
    }

    #[test]
    fn names_stay_at_home() {
        let question = |id: &str| Question {
            id: id.into(),
            kind: Kind::Number { least: 0, most: 9 },
            options: vec![],
            ask_when: None,
            always: true,
            start: false,
        };
        assert_eq!(unpack(&pack(&question("age"))), Ok(question("")));
    }

    #[test]
    fn what_nobody_packed_is_refused() {
        assert_eq!(unpack::<Node>(&[9]), Err(Unreadable));
        assert_eq!(unpack::<Level>(&[5]), Err(Unreadable));
        assert_eq!(unpack::<String>(&[1, 0xff]), Err(Unreadable));
        assert_eq!(unpack::<Vec<Text>>(&[0xff; 8]), Err(Unreadable));
    }
}
