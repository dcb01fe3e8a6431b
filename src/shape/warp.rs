// SPDX-License-Identifier: MIT OR Apache-2.0
//! Two outlines walked along side by side, where either may wait for the other.

use super::l1::{LANES, total};

/// Rows that are compared side by side.
pub(super) const COLUMN: usize = 16;

/// How far the one may be ahead of the other, in samples.
const REACH: usize = 6;

/// What it costs to wait for a sample, in mean deviations of a row.
pub(super) const WAIT: f32 = 0.5;

/// Least cost of a path from the first samples to the last: a step of both costs their difference, a step of one half
/// of it and `wait` (dynamic time warping with a band, Sakoe and Chiba 1978).
pub(super) fn warp(a: &[[f32; COLUMN]], b: &[[f32; COLUMN]], wait: f32) -> f32 {
    const WIDTH: usize = 2 * REACH + 1;
    // Place `o` of a line is sample i + o − REACH of b; one more on either side is out of reach.
    let mut last = [f32::INFINITY; WIDTH + 2];
    last[REACH + 1] = 0.0;
    for (i, column) in a.iter().enumerate() {
        let mut line = [f32::INFINITY; WIDTH + 2];
        let first = REACH.saturating_sub(i);
        for o in first..WIDTH.min(b.len() + REACH - i) {
            let cost = difference(column, &b[i + o - REACH]);
            let one = last[o + 2].min(line[o]) + 0.5 * cost + wait;
            line[o + 1] = (last[o + 1] + cost).min(one);
        }
        last = line;
    }
    last[REACH + 1]
}

fn difference(a: &[f32; COLUMN], b: &[f32; COLUMN]) -> f32 {
    let mut sums = [0.0; LANES];
    for lane in 0..LANES {
        sums[lane] = (a[lane] - b[lane]).abs() + (a[lane + LANES] - b[lane + LANES]).abs();
    }
    total(sums)
}

#[cfg(test)]
mod tests {
    use super::{COLUMN, REACH, WAIT, difference, warp};
    use crate::random::SplitMix64;

    /// The least path over the whole table, by its definition.
    fn naive(a: &[[f32; COLUMN]], b: &[[f32; COLUMN]], wait: f32) -> f32 {
        let mut table = vec![vec![f32::INFINITY; b.len()]; a.len()];
        for i in 0..a.len() {
            for j in 0..b.len() {
                if i.abs_diff(j) > REACH {
                    continue;
                }
                let cost = difference(&a[i], &b[j]);
                let before =
                    |i: Option<usize>, j: Option<usize>| i.zip(j).map_or(f32::INFINITY, |(i, j)| table[i][j]);
                let (up, left) = (before(i.checked_sub(1), Some(j)), before(Some(i), j.checked_sub(1)));
                let both = before(i.checked_sub(1), j.checked_sub(1)) + cost;
                table[i][j] = if i + j == 0 { cost } else { both.min(up.min(left) + 0.5 * cost + wait) };
            }
        }
        table[a.len() - 1][b.len() - 1]
    }

    #[test]
    fn the_path_is_the_least() {
        let mut random = SplitMix64::new(8);
        for round in 0..40 {
            let mut line = || -> Vec<[f32; COLUMN]> {
                (0..64).map(|_| std::array::from_fn(|_| random.between(-2.0, 2.0) as f32)).collect()
            };
            let (a, b) = (line(), line());
            let wait = WAIT * (round % 5) as f32;
            let (found, exact) = (warp(&a, &b, wait), naive(&a, &b, wait));
            assert!((found - exact).abs() < 1e-3 * exact, "{found} and {exact}");
        }
    }
}
