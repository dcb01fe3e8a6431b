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
    /// Frames too short for a tier.
    #[error(
        "descriptor {tier} needs frames of at least {least} samples and they have {len}; use --len {least} or more"
    )]
    ShortFrame {
        /// The tier.
        tier: super::Tier,
        /// Least samples in a frame.
        least: usize,
        /// Samples in a frame.
        len: usize,
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
    /// An entry of another tier.
    #[error(
        "'{label}' has a descriptor of tier {given} and the gallery's are {tier}; describe it anew as {tier}"
    )]
    OtherTier {
        /// The entry's label.
        label: String,
        /// Its tier.
        given: super::Tier,
        /// The gallery's.
        tier: super::Tier,
    },
    /// A gallery of another tier than what is asked of it.
    #[error(
        "gallery {name} was made with descriptor {made} and {asked} is asked for; use --descriptor {made} or make it anew"
    )]
    GalleryTier {
        /// The gallery.
        name: String,
        /// Its tier.
        made: super::Tier,
        /// The tier asked for.
        asked: super::Tier,
    },
    /// A gallery by another spec than what is asked of it.
    #[error(
        "gallery {name} was made with {made} and {asked} is asked for; use the same spec or make it anew"
    )]
    GallerySpec {
        /// The gallery.
        name: String,
        /// Its spec.
        made: String,
        /// The spec asked for.
        asked: String,
    },
    /// No entry of a label.
    #[error("no entry is labelled '{label}'; the labels are {labels}")]
    NoLabel {
        /// The label.
        label: String,
        /// Those there are.
        labels: String,
    },
    /// The only label.
    #[error("'{label}' is the gallery's only label; add another before, or delete the file")]
    LastLabel {
        /// The label.
        label: String,
    },
    /// A gallery file cannot be written.
    #[error(
        "gallery {name} cannot be written: {source}; check that the folder exists and that the disk has room"
    )]
    Save {
        /// The path given.
        name: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file that is no gallery.
    #[error(
        "{name} is no gallery file: it does not begin with 'utsushi gallery'; make one of a folder of pictures with `utsushi gallery make`"
    )]
    NoGallery {
        /// The file.
        name: String,
    },
    /// A gallery of another version.
    #[error(
        "gallery {name} is of version '{version}' and this program reads version {}; make it anew",
        super::gallery::GALLERY_VERSION
    )]
    GalleryVersion {
        /// The file.
        name: String,
        /// Its version.
        version: String,
    },
    /// A gallery file that was cut or changed.
    #[error("gallery {name} is damaged: {what}; make it anew or restore it")]
    Damaged {
        /// The file.
        name: String,
        /// What is wrong.
        what: String,
    },
    /// A picture cannot be read.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// The engine failed.
    #[error(transparent)]
    Transform(#[from] TransformError),
}
