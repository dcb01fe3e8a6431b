// SPDX-License-Identifier: MIT OR Apache-2.0
//! Bit-accurate fixed-point FFT, the exact copy of a Verilog pipeline.
//!
//! ```text
//!         image rows      contours (x + jy)
//!               └──────┬──────┘
//!                    Frame           FftSpec ─► the Verilog's parameters and ROM files
//!       ┌──────────────┼──────────────┐
//!   Reference      FftPlan       hardware (crate utsushi-sim)
//!     (f64)     (bit-accurate)    must equal the model, bit for bit
//!       └──────────────┼──────────────┘
//!                  Spectrum ─► Descriptor ─► Gallery ─► match
//! ```
//!
//! # Conventions
//! - **Words** are two's complement, 2 to 32 bits a component; a complex word on a bus is `{im, re}`, re low.
//! - **Transform:** N = 2^L points, 4 to 65536; forward is exp(−2πikn/N), inverse its conjugate.
//! - **Scale:** bins = DFT(x)·2<sup>−exponent</sup>, exponent = [`CheckedSpec::exponent`](fft::CheckedSpec::exponent):
//!   with the schedule `halve` that is DFT(x)/N, in either direction.
//! - **Decomposition:** radix 2, or radix 2² with rotations in every second stage alone.
//! - **Order:** samples in natural order; bins natural or bit-reversed, as the spec says.
//! - **Rounding:** once per butterfly output, for product and shift together.
//! - **Overflow:** wraps or saturates, and sets the frame's sticky flag either way.
//!
//! `docs/numeric-contract.md` has every clause with an id that tests cite.
//!
//! # Example
//! ```
//! use num_complex::Complex;
//! use utsushi::compare::compare;
//! use utsushi::fft::{FftPlan, FftSpec, Frame};
//!
//! let spec = FftSpec { len: 64, data: 12, ..FftSpec::default() }.check()?;
//! let ramp = (0..64).map(|n| Complex::new(32 * n - 1024, 0)).collect();
//! let frame = Frame::new(&spec, ramp)?;
//! let spectrum = FftPlan::new(&spec)?.run(&frame);
//! assert!(!spectrum.overflow);
//!
//! // Another engine's spectra are compared word by word.
//! let mut other = spectrum.clone();
//! other.bins[5].im ^= 1;
//! let outcome = compare(&spec, &[spectrum], &[other]);
//! assert_eq!(outcome.mismatches, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod compare;
pub mod fft;
pub mod number;
pub mod picture;
pub mod quality;
pub mod random;
pub mod shape;
pub mod vectors;
mod words;
