// SPDX-License-Identifier: MIT OR Apache-2.0
//! A million frames of every mode: the same SHA-256 from the model and from every back-end, here and on any machine.

use num_complex::Complex;
use sha2::{Digest, Sha256};
use utsushi::fft::{CheckedSpec, Direction, FftModel, FftPlan, FftSpec, Order};
use utsushi::number::{Overflow, Rounding};

use crate::agree::{backends, by_model};
use crate::common::SplitMix64;

/// Frames in a batch.
const BATCH: usize = 500;

/// What is hashed: frames of 64 in every mode and direction, then frames of 1024.
const LENGTHS: [(usize, usize); 2] = [(64, 1_000_000), (1024, 3_000)];

/// Of the words as little-endian i16, re before im, and after each batch its flags as bytes.
const EXPECTED: &str = "d7a21620d7c30ceda7eace6c93fb94d08b889f62ec177d0558e20717f12e6b3c";

/// A mode takes every twelfth batch.
fn modes(len: usize) -> Vec<(CheckedSpec, Direction)> {
    let mut modes = Vec::new();
    for (rounding, overflow) in Rounding::ALL.into_iter().flat_map(|r| Overflow::ALL.map(|o| (r, o))) {
        for (way, order) in [(Direction::Forward, Order::Natural), (Direction::Inverse, Order::BitReversed)] {
            let spec = FftSpec { len, rounding, overflow, order, ..FftSpec::default() };
            modes.push((spec.check().unwrap(), way));
        }
    }
    modes
}

/// Frames of full range and frames within the disk, one in two each.
fn fill(batch: &mut [Complex<i16>], len: usize, draw: &mut SplitMix64) {
    for frame in batch.chunks_exact_mut(len) {
        let down = u32::from(draw.next_word().is_multiple_of(2));
        for pair in frame.chunks_exact_mut(2) {
            let bits = draw.next_word();
            let part = |at: u32| (bits >> at) as i16 >> down;
            pair.copy_from_slice(&[Complex::new(part(0), part(16)), Complex::new(part(32), part(48))]);
        }
    }
}

/// The hash of all batches, transformed in place by `transform(length, mode, batch, flags)`.
fn hash(mut transform: impl FnMut(usize, usize, &mut [Complex<i16>], &mut [bool])) -> String {
    let mut hash = Sha256::new();
    let mut draw = SplitMix64::new(2026);
    for (number, (len, frames)) in LENGTHS.into_iter().enumerate() {
        let mut batch = vec![Complex::new(0, 0); BATCH * len];
        let (mut bytes, mut flags) = (Vec::with_capacity(4 * BATCH * len), vec![false; BATCH]);
        for mode in (0..12).cycle().take(frames / BATCH) {
            fill(&mut batch, len, &mut draw);
            transform(number, mode, &mut batch, &mut flags);
            bytes.clear();
            bytes.extend(batch.iter().flat_map(|z| {
                let ([a, b], [c, d]) = (z.re.to_le_bytes(), z.im.to_le_bytes());
                [a, b, c, d]
            }));
            hash.update(&bytes);
            bytes.clear();
            bytes.extend(flags.iter().map(|flag| u8::from(*flag)));
            hash.update(&bytes);
        }
    }
    hash.finalize().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[test]
fn every_back_end_gives_the_same_million_frames() {
    let specs: Vec<_> = LENGTHS.iter().map(|(len, _)| modes(*len)).collect();
    for backend in backends() {
        let plan = |spec: &CheckedSpec| FftPlan::with_backend(spec, backend).unwrap();
        let plans: Vec<Vec<_>> =
            specs.iter().map(|modes| modes.iter().map(|(spec, way)| (plan(spec), *way)).collect()).collect();
        let hash = hash(|len, mode, batch, flags| {
            let (plan, way) = &plans[len][mode];
            plan.process_batch(batch, *way, flags).unwrap();
        });
        println!("{backend} {hash}");
        assert_eq!(hash, EXPECTED, "{backend}");
    }
}

#[test]
fn the_model_gives_the_same_million_frames() {
    let specs: Vec<_> = LENGTHS.iter().map(|(len, _)| modes(*len)).collect();
    let models: Vec<Vec<_>> =
        specs.iter().map(|modes| modes.iter().map(|(spec, _)| FftModel::new(spec)).collect()).collect();
    let hash = hash(|len, mode, batch, flags| {
        let (spec, way) = &specs[len][mode];
        let input: Vec<_> = batch.iter().map(|z| Complex::new(z.re.into(), z.im.into())).collect();
        let expected = by_model(&models[len][mode], spec, &input, *way);
        for (to, z) in batch.iter_mut().zip(&expected.words) {
            *to = Complex::new(z.re as i16, z.im as i16);
        }
        flags.copy_from_slice(&expected.flags);
    });
    println!("model {hash}");
    assert_eq!(hash, EXPECTED);
}
