// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a piece of the curve looks like, for a piece of every place and one length.
//!
//! A piece of `span`, a fraction of the perimeter, lies about each point of the smoothed curve: from a, half the span
//! behind the point m, to b, half the span ahead. All four are relative to the piece's length or need no unit, so that size does not matter.

use num_complex::Complex;

use super::{Row, Signature, fitted};
use crate::shape::Outline;
use crate::shape::angle::{magnitude, turns};
use crate::shape::outline::{FINE, cross, perimeter};

/// |b − a| / length of the piece: 1 where the curve is straight, 0 where it comes back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChordLength {
    /// Length of the piece as a fraction of the perimeter, above 0 and below 1.
    pub span: f64,
}

/// Signed distance of m from the line through a and b, divided by the length of the piece: positive where the curve bulges out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ArcHeight {
    /// Length of the piece as a fraction of the perimeter, above 0 and below 1.
    pub span: f64,
}

/// Angle from a → m to m → b in turns, counter-clockwise, in (−½, ½].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TurningAngle {
    /// Length of the piece as a fraction of the perimeter, above 0 and below 1.
    pub span: f64,
}

/// Twice the signed area of the triangle a, m, b, divided by the square of the piece's length (Alajlan et al. 2007).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TriangleArea {
    /// Length of the piece as a fraction of the perimeter, above 0 and below 1.
    pub span: f64,
}

/// The three points of a piece, and the piece's length.
struct Piece {
    a: Complex<f64>,
    m: Complex<f64>,
    b: Complex<f64>,
    length: f64,
}

impl Piece {
    /// Twice the signed area of its triangle.
    fn area(&self) -> f64 {
        cross(self.m - self.a, self.b - self.m)
    }

    fn chord(&self) -> f64 {
        magnitude(self.b - self.a)
    }

    /// 0 where the chord has no direction.
    fn height(&self) -> f64 {
        let chord = self.chord();
        if chord > 1e-9 * self.length { self.area() / chord } else { 0.0 }
    }
}

fn row(outline: &Outline, span: f64, len: usize, value: impl Fn(&Piece) -> f64) -> Row {
    let curve = outline.smooth();
    let length = perimeter(curve) * span;
    let half = ((span * FINE as f64 / 2.0).round() as usize).clamp(1, FINE / 2 - 1);
    let piece = |i: usize| Piece {
        a: curve[(i + FINE - half) % FINE],
        m: curve[i],
        b: curve[(i + half) % FINE],
        length,
    };
    let values: Vec<f64> = (0..FINE).map(|i| value(&piece(i))).collect();
    Row::real(&fitted(&values, len))
}

macro_rules! spans {
    ($($signature:ident, $name:literal, $value:expr;)*) => {$(
        impl Signature for $signature {
            fn name(&self) -> String {
                format!("{}:{}", $name, self.span)
            }

            fn rows(&self, outline: &Outline, len: usize) -> Vec<Row> {
                vec![row(outline, self.span, len, $value)]
            }
        }
    )*};
}

spans! {
    ChordLength, "chord-length", |piece| piece.chord() / piece.length;
    ArcHeight, "arc-height", |piece| piece.height() / piece.length;
    TurningAngle, "turning-angle", |piece| turns((piece.b - piece.m) * (piece.m - piece.a).conj());
    TriangleArea, "triangle-area", |piece| piece.area() / (piece.length * piece.length);
}
