//! Flow pictures: which sign leads to which further list, and to which rule at which level.
//!
//! One small picture for each list with those it opens, drawn from the conditions themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use unknot_protocol::{Level, Role};

use super::book::Book;
use super::html::{count, escape};
use super::themes::{Leaf, Order, leaves};

const GAP: f32 = 56.0;
const LINE: f32 = 15.0;
const PAD: f32 = 7.0;

/// An answer, by question and option.
type Answer = (u16, u16);

/// A list with everything it opens in its theme.
struct Family {
    questions: Vec<u16>,
    /// Red flag and the place of its level.
    rules: Vec<(usize, usize)>,
}

/// All pictures of a theme, and the rules that stand in none because no answer leads to them.
pub(super) fn pictures(book: &Book, order: &Order, theme: usize) -> String {
    families(book, order, theme)
        .iter()
        .filter(|family| !family.rules.is_empty())
        .map(|family| Picture::new(book, family).svg())
        .collect()
}

/// A rule in the picture: its place, its level, and the answers that lead to it, each with
/// whether it is enough alone.
type Reached = (usize, Level, Vec<(Answer, bool)>);

fn families(book: &Book, order: &Order, theme: usize) -> Vec<Family> {
    let protocol = book.protocol;
    let mut families: Vec<Vec<u16>> = Vec::new();
    for question in asking_order(book) {
        if order.of_question[usize::from(question)] != theme {
            continue;
        }
        let openers: BTreeSet<u16> = opened_by(book, question)
            .into_iter()
            .map(|leaf| leaf.question)
            .collect();
        let (mut joined, others): (Vec<_>, Vec<_>) = families
            .into_iter()
            .partition(|family| family.iter().any(|member| openers.contains(member)));
        families = others;
        let mut family = joined.drain(..).flatten().collect::<Vec<_>>();
        family.push(question);
        families.push(family);
    }
    let mut families: Vec<Family> = families
        .into_iter()
        .map(|questions| Family {
            questions,
            rules: Vec::new(),
        })
        .collect();
    families.sort_by_key(|family| family.questions.first().map(|&q| place_in(book, q)));
    for (rule, flag) in protocol.red_flags.iter().enumerate() {
        if order.of_rule[rule] != theme {
            continue;
        }
        let weight = |family: &Family| -> usize {
            let all = flag
                .levels
                .iter()
                .flat_map(|&(_, node)| leaves(protocol, node));
            all.filter(|leaf| family.questions.contains(&leaf.question))
                .map(|leaf| if leaf.alone { 3 } else { 1 })
                .sum()
        };
        let best = families.iter().map(weight).max().unwrap_or(0);
        let home = families
            .iter_mut()
            .find(|family| best > 0 && weight(family) == best);
        if let Some(home) = home {
            home.rules
                .extend((0..flag.levels.len()).map(|level| (rule, level)));
        }
    }
    families
}

/// The questions in the order they are asked, those of no entry last.
fn asking_order(book: &Book) -> Vec<u16> {
    let mut questions: Vec<u16> = (0..book.protocol.questions.len() as u16).collect();
    questions.sort_by_key(|&question| place_in(book, question));
    questions
}

/// The place of a question in the longest entry.
pub(super) fn place_in(book: &Book, question: u16) -> usize {
    let entries = &book.protocol.entries;
    let longest = entries.iter().max_by_key(|entry| entry.questions.len());
    longest
        .and_then(|entry| entry.questions.iter().position(|&asked| asked == question))
        .unwrap_or(usize::MAX)
}

fn opened_by(book: &Book, question: u16) -> Vec<Leaf> {
    let asked = &book.protocol.questions[usize::from(question)];
    asked
        .ask_when
        .map_or_else(Vec::new, |node| leaves(book.protocol, node))
        .into_iter()
        .filter(|leaf| leaf.question != question)
        .collect()
}

/// A list on the picture.
struct Card {
    question: u16,
    column: usize,
    title: Vec<String>,
    rows: Vec<Row>,
    y: f32,
}

/// An answer on the picture.
struct Row {
    option: Option<u16>,
    lines: Vec<String>,
    y: f32,
}

/// A rule at a level on the picture.
struct Chip {
    rule: usize,
    level: Level,
    lines: Vec<String>,
    from: Vec<(Answer, bool)>,
    y: f32,
}

struct Picture<'a> {
    book: &'a Book<'a>,
    width: f32,
    chip_width: f32,
    columns: usize,
    cards: Vec<Card>,
    chips: Vec<Chip>,
    /// From an answer to the list it opens; whether it is enough.
    opens: Vec<(Answer, u16, bool)>,
}

impl Card {
    fn head(&self) -> f32 {
        self.title.len() as f32 * LINE + 2.0 * PAD
    }

    fn height(&self) -> f32 {
        self.head() + self.rows.iter().map(Row::height).sum::<f32>()
    }

    fn put(&mut self, y: f32) {
        self.y = y;
        let mut at = y + self.head();
        for row in &mut self.rows {
            row.y = at;
            at += row.height();
        }
    }
}

impl Row {
    fn height(&self) -> f32 {
        self.lines.len() as f32 * LINE + PAD
    }

    fn middle(&self) -> f32 {
        self.y + self.height() / 2.0
    }
}

impl Chip {
    fn height(&self) -> f32 {
        (self.lines.len() + 1) as f32 * LINE + PAD
    }
}

impl<'a> Picture<'a> {
    fn new(book: &'a Book, family: &Family) -> Self {
        let mut opens = Vec::new();
        for &question in &family.questions {
            for leaf in opened_by(book, question) {
                if family.questions.contains(&leaf.question) {
                    opens.push(((leaf.question, leaf.option), question, leaf.alone));
                }
            }
        }
        let chips: Vec<Reached> = family
            .rules
            .iter()
            .map(|&(rule, place)| {
                let (level, node) = book.protocol.red_flags[rule].levels[place];
                let from = leaves(book.protocol, node)
                    .into_iter()
                    .filter(|leaf| family.questions.contains(&leaf.question))
                    .map(|leaf| ((leaf.question, leaf.option), leaf.alone))
                    .collect();
                (rule, level, from)
            })
            .collect();
        let columns = depths(&family.questions, &opens);
        let number = columns.values().max().map_or(1, |deepest| deepest + 1);
        let (width, chip_width) = match number {
            1 => (430.0, 320.0),
            2 => (300.0, 270.0),
            _ => (245.0, 235.0),
        };
        let mut picture = Self {
            book,
            width,
            chip_width,
            columns: number,
            cards: Vec::new(),
            chips: Vec::new(),
            opens,
        };
        let used: BTreeSet<Answer> = chips
            .iter()
            .flat_map(|(_, _, from)| from.iter().map(|(answer, _)| *answer))
            .chain(picture.opens.iter().map(|(answer, _, _)| *answer))
            .collect();
        for &question in &family.questions {
            let touched = used.iter().any(|(of, _)| *of == question)
                || picture
                    .opens
                    .iter()
                    .any(|(_, opened, _)| *opened == question);
            if touched {
                let card = picture.card(question, columns[&question], &used);
                picture.cards.push(card);
            }
        }
        picture.chips = chips
            .into_iter()
            .map(|(rule, level, from)| picture.chip(rule, level, from))
            .collect();
        picture.arrange();
        picture
    }

    fn card(&self, question: u16, column: usize, used: &BTreeSet<Answer>) -> Card {
        let asked = &self.book.protocol.questions[usize::from(question)];
        let words = self
            .book
            .main()
            .and_then(|language| language.words.questions.get(usize::from(question)));
        let title = words.map_or(asked.id.as_str(), |words| words.ask.me.as_str());
        let mut rows = Vec::new();
        let mut more = 0;
        for (place, option) in asked.options.iter().enumerate() {
            if used.contains(&(question, place as u16)) {
                let label = words
                    .and_then(|words| words.options.get(place))
                    .map_or(option.id.as_str(), |words| words.label.me.as_str());
                rows.push(Row {
                    option: Some(place as u16),
                    lines: wrap(label, self.width - 24.0),
                    y: 0.0,
                });
            } else if option.role == Role::Plain {
                more += 1;
            }
        }
        if more > 0 {
            rows.push(Row {
                option: None,
                lines: vec![format!("{}, used elsewhere", count(more, "more answer"))],
                y: 0.0,
            });
        }
        Card {
            question,
            column,
            title: wrap(title, (self.width - 20.0) * 0.9),
            rows,
            y: 0.0,
        }
    }

    fn chip(&self, rule: usize, level: Level, from: Vec<(Answer, bool)>) -> Chip {
        let flag = &self.book.protocol.red_flags[rule];
        let mut lines = wrap(&flag.may_indicate, self.chip_width - 22.0);
        if flag.may_indicate.is_empty() {
            lines.clear();
        }
        if lines.len() > 2 {
            lines.truncate(2);
            if let Some(last) = lines.last_mut() {
                last.push_str(" \u{2026}");
            }
        }
        Chip {
            rule,
            level,
            lines,
            from,
            y: 0.0,
        }
    }

    /// Lists from the top of their column, later ones beside what opens them; rules beside what
    /// leads to them, without overlap.
    fn arrange(&mut self) {
        for column in 0..self.columns {
            let mut wished: Vec<(f32, usize)> = (0..self.cards.len())
                .filter(|&card| self.cards[card].column == column)
                .map(|card| {
                    let question = self.cards[card].question;
                    let ys: Vec<f32> = self
                        .opens
                        .iter()
                        .filter(|(_, opened, _)| *opened == question)
                        .filter_map(|(answer, _, _)| self.row(*answer))
                        .map(|(_, row)| row.middle())
                        .collect();
                    (mean(&ys).map_or(0.0, |y| y - 20.0), card)
                })
                .collect();
            wished.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let mut free = 0.0_f32;
            for (wish, card) in wished {
                let y = wish.max(free);
                self.cards[card].put(y);
                free = y + self.cards[card].height() + 16.0;
            }
        }
        let wishes: Vec<f32> = self
            .chips
            .iter()
            .map(|chip| {
                let ys: Vec<f32> = chip
                    .from
                    .iter()
                    .filter_map(|(answer, _)| self.row(*answer))
                    .map(|(_, row)| row.middle())
                    .collect();
                mean(&ys).unwrap_or(0.0) - chip.height() / 2.0
            })
            .collect();
        let mut places: Vec<usize> = (0..self.chips.len()).collect();
        places.sort_by(|&a, &b| {
            wishes[a]
                .total_cmp(&wishes[b])
                .then(self.chips[b].level.cmp(&self.chips[a].level))
        });
        let total: f32 = self.chips.iter().map(|chip| chip.height() + 8.0).sum();
        let bottom = self
            .cards
            .iter()
            .map(|card| card.y + card.height())
            .fold(0.0, f32::max);
        // So much can be left free in all before the rules reach below the lists.
        let mut slack = (bottom - total).max(0.0);
        let mut free = 0.0_f32;
        for place in places {
            let down = (wishes[place] - free).clamp(0.0, slack);
            slack -= down;
            self.chips[place].y = free + down;
            free += down + self.chips[place].height() + 8.0;
        }
    }

    fn row(&self, (question, option): Answer) -> Option<(&Card, &Row)> {
        let card = self.cards.iter().find(|card| card.question == question)?;
        let row = card.rows.iter().find(|row| row.option == Some(option))?;
        Some((card, row))
    }

    fn x(&self, column: usize) -> f32 {
        column as f32 * (self.width + GAP)
    }

    fn svg(&self) -> String {
        let chips_x = self.x(self.columns);
        let width = chips_x + self.chip_width + 2.0;
        let cards = self.cards.iter().map(|card| card.y + card.height());
        let chips = self.chips.iter().map(|chip| chip.y + chip.height());
        let height = cards.chain(chips).fold(0.0, f32::max) + 4.0;
        let mut out = String::new();
        for (answer, opened, alone) in &self.opens {
            let target = self.cards.iter().find(|card| card.question == *opened);
            if let (Some((card, row)), Some(target)) = (self.row(*answer), target) {
                let end = (self.x(target.column), target.y + target.head() / 2.0);
                self.edge(&mut out, (card.column, row.middle()), end, "opens", *alone);
            }
        }
        let mut brackets: BTreeMap<u16, usize> = BTreeMap::new();
        for chip in &self.chips {
            let end = (chips_x, chip.y + chip.height() / 2.0);
            for card in &self.cards {
                let rows = |alone: bool| -> Vec<&Row> {
                    chip.from
                        .iter()
                        .filter(|(answer, enough)| answer.0 == card.question && *enough == alone)
                        .filter_map(|(answer, _)| self.row(*answer))
                        .map(|(_, row)| row)
                        .collect()
                };
                for row in rows(true) {
                    self.edge(
                        &mut out,
                        (card.column, row.middle()),
                        end,
                        chip.level.id(),
                        true,
                    );
                }
                let with = rows(false);
                if with.len() < 3 {
                    for row in with {
                        let from = (card.column, row.middle());
                        self.edge(&mut out, from, end, chip.level.id(), false);
                    }
                } else {
                    let nth = brackets.entry(card.question).or_default();
                    *nth += 1;
                    self.bracket(&mut out, card, &with, (end, chip.level.id()), *nth);
                }
            }
        }
        for card in &self.cards {
            self.draw_card(&mut out, card);
        }
        for chip in &self.chips {
            self.draw_chip(&mut out, chips_x, chip);
        }
        let names: Vec<&str> = self
            .cards
            .iter()
            .map(|card| {
                self.book.protocol.questions[usize::from(card.question)]
                    .id
                    .as_str()
            })
            .collect();
        format!(
            "<figure><svg class=\"flow\" role=\"img\" aria-label=\"Flow: {}\" viewBox=\"-1 -1 {width:.0} {height:.0}\" style=\"max-width:{width:.0}px\">{out}</svg></figure>",
            escape(&names.join(", ")),
        )
    }

    /// Many answers that count together lead on as one line, from a bracket beside them.
    fn bracket(
        &self,
        out: &mut String,
        card: &Card,
        rows: &[&Row],
        (end, class): ((f32, f32), &str),
        nth: usize,
    ) {
        let middles = rows.iter().map(|row| row.middle());
        let top = middles.clone().fold(f32::MAX, f32::min);
        let bottom = middles.clone().fold(f32::MIN, f32::max);
        let side = self.x(card.column) + self.width;
        let x = side + 3.0 * nth as f32;
        let ticks: String = middles
            .map(|y| format!("M{side:.0} {y:.1}H{x:.0}"))
            .collect();
        let _ = write!(
            out,
            "<path class=\"edge {class} with\" d=\"{ticks}M{x:.0} {top:.1}V{bottom:.1}\"/>"
        );
        // It starts at the height nearest to where it goes, so that lines do not all cross.
        let from = (card.column, end.1.clamp(top, bottom));
        self.edge(out, from, end, class, false);
    }

    fn edge(
        &self,
        out: &mut String,
        (column, y1): (usize, f32),
        (x2, y2): (f32, f32),
        class: &str,
        alone: bool,
    ) {
        let x1 = self.x(column) + self.width;
        let bend = GAP * 0.55;
        let with = if alone { "" } else { " with" };
        let _ = write!(
            out,
            "<path class=\"edge {class}{with}\" d=\"M{x1:.0} {y1:.1}C{:.0} {y1:.1} {:.0} {y2:.1} {x2:.0} {y2:.1}\"/>",
            x1 + bend,
            x2 - bend,
        );
    }

    fn draw_card(&self, out: &mut String, card: &Card) {
        let (x, y, width) = (self.x(card.column), card.y, self.width);
        let id = escape(&self.book.protocol.questions[usize::from(card.question)].id);
        let _ = write!(
            out,
            "<rect class=\"card\" x=\"{x:.0}\" y=\"{y:.1}\" width=\"{width:.0}\" height=\"{:.1}\" rx=\"5\"/><a href=\"#q.{id}\">",
            card.height()
        );
        text(out, "title", x + 10.0, y + PAD, &card.title);
        out.push_str("</a>");
        for row in &card.rows {
            let _ = write!(
                out,
                "<path class=\"rule\" d=\"M{x:.0} {:.1}h{width:.0}\"/>",
                row.y
            );
            let class = if row.option.is_some() { "row" } else { "more" };
            text(out, class, x + 10.0, row.y + PAD / 2.0, &row.lines);
        }
    }

    fn draw_chip(&self, out: &mut String, x: f32, chip: &Chip) {
        let id = escape(&self.book.protocol.red_flags[chip.rule].id);
        let (y, height) = (chip.y, chip.height());
        let level = chip.level.id();
        let _ = write!(
            out,
            "<a href=\"#{id}\"><rect class=\"chip {level}\" x=\"{x:.0}\" y=\"{y:.1}\" width=\"{:.0}\" height=\"{height:.1}\" rx=\"5\"/>\
             <rect class=\"bar {level}\" x=\"{x:.0}\" y=\"{y:.1}\" width=\"6\" height=\"{height:.1}\" rx=\"2\"/>\
             <text class=\"name\" x=\"{:.0}\" y=\"{:.1}\"><tspan class=\"level {level}\">{}</tspan> {id}</text>",
            self.chip_width,
            x + 13.0,
            y + PAD / 2.0 + 11.5,
            self.book.level_name(chip.level),
        );
        text(out, "row", x + 13.0, y + PAD / 2.0 + LINE, &chip.lines);
        out.push_str("</a>");
    }
}

fn text(out: &mut String, class: &str, x: f32, y: f32, lines: &[String]) {
    for (place, line) in lines.iter().enumerate() {
        let _ = write!(
            out,
            "<text class=\"{class}\" x=\"{x:.0}\" y=\"{:.1}\">{}</text>",
            y + 11.5 + place as f32 * LINE,
            escape(line)
        );
    }
}

/// The column of each list: one to the right of the last that opens it.
fn depths(questions: &[u16], opens: &[(Answer, u16, bool)]) -> BTreeMap<u16, usize> {
    let mut depths: BTreeMap<u16, usize> =
        questions.iter().map(|&question| (question, 0)).collect();
    for _ in 0..3 {
        for ((from, _), to, _) in opens {
            let deeper = (depths[from] + 1).min(2);
            if from != to && depths[to] < deeper {
                depths.insert(*to, deeper);
            }
        }
    }
    depths
}

fn mean(values: &[f32]) -> Option<f32> {
    (!values.is_empty()).then(|| values.iter().sum::<f32>() / values.len() as f32)
}

/// Lines of at most that width, guessed from the usual width of a letter.
fn wrap(text: &str, width: f32) -> Vec<String> {
    let most = (width / 6.5) as usize;
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last().map_or(0, |line| line.chars().count());
        if line > 0 && line + 1 + word.chars().count() > most {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}
