// SPDX-License-Identifier: MIT OR Apache-2.0
//! Butterflies of words up to 16 bits: any shift, any mode, every overflow caught.
//!
//! A difference d has 17 bits and is taken as 2h + l: d·w = 2(h·w) + l·w, whose halves fit 32 bits.

use super::kernel::{Form, FormOf, Kernel};
use super::lanes::Lanes;
use super::narrow::Narrow;
use super::narrow_factors::{Factors, Mixed, exact_one};
use super::round::Round;
use crate::fft::Stage;

/// Every stage by its own rules, on words in the form of the unchecked kernel.
#[derive(Clone, Copy)]
pub(super) struct NarrowChecked<'a, L, const PAIRED: bool> {
    free: Narrow<L, false, false, PAIRED>,
    stages: &'a [Stage],
    /// Zero bits put below a word that enters.
    align: u32,
}

impl<'a, L: Lanes, const PAIRED: bool> NarrowChecked<'a, L, PAIRED> {
    #[inline(always)]
    pub(super) fn new(free: Narrow<L, false, false, PAIRED>, stages: &'a [Stage], align: u32) -> Self {
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
        let [half, negative, low] = halves(a, b);
        let chosen = negative.without(w.sign).or(half.and(w.sign));
        let re = product(round, negative, low, w.re);
        let im = product(round, chosen, low, w.im);
        [sum, self.pack(round, re, im, flags)]
    }

    /// The difference of b and a, and `more`, times the factors.
    #[inline(always)]
    fn rotated(&self, round: Round, [a, b]: [L; 2], more: L, w: Factors<L>, flags: &mut L) -> L {
        let [_, half, low] = halves(a, b);
        let low = low.add32(more);
        self.pack(round, product(round, half, low, w.re), product(round, half, low, w.im), flags)
    }

    /// Two components brought into range and side by side.
    #[inline(always)]
    fn pack(&self, round: Round, re: L, im: L, flags: &mut L) -> L {
        let (re, im) = (round.fit32(re, flags), round.fit32(im, flags));
        re.merge16(im.left32(16)).xor(self.free.flip())
    }
}

/// Parts of 16 bits: a − b = 2·first + last and b − a = 2·second + last.
#[inline(always)]
fn halves<L: Lanes>(a: L, b: L) -> [L; 3] {
    let offset = L::splat32(0x8000_8000_u32.cast_signed());
    let (a, b) = (a.xor(offset), b.xor(offset));
    let mean = a.mean16(b);
    [a.sub16(mean), b.sub16(mean), a.xor(b).and(L::splat32(0x0001_0001))]
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

impl<L: Lanes, const PAIRED: bool> FormOf for NarrowChecked<'_, L, PAIRED> {
    type Other = Narrow<L, false, false, PAIRED>;

    #[inline(always)]
    fn other(&self) -> &Self::Other {
        &self.free
    }
}

impl<L: Lanes, const PAIRED: bool> Kernel for NarrowChecked<'_, L, PAIRED> {
    const PAIRED: bool = PAIRED;
    const LONG: bool = true;

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
    fn both(&self, stage: usize, a: L, b: L, [sum, dif]: [Factors<L>; 2], flags: &mut L) -> [L; 2] {
        let round = Round::new(&self.stages[stage]);
        // −j(x + jy) = y − jx; and −y − x = (!y − x) + 1, for the least word has no negative.
        let (a, turned) = (a.xor(self.free.flip()), b.xor(self.free.flip()).swap16());
        let (re, im) = (L::splat32(0xFFFF), L::splat32(!0xFFFF));
        let (of_re, of_im) = (L::splat32(1), L::splat32(1 << 16));
        [
            self.rotated(round, [a, turned.xor(re)], of_re, sum, flags),
            self.rotated(round, [a, turned.xor(im)], of_im, dif, flags),
        ]
    }
}
