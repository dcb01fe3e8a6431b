// SPDX-License-Identifier: MIT OR Apache-2.0
//! The fast kernels: one contract, several back-ends, and never one bit different from the readable model.

mod backend;

pub use backend::{Backend, BackendError, VARIABLE};
