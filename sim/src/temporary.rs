// SPDX-License-Identifier: MIT OR Apache-2.0
//! Files and folders that must not outlive an interrupt.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

static LIVE: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static NEXT: AtomicU64 = AtomicU64::new(0);

/// Removes every unfinished file and folder of this process, and lets no build of it finish any more.
///
/// For an interrupt handler that ends the process afterwards. It takes a lock and touches the disk, so
/// call it from a thread (as the crate `ctrlc` does), not from within a signal.
pub fn remove_temporaries() {
    INTERRUPTED.store(true, Ordering::SeqCst);
    for path in LIVE.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        remove(&path);
    }
}

/// Whether [`remove_temporaries`] was called.
pub(crate) fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// A number that no other temporary of this process has.
pub(crate) fn unique() -> u64 {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// A path that is removed when this value goes, unless it was renamed into place.
#[derive(Debug)]
pub(crate) struct Temporary {
    path: PathBuf,
}

impl Temporary {
    /// Registers `path`, which need not exist yet.
    pub(crate) fn new(path: PathBuf) -> Self {
        LIVE.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
        Self { path }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Renames it into place. Under the registry's lock, so that an interrupt comes before or after.
    pub(crate) fn publish(self, to: &Path) -> std::io::Result<()> {
        let _live = LIVE.lock().unwrap_or_else(PoisonError::into_inner);
        if interrupted() {
            return Err(std::io::ErrorKind::Interrupted.into());
        }
        std::fs::rename(&self.path, to)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let mut live = LIVE.lock().unwrap_or_else(PoisonError::into_inner);
        live.retain(|path| *path != self.path);
        drop(live);
        remove(&self.path);
    }
}

/// Tries again while a build that is being interrupted still writes into the folder.
fn remove(path: &Path) {
    for _ in 0..100 {
        // A missing file is what we want; what will not go, the janitor of the cache tries again.
        let _ = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
        if !path.exists() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}
