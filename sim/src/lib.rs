// SPDX-License-Identifier: MIT OR Apache-2.0
//! Verilate, load and drive Verilog from Rust.
