// SPDX-License-Identifier: MIT OR Apache-2.0
//! How much of the Verilog the suite reaches: lines, branches, register bits, generate branches, and a list of cases
//! that must be seen. Whatever is not seen must be excused in `hdl/coverage/waivers.json`, with its reason.
//!
//! With `UTSUSHI_COVERAGE_RECORD` set, `hdl/coverage/report.json` and `report.md` are written (`make coverage`).

mod common;
#[path = "coverage/arithmetic.rs"]
mod arithmetic;
#[path = "coverage/cases.rs"]
mod cases;
#[path = "coverage/control.rs"]
mod control;
#[path = "coverage/goals.rs"]
mod goals;
#[path = "coverage/kinds.rs"]
mod kinds;
#[path = "coverage/probe.rs"]
mod probe;
#[path = "coverage/report.rs"]
mod report;
#[path = "coverage/run.rs"]
mod run;
#[path = "coverage/script.rs"]
mod script;
mod streams;
#[path = "coverage/structure.rs"]
mod structure;
mod support;
mod twins;
#[path = "coverage/waivers.rs"]
mod waivers;

use std::sync::LazyLock;

use goals::Goals;
use report::Report;
use run::Shown;
use utsushi_sim::Coverage;
use waivers::Waiver;

const VARIABLE: &str = "UTSUSHI_COVERAGE_RECORD";

/// Every run, made once for all tests.
static SHOWN: LazyLock<Vec<Shown>> = LazyLock::new(|| run::everything(&cases::all()));

/// The goals as filled by the runs whose name is not `without`.
fn filled(without: &str) -> Goals {
    let mut goals = run::declared(&cases::all());
    let mut coverage = Coverage::default();
    for shown in SHOWN.iter().filter(|shown| shown.name != without) {
        coverage.merge(&shown.coverage);
        goals.merge(&shown.goals);
    }
    goals.goals.splice(0..0, structure::goals(&coverage).goals);
    goals
}

#[test]
fn everything_is_seen_or_excused_and_the_record_says_so() {
    let (goals, waivers) = (filled(""), waivers::committed());
    let complaints: Vec<_> = waivers.iter().filter_map(|waiver| waiver.complaint(&goals)).collect();
    let report = Report::new(&common::tools().verilator.version, &goals, &waivers);
    println!("{}", report.verdicts());
    let holes = report.holes();
    holes.iter().for_each(|hole| println!("{hole}"));
    if std::env::var_os(VARIABLE).is_some() {
        report::write(&waivers::folder().join("report.json"), &report.to_json());
        report::write(&waivers::folder().join("report.md"), &report.to_markdown());
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(holes.is_empty(), "{} bins are neither seen nor excused, first {}", holes.len(), holes[0]);
}
