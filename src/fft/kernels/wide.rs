// SPDX-License-Identifier: MIT OR Apache-2.0
//! Butterflies of words up to 31 bits that halve, or do not shift, and cannot overflow: one 64-bit product a component and factor.
//!
//! With the factor scaled to 31 fraction bits the result is the high half of a 64-bit sum. Words that round half up are
//! kept as their complement: −1 − floor((s + 1)/2) = floor((−1 − s)/2), so that a plain shift rounds.

use super::job::Job;
use super::kernel::{Form, Kernel};
use super::lanes::Lanes;
use crate::number::Rounding;

/// Rounds half up or truncates; with `CONVERGENT` ties go to even. With `GROWS` no stage shifts, else each halves but for
/// the last, which may shift farther. With `PAIRED` stages go in pairs.
#[derive(Clone, Copy)]
pub(super) struct Wide<L, const CONVERGENT: bool, const GROWS: bool, const PAIRED: bool> {
    /// Rounding constant of a product.
    bias: L,
    /// Between a word and its form in here.
    flip: L,
    /// Added to a difference before it is halved.
    lift: L,
    ones: L,
    /// Places of the bytes at both ends: re and im change places to invert the transform.
    places: L,
    /// Zero bits put below a word that enters.
    align: u32,
    /// The last stage's shift, and what is added to its sum and its difference before.
    end: u32,
    end_lift: [L; 2],
}

/// Factors of a register: −re and im, in the low halves of 64-bit lanes.
#[derive(Clone, Copy)]
pub(super) struct Factors<L> {
    pub(super) minus_re: L,
    pub(super) im: L,
}

/// Factors k …; an entry of the table is −re and im side by side, half as much to read as each in 64 bits.
///
/// # Safety
/// As for [`Kernel::twiddle`]: `table` is that of a stage in which factors k … are.
#[inline(always)]
pub(super) unsafe fn factors<L: Lanes, const SPLAT: bool>(table: *const i32, k: usize) -> Factors<L> {
    // SAFETY: the caller vouches for k.
    unsafe {
        let at = table.add(2 * k);
        if SPLAT {
            return Factors { minus_re: L::splat32(at.read()), im: L::splat32(at.add(1).read()) };
        }
        let both = L::load(at);
        Factors { minus_re: both, im: both.right64(32) }
    }
}

/// re and im of −d·w + bias, d = `x` as words.
#[inline(always)]
pub(super) fn product<L: Lanes>(bias: L, x: L, w: Factors<L>) -> [L; 2] {
    let y = x.right64(32);
    [
        bias.add64(x.mul64(w.minus_re)).add64(y.mul64(w.im)),
        bias.sub64(x.mul64(w.im)).add64(y.mul64(w.minus_re)),
    ]
}

/// The same times −j.
#[inline(always)]
pub(super) fn turned_product<L: Lanes>(bias: L, x: L, w: Factors<L>) -> [L; 2] {
    let y = x.right64(32);
    [
        bias.sub64(x.mul64(w.im)).add64(y.mul64(w.minus_re)),
        bias.sub64(x.mul64(w.minus_re)).sub64(y.mul64(w.im)),
    ]
}

/// re and im of d·w + bias, d = re of `x` and im of `y`.
#[inline(always)]
pub(super) fn crossed_product<L: Lanes>(bias: L, x: L, y: L, w: Factors<L>) -> [L; 2] {
    let y = y.right64(32);
    [
        bias.sub64(x.mul64(w.minus_re)).sub64(y.mul64(w.im)),
        bias.add64(x.mul64(w.im)).sub64(y.mul64(w.minus_re)),
    ]
}

impl<L: Lanes, const CONVERGENT: bool, const GROWS: bool, const PAIRED: bool>
    Wide<L, CONVERGENT, GROWS, PAIRED>
{
    #[inline(always)]
    pub(super) fn new(job: &Job, swap: bool) -> Self {
        let end = job.stages[job.stages.len() - 1].shift;
        let half = (1_i32 << end) >> 1;
        let point = 1_i64 << (31 - u32::from(GROWS));
        let (bias, flip, lift, end_lift) = match job.rounding() {
            Rounding::Truncate => (0, 0, 0, [0, 0]),
            Rounding::HalfUp if GROWS => (point, 0, 0, [0, 0]),
            Rounding::HalfUp => (-point - 1, -1, -2, [1 - half, -1 - half]),
            Rounding::Convergent => (point, 0, 0, [half - 1, half - 1]),
        };
        Self {
            bias: L::splat64(bias),
            flip: L::splat32(flip),
            lift: L::splat32(lift),
            ones: L::splat32(1),
            places: L::places().xor(L::splat32(if swap { 0x0404_0404 } else { 0 })),
            align: job.align,
            end,
            end_lift: end_lift.map(L::splat32),
        }
    }

    /// Half of an exact sum, rounded.
    #[inline(always)]
    fn halve(&self, sum: L) -> L {
        if GROWS {
            return sum;
        }
        let half = sum.right32_signed(1);
        if CONVERGENT { half.add32(sum.and(half).and(self.ones)) } else { half }
    }

    /// An exact sum over 2^`end`, rounded.
    #[inline(always)]
    fn finish(&self, sum: L, lift: L) -> L {
        let odd = sum.right32_signed(self.end).and(self.ones);
        let lifted = sum.add32(lift);
        if CONVERGENT { lifted.add32(odd) } else { lifted }.right32_signed(self.end)
    }

    /// The high halves of two products, rounded.
    #[inline(always)]
    fn narrow([re, im]: [L; 2]) -> L {
        let (re, im) = if GROWS { (re.left64(1), im.left64(1)) } else { (re, im) };
        let high = re.high32(im);
        // A tie leaves nothing below the point.
        if CONVERGENT { high.even_where_0(re.low32(im)) } else { high }
    }
}

impl<L: Lanes, const CONVERGENT: bool, const GROWS: bool, const PAIRED: bool> Form
    for Wide<L, CONVERGENT, GROWS, PAIRED>
{
    type Lanes = L;
    const DWORDS: usize = 2;
    type Twiddle = Factors<L>;
    type Mixed = Factors<L>;

    #[inline(always)]
    unsafe fn twiddle<const SPLAT: bool>(table: *const i32, _: usize, k: usize) -> Factors<L> {
        // SAFETY: the caller's.
        unsafe { factors::<L, SPLAT>(table, k) }
    }

    #[inline(always)]
    unsafe fn mixed_twiddle(table: *const i32, _: usize, k: usize) -> Factors<L> {
        // SAFETY: the caller's.
        unsafe { factors::<L, false>(table, k) }
    }

    #[inline(always)]
    unsafe fn any_twiddle(table: *const i32, _: usize, k: usize) -> Factors<L> {
        // SAFETY: the caller's.
        unsafe { factors::<L, true>(table, k) }
    }

    #[inline(always)]
    unsafe fn both_twiddles<const SPLAT: bool>(table: *const i32, half: usize, k: usize) -> [Factors<L>; 2] {
        // SAFETY: the caller vouches for k; those of sums and those of differences follow half factors.
        unsafe { [factors::<L, SPLAT>(table, half + k), factors::<L, SPLAT>(table, 2 * half + k)] }
    }

    #[inline(always)]
    fn exchange(words: L) -> L {
        words.swap32()
    }

    #[inline(always)]
    fn merge(re: L, im: L) -> L {
        re.merge32(im)
    }

    #[inline(always)]
    fn flip(&self) -> L {
        self.flip
    }

    #[inline(always)]
    fn leave(&self, words: L) -> L {
        words.xor(self.flip).bytes(self.places)
    }

    #[inline(always)]
    fn measure(&self, greatest: L, words: L) -> L {
        greatest.max_unsigned32(words.norm32())
    }

    #[inline(always)]
    fn transpose(square: &mut [L]) {
        L::transpose64(square);
    }
}

impl<L: Lanes, const CONVERGENT: bool, const GROWS: bool, const PAIRED: bool> Kernel
    for Wide<L, CONVERGENT, GROWS, PAIRED>
{
    const PAIRED: bool = PAIRED;
    const LONG: bool = false;

    #[inline(always)]
    fn enter(&self, words: L) -> L {
        words.bytes(self.places).left32(self.align).xor(self.flip)
    }

    #[inline(always)]
    fn plain(&self, _: usize, a: L, b: L, w: Factors<L>, _: &mut L) -> [L; 2] {
        [self.halve(a.add32(b)), Self::narrow(product(self.bias, b.sub32(a), w))]
    }

    #[inline(always)]
    fn turned(&self, _: usize, a: L, b: L, w: Factors<L>, _: &mut L) -> [L; 2] {
        [self.halve(a.add32(b)), Self::narrow(turned_product(self.bias, b.sub32(a), w))]
    }

    #[inline(always)]
    fn mixed(&self, stage: usize, a: L, b: L, w: Factors<L>, flags: &mut L) -> [L; 2] {
        self.plain(stage, a, b, w, flags)
    }

    #[inline(always)]
    fn one(&self, _: usize, a: L, b: L, _: &mut L) -> [L; 2] {
        [self.halve(a.add32(b)), self.halve(a.sub32(b).add32(self.lift))]
    }

    #[inline(always)]
    fn end(&self, _: usize, a: L, b: L, _: &mut L) -> [L; 2] {
        if GROWS {
            return [a.add32(b), a.sub32(b)];
        }
        [self.finish(a.add32(b), self.end_lift[0]), self.finish(a.sub32(b), self.end_lift[1])]
    }

    #[inline(always)]
    fn minus_j(&self, _: usize, a: L, b: L, _: &mut L) -> [L; 2] {
        // −j(x + jy) = y − jx: re and im change places, and so do a and b in one of them.
        let (p, q) = (b.merge32(a), a.merge32(b));
        [self.halve(a.add32(b)), self.halve(p.sub32(q).add32(self.lift)).swap32()]
    }

    #[inline(always)]
    fn both(&self, _: usize, a: L, b: L, [of_sum, of_dif]: [Factors<L>; 2], _: &mut L) -> [L; 2] {
        // −j(x + jy) = y − jx: each result has re of one of these and im of the other. Two complements add up to −2 − (a + b).
        let turned = b.swap32();
        let (sum, dif) = (a.add32(turned).sub32(self.lift), a.sub32(turned));
        [
            Self::narrow(crossed_product(self.bias, sum, dif, of_sum)),
            Self::narrow(crossed_product(self.bias, dif, sum, of_dif)),
        ]
    }
}
