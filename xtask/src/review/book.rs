//! What every chapter draws on: the content, and short ways to its words.

use std::collections::BTreeMap;

use unknot_protocol::read::{Content, Language};
use unknot_protocol::{Level, NodeId, Protocol, Text};

use super::html::escape;
use super::names;

/// The content with what the chapters look up in it.
pub(super) struct Book<'a> {
    pub(super) content: &'a Content,
    pub(super) protocol: &'a Protocol,
    /// The names of findings, by their condition.
    pub(super) findings: BTreeMap<NodeId, String>,
}

impl<'a> Book<'a> {
    pub(super) fn new(content: &'a Content, findings_text: &[(String, String)]) -> Self {
        Self {
            content,
            protocol: &content.protocol,
            findings: names::findings(&content.protocol, findings_text),
        }
    }

    /// The language the reviewer's own words are taken from: English, or the first there is.
    pub(super) fn main(&self) -> Option<&'a Language> {
        let languages = &self.content.languages;
        languages
            .iter()
            .find(|language| language.tag == "en")
            .or_else(|| languages.first())
    }

    /// One text in every language, each in its own element.
    pub(super) fn said(&self, of: impl Fn(&'a Language) -> Option<&'a Text>) -> String {
        self.each(|language| of(language).map(forms))
    }

    /// Something written once for every language, the language named where there are several.
    pub(super) fn each(&self, write: impl Fn(&'a Language) -> Option<String>) -> String {
        let several = self.content.languages.len() > 1;
        let written = self.content.languages.iter().filter_map(|language| {
            let text = write(language).filter(|text| !text.is_empty())?;
            let (tag, direction) = (&language.tag, &language.words.interface.direction);
            Some(if several {
                format!(
                    "<div class=\"said\" lang=\"{tag}\" dir=\"{direction}\"><b class=\"tag\">{tag}</b> {text}</div>"
                )
            } else {
                format!("<span lang=\"{tag}\">{text}</span>")
            })
        });
        written.collect()
    }

    /// The short name of a level.
    pub(super) fn level_name(&self, level: Level) -> &'static str {
        match level {
            Level::SelfCare => "Self-care",
            Level::Practitioner => "Practitioner",
            Level::DoctorSoon => "Doctor soon",
            Level::SameDay => "Same day",
            Level::Emergency => "Emergency",
        }
    }

    /// Where a level leads, in the words the visitor reads.
    pub(super) fn place(&self, place: u16) -> String {
        let words = self.main().map(|language| &language.words.places);
        let text = words.and_then(|places| places.get(usize::from(place)));
        text.map_or_else(
            || escape(&self.protocol.places[usize::from(place)].id),
            |text| escape(&text.me),
        )
    }

    /// Where a rule rests: each source with address and how it was read, and the evidence letter.
    pub(super) fn sources(&self, sources: &[u16], evidence: char) -> String {
        let lines = sources.iter().map(|&place| {
            let source = &self.protocol.sources[usize::from(place)];
            let (how, class) = how_read(&source.read);
            let id = escape(&source.id);
            let address = if source.url.is_empty() {
                String::new()
            } else {
                let url = escape(&source.url);
                format!(" <a class=\"url\" href=\"{url}\">{url}</a>")
            };
            format!(
                "<li><a href=\"#s.{id}\">{}</a> <span class=\"{class}\">{how}</span>{address}</li>",
                escape(&source.citation)
            )
        });
        format!(
            "<p class=\"field\"><b>Rests on</b> <span class=\"letter\" title=\"evidence letter\">evidence {evidence}</span></p><ul class=\"sources\">{}</ul>",
            lines.collect::<String>()
        )
    }

    /// The same in one line, for what is not a rule: the addresses stand in the last chapter.
    pub(super) fn sources_short(&self, sources: &[u16], evidence: char) -> String {
        let links: Vec<String> = sources
            .iter()
            .map(|&place| {
                let source = &self.protocol.sources[usize::from(place)];
                let (how, class) = how_read(&source.read);
                let (id, title) = (escape(&source.id), escape(&source.citation));
                format!(
                    "<a href=\"#s.{id}\" title=\"{title}\">{id}</a> <span class=\"{class}\">{how}</span>"
                )
            })
            .collect();
        format!(
            "<p class=\"field\"><b>Rests on</b> {} <span class=\"letter\">evidence {evidence}</span></p>",
            links.join(", ")
        )
    }

    /// What a reviewer ticks, and what has been signed so far.
    pub(super) fn tick(&self) -> String {
        let state = match self.protocol.sign_offs.as_slice() {
            [] => "Not yet reviewed by a clinician".to_owned(),
            signed => {
                let now: Vec<String> = signed
                    .iter()
                    .filter(|sign| sign.hash == self.protocol.hash)
                    .map(|sign| format!("{}, {}, {}", sign.who, sign.role, sign.when))
                    .collect();
                if now.is_empty() {
                    "Reviewed in an earlier version, not in this one".to_owned()
                } else {
                    format!("Reviewed: {}", now.join("; "))
                }
            }
        };
        format!(
            "<p class=\"tick\"><span class=\"state\">{}</span><span>&#9744; agree</span><span>&#9744; change:</span><i></i></p>",
            escape(&state)
        )
    }
}

/// How a source was read, in words, with the class of its mark.
pub(super) fn how_read(read: &str) -> (&'static str, &'static str) {
    match read {
        "page" => ("page read", "read"),
        "copy" => ("republished copy read", "copy"),
        _ => ("not yet read", "unread"),
    }
}

/// All forms of a text: to the visitor, about someone else, about a child.
pub(super) fn forms(text: &Text) -> String {
    let mut out = escape(&text.me);
    for (about, form) in [("someone else", &text.other), ("a child", &text.child)] {
        if let Some(form) = form {
            out += &format!(
                " <span class=\"form\">[for {about}: {}]</span>",
                escape(form)
            );
        }
    }
    out
}
