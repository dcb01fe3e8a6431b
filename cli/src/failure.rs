// SPDX-License-Identifier: MIT OR Apache-2.0
//! Errors become a sentence on standard error and an exit code; an interrupt leaves nothing behind.

use std::process::ExitCode;

use anyhow::Error;
use utsushi_sim::SimError;

use crate::output;

/// Everything held.
pub(crate) const HOLDS: u8 = 0;
/// A comparison failed, or the hardware did not do its part.
pub(crate) const COMPARISON_FAILED: u8 = 1;
/// The command line or an input is wrong.
pub(crate) const BAD_INPUT: u8 = 2;
/// A tool is missing; the sentence says how to install it.
pub(crate) const MISSING_TOOL: u8 = 3;
/// What a shell reports for a process that an interrupt ended.
const INTERRUPTED: i32 = 130;

/// Prints the sentence (and, if asked for JSON, an object with `error`) and gives the exit code.
pub(crate) fn report(error: &Error, json: bool) -> ExitCode {
    let sentence = sentence(error);
    output::remark(&format!("utsushi: {sentence}"));
    if json {
        // What cannot be printed here was said on standard error.
        let _ = output::print(&format!("{}\n", serde_json::json!({ "error": sentence })));
    }
    ExitCode::from(code(error))
}

/// The causes from the outermost in, each once: many errors repeat their source's words in their own.
fn sentence(error: &Error) -> String {
    error.chain().fold(String::new(), |said, cause| {
        let cause = cause.to_string();
        match said.as_str() {
            "" => cause,
            said if said.contains(&cause) => said.to_owned(),
            said => format!("{said}: {cause}"),
        }
    })
}

fn code(error: &Error) -> u8 {
    let sim = error.chain().find_map(|cause| cause.downcast_ref::<SimError>());
    match sim {
        Some(sim) if sim.is_missing_tool() => MISSING_TOOL,
        Some(SimError::Fault(_) | SimError::Stopped(_) | SimError::Timeout(_) | SimError::Protocol(_)) => {
            COMPARISON_FAILED
        }
        _ => BAD_INPUT,
    }
}

/// On Ctrl-C: removes what is half written, then ends the process.
pub(crate) fn clean_up_when_interrupted() {
    let handler = || {
        utsushi_sim::remove_temporaries();
        output::remove_temporaries();
        let _finished = output::finish_writing();
        std::process::exit(INTERRUPTED);
    };
    if let Err(error) = ctrlc::set_handler(handler) {
        output::remark(&format!("utsushi: Ctrl-C will not tidy up: {error}"));
    }
}
