// SPDX-License-Identifier: MIT OR Apache-2.0
//! How long the project's own pipeline takes.

use utsushi::fft::{CheckedSpec, Order, Rotation, Stage};

/// log2 of the words from which a delay line of `fft` is a block memory, unless it is told otherwise.
const BLOCK: u32 = 5;

/// Clocks from a frame's first beat in to its first beat out, without stalls: N + 1 and the registers of the stages,
/// and N + 3 more in natural order (header of `fft.v`, which a test measures).
#[must_use]
pub fn latency(spec: &CheckedSpec) -> u64 {
    let len = spec.spec().len as u64;
    bit_reversed(spec) + if spec.spec().order == Order::Natural { len + 3 } else { 0 }
}

fn bit_reversed(spec: &CheckedSpec) -> u64 {
    spec.spec().len as u64 + 1 + spec.stages().iter().map(levels).sum::<u64>()
}

/// The same of an image through `fft_plane`: the rows', which leave bit-reversed, the image's words and 4, and the
/// columns' (header of `fft_plane.v`).
#[must_use]
pub fn plane_latency(rows: &CheckedSpec, columns: &CheckedSpec) -> u64 {
    let words = (rows.spec().len * columns.spec().len) as u64;
    bit_reversed(rows) + words + 4 + latency(columns)
}

/// Registers between a word that comes and its result: those of the memory, of the rotation and of rounding.
fn levels(stage: &Stage) -> u64 {
    let memory = if stage.half().trailing_zeros() < BLOCK { 1 } else { 2 };
    memory
        + match (stage.rotation, stage.half()) {
            (Rotation::None, _) | (Rotation::Differences | Rotation::Both, 1) => 2,
            (Rotation::Differences, 2) => 3,
            _ => 6,
        }
}
