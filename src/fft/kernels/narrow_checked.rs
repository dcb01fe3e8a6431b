// SPDX-License-Identifier: MIT OR Apache-2.0
//! Butterflies of words up to 16 bits: any shift, any mode, every overflow caught.
//!
//! A difference d has 17 bits and is taken as 2h + l: d·w = 2(h·w) + l·w, whose halves fit 32 bits.

use super::kernel::{Form, FormOf, Kernel};
use super::lanes::Lanes;
use super::narrow::{Factors, Mixed, Narrow, exact_one};
use super::round::Round;
use super::table::Tables;
use super::tail;
use crate::fft::Stage;

/// Every stage by its own rules, on words in the form of the unchecked kernel.
#[derive(Clone, Copy)]
pub(super) struct NarrowChecked<'a, L> {
    free: Narrow<L, false, false>,
    stages: &'a [Stage],
    /// Zero bits put below a word that enters.
    align: u32,
}

impl<'a, L: Lanes> NarrowChecked<'a, L> {
    #[inline(always)]
    pub(super) fn new(free: Narrow<L, false, false>, stages: &'a [Stage], align: u32) -> Self {
        Self { free, stages, align }
    }

    /// Sum and difference times the factors; where `sign` is all ones the imaginary part is negated.
    #[inline(always)]
    fn butterfly(&self, stage: usize, [a, b]: [L; 2], w: Mixed<L>, flags: &mut L) -> [L; 2] {
        let round = Round::new(&self.stages[stage]);
        let (a, b) = (a.xor(self.free.flip()), b.xor(self.free.flip()));
        let re = round.sum32(low_half(a).add32(low_half(b)));
        let im = round.sum32(high_half(a).add32(high_half(b)));
        let sum = self.pack(round, re, im, flags);
        let offset = L::splat32(0x8000_8000_u32.cast_signed());
        let pair = [a.xor(offset), b.xor(offset)];
        let mean = pair[0].mean16(pair[1]);
        // a − b = 2·half + low and b − a = 2·negative + low.
        let (half, negative) = (pair[0].sub16(mean), pair[1].sub16(mean));
        let low = pair[0].xor(pair[1]).and(L::splat32(0x0001_0001));
        let chosen = negative.without(w.sign).or(half.and(w.sign));
        let re = product(round, negative, low, w.re);
        let im = product(round, chosen, low, w.im);
        [sum, self.pack(round, re, im, flags)]
    }

    /// Two components brought into range and side by side.
    #[inline(always)]
    fn pack(&self, round: Round, re: L, im: L, flags: &mut L) -> L {
        let (re, im) = (round.fit32(re, flags), round.fit32(im, flags));
        re.merge16(im.left32(16)).xor(self.free.flip())
    }
}

/// (2·half + low)·w, rounded.
#[inline(always)]
fn product<L: Lanes>(round: Round, half: L, low: L, w: L) -> L {
    let rest = low.dot16(w);
    let exact = half.dot16(w).add32(rest.right32_signed(1));
    round.shift32(exact, rest.and(L::splat32(1)), 14 + round.shift)
}

#[inline(always)]
fn low_half<L: Lanes>(x: L) -> L {
    x.left32(16).right32_signed(16)
}

#[inline(always)]
fn high_half<L: Lanes>(x: L) -> L {
    x.right32_signed(16)
}

impl<L: Lanes> FormOf for NarrowChecked<'_, L> {
    type Other = Narrow<L, false, false>;

    #[inline(always)]
    fn other(&self) -> &Self::Other {
        &self.free
    }
}

impl<L: Lanes> Kernel for NarrowChecked<'_, L> {
    #[inline(always)]
    fn enter(&self, words: L) -> L {
        let high = words.right32(16).left32(16 + self.align);
        self.free.enter(words.left32(self.align).merge16(high))
    }

    #[inline(always)]
    fn plain(&self, stage: usize, a: L, b: L, w: Factors<L>, flags: &mut L) -> [L; 2] {
        self.butterfly(stage, [a, b], Mixed { re: w.re, im: w.im, sign: L::splat32(0) }, flags)
    }

    #[inline(always)]
    fn turned(&self, stage: usize, a: L, b: L, w: Factors<L>, flags: &mut L) -> [L; 2] {
        self.butterfly(stage, [a, b], Mixed { re: w.im, im: w.re, sign: L::splat32(-1) }, flags)
    }

    #[inline(always)]
    fn mixed(&self, stage: usize, a: L, b: L, w: Mixed<L>, flags: &mut L) -> [L; 2] {
        self.butterfly(stage, [a, b], w, flags)
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
    fn tail(&self, tables: &Tables, stage: usize, x: &mut [L], flags: &mut L) {
        tail::looped(self, tables, stage, x, flags);
    }
}
