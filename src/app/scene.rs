use unknot_protocol::{Country, Interface, LevelWords, PlanWords, Protocol, Speaker, Text, Words};
use unknot_triage::Ask;
use yew::{AttrValue, Callback, Html, html};

use super::{Device, Pen};
use crate::handoff::Take;
use crate::visit::{Happening, Visit, Whereabouts};

/// What the page that shows the checker says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clinic {
    /// The country of its visitors, by its place in the protocol.
    pub country: Option<u16>,
    /// The clinic's name.
    pub name: Option<AttrValue>,
    /// Its phone number, as shown.
    pub phone: Option<AttrValue>,
    /// Its booking page.
    pub booking: Option<AttrValue>,
}

/// What hands things over to the device.
#[derive(Clone, Debug, PartialEq)]
pub struct Carrier {
    /// Given what is taken along.
    pub take: Callback<Take>,
    /// The device has a share sheet of its own.
    pub shares: bool,
}

/// All that a screen is drawn from.
pub(crate) struct Scene<'a> {
    pub protocol: &'a Protocol,
    pub words: &'a Words,
    /// Missing until the second file of words has arrived.
    pub plan: Option<&'a PlanWords>,
    /// Missing until what draws has arrived.
    pub pen: Option<&'a Pen>,
    /// It cannot be had.
    pub lost: bool,
    pub clinic: &'a Clinic,
    pub visit: &'a Visit,
    pub speaker: Speaker,
    /// The day in the visitor's time zone, as `2026-11-20`.
    pub today: &'a str,
    pub device: &'a Device,
    /// Missing until it is there.
    pub carrier: Option<&'a Carrier>,
    pub send: &'a Callback<Happening>,
}

impl<'a> Scene<'a> {
    /// The form of a text for whoever is concerned, with the emergency number where it names one.
    pub fn text(&self, text: &Text) -> String {
        fill(text.to(self.speaker), "{emergency}", self.emergency())
    }

    /// The forms of texts, one by one.
    pub fn texts(&self, texts: &[Text]) -> Vec<String> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    /// The emergency number, or what to call where none is known.
    pub fn emergency(&self) -> &'a str {
        let number = self.country().and_then(|country| country.emergency.first());
        number.unwrap_or(&self.interface().emergency_unknown)
    }

    /// Buttons, headings and messages.
    pub fn interface(&self) -> &'a Interface {
        &self.words.interface
    }

    /// The words of a level.
    pub fn level(&self, level: unknot_protocol::Level) -> &'a LevelWords {
        &self.words.levels[level as usize]
    }

    /// Whether the words of that question are there.
    pub fn has(&self, ask: Ask) -> bool {
        !self.words.questions[usize::from(ask.question)]
            .ask
            .me
            .is_empty()
    }

    /// What is asked: the question, or the sign where signs are asked one by one.
    pub fn asked(&self, ask: Ask) -> &'a str {
        let words = &self.words.questions[usize::from(ask.question)];
        match ask.sign {
            Some(sign) => words.options[usize::from(sign)].label.to(self.speaker),
            None => words.ask.to(self.speaker),
        }
    }

    /// The country whose numbers are shown.
    pub fn country(&self) -> Option<&'a Country> {
        let place = match self.visit.whereabouts {
            Whereabouts::OfThePage => self.clinic.country,
            Whereabouts::Country(place) => Some(place),
            Whereabouts::Elsewhere => None,
        };
        place.and_then(|place| self.protocol.countries.get(usize::from(place)))
    }

    /// A handler that says what has happened.
    pub fn on<E: 'static>(&self, happening: Happening) -> Callback<E> {
        self.send.reform(move |_| happening.clone())
    }

    /// A button that stands for a happening.
    pub fn button(&self, class: &'static str, label: &str, happening: Happening) -> Html {
        html! { <button type="button" {class} onclick={self.on(happening)}>{ label.to_owned() }</button> }
    }
}

/// A text with one placeholder filled in.
pub(crate) fn fill(text: &str, placeholder: &str, value: &str) -> String {
    text.replace(placeholder, value)
}
