//! The condition language as text: from characters to a tree of names.

/// A condition with names not yet resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tree {
    /// `question.option`
    Option {
        question: String,
        option: String,
    },
    /// A finding.
    Finding(String),
    /// `age >= 60`
    Compare {
        question: String,
        sign: Sign,
        number: u16,
    },
    Not(Box<Tree>),
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Count {
        least: u16,
        of: Vec<Tree>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Less,
    AtMost,
    Equal,
    AtLeast,
    More,
}

/// What is wrong with a condition, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SyntaxError {
    pub(super) what: String,
    pub(super) help: String,
}

pub(super) fn parse(text: &str) -> Result<Tree, SyntaxError> {
    let tokens = tokens(text)?;
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
    };
    let tree = parser.sentence()?;
    match parser.peek() {
        None => Ok(tree),
        Some(left) => Err(error(
            format!("`{left}` stands where the condition should end"),
            "join the parts with `and` or `or`",
        )),
    }
}

fn error(what: impl Into<String>, help: impl Into<String>) -> SyntaxError {
    SyntaxError {
        what: what.into(),
        help: help.into(),
    }
}

fn tokens(text: &str) -> Result<Vec<&str>, SyntaxError> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            'a'..='z' | '0'..='9' => rest
                .find(|c: char| {
                    !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.')
                })
                .unwrap_or(rest.len()),
            '(' | ')' | ',' | '=' => 1,
            '<' | '>' => 1 + usize::from(rest[1..].starts_with('=')),
            'A'..='Z' => {
                return Err(error(
                    format!("`{first}` is a capital letter"),
                    "names and words are lower-case",
                ));
            }
            _ => {
                return Err(error(
                    format!("`{first}` has no meaning in a condition"),
                    "use names, `and`, `or`, `not`, brackets, `any of (…)`, `at least 2 of (…)`, `age >= 60`",
                ));
            }
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

struct Parser<'a> {
    tokens: &'a [&'a str],
    at: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a str> {
        self.tokens.get(self.at).copied()
    }

    fn next(&mut self) -> Option<&'a str> {
        let token = self.peek();
        self.at += 1;
        token
    }

    fn takes(&mut self, word: &str) -> bool {
        let found = self.peek() == Some(word);
        self.at += usize::from(found);
        found
    }

    fn expects(&mut self, word: &str, after: &str) -> Result<(), SyntaxError> {
        if self.takes(word) {
            return Ok(());
        }
        let found = self
            .peek()
            .map_or("the end".to_owned(), |token| format!("`{token}`"));
        Err(error(
            format!("{found} stands where `{word}` should follow {after}"),
            format!("write `{word}` there"),
        ))
    }

    /// Parts joined by one of the two words; the other may only stand in brackets.
    fn sentence(&mut self) -> Result<Tree, SyntaxError> {
        let mut parts = vec![self.part()?];
        let mut joined = None;
        while let Some(word @ ("and" | "or")) = self.peek() {
            if *joined.get_or_insert(word) != word {
                return Err(error(
                    "`and` and `or` are mixed without brackets",
                    "put brackets round the part that belongs together, as in `a and (b or c)`",
                ));
            }
            self.at += 1;
            parts.push(self.part()?);
        }
        Ok(match (joined, parts.len()) {
            (_, 1) => parts.remove(0),
            (Some("and"), _) => Tree::All(parts),
            _ => Tree::Any(parts),
        })
    }

    fn part(&mut self) -> Result<Tree, SyntaxError> {
        match self.next() {
            None => Err(error(
                "the condition ends too early",
                "add a name after the last word",
            )),
            Some("not") => Ok(Tree::Not(Box::new(self.part()?))),
            Some("(") => {
                let inner = self.sentence()?;
                self.expects(")", "the bracket's content")?;
                Ok(inner)
            }
            Some("any") => Ok(Tree::Any(self.list("any")?)),
            Some("all") => Ok(Tree::All(self.list("all")?)),
            Some("at") => {
                self.expects("least", "`at`")?;
                let least = self.number()?;
                let of = self.list("at least")?;
                if least == 0 || usize::from(least) > of.len() {
                    return Err(error(
                        format!("at least {least} of {} can never decide anything", of.len()),
                        format!("use a number from 1 to {}", of.len()),
                    ));
                }
                Ok(Tree::Count { least, of })
            }
            Some(word)
                if word.starts_with(|c: char| c.is_ascii_lowercase())
                    && !RESERVED.contains(&word) =>
            {
                self.name(word)
            }
            Some(word) => Err(error(
                format!("`{word}` stands where a name should"),
                "write a finding, or `question.option`",
            )),
        }
    }

    fn name(&mut self, word: &str) -> Result<Tree, SyntaxError> {
        let sign = match self.peek() {
            Some("<") => Some(Sign::Less),
            Some("<=") => Some(Sign::AtMost),
            Some("=") => Some(Sign::Equal),
            Some(">=") => Some(Sign::AtLeast),
            Some(">") => Some(Sign::More),
            _ => None,
        };
        if let Some(sign) = sign {
            self.at += 1;
            let number = self.number()?;
            return Ok(Tree::Compare {
                question: word.to_owned(),
                sign,
                number,
            });
        }
        match word.split_once('.') {
            None => Ok(Tree::Finding(word.to_owned())),
            Some((question, option)) if !option.is_empty() && !option.contains('.') => {
                Ok(Tree::Option {
                    question: question.to_owned(),
                    option: option.to_owned(),
                })
            }
            Some(_) => Err(error(
                format!("`{word}` is no name"),
                "write `question.option`",
            )),
        }
    }

    fn number(&mut self) -> Result<u16, SyntaxError> {
        let word = self.next().unwrap_or("the end");
        word.parse().map_err(|_| {
            error(
                format!("`{word}` stands where a whole number should"),
                "write a number such as 60",
            )
        })
    }

    fn list(&mut self, after: &str) -> Result<Vec<Tree>, SyntaxError> {
        self.expects("of", &format!("`{after}`"))?;
        self.expects("(", "`of`")?;
        let mut list = vec![self.sentence()?];
        while self.takes(",") {
            if self.peek() == Some(")") {
                break;
            }
            list.push(self.sentence()?);
        }
        self.expects(")", "the list")?;
        Ok(list)
    }
}

const RESERVED: [&str; 7] = ["and", "or", "of", "at", "least", "any", "all"];

#[cfg(test)]
mod tests {
    use super::{Tree, parse};

    fn finding(name: &str) -> Tree {
        Tree::Finding(name.to_owned())
    }

    #[test]
    fn reads_what_a_clinician_reads_aloud() {
        let option = Tree::Option {
            question: "leg-signs".into(),
            option: "hot".into(),
        };
        for (text, tree) in [
            ("calf", finding("calf")),
            ("not calf", Tree::Not(Box::new(finding("calf")))),
            (
                "calf and leg-signs.hot",
                Tree::All(vec![finding("calf"), option.clone()]),
            ),
            (
                "calf and (a or not b)",
                Tree::All(vec![
                    finding("calf"),
                    Tree::Any(vec![finding("a"), Tree::Not(Box::new(finding("b")))]),
                ]),
            ),
            (
                "at least 2 of (a, b and c, leg-signs.hot,)",
                Tree::Count {
                    least: 2,
                    of: vec![
                        finding("a"),
                        Tree::All(vec![finding("b"), finding("c")]),
                        option,
                    ],
                },
            ),
        ] {
            assert_eq!(parse(text), Ok(tree), "{text}");
        }
    }

    #[test]
    fn says_what_to_write_instead() {
        for (text, what) in [
            ("a and b or c", "mixed without brackets"),
            ("a and", "ends too early"),
            ("(a", "where `)` should follow"),
            ("a b", "where the condition should end"),
            ("A", "capital letter"),
            ("a & b", "has no meaning"),
            ("at least 3 of (a, b)", "can never decide"),
            ("age >= old", "whole number"),
            ("a.b.c", "no name"),
            ("any of a", "should follow `of`"),
        ] {
            let error = parse(text).expect_err(text);
            assert!(error.what.contains(what), "{text}: {}", error.what);
            assert!(!error.help.is_empty(), "{text}");
        }
    }
}
