// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every frame of every set meets its goal, and the goals that are called unreachable are.

mod definition;
mod exhaustive;
mod overflow;
mod rules;
mod ties;

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, FftSpec};
use utsushi::number::{Overflow, Rounding};
use utsushi::vectors::VectorSet;

/// The samples of a frame.
fn samples(set: &VectorSet, spec: &CheckedSpec, frame: usize) -> Vec<Complex<i32>> {
    let mut samples = vec![Complex::new(7, 7); spec.spec().len];
    set.fill(frame, &mut samples);
    samples
}

/// Specs of every kind of schedule, from the narrowest to the widest words, in each rounding and direction.
fn specs() -> Vec<CheckedSpec> {
    let shapes = [
        (4, 3, 4, "halve"),
        (8, 16, 16, "halve"),
        (16, 32, 32, "halve"),
        (32, 2, 8, "halve"),
        (256, 24, 18, "halve"),
        (1024, 16, 16, "halve"),
        (16, 12, 16, "grow"),
        (16, 27, 18, "grow"),
        (8, 2, 2, "grow"),
        (64, 16, 16, "guarded:3"),
        (128, 10, 12, "guarded:2"),
        (8, 10, 12, "align:2,0,1/14,2"),
        (16, 8, 8, "0,0,0,0"),
        (32, 16, 16, "3,0,1/18,2,1"),
        (64, 12, 14, "1,1,0,1,1,1"),
        (16, 16, 16, "8,8/4,0/8,1/32"),
    ];
    let modes =
        Rounding::ALL.into_iter().flat_map(|rounding| [false, true].map(|inverse| (rounding, inverse)));
    let each = |(rounding, inverse)| {
        shapes.map(|(len, data, twiddle, schedule)| {
            let overflow = Overflow::ALL[usize::from(inverse)];
            let schedule = schedule.parse().unwrap();
            let spec =
                FftSpec { len, data, twiddle, rounding, overflow, schedule, inverse, ..FftSpec::default() };
            spec.check().unwrap()
        })
    };
    modes.flat_map(each).collect()
}

/// Whether the reason says that the search ended, and not that there is nothing to be found.
fn is_only_not_found(reason: &str) -> bool {
    reason.starts_with("no frame was found in ")
}
