// SPDX-License-Identifier: MIT OR Apache-2.0
//! Butterflies of words up to 16 bits: any shift, any mode, every overflow caught.
//!
//! A difference d has 17 bits and is taken as 2h + l: d·w = 2(h·w) + l·w, whose halves fit 32 bits.

use super::kernel::Kernel;
use super::lanes::Lanes;
use super::narrow::{Factors, Mixed, Narrow};
use super::round::Round;
use crate::fft::Stage;

/// Every stage by its own rules, on words in the form of the unchecked kernel.
#[derive(Clone, Copy)]
pub(super) struct NarrowChecked<'a, L> {
    free: Narrow<L, false>,
    stages: &'a [Stage],
}

/// A difference: its half rounded down, that of its negative, and the bit that both leave: d = 2·half + low and
/// −d = 2·negative + low.
struct Difference<L> {
    half: L,
    negative: L,
    low: L,
}

impl<'a, L: Lanes> NarrowChecked<'a, L> {
    #[inline(always)]
    pub(super) fn new(free: Narrow<L, false>, stages: &'a [Stage]) -> Self {
        Self { free, stages }
    }

    #[inline(always)]
    fn butterfly(
        &self,
        stage: usize,
        [a, b]: [L; 2],
        flags: &mut L,
        rotate: impl FnOnce(Difference<L>) -> [[L; 2]; 2],
    ) -> [L; 2] {
        let round = Round::new(&self.stages[stage]);
        let (a, b) = (a.xor(self.free.flip()), b.xor(self.free.flip()));
        let component = |of: fn(L) -> L| round.sum32(of(a).add32(of(b)));
        let sum = [component(low_half), component(high_half)];
        let offset = L::splat32(0x8000_8000_u32.cast_signed());
        let (x, y) = (a.xor(offset), b.xor(offset));
        let mean = x.mean16(y);
        let difference = Difference {
            half: x.sub16(mean),
            negative: y.sub16(mean),
            low: x.xor(y).and(L::splat32(0x0001_0001)),
        };
        let turned = rotate(difference).map(|[half, low]| {
            let odd = low.and(L::splat32(1));
            round.shift32(half.add32(low.right32_signed(1)), odd, 14 + round.shift)
        });
        [sum, turned].map(|[re, im]| {
            let (re, im) = (round.fit32(re, flags), round.fit32(im, flags));
            re.merge16(im.left32(16)).xor(self.free.flip())
        })
    }
}

#[inline(always)]
fn low_half<L: Lanes>(x: L) -> L {
    x.left32(16).right32_signed(16)
}

#[inline(always)]
fn high_half<L: Lanes>(x: L) -> L {
    x.right32_signed(16)
}

impl<L: Lanes> Kernel for NarrowChecked<'_, L> {
    type Lanes = L;
    const DWORDS: usize = 1;
    type Twiddle = Factors<L>;
    type Mixed = Mixed<L>;

    #[inline(always)]
    unsafe fn twiddle<const SPLAT: bool>(table: *const i32, half: usize, k: usize) -> Factors<L> {
        // SAFETY: the caller's.
        unsafe { Narrow::<L, false>::twiddle::<SPLAT>(table, half, k) }
    }

    #[inline(always)]
    unsafe fn mixed_twiddle(table: *const i32, half: usize, k: usize) -> Mixed<L> {
        // SAFETY: the caller's.
        unsafe { Narrow::<L, false>::mixed_twiddle(table, half, k) }
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
        L::transpose32(square);
    }

    #[inline(always)]
    fn plain(&self, stage: usize, a: L, b: L, w: Factors<L>, flags: &mut L) -> [L; 2] {
        self.butterfly(stage, [a, b], flags, |d| {
            [w.re, w.im].map(|w| [d.negative.dot16(w), d.low.dot16(w)])
        })
    }

    #[inline(always)]
    fn turned(&self, stage: usize, a: L, b: L, w: Factors<L>, flags: &mut L) -> [L; 2] {
        self.butterfly(stage, [a, b], flags, |d| {
            [[d.negative.dot16(w.im), d.low.dot16(w.im)], [d.half.dot16(w.re), d.low.dot16(w.re)]]
        })
    }

    #[inline(always)]
    fn mixed(&self, stage: usize, a: L, b: L, w: Mixed<L>, flags: &mut L) -> [L; 2] {
        self.butterfly(stage, [a, b], flags, |d| {
            let half = d.negative.without(w.sign).or(d.half.and(w.sign));
            [[d.negative.dot16(w.re), d.low.dot16(w.re)], [half.dot16(w.im), d.low.dot16(w.im)]]
        })
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
    Factors { re: L::splat32(0x8000), im: L::splat32(i32::MIN) }
}
