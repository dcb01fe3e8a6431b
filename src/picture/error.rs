// SPDX-License-Identifier: MIT OR Apache-2.0
//! What can be wrong with a picture, as sentences.

use super::{MAX_BYTES, MAX_SIDE};

/// A picture that cannot be read, used or written; the sentence names the file, the value and the remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PictureError {
    /// No such file.
    #[error("{name}: there is no such file; check the path")]
    Missing {
        /// The path given.
        name: String,
    },
    /// A folder where a file belongs.
    #[error("{name} is a folder; name a picture in it")]
    Folder {
        /// The path given.
        name: String,
    },
    /// A pipe or a device.
    #[error("{name} is no regular file; save the picture to a file first")]
    NoFile {
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
    /// A file of no bytes.
    #[error("{name} is empty (0 bytes); fetch or export the picture again")]
    Empty {
        /// The file.
        name: String,
    },
    /// The bytes are no picture.
    #[error(
        "{name} is no picture: it does not begin as PNG, JPEG, BMP, TIFF, PNM, WebP or GIF do; convert it to PNG"
    )]
    NoPicture {
        /// The file.
        name: String,
    },
    /// A picture of a format, or with a feature, that is not read.
    #[error("{name} is {what}, which is not supported; convert it to an 8- or 16-bit PNG")]
    Unsupported {
        /// The file.
        name: String,
        /// Its format or feature.
        what: String,
    },
    /// The file is larger than may be read.
    #[error("{name} exceeds the limit of {} MiB for a file; crop it or scale it down", MAX_BYTES >> 20)]
    FileSize {
        /// The file.
        name: String,
    },
    /// The picture has too many pixels.
    #[error(
        "{name} has {width} x {height} pixels, which exceeds the limit of {MAX_SIDE} x {MAX_SIDE} pixels and {} MiB when decoded; crop it or scale it down", MAX_BYTES >> 20
    )]
    Size {
        /// The file.
        name: String,
        /// Pixels in a row, as the file says.
        width: u32,
        /// Rows, as the file says.
        height: u32,
    },
    /// Decoding would take too much memory.
    #[error("{name} needs more than {} MiB to decode; crop it or scale it down", MAX_BYTES >> 20)]
    Memory {
        /// The file.
        name: String,
    },
    /// A picture without pixels.
    #[error("{name} has {width} x {height} pixels; a picture needs at least one")]
    NoPixels {
        /// The file.
        name: String,
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// The file begins well and is broken or cut short.
    #[error("{name} is damaged or cut short: {detail}; fetch or export it again")]
    Damaged {
        /// The file.
        name: String,
        /// What the decoder said.
        detail: String,
    },
    /// Rows longer than a frame, which padding cannot help.
    #[error(
        "the picture has rows of {width} pixels and a frame has {len} samples; use --fit crop, --fit resample, or --len {} or more", width.next_power_of_two()
    )]
    TooWide {
        /// Pixels in a row.
        width: usize,
        /// Samples in a frame.
        len: usize,
    },
    /// The file cannot be written.
    #[error("{name} cannot be written: {source}; check that the folder exists and that the disk has room")]
    Write {
        /// The path given.
        name: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The picture cannot be encoded.
    #[error("{name} cannot be encoded as PNG: {detail}; write a smaller picture")]
    Encode {
        /// The path given.
        name: String,
        /// What the encoder said.
        detail: String,
    },
}
