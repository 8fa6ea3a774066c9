//! What a language says of itself, and whether it is still a translation of today's English.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::document::RawSignOff;
use super::files::{Item, Items};
use super::problem::Problem;
use crate::{ORIGIN, SignOff};

/// What `text/<lang>/language.toml` says.
pub(super) struct State {
    /// It is offered, so nothing in it may be missing or out of date.
    pub(super) complete: bool,
    /// Who has looked at this translation.
    pub(super) sign_offs: Vec<SignOff>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawLanguage {
    state: RawState,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RawState {
    Complete,
    Draft,
}

/// Tables that stand among the words and are none.
pub(super) const ABOUT: [&str; 3] = ["language", "sign-off", "english"];

/// Reads what the language says of itself. English needs no such file: it is the origin.
pub(super) fn state(tag: &str, items: &Items, problems: &mut Vec<Problem>) -> State {
    let stated = items.get("language").and_then(|list| list.first());
    let raw = stated.and_then(|item| item.as_a::<RawLanguage>(problems));
    if stated.is_none() && tag != ORIGIN {
        problems.push(Problem {
            file: format!("text/{tag}/language.toml"),
            line: 0,
            what: format!("the language `{tag}` does not say whether it is complete"),
            help: "[language] with state = \"complete\" or state = \"draft\"".to_owned(),
        });
    }
    let signed = items.get("sign-off").into_iter().flatten();
    State {
        complete: raw.is_none_or(|raw| raw.state == RawState::Complete),
        sign_offs: signed
            .filter_map(|item| item.as_a::<RawSignOff>(problems))
            .map(SignOff::from)
            .collect(),
    }
}

/// Looks whether every text was translated from the English of today.
pub(super) fn stale(tag: &str, items: &Items, english: &Items, problems: &mut Vec<Problem>) {
    let seen: BTreeMap<String, String> = items
        .get("english")
        .and_then(|list| list.first())
        .and_then(|item| item.as_a(problems))
        .unwrap_or_default();
    for (kind, list) in english {
        for item in list.iter().filter(|_| !ABOUT.contains(&kind.as_str())) {
            let own = items.get(kind).into_iter().flatten();
            let Some(own) = own.into_iter().find(|own| own.id == item.id) else {
                // That it is missing is said elsewhere.
                continue;
            };
            if seen.get(&name(kind, item)) != Some(&item.fingerprint()) {
                problems.push(own.problem(
                    format!(
                        "the English of {kind} `{}` has changed since it was translated",
                        item.id
                    ),
                    format!(
                        "compare it with {} line {}, then `cargo xtask translated {tag}`",
                        item.file, item.line
                    ),
                ));
            }
        }
    }
}

/// What `text/<lang>/english.toml` says once every text was compared with the English of today.
pub(super) fn stamp(english: &Items) -> String {
    let mut lines: Vec<String> = english
        .iter()
        .filter(|(kind, _)| !ABOUT.contains(&kind.as_str()))
        .flat_map(|(kind, list)| {
            list.iter()
                .map(move |item| format!("\"{}\" = \"{}\"", name(kind, item), item.fingerprint()))
        })
        .collect();
    lines.sort();
    format!(
        "# Which English each text was translated from. Written by `cargo xtask translated`.\n\n[english]\n{}\n",
        lines.join("\n")
    )
}

fn name(kind: &str, item: &Item) -> String {
    if kind == item.id {
        kind.to_owned()
    } else {
        format!("{kind}.{}", item.id)
    }
}
