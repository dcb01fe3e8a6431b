// SPDX-License-Identifier: MIT OR Apache-2.0
//! Noise: measured, predicted, searched.
#![allow(clippy::float_cmp, reason = "a ratio of zero, or a sum of integers, is that and nothing near it")]

mod bins;
mod closed_forms;
#[path = "../common/mod.rs"]
mod common;
mod decided;
mod domain;
mod exact;
mod measured;
mod predicted;
mod refused;
mod searched;
