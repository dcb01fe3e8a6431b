// SPDX-License-Identifier: MIT OR Apache-2.0
//! The linters, asked about a module and its parameters: they have nothing to say, or refuse by a sentence.

use std::path::Path;
use std::process::Output;

use utsushi_sim::Verilator;

use super::hdl_folder;
use super::tool::{self, Parameters};

/// A tool by its name, and what it says to a module with parameters.
pub type Linter = (String, Box<dyn Fn(&str, &Parameters) -> Output>);

/// Every Verilator and Icarus that is here.
pub fn linters() -> Vec<Linter> {
    let lint = |tool: Verilator| -> Linter {
        let name = format!("Verilator {}", tool.version);
        (name, Box::new(move |top, parameters| tool::verilator_lint(top, &tool, parameters)))
    };
    let mut all: Vec<_> = tool::verilators().into_iter().map(lint).collect();
    if tool::is_here("iverilog") {
        let icarus = |top: &str, p: &Parameters| tool::icarus(top, &[], p, Path::new("/dev/null"));
        all.push(("Icarus Verilog".to_owned(), Box::new(icarus)));
    }
    all
}

/// Parameters from pairs of a name and a value as Verilog.
pub fn set(values: &[(&'static str, &str)]) -> Parameters {
    values.iter().map(|&(name, value)| (name, value.to_owned())).collect()
}

/// No linter says anything of `top` with any of `sets`.
pub fn assert_all_silent(top: &str, sets: &[Parameters]) {
    for (name, run) in linters() {
        for parameters in sets {
            tool::assert_silent(&format!("{name}, {top}"), parameters, &run(top, parameters));
        }
        println!("{top}: {name} is silent on {} sets of parameters", sets.len());
    }
}

/// Every linter refuses `top` with each of the parameters, and of all their sentences says the one beside them.
pub fn assert_all_refused(top: &str, bad: &[(Parameters, &str)]) {
    let mut sentences: Vec<_> = bad.iter().map(|one| one.1).collect();
    sentences.sort_unstable();
    sentences.dedup();
    for (name, run) in linters() {
        for (parameters, sentence) in bad {
            let output = run(top, parameters);
            let said = tool::said(&output);
            let case = format!("{name}, {top}, {parameters:?}");
            assert!(!output.status.success(), "{case} is accepted");
            let heard: Vec<_> = sentences.iter().filter(|one| said.contains(**one)).collect();
            assert_eq!(heard, [sentence], "{case}:\n{said}");
        }
        println!("{top}: {name} refuses {} sets of parameters", bad.len());
    }
}

/// The sentences that a module has for bad parameters, in order.
pub fn sentences(module: &str) -> Vec<String> {
    let text = std::fs::read_to_string(hdl_folder().join(format!("{module}.v"))).unwrap();
    text.lines().filter_map(|line| line.trim().strip_suffix(" error();")).map(str::to_owned).collect()
}
