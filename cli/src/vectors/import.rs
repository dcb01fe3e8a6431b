// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi vectors import`: a file of vectors in any format, to any other.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use num_complex::Complex;
use serde_json::json;
use utsushi::vectors::{Format, Layout, Source, read, stream, write_whole};

use super::args::Import;
use crate::{failure, output};

/// Runs the verb.
pub(super) fn run(arguments: &Import) -> Result<ExitCode> {
    let shown = arguments.file.display();
    let name = arguments.file.to_string_lossy();
    let bytes =
        std::fs::read(&arguments.file).with_context(|| format!("cannot read {shown}; check the path"))?;
    let Some(format) = arguments.format.or_else(|| Format::of_name(&name)) else {
        bail!("{shown}: the name tells no format; name one with --format")
    };
    let words = read(format, &bytes).with_context(|| format!("{shown}, as {format}"))?;
    let complex = words.complex(arguments.width).with_context(|| format!("{shown}, as {format}"))?;
    if complex.is_empty() {
        bail!("{shown} holds no word; give a file with at least one");
    }
    let needed = complex.iter().map(|z| bits(z.re).max(bits(z.im))).max().unwrap_or(1);
    let width = arguments.width.or(words.width.map(|width| width / 2)).unwrap_or(needed).max(needed);
    let len = arguments.len.map_or(words.len.unwrap_or(complex.len()), |len| len as usize);
    if !complex.len().is_multiple_of(len) {
        bail!(
            "{shown} holds {} words, no whole number of frames of {len}; give another --len",
            complex.len()
        );
    }
    let layout = Layout {
        name: identifier(&arguments.file),
        len,
        frames: complex.len() / len,
        width,
        complex: true,
        signed: true,
    };
    if let Some(out) = &arguments.out {
        write(out, &Imported { layout: layout.clone(), words: &complex, flags: &words.flags })?;
    }
    show(arguments, format, &layout, &complex)?;
    Ok(ExitCode::from(failure::HOLDS))
}

/// Bits of the least width that holds a component.
fn bits(x: i32) -> u32 {
    33 - (x ^ (x >> 31)).leading_zeros()
}

fn identifier(path: &std::path::Path) -> String {
    let stem = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = stem.split('.').next().unwrap_or_default();
    let word: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if word.starts_with(|c: char| c.is_ascii_alphabetic()) { word } else { format!("v_{word}") }
}

struct Imported<'a> {
    layout: Layout,
    words: &'a [Complex<i32>],
    flags: &'a [bool],
}

impl Source for Imported<'_> {
    fn layout(&self) -> Layout {
        self.layout.clone()
    }

    fn fill(&self, first: usize, words: &mut [Complex<i32>], flags: &mut [bool]) -> std::io::Result<()> {
        words.copy_from_slice(&self.words[first * self.layout.len..][..words.len()]);
        for (flag, frame) in flags.iter_mut().zip(first..) {
            *flag = self.flags.get(frame).copied().unwrap_or(false);
        }
        Ok(())
    }
}

fn write(out: &std::path::Path, source: &Imported) -> Result<()> {
    let shown = out.display();
    let Some(format) = Format::of_name(&out.to_string_lossy()).filter(|format| *format != Format::Npz) else {
        bail!(
            "{shown}: the name tells no format to write; end it as one of `utsushi vectors list` does, but .npz"
        )
    };
    let _finishes = output::finish_writing();
    write_whole(out, |sink| stream(format, source, sink, &|_| {}))
        .with_context(|| format!("cannot write {shown}; free the disk or choose another --out"))?;
    Ok(())
}

fn show(arguments: &Import, format: Format, layout: &Layout, words: &[Complex<i32>]) -> Result<()> {
    let Layout { len, frames, width, .. } = layout;
    if arguments.json {
        let object = json!({
            "file": arguments.file.to_string_lossy(),
            "format": format.word(),
            "frames": frames,
            "len": len,
            "width": width,
            "first": words.iter().take(8).map(|z| [z.re, z.im]).collect::<Vec<_>>(),
            "out": arguments.out.as_ref().map(|out| out.to_string_lossy()),
        });
        return output::print(&format!("{object}\n"));
    }
    let mut text =
        format!("{}: {format}, {frames} x {len} words of 2 x {width} bits\n", arguments.file.display());
    for (n, z) in words.iter().take(8).enumerate() {
        let _ = writeln!(text, "{n:>6} {:>12} {:>12}", z.re, z.im);
    }
    text.extend(arguments.out.as_ref().map(|out| format!("wrote {}\n", out.display())));
    output::print(&text)
}
