// SPDX-License-Identifier: MIT OR Apache-2.0
//! Files appear whole or not at all, and an interrupt waits for the one being written.

use std::fs;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use utsushi::picture::write_file;

static WRITING: Mutex<()> = Mutex::new(());

/// Writes `bytes` to `path`, replacing a file that is there.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let _finishes = finish_writing();
    write_file(path, bytes)
        .with_context(|| format!("cannot write {}; free the disk or choose another --out", path.display()))
}

/// Creates the folder of a run's files.
pub(crate) fn folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path)
        .with_context(|| format!("cannot create the folder {}; choose another --out", path.display()))
}

/// Waits until no file is being written; none is begun while the guard lives.
pub(crate) fn finish_writing() -> MutexGuard<'static, ()> {
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}
