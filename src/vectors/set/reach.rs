// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a stage's results can be at most, for a frame that has not overflowed before: proof that a schedule has room.

use num_complex::Complex;

use super::probe::Probe;
use crate::fft::{Direction, Rotation, Stage, TwiddleRom};
use crate::number::QFormat;

/// More than the rounding errors of a few dozen operations in f64.
const MARGIN: f64 = 1.0 + 1e-12;

/// What a stage's results keep to, by bounds that hold for every frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    /// The least and greatest exact a + b.
    pub(super) sum: (i128, i128),
    /// The greatest exact |part| of a rotated result.
    pub(super) product: i128,
    /// The least and greatest rounded result.
    pub(super) least: i128,
    pub(super) greatest: i128,
    /// Low bits that are zero in every word before the stage.
    pub(super) zeros: u32,
    /// The words of the stage's output.
    pub(super) holds: (i128, i128),
}

/// Words before a stage: each part within `low` to `high`, the modulus at most `radius`.
#[derive(Clone, Copy)]
struct Words {
    low: i128,
    high: i128,
    radius: f64,
    /// Low bits that are zero in every word.
    zeros: u32,
}

/// The reach of every stage.
pub(super) fn reach(probe: &Probe) -> Vec<Reach> {
    let spec = probe.spec();
    let (input, align) = (spec.input(), spec.align());
    let (low, high) = (i128::from(input.min()) << align, i128::from(input.max()) << align);
    let mut words = Words { low, high, radius: corner(low, high), zeros: align };
    (0..spec.stages().len())
        .map(|index| {
            let (reach, after) = step(probe.stage(index), probe.rom(index), words);
            words = after;
            reach
        })
        .collect()
}

fn corner(low: i128, high: i128) -> f64 {
    std::f64::consts::SQRT_2 * MARGIN * low.abs().max(high.abs()) as f64
}

fn step(stage: &Stage, rom: &TwiddleRom, words: Words) -> (Reach, Words) {
    let round = |v: i128, drop| stage.rounding.shift_right(v, drop);
    let drop = stage.butterfly().dif.drop;
    let (product, gain) = rotated(stage, rom, words);
    // Where b is turned, a part of a + b is a difference of words.
    let apart = words.high - words.low;
    let turned = if stage.rotation == Rotation::Both { apart } else { 0 };
    let sum = ((2 * words.low).min(-turned), (2 * words.high).max(turned));
    // Rounding is monotonic: the ends of the exact results round to the ends of the rounded ones.
    let least = round(sum.0, stage.shift).min(round(-product, drop));
    let greatest = round(sum.1, stage.shift).max(round(product, drop));
    let format = QFormat { width: stage.width_out, frac: 0 };
    let holds = (i128::from(format.min()), i128::from(format.max()));
    let (low, high) = (least.max(holds.0), greatest.min(holds.1));
    // A part rounds by less than 1, so a word moves by less than √2.
    let scale = 2_f64.powi(-stage.shift.cast_signed());
    let radius = (2.0 * words.radius * gain * scale + std::f64::consts::SQRT_2) * MARGIN;
    let after =
        Words { low, high, radius: radius.min(corner(low, high)), zeros: left(stage, rom, words.zeros) };
    (Reach { sum, product, least, greatest, zeros: words.zeros, holds }, after)
}

/// Zero bits left after a stage: a product has none for certain.
fn left(stage: &Stage, rom: &TwiddleRom, zeros: u32) -> u32 {
    if rom.is_trivial() { zeros.saturating_sub(stage.shift) } else { 0 }
}

/// The greatest |part| of a rotated result, and the greatest |w|, at least 1.
fn rotated(stage: &Stage, rom: &TwiddleRom, words: Words) -> (i128, f64) {
    let apart = words.high - words.low;
    let apart = match stage.rotation {
        Rotation::Differences => apart,
        Rotation::None => return (apart.min((2.0 * words.radius).ceil() as i128), MARGIN),
        // Sums are rotated too. The second half of the turn is the first with other signs.
        Rotation::Both => apart.max(-2 * words.low).max(2 * words.high),
    };
    let one = (1_i64 << (rom.width() - 1)) as f64;
    let (mut product, mut longest) = (0, one);
    for w in (0..rom.half()).map(|k| rom.factor(k, Direction::Forward)) {
        let modulus = modulus(w);
        longest = longest.max(modulus);
        let by_parts = i128::from(w.re.abs() + w.im.abs()) * apart;
        let by_modulus = (2.0 * words.radius * modulus * MARGIN).ceil() as i128;
        product = product.max(by_parts.min(by_modulus));
    }
    (product, longest * MARGIN / one)
}

fn modulus(w: Complex<i64>) -> f64 {
    let (re, im) = (w.re as f64, w.im as f64);
    (re * re + im * im).sqrt() * MARGIN
}
