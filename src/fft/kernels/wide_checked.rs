// SPDX-License-Identifier: MIT OR Apache-2.0
//! Butterflies of words up to 31 bits: any shift, any mode, every overflow caught.

use super::kernel::Kernel;
use super::lanes::Lanes;
use super::round::Round;
use super::wide::{Factors, Wide, product, turned_product};
use crate::fft::Stage;

/// Every stage by its own rules, on words in the form of the unchecked kernel.
#[derive(Clone, Copy)]
pub(super) struct WideChecked<'a, L> {
    free: Wide<L, false>,
    stages: &'a [Stage],
}

impl<'a, L: Lanes> WideChecked<'a, L> {
    #[inline(always)]
    pub(super) fn new(free: Wide<L, false>, stages: &'a [Stage]) -> Self {
        Self { free, stages }
    }

    #[inline(always)]
    fn butterfly(
        &self,
        stage: usize,
        [a, b]: [L; 2],
        flags: &mut L,
        rotate: impl FnOnce(L) -> [L; 2],
    ) -> [L; 2] {
        let round = Round::new(&self.stages[stage]);
        let (a, b) = (a.xor(self.free.flip()), b.xor(self.free.flip()));
        let sum = round.fit32(round.sum32(a.add32(b)), flags);
        let [re, im] =
            rotate(b.sub32(a)).map(|exact| round.fit64(round.shift64(exact, 31 + round.shift), flags));
        let turned = round.wrap32(re.merge32(im.left64(32)));
        [sum, turned].map(|words| words.xor(self.free.flip()))
    }
}

impl<L: Lanes> Kernel for WideChecked<'_, L> {
    type Lanes = L;
    const DWORDS: usize = 2;
    type Twiddle = Factors<L>;
    type Mixed = Factors<L>;

    #[inline(always)]
    unsafe fn twiddle<const SPLAT: bool>(table: *const i32, half: usize, k: usize) -> Factors<L> {
        // SAFETY: the caller's.
        unsafe { Wide::<L, false>::twiddle::<SPLAT>(table, half, k) }
    }

    #[inline(always)]
    unsafe fn mixed_twiddle(table: *const i32, half: usize, k: usize) -> Factors<L> {
        // SAFETY: the caller's.
        unsafe { Wide::<L, false>::mixed_twiddle(table, half, k) }
    }

    #[inline(always)]
    fn enter(&self, words: L) -> L {
        self.free.enter(words)
    }

    #[inline(always)]
    fn leave(&self, words: L) -> L {
        self.free.leave(words)
    }

    #[inline(always)]
    fn measure(&self, greatest: L, words: L) -> L {
        self.free.measure(greatest, words)
    }

    #[inline(always)]
    fn norm(&self, greatest: L) -> f64 {
        self.free.norm(greatest)
    }

    #[inline(always)]
    fn transpose(square: &mut [L]) {
        L::transpose64(square);
    }

    #[inline(always)]
    fn plain(&self, stage: usize, a: L, b: L, w: Factors<L>, flags: &mut L) -> [L; 2] {
        self.butterfly(stage, [a, b], flags, |x| product(L::splat32(0), x, w))
    }

    #[inline(always)]
    fn turned(&self, stage: usize, a: L, b: L, w: Factors<L>, flags: &mut L) -> [L; 2] {
        self.butterfly(stage, [a, b], flags, |x| turned_product(L::splat32(0), x, w))
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
}

/// The table's entry for the factor 1.
#[inline(always)]
fn exact_one<L: Lanes>() -> Factors<L> {
    Factors { minus_re: L::splat64(-(1 << 31)), im: L::splat32(0) }
}
