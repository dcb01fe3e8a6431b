// SPDX-License-Identifier: MIT OR Apache-2.0
//! A kit against what it must be: every file derived anew and compared byte by byte.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::comparing::Comparing;
use super::kit::{FilePlan, Kit};
use super::manifest::{MANIFEST, Manifest, SCHEMA, Semantics, VERSION};
use super::{Hashing, MakeError};

/// A kit that cannot be verified at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// No manifest.
    #[error("cannot read {}: {source}; name the folder of a kit", path.display())]
    Manifest {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A manifest that is damaged.
    #[error("{} is no manifest: {detail}; make the kit again", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        detail: String,
    },
    /// A manifest of a later release.
    #[error(
        "{} has schema {schema} version {version}, and this release reads {SCHEMA} up to version {VERSION}; use a newer utsushi",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        schema: String,
        /// Its version.
        version: u64,
    },
    /// Another contract.
    #[error(
        "{} is of semantics version {theirs} ({sha256:.12}…), and this release has {ours}; verify it with the release that made it",
        path.display()
    )]
    Semantics {
        /// The file.
        path: PathBuf,
        /// The kit's version.
        theirs: u32,
        /// The kit's hash.
        sha256: String,
        /// This release's version.
        ours: u32,
    },
    /// The manifest cannot be derived.
    #[error(transparent)]
    Make(#[from] MakeError),
}

/// What is wrong with a file of a kit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its path below the kit's folder.
    pub path: String,
    /// What is wrong.
    pub kind: FaultKind,
}

/// The ways a file can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It is not there.
    Missing,
    /// It cannot be read.
    Unreadable(String),
    /// It differs.
    Differs {
        /// The first line that differs, from 1; of files without lines the byte says where.
        line: usize,
        /// The first byte that differs, from 0.
        byte: u64,
        /// That line as it is and as it should be; empty where it is no text.
        got: String,
        /// As it should be.
        expected: String,
    },
    /// The manifest's record of it is not the one that follows from the spec.
    Record,
    /// The manifest does not know it.
    Unlisted,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = &self.path;
        match &self.kind {
            FaultKind::Missing => write!(f, "{path} is missing; make the kit again"),
            FaultKind::Unreadable(why) => write!(f, "{path} cannot be read: {why}"),
            FaultKind::Differs { byte, got, expected, .. } if got.is_empty() && expected.is_empty() => {
                write!(f, "{path}, byte {byte} differs from what the spec gives")
            }
            FaultKind::Differs { line, got, expected, .. } => {
                write!(f, "{path}, line {line} is '{got}' and should be '{expected}'")
            }
            FaultKind::Record => write!(f, "{MANIFEST} does not say of {path} what follows from the spec"),
            FaultKind::Unlisted => write!(f, "{path} is not of this kit"),
        }
    }
}

/// The manifest in `folder`, if this release can judge it.
///
/// # Errors
/// If there is none, it is damaged, of a newer schema or of another contract.
pub fn load_manifest(folder: &Path) -> Result<Manifest, VerifyError> {
    #[derive(Deserialize)]
    struct Head {
        schema: String,
        version: u64,
    }
    let path = folder.join(MANIFEST);
    let text = std::fs::read_to_string(&path)
        .map_err(|source| VerifyError::Manifest { path: path.clone(), source })?;
    let damaged =
        |error: serde_json::Error| VerifyError::Damaged { path: path.clone(), detail: error.to_string() };
    let Head { schema, version } = serde_json::from_str(&text).map_err(damaged)?;
    if schema != SCHEMA || version > u64::from(VERSION) {
        return Err(VerifyError::Newer { path, schema, version });
    }
    let manifest: Manifest = serde_json::from_str(&text).map_err(damaged)?;
    let ours = Semantics::current();
    if manifest.semantics != ours {
        let Semantics { version: theirs, sha256 } = manifest.semantics;
        return Err(VerifyError::Semantics { path, theirs, sha256, ours: ours.version });
    }
    Ok(manifest)
}

impl Kit {
    /// Derives every file of the kit anew and compares it with the one in `folder`; all that is wrong, in order.
    ///
    /// # Errors
    /// If the manifest cannot be read or judged.
    pub fn verify(
        &self,
        folder: &Path,
        manifest: &Manifest,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<Vec<Fault>, VerifyError> {
        let (mut faults, mut records) = (Vec::new(), Vec::new());
        for file in self.files() {
            let (written, kind) = self.compare(folder, &file, progress);
            faults.extend(kind.map(|kind| Fault { path: file.path.clone(), kind }));
            if let Some(written) = written {
                let record = self.record(&file, written);
                if !manifest.files.contains(&record) {
                    faults.push(Fault { path: file.path.clone(), kind: FaultKind::Record });
                }
                records.push(record);
            }
        }
        let known = |path: &str| path == MANIFEST || records.iter().any(|record| record.path == path);
        for path in paths(folder, folder).into_iter().filter(|path| !known(path)) {
            faults.push(Fault { path, kind: FaultKind::Unlisted });
        }
        if faults.is_empty() && self.manifest(records)? != *manifest {
            faults.push(Fault { path: "its sets".into(), kind: FaultKind::Record });
        }
        Ok(faults)
    }

    /// The file as it should be, and how the one in the folder differs.
    fn compare(
        &self,
        folder: &Path,
        file: &FilePlan,
        progress: &(dyn Fn(usize) + Sync),
    ) -> (Option<super::Written>, Option<FaultKind>) {
        let opened = File::open(folder.join(&file.path));
        let missing = matches!(&opened, Err(error) if error.kind() == io::ErrorKind::NotFound);
        let mut sink = Hashing::new(Comparing::new(opened.ok()));
        if let Err(error) = self.emit(file, &mut sink, progress) {
            return (None, Some(FaultKind::Unreadable(error.to_string())));
        }
        let (comparing, written) = sink.into_parts();
        (Some(written), if missing { Some(FaultKind::Missing) } else { comparing.fault() })
    }
}

/// Every file below a folder, by its path with slashes, in order.
fn paths(folder: &Path, root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(paths(&path, root));
        } else if let Ok(below) = path.strip_prefix(root) {
            found.push(below.to_string_lossy().replace('\\', "/"));
        }
    }
    // What a simulator leaves beside the kit's files is the user's.
    found.retain(|path| !path.starts_with('.') && !path.contains("__pycache__"));
    found.sort();
    found
}
