use serde::Deserialize;

use crate::{Protocol, SignOff};

/// The language that all others are translated from.
pub const ORIGIN: &str = "en";

/// What one language says, as far as the questions and the level need it.
///
/// Lists run parallel to those of the [`Protocol`]. The file that the browser receives first holds
/// only the first questions; see [`Words::split`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Language tag, such as `en`.
    pub lang: String,
    /// The content these words belong to.
    pub hash: String,
    /// A fingerprint of these words alone.
    pub own_hash: String,
    /// Who has signed off which words of this language; those of [`ORIGIN`] are signed with the
    /// rules.
    pub sign_offs: Vec<SignOff>,
    /// Buttons, headings, messages.
    pub interface: Interface,
    /// By question.
    pub questions: Vec<QuestionWords>,
    /// By entry.
    pub entries: Vec<EntryWords>,
    /// By level, in the order of [`Level::ALL`](crate::Level::ALL).
    pub levels: Vec<LevelWords>,
    /// By place: where to go.
    pub places: Vec<Text>,
    /// By country.
    pub countries: Vec<CountryWords>,
}

/// So many questions of each entry can be read and answered before the second file is there. The
/// first screens take longer to answer than that file takes to come.
const FIRST: usize = 6;

impl Words {
    /// Moves what the first screens can do without into the second file: the words of all later
    /// questions, and of the first ones what is said about their answers.
    pub fn split(&mut self, protocol: &Protocol, plan: &mut PlanWords) {
        let asked_first = |id: usize| {
            let mut entries = protocol.entries.iter();
            let early = |list: &[u16]| list.iter().take(FIRST).any(|&each| usize::from(each) == id);
            protocol.questions[id].start || entries.any(|entry| early(&entry.questions))
        };
        plan.questions = Vec::new();
        for (id, words) in self.questions.iter_mut().enumerate() {
            let mut later = QuestionWords::default();
            if asked_first(id) {
                later.said = words.said.take();
                later.denied = words.denied.take();
                for option in &mut words.options {
                    later.options.push(OptionWords {
                        label: Text::default(),
                        said: std::mem::take(&mut option.said),
                        check: option.check.take(),
                    });
                }
            } else {
                std::mem::swap(&mut later, words);
            }
            plan.questions.push(later);
        }
    }

    /// Puts back what [`Words::split`] has moved away.
    pub fn complete(&mut self, plan: &PlanWords) {
        for (words, later) in self.questions.iter_mut().zip(&plan.questions) {
            if words.ask.me.is_empty() {
                words.clone_from(later);
                continue;
            }
            words.said.clone_from(&later.said);
            words.denied.clone_from(&later.denied);
            for (option, later) in words.options.iter_mut().zip(&later.options) {
                option.said.clone_from(&later.said);
                option.check.clone_from(&later.check);
            }
        }
    }
}

/// What one language says about reasons and plans, and about questions that come late.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanWords {
    /// Language tag, such as `en`.
    pub lang: String,
    /// The content these words belong to.
    pub hash: String,
    /// Buttons, headings and messages of plans.
    pub later: Later,
    /// What [`Words::split`] has moved here, by question.
    pub questions: Vec<QuestionWords>,
    /// By red flag.
    pub red_flags: Vec<RedFlagWords>,
    /// By pattern.
    pub patterns: Vec<PatternWords>,
    /// By muscle.
    pub muscles: Vec<MuscleWords>,
    /// By exercise.
    pub exercises: Vec<ExerciseWords>,
    /// By massage.
    pub massages: Vec<MassageWords>,
    /// By service.
    pub services: Vec<ServiceWords>,
    /// By line of advice.
    pub advice: Vec<AdviceWords>,
    /// By source: title, publisher and year.
    pub sources: Vec<String>,
    /// What the options of the map's question are searched by.
    pub search: SearchWords,
}

/// What places on the body are called beside their label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchWords {
    /// By option of the map's question: everyday, medical and often misspelt names.
    pub names: Vec<Vec<String>>,
    /// Words that say nothing about the place, such as "my" and "pain".
    pub ignored: Vec<String>,
}

/// For whom the answers are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Speaker {
    /// The visitor speaks of themselves.
    #[default]
    Me,
    /// The visitor answers for another adult.
    Other,
    /// The visitor answers for their child.
    Child,
}

impl Speaker {
    /// All of them, in the order in which the question on the start screen offers them.
    pub const ALL: [Self; 3] = [Self::Me, Self::Other, Self::Child];
}

/// A sentence, with its own form for someone else and for a child's carer where it needs one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Said to the visitor about themselves.
    pub me: String,
    /// Said about another adult.
    pub other: Option<String>,
    /// Said about a child.
    pub child: Option<String>,
}

impl Text {
    /// The form for this speaker; a child falls back to someone else, and that to "me".
    pub fn to(&self, speaker: Speaker) -> &str {
        let other = self.other.as_deref();
        match speaker {
            Speaker::Me => None,
            Speaker::Other => other,
            Speaker::Child => self.child.as_deref().or(other),
        }
        .unwrap_or(&self.me)
    }
}

impl From<&str> for Text {
    fn from(me: &str) -> Self {
        Self {
            me: me.to_owned(),
            other: None,
            child: None,
        }
    }
}

/// The words of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionWords {
    /// The question itself, the heading of its screen.
    pub ask: Text,
    /// One short line of help.
    pub hint: Option<Text>,
    /// Why it is asked.
    pub why: Option<Text>,
    /// By option.
    pub options: Vec<OptionWords>,
    /// The summary of a number, with `{n}` for it.
    pub said: Option<Text>,
    /// The unit after a number.
    pub unit: Option<Text>,
    /// The signs of a checklist in a few words, for the summary of what was denied.
    pub denied: Option<Text>,
}

/// The words of an option.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionWords {
    /// Beside the box; understandable alone.
    pub label: Text,
    /// A short statement for the summary and the reasons.
    pub said: Text,
    /// How to check, when signs are asked one by one.
    pub check: Option<Text>,
}

/// The words of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryWords {
    /// The choice on the start screen.
    pub name: Text,
    /// A line below it.
    pub about: Text,
}

/// The words of a level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelWords {
    /// What to do: the first line of the outcome.
    pub act: Text,
    /// How soon.
    pub how_soon: Text,
    /// The short name of the level.
    pub name: Text,
}

/// The words of a country.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountryWords {
    /// Its name.
    pub name: String,
    /// Something to know about its numbers.
    pub note: Option<String>,
}

/// The words of a red flag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RedFlagWords {
    /// Why it matters, in one sentence.
    pub because: Text,
}

/// The words of a pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PatternWords {
    /// Its name in everyday words.
    pub name: Text,
    /// Two or three short sentences.
    pub about: Text,
    /// How it usually goes.
    pub course: Text,
    /// By pointer for it.
    pub pointers_for: Vec<Text>,
    /// By pointer against it.
    pub pointers_against: Vec<Text>,
}

/// The words of a muscle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MuscleWords {
    /// Its name, the everyday word first.
    pub name: Text,
    /// How to tell that it is this one.
    pub look: Option<Text>,
}

/// The words of an exercise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExerciseWords {
    /// Its name.
    pub name: Text,
    /// What to do, step by step.
    pub steps: Vec<Text>,
    /// Where it should be felt.
    pub feel: Option<Text>,
    /// When to stop.
    pub stop: Vec<Text>,
    /// How long and how often.
    pub dose: Text,
}

/// The words of a massage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MassageWords {
    /// Its name.
    pub name: Text,
    /// What to do, or what it is.
    pub steps: Vec<Text>,
    /// Where not to press.
    pub not_here: Vec<Text>,
}

/// The words of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceWords {
    /// Its name.
    pub name: Text,
    /// What it is.
    pub about: Text,
}

/// The words of a line of advice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AdviceWords {
    /// The line.
    pub say: Text,
}

macro_rules! words_of_the_app {
    ($(#[$about:meta])* $of:ident: $($(#[$doc:meta])* $name:ident,)*) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        pub struct $of { $($(#[$doc])* pub $name: String,)* }

        impl $of {
            /// All of them, in one order.
            pub fn all(&self) -> impl Iterator<Item = &String> {
                [$(&self.$name),*].into_iter()
            }

            /// All of them, in the same order.
            pub fn all_mut(&mut self) -> impl Iterator<Item = &mut String> {
                [$(&mut self.$name),*].into_iter()
            }
        }
    };
}
words_of_the_app! {
    /// Buttons, headings and messages that the first screens need, or an outcome whose plan is
    /// still on its way.
    Interface:
    /// The language's own name, such as "English".
    language,
    /// `ltr` or `rtl`.
    direction,
    /// What the checker is called.
    title,
    /// One line under the title on the start screen.
    lead,
    /// What it is not.
    not_a_diagnosis,
    /// What happens to the answers.
    private,
    /// Emergency line on the start screen and each step; `{emergency}` is the number.
    emergency_line,
    /// What stands for the number where no country is known.
    emergency_unknown,
    /// Below the call button: the way out for visitors elsewhere.
    emergency_elsewhere,
    /// Label of the country list.
    country,
    /// In the country list: none of those listed.
    country_other,
    /// The call button; `{number}` is the number.
    call,
    /// Continue.
    next,
    /// Back.
    back,
    /// Change; `{question}` is the row.
    change,
    /// The visible word of Change.
    change_short,
    /// Start again and erase.
    erase,
    /// Why we ask.
    why,
    /// The word before "none".
    or,
    /// "Yes".
    yes,
    /// "No".
    no,
    /// "I am not sure".
    not_sure,
    /// "I am still not sure".
    still_not_sure,
    /// "I am not sure about one of these".
    not_sure_one,
    /// Above signs asked one by one.
    one_by_one,
    /// How to check.
    how_to_check,
    /// Show my guidance now.
    skip,
    /// What skipping means.
    skip_about,
    /// Error heading.
    error,
    /// Nothing chosen.
    error_choose,
    /// Nothing chosen where several fit.
    error_choose_some,
    /// Too many chosen; `{most}` is the most.
    error_too_many,
    /// No number, or one out of range; `{least}` and `{most}` are the bounds.
    error_number,
    /// Heading: choose all that fit.
    choose_all,
    /// Choose up to so many; `{most}`.
    choose_up_to,
    /// Where.
    place,
    /// How soon.
    how_soon,
    /// Until then, do.
    until,
    /// Until then, do not.
    until_avoid,
    /// Why this level.
    because,
    /// Why: no red flag fired.
    because_none,
    /// "You said:".
    you_said,
    /// "You were not sure about:".
    you_were_not_sure,
    /// The plan.
    plan,
    /// Can I run?
    can_i_run,
    /// Do not.
    avoid,
    /// When to get help.
    safety_net,
    /// What it fits with.
    patterns,
    /// Who can help.
    practitioner,
    /// Book at the clinic; `{clinic}`.
    booking,
    /// Phone the clinic; `{clinic}`.
    phone,
    /// Behind a link that opens in a new tab.
    new_tab,
    /// Heading of the clinic's line.
    clinic,
    /// What stands for the clinic where the page gives no name.
    clinic_unnamed,
    /// Sources.
    sources,
    /// Your answers.
    answers,
    /// Version line; `{version}`, `{hash}`.
    version,
    /// No clinician has reviewed it yet.
    not_reviewed,
    /// Nobody has checked this translation yet.
    translation_not_reviewed,
    /// Reviewed; `{who}`, `{role}`, `{when}`.
    reviewed,
    /// To be reviewed by; `{date}`.
    review_by,
    /// The review date has passed; `{date}`.
    review_overdue,
    /// "Cramping now": a stretch is offered.
    now_offer,
    /// How to begin, and what to heed.
    now_offer_about,
    /// "Cramping now": no stretch before the full check.
    now_refuse,
    /// Why not, and that the answers are kept.
    now_refuse_about,
    /// On to the full check, answers kept.
    now_on,
    /// Shown while the words of the plan, or of a later question, arrive.
    loading,
    /// Shown where they cannot be had.
    loading_failed,
    /// Advice lines of a country.
    advice_lines,
    /// The number is not yet checked.
    number_unchecked,
}
words_of_the_app! {
    /// Buttons, headings and messages that stand only where the words of plans are there.
    Later:
    /// Now.
    plan_now,
    /// The next days.
    plan_days,
    /// The coming weeks.
    plan_weeks,
    /// Stretch for the muscle.
    relief,
    /// Muscles around it.
    surrounding,
    /// Where not to press.
    not_here,
    /// Follow-up exercises.
    follow_up,
    /// Where you feel it.
    feel,
    /// Stop if.
    stop_if,
    /// What speaks for it.
    speaks_for,
    /// What speaks against it.
    speaks_against,
    /// How it usually goes.
    course,
    /// May assess.
    assesses,
    /// Kinds of massage that suit it.
    methods,
    /// Evidence letter explained.
    evidence,
    /// Keep the answers on this device.
    keep,
    /// Keep them no longer.
    keep_stop,
    /// The browser does not allow it.
    keep_failed,
    /// What happens to the answers while they are kept.
    private_kept,
    /// Answers were kept.
    kept,
    /// Go on with them.
    kept_go_on,
    /// Another version has kept them.
    kept_other,
    /// No stretch, with the reason that something forbids it.
    no_stretch,
    /// No massage for now.
    no_massage,
    /// Opens the timer of an exercise.
    follow,
    /// The same with `{exercise}`, where several stand on a screen.
    follow_name,
    /// Another stretch than this.
    another,
    /// Starts the clock.
    start,
    /// Stops the clock for a while.
    pause,
    /// Lets the clock go on.
    resume,
    /// On to what comes next, without waiting.
    skip_on,
    /// One more repeat is done.
    counted,
    /// Holds for the shortest time; `{time}`.
    shorter,
    /// Holds for the longest time again; `{time}`.
    longer,
    /// One more repeat.
    once_more,
    /// Above the clock: before the first hold.
    at_ready,
    /// Above the clock: while it is held.
    at_hold,
    /// In place of the clock: an exercise that is not held.
    at_count,
    /// Above the clock: between two holds.
    at_rest,
    /// Above the clock: before the other side.
    at_change,
    /// Above the clock: it stands.
    at_pause,
    /// In place of the clock: it is over.
    at_end,
    /// Which repeat of how many; `{n}` and `{all}`.
    repeat,
    /// A short time; `{n}`.
    seconds,
    /// A longer time; `{n}`.
    minutes,
    /// Which side: the sore one.
    sore_side,
    /// Which side: the other one.
    other_side,
    /// Said once: before the first hold; `{time}`.
    say_ready,
    /// Said once: hold from now on; `{time}`.
    say_hold,
    /// Said once: half of the hold is over.
    say_half,
    /// Said once: the hold is over; `{time}`.
    say_rest,
    /// Said once: one side is done; `{time}`.
    say_change,
    /// Said once: all is done.
    say_end,
    /// Choice: a tone at start and end.
    sound,
    /// Choice: the phone shakes at start and end.
    vibration,
    /// From the end of an exercise back to the guidance.
    back_to_plan,
    /// After a stretch for a cramp.
    let_go,
    /// It did.
    let_go_yes,
    /// It did not.
    let_go_no,
    /// It has let go: what to do now.
    eased,
    /// It still grips: what to do now.
    gripping,
    /// It has held for so long that this is an answer of its own; `{minutes}`.
    locked,
    /// The same stretch once more.
    again,
    /// Above the person seen from the front.
    map_front,
    /// Above the person seen from the back.
    map_back,
    /// On the side of the picture that is the person's right.
    map_right,
    /// On the side that is their left.
    map_left,
    /// Label of the search for a place.
    search,
    /// What it has found: one place.
    search_one,
    /// Several; `{count}`.
    search_some,
    /// None, so that all are shown.
    search_none,
    /// More lines of the same kind.
    more,
    /// Below the picture of how an exercise starts.
    figure_start,
    /// Below the picture of how it ends.
    figure_end,
    /// Shows how to get from the one to the other.
    figure_show,
    /// Heading: what can be taken along.
    take,
    /// Where it is made.
    take_made,
    /// Print.
    print,
    /// Copy as text.
    copy,
    /// It was copied.
    copied,
    /// It could not be copied: the text stands below.
    copy_blocked,
    /// Name of the field with the text.
    copy_text,
    /// Share through the device.
    share,
    /// A calendar file; `{days}`.
    calendar,
    /// Title of the calendar entry, without health details.
    calendar_title,
    /// What the calendar entry says, without health details.
    calendar_about,
    /// When it was made; `{date}`.
    made_on,
    /// Heading and button: the view for a clinician.
    appointment,
    /// What that view is for.
    appointment_about,
    /// Main complaint and place.
    brief_complaint,
    /// Since when.
    brief_course,
    /// Deciding answers.
    brief_deciding,
    /// Danger signs denied.
    brief_denied,
    /// Illnesses and medicines.
    brief_health,
    /// Rules by name, with source.
    brief_rules,
    /// The level.
    brief_level,
    /// What it is, for a clinician.
    brief_unreviewed,
    /// Heading of the code.
    code,
    /// What the code holds.
    code_about,
    /// The code for a screen reader.
    code_name,
}
