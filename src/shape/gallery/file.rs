// SPDX-License-Identifier: MIT OR Apache-2.0
//! A gallery as one file, with its version, its spec and its checksum.
//!
//! The first line is `utsushi gallery VERSION`, the second JSON: tier, spec, labels, and how many coefficients and harmonics an
//! entry has. Then for every entry little-endian f64: the radius, the coefficients, the harmonics, re before im. The last 32 bytes
//! are the SHA-256 of all before them. What a search needs is computed from these, so that a file serves every machine.

use std::path::Path;

use num_complex::Complex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Entry, Gallery};
use crate::fft::FftSpec;
use crate::picture::write_file;
use crate::shape::descriptor::Parts;
use crate::shape::{Descriptor, ShapeError, Tier};

/// The version that is written, and the only one that is read.
pub const GALLERY_VERSION: u32 = 1;

const TITLE: &str = "utsushi gallery";
const CHECKSUM: usize = 32;

#[derive(Serialize, Deserialize)]
struct Header {
    tier: String,
    spec: FftSpec,
    coefficients: usize,
    harmonics: usize,
    labels: Vec<String>,
}

impl Gallery {
    /// The file's bytes; equal galleries have equal ones.
    ///
    /// # Panics
    /// Never: a header of strings and numbers can be written.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let first = self.entries[0].descriptor.parts();
        let header = Header {
            tier: self.tier.word().to_owned(),
            spec: self.spec.clone(),
            coefficients: first.coefficients.len(),
            harmonics: first.bands.len(),
            labels: self.entries.iter().map(|entry| entry.label.clone()).collect(),
        };
        let header = serde_json::to_string(&header).expect("strings and numbers");
        let mut bytes = format!("{TITLE} {GALLERY_VERSION}\n{header}\n").into_bytes();
        for entry in &self.entries {
            let parts = entry.descriptor.parts();
            bytes.extend(parts.radius.to_le_bytes());
            for z in parts.coefficients.iter().chain(&parts.bands) {
                bytes.extend(z.re.to_le_bytes());
                bytes.extend(z.im.to_le_bytes());
            }
        }
        let checksum = Sha256::digest(&bytes);
        bytes.extend(checksum);
        bytes
    }

    /// Writes the file under a temporary name, then renames it.
    ///
    /// # Errors
    /// If the folder is missing, not writable or full.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), ShapeError> {
        let path = path.as_ref();
        let name = || path.display().to_string();
        write_file(path, &self.to_bytes()).map_err(|source| ShapeError::Save { name: name(), source })
    }

    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read, is no gallery, of another version, or damaged.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, ShapeError> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let bytes =
            std::fs::read(path).map_err(|source| ShapeError::Folder { folder: name.clone(), source })?;
        Self::from_bytes(&bytes, &name)
    }

    /// Whether a file begins as a gallery does.
    #[must_use]
    pub fn is_file(path: impl AsRef<Path>) -> bool {
        use std::io::Read;
        let mut start = [0; TITLE.len()];
        let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut start));
        read.is_ok() && start == *TITLE.as_bytes()
    }

    /// Reads a file's bytes; `name` stands for it in errors.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn from_bytes(bytes: &[u8], name: &str) -> Result<Self, ShapeError> {
        let damaged = |what: &str| ShapeError::Damaged { name: name.to_owned(), what: what.to_owned() };
        let version =
            bytes.strip_prefix(TITLE.as_bytes()).and_then(|rest| rest.split(|&b| b == b'\n').next());
        let version = version.and_then(|text| std::str::from_utf8(text).ok()).map(str::trim);
        let Some(version) = version else { return Err(ShapeError::NoGallery { name: name.to_owned() }) };
        if version != GALLERY_VERSION.to_string() {
            let (name, version) = (name.to_owned(), version.chars().take(20).collect());
            return Err(ShapeError::GalleryVersion { name, version });
        }
        let split = bytes.len().checked_sub(CHECKSUM).ok_or_else(|| damaged("it ends too soon"))?;
        let (body, checksum) = bytes.split_at(split);
        if Sha256::digest(body).as_slice() != checksum {
            return Err(damaged("its bytes do not have its checksum"));
        }
        let mut lines = body.splitn(3, |&byte| byte == b'\n').skip(1);
        let (Some(header), Some(numbers)) = (lines.next(), lines.next()) else {
            return Err(damaged("it has no header"));
        };
        let header: Header = serde_json::from_slice(header).map_err(|error| damaged(&error.to_string()))?;
        Self::from_parts(&header, numbers, name).map_err(|what| what.unwrap_or_else(|what| damaged(&what)))
    }

    fn from_parts(header: &Header, numbers: &[u8], name: &str) -> Result<Self, Result<ShapeError, String>> {
        let tier: Tier = header.tier.parse().map_err(Err)?;
        let spec = header.spec.check().map_err(|error| Err(error.to_string()))?;
        let (numbers, rest) = numbers.as_chunks::<8>();
        let each = 1 + 2 * (header.coefficients + header.harmonics);
        if numbers.len() != each * header.labels.len() || !rest.is_empty() {
            return Err(Err("it has not the numbers that its header promises".to_owned()));
        }
        let numbers: Vec<f64> = numbers.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect();
        let entry = |(label, numbers): (&String, &[f64])| {
            let pairs = numbers[1..].as_chunks::<2>().0.iter().map(|[re, im]| Complex::new(*re, *im));
            let mut coefficients: Vec<_> = pairs.collect();
            let bands = coefficients.split_off(header.coefficients);
            let parts = Parts { tier, radius: numbers[0], coefficients, bands };
            Entry { label: label.clone(), descriptor: Descriptor::from_parts(parts) }
        };
        let entries = header.labels.iter().zip(numbers.chunks_exact(each)).map(entry).collect();
        Self::new(name, &spec, entries).map_err(Ok)
    }
}
