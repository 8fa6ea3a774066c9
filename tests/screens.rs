//! Screens as text: what stands on them, in which order, for which visit.

#[allow(dead_code)]
mod tiny;

use qrcodegen::{QrCode, QrCodeEcc};
use tiny::option::{
    BACK, CALF, CHEST, DANGER_NONE, DANGER_NOT_SURE, EXERCISE, LEG_NONE, LEG_NOT_SURE, ME, OTHER,
    SWOLLEN,
};
use tiny::{AGE, FULL, LEG, NOW, RELIEF, WHO};
use unknot::app::{
    Carrier, Checker, Clinic, Device, Opening, OpeningSetting, Pen, Setting, Spoken,
};
use unknot::handoff::LONGEST;
use unknot::visit::{Found, Happening, Move, Screen, Visit, Whereabouts, found};
use unknot_protocol::pose::Drawn;
use unknot_protocol::{PlanWords, Protocol, Words, pack, unpack};
use yew::{Callback, Component, LocalServerRenderer};

/// What stands on the screen after that has happened: one line for each run of text.
fn screen(happenings: &[Happening]) -> String {
    text(&html(setting(), happenings))
}

fn html(mut setting: Setting, happenings: &[Happening]) -> String {
    for happening in happenings {
        setting.visit = setting.visit.after(&setting.protocol, happening.clone());
    }
    rendered::<Checker>(setting)
}

fn rendered<C: Component<Properties: Clone>>(setting: C::Properties) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    let render = LocalServerRenderer::<C>::with_props(setting)
        .hydratable(false)
        .render();
    tokio::task::LocalSet::new().block_on(&runtime, render)
}

fn setting() -> Setting {
    Setting {
        protocol: tiny::protocol(),
        words: tiny::words(),
        plan: Some(tiny::plan_words()),
        others: vec![],
        kept: None,
        keep: Callback::from(|_| true),
        pen: None,
        lost: false,
        clinic: Clinic::default(),
        today: "2026-11-20".into(),
        visit: Visit::default(),
        stepped: Callback::noop(),
        connect: Callback::noop(),
        device: Device::default(),
        carrier: None,
    }
}

fn text_of(setting: Setting) -> String {
    text(&html(setting, &[]))
}

/// Exercises move, massages do not, and what comes after the second exercise is not drawn.
fn pen() -> Pen {
    Pen::new(
        |of| match of {
            Drawn::Exercise(3..) => None,
            Drawn::Exercise(_) => Some("0 0 100 100 moves".to_owned()),
            Drawn::Massage(_) => Some("0 0 300 100".to_owned()),
        },
        |text| Some(format!("{} M0 0", text.len())),
    )
}

fn drawn() -> Setting {
    Setting {
        pen: Some(pen()),
        ..setting()
    }
}

fn clinic() -> Clinic {
    Clinic {
        country: Some(0),
        name: Some("Calf & Co".into()),
        phone: Some("+44 20 7946 0000".into()),
        booking: Some("https://clinic.example/book".into()),
    }
}

/// What stands on the screen, as text; without the sheet for the printer.
fn text(html: &str) -> String {
    match html.split_once(PAPER) {
        Some((before, paper)) => {
            let before = before.trim_end_matches("<div ");
            let (_, screen) = paper.split_once(SCREEN).expect("a screen after the paper");
            plain(&[before, SCREEN, screen].concat())
        }
        None => plain(html),
    }
}

/// The markup of what is shown, without the sheet for the printer.
fn shown(html: &str) -> &str {
    html.split_once(SCREEN).map_or(html, |(_, screen)| screen)
}

/// What goes on paper, as text.
fn paper(html: &str) -> String {
    let (_, paper) = html.split_once(PAPER).expect("a sheet for the printer");
    let (paper, _) = paper.split_once(SCREEN).expect("a screen after the paper");
    plain(&["<div ", paper].concat())
}

/// Begins the sheet for the printer.
const PAPER: &str = "class=\"paper\"";
/// Begins what is shown.
const SCREEN: &str = "<p class=\"emergency-line\"";

fn plain(html: &str) -> String {
    let mut lines = Vec::new();
    for part in html.split('<') {
        let said = part.split_once('>').map_or(part, |(_, said)| said).trim();
        if !said.is_empty() {
            lines.push(said.replace("&amp;", "&").replace("&#x27;", "'"));
        }
    }
    lines.join("\n")
}

/// Checks that the lines stand on the screen, one after the other.
#[track_caller]
fn in_order(screen: &str, lines: &[&str]) {
    let mut rest = screen;
    for line in lines {
        let Some(place) = rest.find(line) else {
            panic!("no {line:?}, or not there, on\n{screen}")
        };
        rest = &rest[place + line.len()..];
    }
}

fn tick(option: u16) -> [Happening; 2] {
    [Happening::Tick(option, true), Happening::Continue]
}

fn pick(option: u16) -> [Happening; 2] {
    [Happening::Pick(option), Happening::Continue]
}

fn enter(entry: usize) -> Vec<Happening> {
    vec![Happening::Enter(entry)]
}

fn age(years: &str) -> [Happening; 2] {
    [Happening::Write(years.into()), Happening::Continue]
}

/// A calf after exercise: the level of care that age and signs lead to.
fn calf(years: &str, sign: u16) -> Vec<Happening> {
    let mut all = enter(FULL);
    for said in [
        tick(DANGER_NONE),
        age(years),
        tick(CALF),
        tick(sign),
        pick(EXERCISE),
    ] {
        all.extend(said);
    }
    all
}

#[test]
fn the_start_says_what_this_is_and_offers_two_ways_in() {
    in_order(
        &screen(&[]),
        &[
            "Call",
            "your local emergency number (112, 911, 999 or 000)",
            "Check a muscle spasm or cramp",
            "ask who",
            "label me",
            "label other",
            "label child",
            "name full",
            "about full",
            "name now",
            "Your answers stay on this page",
            "not a diagnosis",
            "No clinician has reviewed",
            "Next review by 2027-05-20",
            "Version 0.0.1 (01234567)",
        ],
    );
}

#[test]
fn a_checklist_ends_with_or_and_the_worded_none() {
    let screen = screen(&enter(FULL));
    in_order(
        &screen,
        &[
            "Back",
            "ask danger",
            "Choose all that fit",
            "label chest",
            "label stroke",
            "I am not sure about one of these",
            "or",
            "label none",
            "Why we ask",
            "why danger",
            "Continue",
            "Start again and erase",
        ],
    );
}

#[test]
fn every_control_is_native_and_nothing_is_filled_in_by_the_browser() {
    let html = html(setting(), &enter(FULL));
    assert_eq!(html.matches("type=\"checkbox\"").count(), 4);
    assert_eq!(html.matches("autocomplete=\"off\"").count(), 5);
    assert_eq!(html.matches("<fieldset").count(), 1);
    assert_eq!(html.matches("<legend").count(), 1);
    assert_eq!(html.matches("id=\"heading\"").count(), 1);
    assert!(!html.contains("style="), "{html}");
}

#[test]
fn an_error_links_to_the_first_control_and_stands_beside_the_controls() {
    let html = html(setting(), &[Happening::Enter(FULL), Happening::Continue]);
    assert!(
        html.contains("href=\"#first\"") && html.contains("id=\"first\""),
        "{html}"
    );
    in_order(
        &text(&html),
        &[
            "There is a problem",
            "Choose what fits, or the last answer if none does",
            "ask danger",
            "Choose what fits, or the last answer if none does",
            "label chest",
        ],
    );
}

#[test]
fn a_sign_is_asked_by_itself_with_how_to_check() {
    let screen = screen(&[enter(FULL), tick(DANGER_NOT_SURE).to_vec()].concat());
    in_order(
        &screen,
        &[
            "one by one",
            "label chest",
            "How to check",
            "check chest",
            "Yes",
            "No",
            "I am still not sure",
            "Continue",
        ],
    );
}

#[test]
fn questions_speak_of_whoever_is_concerned() {
    let asked = |who| {
        screen(
            &[
                vec![Happening::Say(WHO, who)],
                enter(FULL),
                tick(DANGER_NONE).to_vec(),
            ]
            .concat(),
        )
    };
    in_order(&asked(ME), &["ask age", "years"]);
    in_order(&asked(OTHER), &["ask age of the person", "years"]);
}

#[test]
fn an_emergency_shows_the_number_and_nothing_that_leads_away() {
    let with_clinic = Setting {
        clinic: clinic(),
        ..setting()
    };
    let html = html(with_clinic, &[enter(FULL), tick(CHEST).to_vec()].concat());
    assert!(html.contains("href=\"tel:999\""), "{html}");
    let screen = text(&html);
    in_order(
        &screen,
        &[
            "name emergency",
            "act emergency",
            "Call 999",
            "112",
            "Somewhere else? Use your local emergency number.",
            "Another country",
            "United Kingdom",
            "How soon",
            "soon emergency",
            "Where",
            "go to place-4",
            "Why we say this",
            "because heart",
            "You said:",
            "said chest",
            "When to get help instead",
            "say two-weeks",
            "Your answers",
            "said chest",
            "No clinician",
            "Start again and erase",
        ],
    );
    for away in [
        "Calf & Co",
        "clinic.example",
        "7946",
        "111",
        "What you can do",
        "name relief",
        "What not to do",
    ] {
        assert!(!screen.contains(away) && !html.contains(away), "{away}");
    }
}

#[test]
fn without_a_country_no_number_is_guessed() {
    let emergency = [enter(FULL), tick(CHEST).to_vec()].concat();
    let guessed = html(setting(), &emergency);
    assert!(!guessed.contains("tel:"), "{guessed}");
    in_order(
        &text(&guessed),
        &[
            "your local emergency number (112, 911, 999 or 000)",
            "Somewhere else?",
        ],
    );

    let chosen = [emergency, vec![Happening::Locate(Whereabouts::Country(1))]].concat();
    in_order(&screen(&chosen), &["Call 911", "not yet checked"]);

    let elsewhere = Setting {
        clinic: clinic(),
        ..setting()
    };
    let away = [&chosen[..], &[Happening::Locate(Whereabouts::Elsewhere)]].concat();
    assert!(!html(elsewhere, &away).contains("tel:"));
}

#[test]
fn same_day_says_what_to_do_until_then_and_shows_no_plan_and_no_booking() {
    let with_clinic = Setting {
        clinic: clinic(),
        ..setting()
    };
    let screen = text(&html(with_clinic, &calf("40", SWOLLEN)));
    in_order(
        &screen,
        &[
            "act same-day",
            "soon same-day",
            "go to place-3",
            "Until then, do this",
            "say keep-still",
            "Until then, do not",
            "say no-rubbing",
            "Advice by phone",
            "111",
            "because clot",
            "said swollen",
            "say two-weeks",
        ],
    );
    for away in [
        "Calf & Co",
        "name relief",
        "What you can do",
        "Who can help",
    ] {
        assert!(!screen.contains(away), "{away}");
    }
}

#[test]
fn self_care_shows_the_whole_plan_and_then_who_can_help() {
    let with_clinic = Setting {
        clinic: clinic(),
        ..setting()
    };
    let screen = text(&html(with_clinic, &calf("40", LEG_NONE)));
    in_order(
        &screen,
        &[
            "name self-care",
            "act self-care",
            "soon self-care",
            "Why we say this",
            "None of your answers",
            "What you can do",
            "Now",
            "Stretch the tight muscle",
            "name gastrocnemius",
            "name relief",
            "dose relief",
            "step relief",
            "feel relief",
            "When to stop",
            "stop relief",
            "say drink",
            "Ease the muscles around it",
            "name neighbours",
            "not here neighbours",
            "In the next days",
            "say warm-up",
            "name raise",
            "In the coming weeks",
            "say build-up",
            "Can I run?",
            "say run-later",
            "What not to do",
            "say no-sprint",
            "When to get help instead",
            "say two-weeks",
            "What your answers fit with",
            "name overuse",
            "for after",
            "course overuse",
            "Who can help",
            "name physio",
            "can examine it first",
            "name stroke",
            "Book with Calf & Co",
            "Phone Calf & Co:",
            "Sources",
            "A study, 2020",
            "Your answers",
            "ask danger",
            "said none",
            "Change",
            "40 years old",
            "No clinician has reviewed",
            "Start again and erase",
        ],
    );
}

#[test]
fn an_exercise_is_shown_at_its_start_and_at_its_end() {
    let html = html(drawn(), &calf("40", LEG_NONE));
    let html = shown(&html);
    let open = html.split("name firm</h5>").nth(1).unwrap_or_default();
    in_order(
        open,
        &[
            "dose firm",
            "role=\"img\" aria-label=\"name firm\"",
            "viewBox=\"0 0 100 100\"",
            "data-moment=\"0\"",
            "data-exercise=\"0\"",
            "Start",
            "data-moment=\"1\"",
            "data-exercise=\"0\"",
            "End",
            "Show the movement",
            "step firm",
        ],
    );
    // What does not move is shown once, and so wide a picture has a row of its own.
    let massage = html
        .split("name neighbours</span>")
        .nth(1)
        .unwrap_or_default();
    let massage = massage.split("</details>").next().unwrap_or_default();
    assert_eq!(massage.matches("<svg").count(), 1, "{massage}");
    assert!(massage.contains("data-massage=\"0\""), "{massage}");
    assert!(massage.contains("pictures wide"), "{massage}");
    assert!(!massage.contains("Show the movement"), "{massage}");
    assert!(!html.contains("style="), "{html}");
}

#[test]
fn what_is_folded_up_shows_a_small_picture_and_how_much_of_it() {
    let html = html(drawn(), &calf("40", LEG_NONE));
    let html = shown(&html);
    let summary = html
        .split("<summary>")
        .find(|each| each.contains("name raise"));
    let summary = summary.and_then(|each| each.split("</summary>").next());
    let summary = summary.expect("the exercise for later is folded up");
    in_order(
        summary,
        &[
            "<svg",
            "aria-hidden=\"true\"",
            "data-exercise=\"2\"",
            "name raise",
            "dose raise",
        ],
    );
}

#[test]
fn without_a_pen_everything_is_said_in_words() {
    let with = text(&html(drawn(), &calf("40", LEG_NONE)));
    let without = html(setting(), &calf("40", LEG_NONE));
    assert!(
        !without.contains("<svg") && !without.contains("role=\"img\""),
        "{without}"
    );
    let pictures = ["Start", "End", "Show the movement"];
    let words: Vec<&str> = with
        .lines()
        .filter(|line| !pictures.contains(line))
        .collect();
    assert_eq!(words.join("\n"), text(&without));
}

#[test]
fn a_pen_tells_the_width_of_a_code_and_its_path() {
    assert_eq!(pen().code("abc"), Some((3, "M0 0".to_owned())));
}

#[test]
fn skipped_questions_leave_out_what_they_would_have_added() {
    let mut said = enter(FULL);
    for each in [tick(DANGER_NONE), age("70"), tick(CALF), tick(LEG_NONE)] {
        said.extend(each);
    }
    in_order(
        &screen(&said),
        &[
            "ask began",
            "Continue",
            "Show my guidance now",
            "only make your plan fit better",
        ],
    );
    said.push(Happening::Skip);
    let screen = screen(&said);
    in_order(
        &screen,
        &[
            "act doctor-soon",
            "because old",
            "You said:",
            "70 years old",
            "said calf",
            "What you can do",
        ],
    );
    assert!(
        !screen.contains("Can I run?") && !screen.contains("name overuse"),
        "{screen}"
    );
}

#[test]
fn what_a_gate_keeps_closed_is_said_and_the_clinic_stays_for_those_who_assess() {
    let mut said = calf("40", LEG_NOT_SURE);
    // The leg's signs one by one: not swollen, still not sure whether hot.
    said.splice(
        said.len() - 2..,
        [pick(1), pick(2), pick(EXERCISE)].concat(),
    );
    let with_clinic = Setting {
        clinic: clinic(),
        ..setting()
    };
    let screen = text(&html(with_clinic, &said));
    in_order(
        &screen,
        &[
            "act self-care",
            "We show no stretch",
            "We show no massage",
            "name physio",
            "Book with Calf & Co",
            "label hot",
            "I am still not sure",
        ],
    );
    for closed in [
        "name relief",
        "name neighbours",
        "name stroke",
        "name massage",
    ] {
        assert!(!screen.contains(closed), "{closed} on\n{screen}");
    }
}

#[test]
fn nothing_is_shown_of_a_plan_whose_words_are_still_on_their_way() {
    let early = Setting {
        plan: None,
        ..setting()
    };
    let screen = text(&html(early, &calf("40", LEG_NONE)));
    in_order(
        &screen,
        &[
            "act self-care",
            "The details are on their way",
            "Your answers",
        ],
    );
}

#[test]
fn cramping_now_offers_a_stretch_and_goes_on_to_the_full_check() {
    let mut said = enter(NOW);
    for each in [tick(DANGER_NONE), tick(CALF), tick(LEG_NONE)] {
        said.extend(each);
    }
    let offered = screen(&said);
    in_order(
        &offered,
        &[
            "You can try a gentle stretch now",
            "name relief",
            "Go on to the full check",
            "say two-weeks",
        ],
    );
    assert!(
        !offered.contains("act self-care"),
        "the short check says nothing about the level\n{offered}"
    );
}

#[test]
fn the_first_of_the_choices_at_the_start_is_made_until_another_is() {
    let chosen = |html: &str| {
        let before = html.split("checked").next().unwrap_or_default();
        (
            before.matches("<input").count(),
            html.matches("checked").count(),
        )
    };
    assert_eq!(chosen(&html(setting(), &[])), (1, 1));
    assert_eq!(
        chosen(&html(setting(), &[Happening::Say(WHO, OTHER)])),
        (2, 1)
    );
    let end = [vec![Happening::Say(WHO, OTHER)], calf("40", LEG_NONE)].concat();
    in_order(
        &screen(&end),
        &[
            "Your answers",
            "ask who",
            "said other",
            "Change",
            "ask danger",
        ],
    );
    in_order(
        &screen(&calf("40", LEG_NONE)),
        &["Your answers", "ask who", "said me"],
    );
}

/// The words as the browser has them before the second file is there, and that file.
fn first_words(later: &[u16]) -> (Words, PlanWords) {
    let mut protocol = (*tiny::protocol()).clone();
    for entry in &mut protocol.entries {
        entry.questions.retain(|question| !later.contains(question));
    }
    let (mut words, mut plan) = ((*tiny::words()).clone(), (*tiny::plan_words()).clone());
    words.split(&protocol, &mut plan);
    (words, plan)
}

#[test]
fn the_second_file_gives_back_all_that_the_first_leaves_out() {
    let (mut words, plan) = first_words(&[AGE, LEG]);
    assert_ne!(words, *tiny::words());
    assert!(words.questions[usize::from(AGE)].ask.me.is_empty());
    assert!(!words.questions[usize::from(WHO)].ask.me.is_empty());
    let (mut sent, plan) = (
        unpack::<Words>(&pack(&words)).expect("packed just now"),
        unpack::<PlanWords>(&pack(&plan)).expect("packed just now"),
    );
    assert_eq!(sent, words);
    sent.complete(&plan);
    words.complete(&plan);
    assert_eq!((&sent, &words), (&*tiny::words(), &*tiny::words()));
}

#[test]
fn a_question_whose_words_are_on_their_way_is_waited_for() {
    let (words, _) = first_words(&[AGE]);
    let early = Setting {
        words: words.into(),
        plan: None,
        ..setting()
    };
    let said = [enter(FULL), tick(DANGER_NONE).to_vec()].concat();
    in_order(
        &text(&html(early.clone(), &enter(FULL))),
        &["ask danger", "label chest", "Continue"],
    );
    let waiting = html(early.clone(), &said);
    assert!(
        waiting.contains("role=\"status\"") && !waiting.contains("<form"),
        "{waiting}"
    );
    in_order(
        &text(&waiting),
        &[
            "Call",
            "Back",
            "The details are on their way",
            "Start again",
        ],
    );

    let lost = Setting {
        lost: true,
        ..early
    };
    let screen = text(&html(lost, &said));
    in_order(
        &screen,
        &["Call", "Back", "could not be loaded", "reload this page"],
    );
    assert!(!screen.contains("on their way"), "{screen}");
}

#[test]
fn the_visitor_can_choose_another_language_and_every_answer_stays() {
    let mut protocol = (*tiny::protocol()).clone();
    protocol.languages = vec![
        ("en".into(), "English".into()),
        ("xx".into(), "Other".into()),
    ];
    let (mut words, mut plan) = ((*tiny::words()).clone(), (*tiny::plan_words()).clone());
    (words.lang, plan.lang) = ("xx".into(), "xx".into());
    words.interface.direction = "rtl".into();
    words.questions[usize::from(AGE)].ask = "other age".into();
    let both = Setting {
        protocol: protocol.into(),
        others: vec![Spoken {
            words: words.into(),
            plan: plan.into(),
        }],
        ..setting()
    };
    let said = [enter(FULL), tick(DANGER_NONE).to_vec()].concat();
    let first = html(both.clone(), &said);
    in_order(&text(&first), &["ask age", "Other"]);
    let chosen = html(
        both.clone(),
        &[said.clone(), vec![Happening::Speak(1)]].concat(),
    );
    in_order(&text(&chosen), &["other age", "English"]);
    assert!(
        chosen.contains("dir=\"rtl\"") && chosen.contains("lang=\"xx\""),
        "{chosen}"
    );
    let not_there_yet = Setting {
        others: vec![],
        ..both
    };
    let waiting = [said, vec![Happening::Speak(1)]].concat();
    in_order(&text(&html(not_there_yet, &waiting)), &["ask age"]);
}

#[test]
fn answers_are_kept_only_where_asked_and_taken_up_only_by_the_same_version() {
    let protocol = tiny::protocol();
    let end = calf("40", LEG_NONE);
    let visit = end.iter().fold(Visit::default(), |visit, happening| {
        visit.after(&protocol, happening.clone())
    });
    assert!(!visit.keep);
    let kept = visit.kept(&protocol);
    let again = |text: &str| {
        let setting = Setting {
            kept: Some(text.to_owned().into()),
            ..setting()
        };
        text_of(setting)
    };
    in_order(
        &again(&kept),
        &["You kept your answers", "Go on where you stopped"],
    );
    let Found::Visit(back) = found(&protocol, &kept) else {
        panic!("it is not taken up: {kept}");
    };
    assert_eq!(
        (&back.answers, back.entry, back.keep),
        (&visit.answers, visit.entry, true)
    );
    let on = back.after(&protocol, Happening::Resume);
    assert_eq!(on.screen, Screen::Outcome);
    let erased = on.after(&protocol, Happening::Erase);
    assert!(!erased.keep && erased.answers.is_empty());

    for (change, to) in [
        (protocol.hash.as_str(), "fedcba9876543210"),
        ("unknot 1", "unknot 2"),
        ("n40", "n-1"),
        ("\n", ""),
    ] {
        let other = kept.replacen(change, to, 1);
        assert_ne!(other, kept);
        assert_eq!(found(&protocol, &other), Found::Other, "{other}");
        in_order(
            &again(&other),
            &["An older version", "Start again and erase"],
        );
    }
    for nonsense in ["", "{}", "unknot 1", &format!("{kept}\n99 - c0")] {
        assert_eq!(found(&protocol, nonsense), Found::Other, "{nonsense}");
    }
}

#[test]
fn a_browser_that_keeps_nothing_says_so() {
    let mut said = calf("40", LEG_NONE);
    said.push(Happening::Keep(true));
    let kept = screen(&said);
    in_order(
        &kept,
        &[
            "Your answers are kept in this browser",
            "Stop keeping my answers",
        ],
    );
    said.push(Happening::NotKept);
    in_order(
        &screen(&said),
        &["Nothing is sent or saved", "does not let us keep"],
    );
}

#[test]
fn before_the_rules_are_there_an_answer_waits_for_them() {
    let opening = tiny::protocol().opening();
    assert_eq!(
        unpack::<Protocol>(&pack(&opening)).map(|it| it.has_rules()),
        Ok(false)
    );
    let early = Setting {
        protocol: opening.into(),
        ..setting()
    };
    let refused = [enter(FULL), vec![Happening::Continue]].concat();
    in_order(
        &text(&html(early.clone(), &refused)),
        &["There is a problem", "ask danger"],
    );
    let said = [enter(FULL), tick(DANGER_NONE).to_vec()].concat();
    in_order(
        &text(&html(early.clone(), &said)),
        &[
            "Call",
            "Back",
            "The details are on their way",
            "Start again",
        ],
    );
    let mut visit = Visit::default();
    for happening in &said {
        visit = visit.after(&early.protocol, happening.clone());
    }
    let back = visit.after(&early.protocol, Happening::Back);
    assert_eq!((back.screen, back.held), (Screen::Start, None));
    let rules_came = Setting {
        visit: visit.resumed(&tiny::protocol()),
        ..setting()
    };
    in_order(&text(&html(rules_came, &[])), &["ask age", "Continue"]);
}

#[test]
fn the_opening_shows_the_first_screens_as_the_whole_checker_does() {
    let opening = |lost, happenings: &[Happening]| {
        let protocol = tiny::protocol().opening();
        let mut visit = Visit::default();
        for happening in happenings {
            visit = visit.opened(&protocol, happening.clone());
        }
        rendered::<Opening>(OpeningSetting {
            protocol: protocol.into(),
            words: tiny::words(),
            lost,
            clinic: clinic(),
            today: "2026-11-20".into(),
            visit,
            stepped: Callback::noop(),
            connect: Callback::noop(),
            hand_over: Callback::from(|_| false),
        })
    };
    let early = Setting {
        protocol: tiny::protocol().opening().into(),
        plan: None,
        clinic: clinic(),
        ..setting()
    };
    let refused = [enter(NOW), vec![Happening::Continue]].concat();
    let said = [enter(FULL), tick(DANGER_NONE).to_vec()].concat();
    for happenings in [
        vec![],
        vec![Happening::Say(WHO, OTHER)],
        enter(FULL),
        refused,
        said.clone(),
    ] {
        assert_eq!(
            opening(false, &happenings),
            html(early.clone(), &happenings),
            "{happenings:?}"
        );
    }
    in_order(
        &text(&opening(false, &said)),
        &["Back", "The details are on their way"],
    );
    let lost = Setting {
        lost: true,
        ..early
    };
    assert_eq!(opening(true, &said), html(lost, &said));
}

#[test]
fn the_short_check_still_says_what_is_urgent() {
    let mut said = enter(NOW);
    for each in [tick(DANGER_NONE), tick(CALF), tick(SWOLLEN)] {
        said.extend(each);
    }
    let urgent = screen(&said);
    in_order(&urgent, &["act same-day", "because clot"]);
    assert!(!urgent.contains("Go on to the full check"), "{urgent}");
}

#[test]
fn the_answers_list_has_only_the_present_path_and_names_each_change() {
    let mut said = enter(FULL);
    for each in [tick(DANGER_NONE), age("40"), tick(BACK), pick(EXERCISE)] {
        said.extend(each);
    }
    let html = html(setting(), &said);
    assert_eq!(html.matches("class=\"change\"").count(), 5);
    assert!(html.contains("aria-label=\"Change: ask where\""), "{html}");
    assert!(!text(&html).contains("ask leg"));
}

#[test]
fn after_its_date_the_content_says_that_it_is_overdue() {
    let later = Setting {
        today: "2027-05-21".into(),
        ..setting()
    };
    in_order(
        &text(&html(later, &[])),
        &["was due for review by 2027-05-20"],
    );
}

/// A cramp whose stretch is followed so many seconds, and what happens then.
fn stretched(seconds: u64, then: &[Happening]) -> Vec<Happening> {
    let mut said = enter(NOW);
    for each in [tick(DANGER_NONE), tick(CALF), tick(LEG_NONE)] {
        said.extend(each);
    }
    said.extend([
        Happening::Follow(RELIEF),
        Happening::Move(Move::Run, 0),
        Happening::Move(Move::Look, seconds * 1000),
    ]);
    said.extend_from_slice(then);
    said
}

#[test]
fn the_clock_stands_before_the_steps_and_with_the_signs_to_stop() {
    in_order(
        &screen(&stretched(15, &[])),
        &[
            "Call",
            "Back",
            "name relief",
            "Hold",
            "0:25",
            "Hold for 30 seconds.",
            "Pause",
            "Skip",
            "Hold for only 20 seconds",
            "When to stop:",
            "stop relief",
            "dose relief",
            "step relief",
            "Soft sound at start and end",
        ],
    );
}

#[test]
fn what_is_said_aloud_changes_with_the_stage_and_not_with_the_second() {
    let said = |seconds| {
        let html = html(setting(), &stretched(seconds, &[]));
        let (_, after) = html
            .split_once("role=\"status\" class=\"now-do\">")
            .or_else(|| html.split_once("class=\"now-do\" role=\"status\">"))
            .expect("a place where it is said");
        let (said, _) = after.split_once('<').expect("its end");
        said.to_owned()
    };
    assert_eq!(said(0), "Get into position. You begin in 10 seconds.");
    assert_eq!(said(9), said(0));
    assert_eq!(said(10), "Hold for 30 seconds.");
    assert_eq!(said(24), said(10));
    assert_eq!(said(25), "Half of the time is over.");
    assert_eq!(said(40), "Let go slowly. That was the last one.");
}

#[test]
fn a_stretch_for_a_cramp_asks_back_and_an_exercise_does_not() {
    let html = html(setting(), &stretched(40, &[]));
    assert_eq!(html.matches("id=\"heading\"").count(), 1);
    assert!(!html.contains("style="), "{html}");
    in_order(
        &text(&html),
        &["Did it let go?", "Yes, it let go", "No, it still grips"],
    );
    let mut exercise = calf("40", LEG_NONE);
    exercise.extend([
        Happening::Follow(RELIEF),
        Happening::Move(Move::Run, 0),
        Happening::Move(Move::Look, 40_000),
    ]);
    in_order(
        &screen(&exercise),
        &["name relief", "Back to my guidance", "Once more"],
    );
}

#[test]
fn what_follows_says_what_to_do_and_what_a_long_grip_means() {
    in_order(
        &screen(&stretched(40, &[Happening::LetGo(true, 50_000)])),
        &[
            "It has let go: do this now",
            "say drink",
            "Go on to the full check",
        ],
    );
    let grips = Happening::LetGo(false, 50_000);
    in_order(
        &screen(&stretched(40, std::slice::from_ref(&grips))),
        &[
            "It still grips: do this now",
            "say two-weeks",
            "Do the same stretch again",
            "Show me another stretch",
            "The same grip has held for over 10 minutes",
            "Go on to the full check",
        ],
    );
    in_order(
        &screen(&stretched(40, &[grips, Happening::Locked])),
        &["act same-day", "because clot", "Go on to the full check"],
    );
}

#[test]
fn another_stretch_is_named_to_those_who_hear_the_page() {
    let mut said = enter(NOW);
    for each in [tick(DANGER_NONE), tick(CALF), tick(LEG_NONE)] {
        said.extend(each);
    }
    let first = screen(&said);
    assert!(!first.contains("name firm"), "{first}");
    in_order(
        &first,
        &[
            "name relief",
            "Follow along with a timer",
            "Show me another stretch",
        ],
    );
    said.push(Happening::Another);
    in_order(&screen(&said), &["name firm", "name firm", "Follow along"]);
}

/// A draft on the question where it is, and what is searched for.
fn at_where(happenings: &[Happening]) -> Vec<Happening> {
    let mut all = enter(FULL);
    all.extend(tick(DANGER_NONE));
    all.extend(age("30"));
    all.extend_from_slice(happenings);
    all
}

#[test]
fn the_body_map_stands_before_an_equal_list_and_says_nothing_aloud() {
    let page = html(setting(), &at_where(&[Happening::Tick(CALF, true)]));
    let (before, after) = page
        .split_once("class=\"picture\"")
        .expect("the picture is there");
    assert!(!before.contains("checkbox"), "{before}");
    let (picture, list) = after
        .split_once("class=\"search\"")
        .expect("the list follows");
    let tag = before.rsplit_once('<').map(|(_, tag)| tag);
    assert!(
        tag.is_some_and(|tag| tag.contains("aria-hidden=\"true\"")),
        "{tag:?}"
    );
    for keyboard in ["tabindex", "<button", "<input", "<a "] {
        assert!(!picture.contains(keyboard), "{keyboard} in {picture}");
    }
    in_order(
        &text(picture),
        &[
            "Right",
            "Front",
            "Left",
            "label back",
            "label calf",
            "said calf",
        ],
    );
    assert_eq!(picture.matches("class=\"place chosen\"").count(), 1);
    assert_eq!(list.matches("type=\"checkbox\"").count(), 4);
    in_order(
        &text(list),
        &[
            "Find a place by its name",
            "label calf",
            "label back",
            "label neck",
        ],
    );
}

#[test]
fn without_the_words_of_plans_the_list_stands_alone() {
    let mut setting = setting();
    setting.plan = None;
    let page = html(setting, &at_where(&[]));
    assert!(!page.contains("<svg") && !page.contains("type=\"search\""));
    assert_eq!(page.matches("type=\"checkbox\"").count(), 4);
}

#[test]
fn a_search_narrows_the_list_and_says_how_far() {
    let search = |what: &str| Happening::Search(what.into());
    let lines = |happenings: &[Happening]| {
        let page = html(setting(), &at_where(happenings));
        let list = page.split_once("class=\"search\"");
        text(list.expect("the list is there").1)
    };
    let one = lines(&[search("Charly hors")]);
    in_order(&one, &["1 place found", "label calf"]);
    assert!(!one.contains("label back"), "{one}");
    let ticked = lines(&[Happening::Tick(BACK, true), search("nape")]);
    in_order(&ticked, &["1 place found", "label back", "label neck"]);
    assert!(!ticked.contains("label calf"), "{ticked}");
    in_order(
        &lines(&[search("label")]),
        &["4 places found", "label calf"],
    );
    in_order(
        &lines(&[search("xyzzy")]),
        &["No place found", "label calf", "label back"],
    );
    assert!(!lines(&[search(" pain")]).contains("found"));
}

#[test]
fn a_search_is_gone_with_its_screen_and_was_never_an_answer() {
    let protocol = tiny::protocol();
    let searched = at_where(&[
        Happening::Tick(CALF, true),
        Happening::Search("nape".into()),
    ]);
    let visit = |happenings: &[Happening]| {
        let begin = Visit::default();
        let one_more =
            |visit: Visit, happening: &Happening| visit.after(&protocol, happening.clone());
        happenings.iter().fold(begin, one_more)
    };
    let before = visit(&at_where(&[Happening::Tick(CALF, true)]));
    let during = visit(&searched);
    assert_eq!(during.search, "nape");
    assert_eq!(
        (&during.answers, &during.draft),
        (&before.answers, &before.draft)
    );
    let after = during.after(&protocol, Happening::Continue);
    assert_eq!(after.search, "");
    assert_eq!(after, before.after(&protocol, Happening::Continue));
}

#[test]
fn a_small_picture_stands_beside_the_part_it_shows() {
    let mut all = at_where(&tick(CALF));
    all.extend(tick(LEG_NONE));
    let page = html(setting(), &all);
    assert_eq!(page.matches("<svg").count(), 1);
    let picture = page.split_once("<svg").expect("it is there").1;
    for attribute in [
        "class=\"part\"",
        "viewBox=\"10 10 20 20\"",
        "aria-hidden=\"true\"",
    ] {
        assert!(picture.contains(attribute), "{attribute} in {picture}");
    }
    in_order(&text(picture), &["label exercise", "label night"]);
}

/// A pen whose codes can be read back.
fn writing() -> Pen {
    Pen::new(|_| None, code)
}

/// A QR code as its width and the path of its dark modules.
fn code(text: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                path += &format!("M{x} {y}h1v1h-1z");
            }
        }
    }
    Some(format!("{} {path}", code.size()))
}

/// Reads the code on a screen the way a phone would: from its dark modules.
fn scan(html: &str) -> String {
    let drawings = html
        .split("<path")
        .filter(|path| path.contains("code-dark"));
    let (_, drawing) = drawings
        .last()
        .and_then(|path| path.split_once(" d=\""))
        .expect("a code");
    let path = drawing.split('"').next().unwrap_or_default();
    let modules: Vec<(u32, u32)> = path
        .split('M')
        .filter_map(|module| {
            let (x, rest) = module.split_once(' ')?;
            Some((x.parse().ok()?, rest.split('h').next()?.parse().ok()?))
        })
        .collect();
    let size = modules
        .iter()
        .map(|&(x, _)| x + 1)
        .max()
        .unwrap_or_default();
    let mut picture =
        image::GrayImage::from_pixel((size + 8) * 4, (size + 8) * 4, image::Luma([255]));
    for (x, y) in modules {
        for (dx, dy) in (0..16).map(|place| (place % 4, place / 4)) {
            picture.put_pixel((x + 4) * 4 + dx, (y + 4) * 4 + dy, image::Luma([0]));
        }
    }
    let mut prepared = rqrr::PreparedImage::prepare(picture);
    let grids = prepared.detect_grids();
    grids
        .first()
        .expect("a code that can be read")
        .decode()
        .expect("its text")
        .1
}

#[test]
fn the_sheet_for_the_printer_says_the_same_in_the_same_order_without_controls() {
    let with_clinic = Setting {
        clinic: clinic(),
        carrier: Some(carrier()),
        ..setting()
    };
    let html = html(with_clinic, &calf("40", LEG_NONE));
    let paper = paper(&html);
    in_order(
        &paper,
        &[
            "act self-care",
            "soon self-care",
            "Why we say this",
            "What you can do",
            "Now",
            "name relief",
            "dose relief",
            "step relief",
            "stop relief",
            "name neighbours",
            "In the next days",
            "When to get help instead",
            "What your answers fit with",
            "name overuse",
            "Who can help",
            "name physio (can examine it first).",
            "Sources",
            "Your answers",
            "40 years old",
            "This is guidance, not a diagnosis",
            "Made on 2026-11-20.",
            "No clinician has reviewed",
            "Version 0.0.1 (01234567)",
        ],
    );
    for control in ["Change", "Back", "Copy as text", "Start again", "Book with"] {
        assert!(!paper.contains(control), "{control} on\n{paper}");
    }
}

fn carrier() -> Carrier {
    Carrier {
        take: Callback::noop(),
        shares: false,
    }
}

#[test]
fn an_outcome_can_be_taken_along_as_soon_as_something_can_carry_it() {
    let with = |carrier| Setting {
        carrier,
        ..setting()
    };
    let said = calf("40", LEG_NONE);
    let without = text(&html(with(None), &said));
    assert!(
        !without.contains("Copy as text") && without.contains("For your appointment"),
        "{without}"
    );
    let screen = text(&html(with(Some(carrier())), &said));
    in_order(
        &screen,
        &[
            "Take it along",
            "Print or save as PDF",
            "Copy as text",
            "Calendar: check again in 3 days",
            "For your appointment",
        ],
    );
    assert!(!screen.contains("Share"), "{screen}");
    let shares = Carrier {
        shares: true,
        ..carrier()
    };
    assert!(text(&html(with(Some(shares)), &said)).contains("Share"));
    // Nobody who is to see a doctor is reminded to wait.
    let soon = text(&html(with(Some(carrier())), &calf("70", LEG_NONE)));
    assert!(
        soon.contains("act doctor-soon") && !soon.contains("Calendar"),
        "{soon}"
    );
}

#[test]
fn where_copying_is_blocked_the_text_stands_there_to_be_selected() {
    let mut said = calf("40", LEG_NONE);
    said.push(Happening::Copied(true));
    assert!(screen(&said).contains("Copied."));
    said.push(Happening::Copied(false));
    let html = html(setting(), &said);
    let shown = text(&html);
    in_order(&shown, &["does not let us copy"]);
    assert!(
        html.contains("aria-label=\"Your guidance as text\""),
        "{html}"
    );
    in_order(
        &html[html.find("<textarea").expect("a field")..],
        &[
            "act self-care",
            "Why we say this",
            "* name relief",
            "step relief",
            "not a diagnosis",
            "2026-11-20",
            "0.0.1",
        ],
    );
    // Another screen knows nothing of it.
    said.extend([Happening::Meet, Happening::Back]);
    assert!(!screen(&said).contains("does not let us copy"));
}

#[test]
fn the_page_for_the_appointment_is_short_and_its_code_can_be_read_by_a_phone() {
    let mut said = calf("40", SWOLLEN);
    said.push(Happening::Meet);
    let with_pen = Setting {
        pen: Some(writing()),
        ..setting()
    };
    let html = html(with_pen, &said);
    let screen = text(&html);
    in_order(
        &screen,
        &[
            "Back",
            "For your appointment",
            "said me; 40 years old",
            "What and where",
            "said calf",
            "Answers that decided",
            "said swollen",
            "Guidance given",
            "name same-day",
            "Rules that fired",
            "because clot",
            "Nobody has been examined",
            "Scan this code",
        ],
    );
    let read = scan(&html);
    in_order(
        &read,
        &[
            "Unknot 0.0.1 (01234567) 2026-11-20",
            "said me; 40 years old",
            "same-day",
            "said swollen",
            "said calf",
            "not a diagnosis",
        ],
    );
    assert!(read.len() <= LONGEST && read.is_ascii(), "{read}");
    said.push(Happening::Back);
    let back = said.iter().fold(Visit::default(), |visit, each| {
        visit.after(&tiny::protocol(), each.clone())
    });
    assert_eq!(back.screen, Screen::Outcome);
}
