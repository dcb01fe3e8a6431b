// SPDX-License-Identifier: MIT OR Apache-2.0
//! Bit-accurate fixed-point FFT, the exact copy of a Verilog pipeline.

pub mod fft;
pub mod number;
pub mod picture;
pub mod shape;
