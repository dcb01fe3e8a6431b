// SPDX-License-Identifier: MIT OR Apache-2.0
//! The demonstration's own picture: a dozen flat parts on a conveyor belt, and the truth about them.
//!
//! A seed decides every byte, on every machine: the numbers come from `SplitMix64`, sines from
//! [`utsushi::shape::angle`].

mod belt;
mod coverage;
mod outline;
mod parts;

use utsushi::picture::{Depth, Picture};
use utsushi::random::SplitMix64;
use utsushi::shape::angle::unit;

use coverage::Layer;
use outline::{Outline, at};
use parts::Part;

/// Sides of a scene in pixels.
pub(crate) const WIDTH: usize = 1024;
pub(crate) const HEIGHT: usize = 768;

/// Parts in a row and in a column; each has a cell of its own, so that none overlap.
const GRID: [usize; 2] = [4, 3];

/// Radius of a part at scale 1, in pixels, and the scales.
const RADIUS: f64 = 80.0;
const SCALES: [f64; 2] = [0.7, 1.3];

/// Side of a gallery picture in pixels.
const GALLERY: usize = 224;

/// Pixels between a part and its cell's edge at least.
const CLEARANCE: f64 = 8.0;

/// Where a part lies and how.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Placed {
    /// Its label in the gallery.
    pub(crate) label: &'static str,
    /// Rotations in a full turn that leave its outer contour as it is; the angle is known up to these.
    pub(crate) symmetry: u32,
    /// Centroid of its outline, x and y (down), in pixels.
    pub(crate) centre: [f64; 2],
    /// Rotation against the gallery, counter-clockwise as seen, in [−180, 180).
    pub(crate) angle_degrees: f64,
    /// Size against the gallery: 0.7 to 1.3.
    pub(crate) scale: f64,
    /// Left, top, width, height of the pixels it touches.
    pub(crate) bbox: [u32; 4],
}

/// A picture of the belt and the truth about the parts on it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scene {
    /// Grey, 8 bits, 1024 × 768.
    pub(crate) picture: Picture,
    /// The parts, cell by cell from the top left.
    pub(crate) truth: Vec<Placed>,
}

impl Scene {
    /// The scene of a seed: every part once, anywhere in its cell, at any angle, 0.7 to 1.3 times its gallery size.
    pub(crate) fn draw(seed: u64) -> Self {
        let mut random = SplitMix64::new(seed);
        let mut parts = parts::all();
        random.shuffle(&mut parts);
        let mut layer = Layer { width: WIDTH, height: HEIGHT, values: vec![0.0; WIDTH * HEIGHT] };
        let mut truth = Vec::with_capacity(parts.len());
        for (cell, part) in parts.iter().enumerate() {
            let (placed, outline) = place(part, cell, &mut random);
            let covered = Layer::fill(WIDTH, HEIGHT, &outline);
            layer.values.iter_mut().zip(&covered.values).for_each(|(all, one)| *all += one);
            truth.push(placed);
        }
        Self { picture: belt::photograph(&layer, &mut random), truth }
    }
}

/// The same parts one by one, labelled, unrotated, bright on an evenly dark ground.
pub(crate) fn gallery() -> Vec<(String, Picture)> {
    let centre = at(GALLERY as f64 / 2.0, GALLERY as f64 / 2.0);
    let picture = |part: &Part| {
        let layer = Layer::fill(GALLERY, GALLERY, &part.outline.place(at(RADIUS, 0.0), centre));
        let grey = |covered: &f32| (40.0 + 170.0 * covered).round() as u16;
        Picture::new(GALLERY, GALLERY, Depth::Eight, layer.values.iter().map(grey).collect())
    };
    parts::all().iter().map(|part| (part.label.to_owned(), picture(part))).collect()
}

fn place(part: &Part, cell: usize, random: &mut SplitMix64) -> (Placed, Outline) {
    let [columns, rows] = GRID;
    let (cell_width, cell_height) = (WIDTH / columns, HEIGHT / rows);
    let turns = random.between(-0.5, 0.5);
    let scale = random.between(SCALES[0], SCALES[1]);
    let radius = RADIUS * scale;
    let room = cell_width.min(cell_height) as f64 / 2.0 - radius - CLEARANCE;
    let middle = |index: usize, side: usize| (index * side) as f64 + side as f64 / 2.0;
    let x = middle(cell % columns, cell_width) + random.between(-room, room);
    let y = middle(cell / columns, cell_height) + random.between(-room, room);
    let outline = part.outline.place(unit(turns) * radius, at(x, y));
    let placed = Placed {
        label: part.label,
        symmetry: part.symmetry,
        centre: [x, y],
        angle_degrees: turns * 360.0,
        scale,
        bbox: bbox(&outline),
    };
    (placed, outline)
}

/// The pixels that the outline touches; pixel (x, y) spans half a pixel around its centre.
fn bbox(outline: &Outline) -> [u32; 4] {
    let (low, high) = outline.bounds();
    let [left, top, right, bottom] = [low.re, low.im, high.re, high.im].map(|v| v.round() as u32);
    [left, top, right - left + 1, bottom - top + 1]
}
