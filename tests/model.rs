// SPDX-License-Identifier: MIT OR Apache-2.0
//! The model against the contract written out in i128 (T1 to T5, R1 to R4, S1 to S4), and against theory.

mod common;

use common::{Draw, SplitMix64, any_spec, pipeline_by_definition};
use num_complex::Complex;
use proptest::prelude::*;
use utsushi::fft::{
    CheckedSpec, Decomposition, Direction, FftModel, FftSpec, Frame, Order, Reference, Schedule,
};
use utsushi::number::{Overflow, Rounding};

fn formats(spec: &CheckedSpec) -> Vec<(u32, u32)> {
    spec.stages().iter().map(|stage| (stage.shift, stage.width_out)).collect()
}

fn check_against_definition(spec: &CheckedSpec, samples: Vec<Complex<i32>>, direction: Direction) {
    let expected = pipeline_by_definition(spec.spec(), &formats(spec), spec.align(), &samples, direction);
    let frame = Frame::new(spec, samples).unwrap().with_direction(direction);
    let got = FftModel::new(spec).run(&frame);
    assert_eq!((&got.bins, got.overflow), (&expected.0, expected.1), "{:?} {frame:?}", spec.spec());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn any_spec_follows_the_definition(spec in any_spec(7), seed in any::<u64>(), inverse in any::<bool>()) {
        let spec = spec.check().unwrap();
        let samples = SplitMix64::new(seed).samples(spec.spec().len, spec.input().width);
        let direction = if inverse { Direction::Inverse } else { Direction::Forward };
        check_against_definition(&spec, samples, direction);
    }

    #[test]
    fn corner_frames_follow_the_definition(spec in any_spec(6), pattern in 0..4_u32) {
        let spec = spec.check().unwrap();
        let (min, max) = (spec.input().min(), spec.input().max());
        let word = |n: usize| match pattern {
            0 => Complex::new(min, min),
            1 => Complex::new(max, max),
            2 => if n.is_multiple_of(2) { Complex::new(min, max) } else { Complex::new(max, min) },
            _ => Complex::new(min, [-1, 0, 1][n % 3]),
        };
        check_against_definition(&spec, (0..spec.spec().len).map(word).collect(), spec.direction());
    }

    #[test]
    fn the_inverse_brings_a_frame_back(log2_len in 2_u32..9, seed in any::<u64>(), kind in 0..2_usize) {
        let len = 1 << log2_len;
        let decomposition = Decomposition::ALL[kind];
        let forward = FftSpec { len, data: 12, twiddle: 24, schedule: Schedule::Grow, decomposition, ..FftSpec::default() };
        let forward = forward.check().unwrap();
        // |z| below 2^11 in a 12-bit word; the growing transform loses only twiddle rounding.
        let samples = SplitMix64::new(seed).samples(len, 11);
        let spectrum = FftModel::new(&forward).run(&Frame::new(&forward, samples.clone()).unwrap());
        prop_assert!(!spectrum.overflow);
        let back = FftSpec {
            len, data: forward.output().width, twiddle: 24, schedule: Schedule::Halve, decomposition, inverse: true, ..FftSpec::default()
        };
        let back = back.check().unwrap();
        let result = FftModel::new(&back).run(&Frame::new(&back, spectrum.bins).unwrap());
        let worst = result.bins.iter().zip(&samples).map(|(a, b)| (a - b).re.abs().max((a - b).im.abs())).max();
        // A forward stage rounds a difference by at most √2/2; undoing a stage averages two errors and enlarges
        // none. The inverse rounds by √2/2 a stage and halves what came before: L·√2/2 + √2 in all, below L + 1.
        prop_assert!(worst.unwrap() <= log2_len.cast_signed() + 1, "worst {worst:?}");
    }
}

#[test]
fn every_frame_of_the_smallest_transform() {
    let mut frames = 0;
    for ((rounding, overflow), decomposition) in modes().flat_map(|m| Decomposition::ALL.map(|d| (m, d))) {
        let spec =
            FftSpec { len: 4, data: 2, twiddle: 3, rounding, overflow, decomposition, ..FftSpec::default() }
                .check()
                .unwrap();
        for code in 0..1_u32 << 16 {
            let part = |i: u32| spec.input().word(code >> (2 * i));
            let samples = (0..4).map(|n| Complex::new(part(2 * n), part(2 * n + 1))).collect();
            check_against_definition(&spec, samples, Direction::Forward);
            frames += 1;
        }
    }
    assert_eq!(frames, 12 << 16);
}

fn modes() -> impl Iterator<Item = (Rounding, Overflow)> {
    Rounding::ALL.into_iter().flat_map(|r| Overflow::ALL.map(|o| (r, o)))
}

#[test]
fn short_frames_of_radix22_follow_the_definition_in_every_mode() {
    let (mut draw, mut frames) = (SplitMix64::new(22), 0);
    for (rounding, overflow) in modes() {
        for (log2_len, schedule) in (2..=6).flat_map(|l| ["halve", "grow", "guarded:2"].map(|s| (l, s))) {
            for (order, inverse) in Order::ALL.into_iter().flat_map(|o| [(o, false), (o, true)]) {
                let (len, decomposition) = (1 << log2_len, Decomposition::Radix22);
                let schedule = schedule.parse().unwrap();
                let spec = FftSpec {
                    len,
                    data: 11,
                    twiddle: 9,
                    rounding,
                    overflow,
                    schedule,
                    decomposition,
                    order,
                    inverse,
                };
                let spec = spec.check().unwrap();
                for bits in [11, 11, 8] {
                    check_against_definition(&spec, draw.samples(len, bits), spec.direction());
                    frames += 1;
                }
            }
        }
    }
    assert_eq!(frames, 6 * 15 * 4 * 3);
}

#[test]
fn an_impulse_is_flat_and_a_constant_is_one_bin() {
    for (log2_len, decomposition) in (2..=12).flat_map(|l| Decomposition::ALL.map(|d| (l, d))) {
        let len = 1_usize << log2_len;
        let spec = FftSpec { len, decomposition, ..FftSpec::default() }.check().unwrap();
        let model = FftModel::new(&spec);
        let mut impulse = vec![Complex::new(0, 0); len];
        impulse[0] = Complex::new(16384, -16384);
        let flat = model.run(&Frame::new(&spec, impulse).unwrap());
        assert!(flat.bins.iter().all(|z| *z == Complex::new(16384 >> log2_len, -(16384 >> log2_len))));
        let constant = model.run(&Frame::new(&spec, vec![Complex::new(12345, -321); len]).unwrap());
        assert_eq!(constant.bins[0], Complex::new(12345, -321));
        assert!(constant.bins[1..].iter().all(|z| *z == Complex::new(0, 0)));
    }
}

#[test]
fn a_tone_falls_into_its_bin_in_either_order_and_direction() {
    let len = 64;
    let ways = Order::ALL.into_iter().flat_map(|o| [(o, false), (o, true)]);
    for ((order, inverse), decomposition) in ways.flat_map(|way| Decomposition::ALL.map(|d| (way, d))) {
        let spec = FftSpec { len, order, inverse, decomposition, ..FftSpec::default() }.check().unwrap();
        for tone in 0..len {
            let angle = |n: usize| std::f64::consts::TAU * ((n * tone) % len) as f64 / len as f64;
            let sign = if inverse { -1.0 } else { 1.0 };
            let sample = |n: usize| {
                Complex::new((30000.0 * angle(n).cos()) as i32, (sign * 30000.0 * angle(n).sin()) as i32)
            };
            let spectrum =
                FftModel::new(&spec).run(&Frame::new(&spec, (0..len).map(sample).collect()).unwrap());
            // Truncated samples err by √2, roundings by √2 at most in the end, and the twiddles of each of 6 stages
            // by 30000·2^-16·√2/2: below 5 in all.
            let peak = spectrum.bins[spec.position(tone)];
            assert!((peak.re - 30000).abs() < 5 && peak.im.abs() < 5, "{order} tone {tone}: {peak}");
            assert_eq!(spectrum.bins.iter().filter(|z| z.re.abs() >= 5 || z.im.abs() >= 5).count(), 1);
        }
    }
}

#[test]
fn the_disk_never_overflows_under_halve() {
    let mut draw = SplitMix64::new(7);
    for log2_len in 2..=10_u32 {
        for (rounding, decomposition) in
            Rounding::ALL.into_iter().flat_map(|r| Decomposition::ALL.map(|d| (r, d)))
        {
            let len = 1 << log2_len;
            let spec = FftSpec { len, rounding, decomposition, ..FftSpec::default() }.check().unwrap();
            let radius = f64::from(spec.input().max()) - 3.0 * f64::from(log2_len);
            let model = FftModel::new(&spec);
            for tone in (0..len).step_by(1.max(len / 16)) {
                let phase = draw.next_word() as f64;
                let sample = |n: usize| {
                    let angle = std::f64::consts::TAU * ((n * tone) % len) as f64 / len as f64 + phase;
                    Complex::new((radius * angle.cos()) as i32, (radius * angle.sin()) as i32)
                };
                let frame = Frame::new(&spec, (0..len).map(sample).collect()).unwrap();
                assert!(!model.run(&frame).overflow, "len {len} {decomposition} {rounding} tone {tone}");
            }
        }
    }
}

#[test]
fn taps_end_in_the_spectrum_and_name_the_overflowing_stage() {
    let spec = FftSpec { len: 16, order: Order::BitReversed, ..FftSpec::default() }.check().unwrap();
    let model = FftModel::new(&spec);
    let frame = Frame::new(&spec, SplitMix64::new(3).samples(16, 16)).unwrap();
    let taps = model.taps(&frame);
    assert_eq!(taps.len(), 4);
    let spectrum = model.run(&frame);
    assert_eq!(taps[3].words, spectrum.bins);
    assert_eq!(taps.iter().any(|tap| tap.overflow), spectrum.overflow);
    // Two equal corners: their sum fits after the shift, and no stage overflows.
    let corner = vec![Complex::new(i32::from(i16::MIN), i32::from(i16::MIN)); 16];
    assert!(model.taps(&Frame::new(&spec, corner).unwrap()).iter().all(|tap| !tap.overflow));
}

/// Measured noise against the closed forms for white input: MSE per bin, DIF with one rounding
/// (truncate, half-up, convergent) at N = 64, 256 and 1024. The sources' tolerance is 0.1 dB over 4·10^5 samples.
#[test]
fn the_noise_is_the_predicted_noise() {
    let predicted =
        [(64, [1.0643, 0.8612, 0.4063]), (256, [1.1248, 0.8904, 0.4107]), (1024, [1.1443, 0.8992, 0.4118])];
    for (len, errors) in predicted {
        for (rounding, expected) in Rounding::ALL.into_iter().zip(errors) {
            let spec = FftSpec { len, twiddle: 30, rounding, ..FftSpec::default() }.check().unwrap();
            let measured = mean_square_error(&spec, 400_000 / len);
            let decibel = 10.0 * (measured / expected).log10();
            assert!(
                decibel.abs() < 0.1,
                "len {len} {rounding}: {measured:.4} against {expected}, {decibel:.3} dB"
            );
        }
    }
}

fn mean_square_error(spec: &CheckedSpec, frames: usize) -> f64 {
    let (model, reference, mut draw) = (FftModel::new(spec), Reference::new(spec), SplitMix64::new(11));
    let mut total = 0.0;
    for _ in 0..frames {
        // White, within the unit square scaled by a half: no overflow, full-entropy LSBs.
        let samples = draw.samples(spec.spec().len, 15);
        let frame = Frame::new(spec, samples).unwrap();
        let bits = model.run(&frame);
        assert!(!bits.overflow);
        let exact = reference.run(&frame);
        let error = |(a, b): (&Complex<i32>, &Complex<f64>)| {
            (Complex::new(f64::from(a.re), f64::from(a.im)) - b).norm_sqr()
        };
        total += bits.bins.iter().zip(&exact.bins).map(error).sum::<f64>();
    }
    total / (frames * spec.spec().len) as f64
}
