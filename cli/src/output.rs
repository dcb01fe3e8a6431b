// SPDX-License-Identifier: MIT OR Apache-2.0
//! Files appear whole or not at all: written beside their place under a temporary name, then renamed.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result};
use tempfile::NamedTempFile;

static TEMPORARIES: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Writes `bytes` to `path`, replacing a file that is there.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let cannot = || format!("cannot write {}; free the disk or choose another --out", path.display());
    let mut file = NamedTempFile::new_in(folder).with_context(cannot)?;
    let name = file.path().to_owned();
    track(|all| all.push(name.clone()));
    let written = file.write_all(bytes).and_then(|()| file.as_file().sync_all());
    let outcome = written.map_err(anyhow::Error::from).and_then(|()| Ok(file.persist(path)?));
    track(|all| all.retain(|other| *other != name));
    outcome.with_context(cannot)?;
    // A temporary file is private to its owner; a result is as public as any other file.
    make_public(path)
}

/// Creates the folder of a run's files.
pub(crate) fn folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path)
        .with_context(|| format!("cannot create the folder {}; choose another --out", path.display()))
}

/// Removes the temporary files of a run that is being interrupted.
pub(crate) fn remove_temporaries() {
    track(|all| {
        for path in all.drain(..) {
            let _ = fs::remove_file(path);
        }
    });
}

fn track(change: impl FnOnce(&mut Vec<PathBuf>)) {
    if let Ok(mut all) = TEMPORARIES.lock() {
        change(&mut all);
    }
}

#[cfg(unix)]
fn make_public(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
        .with_context(|| format!("cannot set the permissions of {}", path.display()))
}

#[cfg(not(unix))]
fn make_public(_: &Path) -> Result<()> {
    Ok(())
}
