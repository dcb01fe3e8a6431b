// SPDX-License-Identifier: MIT OR Apache-2.0
//! Verilator's runtime, compiled once for each pair of tools.

use std::path::PathBuf;

use crate::digest::Key;
use crate::{Design, SimError, Toolchain, harness};

/// The object files that `design` links, compiled at once where the cache has none.
pub(crate) fn objects(tools: &Toolchain, design: &Design) -> Result<Vec<PathBuf>, SimError> {
    let mut units = vec!["verilated", "verilated_threads"];
    if design.trace {
        units.push("verilated_vcd_c");
    }
    if design.coverage {
        units.push("verilated_cov");
    }
    std::thread::scope(|scope| {
        let running: Vec<_> = units.iter().map(|unit| scope.spawn(|| object(tools, unit))).collect();
        let join = |handle: std::thread::ScopedJoinHandle<'_, _>| {
            handle.join().expect("compiling the runtime does not panic")
        };
        running.into_iter().map(join).collect()
    })
}

fn object(tools: &Toolchain, unit: &str) -> Result<PathBuf, SimError> {
    let mut key = Key::new("runtime");
    tools.add_tools(&mut key);
    key.add("unit", unit);
    key.add("header", harness::text(harness::RUNTIME));
    let entry = tools.entry(&key.finish(), |work| {
        tools.write(&work.join(harness::RUNTIME), harness::text(harness::RUNTIME).as_bytes())?;
        // One object serves all designs: tracing and coverage change none of these files but by being linked.
        let mut command = tools.compile_command(&Design::default(), work);
        let source = tools.verilator.include().join(unit).with_extension("cpp");
        command.args(["-O2", "-o", "object.o", "-c"]).arg(source);
        tools.run(command)?;
        Ok(Vec::new())
    })?;
    Ok(entry.dir.join("object.o"))
}
