//! Lines as SVG writes them, in tenths of a centimetre, y downward.

use crate::space::P2;

fn tenth(n: f32) -> i32 {
    (n * 10.0).round() as i32
}

/// A command and its numbers. The standard library's formatting would weigh more than all this.
fn put(d: &mut String, command: char, numbers: &[i32]) {
    d.push(command);
    for (i, &number) in numbers.iter().enumerate() {
        if i > 0 {
            d.push(' ');
        }
        if number < 0 {
            d.push('-');
        }
        let mut rest = number.unsigned_abs();
        let mut digits = [0_u8; 10];
        let mut from = digits.len();
        loop {
            from -= 1;
            digits[from] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        for &digit in &digits[from..] {
            d.push(char::from(digit));
        }
    }
}

/// A smooth closed line through these points.
pub(crate) fn smooth(d: &mut String, points: &[P2]) {
    smooth_part(d, points, 0, points.len());
}

/// That many steps of the smooth closed line through these points, closed straight across.
pub(crate) fn smooth_part(d: &mut String, points: &[P2], first: usize, steps: usize) {
    let n = points.len();
    if n < 3 {
        return;
    }
    let at = |i: usize| points[i % n];
    let mut here = (tenth(at(first).x), tenth(-at(first).y));
    put(d, 'M', &[here.0, here.1]);
    for i in first..first + steps {
        let (before, from, to, after) = (at(i + n - 1), at(i), at(i + 1), at(i + 2));
        // Long steps beside short ones must not swing out.
        let reach = (to - from).len() * 0.33;
        let out = (to - before).unit() * reach;
        let back = (after - from).unit() * reach;
        let control = |point: P2| (tenth(point.x) - here.0, tenth(-point.y) - here.1);
        let (a, b, c) = (control(from + out), control(to - back), control(to));
        put(d, 'c', &[a.0, a.1, b.0, b.1, c.0, c.1]);
        here = (here.0 + c.0, here.1 + c.1);
    }
    d.push('z');
}

/// Straight lines through these points.
pub(crate) fn straight(d: &mut String, points: &[P2], closed: bool) {
    for (i, point) in points.iter().enumerate() {
        let command = if i == 0 { 'M' } else { 'L' };
        put(d, command, &[tenth(point.x), tenth(-point.y)]);
    }
    if closed {
        d.push('z');
    }
}

/// One curve.
pub(crate) fn curve(d: &mut String, from: P2, over: P2, to: P2) {
    let [x, y, ox, oy, tx, ty] = [from.x, -from.y, over.x, -over.y, to.x, -to.y].map(tenth);
    put(d, 'M', &[x, y]);
    put(d, 'Q', &[ox, oy, tx, ty]);
}

/// A circle.
pub(crate) fn circle(d: &mut String, middle: P2, radius: f32) {
    let r = tenth(radius);
    put(d, 'M', &[tenth(middle.x - radius), tenth(-middle.y)]);
    put(d, 'a', &[r, r, 0, 1, 0, 2 * r, 0]);
    put(d, 'a', &[r, r, 0, 1, 0, -2 * r, 0]);
    d.push('z');
}

/// Puts a short list into order; the standard library's sorting is made for long ones and weighs
/// more than all this.
pub(crate) fn order<T>(list: &mut [T], before: impl Fn(&T, &T) -> bool) {
    for end in 1..list.len() {
        let mut at = end;
        while at > 0 && before(&list[at], &list[at - 1]) {
            list.swap(at, at - 1);
            at -= 1;
        }
    }
}
