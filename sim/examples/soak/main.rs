// SPDX-License-Identifier: MIT OR Apache-2.0
//! Co-simulation for long: many random specs, random stalls, the model compared throughout.
//!
//! ```text
//! cargo run --release -p utsushi-sim --example soak -- [--clocks N] [--cases N] [--seed N] [--only CASE]
//!     [--record FILE] [--hdl DIR]
//! ```
//! The seed decides every spec, frame and stall. Exit code 0: no bit differs; 1: one does, and the output
//! says how to see it again; 2: a bad argument; 3: a tool is missing.

mod cases;
#[path = "../../tests/support/frames.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the suites")]
mod frames;
mod record;
mod run;

use std::path::PathBuf;
use std::process::ExitCode;

use run::{Failure, Options};
use utsushi_sim::Hdl;

struct Arguments {
    options: Options,
    record: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = match arguments(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(sentence) => {
            eprintln!("{sentence}");
            return ExitCode::from(2);
        }
    };
    match soak(&arguments) {
        Ok(summary) => {
            println!("{summary}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}

fn soak(arguments: &Arguments) -> Result<String, Failure> {
    let record = run::run(&arguments.options, &mut |line| eprintln!("{line}"))?;
    if let Some(path) = &arguments.record {
        record.write(path).map_err(|error| Failure::Record(path.clone(), error))?;
    }
    Ok(record.summary())
}

fn arguments(given: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let (mut options, mut record) = (Options::default(), None);
    let mut given = given;
    let mut cases = None;
    while let Some(name) = given.next() {
        let value = given.next().ok_or_else(|| format!("{name} wants a value"))?;
        let number = || value.parse::<u64>().map_err(|_| format!("{name} {value}: write a whole number"));
        match name.as_str() {
            "--clocks" => options.clocks = number()?.max(1),
            "--cases" => cases = Some(number()?.max(1)),
            "--seed" => options.seed = number()?,
            "--only" => options.only = Some(number()?),
            "--record" => record = Some(value.into()),
            "--hdl" => options.hdl = Hdl::Folder(value.into()),
            _ => {
                return Err(format!(
                    "{name} is unknown; there are --clocks, --cases, --seed, --only, --record and --hdl"
                ));
            }
        }
    }
    options.cases = cases.unwrap_or((options.clocks / 8_000_000).clamp(2, 125));
    Ok(Arguments { options, record })
}
