// SPDX-License-Identifier: MIT OR Apache-2.0
//! The ports of a verilated module: read from the generated header, written for the harness.

use std::fmt::Write as _;

use crate::design::{Axis, Design};
use crate::{Direction, SimError};

/// A port as the generated header declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Declaration {
    /// Its name in Verilog.
    pub(crate) name: String,
    /// The C++ member.
    pub(crate) member: String,
    /// Width in bits.
    pub(crate) width: u32,
    /// In or out.
    pub(crate) direction: Direction,
}

/// Reads lines such as `VL_IN8(&clk,0,0);` and `VL_OUTW(&sum,127,0,4);`.
pub(crate) fn parse_header(header: &str) -> Vec<Declaration> {
    header.lines().filter_map(|line| parse_line(line.trim())).collect()
}

fn parse_line(line: &str) -> Option<Declaration> {
    let (rest, direction) = match line.strip_prefix("VL_IN") {
        Some(rest) if !rest.starts_with("OUT") => (rest, Direction::Input),
        Some(rest) => (rest, Direction::Output),
        None => (line.strip_prefix("VL_OUT")?, Direction::Output),
    };
    let inner = rest.split_once("(&")?.1.split_once(')')?.0;
    let mut fields = inner.split(',');
    let member = fields.next()?.to_owned();
    let (high, low): (u32, u32) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(Declaration { name: verilog_name(&member), member, width: high - low + 1, direction })
}

/// Verilator marks C++ keywords and writes `__` within a name as `___05F`.
fn verilog_name(member: &str) -> String {
    member.strip_prefix("__SYM__").unwrap_or(member).replace("___05F", "__")
}

/// The header that tells the harness which model it drives.
pub(crate) fn harness_header(design: &Design, ports: &[Declaration]) -> Result<String, SimError> {
    let refuse = |reason: String| SimError::Design { top: design.top.clone(), reason };
    let has = |name: &str| ports.iter().find(|port| port.name == name);
    let need = |name: &str| {
        has(name).ok_or_else(|| refuse(format!("it has no port {name}; it has {}", names(ports))))
    };
    let mut text = String::from("#pragma once\n#define UTSUSHI_MODEL Vmodel\n");
    text += "#define UTSUSHI_MODEL_HEADER \"Vmodel.h\"\n#define UTSUSHI_PORTS(X)";
    for port in ports {
        let is_input = u8::from(port.direction == Direction::Input);
        let _ = write!(text, " X({}, \"{}\", {}, {is_input})", port.member, port.name, port.width);
    }
    text += "\n#define UTSUSHI_EVENTS(X)";
    for event in &design.events {
        // One that the module lacks keeps its place in the counters.
        if let Some(port) = has(event) {
            let _ = write!(text, " X({})", port.member);
        } else {
            text += " ++count;";
        }
    }
    text.push('\n');
    if let Some(clock) = &design.clock {
        let _ = writeln!(text, "#define UTSUSHI_CLOCK {}", need(clock)?.member);
    }
    if let Some(stream) = &design.stream {
        text += "#define UTSUSHI_STREAM\n";
        for (side, axis) in [("IN", &stream.input), ("OUT", &stream.output)] {
            axis_defines(&mut text, side, axis, &need, &has, &refuse)?;
        }
    }
    if design.taps > 0 {
        need("tap_data")?;
        let _ = writeln!(text, "#define UTSUSHI_TAPS {}", design.taps);
    }
    Ok(text)
}

fn axis_defines<'a>(
    text: &mut String,
    side: &str,
    axis: &Axis,
    need: &impl Fn(&str) -> Result<&'a Declaration, SimError>,
    has: &impl Fn(&str) -> Option<&'a Declaration>,
    refuse: &impl Fn(String) -> SimError,
) -> Result<(), SimError> {
    let data = need(&axis.data)?;
    if data.width > 64 {
        let reason =
            format!("port {} has {} bits and a batch carries words of at most 64", axis.data, data.width);
        return Err(refuse(reason));
    }
    for (role, name) in [("VALID", &axis.valid), ("READY", &axis.ready), ("DATA", &axis.data)] {
        let _ = writeln!(text, "#define UTSUSHI_{side}_{role} {}", need(name)?.member);
    }
    let _ = writeln!(text, "#define UTSUSHI_{side}_WIDTH {}", data.width);
    for (role, name) in [("LAST", &axis.last), ("USER", &axis.user)] {
        if let Some(port) = has(name) {
            let _ = writeln!(text, "#define UTSUSHI_{side}_{role} {}", port.member);
        }
    }
    Ok(())
}

/// The ports' names, comma-separated, in the alphabet's order whatever Verilator's version.
pub(crate) fn names(ports: &[Declaration]) -> String {
    listed(ports.iter().map(|port| port.name.as_str()))
}

/// `names`, sorted and comma-separated.
pub(crate) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_of_either_version_gives_its_ports() {
        let header = "    VL_IN8(&clk,0,0);\n  VL_OUT16(&s,15,0);\nVL_INW(&wide,69,0,3);\n VL_IN64(&q,32,0);\n\
                      VL_INOUT8(&pad,1,0);\n VL_IN8(&__SYM__new,0,0);\n VL_OUT8(&a___05Fb,0,0);\n// VL_IN8(no)\n    VL_UNCOPYABLE(Vmodel);\n";
        let ports = parse_header(header);
        let shape: Vec<_> = ports.iter().map(|p| (p.name.as_str(), p.width, p.direction)).collect();
        assert_eq!(
            shape,
            [
                ("clk", 1, Direction::Input),
                ("s", 16, Direction::Output),
                ("wide", 70, Direction::Input),
                ("q", 33, Direction::Input),
                ("pad", 2, Direction::Output),
                ("new", 1, Direction::Input),
                ("a__b", 1, Direction::Output)
            ]
        );
    }
}
