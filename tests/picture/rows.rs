// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rows as frames.

use num_complex::Complex;
use proptest::prelude::*;
use utsushi::fft::{CheckedSpec, FftSpec, Order, Reference, RowPairs};
use utsushi::picture::{Depth, Fit, Picture, ZeroBin, row_pairs, row_spectra, rows};
use utsushi::random::SplitMix64;

fn spec(len: usize, data: u32) -> CheckedSpec {
    FftSpec { len, data, ..FftSpec::default() }.check().unwrap()
}

fn words(picture: &Picture, spec: &CheckedSpec, fit: Fit) -> Vec<Vec<i32>> {
    let frames = rows(picture, spec, fit).unwrap();
    assert!(frames.iter().all(|frame| frame.samples().iter().all(|z| z.im == 0)));
    frames.iter().map(|frame| frame.samples().iter().map(|z| z.re).collect()).collect()
}

#[test]
fn pixels_are_aligned_to_the_most_significant_bit() {
    let picture = Picture::from_bytes(4, 1, &[0, 1, 128, 255]);
    assert_eq!(words(&picture, &spec(4, 16), Fit::Pad), [[0, 1 << 7, 1 << 14, 255 << 7]]);
    assert_eq!(words(&picture, &spec(4, 9), Fit::Pad), [[0, 1, 128, 255]]);
    assert_eq!(words(&picture, &spec(4, 8), Fit::Pad), [[0, 0, 64, 127]]);
    assert_eq!(words(&picture, &spec(4, 2), Fit::Pad), [[0, 0, 1, 1]]);
    assert_eq!(words(&picture, &spec(4, 32), Fit::Pad), [[0, 1 << 23, 1 << 30, 255 << 23]]);
    let deep = Picture::new(4, 1, Depth::Sixteen, vec![0, 1, 32768, 65535]);
    assert_eq!(words(&deep, &spec(4, 16), Fit::Pad), [[0, 0, 16384, 32767]]);
    assert_eq!(words(&deep, &spec(4, 32), Fit::Pad), [[0, 1 << 15, 1 << 30, 65535 << 15]]);
}

proptest! {
    #[test]
    fn a_word_is_the_fraction_of_full_scale_rounded_down(
        data in 2_u32..=32, deep in any::<bool>(), pixels in prop::collection::vec(any::<u16>(), 4)
    ) {
        let depth = if deep { Depth::Sixteen } else { Depth::Eight };
        let samples: Vec<u16> = pixels.iter().map(|p| p & depth.max()).collect();
        let picture = Picture::new(4, 1, depth, samples.clone());
        for (word, pixel) in words(&picture, &spec(4, data), Fit::Pad)[0].iter().zip(samples) {
            // floor(p / 2^D · 2^(W−1)), as a rational.
            let expected = (u128::from(pixel) << (data - 1)) / (1 << depth.bits());
            prop_assert_eq!(i128::from(*word), i128::try_from(expected).unwrap());
        }
    }
}

#[test]
fn short_rows_are_padded_by_pad_and_crop() {
    let picture = Picture::from_bytes(3, 2, &[1, 2, 3, 4, 5, 6]);
    for fit in [Fit::Pad, Fit::Crop] {
        let expected = vec![vec![1, 2, 3, 0], vec![4, 5, 6, 0]];
        assert_eq!(words(&picture, &spec(4, 9), fit), expected, "{fit}");
    }
}

#[test]
fn long_rows_are_cropped_to_the_middle() {
    let even = Picture::from_bytes(8, 1, &[0, 1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(words(&even, &spec(4, 9), Fit::Crop), [[2, 3, 4, 5]]);
    let odd = Picture::from_bytes(7, 1, &[0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(words(&odd, &spec(4, 9), Fit::Crop), [[1, 2, 3, 4]]);
}

#[test]
fn long_rows_are_refused_by_pad() {
    let picture = Picture::from_bytes(600, 1, &[0; 600]);
    assert_eq!(
        rows(&picture, &spec(512, 16), Fit::Pad).unwrap_err().to_string(),
        "the picture has rows of 600 pixels and a frame has 512 samples; use --fit crop, --fit resample, or --len 1024 or more"
    );
    assert_eq!(Fit::default(), Fit::Pad);
}

#[test]
fn resampling_interpolates_and_averages() {
    let flat = Picture::from_bytes(10, 2, &[93; 20]);
    assert_eq!(words(&flat, &spec(4, 9), Fit::Resample), vec![vec![93; 4]; 2]);
    let ramp: Vec<u8> = (0..64).map(|x| 4 * x).collect();
    let down = words(&Picture::from_bytes(64, 1, &ramp), &spec(16, 9), Fit::Resample);
    // Sample i covers pixels 4i to 4i + 3; away from the ends a ramp stays a ramp.
    for (i, word) in down[0].iter().enumerate().skip(1).take(14) {
        assert!((word - (16 * i as i32 + 6)).abs() <= 1, "sample {i} is {word}");
    }
    let same = Picture::from_bytes(4, 1, &[9, 200, 3, 77]);
    assert_eq!(words(&same, &spec(4, 9), Fit::Resample), [[9, 200, 3, 77]]);
}

#[test]
fn frames_have_the_rows_order_and_the_specs_direction() {
    let picture = Picture::from_bytes(4, 3, &[0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3]);
    let spec = FftSpec { len: 4, data: 9, inverse: true, ..FftSpec::default() }.check().unwrap();
    let frames = rows(&picture, &spec, Fit::Pad).unwrap();
    let last: Vec<_> = frames.iter().map(|frame| frame.samples()[3]).collect();
    assert_eq!(last, [1, 2, 3].map(|v| Complex::new(v, 0)));
    assert!(frames.iter().all(|frame| frame.direction() == spec.direction()));
}

/// A picture of noise of an odd number of rows.
fn noise(width: usize, height: usize) -> Picture {
    let mut random = SplitMix64::new(6);
    let bytes: Vec<u8> = (0..width * height).map(|_| random.next_word() as u8).collect();
    Picture::from_bytes(width, height, &bytes)
}

#[test]
fn two_rows_share_a_frame_and_an_odd_last_row_has_zeros() {
    let (picture, spec) = (noise(21, 7), spec(16, 12));
    let pairs = RowPairs::new(&spec).unwrap();
    for fit in [Fit::Crop, Fit::Resample] {
        let mut single = words(&picture, &spec, fit);
        single.push(vec![0; 16]);
        let frames = row_pairs(&picture, &pairs, fit).unwrap();
        let part = |part: fn(&Complex<i32>) -> i32| {
            frames.iter().map(move |frame| frame.samples().iter().map(part).collect::<Vec<_>>())
        };
        let paired: Vec<_> = part(|z| z.re).zip(part(|z| z.im)).flat_map(<[_; 2]>::from).collect();
        assert_eq!(paired, single, "{fit}");
    }
    assert_eq!(
        row_pairs(&picture, &pairs, Fit::Pad).unwrap_err().to_string(),
        "the picture has rows of 21 pixels and a frame has 16 samples; use --fit crop, --fit resample, or --len 32 or more"
    );
}

/// Without rounding a row has the same spectrum alone and in a pair, and so the picture of them is the same.
#[test]
fn pairs_give_the_spectrum_picture_of_the_rows() {
    let picture = noise(30, 9);
    for (order, inverse) in Order::ALL.into_iter().flat_map(|order| [false, true].map(|i| (order, i))) {
        let spec = FftSpec { len: 32, order, inverse, ..FftSpec::default() }.check().unwrap();
        let (reference, pairs) = (Reference::new(&spec), RowPairs::new(&spec).unwrap());
        let run = |frames: Vec<_>| frames.iter().map(|frame| reference.run(frame)).collect::<Vec<_>>();
        let single = run(rows(&picture, &spec, Fit::Pad).unwrap());
        let paired = pairs.separate_all(&run(row_pairs(&picture, &pairs, Fit::Pad).unwrap()), 9);
        let [single, paired] =
            [single, paired].map(|spectra| row_spectra(&spec, &spectra, ZeroBin::Centred).unwrap());
        assert_eq!((paired.width(), paired.height()), (32, 9));
        // Errors of 1e-15 may carry a grey from one side of a rounding to the other.
        let off = single.samples().iter().zip(paired.samples()).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(off <= Some(1), "{order}: {off:?}");
    }
}

#[test]
fn fits_have_words() {
    for fit in Fit::ALL {
        assert_eq!(fit.to_string().parse(), Ok(fit));
    }
    assert_eq!(
        "squeeze".parse::<Fit>(),
        Err("fit 'squeeze' is unknown; use pad, crop or resample".to_owned())
    );
}
