// SPDX-License-Identifier: MIT OR Apache-2.0
//! A folder of things built once, addressed by everything that decided them.
//!
//! An entry is built in a temporary folder, sealed by a manifest of hashes and renamed into place, so
//! it is there whole or not at all. A lock lets one builder work while the others wait for its entry.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::digest;
use crate::temporary::{self, Temporary};
use crate::{Environment, SimError};

const MANIFEST: &str = "manifest";

/// The cache folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cache {
    dir: PathBuf,
}

/// A finished entry.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) dir: PathBuf,
    /// Whether it was there already.
    pub(crate) hit: bool,
}

impl Cache {
    /// The folder `named`, else `UTSUSHI_CACHE`, `XDG_CACHE_HOME/utsushi` or `~/.cache/utsushi`. It is
    /// created when something is first built.
    ///
    /// # Errors
    /// If nothing names a folder.
    pub fn find(named: Option<&Path>, environment: &Environment) -> Result<Self, SimError> {
        let beside = |folder: &Option<PathBuf>, name| folder.as_ref().map(|folder| folder.join(name));
        let dir = named
            .map(Path::to_owned)
            .or_else(|| environment.cache.clone())
            .or_else(|| beside(&environment.xdg_cache, "utsushi"))
            .or_else(|| beside(&environment.home, ".cache/utsushi"))
            .ok_or(SimError::NoCacheFolder)?;
        Ok(Self { dir: environment.current.join(dir) })
    }

    /// The folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Where the entry of `key` is, or will be.
    pub(crate) fn place(&self, key: &str) -> PathBuf {
        self.dir.join(key)
    }

    /// The entry of `key`; `build` fills the folder it is given, and returns files from outside whose
    /// change makes the entry void.
    pub(crate) fn entry<B>(&self, key: &str, build: B) -> Result<Entry, SimError>
    where
        B: FnOnce(&Path) -> Result<Vec<PathBuf>, SimError>,
    {
        let dir = self.place(key);
        if is_whole(&dir) {
            return Ok(Entry { dir, hit: true });
        }
        self.create_dir(&self.dir.join("locks"))?;
        let _lock = self.lock(stripe(key))?;
        // Whoever held the lock may have built it.
        if is_whole(&dir) {
            return Ok(Entry { dir, hit: true });
        }
        let (work, _alive) = self.work_folder()?;
        let sealed = build(work.path()).and_then(|files| self.seal(work.path(), &files));
        if let Err(error) = sealed {
            return Err(self.explain(work.path(), error));
        }
        self.publish(work, &dir)?;
        Ok(Entry { dir, hit: false })
    }

    fn create_dir(&self, dir: &Path) -> Result<(), SimError> {
        fs::create_dir_all(dir).map_err(|error| self.failure(error))
    }

    /// Waits for the lock called `name`. Where the file system has no locks the rename alone decides.
    fn lock(&self, name: &str) -> Result<File, SimError> {
        let path = self.dir.join("locks").join(name);
        let file =
            File::options().create(true).append(true).open(path).map_err(|error| self.failure(error))?;
        match file.lock() {
            Err(error) if error.kind() != ErrorKind::Unsupported => Err(self.failure(error)),
            _ => Ok(file),
        }
    }

    /// A new folder to build in, and the lock that shows its builder alive. Stale ones are swept first.
    fn work_folder(&self) -> Result<(Temporary, File), SimError> {
        let _janitor = self.lock("janitor")?;
        self.sweep();
        let name = format!("tmp-{}-{}", std::process::id(), temporary::unique());
        let work = Temporary::new(self.dir.join(name));
        self.create_dir(work.path())?;
        let alive = File::create(work.path().join("alive")).map_err(|error| self.failure(error))?;
        // Without locks on this file system nobody sweeps either.
        let _ = alive.lock();
        Ok((work, alive))
    }

    /// Removes the work folders of builders that died.
    fn sweep(&self) {
        let Ok(entries) = self.dir.read_dir() else { return };
        for path in entries.flatten().map(|entry| entry.path()) {
            let is_work = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("tmp-"));
            if is_work && File::open(path.join("alive")).map_or(true, |alive| alive.try_lock().is_ok()) {
                let _ = fs::remove_dir_all(path);
            }
        }
    }

    fn seal(&self, work: &Path, outside: &[PathBuf]) -> Result<(), SimError> {
        let mut text = String::new();
        let write = |text: &mut String, path: &Path, name: &Path| -> io::Result<()> {
            writeln!(text, "{} {}", digest::of_file(path)?, name.display()).map_err(io::Error::other)
        };
        let sealed = files_below(work).and_then(|names| {
            names.iter().try_for_each(|name| write(&mut text, &work.join(name), name))?;
            outside.iter().try_for_each(|path| write(&mut text, path, path))?;
            fs::write(work.join(MANIFEST), &text)
        });
        sealed.map_err(|error| self.failure(error))
    }

    fn publish(&self, work: Temporary, dir: &Path) -> Result<(), SimError> {
        if dir.exists() {
            // A damaged entry makes room.
            let name = format!("tmp-{}-{}", std::process::id(), temporary::unique());
            let old = Temporary::new(self.dir.join(name));
            let _ = fs::rename(dir, old.path());
        }
        match work.publish(dir) {
            Err(error) if error.kind() == ErrorKind::Interrupted => Err(SimError::Interrupted),
            // Without locks another builder may have been first.
            Err(_) if is_whole(dir) => Ok(()),
            Err(error) => Err(self.failure(error)),
            Ok(()) => Ok(()),
        }
    }

    /// The reason why the folder cannot be written, as a sentence about the folder.
    pub(crate) fn failure(&self, source: io::Error) -> SimError {
        if temporary::interrupted() {
            return SimError::Interrupted;
        }
        let dir = self.dir.clone();
        if is_full(&source) { SimError::CacheFull { dir } } else { SimError::CacheUnwritable { dir, source } }
    }

    /// A tool that fails on a full disk says so in its own words, or in none: see whether there is room.
    fn explain(&self, work: &Path, error: SimError) -> SimError {
        if temporary::interrupted() {
            return SimError::Interrupted;
        }
        match fs::write(work.join("probe"), vec![0x55; 1 << 20]) {
            Err(probe) if is_full(&probe) => SimError::CacheFull { dir: self.dir.clone() },
            _ => error,
        }
    }
}

/// The lock of a key: its kind and two digits, so that there are few lock files. A model's builder waits
/// for runtime entries while it holds its own lock; kinds keep their locks apart, so no cycle arises.
fn stripe(key: &str) -> &str {
    let kind = key.find('-').unwrap_or(0);
    &key[..(kind + 3).min(key.len())]
}

fn is_full(error: &io::Error) -> bool {
    use ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge)
}

/// Whether every file of the entry is as its manifest says.
fn is_whole(dir: &Path) -> bool {
    let Ok(manifest) = fs::read_to_string(dir.join(MANIFEST)) else { return false };
    !manifest.is_empty()
        && manifest.lines().all(|line| {
            let Some((hash, name)) = line.split_once(' ') else { return false };
            digest::of_file(&dir.join(name)).is_ok_and(|found| found == hash)
        })
}

/// Names of the files below `dir`, relative to it, sorted; without the builder's sign of life.
fn files_below(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in dir.join(&folder).read_dir()? {
            let entry = entry?;
            let name = folder.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(name);
            } else if name != Path::new("alive") {
                names.push(name);
            }
        }
    }
    names.sort();
    Ok(names)
}
