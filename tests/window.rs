// SPDX-License-Identifier: MIT OR Apache-2.0
//! Windows on words (V1 to V6): tables against floats and exact values, products against the definition of rounding.

mod common;

use std::f64::consts::TAU;

use common::{Draw, SplitMix64};
use num_complex::Complex;
use utsushi::fft::{CheckedSpec, Direction, FftSpec, Frame, FrameWindow, Window, WindowRom};
use utsushi::number::Rounding;

/// a0, a1, a2 of the literature.
fn terms(window: Window) -> [f64; 3] {
    match window {
        Window::Rectangular => [1.0, 0.0, 0.0],
        Window::Hann => [0.5, 0.5, 0.0],
        Window::Hamming => [0.54, 0.46, 0.0],
        Window::Blackman => [0.42, 0.5, 0.08],
    }
}

fn spec(len: usize, data: u32, rounding: Rounding) -> CheckedSpec {
    FftSpec { len, data, rounding, ..FftSpec::default() }.check().unwrap()
}

#[test]
fn every_factor_is_the_nearest_and_none_but_the_middle_is_one() {
    let mut factors = 0;
    for window in Window::ALL {
        let [a0, a1, a2] = terms(window);
        for (len, width) in
            [(4, 2), (8, 5), (16, 12), (256, 8), (1024, 16), (4096, 24), (65536, 20), (64, 32)]
        {
            let rom = WindowRom::new(window, len, width).unwrap();
            let one = 2_f64.powi(width as i32);
            for n in 0..len {
                let angle = TAU * n as f64 / len as f64;
                let exact = one * (a0 - a1 * angle.cos() + a2 * (2.0 * angle).cos());
                let factor = rom.factor(n);
                // Half a unit, what the sum of three doubles is off by, and the one unit that a factor below 1 keeps.
                let slack = if exact > one - 0.5 { 1.0 } else { 0.5 } + one * 1e-15;
                assert!(
                    (factor as f64 - exact).abs() <= slack,
                    "{window}, {len}, {width}, {n}: {factor}, {exact}"
                );
                let is_one = window == Window::Rectangular || n == len / 2;
                assert_eq!(factor == 1 << width, is_one, "{window}, {len}, {width}, {n}: {factor}");
                assert_eq!(factor, rom.factor((len - n) % len), "{window}, {len}, {width}, {n}: symmetry");
                factors += 1;
            }
        }
    }
    assert_eq!(factors, 4 * (4 + 8 + 16 + 256 + 1024 + 4096 + 65536 + 64));
}

#[test]
fn factors_that_are_fractions_are_exact() {
    for (width, quarter, eight_hundredths) in [(2, 2, 0), (8, 128, 20), (16, 32768, 5243)] {
        let factors = |window| {
            let rom = WindowRom::new(window, 16, width).unwrap();
            [0, 4, 8, 12].map(|n| rom.factor(n))
        };
        let one = 1 << width;
        assert_eq!(factors(Window::Rectangular), [one; 4]);
        assert_eq!(factors(Window::Hann), [0, quarter, one, quarter]);
        assert_eq!(factors(Window::Hamming)[0], eight_hundredths, "0.08 at {width} bits");
        assert_eq!(factors(Window::Blackman)[0], 0);
    }
    let quarter = |window| WindowRom::new(window, 16, 16).unwrap().factor(4);
    assert_eq!([quarter(Window::Hamming), quarter(Window::Blackman)], [35389, 22282]); // 0.54 and 0.34
}

#[test]
fn the_file_holds_the_first_half() {
    let rom = WindowRom::new(Window::Hann, 8, 10).unwrap();
    assert_eq!(rom.file_name(), "window_hann_n00008_v10.hex");
    assert_eq!(
        rom.to_hex(),
        "// utsushi window: hann, w(n) of 8, n below 4, 10 fraction bits\n000\n096\n200\n36a\n"
    );
    assert_eq!((rom.len(), rom.width(), rom.window(), rom.is_trivial()), (8, 10, Window::Hann, false));
    assert!(WindowRom::new(Window::Rectangular, 8, 10).unwrap().is_trivial());
}

/// Whether `y` is x·factor/2^width rounded as the mode says, told from the remainder.
fn is_rounded(y: i64, x: i64, factor: u64, width: u32, rounding: Rounding) -> bool {
    let one = 1_i128 << width;
    let rest = i128::from(x) * i128::from(factor) - i128::from(y) * one;
    match rounding {
        Rounding::Truncate => (0..one).contains(&rest),
        Rounding::HalfUp => (-one..one).contains(&(2 * rest)),
        Rounding::Convergent => 2 * rest.abs() < one || (2 * rest.abs() == one && y % 2 == 0),
    }
}

fn check(spec: &CheckedSpec, window: &FrameWindow, frame: &Frame) {
    let windowed = window.apply(frame);
    assert_eq!(windowed.direction(), frame.direction());
    let rom = window.rom();
    for (n, (x, y)) in frame.samples().iter().zip(windowed.samples()).enumerate() {
        for (x, y) in [(x.re, y.re), (x.im, y.im)] {
            let rounded = is_rounded(y.into(), x.into(), rom.factor(n), rom.width(), spec.spec().rounding);
            assert!(rounded && y.unsigned_abs() <= x.unsigned_abs(), "{window:?}, n = {n}: {x} becomes {y}");
        }
    }
}

#[test]
fn every_product_of_small_words_is_rounded_once_and_never_grows() {
    let mut frames = 0;
    for rounding in Rounding::ALL {
        for (window, width, data) in Window::ALL.into_iter().flat_map(|w| [(w, 2, 2), (w, 7, 6), (w, 12, 9)])
        {
            let spec = spec(16, data, rounding);
            let (window, half) = (FrameWindow::new(&spec, window, width).unwrap(), 1 << (data - 1));
            for x in -half..half {
                check(&spec, &window, &Frame::new(&spec, vec![Complex::new(x, -1 - x); 16]).unwrap());
                frames += 1;
            }
        }
    }
    assert_eq!(frames, 3 * 4 * (4 + 64 + 512));
}

#[test]
fn wide_words_keep_to_the_same_rule_in_either_direction() {
    let mut random = SplitMix64::new(31);
    for rounding in Rounding::ALL {
        for (window, (width, data)) in
            Window::ALL.into_iter().flat_map(|w| [(16, 16), (32, 32), (18, 24)].map(|shape| (w, shape)))
        {
            let spec = spec(256, data, rounding);
            let window = FrameWindow::new(&spec, window, width).unwrap();
            for direction in [Direction::Forward, Direction::Inverse] {
                let frame = Frame::new(&spec, random.samples(256, data)).unwrap().with_direction(direction);
                check(&spec, &window, &frame);
            }
        }
    }
}

#[test]
fn the_rectangular_window_changes_nothing() {
    let spec = spec(64, 32, Rounding::HalfUp);
    let frame = Frame::new(&spec, SplitMix64::new(5).samples(64, 32)).unwrap();
    for width in [2, 32] {
        assert_eq!(FrameWindow::new(&spec, Window::Rectangular, width).unwrap().apply(&frame), frame);
    }
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    let len = |len| WindowRom::new(Window::Hann, len, 16).unwrap_err().to_string();
    let width = |width| WindowRom::new(Window::Hann, 16, width).unwrap_err().to_string();
    let sentence =
        |n| format!("a window of {n} factors is asked for; a frame has a power of two from 4 to 65536");
    for wrong in [0, 2, 12, 131_072] {
        assert_eq!(len(wrong), sentence(wrong));
    }
    for wrong in [0, 1, 33] {
        assert_eq!(
            width(wrong),
            format!("window width {wrong} is out of range; a window factor has 2 to 32 fraction bits")
        );
    }
}

#[test]
#[should_panic(expected = "a window has one factor a sample")]
fn a_frame_of_another_length_is_refused() {
    let frame = Frame::new(&spec(8, 16, Rounding::HalfUp), vec![Complex::ZERO; 8]).unwrap();
    let _ = FrameWindow::new(&spec(16, 16, Rounding::HalfUp), Window::Hann, 16).unwrap().apply(&frame);
}
