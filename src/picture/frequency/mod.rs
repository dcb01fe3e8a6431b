// SPDX-License-Identifier: MIT OR Apache-2.0
//! The frequency side of signals and pictures: spectra of any size, windows, filters, radial power, noise.
//!
//! ```text
//! WAV, CSV, row ─► Signal ─ window ─► Line ──► amplitude, phase ─► Line ─► samples
//! Picture ─► Plane ─► PlaneSpectrum ─┬─ Filter ─► PlaneSpectrum ─► Plane ─► Picture
//!                                    └─ RadialPsd ─► mean of logs of a group
//! ```
//! # Conventions
//! - **Values:** a pixel is a fraction of white, 0 to 1; a WAV's sample a fraction of full scale, −1 to 1; a CSV's as it is.
//! - **Transform:** X\[k\] = f·Σ x\[n\]·exp(−2πikn/N), f = 1, 1/√N or 1/N as [`Normalisation`] says. The inverse has the
//!   factor that undoes it. N is the number of samples, in a plane width × height.
//! - **Frequency:** of bin k in cycles per frame (or image): k up to N/2, beyond it k − N; divided by N in cycles per sample
//!   (or pixel). Bin N/2 of an even N counts as −N/2.
//! - **Engines:** float transforms have any size ([`Dft`]); fixed ones are the bit-accurate model's, of powers of two
//!   ([`FixedLine`], [`FixedPlane`]), and say how far they are from the float ones ([`Deviation`]).
//!
//! ```
//! use utsushi::picture::Picture;
//! use utsushi::picture::frequency::{Band, Filter, Normalisation, Plane, PlaneSpectrum, Profile, RadialPsd, Unit};
//!
//! let stripes: Vec<u8> = (0..64 * 48).map(|i| if i % 64 / 4 % 2 == 0 { 200 } else { 40 }).collect();
//! let plane = Plane::of_picture(&Picture::from_bytes(64, 48, &stripes));
//! let mut spectrum = PlaneSpectrum::of(&plane, Normalisation::Root);
//! assert!((spectrum.energy() - plane.values().iter().map(|x| x * x).sum::<f64>()).abs() < 1e-9); // Parseval
//! assert_eq!(RadialPsd::of(&spectrum, None).rings().len(), 24); // min(64, 48)/2
//!
//! // Below 4 cycles per image only the mean is left: the stripes have 8.
//! let low = Filter::new(Band::Low { cut: 4.0 }, Profile::Ideal, Unit::Image, 64, 48)?;
//! low.apply(&mut spectrum);
//! assert!(spectrum.inverse().values().iter().all(|x| (x - 120.0 / 255.0).abs() < 1e-12));
//! # Ok::<(), utsushi::picture::frequency::FilterError>(())
//! ```

mod deviation;
mod dft;
mod exponential;
mod filter;
mod filter_error;
mod fixed_line;
mod fixed_plane;
mod group;
mod leakage;
mod line;
mod normalisation;
mod plane;
mod plane_spectrum;
mod radial;
mod seam;
mod signal;
mod signal_csv;
mod signal_error;
mod signal_wav;
mod view;
mod window;

pub use deviation::Deviation;
pub use dft::Dft;
pub use filter::{Band, Filter, Profile, Unit, largest_radius};
pub use filter_error::FilterError;
pub use fixed_line::{FixedLine, FixedLineError, fitted_samples};
pub use fixed_plane::{FixedPlane, FixedPlaneError, fitted};
pub use group::{Group, Summary};
pub use leakage::Leakage;
pub use line::{Line, frequency};
pub use normalisation::Normalisation;
pub use plane::Plane;
pub use plane_spectrum::{Peak, PlaneSpectrum};
pub use radial::{RadialPsd, Ring};
pub use seam::Seam;
pub use signal::{Channel, Signal};
pub use signal_csv::{Column, polar_from_csv, signal_from_csv};
pub use signal_error::SignalError;
pub use signal_wav::signal_from_wav;
pub use view::{Origin, magnitude_picture, phase_picture};
pub use window::Window;
