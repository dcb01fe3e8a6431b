// SPDX-License-Identifier: MIT OR Apache-2.0
//! What can be wrong with a file of samples, as sentences.

use crate::picture::MAX_BYTES;

/// A signal that cannot be read; the sentence names the file, the place and the remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignalError {
    /// No such file.
    #[error("{name}: there is no such file; check the path")]
    Missing {
        /// The path given.
        name: String,
    },
    /// A folder where a file belongs.
    #[error("{name} is a folder; name a signal in it")]
    Folder {
        /// The path given.
        name: String,
    },
    /// The file cannot be read.
    #[error("{name} cannot be read: {source}; check its permissions and the disk")]
    Read {
        /// The path given.
        name: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is larger than may be read.
    #[error("{name} exceeds the limit of {} MiB for a file; cut it into parts", MAX_BYTES >> 20)]
    FileSize {
        /// The file.
        name: String,
    },
    /// A file of no bytes.
    #[error("{name} is empty (0 bytes); fetch or export the signal again")]
    Empty {
        /// The file.
        name: String,
    },
    /// A file without a sample.
    #[error("{name} has no sample; a signal needs at least one")]
    NoSamples {
        /// The file.
        name: String,
    },
    /// The bytes are no WAV.
    #[error(
        "{name} is no WAV: it does not begin with RIFF and WAVE; convert it, or give it the ending of what it is"
    )]
    NoWav {
        /// The file.
        name: String,
    },
    /// A WAV of an encoding that is not read.
    #[error("{name} is a WAV of {what}, which is not supported; convert it to 16-bit PCM")]
    Unsupported {
        /// The file.
        name: String,
        /// Its encoding.
        what: String,
    },
    /// A WAV that begins well and is broken or cut short.
    #[error("{name} is damaged or cut short: {detail}; record or export it again")]
    Damaged {
        /// The file.
        name: String,
        /// What was found.
        detail: String,
    },
    /// Several channels and no choice.
    #[error(
        "{name} has {channels} channels; choose one with --channel 1 to {channels}, or their mean with --channel mix"
    )]
    Channels {
        /// The file.
        name: String,
        /// Channels in it.
        channels: u16,
    },
    /// A channel that is not there.
    #[error("{name} has no channel {channel}; choose one with --channel 1 to {channels}")]
    NoChannel {
        /// The file.
        name: String,
        /// The channel asked for.
        channel: u16,
        /// Channels in it.
        channels: u16,
    },
    /// A sample that is no finite number.
    #[error("{name}, sample {index} is {value}, which is no finite number; repair the file")]
    NotFinite {
        /// The file.
        name: String,
        /// The sample, counted from 0.
        index: usize,
        /// What it is.
        value: f64,
    },
    /// A CSV that is no text.
    #[error("{name} is no text in UTF-8; export it as CSV again")]
    NoText {
        /// The file.
        name: String,
    },
    /// Lines of unequal length.
    #[error(
        "{name}, line {line} has {fields} fields and the first line has {expected}; make all lines alike"
    )]
    Ragged {
        /// The file.
        name: String,
        /// The line, counted from 1.
        line: u64,
        /// Fields in it.
        fields: u64,
        /// Fields in the first line.
        expected: u64,
    },
    /// A field that is empty.
    #[error("{name}, line {line}, column {column} is empty; write a number")]
    EmptyField {
        /// The file.
        name: String,
        /// The line, counted from 1.
        line: u64,
        /// The column's number and name.
        column: String,
    },
    /// A field that is no finite number.
    #[error(
        "{name}, line {line}, column {column} is '{field}', which is no finite number; write a decimal number"
    )]
    NoNumber {
        /// The file.
        name: String,
        /// The line, counted from 1.
        line: u64,
        /// The column's number and name.
        column: String,
        /// What stands there.
        field: String,
    },
    /// Several columns and no choice.
    #[error("{name} has {} columns ({}); choose one with --column", .columns.len(), .columns.join(", "))]
    Columns {
        /// The file.
        name: String,
        /// Names or numbers of the columns.
        columns: Vec<String>,
    },
    /// A column that is not there.
    #[error("{name} has no column '{column}'; its columns are {}", .columns.join(", "))]
    NoColumn {
        /// The file.
        name: String,
        /// The column asked for.
        column: String,
        /// Names or numbers of the columns.
        columns: Vec<String>,
    },
    /// A frame that the signal does not have.
    #[error(
        "{name} has {len} samples and the frame takes {frame} from sample {start} on; use --fit pad to add zeros, or --frame {} or less", .len.saturating_sub(*.start).max(1)
    )]
    TooShort {
        /// The file.
        name: String,
        /// Samples in it.
        len: usize,
        /// First sample of the frame.
        start: usize,
        /// Samples in the frame.
        frame: usize,
    },
    /// A frame that begins after the end.
    #[error("{name} has {len} samples and the frame begins at sample {start}; use --start {} or less", .len - 1)]
    Start {
        /// The file.
        name: String,
        /// Samples in it.
        len: usize,
        /// First sample of the frame.
        start: usize,
    },
}
