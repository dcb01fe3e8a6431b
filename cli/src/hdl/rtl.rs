// SPDX-License-Identifier: MIT OR Apache-2.0
//! The Verilog of a bundle: the pipeline's modules, and a top that has its parameters set.

use std::fmt::Write as _;

use utsushi::fft::CheckedSpec;
use utsushi::vectors::filled;
use utsushi_sim::{Direction, Literal, ports, verilog_parameters};

const TOP: &str = include_str!("template/top.v");

/// The three modules that have another form for the ECP5, made of its blocks and carry cells.
pub(super) const ECP5: [(&str, &str); 3] = [
    ("fft_block_ram.v", include_str!("../../../hdl/synth/ecp5/fft_block_ram.v")),
    ("fft_butterfly.v", include_str!("../../../hdl/synth/ecp5/fft_butterfly.v")),
    ("fft_multiplier.v", include_str!("../../../hdl/synth/ecp5/fft_multiplier.v")),
];

/// The modules that the top needs, as the sources' own instances say.
pub(super) fn modules() -> Vec<(&'static str, &'static str)> {
    utsushi_sim::hdl::hierarchy("fft")
}

/// What a port is, its direction's word and its range as Verilog.
pub(super) fn port(
    (name, direction, bits): (&'static str, Direction, u32),
) -> (&'static str, &'static str, String) {
    let word = if direction == Direction::Input { "input" } else { "output" };
    (name, word, if bits == 1 { String::new() } else { format!("[{}:0]", bits - 1) })
}

/// The top module: `fft` with every parameter but the tables' folder fixed.
pub(super) fn top(name: &str, spec: &CheckedSpec) -> String {
    let ports = ports(spec).map(port);
    let widest = ports.iter().map(|(_, _, range)| range.len()).max().unwrap_or_default();
    let declared =
        ports.iter().map(|(port, word, range)| format!("    {word:<6} wire {range:<widest$} {port}"));
    let connected = ports.iter().map(|(port, ..)| format!("        .{port}({port})"));
    let set = verilog_parameters(spec, "rom").into_iter().map(|(parameter, value)| match value {
        Literal::Text(_) => format!("        .{parameter}({parameter})"),
        fixed => format!("        .{parameter}({fixed})"),
    });
    filled(
        TOP,
        &[
            ("NAME", name.to_owned()),
            ("SPEC", spec_lines(spec)),
            ("LATENCY", utsushi_sim::latency(spec).to_string()),
            ("PORTS", declared.collect::<Vec<_>>().join(",\n")),
            ("PARAMETERS", set.collect::<Vec<_>>().join(",\n")),
            ("CONNECTIONS", connected.collect::<Vec<_>>().join(",\n")),
        ],
    )
}

/// The spec in comment lines.
fn spec_lines(spec: &CheckedSpec) -> String {
    let toml = spec.spec().to_toml();
    let lines = toml.lines().fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "//   {line}");
        text
    });
    lines.trim_end().to_owned()
}

/// An instance of the top on wires of its ports' names.
pub(super) fn instance(name: &str, spec: &CheckedSpec) -> String {
    let connected = ports(spec).map(|(port, ..)| format!("    .{port}({port})")).join(",\n");
    format!("{name} #(.ROM_DIR(\"rom\")) u_{name} (\n{connected}\n);")
}
