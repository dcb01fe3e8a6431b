// SPDX-License-Identifier: MIT OR Apache-2.0
//! `.mif`: Altera's memory initialisation file.

use super::digits::{hex, hex_digits};
use super::read::{MOST, Words, tokens};
use super::{Chunk, Encoder, Layout, ReadError};

pub(super) struct Mif;

impl Encoder for Mif {
    fn head(&self, layout: &Layout, _: usize, out: &mut Vec<u8>) {
        let (depth, width) = (layout.depth(), layout.word_width());
        let text = format!(
            "-- {}\nDEPTH = {depth};\nWIDTH = {width};\nADDRESS_RADIX = HEX;\nDATA_RADIX = HEX;\nCONTENT\nBEGIN\n",
            layout.describe()
        );
        out.extend_from_slice(text.as_bytes());
    }

    fn chunk(&self, layout: &Layout, _: usize, chunk: &Chunk, out: &mut Vec<u8>) {
        let digits = hex_digits(layout.word_width());
        let places = hex_digits(layout.depth().next_power_of_two().ilog2().max(1));
        for (address, &z) in (chunk.first * layout.len..).zip(chunk.words) {
            hex(address as u64, places, out);
            out.extend_from_slice(b" : ");
            hex(layout.word(z), digits, out);
            out.extend_from_slice(b";\n");
        }
    }

    fn foot(&self, _: &Layout, _: usize, out: &mut Vec<u8>) {
        out.extend_from_slice(b"END;\n");
    }
}

/// Reads a file whose radixes are hexadecimal; `[a..b] : v` fills a range.
pub(super) fn read(text: &str) -> Result<Words, ReadError> {
    let (mut depth, mut width, mut words) = (None, None, Vec::new());
    let whole = text.replace(';', " ; ").replace('=', " = ").replace(':', " : ");
    let mut statement: Vec<&str> = Vec::new();
    for (line, token) in tokens(&whole, &["--"], ("%", "%")) {
        if token != ";" {
            statement.push(token);
            continue;
        }
        while statement.first().is_some_and(|word| ["CONTENT", "BEGIN"].contains(word)) {
            statement.remove(0);
        }
        let bad = || ReadError::Statement { line, statement: statement.join(" ") };
        match statement.as_slice() {
            ["DEPTH", "=", value] => depth = Some(value.parse::<usize>().map_err(|_| bad())?),
            ["WIDTH", "=", value] => width = Some(value.parse::<u32>().map_err(|_| bad())?),
            ["ADDRESS_RADIX" | "DATA_RADIX", "=", "HEX"] | ["END"] | [] => {}
            [place, ":", value] => {
                let value = u64::from_str_radix(value, 16).map_err(|_| bad())?;
                let depth = depth.filter(|depth| *depth <= MOST).ok_or_else(bad)?;
                words.resize(depth, None);
                let (first, last) = range(place).filter(|(_, last)| *last < depth).ok_or_else(bad)?;
                words[first..=last].fill(Some(value));
            }
            _ => return Err(bad()),
        }
        statement.clear();
    }
    let missing = words.iter().position(Option::is_none);
    if let Some(address) = missing {
        return Err(ReadError::Missing { address });
    }
    let width = width.filter(|width| (1..=64).contains(width)).ok_or(ReadError::Width)?;
    Ok(Words { words: words.into_iter().flatten().collect(), width: Some(width), ..Words::default() })
}

fn range(place: &str) -> Option<(usize, usize)> {
    let number = |text: &str| usize::from_str_radix(text.trim(), 16).ok();
    match place.strip_prefix('[').and_then(|place| place.strip_suffix(']')) {
        Some(range) => {
            range.split_once("..").and_then(|(a, b)| Some((number(a)?, number(b)?))).filter(|(a, b)| a <= b)
        }
        None => number(place).map(|address| (address, address)),
    }
}
