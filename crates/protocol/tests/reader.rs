//! Each mistake an author can make, beside the message it causes.
#![cfg(feature = "read")]

use std::fs;
use std::path::{Path, PathBuf};

use unknot_protocol::read::{Problem, read};
use unknot_protocol::{Kind, Level, Node, Role, pack, unpack};

const RULES: &str = r#"
[protocol]
version = "1.0.0"
review-by = 2030-01-01

[entry.full]
questions = ["danger", "age", "began"]

[gate]
stretch = "began.injury"
massage = "began.injury"
hands-on = "began.injury"

[question.danger]
kind = "checklist"
signs = ["chest", "breath"]

[question.age]
kind = "number"
least = 0
most = 120

[question.began]
kind = "choice"
options = ["injury", "run", "nothing", "not-sure"]
none = "nothing"
not-sure = "not-sure"
ask-when = "grown-up"

[finding]
grown-up = "age >= 18"

[red-flag.heart]
emergency = "danger.chest or danger.breath"
source = ["book"]
evidence = "C"

[pattern.overuse]
fits-when = "began.run"
precedence = 1
for = { old = "age > 50" }
source = ["book"]
evidence = "B"

[source.book]
title = "A book"
publisher = "A house"
read = "page"

[place.home]
[level.emergency]
place = "home"
[level.same-day]
place = "home"
[level.doctor-soon]
place = "home"
[level.practitioner]
place = "home"
[level.self-care]
place = "home"

[map.began]
not-drawn = ["nothing", "not-sure"]
[map.began.front]
outline = ["top", "side"]
[map.began.back]
outline = ["top", "side"]
details = ["spine"]

[map-line.both]
top = [[0, 0], [40, 0]]
side = [[40, 0], [44, 30], [20, 60], [0, 60]]
waist = [[0, 30], [44, 30]]
[map-line.back]
spine = [[0, 5], [0, 55]]

[region.injury]
front = ["top", "side", "waist"]
[region.run]
front = ["waist", "side"]
back = ["waist", "side"]

[part.danger]
chest = { view = "front", close = [0, 0, 40, 40], shapes = [[[5, 5], [15, 5], [10, 15]]] }
"#;

const WORDS: &str = r#"
[entry.full]
name = "Check"
about = "All of it"

[question.danger]
ask = "Is any of this there?"
none = "No, none"
[question.danger.chest]
label = "Chest pain"
[question.danger.breath]
label = "Hard to breathe"
said = "Breathing is hard"

[question.age]
ask = { me = "How old are you?", child = "How old is the child?" }

[question.began]
ask = "How did it begin?"
injury = "An injury"
run = "A run"
nothing = "Nothing"
not-sure = "Not sure"

[red-flag.heart]
because = "It matters."

[pattern.overuse]
name = "Overuse"
about = "Too much."
course = "Days."
for = { old = "Age" }

[place.home]
go = "At home"
[level.emergency]
act = "Call"
how-soon = "Now"
name = "Emergency"
[level.same-day]
act = "Go"
how-soon = "Today"
name = "Today"
[level.doctor-soon]
act = "Book"
how-soon = "Days"
name = "Soon"
[level.practitioner]
act = "Book"
how-soon = "Weeks"
name = "Practitioner"
[level.self-care]
act = "Rest"
how-soon = "Now"
name = "Self-care"

[search-ignored]
words = ["my"]
[search.injury]
names = ["fall", "blow"]
[search.run]
names = ["jog"]
[search.nothing]
names = []
[search.not-sure]
names = []
"#;

/// Writes a small protocol into a folder of its own.
fn folder(name: &str, rules: &str, words: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let text = folder.join("text/en");
    fs::create_dir_all(&text).expect("the folder can be made");
    fs::write(folder.join("rules.toml"), rules).expect("the rules can be written");
    fs::write(text.join("words.toml"), words).expect("the words can be written");
    for name in ["interface.toml", "later.toml"] {
        let of_the_app = fs::read_to_string(root.join("protocol/text/en").join(name));
        let of_the_app = of_the_app.expect("the words of the app are there");
        fs::write(text.join(name), of_the_app).expect("the words can be written");
    }
    folder
}

/// What the reader says after one change.
fn problems(name: &str, rules: (&str, &str), words: (&str, &str)) -> Vec<Problem> {
    assert!(
        RULES.contains(rules.0),
        "{name}: nothing to change in the rules"
    );
    assert!(
        WORDS.contains(words.0),
        "{name}: nothing to change in the words"
    );
    let rules = RULES.replacen(rules.0, rules.1, 1);
    let words = WORDS.replacen(words.0, words.1, 1);
    read(&folder(name, &rules, &words))
        .err()
        .unwrap_or_default()
}

#[test]
fn a_good_protocol_is_read_packed_and_unpacked() {
    let content = read(&folder("good", RULES, WORDS)).expect("it is good");
    let protocol = &content.protocol;
    assert_eq!(protocol.review_by, "2030-01-01");
    assert_eq!(protocol.red_flags[0].levels[0].0, Level::Emergency);
    let began = protocol
        .questions
        .iter()
        .find(|question| question.id == "began")
        .expect("it is there");
    assert_eq!(began.kind, Kind::Choice);
    assert_eq!(began.with_role(Role::None), began.option("nothing"));
    let after_its_parts = protocol
        .nodes
        .iter()
        .enumerate()
        .all(|(place, node)| match node {
            Node::Option { applies, .. } | Node::AtLeast { applies, .. } => {
                applies.is_none_or(|applies| usize::from(applies) < place)
            }
            Node::Not(of) => usize::from(*of) < place,
            Node::All(of) | Node::Any(of) | Node::Count { of, .. } => {
                of.iter().all(|of| usize::from(*of) < place)
            }
        });
    assert!(
        after_its_parts,
        "every node stands after the nodes it refers to"
    );
    let words = &content.languages[0].words;
    assert_eq!(unpack(&pack(words)).as_ref(), Ok(words));
    assert!(unpack::<unknot_protocol::Words>(b"\xff\xff\xff\xff").is_err());
}

/// A name, what becomes of the rules and of the words, what is said, and what is advised.
type Mistake<'a> = (
    &'a str,
    (&'a str, &'a str),
    (&'a str, &'a str),
    &'a str,
    &'a str,
);

#[test]
fn every_mistake_is_named_with_its_line_and_what_to_write() {
    let unchanged = ("", "");
    let cases: &[Mistake] = &[
        (
            "finding",
            ("danger.chest or", "heart-pain or"),
            unchanged,
            "no finding `heart-pain`",
            "[finding]",
        ),
        (
            "option",
            ("danger.chest or", "danger.chset or"),
            unchanged,
            "no option `chset`",
            "did you mean `chest`",
        ),
        (
            "question",
            ("danger.chest or", "dangr.chest or"),
            unchanged,
            "no question `dangr`",
            "did you mean `danger`",
        ),
        (
            "as-finding",
            ("danger.chest or", "danger or"),
            unchanged,
            "no finding `danger`",
            "danger.option",
        ),
        (
            "mixed",
            ("danger.chest or", "age > 3 and danger.chest or"),
            unchanged,
            "mixed without brackets",
            "a and (b or c)",
        ),
        (
            "number",
            ("age >= 18", "began >= 18"),
            unchanged,
            "`began` is no number",
            "began.option",
        ),
        (
            "range",
            ("age >= 18", "age >= 180"),
            unchanged,
            "age is never 180",
            "from 0 to 120",
        ),
        (
            "never",
            (
                "fits-when = \"began.run\"",
                "fits-when = \"began.run and began.injury\"",
            ),
            unchanged,
            "can never be true",
            "exclude each other",
        ),
        (
            "never-age",
            (
                "fits-when = \"began.run\"",
                "fits-when = \"began.run and age < 10\"",
            ),
            unchanged,
            "can never be true",
            "ask-when",
        ),
        (
            "loop",
            ("age >= 18", "not grown-up"),
            unchanged,
            "depends on itself",
            "take it out",
        ),
        (
            "self-ask",
            ("ask-when = \"grown-up\"", "ask-when = \"began.run\""),
            unchanged,
            "depends on its own answer",
            "ask-when",
        ),
        (
            "order",
            ("\"age\", \"began\"]", "\"began\", \"age\"]"),
            unchanged,
            "before `age`",
            "put `age` before",
        ),
        (
            "unlisted",
            (", \"began\"]", "]"),
            unchanged,
            "is in no entry",
            "questions",
        ),
        (
            "no-after",
            (
                "[entry.full]",
                "[entry.now]\nquestions = [\"danger\"]\nstretch-unless = \"danger.chest\"\n[entry.full]",
            ),
            unchanged,
            "says nothing after a stretch",
            "add [entry.now.after]",
        ),
        (
            "locked-option",
            (
                "[entry.full]",
                "[entry.now]\nquestions = [\"danger\"]\nstretch-unless = \"danger.chest\"\n[entry.now.after]\neased = []\ngripping = []\nminutes = 10\nlocked = [\"danger.chess\"]\nsource = [\"book\"]\nevidence = \"C\"\n[entry.full]",
            ),
            unchanged,
            "question `danger` has no option `chess`",
            "did you mean `chest`",
        ),
        (
            "unused-sign",
            ("danger.chest or danger.breath", "danger.chest"),
            unchanged,
            "no rule needs the sign `breath`",
            "take it out",
        ),
        (
            "unused-finding",
            ("grown-up = ", "old = \"age > 60\"\ngrown-up = "),
            unchanged,
            "no rule uses the finding `old`",
            "take it out",
        ),
        (
            "unused-question",
            ("[finding]", "[question.more]\nkind = \"yes-no\"\n[finding]"),
            unchanged,
            "no rule needs the question `more`",
            "take it out",
        ),
        (
            "too-many",
            (
                "[\"chest\", \"breath\"]",
                "[\"chest\", \"breath\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\"]",
            ),
            unchanged,
            "8 signs",
            "one to seven",
        ),
        (
            "source",
            ("source = [\"book\"]", "source = [\"bok\"]"),
            unchanged,
            "no source `bok`",
            "did you mean `book`",
        ),
        (
            "no-source",
            (
                "source = [\"book\"]\nevidence = \"C\"",
                "source = []\nevidence = \"C\"",
            ),
            unchanged,
            "has no source",
            "[source.…]",
        ),
        (
            "evidence",
            ("evidence = \"C\"", "evidence = \"Z\""),
            unchanged,
            "`Z` is no evidence letter",
            "A, B, C or D",
        ),
        (
            "place",
            (
                "[level.emergency]\nplace = \"home\"",
                "[level.emergency]\nplace = \"hospital\"",
            ),
            unchanged,
            "no place `hospital`",
            "[place.…]",
        ),
        (
            "no-level",
            ("[level.same-day]\nplace = \"home\"\n", ""),
            unchanged,
            "no table [level.same-day]",
            "place",
        ),
        (
            "twice",
            (
                "[place.home]",
                "[place.home]\n[red-flag.twin]\nemergency = \"danger.chest\"\nsource = [\"book\"]\nevidence = \"C\"\n[advice.twin]\nsection = \"now\"\nsource = [\"book\"]\nevidence = \"C\"",
            ),
            unchanged,
            "has no words",
            "[red-flag.twin]",
        ),
        (
            "field",
            ("precedence = 1", "precedence = 1\nprecedense = 2"),
            unchanged,
            "precedense",
            "README",
        ),
        (
            "toml",
            ("[gate]", "[gate"),
            unchanged,
            "this is not TOML",
            "README",
        ),
        (
            "kind",
            ("[place.home]", "[plase.home]"),
            unchanged,
            "`plase` is no kind of table",
            "did you mean `place`",
        ),
        (
            "missing-words",
            unchanged,
            ("[pattern.overuse]\nname", "[pattern.overused]\nname"),
            "pattern `overuse` has no words",
            "[pattern.overuse]",
        ),
        (
            "surplus-words",
            unchanged,
            ("[pattern.overuse]\nname", "[pattern.overused]\nname"),
            "no pattern `overused`",
            "did you mean `overuse`",
        ),
        (
            "missing-option",
            unchanged,
            ("run = \"A run\"\n", ""),
            "the option `run` has no words",
            "label",
        ),
        (
            "surplus-option",
            unchanged,
            ("run = \"A run\"", "run = \"A run\"\nrum = \"Rum\""),
            "has no option `rum`",
            "did you mean `run`",
        ),
        (
            "missing-none",
            unchanged,
            ("none = \"No, none\"\n", ""),
            "has no words",
            "none",
        ),
        (
            "missing-pointer",
            unchanged,
            ("for = { old = \"Age\" }", "for = { odl = \"Age\" }"),
            "pointer `old` has no words",
            "add it to `for`",
        ),
        (
            "map-option",
            ("[region.injury]", "[region.injuyr]"),
            unchanged,
            "no option `injuyr`",
            "did you mean `injury`",
        ),
        (
            "map-none",
            ("\"nothing\", \"not-sure\"]\n[map", "\"nothing\"]\n[map"),
            unchanged,
            "no region for `not-sure`",
            "not-drawn",
        ),
        (
            "map-both",
            ("not-drawn = [", "not-drawn = [\"run\", "),
            unchanged,
            "`run` is not drawn, and yet",
            "keep one",
        ),
        (
            "map-line",
            ("back = [\"waist\"", "back = [\"waits\""),
            unchanged,
            "no line `waits`",
            "did you mean `waist`",
        ),
        (
            "map-joint",
            ("[0, 30], [44, 30]", "[0, 30], [45, 30]"),
            unchanged,
            "share 0 points",
            "exactly one",
        ),
        (
            "map-below",
            ("[0, 5], [0, 55]", "[-1, 5], [0, 55]"),
            unchanged,
            "below 0",
            "mirror image",
        ),
        (
            "map-view",
            ("[map-line.back]", "[map-line.rear]"),
            unchanged,
            "`rear` is no view",
            "[map-line.front]",
        ),
        (
            "map-nowhere",
            ("[region.injury]\nfront", "[region.injury]\n# front"),
            unchanged,
            "on no view",
            "back",
        ),
        (
            "map-question",
            ("[part.danger]", "[part.dagner]"),
            unchanged,
            "no question `dagner`",
            "did you mean `danger`",
        ),
        (
            "map-part",
            ("chest = { view", "chset = { view"),
            unchanged,
            "no option `chset`",
            "did you mean `chest`",
        ),
        (
            "map-part-view",
            ("view = \"front\"", "view = \"top\""),
            unchanged,
            "`top` is no view",
            "back",
        ),
        (
            "missing-names",
            unchanged,
            ("[search.run]", "[search.rum]"),
            "search `run` has no words",
            "[search.run]",
        ),
        (
            "surplus-names",
            unchanged,
            ("[search.run]", "[search.rum]"),
            "no search `rum`",
            "did you mean `run`",
        ),
    ];
    for (name, rules, words, what, help) in cases {
        let found = problems(name, *rules, *words);
        let hit = found.iter().find(|problem| problem.what.contains(what));
        let Some(hit) = hit else {
            panic!("{name}: nothing says {what:?}, but {found:#?}")
        };
        let told = format!("{} {}", hit.what, hit.help);
        assert!(told.contains(help), "{name}: {hit} does not say {help:?}");
        assert!(
            *name == "missing-names" || hit.file.ends_with(".toml"),
            "{name}: {hit} names no file"
        );
        assert!(
            hit.line > 0 || ["no-level", "missing-names"].contains(name),
            "{name}: {hit} names no line"
        );
    }
}

#[test]
fn the_line_is_the_line_of_the_mistake() {
    let found = problems("line", ("danger.chest or", "danger.chset or"), ("", ""));
    let wrong = RULES
        .lines()
        .position(|line| line.contains("danger.chest or"))
        .expect("it is there");
    assert_eq!(found[0].line, wrong + 1, "{}", found[0]);
}

#[test]
fn one_run_names_every_mistake() {
    let rules = RULES.replace(
        "danger.chest or danger.breath",
        "danger.chset or danger.braeth",
    );
    let found = read(&folder("many", &rules, WORDS)).expect_err("it is wrong");
    assert!(found.len() >= 2, "{found:#?}");
}
