// SPDX-License-Identifier: MIT OR Apache-2.0
//! The `utsushi` command line.

fn main() {}
