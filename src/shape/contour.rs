// SPDX-License-Identifier: MIT OR Apache-2.0
//! Outer contours of the components of a mask.

use super::run::{Component, components};
use super::{Mask, Object, Pixel};

/// (dx, dy) of the eight directions: east, then **counter-clockwise as seen in the picture** (y is down).
const STEP: [(i32, i32); 8] = [(1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1)];

/// The next direction, by the direction of arrival and the eight neighbours (bit d: object in direction d).
static NEXT: [[u8; 256]; 8] = next_table();

/// Marks the lack of any neighbour in [`NEXT`].
const ALONE: u8 = 8;

const fn next_table() -> [[u8; 256]; 8] {
    let mut table = [[ALONE; 256]; 8];
    let mut arrival = 0;
    while arrival < 8 {
        let mut neighbours = 0;
        while neighbours < 256 {
            // The pixels right of and behind the way we came are known to be background: the
            // search begins after them and turns counter-clockwise.
            let first = if arrival % 2 == 0 { arrival + 7 } else { arrival + 6 };
            let mut turn = 8;
            while turn > 0 {
                turn -= 1;
                let direction = (first + turn) % 8;
                if neighbours >> direction & 1 == 1 {
                    table[arrival][neighbours] = direction as u8;
                }
            }
            neighbours += 1;
        }
        arrival += 1;
    }
    table
}

/// The components of at least `min_area` pixels with their outer contours, in raster order.
///
/// Components are 8-connected; holes are ignored, components inside them are not. Labelling works on
/// runs of the packed words and border following visits the contour alone, so that the cost is that of
/// the runs and borders, not of the pixels.
///
/// A contour is the closed chain of 8-neighbours that runs **counter-clockwise as seen in the picture**
/// from the leftmost pixel of the top row; where the object is one pixel thin the chain passes twice.
#[must_use]
pub fn trace(mask: &Mask, min_area: u64) -> Vec<Object> {
    let large: Vec<Component> =
        components(mask).into_iter().filter(|component| component.area >= min_area.max(1)).collect();
    if large.is_empty() {
        return Vec::new();
    }
    let bordered = Bordered::new(mask);
    large.iter().map(|component| object(component, bordered.follow(component.start), mask)).collect()
}

fn object(component: &Component, contour: Vec<Pixel>, mask: &Mask) -> Object {
    let mean = |sum: u64| sum as f64 / component.area as f64;
    let (min, max) = (component.min, component.max);
    Object {
        area: component.area,
        bbox: [min[0], min[1], max[0] - min[0] + 1, max[1] - min[1] + 1],
        centroid: component.sum.map(mean),
        contour,
        touches_border: min[0] == 0
            || min[1] == 0
            || max[0] as usize == mask.width() - 1
            || max[1] as usize == mask.height() - 1,
    }
}

/// The mask with a border of background around it, so that following needs no bounds.
struct Bordered {
    stride: usize,
    words: Vec<u64>,
}

impl Bordered {
    fn new(mask: &Mask) -> Self {
        // One column left and right, and a word more for the high half of an unaligned read.
        let stride = (mask.width() + 2).div_ceil(64) + 1;
        let mut words = vec![0; stride * (mask.height() + 2)];
        for (y, row) in words.chunks_exact_mut(stride).skip(1).take(mask.height()).enumerate() {
            for (x, &word) in mask.row(y).iter().enumerate() {
                row[x] |= word << 1;
                row[x + 1] |= word >> 63;
            }
        }
        Self { stride, words }
    }

    /// The three pixels around column `x` of the row above `y`, left lowest.
    fn three(&self, x: u32, y: u32) -> usize {
        let at = y as usize * self.stride + x as usize / 64;
        let shift = x % 64;
        let pair = self.words[at] >> shift | self.words[at + 1] << 1 << (63 - shift);
        (pair & 7) as usize
    }

    /// The eight neighbours of (x, y), bit d in direction d.
    fn neighbours(&self, at: Pixel) -> usize {
        let (above, own, below) =
            (self.three(at.x, at.y), self.three(at.x, at.y + 1), self.three(at.x, at.y + 2));
        // Above: bits 0, 1, 2 are directions 3, 2, 1; below: 5, 6, 7 already in order.
        let reversed = (above & 1) << 3 | (above & 2) << 1 | (above & 4) >> 1;
        own >> 2 | reversed | (own & 1) << 4 | below << 5
    }

    /// The outer contour from `start`, the leftmost pixel of the component's top row.
    fn follow(&self, start: [u32; 2]) -> Vec<Pixel> {
        let start = Pixel { x: start[0], y: start[1] };
        let mut contour = vec![start];
        // Nothing lies above or to the left: as if we had come from the north-east, going south-west.
        let first = NEXT[5][self.neighbours(start)];
        if first == ALONE {
            return contour;
        }
        let mut at = start.step(first);
        let mut direction = first;
        loop {
            let next = NEXT[direction as usize][self.neighbours(at)];
            if at == start && next == first {
                return contour;
            }
            contour.push(at);
            at = at.step(next);
            direction = next;
        }
    }
}

impl Pixel {
    fn step(self, direction: u8) -> Self {
        let (dx, dy) = STEP[direction as usize];
        Self { x: self.x.wrapping_add_signed(dx), y: self.y.wrapping_add_signed(dy) }
    }
}
