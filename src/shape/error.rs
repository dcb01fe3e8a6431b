// SPDX-License-Identifier: MIT OR Apache-2.0
//! What can be wrong with a shape or a gallery, as sentences.

use crate::fft::TransformError;
use crate::picture::PictureError;

/// A shape that cannot be described, or a gallery that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ShapeError {
    /// A contour without extent.
    #[error(
        "a contour of {distinct} distinct points is no curve; it needs at least 3: raise the minimum area"
    )]
    TooFewPoints {
        /// Different points in it.
        distinct: usize,
    },
    /// A point that is no number.
    #[error("point {index} of the contour is {value}; coordinates must be finite")]
    NotFinite {
        /// Its position.
        index: usize,
        /// The point.
        value: num_complex::Complex<f64>,
    },
    /// The gallery's folder is missing.
    #[error("gallery {folder}: there is no such folder; check the path")]
    FolderMissing {
        /// The path given.
        folder: String,
    },
    /// The gallery's path is a file.
    #[error("gallery {folder} is a file; name the folder that holds one picture a label")]
    NoFolder {
        /// The path given.
        folder: String,
    },
    /// The gallery's folder cannot be read.
    #[error("gallery {folder} cannot be read: {source}; check its permissions")]
    Folder {
        /// The path given.
        folder: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A gallery without entries.
    #[error("gallery {folder} holds no picture; put in one picture a label, such as gear.png")]
    Empty {
        /// Its folder.
        folder: String,
    },
    /// Two entries with one label.
    #[error("label '{label}' occurs twice, as {first} and as {second}; rename or remove one of them")]
    EqualLabels {
        /// The label.
        label: String,
        /// The first file.
        first: String,
        /// The second file.
        second: String,
    },
    /// A gallery picture without object.
    #[error(
        "{file} has no object of at least {min_area} pixels; use a picture of one object on a plain background or lower the minimum area"
    )]
    NoObject {
        /// The file.
        file: String,
        /// The smallest area, in pixels.
        min_area: u64,
    },
    /// A gallery picture whose object cannot be described.
    #[error("{file}: {source}")]
    File {
        /// The file.
        file: String,
        /// What is wrong with its object.
        source: Box<ShapeError>,
    },
    /// A picture cannot be read.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// The engine failed.
    #[error(transparent)]
    Transform(#[from] TransformError),
}
