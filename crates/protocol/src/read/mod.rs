//! Reading and checking the protocol's TOML, natively and at build time.
//!
//! [`read()`] takes the folder `protocol/` and gives back the whole [`Content`], or every
//! [`Problem`] it found, each with file, line, what is wrong and what to write instead.

mod check;
mod compile;
mod document;
mod files;
mod language;
mod pose;
mod problem;
mod syntax;

use std::path::Path;

pub use compile::Decision;
pub use problem::Problem;

use crate::pose::{Drawn, Pose};
use crate::{PlanWords, Protocol, Words};

/// Everything the folder `protocol/` says.
#[derive(Clone, Debug)]
pub struct Content {
    /// The rules.
    pub protocol: Protocol,
    /// The words, language by language.
    pub languages: Vec<Language>,
    /// How exercises and massages are drawn. Drawings are not part of the program yet.
    pub figures: Vec<(Drawn, Pose)>,
    /// Choices made where the dossier left one.
    pub decisions: Vec<Decision>,
}

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Language {
    /// Language tag, such as `en`.
    pub tag: String,
    /// What the questions and the level need.
    pub words: Words,
    /// What plans need.
    pub plan_words: PlanWords,
}

/// Reads and checks the folder `protocol/`.
///
/// # Errors
/// Every problem found, in the order of files and lines.
pub fn read(folder: &Path) -> Result<Content, Vec<Problem>> {
    let mut problems = Vec::new();
    let files = files::Files::load(folder, &mut problems);
    let rules = files.rules(&mut problems);
    let texts = files.texts(&mut problems);
    let mut content = compile::compile(&rules, &mut problems);
    check::check(&rules, &content.protocol, &mut problems);
    content.figures = pose::poses(&rules, &content.protocol, &mut problems);
    let hash = files::fingerprint(&rules, &texts);
    content.protocol.hash.clone_from(&hash);
    for (tag, items) in &texts {
        let said = language::read(&content.protocol, &rules, tag, items, &hash, &mut problems);
        content.languages.push(said);
    }
    if problems.is_empty() {
        Ok(content)
    } else {
        problems.sort();
        problems.dedup();
        Err(problems)
    }
}
