// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the tests of `hdl/` share: where the Verilog is, words and their bits, and wrappers that put many
//! instances of a module into one build.
//!
//! `UTSUSHI_TEST_HDL` names another copy of `hdl/` to be tested, for example one with a mutation.
#![allow(dead_code, missing_docs, unreachable_pub, reason = "each suite takes what it needs")]

pub mod clocks;
pub mod linters;
pub mod paced;
pub mod ranges;
pub mod selected;
pub mod tool;

use std::path::{Path, PathBuf};

use utsushi::fft::{CheckedSpec, FoldedRom, TwiddleRom};
use utsushi::number::{Overflow, Rounding};
use utsushi_sim::{DataFile, Design, Lint, Literal, Optimisation, Source, SplitMix64};

pub fn hdl_folder() -> PathBuf {
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../hdl");
    let folder = std::env::var_os("UTSUSHI_TEST_HDL").map_or_else(own, PathBuf::from);
    folder.canonicalize().expect("the folder of the Verilog exists")
}

/// The Verilog files, in order of their names.
pub fn hdl_files() -> Vec<PathBuf> {
    hdl_files_of(&hdl_folder())
}

/// Those of a copy of `hdl/`.
pub fn hdl_files_of(folder: &Path) -> Vec<PathBuf> {
    let entries = folder.read_dir().expect("the folder of the Verilog can be read");
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "v"));
    files.sort();
    assert!(files.len() >= 9, "{} Verilog files", files.len());
    files
}

/// A design around `modules` of `hdl/` whose top is written here; it stands as `<top>.v`.
pub fn wrapper(top: &str, text: &str, modules: &[&str]) -> Design {
    let read = |module: &&str| {
        let source =
            Source::read(&hdl_folder().join(format!("{module}.v"))).expect("the module's file is there");
        Source { path: None, ..source }
    };
    let text = format!("`default_nettype none\n{text}\n`default_nettype wire\n");
    let mut sources = vec![Source::text(&format!("{top}.v"), &text)];
    sources.extend(modules.iter().map(read));
    Design {
        top: top.to_owned(),
        sources,
        lint: Lint::Standard,
        optimisation: Optimisation::Quick,
        ..Design::default()
    }
}

/// A table as the Verilog reads it.
pub fn file_of(rom: &FoldedRom) -> DataFile {
    DataFile { name: rom.file_name(), content: rom.to_hex().into_bytes() }
}

/// The tables that the pipeline of a spec can ask for.
pub fn files_of(spec: &CheckedSpec) -> Vec<DataFile> {
    FoldedRom::of_spec(spec).iter().map(file_of).collect()
}

/// Gives a design whose top passes its parameter `ROM_DIR` on the files of `roms`.
pub fn with_roms(mut design: Design, roms: &[TwiddleRom]) -> Design {
    for rom in roms.iter().flat_map(FoldedRom::all) {
        let file = file_of(&rom);
        if !design.data.contains(&file) {
            design.data.push(file);
        }
    }
    design.parameters.push(("ROM_DIR".to_owned(), Literal::Text(utsushi_sim::DATA_FOLDER.to_owned())));
    design
}

/// Every rounding with every overflow mode.
pub fn modes() -> impl Iterator<Item = (Rounding, Overflow)> {
    Rounding::ALL.into_iter().flat_map(|rounding| Overflow::ALL.map(|overflow| (rounding, overflow)))
}

/// The Verilog's codes of a pair of modes: their places in `ALL`.
pub fn mode_parameters((rounding, overflow): (Rounding, Overflow)) -> String {
    let rounding = Rounding::ALL.iter().position(|&mode| mode == rounding).unwrap();
    let overflow = Overflow::ALL.iter().position(|&mode| mode == overflow).unwrap();
    format!(".ROUNDING({rounding}), .OVERFLOW({overflow})")
}

/// The low `width` bits of a word.
pub fn bits(word: i128, width: u32) -> u64 {
    assert!(width <= 64, "a word of {width} bits");
    word as u64 & (u64::MAX >> (64 - width))
}

/// The word whose low `width` bits these are.
pub fn word(bits: u128, width: u32) -> i128 {
    ((bits << (128 - width)).cast_signed()) >> (128 - width)
}

/// A word of `width` bits: uniform, an end of the range, near zero, or of random magnitude.
pub fn any_word(random: &mut SplitMix64, width: u32) -> i128 {
    let draw = u128::from(random.next_word()) << 64 | u128::from(random.next_word());
    let uniform = word(draw, width);
    let top = 1_i128 << (width - 1);
    match random.next_word() % 8 {
        0 => -top,
        1 => top - 1,
        2 => word((draw % 5).wrapping_sub(2), width),
        3 => uniform >> (random.next_word() % u64::from(width)),
        _ => uniform,
    }
}
