// SPDX-License-Identifier: MIT OR Apache-2.0
//! The radially averaged power spectral density: what is left of a spectrum if direction does not count.

use serde::Serialize;

use super::{PlaneSpectrum, Unit, largest_radius};

/// One ring of the frequency plane.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Ring {
    /// The middle of its edges, in cycles per pixel.
    pub radius: f64,
    /// Bins in it.
    pub count: u64,
    /// Mean of |X|² over them; 0 for an empty ring. The mean's bin X\[0, 0\] is in the first ring.
    pub power: f64,
}

/// Mean power over rings of equal width, from radius 0 to that of the farthest bin.
///
/// A bin's radius is √((u/width)² + (v/height)²). With n rings and the largest radius R, ring i has the radii from
/// i·R/n up to, not with, (i + 1)·R/n; the last has R as well. Which ring a bin is in is decided in integers, exactly.
/// Under [`Normalisation::Root`](super::Normalisation::Root) white noise of variance σ² has the power σ² in every ring.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RadialPsd {
    rings: Vec<Ring>,
}

impl RadialPsd {
    /// The curve of a spectrum over `rings` rings; min(width, height)/2 of them, and at least one, if `None`.
    ///
    /// # Panics
    /// If `rings` is zero.
    #[must_use]
    pub fn of(spectrum: &PlaneSpectrum, rings: Option<usize>) -> Self {
        let (width, height) = (spectrum.width(), spectrum.height());
        let rings = rings.unwrap_or_else(|| Self::natural_rings(width, height));
        assert!(rings > 0, "a curve has at least one ring");
        let grid = Grid::new(width, height, rings);
        let mut sums = vec![(0_u64, 0.0); rings];
        for (index, z) in spectrum.bins().iter().enumerate() {
            let (u, v) = spectrum.frequencies(index);
            let (count, sum) = &mut sums[grid.ring(u, v)];
            *count += 1;
            *sum += z.norm_sqr();
        }
        let step = largest_radius(Unit::Pixel, width, height) / rings as f64;
        let ring = |(i, (count, sum)): (usize, (u64, f64))| Ring {
            radius: (i as f64 + 0.5) * step,
            count,
            power: sum / count.max(1) as f64,
        };
        Self { rings: sums.into_iter().enumerate().map(ring).collect() }
    }

    /// min(`width`, `height`)/2, at least 1.
    #[must_use]
    pub fn natural_rings(width: usize, height: usize) -> usize {
        (width.min(height) / 2).max(1)
    }

    /// The rings, from the inside out.
    #[must_use]
    pub fn rings(&self) -> &[Ring] {
        &self.rings
    }

    /// The radius from which on every ring's power is below `floor`, in cycles per pixel; `None` if the last one's is not.
    #[must_use]
    pub fn below_from(&self, floor: f64) -> Option<f64> {
        let above = self.rings.iter().rposition(|ring| ring.power >= floor);
        self.rings.get(above.map_or(0, |i| i + 1)).map(|ring| ring.radius)
    }
}

/// Squared radii in integers: (u/w)² + (v/h)² times w²h².
struct Grid {
    width: u128,
    height: u128,
    rings: u128,
    largest: u128,
}

impl Grid {
    fn new(width: usize, height: usize, rings: usize) -> Self {
        let mut grid =
            Self { width: width as u128, height: height as u128, rings: rings as u128, largest: 0 };
        grid.largest = grid.squared((width / 2) as i64, (height / 2) as i64).max(1);
        grid
    }

    fn squared(&self, u: i64, v: i64) -> u128 {
        let (a, b) = (u128::from(u.unsigned_abs()) * self.height, u128::from(v.unsigned_abs()) * self.width);
        a * a + b * b
    }

    /// The largest i below the number of rings with i²·R² ≤ n²·r².
    fn ring(&self, u: i64, v: i64) -> usize {
        let scaled = self.rings * self.rings * self.squared(u, v);
        // The root of the rounded quotient is off by one at most, near an edge.
        let mut ring = (scaled as f64 / self.largest as f64).sqrt() as u128;
        while ring * ring * self.largest > scaled {
            ring -= 1;
        }
        while (ring + 1) * (ring + 1) * self.largest <= scaled {
            ring += 1;
        }
        ring.min(self.rings - 1) as usize
    }
}
