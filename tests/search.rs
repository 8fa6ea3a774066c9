//! The names of places in every language, and what visitors find by them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use unknot::app::search::found;
use unknot_protocol::SearchWords;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct File {
    search_ignored: Ignored,
    search: BTreeMap<String, Names>,
}

#[derive(Deserialize)]
struct Ignored {
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Names {
    names: Vec<String>,
}

/// What the language calls each place, found by its names alone.
struct Places {
    ids: Vec<String>,
    words: SearchWords,
}

impl Places {
    fn read(path: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("protocol/text")
            .join(path);
        let text = fs::read_to_string(&path).expect("the names can be read");
        let file: File = toml::from_str(&text).expect("it has names and ignored words");
        let (ids, names) = file
            .search
            .into_iter()
            .map(|(id, names)| (id, names.names))
            .unzip();
        let words = SearchWords {
            names,
            ignored: file.search_ignored.words,
        };
        Self { ids, words }
    }

    fn find(&self, search: &str) -> Vec<&str> {
        let all: Vec<u16> = (0..self.ids.len() as u16).collect();
        let found = found(search, &self.words, &all, |_| "");
        let found = found.expect("it says something").into_iter();
        found
            .map(|option| self.ids[usize::from(option)].as_str())
            .collect()
    }

    #[track_caller]
    fn finds(&self, search: &str, ids: &[&str]) {
        assert_eq!(self.find(search), ids, "for {search:?}");
    }
}

fn english() -> Places {
    Places::read("en/search.toml")
}

fn spanish() -> Places {
    Places::read("es/search.toml")
}

#[test]
fn everyday_medical_and_misspelt_names_find_their_place() {
    let places = english();
    places.finds("charley horse", &["calf", "thigh-back", "thigh-front"]);
    places.finds("gastrocnemius", &["calf"]);
    places.finds("GASTROC", &["calf"]);
    places.finds("back of the lower leg", &["calf"]);
    places.finds("shoulderr", &["shoulder", "upper-back"]);
    places.finds("hamstrng", &["thigh-back"]);
    places.finds("cramp in my left hamstrings", &["thigh-back"]);
    places.finds("runners knee", &["knee"]);
    places.finds("piriformus", &["hip"]);
    places.finds("achillis", &["ankle"]);
    places.finds("lumbar", &["lower-back"]);
    places.finds("big toe", &["toes"]);
    places.finds("IT band", &["thigh-outer"]);
    places.finds("xylophone", &[]);
}

#[test]
fn spanish_names_are_found_with_and_without_accents() {
    let places = spanish();
    places.finds("pantorrilla", &["calf"]);
    places.finds("musculo de la pantorrila", &["calf"]);
    places.finds("Gemelos", &["calf"]);
    places.finds("sóleo", &["calf"]);
    places.finds("soleo", &["calf"]);
    places.finds("omoplato", &["upper-back"]);
    places.finds("isquiotibiales", &["thigh-back"]);
    places.finds("tendon de aquiles", &["ankle"]);
    places.finds("mi muñeca derecha", &["forearm", "hand"]);
}

#[test]
fn words_that_name_no_place_find_every_place() {
    for (places, words) in [(english(), "pain in my"), (spanish(), "me duele")] {
        assert_eq!(found(words, &places.words, &[0, 1], |_| ""), None);
    }
}

#[test]
fn every_place_has_eight_names_and_each_of_them_finds_it() {
    for places in [english(), spanish()] {
        for (id, names) in places.ids.iter().zip(&places.words.names) {
            assert!(names.len() >= 8, "{id} has only {} names", names.len());
            for name in names {
                assert!(
                    places.find(name).contains(&id.as_str()),
                    "{name:?} does not find {id}"
                );
            }
        }
    }
}

#[test]
fn every_language_names_the_same_places() {
    assert_eq!(english().ids, spanish().ids);
}
