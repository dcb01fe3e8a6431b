// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whether an object is several, grown together.

use super::{Mask, Object};

/// Distance of one pixel to its side neighbour; its diagonal neighbour is at 7. (The 5-7 chamfer distance.)
const SIDE: u32 = 5;
const DIAGONAL: u32 = 7;

/// Pixels that a side is looked at with.
const LARGEST: usize = 512;

/// A neck is narrow if it is at most this share of the thinner of the two parts it joins, in percent.
const NECK: u64 = 60;

/// A part counts if it is at least this share as thick as the thickest, in percent.
const PART: u64 = 50;

/// Parts touch if their middles are at most this share of the sum of their half-thicknesses apart, in percent.
const REACH: u64 = 140;

impl Object {
    /// Whether the object looks like several that touch: two thick, compact parts joined by a narrow, short neck.
    ///
    /// Inside the outer contour (holes filled) a part's half-thickness is the greatest distance to the outside. Two
    /// parts a, b that meet at a neck of half-thickness n count as two objects if
    /// n ≤ 0.6·min(a, b), min(a, b) ≥ 0.5·(the thickest of all), and their middles are at most 1.4·(a + b) apart.
    /// So two discs that overlap by less than a fifth of their diameter are told from one; a spanner, whose
    /// handle is long, or an L, which is equally thick everywhere, is one object. What the rule does *not* see:
    /// objects grown together along more than 0.6 of their thickness, long objects that meet end to end.
    ///
    /// Takes time in proportion to the bounding box; a box beyond 512 pixels is looked at in steps that make it 512.
    #[must_use]
    pub fn touching(&self) -> bool {
        let filled = reduced(self.filled());
        let distance = distances(&filled);
        let thickest = u64::from(distance.iter().copied().max().unwrap_or(0));
        let mut parts = Parts::new(&distance, filled.width() + 2);
        parts.flood(|a, b, neck, apart_squared| {
            let thinner = a.min(b);
            let reach = (a + b) * REACH;
            neck * 100 <= thinner * NECK
                && thinner * 100 >= thickest * PART
                && apart_squared * (u64::from(SIDE) * 100).pow(2) <= reach * reach
        })
    }

    /// The object with its holes filled, in its bounding box.
    #[must_use]
    pub fn filled(&self) -> Mask {
        let [left, top, width, height] = self.bbox.map(|v| v as usize);
        let mut on_contour = Mask::new(width, height);
        for pixel in &self.contour {
            on_contour.set(pixel.x as usize - left, pixel.y as usize - top, true);
        }
        let outside = outside(&on_contour);
        Mask::from_fn(width, height, |x, y| !outside[(y + 1) * (width + 2) + x + 1])
    }
}

/// Every n-th pixel of every n-th row, so that no side exceeds [`LARGEST`].
fn reduced(mask: Mask) -> Mask {
    match mask.width().max(mask.height()).div_ceil(LARGEST) {
        0 | 1 => mask,
        n => {
            Mask::from_fn(mask.width().div_ceil(n), mask.height().div_ceil(n), |x, y| mask.get(x * n, y * n))
        }
    }
}

/// Pixels that the frame around the mask reaches by 4-neighbours without crossing it; one more pixel all around.
fn outside(barrier: &Mask) -> Vec<bool> {
    let (width, height) = (barrier.width() + 2, barrier.height() + 2);
    let mut seen = vec![false; width * height];
    let mut open = vec![0];
    seen[0] = true;
    while let Some(at) = open.pop() {
        let (x, y) = (at % width, at / width);
        let free = |x: usize, y: usize| {
            x < width && y < height && !barrier.get(x.wrapping_sub(1), y.wrapping_sub(1))
        };
        for (x, y) in [(x + 1, y), (x.wrapping_sub(1), y), (x, y + 1), (x, y.wrapping_sub(1))] {
            if free(x, y) && !std::mem::replace(&mut seen[y * width + x], true) {
                open.push(y * width + x);
            }
        }
    }
    seen
}

/// Chamfer distance of every object pixel to the outside, with a frame of zeros around.
fn distances(mask: &Mask) -> Vec<u32> {
    let (width, height) = (mask.width() + 2, mask.height() + 2);
    let mut d = vec![0; width * height];
    let object = |at: usize| mask.get((at % width).wrapping_sub(1), (at / width).wrapping_sub(1));
    for at in 0..d.len() {
        if object(at) {
            d[at] = (d[at - 1] + SIDE)
                .min(d[at - width] + SIDE)
                .min(d[at - width - 1].min(d[at - width + 1]) + DIAGONAL);
        }
    }
    for at in (0..d.len()).rev() {
        if d[at] > 0 {
            let back = (d[at + 1] + SIDE).min(d[at + width] + SIDE);
            d[at] = d[at].min(back).min(d[at + width - 1].min(d[at + width + 1]) + DIAGONAL);
        }
    }
    d
}

/// The maxima of a distance map, which grow and meet as the level falls.
struct Parts<'a> {
    distance: &'a [u32],
    width: usize,
    /// Union-find over pixels; a root is its part's maximum.
    parent: Vec<u32>,
}

const UNSEEN: u32 = u32::MAX;

impl<'a> Parts<'a> {
    fn new(distance: &'a [u32], width: usize) -> Self {
        Self { distance, width, parent: vec![UNSEEN; distance.len()] }
    }

    /// Whether `apart(maximum a, maximum b, level, squared distance in pixels)` holds where any two parts meet.
    fn flood(&mut self, apart: impl Fn(u64, u64, u64, u64) -> bool) -> bool {
        let mut order: Vec<u32> =
            (0..self.distance.len() as u32).filter(|&at| self.distance[at as usize] > 0).collect();
        // Stable: equal distances in raster order.
        order.sort_by_key(|&at| std::cmp::Reverse(self.distance[at as usize]));
        order.into_iter().any(|at| self.reach(at, &apart))
    }

    fn reach(&mut self, at: u32, apart: impl Fn(u64, u64, u64, u64) -> bool) -> bool {
        let width = self.width as u32;
        self.parent[at as usize] = at;
        let around = [
            at - width - 1,
            at - width,
            at - width + 1,
            at - 1,
            at + 1,
            at + width - 1,
            at + width,
            at + width + 1,
        ];
        around.into_iter().filter(|&n| self.distance[n as usize] > 0).any(|neighbour| {
            if self.parent[neighbour as usize] == UNSEEN {
                return false;
            }
            let (a, b) = (self.root(at), self.root(neighbour));
            a != b && {
                let depth = |at: u32| u64::from(self.distance[at as usize]);
                let told = apart(depth(a), depth(b), depth(at), self.squared(a, b));
                let (high, low) = if depth(a) >= depth(b) { (a, b) } else { (b, a) };
                self.parent[low as usize] = high;
                told
            }
        })
    }

    fn root(&mut self, mut at: u32) -> u32 {
        while self.parent[at as usize] != at {
            self.parent[at as usize] = self.parent[self.parent[at as usize] as usize];
            at = self.parent[at as usize];
        }
        at
    }

    fn squared(&self, a: u32, b: u32) -> u64 {
        let (a, b, width) = (a as usize, b as usize, self.width);
        let (dx, dy) = ((a % width).abs_diff(b % width), (a / width).abs_diff(b / width));
        (dx * dx + dy * dy) as u64
    }
}
