use std::fmt;

/// Something wrong in the protocol's files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, below the protocol's folder.
    pub file: String,
    /// The line, counted from 1; 0 where the whole file is meant.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to write instead.
    pub help: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)?;
        if !self.help.is_empty() {
            write!(f, "\n  write instead: {}", self.help)?;
        }
        Ok(())
    }
}

/// "did you mean …", from the closest of the known names, or the given advice.
pub(super) fn did_you_mean<'a>(
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
    otherwise: &str,
) -> String {
    let closest = known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(wrong, name), name))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match closest {
        Some((score, name)) if score > 0.8 => format!("did you mean `{name}`? {otherwise}"),
        _ => otherwise.to_owned(),
    }
}
