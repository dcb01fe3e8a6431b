// SPDX-License-Identifier: MIT OR Apache-2.0
//! A picture as numbers.

use crate::picture::{Depth, Picture};
use crate::random::SplitMix64;

/// Real values, row by row from the top; a pixel is a fraction of white, 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    width: usize,
    height: usize,
    values: Vec<f64>,
}

impl Plane {
    /// A plane of `values`, row by row from the top.
    ///
    /// # Panics
    /// If a side is zero or there are not exactly `width`·`height` values.
    #[must_use]
    pub fn new(width: usize, height: usize, values: Vec<f64>) -> Self {
        assert!(width > 0 && height > 0, "a plane has at least one value");
        assert_eq!(Some(values.len()), width.checked_mul(height), "a plane has width x height values");
        Self { width, height, values }
    }

    /// The pixels over white.
    #[must_use]
    pub fn of_picture(picture: &Picture) -> Self {
        let white = f64::from(picture.depth().max());
        let values = picture.samples().iter().map(|&p| f64::from(p) / white).collect();
        Self::new(picture.width(), picture.height(), values)
    }

    /// Values in a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// All values, row by row from the top.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The values plus `offset` as a picture: each rounded to the nearest level, black below 0 and white above 1.
    #[must_use]
    pub fn to_picture(&self, depth: Depth, offset: f64) -> Picture {
        let white = f64::from(depth.max());
        let level = |x: &f64| ((x + offset).clamp(0.0, 1.0) * white).round() as u16;
        Picture::new(self.width, self.height, depth, self.values.iter().map(level).collect())
    }

    /// The plane with Gaussian noise of standard deviation `sigma`, a fraction of white, added to every value; not clipped.
    ///
    /// The same seed gives the same noise; another `sigma` the same noise in that strength.
    #[must_use]
    pub fn with_noise(&self, sigma: f64, seed: u64) -> Self {
        let mut random = SplitMix64::new(seed);
        let values = self.values.iter().map(|x| x + sigma * random.gaussian()).collect();
        Self { values, ..*self }
    }
}
