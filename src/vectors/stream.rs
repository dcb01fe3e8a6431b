// SPDX-License-Identifier: MIT OR Apache-2.0
//! Words to a file in bounded memory: parts are made on all threads, hashed and written in order, and the file gets its
//! name when it is whole.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use num_complex::Complex;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::format::{Chunk, Encoder, Format, Layout};
use crate::picture::temporary_name;

/// Frames of words that can be asked for in any order, by several threads, as often as a format needs.
pub trait Source: Sync {
    /// What the words are.
    fn layout(&self) -> Layout;

    /// The words of the frames from `first` on, as many as fit `words`, and what stands beside each frame.
    ///
    /// # Errors
    /// If they cannot be had.
    fn fill(&self, first: usize, words: &mut [Complex<i32>], flags: &mut [bool]) -> io::Result<()>;
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Bytes.
    pub bytes: u64,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
}

/// Words that a thread turns into text at a time: 512 kB of them, and a few times as much text.
const PART: usize = 1 << 16;

/// Streams the words of `source` in `format` to `sink`, calling `progress` with the number of frames of each part.
///
/// # Errors
/// If the source or the sink fails, or the format is an archive.
pub fn stream(
    format: Format,
    source: &dyn Source,
    sink: &mut dyn Write,
    progress: &(dyn Fn(usize) + Sync),
) -> io::Result<()> {
    let encoder = format.encoder().ok_or(io::ErrorKind::Unsupported)?;
    let layout = source.layout();
    // A multiple of 16, so that no record of Intel HEX straddles a page.
    let frames = (PART / layout.len).next_multiple_of(16);
    let parts: Vec<usize> = (0..layout.frames).step_by(frames).collect();
    let mut edge = Vec::new();
    for pass in 0..encoder.passes(&layout) {
        encoder.head(&layout, pass, &mut edge);
        sink.write_all(&std::mem::take(&mut edge))?;
        for some in parts.chunks(2 * rayon::current_num_threads()) {
            let part = |&first: &usize| {
                let frames = frames.min(layout.frames - first);
                part(encoder, &layout, source, pass, first, frames)
            };
            let made: Vec<io::Result<Vec<u8>>> = some.par_iter().map(part).collect();
            for (part, first) in made.into_iter().zip(some) {
                sink.write_all(&part?)?;
                progress(frames.min(layout.frames - first));
            }
        }
        encoder.foot(&layout, pass, &mut edge);
    }
    sink.write_all(&edge)
}

fn part(
    encoder: &dyn Encoder,
    layout: &Layout,
    source: &dyn Source,
    pass: usize,
    first: usize,
    frames: usize,
) -> io::Result<Vec<u8>> {
    let mut words = vec![Complex::new(0, 0); frames * layout.len];
    let mut flags = vec![false; frames];
    source.fill(first, &mut words, &mut flags)?;
    let mut text = Vec::with_capacity(words.len() * 12);
    encoder.chunk(layout, pass, &Chunk { first, words: &words, flags: &flags }, &mut text);
    Ok(text)
}

/// A sink that counts and hashes what goes through it.
pub struct Hashing<W> {
    inner: W,
    hash: Sha256,
    bytes: u64,
}

impl<W: Write> Hashing<W> {
    /// In front of `inner`.
    pub fn new(inner: W) -> Self {
        Self { inner, hash: Sha256::new(), bytes: 0 }
    }

    /// What went through.
    #[must_use]
    pub fn finish(self) -> Written {
        self.into_parts().1
    }

    /// The sink behind, and what went through.
    pub(super) fn into_parts(self) -> (W, Written) {
        (self.inner, Written { bytes: self.bytes, sha256: hexadecimal(&self.hash.finalize()) })
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Bytes as lower-case hexadecimal.
fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// SHA-256 of some bytes, lower-case hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Writes a file through `write` under a temporary name beside `path`, then gives it that name.
///
/// # Errors
/// If `write` or the disk fails; nothing is left behind then.
pub fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut Hashing<File>) -> io::Result<()>,
) -> io::Result<Written> {
    let temporary = temporary_name(path)?;
    let written = File::create(&temporary).and_then(|file| {
        let mut sink = Hashing::new(file);
        write(&mut sink)?;
        sink.flush()?;
        fs::rename(&temporary, path)?;
        Ok(sink.finish())
    });
    if written.is_err() {
        // The first error is the one worth telling.
        let _ = fs::remove_file(&temporary);
    }
    written
}
