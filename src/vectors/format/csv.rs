// SPDX-License-Identifier: MIT OR Apache-2.0
//! `.csv`: `frame,idx,re,im,overflow`, decimal integers.

use num_complex::Complex;

use super::digits::decimal;
use super::read::Words;
use super::{Chunk, Encoder, Layout, ReadError};

pub(super) struct Csv;

/// The last column: of a stimulus whether the frame is inverse, of expected words whether it overflows.
fn header(layout: &Layout) -> &'static str {
    match (layout.complex, layout.name.ends_with("stimulus")) {
        (true, true) => "frame,idx,re,im,inverse\n",
        (true, false) => "frame,idx,re,im,overflow\n",
        (false, _) => "frame,idx,value\n",
    }
}

impl Encoder for Csv {
    fn head(&self, layout: &Layout, _: usize, out: &mut Vec<u8>) {
        out.extend_from_slice(header(layout).as_bytes());
    }

    fn chunk(&self, layout: &Layout, _: usize, chunk: &Chunk, out: &mut Vec<u8>) {
        let frames = (chunk.first..).zip(chunk.words.chunks(layout.len));
        for (i, (frame, words)) in frames.enumerate() {
            let flag = chunk.flags.get(i).copied().unwrap_or(false);
            for (index, z) in words.iter().enumerate() {
                decimal(frame as i64, out);
                out.push(b',');
                decimal(index as i64, out);
                out.push(b',');
                decimal(z.re.into(), out);
                if layout.complex {
                    out.push(b',');
                    decimal(z.im.into(), out);
                    out.extend_from_slice(if flag { b",1" } else { b",0" });
                }
                out.push(b'\n');
            }
        }
    }

    fn foot(&self, _: &Layout, _: usize, _: &mut Vec<u8>) {}
}

pub(super) fn read(text: &str) -> Result<Words, ReadError> {
    let mut lines = (1..).zip(text.lines());
    let columns = lines.next().map_or(0, |(_, header)| header.split(',').count());
    if columns != 3 && columns != 5 {
        let detail = format!("{columns} columns and not 3 or 5");
        return Err(ReadError::Header { kind: "CSV", detail });
    }
    let mut all = Words::default();
    for (line, text) in lines {
        let bad = |word: &str| ReadError::Word { line, word: word.to_owned(), kind: "decimal" };
        let number = |word: &str| word.trim().parse::<i32>().map_err(|_| bad(word));
        let cells: Vec<i32> = text.split(',').map(number).collect::<Result<_, _>>()?;
        if cells.len() != columns {
            return Err(bad(text));
        }
        all.components.push(Complex::new(cells[2], if columns == 5 { cells[3] } else { 0 }));
        if cells[1] == 0 {
            all.flags.push(columns == 5 && cells[4] == 1);
        }
    }
    all.len = all.components.len().checked_div(all.flags.len());
    Ok(all)
}
