// SPDX-License-Identifier: MIT OR Apache-2.0
//! Noise: measured, predicted, searched.

#[path = "../common/mod.rs"]
mod common;
mod domain;
mod predicted;
