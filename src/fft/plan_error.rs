// SPDX-License-Identifier: MIT OR Apache-2.0
//! What can be wrong with a plan or with what it is given, as sentences.

use num_complex::Complex;

use super::frame::shown;
use super::kernels::BackendError;

/// A plan that cannot be made, or samples that it cannot take.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// The back-end is unknown or missing.
    #[error(transparent)]
    Backend(#[from] BackendError),
    /// A slice of another length than one frame.
    #[error("a frame has {len} samples and the slice has {given}; give exactly one frame")]
    Len {
        /// Samples of a frame.
        len: usize,
        /// Samples given.
        given: usize,
    },
    /// A slice that is no whole number of frames.
    #[error("a frame has {len} samples and the slice has {given}, which is no whole number of frames")]
    Batch {
        /// Samples of a frame.
        len: usize,
        /// Samples given.
        given: usize,
    },
    /// Another number of overflow flags than of frames.
    #[error("the slice has {frames} frames and there are {flags} overflow flags; give one flag a frame")]
    Flags {
        /// Frames given.
        frames: usize,
        /// Flags given.
        flags: usize,
    },
    /// Input and output of different lengths.
    #[error("the input has {input} samples and the output {output}; make them equally long")]
    Output {
        /// Samples of the input.
        input: usize,
        /// Samples of the output.
        output: usize,
    },
    /// Rows that give words of another width than the columns take.
    #[error(
        "the rows give words of {output} bits and the columns take {input}; set the columns' data to {output}"
    )]
    Axes {
        /// Width of the rows' output, in bits.
        output: u32,
        /// Width of the columns' input, in bits.
        input: u32,
    },
    /// A slice of another size than the plane.
    #[error("the plane has {width} x {height} samples and the slice has {given}; give exactly one plane")]
    Plane {
        /// Samples of a row.
        width: usize,
        /// Rows.
        height: usize,
        /// Samples given.
        given: usize,
    },
    /// Samples of i16 and a spec with longer words or twiddles.
    #[error(
        "samples of i16 hold words and twiddles of up to 16 bits, and the spec has words of {width} and twiddles of \
         {twiddle}; use samples of i32"
    )]
    Narrow {
        /// The widest word of the spec, in bits.
        width: u32,
        /// Width of a twiddle component, in bits.
        twiddle: u32,
    },
    /// A sample outside the input format.
    #[error("sample {index} is {} and a component of {width} bits holds {min} to {max}; scale the input", shown(*.sample))]
    Range {
        /// Position of the sample in the slice.
        index: usize,
        /// The sample.
        sample: Complex<i32>,
        /// Width of a component, in bits.
        width: u32,
        /// Smallest word of that width.
        min: i32,
        /// Largest word of that width.
        max: i32,
    },
}
