// SPDX-License-Identifier: MIT OR Apache-2.0
//! Where the pipeline's Verilog comes from.
