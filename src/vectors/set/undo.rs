// SPDX-License-Identifier: MIT OR Apache-2.0
//! A frame for words wanted before a stage: the stages before it undone, nearly.

use num_complex::Complex;

use super::noise::below;
use super::probe::Probe;
use crate::random::SplitMix64;

/// The frame that the stages before `stage` turn into `words`, but for rounding; what leaves the input's range is cut.
///
/// Words that are not 0 are shaken by up to an LSB: the rounding of the stages between then falls another way.
pub(super) fn frame(
    probe: &Probe,
    stage: usize,
    mut words: Vec<Complex<f64>>,
    random: &mut SplitMix64,
) -> Vec<Complex<i32>> {
    for before in (0..stage).rev() {
        undo(probe, before, &mut words);
    }
    let input = probe.spec().input();
    let (min, max) = (f64::from(input.min()), f64::from(input.max()));
    let scale = 2_f64.powi(-probe.spec().align().cast_signed());
    let mut part = |v: f64| {
        let shake = if v == 0.0 { 0.0 } else { below(random, 5) as f64 - 2.0 };
        (v * scale + shake * 0.5).round().clamp(min, max) as i32
    };
    words.into_iter().map(|z| Complex::new(part(z.re), part(z.im))).collect()
}

/// One stage backwards: the sums and differences, rotated and shifted, become a and b.
fn undo(probe: &Probe, index: usize, words: &mut [Complex<f64>]) {
    let (stage, butterfly) = (probe.stage(index), probe.stage(index).butterfly());
    let scale = 2_f64.powi(stage.shift.cast_signed() - 1);
    for (number, block) in words.chunks_exact_mut(stage.block).enumerate() {
        let (low, high) = block.split_at_mut(stage.half());
        for (k, (a, b)) in low.iter_mut().zip(high).enumerate() {
            let w = probe.factors(index, number, k);
            let sum = turned_back(*a, w.sum, butterfly.sum.drop - stage.shift);
            let dif = turned_back(*b, w.dif, butterfly.dif.drop - stage.shift);
            (*a, *b) = ((sum + dif) * scale, turned_back((sum - dif) * scale, w.b, 0));
        }
    }
}

/// z over a factor of `fraction` fraction bits.
fn turned_back(z: Complex<f64>, w: Complex<i64>, fraction: u32) -> Complex<f64> {
    let w = Complex::new(w.re as f64, w.im as f64) / 2_f64.powi(fraction.cast_signed());
    z * w.conj() / w.norm_sqr()
}
