// SPDX-License-Identifier: MIT OR Apache-2.0
//! What yosys makes of the Verilog for an ECP5, cell by cell, gives the model's bits.
//!
//! Block memories and multiplier blocks have no simulation model among yosys' cells, so that this netlist is of lookup
//! tables, carry chains, distributed memory and flip-flops.

mod common;
mod support;
mod twins;

use std::path::{Path, PathBuf};
use std::process::Command;

use support::frames::mixed;
use support::{options, run_both, spec};
use twins::hdl_files;
use twins::tool::{self, Parameters};
use utsushi::fft::FftModel;
use utsushi_sim::{Dut, DutOptions, Hdl, Stall};

const SPECS: [&str; 4] = [
    "len = 8\ndata = 7\ntwiddle = 6\n",
    "len = 16\ndata = 6\ntwiddle = 7\norder = 'bit-reversed'\nrounding = 'half-up'\noverflow = 'wrap'\n",
    "len = 16\ndata = 8\ntwiddle = 8\ndecomposition = 'radix22'\norder = 'bit-reversed'\n",
    "len = 32\ndata = 5\ntwiddle = 6\ndecomposition = 'radix22'\norder = 'bit-reversed'\nschedule = 'grow'\nrounding = 'truncate'\n",
];

/// The specs that are made of `hdl/synth/ecp5` as well, as far as its cells have models: the butterfly.
const WITH_CELLS: [usize; 2] = [1, 2];

/// The cells that such a netlist is made of.
const CELLS: [&str; 7] = ["LUT2", "LUT4", "PFUMX", "L6MUX21", "CCU2C", "TRELLIS_DPR16X4", "TRELLIS_FF"];

/// Where yosys keeps its models of cells.
fn cells() -> Option<PathBuf> {
    let yosys = std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|dir| dir.join("yosys"))
        .find(|p| p.is_file())?;
    let share = yosys.canonicalize().ok()?.parent()?.parent()?.join("share/yosys/ecp5/cells_sim.v");
    share.is_file().then_some(share)
}

/// Puts the netlist, a module `fft` around it that takes the parameters it was made with, and the cells into `folder`.
fn netlist(folder: &Path, parameters: &Parameters, with_cells: bool) {
    let of_cells = |path: &Path| {
        let file = path.file_name().unwrap();
        let replaced = with_cells && file == "fft_butterfly.v";
        if replaced { path.with_file_name("synth/ecp5").join(file) } else { path.to_owned() }
    };
    let files: Vec<_> = hdl_files().iter().map(|path| of_cells(path).display().to_string()).collect();
    let value = |(name, value): &(&str, String)| format!("-chparam {name} {value}");
    let values: Vec<_> = parameters.iter().map(value).collect();
    let script = format!(
        "read_verilog -lib +/ecp5/cells_sim.v; read_verilog -defer {}; hierarchy -check -top fft {}; rename -top netlist; synth_ecp5 -nobram -nodsp -top netlist; \
         write_verilog -noattr netlist.v",
        files.join(" "),
        values.join(" ")
    );
    let made = Command::new("yosys").current_dir(folder).args(["-q", "-p", &script]).output().unwrap();
    assert!(made.status.success(), "{}", tool::said(&made));
    // Bits of one vector follow from each other: no loop, but Verilator sees vectors.
    let path = folder.join("netlist.v");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("/* verilator lint_off UNOPTFLAT */\n{text}")).unwrap();
    let width = |name: &str| parameters.iter().find(|(n, _)| *n == name).unwrap().1.clone();
    let names: Vec<_> =
        parameters.iter().map(|(name, value)| format!("parameter {name} = {value}")).collect();
    let ports = "clk rst s_axis_tvalid s_axis_tready s_axis_tdata s_axis_tlast s_axis_tuser m_axis_tvalid m_axis_tready m_axis_tdata \
                 m_axis_tlast m_axis_tuser event_frame_started event_tlast_missing event_tlast_unexpected";
    let connections: Vec<_> = ports.split_whitespace().map(|port| format!(".{port}({port})")).collect();
    let shim = format!(
        "module fft #({}, parameter ROM_DIR = \"rom\") (
    input clk, rst, s_axis_tvalid, output s_axis_tready, input [2*{}-1:0] s_axis_tdata, input s_axis_tlast, s_axis_tuser,
    output m_axis_tvalid, input m_axis_tready, output [2*WIDTHS[6*(LOG2_LEN-1) +: 6]-1:0] m_axis_tdata,
    output m_axis_tlast, m_axis_tuser, event_frame_started, event_tlast_missing, event_tlast_unexpected
);\n    netlist u_netlist ({});\nendmodule\n",
        names.join(", "),
        width("DATA_WIDTH"),
        connections.join(", ")
    );
    std::fs::write(folder.join("fft.v"), shim).unwrap();
    std::fs::write(folder.join("cells.v"), expanded(&cells().expect("asked before"))).unwrap();
}

/// The models with the files that they include, which a simulator would not find, those that are used, without delays.
fn expanded(cells: &Path) -> String {
    let included = |line: &str| {
        let name = line.trim().strip_prefix("`include \"")?.strip_suffix('"')?;
        std::fs::read_to_string(cells.parent()?.join(name.rsplit('/').next()?)).ok()
    };
    let text = std::fs::read_to_string(cells).unwrap();
    let whole: String =
        text.lines().map(|line| included(line).unwrap_or_else(|| line.to_owned()) + "\n").collect();
    let mut timing = false;
    let keeps = |line: &&str| {
        timing |= line.trim() == "specify";
        let kept = !timing;
        timing &= line.trim() != "endspecify";
        kept
    };
    let untimed: String = whole.lines().filter(keeps).map(|line| line.to_owned() + "\n").collect();
    let used = |module: &&str| CELLS.iter().any(|cell| module.contains(&format!("module {cell}")));
    let untimed = untimed.replace("mem[i] <= ", "mem[i] = ");
    untimed.split("endmodule").filter(used).map(|module| module.to_owned() + "endmodule\n").collect()
}

#[test]
fn the_netlist_of_an_ecp5_gives_the_same_bits() {
    if !tool::is_here("yosys") {
        return;
    }
    if cells().is_none() {
        println!("skipped: yosys has no models of ECP5 cells beside it");
        return;
    }
    let (mut frames_seen, mut overflowed) = (0, 0);
    let cases = SPECS.map(|toml| (toml, false)).into_iter().chain(WITH_CELLS.map(|i| (SPECS[i], true)));
    for (toml, with_cells) in cases {
        let spec = spec(toml);
        let folder = tool::folder_with_roms(&spec);
        netlist(folder.path(), &tool::parameters(&spec), with_cells);
        let hdl = Hdl::Folder(folder.path().to_owned());
        let mut dut = Dut::build(&spec, &DutOptions { hdl, ..options() }).unwrap();
        let (model, frames) = (FftModel::new(&spec), mixed(&spec, 40, 3));
        for (seed, stall) in (0..).zip([Stall::None, Stall::Random { seed: 1, input: 70, output: 60 }]) {
            dut.set_stall(stall);
            dut.set_x_seed(seed);
            run_both(&mut dut, &model, &frames)
                .unwrap_or_else(|finding| panic!("{toml}, cells {with_cells}, {stall}: {finding}"));
            frames_seen += frames.len();
        }
        overflowed += frames.iter().filter(|frame| model.run(frame).overflow).count();
    }
    let netlists = SPECS.len() + WITH_CELLS.len();
    println!("{netlists} netlists, {frames_seen} frames, {overflowed} of them overflow");
    assert!(frames_seen == 80 * netlists && overflowed > 10, "{frames_seen} frames, {overflowed} overflow");
}
