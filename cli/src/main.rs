// SPDX-License-Identifier: MIT OR Apache-2.0
//! The `utsushi` command line: co-simulate, match, measure noise, print twiddle tables, show spectra, filter,
//! demonstrate.

mod args;
mod cosim;
mod demo;
mod drawing;
mod engine;
mod evaluate;
mod failure;
mod filter;
mod gallery;
mod gather;
mod hdl;
mod inputs;
mod map;
mod matching;
mod objects;
mod output;
mod page;
mod pair;
mod plane;
mod plane_report;
mod plot;
mod progress;
mod quality;
mod report;
mod rows;
mod scene;
mod sheet;
mod spec_args;
mod spectrum;
mod sweep;
mod twiddles;
mod vectors;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Verb};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    failure::clean_up_when_interrupted();
    let json = arguments.verb.json();
    let outcome = match arguments.verb {
        Verb::Cosim(cosim) => cosim::run(&cosim),
        Verb::Match(matching) => matching::run(&matching),
        Verb::Gallery(gallery) => gallery::run(&gallery),
        Verb::Evaluate(evaluate) => evaluate::run(&evaluate),
        Verb::Quality(quality) => quality::run(&quality),
        Verb::Twiddles(twiddles) => twiddles::run(&twiddles),
        Verb::Hdl(hdl) => hdl::run(&hdl),
        Verb::Vectors(vectors) => vectors::run(&vectors),
        Verb::Sweep(sweep) => sweep::run(&sweep),
        Verb::Spectrum(spectrum) => spectrum::run(&spectrum),
        Verb::Filter(filter) => filter::run(&filter),
        Verb::Demo(demo) => demo::run(&demo),
    };
    outcome.unwrap_or_else(|error| failure::report(&error, json))
}
