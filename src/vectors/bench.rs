// SPDX-License-Identifier: MIT OR Apache-2.0
//! Tests of a core: a Verilog bench for a set or for all of them, the module that a kit's drive, and one test for cocotb.

use std::fmt::Write as _;

use super::Kit;
use super::source::identifier;
use crate::fft::Direction;

/// The test in Python; it reads the kit's manifest.
pub(super) const COCOTB: &str = include_str!("template/cocotb_kit.py");

const BENCH: &str = include_str!("template/bench.v");
const DUT: &str = include_str!("template/kit_dut.v");

/// Where a bench's words lie, beside a folder with the tables; both may be set from outside.
const FOLDERS: &str = " #(\n    parameter VECTORS = \"vectors\",\n    parameter ROM_DIR = \"rom\"\n)";

/// An event that a kit's module keeps to itself.
const MORE_WIRES: &str =
    "    wire                   frame_started;\n    wire                   unused = frame_started;\n";

/// The bench of a set.
pub(super) fn verilog(kit: &Kit, set: usize) -> String {
    let set = &kit.sets[set].set;
    let (name, stem) = (set.name().word(), identifier(set.name().word()));
    let load = FILES.map(|file| format!("        $readmemh(\"{name}/{file}.mem\", {file});\n")).concat();
    bench(
        kit,
        set.frames(),
        &[
            ("WHAT", format!("the set {name}")),
            ("PLACE", "kit".to_owned()),
            ("COMMAND", format!("iverilog -g2005 -o bench {name}/tb_{stem}.v kit_dut.v PATH/TO/hdl/*.v")),
            ("NAME", stem),
            ("FOLDERS", String::new()),
            ("DUT", "kit_dut".to_owned()),
            ("MORE_WIRES", String::new()),
            ("MORE_PORTS", String::new()),
            ("LOAD", load),
            ("TITLE", name.to_owned()),
        ],
    )
}

/// What a bench reads of every set.
const FILES: [&str; 3] = ["stimulus", "expected", "overflow"];

impl Kit {
    /// The source of a bench `tb_{top}` for all sets, frame after frame without a pause.
    ///
    /// It drives the module `top`, which has the ports of `hdl/fft.v` in the spec's widths and the parameter `ROM_DIR`, and reads
    /// what [`write_words`](Self::write_words) has written, from the folder of its parameter `VECTORS`.
    #[must_use]
    pub fn bench(&self, top: &str) -> String {
        let (mut frames, mut load) = (0, String::new());
        let len = self.spec.spec().len;
        for set in self.sets.iter().map(|set| &set.set).filter(|set| set.frames() > 0) {
            for (file, words) in FILES.into_iter().zip([len, len, 1]) {
                let (first, last) = (words * frames, words * (frames + set.frames()) - 1);
                let name = set.name().word();
                let _ = writeln!(
                    load,
                    "        $readmemh({{VECTORS, \"/{name}/{file}.mem\"}}, {file}, {first}, {last});"
                );
            }
            frames += set.frames();
        }
        bench(
            self,
            frames,
            &[
                ("WHAT", top.to_owned()),
                ("PLACE", "bundle".to_owned()),
                ("COMMAND", format!("iverilog -g2005 -s tb_{top} -o bench -f {top}.f tb/tb_{top}.v")),
                ("NAME", top.to_owned()),
                ("FOLDERS", FOLDERS.to_owned()),
                ("DUT", format!("{top} #(.ROM_DIR(ROM_DIR))")),
                ("MORE_WIRES", MORE_WIRES.to_owned()),
                ("MORE_PORTS", "        .event_frame_started(frame_started),\n".to_owned()),
                ("LOAD", load),
                ("TITLE", top.to_owned()),
            ],
        )
    }
}

fn bench(kit: &Kit, frames: usize, values: &[(&str, String)]) -> String {
    let spec = &kit.spec;
    let own = [
        ("FRAMES", frames.to_string()),
        ("LEN", spec.spec().len.to_string()),
        ("IN_WIDTH", spec.input().width.to_string()),
        ("OUT_WIDTH", spec.output().width.to_string()),
        ("INVERSE", u8::from(spec.direction() == Direction::Inverse).to_string()),
    ];
    filled(&filled(BENCH, values), &own)
}

/// The module that the benches drive.
pub(super) fn dut(kit: &Kit) -> String {
    let parameters: Vec<_> =
        kit.options.parameters.iter().map(|(name, value)| format!("\n        .{name}({value})")).collect();
    let list =
        if parameters.is_empty() { String::new() } else { format!(" #({}\n    )", parameters.join(",")) };
    filled(
        DUT,
        &[
            ("SPEC", kit.spec.spec().to_toml().trim_end().replace('\n', ", ")),
            ("IN_TOP", (2 * kit.spec.input().width - 1).to_string()),
            ("OUT_TOP", (2 * kit.spec.output().width - 1).to_string()),
            ("PARAMETERS", list),
        ],
    )
}

/// A text in which each `@NAME@` is replaced by its value.
#[must_use]
pub fn filled(template: &str, values: &[(&str, String)]) -> String {
    values.iter().fold(template.to_owned(), |text, (name, value)| text.replace(&format!("@{name}@"), value))
}
