// SPDX-License-Identifier: MIT OR Apache-2.0
//! Outer contours of the components of a mask.

use super::run::{Component, components};
use super::{Mask, Object, Pixel};

/// (dx, dy) of the eight directions: east, then **counter-clockwise as seen in the picture** (y is down).
const STEP: [(i32, i32); 8] = [(1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1)];

/// The next direction, by the direction of arrival and the 3 × 3 pixels around, three bits a row, left lowest.
static NEXT: [[u8; 512]; 8] = next_table();

/// Marks the lack of any neighbour in [`NEXT`].
const ALONE: u8 = 8;

const fn next_table() -> [[u8; 512]; 8] {
    let mut table = [[ALONE; 512]; 8];
    let mut arrival = 0;
    while arrival < 8 {
        let mut around = 0;
        while around < 512 {
            table[arrival][around] = next_direction(arrival, around);
            around += 1;
        }
        arrival += 1;
    }
    table
}

const fn next_direction(arrival: usize, around: usize) -> u8 {
    // The pixels right of and behind the way we came are known to be background: the
    // search begins after them and turns counter-clockwise.
    let first = arrival + 7 - arrival % 2;
    let mut turn = 0;
    while turn < 8 {
        let direction = (first + turn) % 8;
        let (dx, dy) = STEP[direction];
        if around >> ((dy + 1) * 3 + dx + 1) & 1 == 1 {
            return direction as u8;
        }
        turn += 1;
    }
    ALONE
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
    large.iter().map(|component| object(component, bordered.follow(component), mask)).collect()
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
    /// Bytes of a row.
    stride: usize,
    bytes: Vec<u8>,
}

impl Bordered {
    fn new(mask: &Mask) -> Self {
        // One column left and right, and a byte more for the high half of an unaligned read.
        let words = (mask.width() + 2 + 8).div_ceil(64);
        let stride = words * 8;
        let mut bytes = Vec::with_capacity(stride * (mask.height() + 2));
        bytes.resize(stride, 0);
        for y in 0..mask.height() {
            let mut carry = 0;
            for &word in mask.row(y) {
                bytes.extend((word << 1 | carry).to_le_bytes());
                carry = word >> 63;
            }
            bytes.push(carry as u8);
            bytes.resize(stride * (y + 2), 0);
        }
        bytes.resize(stride * (mask.height() + 2), 0);
        Self { stride, bytes }
    }

    /// Three pixels from the bit address `at` on.
    #[inline]
    fn three(&self, at: usize) -> usize {
        // One bounds check for both bytes.
        let pair = self.bytes[at / 8..].first_chunk().map_or(0, |pair| u16::from_le_bytes(*pair));
        usize::from(pair >> (at % 8) & 7)
    }

    /// The 3 × 3 pixels of which `at` is the upper left. Inlined, for every step of a border waits for it.
    #[inline]
    fn around(&self, at: usize) -> usize {
        let row = self.stride * 8;
        self.three(at) | self.three(at + row) << 3 | self.three(at + 2 * row) << 6
    }

    /// The outer contour from the leftmost pixel of the component's top row.
    fn follow(&self, component: &Component) -> Vec<Pixel> {
        let [x, y] = component.start;
        let mut pixel = Pixel { x, y };
        // The border shifts the pixel itself by one row and column: its address is that of its upper left neighbour.
        let start = y as usize * self.stride * 8 + x as usize;
        // Nothing lies above or to the left: as if we had come from the north-east, going south-west.
        let first = NEXT[5][self.around(start)];
        if first == ALONE {
            return vec![pixel];
        }
        let row = self.stride as isize * 8;
        let moves = STEP.map(|(dx, dy)| dy as isize * row + dx as isize);
        let [width, height] = [0, 1].map(|axis| (component.max[axis] - component.min[axis]) as usize);
        let mut contour = Vec::with_capacity(2 * (width + height));
        let (mut at, mut direction) = (start, first);
        loop {
            contour.push(pixel);
            pixel = pixel.step(direction);
            at = at.wrapping_add_signed(moves[direction as usize]);
            direction = NEXT[direction as usize][self.around(at)];
            if at == start && direction == first {
                return contour;
            }
        }
    }
}

impl Pixel {
    fn step(self, direction: u8) -> Self {
        let (dx, dy) = STEP[direction as usize];
        Self { x: self.x.wrapping_add_signed(dx), y: self.y.wrapping_add_signed(dy) }
    }
}
