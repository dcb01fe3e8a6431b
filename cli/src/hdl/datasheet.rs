// SPDX-License-Identifier: MIT OR Apache-2.0
//! The data sheet: every figure is computed from the spec, or stands in the synthesis record.

use std::fmt::{Display, Write as _};

use anyhow::Result;
use utsushi::fft::CheckedSpec;
use utsushi::vectors::{Manifest, SetName, filled};
use utsushi_sim::{Resources, latency, ports, tables};

use super::noise::{Noise, multipliers, none};
use super::numbers;
use super::record::{Entry, Record};
use super::rtl;

const SHEET: &str = include_str!("template/datasheet.md");

/// Rows of measured configurations.
const NEAREST: usize = 4;

/// The data sheet of a core `name` at `clock` MHz; `kit` has the spec, the sets and the command.
pub(super) fn datasheet(name: &str, clock: f64, spec: &CheckedSpec, kit: &Manifest) -> Result<String> {
    let (record, noise) = (Record::load()?, Noise::new(spec));
    let (len, latency) = (spec.spec().len, latency(spec));
    let seeds: Vec<_> = record.seeds.iter().map(u64::to_string).collect();
    Ok(filled(
        SHEET,
        &[
            ("NAME", name.to_owned()),
            ("LEN", len.to_string()),
            ("DECOMPOSITION", numbers::decomposition(spec).to_owned()),
            ("VERSION", kit.model.clone()),
            ("SEMANTICS", kit.semantics.version.to_string()),
            ("PARAMETERS", parameters(name, spec)),
            ("INSTANCE", rtl::instance(name, spec)),
            ("PORTS", ports(spec).map(port_row).concat().trim_end().to_owned()),
            ("LATENCY", latency.to_string()),
            ("CLOCK", clock.to_string()),
            ("LATENCY_TIME", format!("{:.3}", latency as f64 / clock)),
            ("FRAME_RATE", format!("{:.0}", clock * 1e6 / len as f64)),
            ("NUMBERS", numbers::numbers(spec)),
            ("STAGES", stages(spec)),
            ("RANGE", numbers::range(spec)),
            ("ERROR", noise.own(spec)?.trim_end().to_owned()),
            ("GUARDS", noise.guards(spec, &record)?.trim_end().to_owned()),
            ("COUNTS", counts(spec)),
            ("TOOLS", tools(&record)),
            ("SEEDS", seeds.join(", ")),
            (
                "RECORD",
                record
                    .nearest(spec, NEAREST)
                    .iter()
                    .map(|entry| measured(entry, spec))
                    .collect::<String>()
                    .trim_end()
                    .to_owned(),
            ),
            ("SETS", sets(kit)),
            ("COMMAND", kit.command.clone()),
        ],
    ))
}

/// A row of a table; cells are not empty.
fn row(cells: &[&dyn Display]) -> String {
    cells.iter().fold(String::from("|"), |text, cell| format!("{text} {cell} |")) + "\n"
}

fn parameters(name: &str, spec: &CheckedSpec) -> String {
    let plain = spec.spec();
    let rows = [
        row(&[&"module", &format!("`{name}`")]),
        row(&[&"length N", &plain.len]),
        row(&[&"decomposition", &numbers::decomposition(spec)]),
        row(&[&"input component", &format!("{} bits, {} of them fraction", plain.data, spec.input().frac)]),
        row(&[
            &"output component",
            &format!("{} bits, {} of them fraction", spec.output().width, spec.output().frac),
        ]),
        row(&[
            &"twiddle component",
            &format!("{} bits, {} of them fraction", plain.twiddle, plain.twiddle - 1),
        ]),
        row(&[&"schedule", &format!("`{}`", plain.schedule)]),
        row(&[&"scale", &format!("X = DFT(x)·2^{}", -spec.exponent())]),
        row(&[&"rounding, overflow", &format!("`{}`, `{}`", plain.rounding, plain.overflow)]),
        row(&[&"order", &format!("samples natural, bins {}", plain.order)]),
    ];
    rows.concat().trim_end().to_owned()
}

fn port_row(port: (&'static str, utsushi_sim::Direction, u32)) -> String {
    let bits = port.2;
    let (name, direction, _) = rtl::port(port);
    row(&[&format!("`{name}`"), &direction, &bits, &meaning(name, bits / 2)])
}

/// What a port is for; `width` bits a component.
fn meaning(port: &str, width: u32) -> String {
    let component =
        || format!("im in [{}:{width}], re in [{}:0], two's complement", 2 * width - 1, width - 1);
    match port {
        "clk" => "rising edge".into(),
        "rst" => "synchronous, active high".into(),
        "s_axis_tdata" => format!("sample: {}", component()),
        "m_axis_tdata" => format!("bin: {}", component()),
        "s_axis_tvalid" | "m_axis_tvalid" => "a beat is offered".into(),
        "s_axis_tready" | "m_axis_tready" => "a beat would be taken".into(),
        "s_axis_tlast" => "last beat of a frame; for the events only".into(),
        "m_axis_tlast" => "last beat of a frame".into(),
        "s_axis_tuser" => "on a frame's first beat: 1 for the inverse transform".into(),
        "m_axis_tuser" => "on a frame's last beat: the frame overflowed".into(),
        "event_frame_started" => "one clock, the clock after a frame's first beat was accepted".into(),
        "event_tlast_missing" => "one clock after a frame's last beat was accepted without tlast".into(),
        "event_tlast_unexpected" => "one clock after any other beat was accepted with tlast".into(),
        _ => none(),
    }
}

fn stages(spec: &CheckedSpec) -> String {
    let resources = Resources::of(spec);
    let mut tables = tables(spec).into_iter().map(|table| table.file_name());
    let stage = |stage: &utsushi::fft::Stage| {
        let own = resources.multipliers.iter().find(|multiplier| multiplier.stage == stage.index);
        let (count, table) = own.map_or((none(), none()), |own| {
            let table = tables.next().map_or_else(none, |file| format!("`rom/{file}`"));
            (format!("{} of {} × {}", own.count, own.data, own.twiddle), table)
        });
        row(&[
            &stage.index,
            &stage.block,
            &stage.width_in,
            &stage.shift,
            &stage.width_out,
            &numbers::rotation(stage),
            &count,
            &table,
        ])
    };
    spec.stages().iter().map(stage).collect::<String>().trim_end().to_owned()
}

fn counts(spec: &CheckedSpec) -> String {
    let resources = Resources::of(spec);
    let rows = [
        row(&[&"real multipliers, the widest", &multipliers(&resources)]),
        row(&[&"delay lines, bits", &resources.delay_bits]),
        row(&[&"tables, bits", &resources.table_bits]),
        row(&[&"natural order, bits", &resources.order_bits]),
        row(&[&"queue, bits", &resources.queue_bits]),
        row(&[&"memory in all, bits", &resources.memory_bits()]),
    ];
    rows.concat().trim_end().to_owned()
}

fn tools(record: &Record) -> String {
    let used = record.tools.iter().filter(|(tool, _)| !tool.contains("ice40"));
    used.map(|(_, version)| version.as_str()).collect::<Vec<_>>().join(", ")
}

/// A row of the record.
fn measured(entry: &Entry, spec: &CheckedSpec) -> String {
    let differences = entry.differences(spec);
    let differs = if differences.is_empty() { "nothing".to_owned() } else { differences.join(", ") };
    let cell = |name: &str| entry.figures.cells.get(name).map_or_else(none, ToString::to_string);
    let seeds: Vec<_> = entry.figures.fmax.values().map(|fmax| format!("{fmax:.1}")).collect();
    row(&[
        &entry.name,
        &differs,
        &entry.blocks,
        &cell("MULT18"),
        &cell("COMB"),
        &cell("FF"),
        &cell("DP16KD"),
        &cell("RAMW"),
        &format!("{:.1}", entry.figures.median),
        &seeds.join(" "),
        &entry.figures.latency,
    ])
}

fn sets(kit: &Manifest) -> String {
    let mut text = String::new();
    for set in &kit.sets {
        let what = set.name.parse().map_or("", SetName::what);
        let lost = set.unreachable.len();
        let _ = write!(text, "| `{}` | {} | {} | {what}", set.name, set.frames, set.overflow_frames);
        if lost > 0 {
            let _ = write!(
                text,
                "; {lost} goals that this spec does not reach, each with its reason in `manifest.json`"
            );
        }
        text += " |\n";
    }
    text.trim_end().to_owned()
}
