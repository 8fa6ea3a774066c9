//! Smooth lines through points, as SVG writes them, in tenths. Every line has its mirror image.

use std::fmt::Write as _;

/// To the side, and down.
pub(super) type Point = [i32; 2];
/// The points that a line goes through.
pub(super) type Line = Vec<Point>;

/// From one point to the next: start, the two controls, end; in tenths.
type Bow = [Point; 4];

/// The points that both lines go through.
pub(super) fn shared(one: &Line, other: &Line) -> Vec<Point> {
    let both = one.iter().filter(|point| other.contains(point));
    both.copied().collect()
}

/// The end that lies on the body's middle.
pub(super) fn on_the_middle(line: &Line) -> Option<Point> {
    let ends = [line.first()?, line.last()?];
    ends.into_iter().find(|end| end[0] == 0).copied()
}

/// From the middle along these lines to the middle again, and back on the other side.
pub(super) fn across(lines: &[&Line], joints: &[Point], from: Point, to: Point) -> String {
    let mut ends = vec![from];
    ends.extend(joints);
    ends.push(to);
    let mut bows = walk(lines, &ends);
    let mut back: Vec<Bow> = bows.iter().map(mirrored).collect();
    back.reverse();
    for bow in &mut back {
        bow.reverse();
    }
    bows.extend(back);
    path(&bows, true)
}

/// Around once, and once more on the other side.
pub(super) fn on_each_side(lines: &[&Line], joints: &[Point]) -> String {
    let mut ends = joints.to_vec();
    ends.extend(joints.first());
    both_sides(&walk(lines, &ends), true)
}

/// A line by itself.
pub(super) fn stroke(line: &Line) -> String {
    let bows = bows(line);
    // On the middle it would lie upon its mirror image.
    if line.iter().all(|point| point[0] == 0) {
        path(&bows, false)
    } else {
        both_sides(&bows, false)
    }
}

/// The closed line through these points.
pub(super) fn blob(points: &[Point]) -> String {
    let n = points.len();
    let bows: Vec<Bow> = (0..n)
        .map(|i| bow([(i + n - 1) % n, i, (i + 1) % n, (i + 2) % n].map(|i| points[i])))
        .collect();
    both_sides(&bows, true)
}

/// A view box: left, top, width and height.
pub(super) fn frame(numbers: [i32; 4]) -> String {
    numbers.map(|number| (number * 10).to_string()).join(" ")
}

/// The view box around these lines and their mirror images.
pub(super) fn frame_of<'a>(lines: impl Iterator<Item = &'a Line>, margin: i32) -> String {
    let points: Vec<Point> = lines.flatten().copied().collect();
    let most = |axis: usize| points.iter().map(|point| point[axis]).max().unwrap_or(0) + margin;
    let top = points.iter().map(|point| point[1]).min().unwrap_or(0) - margin;
    frame([-most(0), top, 2 * most(0), most(1) - top])
}

fn both_sides(bows: &[Bow], closed: bool) -> String {
    let other: Vec<Bow> = bows.iter().map(mirrored).collect();
    path(bows, closed) + &path(&other, closed)
}

/// Along each line from one end to the next.
fn walk(lines: &[&Line], ends: &[Point]) -> Vec<Bow> {
    let mut all = Vec::new();
    for (line, ends) in lines.iter().zip(ends.windows(2)) {
        let place = |end: Point| line.iter().position(|&point| point == end).unwrap_or(0);
        let (from, to) = (place(ends[0]), place(ends[1]));
        let bows = bows(line);
        if from < to {
            all.extend_from_slice(&bows[from..to]);
        } else {
            all.extend(
                bows[to..from]
                    .iter()
                    .rev()
                    .map(|&[a, b, c, d]| [d, c, b, a]),
            );
        }
    }
    all
}

fn bows(line: &Line) -> Vec<Bow> {
    let n = line.len();
    // An end on the middle goes on in its mirror image; any other has nothing beyond it.
    let beyond = |end: usize, next: usize| match line[end][0] {
        0 => [-line[next][0], line[next][1]],
        _ => line[end],
    };
    let before = |i: usize| if i == 0 { beyond(0, 1) } else { line[i - 1] };
    let after = |i: usize| {
        if i + 2 < n {
            line[i + 2]
        } else {
            beyond(n - 1, n - 2)
        }
    };
    (0..n - 1)
        .map(|i| bow([before(i), line[i], line[i + 1], after(i)]))
        .collect()
}

/// From the second point to the third; the others say how it leaves and arrives.
fn bow([before, from, to, after]: [Point; 4]) -> Bow {
    // A third of the step: long steps beside short ones must not swing out.
    let reach = length(from, to) * 3.3;
    let toward = |start: Point, end: Point| {
        let length = length(start, end).max(f64::EPSILON);
        [0, 1].map(|axis| f64::from(end[axis] - start[axis]) / length * reach)
    };
    let (out, back) = (toward(before, to), toward(from, after));
    let tenths = |point: Point, off: [f64; 2], way: f64| {
        [0, 1].map(|axis| (f64::from(point[axis]) * 10.0 + off[axis] * way).round() as i32)
    };
    let still = [0.0; 2];
    [
        tenths(from, still, 0.0),
        tenths(from, out, 1.0),
        tenths(to, back, -1.0),
        tenths(to, still, 0.0),
    ]
}

fn length(from: Point, to: Point) -> f64 {
    f64::from(to[0] - from[0]).hypot(f64::from(to[1] - from[1]))
}

fn mirrored(bow: &Bow) -> Bow {
    bow.map(|[x, y]| [-x, y])
}

/// Steps relative to where they begin are short to write.
fn path(bows: &[Bow], closed: bool) -> String {
    let mut d = String::new();
    for (place, bow) in bows.iter().enumerate() {
        let [start, rest @ ..] = bow;
        if place == 0 {
            let _ = write!(d, "M{} {}", start[0], start[1]);
        }
        for (command, point) in ['c', ' ', ' '].into_iter().zip(rest) {
            let _ = write!(
                d,
                "{command}{} {}",
                point[0] - start[0],
                point[1] - start[1]
            );
        }
    }
    if closed {
        d.push('z');
    }
    d
}

#[cfg(test)]
mod tests {
    use super::{across, blob, frame_of, on_each_side, shared, stroke};

    #[test]
    fn neighbours_share_their_line_to_the_tenth() {
        let side = vec![[40, 0], [44, 30], [40, 60]];
        let top = vec![[0, 0], [40, 0]];
        let waist = vec![[0, 30], [44, 30]];
        let low = vec![[0, 60], [40, 60]];
        assert_eq!(shared(&side, &waist), [[44, 30]]);
        let upper = across(
            &[&top, &side, &waist],
            &[[40, 0], [44, 30]],
            [0, 0],
            [0, 30],
        );
        let lower = across(
            &[&waist, &side, &low],
            &[[44, 30], [40, 60]],
            [0, 30],
            [0, 60],
        );
        // Both lie against the waist: the one goes there and back as the other comes.
        assert!(
            upper.starts_with("M0 0c") && upper.ends_with('z'),
            "{upper}"
        );
        assert!(lower.starts_with("M0 300c"), "{lower}");
        assert!(upper.contains("c-145 0 -295 0 -440 0"), "{upper}");
        assert!(lower.contains("c145 0 295 0 440 0"), "{lower}");
    }

    #[test]
    fn each_side_has_its_own_line() {
        let (one, other) = (vec![[10, 0], [20, 10]], vec![[20, 10], [10, 20]]);
        let third = vec![[10, 20], [10, 0]];
        let d = on_each_side(&[&one, &other, &third], &[[10, 0], [20, 10], [10, 20]]);
        assert_eq!(d.matches('M').count(), 2, "{d}");
        assert_eq!(d.matches('z').count(), 2, "{d}");
        assert!(d.contains("M-100 0"), "{d}");
    }

    #[test]
    fn a_line_on_the_middle_is_drawn_once() {
        assert_eq!(stroke(&vec![[0, 0], [0, 10]]).matches('M').count(), 1);
        assert_eq!(stroke(&vec![[5, 0], [0, 10]]).matches('M').count(), 2);
        assert_eq!(blob(&[[0, 0], [9, 0], [9, 9]]).matches('c').count(), 6);
    }

    #[test]
    fn the_frame_has_room_for_both_halves() {
        let line = vec![[0, 10], [40, 90]];
        assert_eq!(frame_of([&line].into_iter(), 5), "-450 50 900 900");
    }
}
