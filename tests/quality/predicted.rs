// SPDX-License-Identifier: MIT OR Apache-2.0
//! The prediction against the model, over random specs.

use rayon::prelude::*;
use utsushi::fft::FftSpec;
use utsushi::number::Rounding;
use utsushi::quality::{Measurement, Measurer, Prediction, Predictor, Stimulus};

use crate::common::SplitMix64;
use crate::domain::spec_in_domain;

/// Relative standard deviation of a noise power over 4·10^5 independent errors: at most √2/√(4·10^5), 0.01 dB.
const SAMPLES: usize = 400_000;
/// What the prediction promises, in decibels.
const PROMISE: f64 = 0.1;

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |text| text.parse().unwrap())
}

/// `SEED` and `SPECS` in the environment choose others: `SEED=7 SPECS=1 cargo test --test quality random_specs`.
#[test]
fn random_specs_have_the_predicted_noise() {
    let (first, count) = (number("SEED", 1), number("SPECS", 240));
    let predictor = Predictor::new();
    let worst =
        (first..first + count).into_par_iter().map(|seed| difference(seed, &predictor)).collect::<Vec<_>>();
    let worst = worst.into_iter().fold(0.0, f64::max);
    println!("{count} specs of {SAMPLES} samples: measured and predicted differ by {worst:.3} dB at most");
}

/// |measured − predicted| of the seed's spec, in decibels; panics where the promise is broken.
fn difference(seed: u64, predictor: &Predictor) -> f64 {
    let spec = spec_in_domain(&mut SplitMix64::new(seed), 12, predictor);
    let checked = spec.check().unwrap();
    let frames = Measurer::new(spec.len, spec.data, &Stimulus::default(), SAMPLES, seed).unwrap();
    let measured = frames.measure(&checked).unwrap();
    let predicted = predictor.predict(&checked, frames.power());
    let off = decibels_between(&measured, &predicted);
    assert!(
        off < PROMISE && measured.overflow_rate == 0.0,
        "measured {:.4} dB, predicted {:.4}, overflow rate {}; seed {seed}, spec\n{}replay: SEED={seed} SPECS=1 cargo test \
         --test quality random_specs, or utsushi quality --spec FILE --samples {SAMPLES} --seed {seed}",
        measured.sqnr_db,
        predicted.sqnr_db,
        measured.overflow_rate,
        spec.to_toml()
    );
    off
}

/// 0 where neither has any noise; a difference of two infinite ratios is no number.
fn decibels_between(measured: &Measurement, predicted: &Prediction) -> f64 {
    if measured.noise == 0.0 && predicted.noise == 0.0 {
        return 0.0;
    }
    (measured.sqnr_db - predicted.sqnr_db).abs()
}

/// Short words and a long transform: products by factors near 1, −j and −1 stay near the lattice of the differences, and
/// their rounding is less than that of a uniform fraction. A strong signal knows nothing of that, so its prediction is off.
#[test]
fn factors_near_one_leave_less_noise() {
    let schedule = "5,0,1,0,1,0,1,0,1,0,1,0".parse().unwrap();
    let spec = FftSpec {
        len: 4096,
        data: 8,
        twiddle: 18,
        rounding: Rounding::Convergent,
        schedule,
        ..FftSpec::default()
    };
    let spec = spec.check().unwrap();
    let frames = Measurer::new(4096, 8, &Stimulus::default(), 4 * SAMPLES, 1).unwrap();
    let measured = frames.measure(&spec).unwrap();
    let own = Predictor::new().predict(&spec, frames.power());
    let strong = Predictor::new().predict(&spec, 1e6 * frames.power());
    let off = |noise: f64| (10.0 * (measured.noise / noise).log10()).abs();
    let (near, far) = (off(own.noise), off(strong.rounding + strong.bias));
    // The measurement's own chance is √2/√(1.6·10^6): 0.005 dB at most.
    assert!(near < 0.01 && near < far / 2.0, "{near} {far}");
}
