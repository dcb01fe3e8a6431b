// SPDX-License-Identifier: MIT OR Apache-2.0
//! `.npy`: `NumPy` 1.0, little-endian `<i4`, shape (frames, N, 2), (frames, N) of plain words.
//!
//! Written by hand, part by part in any order; read by the crate `npyz`.

use num_complex::Complex;

use super::read::Words;
use super::{Chunk, Encoder, Layout, ReadError};

pub(super) struct Npy;

/// Magic, version, length of the header and the header itself: a multiple of 64 bytes.
pub(in crate::vectors) fn header(layout: &Layout) -> Vec<u8> {
    let Layout { frames, len, .. } = layout;
    let shape = if layout.complex { format!("({frames}, {len}, 2)") } else { format!("({frames}, {len})") };
    let mut text = format!("{{'descr': '<i4', 'fortran_order': False, 'shape': {shape}, }}");
    let room = (10 + text.len() + 1).next_multiple_of(64) - 10;
    text.extend(std::iter::repeat_n(' ', room - 1 - text.len()));
    text.push('\n');
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend_from_slice(&(room as u16).to_le_bytes());
    bytes.extend_from_slice(text.as_bytes());
    bytes
}

impl Encoder for Npy {
    fn head(&self, layout: &Layout, _: usize, out: &mut Vec<u8>) {
        out.extend(header(layout));
    }

    fn chunk(&self, layout: &Layout, _: usize, chunk: &Chunk, out: &mut Vec<u8>) {
        for z in chunk.words {
            out.extend_from_slice(&z.re.to_le_bytes());
            if layout.complex {
                out.extend_from_slice(&z.im.to_le_bytes());
            }
        }
    }

    fn foot(&self, _: &Layout, _: usize, _: &mut Vec<u8>) {}
}

pub(super) fn read(bytes: &[u8]) -> Result<Words, ReadError> {
    let bad = |detail: String| ReadError::Header { kind: "NPY with <i4", detail };
    let file = npyz::NpyFile::new(bytes).map_err(|error| bad(error.to_string()))?;
    let shape = file.shape().to_vec();
    let numbers: Vec<i32> = file.into_vec().map_err(|error| bad(error.to_string()))?;
    let len = shape.get(1).map(|len| *len as usize);
    let components = match shape.as_slice() {
        [.., 2] if shape.len() == 3 => numbers.chunks(2).map(|z| Complex::new(z[0], z[1])).collect(),
        [_] | [_, _] => numbers.into_iter().map(|re| Complex::new(re, 0)).collect(),
        _ => return Err(bad(format!("shape {shape:?} and not (frames, N, 2) or (frames, N)"))),
    };
    Ok(Words { components, len, ..Words::default() })
}
