//! The clinical content as types.
//!
//! A [`Protocol`] holds the rules: questions, conditions, red flags, patterns, exercises, advice.
//! [`Words`] and [`PlanWords`] hold what one language says about them.
//! Both travel to the browser packed by [`pack()`]; the TOML they come from is read and checked
//! natively, behind the feature `read`.

mod condition;
mod level;
mod map;
mod pack;
pub mod pose;
mod question;
mod rules;
mod words;

#[cfg(feature = "read")]
pub mod read;

pub use condition::{Node, NodeId};
pub use level::Level;
pub use map::{Map, MapPart, Region, View};
pub use pack::{Bytes, Opening, Packed, Unreadable, pack, unpack};
pub use question::{Choice, Kind, Question, QuestionId, Role};
pub use rules::{
    Advice, After, Brief, By, Country, Entry, Exercise, Gates, Goal, Line, Massage, Muscle,
    Pattern, Phase, Place, Pointer, Position, Protocol, RedFlag, Section, Service, SignOff, Source,
};
pub use words::{
    AdviceWords, CountryWords, EntryWords, ExerciseWords, Interface, Later, LevelWords,
    MassageWords, MuscleWords, ORIGIN, OptionWords, PatternWords, PlanWords, QuestionWords,
    RedFlagWords, SearchWords, ServiceWords, Speaker, Text, Words,
};
