// SPDX-License-Identifier: MIT OR Apache-2.0
//! The plan's back-ends against `rustfft` and the published fixed-point crates, in one process, in turn.
//!
//! ```text
//! cargo bench --bench peers                    # about three minutes; --quick or --seconds S for less
//! cargo bench --bench peers -- frame-1024      # cases whose names contain that
//! cargo bench --bench peers -- --json          # one JSON object on standard output
//! cargo bench --bench peers -- --record        # into benches/record/peers.json
//! cargo bench --bench peers -- --readme        # the record's table into README.md (--table prints it)
//! ```
//! Before anything is timed, every back-end must equal the readable model in every bit of every frame.

mod case;
mod check;
mod engine;
mod machine;
mod options;
mod outcome;
mod peer;
mod plane;
mod record;
mod rounds;
mod samples;
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use case::Case;
use options::{Command, Output, Run};
use record::Record;
use rounds::Group;

fn main() -> ExitCode {
    let command = match Command::parse(env::args().skip(1)) {
        Ok(command) => command,
        Err(message) => return fail(&message, 2),
    };
    let done = match command {
        Command::Run(run) => measure(&run),
        Command::Table => recorded().map(|record| print!("{}", table::markdown(&record))),
        Command::Readme => readme(),
    };
    done.map_or_else(|message| fail(&message, 1), |()| ExitCode::SUCCESS)
}

fn fail(message: &str, code: u8) -> ExitCode {
    eprintln!("peers: {message}");
    ExitCode::from(code)
}

fn measure(run: &Run) -> Result<(), String> {
    let cases = Case::all(&run.filter);
    if cases.is_empty() {
        return Err(format!("no case is named like '{}'; frame-1024-16/16-half-up is one", run.filter));
    }
    let mut groups = cases.into_iter().map(Group::new).collect::<Result<Vec<_>, _>>()?;
    let (cases, seconds) = (groups.len(), run.budget.as_secs_f64());
    eprintln!("peers: {cases} cases equal the model; {seconds} seconds of rounds");
    let rounds = rounds::run(&mut groups, run.budget);
    let record = outcome::record(&groups, rounds);
    match run.output {
        Output::Listing => print!("{}", outcome::listing(&record)),
        Output::Json => print!("{}", outcome::json(&record)),
        Output::Record => save(record::PATH, &outcome::json(&record))?,
    }
    Ok(())
}

fn readme() -> Result<(), String> {
    let readme = load("README.md")?;
    save("README.md", &table::replaced(&readme, &table::markdown(&recorded()?))?)
}

fn recorded() -> Result<Record, String> {
    let text = load(record::PATH)?;
    serde_json::from_str(&text)
        .map_err(|error| format!("{}: {error}; make it again with --record", record::PATH))
}

fn place(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn load(path: &str) -> Result<String, String> {
    fs::read_to_string(place(path)).map_err(|error| format!("cannot read {path}: {error}"))
}

fn save(path: &str, text: &str) -> Result<(), String> {
    outcome::write(&place(path), text).map_err(|error| format!("cannot write {path}: {error}"))?;
    eprintln!("peers: wrote {path}");
    Ok(())
}
