// SPDX-License-Identifier: MIT OR Apache-2.0
//! Frames within larger slices, at any alignment: nothing outside is touched. Plans are shared; tables are small.

use num_complex::Complex;
use utsushi::fft::kernels::Backend;
use utsushi::fft::{CheckedSpec, Decomposition, Direction, FftPlan, FftSpec, PlanePlan, Sample};
use utsushi::number::Rounding;

use crate::agree::{Engines, backends, by_model, narrow};
use crate::common::{Draw, SplitMix64};
use crate::frames::mixed;

const fn shared<T: Send + Sync + Clone + std::fmt::Debug>() {}
const _: () = shared::<FftPlan>();
const _: () = shared::<PlanePlan>();
const _: () = shared::<Backend>();

/// Words that no frame holds in a row.
fn guards<S: Sample + TryFrom<i32>>(count: usize) -> Vec<Complex<S>> {
    (0..count as i32).map(|n| narrow(Complex::new(-(n * 37 % 121), n * 73 % 127))).collect()
}

/// Frames at every offset of a slice, with guards on both sides, in place and out of place.
fn check_guards<S: Sample + TryFrom<i32>>(engines: &Engines, frames: usize, way: Direction) {
    const MARGIN: usize = 70;
    let input = mixed(&engines.spec, frames, way, 3);
    let expected = by_model(&engines.model, &engines.spec, &input, way);
    let words: Vec<Complex<S>> = expected.words.iter().map(|z| narrow(*z)).collect();
    let given: Vec<Complex<S>> = input.iter().map(|z| narrow(*z)).collect();
    for (plan, offset) in engines.plans.iter().flat_map(|plan| (0..17).map(move |offset| (plan, offset))) {
        let all = guards::<S>(given.len() + 2 * MARGIN);
        let range = MARGIN + offset..MARGIN + offset + given.len();
        let (mut memory, mut flags) = (all.clone(), vec![false; frames + 2]);
        memory[range.clone()].copy_from_slice(&given);
        plan.process_batch(&mut memory[range.clone()], way, &mut flags[1..=frames]).unwrap();
        let kept = |memory: &[Complex<S>]| {
            memory[..range.start] == all[..range.start] && memory[range.end..] == all[range.end..]
        };
        let name = format!(
            "{} {} offset {offset} {:?}",
            plan.backend(),
            std::any::type_name::<S>(),
            plan.spec().spec()
        );
        assert!(kept(&memory) && memory[range.clone()] == words[..], "in place, {name}");
        assert!(!flags[0] && !flags[frames + 1] && flags[1..=frames] == expected.flags[..], "{name}");
        // Input at another alignment than output.
        let start = (offset * 7) % 16;
        let mut source = all.clone();
        source[start..start + given.len()].copy_from_slice(&given);
        let before = source.clone();
        memory.copy_from_slice(&all);
        let input = &source[start..start + given.len()];
        plan.process_batch_into(input, &mut memory[range.clone()], way, &mut flags[1..=frames]).unwrap();
        assert!(kept(&memory) && memory[range.clone()] == words[..], "out of place, {name}");
        assert!(source == before && flags[1..=frames] == expected.flags[..], "{name}");
    }
}

#[test]
fn guard_words_around_unaligned_frames_stay() {
    let cases =
        [(4, 16, 16), (8, 16, 16), (16, 12, 16), (64, 16, 16), (128, 9, 9), (256, 16, 16), (1024, 16, 12)];
    for ((len, data, twiddle), decomposition) in
        cases.into_iter().flat_map(|case| Decomposition::ALL.map(|d| (case, d)))
    {
        for rounding in [Rounding::HalfUp, Rounding::Convergent] {
            let spec = FftSpec { len, data, twiddle, rounding, decomposition, ..FftSpec::default() };
            let spec = spec.check().unwrap();
            let engines = Engines::new(&spec);
            for frames in if len < 100 { vec![1, 2, 3, 5, 8, 13, 16, 17, 31, 33] } else { vec![1, 3] } {
                check_guards::<i16>(&engines, frames, Direction::Forward);
                check_guards::<i32>(&engines, frames, Direction::Inverse);
            }
        }
    }
}

#[test]
fn guard_words_around_wide_frames_stay() {
    let cases = [(4, 24, 18), (8, 31, 32), (16, 24, 18), (64, 24, 24), (512, 24, 18), (32, 32, 32)];
    for ((len, data, twiddle), decomposition) in
        cases.into_iter().flat_map(|case| Decomposition::ALL.map(|d| (case, d)))
    {
        let spec = FftSpec { len, data, twiddle, decomposition, ..FftSpec::default() }.check().unwrap();
        let engines = Engines::new(&spec);
        for frames in if len < 100 { vec![1, 3, 4, 7, 8, 9, 16, 17] } else { vec![1, 2] } {
            check_guards::<i32>(&engines, frames, Direction::Forward);
        }
    }
}

/// Frames by one plan on several threads at once.
#[test]
fn threads_share_a_plan() {
    for (data, twiddle) in [(16, 16), (24, 18), (32, 32)] {
        let spec: CheckedSpec = FftSpec { len: 64, data, twiddle, ..FftSpec::default() }.check().unwrap();
        let engines = Engines::new(&spec);
        let input = mixed(&spec, 20, Direction::Forward, 9);
        let expected = by_model(&engines.model, &spec, &input, Direction::Forward);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..10 {
                        engines.give(&input, Direction::Forward, &expected).unwrap();
                    }
                });
            }
        });
    }
}

/// 4 bytes × N × (1 + lanes): a back-end works on so many 16-bit complex words, or half as many products, at a time.
#[test]
fn tables_are_small() {
    let lanes = |backend| match backend {
        Backend::Portable => 4,
        Backend::Avx2 => 8,
        Backend::Avx512Bw | Backend::Avx512Vnni => 16,
    };
    // Shorter frames have a cache line a stage, whatever the lanes.
    for (log2_len, decomposition) in (4..=16).flat_map(|l| Decomposition::ALL.map(|d| (l, d))) {
        for (data, twiddle, rounding) in
            [(16, 16, Rounding::HalfUp), (16, 16, Rounding::Convergent), (12, 12, Rounding::Truncate)]
        {
            let len = 1 << log2_len;
            let spec = FftSpec { len, data, twiddle, rounding, decomposition, ..FftSpec::default() };
            for backend in Backend::available() {
                let plan = FftPlan::with_backend(&spec.check().unwrap(), backend).unwrap();
                let (bytes, most) = (plan.table_bytes(), 4 * spec.len * (1 + lanes(backend)));
                assert!(bytes <= most, "{backend} N = {}: {bytes} bytes, {most} allowed", spec.len);
            }
        }
    }
}

/// Samples of 16 bits a component may lie at an address that is no multiple of 4.
#[test]
fn short_samples_at_any_even_address() {
    #[repr(C, align(64))]
    struct Shifted {
        first: i16,
        samples: [Complex<i16>; 40 * 64],
    }
    for backend in backends() {
        for len in [4, 8, 16, 32, 64] {
            let spec = FftSpec { len, ..FftSpec::default() }.check().unwrap();
            let plan = FftPlan::with_backend(&spec, backend).unwrap();
            let mut random = SplitMix64::new(7);
            let samples: Vec<_> =
                random.samples(40 * len, 16).iter().map(|z| Complex::new(z.re as i16, z.im as i16)).collect();
            let mut shifted = Box::new(Shifted { first: -1, samples: [Complex::new(0, 0); 40 * 64] });
            let mut expected = samples.clone();
            let flags = &mut [[false; 40]; 2];
            shifted.samples[..40 * len].copy_from_slice(&samples);
            plan.process_batch(&mut shifted.samples[..40 * len], Direction::Forward, &mut flags[0]).unwrap();
            plan.process_batch(&mut expected, Direction::Forward, &mut flags[1]).unwrap();
            assert_eq!(shifted.samples.as_ptr().addr() % 4, 2);
            assert_eq!(
                (&shifted.samples[..40 * len], flags[0]),
                (&expected[..], flags[1]),
                "{backend} {len}"
            );
            assert_eq!(shifted.first, -1);
        }
    }
}
