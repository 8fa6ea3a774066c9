//! No drawn body does what a body cannot do.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::sync::OnceLock;

use unknot_figure::{Body, draw, faults, view};
use unknot_protocol::pose::{Area, Drawn, Figures, Joint, Limb, Part, Pose, Reach, Sides, Support};
use unknot_protocol::read::{Content, read};
use unknot_protocol::{pack, unpack};

fn content() -> &'static Content {
    static CONTENT: OnceLock<Content> = OnceLock::new();
    CONTENT.get_or_init(load)
}

fn load() -> Content {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocol");
    match read(&folder) {
        Ok(content) => content,
        Err(problems) => panic!("protocol/{}", problems[0]),
    }
}

fn figures(content: &Content) -> Vec<(String, Pose)> {
    let name = |of: Drawn| match of {
        Drawn::Exercise(place) => content.protocol.exercises[usize::from(place)].id.clone(),
        Drawn::Massage(place) => content.protocol.massages[usize::from(place)].id.clone(),
    };
    let figures = &content.figures;
    figures
        .iter()
        .map(|(of, pose)| (name(*of), pose.clone()))
        .collect()
}

#[test]
fn every_body_can_do_its_exercise() {
    let content = content();
    let mut all = Vec::new();
    for (id, pose) in figures(content) {
        for moment in [0.0, 1.0] {
            for fault in faults(&pose, moment) {
                all.push(format!("{id} at {moment}: {fault}"));
            }
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn every_relief_stretch_is_drawn() {
    let content = content();
    let drawn = figures(content);
    for exercise in &content.protocol.exercises {
        if exercise.phase == unknot_protocol::Phase::Relief {
            assert!(
                drawn.iter().any(|(id, _)| *id == exercise.id),
                "{} is not drawn",
                exercise.id
            );
        }
    }
}

#[test]
fn start_and_end_share_one_frame_and_moving_bodies_move() {
    for (id, pose) in figures(content()) {
        let (start, middle, end) = (draw(&pose, 0.0), draw(&pose, 0.5), draw(&pose, 1.0));
        assert_eq!(start.view, end.view, "{id}");
        assert_eq!(view(&pose), end.view, "{id}");
        assert_eq!(start.view, middle.view, "{id}");
        assert_eq!(pose.moves(), start.shapes != end.shapes, "{id}");
        let [_, _, width, height] = end.view;
        assert!(width > 100 && height > 100, "{id}");
    }
}

#[test]
fn a_drawing_stays_light() {
    for (id, pose) in figures(content()) {
        let drawing = draw(&pose, 1.0);
        let bytes: usize = drawing.shapes.iter().map(|shape| shape.d.len()).sum();
        assert!(bytes < 40_000, "{id} needs {bytes} bytes");
    }
}

#[test]
fn the_browser_gets_every_pose_as_it_was_written() {
    let figures = Figures {
        hash: content().protocol.hash.clone(),
        drawn: content().figures.clone(),
    };
    assert_eq!(unpack(&pack(&figures)), Ok(figures));
}

fn standing() -> Pose {
    let mut pose = Pose {
        supports: vec![Support::Floor],
        ..Pose::default()
    };
    for (limb, z) in [(Limb::FootRight, 9), (Limb::FootLeft, -9)] {
        let reach = Reach {
            at: [0, 0, z],
            ..Reach::default()
        };
        pose.start.reaches.insert(limb, reach);
    }
    pose.end = pose.start.clone();
    pose
}

fn found(pose: &Pose, words: &str) {
    let faults = faults(pose, 1.0);
    assert!(
        faults.iter().any(|fault| fault.contains(words)),
        "no `{words}` in {faults:?}"
    );
}

#[test]
fn standing_is_fine() {
    assert_eq!(faults(&standing(), 1.0), Vec::<String>::new());
}

#[test]
fn a_knee_does_not_bend_forward() {
    let mut pose = standing();
    pose.end.reaches.remove(&Limb::FootRight);
    pose.end.joints.insert(Joint::HipRight, [0; 3]);
    pose.end.joints.insert(Joint::KneeRight, [-40, 0, 0]);
    found(&pose, "knee");
}

#[test]
fn feet_do_not_float() {
    let mut pose = standing();
    pose.end.reaches.clear();
    pose.end.joints.insert(Joint::Hips, [0, 120, 0]);
    found(&pose, "nothing carries");
    let mut pose = standing();
    pose.end.joints.insert(Joint::Hips, [0, 120, 0]);
    found(&pose, "misses its place");
    found(&pose, "off its support");
}

#[test]
fn limbs_stay_above_the_floor() {
    let mut pose = standing();
    pose.end.reaches.clear();
    pose.end.joints.insert(Joint::Hips, [0, 70, 0]);
    found(&pose, "in the floor");
}

#[test]
fn walls_are_solid() {
    let mut pose = standing();
    pose.supports.push(Support::Wall(16));
    pose.end.joints.insert(Joint::ShoulderRight, [90, 0, 0]);
    found(&pose, "in the wall");
}

#[test]
fn hands_touch_what_they_hold() {
    let mut pose = standing();
    let reach = Reach {
        part: Some(Part::ToesRight),
        ..Reach::default()
    };
    pose.end.reaches.insert(Limb::HandRight, reach);
    found(&pose, "HandRight misses its place");
}

#[test]
fn what_is_shaded_can_be_seen() {
    let mut pose = standing();
    pose.view = [90, 0];
    pose.shade.push((Area::LowBack, Sides::Right));
    found(&pose, "cannot be seen");
}

#[test]
fn a_hand_that_reaches_is_there() {
    let mut pose = standing();
    let reach = Reach {
        at: [40, 120, 16],
        fingers: [0, 1, 0],
        palm: [1, 0, 0],
        ..Reach::default()
    };
    pose.end.reaches.insert(Limb::HandRight, reach);
    let body = Body::of(&pose, 1.0);
    let hand = body.bone(Part::HandRight);
    // The middle of the palm lies 6 cm from the wrist, its surface 1.5 cm from the bones.
    let palm = hand.at.y + hand.dir.y * 6.0;
    assert!((palm - 120.0).abs() < 0.2, "{palm}");
    assert!((hand.at.x + 1.5 - 40.0).abs() < 0.2, "{}", hand.at.x);
}
