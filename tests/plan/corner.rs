// SPDX-License-Identifier: MIT OR Apache-2.0
//! Small frames in which one butterfly of one stage overflows and nothing else does.

use std::f64::consts::{FRAC_PI_2, TAU};

use num_complex::{Complex, Complex64};
use utsushi::fft::{CheckedSpec, Decomposition, Direction, FftModel, FftSpec, Frame, Order};
use utsushi::number::{Overflow, Rounding};

use crate::agree::{DIRECTIONS, Engines};
use crate::common::{Draw, SplitMix64};
use crate::frames::{below, polar_frame};

/// A butterfly of chance in a stage of chance; see [`aimed`].
pub(crate) fn frame(spec: &CheckedSpec, way: Direction, draw: &mut SplitMix64) -> Vec<Complex<i32>> {
    let stage = below(draw, u64::from(spec.log2_len())) as usize;
    aimed(spec, way, stage, draw)
}

/// A frame that brings u and −u to a butterfly of `stage` (under `halve`): u in the square, u·w beyond an edge of it.
pub(crate) fn aimed(
    spec: &CheckedSpec,
    way: Direction,
    stage: usize,
    draw: &mut SplitMix64,
) -> Vec<Complex<i32>> {
    let (len, max) = (spec.spec().len, f64::from(spec.input().max()));
    let half = len >> (stage + 1);
    let (block, k) = (below(draw, 1 << stage) as usize, below(draw, half as u64) as usize);
    // u·w points along an axis: there the square is nearest.
    let angle = FRAC_PI_2 * below(draw, 4) as f64 - twiddle(k, half, way).arg();
    let (sin, cos) = angle.sin_cos();
    let room = 1.0 / sin.abs().max(cos.abs());
    let u = Complex64::from_polar(max * (1.0 + (room - 1.0) * draw.fraction().sqrt()), angle);
    let mut words = vec![Complex64::default(); len];
    words[2 * half * block + k] = u;
    words[2 * half * block + k + half] = -u;
    undo(&mut words, stage, way);
    let noise = draw.samples(len, (spec.input().width / 2).max(3) - 1);
    let (min, max) = (f64::from(spec.input().min()), max);
    let part = |v: f64, noise: i32| if v == 0.0 { noise } else { v.round().clamp(min, max) as i32 };
    words.iter().zip(noise).map(|(z, n)| Complex::new(part(z.re, n.re), part(z.im, n.im))).collect()
}

fn twiddle(k: usize, half: usize, way: Direction) -> Complex64 {
    let turns = k as f64 / (2 * half) as f64;
    Complex64::from_polar(1.0, TAU * if way == Direction::Forward { -turns } else { turns })
}

/// The frame that halving stages turn into `words` before stage `stage`.
fn undo(words: &mut [Complex64], stage: usize, way: Direction) {
    for s in (0..stage).rev() {
        let half = words.len() >> (s + 1);
        for block in words.chunks_exact_mut(2 * half) {
            for k in 0..half {
                let (sum, turned) = (block[k], block[k + half] * twiddle(k, half, way).conj());
                (block[k], block[k + half]) = (sum + turned, sum - turned);
            }
        }
    }
}

/// The stages of the model that overflow.
fn overflowing(model: &FftModel, frame: &Frame) -> Vec<usize> {
    let taps = model.taps(frame);
    (0..taps.len()).filter(|s| taps[*s].overflow).collect()
}

/// For each stage frames that overflow there alone, each between frames that do not.
fn batch(spec: &CheckedSpec, way: Direction, draw: &mut SplitMix64) -> (Vec<Complex<i32>>, Vec<usize>) {
    let (len, model) = (spec.spec().len, FftModel::new(spec));
    let (mut frames, mut hits) = (Vec::new(), vec![0; spec.stages().len()]);
    for (stage, hits) in hits.iter_mut().enumerate() {
        for _ in 0..60 {
            let words = aimed(spec, way, stage, draw);
            let frame = Frame::new(spec, words.clone()).unwrap().with_direction(way);
            if overflowing(&model, &frame) == [stage] && *hits < 12 {
                *hits += 1;
                frames.extend(words);
                (0..below(draw, 3)).for_each(|_| frames.extend(draw.samples(len, spec.input().width - 2)));
            }
        }
    }
    (frames, hits)
}

#[test]
fn one_overflowing_butterfly_in_any_stage_sets_its_frames_flag_alone() {
    let mut draw = SplitMix64::new(5);
    let modes = Rounding::ALL.into_iter().flat_map(|r| Overflow::ALL.map(|o| (r, o)));
    for (number, (rounding, overflow)) in modes.enumerate() {
        for (log2_len, data, twiddle) in [
            (3, 16, 16),
            (4, 12, 16),
            (5, 16, 16),
            (6, 16, 14),
            (7, 12, 12),
            (8, 16, 16),
            (10, 24, 18),
            (9, 32, 32),
        ] {
            let order = Order::ALL[number % 2];
            let spec = FftSpec {
                len: 1 << log2_len,
                data,
                twiddle,
                rounding,
                overflow,
                order,
                ..FftSpec::default()
            }
            .check()
            .unwrap();
            let engines = Engines::new(&spec);
            for way in DIRECTIONS {
                let (frames, hits) = batch(&spec, way, &mut draw);
                // The last two stages rotate by right angles alone, which keep the square, and the later a stage the
                // more rotations the frame must stand before it.
                assert!(hits[..2.min(hits.len() - 2)].iter().all(|n| *n > 0), "{hits:?} {:?}", spec.spec());
                let expected = engines.agree(&frames, way);
                let expected = expected.unwrap_or_else(|e| panic!("{e}\n{}", spec.spec().to_toml()));
                assert_eq!(expected.flags.iter().filter(|f| **f).count(), hits.iter().sum::<usize>());
            }
        }
    }
}

/// (max − min)/2 is a half above the range: rounded to nearest it overflows where w is 1 or ∓j, which is all that the
/// last two stages have.
fn edge(spec: &CheckedSpec, stage: usize, form: usize) -> Vec<Complex<i32>> {
    let (len, input) = (spec.spec().len, spec.input());
    let block = len >> stage;
    let mut period = vec![Complex::new(0, 0); block];
    let (first, second) = if form & 1 == 0 { (input.max(), input.min()) } else { (input.min(), input.max()) };
    let place = |word: i32| if form & 2 == 0 { Complex::new(word, 0) } else { Complex::new(0, word) };
    let k = if form & 4 == 0 || block < 4 { 0 } else { block / 4 };
    (period[k], period[k + block / 2]) = (place(first), place(second));
    (0..len).map(|n| period[n % block]).collect()
}

#[test]
fn halves_that_round_out_of_range_are_seen_in_every_stage() {
    let mut draw = SplitMix64::new(6);
    for (rounding, overflow) in Rounding::ALL.into_iter().flat_map(|r| Overflow::ALL.map(|o| (r, o))) {
        for (log2_len, data, twiddle) in [
            (2, 16, 16),
            (3, 16, 16),
            (5, 8, 16),
            (6, 16, 16),
            (8, 12, 12),
            (7, 24, 18),
            (4, 31, 31),
            (5, 32, 32),
        ] {
            let spec =
                FftSpec { len: 1 << log2_len, data, twiddle, rounding, overflow, ..FftSpec::default() };
            let spec = spec.check().unwrap();
            let (engines, model) = (Engines::new(&spec), FftModel::new(&spec));
            for way in DIRECTIONS {
                let mut frames = Vec::new();
                let mut seen = vec![false; spec.stages().len()];
                for (stage, form) in (0..seen.len()).flat_map(|stage| (0..8).map(move |form| (stage, form))) {
                    let words = edge(&spec, stage, form);
                    let frame = Frame::new(&spec, words.clone()).unwrap().with_direction(way);
                    seen[stage] |= overflowing(&model, &frame) == [stage];
                    frames.extend(words);
                    frames.extend(draw.samples(spec.spec().len, (data - 3).max(2)));
                }
                // Truncated, (min − max)·(∓j) alone rounds away from zero, and not beyond the range.
                assert!(
                    rounding == Rounding::Truncate || seen.iter().all(|seen| *seen),
                    "{seen:?} {:?}",
                    spec.spec()
                );
                engines.agree(&frames, way).unwrap_or_else(|e| panic!("{e}\n{}", spec.spec().to_toml()));
            }
        }
    }
}

/// One stage that does not shift doubles a tone, in the one or few butterflies of that stage that hold it.
#[test]
fn a_stage_that_does_not_shift_overflows_where_the_tone_is() {
    let mut draw = SplitMix64::new(7);
    for (rounding, overflow) in Rounding::ALL.into_iter().flat_map(|r| Overflow::ALL.map(|o| (r, o))) {
        for (log2_len, data, twiddle) in
            [(4_u32, 16, 16), (6, 16, 16), (7, 12, 14), (8, 16, 16), (6, 24, 18), (5, 31, 32)]
        {
            for (odd, decomposition) in (0..log2_len).flat_map(|odd| Decomposition::ALL.map(|d| (odd, d))) {
                let shifts: Vec<_> = (0..log2_len).map(|s| u32::from(s != odd).to_string()).collect();
                let (schedule, order) = (shifts.join(",").parse().unwrap(), Order::ALL[odd as usize % 2]);
                let len = 1 << log2_len;
                let inverse = false;
                let spec = FftSpec {
                    len,
                    data,
                    twiddle,
                    rounding,
                    overflow,
                    order,
                    schedule,
                    decomposition,
                    inverse,
                };
                let spec = spec.check().unwrap();
                let engines = Engines::new(&spec);
                let mut frames = Vec::new();
                for _ in 0..16 {
                    let (bin, phase) = (below(&mut draw, len as u64), draw.fraction());
                    let size = f64::from(spec.input().max()) * draw.between(0.5, 0.65);
                    let turns = |n: usize| (n as u64 * bin % len as u64) as f64 / len as f64 + phase;
                    frames.extend(polar_frame(&spec, size, turns));
                }
                let way = DIRECTIONS[odd as usize / 2 % 2];
                let expected = engines.agree(&frames, way);
                let expected = expected.unwrap_or_else(|e| panic!("{e}\n{}", spec.spec().to_toml()));
                let loud = expected.flags.iter().filter(|flag| **flag).count();
                assert!(loud > 0, "no tone overflows, {:?}", spec.spec());
            }
        }
    }
}
