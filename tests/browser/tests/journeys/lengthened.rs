//! Two languages that only exist here: one with longer words and marks on every letter, and one
//! that runs from right to left. Whatever fits in them fits in the next real language.

use unknot_journeys::{Page, Serving, Site, Visitor};
use unknot_protocol::{PlanWords, Text, Words, pack, unpack};

use crate::book::{ask, english, label};
use crate::outcomes::{CHEST, HEAVY};
use crate::visitor::{FULL, NOW, Person, START};

const HOST: &str = "/hosts/clinic.html";

/// The text with a mark on every letter, about 40 % longer, in brackets.
pub fn longer(text: &str) -> String {
    let marked = outside_braces(text, |letter, out| {
        let (marked, twice) = match letter {
            'a' => ('á', true),
            'e' => ('ë', true),
            'i' => ('ï', true),
            'o' => ('ö', true),
            'u' => ('û', true),
            'A' => ('Å', false),
            'E' => ('É', false),
            'I' => ('Î', false),
            'O' => ('Ø', false),
            'U' => ('Ü', false),
            'c' => ('ç', false),
            'C' => ('Ç', false),
            'g' => ('ğ', false),
            'l' => ('ł', false),
            'n' => ('ñ', false),
            'N' => ('Ñ', false),
            'r' => ('ř', false),
            's' => ('š', false),
            'S' => ('Š', false),
            't' => ('ť', false),
            'w' => ('ŵ', false),
            'W' => ('Ŵ', false),
            'y' => ('ý', false),
            'z' => ('ž', false),
            other => (other, false),
        };
        out.push(marked);
        if twice {
            out.push(marked);
        }
    });
    format!("[{marked}]")
}

/// The text in letters that run from right to left.
pub fn mirrored(text: &str) -> String {
    outside_braces(text, |letter, out| {
        let place = letter.to_ascii_lowercase() as u32;
        out.push(if letter.is_ascii_alphabetic() {
            // 26 letters onto the 27 of Hebrew; which one is which does not matter.
            char::from_u32(0x05D0 + place - u32::from('a')).unwrap_or(letter)
        } else {
            letter
        });
    })
}

/// What stands in braces is filled in by the program and must stay.
fn outside_braces(text: &str, change: impl Fn(char, &mut String)) -> String {
    let mut out = String::new();
    let mut inside = false;
    for letter in text.chars() {
        inside = (inside || letter == '{') && letter != '}';
        if inside || letter == '}' {
            out.push(letter);
        } else {
            change(letter, &mut out);
        }
    }
    out
}

type Say = fn(&str) -> String;

fn text(text: &mut Text, say: Say) {
    text.me = say(&text.me);
    for form in [&mut text.other, &mut text.child].into_iter().flatten() {
        *form = say(form);
    }
}

fn texts<'t>(all: impl IntoIterator<Item = &'t mut Text>, say: Say) {
    for one in all {
        // What stands in the other file is empty in this one and must stay so.
        if !one.me.is_empty() {
            text(one, say);
        }
    }
}

fn questions(all: &mut [unknot_protocol::QuestionWords], say: Say) {
    for question in all {
        texts([&mut question.ask], say);
        texts(&mut question.hint, say);
        texts(&mut question.why, say);
        texts(&mut question.said, say);
        texts(&mut question.unit, say);
        for option in &mut question.options {
            texts([&mut option.label, &mut option.said], say);
            texts(&mut option.check, say);
        }
    }
}

fn words(bytes: &[u8], direction: &str, say: Say) -> Vec<u8> {
    let mut words: Words = unpack(bytes).expect("the words of this build");
    let named = words.interface.language.clone();
    words.interface.all_mut().for_each(|line| *line = say(line));
    words.interface.language = named;
    words.interface.direction = direction.to_owned();
    questions(&mut words.questions, say);
    for entry in &mut words.entries {
        texts([&mut entry.name, &mut entry.about], say);
    }
    for level in &mut words.levels {
        texts([&mut level.act, &mut level.how_soon, &mut level.name], say);
    }
    texts(&mut words.places, say);
    for country in &mut words.countries {
        country.name = say(&country.name);
        country.note = country.note.as_deref().map(say);
    }
    pack(&words)
}

fn plan(bytes: &[u8], say: Say) -> Vec<u8> {
    let mut plan: PlanWords = unpack(bytes).expect("the words of this build");
    plan.later.all_mut().for_each(|line| *line = say(line));
    questions(&mut plan.questions, say);
    texts(plan.red_flags.iter_mut().map(|flag| &mut flag.because), say);
    for pattern in &mut plan.patterns {
        texts(
            [&mut pattern.name, &mut pattern.about, &mut pattern.course],
            say,
        );
        texts(&mut pattern.pointers_for, say);
        texts(&mut pattern.pointers_against, say);
    }
    for muscle in &mut plan.muscles {
        texts([&mut muscle.name], say);
        texts(&mut muscle.look, say);
    }
    for exercise in &mut plan.exercises {
        texts([&mut exercise.name, &mut exercise.dose], say);
        texts(&mut exercise.steps, say);
        texts(&mut exercise.feel, say);
        texts(&mut exercise.stop, say);
    }
    for massage in &mut plan.massages {
        texts([&mut massage.name], say);
        texts(&mut massage.steps, say);
        texts(&mut massage.not_here, say);
    }
    for service in &mut plan.services {
        texts([&mut service.name, &mut service.about], say);
    }
    texts(plan.advice.iter_mut().map(|line| &mut line.say), say);
    plan.sources.iter_mut().for_each(|line| *line = say(line));
    pack(&plan)
}

/// A site whose English is longer and marked.
fn site_with_longer_words() -> Site {
    Site::start_with(Serving {
        changed: &[
            ("words-en", |bytes| words(&bytes, "ltr", longer)),
            ("plan-en", |bytes| plan(&bytes, longer)),
        ],
        ..Serving::default()
    })
}

/// A site whose English runs from right to left.
fn site_from_right_to_left() -> Site {
    Site::start_with(Serving {
        changed: &[
            ("words-en", |bytes| words(&bytes, "rtl", mirrored)),
            ("plan-en", |bytes| plan(&bytes, mirrored)),
        ],
        ..Serving::default()
    })
}

/// Shows every kind of screen in such a language, on the narrowest phone, also with large text.
fn on_every_screen(site: &Site, say: Say, look: impl Fn(&Page, &str)) {
    for text in [100, 200] {
        let visitor = Visitor {
            text,
            ..Visitor::NARROW
        };
        walk_as(visitor, site, say, |page, name| {
            look(page, &format!("{name}-{text}"))
        });
    }
}

fn walk_as(visitor: Visitor, site: &Site, say: Say, look: impl Fn(&Page, &str)) {
    let page = Page::open_as(site, HOST, visitor);
    page.wait_ready();
    let cramp = Person::with_a_night_cramp();
    page.wait_heading(&say(START));
    look(&page, "start");
    Person::begin(&page, FULL);
    look(&page, "checklist");
    page.press_continue();
    page.wait_until("the message", |page| {
        page.focused().starts_with(&say("There is a problem"))
    });
    look(&page, "error");
    cramp.walk_to(&page, &say(ask("age")));
    look(&page, "number");
    cramp.walk_to(&page, &say(ask("where")));
    look(&page, "several");
    cramp.walk_to(&page, &say(ask("grip")));
    look(&page, "choice");
    cramp.walk(&page);
    page.wait_heading(&say("Look after it at home"));
    page.wait_until("the plan", |page| page.shows(&say("Your answers")));
    look(&page, "self-care");
    page.press(&say("Start again and erase"));
    page.wait_heading(&say(START));
    Person::begin(&page, NOW);
    cramp.walk(&page);
    page.wait_heading(&say("You can try a gentle stretch now"));
    look(&page, "now");
    page.press(&say("Start again and erase"));
    page.wait_heading(&say(START));
    Person::begin(&page, FULL);
    cramp.who_says(CHEST).who_says(HEAVY).walk(&page);
    page.wait_until("the call", |page| page.shows("999"));
    look(&page, "emergency");
}

fn must_fit(page: &Page, name: &str) {
    page.wait_still();
    page.picture(name);
    assert!(!page.scrolls_sideways(), "{name} scrolls sideways");
    let lost = page.sticks_out();
    assert!(lost.is_empty(), "{name}: {lost:#?}");
}

/// The spacing that WCAG 1.4.12 lets visitors set: nothing may be cut off or overlap by it.
const SPACED: &str = ".unknot * { line-height: 1.5 !important; letter-spacing: 0.12em !important; \
    word-spacing: 0.16em !important } .unknot p { margin-block-end: 2em !important }";

#[test]
fn a_visitors_own_spacing_of_text_fits_everywhere() {
    let site = Site::start();
    walk_as(Visitor::NARROW, &site, str::to_owned, |page, name| {
        page.run(&format!(
            "const sheet = new CSSStyleSheet();
             sheet.replaceSync({SPACED:?});
             root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];"
        ));
        must_fit(page, &format!("spaced-{name}"));
    });
}

#[test]
fn longer_words_fit_everywhere() {
    let site = site_with_longer_words();
    on_every_screen(&site, longer, |page, name| {
        must_fit(page, &format!("longer-{name}"));
        // Words that stand in no file of words could not be translated.
        let plain: Vec<String> = page
            .choices()
            .into_iter()
            .chain([page.heading()])
            .filter(|words| english(words) == words)
            .filter(|words| !words.contains("999"))
            .collect();
        assert!(plain.is_empty(), "{name}: not from the words: {plain:#?}");
    });
}

#[test]
fn from_right_to_left_everything_fits_and_mirrors() {
    let site = site_from_right_to_left();
    on_every_screen(&site, mirrored, |page, name| {
        must_fit(page, &format!("mirrored-{name}"));
        let wrong = page.run(
            "const wrong = [];
             const middle = (thing) => { const { left, right } = thing.getBoundingClientRect(); return (left + right) / 2; };
             for (const label of all('label').filter(shown)) {
                 const input = inputOf(label);
                 if (!['radio', 'checkbox'].includes(input?.type)) continue;
                 if (middle(input) < middle(label)) wrong.push(`the box of “${words(label)}”`);
             }
             for (const thing of all('h1, h2, h3, p, li, summary').filter(shown)) {
                 const style = getComputedStyle(thing);
                 // Left and right of a body stay where they are.
                 if (thing.querySelector('.person') || thing.closest('.map, .views, figure, .person')) continue;
                 if (style.direction !== 'rtl') wrong.push(`the direction of “${words(thing)}”`);
                 if (['left', '-webkit-left'].includes(style.textAlign)) wrong.push(`the side of “${words(thing)}”`);
             }
             return wrong;",
        );
        assert_eq!(wrong, serde_json::json!([]), "{name}");
    });
}

#[test]
fn marked_words_are_longer_and_keep_what_is_filled_in() {
    assert_eq!(longer("Call {number} now"), "[Çááłł {number} ñööŵ]");
    assert_eq!(english(&mirrored(label("where.calf"))), label("where.calf"));
}
