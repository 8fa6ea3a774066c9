use std::cell::Cell;
use std::rc::Rc;

use unknot_protocol::{PlanWords, Protocol, Words};
use yew::{AttrValue, Callback, Component, Context, Html, NodeRef, Properties};

use super::focus::{ERROR, HEADING, focus};
use super::pulse::Pulse;
use super::{Carrier, Clinic, Device, Pen, Scene, framed, screens};
use crate::visit::{Found, Happening, Screen, Visit, found};

/// What the checker is given from outside. Content is compared by identity: it never changes in
/// place.
#[derive(Clone, Properties)]
pub struct Setting {
    /// The rules, or only the opening until they are there.
    pub protocol: Rc<Protocol>,
    /// The words of the language.
    pub words: Rc<Words>,
    /// The words of plans, once they are there; those of all questions are there with them.
    #[prop_or_default]
    pub plan: Option<Rc<PlanWords>>,
    /// Other languages, as they arrive.
    #[prop_or_default]
    pub others: Vec<Spoken>,
    /// What was kept on this device when the page was opened.
    #[prop_or_default]
    pub kept: Option<AttrValue>,
    /// Keeps a text on this device, or forgets it; says whether that worked.
    #[prop_or_else(|| Callback::from(|_| false))]
    pub keep: Callback<Option<String>, bool>,
    /// Draws exercises and codes, once the program for it is there.
    #[prop_or_default]
    pub pen: Option<Pen>,
    /// The rules or the words of plans cannot be had.
    #[prop_or_default]
    pub lost: bool,
    /// What the page says about itself.
    #[prop_or_default]
    pub clinic: Clinic,
    /// The day in the visitor's time zone, as `2026-11-20`.
    pub today: AttrValue,
    /// What hands things over to the device, once it is there.
    #[prop_or_default]
    pub carrier: Option<Carrier>,
    /// Where the visit begins; the start screen unless a test says otherwise.
    #[prop_or_default]
    pub visit: Visit,
    /// What a timer may ask of the page.
    #[prop_or_default]
    pub device: Device,
    /// Told the step of every screen that is shown.
    #[prop_or_default]
    pub stepped: Callback<usize>,
    /// Given a way to make things happen from outside, once the checker is there.
    #[prop_or_default]
    pub connect: Callback<Callback<Happening>>,
}

impl PartialEq for Setting {
    fn eq(&self, other: &Self) -> bool {
        let same_plan = match (&self.plan, &other.plan) {
            (Some(mine), Some(other)) => Rc::ptr_eq(mine, other),
            (None, None) => true,
            _ => false,
        };
        same_plan
            && Rc::ptr_eq(&self.protocol, &other.protocol)
            && Rc::ptr_eq(&self.words, &other.words)
            && self.others.len() == other.others.len()
            && self.lost == other.lost
            && self.clinic == other.clinic
            && self.today == other.today
            && self.carrier == other.carrier
            && self.pen == other.pen
    }
}

/// One language, whole.
#[derive(Clone)]
pub struct Spoken {
    /// Its words.
    pub words: Rc<Words>,
    /// Its words of plans.
    pub plan: Rc<PlanWords>,
}

/// The whole checker.
pub struct Checker {
    visit: Visit,
    send: Callback<Happening>,
    root: NodeRef,
    pulse: Pulse,
    /// The screens and refusals that focus has already followed, and whether it has followed to
    /// the notice that rules or words are still on their way.
    followed: (u32, u32, bool),
    /// The same of what was drawn last: by the time focus follows a drawing, the visit may have
    /// gone on already, and its next drawing is still to come.
    drawn: Cell<(u32, u32, bool)>,
}

impl Checker {
    /// Whether the screen has to wait for rules or words.
    fn waits(&self, setting: &Setting) -> bool {
        let scene = self.scene(setting);
        let worded = !matches!(self.visit.screen, Screen::Question(ask) if !scene.has(ask));
        self.visit.held.is_some() || !worded
    }

    /// The words of the language that was chosen, as soon as they are there.
    fn spoken<'a>(&self, setting: &'a Setting) -> (&'a Words, Option<&'a PlanWords>) {
        let chosen = self.visit.language.and_then(|place| {
            let (tag, _) = setting.protocol.languages.get(place)?;
            setting.others.iter().find(|other| other.words.lang == *tag)
        });
        match chosen {
            Some(chosen) => (&chosen.words, Some(&chosen.plan)),
            None => (&setting.words, setting.plan.as_deref()),
        }
    }

    /// Keeps the answers where the visitor has asked for it, and forgets them where no longer.
    fn keep(&mut self, setting: &Setting, before: &Visit) {
        let visit = &self.visit;
        let gone = before.keep || before.other_kept;
        if visit.keep && (!before.keep || visit.answers != before.answers) {
            let text = visit.kept(&setting.protocol);
            if !setting.keep.emit(Some(text)) {
                self.visit = visit.after(&setting.protocol, Happening::NotKept);
            }
        } else if gone && !visit.keep && !visit.other_kept {
            setting.keep.emit(None);
        }
    }

    fn scene<'a>(&'a self, setting: &'a Setting) -> Scene<'a> {
        let (words, plan) = self.spoken(setting);
        Scene {
            protocol: &setting.protocol,
            words,
            plan,
            pen: setting.pen.as_ref(),
            lost: setting.lost,
            clinic: &setting.clinic,
            visit: &self.visit,
            speaker: self.visit.speaker(&setting.protocol),
            today: &setting.today,
            device: &setting.device,
            carrier: setting.carrier.as_ref(),
            send: &self.send,
        }
    }
}

impl Component for Checker {
    type Message = Happening;
    type Properties = Setting;

    fn create(ctx: &Context<Self>) -> Self {
        let setting = ctx.props();
        let visit = match setting
            .kept
            .as_ref()
            .map(|text| found(&setting.protocol, text))
        {
            Some(Found::Visit(visit)) => *visit,
            Some(Found::Other) => Visit {
                other_kept: true,
                ..setting.visit.clone()
            },
            None => setting.visit.clone(),
        };
        // A visit that waits comes from the opening, whose screen and focus have just gone.
        let followed = match visit.held {
            Some(_) => (u32::MAX, visit.refusals, false),
            None => (visit.moves, visit.refusals, false),
        };
        Self {
            visit,
            send: ctx.link().callback(|happening| happening),
            root: NodeRef::default(),
            pulse: Pulse::default(),
            followed,
            drawn: Cell::default(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, happening: Happening) -> bool {
        let after = self.visit.after(&ctx.props().protocol, happening);
        let before = std::mem::replace(&mut self.visit, after);
        self.keep(ctx.props(), &before);
        before != self.visit
    }

    fn changed(&mut self, ctx: &Context<Self>, _: &Setting) -> bool {
        self.visit = self.visit.resumed(&ctx.props().protocol);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let setting = ctx.props();
        let scene = self.scene(setting);
        let (key, screen) = match self.visit.screen {
            Screen::Start => ("start".to_owned(), screens::start(&scene)),
            _ if self.waits(setting) => ("waiting".to_owned(), screens::waiting(&scene)),
            Screen::Question(ask) => (screens::question_key(ask), screens::question(&scene, ask)),
            Screen::Outcome => ("outcome".to_owned(), screens::outcome(&scene)),
            Screen::Practice => ("practice".to_owned(), screens::practice(&scene)),
            Screen::LetGo(eased) => ("let-go".to_owned(), screens::let_go(&scene, eased)),
            Screen::Appointment => ("appointment".to_owned(), screens::appointment(&scene)),
        };
        let (moves, refusals) = (self.visit.moves, self.visit.refusals);
        self.drawn.set((moves, refusals, self.waits(setting)));
        framed(&scene, &self.root, key, screen)
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            ctx.props().connect.emit(self.send.clone());
        }
        let ask = &ctx.props().device.ask;
        self.pulse.follow(&self.visit, &self.send, ask);
        let (moves, refusals, waiting) = self.drawn.get();
        if moves != self.followed.0 {
            ctx.props()
                .stepped
                .emit(self.visit.step(&ctx.props().protocol));
            focus(&self.root, HEADING);
        } else if waiting != self.followed.2 {
            // The question has come: focus goes on from the notice to its heading.
            focus(&self.root, HEADING);
        } else if refusals != self.followed.1 {
            focus(&self.root, ERROR);
        }
        self.followed = (moves, refusals, waiting);
    }
}
