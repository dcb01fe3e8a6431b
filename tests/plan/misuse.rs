// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whatever is given wrongly is refused in a sentence, and nothing is written.

use num_complex::Complex;
use utsushi::fft::kernels::{Backend, BackendError};
use utsushi::fft::{CheckedSpec, Direction, FftPlan, FftSpec, Frame, PlanError, Schedule};

use crate::agree::{DIRECTIONS, backends, fits_i16};

fn plans(spec: &FftSpec) -> Vec<FftPlan> {
    let spec = spec.check().unwrap();
    backends().into_iter().map(|backend| FftPlan::with_backend(&spec, backend).unwrap()).collect()
}

fn short(len: usize) -> Vec<FftPlan> {
    plans(&FftSpec { len, ..FftSpec::default() })
}

const ONE: Complex<i16> = Complex::new(1, 1);

#[track_caller]
fn says<T: std::fmt::Debug>(result: Result<T, PlanError>, sentence: &str) {
    assert_eq!(result.unwrap_err().to_string(), sentence);
}

#[test]
fn one_frame_is_one_frame() {
    for plan in short(16) {
        for given in [0, 1, 15, 17, 32] {
            let mut slice = vec![ONE; given];
            let sentence =
                format!("a frame has 16 samples and the slice has {given}; give exactly one frame");
            says(plan.process(&mut slice, Direction::Forward), &sentence);
            let mut output = vec![ONE; given];
            says(plan.process_into(&slice, &mut output, Direction::Inverse), &sentence);
            assert!(slice.iter().chain(&output).all(|z| *z == ONE), "nothing is written");
        }
    }
}

#[test]
fn a_batch_is_a_whole_number_of_frames_with_a_flag_each() {
    for plan in short(16) {
        for (given, flags) in [(15, 0), (17, 1), (33, 2), (40, 3)] {
            let (mut slice, mut output, mut overflow) =
                (vec![ONE; given], vec![ONE; given], vec![true; flags]);
            let sentence = format!(
                "a frame has 16 samples and the slice has {given}, which is no whole number of frames"
            );
            says(plan.process_batch(&mut slice, Direction::Forward, &mut overflow), &sentence);
            says(plan.process_batch_into(&slice, &mut output, Direction::Forward, &mut overflow), &sentence);
            assert!(slice.iter().chain(&output).all(|z| *z == ONE) && overflow.iter().all(|flag| *flag));
        }
        for (frames, flags) in [(0, 1), (1, 0), (1, 2), (3, 2), (8, 9)] {
            let (mut slice, mut output) = (vec![ONE; 16 * frames], vec![ONE; 16 * frames]);
            let mut overflow = vec![true; flags];
            let sentence = format!(
                "the slice has {frames} frames and there are {flags} overflow flags; give one flag a frame"
            );
            says(plan.process_batch(&mut slice, Direction::Forward, &mut overflow), &sentence);
            says(plan.process_batch_into(&slice, &mut output, Direction::Forward, &mut overflow), &sentence);
            assert!(slice.iter().chain(&output).all(|z| *z == ONE) && overflow.iter().all(|flag| *flag));
        }
        let nothing: &mut [Complex<i16>] = &mut [];
        assert_eq!(
            plan.process_batch(nothing, Direction::Forward, &mut []),
            Ok(()),
            "no frame is a batch too"
        );
    }
}

#[test]
fn output_is_as_long_as_input() {
    for plan in short(8) {
        for (given, room) in [(8, 7), (8, 9), (8, 0), (16, 8), (8, 16)] {
            let (input, mut output) = (vec![ONE; given], vec![ONE; room]);
            let mut flags = vec![false; given / 8];
            let sentence =
                format!("the input has {given} samples and the output {room}; make them equally long");
            says(plan.process_batch_into(&input, &mut output, Direction::Forward, &mut flags), &sentence);
            if given == 8 {
                says(plan.process_into(&input, &mut output, Direction::Forward), &sentence);
            }
            assert!(output.iter().all(|z| *z == ONE), "nothing is written");
        }
    }
}

/// Words of 17 bits in the input, in between or in the output alone, or twiddles of 17: nothing of i16 holds them.
#[test]
fn i16_takes_no_wider_words() {
    let spec = |data, twiddle, schedule: &str| FftSpec {
        len: 8,
        data,
        twiddle,
        schedule: schedule.parse().unwrap(),
        ..FftSpec::default()
    };
    let cases = [
        (spec(17, 16, "halve"), 17),
        (spec(32, 8, "1/16,1/16,1/16"), 32),
        (spec(16, 16, "guarded:1"), 17),
        (spec(12, 16, "grow"), 16),
        (spec(13, 12, "grow"), 17),
        (spec(16, 16, "1,1/20,1"), 20),
        (spec(16, 16, "1,1,0/17"), 17),
        (spec(16, 17, "halve"), 16),
        (spec(8, 32, "halve"), 8),
    ];
    for (spec, width) in cases {
        for plan in plans(&spec) {
            let (mut frame, mut flag) = ([Complex::new(1_i16, 1); 8], [true]);
            let outcomes = [
                plan.process(&mut frame, Direction::Forward).map(|_| ()),
                plan.process_into(&[ONE; 8], &mut frame, Direction::Forward).map(|_| ()),
                plan.process_batch(&mut frame, Direction::Forward, &mut flag),
                plan.process_batch_into(&[ONE; 8], &mut frame, Direction::Forward, &mut flag),
            ];
            if fits_i16(plan.spec()) {
                assert!(outcomes.iter().all(Result::is_ok));
                continue;
            }
            let sentence = format!(
                "samples of i16 hold words and twiddles of up to 16 bits, and the spec has words of {width} and twiddles of {}; use samples of i32",
                spec.twiddle
            );
            for outcome in outcomes {
                says(outcome, &sentence);
            }
            assert_eq!((frame, flag), ([ONE; 8], [true]));
            let mut frame = [Complex::new(1, 1); 8];
            assert!(plan.process(&mut frame, Direction::Forward).is_ok(), "i32 holds them all");
        }
    }
}

/// Samples outside the format: a sentence where debug assertions are on, a result without meaning elsewhere.
#[test]
fn samples_outside_the_format() {
    for (len, data, word) in [
        (4, 12, 2048),
        (16, 12, -2049),
        (64, 8, 128),
        (64, 16, 32768),
        (16, 24, 1 << 23),
        (64, 31, 1 << 30),
        (32, 2, i32::MIN),
    ] {
        let spec = FftSpec { len, data, ..FftSpec::default() };
        let (min, max) = (-(1_i64 << (data - 1)), (1_i64 << (data - 1)) - 1);
        for plan in plans(&spec) {
            for (index, sample) in [
                (0, Complex::new(word, 0)),
                (len - 1, Complex::new(-1, word)),
                (len / 2, Complex::new(word, word)),
            ] {
                let mut frames = vec![Complex::new(1, -1); 3 * len];
                frames[len + index] = sample;
                // In 64 bits, for the most negative word has no opposite in 32.
                let shown = Complex::new(i64::from(sample.re), i64::from(sample.im));
                let sentence = |index: usize| {
                    format!(
                        "sample {index} is {shown} and a component of {data} bits holds {min} to {max}; scale the input"
                    )
                };
                says(plan.check_samples(&frames), &sentence(len + index));
                let mut flags = [false; 3];
                let mut output = frames.clone();
                let batch = plan.process_batch_into(&frames, &mut output, Direction::Forward, &mut flags);
                let one = plan.process(&mut frames[len..2 * len], Direction::Forward);
                if cfg!(debug_assertions) {
                    says(batch, &sentence(len + index));
                    says(one, &sentence(index));
                } else {
                    assert!(batch.is_ok() && one.is_ok());
                }
            }
        }
    }
}

/// The same in i16, whose range is wider than a narrow spec's.
#[test]
fn i16_samples_outside_the_format() {
    for plan in plans(&FftSpec { len: 64, data: 10, ..FftSpec::default() }) {
        let mut frame = vec![Complex::new(511_i16, -512); 64];
        assert_eq!(plan.check_samples(&frame), Ok(()));
        frame[63].im = i16::MIN;
        let sentence =
            "sample 63 is 511-32768i and a component of 10 bits holds -512 to 511; scale the input";
        says(plan.check_samples(&frame), sentence);
        for way in DIRECTIONS {
            let outcome = plan.process(&mut frame.clone(), way);
            if cfg!(debug_assertions) { says(outcome, sentence) } else { assert!(outcome.is_ok()) }
        }
    }
}

#[test]
fn every_end_of_the_range_is_inside() {
    for data in [2, 8, 15, 16, 17, 31, 32] {
        for plan in plans(&FftSpec { len: 8, data, ..FftSpec::default() }) {
            let (min, max) = (plan.spec().input().min(), plan.spec().input().max());
            let mut frame = [Complex::new(min, max); 8];
            assert_eq!(plan.check_samples(&frame), Ok(()));
            assert!(plan.process(&mut frame, Direction::Forward).is_ok());
        }
    }
}

#[test]
fn a_frame_of_another_length_panics_in_a_sentence() {
    let longer = FftSpec { len: 32, ..FftSpec::default() }.check().unwrap();
    let frame = Frame::new(&longer, vec![Complex::new(0, 0); 32]).unwrap();
    for plan in short(16) {
        let panic = std::panic::catch_unwind(|| plan.run(&frame)).unwrap_err();
        let text = panic.downcast_ref::<String>().expect("a formatted panic");
        assert_eq!(text, "a frame has 16 samples and the slice has 32; give exactly one frame");
    }
}

/// The back-end that a machine lacks. Where it has all of them there is none to ask for.
#[test]
fn a_missing_back_end_is_refused() {
    let spec: CheckedSpec = FftSpec { schedule: Schedule::Halve, ..FftSpec::default() }.check().unwrap();
    let there: Vec<_> = Backend::available().map(Backend::word).collect();
    for backend in Backend::ALL {
        let plan = FftPlan::with_backend(&spec, backend);
        if backend.is_available() {
            assert_eq!(backend.checked(), Ok(backend));
            assert_eq!(plan.unwrap().backend(), backend);
            continue;
        }
        assert_eq!(backend.checked(), Err(BackendError::Missing { backend }));
        says(plan, &format!("this machine has no {backend}; it has {}", there.join(", ")));
    }
    assert_eq!(there[0], "portable");
    assert_eq!(there.last().copied(), Some(Backend::fastest().word()));
    let missing = BackendError::Missing { backend: Backend::Avx2 }.to_string();
    assert_eq!(missing, format!("this machine has no avx2; it has {}", there.join(", ")));
}
