// SPDX-License-Identifier: MIT OR Apache-2.0
//! Planes: the definition, the way back, energy, what can be read off, and pictures of it.

use num_complex::Complex;
use proptest::prelude::*;
use utsushi::picture::frequency::{
    Normalisation, Origin, Plane, PlaneSpectrum, magnitude_picture, phase_picture,
};
use utsushi::picture::{Depth, Picture};

use super::common::{dft_of_plane, plane, relative, relative_real};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn any_size_is_the_definition(width in 1_usize..25, height in 1_usize..25, seed: u64, which in 0_usize..3) {
        let (plane, normalisation) = (plane(width, height, seed), Normalisation::ALL[which]);
        let factor = normalisation.forward(width * height);
        let exact: Vec<_> = dft_of_plane(&plane).into_iter().map(|z| z * factor).collect();
        let spectrum = PlaneSpectrum::of(&plane, normalisation);
        prop_assert!(relative(&exact, spectrum.bins()) < 1e-12);
        prop_assert!(relative_real(plane.values(), spectrum.inverse().values()) < 1e-12);
        let energy: f64 = plane.values().iter().map(|x| x * x).sum();
        prop_assert!((spectrum.energy() / energy - 1.0).abs() < 1e-12);
        let sum: f64 = plane.values().iter().sum();
        prop_assert!((spectrum.dc() / (sum * factor) - 1.0).abs() < 1e-12);
        prop_assert!((spectrum.mean_power() * (width * height) as f64 * normalisation.energy(width * height) / energy - 1.0).abs() < 1e-12);
    }

    #[test]
    fn another_normalisation_is_another_factor(from in 0_usize..3, to in 0_usize..3) {
        let plane = plane(7, 5, 1);
        let [from, to] = [from, to].map(|i| Normalisation::ALL[i]);
        let changed = PlaneSpectrum::of(&plane, from).with(to);
        prop_assert!(relative(PlaneSpectrum::of(&plane, to).bins(), changed.bins()) < 1e-14);
        prop_assert_eq!(changed.normalisation(), to);
    }
}

/// Stripes of `u` by `v` cycles.
fn wave(width: usize, height: usize, u: i64, v: i64) -> Plane {
    let value = |i: usize| {
        let (x, y) = ((i % width) as f64 / width as f64, (i / width) as f64 / height as f64);
        0.5 + 0.25 * (std::f64::consts::TAU * (u as f64 * x + v as f64 * y)).cos()
    };
    Plane::new(width, height, (0..width * height).map(value).collect())
}

#[test]
fn the_strongest_bin_is_the_wave() {
    for (u, v) in [(3, 0), (0, 4), (5, -2), (2, 3)] {
        let spectrum = PlaneSpectrum::of(&wave(30, 22, u, v), Normalisation::Mean);
        let peak = spectrum.peak().unwrap();
        // Either of a bin and its mirror is right, and the choice does not depend on rounding.
        assert!((peak.u, peak.v) == (u, v) || (peak.u, peak.v) == (-u, -v), "{peak:?}");
        // A cosine of amplitude A has A/2 in each of two bins.
        assert!((peak.power - 0.125 * 0.125).abs() < 1e-12);
        assert!((spectrum.dc() - 0.5).abs() < 1e-14);
    }
    let flat = PlaneSpectrum::of(&Plane::new(1, 1, vec![0.5]), Normalisation::Root);
    assert_eq!(flat.peak(), None);
}

#[test]
fn frequency_zero_is_in_the_centre_or_the_corner() {
    for (width, height) in [(8, 6), (7, 5)] {
        let spectrum = PlaneSpectrum::of(&wave(width, height, 2, 1), Normalisation::Root);
        let corner = magnitude_picture(&spectrum, Origin::Corner, 96.0);
        let centred = magnitude_picture(&spectrum, Origin::Centred, 96.0);
        assert_eq!(corner.row(0)[0], 255);
        assert_eq!(centred.row(height / 2)[width / 2], 255);
        // The wave and its mirror, two columns and a row away, 12 dB below the mean: A/2 = 0.125 against 0.5.
        let grey = (255.0_f64 * (1.0 - 20.0 * 4_f64.log10() / 96.0)).round() as u16;
        for (x, y) in [(2, 1), (-2, -1)] {
            let at = |base: usize, step: i64| (base as i64 + step) as usize;
            assert_eq!(centred.row(at(height / 2, y))[at(width / 2, x)], grey);
        }
        assert_eq!((corner.row(1)[2], corner.row(height - 1)[width - 2]), (grey, grey));
        assert_eq!(centred.samples().iter().filter(|&&p| p > 0).count(), 3);
    }
}

#[test]
fn phases_run_from_black_to_white() {
    let bins = [0.0, 0.25, -0.25, 0.4999]
        .map(|turns: f64| Complex::from_polar(2.0, turns * std::f64::consts::TAU))
        .to_vec();
    let spectrum = PlaneSpectrum::from_bins(4, 1, bins, Normalisation::None);
    assert_eq!(phase_picture(&spectrum, Origin::Corner).samples(), [128, 192, 64, 255]);
    let silence = PlaneSpectrum::from_bins(2, 1, vec![Complex::ZERO; 2], Normalisation::None);
    assert_eq!(magnitude_picture(&silence, Origin::Centred, 96.0).samples(), [0, 0]);
    assert_eq!(phase_picture(&silence, Origin::Centred).samples(), [128, 128]);
}

#[test]
fn pixels_become_fractions_of_white_and_come_back() {
    let ramp: Vec<u16> = (0..=255).collect();
    let eight = Picture::new(16, 16, Depth::Eight, ramp.clone());
    assert_eq!(Plane::of_picture(&eight).to_picture(Depth::Eight, 0.0), eight);
    let sixteen = Picture::new(16, 16, Depth::Sixteen, ramp.iter().map(|p| p * 257).collect());
    assert_eq!(Plane::of_picture(&sixteen).values(), Plane::of_picture(&eight).values());
    let shifted = Plane::new(3, 1, vec![-0.7, 0.0, 0.9]).to_picture(Depth::Eight, 0.5);
    assert_eq!(shifted.samples(), [0, 128, 255]);
}
