// SPDX-License-Identifier: MIT OR Apache-2.0
//! `.h`: a C header with an array a component.

use super::digits::{decimal, separate};
use super::read::{Words, braced, joined};
use super::{Chunk, Encoder, Layout, ReadError, component, components};

pub(super) struct CHeader;

impl Encoder for CHeader {
    fn passes(&self, layout: &Layout) -> usize {
        components(layout)
    }

    fn head(&self, layout: &Layout, pass: usize, out: &mut Vec<u8>) {
        let Layout { name, len, frames, width, .. } = layout;
        let upper = name.to_uppercase();
        if pass == 0 {
            let text = format!(
                "/* {} */\n#ifndef {upper}_H\n#define {upper}_H\n#include <stdint.h>\n#define {upper}_WIDTH {width}\n#define {upper}_LEN {len}\n#define {upper}_FRAMES {frames}\n",
                layout.describe()
            );
            out.extend_from_slice(text.as_bytes());
        }
        let part = ["re", "im"][pass];
        out.extend_from_slice(
            format!("static const int32_t {name}_{part}[{}] = {{\n", layout.depth()).as_bytes(),
        );
    }

    fn chunk(&self, layout: &Layout, pass: usize, chunk: &Chunk, out: &mut Vec<u8>) {
        for (i, &z) in (chunk.first * layout.len..).zip(chunk.words) {
            let value = component(pass, z);
            if value == i32::MIN {
                // −2147483648 would be a long negated.
                out.extend_from_slice(b"INT32_MIN");
            } else {
                decimal(value.into(), out);
            }
            separate(i, layout.depth(), out);
        }
    }

    fn foot(&self, layout: &Layout, pass: usize, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\n};\n");
        if pass + 1 == self.passes(layout) {
            out.extend_from_slice(b"#endif\n");
        }
    }
}

pub(super) fn read(text: &str) -> Result<Words, ReadError> {
    let header = |detail: &str| ReadError::Header { kind: "a header of vectors", detail: detail.into() };
    let defined = |name: &str| {
        let rest = text.lines().find_map(|line| line.strip_prefix("#define ")?.split_once(name));
        rest.and_then(|(_, value)| value.trim().parse::<usize>().ok())
    };
    let plain = text.replace("INT32_MIN", "-2147483648");
    let re = braced(&plain, "_re[").ok_or_else(|| header("there is no array that ends in _re"))??;
    let im = braced(&plain, "_im[").transpose()?;
    let width = defined("_WIDTH ").map(|width| 2 * width as u32);
    Ok(Words { components: joined(re, im), width, len: defined("_LEN "), ..Words::default() })
}
