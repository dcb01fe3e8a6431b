// SPDX-License-Identifier: MIT OR Apache-2.0
//! `_pkg.sv`: a `SystemVerilog` package with an array a component.

use super::digits::{decimal, separate};
use super::read::{Words, braced, joined};
use super::{Chunk, Encoder, Layout, ReadError, component, components};

pub(super) struct Package;

impl Encoder for Package {
    fn passes(&self, layout: &Layout) -> usize {
        components(layout)
    }

    fn head(&self, layout: &Layout, pass: usize, out: &mut Vec<u8>) {
        let Layout { name, len, frames, width, .. } = layout;
        let depth = layout.depth();
        if pass == 0 {
            let text = format!(
                "// {}\npackage {name}_pkg;\n  localparam int WIDTH = {width};\n  localparam int LEN = {len};\n  localparam int FRAMES = {frames};\n",
                layout.describe()
            );
            out.extend_from_slice(text.as_bytes());
        }
        let (array, sign) = (["RE", "IM"][pass], if layout.signed { "signed " } else { "" });
        let text = format!("  localparam logic {sign}[{}:0] {array} [0:{}] = '{{\n", width - 1, depth - 1);
        out.extend_from_slice(text.as_bytes());
    }

    fn chunk(&self, layout: &Layout, pass: usize, chunk: &Chunk, out: &mut Vec<u8>) {
        let least = layout.signed.then(|| i32::MIN >> (32 - layout.width));
        for (i, &z) in (chunk.first * layout.len..).zip(chunk.words) {
            let value = component(pass, z);
            if Some(value) == least {
                // Its magnitude has no signed literal of that width, so its bits are written.
                let bits = format!(
                    "{}'sh{:x}",
                    layout.width,
                    value.cast_unsigned() << (32 - layout.width) >> (32 - layout.width)
                );
                out.extend_from_slice(bits.as_bytes());
            } else {
                sized(layout.width, layout.signed, value, out);
            }
            separate(i, layout.depth(), out);
        }
    }

    fn foot(&self, layout: &Layout, pass: usize, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\n  };\n");
        if pass + 1 == self.passes(layout) {
            out.extend_from_slice(b"endpackage\n");
        }
    }
}

/// A decimal literal of the array's own width, which no tool has to cut.
fn sized(width: u32, signed: bool, value: i32, out: &mut Vec<u8>) {
    if value < 0 {
        out.push(b'-');
    }
    decimal(width.into(), out);
    out.extend_from_slice(if signed { b"'sd" } else { b"'d" });
    decimal(i64::from(value).abs(), out);
}

pub(super) fn read(text: &str) -> Result<Words, ReadError> {
    let parameter = |name: &str| {
        let rest = &text[text.find(&format!("int {name} = "))?..];
        rest.split_once('=')?.1.split_once(';')?.0.trim().parse::<usize>().ok()
    };
    let header = |detail: &str| ReadError::Header { kind: "a package of vectors", detail: detail.into() };
    let width = parameter("WIDTH").filter(|width| (1..=32).contains(width)).ok_or(ReadError::Width)? as u32;
    let plain = plain_numbers(text, width);
    let re = braced(&plain, " RE ").ok_or_else(|| header("there is no array RE"))??;
    let im = braced(&plain, " IM ").transpose()?;
    Ok(Words {
        components: joined(re, im),
        width: Some(2 * width),
        len: parameter("LEN"),
        ..Words::default()
    })
}

/// The text with literals as plain decimal numbers.
fn plain_numbers(text: &str, width: u32) -> String {
    let least = (i64::from(i32::MIN) >> (32 - width)).to_string();
    text.replace(&format!("{width}'sh{:x}", 1_u64 << (width - 1)), &least)
        .replace(&format!("{width}'sd"), "")
        .replace(&format!("{width}'d"), "")
}
