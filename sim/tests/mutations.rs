// SPDX-License-Identifier: MIT OR Apache-2.0
//! The test of the tests: each change of one line of Verilog is noticed, and where it acts is named.

#[path = "mutations/findings.rs"]
mod findings;
#[path = "mutations/list.rs"]
mod list;
mod support;

use std::fs;
use std::path::PathBuf;

use findings::{Found, findings};
use list::{MUTATIONS, Mutation, Place};
use support::in_parallel;
use utsushi::compare::Origin;
use utsushi_sim::hdl::EMBEDDED;

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
    for mutation in MUTATIONS {
        let (_, text) = EMBEDDED.iter().find(|(name, _)| *name == mutation.file).unwrap();
        let times = text.matches(mutation.from).count();
        assert_eq!(times, 1, "'{}' stands {times} times in {}", mutation.from, mutation.file);
        assert_ne!(mutation.from, mutation.to);
    }
    for (name, _) in EMBEDDED {
        let count = MUTATIONS.iter().filter(|mutation| mutation.file == name).count();
        assert!(count >= 4, "{name} has {count} mutations");
    }
    assert!(MUTATIONS.len() >= 40, "{} mutations", MUTATIONS.len());
}

#[test]
fn the_original_passes() {
    if let Some(Found { finding, .. }) = findings(&copy("original", None), false) {
        panic!("the unchanged Verilog is found wrong: {finding}");
    }
}

#[test]
fn every_mutant_is_caught_and_located() {
    let numbered: Vec<_> = MUTATIONS.iter().enumerate().collect();
    let complaints = in_parallel(&numbered, |(number, mutation)| {
        let found = findings(&copy(&format!("{number:03}"), Some(mutation)), mutation.origin.is_some());
        let verdict = found.as_ref().map_or("SURVIVED".to_owned(), describe);
        println!("{number:3} {}: {} => {}\n      {verdict}", mutation.file, mutation.from, mutation.to);
        complaint(mutation, found.as_ref())
    });
    let complaints: Vec<_> = complaints.into_iter().flatten().collect();
    println!("{} mutants, {} complaints", MUTATIONS.len(), complaints.len());
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
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
