// SPDX-License-Identifier: MIT OR Apache-2.0
//! The model linked at build time gives the bits of the Rust model.
#![cfg(feature = "static-model")]

mod common;

use num_complex::Complex;
use utsushi::fft::{Direction, FftModel, FftSpec, Frame};
use utsushi_sim::{SplitMix64, StaticModel};

#[test]
fn the_linked_model_gives_the_models_bits_and_a_waveform() {
    let spec = FftSpec::default().check().unwrap();
    let mut random = SplitMix64::new(1);
    let mut component = || i32::from((random.next_word() as u16).cast_signed());
    let mut samples = || (0..spec.spec().len).map(|_| Complex::new(component(), component())).collect();
    let mut frames: Vec<_> = (0..9).map(|_| Frame::new(&spec, samples()).unwrap()).collect();
    frames[4] = frames[4].clone().with_direction(Direction::Inverse);
    let model = FftModel::new(&spec);
    let expected: Vec<_> = frames.iter().map(|frame| model.run(frame)).collect();
    for round in 0..2 {
        let mut linked = StaticModel::new(None).unwrap();
        assert_eq!(linked.run(&frames).unwrap(), expected, "round {round}");
        assert_eq!(linked.run(&frames[4..5]).unwrap(), expected[4..5], "round {round}, after a pause");
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("linked.vcd");
    let mut traced = StaticModel::new(Some(&path)).unwrap();
    assert_eq!(traced.run(&frames[..1]).unwrap(), expected[..1]);
    drop(traced);
    let text = std::fs::read_to_string(&path).unwrap();
    let times = text.lines().filter(|line| line.starts_with('#')).count();
    assert!(times > 2 * 3 * 1024, "{times} times: two a clock, some 3 N clocks");
    println!("{} spectra equal, {times} times in the waveform", 2 * 10 + 1);
}
