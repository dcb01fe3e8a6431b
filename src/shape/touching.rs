// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whether an object is several, grown together.

use super::{Mask, Object, Pixel, trace};

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
        let filled = reduced(&self.filled(), self.step());
        let distance = distances(&filled);
        Parts::new(&distance, filled.width() + 2).are_apart()
    }

    /// The objects that have grown together into this one of `mask`, in raster order; the object alone if it is one.
    ///
    /// Where [`touching`](Self::touching) sees two objects, the pixels about the neck go to the nearer middle by way of the distances:
    /// a watershed. Holes stay holes.
    #[must_use]
    pub fn split(&self, mask: &Mask) -> Vec<Self> {
        let step = self.step();
        let filled = reduced(&self.filled(), step);
        let distance = distances(&filled);
        let mut parts = Parts::new(&distance, filled.width() + 2);
        if !parts.are_apart() {
            return vec![self.clone()];
        }
        let mut parts = Parts::new(&distance, filled.width() + 2);
        let roots = parts.separate();
        let [left, top, width, height] = self.bbox.map(|v| v as usize);
        let part = |root: &u32| {
            let belongs = |x: usize, y: usize| {
                let at = (y / step + 1) * (filled.width() + 2) + x / step + 1;
                mask.get(left + x, top + y) && parts.of(at) == Some(*root)
            };
            let objects = trace(&Mask::from_fn(width, height, belongs), 1);
            let largest = objects.into_iter().rev().max_by_key(|object| object.area)?;
            Some(largest.moved(self.bbox[0], self.bbox[1], mask))
        };
        let mut objects: Vec<Self> = roots.iter().filter_map(part).collect();
        objects.sort_by_key(|object| (object.bbox[1], object.bbox[0]));
        objects
    }

    /// Pixels of a step in which the object is looked at.
    fn step(&self) -> usize {
        (self.bbox[2].max(self.bbox[3]) as usize).div_ceil(LARGEST).max(1)
    }

    /// The object of a window of `mask` in the whole of it.
    fn moved(mut self, x: u32, y: u32, mask: &Mask) -> Self {
        for pixel in &mut self.contour {
            *pixel = Pixel { x: pixel.x + x, y: pixel.y + y };
        }
        let [left, top, width, height] = self.bbox;
        self.bbox = [left + x, top + y, width, height];
        self.centroid = [self.centroid[0] + f64::from(x), self.centroid[1] + f64::from(y)];
        let [right, bottom] = [left + x + width, top + y + height].map(|v| v as usize);
        self.touches_border =
            left + x == 0 || top + y == 0 || right == mask.width() || bottom == mask.height();
        self
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

/// Every n-th pixel of every n-th row.
fn reduced(mask: &Mask, n: usize) -> Mask {
    Mask::from_fn(mask.width().div_ceil(n), mask.height().div_ceil(n), |x, y| mask.get(x * n, y * n))
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
    thickest: u64,
    /// Union-find over pixels; a root is its part's maximum.
    parent: Vec<u32>,
}

const UNSEEN: u32 = u32::MAX;

impl<'a> Parts<'a> {
    fn new(distance: &'a [u32], width: usize) -> Self {
        let thickest = u64::from(distance.iter().copied().max().unwrap_or(0));
        Self { distance, width, thickest, parent: vec![UNSEEN; distance.len()] }
    }

    /// Whether any two parts that meet are two objects.
    fn are_apart(&mut self) -> bool {
        self.order().into_iter().any(|at| self.reach(at))
    }

    /// Lets all parts grow, those of two objects side by side; the roots of the objects.
    fn separate(&mut self) -> Vec<u32> {
        let order = self.order();
        for &at in &order {
            self.reach(at);
        }
        order.into_iter().filter(|&at| self.parent[at as usize] == at).collect()
    }

    /// The part of a pixel.
    fn of(&self, at: usize) -> Option<u32> {
        let mut at = at as u32;
        while self.parent[at as usize] != UNSEEN && self.parent[at as usize] != at {
            at = self.parent[at as usize];
        }
        (self.parent[at as usize] != UNSEEN).then_some(at)
    }

    /// The pixels, farthest from the outside first; equal ones in raster order.
    fn order(&self) -> Vec<u32> {
        let mut order: Vec<u32> =
            (0..self.distance.len() as u32).filter(|&at| self.distance[at as usize] > 0).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(self.distance[at as usize]));
        order
    }

    /// Whether the parts with these middles, which meet at `neck`, are two objects.
    fn apart(&self, a: u32, b: u32, neck: u32) -> bool {
        let depth = |at: u32| u64::from(self.distance[at as usize]);
        let thinner = depth(a).min(depth(b));
        let reach = (depth(a) + depth(b)) * REACH;
        depth(neck) * 100 <= thinner * NECK
            && thinner * 100 >= self.thickest * PART
            && self.squared(a, b) * (u64::from(SIDE) * 100).pow(2) <= reach * reach
    }

    /// Joins a pixel and the parts beside it; whether two of these are two objects, which stay apart.
    fn reach(&mut self, at: u32) -> bool {
        let width = self.width as u32;
        self.parent[at as usize] = at;
        let mut around = [
            at - width - 1,
            at - width,
            at - width + 1,
            at - 1,
            at + 1,
            at + width - 1,
            at + width,
            at + width + 1,
        ];
        // The deepest first: along an outline the pixel before may be another part's.
        around.sort_by_key(|&neighbour| std::cmp::Reverse(self.distance[neighbour as usize]));
        let mut any = false;
        for neighbour in around {
            if self.distance[neighbour as usize] == 0 || self.parent[neighbour as usize] == UNSEEN {
                continue;
            }
            let (a, b) = (self.root(at), self.root(neighbour));
            if a == b {
                continue;
            }
            if self.apart(a, b, at) {
                any = true;
                continue;
            }
            let (high, low) =
                if self.distance[a as usize] >= self.distance[b as usize] { (a, b) } else { (b, a) };
            self.parent[low as usize] = high;
        }
        any
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
