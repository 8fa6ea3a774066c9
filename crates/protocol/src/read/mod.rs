//! Reading and checking the protocol's TOML, natively and at build time.
//!
//! [`read()`] takes the folder `protocol/` and gives back the whole [`Content`], or every
//! [`Problem`] it found, each with file, line, what is wrong and what to write instead.

mod check;
mod compile;
mod curve;
mod document;
mod files;
mod language;
mod map;
mod pose;
mod problem;
mod syntax;
mod translation;

use std::path::Path;

pub use compile::Decision;
pub use problem::Problem;

use crate::pose::{Drawn, Pose};
use crate::{NodeId, ORIGIN, PlanWords, Protocol, Words};

/// Everything the folder `protocol/` says.
#[derive(Clone, Debug)]
pub struct Content {
    /// The rules.
    pub protocol: Protocol,
    /// The words of every language that is offered, the origin first.
    pub languages: Vec<Language>,
    /// Languages that are not offered yet, with what is missing or out of date in them.
    pub drafts: Vec<(String, Vec<Problem>)>,
    /// How exercises and massages are drawn. Drawings are not part of the program yet.
    pub figures: Vec<(Drawn, Pose)>,
    /// Choices made where the dossier left one.
    pub decisions: Vec<Decision>,
    /// The findings by name, each with its condition. Rules that share a finding share the
    /// condition; by these names people can tell which one is meant.
    pub findings: Vec<(String, NodeId)>,
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
    content.protocol.map = map::map(&rules, &content.protocol, &mut problems);
    let none = files::Items::new();
    let english = texts.get(ORIGIN).unwrap_or(&none);
    let hash = files::fingerprint(&[&rules, english]);
    content.protocol.hash.clone_from(&hash);
    // Whatever its letters, the origin comes first.
    let mut tags: Vec<&String> = texts.keys().collect();
    tags.sort_by_key(|tag| (*tag != ORIGIN, *tag));
    for tag in tags {
        let items = &texts[tag];
        let mut own = Vec::new();
        let state = translation::state(tag, items, &mut own);
        let signed = state.sign_offs;
        let said = language::read(
            &content.protocol,
            &rules,
            tag,
            items,
            &hash,
            signed,
            &mut own,
        );
        if tag != ORIGIN {
            translation::stale(tag, items, english, &mut own);
        }
        if state.complete {
            problems.append(&mut own);
            let name = said.words.interface.language.clone();
            content.protocol.languages.push((tag.clone(), name));
            content.languages.push(said);
        } else {
            own.sort();
            content.drafts.push((tag.clone(), own));
        }
    }
    if problems.is_empty() {
        Ok(content)
    } else {
        problems.sort();
        problems.dedup();
        Err(problems)
    }
}

/// The text of `text/<lang>/english.toml` for a translation that was compared with today's English.
///
/// # Errors
/// Problems that keep the folder's texts from being read at all.
pub fn stamp(folder: &Path) -> Result<String, Vec<Problem>> {
    let mut problems = Vec::new();
    let files = files::Files::load(folder, &mut problems);
    let texts = files.texts(&mut problems);
    let none = files::Items::new();
    if problems.is_empty() {
        Ok(translation::stamp(texts.get(ORIGIN).unwrap_or(&none)))
    } else {
        Err(problems)
    }
}
