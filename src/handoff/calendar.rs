/// An entry for a calendar: one whole day, with a bell in the morning.
///
/// Others may see a calendar, so neither title nor text may name anything about health.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder<'a> {
    /// Its title.
    pub title: &'a str,
    /// What it says.
    pub about: &'a str,
    /// The day it is made, as `2026-11-20`.
    pub today: &'a str,
    /// So many days later it reminds.
    pub days: u16,
}

/// The longest line of a calendar file, in bytes, without its end.
const LINE: usize = 75;

impl Reminder<'_> {
    /// The file as calendars read it (RFC 5545); nothing where `today` is no day.
    pub fn file(&self) -> Option<String> {
        let digits = |day: &str| day.replace('-', "");
        let made = digits(self.today);
        let first = digits(&day_after(self.today, self.days)?);
        let next = digits(&day_after(self.today, self.days + 1)?);
        let (title, about) = (escaped(self.title), escaped(self.about));
        // The same entry taken twice has the same name, so a calendar holds it once.
        let lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Unknot//Unknot//EN",
            "BEGIN:VEVENT",
            &["UID:again-", &made, "-", &first, "@unknot.invalid"].concat(),
            &["DTSTAMP:", &made, "T000000Z"].concat(),
            &["DTSTART;VALUE=DATE:", &first].concat(),
            &["DTEND;VALUE=DATE:", &next].concat(),
            &["SUMMARY:", &title].concat(),
            &["DESCRIPTION:", &about].concat(),
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            &["DESCRIPTION:", &title].concat(),
            "TRIGGER:PT9H",
            "END:VALARM",
            "END:VEVENT",
            "END:VCALENDAR",
        ];
        let mut file = String::new();
        for line in lines {
            fold(line, &mut file);
        }
        Some(file)
    }
}

/// The day so many days after that, both as `2026-11-20`.
pub fn day_after(day: &str, days: u16) -> Option<String> {
    let mut numbers = day.split('-').map(str::parse::<u32>);
    let (mut year, mut month, mut date) = (
        numbers.next()?.ok()?,
        numbers.next()?.ok()?,
        numbers.next()?.ok()?,
    );
    if !(1..=12).contains(&month) || date == 0 || date > length(year, month) || year > 9000 {
        return None;
    }
    date += u32::from(days);
    while date > length(year, month) {
        date -= length(year, month);
        month += 1;
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
    let two = |number: u32| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
    Some([&year.to_string(), "-", &two(month), "-", &two(date)].concat())
}

fn length(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for sign in text.chars() {
        match sign {
            '\n' => escaped.push_str("\\n"),
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(sign);
            }
            _ => escaped.push(sign),
        }
    }
    escaped
}

/// Ends a line, and folds it where it is too long: never inside a letter.
fn fold(line: &str, file: &mut String) {
    let mut used = 0;
    for sign in line.chars() {
        if used + sign.len_utf8() > LINE {
            file.push_str("\r\n ");
            used = 1;
        }
        file.push(sign);
        used += sign.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use icalendar::parser::{read_calendar, unfold};

    use super::{Reminder, day_after};

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        for (day, days, after) in [
            ("2026-11-20", 3, "2026-11-23"),
            ("2026-12-30", 3, "2027-01-02"),
            ("2028-02-27", 3, "2028-03-01"),
            ("2026-02-27", 14, "2026-03-13"),
            ("2100-02-28", 1, "2100-03-01"),
            ("2026-01-01", 400, "2027-02-05"),
        ] {
            assert_eq!(day_after(day, days).as_deref(), Some(after), "{day}");
        }
        for wrong in [
            "",
            "2026",
            "2026-13-01",
            "2026-02-30",
            "today",
            "2026-00-10",
        ] {
            assert_eq!(day_after(wrong, 3), None, "{wrong}");
        }
    }

    #[test]
    fn another_program_reads_the_file_and_finds_what_was_said() {
        let about =
            "Mire otra vez, con calma; ¿ha cambiado algo? ".repeat(4) + "Una \\ y\nuna línea más.";
        let reminder = Reminder {
            title: "Ver cómo va",
            about: &about,
            today: "2026-12-30",
            days: 3,
        };
        let file = reminder.file().expect("a day");
        for line in file.split_inclusive("\r\n") {
            assert!(line.ends_with("\r\n") && line.len() <= 77, "{line:?}");
        }
        let unfolded = unfold(&file);
        let calendar = read_calendar(&unfolded).expect("a calendar");
        let event = &calendar.components[0];
        let value = |name: &str| {
            let found = event
                .properties
                .iter()
                .find(|property| property.name == name);
            found.map(|property| property.val.clone().unescape_text().to_string())
        };
        assert_eq!(event.name, "VEVENT");
        assert_eq!(value("SUMMARY").as_deref(), Some("Ver cómo va"));
        assert_eq!(value("DESCRIPTION").as_deref(), Some(about.as_str()));
        assert_eq!(value("DTSTART").as_deref(), Some("20270102"));
        assert_eq!(value("DTEND").as_deref(), Some("20270103"));
        assert_eq!(file, reminder.file().expect("a day"), "no chance in it");
        assert_eq!(event.components[0].name, "VALARM");
    }

    #[test]
    fn no_day_no_file() {
        let reminder = Reminder {
            title: "",
            about: "",
            today: "soon",
            days: 3,
        };
        assert_eq!(reminder.file(), None);
    }
}
