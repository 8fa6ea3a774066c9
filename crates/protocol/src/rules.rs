use serde::Deserialize;

use crate::{Choice, Level, Map, Node, NodeId, Question, QuestionId};

/// All rules of one version of the clinical content, with names resolved.
///
/// Some fields stay at home and are empty in the browser: it receives no note for reviewers, no
/// address, and no name that nothing there asks for; see `pack`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Protocol {
    /// The version people quote, such as `0.1.0`.
    pub version: String,
    /// The day by which the content wants a new review, as `2027-05-20`.
    pub review_by: String,
    /// A fingerprint of every rule and every word, in hexadecimal.
    pub hash: String,
    /// Who has signed off which content; empty until a clinician has.
    pub sign_offs: Vec<SignOff>,
    /// The languages that are offered, each with its tag and its own name; the origin first.
    pub languages: Vec<(String, String)>,
    /// The steps of all conditions; each stands after the steps it refers to.
    pub nodes: Vec<Node>,
    /// Every question.
    pub questions: Vec<Question>,
    /// The ways in, each with its own order of questions.
    pub entries: Vec<Entry>,
    /// What each level brings with it, in the order of [`Level::ALL`].
    pub levels: Vec<Line>,
    /// What sets the level.
    pub red_flags: Vec<RedFlag>,
    /// What must be known false before anything of a kind is offered.
    pub gates: Gates,
    /// Cause patterns, the first to be shown first.
    pub patterns: Vec<Pattern>,
    /// Muscles a plan can be about.
    pub muscles: Vec<Muscle>,
    /// Stretches and strengthening.
    pub exercises: Vec<Exercise>,
    /// Massage by oneself and by a practitioner.
    pub massages: Vec<Massage>,
    /// Lines of advice, the first to be shown first.
    pub advice: Vec<Advice>,
    /// What a practitioner may offer.
    pub services: Vec<Service>,
    /// Where one can go.
    pub places: Vec<Place>,
    /// Emergency and advice numbers.
    pub countries: Vec<Country>,
    /// What rules rest on.
    pub sources: Vec<Source>,
    /// The picture to answer from.
    pub map: Map,
    /// Which questions a clinician wants to see first.
    pub brief: Brief,
}

impl Protocol {
    /// What the gates of an opening refer to: a condition that is never true.
    pub(crate) const NEVER: Node = Node::Any(Vec::new());

    /// What the first question of each way in needs: the questions as such, without any rule.
    ///
    /// The browser receives this inside the program and the rules right after the first screen
    /// is shown, so that nobody waits for rules before there is something to answer.
    #[must_use]
    pub fn opening(&self) -> Self {
        let first = |id: usize| {
            let mut entries = self.entries.iter();
            entries.any(|entry| entry.questions.first().map(|&each| usize::from(each)) == Some(id))
        };
        let questions = self.questions.iter().enumerate();
        let questions = questions.map(|(id, question)| Question {
            always: first(id),
            ask_when: None,
            options: question.options.iter().cloned().map(without_rule).collect(),
            ..question.clone()
        });
        let entries = self.entries.iter().map(|entry| Entry {
            goal: Goal::Care,
            ..entry.clone()
        });
        Self {
            version: self.version.clone(),
            review_by: self.review_by.clone(),
            hash: self.hash.clone(),
            sign_offs: self.sign_offs.clone(),
            languages: self.languages.clone(),
            nodes: vec![Self::NEVER],
            questions: questions.collect(),
            entries: entries.collect(),
            countries: self.countries.clone(),
            ..Self::default()
        }
    }

    /// Whether the rules are there, and not only the [opening](Protocol::opening).
    #[must_use]
    pub fn has_rules(&self) -> bool {
        !self.levels.is_empty()
    }
}

fn without_rule(option: Choice) -> Choice {
    Choice {
        show: None,
        ..option
    }
}

/// Who signed off which content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignOff {
    /// Name as the clinician wants it shown.
    pub who: String,
    /// Profession and registration.
    pub role: String,
    /// The day, as `2026-11-20`.
    pub when: String,
    /// The [`Protocol::hash`] that was reviewed.
    pub hash: String,
}

/// A way into the checker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `full` or `now`.
    pub id: String,
    /// Its questions, in asking order.
    pub questions: Vec<QuestionId>,
    /// What it leads to.
    pub goal: Goal,
}

/// What an entry leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A level with its reasons and plan.
    Care,
    /// A relief stretch at once, unless this is not known to be false.
    Relief {
        /// What forbids a stretch before the full check.
        unless: NodeId,
        /// What is said after it.
        after: After,
    },
}

/// What follows a stretch for a muscle that grips, once the visitor says how it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct After {
    /// Advice where it has let go.
    pub eased: Vec<u16>,
    /// Advice while it still grips.
    pub gripping: Vec<u16>,
    /// A grip that holds for so long is an answer of its own.
    pub minutes: u16,
    /// That answer, to each question that asks it.
    pub locked: Vec<(QuestionId, u16)>,
    /// What it rests on.
    pub sources: Vec<u16>,
    /// Evidence letter.
    pub evidence: char,
}

/// What a level brings with it where the red flag says nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where to go.
    pub place: u16,
    /// Advice until help is there.
    pub until: Vec<u16>,
    /// After so many days the visitor looks again how it is; `None` where waiting is no guidance.
    pub again: Option<u16>,
    /// What that time rests on.
    pub sources: Vec<u16>,
}

/// A finding with a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedFlag {
    /// Its name.
    pub id: String,
    /// The row of the dossier it carries out.
    pub row: String,
    /// One condition for each level it can reach, the highest first.
    pub levels: Vec<(Level, NodeId)>,
    /// Where to go, for the levels that say so.
    pub places: Vec<(Level, u16)>,
    /// Advice until help is there.
    pub until: Vec<u16>,
    /// What it may indicate; for reviewers, never for visitors.
    pub may_indicate: String,
    /// A note for reviewers.
    pub note: String,
    /// What it rests on.
    pub sources: Vec<u16>,
    /// Evidence letter: `A` to `D`, or `K` for general knowledge yet to be checked.
    pub evidence: char,
}

/// The conditions that close whole kinds of offers unless known to be false.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gates {
    /// No stretch.
    pub stretch: NodeId,
    /// No massage of any kind.
    pub massage: NodeId,
    /// No hands-on service.
    pub hands_on: NodeId,
}

/// A cause pattern; never a diagnosis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Its name.
    pub id: String,
    /// It fits only where this is known true.
    pub fits: NodeId,
    /// What speaks for it.
    pub pointers_for: Vec<Pointer>,
    /// What speaks against it.
    pub pointers_against: Vec<Pointer>,
    /// What it rests on.
    pub sources: Vec<u16>,
    /// Evidence letter.
    pub evidence: char,
}

/// Something that speaks for or against a pattern; it orders and explains, and decides nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// Its name within the pattern.
    pub id: String,
    /// When it speaks.
    pub when: NodeId,
}

/// A muscle, or a group a lay person cannot tell apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Muscle {
    /// Its name.
    pub id: String,
    /// When the plan is about it.
    pub when: NodeId,
}

/// When an exercise belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Now, while it grips or just after.
    Relief,
    /// In the next days and weeks.
    FollowUp,
}

/// How the body is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// On the feet.
    Standing,
    /// On a chair, a bed or the floor.
    Sitting,
    /// On the back, side or front.
    Lying,
    /// On the knees, or hands and knees.
    Kneeling,
}

/// A stretch or a strengthening exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exercise {
    /// Its name.
    pub id: String,
    /// For which muscle.
    pub muscle: u16,
    /// When it belongs.
    pub phase: Phase,
    /// How the body is held.
    pub position: Position,
    /// Also offered while it is not certain which muscle it is.
    pub gentle: bool,
    /// Also offered by the entry "cramping now", after its own short check.
    pub quick: bool,
    /// On top of its muscle.
    pub when: Option<NodeId>,
    /// Forbidden unless known false, on top of the gate.
    pub unless: Option<NodeId>,
    /// Shortest and longest hold in seconds; zero where it is not held.
    pub hold: [u16; 2],
    /// Fewest and most repeats.
    pub repeats: [u16; 2],
    /// Seconds between two holds.
    pub rest: u16,
    /// Also for the side that is not sore, after the sore one.
    pub both_sides: bool,
    /// What it rests on.
    pub sources: Vec<u16>,
    /// Evidence letter.
    pub evidence: char,
}

/// Who does the massage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The visitor, on the muscles around the sore one.
    #[serde(rename = "self")]
    Oneself,
    /// A trained practitioner.
    Practitioner,
}

/// A kind of massage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Massage {
    /// Its name.
    pub id: String,
    /// Who does it.
    pub by: By,
    /// Around which muscle; `None` for methods that suit a pattern.
    pub muscle: Option<u16>,
    /// On top of its muscle.
    pub when: Option<NodeId>,
    /// Forbidden unless known false, on top of the gate.
    pub unless: Option<NodeId>,
    /// What it rests on.
    pub sources: Vec<u16>,
    /// Evidence letter.
    pub evidence: char,
}

/// Where a line of advice stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// Do now.
    Now,
    /// In the next days.
    Days,
    /// In the coming weeks.
    Weeks,
    /// Can I run? Only the first that applies is shown.
    Run,
    /// Do not.
    Avoid,
    /// When to get help instead.
    SafetyNet,
    /// Do until help is there; shown only where named.
    Until,
    /// Do not do until help is there; shown only where named.
    UntilAvoid,
}

/// One line of advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Its name.
    pub id: String,
    /// Where it stands.
    pub section: Section,
    /// When it applies; `None` means always.
    pub when: Option<NodeId>,
    /// Left out unless known false.
    pub unless: Option<NodeId>,
    /// At which levels; empty means at every level that shows its section.
    pub levels: Vec<Level>,
    /// What it rests on.
    pub sources: Vec<u16>,
    /// Evidence letter.
    pub evidence: char,
}

/// The questions whose answers a clinician wants at a glance, in the order shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brief {
    /// What it is, and where.
    pub complaint: Vec<QuestionId>,
    /// Since when, and how it goes.
    pub course: Vec<QuestionId>,
    /// Illnesses, medicines, pregnancy.
    pub health: Vec<QuestionId>,
}

/// Something a practitioner may offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its name.
    pub id: String,
    /// Hands on the body; closed before an evaluation.
    pub hands_on: bool,
    /// May assess an injury.
    pub assesses: bool,
    /// When it suits; `None` means always.
    pub when: Option<NodeId>,
    /// Forbidden unless known false, on top of the gate.
    pub unless: Option<NodeId>,
}

/// Where one can go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its name.
    pub id: String,
}

/// A country's numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166 code of two letters.
    pub id: String,
    /// Emergency numbers, the first to call first.
    pub emergency: Vec<String>,
    /// Advice lines: name and number.
    pub advice: Vec<(String, String)>,
    /// Someone has checked the numbers on the government's page.
    pub checked: bool,
}

/// What a rule rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name.
    pub id: String,
    /// Title, publisher and year in one line. Addresses stay out of the browser.
    pub citation: String,
    /// Where it can be read.
    pub url: String,
    /// How it was read: page, copy or unread.
    pub read: String,
}
