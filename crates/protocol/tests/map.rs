//! The body map: what its lines become. What an author is told stands in `reader.rs`.
#![cfg(feature = "read")]

use std::path::Path;
use std::sync::OnceLock;

use unknot_protocol::read::{Content, read};
use unknot_protocol::{Map, pack, unpack};

fn content() -> &'static Content {
    static CONTENT: OnceLock<Content> = OnceLock::new();
    CONTENT.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocol");
        read(&folder).expect("the protocol is good")
    })
}

fn option(id: &str) -> u16 {
    let protocol = &content().protocol;
    let question = protocol.map.question.expect("the map has a question");
    let options = &protocol.questions[usize::from(question)].options;
    let place = options.iter().position(|option| option.id == id);
    place.expect("the option is there") as u16
}

/// The regions of a view that have this option, as (views, closed lines in each).
fn closed_lines(id: &str) -> Vec<usize> {
    let views = content().protocol.map.views.iter();
    let shapes = views.map(|view| {
        view.regions
            .iter()
            .filter(|region| region.option == option(id))
    });
    shapes
        .map(|regions| {
            regions
                .map(|region| region.shape.matches('z').count())
                .sum()
        })
        .collect()
}

#[test]
fn the_body_has_a_region_for_every_place_but_all_over() {
    let map = &content().protocol.map;
    let protocol = &content().protocol;
    let question = &protocol.questions[usize::from(map.question.expect("it has a question"))];
    assert_eq!(question.id, "where");
    assert_eq!(map.views.len(), 2);
    for choice in &question.options {
        let drawn = closed_lines(&choice.id).iter().sum::<usize>() > 0;
        assert_eq!(drawn, choice.id != "all-over", "{}", choice.id);
    }
    assert_eq!(unpack::<Map>(&pack(map)).as_ref(), Ok(map));
}

#[test]
fn each_side_has_a_closed_line_unless_the_region_crosses_the_middle() {
    // Front, then back.
    for (id, lines) in [
        ("belly", [1, 0]),
        ("lower-back", [0, 1]),
        ("hip", [2, 1]),
        ("hand", [2, 2]),
        ("calf", [0, 2]),
        ("toes", [2, 0]),
        ("neck", [1, 1]),
    ] {
        assert_eq!(closed_lines(id), lines, "{id}");
    }
}

#[test]
fn every_question_for_a_part_has_its_pictures() {
    let protocol = &content().protocol;
    let parts = protocol.questions.iter().enumerate();
    for (id, question) in parts.filter(|(_, question)| question.id.ends_with("-part")) {
        for (place, choice) in question.options.iter().enumerate() {
            let picture = protocol.map.part(id as u16, place as u16);
            assert_eq!(
                picture.is_some(),
                choice.id != "not-sure",
                "{}.{}",
                question.id,
                choice.id
            );
        }
    }
}

#[test]
fn the_opening_travels_without_the_map() {
    assert_eq!(content().protocol.opening().map, Map::default());
}
