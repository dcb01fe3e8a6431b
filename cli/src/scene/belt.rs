// SPDX-License-Identifier: MIT OR Apache-2.0
//! The conveyor belt, its light and the sensor that sees it.

use utsushi::picture::{Depth, Picture};

use super::coverage::Layer;
use utsushi::random::SplitMix64;

/// Grey of the belt and of bare metal in full light.
const RUBBER: f64 = 62.0;
const METAL: f64 = 196.0;

/// Standard deviation of the sensor's noise, in levels.
const NOISE: f64 = 2.5;

/// A lamp that lights one side more than the other.
struct Lamp {
    x: f64,
    y: f64,
    /// Loss of light one picture's width away from the lamp.
    falloff: f64,
}

impl Lamp {
    fn new(width: usize, height: usize, random: &mut SplitMix64) -> Self {
        let (x, y) = (random.between(0.1, 0.9), random.between(0.1, 0.9));
        Self { x: x * width as f64, y: y * height as f64, falloff: random.between(0.45, 0.75) }
    }

    fn light(&self, x: usize, y: usize, width: usize) -> f64 {
        let (dx, dy) = ((x as f64 - self.x) / width as f64, (y as f64 - self.y) / width as f64);
        let squared = dx * dx + dy * dy;
        1.12 - self.falloff * squared / (0.35 + squared) * 1.35
    }
}

/// Photographs parts, given as one layer of what they cover.
pub(super) fn photograph(parts: &Layer, random: &mut SplitMix64) -> Picture {
    let lamp = Lamp::new(parts.width, parts.height, random);
    let shadow = parts.blurred(4);
    let grains: Vec<f64> = (0..parts.height).map(|_| random.normal()).collect();
    let mut samples = Vec::with_capacity(parts.values.len());
    for (y, grain) in grains.into_iter().enumerate() {
        for x in 0..parts.width {
            let (column, row) = (x as i64, y as i64);
            let covered = parts.get(column, row);
            let shaded = 1.0 - 0.45 * shadow.get(column - 5, row - 6);
            let rubber = RUBBER * shaded + rib(x, y) + 0.6 * grain;
            let light = lamp.light(x, y, parts.width);
            let scene = light * (covered * metal(parts, column, row) + (1.0 - covered) * rubber);
            samples.push((scene + NOISE * random.normal()).clamp(0.0, 255.0).round() as u16);
        }
    }
    Picture::new(parts.width, parts.height, Depth::Eight, samples)
}

/// Metal with a bevel that the lamp, from the upper left, brightens on one side and darkens on the other.
fn metal(parts: &Layer, x: i64, y: i64) -> f64 {
    let slope: f64 = (1..=3).map(|d| parts.get(x + d, y + d) - parts.get(x - d, y - d)).sum();
    METAL + 14.0 * slope
}

/// The belt's cross ribs, 24 pixels apart.
fn rib(x: usize, y: usize) -> f64 {
    match (x + 2 * y / 3) % 24 {
        0 | 1 => 3.0,
        2 | 3 => -3.0,
        _ => 0.0,
    }
}
