// SPDX-License-Identifier: MIT OR Apache-2.0
//! The test of the tests: each change of one line of Verilog is noticed, and where it acts is named.
//!
//! With `UTSUSHI_MUTATION_RECORD` naming a file, the score and every verdict are written there (`make mutate`).

mod common;
#[path = "mutations/configurable_list.rs"]
mod configurable_list;
mod configurables;
#[path = "mutations/findings.rs"]
mod findings;
#[path = "mutations/list.rs"]
mod list;
#[path = "mutations/parameter_list.rs"]
mod parameter_list;
#[path = "mutations/record.rs"]
mod record;
#[path = "mutations/stream_list.rs"]
mod stream_list;
mod streams;
mod support;
mod twins;

use std::fs;
use std::path::{Path, PathBuf};

use configurable_list::{CONFIGURABLE_MUTATIONS, configurable_finding};
use findings::{Found, findings};
use list::{MUTATIONS, Mutation, Place};
use parameter_list::{PARAMETER_MUTATIONS, parameter_finding};
use stream_list::{STREAM_MUTATIONS, stream_finding};
use support::in_parallel;
use utsushi::compare::Origin;
use utsushi_sim::hdl::EMBEDDED;

/// The parts of the record.
const SUITES: [&str; 4] = ["fft", "streams", "configurable", "parameters"];

/// The verdict on a mutant that nothing noticed.
const SURVIVED: &str = "SURVIVED";

/// A copy of the Verilog, with one line changed. Its place is fixed, so that the cache knows it again.
fn copy(name: &str, change: Option<&Mutation>) -> PathBuf {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("mutants").join(name);
    fs::create_dir_all(&dir).unwrap();
    for (file, text) in EMBEDDED {
        let change = change.filter(|mutation| mutation.file == file);
        let text = change.map_or_else(|| text.to_owned(), |m| text.replacen(m.from, m.to, 1));
        fs::write(dir.join(file), text).unwrap();
    }
    dir
}

/// A mutation whose text is not in its file once, or changes nothing, tests nothing.
#[test]
fn every_mutation_is_one_place_and_every_module_has_some() {
    for mutation in all() {
        let (_, text) = EMBEDDED.iter().find(|(name, _)| *name == mutation.file).unwrap();
        let times = text.matches(mutation.from).count();
        assert_eq!(times, 1, "'{}' stands {times} times in {}", mutation.from, mutation.file);
        assert_ne!(mutation.from, mutation.to);
    }
    for (name, _) in EMBEDDED {
        let count = all().filter(|mutation| mutation.file == name).count();
        assert!(count >= 4, "{name} has {count} mutations");
    }
    assert!(MUTATIONS.len() >= 40 && STREAM_MUTATIONS.len() >= 40, "{} mutations", all().count());
}

fn all() -> impl Iterator<Item = &'static Mutation> {
    MUTATIONS.iter().chain(STREAM_MUTATIONS).chain(CONFIGURABLE_MUTATIONS).chain(PARAMETER_MUTATIONS)
}

#[test]
fn the_original_passes() {
    if let Some(found) = findings(&copy("original", None), true) {
        panic!("the unchanged Verilog is found wrong with spec {} of the suite: {}", found.spec, describe(&found));
    }
}

#[test]
fn every_mutant_is_caught_and_located() {
    let numbered: Vec<_> = MUTATIONS.iter().enumerate().collect();
    let (verdicts, complaints): (Vec<_>, Vec<_>) = in_parallel(&numbered, |(number, mutation)| {
        let found = findings(&copy(&format!("{number:03}"), Some(mutation)), mutation.origin.is_some());
        let verdict = found.as_ref().map_or(SURVIVED.to_owned(), describe);
        println!("{number:3} {}: {} => {}\n      {verdict}", mutation.file, mutation.from, mutation.to);
        (verdict, complaint(mutation, found.as_ref()))
    })
    .into_iter()
    .unzip();
    record::keep("fft", MUTATIONS, &verdicts);
    let complaints: Vec<_> = complaints.into_iter().flatten().collect();
    println!("{} mutants, {} complaints", MUTATIONS.len(), complaints.len());
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn every_mutant_of_a_stream_module_is_caught() {
    let original = copy("original", None);
    for file in ["fft_window.v", "fft_magnitude.v", "fft_row_pair.v", "fft_corner_turn.v", "fft_plane.v"] {
        assert_eq!(stream_finding(file, &original), None, "the unchanged {file}");
    }
    all_are_caught("streams", "s", STREAM_MUTATIONS, |mutation, hdl| stream_finding(mutation.file, hdl));
}

#[test]
fn every_mutant_of_the_configurable_core_is_caught() {
    assert_eq!(configurable_finding(&copy("original", None)), None, "the unchanged core");
    all_are_caught("configurable", "c", CONFIGURABLE_MUTATIONS, |_, hdl| configurable_finding(hdl));
}

#[test]
fn every_mutant_of_the_ranges_is_caught() {
    assert_eq!(parameter_finding(&copy("original", None)), None, "the unchanged ranges");
    all_are_caught("parameters", "p", PARAMETER_MUTATIONS, |_, hdl| parameter_finding(hdl));
}

/// `finding` says something of every mutant of a suite; verdicts go into the record.
fn all_are_caught(
    suite: &str,
    prefix: &str,
    mutations: &[Mutation],
    finding: impl Fn(&Mutation, &Path) -> Option<String> + Sync,
) {
    let numbered: Vec<_> = mutations.iter().enumerate().collect();
    let (verdicts, survivors): (Vec<_>, Vec<_>) = in_parallel(&numbered, |(number, mutation)| {
        let found = finding(mutation, &copy(&format!("{prefix}{number:03}"), Some(mutation)));
        let verdict = found.clone().unwrap_or_else(|| SURVIVED.to_owned());
        println!("{number:3} {}: {} => {}\n      {verdict}", mutation.file, mutation.from, mutation.to);
        let survived = format!("survived: {}: {} => {}", mutation.file, mutation.from, mutation.to);
        (verdict, found.is_none().then_some(survived))
    })
    .into_iter()
    .unzip();
    record::keep(suite, mutations, &verdicts);
    let survivors: Vec<_> = survivors.into_iter().flatten().collect();
    println!("{} mutants, {} survivors", mutations.len(), survivors.len());
    assert!(survivors.is_empty(), "{}", survivors.join("\n"));
}

fn describe(found: &Found) -> String {
    let origin = found.origin.map(|origin| format!("; {origin}")).unwrap_or_default();
    format!("spec {}: {}{origin}", found.spec, found.finding)
}

/// What is wrong with the suite, if it missed the mutant or took it for another.
fn complaint(mutation: &Mutation, found: Option<&Found>) -> Option<String> {
    let name = format!("{}: {} => {}", mutation.file, mutation.from, mutation.to);
    let Some(found) = found else { return Some(format!("survived: {name}")) };
    let place = mutation.origin?;
    let right = match (place, found.origin) {
        (Place::After, Some(Origin::AfterStages)) => true,
        (Place::First, Some(Origin::Stage { stage, .. })) => stage == 0,
        (Place::Quarter, Some(Origin::Stage { stage, .. })) => stage + 2 == found.stages,
        (Place::Last, Some(Origin::Stage { stage, .. })) => stage + 1 == found.stages,
        _ => false,
    };
    (!right).then(|| format!("{place:?} expected for {name}: {}", describe(found)))
}

/// The committed record is of these mutants, and none of them lives.
#[test]
fn the_record_is_of_these_mutants() {
    let record = record::committed();
    let named: Vec<_> = all().map(record::name).collect();
    let kept: Vec<_> = SUITES.iter().flat_map(|suite| record::names(&record, suite)).collect();
    let differs = kept.iter().zip(&named).find(|(kept, named)| kept != named);
    assert!(
        kept == named,
        "hdl/formal/mutation.json is of other mutants, first {differs:?}; make it again: make mutate"
    );
    for suite in SUITES {
        assert_eq!(record[suite]["survivors"], 0, "{suite}");
    }
}
