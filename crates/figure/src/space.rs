//! Directions and turns in space, and the viewer's eye.

use std::ops::{Add, Mul, Neg, Sub};

/// A place or a direction, in centimetres.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct V3 {
    /// Where the figure looks.
    pub x: f32,
    /// Up.
    pub y: f32,
    /// To the figure's right.
    pub z: f32,
}

pub(crate) fn v(x: f32, y: f32, z: f32) -> V3 {
    V3 { x, y, z }
}

impl From<[i16; 3]> for V3 {
    fn from([x, y, z]: [i16; 3]) -> Self {
        v(f32::from(x), f32::from(y), f32::from(z))
    }
}

impl Add for V3 {
    type Output = Self;
    fn add(self, o: Self) -> Self {
        v(self.x + o.x, self.y + o.y, self.z + o.z)
    }
}

impl Sub for V3 {
    type Output = Self;
    fn sub(self, o: Self) -> Self {
        v(self.x - o.x, self.y - o.y, self.z - o.z)
    }
}

impl Mul<f32> for V3 {
    type Output = Self;
    fn mul(self, k: f32) -> Self {
        v(self.x * k, self.y * k, self.z * k)
    }
}

impl Neg for V3 {
    type Output = Self;
    fn neg(self) -> Self {
        self * -1.0
    }
}

impl V3 {
    pub(crate) fn dot(self, o: Self) -> f32 {
        self.x * o.x + self.y * o.y + self.z * o.z
    }

    pub(crate) fn cross(self, o: Self) -> Self {
        v(
            self.y * o.z - self.z * o.y,
            self.z * o.x - self.x * o.z,
            self.x * o.y - self.y * o.x,
        )
    }

    /// The length.
    #[must_use]
    pub fn len(self) -> f32 {
        self.dot(self).sqrt()
    }

    /// The same direction with length one; nothing stays nothing.
    pub(crate) fn unit(self) -> Self {
        let len = self.len();
        if len < 1e-4 { self } else { self * (1.0 / len) }
    }

    /// What is left of it across this direction of length one.
    pub(crate) fn across(self, dir: Self) -> Self {
        self - dir * self.dot(dir)
    }

    pub(crate) fn mix(self, o: Self, t: f32) -> Self {
        self + (o - self) * t
    }
}

/// How a part of the body is turned: its right, its front, its upper end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// To its right.
    pub r: V3,
    /// To its front.
    pub a: V3,
    /// To its upper end.
    pub u: V3,
}

impl Frame {
    pub(crate) const WORLD: Self = Self {
        r: V3 {
            x: 0.0,
            y: 0.0,
            z: 1.0,
        },
        a: V3 {
            x: 1.0,
            y: 0.0,
            z: 0.0,
        },
        u: V3 {
            x: 0.0,
            y: 1.0,
            z: 0.0,
        },
    };

    /// From its upper end and roughly its front.
    pub(crate) fn from_up(u: V3, front: V3) -> Self {
        let u = u.unit();
        let mut a = front.across(u);
        if a.len() < 1e-3 {
            a = v(0.31, 0.2, 0.9).across(u);
        }
        let a = a.unit();
        // Right, front and up form a right-handed set, so right is front across up.
        Self {
            r: a.cross(u),
            a,
            u,
        }
    }

    /// Bows forward.
    pub(crate) fn forward(self, degrees: f32) -> Self {
        let (s, c) = degrees.to_radians().sin_cos();
        Self {
            r: self.r,
            a: self.a * c - self.u * s,
            u: self.u * c + self.a * s,
        }
    }

    /// Tips over to its right.
    pub(crate) fn rightward(self, degrees: f32) -> Self {
        let (s, c) = degrees.to_radians().sin_cos();
        Self {
            r: self.r * c - self.u * s,
            a: self.a,
            u: self.u * c + self.r * s,
        }
    }

    /// Turns to its left.
    pub(crate) fn turned(self, degrees: f32) -> Self {
        let (s, c) = degrees.to_radians().sin_cos();
        Self {
            r: self.r * c + self.a * s,
            a: self.a * c - self.r * s,
            u: self.u,
        }
    }

    /// Forward, to the right, turned left, one after the other.
    pub(crate) fn bent(self, [forward, right, left]: [f32; 3]) -> Self {
        self.forward(forward).rightward(right).turned(left)
    }
}

/// A place on the picture, in centimetres: to the right and up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct P2 {
    pub(crate) x: f32,
    pub(crate) y: f32,
}

pub(crate) fn p(x: f32, y: f32) -> P2 {
    P2 { x, y }
}

impl Add for P2 {
    type Output = Self;
    fn add(self, o: Self) -> Self {
        p(self.x + o.x, self.y + o.y)
    }
}

impl Sub for P2 {
    type Output = Self;
    fn sub(self, o: Self) -> Self {
        p(self.x - o.x, self.y - o.y)
    }
}

impl Mul<f32> for P2 {
    type Output = Self;
    fn mul(self, k: f32) -> Self {
        p(self.x * k, self.y * k)
    }
}

impl P2 {
    pub(crate) fn dot(self, o: Self) -> f32 {
        self.x * o.x + self.y * o.y
    }

    pub(crate) fn len(self) -> f32 {
        self.dot(self).sqrt()
    }

    pub(crate) fn unit(self) -> Self {
        let len = self.len();
        if len < 1e-4 { self } else { self * (1.0 / len) }
    }

    /// A quarter turn to the left.
    pub(crate) fn left(self) -> Self {
        p(-self.y, self.x)
    }
}

/// Where the viewer stands, far away.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Eye {
    right: V3,
    up: V3,
    /// From the picture to the viewer.
    pub(crate) near: V3,
}

impl Eye {
    pub(crate) fn new([round, high]: [i16; 2]) -> Self {
        let (s, c) = f32::from(round).to_radians().sin_cos();
        let (hs, hc) = f32::from(high).to_radians().sin_cos();
        let near = v(s * hc, hs, c * hc);
        let right = v(c, 0.0, -s);
        Self {
            right,
            up: near.cross(right),
            near,
        }
    }

    pub(crate) fn see(&self, place: V3) -> P2 {
        p(place.dot(self.right), place.dot(self.up))
    }

    pub(crate) fn depth(&self, place: V3) -> f32 {
        place.dot(self.near)
    }
}
