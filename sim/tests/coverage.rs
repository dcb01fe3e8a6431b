// SPDX-License-Identifier: MIT OR Apache-2.0
//! How much of the Verilog the suite reaches: lines, branches, register bits, generate branches, and a list of cases
//! that must be seen. Whatever is not seen must be excused in `hdl/coverage/waivers.json`, with its reason.
//!
//! With `UTSUSHI_COVERAGE_RECORD` set, `hdl/coverage/report.json` and `report.md` are written (`make coverage`).

#[path = "coverage/arithmetic.rs"]
mod arithmetic;
#[path = "coverage/butterflies.rs"]
mod butterflies;
#[path = "coverage/cases.rs"]
mod cases;
mod common;
mod configurables;
#[path = "coverage/control.rs"]
mod control;
#[path = "coverage/cores.rs"]
mod cores;
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
#[path = "coverage/watch.rs"]
mod watch;

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

/// The text of the record's two files.
fn committed(name: &str) -> String {
    let path = waivers::folder().join(name);
    std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; make coverage", path.display()))
}

/// Whether this Verilator is one whose counts of lines, branches and bits are complete; says so if not.
fn counts_structure() -> bool {
    let counts = cases::counts_structure();
    if !counts {
        let version = common::tools().verilator.version;
        println!(
            "skipped: Verilator {version} does not count every branch and bit; sim/setup.sh test installs one that does"
        );
    }
    counts
}

#[test]
fn everything_is_seen_or_excused_and_the_record_says_so() {
    let (goals, waivers) = (filled(""), waivers::committed());
    let complaints: Vec<_> = waivers.iter().filter_map(|waiver| waiver.complaint(&goals)).collect();
    let report = Report::new(&common::tools().verilator.version, &goals, &waivers);
    println!("{}", report.verdicts());
    let holes = report.holes();
    for hole in &holes {
        println!("{hole}");
    }
    if std::env::var_os(VARIABLE).is_some() {
        report::write(&waivers::folder().join("report.json"), &report.to_json());
        report::write(&waivers::folder().join("report.md"), &report.to_markdown());
        let readme = waivers::folder().join("../README.md");
        report::write(&readme, &report.shown_in(&committed("../README.md")));
        println!("hdl/coverage/report.json, report.md and the table of hdl/README.md are written");
    }
    let counts = counts_structure();
    let of_structure = [structure::LINES, structure::BRANCHES, structure::BITS, structure::GENERATES];
    let matters = |hole: &&String| counts || !of_structure.iter().any(|goal| hole.starts_with(goal));
    let holes: Vec<_> = holes.iter().filter(matters).collect();
    assert!(holes.is_empty(), "{} bins are neither seen nor excused, first {}", holes.len(), holes[0]);
    if !counts {
        return;
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    let kept: Report = serde_json::from_str(&committed("report.json")).expect("the record is a report");
    assert_eq!(kept.to_markdown(), committed("report.md"), "report.md is not of report.json; make coverage");
    assert_eq!(
        kept.shown_in(&committed("../README.md")),
        committed("../README.md"),
        "the table of hdl/README.md is old; make coverage"
    );
    // Another Verilator counts other points; what was seen of ours and what was excused stays.
    if kept.verilator == report.verilator {
        assert_eq!(kept, report, "hdl/coverage/report.json is of another run; make coverage");
    }
}

/// A run that is left out leaves holes of these names.
#[test]
fn a_run_left_out_leaves_its_holes() {
    let all = filled("");
    for (without, goal, bin) in [
        ("operands of 18 bits", structure::GENERATES, "fft_complex_mul.v: g_four"),
        ("window", structure::GENERATES, "fft_window_rom.v: g_hamming"),
        ("core_1", structure::GENERATES, "fft_shift.v: g_none"),
        ("long_radix22 block", structure::GENERATES, "fft_twiddle_rom.v: g_block"),
        ("long_radix2", arithmetic::TWIDDLES, "radix2 N = 128 stage 1, angle 3, forward"),
        ("radix2 natural", control::REVERSAL, "radix2 natural: even frame written, odd frame read, full"),
        ("radix22 bit-reversed", control::RESET, "radix22 bit-reversed: beat 5, stopped"),
    ] {
        if goal == structure::GENERATES && !counts_structure() {
            continue;
        }
        assert!(all.goal(goal).bins[bin] > 0, "{goal}: {bin}: a hole before anything is left out");
        let holes: Vec<_> = filled(without).goal(goal).holes().map(str::to_owned).collect();
        assert!(holes.iter().any(|hole| hole == bin), "without {without} {goal} misses {holes:?}, not {bin}");
        println!("without {without}: {goal}: {bin}, one of {} holes", holes.len());
    }
}

/// Stimuli that are left out leave holes: without resets none is seen, and in few clocks not everything.
#[test]
fn stimuli_left_out_leave_their_holes() {
    let cases = cases::all();
    let case = cases.iter().find(|case| case.name == "radix2 natural").expect("it is among the cases");
    let library = run::build(case);
    let holes = |clocks: u64, resets: bool, goal: &str| {
        let mut goals = run::declared(&cases);
        run::clocks(case, &library, &mut goals, (clocks, resets));
        goals.goal(goal).holes().filter(|bin| bin.starts_with("radix2 natural")).count()
    };
    let bins = run::declared(&cases)
        .goal(control::RESET)
        .bins
        .keys()
        .filter(|bin| bin.starts_with("radix2 natural"))
        .count();
    assert_eq!(holes(run::CLOCKS, false, control::RESET), bins, "resets that were never given are not seen");
    let (few, all) = (holes(100, true, control::ENABLE), holes(run::CLOCKS, true, control::ENABLE));
    assert!(few > all, "100 clocks leave {few} holes and {} leave {all}", run::CLOCKS);
    println!(
        "without resets {bins} holes; {few} places where nothing stopped in 100 clocks, {all} in {}",
        run::CLOCKS
    );
}

fn one_goal() -> Goals {
    let mut goals = Goals::default();
    goals.declare("colour", "which", ["red, light", "red, dark", "blue"].map(str::to_owned));
    goals.hit("colour", "red, light");
    goals
}

fn waiver(goal: &str, bins: &str, reason: &str) -> Waiver {
    Waiver { goal: goal.to_owned(), bins: vec![bins.to_owned()], reason: reason.to_owned() }
}

#[test]
fn a_waiver_excuses_holes_alone() {
    let goals = one_goal();
    let reason = "the sky is of no concern here";
    let complaint = |goal, bins, reason| waiver(goal, bins, reason).complaint(&goals);
    assert_eq!(complaint("colour", "blue", reason), None);
    assert_eq!(complaint("colour", "red, d*", reason), None);
    assert_eq!(
        complaint("colour", "red*", reason).unwrap(),
        "the waiver of 'red*' in 'colour' excuses 'red, light', which was seen 1 times; narrow it"
    );
    assert_eq!(
        complaint("colour", "green", reason).unwrap(),
        "the waiver of 'green' in 'colour' excuses no bin; remove it"
    );
    assert_eq!(
        complaint("taste", "*", reason).unwrap(),
        "a waiver names a goal 'taste' that is none; remove it"
    );
    assert_eq!(
        complaint("colour", "blue", "no").unwrap(),
        "the waiver of 'blue' in 'colour' gives no reason; say why"
    );
}

#[test]
fn a_report_tells_seen_waived_and_missing() {
    let report = Report::new("0", &one_goal(), &[waiver("colour", "red, d*", "it is night")]);
    let line = &report.goals[0];
    assert_eq!(
        (line.bins, line.seen, line.waived, line.holes.as_slice()),
        (3, 1, 1, &["blue".to_owned()][..])
    );
    assert_eq!(report.holes(), ["colour: never seen: blue"]);
    assert!(report.to_markdown().contains("| colour | 3 | 1 | 1 | 1 |"), "{}", report.to_markdown());
    let full = Report::new(
        "0",
        &one_goal(),
        &[waiver("colour", "red, d*", "it is night"), waiver("colour", "b*", "too")],
    );
    assert!(full.verdicts().contains("1 of      3 seen,     2 waived: complete"), "{}", full.verdicts());
}
