// SPDX-License-Identifier: MIT OR Apache-2.0
//! Goals of control: stalls, frame boundaries, resets, the states of queue, bit reversal and skid buffer.

use utsushi::fft::Order;

use super::cases::Case;
use super::goals::Goals;

pub(crate) const BOUNDARY: &str = "stall at a frame's boundary";
pub(crate) const ENABLE: &str = "stages stopped";
pub(crate) const RESET: &str = "reset";
pub(crate) const QUEUE: &str = "queue";
pub(crate) const REVERSAL: &str = "bit reversal";
pub(crate) const SKID: &str = "skid buffer";
pub(crate) const DIRECTIONS: &str = "direction from frame to frame";
pub(crate) const EVENTS: &str = "events";
pub(crate) const FLAG: &str = "overflow flag from frame to frame";

pub(super) const PLACES: [&str; 3] = ["first beat", "inner beat", "last beat"];
pub(super) const WAYS: [&str; 2] = ["forward", "inverse"];
pub(super) const FLAGS: [&str; 2] = ["without", "with"];

/// Places of the next word in a block, those that a stage treats in a way of their own.
pub(super) const CLASSES: [&str; 4] = ["first a", "last a", "first b", "last b"];

/// States in which a reset may come, beside the places of the frame.
const PHASES: [&str; 3] = ["running", "stopped", "draining"];

fn pairs<'a>(left: &'a [&'a str], right: &'a [&'a str]) -> impl Iterator<Item = String> + 'a {
    left.iter().flat_map(move |l| right.iter().map(move |r| format!("{l}, {r}")))
}

fn named(names: &[String], bins: impl IntoIterator<Item = String>) -> Vec<String> {
    let bins: Vec<_> = bins.into_iter().collect();
    names.iter().flat_map(|name| bins.iter().map(move |bin| format!("{name}: {bin}"))).collect()
}

/// Declares the goals for the probed cases.
pub(crate) fn declare(goals: &mut Goals, cases: &[Case]) {
    let probed: Vec<_> = cases.iter().filter(|case| case.probed).collect();
    let names: Vec<_> = probed.iter().map(|case| case.name.clone()).collect();
    let len = probed[0].spec.spec().len;
    let natural: Vec<_> = probed
        .iter()
        .filter(|case| case.spec.spec().order == Order::Natural)
        .map(|case| case.name.clone())
        .collect();
    let sides = ["input absent", "input waits", "output refused", "output absent"];
    let both = PLACES.iter().flat_map(|i| PLACES.map(|o| both_bin(i, o)));
    let between = ["output rests between two frames", "frames leave back to back"].map(str::to_owned);
    goals.declare(
        BOUNDARY,
        "pipeline × side that waits × place of its next beat in the frame; both sides at once; between two frames",
        named(&names, pairs(&sides, &PLACES).chain(both).chain(between)),
    );
    let stages: Vec<_> = (0..len.trailing_zeros()).map(|s| format!("stage {s}")).collect();
    let stages: Vec<_> = stages.iter().map(String::as_str).collect();
    let stopped = pairs(&stages, &CLASSES)
        .flat_map(|at| ["a word waits", "no word"].map(|word| format!("{at}, {word}")))
        .chain(pairs(&stages, &["first difference due", "last difference due"]));
    goals.declare(
        ENABLE,
        "pipeline × stage × place at which `enable` was low: of the next word, with and without one; of the next difference",
        named(&names, stopped),
    );
    let reset = (0..len)
        .flat_map(|beat| PHASES.map(|phase| reset_bin(beat, phase)))
        .chain(["output refused", "queue at its mark", "nothing inside"].map(str::to_owned));
    let full = named(&natural, ["bit reversal full", "bit reversal half full"].map(str::to_owned));
    goals.declare(
        RESET,
        "pipeline × beat of the frame at which a reset came × running, stopped (`enable` low), draining (output left and no input); special states",
        named(&names, reset).into_iter().chain(full),
    );
    let levels = (0..8).flat_map(|level| ["taken", "refused"].map(|taken| queue_bin(level, taken)));
    goals.declare(
        QUEUE,
        "pipeline × words that wait in the queue × word taken from it or not; `enable` low in a clock with each level",
        named(&names, levels.chain((0..8).map(|level| format!("{level} waiting, room denied")))),
    );
    declare_reversal(goals, &natural);
    let turns = ["forward, forward", "forward, inverse", "inverse, forward", "inverse, inverse"];
    goals.declare(
        DIRECTIONS,
        "pipeline × stage × direction of a frame and of the next",
        named(&names, pairs(&stages, &turns)),
    );
    let events = ["started", "missing", "unexpected", "started and unexpected", "none"].map(str::to_owned);
    goals.declare(EVENTS, "pipeline × events of one clock", named(&names, events));
    goals.declare(
        FLAG,
        "pipeline × m_axis_tuser at the end of a frame and of the next",
        named(&names, pairs(&FLAGS, &FLAGS)),
    );
}

fn declare_reversal(goals: &mut Goals, natural: &[String]) {
    let parities = ["even frame written", "odd frame written"];
    let reads = ["even frame read", "odd frame read"];
    let places = ["full", "partly full", "as many in as out"];
    let states = pairs(&parities, &reads).flat_map(|pair| places.map(|place| format!("{pair}, {place}")));
    let moves = ["written and read at once", "written into the place that is read"].map(str::to_owned);
    goals.declare(
        REVERSAL,
        "pipeline × parity of the frames written and read × how full the memory is; writes beside reads",
        named(natural, states.chain(moves)),
    );
    let skid =
        pairs(&["empty", "one word", "two words", "spare word alone"], &["word offered", "no word offered"])
            .flat_map(|state| ["taken", "refused"].map(|taken| format!("{state}, {taken}")));
    goals.declare(
        SKID,
        "pipeline × words held × word offered or not × output taken or refused",
        named(natural, skid),
    );
}

pub(super) fn both_bin(i: &str, o: &str) -> String {
    format!("input absent at {i} and output refused at {o}")
}

pub(super) fn reset_bin(beat: usize, phase: &str) -> String {
    format!("beat {beat}, {phase}")
}

pub(super) fn queue_bin(level: u64, taken: &str) -> String {
    format!("{level} waiting, {taken}")
}
