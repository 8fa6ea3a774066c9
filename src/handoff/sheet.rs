/// What goes on paper, into the clipboard, or before a clinician: parts in their order.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The first line: what to do.
    pub title: String,
    /// Everything else.
    pub parts: Vec<Part>,
}

/// A part of a sheet; it is left out where it holds nothing.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Its class in the style sheet.
    pub class: &'static str,
    /// Its heading; empty for a part without one.
    pub title: String,
    /// What it says.
    pub items: Vec<Item>,
}

/// Something that a part says.
#[derive(Debug, PartialEq, Eq)]
pub enum Item {
    /// The heading of what follows.
    Heading(String),
    /// A sentence or some.
    Says(String),
    /// Something behind its name.
    Named(String, String),
    /// Lines of equal rank; the class tells what to do from what not to do.
    Lines(&'static str, Vec<String>),
    /// Something to do: an exercise or a massage.
    Do {
        /// Its name.
        name: String,
        /// How it looks, where there is a drawing.
        drawing: Option<Drawing>,
        /// How long and how often.
        dose: String,
        /// What to do, step by step.
        steps: Vec<String>,
        /// When to stop, or where not to press.
        care: Vec<String>,
    },
}

/// The exercise or massage that a drawing shows, by its place in the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// An exercise.
    Exercise(u16),
    /// A massage.
    Massage(u16),
}

impl Sheet {
    /// A sheet with that first line.
    pub fn new(title: String) -> Self {
        let parts = Vec::new();
        Self { title, parts }
    }

    /// Begins a part.
    pub fn part(&mut self, class: &'static str, title: &str) {
        self.tidy();
        self.parts.push(Part {
            class,
            title: title.to_owned(),
            items: Vec::new(),
        });
    }

    /// Says something in the part that was begun last, unless it is empty.
    pub fn push(&mut self, item: Item) {
        let Some(part) = self.parts.last_mut() else {
            return;
        };
        if !item.is_empty() {
            if matches!(item, Item::Heading(_)) {
                part.drop_heading();
            }
            part.items.push(item);
        }
    }

    /// A sentence or some.
    pub fn says(&mut self, says: String) {
        self.push(Item::Says(says));
    }

    /// Something behind its name.
    pub fn named(&mut self, name: String, says: String) {
        self.push(Item::Named(name, says));
    }

    /// The sheet, without a part or a heading that has nothing below it.
    #[must_use]
    pub fn done(mut self) -> Self {
        self.tidy();
        self
    }

    fn tidy(&mut self) {
        if let Some(part) = self.parts.last_mut() {
            part.drop_heading();
            if part.items.is_empty() {
                self.parts.pop();
            }
        }
    }

    /// The sheet as plain text: a blank line before every part, a dash before every line.
    pub fn text(&self) -> String {
        let mut text = String::new();
        line(&mut text, "", &self.title);
        for part in &self.parts {
            line(&mut text, "\n", &part.title);
            for item in &part.items {
                item.write(&mut text);
            }
        }
        text
    }
}

impl Part {
    fn drop_heading(&mut self) {
        if let Some(Item::Heading(_)) = self.items.last() {
            self.items.pop();
        }
    }
}

impl Item {
    fn is_empty(&self) -> bool {
        match self {
            Self::Heading(says) | Self::Says(says) | Self::Named(_, says) => says.is_empty(),
            Self::Lines(_, lines) => lines.is_empty(),
            Self::Do { .. } => false,
        }
    }

    fn write(&self, text: &mut String) {
        match self {
            Self::Heading(says) => line(text, "", &[says, ":"].concat()),
            Self::Says(says) => line(text, "", says),
            Self::Named(name, says) => line(text, "", &[name, " ", says].concat()),
            Self::Lines(_, lines) => lines.iter().for_each(|each| line(text, "- ", each)),
            Self::Do {
                name,
                dose,
                steps,
                care,
                ..
            } => {
                line(text, "* ", name);
                if !dose.is_empty() {
                    line(text, "  ", dose);
                }
                steps.iter().for_each(|each| line(text, "  ", each));
                care.iter().for_each(|each| line(text, "  - ", each));
            }
        }
    }
}

fn line(text: &mut String, before: &str, says: &str) {
    text.push_str(before);
    if says.is_empty() {
        return;
    }
    text.push_str(says);
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::{Drawing, Item, Sheet};

    #[test]
    fn a_sheet_as_text_keeps_its_order_and_leaves_out_what_is_empty() {
        let mut sheet = Sheet::new("Look after it".into());
        sheet.part("why", "Why");
        sheet.says("Because.".into());
        sheet.says(String::new());
        sheet.part("none", "Nothing");
        sheet.push(Item::Lines("", vec![]));
        sheet.part("none", "Only a heading");
        sheet.push(Item::Heading("Now".into()));
        sheet.part("plan", "Plan");
        sheet.named("How soon:".into(), "Today".into());
        sheet.push(Item::Heading("With nothing below".into()));
        sheet.push(Item::Heading("Now".into()));
        sheet.push(Item::Do {
            name: "Calf".into(),
            drawing: Some(Drawing::Exercise(0)),
            dose: "Hold 30 seconds.".into(),
            steps: vec!["Stand.".into(), "Lean.".into()],
            care: vec!["Stop if it hurts.".into()],
        });
        sheet.push(Item::Lines("do-not", vec!["Do not run.".into()]));
        sheet.part("about", "");
        sheet.says("Made today.".into());
        sheet.part("last", "Empty");
        let text = sheet.done().text();
        let expected = "Look after it\n\nWhy\nBecause.\n\nPlan\nHow soon: Today\nNow:\n* Calf\n  Hold 30 seconds.\n  Stand.\n  Lean.\n  - Stop if it hurts.\n- Do not run.\n\nMade today.\n";
        assert_eq!(text, expected);
    }
}
