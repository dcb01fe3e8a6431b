// SPDX-License-Identifier: MIT OR Apache-2.0
//! Multipliers, memories, modules and tables that are derived from a spec are those that yosys finds in the Verilog.

mod common;
mod twins;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use twins::{hdl_files, tool};
use utsushi::fft::{CheckedSpec, FftSpec, FoldedRom};
use utsushi_sim::{Resources, hdl, ports, tables};

const SPECS: [&str; 9] = [
    "len = 4\ndata = 7\n",
    "len = 8\ndata = 6\ntwiddle = 7\nschedule = 'grow'\n",
    "len = 16\ndata = 17\n",
    "len = 32\ndata = 15\nschedule = 'guarded:2'\norder = 'bit-reversed'\n",
    "len = 64\ndata = 16\nschedule = '1/17,1/17,1,1,1,1'\n",
    "len = 128\ndata = 9\ntwiddle = 9\ndecomposition = 'radix22'\norder = 'bit-reversed'\n",
    "len = 256\ndata = 8\ntwiddle = 11\ndecomposition = 'radix22'\n",
    "len = 1024\n",
    "len = 4096\ndata = 6\ntwiddle = 6\ndecomposition = 'radix22'\norder = 'bit-reversed'\n",
];

fn checked(toml: &str) -> CheckedSpec {
    FftSpec::from_toml(toml).unwrap().check().unwrap()
}

/// A folder with `rom` as a bundle has it: the tables that are derived, no other.
fn folder(spec: &CheckedSpec) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("rom")).unwrap();
    for rom in tables(spec) {
        fs::write(folder.path().join("rom").join(rom.file_name()), rom.to_hex()).unwrap();
    }
    folder
}

fn yosys(folder: &Path, spec: &CheckedSpec, rest: &str) -> String {
    let files: Vec<_> = hdl_files().iter().map(|path| path.display().to_string()).collect();
    let value = |(name, value): &(&str, String)| format!("-chparam {name} {value}");
    let values: Vec<_> = tool::parameters(spec).iter().map(value).collect();
    let script = format!(
        "read_verilog -defer {}; hierarchy -check -top fft {}; {rest}",
        files.join(" "),
        values.join(" ")
    );
    let output = Command::new("yosys").current_dir(folder).args(["-p", &script]).output().unwrap();
    assert!(output.status.success(), "{}", tool::said(&output));
    tool::said(&output)
}

/// The number in the last line that begins with `words`; 0 if none does.
fn count(said: &str, words: &str) -> u64 {
    let found = said.lines().rev().find_map(|line| line.trim().strip_prefix(words));
    found.map_or(0, |rest| rest.trim().parse().unwrap())
}

#[test]
fn yosys_counts_the_same_multipliers_and_bits() {
    if !tool::is_here("yosys") {
        return;
    }
    let mut multipliers = 0;
    for toml in SPECS {
        let spec = checked(toml);
        let derived = Resources::of(&spec);
        let said = yosys(folder(&spec).path(), &spec, "proc; flatten; opt_clean; stat");
        let found = (count(&said, "$mul "), count(&said, "Number of memory bits:"));
        assert_eq!(found, (derived.multiplier_count().into(), derived.memory_bits()), "{toml}{derived:?}");
        multipliers += found.0;
    }
    println!("{multipliers} multipliers");
    assert!(multipliers > 60);
}

#[test]
fn the_operands_are_as_wide_as_is_said() {
    if !tool::is_here("yosys") {
        return;
    }
    for toml in SPECS {
        let spec = checked(toml);
        let said = yosys(folder(&spec).path(), &spec, "stat");
        // What yosys prints of every module with these parameters, which fft_multiplier alone has.
        let width = |line: &str, name: &str| line.strip_prefix(name).map(|bits| bits.parse::<u32>().unwrap());
        let lines: Vec<_> = said.lines().collect();
        let found: BTreeSet<_> = lines
            .windows(2)
            .filter_map(|two| {
                Some((width(two[0], "Parameter \\A_WIDTH = ")?, width(two[1], "Parameter \\B_WIDTH = ")?))
            })
            .collect();
        let derived = Resources::of(&spec).multipliers;
        // Of three multipliers two take a word, and one the sum of two.
        let narrow = derived.iter().filter(|of| of.count == 3).map(|of| (of.data - 1, of.twiddle));
        let wide = derived.iter().map(|of| (of.data, of.twiddle));
        assert_eq!(found, narrow.chain(wide).collect(), "{toml}");
    }
}

#[test]
fn the_tables_are_some_of_those_of_every_rom_block() {
    for toml in SPECS {
        let spec = checked(toml);
        let all: Vec<_> = FoldedRom::of_spec(&spec).iter().map(FoldedRom::file_name).collect();
        let read: Vec<_> = tables(&spec).iter().map(FoldedRom::file_name).collect();
        assert!(read.iter().all(|name| all.contains(name)), "{toml}");
        assert_eq!(read.len(), Resources::of(&spec).multipliers.len(), "{toml}");
    }
}

#[test]
fn the_hierarchy_is_what_the_instances_say() {
    let names = |top: &str| hdl::hierarchy(top).iter().map(|(name, _)| *name).collect::<Vec<_>>();
    assert_eq!(
        names("fft_magnitude"),
        ["fft_cordic.v", "fft_magnitude.v", "fft_quantize.v", "fft_skid_buffer.v"]
    );
    assert_eq!(names("fft_fifo"), ["fft_fifo.v"]);
    assert_eq!(names("none"), [""; 0]);
    let beside = [
        "fft_answers.v",
        "fft_configurable.v",
        "fft_configuration.v",
        "fft_cordic.v",
        "fft_corner_turn.v",
        "fft_entrance.v",
        "fft_images.v",
        "fft_magnitude.v",
        "fft_plane.v",
        "fft_row_pair.v",
        "fft_separation.v",
        "fft_window.v",
        "fft_window_rom.v",
    ];
    let all: Vec<_> =
        hdl::EMBEDDED.iter().map(|(name, _)| *name).filter(|name| !beside.contains(name)).collect();
    assert_eq!(names("fft"), all);
}

#[test]
fn the_ports_are_those_of_the_header() {
    let header = hdl::hierarchy("fft").into_iter().find(|(name, _)| *name == "fft.v").unwrap().1;
    let listed: Vec<_> = header
        .lines()
        .filter(|line| line.starts_with("    input  wire") || line.starts_with("    output wire"))
        .map(|line| line.trim_end_matches(',').rsplit(' ').next().unwrap())
        .collect();
    let given: Vec<_> = ports(&checked("")).iter().map(|(name, ..)| *name).collect();
    assert_eq!(listed, given);
}
