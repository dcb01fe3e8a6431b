// SPDX-License-Identifier: MIT OR Apache-2.0
//! Signals: the definition, the way back, energy.

use num_complex::Complex;
use proptest::prelude::*;
use utsushi::picture::frequency::{Leakage, Line, Normalisation, Seam, Signal, Window, frequency};

use super::common::{dft, numbers, relative, relative_real};

#[test]
fn every_length_up_to_200_is_the_definition() {
    let mut checked = 0;
    for len in 1..=200 {
        let samples = numbers(len, len as u64);
        let complex: Vec<_> = samples.iter().map(|&x| Complex::new(x, 0.0)).collect();
        let exact = dft(&complex);
        for normalisation in Normalisation::ALL {
            let factor = normalisation.forward(len);
            let scaled: Vec<_> = exact.iter().map(|z| z * factor).collect();
            let line = Line::of(&samples, normalisation);
            assert!(relative(&scaled, line.bins()) < 1e-12, "{len} samples, {normalisation}");
            checked += 1;
        }
    }
    assert_eq!(checked, 600);
}

proptest! {
    #[test]
    fn amplitude_and_phase_give_the_samples_back(len in 1_usize..3000, seed: u64, which in 0_usize..3) {
        let (samples, normalisation) = (numbers(len, seed), Normalisation::ALL[which]);
        let line = Line::of(&samples, normalisation);
        let back = Line::from_polar(&line.amplitudes(), &line.phases(), normalisation).inverse();
        let real: Vec<f64> = back.iter().map(|z| z.re).collect();
        prop_assert!(relative_real(&samples, &real) <= 1e-12);
        prop_assert!(back.iter().all(|z| z.im.abs() <= 1e-12), "a real signal's spectrum is symmetric");
    }

    #[test]
    fn energy_is_the_same_on_either_side(len in 1_usize..3000, seed: u64, which in 0_usize..3) {
        let samples = numbers(len, seed);
        let energy: f64 = samples.iter().map(|x| x * x).sum();
        let line = Line::of(&samples, Normalisation::ALL[which]);
        prop_assert!((line.energy() / energy - 1.0).abs() < 1e-12);
    }

    #[test]
    fn phases_of_any_number_of_turns_are_the_same(turns in -40_i32..40, phase in -3.0_f64..3.0) {
        let at = |phase: f64| Line::from_polar(&[1.5], &[phase], Normalisation::None).bins()[0];
        let shifted = phase + f64::from(turns) * std::f64::consts::TAU;
        prop_assert!((at(phase) - at(shifted)).norm() < 1e-13);
    }
}

#[test]
fn the_inverse_undoes_every_normalisation() {
    let samples = numbers(37, 5);
    for normalisation in Normalisation::ALL {
        let product = normalisation.forward(37) * normalisation.inverse(37) * 37.0;
        assert!((product - 1.0).abs() < 1e-14);
        let back: Vec<f64> = Line::of(&samples, normalisation).inverse().iter().map(|z| z.re).collect();
        assert!(relative_real(&samples, &back) < 1e-14);
    }
    let (sum, mean) = (samples.iter().sum::<f64>(), samples.iter().sum::<f64>() / 37.0);
    assert!((Line::of(&samples, Normalisation::None).bins()[0].re - sum).abs() < 1e-13);
    assert!((Line::of(&samples, Normalisation::Mean).bins()[0].re - mean).abs() < 1e-14);
}

#[test]
fn frequencies_are_numpys() {
    let all = |len| (0..len).map(|k| frequency(k, len)).collect::<Vec<_>>();
    assert_eq!(all(8), [0, 1, 2, 3, -4, -3, -2, -1]);
    assert_eq!(all(5), [0, 1, 2, -2, -1]);
    assert_eq!(all(1), [0]);
}

fn tone(len: usize, cycles: f64) -> Vec<f64> {
    (0..len)
        .map(|n| 0.3 + 0.5 * (std::f64::consts::TAU * cycles * n as f64 / len as f64 + 0.4).sin())
        .collect()
}

#[test]
fn a_period_that_divides_the_frame_has_no_seam_and_does_not_leak() {
    let whole = tone(1000, 10.0);
    let seam = Seam::of(&whole);
    assert_eq!(seam.is_whole(), Some(true));
    assert!((seam.cycles.unwrap() - 10.0).abs() < 1e-6, "{:?}", seam.cycles);
    assert!(seam.jump.abs() < 2.0 * seam.inner_step);
    assert!(Leakage::of(&whole, Window::Rectangular).unwrap().outside < 1e-20);
    let broken = tone(1000, 10.5);
    let seam = Seam::of(&broken);
    assert_eq!(seam.is_whole(), Some(false));
    assert!((seam.cycles.unwrap() - 10.5).abs() < 0.01, "{:?}", seam.cycles);
    assert!(seam.jump.abs() > 10.0 * seam.inner_step, "{} against {}", seam.jump, seam.inner_step);
    let outside = |window| Leakage::of(&broken, window).unwrap().outside;
    assert!(outside(Window::Rectangular) > 0.03 && outside(Window::Hann) < 1e-3);
}

#[test]
fn a_constant_has_neither_component_nor_leakage() {
    let flat = vec![0.7; 100];
    assert_eq!(Leakage::of(&flat, Window::Hann), None);
    let seam = Seam::of(&flat);
    assert_eq!((seam.cycles, seam.is_whole()), (None, None));
    // One and two samples have a seam too.
    assert_eq!(Seam::of(&[1.0]).cycles, None);
    assert_eq!(Seam::of(&[1.0, 3.0]).cycles, None);
}

#[test]
fn a_frame_is_what_the_signal_has() {
    let signal = Signal { name: "x".into(), rate: None, samples: vec![1.0, 2.0, 3.0, 4.0] };
    assert_eq!(signal.frame(1, None, false).unwrap(), [2.0, 3.0, 4.0]);
    assert_eq!(signal.frame(1, Some(2), false).unwrap(), [2.0, 3.0]);
    assert_eq!(signal.frame(2, Some(4), true).unwrap(), [3.0, 4.0, 0.0, 0.0]);
    let said = |start, frame| signal.frame(start, frame, false).unwrap_err().to_string();
    assert_eq!(
        said(1, Some(4)),
        "x has 4 samples and the frame takes 4 from sample 1 on; use --fit pad to add zeros, or --frame 3 or less"
    );
    assert_eq!(said(4, None), "x has 4 samples and the frame begins at sample 4; use --start 3 or less");
}
