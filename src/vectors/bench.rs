// SPDX-License-Identifier: MIT OR Apache-2.0
//! The kit's tests of a core: a Verilog bench a set, the module that it drives, and one test for cocotb.

use super::Kit;
use super::source::identifier;
use crate::fft::Direction;

/// The test in Python; it reads the kit's manifest.
pub(super) const COCOTB: &str = include_str!("template/cocotb_kit.py");

const BENCH: &str = include_str!("template/bench.v");
const DUT: &str = include_str!("template/kit_dut.v");

/// The bench of a set.
pub(super) fn verilog(kit: &Kit, set: usize) -> String {
    let (spec, set) = (&kit.spec, &kit.sets[set].set);
    let name = set.name().word();
    filled(
        BENCH,
        &[
            ("SET", name.to_owned()),
            ("NAME", identifier(name)),
            ("FRAMES", set.frames().to_string()),
            ("LEN", spec.spec().len.to_string()),
            ("IN_WIDTH", spec.input().width.to_string()),
            ("OUT_WIDTH", spec.output().width.to_string()),
            ("INVERSE", u8::from(spec.direction() == Direction::Inverse).to_string()),
        ],
    )
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

fn filled(template: &str, values: &[(&str, String)]) -> String {
    values.iter().fold(template.to_owned(), |text, (name, value)| text.replace(&format!("@{name}@"), value))
}
