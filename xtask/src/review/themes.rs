//! The chapters a reviewer reads one by one: which questions and rules belong together.

use unknot_protocol::{Node, NodeId, Protocol};

/// A chapter.
pub(super) struct Theme {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    /// Its lists help to decide in all chapters, so a rule rather belongs where it is specific.
    pub(super) context: bool,
    questions: &'static [&'static str],
}

/// All chapters, in reading order. A question that stands nowhere follows the one that opens it,
/// and failing that stands in the last chapter.
pub(super) const THEMES: &[Theme] = &[
    Theme {
        id: "danger",
        name: "Danger signs, asked of everyone",
        context: false,
        questions: &["danger", "danger-more"],
    },
    Theme {
        id: "chest-belly",
        name: "Chest and belly",
        context: false,
        questions: &[
            "chest-kind",
            "chest-signs",
            "chest-wall",
            "belly-signs",
            "belly-more",
            "stone-more",
            "stone-before",
        ],
    },
    Theme {
        id: "injury",
        name: "Injury",
        context: false,
        questions: &[
            "event-kind",
            "crush-kind",
            "injury-signs",
            "injury-when",
            "injury-checked",
            "injury-force",
            "injury-course",
            "blow-signs",
            "knock-hard",
            "tear-signs",
        ],
    },
    Theme {
        id: "neck-jaw",
        name: "Neck and jaw",
        context: false,
        questions: &[
            "neck-injury",
            "neck-turn",
            "neck-signs",
            "neck-more",
            "neck-side",
            "neck-cord",
            "jaw-signs",
            "fifty-signs",
        ],
    },
    Theme {
        id: "upper-back-arm",
        name: "Upper back, shoulder, arm and hand",
        context: false,
        questions: &[
            "upper-back-signs",
            "band-legs",
            "shoulder-signs",
            "arm-signs",
            "hand-signs",
            "effort-now",
            "cough-blood",
            "arm-effort",
        ],
    },
    Theme {
        id: "back-hip",
        name: "Lower back, hip and groin",
        context: false,
        questions: &[
            "back-signs",
            "back-checked",
            "foot-weak-kind",
            "lost-height",
            "back-more",
            "back-severe",
            "leg-nerve-signs",
            "leg-nerve-checked",
            "hip-signs",
            "groin-lump-signs",
            "groin-load",
            "walk-ease",
            "back-work",
            "back-start",
            "back-inflam",
        ],
    },
    Theme {
        id: "leg",
        name: "Thigh, knee, calf, shin, ankle and foot",
        context: false,
        questions: &[
            "leg-signs",
            "both-swollen-when",
            "clot-risk",
            "lung-signs",
            "leg-bone",
            "ankle-bones",
            "knee-injury",
            "tight-limb",
            "foot-check",
        ],
    },
    Theme {
        id: "effort-heat",
        name: "Effort and heat",
        context: false,
        questions: &[
            "heat-signs",
            "stimulant-hot",
            "effort-signs",
            "effort-heart",
            "sickle-trait",
            "water-signs",
            "sore-week",
            "lifelong-cramps",
        ],
    },
    Theme {
        id: "nerve",
        name: "Nerves, weakness and twitching",
        context: false,
        questions: &[
            "nerve",
            "weak-kind",
            "weak-signs",
            "strip",
            "jerk",
            "slow-signs",
            "pulled-shape",
            "urge-nights",
        ],
    },
    Theme {
        id: "unwell",
        name: "Feeling ill, and how bad it is",
        context: false,
        questions: &[
            "unwell",
            "severe-kind",
            "curl-signs",
            "curl-kind",
            "fluid-signs",
            "older-signs",
        ],
    },
    Theme {
        id: "illness",
        name: "Other illness",
        context: false,
        questions: &["conditions", "conditions-more", "bleed-signs"],
    },
    Theme {
        id: "medicine",
        name: "Medicines",
        context: false,
        questions: &["medicines", "painkillers"],
    },
    Theme {
        id: "pregnancy",
        name: "Pregnancy and birth",
        context: false,
        questions: &["pregnant", "pregnancy-signs", "pregnancy-back"],
    },
    Theme {
        id: "child",
        name: "Children and young people",
        context: false,
        questions: &[
            "child-signs",
            "child-leg",
            "limp-kind",
            "child-neck",
            "child-back",
        ],
    },
    Theme {
        id: "course",
        name: "How it began, how long, how often",
        context: true,
        questions: &[
            "began",
            "grip",
            "started",
            "course",
            "often",
            "therapy-failed",
        ],
    },
    Theme {
        id: "who",
        name: "Who it is for, and where it is",
        context: true,
        questions: &["who", "age", "where", "worst"],
    },
    Theme {
        id: "plan",
        name: "Questions that only refine the plan, and \u{201c}cramping now\u{201d}",
        context: true,
        questions: &[
            "now-check",
            "run",
            "feels",
            "stretch-helps",
            "job",
            "hip-replaced",
            "hands-on-check",
        ],
    },
];

/// An answer that speaks for a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Leaf {
    pub(super) question: u16,
    pub(super) option: u16,
    /// It is enough, given that its question is asked.
    pub(super) alone: bool,
}

/// Every answer that speaks for the condition: not those that speak against it.
pub(super) fn leaves(protocol: &Protocol, node: NodeId) -> Vec<Leaf> {
    let mut found = Vec::new();
    collect(protocol, node, &mut Vec::new(), true, &mut found);
    found.sort();
    // Where an answer speaks in two ways, the stronger one counts.
    found.reverse();
    found.dedup_by_key(|leaf| (leaf.question, leaf.option));
    found.reverse();
    found
}

fn collect(
    protocol: &Protocol,
    node: NodeId,
    beside: &mut Vec<NodeId>,
    alone: bool,
    found: &mut Vec<Leaf>,
) {
    match &protocol.nodes[usize::from(node)] {
        Node::Option {
            question,
            option,
            applies,
        } => {
            let given = beside
                .iter()
                .all(|&other| applies.is_some_and(|asked| implies(protocol, asked, other)));
            found.push(Leaf {
                question: *question,
                option: *option,
                alone: alone && given,
            });
        }
        Node::AtLeast { .. } | Node::Not(_) => {}
        Node::All(of) => {
            for &part in of {
                let before = beside.len();
                beside.extend(of.iter().filter(|&&other| other != part));
                collect(protocol, part, beside, alone, found);
                beside.truncate(before);
            }
        }
        Node::Any(of) => {
            for &part in of {
                collect(protocol, part, beside, alone, found);
            }
        }
        Node::Count { least, of } => {
            for &part in of {
                collect(protocol, part, beside, alone && *least < 2, found);
            }
        }
    }
}

/// Whether the first condition can only hold where the second does, as far as its form shows.
fn implies(protocol: &Protocol, first: NodeId, second: NodeId) -> bool {
    if first == second {
        return true;
    }
    let node = |id: NodeId| &protocol.nodes[usize::from(id)];
    if let Node::Any(of) = node(first) {
        return !of.is_empty() && of.iter().all(|&part| implies(protocol, part, second));
    }
    if let Node::All(of) = node(second) {
        return of.iter().all(|&part| implies(protocol, first, part));
    }
    match (node(first), node(second)) {
        (Node::All(of), _) if of.iter().any(|&part| implies(protocol, part, second)) => true,
        (_, Node::Any(of)) => of.iter().any(|&part| implies(protocol, first, part)),
        _ => false,
    }
}

/// Where every question and every red flag stands.
pub(super) struct Order {
    /// By question, the place of its theme.
    pub(super) of_question: Vec<usize>,
    /// By red flag, the place of its theme.
    pub(super) of_rule: Vec<usize>,
}

pub(super) fn order(protocol: &Protocol) -> Order {
    let named = |id: &str| {
        THEMES
            .iter()
            .position(|theme| theme.questions.contains(&id))
    };
    let mut of_question: Vec<Option<usize>> = protocol
        .questions
        .iter()
        .map(|question| named(&question.id))
        .collect();
    // A few rounds are enough: no list is opened by another more than a few steps away.
    for _ in 0..4 {
        for place in 0..protocol.questions.len() {
            if of_question[place].is_none() {
                let opens = protocol.questions[place].ask_when;
                let openers = opens.map_or_else(Vec::new, |node| leaves(protocol, node));
                of_question[place] = openers
                    .iter()
                    .filter(|leaf| usize::from(leaf.question) != place)
                    .find_map(|leaf| of_question[usize::from(leaf.question)]);
            }
        }
    }
    // What is about a muscle's part refines the plan, although a place opens it.
    let last = THEMES.len() - 1;
    let context = |theme: usize| THEMES[theme].context;
    let of_question: Vec<usize> = of_question
        .iter()
        .zip(&protocol.questions)
        .map(|(theme, question)| match theme {
            Some(theme) if context(*theme) && named(&question.id).is_none() => last,
            Some(theme) => *theme,
            None => last,
        })
        .collect();
    let of_rule = protocol
        .red_flags
        .iter()
        .map(|flag| {
            let mut score = vec![0usize; THEMES.len()];
            for &(_, node) in &flag.levels {
                for leaf in leaves(protocol, node) {
                    let theme = of_question[usize::from(leaf.question)];
                    // What is enough by itself says more about where a rule belongs.
                    score[theme] += match (context(theme), leaf.alone) {
                        (true, _) => 1,
                        (false, false) => 100,
                        (false, true) => 250,
                    };
                }
            }
            let best = score.iter().max().copied().unwrap_or(0);
            score
                .iter()
                .position(|&value| value == best && best > 0)
                .unwrap_or(last)
        })
        .collect();
    Order {
        of_question,
        of_rule,
    }
}
