//! Visitors with something to say, who answer whatever they are asked.

use unknot_journeys::{Ability, Page, Visitor};

use crate::book::{english, label, labels_anywhere};

pub const START: &str = "Check a muscle spasm or cramp";
pub const FULL: &str = "Check a symptom";
pub const NOW: &str = "It is cramping right now";
pub const ME: &str = "who.me";

/// What is true of one person, as ids of options. Where nothing of it is offered they say no, or
/// else that they are not sure.
#[derive(Clone)]
pub struct Person {
    pub age: &'static str,
    pub says: Vec<&'static str>,
}

impl Person {
    /// Wakes at night now and then because the calf cramps, at 62. Stretching ends it.
    pub fn with_a_night_cramp() -> Self {
        Self {
            age: "62",
            says: vec![
                "where.calf",
                "began.night",
                "grip.short",
                "course.on-off",
                "started.3-14-days",
                "often.now-and-then",
                "calf-part.upper",
                "stretch-helps.quickly",
                "feels.hard-knot",
            ],
        }
    }

    /// Says this as well.
    pub fn who_says(mut self, also: &'static str) -> Self {
        self.says.push(also);
        self
    }

    /// Says the one instead of the other.
    pub fn who_says_instead(mut self, of: &str, this: &'static str) -> Self {
        assert!(self.says.contains(&of), "never said “{of}”");
        self.says.retain(|said| *said != of);
        self.who_says(this)
    }

    /// Opens the checker's first question by a way in, for themselves.
    pub fn begin(page: &Page, way_in: &str) {
        Self::begin_for(page, way_in, ME);
    }

    /// Opens the first question for someone, who is chosen on the start screen.
    pub fn begin_for(page: &Page, way_in: &str, whom: &str) {
        page.wait_until("the start screen", |page| english(&page.heading()) == START);
        let shown = page.choices();
        let whom = shown.iter().find(|shown| english(shown) == label(whom));
        page.choose(whom.unwrap_or_else(|| panic!("not for whom: {shown:?}")));
        let ways_in = page.controls_by_name();
        let way_in = ways_in.iter().find(|name| english(name) == way_in);
        page.press(way_in.unwrap_or_else(|| panic!("no way in: {ways_in:?}")));
        page.wait_until("the first question", is_question);
    }

    /// Answers the open question and goes on.
    pub fn answer(&self, page: &Page) {
        let heading = page.heading();
        let choices = page.choices();
        if choices.is_empty() {
            page.fill(&heading, self.age);
            page.answer_all(&[]);
        } else {
            page.answer_all(&self.choice_of(&choices));
        }
    }

    /// Answers everything up to the outcome, and tells which questions were asked.
    pub fn walk(&self, page: &Page) -> Vec<String> {
        self.walk_until(page, |_| false)
    }

    /// Answers everything up to the question with this heading, which stays open.
    pub fn walk_to(&self, page: &Page, heading: &str) -> Vec<String> {
        let asked = self.walk_until(page, |page| page.heading() == heading);
        assert_eq!(page.heading(), heading, "asked: {asked:#?}");
        asked
    }

    /// Answers everything until something holds, or up to the outcome.
    pub fn walk_until(&self, page: &Page, holds: impl Fn(&Page) -> bool) -> Vec<String> {
        let mut asked = Vec::new();
        while is_question(page) && !holds(page) {
            asked.push(page.heading());
            assert!(asked.len() < 60, "the interview does not end: {asked:#?}");
            self.answer(page);
        }
        asked
    }

    /// What this person ticks of these.
    pub fn choice_of<'a>(&self, choices: &'a [String]) -> Vec<&'a str> {
        let mut chosen = Vec::new();
        for said in &self.says {
            let forms = labels_anywhere(said);
            let offered = choices.iter().find(|choice| {
                forms.contains(&choice.as_str()) || forms.contains(&english(choice))
            });
            chosen.extend(offered.map(String::as_str));
        }
        if chosen.is_empty() {
            let starting = |start: &str| {
                choices
                    .iter()
                    .find(|choice| english(choice).starts_with(start))
            };
            let no = starting("No,").or_else(|| starting("No"));
            let nothing = no.or_else(|| starting("I am not sure")).or(choices.last());
            chosen.extend(nothing.map(String::as_str));
        }
        chosen
    }
}

/// Whether a question is open.
pub fn is_question(page: &Page) -> bool {
    let controls = page.controls();
    controls.iter().any(|name| english(name) == "Continue")
}

/// Looks at a screen as a careful reviewer does: on a phone and at a desk, in light and dark, on
/// the narrowest phone, and there with text of twice the size.
pub fn review(page: &Page, name: &str) {
    for (look, dark) in [("light", false), ("dark", true)] {
        if dark && !page.can(Ability::Looks) {
            continue;
        }
        let phone = Visitor {
            dark,
            ..Visitor::PHONE
        };
        page.picture_whole(&format!("{name}-390-{look}"), phone);
        let faults = page.faults();
        assert!(
            faults.is_empty(),
            "axe finds faults on {name} ({look}):\n{}",
            faults.join("\n")
        );
        let desk = Visitor {
            dark,
            ..Visitor::DESK
        };
        page.picture_whole(&format!("{name}-1280-{look}"), desk);
    }
    page.become_visitor(Visitor::NARROW);
    for percent in [100, 200] {
        if percent != 100 && !page.can(Ability::TextSize) {
            continue;
        }
        page.text_size(percent);
        page.wait_still();
        page.picture(&format!("{name}-320-{percent}"));
        assert!(
            !page.scrolls_sideways(),
            "{name} scrolls sideways at {percent} %"
        );
        let lost = page.sticks_out();
        assert!(lost.is_empty(), "{name} at {percent} %: {lost:#?}");
    }
    page.text_size(100);
    page.become_visitor(Visitor::PHONE);
}
