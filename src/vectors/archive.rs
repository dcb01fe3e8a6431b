// SPDX-License-Identifier: MIT OR Apache-2.0
//! `.npz`: arrays in a zip archive, stored and without a time, so that the same arrays give the same bytes.

use std::io::{self, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// What writes an array to a sink.
pub(super) type Writer<'a> = Box<dyn FnOnce(&mut dyn Write) -> io::Result<()> + 'a>;

/// An array of an archive.
pub(super) struct Member<'a> {
    /// Its name, without `.npy`.
    pub(super) name: String,
    /// Writes it as NPY.
    pub(super) write: Writer<'a>,
}

/// Writes an archive to a sink that need not seek.
pub(super) fn write<'a>(members: impl Iterator<Item = Member<'a>>, sink: &mut dyn Write) -> io::Result<()> {
    let mut archive = ZipWriter::new_stream(sink);
    // 64-bit sizes throughout: whether an array passes 4 GiB is known too late.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .large_file(true);
    for member in members {
        archive.start_file(format!("{}.npy", member.name), options).map_err(io::Error::other)?;
        (member.write)(&mut archive)?;
    }
    archive.finish().map_err(io::Error::other)?;
    Ok(())
}
