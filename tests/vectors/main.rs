// SPDX-License-Identifier: MIT OR Apache-2.0
//! Golden vectors: sets, formats, the tools that read them.

#[path = "../common/mod.rs"]
mod common;
mod formats;
mod sets;
mod tools;
