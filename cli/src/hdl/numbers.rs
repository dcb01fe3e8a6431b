// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the data sheet says of words, scale, rounding and range.

use utsushi::fft::{CheckedSpec, Decomposition, Direction, Order, Rotation, Schedule, Stage};
use utsushi::number::{Overflow, Rounding};

/// The decomposition as books write it.
pub(super) fn decomposition(spec: &CheckedSpec) -> &'static str {
    match spec.spec().decomposition {
        Decomposition::Radix2 => "radix-2",
        Decomposition::Radix22 => "radix-2²",
    }
}

/// What a stage rotates.
pub(super) fn rotation(stage: &Stage) -> &'static str {
    match stage.rotation {
        Rotation::Differences if stage.half() == 1 => "nothing",
        Rotation::Differences if stage.half() == 2 => "differences, by −j",
        Rotation::Differences => "differences",
        Rotation::None => "nothing",
        Rotation::Both if stage.half() == 1 => "b in odd blocks, by −j",
        Rotation::Both => "sums and differences",
    }
}

/// Scale, rounding, overflow, twiddles and order, each with its clause.
pub(super) fn numbers(spec: &CheckedSpec) -> String {
    let rounding = match spec.spec().rounding {
        Rounding::Truncate => "down, to minus infinity",
        Rounding::HalfUp => "to nearest, ties up",
        Rounding::Convergent => "to nearest, ties to the even word",
    };
    let overflow = match spec.spec().overflow {
        Overflow::Wrap => "keeps its low bits",
        Overflow::Saturate => "takes the nearest end of the range",
    };
    let order = match spec.spec().order {
        Order::Natural => "beat p is bin p",
        Order::BitReversed => "beat p is bin reverse(p), the bits of p reversed",
    };
    let sign =
        if spec.direction() == Direction::Inverse { " The vectors here are of inverse frames." } else { "" };
    format!(
        "- A component of W bits is two's complement. Bits of fraction are {} in, {} out (N1 to N3).\n\
         - X[k] = 2^{}·Σ x[n]·exp(∓2πikn/{}), minus forward, plus inverse; the exponent is the stages' shifts less the alignment of {} bits (T2, T3, S4).{sign}\n\
         - Sums and products are exact; each word is rounded once a stage, product and shift together, {rounding} (R1, R2).\n\
         - A result out of range {overflow}, each component by itself, and sets the frame's flag (R3, R4).\n\
         - Twiddles are rounded to nearest; ±1 and ±j are exact (W1, W2).\n\
         - Bins come out in {} order: {order} (T4).",
        spec.input().frac,
        spec.output().frac,
        -spec.exponent(),
        spec.spec().len,
        spec.align(),
        spec.spec().order,
    )
}

/// Which input can overflow (S5).
pub(super) fn range(spec: &CheckedSpec) -> String {
    let (plain, stages) = (spec.spec(), i64::from(spec.log2_len()));
    let bound = (1_i64 << (plain.data - 1)) - 1 - 3 * stages;
    match &plain.schedule {
        Schedule::Halve if plain.twiddle >= plain.data && bound > 0 => format!(
            "No frame with |x| ≤ {bound} LSB overflows, components taken together. A full-scale square can: a corner has √2 of full scale, and a \
             rotation may bring it onto an axis (S5)."
        ),
        Schedule::Grow => "No frame overflows: words grow by a bit a stage, and one more has room for the √2 of a rotation (S5).".into(),
        Schedule::Guarded(_) => {
            "The guard bits lie below the point: a corner of the full-scale square, which has √2 of full scale, overflows. Scale the input to the \
             disk (S5)."
                .into()
        }
        _ => "Whether a frame can overflow depends on its words; the flag says when one has (R4, S5).".into(),
    }
}
