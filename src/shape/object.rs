// SPDX-License-Identifier: MIT OR Apache-2.0
//! A connected region of a picture.

use num_complex::Complex;

/// A pixel: x to the right, y **down**, both from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pixel {
    /// Column.
    pub x: u32,
    /// Row.
    pub y: u32,
}

impl Pixel {
    /// The pixel's centre in the plane of signatures: x + j·y with y **up**, so y is −row.
    #[must_use]
    pub fn point(self) -> Complex<f64> {
        Complex::new(self.x.into(), -f64::from(self.y))
    }
}

/// An 8-connected component and its outer contour.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// Pixels, holes not counted.
    pub area: u64,
    /// Left, top, width, height of the bounding box, in pixels.
    pub bbox: [u32; 4],
    /// Mean x and mean y (down) of the pixels.
    pub centroid: [f64; 2],
    /// The closed outer contour, see [`trace`](super::trace).
    pub contour: Vec<Pixel>,
    /// Whether a pixel lies on the picture's edge: the object may be cut off.
    pub touches_border: bool,
}

impl Object {
    /// The contour's points in the plane of signatures, y up.
    #[must_use]
    pub fn points(&self) -> Vec<Complex<f64>> {
        self.contour.iter().map(|pixel| pixel.point()).collect()
    }
}
