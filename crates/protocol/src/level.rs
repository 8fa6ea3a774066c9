use serde::{Deserialize, Serialize};

/// Level of care, from the least to the most urgent; the order is the meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Look after it at home.
    SelfCare,
    /// See a physiotherapist, chiropractor or massage practitioner.
    Practitioner,
    /// See a doctor within days, two weeks at most.
    DoctorSoon,
    /// Be seen today.
    SameDay,
    /// Call the emergency number now.
    Emergency,
}

impl Level {
    /// All levels, the least urgent first.
    pub const ALL: [Self; 5] = [
        Self::SelfCare,
        Self::Practitioner,
        Self::DoctorSoon,
        Self::SameDay,
        Self::Emergency,
    ];

    /// The level's name in the protocol and on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::SelfCare => "self-care",
            Self::Practitioner => "practitioner",
            Self::DoctorSoon => "doctor-soon",
            Self::SameDay => "same-day",
            Self::Emergency => "emergency",
        }
    }

    /// The level of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.id() == id)
    }
}
