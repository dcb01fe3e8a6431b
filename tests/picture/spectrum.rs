// SPDX-License-Identifier: MIT OR Apache-2.0
//! Spectra as pictures.

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, FftModel, FftSpec, Frame, Order, Spectrum, Transform};
use utsushi::picture::{ColorPicture, Picture, RANGE_DB, ZeroBin, row_spectra};

fn spec(order: Order) -> CheckedSpec {
    FftSpec { len: 16, order, ..FftSpec::default() }.check().unwrap()
}

fn spectrum(spec: &CheckedSpec, value: impl Fn(usize) -> f64) -> Spectrum<f64> {
    let mut bins = vec![Complex::ZERO; 16];
    for k in 0..16 {
        bins[spec.position(k)] = Complex::new(0.6 * value(k), -0.8 * value(k));
    }
    Spectrum { bins, overflow: false, exponent: 0 }
}

#[test]
fn grey_is_the_logarithm_of_the_magnitude() {
    let spec = spec(Order::Natural);
    let value = |k: usize| 3e4 / 10_f64.powf(k as f64 / 2.0); // 10 dB a bin
    let picture = row_spectra(&spec, &[spectrum(&spec, value)], ZeroBin::First).unwrap();
    for (k, &grey) in picture.row(0).iter().enumerate() {
        let expected = ((1.0 - 10.0 * k as f64 / RANGE_DB).max(0.0) * 255.0).round();
        assert!((f64::from(grey) - expected).abs() <= 1.0, "bin {k}: {grey}, expected {expected}");
    }
}

#[test]
fn order_and_place_of_bin_zero() {
    for order in Order::ALL {
        let spec = spec(order);
        let spectra = [
            spectrum(&spec, |k| f64::from(u8::from(k == 0))),
            spectrum(&spec, |k| f64::from(u8::from(k == 5))),
        ];
        let first = row_spectra(&spec, &spectra, ZeroBin::First).unwrap();
        let centred = row_spectra(&spec, &spectra, ZeroBin::Centred).unwrap();
        let white = |picture: &Picture, row: usize| picture.row(row).iter().position(|&p| p == 255);
        assert_eq!([white(&first, 0), white(&first, 1)], [Some(0), Some(5)], "{order}");
        assert_eq!([white(&centred, 0), white(&centred, 1)], [Some(8), Some(13)], "{order}");
    }
}

#[test]
fn words_serve_as_well_as_f64() {
    let spec = spec(Order::BitReversed);
    let samples = (0..16).map(|n| Complex::new(100 * n * n - 9000, 37 * n)).collect();
    let frames = [Frame::new(&spec, samples).unwrap()];
    let mut model = FftModel::new(&spec);
    let words: Vec<Spectrum> = model.transform(&frames).unwrap();
    let real: Vec<Spectrum<f64>> = model.transform(&frames).unwrap();
    let picture = row_spectra(&spec, &words, ZeroBin::Centred);
    assert_eq!(picture, row_spectra(&spec, &real, ZeroBin::Centred));
    assert_eq!(picture.unwrap().height(), 1);
}

#[test]
fn silence_is_black_and_nothing_is_none() {
    let spec = spec(Order::Natural);
    let picture = row_spectra(&spec, &[spectrum(&spec, |_| 0.0)], ZeroBin::First).unwrap();
    assert_eq!(picture.samples(), [0; 16]);
    assert_eq!(row_spectra::<f64>(&spec, &[], ZeroBin::First), None);
}

#[test]
fn heat_grows_lighter_steadily() {
    let ramp: Vec<u8> = (0..=255).collect();
    let heat = ColorPicture::heat(&Picture::from_bytes(256, 1, &ramp));
    let light = |p: &[u8; 3]| 299 * u32::from(p[0]) + 587 * u32::from(p[1]) + 114 * u32::from(p[2]);
    assert!(heat.pixels().windows(2).all(|pair| light(&pair[0]) <= light(&pair[1])));
    assert_eq!((heat.pixels()[0], heat.pixels()[255]), ([0, 0, 0], [255, 255, 224]));
}
