// SPDX-License-Identifier: MIT OR Apache-2.0
//! `.mem`: a comment, then one hexadecimal word a line, as `$readmemh` reads them.

use super::digits::{hex, hex_digits};
use super::read::{Words, of_at_most, tokens};
use super::{Chunk, Encoder, Layout, ReadError};

pub(super) struct Mem;

impl Encoder for Mem {
    fn head(&self, layout: &Layout, _: usize, out: &mut Vec<u8>) {
        out.extend_from_slice(format!("// {}\n", layout.describe()).as_bytes());
    }

    fn chunk(&self, layout: &Layout, _: usize, chunk: &Chunk, out: &mut Vec<u8>) {
        let digits = hex_digits(layout.word_width());
        out.reserve(chunk.words.len() * (digits + 1));
        for &z in chunk.words {
            hex(layout.word(z), digits, out);
            out.push(b'\n');
        }
    }

    fn foot(&self, _: &Layout, _: usize, _: &mut Vec<u8>) {}
}

/// Reads hexadecimal words; `@` addresses must go on where the words before ended, for a gap has no words.
pub(super) fn read(text: &str) -> Result<Words, ReadError> {
    let (mut words, mut digits) = (Vec::new(), 0);
    for (line, token) in tokens(text, &["//"], ("/*", "*/")) {
        let number = |digits: &str| {
            u64::from_str_radix(&digits.replace('_', ""), 16).map_err(|_| ReadError::Word {
                line,
                word: token.to_owned(),
                kind: "hexadecimal",
            })
        };
        match token.strip_prefix('@') {
            Some(address) if number(address)? == words.len() as u64 => {}
            Some(_) => return Err(ReadError::Gap { line, address: token.to_owned(), words: words.len() }),
            None => {
                words.push(number(token)?);
                digits = digits.max(token.len());
            }
        }
    }
    Ok(of_at_most(4 * digits as u32, words))
}
