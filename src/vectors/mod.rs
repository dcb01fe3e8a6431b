// SPDX-License-Identifier: MIT OR Apache-2.0
//! Golden vectors: what goes in, what must come out, in the formats that tools read, with a manifest that proves them.
//!
//! A [`VectorSet`] has frames that each aim at something; a [`Kit`] writes sets in every [`Format`] and verifies what lies
//! in a folder; [`read`] reads any format back.
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

mod archive;
mod bench;
mod comparing;
mod format;
mod kit;
mod make;
mod manifest;
mod set;
mod source;
mod stream;
mod verify;

pub use bench::filled;
pub use format::{Format, Layout, ReadError, Words, read};
pub use kit::{Kit, KitOptions, KitSet};
pub use make::{MakeError, must_be_new};
pub use manifest::{
    Derived, FileRecord, Generator, Goal, MANIFEST, Manifest, Picture, RUNS, SCHEMA, Semantics, SetRecord,
    Unreachable, VERSION,
};
pub use set::{SetError, SetName, VectorSet};
pub use stream::{Hashing, Source, Written, sha256, stream, write_whole};
pub use verify::{Fault, FaultKind, VerifyError, load_manifest};
