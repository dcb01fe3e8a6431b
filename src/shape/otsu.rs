// SPDX-License-Identifier: MIT OR Apache-2.0
//! Otsu's threshold.

use crate::picture::Picture;

/// How often each level occurs; one entry a level of the picture's depth.
///
/// Four tables take turns, so that equal neighbours do not wait for each other's count.
#[must_use]
pub fn histogram(picture: &Picture) -> Vec<u64> {
    let levels = usize::from(picture.depth().max()) + 1;
    let mut tables = vec![[0_u32; 4]; levels];
    let (quads, rest) = picture.samples().as_chunks::<4>();
    for quad in quads {
        for (table, &level) in quad.iter().enumerate() {
            tables[usize::from(level)][table] += 1;
        }
    }
    for &level in rest {
        tables[usize::from(level)][0] += 1;
    }
    tables.iter().map(|table| table.iter().map(|&n| u64::from(n)).sum()).collect()
}

/// The level that parts a histogram into two classes, "at most" and "above", of greatest between-class
/// variance (Otsu 1979).
///
/// Where several neighbouring levels are equally good (nothing lies between the classes) it is the
/// middle one. `None` if fewer than two levels occur.
#[must_use]
pub fn otsu(histogram: &[u64]) -> Option<u16> {
    let count: u64 = histogram.iter().sum();
    let sum: u64 = histogram.iter().zip(0..).map(|(&n, level)| n * level).sum();
    let (mut below, mut sum_below) = (0, 0);
    let (mut best, mut first, mut last) = (0.0, None, 0);
    for (level, &n) in (0_u16..=u16::MAX).zip(histogram) {
        below += n;
        sum_below += n * u64::from(level);
        let value = between(below, sum_below, count - below, sum - sum_below);
        if value > best {
            (best, first, last) = (value, Some(level), level);
        } else if n == 0 && last + 1 == level && first.is_some() {
            last = level;
        }
    }
    first.map(|first| first + (last - first) / 2)
}

/// Between-class variance times the square of the count.
fn between(below: u64, sum_below: u64, above: u64, sum_above: u64) -> f64 {
    if below == 0 || above == 0 {
        return 0.0;
    }
    let (below, above) = (below as f64, above as f64);
    let distance = sum_below as f64 / below - sum_above as f64 / above;
    below * above * distance * distance
}
