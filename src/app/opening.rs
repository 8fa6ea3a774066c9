use std::rc::Rc;

use unknot_protocol::{Protocol, Words};
use yew::{AttrValue, Callback, Component, Context, Html, NodeRef, Properties};

use super::focus::{ERROR, HEADING, focus};
use super::{Clinic, Device, Scene, framed, screens};
use crate::visit::{Happening, Screen, Visit};

/// What the opening is given from outside. Content is compared by identity.
#[derive(Clone, Properties)]
pub struct OpeningSetting {
    /// The opening of the protocol.
    pub protocol: Rc<Protocol>,
    /// The words of the language.
    pub words: Rc<Words>,
    /// The whole program cannot be had.
    #[prop_or_default]
    pub lost: bool,
    /// What the page says about itself.
    #[prop_or_default]
    pub clinic: Clinic,
    /// The day in the visitor's time zone, as `2026-11-20`.
    pub today: AttrValue,
    /// Where the visit begins; the start screen unless a test says otherwise.
    #[prop_or_default]
    pub visit: Visit,
    /// Told the step of every screen that is shown.
    #[prop_or_default]
    pub stepped: Callback<usize>,
    /// Given a way to make things happen from outside, once the opening is there.
    #[prop_or_default]
    pub connect: Callback<Callback<Happening>>,
    /// Told what the whole program has to go on with, and that it need not any more. Says whether
    /// it does so at once.
    #[prop_or_else(|| Callback::from(|_| false))]
    pub hand_over: Callback<Option<String>, bool>,
}

impl PartialEq for OpeningSetting {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.protocol, &other.protocol)
            && Rc::ptr_eq(&self.words, &other.words)
            && self.lost == other.lost
            && self.clinic == other.clinic
            && self.today == other.today
    }
}

/// The start screen and the first question of each way in, until the whole [`Checker`] is there.
///
/// [`Checker`]: super::Checker
pub struct Opening {
    visit: Visit,
    send: Callback<Happening>,
    root: NodeRef,
    device: Device,
    /// The screens, refusals and waiting that focus has already followed.
    followed: (u32, u32, bool),
}

impl Component for Opening {
    type Message = Happening;
    type Properties = OpeningSetting;

    fn create(ctx: &Context<Self>) -> Self {
        let visit = ctx.props().visit.clone();
        let followed = (visit.moves, visit.refusals, false);
        Self {
            visit,
            send: ctx.link().callback(|happening| happening),
            root: NodeRef::default(),
            device: Device::default(),
            followed,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, happening: Happening) -> bool {
        let after = self.visit.opened(&ctx.props().protocol, happening);
        let before = std::mem::replace(&mut self.visit, after);
        if before.held != self.visit.held {
            let text = self.visit.handed_over();
            // A screen that goes at once is not changed any more.
            if ctx.props().hand_over.emit(text) {
                return false;
            }
        }
        before != self.visit
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let setting = ctx.props();
        let visit = &self.visit;
        let scene = Scene {
            protocol: &setting.protocol,
            words: &setting.words,
            plan: None,
            pen: None,
            carrier: None,
            lost: setting.lost,
            clinic: &setting.clinic,
            visit,
            speaker: visit.speaker(&setting.protocol),
            today: &setting.today,
            device: &self.device,
            send: &self.send,
        };
        let (key, screen) = match visit.screen {
            _ if visit.held.is_some() => ("waiting".to_owned(), screens::waiting(&scene)),
            Screen::Question(ask) => (screens::question_key(ask), screens::question(&scene, ask)),
            _ => ("start".to_owned(), screens::start(&scene)),
        };
        framed(&scene, &self.root, key, screen)
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            ctx.props().connect.emit(self.send.clone());
        }
        let visit = &self.visit;
        let now = (visit.moves, visit.refusals, visit.held.is_some());
        let before = std::mem::replace(&mut self.followed, now);
        if now.0 != before.0 {
            ctx.props().stepped.emit(visit.opened_step());
        }
        if (now.0, now.2) != (before.0, before.2) {
            focus(&self.root, HEADING);
        } else if now.1 != before.1 {
            focus(&self.root, ERROR);
        }
    }
}
