// SPDX-License-Identifier: MIT OR Apache-2.0
//! Shapes: found in a picture, traced, described by their Fourier coefficients, recognised.
//!
//! ```text
//! Picture ─ segment ─► Mask ─ trace ─► Object ─► Outline ─ signatures, scaled ─► Profile ─► Frames
//!                                         Match ◄─ Gallery ◄─ Descriptor ◄─ Spectra ◄──────────┘
//! ```
//! Pixels count x to the right and y **down**; signatures live in the plane x + j·y with y **up**, so that
//! counter-clockwise is what one sees. A [`Tier`] says which [`signature`]s a shape is described by, from the 32 magnitudes of its
//! complex coordinates to rows that are laid on one another.
//!
//! ```
//! use utsushi::fft::{FftPlan, FftSpec};
//! use utsushi::picture::Picture;
//! use utsushi::shape::{Gallery, Profile, Settings, Tier, describe, find_objects};
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
//! let gallery = Gallery::from_pictures("known", &known, Tier::Complex, &settings, &mut engine)?;
//!
//! let (_, objects) = find_objects(&bar(5, 25), &settings);
//! let profile = Profile::of(&objects[0], Tier::Complex, &spec)?;
//! let found = gallery.nearest(&describe(&[profile], &mut engine)?[0]);
//! assert_eq!(found.label, "bar");
//! assert_eq!(found.angle_degrees.abs().round(), 90.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod alignment;
pub mod angle;
mod annotate;
mod bins;
mod circle;
mod contour;
mod descriptor;
mod error;
pub mod evaluate;
mod font;
mod gallery;
mod l1;
mod light;
mod local_mean;
mod mask;
mod object;
mod otsu;
mod outline;
mod profile;
mod resample;
mod run;
mod segment;
pub mod signature;
mod threshold;
mod tier;
mod touching;
mod track;
mod warp;

pub use alignment::Alignment;
pub use annotate::{Annotation, annotate};
pub use bins::HARMONICS;
pub use contour::trace;
pub use descriptor::{Descriptor, describe, descriptors};
pub use error::ShapeError;
pub use gallery::{Entry, GALLERY_VERSION, Gallery, Limits, Match, Ranked, largest_object};
#[cfg(feature = "index")]
pub use gallery::{INDEXED, Index};
pub use mask::Mask;
pub use object::{Object, Pixel};
pub use otsu::{histogram, otsu};
pub use outline::{FINE, Outline};
pub use profile::Profile;
pub use resample::resample;
pub use segment::{Segmentation, Settings, UNEVEN, find_objects, segment};
pub use threshold::{Method, Polarity, Threshold};
pub use tier::Tier;
pub use track::Mirror;
