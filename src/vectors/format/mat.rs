// SPDX-License-Identifier: MIT OR Apache-2.0
//! `.mat`: MATLAB's MAT-file, level 5, uncompressed: one matrix of int32, N × frames, complex or real.
//!
//! After "MAT-File Format", The `MathWorks`: a header of 128 bytes, then elements of a tag (type, bytes) and data padded to 8 bytes.

use super::read::{Words, joined};
use super::{Chunk, Encoder, Layout, ReadError, component, components};

pub(super) struct Mat;

const INT8: u32 = 1;
const INT32: u32 = 5;
const UINT32: u32 = 6;
const MATRIX: u32 = 14;
/// The class of a matrix of int32, and the flag of a complex one.
const CLASS_INT32: u32 = 12;
const COMPLEX: u32 = 0x0800;

fn tag(kind: u32, bytes: usize, out: &mut Vec<u8>) {
    out.extend_from_slice(&kind.to_le_bytes());
    out.extend_from_slice(&(bytes as u32).to_le_bytes());
}

fn pad(out: &mut Vec<u8>) {
    out.resize(out.len().next_multiple_of(8), 0);
}

impl Encoder for Mat {
    fn passes(&self, layout: &Layout) -> usize {
        components(layout)
    }

    fn head(&self, layout: &Layout, pass: usize, out: &mut Vec<u8>) {
        let data = 4 * layout.depth();
        if pass == 0 {
            let mut text = format!("MATLAB 5.0 MAT-file, {}", layout.describe()).into_bytes();
            text.resize(116, b' ');
            text.extend_from_slice(&[0; 8]);
            // Version 0x0100, and "IM" for little-endian.
            text.extend_from_slice(&[0, 1, b'I', b'M']);
            out.extend(text);
            let name = layout.name.len();
            let parts = components(layout) * (8 + data.next_multiple_of(8));
            tag(MATRIX, 16 + 16 + 8 + name.next_multiple_of(8) + parts, out);
            tag(UINT32, 8, out);
            let flags = CLASS_INT32 | if layout.complex { COMPLEX } else { 0 };
            out.extend_from_slice(&flags.to_le_bytes());
            out.extend_from_slice(&[0; 4]);
            tag(INT32, 8, out);
            out.extend_from_slice(&(layout.len as u32).to_le_bytes());
            out.extend_from_slice(&(layout.frames as u32).to_le_bytes());
            tag(INT8, name, out);
            out.extend_from_slice(layout.name.as_bytes());
            pad(out);
        }
        tag(INT32, data, out);
    }

    fn chunk(&self, _: &Layout, pass: usize, chunk: &Chunk, out: &mut Vec<u8>) {
        for &z in chunk.words {
            out.extend_from_slice(&component(pass, z).to_le_bytes());
        }
    }

    fn foot(&self, layout: &Layout, _: usize, out: &mut Vec<u8>) {
        out.resize(out.len() + 4 * layout.depth() % 8, 0);
    }
}

/// Reads a file of one matrix of int32, little-endian and uncompressed, as those above.
pub(super) fn read(bytes: &[u8]) -> Result<Words, ReadError> {
    let bad =
        |detail: &str| ReadError::Header { kind: "a MAT-file with one int32 matrix", detail: detail.into() };
    if bytes.get(124..128) != Some(&[0, 1, b'I', b'M']) {
        return Err(bad("it is not level 5, little-endian"));
    }
    let mut elements = Elements { bytes, at: 128 };
    let (MATRIX, _) = elements.tag().ok_or_else(|| bad("it ends in its header"))? else {
        return Err(bad("its first element is compressed or no matrix"));
    };
    let mut next = |what: &'static str| elements.element().ok_or_else(|| bad(what));
    let (flags, shape, _name) = (next("no flags")?, next("no dimensions")?, next("no name")?);
    let word = |bytes: &[u8], i: usize| {
        bytes.get(4 * i..4 * i + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    };
    let flags =
        word(flags, 0).filter(|flags| flags & 0xff == CLASS_INT32).ok_or_else(|| bad("it is not int32"))?;
    let len = word(shape, 0).ok_or_else(|| bad("no dimensions"))? as usize;
    let numbers =
        |bytes: &[u8]| bytes.chunks_exact(4).map(|b| i32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
    let re = numbers(next("no real part")?);
    let im = if flags & COMPLEX == 0 { None } else { Some(numbers(next("no imaginary part")?)) };
    Ok(Words { components: joined(re, im), len: Some(len), ..Words::default() })
}

/// Elements one after the other.
struct Elements<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Elements<'a> {
    fn tag(&mut self) -> Option<(u32, usize)> {
        let tag = self.bytes.get(self.at..self.at + 8)?;
        self.at += 8;
        let word = |i: usize| u32::from_le_bytes([tag[i], tag[i + 1], tag[i + 2], tag[i + 3]]);
        Some((word(0), word(4) as usize))
    }

    fn element(&mut self) -> Option<&'a [u8]> {
        let (_, len) = self.tag()?;
        let data = self.bytes.get(self.at..self.at.checked_add(len)?)?;
        self.at += len.next_multiple_of(8);
        Some(data)
    }
}
