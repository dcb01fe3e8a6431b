// SPDX-License-Identifier: MIT OR Apache-2.0
//! Butterflies of words up to 31 bits: any shift, any mode, every overflow caught.

use super::kernel::{Form, FormOf, Kernel};
use super::lanes::Lanes;
use super::round::Round;
use super::wide::{Factors, Wide, crossed_product, product, turned_product};
use crate::fft::Stage;

/// Every stage by its own rules, on words in the form of the unchecked kernel.
#[derive(Clone, Copy)]
pub(super) struct WideChecked<'a, L, const PAIRED: bool> {
    free: Wide<L, false, false, PAIRED>,
    stages: &'a [Stage],
}

impl<'a, L: Lanes, const PAIRED: bool> WideChecked<'a, L, PAIRED> {
    #[inline(always)]
    pub(super) fn new(free: Wide<L, false, false, PAIRED>, stages: &'a [Stage]) -> Self {
        Self { free, stages }
    }

    /// Words as they are outside, but for the order of their parts.
    #[inline(always)]
    fn unflip(&self, words: L) -> L {
        words.xor(self.free.flip())
    }

    /// The rounded sum of a and b, and the rounded product.
    #[inline(always)]
    fn finish(&self, stage: usize, [a, b]: [L; 2], exact: [L; 2], flags: &mut L) -> [L; 2] {
        let round = Round::new(&self.stages[stage]);
        let sum = round.fit32(round.sum32(a.add32(b)), flags);
        [self.unflip(sum), self.pack(round, exact, flags)]
    }

    /// The rounded product.
    #[inline(always)]
    fn pack(&self, round: Round, [re, im]: [L; 2], flags: &mut L) -> L {
        let bits = 31 + round.shift;
        let re = round.fit64(round.shift64(re, bits), flags);
        let im = round.fit64(round.shift64(im, bits), flags);
        self.unflip(round.wrap32(re.merge32(im.left64(32))))
    }
}

impl<L: Lanes, const PAIRED: bool> FormOf for WideChecked<'_, L, PAIRED> {
    type Other = Wide<L, false, false, PAIRED>;

    #[inline(always)]
    fn other(&self) -> &Self::Other {
        &self.free
    }
}

impl<L: Lanes, const PAIRED: bool> Kernel for WideChecked<'_, L, PAIRED> {
    const PAIRED: bool = PAIRED;
    const LONG: bool = true;

    #[inline(always)]
    fn enter(&self, words: L) -> L {
        self.free.enter(words)
    }

    #[inline(always)]
    fn plain(&self, stage: usize, a: L, b: L, w: Factors<L>, flags: &mut L) -> [L; 2] {
        let (a, b) = (self.unflip(a), self.unflip(b));
        self.finish(stage, [a, b], product(L::splat32(0), b.sub32(a), w), flags)
    }

    #[inline(always)]
    fn turned(&self, stage: usize, a: L, b: L, w: Factors<L>, flags: &mut L) -> [L; 2] {
        let (a, b) = (self.unflip(a), self.unflip(b));
        self.finish(stage, [a, b], turned_product(L::splat32(0), b.sub32(a), w), flags)
    }

    #[inline(always)]
    fn mixed(&self, stage: usize, a: L, b: L, w: Factors<L>, flags: &mut L) -> [L; 2] {
        self.plain(stage, a, b, w, flags)
    }

    #[inline(always)]
    fn one(&self, stage: usize, a: L, b: L, flags: &mut L) -> [L; 2] {
        self.plain(stage, a, b, exact_one(), flags)
    }

    #[inline(always)]
    fn minus_j(&self, stage: usize, a: L, b: L, flags: &mut L) -> [L; 2] {
        self.turned(stage, a, b, exact_one(), flags)
    }

    #[inline(always)]
    fn both(&self, stage: usize, a: L, b: L, [of_sum, of_dif]: [Factors<L>; 2], flags: &mut L) -> [L; 2] {
        let round = Round::new(&self.stages[stage]);
        let (a, turned) = (self.unflip(a), self.unflip(b).swap32());
        let (sum, dif) = (a.add32(turned), a.sub32(turned));
        [
            self.pack(round, crossed_product(L::splat32(0), sum, dif, of_sum), flags),
            self.pack(round, crossed_product(L::splat32(0), dif, sum, of_dif), flags),
        ]
    }
}

/// The table's entry for the factor 1.
#[inline(always)]
fn exact_one<L: Lanes>() -> Factors<L> {
    Factors { minus_re: L::splat64(-(1 << 31)), im: L::splat32(0) }
}
