// SPDX-License-Identifier: MIT OR Apache-2.0
//! Test vectors: inputs that each aim at something, for a testbench that shares nothing with this library but files.
//!
//! ```
//! use num_complex::Complex;
//! use utsushi::fft::FftSpec;
//! use utsushi::vectors::{SetName, VectorSet};
//!
//! let spec = FftSpec { len: 64, ..FftSpec::default() }.check()?;
//! let set = VectorSet::new(SetName::Overflow, &spec, None, 1)?;
//! let mut samples = vec![Complex::default(); 64];
//! set.fill(0, &mut samples);
//! assert_eq!(set.goal(0), "overflow in stage 0, positive real");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod set;

pub use set::{SetError, SetName, VectorSet};
