// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the butterflies of a frame show of the goals of arithmetic. They are sampled in the model's stages, on frames whose
//! spectra the hardware was found to give bit for bit; values and dropped bits are those that `fft_quantize` has in the Verilog.

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, Decomposition, Direction, Factors, Frame, Stage, TwiddleRom, complex_mul};
use utsushi::number::QFormat;

use super::arithmetic::{
    ALONE, LIMITS, NEGATIVE, OPERANDS, OUTCOMES, OVERFLOW, PARTS, ROUNDING, SHORT, TWIDDLES, alone_bin,
    fractions, limits_bin, negative_bin, overflow_bin, rounding_bin, twiddle_bin,
};
use super::goals::Goals;
use super::kinds::{Form, Kind, drop};

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
        let (left, right) = (widen(a), widen(b) * turn);
        self.negative((a, b), turns.minus_j, turns.dif);
        for (output, operand, factor, angle, dropped) in [
            ("sum", left + right, sum, turns.sum, butterfly.sum.drop),
            ("difference", left - right, dif, turns.dif, butterfly.dif.drop),
        ] {
            let product = complex_mul(operand, factor);
            for (part, value) in PARTS.iter().zip([product.re, product.im]) {
                self.result(output, part, in_verilog(value, dropped, drop(stage)));
            }
            if let Some(m) =
                angle.filter(|_| operand.re != 0 && operand.im != 0 && Kind::of(stage).multiplies())
            {
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
