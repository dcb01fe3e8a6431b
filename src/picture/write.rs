// SPDX-License-Identifier: MIT OR Apache-2.0
//! Pictures to files: a reader sees the old file or the whole new one, never a half.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

use super::{ColorPicture, Depth, Picture, PictureError};

impl Picture {
    /// The picture as PNG, 8 or 16 bits; the same picture gives the same bytes.
    ///
    /// # Errors
    /// If it cannot be encoded; `name` stands for it in the sentence.
    pub fn to_png(&self, name: &str) -> Result<Vec<u8>, PictureError> {
        let (color, bytes) = match self.depth() {
            Depth::Eight => (ExtendedColorType::L8, self.to_bytes()),
            // The encoder takes 16-bit samples in the machine's own byte order.
            Depth::Sixteen => {
                (ExtendedColorType::L16, self.samples().iter().flat_map(|p| p.to_ne_bytes()).collect())
            }
        };
        encode(&bytes, self.width(), self.height(), color, name)
    }

    /// Writes the picture as PNG, see [`write_file`].
    ///
    /// # Errors
    /// If it cannot be encoded or written.
    pub fn write_png(&self, path: impl AsRef<Path>) -> Result<(), PictureError> {
        write_named(path.as_ref(), |name| self.to_png(name))
    }
}

impl ColorPicture {
    /// The picture as PNG; the same picture gives the same bytes.
    ///
    /// # Errors
    /// If it cannot be encoded; `name` stands for it in the sentence.
    pub fn to_png(&self, name: &str) -> Result<Vec<u8>, PictureError> {
        encode(self.pixels().as_flattened(), self.width(), self.height(), ExtendedColorType::Rgb8, name)
    }

    /// Writes the picture as PNG, see [`write_file`].
    ///
    /// # Errors
    /// If it cannot be encoded or written.
    pub fn write_png(&self, path: impl AsRef<Path>) -> Result<(), PictureError> {
        write_named(path.as_ref(), |name| self.to_png(name))
    }
}

fn encode(
    bytes: &[u8],
    width: usize,
    height: usize,
    color: ExtendedColorType,
    name: &str,
) -> Result<Vec<u8>, PictureError> {
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Default, FilterType::Adaptive)
        .write_image(bytes, width as u32, height as u32, color)
        .map_err(|error| PictureError::Encode { name: name.to_owned(), detail: error.to_string() })?;
    Ok(png)
}

fn write_named(
    path: &Path,
    encode: impl FnOnce(&str) -> Result<Vec<u8>, PictureError>,
) -> Result<(), PictureError> {
    let name = path.display().to_string();
    let bytes = encode(&name)?;
    write_file(path, &bytes).map_err(|source| PictureError::Write { name, source })
}

/// Writes `bytes` to a temporary name in the same folder, then renames it to `path`.
///
/// # Errors
/// If the folder is missing, not writable or full; nothing is left behind then.
pub fn write_file(path: impl AsRef<Path>, bytes: &[u8]) -> io::Result<()> {
    let path = path.as_ref();
    let temporary = temporary_name(path)?;
    let written = fs::write(&temporary, bytes).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // The first error is the one worth telling.
        let _ = fs::remove_file(&temporary);
    }
    written
}

pub(crate) fn temporary_name(path: &Path) -> io::Result<PathBuf> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let file = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let mut name = std::ffi::OsString::from(".");
    name.push(file);
    name.push(format!(".{}.{count}.part", std::process::id()));
    Ok(path.with_file_name(name))
}
