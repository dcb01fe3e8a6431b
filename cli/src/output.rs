// SPDX-License-Identifier: MIT OR Apache-2.0
//! Files appear whole or not at all, and an interrupt waits for the one being written.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, bail};
use utsushi::picture::write_file;

static WRITING: Mutex<()> = Mutex::new(());
static TEMPORARIES: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A folder that is removed if an interrupt ends the process while this lives.
pub(crate) struct Temporary(PathBuf);

impl Temporary {
    /// A folder beside `path` that no other process uses; it is not created.
    pub(crate) fn beside(path: &Path) -> Self {
        let mut name = std::ffi::OsString::from(".");
        name.push(path.file_name().unwrap_or(path.as_os_str()));
        name.push(format!(".{}.part", std::process::id()));
        let folder = path.with_file_name(name);
        lock(&TEMPORARIES).push(folder.clone());
        Self(folder)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        lock(&TEMPORARIES).retain(|path| *path != self.0);
    }
}

/// Removes every temporary folder; the process ends.
pub(crate) fn remove_temporaries() {
    for folder in lock(&TEMPORARIES).iter() {
        let _ = fs::remove_dir_all(folder);
    }
}

/// Writes `bytes` to `path`, replacing a file that is there.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let _finishes = finish_writing();
    write_file(path, bytes)
        .with_context(|| format!("cannot write {}; free the disk or choose another --out", path.display()))
}

/// Prints to standard output. A reader that has gone away is no failure: the process ends quietly.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        outcome => outcome.context("cannot write to standard output; free the disk or send it elsewhere"),
    }
}

/// Prints a line to standard error, if that can be written.
pub(crate) fn remark(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Removes results of an earlier run, so that what lies in the folder is this run's.
pub(crate) fn remove_stale(folder: &Path, names: &[&str]) -> Result<()> {
    for name in names {
        let path = folder.join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).with_context(|| {
                    format!("cannot remove {} of an earlier run; choose another --out", path.display())
                });
            }
            _ => {}
        }
    }
    Ok(())
}

/// Refuses to write `results` over `inputs`.
pub(crate) fn keep_inputs(inputs: &[PathBuf], results: &[PathBuf]) -> Result<()> {
    let real = |path: &PathBuf| path.canonicalize().ok();
    let inputs: Vec<_> = inputs.iter().filter_map(real).collect();
    match results.iter().find(|result| real(result).is_some_and(|result| inputs.contains(&result))) {
        Some(result) => {
            bail!("{} is an input and would be overwritten; choose another --out", result.display())
        }
        None => Ok(()),
    }
}

/// Creates the folder of a run's files.
pub(crate) fn folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path)
        .with_context(|| format!("cannot create the folder {}; choose another --out", path.display()))
}

/// Waits until no file is being written; none is begun while the guard lives.
pub(crate) fn finish_writing() -> MutexGuard<'static, ()> {
    lock(&WRITING)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
