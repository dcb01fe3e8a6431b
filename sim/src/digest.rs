// SPDX-License-Identifier: MIT OR Apache-2.0
//! Content addresses.

use std::path::Path;

use sha2::{Digest as _, Sha256};

/// Collects everything that matters, each part with its name and length so that no two lists look alike.
#[derive(Clone)]
pub(crate) struct Key {
    kind: &'static str,
    hash: Sha256,
}

impl Key {
    pub(crate) fn new(kind: &'static str) -> Self {
        Self { kind, hash: Sha256::new() }
    }

    pub(crate) fn add(&mut self, name: &str, part: impl AsRef<[u8]>) {
        let part = part.as_ref();
        self.hash.update(format!("{}:{name}:{}:", name.len(), part.len()));
        self.hash.update(part);
    }

    /// The kind and 32 hexadecimal digits: `model-…`.
    pub(crate) fn finish(self) -> String {
        format!("{}-{}", self.kind, hex(&self.hash.finalize()[..16]))
    }
}

/// SHA-256 of a file in hexadecimal.
pub(crate) fn of_file(path: &Path) -> std::io::Result<String> {
    Ok(hex(&Sha256::digest(std::fs::read(path)?)))
}

/// What tells one installed program from another without reading all of it.
pub(crate) fn identity(path: &Path) -> String {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let stamp = real.metadata().ok().map(|meta| (meta.len(), meta.modified().ok()));
    format!("{} {stamp:?}", real.display())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
