// SPDX-License-Identifier: MIT OR Apache-2.0
//! Golden vectors: what goes in, what must come out, in the formats that tools read, with a manifest that proves them.

mod archive;
mod bench;
mod format;
mod kit;
mod make;
mod manifest;
mod set;
mod source;
mod stream;
mod verify;

pub use format::{Format, Layout, ReadError, Words, read};
pub use kit::{Kit, KitOptions, KitSet};
pub use make::MakeError;
pub use manifest::{
    Derived, FileRecord, Generator, Goal, MANIFEST, Manifest, Picture, RUNS, SCHEMA, Semantics, SetRecord,
    Unreachable, VERSION,
};
pub use set::{SetError, SetName, VectorSet};
pub use stream::{Hashing, Source, Written, sha256, stream, write_whole};
pub use verify::{Fault, FaultKind, VerifyError, load_manifest};
