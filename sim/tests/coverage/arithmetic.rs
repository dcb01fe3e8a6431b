// SPDX-License-Identifier: MIT OR Apache-2.0
//! Goals of arithmetic. They are sampled in the model's stages, on frames whose spectra the hardware was found to give
//! bit for bit; values and dropped bits are those that `fft_quantize` has in the Verilog.

use std::collections::BTreeSet;

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, Decomposition, Direction, Factors, Frame, Stage, TwiddleRom, complex_mul};
use utsushi::number::{Overflow, QFormat, Rounding};

use super::goals::Goals;
use super::kinds::{Form, Kind, drop};

pub(crate) const ROUNDING: &str = "rounding";
pub(crate) const LIMITS: &str = "limits";
pub(crate) const OVERFLOW: &str = "overflow";
pub(crate) const ALONE: &str = "overflow of one stage";
pub(crate) const TWIDDLES: &str = "twiddles";
pub(crate) const NEGATIVE: &str = "most negative operand";

const PARTS: [&str; 2] = ["re", "im"];
const OUTCOMES: [&str; 4] = ["above", "below", "greatest word", "least word"];
const OPERANDS: [&str; 7] = ["a.re", "a.im", "b.re", "b.im", "a", "b", "a and b"];
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

fn rounding_bin(kind: Kind, form: Form, mode: Rounding, part: &str, case: &str) -> String {
    format!("{}, {}, {}, {part}: {case}", kind.word(), form.word(), mode.word())
}

fn limits_bin(kind: Kind, form: Form, part: &str, outcome: &str) -> String {
    format!("{}, {}, {part}: {outcome}", kind.word(), form.word())
}

fn overflow_bin(
    dec: Decomposition,
    stage: u32,
    mode: Overflow,
    output: &str,
    part: &str,
    outcome: &str,
) -> String {
    format!("{} stage {stage}, {}, {output}, {part}: {outcome}", dec.word(), mode.word())
}

fn alone_bin(dec: Decomposition, stage: Option<u32>) -> String {
    format!("{} {}", dec.word(), stage.map_or("no stage".to_owned(), |stage| format!("stage {stage}")))
}

fn twiddle_bin(dec: Decomposition, len: usize, stage: u32, m: usize, way: Direction) -> String {
    format!("{} N = {len} stage {stage}, angle {m}, {}", dec.word(), way_word(way))
}

fn negative_bin(dec: Decomposition, stage: u32, operand: &str, turned: bool, factor: &str) -> String {
    let b = if turned { "b turned" } else { "b as it is" };
    format!("{} stage {stage}, {operand}, {b}, factor {factor}", dec.word())
}

fn way_word(way: Direction) -> &'static str {
    if way == Direction::Forward { "forward" } else { "inverse" }
}

/// The places of an exact result that a form tells apart.
fn fractions(form: Form) -> &'static [&'static str] {
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

/// Where `value` lies between words 2^`drop` apart; `None` where nothing is told of it.
fn fraction(value: i128, drop: u32) -> Option<&'static str> {
    let all = fractions(Form::MoreBoth);
    let (below, rest) = (value >> drop, value & ((1 << drop) - 1));
    let half = (1_i128 << drop) >> 1;
    let tie = 1 + 2 * (below & 1) as usize + usize::from(below < 0);
    match rest {
        0 => Some(all[0]),
        _ if rest == half => Some(all[tie]),
        _ if rest == half - 1 => Some(all[5]),
        _ if rest == half + 1 => Some(all[6]),
        _ => None,
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

/// Counts what `frame` shows in every stage of `spec`.
pub(crate) fn sample(goals: &mut Goals, spec: &CheckedSpec, roms: &[TwiddleRom], frame: &Frame) {
    let align = spec.align();
    let mut words: Vec<_> =
        frame.samples().iter().map(|z| Complex::new(z.re << align, z.im << align)).collect();
    let mut overflowed = Vec::new();
    for (stage, rom) in spec.stages().iter().zip(roms) {
        let mut site = Site { goals, stage, rom, dec: spec.spec().decomposition, len: spec.spec().len };
        for (number, block) in words.chunks(stage.block).enumerate() {
            let (low, high) = block.split_at(stage.half());
            for (k, (&a, &b)) in low.iter().zip(high).enumerate() {
                site.butterfly((number, k), (a, b), frame.direction());
            }
        }
        if stage.process(&mut words, rom, frame.direction()) {
            overflowed.push(stage.index);
        }
    }
    if spec.spec().len == SHORT && overflowed.len() < 2 {
        goals.hit(ALONE, &alone_bin(spec.spec().decomposition, overflowed.first().copied()));
    }
}

/// A stage whose butterflies are looked at.
struct Site<'a> {
    goals: &'a mut Goals,
    stage: &'a Stage,
    rom: &'a TwiddleRom,
    dec: Decomposition,
    len: usize,
}

fn widen(z: Complex<i32>) -> Complex<i64> {
    Complex::new(z.re.into(), z.im.into())
}

impl Site<'_> {
    fn butterfly(
        &mut self,
        (number, k): (usize, usize),
        (a, b): (Complex<i32>, Complex<i32>),
        way: Direction,
    ) {
        let stage = self.stage;
        let Factors { b: turn, sum, dif } = stage.factors(self.rom, number, k, way);
        let (turns, butterfly) = (stage.turns(number, k), stage.butterfly());
        let (x, y) = (widen(a), widen(b) * turn);
        self.negative((a, b), turns.minus_j, turns.dif);
        for (output, x, w, m, dropped) in [
            ("sum", x + y, sum, turns.sum, butterfly.sum.drop),
            ("difference", x - y, dif, turns.dif, butterfly.dif.drop),
        ] {
            let product = complex_mul(x, w);
            for (part, value) in PARTS.iter().zip([product.re, product.im]) {
                self.result(output, part, in_verilog(value, dropped, drop(stage)));
            }
            if let Some(m) = m.filter(|_| x.re != 0 && x.im != 0 && Kind::of(stage).multiplies()) {
                let bin = twiddle_bin(self.dec, self.len, stage.index, m, way);
                self.goals.try_hit(TWIDDLES, &bin);
            }
        }
    }

    /// One part of one result, as the Verilog's quantizer takes it.
    fn result(&mut self, output: &str, part: &str, value: i128) {
        let (stage, kind, form) = (self.stage, Kind::of(self.stage), Form::of(self.stage));
        if let Some(case) = fraction(value, drop(stage)) {
            self.goals.hit(ROUNDING, &rounding_bin(kind, form, stage.rounding, part, case));
        }
        let rounded = stage.rounding.shift_right(value, drop(stage));
        let range = QFormat { width: stage.width_out, frac: 0 };
        let (least, greatest) = (i128::from(range.min()), i128::from(range.max()));
        let outcome = match rounded {
            _ if rounded > greatest => OUTCOMES[0],
            _ if rounded < least => OUTCOMES[1],
            _ if rounded == greatest => OUTCOMES[2],
            _ if rounded == least => OUTCOMES[3],
            _ => return,
        };
        self.goals.hit(LIMITS, &limits_bin(kind, form, part, outcome));
        if self.len == SHORT {
            let bin = overflow_bin(self.dec, stage.index, stage.overflow, output, part, outcome);
            self.goals.hit(OVERFLOW, &bin);
        }
    }

    fn negative(&mut self, (a, b): (Complex<i32>, Complex<i32>), turned: bool, m: Option<usize>) {
        let least = QFormat { width: self.stage.width_in, frac: 0 }.min();
        let at = [a.re, a.im, b.re, b.im].map(|part| part == least);
        if self.len != SHORT || at == [false; 4] {
            return;
        }
        let factor = match m {
            None | Some(0) => "1",
            Some(m) if (2 * m).is_multiple_of(self.rom.half()) => "a right angle",
            Some(_) => "other",
        };
        let (both_a, both_b) = (at[0] && at[1], at[2] && at[3]);
        let seen = [at[0], at[1], at[2], at[3], both_a, both_b, both_a && both_b];
        for (operand, _) in OPERANDS.iter().zip(seen).filter(|(_, seen)| *seen) {
            self.goals.hit(NEGATIVE, &negative_bin(self.dec, self.stage.index, operand, turned, factor));
        }
    }
}

/// A value before `dropped` bits go, with the point where it stands before `drop` bits go.
fn in_verilog(value: i128, dropped: u32, drop: u32) -> i128 {
    let moved = if dropped > drop { value >> (dropped - drop) } else { value << (drop - dropped) };
    assert!(dropped <= drop || moved << (dropped - drop) == value, "a right angle leaves no fraction");
    moved
}
