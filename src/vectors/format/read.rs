// SPDX-License-Identifier: MIT OR Apache-2.0
//! Reading any format back: from a file's bytes to its words.

use num_complex::Complex;

use super::{Format, axis, c_header, coe, csv, intel_hex, mat, mem, mif, npy, package, vivado_mif};

/// Words of a memory that a file may hold at most.
pub(super) const MOST: usize = 1 << 28;

/// What a file holds, as far as its format says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The bits of every word; empty where the format has components.
    pub words: Vec<u64>,
    /// Bits of a word, if the format tells; for hexadecimal words four a digit, which is the most they can have.
    pub width: Option<u32>,
    /// The components of every word; empty where the format has bits.
    pub components: Vec<Complex<i32>>,
    /// Bytes, where the format has nothing else.
    pub bytes: Vec<u8>,
    /// Words of a frame, if the format tells.
    pub len: Option<usize>,
    /// What stood beside each frame: overflow, or the direction.
    pub flags: Vec<bool>,
}

/// A file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The name tells no format.
    #[error(
        "the name tells no format; give one of mem, coe, mif, vivado-mif, ihex, csv, npy, axis, sv, c or mat"
    )]
    Unknown,
    /// An archive has arrays, and each is a file.
    #[error("a .npz is an archive of .npy files; unpack it, or open it with NumPy")]
    Archive,
    /// A text format with bytes that are no text.
    #[error("the file is no text; the format is one of text")]
    Text,
    /// A word that is none.
    #[error("line {line}: '{word}' is no {kind} word")]
    Word {
        /// Line, from 1.
        line: usize,
        /// What stands there.
        word: String,
        /// What should.
        kind: &'static str,
    },
    /// An address that leaves words out.
    #[error(
        "line {line}: address {address} leaves a gap or goes back, after {words} words; give words one after the other"
    )]
    Gap {
        /// Line, from 1.
        line: usize,
        /// The address.
        address: String,
        /// Words (or bytes) before it.
        words: usize,
    },
    /// A checksum that does not fit.
    #[error("line {line}: the record's length or checksum does not fit its bytes; fetch the file again")]
    Checksum {
        /// Line, from 1.
        line: usize,
    },
    /// No radix before the words.
    #[error("line {line}: memory_initialization_radix is 2, 10 or 16 and comes before the vector")]
    Radix {
        /// Line, from 1.
        line: usize,
    },
    /// A statement that is none.
    #[error("line {line}: '{statement}' is no statement of the format, or goes beyond DEPTH")]
    Statement {
        /// Line, from 1.
        line: usize,
        /// What stands there.
        statement: String,
    },
    /// An address without a word.
    #[error("address {address:x} has no word; give every address below DEPTH one")]
    Missing {
        /// The address.
        address: usize,
    },
    /// A width that no word has.
    #[error("the width of a word is missing or not from 1 to 64")]
    Width,
    /// A word wider than was said.
    #[error("a word has more than {width} bits; give the width of a component with --width")]
    Wide {
        /// Bits allowed.
        width: u32,
    },
    /// Not what the format's header must be.
    #[error("the header is not one of {kind}: {detail}")]
    Header {
        /// The format.
        kind: &'static str,
        /// What is wrong.
        detail: String,
    },
}

/// Reads `bytes` as `format`.
///
/// # Errors
/// If they are not of the format; the sentence names the line where there are lines.
pub fn read(format: Format, bytes: &[u8]) -> Result<Words, ReadError> {
    match format {
        Format::Npy => return npy::read(bytes),
        Format::Mat => return mat::read(bytes),
        Format::Npz => return Err(ReadError::Archive),
        _ => {}
    }
    let text = std::str::from_utf8(bytes).map_err(|_| ReadError::Text)?;
    match format {
        Format::Mem => mem::read(text),
        Format::Coe => coe::read(text),
        Format::Mif => mif::read(text),
        Format::VivadoMif => vivado_mif::read(text),
        Format::IntelHex => intel_hex::read(text),
        Format::Csv => csv::read(text),
        Format::Axis => axis::read(text),
        Format::Package => package::read(text),
        Format::CHeader => c_header::read(text),
        Format::Npy | Format::Npz | Format::Mat => unreachable!("read above"),
    }
}

impl Words {
    /// The words as complex numbers, a component of `width` bits (by the format, if it tells).
    ///
    /// # Errors
    /// If the width is neither given nor told, or a word is wider.
    pub fn complex(&self, width: Option<u32>) -> Result<Vec<Complex<i32>>, ReadError> {
        if !self.components.is_empty() || (self.words.is_empty() && self.bytes.is_empty()) {
            return Ok(self.components.clone());
        }
        let width = width.or(self.width.map(|width| width / 2)).filter(|width| (1..=32).contains(width));
        let width = width.ok_or(ReadError::Width)?;
        let size = (2 * width).div_ceil(8).next_power_of_two() as usize;
        let little = |bytes: &[u8]| bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
        let of_bytes: Vec<u64> = self.bytes.chunks(size).map(little).collect();
        let words = if self.words.is_empty() { &of_bytes } else { &self.words };
        let part = |bits: u64| ((bits << (64 - width)).cast_signed() >> (64 - width)) as i32;
        let complex = |&word: &u64| {
            let fits = width == 32 || word >> (2 * width) == 0;
            fits.then(|| Complex::new(part(word), part(word >> width))).ok_or(ReadError::Wide { width })
        };
        words.iter().map(complex).collect()
    }
}

/// Words of which the format tells no more than that they have at most `width` bits.
pub(super) fn of_at_most(width: u32, words: Vec<u64>) -> Words {
    Words { words, width: Some(width).filter(|width| *width > 0), ..Words::default() }
}

/// The words of a text with their lines; comments to the end of a line and blocks of them left out.
pub(super) fn tokens<'a>(
    text: &'a str,
    line_comments: &'a [&'a str],
    (open, close): (&'a str, &'a str),
) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    let mut inside = false;
    for (number, mut line) in (1..).zip(text.lines()) {
        while !line.is_empty() {
            if inside {
                let Some((_, rest)) = line.split_once(close) else { break };
                (inside, line) = (false, rest);
                continue;
            }
            let comment = line_comments.iter().filter_map(|mark| line.find(mark)).min().unwrap_or(line.len());
            let block = line.find(open).filter(|at| *at < comment);
            let end = block.unwrap_or(comment);
            found.extend(line[..end].split_whitespace().map(|word| (number, word)));
            inside = block.is_some();
            line = block.map_or("", |at| &line[at + open.len()..]);
        }
    }
    found
}

/// The numbers between the braces that follow `name`, in C or `SystemVerilog`.
pub(super) fn braced(text: &str, name: &str) -> Option<Result<Vec<i32>, ReadError>> {
    let at = text.find(name)?;
    let open = at + text[at..].find('{')?;
    let close = open + text[open..].find('}')?;
    let line = 1 + text[..open].matches('\n').count();
    let number = |(i, word): (usize, &str)| {
        word.trim().parse().map_err(|_| ReadError::Word {
            line: line + i / 8,
            word: word.trim().into(),
            kind: "decimal",
        })
    };
    Some(
        text[open + 1..close]
            .split(',')
            .enumerate()
            .filter(|(_, word)| !word.trim().is_empty())
            .map(number)
            .collect(),
    )
}

/// Components from two lists, the second of which may be missing.
pub(super) fn joined(re: Vec<i32>, im: Option<Vec<i32>>) -> Vec<Complex<i32>> {
    let im = im.unwrap_or_else(|| vec![0; re.len()]);
    re.into_iter().zip(im).map(|(re, im)| Complex::new(re, im)).collect()
}
