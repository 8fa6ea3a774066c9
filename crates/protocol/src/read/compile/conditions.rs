//! Conditions: from text over names to nodes, each node once.

use super::{Compiler, State};
use crate::read::document::Condition;
use crate::read::files::Item;
use crate::read::problem::did_you_mean;
use crate::read::syntax::{Sign, Tree, parse};
use crate::{Kind, Node, NodeId, QuestionId};

impl Compiler<'_, '_> {
    pub(super) fn condition(&mut self, item: &Item, condition: &Condition) -> Option<NodeId> {
        let line = item.line_at(condition.span().start);
        match parse(condition.get_ref()) {
            Ok(tree) => self.node(item, line, &tree),
            Err(error) => {
                self.problems.push(item.problem_at(
                    line,
                    format!("in `{}`: {}", item.id, error.what),
                    error.help,
                ));
                None
            }
        }
    }

    pub(super) fn optional(
        &mut self,
        item: &Item,
        condition: Option<&Condition>,
    ) -> Option<NodeId> {
        condition.and_then(|condition| self.condition(item, condition))
    }

    pub(super) fn node(&mut self, item: &Item, line: usize, tree: &Tree) -> Option<NodeId> {
        let node = match tree {
            Tree::Finding(name) => return self.finding(item, line, name),
            Tree::Option { question, option } => {
                let id = self.question(item, line, question)?;
                let asked = &self.protocol.questions[usize::from(id)];
                let Some(place) = asked.option(option) else {
                    let known: Vec<&str> = asked
                        .options
                        .iter()
                        .map(|choice| choice.id.as_str())
                        .collect();
                    let list = format!("`{question}` offers {}", known.join(", "));
                    let help = did_you_mean(option, known, &list);
                    self.problems.push(item.problem_at(
                        line,
                        format!("in `{}`: `{question}` has no option `{option}`", item.id),
                        help,
                    ));
                    return None;
                };
                let applies = self.offered(question, option);
                Node::Option {
                    question: id,
                    option: place,
                    applies,
                }
            }
            Tree::Compare {
                question,
                sign,
                number,
            } => {
                let id = self.question(item, line, question)?;
                let applies = self.applies(question);
                let Kind::Number { least, most } = self.protocol.questions[usize::from(id)].kind
                else {
                    self.problems.push(item.problem_at(
                        line,
                        format!("in `{}`: `{question}` is no number", item.id),
                        format!("write `{question}.option`"),
                    ));
                    return None;
                };
                if !(least..=most).contains(number) {
                    self.problems.push(item.problem_at(
                        line,
                        format!("in `{}`: {question} is never {number}", item.id),
                        format!("a number from {least} to {most}"),
                    ));
                    return None;
                }
                let at_least = |number: u16| Node::AtLeast {
                    question: id,
                    least: number,
                    applies,
                };
                // "Less than" also says that a number was given: where an entry never asks for it,
                // neither "less" nor "at least" may hold.
                let given = at_least(least);
                match sign {
                    Sign::AtLeast => at_least(*number),
                    Sign::More => at_least(number + 1),
                    Sign::Less => {
                        let reached = self.known(at_least(*number));
                        Node::All(vec![self.known(given), self.known(Node::Not(reached))])
                    }
                    Sign::AtMost => {
                        let more = self.known(at_least(number + 1));
                        Node::All(vec![self.known(given), self.known(Node::Not(more))])
                    }
                    Sign::Equal => {
                        let more = self.known(at_least(number + 1));
                        Node::All(vec![
                            self.known(at_least(*number)),
                            self.known(Node::Not(more)),
                        ])
                    }
                }
            }
            Tree::Not(of) => Node::Not(self.node(item, line, of)?),
            Tree::All(of) => Node::All(self.nodes(item, line, of)?),
            Tree::Any(of) => Node::Any(self.nodes(item, line, of)?),
            Tree::Count { least, of } => Node::Count {
                least: *least,
                of: self.nodes(item, line, of)?,
            },
        };
        Some(self.known(node))
    }

    pub(super) fn nodes(
        &mut self,
        item: &Item,
        line: usize,
        trees: &[Tree],
    ) -> Option<Vec<NodeId>> {
        // Every part is looked at, so that one run names every mistake.
        let nodes: Vec<Option<NodeId>> = trees
            .iter()
            .map(|tree| self.node(item, line, tree))
            .collect();
        nodes.into_iter().collect()
    }

    pub(super) fn known(&mut self, node: Node) -> NodeId {
        if let Some(&id) = self.known.get(&node) {
            return id;
        }
        let id = self.protocol.nodes.len() as NodeId;
        self.protocol.nodes.push(node.clone());
        self.known.insert(node, id);
        id
    }

    pub(super) fn question(&mut self, item: &Item, line: usize, name: &str) -> Option<QuestionId> {
        if let Some(asked) = self.asked.get(name) {
            return Some(asked.id);
        }
        let help = did_you_mean(
            name,
            self.asked.keys().map(String::as_str),
            "define the question first",
        );
        self.problems.push(item.problem_at(
            line,
            format!("in `{}`: there is no question `{name}`", item.id),
            help,
        ));
        None
    }

    pub(super) fn finding(&mut self, item: &Item, line: usize, name: &str) -> Option<NodeId> {
        let Some(finding) = self.findings.get_mut(name) else {
            let help = if self.asked.contains_key(name) {
                format!("`{name}` is a question: write `{name}.option`")
            } else {
                did_you_mean(
                    name,
                    self.findings.keys().map(String::as_str),
                    "define it under [finding]",
                )
            };
            self.problems.push(item.problem_at(
                line,
                format!("in `{}`: there is no finding `{name}`", item.id),
                help,
            ));
            return None;
        };
        finding.used = true;
        let (home, home_line) = (finding.item, finding.line);
        match std::mem::replace(&mut finding.state, State::Working) {
            State::Done(node) => {
                finding.state = State::Done(node);
                Some(node)
            }
            State::Working => {
                self.problems.push(home.problem_at(
                    home_line,
                    format!("finding `{name}` depends on itself"),
                    "take it out of the findings it is made of",
                ));
                None
            }
            State::Waiting => {
                let text = finding.text.clone();
                let node = match parse(&text) {
                    Ok(tree) => self.node(home, home_line, &tree)?,
                    Err(error) => {
                        self.problems.push(home.problem_at(
                            home_line,
                            format!("in finding `{name}`: {}", error.what),
                            error.help,
                        ));
                        return None;
                    }
                };
                self.findings.get_mut(name)?.state = State::Done(node);
                Some(node)
            }
        }
    }
}
