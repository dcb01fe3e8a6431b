// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a shape is described by.

use super::signature::{
    About, ArcHeight, ChordLength, ComplexCoordinates, PolarRings, Signature, TriangleArea,
};
use super::{Outline, signature::Row};
use crate::words::words;

/// Descriptors, from the smallest to the best.
///
/// | tier | rows | numbers | compared by |
/// |---|--:|--:|---|
/// | `complex` | 1 | 32 | L1 of magnitudes |
/// | `rings` | 9 | 104 | L1 of magnitudes |
/// | `composite` | 24 | 239 | L1 of magnitudes |
/// | `aligned` | 32 | 1984 | L1 along the outlines at the best start point and mirror, and of the rings at the best angle |
/// | `elastic` | 32 | 1984 | the same, and the outline may stretch by a tenth on the way |
///
/// The first three forget phases, and with them rotation, start point and whether a shape is mirrored; `aligned` and `elastic`
/// keep them, find the best rotation and start point, and take a mirror image for the same shape or not, as
/// [`Mirror`](super::Mirror) says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tier {
    /// Magnitudes of the complex coordinates' harmonics.
    #[default]
    Complex,
    /// And of eight polar rings.
    Rings,
    /// And of pieces of the curve of five lengths: chord length, arc height, triangle area.
    Composite,
    /// The same pieces, and rings, with their phases.
    Aligned,
    /// As aligned, and elastic along the curve.
    Elastic,
}

impl Tier {
    /// Every tier.
    pub const ALL: [Self; 5] = [Self::Complex, Self::Rings, Self::Composite, Self::Aligned, Self::Elastic];

    /// The word used on the command line and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Complex => "complex",
            Self::Rings => "rings",
            Self::Composite => "composite",
            Self::Aligned => "aligned",
            Self::Elastic => "elastic",
        }
    }

    /// Samples that a frame has at least.
    #[must_use]
    pub const fn least_len(self) -> usize {
        match self {
            Self::Complex => 4,
            Self::Rings | Self::Composite => 32,
            Self::Aligned | Self::Elastic => 64,
        }
    }

    /// Whether phases are kept.
    #[must_use]
    pub const fn keeps_phases(self) -> bool {
        matches!(self, Self::Aligned | Self::Elastic)
    }

    /// The rows of `outline`, `len` samples each: complex coordinates, pieces, rings.
    #[must_use]
    pub fn rows(self, outline: &Outline, len: usize) -> Vec<Row> {
        self.signatures().iter().flat_map(|signature| signature.rows(outline, len)).collect()
    }

    /// Rows of pieces, and sets of rings.
    #[must_use]
    pub(super) const fn parts(self) -> (usize, usize) {
        match self {
            Self::Complex => (0, 0),
            Self::Rings => (0, 1),
            Self::Composite => (PIECES, 1),
            Self::Aligned | Self::Elastic => (PIECES, 2),
        }
    }

    /// The signatures, in the order of their rows.
    #[must_use]
    pub fn signatures(self) -> Vec<Box<dyn Signature>> {
        let (pieces, sets) = self.parts();
        let mut all: Vec<Box<dyn Signature>> = vec![Box::new(ComplexCoordinates)];
        for span in if pieces > 0 { SPANS.as_slice() } else { &[] } {
            let span = *span;
            all.push(Box::new(ChordLength { span }));
            all.push(Box::new(ArcHeight { span }));
            all.push(Box::new(TriangleArea { span }));
        }
        for about in [About::Region, About::Curve].into_iter().take(sets) {
            all.push(Box::new(PolarRings { rings: RINGS, about }));
        }
        all
    }
}

words!(Tier, "descriptor", "complex, rings, composite, aligned or elastic");

/// Lengths of the pieces, as fractions of the perimeter.
const SPANS: [f64; 5] = [1.0 / 32.0, 1.0 / 16.0, 1.0 / 8.0, 3.0 / 16.0, 1.0 / 4.0];

/// Rows of pieces.
pub(super) const PIECES: usize = 15;

/// Rings in a set.
pub(super) const RINGS: usize = 8;

/// Mean absolute deviation of the rows of pieces over many shapes (the even classes of MPEG-7 CE-Shape-1 part B):
/// divided by it, every row has its say.
pub(super) const DEVIATION: [f64; PIECES] =
    [0.088, 0.083, 0.064, 0.125, 0.113, 0.079, 0.143, 0.131, 0.081, 0.144, 0.120, 0.070, 0.142, 0.110, 0.059];
