// SPDX-License-Identifier: MIT OR Apache-2.0
//! Noise and bias of every single bin.

use utsushi::fft::{Decomposition, FftSpec, Schedule};
use utsushi::number::Rounding;
use utsushi::quality::{Measurement, Measurer, Prediction, Predictor, Stimulus};

const LEN: usize = 64;
const FRAMES: usize = 16_000;

/// The mean of F powers of a nearly normal complex error has relative standard deviation 1/√F, a mean error 1/√(2F) of the
/// error's rms a component. Six of either are exceeded once in 10^8 bins; a 0.1 dB promise adds 2.3 %.
fn check(spec: &FftSpec, measured: &Measurement, predicted: &Prediction) {
    let six = 6.0 / (FRAMES as f64).sqrt();
    for bin in 0..LEN {
        let (noise, expected) = (measured.noise_per_bin[bin], predicted.noise_per_bin[bin]);
        assert!(
            (noise - expected).abs() <= (six + 0.023) * expected,
            "bin {bin} has noise {noise}, predicted {expected}\n{}",
            spec.to_toml()
        );
        let bias = measured.bias_per_bin[bin] - predicted.bias_per_bin[bin];
        let most = six * (expected / 2.0).sqrt() + 0.003;
        assert!(
            bias.re.abs().max(bias.im.abs()) < most,
            "bin {bin} has bias off by {bias}\n{}",
            spec.to_toml()
        );
    }
}

#[test]
fn every_bin_has_its_predicted_noise_and_bias() {
    let schedules = ["halve", "guarded:2", "grow", "align:1,0/18,2/17,1/17,0/18,3/16,1/16"];
    let mut checked = 0;
    for (schedule, rounding) in schedules.into_iter().flat_map(|s| Rounding::ALL.map(|r| (s, r))) {
        for (twiddle, inverse, decomposition) in [
            (18, false, Decomposition::Radix2),
            (18, true, Decomposition::Radix2),
            (7, true, Decomposition::Radix2),
            (18, false, Decomposition::Radix22),
            (7, true, Decomposition::Radix22),
        ] {
            let schedule: Schedule = schedule.parse().unwrap();
            let spec = FftSpec {
                len: LEN,
                data: 16,
                twiddle,
                rounding,
                schedule,
                decomposition,
                inverse,
                ..FftSpec::default()
            };
            let (measured, predicted) = both(&spec);
            check(&spec, &measured, &predicted);
            checked += 1;
        }
    }
    assert_eq!(checked, 60);
}

fn both(spec: &FftSpec) -> (Measurement, Prediction) {
    let stimulus = Stimulus { level_db: -6.0, ..Stimulus::default() };
    let frames = Measurer::new(LEN, spec.data, &stimulus, FRAMES * LEN, 3).unwrap();
    let spec = spec.check().unwrap();
    let measured = frames.measure(&spec).unwrap();
    assert_eq!(measured.overflow_rate, 0.0);
    (measured, Predictor::new().predict(&spec, frames.power()))
}
