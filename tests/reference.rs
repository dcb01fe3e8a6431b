// SPDX-License-Identifier: MIT OR Apache-2.0
//! The f64 reference against the DFT's definition and against another library.

mod common;

use common::{Draw, SplitMix64};
use num_complex::Complex;
use rustfft::FftPlanner;
use utsushi::fft::{CheckedSpec, Direction, FftSpec, Frame, Order, Reference, Schedule, Transform};

fn dft_by_definition(x: &[Complex<i32>], direction: Direction) -> Vec<Complex<f64>> {
    let len = x.len();
    let sign = if direction == Direction::Forward { -1.0 } else { 1.0 };
    let term = |k: usize, n: usize| {
        let angle = sign * std::f64::consts::TAU * ((k * n) % len) as f64 / len as f64;
        Complex::from_polar(1.0, angle) * Complex::new(f64::from(x[n].re), f64::from(x[n].im))
    };
    (0..len).map(|k| (0..len).map(|n| term(k, n)).sum()).collect()
}

fn worst_relative(spec: &CheckedSpec, bins: &[Complex<f64>], dft: &[Complex<f64>]) -> f64 {
    let scale = 2_f64.powi(spec.exponent());
    let peak = dft.iter().map(|z| z.norm()).fold(0.0, f64::max);
    let error = |k: usize| (bins[spec.position(k)] * scale - dft[k]).norm() / peak;
    (0..dft.len()).map(error).fold(0.0, f64::max)
}

#[test]
fn equals_the_definition_in_either_order_and_direction() {
    let mut draw = SplitMix64::new(1);
    let mut checked = 0;
    for len in [4, 8, 32, 256] {
        for order in Order::ALL {
            for direction in [Direction::Forward, Direction::Inverse] {
                let spec = FftSpec { len, order, schedule: Schedule::Guarded(2), ..FftSpec::default() };
                let spec = spec.check().unwrap();
                let samples = draw.samples(len, 16);
                let dft = dft_by_definition(&samples, direction);
                let frame = Frame::new(&spec, samples).unwrap().with_direction(direction);
                let worst = worst_relative(&spec, &Reference::new(&spec).run(&frame).bins, &dft);
                assert!(worst < 1e-13, "len {len} {order}: {worst:e}");
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 16);
}

#[test]
fn equals_rustfft_up_to_the_longest_frame() {
    for log2_len in [10, 16] {
        let len = 1 << log2_len;
        let spec = FftSpec { len, ..FftSpec::default() }.check().unwrap();
        let samples = SplitMix64::new(log2_len).samples(len, 16);
        let mut dft: Vec<Complex<f64>> =
            samples.iter().map(|z| Complex::new(f64::from(z.re), f64::from(z.im))).collect();
        FftPlanner::new().plan_fft_forward(len).process(&mut dft);
        let spectra = Reference::new(&spec).transform(&[Frame::new(&spec, samples).unwrap()]).unwrap();
        let worst = worst_relative(&spec, &spectra[0].bins, &dft);
        assert!(worst < 1e-13, "len {len}: {worst:e}");
    }
}
