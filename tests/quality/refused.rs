// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is refused, word for word.

use utsushi::fft::FftSpec;
use utsushi::quality::{
    BitCost, Measurer, QualityError, Shape, Space, Stimulus, Target, cheapest, tone_sweep,
};

fn sentence<T: std::fmt::Debug>(outcome: Result<T, QualityError>) -> String {
    outcome.unwrap_err().to_string()
}

#[test]
fn measurements_that_cannot_be_made() {
    let disk = Stimulus::default();
    let new =
        |len, data, stimulus: &Stimulus, samples| sentence(Measurer::new(len, data, stimulus, samples, 1));
    assert_eq!(new(64, 16, &disk, 63), "63 samples make no frame of 64; ask for at least 64");
    assert_eq!(new(64, 16, &disk, 0), "0 samples make no frame of 64; ask for at least 64");
    assert_eq!(
        new(65, 16, &disk, 100),
        "len 65 is not a power of two from 4 to 65536; the nearest that is: 64"
    );
    assert_eq!(new(64, 0, &disk, 100), "data 0 is out of range; a component has 2 to 32 bits");
    for (level_db, greatest) in
        [(1.0, "142"), (-60.0, "0"), (-1e6, "0"), (f64::NEG_INFINITY, "0"), (f64::NAN, "0")]
    {
        let shown = if level_db.is_nan() { "NaN".to_owned() } else { level_db.to_string() };
        assert_eq!(
            new(64, 8, &Stimulus { level_db, shape: Shape::Tone }, 100),
            format!(
                "a level of {shown} dB gives a greatest word of {greatest} at 8 bits; use a level from -42.1 to 0 dB"
            )
        );
    }
    assert_eq!(
        sentence(Measurer::of_frames(64, 16, &[])),
        "there is no frame to measure; give pictures with at least one row or object"
    );
    let other = FftSpec { len: 128, data: 12, ..FftSpec::default() }.check().unwrap();
    assert_eq!(
        sentence(Measurer::new(64, 16, &disk, 64, 1).unwrap().measure(&other)),
        "the frames are of 64 samples of 16 bits and the spec takes 128 of 12; make a measurer for that length and width"
    );
    assert_eq!(
        sentence(tone_sweep(&other, 0, -1.0, 1)),
        "a sweep of 0 tones shows nothing; ask for at least 1"
    );
}

#[test]
fn searches_that_find_nothing() {
    let base = FftSpec { len: 64, ..FftSpec::default() };
    let target = |sqnr_db| Target { sqnr_db, stimulus: Stimulus::default(), samples: 10_000, seed: 1 };
    let space = Space { data: 8..=8, schedules: vec!["halve".parse().unwrap()], ..Space::default() };
    assert_eq!(
        sentence(cheapest(&base, &space, &BitCost, &target(90.0))),
        "no spec of the search reaches 90 dB: the best has 23.9 dB; ask for less, or leave more widths and schedules open"
    );
    let wide = Space { data: 33..=34, ..Space::default() };
    assert_eq!(
        sentence(cheapest(&base, &wide, &BitCost, &target(20.0))),
        "data 33 is out of range; a component has 2 to 32 bits"
    );
}
