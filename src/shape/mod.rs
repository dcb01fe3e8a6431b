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
