// SPDX-License-Identifier: MIT OR Apache-2.0
//! Golden vectors: what goes in, what must come out, in the formats that tools read, with a manifest that proves them.

mod format;
mod stream;

pub use format::{Format, Layout, ReadError, Words, read};
pub use stream::{Hashing, Source, Written, stream, write_whole};
