//! The fields of each kind, as they stand in the files.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::{By, Level, Phase, Position, Section, SignOff};

pub(super) type Condition = Spanned<String>;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawProtocol {
    pub(super) version: String,
    pub(super) review_by: toml::value::Datetime,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawSignOff {
    pub(super) who: String,
    pub(super) role: String,
    pub(super) when: toml::value::Datetime,
    pub(super) hash: String,
}

impl From<RawSignOff> for SignOff {
    fn from(raw: RawSignOff) -> Self {
        Self {
            who: raw.who,
            role: raw.role,
            when: raw.when.to_string(),
            hash: raw.hash,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawEntry {
    pub(super) questions: Vec<String>,
    pub(super) stretch_unless: Option<Condition>,
    pub(super) after: Option<RawAfter>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawAfter {
    pub(super) eased: Vec<String>,
    pub(super) gripping: Vec<String>,
    pub(super) minutes: u16,
    pub(super) locked: Vec<String>,
    pub(super) source: Vec<String>,
    pub(super) evidence: char,
    #[serde(default, rename = "note")]
    pub(super) _note: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawLevel {
    pub(super) place: String,
    #[serde(default)]
    pub(super) until: Vec<String>,
    pub(super) again: Option<RawAgain>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAgain {
    pub(super) days: u16,
    pub(super) source: Vec<String>,
    pub(super) evidence: char,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBrief {
    pub(super) complaint: Vec<String>,
    pub(super) course: Vec<String>,
    pub(super) health: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawGates {
    pub(super) stretch: Condition,
    pub(super) massage: Condition,
    pub(super) hands_on: Condition,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawKind {
    Choice,
    Several,
    Checklist,
    YesNo,
    Number,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawQuestion {
    pub(super) kind: RawKind,
    #[serde(default)]
    pub(super) signs: Vec<String>,
    #[serde(default)]
    pub(super) options: Vec<String>,
    pub(super) ask_when: Option<Condition>,
    pub(super) none: Option<String>,
    #[serde(default)]
    pub(super) not_sure: OneOrMore,
    pub(super) least: Option<u16>,
    pub(super) most: Option<u16>,
    #[serde(default)]
    pub(super) alone: Vec<String>,
    #[serde(default)]
    pub(super) always: bool,
    #[serde(default)]
    pub(super) start: bool,
    #[serde(default)]
    pub(super) show: BTreeMap<String, Condition>,
    // For reviewers; they carry no rule.
    #[serde(default)]
    pub(super) source: Vec<String>,
    #[serde(default, rename = "note")]
    pub(super) _note: String,
}

/// One name, or a list of them.
#[derive(Clone, Default, Deserialize)]
#[serde(from = "RawOneOrMore")]
pub(super) struct OneOrMore(pub(super) Vec<String>);

#[derive(Deserialize)]
#[serde(untagged)]
enum RawOneOrMore {
    One(String),
    More(Vec<String>),
}

impl From<RawOneOrMore> for OneOrMore {
    fn from(raw: RawOneOrMore) -> Self {
        Self(match raw {
            RawOneOrMore::One(one) => vec![one],
            RawOneOrMore::More(more) => more,
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawRedFlag {
    pub(super) row: Option<String>,
    pub(super) emergency: Option<Condition>,
    pub(super) same_day: Option<Condition>,
    pub(super) doctor_soon: Option<Condition>,
    pub(super) practitioner: Option<Condition>,
    #[serde(rename = "where", default)]
    pub(super) place: RawPlaces,
    #[serde(default)]
    pub(super) until: Vec<String>,
    #[serde(default)]
    pub(super) may_indicate: String,
    pub(super) source: Vec<String>,
    pub(super) evidence: char,
    #[serde(default)]
    pub(super) note: String,
}

/// One place for every level, or a place for some levels.
#[derive(Default, Deserialize)]
#[serde(untagged)]
pub(super) enum RawPlaces {
    #[default]
    Default,
    One(String),
    ByLevel(BTreeMap<String, String>),
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawPattern {
    pub(super) fits_when: Condition,
    pub(super) precedence: u16,
    #[serde(default, rename = "for")]
    pub(super) pointers_for: BTreeMap<String, Condition>,
    #[serde(default, rename = "against")]
    pub(super) pointers_against: BTreeMap<String, Condition>,
    pub(super) source: Vec<String>,
    pub(super) evidence: char,
    #[serde(default, rename = "note")]
    pub(super) _note: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawMuscle {
    pub(super) when: Condition,
    #[serde(default, rename = "note")]
    pub(super) _note: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawExercise {
    pub(super) muscle: String,
    pub(super) phase: Phase,
    pub(super) position: Position,
    #[serde(default)]
    pub(super) gentle: bool,
    #[serde(default)]
    pub(super) quick: bool,
    pub(super) when: Option<Condition>,
    pub(super) unless: Option<Condition>,
    #[serde(default)]
    pub(super) hold: [u16; 2],
    #[serde(default = "once")]
    pub(super) repeats: [u16; 2],
    #[serde(default = "usual_rest")]
    pub(super) rest: u16,
    #[serde(default)]
    pub(super) both_sides: bool,
    pub(super) source: Vec<String>,
    pub(super) evidence: char,
    #[serde(default, rename = "note")]
    pub(super) _note: String,
}

fn once() -> [u16; 2] {
    [1, 1]
}

/// Self-care dossier 0.6: ten seconds between two holds.
fn usual_rest() -> u16 {
    10
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawMassage {
    pub(super) by: By,
    pub(super) muscle: Option<String>,
    pub(super) when: Option<Condition>,
    pub(super) unless: Option<Condition>,
    pub(super) source: Vec<String>,
    pub(super) evidence: char,
    #[serde(default, rename = "note")]
    pub(super) _note: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawAdvice {
    pub(super) section: Section,
    pub(super) when: Option<Condition>,
    pub(super) unless: Option<Condition>,
    #[serde(default)]
    pub(super) levels: Vec<Level>,
    #[serde(default = "usual_order")]
    pub(super) order: u16,
    pub(super) source: Vec<String>,
    pub(super) evidence: char,
    #[serde(default, rename = "note")]
    pub(super) _note: String,
}

fn usual_order() -> u16 {
    100
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawService {
    pub(super) hands_on: bool,
    pub(super) assesses: bool,
    pub(super) when: Option<Condition>,
    pub(super) unless: Option<Condition>,
    #[serde(default)]
    pub(super) source: Vec<String>,
    #[serde(default, rename = "note")]
    pub(super) _note: String,
}

const fn usual_place_order() -> u16 {
    100
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawPlace {
    #[serde(default = "usual_place_order")]
    pub(super) order: u16,
    #[serde(default, rename = "note")]
    pub(super) _note: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawCountry {
    pub(super) emergency: Vec<String>,
    #[serde(default)]
    pub(super) advice: Vec<RawLine>,
    pub(super) checked: bool,
    #[serde(default)]
    pub(super) source: Vec<String>,
    #[serde(default, rename = "note")]
    pub(super) _note: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawLine {
    pub(super) name: String,
    pub(super) number: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawRead {
    Page,
    Copy,
    Unread,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawSource {
    pub(super) title: String,
    pub(super) publisher: String,
    #[serde(default)]
    pub(super) url: String,
    pub(super) year: Option<u16>,
    pub(super) read: RawRead,
    #[serde(default, rename = "note")]
    pub(super) _note: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawDecision {
    #[serde(default)]
    pub(super) rows: Vec<String>,
    pub(super) chose: String,
    pub(super) because: String,
}
