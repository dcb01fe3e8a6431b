// SPDX-License-Identifier: MIT OR Apache-2.0
//! The Verilog tools as commands, and the parameters of `fft` as they take them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;
use utsushi::fft::{CheckedSpec, Decomposition, FoldedRom, Order};
use utsushi::number::{Overflow, Rounding};
use utsushi_sim::Verilator;

use super::hdl_files;
use crate::common::both_verilators;

/// Names and values of parameters, values as Verilog.
pub type Parameters = Vec<(&'static str, String)>;

/// The parameters of `fft` that a spec stands for, `ROM_DIR` excepted.
pub fn parameters(spec: &CheckedSpec) -> Parameters {
    let stages = spec.stages();
    let shifts = stages.iter().rev().fold(0_u64, |all, stage| all << 4 | u64::from(stage.shift));
    let widths = stages.iter().rev().fold(0_u128, |all, stage| all << 6 | u128::from(stage.width_out));
    let place = |found: Option<usize>| found.unwrap().to_string();
    let plain = spec.spec();
    vec![
        ("LOG2_LEN", spec.log2_len().to_string()),
        ("DATA_WIDTH", plain.data.to_string()),
        ("TWIDDLE_WIDTH", plain.twiddle.to_string()),
        ("ALIGN", spec.align().to_string()),
        ("SHIFTS", format!("64'h{shifts:x}")),
        ("WIDTHS", format!("96'h{widths:x}")),
        ("ROUNDING", place(Rounding::ALL.iter().position(|&mode| mode == plain.rounding))),
        ("OVERFLOW", place(Overflow::ALL.iter().position(|&mode| mode == plain.overflow))),
        ("DECOMPOSITION", place(Decomposition::ALL.iter().position(|&d| d == plain.decomposition))),
        ("ORDER", place(Order::ALL.iter().position(|&order| order == plain.order))),
    ]
}

/// A folder to run a tool in, with the twiddle files of a spec where the default `ROM_DIR` looks for them.
pub fn folder_with_roms(spec: &CheckedSpec) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let roms = folder.path().join("rom");
    std::fs::create_dir(&roms).unwrap();
    for rom in FoldedRom::of_spec(spec) {
        std::fs::write(roms.join(rom.file_name()), rom.to_hex()).unwrap();
    }
    folder
}

/// Every Verilator that is here.
pub fn verilators() -> Vec<Verilator> {
    let here = both_verilators().into_iter();
    here.map(|(_, path)| Verilator::at(&path).expect("a Verilator that can be used")).collect()
}

/// Whether a tool is here; says so if not.
pub fn is_here(program: &str) -> bool {
    let here = Command::new(program).arg("-V").output().is_ok();
    if !here {
        println!("skipped: {program} is not installed; apt-get install {program}");
    }
    here
}

/// `verilator --lint-only -Wall` on `top`.
pub fn verilator_lint(top: &str, tool: &Verilator, parameters: &Parameters) -> Output {
    verilator_lint_of(&hdl_files(), top, tool, parameters)
}

/// The same on the files of a copy of `hdl/`.
pub fn verilator_lint_of(files: &[PathBuf], top: &str, tool: &Verilator, parameters: &Parameters) -> Output {
    let mut command = Command::new(&tool.binary);
    command.env("VERILATOR_ROOT", &tool.root).args(["--lint-only", "-Wall", "--top-module", top]);
    command.args(parameters.iter().map(|(name, value)| format!("-G{name}={value}"))).args(files);
    command.output().expect("Verilator runs")
}

/// `iverilog -g2005 -Wall` on `top` and the files of `hdl/`, into `out`.
pub fn icarus(top: &str, sources: &[&Path], parameters: &Parameters, out: &Path) -> Output {
    let mut command = Command::new("iverilog");
    command.args(["-g2005", "-Wall", "-s", top, "-o"]).arg(out);
    command.args(parameters.iter().map(|(name, value)| format!("-P{top}.{name}={value}")));
    command.args(sources).args(hdl_files()).output().expect("Icarus Verilog runs")
}

/// `hierarchy -check; proc; check -assert` of yosys on `top`, in a folder that has the files it reads.
pub fn yosys(top: &str, folder: &Path, parameters: &Parameters) -> Output {
    let files: Vec<_> = hdl_files().iter().map(|path| path.display().to_string()).collect();
    let values: Vec<_> = parameters.iter().map(|(name, value)| format!("-chparam {name} {value}")).collect();
    let script = format!(
        "read_verilog -defer {}; hierarchy -check -top {top} {}; proc; check -assert",
        files.join(" "),
        values.join(" ")
    );
    Command::new("yosys").current_dir(folder).args(["-q", "-p", &script]).output().expect("yosys runs")
}

/// Everything a tool said.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The tool was content and had nothing to say. (Verilator's statistics begin with a dash.)
pub fn assert_silent(tool: &str, parameters: &Parameters, output: &Output) {
    let said = said(output);
    let silent = said.lines().all(|line| line.starts_with("- V"));
    assert!(output.status.success() && silent, "{tool}, {parameters:?}:\n{said}");
}
