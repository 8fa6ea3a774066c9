//! Rules, words and poses of the protocol, packed as the browser fetches them.

use anyhow::Result;
use unknot_protocol::pack;
use unknot_protocol::pose::Figures;

use crate::content::content;

/// One packed file for the browser.
pub struct WordFile {
    /// The language, such as `en`.
    pub lang: String,
    /// `words`, which the first question waits for, or `plan`, which comes right after it.
    pub part: &'static str,
    pub bytes: Vec<u8>,
}

/// The rules, which come right after the first screen.
pub fn rules_file() -> Result<Vec<u8>> {
    Ok(pack(&content()?.protocol))
}

/// The poses, which come last, with the program that draws them.
pub fn poses_file() -> Result<Vec<u8>> {
    let content = content()?;
    Ok(pack(&Figures {
        hash: content.protocol.hash,
        drawn: content.figures,
    }))
}

/// The words of every language that is offered.
pub fn word_files() -> Result<Vec<WordFile>> {
    let content = content()?;
    let files = content.languages.into_iter().flat_map(|mut language| {
        language
            .words
            .split(&content.protocol, &mut language.plan_words);
        let words = WordFile {
            lang: language.tag.clone(),
            part: "words",
            bytes: pack(&language.words),
        };
        let plan = WordFile {
            lang: language.tag,
            part: "plan",
            bytes: pack(&language.plan_words),
        };
        [words, plan]
    });
    Ok(files.collect())
}
