// SPDX-License-Identifier: MIT OR Apache-2.0
//! The sets made by rule, by what their spectra must be, and what holds of all sets.

use std::f64::consts::TAU;

use num_complex::{Complex, Complex64};
use utsushi::fft::{CheckedSpec, Direction, FftModel, FftSpec, Frame, Order, Schedule};
use utsushi::vectors::{SetError, SetName, VectorSet};

use super::{samples, specs};

fn made() -> impl Iterator<Item = SetName> {
    SetName::ALL.into_iter().filter(|name| !name.is_given())
}

fn set(name: SetName, spec: &CheckedSpec) -> VectorSet {
    VectorSet::new(name, spec, None, 9).unwrap()
}

fn wide(len: usize, inverse: bool) -> CheckedSpec {
    let spec = FftSpec {
        len,
        inverse,
        schedule: Schedule::Grow,
        twiddle: 24,
        order: Order::Natural,
        ..FftSpec::default()
    };
    spec.check().unwrap()
}

/// DFT by its definition in f64.
fn bin(samples: &[Complex<i32>], k: usize, direction: Direction) -> Complex64 {
    let len = samples.len();
    let turn = if direction == Direction::Forward { -TAU } else { TAU };
    let term = |(n, z): (usize, &Complex<i32>)| {
        Complex64::from_polar(1.0, turn * (n * k % len) as f64 / len as f64)
            * Complex64::new(z.re.into(), z.im.into())
    };
    samples.iter().enumerate().map(term).sum()
}

#[test]
fn words_are_read_as_they_are_written() {
    for name in SetName::ALL {
        assert_eq!(name.word().parse(), Ok(name));
    }
    let error = "rows".parse::<SetName>().unwrap_err();
    assert!(error.contains("'rows'") && error.contains("real-rows, image-rows or contours"), "{error}");
}

#[test]
fn frames_fit_the_input_and_come_the_same_in_any_order() {
    for spec in specs() {
        for name in made() {
            let (one, again) = (set(name, &spec), set(name, &spec));
            let frames: Vec<_> = (0..one.frames()).map(|frame| samples(&one, &spec, frame)).collect();
            for frame in (0..again.frames()).rev().filter(|n| n % 7 < 3) {
                assert_eq!(samples(&again, &spec, frame), frames[frame], "{name} {frame}");
                assert_eq!(again.goal(frame), one.goal(frame));
            }
            assert_eq!(one.unreachable(), again.unreachable());
            for frame in frames {
                Frame::new(&spec, frame).unwrap_or_else(|e| panic!("{name}: {e}\n{}", spec.spec().to_toml()));
            }
        }
    }
}

#[test]
fn goals_of_a_set_differ() {
    for spec in specs().into_iter().take(16) {
        for name in made() {
            let set = set(name, &spec);
            let mut goals: Vec<_> = (0..set.frames()).map(|frame| set.goal(frame)).collect();
            goals.extend(set.unreachable().iter().map(|(goal, _)| goal.clone()));
            let all = goals.len();
            goals.sort();
            goals.dedup();
            assert_eq!(goals.len(), all, "{name}");
        }
    }
}

#[test]
fn an_impulse_is_alone_at_its_place_and_flat_in_its_spectrum() {
    for inverse in [false, true] {
        let spec = wide(64, inverse);
        let set = set(SetName::Impulse, &spec);
        assert_eq!(set.frames(), 64);
        for place in 0..64 {
            let frame = samples(&set, &spec, place);
            let word = frame[place];
            assert!(frame.iter().enumerate().all(|(n, z)| (n == place) != (*z == Complex::new(0, 0))));
            assert!([word.re, word.im].iter().any(|v| *v == spec.input().max() || *v == spec.input().min()));
            assert!(set.goal(place).starts_with(&format!("impulse at {place}, ")));
            let bins = FftModel::new(&spec).run(&Frame::new(&spec, frame).unwrap()).bins;
            let full = f64::from(word.re).hypot(f64::from(word.im));
            let off = bins.iter().map(|z| (f64::from(z.re).hypot(f64::from(z.im)) - full).abs());
            assert!(off.fold(0.0, f64::max) < 8.0, "impulse at {place}");
        }
    }
}

#[test]
fn a_tone_has_its_power_in_its_bin_and_overflows_nothing_that_halves() {
    for (len, inverse) in [(64, false), (64, true), (16, false)] {
        for schedule in [Schedule::Halve, Schedule::Guarded(3)] {
            let spec = FftSpec { len, inverse, schedule, ..FftSpec::default() }.check().unwrap();
            let (set, model) = (set(SetName::Tone, &spec), FftModel::new(&spec));
            assert_eq!(set.frames(), len);
            for tone in 0..len {
                let frame = samples(&set, &spec, tone);
                assert_eq!(set.goal(tone), format!("tone in bin {tone}"));
                let amplitude = bin(&frame, tone, spec.direction()).norm() / len as f64;
                assert!((amplitude - 32767.0).abs() < 40.0, "bin {tone}: {amplitude}");
                let spectrum = model.run(&Frame::new(&spec, frame).unwrap());
                assert!(!spectrum.overflow);
                let loud = |k: &usize| spectrum.bins[*k].re.abs().max(spectrum.bins[*k].im.abs()) > 16;
                assert_eq!((0..len).filter(loud).collect::<Vec<_>>(), [tone]);
            }
        }
    }
}

#[test]
fn the_other_rules_are_what_they_say() {
    let spec = wide(32, false);
    let (max, min) = (spec.input().max(), spec.input().min());
    assert_eq!(samples(&set(SetName::Zero, &spec), &spec, 0), [Complex::new(0, 0); 32]);
    let dc = set(SetName::Dc, &spec);
    assert_eq!((dc.frames(), dc.goal(6)), (8, format!("dc, re {min}, im {min}")));
    assert!((0..8).all(|n| bin(&samples(&dc, &spec, n), 3, Direction::Forward).norm() < 1e-6));
    let nyquist = samples(&set(SetName::Alternating, &spec), &spec, 0);
    assert_eq!(nyquist[..3], [Complex::new(max, 0), Complex::new(min, 0), Complex::new(max, 0)]);
    let alternating = set(SetName::Alternating, &spec);
    assert_eq!(
        (alternating.frames(), &*alternating.goal(19)),
        (20, "alternating with period 32, re and im opposed")
    );
    let last = samples(&alternating, &spec, 19);
    assert_eq!((last[0], last[16]), (Complex::new(max, min), Complex::new(min, max)));
    let corners = set(SetName::Corners, &spec);
    let end = |v: i32| v == max || v == min;
    for frame in 0..corners.frames() {
        assert!(samples(&corners, &spec, frame).iter().all(|z| end(z.re) && end(z.im)));
    }
    assert_eq!(&*corners.goal(4), "corners ++ and -+ in turn");
    assert_eq!(samples(&corners, &spec, 4)[..2], [Complex::new(max, max), Complex::new(min, max)]);
}

#[test]
fn words_of_chance_fill_their_range_and_differ_by_seed_and_frame() {
    let spec = FftSpec { len: 4096, data: 4, ..FftSpec::default() }.check().unwrap();
    let random = VectorSet::new(SetName::Random, &spec, Some(3), 1).unwrap();
    let frames: Vec<_> = (0..3).map(|frame| samples(&random, &spec, frame)).collect();
    for frame in &frames {
        for word in -8..8 {
            // 256 of each are expected, give or take 15.5; five times that is one failure in 20 000 seeds.
            for part in [|z: &Complex<i32>| z.re, |z: &Complex<i32>| z.im] {
                let count = frame.iter().filter(|z| part(z) == word).count();
                assert!((179..334).contains(&count), "word {word}: {count}");
            }
        }
    }
    assert_ne!(frames[0], frames[1]);
    let other = VectorSet::new(SetName::Random, &spec, Some(3), 2).unwrap();
    assert_ne!(samples(&other, &spec, 0), frames[0]);
    let rows = VectorSet::new(SetName::RealRows, &spec, None, 1).unwrap();
    assert_eq!(rows.frames(), 16);
    let row = samples(&rows, &spec, 15);
    assert!(row.iter().all(|z| z.im == 0) && row.iter().any(|z| z.re == -8) && row.iter().any(|z| z.re == 7));
}

#[test]
fn given_frames_are_handed_on_and_what_is_wrong_is_a_sentence() {
    let spec = FftSpec { len: 4, data: 8, ..FftSpec::default() }.check().unwrap();
    let words: Vec<_> = (0..4).map(|n| Complex::new(30 * n, -n)).collect();
    let frame = Frame::new(&spec, words.clone()).unwrap();
    let rows = VectorSet::of_frames(SetName::ImageRows, &spec, vec![frame.clone()]).unwrap();
    assert_eq!((rows.frames(), samples(&rows, &spec, 0), &*rows.goal(0)), (1, words, "row 0 of the picture"));
    let wide = FftSpec { len: 4, data: 16, ..FftSpec::default() }.check().unwrap();
    let loud = Frame::new(&wide, vec![Complex::new(300, 0); 4]).unwrap();
    let error = VectorSet::of_frames(SetName::Contours, &spec, vec![frame.clone(), loud]).unwrap_err();
    assert!(error.to_string().starts_with("frame 1 does not fit the spec: sample 0 is "), "{error}");
    let given = VectorSet::new(SetName::Contours, &spec, None, 1).unwrap_err();
    assert_eq!(given, SetError::Given { name: SetName::Contours });
    let made = VectorSet::of_frames(SetName::Zero, &spec, vec![frame]).unwrap_err();
    assert_eq!(made, SetError::Made { name: SetName::Zero });
    let empty = VectorSet::of_frames(SetName::Contours, &spec, Vec::new()).unwrap_err();
    assert_eq!(empty, SetError::Empty { name: SetName::Contours });
    let none = VectorSet::new(SetName::Random, &spec, Some(0), 1).unwrap_err();
    assert_eq!(none.to_string(), "set random with 0 frames tests nothing; ask for at least 1");
    // Where the goals decide the number, none is asked for.
    assert_eq!(VectorSet::new(SetName::Dc, &spec, Some(0), 1).unwrap().frames(), 8);
}

#[test]
fn a_set_may_be_shared_by_threads_and_shown() {
    fn shared<T: Send + Sync + std::fmt::Debug>(_: &T) {}
    let spec = wide(8, false);
    let set = set(SetName::Ties, &spec);
    shared(&set);
    assert!(format!("{set:?}").starts_with("VectorSet { name: Ties, "), "{set:?}");
}
