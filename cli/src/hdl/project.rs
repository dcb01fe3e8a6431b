// SPDX-License-Identifier: MIT OR Apache-2.0
//! What tools read to find the files: a `FuseSoC` core, a file list, constraints.

use utsushi::vectors::filled;

use super::rtl::{self, ECP5};

const CORE: &str = include_str!("template/core");
const SDC: &str = include_str!("template/constraints.sdc");
const XDC: &str = include_str!("template/constraints.xdc");
const LPF: &str = include_str!("template/constraints.lpf");

/// The `FuseSoC` core, CAPI 2. `tables` and `words` are paths below the bundle's folder; a tool's work folder gets them at the same
/// places, so that the default folders hold there too.
pub(super) fn core(name: &str, len: usize, tables: &[String], words: &[String]) -> String {
    let list = |paths: Vec<String>| {
        paths.iter().map(|path| format!("      - {path}")).collect::<Vec<_>>().join("\n")
    };
    let copied = |paths: &[String]| {
        let entry = |path: &String| format!("{path} : {{file_type: user, copyto: {path}}}");
        list(paths.iter().map(entry).collect())
    };
    let is_portable = |path: &String| ECP5.iter().any(|(file, _)| *path == format!("rtl/{file}"));
    let (portable, common): (Vec<_>, Vec<_>) = rtl_files(name).into_iter().partition(is_portable);
    // A frame of four points has no table, and a file set must not be empty.
    let rom =
        if tables.is_empty() { String::new() } else { format!("  rom:\n    files:\n{}", copied(tables)) };
    let text = filled(
        CORE,
        &[
            ("NAME", name.to_owned()),
            ("VERSION", env!("CARGO_PKG_VERSION").to_owned()),
            ("LEN", len.to_string()),
            ("RTL", list(common)),
            ("PORTABLE", list(portable)),
            ("ECP5", list(ECP5.iter().map(|(file, _)| format!("rtl/ecp5/{file}")).collect())),
            ("VECTORS", copied(words)),
            ("AND_ROM", if tables.is_empty() { String::new() } else { ", rom".to_owned() }),
        ],
    );
    let rom = if rom.is_empty() { rom } else { rom + "\n" };
    text.replace("@ROM@\n", &rom)
}

/// The Verilog of the core in any family, by path: what the file list names.
pub(super) fn rtl_files(name: &str) -> Vec<String> {
    let modules = rtl::modules().into_iter().map(|(file, _)| format!("rtl/{file}"));
    modules.chain([format!("rtl/{name}.v")]).collect()
}

/// The constraints by path, for a clock in MHz.
pub(super) fn constraints(name: &str, clock: f64) -> [(String, String); 3] {
    let values = [
        ("NAME", name.to_owned()),
        ("CLOCK", clock.to_string()),
        ("PERIOD", format!("{:.3}", 1000.0 / clock)),
    ];
    [("lpf", LPF), ("sdc", SDC), ("xdc", XDC)]
        .map(|(ending, template)| (format!("constraints/{name}.{ending}"), filled(template, &values)))
}
