// SPDX-License-Identifier: MIT OR Apache-2.0
//! Test vectors: what their frames promise, by definitions of their own.

#[path = "../common/mod.rs"]
mod common;
mod sets;
