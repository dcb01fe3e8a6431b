// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi twiddles`: the ROM files of a spec, printed or written.

use std::process::ExitCode;

use anyhow::{Result, bail};
use serde::Serialize;
use utsushi::fft::{CheckedSpec, FftModel, FftSpec, TwiddleRom};

use crate::args::Twiddles;
use crate::{failure, output};

#[derive(Serialize)]
struct RomFile {
    file: String,
    half: usize,
    twiddle: u32,
    sha256: String,
}

/// Runs the verb.
pub(crate) fn run(arguments: &Twiddles) -> Result<ExitCode> {
    let spec = arguments.spec.checked(FftSpec::default())?;
    let roms = chosen(&spec, arguments.half)?;
    if let Some(out) = &arguments.out {
        output::folder(out)?;
        for rom in &roms {
            output::write(&out.join(rom.file_name()), rom.to_hex().as_bytes())?;
        }
    }
    if arguments.json {
        let files: Vec<_> = roms.iter().map(describe).collect();
        let object = serde_json::json!({ "spec": spec.spec(), "files": files, "out": arguments.out });
        output::print(&format!("{object}\n"))?;
    } else {
        output::print(&roms.iter().map(|rom| text(rom, arguments.out.is_some())).collect::<String>())?;
    }
    Ok(ExitCode::from(failure::HOLDS))
}

/// The tables that have a file: those with more than the factors 1 and −j.
fn chosen(spec: &CheckedSpec, half: Option<usize>) -> Result<Vec<TwiddleRom>> {
    let mut roms = FftModel::new(spec).roms().to_vec();
    roms.retain(|rom| !rom.is_trivial() && half.is_none_or(|half| rom.half() == half));
    let len = spec.spec().len;
    match half {
        _ if len == 4 => output::remark("len 4 needs no table: every factor is 1 or -j"),
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

fn describe(rom: &TwiddleRom) -> RomFile {
    RomFile { file: rom.file_name(), half: rom.half(), twiddle: rom.width(), sha256: rom.sha256() }
}

fn text(rom: &TwiddleRom, written: bool) -> String {
    if written {
        format!("{}  {}\n", rom.sha256(), rom.file_name())
    } else {
        format!("// {}\n{}", rom.file_name(), rom.to_hex())
    }
}
