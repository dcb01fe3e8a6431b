// SPDX-License-Identifier: MIT OR Apache-2.0
//! Frames whose differences times a twiddle fall exactly between two words, where the roundings part.

use num_complex::Complex;
use utsushi::fft::{
    CheckedSpec, Decomposition, Direction, Factors, FftSpec, Rotation, Schedule, Stage, TwiddleRom,
};

use crate::agree::{DIRECTIONS, Engines};
use crate::common::{Draw, SplitMix64};
use crate::frames::below;

/// A frame with a tie in as many butterflies of one stage's first block, or of its second, as can have one.
///
/// Repeated with the stage's period, a frame reaches that stage's first block unchanged but for the shifts. Repeated with the other
/// sign in turn it reaches the second block, if the stage before multiplies nothing.
pub(crate) fn frame(spec: &CheckedSpec, way: Direction, draw: &mut SplitMix64) -> Vec<Complex<i32>> {
    let stage = &spec.stages()[below(draw, u64::from(spec.log2_len())) as usize];
    let period = pairs(spec, stage, way, draw);
    (0..spec.spec().len).map(|n| period[n % period.len()]).collect()
}

/// Bits by which a repeated word stands higher at the stage's input than in the frame.
fn lift(spec: &CheckedSpec, stage: &Stage) -> Option<u32> {
    let shifts: u32 = spec.stages()[..stage.index as usize].iter().map(|before| before.shift).sum();
    (spec.align() + stage.index).checked_sub(shifts).filter(|lift| *lift < 32)
}

fn pairs(spec: &CheckedSpec, stage: &Stage, way: Direction, draw: &mut SplitMix64) -> Vec<Complex<i32>> {
    let odd =
        stage.rotation == Rotation::Both && spec.input().width > 2 && draw.next_word().is_multiple_of(2);
    // Room for the other sign.
    let width = spec.input().width - u32::from(odd);
    let rom = stage.rom();
    let mut period = draw.samples(stage.block, width);
    let Some(lift) = lift(spec, stage).filter(|_| stage.rotation != Rotation::None) else { return period };
    let drop = stage.twiddle - 1 + stage.shift;
    for k in 0..stage.half() {
        let Factors { b: turn, dif: w, .. } = stage.factors(&rom, usize::from(odd), k, way);
        // The tie is in the real part, re·w.re − im·w.im, or in the imaginary one, re·w.im + im·w.re.
        let (p, q) = if draw.next_word().is_multiple_of(2) { (w.re, -w.im) } else { (w.im, w.re) };
        if let Some((re, im)) = difference((p << lift, q << lift), drop, width, draw) {
            let (re, im) = (split(re, width, draw), split(im, width, draw));
            period[k] = Complex::new(re.0, im.0);
            let back = Complex::new(turn.re as i32, -turn.im as i32);
            period[k + stage.half()] = Complex::new(re.1, im.1) * back;
        }
    }
    let others: Vec<_> = period.iter().filter(|_| odd).map(|z| -z).collect();
    period.into_iter().chain(others).collect()
}

/// x and y of at most `width` + 1 bits with p·x + q·y = 2^(drop − 1) modulo 2^drop.
fn difference((p, q): (i64, i64), drop: u32, width: u32, draw: &mut SplitMix64) -> Option<(i64, i64)> {
    let most = (1_i64 << width) - 1;
    let (p, q) = (i128::from(p), i128::from(q));
    for _ in 0..64 {
        let known = below(draw, 2 * most as u64 + 1) as i64 - most;
        let turned = draw.next_word().is_multiple_of(2);
        let (of_known, of_unknown) = if turned { (p, q) } else { (q, p) };
        let rest = (1_i128 << (drop - 1)) - of_known * i128::from(known);
        let Some(unknown) = quotient(rest, of_unknown, drop).filter(|y| y.abs() <= most) else { continue };
        return Some(if turned { (known, unknown) } else { (unknown, known) });
    }
    None
}

/// The y nearest zero with q·y = rest modulo 2^drop.
fn quotient(rest: i128, q: i128, drop: u32) -> Option<i64> {
    let even = q.trailing_zeros().min(drop);
    if rest.trailing_zeros() < even || even == drop {
        return None;
    }
    let (rest, q, bits) = (rest >> even, q >> even, drop - even);
    // Newton: an odd number is its own inverse modulo 8, and each step doubles the bits that are right.
    let mut inverse = q;
    for _ in 0..5 {
        inverse = inverse.wrapping_mul(2_i128.wrapping_sub(q.wrapping_mul(inverse)));
    }
    let y = rest.wrapping_mul(inverse) << (128 - bits) >> (128 - bits);
    i64::try_from(y).ok()
}

/// Two words of `width` bits whose difference is `difference`.
fn split(difference: i64, width: u32, draw: &mut SplitMix64) -> (i32, i32) {
    let (min, max) = (-(1_i64 << (width - 1)), (1_i64 << (width - 1)) - 1);
    let (low, high) = (min.max(min + difference), max.min(max + difference));
    let a = low + below(draw, (high - low + 1) as u64) as i64;
    (a as i32, (a - difference) as i32)
}

/// Butterflies of stage 0 with an exact tie in either part of their difference.
fn count(spec: &CheckedSpec, frame: &[Complex<i32>], way: Direction) -> usize {
    let stage = &spec.stages()[0];
    let rom = TwiddleRom::new(stage.half(), stage.twiddle);
    let drop = stage.twiddle - 1 + stage.shift;
    let tie = |v: i128| v.rem_euclid(1 << drop) == 1 << (drop - 1);
    let tied = |k: &usize| {
        let (a, b, w) = (frame[*k], frame[k + stage.half()], rom.factor(*k, way));
        let part = |a: i32, b: i32| (i128::from(a) - i128::from(b)) << spec.align();
        let (re, im, w_re, w_im) = (part(a.re, b.re), part(a.im, b.im), i128::from(w.re), i128::from(w.im));
        tie(re * w_re - im * w_im) || tie(re * w_im + im * w_re)
    };
    (0..stage.half()).filter(tied).count()
}

#[test]
fn ties_are_ties_and_every_rounding_takes_them_as_the_model() {
    let widths = [(16, 16), (12, 12), (12, 16), (16, 12), (8, 8), (24, 18), (18, 24), (31, 32), (32, 32)];
    let mut draw = SplitMix64::new(11);
    for ((data, twiddle), rounding) in
        widths.into_iter().flat_map(|w| utsushi::number::Rounding::ALL.map(|r| (w, r)))
    {
        let frames = [(5, Schedule::Halve), (8, Schedule::Halve), (6, Schedule::Guarded(0))];
        for ((log2_len, schedule), decomposition) in
            frames.into_iter().flat_map(|frame| Decomposition::ALL.map(|d| (frame.clone(), d)))
        {
            let len = 1 << log2_len;
            let spec =
                FftSpec { len, data, twiddle, rounding, schedule, decomposition, ..FftSpec::default() };
            let spec = spec.check().unwrap();
            let engines = Engines::new(&spec);
            for way in DIRECTIONS {
                let first = pairs(&spec, &spec.stages()[0], way, &mut draw);
                if decomposition == Decomposition::Radix2 {
                    let tied = count(&spec, &first, way);
                    assert!(4 * tied >= len, "{tied} ties of {} in {:?}", len / 2, spec.spec());
                }
                let others = (0..11).flat_map(|_| frame(&spec, way, &mut draw));
                let frames: Vec<_> = first.into_iter().chain(others).collect();
                engines.agree(&frames, way).unwrap_or_else(|e| panic!("{e}\n{}", spec.spec().to_toml()));
            }
        }
    }
}
