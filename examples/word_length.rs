// SPDX-License-Identifier: MIT OR Apache-2.0
//! How many bits? Signal to noise of the bit-accurate model against the f64 reference, by word length and rounding.
//!
//! `cargo run --release --example word_length`

use std::error::Error;

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, FftPlan, FftSpec, Frame, PlanError, Reference};
use utsushi::number::Rounding;
use utsushi::random::SplitMix64;

const FRAMES: usize = 40;

/// White frames at half of full scale, so that nothing overflows.
fn frames(spec: &CheckedSpec) -> Vec<Frame> {
    let mut random = SplitMix64::new(1);
    let half = f64::from(spec.input().max()) / 2.0;
    let mut word = move || random.between(-half, half).round() as i32;
    let mut samples = || (0..spec.spec().len).map(|_| Complex::new(word(), word())).collect();
    (0..FRAMES).map(|_| Frame::new(spec, samples()).expect("half of full scale fits")).collect()
}

/// Ratio of signal to error energy over all bins, in decibels.
fn signal_to_noise(spec: &CheckedSpec) -> Result<f64, PlanError> {
    let (model, reference) = (FftPlan::new(spec)?, Reference::new(spec));
    let (mut signal, mut noise) = (0.0, 0.0);
    for frame in frames(spec) {
        for (word, exact) in model.run(&frame).bins.iter().zip(reference.run(&frame).bins) {
            signal += exact.norm_sqr();
            noise += (Complex::new(f64::from(word.re), f64::from(word.im)) - exact).norm_sqr();
        }
    }
    Ok(10.0 * (signal / noise).log10())
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("1024 points, schedule halve, twiddles as wide as the data; dB");
    println!("{:>5} {:>10} {:>10} {:>10}", "bits", "truncate", "half-up", "convergent");
    for data in (8..=20).step_by(2) {
        let ratio = |rounding| -> Result<f64, Box<dyn Error>> {
            let spec = FftSpec { data, twiddle: data, rounding, ..FftSpec::default() }.check()?;
            Ok(signal_to_noise(&spec)?)
        };
        let [truncate, half_up, convergent] = Rounding::ALL.map(ratio);
        println!("{data:>5} {:>10.1} {:>10.1} {:>10.1}", truncate?, half_up?, convergent?);
    }
    Ok(())
}
