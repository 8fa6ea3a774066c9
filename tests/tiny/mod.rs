//! A protocol of six questions, small enough to hold in one's head, for tests of the visit and of
//! the screens. Its words say which word they are: the label of `calf` is "label calf".

use std::rc::Rc;

use serde::Deserialize;
use unknot_protocol::{
    Advice, AdviceWords, After, Brief, By, Choice, Country, CountryWords, Entry, EntryWords,
    Exercise, ExerciseWords, Gates, Goal, Interface, Kind, Later, Level, LevelWords, Line, Map,
    MapPart, Massage, MassageWords, Muscle, MuscleWords, Node, OptionWords, Pattern, PatternWords,
    Phase, Place, PlanWords, Pointer, Position, Protocol, Question, QuestionWords, RedFlag,
    RedFlagWords, Region, Role, SearchWords, Section, Service, ServiceWords, Source, Text, View,
    Words,
};

pub const DANGER: u16 = 0;
pub const WHO: u16 = 1;
pub const AGE: u16 = 2;
pub const WHERE: u16 = 3;
pub const LEG: u16 = 4;
pub const BEGAN: u16 = 5;

/// Exercises.
pub const FIRM: u16 = 0;
pub const RELIEF: u16 = 1;

pub const FULL: usize = 0;
pub const NOW: usize = 1;

/// Places of the options in their questions.
pub mod option {
    pub const CHEST: u16 = 0;
    pub const DANGER_NOT_SURE: u16 = 2;
    pub const DANGER_NONE: u16 = 3;
    pub const ME: u16 = 0;
    pub const OTHER: u16 = 1;
    pub const CALF: u16 = 0;
    pub const BACK: u16 = 1;
    pub const ALL_OVER: u16 = 2;
    pub const SWOLLEN: u16 = 0;
    pub const LEG_NOT_SURE: u16 = 2;
    pub const LEG_NONE: u16 = 3;
    pub const EXERCISE: u16 = 0;
}

/// Conditions, by their place in the list.
mod node {
    pub const EMERGENCY: u16 = 2;
    pub const CALF: u16 = 3;
    pub const SWOLLEN: u16 = 4;
    pub const OLD_CALF: u16 = 7;
    pub const EXERCISE: u16 = 8;
    pub const NO_HANDS: u16 = 9;
    pub const NO_RELIEF: u16 = 10;
}

pub fn protocol() -> Rc<Protocol> {
    let of = |question, option, applies| Node::Option {
        question,
        option,
        applies,
    };
    Rc::new(Protocol {
        version: "0.0.1".into(),
        review_by: "2027-05-20".into(),
        hash: "0123456789abcdef".into(),
        nodes: vec![
            of(DANGER, 0, None),
            of(DANGER, 1, None),
            Node::Any(vec![0, 1]),
            of(WHERE, option::CALF, None),
            of(LEG, option::SWOLLEN, Some(node::CALF)),
            Node::AtLeast {
                question: AGE,
                least: 65,
                applies: None,
            },
            of(LEG, 1, Some(node::CALF)),
            Node::All(vec![5, node::CALF]),
            of(BEGAN, option::EXERCISE, None),
            Node::Any(vec![node::SWOLLEN, 6]),
            Node::Any(vec![node::EMERGENCY, node::NO_HANDS]),
        ],
        questions: vec![
            question(
                "danger",
                Kind::Checklist,
                &["chest", "stroke", "not-sure", "none"],
                None,
            ),
            Question {
                start: true,
                ..question("who", Kind::Choice, &["me", "other", "child"], None)
            },
            question(
                "age",
                Kind::Number {
                    least: 0,
                    most: 120,
                },
                &[],
                None,
            ),
            question(
                "where",
                Kind::Several { most: 2 },
                &["calf", "back", "all-over", "neck"],
                None,
            ),
            question(
                "leg",
                Kind::Checklist,
                &["swollen", "hot", "not-sure", "none"],
                Some(node::CALF),
            ),
            question(
                "began",
                Kind::Choice,
                &["exercise", "night", "not-sure"],
                None,
            ),
        ],
        entries: vec![
            Entry {
                id: "full".into(),
                questions: vec![DANGER, AGE, WHERE, LEG, BEGAN],
                goal: Goal::Care,
            },
            Entry {
                id: "now".into(),
                questions: vec![DANGER, WHERE, LEG],
                goal: Goal::Relief {
                    unless: node::NO_RELIEF,
                    after: After {
                        eased: vec![2],
                        gripping: vec![7],
                        minutes: 10,
                        locked: vec![(LEG, option::SWOLLEN), (BEGAN, 1)],
                        ..After::default()
                    },
                },
            },
        ],
        levels: (0..5)
            .map(|level| Line {
                again: (level == Level::SelfCare as u16).then_some(3),
                sources: vec![],
                place: level,
                until: vec![],
            })
            .collect(),
        brief: Brief {
            complaint: vec![WHERE, BEGAN],
            course: vec![],
            health: vec![LEG],
        },
        red_flags: vec![
            flag("heart", vec![(Level::Emergency, node::EMERGENCY)], vec![]),
            flag("clot", vec![(Level::SameDay, node::SWOLLEN)], vec![0, 1]),
            flag("old", vec![(Level::DoctorSoon, node::OLD_CALF)], vec![]),
        ],
        gates: Gates {
            stretch: node::NO_HANDS,
            massage: node::NO_HANDS,
            hands_on: node::NO_HANDS,
        },
        patterns: vec![Pattern {
            id: "overuse".into(),
            fits: node::EXERCISE,
            pointers_for: vec![Pointer {
                id: "after".into(),
                when: node::EXERCISE,
            }],
            pointers_against: vec![],
            sources: vec![0],
            evidence: 'C',
        }],
        muscles: vec![Muscle {
            id: "gastrocnemius".into(),
            when: node::CALF,
        }],
        exercises: vec![
            Exercise {
                gentle: false,
                ..exercise("firm", Phase::Relief)
            },
            exercise("relief", Phase::Relief),
            exercise("raise", Phase::FollowUp),
        ],
        massages: vec![
            massage("neighbours", By::Oneself),
            massage("stroke", By::Practitioner),
        ],
        advice: vec![
            advice("keep-still", Section::Until, None),
            advice("no-rubbing", Section::UntilAvoid, None),
            advice("drink", Section::Now, None),
            advice("warm-up", Section::Days, None),
            advice("build-up", Section::Weeks, None),
            advice("run-later", Section::Run, Some(node::EXERCISE)),
            advice("no-sprint", Section::Avoid, None),
            advice("two-weeks", Section::SafetyNet, None),
        ],
        services: vec![
            service("massage", true, false),
            service("physio", false, true),
        ],
        places: (0..5)
            .map(|place| Place {
                id: format!("place-{place}"),
            })
            .collect(),
        countries: vec![
            country("GB", &["999", "112"], &[("NHS", "111")], true),
            country("US", &["911"], &[], false),
        ],
        sources: vec![Source {
            id: "study".into(),
            citation: String::new(),
            url: String::new(),
            read: String::new(),
        }],
        map: map(),
        ..Protocol::default()
    })
}

/// Calf and back on one view, and a small picture of one way in which it began.
fn map() -> Map {
    let region = |option, shape: &str| Region {
        option,
        shape: shape.into(),
    };
    Map {
        question: Some(WHERE),
        views: vec![View {
            frame: "0 0 100 200".into(),
            outline: "M0 0c1 1 2 2 3 3z".into(),
            details: "M5 5c1 1 2 2 3 3".into(),
            regions: vec![region(option::BACK, "M1 1z"), region(option::CALF, "M2 2z")],
        }],
        parts: vec![MapPart {
            question: BEGAN,
            option: option::EXERCISE,
            view: 0,
            frame: "10 10 20 20".into(),
            shape: "M3 3z".into(),
        }],
    }
}

pub fn words() -> Rc<Words> {
    let protocol = protocol();
    let mut questions: Vec<QuestionWords> = protocol.questions.iter().map(question_words).collect();
    questions[usize::from(AGE)].ask.other = Some("ask age of the person".into());
    Rc::new(Words {
        lang: "en".into(),
        hash: protocol.hash.clone(),
        own_hash: String::new(),
        sign_offs: vec![],
        interface: interface(),
        questions,
        entries: protocol
            .entries
            .iter()
            .map(|entry| EntryWords {
                name: text("name", &entry.id),
                about: text("about", &entry.id),
            })
            .collect(),
        levels: Level::ALL
            .iter()
            .map(|level| LevelWords {
                act: text("act", level.id()),
                how_soon: text("soon", level.id()),
                name: text("name", level.id()),
            })
            .collect(),
        places: protocol
            .places
            .iter()
            .map(|place| text("go to", &place.id))
            .collect(),
        countries: ["United Kingdom", "United States"]
            .map(|name| CountryWords {
                name: name.into(),
                note: None,
            })
            .into(),
    })
}

pub fn plan_words() -> Rc<PlanWords> {
    let protocol = protocol();
    Rc::new(PlanWords {
        lang: "en".into(),
        hash: protocol.hash.clone(),
        later: later(),
        questions: vec![],
        search: SearchWords {
            names: [&["charley horse"], &["lumbago"], &["everywhere"], &["nape"]]
                .map(|names| names.map(String::from).to_vec())
                .to_vec(),
            ignored: vec!["pain".into()],
        },
        patterns: vec![PatternWords {
            name: text("name", "overuse"),
            about: text("about", "overuse"),
            course: text("course", "overuse"),
            pointers_for: vec![text("for", "after")],
            pointers_against: vec![],
        }],
        muscles: vec![MuscleWords {
            name: text("name", "gastrocnemius"),
            look: None,
        }],
        exercises: protocol
            .exercises
            .iter()
            .map(|exercise| ExerciseWords {
                name: text("name", &exercise.id),
                steps: vec![text("step", &exercise.id)],
                feel: Some(text("feel", &exercise.id)),
                stop: vec![text("stop", &exercise.id)],
                dose: text("dose", &exercise.id),
            })
            .collect(),
        massages: protocol
            .massages
            .iter()
            .map(|massage| MassageWords {
                name: text("name", &massage.id),
                steps: vec![text("step", &massage.id)],
                not_here: vec![text("not here", &massage.id)],
            })
            .collect(),
        services: protocol
            .services
            .iter()
            .map(|service| ServiceWords {
                name: text("name", &service.id),
                about: text("about", &service.id),
            })
            .collect(),
        advice: protocol
            .advice
            .iter()
            .map(|advice| AdviceWords {
                say: text("say", &advice.id),
            })
            .collect(),
        sources: vec!["A study, 2020".into()],
        red_flags: protocol
            .red_flags
            .iter()
            .map(|flag| RedFlagWords {
                because: text("because", &flag.id),
            })
            .collect(),
    })
}

fn later() -> Later {
    #[derive(Deserialize)]
    struct File {
        later: Later,
    }
    let file = include_str!("../../protocol/text/en/later.toml");
    toml::from_str::<File>(file)
        .expect("later.toml has every word and no other")
        .later
}

fn interface() -> Interface {
    #[derive(Deserialize)]
    struct File {
        interface: Interface,
    }
    let file = include_str!("../../protocol/text/en/interface.toml");
    toml::from_str::<File>(file)
        .expect("interface.toml has every word and no other")
        .interface
}

fn text(what: &str, id: &str) -> Text {
    Text {
        me: format!("{what} {id}"),
        other: None,
        child: None,
    }
}

fn question(id: &str, kind: Kind, options: &[&str], ask_when: Option<u16>) -> Question {
    let options = options.iter().map(|&id| Choice {
        id: id.into(),
        role: match id {
            "none" => Role::None,
            "not-sure" => Role::NotSure,
            _ => Role::Plain,
        },
        alone: id == "all-over",
        show: None,
    });
    Question {
        id: id.into(),
        kind,
        options: options.collect(),
        ask_when,
        always: false,
        start: false,
    }
}

fn question_words(question: &Question) -> QuestionWords {
    let words = |choice: &Choice| match (question.kind, choice.role) {
        (Kind::Checklist, Role::NotSure) => OptionWords::default(),
        _ => OptionWords {
            label: text("label", &choice.id),
            said: text("said", &choice.id),
            check: Some(text("check", &choice.id)),
        },
    };
    QuestionWords {
        ask: text("ask", &question.id),
        hint: None,
        why: Some(text("why", &question.id)),
        options: question.options.iter().map(words).collect(),
        said: Some("{n} years old".into()),
        unit: Some("years".into()),
        denied: None,
    }
}

fn flag(id: &str, levels: Vec<(Level, u16)>, until: Vec<u16>) -> RedFlag {
    RedFlag {
        id: id.into(),
        row: String::new(),
        levels,
        places: vec![],
        until,
        may_indicate: String::new(),
        note: String::new(),
        sources: vec![0],
        evidence: 'C',
    }
}

fn exercise(id: &str, phase: Phase) -> Exercise {
    Exercise {
        id: id.into(),
        muscle: 0,
        phase,
        position: Position::Standing,
        gentle: true,
        quick: phase == Phase::Relief,
        when: None,
        unless: None,
        hold: [20, 30],
        repeats: [1, 3],
        rest: 10,
        both_sides: false,
        sources: vec![0],
        evidence: 'C',
    }
}

fn massage(id: &str, by: By) -> Massage {
    let muscle = (by == By::Oneself).then_some(0);
    Massage {
        id: id.into(),
        by,
        muscle,
        when: None,
        unless: None,
        sources: vec![0],
        evidence: 'D',
    }
}

fn advice(id: &str, section: Section, when: Option<u16>) -> Advice {
    Advice {
        id: id.into(),
        section,
        when,
        unless: None,
        levels: vec![],
        sources: vec![0],
        evidence: 'C',
    }
}

fn service(id: &str, hands_on: bool, assesses: bool) -> Service {
    Service {
        id: id.into(),
        hands_on,
        assesses,
        when: None,
        unless: None,
    }
}

fn country(id: &str, emergency: &[&str], advice: &[(&str, &str)], checked: bool) -> Country {
    Country {
        id: id.into(),
        emergency: emergency.iter().map(|&number| number.into()).collect(),
        advice: advice
            .iter()
            .map(|&(name, number)| (name.into(), number.into()))
            .collect(),
        checked,
    }
}
