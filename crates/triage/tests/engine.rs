//! The engine on a small protocol of its own: names in, names out.
#![cfg(feature = "case")]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Value, json};
use unknot_protocol::read::{Content, read};
use unknot_triage::case::{Case, Report, list, run};

const RULES: &str = r#"
[protocol]
version = "1.0.0"
review-by = 2030-01-01

[entry.full]
questions = ["danger", "age", "where", "began", "signs", "more", "how", "often", "job", "part", "skin"]
[entry.now]
questions = ["danger", "quick-check", "where"]
stretch-unless = "danger.chest or quick-check.injury or not (calf and not neck)"
[entry.now.after]
eased = ["walk"]
gripping = ["rest"]
minutes = 10
locked = ["quick-check.injury"]
source = ["book"]
evidence = "C"

[question.who]
kind = "choice"
options = ["me", "other"]
start = true
[question.danger]
kind = "checklist"
signs = ["chest", "breath"]
[question.quick-check]
kind = "checklist"
signs = ["injury"]
[question.age]
kind = "number"
least = 0
most = 120
always = true
[question.where]
kind = "several"
options = ["calf", "neck", "all-over"]
most = 2
alone = ["all-over"]
always = true
[question.began]
kind = "choice"
options = ["run", "injury", "nothing", "not-sure"]
none = "nothing"
not-sure = "not-sure"
[question.signs]
kind = "checklist"
signs = ["swollen", "cold", "numb", "baby"]
ask-when = "calf"
[question.signs.show]
baby = "age < 50"
[question.more]
kind = "yes-no"
ask-when = "signs.swollen"
[question.how]
kind = "choice"
options = ["short", "long", "not-sure"]
none = "short"
not-sure = "not-sure"
[question.often]
kind = "several"
options = ["first", "weekly", "nights", "not-sure"]
none = "first"
not-sure = "not-sure"
[question.job]
kind = "choice"
options = ["feet", "desk"]
[question.part]
kind = "choice"
options = ["high", "low", "not-sure"]
not-sure = "not-sure"
ask-when = "calf"
[question.skin]
kind = "yes-no"

[finding]
calf = "where.calf"
neck = "where.neck"
old = "age >= 60"
hurt = "began.injury"

[gate]
stretch = "hurt or signs.swollen"
massage = "hurt or signs.swollen or skin.yes"
hands-on = "hurt"

[red-flag.heart]
emergency = "danger.chest or danger.breath"
until = ["call"]
source = ["book"]
evidence = "C"
[red-flag.clot]
emergency = "more.yes"
same-day = "signs.swollen"
where = { same-day = "hospital" }
until = ["rest"]
source = ["book", "other-book"]
evidence = "C"
[red-flag.artery]
emergency = "signs.cold and old"
doctor-soon = "signs.cold"
source = ["book"]
evidence = "C"
[red-flag.young]
doctor-soon = "age < 16"
source = ["book"]
evidence = "K"
[red-flag.two]
doctor-soon = "at least 2 of (signs.numb, old, how.long)"
source = ["book"]
evidence = "K"
[red-flag.baby]
doctor-soon = "signs.baby"
source = ["book"]
evidence = "K"
[red-flag.wear]
practitioner = "often.weekly and not began.run"
source = ["book"]
evidence = "K"
[red-flag.places]
practitioner = "calf and neck"
source = ["book"]
evidence = "K"

[pattern.overuse]
fits-when = "began.run"
precedence = 1
for = { feet = "job.feet", calf = "calf" }
against = { nights = "often.nights" }
source = ["pattern-book"]
evidence = "B"
[pattern.night]
fits-when = "often.nights"
precedence = 2
source = ["pattern-book"]
evidence = "B"
[pattern.desk]
fits-when = "job.desk"
precedence = 3
source = ["pattern-book"]
evidence = "B"

[muscle.upper]
when = "calf and not part.low"
[muscle.lower]
when = "calf and not part.high"

[exercise.pull]
muscle = "upper"
phase = "relief"
position = "sitting"
gentle = true
quick = true
source = ["book"]
evidence = "A"
[exercise.raise]
muscle = "upper"
phase = "follow-up"
position = "standing"
unless = "old"
source = ["book"]
evidence = "A"
[exercise.drop]
muscle = "lower"
phase = "relief"
position = "standing"
gentle = true
when = "began.run"
source = ["book"]
evidence = "A"

[massage.around]
by = "self"
muscle = "upper"
source = ["book"]
evidence = "D"
[massage.sports]
by = "practitioner"
when = "began.run"
source = ["book"]
evidence = "D"

[service.hands]
hands-on = true
assesses = false
[service.look]
hands-on = false
assesses = true
when = "hurt"

[advice.call]
section = "until"
source = ["book"]
evidence = "K"
[advice.rest]
section = "until"
source = ["book"]
evidence = "K"
[advice.walk]
section = "now"
when = "how.short"
source = ["book"]
evidence = "C"
[advice.run-not]
section = "run"
when = "hurt"
order = 1
source = ["book"]
evidence = "C"
[advice.run-on]
section = "run"
order = 2
source = ["book"]
evidence = "C"
[advice.no-quinine]
section = "avoid"
when = "often.nights"
source = ["book"]
evidence = "A"
[advice.no-press]
section = "avoid"
unless = "skin.yes"
levels = ["practitioner"]
source = ["book"]
evidence = "A"
[advice.net]
section = "safety-net"
source = ["net-book"]
evidence = "K"
[advice.net-nights]
section = "safety-net"
when = "often.nights"
source = ["net-book"]
evidence = "K"

[source.book]
title = "A"
publisher = "A"
read = "page"
[source.other-book]
title = "B"
publisher = "B"
read = "page"
[source.pattern-book]
title = "C"
publisher = "C"
read = "page"
[source.net-book]
title = "D"
publisher = "D"
read = "page"

[country.GB]
emergency = ["999"]
checked = false

[place.home]
[place.hospital]
[place.emergency]
[level.emergency]
place = "emergency"
[level.same-day]
place = "home"
[level.doctor-soon]
place = "home"
[level.practitioner]
place = "home"
[level.self-care]
place = "home"
"#;

static CONTENT: LazyLock<Content> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("engine");
    let text = folder.join("text/en");
    fs::create_dir_all(&text).expect("the folder can be made");
    fs::write(folder.join("rules.toml"), RULES).expect("the rules can be written");
    let english = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocol/text/en");
    for name in ["interface.toml", "later.toml"] {
        fs::copy(english.join(name), text.join(name)).expect("the words of the app are there");
    }
    fs::write(text.join("words.toml"), words()).expect("the words can be written");
    read(&folder).unwrap_or_else(|problems| panic!("{problems:#?}"))
});

/// Words for everything above: each id stands for itself.
fn words() -> String {
    let rules: toml::Table = RULES.parse().expect("the rules are TOML");
    let mut words = toml::Table::new();
    let mut say = |kind: &str, id: &str, fields: &[(&str, toml::Value)]| {
        let kinds = words
            .entry(kind)
            .or_insert_with(|| toml::Table::new().into());
        let list = kinds.as_table_mut().expect("a kind is a table");
        let entry = list.entry(id).or_insert_with(|| toml::Table::new().into());
        let entry = entry.as_table_mut().expect("an id is a table");
        entry.extend(
            fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone())),
        );
    };
    let text = |id: &str| toml::Value::from(id);
    for (kind, list) in &rules {
        for (id, fields) in list.as_table().into_iter().flatten() {
            let names: &[&str] = match kind.as_str() {
                "question" => &["ask"],
                "entry" | "service" => &["name", "about"],
                "level" => &["act", "how-soon", "name"],
                "place" => &["go"],
                "country" | "muscle" | "massage" => &["name"],
                "red-flag" => &["because"],
                "pattern" => &["name", "about", "course"],
                "exercise" => &["name", "dose"],
                "advice" => &["say"],
                _ => continue,
            };
            let fields_of_kind: Vec<(&str, toml::Value)> =
                names.iter().map(|name| (*name, text(id))).collect();
            say(kind, id, &fields_of_kind);
            if kind == "exercise" {
                say(kind, id, &[("steps", vec![text(id)].into())]);
            }
            if kind == "pattern" {
                for side in ["for", "against"] {
                    if let Some(pointers) = fields.get(side).and_then(toml::Value::as_table) {
                        let said: toml::Table =
                            pointers.keys().map(|id| (id.clone(), text(id))).collect();
                        say(kind, id, &[(side, said.into())]);
                    }
                }
            }
            if kind == "question" {
                for list in ["signs", "options"] {
                    for option in fields
                        .get(list)
                        .and_then(toml::Value::as_array)
                        .into_iter()
                        .flatten()
                    {
                        let option = option.as_str().expect("an option is a text");
                        say(kind, id, &[(option, text(option))]);
                    }
                }
                say(kind, id, &[("none", text("No, none"))]);
            }
        }
    }
    words.to_string()
}

fn play(case: Value) -> Report {
    let case: Case = serde_json::from_value(case).expect("the case is well formed");
    run(&CONTENT, &case)
}

/// Plays answers, with "absent" for all that is not said.
fn none(answers: Value) -> Report {
    play(json!({ "answers": answers, "otherwise": "none" }))
}

fn with(base: Value, more: Value) -> Value {
    let (mut base, more) = (base, more);
    if let (Some(base), Some(more)) = (base.as_object_mut(), more.as_object()) {
        base.extend(more.clone());
    }
    base
}

/// A calf after a run, with all that the small protocol cannot assume.
fn calf() -> Value {
    json!({ "age": 30, "where": "calf", "began": "run", "job": "feet" })
}

fn rules(report: &Report) -> Vec<&str> {
    report
        .reasons
        .iter()
        .map(|reason| reason.rule.as_str())
        .collect()
}

#[test]
fn without_a_red_flag_it_is_self_care_with_a_plan() {
    let report = none(calf());
    assert_eq!(report.level, Some("self-care"));
    assert_eq!(report.place.as_deref(), Some("home"));
    assert!(report.reasons.is_empty() && report.errors.is_empty());
    assert_eq!(report.patterns, ["overuse"]);
    assert_eq!(report.plan.exercise, ["drop", "pull"]);
    assert_eq!(report.plan.massage, ["around", "sports"]);
    assert_eq!(report.plan.services, ["hands"]);
    assert_eq!(report.plan.advice, ["walk", "run-on", "net"]);
    assert!(report.plan.avoid.is_empty());
    assert_eq!(report.assumed["part"], "not-sure");
}

#[test]
fn questions_come_in_order_and_the_refining_ones_last() {
    let report = none(calf());
    assert_eq!(
        report.asked,
        [
            "danger", "age", "where", "began", "signs", "how", "often", "job", "part", "skin"
        ]
    );
    // After a run, weekly trouble is no sign, and one of two cannot fire any more: both refine.
    assert_eq!(report.screens_to_level, 5);
    let report = none(with(calf(), json!({ "began": "nothing" })));
    assert_eq!(report.screens_to_level, 6);
}

#[test]
fn an_emergency_ends_the_questions() {
    let report = none(json!({ "danger": "chest" }));
    assert_eq!(report.level, Some("emergency"));
    assert_eq!(report.asked, ["danger"]);
    assert_eq!(report.place.as_deref(), Some("emergency"));
    assert_eq!(report.reasons[0].answers, ["danger.chest"]);
    assert!(
        report.plan.exercise.is_empty()
            && report.plan.massage.is_empty()
            && report.plan.services.is_empty()
    );
    assert_eq!(report.plan.advice, ["net"]);
}

#[test]
fn once_same_day_only_what_can_raise_it_is_asked() {
    let report = none(with(calf(), json!({ "age": 70, "signs": ["swollen"] })));
    assert_eq!(report.level, Some("same-day"));
    assert_eq!(report.place.as_deref(), Some("hospital"));
    assert_eq!(
        report.asked,
        ["danger", "age", "where", "began", "signs", "more"]
    );
    assert!(report.plan.exercise.is_empty() && report.patterns.is_empty());
    let report = none(with(calf(), json!({ "signs": ["swollen"], "more": "yes" })));
    assert_eq!(
        (report.level, report.reasons[0].rule.as_str()),
        (Some("emergency"), "clot")
    );
    assert_eq!(
        report.place.as_deref(),
        Some("emergency"),
        "the place is the one of the level reached"
    );
}

#[test]
fn the_highest_level_wins_and_lower_rules_follow() {
    let report = none(with(
        calf(),
        json!({ "age": 70, "signs": ["cold"], "how": "long" }),
    ));
    assert_eq!(report.level, Some("emergency"));
    assert_eq!(rules(&report)[0], "artery");
    let report = none(with(
        calf(),
        json!({ "age": 59, "signs": ["cold"], "where": ["calf", "neck"] }),
    ));
    assert_eq!(report.level, Some("doctor-soon"));
    assert_eq!(rules(&report), ["artery", "places"]);
}

#[test]
fn still_not_sure_counts_upward_for_the_level() {
    let unsure = json!({ "signs": ["not-sure"], "signs.swollen": "not-sure", "signs.cold": "no", "signs.numb": "no", "signs.baby": "no" });
    let report = none(with(calf(), unsure));
    // Whether `more` applies is unknown, so it is asked; "no" keeps the level at same-day.
    assert_eq!(report.level, Some("same-day"));
    assert_eq!(report.reasons[0].answers, ["signs.swollen?"]);
    let report = play(json!({ "answers": calf(), "otherwise": "not-sure" }));
    assert_eq!(report.level, Some("emergency"));
}

#[test]
fn not_sure_opens_the_signs_one_by_one() {
    let report = none(with(
        calf(),
        json!({ "signs": ["not-sure"], "signs.numb": "yes" }),
    ));
    assert_eq!(
        &report.asked[4..9],
        [
            "signs",
            "signs.swollen",
            "signs.cold",
            "signs.numb",
            "signs.baby"
        ]
    );
    assert_eq!(report.level, Some("self-care"), "one of two is not enough");
    let report = none(with(
        calf(),
        json!({ "age": 60, "signs": ["not-sure", "numb"] }),
    ));
    assert_eq!(
        &report.asked[4..7],
        ["signs", "signs.swollen", "signs.cold"],
        "a ticked sign is not asked again, nor one that is not shown"
    );
    assert_eq!(
        (report.level, rules(&report)),
        (Some("doctor-soon"), vec!["two"])
    );
}

#[test]
fn an_option_that_is_not_shown_is_refused_and_false() {
    let report = none(with(calf(), json!({ "age": 60, "signs": ["baby"] })));
    assert_eq!(report.level, Some("self-care"));
    assert!(
        report.errors[0].contains("not offered"),
        "{:?}",
        report.errors
    );
    let report = none(with(calf(), json!({ "signs": ["baby"] })));
    assert_eq!(
        (report.level, rules(&report)),
        (Some("doctor-soon"), vec!["baby"])
    );
}

#[test]
fn a_question_that_does_not_apply_is_not_asked_and_its_options_are_false() {
    let report = none(json!({ "age": 30, "where": "neck", "signs": ["swollen"], "job": "desk" }));
    assert_eq!(report.level, Some("self-care"));
    assert!(!report.asked.contains(&"signs".to_owned()));
    assert_eq!(report.unused, ["signs"]);
}

#[test]
fn unknown_forbids_what_is_offered() {
    let unsure = none(with(calf(), json!({ "began": "not-sure" })));
    assert_eq!(unsure.level, Some("self-care"));
    assert!(
        unsure.plan.exercise.is_empty(),
        "it may have been an injury"
    );
    assert!(unsure.plan.massage.is_empty() && unsure.plan.services.is_empty());
    let skin = none(with(calf(), json!({ "skin": "not-sure" })));
    assert_eq!(skin.plan.exercise, ["drop", "pull"]);
    assert!(skin.plan.massage.is_empty());
    let hurt = none(with(calf(), json!({ "began": "injury" })));
    assert!(hurt.plan.exercise.is_empty());
    assert_eq!(hurt.plan.services, ["look"]);
    assert_eq!(
        hurt.plan.advice,
        ["walk", "run-not", "net"],
        "of the running lines only the first that applies"
    );
    assert!(
        !hurt.asked.contains(&"skin".to_owned()),
        "massage is closed already, so nobody asks about the skin"
    );
}

#[test]
fn what_is_not_certain_gets_the_gentle_exercise_only() {
    assert_eq!(
        none(with(calf(), json!({ "part": "high" }))).plan.exercise,
        ["pull", "raise"]
    );
    assert_eq!(
        none(with(calf(), json!({ "part": "low" }))).plan.exercise,
        ["drop"]
    );
    assert_eq!(
        none(with(calf(), json!({ "part": "high", "age": 60 })))
            .plan
            .exercise,
        ["pull"],
        "a contraindication of its own"
    );
}

#[test]
fn skipping_leaves_the_level_and_forbids_what_was_not_asked() {
    let report = play(json!({ "answers": calf(), "otherwise": "none", "skip": true }));
    assert_eq!(report.level, Some("self-care"));
    assert_eq!(report.asked.len(), report.screens_to_level);
    assert_eq!(report.plan.exercise, ["drop", "pull"]);
    assert!(
        report.plan.massage.is_empty(),
        "nobody asked about the skin"
    );
    assert_eq!(
        report.plan.avoid,
        ["no-quinine"],
        "a warning shows unless it is known not to concern them"
    );
    assert_eq!(report.plan.advice, ["run-on", "net", "net-nights"]);
}

#[test]
fn at_most_two_patterns_fit_in_their_order() {
    let report = none(with(calf(), json!({ "often": ["nights"], "job": "desk" })));
    assert_eq!(report.patterns, ["overuse", "night"]);
    assert!(
        !report.asked.contains(&"job".to_owned()),
        "a third pattern could not be shown"
    );
    assert_eq!(report.plan.avoid, ["no-quinine"]);
}

#[test]
fn advice_for_a_level_shows_at_that_level() {
    let report =
        none(json!({ "age": 30, "where": ["calf", "neck"], "began": "run", "job": "feet" }));
    assert_eq!(report.level, Some("practitioner"));
    assert_eq!(report.plan.avoid, ["no-press"]);
    let skin = none(
        json!({ "age": 30, "where": ["calf", "neck"], "began": "run", "job": "feet", "skin": "yes" }),
    );
    assert!(skin.plan.avoid.is_empty());
}

#[test]
fn a_number_below_a_bound_is_a_reason_too() {
    let report = none(with(calf(), json!({ "age": 15 })));
    assert_eq!(
        (report.level, rules(&report)),
        (Some("doctor-soon"), vec!["young"])
    );
    assert_eq!(report.reasons[0].answers, ["age"]);
    assert_eq!(
        none(with(calf(), json!({ "age": 16 }))).level,
        Some("self-care")
    );
}

#[test]
fn cramping_now_offers_a_stretch_only_when_all_that_forbids_it_is_no() {
    let now =
        |answers: Value| play(json!({ "entry": "now", "answers": answers, "otherwise": "none" }));
    let report = now(json!({ "where": "calf" }));
    assert_eq!((report.level, report.relief), (None, Some("offered")));
    assert_eq!(report.plan.exercise, ["pull"]);
    assert_eq!(report.asked, ["danger", "quick-check", "where"]);
    assert_eq!(
        report.plan.advice,
        ["net"],
        "what this entry never asks is no reason to warn"
    );
    for answers in [
        json!({ "where": "neck" }),
        json!({ "where": ["calf", "neck"] }),
        json!({ "where": "calf", "quick-check": "injury" }),
        json!({ "where": "calf", "quick-check": ["not-sure"], "quick-check.injury": "not-sure" }),
    ] {
        let report = now(answers.clone());
        assert_eq!(
            (report.level, report.relief),
            (None, Some("refused")),
            "{answers}"
        );
        assert!(
            report.plan.exercise.is_empty() && report.reasons.is_empty(),
            "{answers}"
        );
    }
    let report = now(json!({ "danger": "breath" }));
    assert_eq!(
        (report.level, report.relief),
        (Some("emergency"), Some("refused"))
    );
}

#[test]
fn ask_stops_at_the_next_question_with_its_words() {
    let report = play(json!({ "id": 7, "answers": { "danger": "none" } }));
    assert_eq!(report.id, json!(7));
    assert!(report.level.is_none() && report.needs.is_none());
    let next = report.next.expect("there is a next question");
    assert_eq!(
        (&next["question"], &next["kind"]),
        (&json!("age"), &json!("number from 0 to 120"))
    );
    let report = play(json!({ "answers": with(calf(), json!({ "danger": "none", "age": 60 })) }));
    let next = report.next.expect("there is a next question");
    let options: Vec<&String> = next["options"]
        .as_object()
        .expect("it has options")
        .keys()
        .collect();
    assert_eq!(
        options,
        ["swollen", "cold", "numb", "not-sure", "none"],
        "what is not shown is not listed"
    );
    let report =
        play(json!({ "answers": with(calf(), json!({ "danger": "none", "signs": "not-sure" })) }));
    assert_eq!(
        report.next.expect("there is a next question")["question"],
        json!("signs.swollen")
    );
}

#[test]
fn what_cannot_be_assumed_is_needed() {
    let report = none(json!({ "age": 30, "where": "neck" }));
    assert_eq!(report.needs.as_deref(), Some("job"));
    assert!(report.level.is_none());
}

#[test]
fn an_answer_says_what_leads_to_it() {
    let report = none(with(calf(), json!({ "more": "yes" })));
    assert_eq!(report.level, Some("emergency"));
    assert_eq!(report.assumed["signs"], "swollen");
}

#[test]
fn wrong_names_and_impossible_answers_are_reported_and_the_rest_runs() {
    for (answers, error) in [
        (json!({ "wheer": "calf" }), "did you mean \"where\""),
        (json!({ "signs": ["swolen"] }), "did you mean \"swollen\""),
        (json!({ "signs.swolen": "yes" }), "did you mean \"swollen\""),
        (
            json!({ "signs.swollen": "maybe" }),
            "\"yes\", \"no\" or \"not-sure\"",
        ),
        (json!({ "age": 121 }), "no number from 0 to 120"),
        (json!({ "age": "old" }), "no number from 0 to 120"),
        (json!({ "began": 3 }), "no option"),
        (json!({ "signs": [1] }), "no option"),
        (json!({ "danger": ["none", "chest"] }), "goes with no other"),
        (
            json!({ "where": ["all-over", "calf"] }),
            "goes with no other",
        ),
        (
            json!({ "where": ["calf", "neck", "all-over"] }),
            "more than 2",
        ),
        (json!({ "signs": [] }), "nothing is chosen"),
        (json!({ "began": ["run", "injury"] }), "more than 1"),
        (json!({ "danger": ["chest", "chest"] }), "stands twice"),
    ] {
        let report = none(with(calf(), answers.clone()));
        assert!(
            report.errors.iter().any(|said| said.contains(error)),
            "{answers}: {:?}",
            report.errors
        );
    }
    let report = play(json!({ "entry": "fool", "answers": {} }));
    assert!(report.errors[0].contains("did you mean \"full\""));
    let report = play(json!({ "lang": "eng", "answers": {} }));
    assert!(report.errors[0].contains("did you mean \"en\""));
}

#[test]
fn every_question_is_listed_with_its_options() {
    let questions = list(&CONTENT);
    assert_eq!(questions.len(), CONTENT.protocol.questions.len());
    let danger = questions
        .iter()
        .find(|question| question["question"] == "danger")
        .expect("it is there");
    assert_eq!(danger["options"]["chest"], "chest");
    assert_eq!(danger["kind"], "checklist");
}
