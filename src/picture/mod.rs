// SPDX-License-Identifier: MIT OR Apache-2.0
//! Pictures: read, turned into frames row by row, shown as spectra, written.
//!
//! A [`Picture`] is grey, 8 or 16 bits a pixel, rows top to bottom, x to the right and y **down**.
//! [`load`] makes one of any file it knows, [`rows`] makes a frame of every row and [`row_pairs`] of every two,
//! [`row_spectra`] a picture of the spectra that come back. [`frequency`] has all that is done with spectra in float.

mod color;
mod error;
pub mod frequency;
mod grey;
mod load;
pub(crate) mod logarithm;
mod rows;
mod spectrum;
mod write;

pub use color::{ColorMap, ColorPicture, Rgb};
pub use error::PictureError;
pub use grey::{Depth, Picture};
pub use load::{MAX_BYTES, MAX_SIDE, from_memory, is_picture, is_picture_name, load};
pub use rows::{Fit, row_pairs, rows};
pub use spectrum::{RANGE_DB, ZeroBin, row_spectra};
pub(crate) use write::temporary_name;
pub use write::write_file;
