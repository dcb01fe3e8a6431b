// SPDX-License-Identifier: MIT OR Apache-2.0
//! How much of each pixel an outline covers.

use super::outline::Outline;

/// Lines that sample a pixel's height; along x the area is exact.
const LINES: usize = 8;

/// A layer of fractions 0 to 1, one a pixel.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) values: Vec<f32>,
}

impl Layer {
    /// What `outline` covers, in pixels with y down; pixel (x, y) is the unit square whose centre is there.
    pub(super) fn fill(width: usize, height: usize, outline: &Outline) -> Self {
        let mut layer = Self { width, height, values: vec![0.0; width * height] };
        let (low, high) = outline.bounds();
        let first = (low.im - 1.0).max(0.0) as usize;
        let last = (high.im + 2.0).clamp(0.0, height as f64) as usize;
        for y in first..last {
            for line in 0..LINES {
                let at = y as f64 - 0.5 + (line as f64 + 0.5) / LINES as f64;
                layer.fill_line(y, &crossings(outline, at));
            }
        }
        layer
    }

    fn fill_line(&mut self, y: usize, crossings: &[f64]) {
        let row = &mut self.values[y * self.width..][..self.width];
        for pair in crossings.chunks_exact(2) {
            // Pixel x spans [x − ½, x + ½).
            let limit = self.width as f64;
            let (from, to) = ((pair[0] + 0.5).clamp(0.0, limit), (pair[1] + 0.5).clamp(0.0, limit));
            for (x, value) in row.iter_mut().enumerate().take(to.ceil() as usize).skip(from as usize) {
                let covered = to.min(x as f64 + 1.0) - from.max(x as f64);
                *value += (covered / LINES as f64) as f32;
            }
        }
    }

    /// The value at (x, y), 0 outside.
    pub(super) fn get(&self, x: i64, y: i64) -> f64 {
        let inside = (0..self.width as i64).contains(&x) && (0..self.height as i64).contains(&y);
        if inside { self.values[y as usize * self.width + x as usize].into() } else { 0.0 }
    }

    /// Each pixel the mean of its neighbours `reach` to either side, first along x, then along y.
    pub(super) fn blurred(&self, reach: i64) -> Self {
        self.averaged(reach, (1, 0)).averaged(reach, (0, 1))
    }

    fn averaged(&self, reach: i64, (dx, dy): (i64, i64)) -> Self {
        let mean = |i: usize| {
            let (x, y) = ((i % self.width) as i64, (i / self.width) as i64);
            let sum: f64 = (-reach..=reach).map(|d| self.get(x + d * dx, y + d * dy)).sum();
            (sum / (2 * reach + 1) as f64) as f32
        };
        Self { values: (0..self.values.len()).map(mean).collect(), ..*self }
    }
}

/// Where the line at height `y` meets the rings, from left to right; an even number.
fn crossings(outline: &Outline, y: f64) -> Vec<f64> {
    let mut found = Vec::new();
    for ring in &outline.rings {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            if (a.im <= y) != (b.im <= y) {
                found.push(a.re + (y - a.im) / (b.im - a.im) * (b.re - a.re));
            }
        }
    }
    found.sort_by(f64::total_cmp);
    found
}
