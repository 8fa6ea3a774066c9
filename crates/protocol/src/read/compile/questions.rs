//! Questions: their options, when they apply, and when an option is there to be chosen.

use super::{Asked, Compiler, State};
use crate::read::document::{RawKind, RawQuestion};
use crate::read::files::Item;
use crate::{Choice, Kind, Node, NodeId, Question, QuestionId, Role};

impl Compiler<'_, '_> {
    pub(super) fn questions(&mut self) {
        for (item, raw) in self.all::<RawQuestion>("question") {
            let id = self.protocol.questions.len() as QuestionId;
            let (kind, options) = self.options(item, &raw);
            self.source_ids(item, &raw.source);
            let (always, start) = (raw.always, raw.start);
            self.protocol.questions.push(Question {
                id: item.id.clone(),
                kind,
                options,
                ask_when: None,
                always,
                start,
            });
            if let Some(finding) = self.findings.get(&item.id) {
                let what = format!(
                    "`{}` is a question and a finding ({} line {})",
                    item.id, finding.item.file, finding.line
                );
                self.problems
                    .push(item.problem(what, "give one of them another id"));
            }
            self.asked.insert(
                item.id.clone(),
                Asked {
                    item,
                    raw,
                    id,
                    state: State::Waiting,
                },
            );
        }
        let names: Vec<String> = self.asked.keys().cloned().collect();
        for name in &names {
            self.applies(name);
        }
        for name in names {
            let (item, id, show) = {
                let asked = &self.asked[&name];
                (
                    asked.item,
                    asked.id,
                    asked
                        .raw
                        .show
                        .iter()
                        .map(|(option, when)| (option.clone(), when.clone()))
                        .collect::<Vec<_>>(),
                )
            };
            for (option, when) in show {
                let node = self.condition(item, &when);
                let question = &mut self.protocol.questions[usize::from(id)];
                match question.option(&option) {
                    Some(place) => question.options[usize::from(place)].show = node,
                    None => self.problems.push(item.problem(
                        format!("`{option}` in `show` is no option of `{name}`"),
                        "name one of its options",
                    )),
                }
            }
        }
    }

    pub(super) fn options(&mut self, item: &Item, raw: &RawQuestion) -> (Kind, Vec<Choice>) {
        let choice = |id: &str, role: Role| Choice {
            id: id.to_owned(),
            role,
            alone: raw.alone.iter().any(|a| a == id),
            show: None,
        };
        let mut wrong = |what: String, help: &str| self.problems.push(item.problem(what, help));
        match raw.kind {
            RawKind::Checklist => {
                if raw.signs.is_empty() || raw.signs.len() > 7 {
                    wrong(
                        format!("the checklist has {} signs", raw.signs.len()),
                        "from one to seven signs, one idea each",
                    );
                }
                let mut options: Vec<Choice> =
                    raw.signs.iter().map(|id| choice(id, Role::Plain)).collect();
                options.push(choice("not-sure", Role::NotSure));
                options.push(choice("none", Role::None));
                (Kind::Checklist, options)
            }
            RawKind::YesNo => (
                Kind::YesNo,
                vec![
                    choice("yes", Role::Plain),
                    choice("no", Role::None),
                    choice("not-sure", Role::NotSure),
                ],
            ),
            RawKind::Number => {
                let (least, most) = (raw.least.unwrap_or(0), raw.most.unwrap_or(u16::MAX));
                if raw.most.is_none() || least >= most {
                    wrong(
                        "the number has no range".to_owned(),
                        "`least = 0` and `most = 120`, say",
                    );
                }
                (Kind::Number { least, most }, Vec::new())
            }
            RawKind::Choice | RawKind::Several => {
                if raw.options.len() < 2 {
                    wrong(
                        format!("there are {} options", raw.options.len()),
                        "`options = [\"one\", \"other\"]`",
                    );
                }
                for name in raw.none.iter().chain(&raw.not_sure.0).chain(&raw.alone) {
                    if !raw.options.contains(name) {
                        wrong(
                            format!("`{name}` is no option of `{}`", item.id),
                            "name one of its options",
                        );
                    }
                }
                let role = |id: &String| {
                    if raw.none.as_ref() == Some(id) {
                        Role::None
                    } else if raw.not_sure.0.contains(id) {
                        Role::NotSure
                    } else {
                        Role::Plain
                    }
                };
                let options: Vec<Choice> =
                    raw.options.iter().map(|id| choice(id, role(id))).collect();
                let most = raw.most.unwrap_or(raw.options.len() as u16);
                (
                    if raw.kind == RawKind::Choice {
                        Kind::Choice
                    } else {
                        Kind::Several { most }
                    },
                    options,
                )
            }
        }
    }

    /// The node for when a question applies; a question may only look at others before it.
    pub(super) fn applies(&mut self, name: &str) -> Option<NodeId> {
        let asked = self.asked.get_mut(name)?;
        let (item, id) = (asked.item, asked.id);
        let when = asked.raw.ask_when.clone()?;
        match std::mem::replace(&mut asked.state, State::Working) {
            State::Done(node) => {
                asked.state = State::Done(node);
                return Some(node);
            }
            State::Working => {
                self.problems.push(item.problem(
                    format!("whether `{name}` is asked depends on its own answer"),
                    "take it out of the `ask-when` of the questions before it",
                ));
                return None;
            }
            State::Waiting => {}
        }
        let node = self.condition(item, &when)?;
        self.asked.get_mut(name)?.state = State::Done(node);
        self.protocol.questions[usize::from(id)].ask_when = Some(node);
        Some(node)
    }

    /// The node for when an option is there to be chosen: its question applies, and it is shown.
    pub(super) fn offered(&mut self, question: &str, option: &str) -> Option<NodeId> {
        let applies = self.applies(question);
        let asked = self.asked.get(question)?;
        let Some(show) = asked.raw.show.get(option).cloned() else {
            return applies;
        };
        let (item, name) = (asked.item, format!("{question}.{option}"));
        if self.showing.contains(&name) {
            self.problems.push(item.problem(
                format!("whether `{name}` is shown depends on itself"),
                "take it out of its own `show`",
            ));
            return applies;
        }
        self.showing.push(name);
        let shown = self.condition(item, &show);
        self.showing.pop();
        match (applies, shown) {
            (Some(applies), Some(shown)) => Some(self.known(Node::All(vec![applies, shown]))),
            (applies, shown) => applies.or(shown),
        }
    }
}
