// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the command line asks for.

use std::time::Duration;

/// One run of the program.
pub(crate) enum Command {
    /// Measure.
    Run(Run),
    /// Print the README's table from the record.
    Table,
    /// Put that table into the README.
    Readme,
}

/// How to measure.
pub(crate) struct Run {
    /// Time to spend on rounds; one round is always run.
    pub(crate) budget: Duration,
    /// Part of the names of the cases to run; all if empty.
    pub(crate) filter: String,
    /// What becomes of the result.
    pub(crate) output: Output,
}

/// What becomes of the result.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Output {
    /// Lines to read.
    Listing,
    /// One JSON object.
    Json,
    /// The file `benches/record/peers.json`.
    Record,
}

const FULL: Duration = Duration::from_secs(150);
const QUICK: Duration = Duration::from_secs(12);

impl Command {
    /// Reads the arguments that follow the program's name.
    ///
    /// `cargo bench` adds `--bench`. Without it the program is being tested, and one round is enough.
    pub(crate) fn parse(arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let (mut budget, mut chosen) = (Duration::ZERO, None);
        let (mut filter, mut output, mut command) = (String::new(), Output::Listing, None);
        let mut arguments = arguments.peekable();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--bench" => budget = FULL,
                "--quick" => chosen = Some(QUICK),
                "--seconds" => chosen = Some(seconds(arguments.next())?),
                "--json" => output = Output::Json,
                "--record" => output = Output::Record,
                "--table" => command = Some(Self::Table),
                "--readme" => command = Some(Self::Readme),
                word if !word.starts_with('-') && filter.is_empty() => word.clone_into(&mut filter),
                word => return Err(unknown(word)),
            }
        }
        if output == Output::Record && !filter.is_empty() {
            return Err(format!("a record holds every case; leave out '{filter}' or --record"));
        }
        Ok(command.unwrap_or(Self::Run(Run { budget: chosen.unwrap_or(budget), filter, output })))
    }
}

fn seconds(value: Option<String>) -> Result<Duration, String> {
    let value = value.ok_or("--seconds needs a number")?;
    let number = value.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    number.ok_or_else(|| format!("--seconds {value} is no time; give a number of seconds"))
}

fn unknown(word: &str) -> String {
    format!(
        "'{word}' is unknown; use --quick or --seconds S, --json or --record, --table, --readme, and at most one \
         part of a case's name"
    )
}
