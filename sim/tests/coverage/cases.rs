// SPDX-License-Identifier: MIT OR Apache-2.0
//! The pipelines that are run: between them every branch of the Verilog is elaborated.

use utsushi::fft::CheckedSpec;
use utsushi_sim::{
    DATA_FOLDER, Design, Lint, Literal, Optimisation, Source, StreamPorts, verilog_parameters,
};

use crate::common::tools;
use crate::support::spec;
use crate::twins::files_of;

/// A pipeline.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) spec: CheckedSpec,
    /// Parameters that no spec decides.
    memories: &'static [(&'static str, i64)],
    /// Whether its control is brought out.
    pub(crate) probed: bool,
    /// Frames of chance.
    pub(crate) frames: usize,
}

const ROUNDINGS: [&str; 3] = ["truncate", "half-up", "convergent"];
const DECOMPOSITIONS: [&str; 2] = ["radix2", "radix22"];
const ORDERS: [&str; 2] = ["bit-reversed", "natural"];
const MODES: [&str; 2] = ["wrap", "saturate"];

/// Data and twiddle width and schedule of 16-point pipelines, whose stages all have one form of quantizer.
const FORMS: [(u32, u32, &str); 6] = [
    (6, 5, "0,0,0,0"),
    // Twiddles of two bits leave their multipliers one bit to drop.
    (6, 2, "0,0,0,0"),
    (5, 5, "align:1,1/6,1/6,1/6,1/6"),
    (10, 5, "1/9,1/8,1/7,1/6"),
    (10, 5, "2,2,2,3"),
    (12, 6, "2/10,2/8,2/6,2/4"),
];

/// Every case.
pub(crate) fn all() -> Vec<Case> {
    formed().chain(long()).chain(odd()).chain(probed()).collect()
}

/// 16 points: every form of quantizer, with each rounding in both decompositions; overflow modes and orders in turn.
fn formed() -> impl Iterator<Item = Case> {
    let all = DECOMPOSITIONS.into_iter().flat_map(|dec| {
        FORMS.into_iter().flat_map(move |form| (0..3).map(move |rounding| (dec, form, rounding)))
    });
    all.enumerate().map(|(i, (dec, (data, twiddle, schedule), rounding))| {
        // Neither falls in step with the roundings, nor with the forms.
        let (mode, order) = (MODES[(i + i / 3) % 2], ORDERS[i % 2]);
        let toml = format!(
            "len = 16\ndata = {data}\ntwiddle = {twiddle}\nschedule = '{schedule}'\nrounding = '{}'\noverflow = '{mode}'\norder = '{order}'\ndecomposition = '{dec}'\n",
            ROUNDINGS[rounding]
        );
        Case { name: format!("form_{i:02}"), spec: spec(&toml), memories: &[], probed: false, frames: 160 }
    })
}

/// Block memories, and tables that are read ahead, of logic and of block memory.
fn long() -> impl Iterator<Item = Case> {
    let memories: [(_, _, &'static [(&'static str, i64)]); 3] =
        [("radix2", "", &[]), ("radix22", "", &[]), ("radix22", " block", &[("ROM_BLOCK", 4)])];
    memories.into_iter().map(|(dec, name, memories)| Case {
        name: format!("long_{dec}{name}"),
        spec: spec(&format!("len = 128\ndata = 8\ntwiddle = 8\ndecomposition = '{dec}'\n")),
        memories,
        probed: false,
        frames: 24,
    })
}

/// The shortest pipeline, operands as wide as a multiplier's, the widest words, block memories wherever there can be.
fn odd() -> impl Iterator<Item = Case> {
    let case = |(name, toml, memories): (&str, &str, _)| Case {
        name: name.to_owned(),
        spec: spec(toml),
        memories,
        probed: false,
        frames: 80,
    };
    let cases: [(_, _, &[(&str, i64)]); 4] = [
        ("shortest", "len = 4\ndata = 14\ntwiddle = 3\n", &[]),
        ("operands of 18 bits", "len = 8\ndata = 17\ntwiddle = 4\ndecomposition = 'radix22'\n", &[]),
        ("widest", "len = 8\ndata = 32\ntwiddle = 6\nschedule = '0,0,0'\n", &[]),
        ("blocks", "len = 16\ndata = 8\ntwiddle = 8\ndecomposition = 'radix22'\n", &[("BLOCK", 0)]),
    ];
    cases.map(case).into_iter()
}

/// Control, looked at clock by clock.
fn probed() -> impl Iterator<Item = Case> {
    DECOMPOSITIONS.into_iter().flat_map(|dec| ORDERS.map(|order| (dec, order))).map(|(dec, order)| Case {
        name: format!("{dec} {order}"),
        spec: spec(&format!(
            "len = 8\ndata = 6\ntwiddle = 5\nschedule = '1,0,1'\ndecomposition = '{dec}'\norder = '{order}'\n"
        )),
        memories: &[],
        probed: true,
        frames: 40,
    })
}

/// Sources with a wire in every generate branch, on the line where the branch begins: a branch that is elaborated has
/// the wire's point among its toggles.
pub(crate) fn marked(source: Source) -> Source {
    let line = |line: &str| match line.split_once("begin : g_") {
        Some((head, label)) => format!("{head}begin : g_{label} wire {MARK}{label} = 1'b1;\n"),
        None => format!("{line}\n"),
    };
    Source { text: source.text.lines().map(line).collect(), ..source }
}

/// What the wire of a generate branch is called, before the branch's name without `g_`.
pub(crate) const MARK: &str = "elaborated_g_";

impl Case {
    /// The design, with lines, branches and toggles counted.
    pub(crate) fn design(&self, sources: Vec<Source>) -> Design {
        let mut sources = sources;
        if self.probed {
            sources.push(Source::text("fft_probe.v", include_str!("../../src/verilog/fft_probe.v")));
        }
        let memories = self.memories.iter().map(|&(name, value)| (name.to_owned(), Literal::Integer(value)));
        Design {
            top: if self.probed { "fft_probe" } else { "fft" }.to_owned(),
            sources,
            parameters: verilog_parameters(&self.spec, DATA_FOLDER).into_iter().chain(memories).collect(),
            data: files_of(&self.spec),
            stream: Some(StreamPorts::default()),
            reset: Some("rst".to_owned()),
            ..counted()
        }
    }
}

/// Whether Verilator counts every branch and bit: 5.006 knows no `?:` and takes constants out before it counts.
pub(crate) fn counts_structure() -> bool {
    let version = tools().verilator.version;
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or_default());
    (parts.next(), parts.next()) >= (Some(5), Some(48))
}

/// A design in which everything is counted.
pub(crate) fn counted() -> Design {
    Design {
        lint: Lint::Lenient,
        optimisation: Optimisation::Quick,
        coverage: true,
        toggles: counts_structure(),
        ..Design::default()
    }
}
