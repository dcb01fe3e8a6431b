// SPDX-License-Identifier: MIT OR Apache-2.0
//! Shapes: found in a picture, traced, described by their Fourier coefficients, recognised.
//!
//! ```text
//! Picture ─ segment ─► Mask ─ trace ─► Object ─ resample, scale ─► Signature ─► Frame
//!                                        Match ◄─ Gallery ◄─ Descriptor ◄─ Spectrum ◄┘
//! ```
//! Pixels count x to the right and y **down**; signatures live in the plane x + j·y with y **up**, so that
//! counter-clockwise is what one sees. The descriptor is the magnitudes of the harmonics of the complex
//! coordinates, divided by the greatest radius.
//!
//! ```
//! use utsushi::fft::{FftPlan, FftSpec};
//! use utsushi::picture::Picture;
//! use utsushi::shape::{Gallery, Settings, Signature, describe, find_objects};
//!
//! // A bright bar, and a gallery that knows bars and squares.
//! let bar = |width: usize, height: usize| {
//!     let inside = |i: usize| (i % 80).abs_diff(40) <= width && (i / 80).abs_diff(40) <= height;
//!     Picture::from_bytes(80, 80, &(0..6400).map(|i| if inside(i) { 200 } else { 50 }).collect::<Vec<u8>>())
//! };
//! let spec = FftSpec { len: 128, ..FftSpec::default() }.check()?;
//! let mut engine = FftPlan::new(&spec)?; // or the reference, or hardware
//! let settings = Settings::default();
//! let known = [("bar".to_owned(), bar(30, 6)), ("square".to_owned(), bar(20, 20))];
//! let gallery = Gallery::from_pictures("known", &known, &settings, &mut engine)?;
//!
//! let (_, objects) = find_objects(&bar(5, 25), &settings);
//! let signature = Signature::of(&objects[0], &spec)?;
//! let found = gallery.nearest(&describe(&[signature], &mut engine)?[0]);
//! assert_eq!(found.label, "bar");
//! assert_eq!(found.angle_degrees.abs().round(), 90.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod angle;
mod annotate;
mod contour;
mod descriptor;
mod error;
mod font;
mod gallery;
mod light;
mod local_mean;
mod mask;
mod object;
mod otsu;
mod resample;
mod run;
mod segment;
mod signature;
mod threshold;
mod touching;

pub use annotate::{Annotation, annotate};
pub use contour::trace;
pub use descriptor::{Alignment, Descriptor, HARMONICS, describe};
pub use error::ShapeError;
pub use gallery::{Entry, Gallery, Match};
pub use mask::Mask;
pub use object::{Object, Pixel};
pub use otsu::{histogram, otsu};
pub use resample::resample;
pub use segment::{Segmentation, Settings, UNEVEN, find_objects, segment};
pub use signature::Signature;
pub use threshold::{Method, Polarity, Threshold};
