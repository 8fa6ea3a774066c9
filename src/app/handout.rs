//! What goes on paper and into the clipboard, and what a clinician wants at a glance: from a
//! scene to a [`Sheet`]. The order is that of the screen.

use unknot_protocol::{By, Choice, Kind, Level, Phase, PlanWords, Question, Role, Section};
use unknot_triage::{Answer, Ask, Fired, Interview, Outcome, Relief};

use super::Scene;
use super::parts::{massages, places, review_lines, said, statement};
use super::scene::fill;
use crate::handoff::{Drawing, Item, Reminder, Sheet, compact};
use crate::visit::start_question;

/// The guidance on one or two pages.
pub(crate) fn handout(scene: &Scene, interview: &Interview, outcome: &Outcome) -> Sheet {
    let interface = scene.interface();
    let mut sheet = Sheet::new(act(scene, outcome));
    let to = &mut sheet;
    card(scene, outcome, to);
    if outcome.level.is_some() {
        to.part("why-level", &interface.because);
        reasons(scene, outcome, to);
    }
    if let Some(plan) = scene.plan {
        // As on the screen: where seeing someone is the guidance, who that may be comes first.
        let helpers_first = outcome.level == Some(Level::Practitioner);
        if helpers_first {
            help(scene, plan, outcome, to);
        }
        steps(scene, plan, outcome, to);
        for (section, title, class) in [
            (Section::Run, &interface.can_i_run, "run"),
            (Section::Avoid, &interface.avoid, "avoid"),
            (Section::SafetyNet, &interface.safety_net, "safety-net"),
        ] {
            to.part(class, title);
            lines(scene, plan, places(outcome, section), section, to);
        }
        patterns(scene, plan, outcome, to);
        if !helpers_first {
            help(scene, plan, outcome, to);
        }
        to.part("origin", &interface.sources);
        to.says(publishers(plan, &outcome.sources));
    }
    to.part("answers", &interface.answers);
    let mut path = interview.path.clone();
    if let Some(question) = start_question(scene.protocol) {
        path.insert(0, Ask::question(question));
    }
    to.says(said_to(scene, interview, &path));
    if let Some(plan) = scene.plan {
        to.named(
            [&plan.later.brief_denied, ":"].concat(),
            denied(scene, interview),
        );
    }
    about(scene, to);
    sheet.done()
}

/// What a clinician wants at a glance.
pub(crate) fn appointment(
    scene: &Scene,
    plan: &PlanWords,
    interview: &Interview,
    outcome: &Outcome,
) -> Sheet {
    let later = &plan.later;
    let mut sheet = Sheet::new(later.appointment.clone());
    let [complaint, course, health] = brief(scene, interview);
    for (class, title, says) in [
        ("person", "", person(scene, interview)),
        ("", &later.brief_complaint, complaint),
        ("", &later.brief_course, course),
        ("", &later.brief_deciding, deciding(scene, outcome)),
        ("", &later.brief_denied, denied(scene, interview)),
        ("", &later.brief_health, health),
        ("", &later.brief_level, level(scene, outcome)),
    ] {
        sheet.part(class, title);
        sheet.says(says);
    }
    sheet.part("rules", &later.brief_rules);
    sheet.push(Item::Lines("plain", rules(scene, plan, outcome)));
    about(scene, &mut sheet);
    sheet.says(later.brief_unreviewed.clone());
    sheet.done()
}

/// The text of the code that a clinician's phone reads.
pub(crate) fn code_text(scene: &Scene, interview: &Interview, outcome: &Outcome) -> String {
    let protocol = scene.protocol;
    let short = protocol.hash.get(..8).unwrap_or(&protocol.hash);
    let head = [
        ["Unknot ", &protocol.version, " (", short, ") ", scene.today].concat(),
        person(scene, interview),
        level(scene, outcome),
    ];
    let [complaint, course, health] = brief(scene, interview);
    let body = [deciding(scene, outcome), complaint, course, health];
    compact(&head, &body, &scene.interface().not_a_diagnosis)
}

/// What was said to the questions of the protocol's brief.
fn brief(scene: &Scene, interview: &Interview) -> [String; 3] {
    let brief = &scene.protocol.brief;
    [&brief.complaint, &brief.course, &brief.health].map(|questions| {
        let asks: Vec<Ask> = questions.iter().copied().map(Ask::question).collect();
        said_to(scene, interview, &asks)
    })
}

/// The calendar file of the outcome's next look: after how many days, and the file.
pub(crate) fn calendar(scene: &Scene, outcome: &Outcome) -> Option<(u16, String)> {
    let later = &scene.plan?.later;
    let level = outcome.level?;
    let days = scene.protocol.levels.get(level as usize)?.again?;
    let reminder = Reminder {
        title: &later.calendar_title,
        about: &later.calendar_about,
        today: scene.today,
        days,
    };
    Some((days, reminder.file()?))
}

fn act(scene: &Scene, outcome: &Outcome) -> String {
    let interface = scene.interface();
    match (outcome.level, outcome.relief) {
        (Some(level), _) => scene.text(&scene.level(level).act),
        (None, Some(Relief::Offered)) => interface.now_offer.clone(),
        (None, _) => interface.now_refuse.clone(),
    }
}

fn level(scene: &Scene, outcome: &Outcome) -> String {
    let Some(level) = outcome.level else {
        return act(scene, outcome);
    };
    let words = scene.level(level);
    [
        &scene.text(&words.name),
        ". ",
        &scene.text(&words.act),
        ". ",
        &scene.text(&words.how_soon),
    ]
    .concat()
}

fn card(scene: &Scene, outcome: &Outcome, to: &mut Sheet) {
    let interface = scene.interface();
    to.part("act", "");
    let Some(level) = outcome.level else {
        let offered = outcome.relief == Some(Relief::Offered);
        let about = if offered {
            &interface.now_offer_about
        } else {
            &interface.now_refuse_about
        };
        return to.says(about.clone());
    };
    let how_soon = scene.text(&scene.level(level).how_soon);
    to.named([&interface.how_soon, ":"].concat(), how_soon);
    if let Some(place) = scene.words.places.get(usize::from(outcome.place)) {
        to.named([&interface.place, ":"].concat(), scene.text(place));
    }
    if let Some(plan) = scene.plan {
        for (section, heading) in [
            (Section::Until, &interface.until),
            (Section::UntilAvoid, &interface.until_avoid),
        ] {
            let mut of = outcome.until.clone();
            of.retain(|&line| scene.protocol.advice[usize::from(line)].section == section);
            to.push(Item::Heading(heading.clone()));
            lines(scene, plan, &of, section, to);
        }
    }
    if matches!(level, Level::SameDay | Level::DoctorSoon) {
        to.push(Item::Heading(interface.advice_lines.clone()));
        for (name, number) in scene.country().map_or(&[][..], |country| &country.advice) {
            to.named([name, ":"].concat(), number.clone());
        }
    }
}

fn reasons(scene: &Scene, outcome: &Outcome, to: &mut Sheet) {
    let interface = scene.interface();
    let mut none = true;
    for flag in deciding_flags(outcome) {
        none = false;
        if let Some(plan) = scene.plan {
            to.says(scene.text(&plan.red_flags[usize::from(flag.red_flag)].because));
        }
        for (name, unsure) in [
            (&interface.you_said, false),
            (&interface.you_were_not_sure, true),
        ] {
            let mut said = Vec::new();
            for reason in &flag.reasons {
                if reason.unsure == unsure {
                    said.extend(statement(scene, reason));
                }
            }
            to.named(name.clone(), said.join("; "));
        }
    }
    if none {
        to.says(interface.because_none.clone());
    }
}

fn deciding_flags(outcome: &Outcome) -> impl Iterator<Item = &Fired> {
    let flags = outcome.fired.iter();
    flags.filter(|flag| Some(flag.level) == outcome.level)
}

/// The answers under the rules that decided, each once.
fn deciding(scene: &Scene, outcome: &Outcome) -> String {
    let mut all: Vec<String> = Vec::new();
    for reason in deciding_flags(outcome).flat_map(|flag| &flag.reasons) {
        let Some(mut said) = statement(scene, reason) else {
            continue;
        };
        if reason.unsure {
            said = [&scene.interface().you_were_not_sure, " ", &said].concat();
        }
        if !all.contains(&said) {
            all.push(said);
        }
    }
    all.join("; ")
}

fn rules(scene: &Scene, plan: &PlanWords, outcome: &Outcome) -> Vec<String> {
    let mut rules = Vec::new();
    for flag in &outcome.fired {
        let place = usize::from(flag.red_flag);
        let level = scene.text(&scene.level(flag.level).name);
        let because = scene.text(&plan.red_flags[place].because);
        let sources = publishers(plan, &scene.protocol.red_flags[place].sources);
        rules.push([&level, ": ", &because, " [", &sources, "]"].concat());
    }
    rules
}

/// What to do now, in the next days, in the coming weeks.
fn steps(scene: &Scene, plan: &PlanWords, outcome: &Outcome, to: &mut Sheet) {
    if outcome.level.is_some_and(|level| level > Level::DoctorSoon) {
        return;
    }
    let later = &plan.later;
    let full = outcome.level.is_some();
    to.part("plan", &scene.interface().plan);
    for (heading, section) in [
        (&later.plan_now, Section::Now),
        (&later.plan_days, Section::Days),
        (&later.plan_weeks, Section::Weeks),
    ] {
        let now = section == Section::Now;
        to.push(Item::Heading(heading.clone()));
        if now {
            exercises(scene, plan, outcome, Phase::Relief, to);
            if full && outcome.closed.stretch {
                to.says(later.no_stretch.clone());
            }
        }
        lines(scene, plan, places(outcome, section), section, to);
        if now {
            for massage in massages(scene, outcome, By::Oneself) {
                let words = &plan.massages[usize::from(massage)];
                to.push(Item::Do {
                    name: scene.text(&words.name),
                    drawing: Some(Drawing::Massage(massage)),
                    dose: String::new(),
                    steps: scene.texts(&words.steps),
                    care: scene.texts(&words.not_here),
                });
            }
            if full && outcome.closed.massage {
                to.says(later.no_massage.clone());
            }
        } else if section == Section::Days {
            exercises(scene, plan, outcome, Phase::FollowUp, to);
        }
    }
}

fn exercises(scene: &Scene, plan: &PlanWords, outcome: &Outcome, phase: Phase, to: &mut Sheet) {
    for &exercise in &outcome.exercises {
        if scene.protocol.exercises[usize::from(exercise)].phase != phase {
            continue;
        }
        let words = &plan.exercises[usize::from(exercise)];
        to.push(Item::Do {
            name: scene.text(&words.name),
            drawing: Some(Drawing::Exercise(exercise)),
            dose: scene.text(&words.dose),
            steps: scene.texts(&words.steps),
            care: scene.texts(&words.stop),
        });
    }
}

fn lines(scene: &Scene, plan: &PlanWords, of: &[u16], section: Section, to: &mut Sheet) {
    let class = match section {
        Section::Avoid | Section::UntilAvoid => "do-not",
        Section::SafetyNet => "plain",
        _ => "do",
    };
    let mut said = Vec::new();
    for &line in of {
        said.push(scene.text(&plan.advice[usize::from(line)].say));
    }
    to.push(Item::Lines(class, said));
}

fn patterns(scene: &Scene, plan: &PlanWords, outcome: &Outcome, to: &mut Sheet) {
    to.part("patterns", &scene.interface().patterns);
    for fitting in &outcome.patterns {
        let words = &plan.patterns[usize::from(fitting.pattern)];
        to.named(
            [&scene.text(&words.name), "."].concat(),
            scene.text(&words.about),
        );
        to.named(plan.later.course.clone(), scene.text(&words.course));
    }
}

fn help(scene: &Scene, plan: &PlanWords, outcome: &Outcome, to: &mut Sheet) {
    if outcome.level.is_none_or(|level| level >= Level::SameDay) {
        return;
    }
    to.part("helpers", &scene.interface().practitioner);
    for &service in &outcome.services {
        let words = &plan.services[usize::from(service)];
        let assesses = scene.protocol.services[usize::from(service)].assesses;
        let mut name = scene.text(&words.name);
        if assesses {
            name = [&name, " (", &plan.later.assesses, ")"].concat();
        }
        to.named([&name, "."].concat(), scene.text(&words.about));
    }
    // Their names alone: how they are done is the practitioner's.
    let mut methods = Vec::new();
    for massage in massages(scene, outcome, By::Practitioner) {
        methods.push(scene.text(&plan.massages[usize::from(massage)].name));
    }
    to.named([&plan.later.methods, ":"].concat(), methods.join("; "));
}

/// The sources in one line: author or publisher and year, which end each citation, once.
fn publishers(plan: &PlanWords, sources: &[u16]) -> String {
    let mut all: Vec<String> = Vec::new();
    for &source in sources {
        let citation = &plan.sources[usize::from(source)];
        let short = citation.split(". ").last().unwrap_or_default().to_owned();
        if !all.contains(&short) {
            all.push(short);
        }
    }
    all.join("; ")
}

/// Guidance and no diagnosis, when it was made, from which version, and who has reviewed it.
fn about(scene: &Scene, to: &mut Sheet) {
    let mut says = vec![scene.interface().not_a_diagnosis.clone()];
    if let Some(plan) = scene.plan {
        says.push(fill(&plan.later.made_on, "{date}", scene.today));
    }
    for (_, line) in review_lines(scene) {
        says.push(line);
    }
    to.part("review", "");
    to.says(says.join(" "));
}

/// Of whom the answers are: who gave them, and the age.
fn person(scene: &Scene, interview: &Interview) -> String {
    let questions = &scene.protocol.questions;
    let mut asks: Vec<Ask> = start_question(scene.protocol)
        .map(Ask::question)
        .into_iter()
        .collect();
    for &ask in &interview.path {
        if let Kind::Number { .. } = questions[usize::from(ask.question)].kind {
            asks.push(ask);
        }
    }
    said_to(scene, interview, &asks)
}

/// What was said to these questions in short, as far as they stand on the path. An answer can be
/// understood without its question. A list none of which is true stands among what was denied, and
/// one that was then asked one by one is left to its signs.
fn said_to(scene: &Scene, interview: &Interview, asks: &[Ask]) -> String {
    let mut all = Vec::new();
    for &ask in asks {
        let question = &scene.protocol.questions[usize::from(ask.question)];
        let at_start = Answer::Chosen(vec![scene.visit.said_at_start(ask.question)]);
        let given = interview.given.get(&ask);
        let Some(answer) = (if question.start {
            Some(&at_start)
        } else {
            given
        }) else {
            continue;
        };
        if question.kind == Kind::Checklist
            && role(question, answer) != Some(Role::Plain)
            && ask.sign.is_none()
        {
            continue;
        }
        let mut says = said(scene, ask, answer);
        if ask.sign.is_some() || question.kind == Kind::YesNo {
            says = [scene.asked(ask), " ", &says].concat();
        }
        all.push(says);
    }
    all.join("; ")
}

fn role(question: &Question, answer: &Answer) -> Option<Role> {
    match answer {
        Answer::Chosen(chosen) => Some(question.options[usize::from(*chosen.first()?)].role),
        _ => None,
    }
}

/// The lists that were answered "none", each in a few words. Only where every sign was offered:
/// what was not asked was not denied.
fn denied(scene: &Scene, interview: &Interview) -> String {
    let mut all = Vec::new();
    for ask in &interview.path {
        let question = &scene.protocol.questions[usize::from(ask.question)];
        let none = interview
            .given
            .get(ask)
            .is_some_and(|answer| role(question, answer) == Some(Role::None));
        let offered = |option: &Choice| {
            option
                .show
                .is_none_or(|when| !interview.values.node(when).is_false())
        };
        let words = &scene.words.questions[usize::from(ask.question)];
        if let Some(denied) = &words.denied
            && none
            && question.options.iter().all(offered)
        {
            all.push(scene.text(denied));
        }
    }
    all.join("; ")
}
