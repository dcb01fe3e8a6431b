// SPDX-License-Identifier: MIT OR Apache-2.0
//! `.coe`: AMD's coefficient file. The radix, then the vector, which must come last.

use super::digits::{hex, hex_digits};
use super::read::{Words, of_at_most};
use super::{Chunk, Encoder, Layout, ReadError};

pub(super) struct Coe;

impl Encoder for Coe {
    fn head(&self, layout: &Layout, _: usize, out: &mut Vec<u8>) {
        let text = format!(
            "; {}\nmemory_initialization_radix=16;\nmemory_initialization_vector=\n",
            layout.describe()
        );
        out.extend_from_slice(text.as_bytes());
    }

    fn chunk(&self, layout: &Layout, _: usize, chunk: &Chunk, out: &mut Vec<u8>) {
        let digits = hex_digits(layout.word_width());
        for (i, &z) in (chunk.first * layout.len..).zip(chunk.words) {
            hex(layout.word(z), digits, out);
            out.extend_from_slice(if i + 1 == layout.depth() { b";\n" } else { b",\n" });
        }
    }

    fn foot(&self, _: &Layout, _: usize, _: &mut Vec<u8>) {}
}

/// Reads the vector in radix 2, 10 or 16.
pub(super) fn read(text: &str) -> Result<Words, ReadError> {
    // A semicolon ends a statement, and a line that begins with one is a comment.
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim_start().starts_with(';'));
    let (mut radix, mut in_vector) = (None, false);
    let (mut words, mut digits) = (Vec::new(), 0);
    for (line, text) in lines {
        let mut rest = text.trim();
        if let Some((key, value)) = rest.split_once('=') {
            if key.trim() == "memory_initialization_radix" {
                radix = value.trim().trim_end_matches(';').parse().ok();
                continue;
            }
            in_vector = key.trim() == "memory_initialization_vector";
            rest = value;
        }
        let radix = radix.filter(|radix| [2, 10, 16].contains(radix)).ok_or(ReadError::Radix { line })?;
        for word in rest.split([',', ';', ' ', '\t']).filter(|word| in_vector && !word.is_empty()) {
            let number = u64::from_str_radix(word, radix);
            words.push(number.map_err(|_| ReadError::Word {
                line,
                word: word.into(),
                kind: "coefficient",
            })?);
            digits = digits.max(word.len() as u32 * if radix == 2 { 1 } else { 4 });
        }
    }
    Ok(of_at_most(digits, words))
}
