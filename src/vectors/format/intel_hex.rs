// SPDX-License-Identifier: MIT OR Apache-2.0
//! `.ihex`: Intel HEX. A word takes 1, 2, 4 or 8 bytes, lowest first, and a record 16 bytes at most.

use super::digits::hex;
use super::read::Words;
use super::{Chunk, Encoder, Layout, ReadError};

pub(super) struct IntelHex;

/// Bytes of a record at most.
const RECORD: usize = 16;

fn bytes(layout: &Layout) -> usize {
    // A power of two, so that no record straddles a 64 KiB page.
    layout.word_width().div_ceil(8).next_power_of_two() as usize
}

fn record(kind: u8, address: u16, data: &[u8], out: &mut Vec<u8>) {
    let head = [data.len() as u8, (address >> 8) as u8, address as u8, kind];
    let sum = head.iter().chain(data).fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
    out.push(b':');
    for byte in head.iter().chain(data).chain([&sum.wrapping_neg()]) {
        hex((*byte).into(), 2, out);
    }
    out.push(b'\n');
}

impl Encoder for IntelHex {
    fn head(&self, _: &Layout, _: usize, _: &mut Vec<u8>) {}

    fn chunk(&self, layout: &Layout, _: usize, chunk: &Chunk, out: &mut Vec<u8>) {
        let size = bytes(layout);
        let group = RECORD / size;
        let first = chunk.first * layout.len;
        let mut data = Vec::with_capacity(RECORD);
        let mut high = None;
        // The chunk before ended in another 64 KiB, or there is none.
        if first > 0 {
            high = Some(((first - 1) * size) >> 16);
        }
        for (i, words) in chunk.words.chunks(group).enumerate() {
            let address = (first + i * group) * size;
            if high != Some(address >> 16) && (high.is_some() || address >> 16 > 0) {
                record(4, 0, &((address >> 16) as u16).to_be_bytes(), out);
            }
            high = Some(address >> 16);
            data.clear();
            for &z in words {
                data.extend_from_slice(&layout.word(z).to_le_bytes()[..size]);
            }
            record(0, address as u16, &data, out);
        }
    }

    fn foot(&self, _: &Layout, _: usize, out: &mut Vec<u8>) {
        record(1, 0, &[], out);
    }
}

/// Reads the bytes of records that follow each other; words are made of them once their width is known.
pub(super) fn read(text: &str) -> Result<Words, ReadError> {
    let (mut data, mut high) = (Vec::new(), 0_usize);
    for (line, text) in (1..).zip(text.lines().map(str::trim)).filter(|(_, text)| !text.is_empty()) {
        let bad = || ReadError::Word { line, word: text.into(), kind: "Intel HEX record" };
        let digits = text
            .strip_prefix(':')
            .filter(|digits| digits.is_ascii() && digits.len() % 2 == 0)
            .ok_or_else(bad)?;
        let byte = |i: usize| u8::from_str_radix(&digits[2 * i..2 * i + 2], 16).map_err(|_| bad());
        let record: Vec<u8> = (0..digits.len() / 2).map(byte).collect::<Result<_, _>>()?;
        let sum = record.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
        let [count, high_byte, low_byte, kind, body @ .., _] = record.as_slice() else { return Err(bad()) };
        if sum != 0 || usize::from(*count) != body.len() {
            return Err(ReadError::Checksum { line });
        }
        match (kind, body) {
            (0, body) => {
                let address = (high << 16) + (usize::from(*high_byte) << 8) + usize::from(*low_byte);
                if address != data.len() {
                    let address = format!("{address:x}");
                    return Err(ReadError::Gap { line, address, words: data.len() });
                }
                data.extend_from_slice(body);
            }
            (1, []) => break,
            (4, [a, b]) => high = usize::from(u16::from_be_bytes([*a, *b])),
            _ => return Err(bad()),
        }
    }
    Ok(Words { bytes: data, ..Words::default() })
}
