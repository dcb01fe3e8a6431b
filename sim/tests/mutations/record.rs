// SPDX-License-Identifier: MIT OR Apache-2.0
//! The record of the mutants: what each was and how it was noticed.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde_json::{Value, json};

use crate::SURVIVED;
use crate::list::Mutation;

const VARIABLE: &str = "UTSUSHI_MUTATION_RECORD";

/// Both suites write into one file, each its own part.
static FILE: Mutex<()> = Mutex::new(());

/// What a mutant is called in the record.
pub(crate) fn name(mutation: &Mutation) -> String {
    format!("{}: {} => {}", mutation.file, mutation.from, mutation.to)
}

/// Puts the verdicts of `suite` into the file that is asked for, if one is.
pub(crate) fn keep(suite: &str, mutations: &[Mutation], verdicts: &[String]) {
    let Some(path) = std::env::var_os(VARIABLE).map(PathBuf::from) else { return };
    let mutants: Vec<_> = mutations
        .iter()
        .zip(verdicts)
        .map(|(mutation, verdict)| json!({ "mutant": name(mutation), "noticed": anywhere(verdict) }))
        .collect();
    let survivors = verdicts.iter().filter(|verdict| *verdict == SURVIVED).count();
    let part = json!({ "mutants": mutants.len(), "survivors": survivors, "verdicts": mutants });
    let _held = FILE.lock().unwrap();
    let mut record = read(&path).unwrap_or_else(|| json!({}));
    record[suite] = part;
    let unfinished = path.with_extension("tmp");
    std::fs::write(&unfinished, format!("{record:#}\n")).expect("the record can be written");
    std::fs::rename(&unfinished, &path).expect("the record can be put in its place");
}

/// A verdict without the folders of the machine it was found on: absolute paths become their last part.
fn anywhere(verdict: &str) -> String {
    let words = verdict.split(' ');
    let places =
        words.map(|word| if word.starts_with('/') { word.rsplit('/').next().unwrap() } else { word });
    places.collect::<Vec<_>>().join(" ")
}

/// The record in the repository.
pub(crate) fn committed() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../hdl/formal/mutation.json");
    read(&path).unwrap_or_else(|| panic!("{} is missing; make it: make mutate", path.display()))
}

/// The names of the mutants of a suite, in order.
pub(crate) fn names(record: &Value, suite: &str) -> Vec<String> {
    let verdicts = record[suite]["verdicts"].as_array().cloned().unwrap_or_default();
    verdicts.iter().filter_map(|verdict| verdict["mutant"].as_str().map(str::to_owned)).collect()
}

fn read(path: &Path) -> Option<Value> {
    serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
}
