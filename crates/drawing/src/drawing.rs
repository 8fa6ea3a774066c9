//! A drawing as text.

use unknot_figure::{draw, view};
use unknot_protocol::pose::Pose;

pub(crate) fn frame(pose: &Pose) -> String {
    let mut text = view(pose).map(|number| number.to_string()).join(" ");
    if pose.moves() {
        text.push_str(" moves");
    }
    text
}

pub(crate) fn paths(pose: &Pose, moment: f32) -> String {
    let mut text = String::new();
    for shape in &draw(pose, moment).shapes {
        for part in [shape.class, ":", &shape.d, "\n"] {
            text.push_str(part);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use unknot_protocol::pose::{Joint, Pose};

    use super::{frame, paths};

    #[test]
    fn a_frame_is_a_view_box_and_whether_it_moves() {
        let mut pose = Pose::default();
        let still = frame(&pose);
        let numbers = still.split(' ').map(str::parse::<i32>);
        assert_eq!(numbers.filter(Result::is_ok).count(), 4, "{still}");
        pose.end.joints.insert(Joint::Waist, [30, 0, 0]);
        assert!(frame(&pose).ends_with(" moves"), "{}", frame(&pose));
    }

    #[test]
    fn each_line_is_one_path() {
        let drawn = paths(&Pose::default(), 0.5);
        assert!(drawn.lines().count() > 10, "{drawn}");
        for line in drawn.lines() {
            let (class, d) = line.split_once(':').expect("classes and a path");
            assert!(
                class.starts_with("figure-") && d.starts_with('M'),
                "{class}"
            );
        }
    }
}
