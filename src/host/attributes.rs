use std::fmt;

use serde::Deserialize;
use unknot_protocol::Protocol;

use crate::app::Clinic;

/// The attributes of the tag the way they are written, each name followed by its value.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Attributes(pub Vec<String>);

/// What the attributes ask for, as far as it can be had.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// What the page says about itself.
    pub clinic: Clinic,
    /// A phone's Back goes one question back.
    pub steps: bool,
}

/// An attribute that is ignored, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its name and value.
    pub written: String,
    /// What to write.
    pub write: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<unknot-checker> ignores ")?;
        f.write_str(&self.written)?;
        f.write_str(": ")?;
        f.write_str(&self.write)
    }
}

/// The longest name of a clinic; a longer one would push the guidance aside on a phone.
const LONGEST_NAME: usize = 80;

/// These belong to every element of a page and are none of our business.
const EVERYWHERE: [&str; 14] = [
    "id",
    "class",
    "style",
    "title",
    "dir",
    "hidden",
    "slot",
    "part",
    "exportparts",
    "role",
    "tabindex",
    "translate",
    "inert",
    "nonce",
];

impl Attributes {
    /// Takes what is well-formed and refuses the rest, one by one. `lang` is the language that
    /// the checker is shown in.
    pub fn read(&self, protocol: &Protocol, lang: &str) -> (Wanted, Vec<Refused>) {
        let mut wanted = Wanted::default();
        let mut refused = Vec::new();
        for pair in self.0.chunks_exact(2) {
            let (name, value) = (&pair[0], pair[1].trim());
            if let Err(write) = take(&mut wanted, protocol, lang, name, value) {
                refused.push(Refused {
                    written: [name, "=\"", value, "\""].concat(),
                    write,
                });
            }
        }
        (wanted, refused)
    }
}

fn take(
    wanted: &mut Wanted,
    protocol: &Protocol,
    lang: &str,
    name: &str,
    value: &str,
) -> Result<(), String> {
    let clinic = &mut wanted.clinic;
    match name {
        "lang" => {
            let primary = value.split('-').next().unwrap_or_default();
            // Without a language of its own the tag leaves the choice to the browser.
            if value.is_empty() || primary.eq_ignore_ascii_case(lang) {
                Ok(())
            } else {
                Err(["this language is not offered; write lang=\"", lang, "\", which is shown now"].concat())
            }
        }
        "country" => {
            let place = protocol.countries.iter().position(|country| country.id.eq_ignore_ascii_case(value));
            clinic.country = Some(place.ok_or_else(|| known_countries(protocol))? as u16);
            Ok(())
        }
        "clinic" => {
            let fits = !value.is_empty() && value.chars().count() <= LONGEST_NAME && !value.contains(char::is_control);
            clinic.name = Some(if fits { value.to_owned().into() } else { return Err("write the clinic's name in up to 80 characters".into()) });
            Ok(())
        }
        "phone" => {
            if !is_phone(value) {
                return Err("write digits and spaces, with + before a country code, such as phone=\"+44 20 7946 0000\"".into());
            }
            clinic.phone = Some(value.to_owned().into());
            Ok(())
        }
        "booking" => {
            if !is_https(value) {
                return Err("write the whole address, beginning with https://".into());
            }
            clinic.booking = Some(value.to_owned().into());
            Ok(())
        }
        "history" => {
            wanted.steps = value == "steps";
            if wanted.steps { Ok(()) } else { Err("write history=\"steps\" or leave it out".into()) }
        }
        _ if EVERYWHERE.contains(&name) => Ok(()),
        _ if ["data-", "aria-", "on"].iter().any(|start| name.starts_with(start)) => Ok(()),
        _ => Err("there is no such attribute; you can write lang, country, clinic, phone, booking and history".into()),
    }
}

fn known_countries(protocol: &Protocol) -> String {
    let known: Vec<&str> = protocol
        .countries
        .iter()
        .map(|country| country.id.as_str())
        .collect();
    [
        "write the two letters of a country whose numbers are known: ",
        &known.join(", "),
    ]
    .concat()
}

fn is_phone(value: &str) -> bool {
    let local = value.strip_prefix('+').unwrap_or(value);
    let digits = local.chars().filter(char::is_ascii_digit).count();
    local
        .chars()
        .all(|sign| sign.is_ascii_digit() || sign == ' ')
        && (3..=20).contains(&digits)
}

/// A link may lead to a site, and nowhere else: no script, no local file, no name and password.
fn is_https(value: &str) -> bool {
    let scheme = value.get(..8).unwrap_or_default();
    let rest = value.get(8..).unwrap_or_default();
    let site = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let odd = |sign: char| sign.is_whitespace() || sign.is_control() || "\\\"'<>".contains(sign);
    scheme.eq_ignore_ascii_case("https://")
        && site.contains('.')
        && !site.contains('@')
        && !value.contains(odd)
}

#[cfg(test)]
mod tests {
    use unknot_protocol::{Country, Protocol};

    use super::{Attributes, Wanted};

    fn read(pairs: &[(&str, &str)]) -> (Wanted, Vec<String>) {
        let country = |id: &str| Country {
            id: id.into(),
            emergency: vec!["1".into()],
            advice: vec![],
            checked: true,
        };
        let protocol = Protocol {
            countries: vec![country("gb"), country("us")],
            ..Protocol::default()
        };
        let pairs = pairs
            .iter()
            .flat_map(|(name, value)| [(*name).to_owned(), (*value).to_owned()]);
        let (wanted, refused) = Attributes(pairs.collect()).read(&protocol, "en");
        (wanted, refused.iter().map(ToString::to_string).collect())
    }

    fn refused(name: &str, value: &str) -> bool {
        let (wanted, refused) = read(&[(name, value)]);
        wanted == Wanted::default() && refused.len() == 1
    }

    #[test]
    fn what_is_well_formed_is_taken() {
        let (wanted, refused) = read(&[
            ("lang", "en-GB"),
            ("country", "US"),
            ("clinic", " Calf & Co "),
            ("phone", "+44 20 7946 0000"),
            ("booking", "https://clinic.example/book?from=unknot"),
            ("history", "steps"),
        ]);
        assert_eq!(refused, Vec::<String>::new());
        assert!(wanted.steps);
        assert_eq!(wanted.clinic.country, Some(1));
        assert_eq!(wanted.clinic.name.as_deref(), Some("Calf & Co"));
        assert_eq!(wanted.clinic.phone.as_deref(), Some("+44 20 7946 0000"));
        assert_eq!(
            wanted.clinic.booking.as_deref(),
            Some("https://clinic.example/book?from=unknot")
        );
    }

    #[test]
    fn an_unsafe_booking_link_is_refused() {
        for link in [
            "javascript:alert(1)",
            "http://clinic.example",
            "//clinic.example",
            "https://",
            "https://clinic.example\\@other.example",
            "https://clinic.example@other.example",
            "https://clinic.example/a b",
            "é123456789",
        ] {
            assert!(refused("booking", link), "{link}");
        }
    }

    #[test]
    fn a_phone_is_digits_and_spaces() {
        for phone in ["call us", "", "+", "12", "020-7946;ext=1", "1+2345"] {
            assert!(refused("phone", phone), "{phone}");
        }
    }

    #[test]
    fn other_values_are_refused_one_by_one_and_the_rest_still_holds() {
        assert!(refused("country", "zz"));
        assert!(refused("country", "United Kingdom"));
        assert!(refused("clinic", ""));
        assert!(refused("clinic", &"long".repeat(30)));
        assert!(refused("history", "hash"));
        assert!(refused("lang", "xx"));
        let (wanted, refused) = read(&[
            ("country", "zz"),
            ("clinic", "Calf & Co"),
            ("colour", "red"),
        ]);
        assert_eq!(wanted.clinic.name.as_deref(), Some("Calf & Co"));
        assert_eq!(refused.len(), 2);
        assert!(
            refused[0].contains("country=\"zz\"") && refused[0].contains("gb, us"),
            "{}",
            refused[0]
        );
        assert!(refused[1].contains("booking"), "{}", refused[1]);
    }

    #[test]
    fn what_belongs_to_every_element_is_not_mentioned() {
        let (_, refused) = read(&[
            ("class", "wide"),
            ("data-x", "1"),
            ("aria-label", "x"),
            ("hidden", ""),
        ]);
        assert_eq!(refused, Vec::<String>::new());
    }
}
