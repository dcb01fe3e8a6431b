// SPDX-License-Identifier: MIT OR Apache-2.0
//! The fixed engine: the model's words, their scale, the way back, and how pictures are made to fit.

use num_complex::Complex;
use proptest::prelude::*;
use utsushi::fft::{CheckedSpec, FftModel, FftSpec, Frame, Schedule};
use utsushi::picture::frequency::{
    Band, Filter, FixedLine, FixedPlane, Line, Normalisation, Plane, PlaneSpectrum, Profile, Unit, fitted,
    fitted_samples,
};
use utsushi::picture::{Depth, Fit, Picture};
use utsushi::random::SplitMix64;

use super::common::numbers;

fn picture(width: usize, height: usize, depth: Depth, seed: u64) -> Picture {
    let mut random = SplitMix64::new(seed);
    let level = |_| (random.fraction() * (f64::from(depth.max()) + 1.0)) as u16;
    Picture::new(width, height, depth, (0..width * height).map(level).collect())
}

#[test]
fn a_plane_has_the_models_words() {
    let (width, height) = (16, 8);
    let picture = picture(width, height, Depth::Eight, 1);
    let spec = FftSpec { data: 14, ..FftSpec::default() };
    let plane = FixedPlane::of(&picture, &spec).unwrap();
    let [rows, columns] = plane.specs.clone();
    let run = |spec: &CheckedSpec, words: &mut [Complex<i32>]| {
        let frame = Frame::new(spec, words.to_vec()).unwrap();
        words.copy_from_slice(&FftModel::new(spec).run(&frame).bins);
    };
    // 8-bit pixels in 14-bit words: p·2^5.
    let mut words: Vec<_> = picture.samples().iter().map(|&p| Complex::new(i32::from(p) << 5, 0)).collect();
    words.chunks_mut(width).for_each(|row| run(&rows, row));
    for x in 0..width {
        let mut column: Vec<_> = (0..height).map(|y| words[y * width + x]).collect();
        run(&columns, &mut column);
        (0..height).for_each(|y| words[y * width + x] = column[y]);
    }
    // Under 1/N a word of 2^13 is 256/255 of white.
    assert_eq!(plane.exponent, 7);
    let spectrum = plane.spectrum(Normalisation::Mean);
    for (word, bin) in words.iter().zip(spectrum.bins()) {
        let scale = 256.0 / 255.0 / 8192.0;
        let expected = Complex::new(f64::from(word.re) * scale, f64::from(word.im) * scale);
        assert!((expected - bin).norm() < 1e-15);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn wide_words_are_near_the_float_spectrum_and_come_back(
        log_w in 2_u32..7, log_h in 2_u32..7, seed: u64, which in 0_usize..3, sixteen: bool,
    ) {
        let schedules = [Schedule::Halve, Schedule::Guarded(3), Schedule::Grow];
        let depth = if sixteen { Depth::Sixteen } else { Depth::Eight };
        let picture = picture(1 << log_w, 1 << log_h, depth, seed);
        let data = if which == 2 { 17 } else { 24 };
        let spec = FftSpec { data, twiddle: 24, schedule: schedules[which].clone(), ..FftSpec::default() };
        let plane = FixedPlane::of(&picture, &spec).unwrap();
        prop_assert!(!plane.overflow);
        let error = plane.error(&picture, Normalisation::Root);
        prop_assert!(error.sqnr_db.unwrap() > 80.0, "{:?}", error);
        let (back, overflow) = plane.inverse().unwrap();
        prop_assert!(!overflow);
        // Words of 23 fraction bits, each bin within two of its last: sqrt(N) of them at most.
        let bound = f64::from(1 << (u32::midpoint(log_w, log_h) + 3)) / f64::from(1 << (data - 1));
        let exact = Plane::of_picture(&picture);
        for (a, b) in exact.values().iter().zip(back.values()) {
            prop_assert!((a - b).abs() < bound, "{} and {}: more than {}", a, b, bound);
        }
    }

    #[test]
    fn a_line_is_near_the_float_one_and_comes_back(log in 2_u32..12, seed: u64, scale in -30_i32..30, which in 0_usize..3) {
        let schedules = [Schedule::Halve, Schedule::Guarded(2), Schedule::Grow];
        let samples: Vec<f64> = numbers(1 << log, seed).iter().map(|x| x * f64::from(scale).exp2()).collect();
        let data = if which == 2 { 18 } else { 24 };
        let spec = FftSpec { data, twiddle: 24, schedule: schedules[which].clone(), ..FftSpec::default() };
        let fixed = FixedLine::of(&samples, &spec, Normalisation::Root).unwrap();
        prop_assert!(!fixed.overflow);
        prop_assert!(fixed.spectrum_error.sqnr_db.unwrap() > 80.0, "{:?}", fixed.spectrum_error);
        prop_assert!(fixed.rebuilt_error.sqnr_db.unwrap() > 75.0, "{:?}", fixed.rebuilt_error);
        // The stated error is the one that is there.
        let exact = Line::of(&samples, Normalisation::Root);
        let worst = exact.bins().iter().zip(fixed.line.bins()).map(|(a, b)| (a - b).norm()).fold(0.0, f64::max);
        prop_assert!((worst / fixed.spectrum_error.worst - 1.0).abs() < 1e-9);
        let worst = samples.iter().zip(&fixed.rebuilt).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        prop_assert!((worst / fixed.rebuilt_error.worst - 1.0).abs() < 1e-9);
        // The largest sample is below full scale, and above half of it.
        let largest = samples.iter().fold(0.0_f64, |most, x| most.max(x.abs())) / f64::from(fixed.input_exponent).exp2();
        prop_assert!((0.5..1.0).contains(&largest));
    }
}

#[test]
fn a_filter_in_words_is_near_the_float_one() {
    let picture = picture(64, 32, Depth::Eight, 4);
    let spec = FftSpec { data: 24, twiddle: 24, ..FftSpec::default() };
    for (band, profile) in [
        (Band::Low { cut: 6.0 }, Profile::Gaussian),
        (Band::High { cut: 4.0 }, Profile::Ideal),
        (Band::Pass { low: 3.0, high: 9.0 }, Profile::Butterworth(2)),
    ] {
        let filter = Filter::new(band, profile, Unit::Image, 64, 32).unwrap();
        let mut exact = PlaneSpectrum::of(&Plane::of_picture(&picture), Normalisation::Root);
        filter.apply(&mut exact);
        let (got, overflow) = FixedPlane::of(&picture, &spec).unwrap().filtered(&filter).inverse().unwrap();
        assert!(!overflow);
        let exact = exact.inverse();
        let worst = exact.values().iter().zip(got.values()).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(worst < 1e-4, "{band}: {worst}");
        assert!(worst > 0.0, "fixed point rounds");
    }
}

#[test]
fn an_overflow_is_flagged() {
    // No shifts and no room: white adds up.
    let spec = FftSpec { len: 8, schedule: "0,0,0".parse().unwrap(), ..FftSpec::default() };
    let white = Picture::new(8, 8, Depth::Eight, vec![255; 64]);
    assert!(FixedPlane::of(&white, &spec).unwrap().overflow);
    assert!(FixedLine::of(&[0.9; 8], &spec, Normalisation::None).unwrap().overflow);
}

#[test]
fn sides_become_powers_of_two() {
    let size = |picture: &Picture, fit, side| {
        let fitted = fitted(picture, fit, side);
        (fitted.width(), fitted.height())
    };
    let odd = picture(100, 48, Depth::Eight, 2);
    assert_eq!(size(&odd, Fit::Pad, None), (128, 64));
    assert_eq!(size(&odd, Fit::Crop, None), (64, 32));
    // 100/64 = 1.56 and 128/100 = 1.28; 48/32 = 1.5 and 64/48 = 1.33.
    assert_eq!(size(&odd, Fit::Resample, None), (128, 64));
    assert_eq!(size(&picture(80, 70, Depth::Eight, 2), Fit::Resample, None), (64, 64));
    assert_eq!(size(&odd, Fit::Crop, Some(64)), (64, 64));
    let whole = picture(64, 32, Depth::Sixteen, 3);
    assert!(Fit::ALL.iter().all(|&fit| *fitted(&whole, fit, None) == whole));
    assert_eq!(size(&picture(1, 3, Depth::Eight, 2), Fit::Crop, None), (4, 4));
    // Padding keeps every pixel where it is, cropping keeps the middle.
    let padded = fitted(&odd, Fit::Pad, None);
    assert!(
        (0..48).all(|y| padded.row(y)[..100] == *odd.row(y) && padded.row(y)[100..].iter().all(|&p| p == 0))
    );
    assert!((48..64).all(|y| padded.row(y).iter().all(|&p| p == 0)));
    let cropped = fitted(&odd, Fit::Crop, None);
    assert!((0..32).all(|y| *cropped.row(y) == odd.row(y + 8)[18..82]));
}

#[test]
fn samples_become_a_power_of_two() {
    let samples = numbers(100, 1);
    let padded = fitted_samples(&samples, Fit::Pad, None).unwrap();
    assert_eq!((padded.len(), &padded[..100], &padded[100..]), (128, &samples[..], &[0.0; 28][..]));
    assert_eq!(fitted_samples(&samples, Fit::Crop, None).unwrap(), samples[18..82]);
    let ramp: Vec<f64> = (0..100).map(f64::from).collect();
    let resampled = fitted_samples(&ramp, Fit::Resample, None).unwrap();
    assert_eq!(resampled.len(), 128);
    assert!((0..126).all(|n| (resampled[n] - n as f64 * 100.0 / 128.0).abs() < 1e-12));
    assert_eq!(fitted_samples(&vec![0.5; 65537], Fit::Pad, None), None);
    assert_eq!(fitted_samples(&vec![0.5; 65537], Fit::Crop, None).unwrap().len(), 65536);
    assert_eq!(fitted_samples(&vec![0.5; 80000], Fit::Resample, None).unwrap().len(), 65536);
    assert_eq!(fitted_samples(&[1.0], Fit::Crop, None).unwrap(), [1.0, 0.0, 0.0, 0.0]);
    assert_eq!(fitted_samples(&samples, Fit::Crop, Some(16)).unwrap(), samples[42..58]);
    assert_eq!(fitted_samples(&samples, Fit::Pad, Some(16)).unwrap(), samples[42..58]);
    assert_eq!(fitted_samples(&samples, Fit::Crop, Some(256)).unwrap()[100..], [0.0; 156]);
    for fit in Fit::ALL {
        assert_eq!(fitted_samples(&samples[..64], fit, None).unwrap(), samples[..64]);
    }
}

#[test]
fn what_the_fixed_engine_cannot_take_is_refused() {
    let odd = picture(100, 64, Depth::Eight, 2);
    assert_eq!(
        FixedPlane::of(&odd, &FftSpec::default()).unwrap_err().to_string(),
        "the picture has 100 x 64 pixels; a fixed-point plane has powers of two from 4 to 16384; fit it first"
    );
    let wide = FftSpec { data: 24, schedule: Schedule::Grow, ..FftSpec::default() };
    let error = FixedPlane::of(&picture(64, 64, Depth::Eight, 2), &wide).unwrap_err().to_string();
    assert!(error.contains("use less data bits"), "{error}");
}
