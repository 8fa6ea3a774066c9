//! What the rules do to people: published cases, ordinary visitors and random answers.
//!
//! Everything goes through [`unknot_triage::case::run`], the door the command line uses too.
//! The cases stand in `tests/vignettes.jsonl`, the visitors in `tests/visitors.jsonl`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use fastrand::Rng;
use serde::Deserialize;
use serde_json::{Value, json};
use unknot_protocol::read::{Content, read};
use unknot_protocol::{Kind, Level, Question, Role};
use unknot_triage::case::{Case, Otherwise, Report, run};

/// The seed is fixed, so a failure comes back on the next run.
const SEED: u64 = 20_261_120;

static CONTENT: LazyLock<Content> = LazyLock::new(|| {
    read(&folder().join("protocol")).unwrap_or_else(|problems| {
        panic!(
            "the protocol has {} problems; `cargo xtask test` lists them",
            problems.len()
        )
    })
});

type Given = BTreeMap<String, Value>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vignette {
    id: String,
    source: Origin,
    text: String,
    age: Option<u16>,
    expect: Window,
    answers: Given,
    quotes: BTreeMap<String, String>,
    /// What had to be taken although the text does not say it, and why.
    #[serde(default)]
    taken: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Origin {
    title: String,
    url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Window {
    least: String,
    most: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Visitor {
    id: String,
    story: String,
    answers: Given,
    most: String,
    why: String,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn lines<T: for<'a> Deserialize<'a>>(file: &Path) -> Vec<T> {
    let text =
        std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let lines = text.lines().enumerate();
    lines
        .map(|(line, text)| {
            serde_json::from_str(text)
                .unwrap_or_else(|error| panic!("{}:{}: {error}", file.display(), line + 1))
        })
        .collect()
}

fn vignettes() -> Vec<Vignette> {
    lines(&folder().join("tests/vignettes.jsonl"))
}

fn visitors() -> Vec<Visitor> {
    lines(&folder().join("tests/visitors.jsonl"))
}

fn level(name: &str) -> Level {
    Level::from_id(name).unwrap_or_else(|| panic!("there is no level {name:?}"))
}

fn case(answers: &Given) -> Case {
    Case {
        answers: answers.clone(),
        otherwise: Otherwise::None,
        ..Case::default()
    }
}

fn play(answers: &Given) -> Report {
    run(&CONTENT, &case(answers))
}

fn reached(report: &Report) -> Level {
    let Some(name) = report.level else {
        panic!(
            "the interview stopped at {:?}; {:?}",
            report.needs, report.errors
        );
    };
    level(name)
}

// ---------------------------------------------------------------- published cases

#[test]
fn the_question_on_the_start_screen_offers_every_speaker_in_order() {
    let protocol = &CONTENT.protocol;
    let questions = protocol.questions.iter().enumerate();
    let start: Vec<_> = questions.filter(|(_, question)| question.start).collect();
    let [(place, question)] = start[..] else {
        panic!("{} questions stand on the start screen", start.len());
    };
    let ids: Vec<_> = question.options.iter().map(|option| &option.id).collect();
    assert_eq!(ids, ["me", "other", "child"]);
    let mut entries = protocol.entries.iter();
    assert!(entries.all(|entry| !entry.questions.contains(&(place as u16))));
}

#[test]
fn every_answer_of_a_vignette_quotes_its_text() {
    for vignette in vignettes() {
        assert!(
            vignette.source.url.starts_with("https://") && !vignette.source.title.is_empty(),
            "{}: no source",
            vignette.id
        );
        for question in vignette.answers.keys() {
            if vignette.taken.contains_key(question) {
                continue;
            }
            let Some(quote) = vignette.quotes.get(question) else {
                panic!("{}: {question} has no quote", vignette.id);
            };
            let age = vignette.age.map(|age| format!("age {age}"));
            assert!(
                vignette.text.contains(quote) || (question == "age" && age.as_ref() == Some(quote)),
                "{}: the text has no {quote:?}",
                vignette.id
            );
        }
        for question in vignette.quotes.keys().chain(vignette.taken.keys()) {
            assert!(
                vignette.answers.contains_key(question),
                "{}: {question} is quoted but not answered",
                vignette.id
            );
        }
    }
}

#[test]
fn vignettes_end_within_their_window() {
    let mut above = Vec::new();
    for vignette in vignettes() {
        let report = play(&vignette.answers);
        assert!(
            report.errors.is_empty(),
            "{}: {:?}",
            vignette.id,
            report.errors
        );
        let reached = reached(&report);
        assert!(
            reached >= level(&vignette.expect.least),
            "{} ends at {}, at least {} is needed",
            vignette.id,
            reached.id(),
            vignette.expect.least
        );
        if reached > level(&vignette.expect.most) {
            above.push(vignette.id);
        }
    }
    assert!(above.len() <= 2, "too high: {above:?}");
}

/// Being unsure about two answers must not let anybody wait who should not.
#[test]
fn being_not_sure_never_falls_below_the_window() {
    for vignette in vignettes() {
        let least = level(&vignette.expect.least);
        let asked = play(&vignette.answers).asked;
        let open: Vec<&Question> = vignette
            .answers
            .keys()
            .filter(|name| asked.contains(name))
            .filter_map(|name| question(name))
            .filter(|question| question.with_role(Role::NotSure).is_some())
            .collect();
        for (place, first) in open.iter().enumerate() {
            for second in &open[place..] {
                let mut answers = vignette.answers.clone();
                not_sure(&mut answers, first);
                not_sure(&mut answers, second);
                let reached = reached(&play(&answers));
                assert!(
                    reached >= least,
                    "{}: not sure about {} and {} ends at {}",
                    vignette.id,
                    first.id,
                    second.id,
                    reached.id()
                );
            }
        }
    }
}

fn question(name: &str) -> Option<&'static Question> {
    let mut questions = CONTENT.protocol.questions.iter();
    questions.find(|question| question.id == name)
}

/// Not sure of the question, and still not sure of each of its signs.
fn not_sure(answers: &mut Given, question: &Question) {
    let Some(place) = question.with_role(Role::NotSure) else {
        return;
    };
    answers.insert(
        question.id.clone(),
        json!([question.options[usize::from(place)].id]),
    );
    if question.kind == Kind::Checklist {
        for sign in signs(question) {
            answers.insert(format!("{}.{sign}", question.id), json!("not-sure"));
        }
    }
}

fn signs(question: &Question) -> impl Iterator<Item = &str> {
    let plain = question.options.iter();
    plain
        .filter(|option| option.role == Role::Plain)
        .map(|option| option.id.as_str())
}

// ---------------------------------------------------------------- ordinary visitors

#[test]
fn ordinary_visitors_are_not_sent_higher_than_needed() {
    let visitors = visitors();
    assert!(visitors.len() >= 44);
    let mut ids = BTreeSet::new();
    for visitor in &visitors {
        assert!(ids.insert(&visitor.id), "{} stands twice", visitor.id);
        assert!(
            !visitor.story.is_empty() && !visitor.why.is_empty(),
            "{}: no story or no reason",
            visitor.id
        );
        let report = play(&visitor.answers);
        assert!(
            report.errors.is_empty(),
            "{}: {:?}",
            visitor.id,
            report.errors
        );
        let reached = reached(&report);
        assert!(
            reached <= level(&visitor.most),
            "{} ends at {}: {:?}",
            visitor.id,
            reached.id(),
            report.reasons
        );
    }
}

#[test]
fn what_sends_people_further_names_its_answers() {
    let given = visitors().into_iter().map(|visitor| visitor.answers);
    let given = given.chain(vignettes().into_iter().map(|vignette| vignette.answers));
    let mut rng = Rng::with_seed(SEED);
    let random = (0..200).map(|_| random_answers(&mut rng, &Given::new()));
    for answers in given.chain(random.collect::<Vec<_>>()) {
        let report = play(&answers);
        let reached = reached(&report);
        if reached <= Level::Practitioner {
            continue;
        }
        let decided = report
            .reasons
            .iter()
            .any(|reason| reason.level == reached.id() && !reason.answers.is_empty());
        assert!(decided, "{} has no reason: {answers:?}", reached.id());
    }
}

// ---------------------------------------------------------------- random answers

/// Answers to every question there is. Most are empty, because with many signs everything is an
/// emergency and nothing is learned. `fixed` is kept; a fixed checklist or list may grow.
fn random_answers(rng: &mut Rng, fixed: &Given) -> Given {
    let mut answers = Given::new();
    for question in &CONTENT.protocol.questions {
        let fixed_here = fixed.get(&question.id);
        let answer = match (question.kind, fixed_here) {
            (Kind::Checklist, _) => {
                let mut chosen = chosen(fixed_here);
                if rng.u8(..10) == 0 {
                    let signs: Vec<&str> = signs(question).collect();
                    let sign = signs[rng.usize(..signs.len())];
                    if !chosen.iter().any(|other| other == sign) {
                        chosen.push(sign.to_owned());
                    }
                }
                if chosen.is_empty() {
                    chosen.push("none".to_owned());
                }
                json!(chosen)
            }
            (_, Some(fixed)) => fixed.clone(),
            (Kind::Number { least, most }, None) => json!(rng.u16(least..=most)),
            (Kind::YesNo, None) => json!(if rng.u8(..5) == 0 { "yes" } else { "no" }),
            (Kind::Choice, None) | (Kind::Several { .. }, None) => {
                let place = match question.with_role(Role::None) {
                    Some(none) if rng.bool() => usize::from(none),
                    _ => rng.usize(..question.options.len()),
                };
                json!([question.options[place].id])
            }
        };
        answers.insert(question.id.clone(), answer);
    }
    for (name, answer) in fixed {
        answers
            .entry(name.clone())
            .or_insert_with(|| answer.clone());
    }
    answers
}

/// Two or three places instead of one, now and then, as people do.
fn more_places(rng: &mut Rng, answers: &mut Given) {
    let Some(question) = question("where") else {
        return;
    };
    let mut places = chosen(answers.get("where"));
    if places.iter().any(|place| place == "all-over") {
        return;
    }
    for _ in 0..rng.usize(..3) {
        let place = &question.options[rng.usize(..question.options.len())].id;
        if place != "all-over" && !places.contains(place) && places.len() < 3 {
            places.push(place.clone());
        }
    }
    answers.insert("worst".to_owned(), json!(places[0]));
    answers.insert("where".to_owned(), json!(places));
}

fn chosen(answer: Option<&Value>) -> Vec<String> {
    match answer {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(list)) => list
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}

/// Plays random answers. What is not offered to this visitor is taken back, the last first, for
/// it cannot be chosen on a screen either; in the end the case's own assumption stands there.
fn play_random(answers: &mut Given) -> Report {
    loop {
        let report = play(answers);
        let refused = report
            .errors
            .iter()
            .find_map(|error| error.split(':').next());
        let Some(name) = refused.or(report.needs.as_deref()) else {
            return report;
        };
        let Some(question) = question(name) else {
            panic!("{:?}", report.errors);
        };
        let mut left = chosen(answers.get(name));
        left.pop();
        if !left.is_empty() {
            answers.insert(name.to_owned(), json!(left));
        } else if question.with_role(Role::None).is_some() {
            answers.remove(name);
        } else {
            answers.insert(name.to_owned(), first_offered(answers, question));
        }
    }
}

/// The first option of a question that these answers leave open.
fn first_offered(answers: &Given, question: &Question) -> Value {
    for option in &question.options {
        let mut tried = answers.clone();
        tried.insert(question.id.clone(), json!(option.id));
        let refused = play(&tried)
            .errors
            .iter()
            .any(|error| error.split(':').next() == Some(question.id.as_str()));
        if !refused {
            return json!(option.id);
        }
    }
    panic!("{} offers nothing", question.id);
}

#[test]
fn every_interview_ends() {
    let mut rng = Rng::with_seed(SEED + 1);
    for _ in 0..400 {
        let mut answers = random_answers(&mut rng, &Given::new());
        more_places(&mut rng, &mut answers);
        let report = play_random(&mut answers);
        assert!(report.level.is_some(), "{answers:?}: {:?}", report.needs);
        assert!(report.asked.len() < 60, "{:?}", report.asked);
        let once: BTreeSet<&String> = report.asked.iter().collect();
        assert_eq!(once.len(), report.asked.len(), "asked twice");
    }
}

#[test]
fn skipping_the_refining_questions_keeps_the_level() {
    let mut rng = Rng::with_seed(SEED + 2);
    for _ in 0..400 {
        let mut answers = random_answers(&mut rng, &Given::new());
        more_places(&mut rng, &mut answers);
        let whole = play_random(&mut answers);
        let short = run(
            &CONTENT,
            &Case {
                skip: true,
                ..case(&answers)
            },
        );
        assert_eq!(whole.level, short.level, "{answers:?}");
        assert!(short.asked.len() <= whole.asked.len());
        assert_eq!(short.asked.len(), whole.screens_to_level);
    }
}

/// A sign that stands for a level, whatever else is answered.
const DANGER: &[(&[(&str, &str)], &str)] = &[
    (&[("danger", "collapse")], "emergency"),
    (&[("danger", "breathing")], "emergency"),
    (&[("danger", "stroke")], "emergency"),
    (&[("danger", "paralysis")], "emergency"),
    (&[("danger", "confused")], "emergency"),
    (&[("danger", "jaw")], "emergency"),
    (&[("danger-more", "sepsis")], "emergency"),
    (&[("danger-more", "skin")], "emergency"),
    (&[("danger-more", "dark-pee")], "emergency"),
    (&[("danger-more", "cold-limb")], "emergency"),
    (&[("danger-more", "poison")], "emergency"),
    (&[("danger-more", "spreading")], "emergency"),
    (&[("danger-more", "self-harm")], "emergency"),
    (&[("danger", "chest"), ("chest-kind", "heavy")], "emergency"),
    (
        &[("danger", "chest"), ("chest-kind", "tearing")],
        "emergency",
    ),
    (
        &[("began", "event"), ("event-kind", "electric")],
        "emergency",
    ),
    (&[("began", "event"), ("event-kind", "wound")], "same-day"),
    (&[("began", "fall"), ("injury-signs", "shape")], "emergency"),
    (
        &[("began", "twist"), ("injury-signs", "numb-cold")],
        "emergency",
    ),
    (&[("began", "fall"), ("injury-signs", "head")], "emergency"),
    (&[("began", "pull"), ("injury-signs", "gap")], "same-day"),
    (
        &[("began", "crush"), ("crush-kind", "trapped")],
        "emergency",
    ),
    (
        &[("where", "calf"), ("leg-signs", "one-swollen")],
        "same-day",
    ),
    (&[("where", "calf"), ("leg-signs", "hot-dark")], "same-day"),
    (
        &[("where", "thigh-inner"), ("leg-signs", "vein-cord")],
        "same-day",
    ),
    (&[("where", "foot"), ("leg-signs", "rest-foot")], "same-day"),
    (
        &[("where", "calf"), ("leg-signs", "walking")],
        "doctor-soon",
    ),
    (
        &[
            ("where", "lower-back"),
            ("back-signs", "saddle"),
            ("back-checked", "new"),
        ],
        "emergency",
    ),
    (
        &[
            ("where", "lower-back"),
            ("back-signs", "bladder"),
            ("back-checked", "not-sure"),
        ],
        "emergency",
    ),
    (
        &[("where", "neck"), ("neck-signs", "thunderclap")],
        "emergency",
    ),
    (&[("where", "neck"), ("neck-signs", "throat")], "emergency"),
    (
        &[
            ("where", "neck"),
            ("neck-signs", "cord"),
            ("neck-cord", "hands"),
        ],
        "emergency",
    ),
    (
        &[("where", "upper-back"), ("upper-back-signs", "tearing")],
        "emergency",
    ),
    (&[("where", "belly"), ("belly-signs", "hard")], "emergency"),
    (
        &[("where", "groin"), ("hip-signs", "testicle")],
        "emergency",
    ),
    (
        &[("where", "shoulder"), ("shoulder-signs", "clot")],
        "same-day",
    ),
    (&[("nerve", "weak"), ("weak-kind", "days")], "same-day"),
    (&[("nerve", "wasting")], "doctor-soon"),
    (&[("unwell", "fever")], "same-day"),
    (&[("unwell", "hot-joint")], "same-day"),
    (&[("unwell", "skin-spread")], "same-day"),
    (&[("unwell", "lump")], "doctor-soon"),
    (
        &[("unwell", "severe"), ("severe-kind", "sudden-constant")],
        "same-day",
    ),
    (&[("unwell", "severe"), ("severe-kind", "slow")], "same-day"),
    (&[("grip", "over-10")], "same-day"),
    (&[("course", "fast")], "same-day"),
    (&[("course", "worse")], "doctor-soon"),
    (
        &[
            ("conditions", "medicine"),
            ("medicines", "statin"),
            ("statin-muscle", "yes"),
        ],
        "same-day",
    ),
    (
        &[
            ("conditions", "medicine"),
            ("medicines", "sickness-mind"),
            ("mind-signs", "pulling"),
        ],
        "emergency",
    ),
    (&[("conditions", "bleeding")], "doctor-soon"),
    (
        &[("conditions", "diabetes"), ("diabetes-signs", "sugar")],
        "emergency",
    ),
    (
        &[
            ("conditions", "other"),
            ("conditions-more", "kidney"),
            ("kidney-signs", "missed"),
        ],
        "emergency",
    ),
    (&[("where", "calf"), ("often", "nights")], "doctor-soon"),
];

#[test]
fn a_danger_sign_keeps_its_level_whatever_else_is_said() {
    let mut rng = Rng::with_seed(SEED + 3);
    for (signs, least) in DANGER {
        let fixed: Given = signs
            .iter()
            .map(|(question, option)| ((*question).to_owned(), json!([option])))
            .collect();
        for _ in 0..16 {
            let mut answers = random_answers(&mut rng, &fixed);
            more_places(&mut rng, &mut answers);
            let report = play_random(&mut answers);
            let reached = reached(&report);
            assert!(
                reached >= level(least),
                "{signs:?} ends at {}: {:?}",
                reached.id(),
                report.asked
            );
        }
    }
}

/// The heart of it: one sign more, or one sign one cannot rule out, never makes care less urgent.
#[test]
fn adding_a_symptom_never_lowers_the_level() {
    let mut rng = Rng::with_seed(SEED + 4);
    let mut changed = 0;
    while changed < 800 {
        let mut answers = random_answers(&mut rng, &Given::new());
        more_places(&mut rng, &mut answers);
        let report = play_random(&mut answers);
        let before = reached(&report);
        if before == Level::Emergency {
            continue;
        }
        let lists: Vec<&Question> = report
            .asked
            .iter()
            .filter_map(|name| question(name))
            .filter(|question| question.kind == Kind::Checklist)
            .collect();
        for question in lists {
            let had = chosen(answers.get(&question.id));
            let free: Vec<&str> = signs(question)
                .filter(|sign| !had.iter().any(|other| other == sign))
                .collect();
            if free.is_empty() {
                continue;
            }
            let sign = free[rng.usize(..free.len())];
            let mut with = answers.clone();
            let mut list: Vec<&str> = had
                .iter()
                .map(String::as_str)
                .filter(|sign| *sign != "none")
                .collect();
            let sure = rng.bool();
            list.push(if sure { sign } else { "not-sure" });
            with.insert(question.id.clone(), json!(list));
            if !sure {
                with.insert(format!("{}.{sign}", question.id), json!("not-sure"));
            }
            let report = play(&with);
            if !report.errors.is_empty() {
                continue;
            }
            changed += 1;
            let after = reached(&report);
            assert!(
                after >= before,
                "{}.{sign} ({}) lowers {} to {}: {answers:?}",
                question.id,
                if sure { "yes" } else { "still not sure" },
                before.id(),
                after.id()
            );
        }
    }
}

// ---------------------------------------------------------------- cramping now

/// Where a stretch for relief can be offered at all.
const NOW_PLACES: [&str; 9] = [
    "thigh-front",
    "thigh-back",
    "thigh-inner",
    "calf",
    "shin",
    "foot",
    "toes",
    "forearm",
    "hand",
];

#[test]
fn what_to_do_until_help_is_there_is_shown_only_where_it_suits() {
    let shown = |line: &str, given: Value| {
        let given: Given = serde_json::from_value(given).expect("answers by name");
        let protocol = &CONTENT.protocol;
        let entry = &protocol.entries[0];
        let all = unknot_triage::case::answers(&CONTENT, &case(&given));
        let passed = unknot_triage::interview(protocol, entry, &all, false);
        let outcome = unknot_triage::outcome(protocol, entry, &passed);
        let mut lines = outcome.until.iter();
        lines.any(|&place| protocol.advice[usize::from(place)].id == line)
    };
    let ankle = |more: Value| {
        let mut given = serde_json::json!({ "age": 30, "where": ["ankle"], "began": ["twist"],
            "injury-when": "under-48h", "ankle-bones": ["outer"] });
        for (name, answer) in more.as_object().into_iter().flatten() {
            given[name] = answer.clone();
        }
        given
    };
    let chest = |kind: &[&str]| serde_json::json!({ "danger": ["chest"], "chest-kind": kind });
    assert!(shown("until-cold-pack", ankle(serde_json::json!({}))));
    for more in [
        serde_json::json!({ "conditions": ["diabetes"] }),
        serde_json::json!({ "nerve": ["numb"] }),
        serde_json::json!({ "nerve": ["burning-feet"] }),
        serde_json::json!({ "injury-when": "4-14-days" }),
    ] {
        assert!(!shown("until-cold-pack", ankle(more.clone())), "{more}");
    }
    assert!(shown("until-aspirin", chest(&["heavy"])));
    assert!(!shown("until-aspirin", chest(&["heavy", "tearing"])));
}

#[test]
fn cramping_now_offers_a_stretch_only_when_all_that_forbids_it_is_no() {
    let mut rng = Rng::with_seed(SEED + 5);
    let mut offered = 0;
    for _ in 0..800 {
        let mut answers = Given::new();
        for name in ["danger", "now-check"] {
            let question = question(name).unwrap_or_else(|| panic!("no question {name}"));
            let options: Vec<&str> = signs(question).chain(["not-sure"]).collect();
            let option = match rng.u8(..3) {
                0 => options[rng.usize(..options.len())],
                _ => "none",
            };
            answers.insert(name.to_owned(), json!([option]));
            if option == "not-sure" {
                let sure = ["yes", "no", "not-sure"][rng.usize(..3)];
                for sign in signs(question) {
                    answers.insert(format!("{name}.{sign}"), json!(sure));
                }
            }
        }
        let places = question("where").map_or(&[][..], |question| &question.options);
        let mut chosen: Vec<&str> = vec![&places[rng.usize(..places.len())].id];
        if rng.bool() && chosen[0] != "all-over" {
            let second = &places[rng.usize(..places.len())].id;
            if second != "all-over" && second != chosen[0] {
                chosen.push(second);
            }
        }
        answers.insert("where".to_owned(), json!(chosen));
        let report = run(
            &CONTENT,
            &Case {
                entry: Some("now".to_owned()),
                ..case(&answers)
            },
        );
        let all_no = |name: &str| {
            let first = answers[name][0].as_str();
            first == Some("none")
                || (first == Some("not-sure")
                    && question(name).is_some_and(|question| {
                        signs(question).all(|sign| answers[&format!("{name}.{sign}")] == "no")
                    }))
        };
        let clear = all_no("danger")
            && all_no("now-check")
            && chosen.iter().all(|place| NOW_PLACES.contains(place));
        assert_eq!(
            report.relief == Some("offered"),
            clear,
            "{answers:?}: {:?}",
            report.relief
        );
        offered += usize::from(clear);
    }
    assert!(offered > 50, "only {offered} were offered a stretch");
}
