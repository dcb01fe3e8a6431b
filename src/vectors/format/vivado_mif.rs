// SPDX-License-Identifier: MIT OR Apache-2.0
//! `.vivado.mif`: one binary word a line and nothing else.

use super::digits::binary;
use super::read::Words;
use super::{Chunk, Encoder, Layout, ReadError};

pub(super) struct VivadoMif;

impl Encoder for VivadoMif {
    fn head(&self, _: &Layout, _: usize, _: &mut Vec<u8>) {}

    fn chunk(&self, layout: &Layout, _: usize, chunk: &Chunk, out: &mut Vec<u8>) {
        let bits = layout.word_width();
        out.reserve(chunk.words.len() * (bits as usize + 1));
        for &z in chunk.words {
            binary(layout.word(z), bits, out);
            out.push(b'\n');
        }
    }

    fn foot(&self, _: &Layout, _: usize, _: &mut Vec<u8>) {}
}

/// Reads binary words of one width.
pub(super) fn read(text: &str) -> Result<Words, ReadError> {
    let (mut words, mut width) = (Vec::new(), None);
    for (line, word) in (1..).zip(text.lines().map(str::trim)).filter(|(_, word)| !word.is_empty()) {
        let same = *width.get_or_insert(word.len()) == word.len();
        let number = u64::from_str_radix(word, 2).ok().filter(|_| same);
        words.push(number.ok_or_else(|| ReadError::Word { line, word: word.into(), kind: "binary" })?);
    }
    Ok(Words { words, width: width.map(|width| width as u32), ..Words::default() })
}
