// SPDX-License-Identifier: MIT OR Apache-2.0
//! The prediction against the model, over random specs.

use rayon::prelude::*;
use utsushi::quality::{Measurer, Predictor, Stimulus};

use crate::common::SplitMix64;
use crate::domain::spec_in_domain;

/// Relative standard deviation of a noise power over 4·10^5 samples is at most √2/√(4·10^5): 0.01 dB.
const SAMPLES: usize = 400_000;

#[test]
fn random_specs_have_the_predicted_noise() {
    let count: u64 = std::env::var("SPECS").map_or(240, |n| n.parse().unwrap());
    let first: u64 = std::env::var("SEED").map_or(1, |n| n.parse().unwrap());
    let predictor = Predictor::new();
    let check = |seed: u64| {
        let spec = spec_in_domain(&mut SplitMix64::new(seed), 12, &predictor);
        let checked = spec.check().unwrap();
        let measurer = Measurer::new(spec.len, spec.data, &Stimulus::default(), SAMPLES, seed).unwrap();
        let measured = measurer.measure(&checked).unwrap();
        let predicted = predictor.predict(&checked, measurer.power());
        let off = if measured.noise == predicted.noise { 0.0 } else { measured.sqnr_db - predicted.sqnr_db };
        if off.abs() > 0.05 || measured.overflow_rate > 0.0 {
            println!(
                "off {off:.3} seed {seed} rms {:.2} over {} parts {:.4} {:.4} {:.4} noise {:.4}/{:.4}\n{}",
                predicted.weakest_rms,
                measured.overflow_rate,
                predicted.rounding,
                predicted.bias,
                predicted.twiddle,
                measured.noise,
                predicted.noise,
                spec.to_toml()
            );
        }
        off.abs()
    };
    let mut all: Vec<_> = (first..first + count).into_par_iter().map(check).collect();
    all.sort_by(f64::total_cmp);
    println!("worst {:?}", &all[all.len() - 10..]);
    assert!(all.last().unwrap() < &0.1);
}
