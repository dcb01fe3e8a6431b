// SPDX-License-Identifier: MIT OR Apache-2.0
//! Goals of arithmetic: roundings, overflows, angles, ends of the range.

use std::collections::BTreeSet;

use utsushi::fft::{Decomposition, Direction};
use utsushi::number::{Overflow, Rounding};

use super::goals::Goals;
use super::kinds::{Form, Kind};

pub(crate) const ROUNDING: &str = "rounding";
pub(crate) const LIMITS: &str = "limits";
pub(crate) const OVERFLOW: &str = "overflow";
pub(crate) const ALONE: &str = "overflow of one stage";
pub(crate) const TWIDDLES: &str = "twiddles";
pub(crate) const NEGATIVE: &str = "most negative operand";

pub(super) const PARTS: [&str; 2] = ["re", "im"];
pub(super) const OUTCOMES: [&str; 4] = ["above", "below", "greatest word", "least word"];
pub(super) const OPERANDS: [&str; 7] = ["a.re", "a.im", "b.re", "b.im", "a", "b", "a and b"];
const DIRECTIONS: [Direction; 2] = [Direction::Forward, Direction::Inverse];

/// N of the specs whose stages are counted one by one, and of those with longer tables.
pub(crate) const SHORT: usize = 16;
pub(crate) const LONG: usize = 128;

/// Declares the goals, from the contract alone.
pub(crate) fn declare(goals: &mut Goals) {
    let rounding = Kind::ALL.into_iter().flat_map(|kind| {
        let forms = kind.forms().iter().map(move |&form| (kind, form));
        forms.flat_map(|(kind, form)| {
            Rounding::ALL.into_iter().flat_map(move |mode| {
                let bin = move |case: &&str| PARTS.map(|part| rounding_bin(kind, form, mode, part, case));
                fractions(form).iter().flat_map(bin)
            })
        })
    });
    goals.declare(
        ROUNDING,
        "kind of stage × bits dropped × rounding × part × where the exact result lies: on a word; half way above an even or odd word, negative or not; one bit of the fraction below or above half",
        rounding,
    );
    let limits = Kind::ALL.into_iter().flat_map(|kind| {
        let forms = kind.forms().iter();
        forms.flat_map(move |&form| {
            PARTS.iter().flat_map(move |part| OUTCOMES.map(|outcome| limits_bin(kind, form, part, outcome)))
        })
    });
    goals.declare(
        LIMITS,
        "kind of stage × bits dropped × part × rounded result: above the range, below it, exactly its greatest or least word",
        limits,
    );
    declare_stages(goals);
    let twiddles = Decomposition::ALL.into_iter().flat_map(|dec| {
        [SHORT, LONG].into_iter().flat_map(move |len| {
            (0..len.trailing_zeros()).flat_map(move |stage| {
                let angles = angles(dec, len, stage);
                angles
                    .into_iter()
                    .flat_map(move |m| DIRECTIONS.map(|way| twiddle_bin(dec, len, stage, m, way)))
            })
        })
    });
    goals.declare(
        TWIDDLES,
        "decomposition × N × stage × angle × direction, in a product of two parts that are not 0",
        twiddles,
    );
}

/// Goals with a bin for each stage of the short specs.
fn declare_stages(goals: &mut Goals) {
    let stages = || {
        Decomposition::ALL
            .into_iter()
            .flat_map(|dec| (0..SHORT.trailing_zeros()).map(move |stage| (dec, stage)))
    };
    let overflow = stages().flat_map(|(dec, stage)| {
        Overflow::ALL.into_iter().flat_map(move |mode| {
            ["sum", "difference"].into_iter().flat_map(move |output| {
                PARTS.iter().flat_map(move |part| {
                    OUTCOMES.map(|outcome| overflow_bin(dec, stage, mode, output, part, outcome))
                })
            })
        })
    });
    goals.declare(
        OVERFLOW,
        "decomposition × stage × wrap or saturate × sum or difference × part × above, below, greatest word, least word; N = 16",
        overflow,
    );
    goals.declare(
        ALONE,
        "decomposition × stage whose overflow is the frame's only one; no stage at all; N = 16",
        stages()
            .map(|(dec, stage)| alone_bin(dec, Some(stage)))
            .chain(Decomposition::ALL.map(|dec| alone_bin(dec, None))),
    );
    let negative = stages().flat_map(|(dec, stage)| {
        let factors = factor_kinds(dec, stage).into_iter();
        factors.flat_map(move |(turned, factor)| {
            OPERANDS.map(|operand| negative_bin(dec, stage, operand, turned, factor))
        })
    });
    goals.declare(
        NEGATIVE,
        "decomposition × stage × operand or part of one that is −2^(W−1) × whether b is turned × factor of the difference: 1, a right angle, other; N = 16",
        negative,
    );
}

pub(super) fn rounding_bin(kind: Kind, form: Form, mode: Rounding, part: &str, case: &str) -> String {
    format!("{}, {}, {}, {part}: {case}", kind.word(), form.word(), mode.word())
}

pub(super) fn limits_bin(kind: Kind, form: Form, part: &str, outcome: &str) -> String {
    format!("{}, {}, {part}: {outcome}", kind.word(), form.word())
}

pub(super) fn overflow_bin(
    dec: Decomposition,
    stage: u32,
    mode: Overflow,
    output: &str,
    part: &str,
    outcome: &str,
) -> String {
    format!("{} stage {stage}, {}, {output}, {part}: {outcome}", dec.word(), mode.word())
}

pub(super) fn alone_bin(dec: Decomposition, stage: Option<u32>) -> String {
    format!("{} {}", dec.word(), stage.map_or("no stage".to_owned(), |stage| format!("stage {stage}")))
}

pub(super) fn twiddle_bin(dec: Decomposition, len: usize, stage: u32, m: usize, way: Direction) -> String {
    format!("{} N = {len} stage {stage}, angle {m}, {}", dec.word(), way_word(way))
}

pub(super) fn negative_bin(
    dec: Decomposition,
    stage: u32,
    operand: &str,
    turned: bool,
    factor: &str,
) -> String {
    let b = if turned { "b turned" } else { "b as it is" };
    format!("{} stage {stage}, {operand}, {b}, factor {factor}", dec.word())
}

fn way_word(way: Direction) -> &'static str {
    if way == Direction::Forward { "forward" } else { "inverse" }
}

/// The places of an exact result that a form tells apart.
pub(super) fn fractions(form: Form) -> &'static [&'static str] {
    const ALL: [&str; 7] = [
        "on a word",
        "tie above an even word, not negative",
        "tie above an even word, negative",
        "tie above an odd word, not negative",
        "tie above an odd word, negative",
        "just below half",
        "just above half",
    ];
    match form {
        Form::None => &ALL[..1],
        Form::OneBoth | Form::OneCeiling => &ALL[..5],
        Form::MoreBoth | Form::MoreCeiling => &ALL,
    }
}

/// The angles of a stage's multiplier (contract, T2 and T5), in parts of its turn; none where it has no multiplier.
fn angles(dec: Decomposition, len: usize, stage: u32) -> BTreeSet<usize> {
    let half = len >> (stage + 1);
    match (dec, stage % 2) {
        (Decomposition::Radix2, _) if half > 2 => (0..half).collect(),
        (Decomposition::Radix22, 1) if half > 1 => {
            (0..half).flat_map(|k| [0, 1].into_iter().flat_map(move |c| [c * k, (2 + c) * k])).collect()
        }
        _ => BTreeSet::new(),
    }
}

/// Which factors a difference of the stage meets, beside a b that is turned or not.
fn factor_kinds(dec: Decomposition, stage: u32) -> BTreeSet<(bool, &'static str)> {
    let half = SHORT >> (stage + 1);
    let kind = |m: usize, turn: usize| match 4 * m % turn {
        _ if m == 0 => "1",
        0 => "a right angle",
        _ => "other",
    };
    match (dec, stage % 2) {
        (Decomposition::Radix2, _) => (0..half).map(|k| (false, kind(k, 2 * half))).collect(),
        (Decomposition::Radix22, 0) => [(false, "1")].into(),
        (Decomposition::Radix22, _) => [0, 1]
            .into_iter()
            .flat_map(|c| (0..half).map(move |k| (c == 1, kind((2 + c) * k, 4 * half))))
            .collect(),
    }
}
