// SPDX-License-Identifier: MIT OR Apache-2.0
//! What can be wrong with a spec, as sentences.

/// A spec that the numeric contract refuses; the sentence names the value and the remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SpecError {
    /// The length is no power of two, or out of range.
    #[error("len {len} is not a power of two from 4 to 65536; the nearest that is: {}", nearest_len(*.len))]
    Len {
        /// The length asked for, in samples.
        len: usize,
    },
    /// The input width is out of range.
    #[error("data {width} is out of range; a component has 2 to 32 bits")]
    Data {
        /// The width asked for, in bits.
        width: u32,
    },
    /// The twiddle width is out of range.
    #[error("twiddle {width} is out of range; a twiddle component has 2 to 32 bits")]
    Twiddle {
        /// The width asked for, in bits.
        width: u32,
    },
    /// Input width and alignment together exceed a word.
    #[error("data {data} with {align} guard bits needs {} bits and a word has at most 32; use at most {} guard bits", data + align, 32 - data)]
    Align {
        /// Input width, in bits.
        data: u32,
        /// Zero bits below the input.
        align: u32,
    },
    /// An explicit schedule has too few or too many stages.
    #[error(
        "schedule has {given} stages and len {len} needs {needed}; write one shift a stage, comma-separated"
    )]
    StageCount {
        /// Stages in the schedule.
        given: usize,
        /// Stages the length needs: log2(len).
        needed: u32,
        /// The length, in samples.
        len: usize,
    },
    /// A stage shifts too far.
    #[error("stage {stage} shifts by {shift}; a stage shifts right by 0 to 8 bits")]
    Shift {
        /// The stage, counted from 0.
        stage: u32,
        /// Its shift, in bits.
        shift: u32,
    },
    /// A stage is too wide or too narrow.
    #[error("stage {stage} has an output of {width} bits and a word has 2 to 32; {remedy}")]
    StageWidth {
        /// The stage, counted from 0.
        stage: u32,
        /// Its output width, in bits.
        width: u32,
        /// What to change.
        remedy: &'static str,
    },
    /// The text of a schedule cannot be read.
    #[error(
        "schedule '{text}' is not understood; use halve, grow, guarded:G, or shifts such as 1,1,0 (SHIFT/WIDTH sets a width, align:G, first aligns the input)"
    )]
    ScheduleText {
        /// The text.
        text: String,
    },
    /// The TOML of a spec cannot be read.
    #[error("the spec is not valid: {0}")]
    Toml(String),
}

fn nearest_len(len: usize) -> usize {
    let len = len.clamp(4, 65536);
    let above = len.next_power_of_two();
    let below = if above == len { len } else { above / 2 };
    if len - below < above - len { below } else { above }
}
