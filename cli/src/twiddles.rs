// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi twiddles`: the ROM files of a spec and of a window, printed or written.

use std::process::ExitCode;

use anyhow::{Result, bail};
use serde_json::{Value, json};
use utsushi::fft::{CheckedSpec, Decomposition, FftModel, FftSpec, FoldedRom, TwiddleRom, WindowRom};
use utsushi::vectors::sha256;

use crate::args::Twiddles;
use crate::{failure, output};

struct RomFile {
    name: String,
    text: String,
    /// Name, shape and SHA-256.
    description: Value,
}

/// Runs the verb.
pub(crate) fn run(arguments: &Twiddles) -> Result<ExitCode> {
    let spec = arguments.spec.checked(FftSpec::default())?;
    let window = window(&spec, arguments)?;
    let files: Vec<_> = chosen(&spec, arguments.half)?.iter().map(twiddle_file).chain(window).collect();
    let hardware: Vec<_> = if arguments.half.is_some() { Vec::new() } else { folded_files(&spec) };
    if let Some(out) = &arguments.out {
        output::folder(out)?;
        for file in files.iter().chain(&hardware) {
            output::write(&out.join(&file.name), file.text.as_bytes())?;
        }
    }
    if arguments.json {
        let described =
            |files: &[RomFile]| files.iter().map(|file| file.description.clone()).collect::<Vec<_>>();
        let (files, hardware) = (described(&files), described(&hardware));
        let object =
            json!({ "spec": spec.spec(), "files": files, "hardware": hardware, "out": arguments.out });
        output::print(&format!("{object}\n"))?;
    } else {
        let written = arguments.out.is_some();
        let listed = files.iter().chain(hardware.iter().filter(|_| written));
        output::print(&listed.map(|file| shown(file, written)).collect::<String>())?;
    }
    Ok(ExitCode::from(failure::HOLDS))
}

/// The file of the window that is asked for; none for the rectangular one.
fn window(spec: &CheckedSpec, arguments: &Twiddles) -> Result<Option<RomFile>> {
    let Some(window) = arguments.window else { return Ok(None) };
    let rom = WindowRom::new(window, spec.spec().len, arguments.window_width)?;
    if rom.is_trivial() {
        output::remark("the rectangular window needs no table: every factor is 1");
        return Ok(None);
    }
    let (name, text) = (rom.file_name(), rom.to_hex());
    let description = json!({
        "file": name, "window": window, "len": rom.len(), "width": rom.width(), "sha256": sha256(text.as_bytes())
    });
    Ok(Some(RomFile { name, text, description }))
}

/// The tables that have a file: those with more than the factors 1 and −j.
fn chosen(spec: &CheckedSpec, half: Option<usize>) -> Result<Vec<TwiddleRom>> {
    let mut roms = FftModel::new(spec).roms().to_vec();
    roms.retain(|rom| !rom.is_trivial());
    let all: Vec<_> = roms.iter().map(|rom| rom.half().to_string()).collect();
    roms.retain(|rom| half.is_none_or(|half| rom.half() == half));
    let len = spec.spec().len;
    match half {
        _ if len == 4 => output::remark("len 4 needs no table: every factor is 1 or -j"),
        Some(half) if roms.is_empty() && spec.spec().decomposition == Decomposition::Radix22 => {
            bail!(
                "--half {half} is no table of len {len} in radix22; a table has as many factors as one of {}",
                all.join(", ")
            )
        }
        Some(half) if roms.is_empty() => {
            let most = len / 2;
            bail!(
                "--half {half} is no table of len {len}; a table has a power of two of factors from 4 to {most}"
            )
        }
        _ => {}
    }
    Ok(roms)
}

fn twiddle_file(rom: &TwiddleRom) -> RomFile {
    let name = rom.file_name();
    let description =
        json!({ "file": name, "half": rom.half(), "twiddle": rom.width(), "sha256": rom.sha256() });
    RomFile { name, text: rom.to_hex(), description }
}

/// The tables as the project's pipeline reads them: parts of a turn.
fn folded_files(spec: &CheckedSpec) -> Vec<RomFile> {
    let file = |rom: FoldedRom| {
        let (name, text) = (rom.file_name(), rom.to_hex());
        let description = json!({
            "file": name, "words": rom.words().len(), "twiddle": spec.spec().twiddle, "sha256": sha256(text.as_bytes())
        });
        RomFile { name, text, description }
    };
    FoldedRom::of_spec(spec).into_iter().map(file).collect()
}

fn shown(RomFile { name, text, description }: &RomFile, written: bool) -> String {
    if written {
        format!("{}  {name}\n", description["sha256"].as_str().unwrap_or_default())
    } else {
        format!("// {name}\n{text}")
    }
}
