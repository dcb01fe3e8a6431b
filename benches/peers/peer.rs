// SPDX-License-Identifier: MIT OR Apache-2.0
//! The published engines. Each takes the same samples in its own format at full scale, and gives natural order.
//!
//! `fixed-fft` has 16 bits and reaches 1024 points; `fixed-dsp` has 16 and 32 bits and reaches 4096. Both halve in
//! every stage here, the only way they have to keep such samples in range. Where one cannot do a case it is left out.

use std::sync::Arc;

use num_complex::Complex;
use rustfft::{Fft, FftDirection, FftPlanner};
use utsushi::fft::Direction;

use fixed_dsp::transform::{CfftI16, CfftI32};

use crate::case::{Call, Case};
use crate::engine::{Engine, InPlace, Set};
use crate::plane::RustfftPlane;

/// Every peer that can do the case.
pub(crate) fn peers(case: &Case, samples: &[Complex<i32>]) -> Vec<Box<dyn Engine>> {
    if let Call::Plane(_) = case.call {
        return vec![rustfft_plane(case, samples)];
    }
    let narrow = case.spec.spec().data <= i16::BITS;
    let mut all = vec![rustfft(case, samples)];
    if narrow && case.spec.spec().len <= 1024 {
        all.push(fixed_fft(case, samples));
    }
    all.push(if narrow { fixed_dsp_16(case, samples) } else { fixed_dsp_32(case, samples) });
    all
}

fn inverse(case: &Case) -> bool {
    case.spec.direction() == Direction::Inverse
}

fn floats(case: &Case, samples: &[Complex<i32>]) -> Set<Complex<f32>> {
    let value = |word| case.spec.input().value(word) as f32;
    Set::new(samples.iter().map(|z| Complex::new(value(z.re), value(z.im))).collect())
}

fn doubles(samples: &[Complex<f32>]) -> Vec<Complex<f64>> {
    samples.iter().map(|z| Complex::new(f64::from(z.re), f64::from(z.im))).collect()
}

/// The planner's choice: AVX and FMA where the machine has them.
fn rustfft_plan(case: &Case) -> Arc<dyn Fft<f32>> {
    let direction = if inverse(case) { FftDirection::Inverse } else { FftDirection::Forward };
    FftPlanner::new().plan_fft(case.spec.spec().len, direction)
}

fn rustfft(case: &Case, samples: &[Complex<i32>]) -> Box<dyn Engine> {
    let fft = rustfft_plan(case);
    let len = if case.call == Call::Batch { samples.len() } else { case.spec.spec().len };
    let mut scratch = vec![Complex::default(); fft.get_inplace_scratch_len()];
    let run = move |set: &mut [Complex<f32>], _: &mut [bool]| {
        for frames in set.chunks_exact_mut(len) {
            fft.process_with_scratch(frames, &mut scratch);
        }
    };
    let set = floats(case, samples);
    Box::new(InPlace { backend: "rustfft", path: "f32", set, flags: Vec::new(), run, bins: doubles })
}

fn rustfft_plane(case: &Case, samples: &[Complex<i32>]) -> Box<dyn Engine> {
    let mut plane = RustfftPlane::new(rustfft_plan(case));
    let run = move |set: &mut [Complex<f32>], _: &mut [bool]| plane.process(set);
    let set = floats(case, samples);
    Box::new(InPlace { backend: "rustfft", path: "f32", set, flags: Vec::new(), run, bins: doubles })
}

fn fixed_fft(case: &Case, samples: &[Complex<i32>]) -> Box<dyn Engine> {
    use num_complex_0_3::Complex;
    let up = i16::BITS - case.spec.spec().data;
    let set = samples.iter().map(|z| Complex::new((z.re << up) as i16, (z.im << up) as i16)).collect();
    let (len, inverse) = (case.spec.spec().len, inverse(case));
    let run = move |set: &mut [Complex<i16>], _: &mut [bool]| {
        for frame in set.chunks_exact_mut(len) {
            let direction =
                if inverse { fixed_fft::Direction::Inverse } else { fixed_fft::Direction::ForwardScaled };
            fixed_fft::fft_radix2_q15(frame, direction).expect("a length it takes");
        }
    };
    let bins = |set: &[Complex<i16>]| {
        set.iter().map(|z| num_complex::Complex::new(z.re.into(), z.im.into())).collect()
    };
    Box::new(InPlace { backend: "fixed-fft", path: "i16", set: Set::new(set), flags: Vec::new(), run, bins })
}

/// re, im, re, im…, aligned to the most significant of `bits`.
fn interleaved<T>(case: &Case, samples: &[Complex<i32>], bits: u32, of_word: fn(i32) -> T) -> Vec<T> {
    let up = bits - case.spec.spec().data;
    samples.iter().flat_map(|z| [of_word(z.re << up), of_word(z.im << up)]).collect()
}

fn pairs<T: Copy + Into<f64>>(set: &[T]) -> Vec<Complex<f64>> {
    set.chunks_exact(2).map(|z| Complex::new(z[0].into(), z[1].into())).collect()
}

fn fixed_dsp_16(case: &Case, samples: &[Complex<i32>]) -> Box<dyn Engine> {
    let len = case.spec.spec().len;
    let fft = CfftI16::new(len, inverse(case), true);
    let run =
        move |set: &mut [i16], _: &mut [bool]| set.chunks_exact_mut(2 * len).for_each(|frame| fft.run(frame));
    let set = Set::new(interleaved(case, samples, i16::BITS, |word| word as i16));
    Box::new(InPlace { backend: "fixed-dsp", path: "i16", set, flags: Vec::new(), run, bins: pairs })
}

fn fixed_dsp_32(case: &Case, samples: &[Complex<i32>]) -> Box<dyn Engine> {
    let len = case.spec.spec().len;
    let fft = CfftI32::new(len, inverse(case), true);
    let run =
        move |set: &mut [i32], _: &mut [bool]| set.chunks_exact_mut(2 * len).for_each(|frame| fft.run(frame));
    let set = Set::new(interleaved(case, samples, i32::BITS, |word| word));
    Box::new(InPlace { backend: "fixed-dsp", path: "i32", set, flags: Vec::new(), run, bins: pairs })
}
