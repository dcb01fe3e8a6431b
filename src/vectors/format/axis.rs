// SPDX-License-Identifier: MIT OR Apache-2.0
//! `.axis.txt`: one beat of an AXI-Stream a line: clocks without a beat before it, data, tlast, tuser.

use super::digits::{hex, hex_digits};
use super::read::{Words, tokens};
use super::{Chunk, Encoder, Layout, ReadError};

pub(super) struct Axis;

impl Encoder for Axis {
    fn head(&self, layout: &Layout, _: usize, out: &mut Vec<u8>) {
        out.extend_from_slice(format!("# {}: gap data last user\n", layout.describe()).as_bytes());
    }

    fn chunk(&self, layout: &Layout, _: usize, chunk: &Chunk, out: &mut Vec<u8>) {
        let digits = hex_digits(layout.word_width());
        for (i, words) in chunk.words.chunks(layout.len).enumerate() {
            let flag = chunk.flags.get(i).copied().unwrap_or(false);
            for (index, &z) in words.iter().enumerate() {
                out.extend_from_slice(b"0 ");
                hex(layout.word(z), digits, out);
                let last = index + 1 == layout.len;
                out.extend_from_slice(if last { b" 1 " } else { b" 0 " });
                out.extend_from_slice(if flag { b"1\n" } else { b"0\n" });
            }
        }
    }

    fn foot(&self, _: &Layout, _: usize, _: &mut Vec<u8>) {}
}

pub(super) fn read(text: &str) -> Result<Words, ReadError> {
    let tokens = tokens(text, &["#"], ("/*", "*/"));
    let (mut all, mut digits) = (Words::default(), 0);
    for beat in tokens.chunks(4) {
        let bad = || ReadError::Word { line: beat[0].0, word: beat[0].1.into(), kind: "beat's" };
        let [(_, gap), (_, data), (_, last), (_, user)] = beat else { return Err(bad()) };
        gap.parse::<u32>().map_err(|_| bad())?;
        all.words.push(u64::from_str_radix(data, 16).map_err(|_| bad())?);
        digits = digits.max(data.len() as u32);
        if *last == "1" {
            all.flags.push(u64::from_str_radix(user, 16).map_err(|_| bad())? & 1 == 1);
        }
    }
    all.width = Some(4 * digits).filter(|width| *width > 0);
    all.len = all.words.len().checked_div(all.flags.len());
    Ok(all)
}
