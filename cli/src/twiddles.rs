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
        println!("{}", serde_json::json!({ "spec": spec.spec(), "files": files, "out": arguments.out }));
    } else {
        print(&roms, arguments.out.is_some());
    }
    Ok(ExitCode::from(failure::HOLDS))
}

/// The tables that have a file: those with more than the factors 1 and −j.
fn chosen(spec: &CheckedSpec, half: Option<usize>) -> Result<Vec<TwiddleRom>> {
    let mut roms = FftModel::new(spec).roms().to_vec();
    roms.retain(|rom| !rom.is_trivial() && half.is_none_or(|half| rom.half() == half));
    match half {
        Some(half) if roms.is_empty() => {
            let len = spec.spec().len;
            bail!(
                "--half {half} is no table of len {len}; its tables have 4 to {} factors, a power of two",
                len / 2
            )
        }
        _ => Ok(roms),
    }
}

fn describe(rom: &TwiddleRom) -> RomFile {
    RomFile { file: rom.file_name(), half: rom.half(), twiddle: rom.width(), sha256: rom.sha256() }
}

fn print(roms: &[TwiddleRom], written: bool) {
    for rom in roms {
        if written {
            println!("{}  {}", rom.sha256(), rom.file_name());
        } else {
            print!("// {}\n{}", rom.file_name(), rom.to_hex());
        }
    }
}
