// SPDX-License-Identifier: MIT OR Apache-2.0
//! Butterflies of words up to 16 bits that halve and cannot overflow: no product is longer than 32 bits.
//!
//! A word s is kept as u = s ^ 0x8000 (offset binary), or as s ^ 0x7FFF (its mirror image) when it truncates: the mean
//! that rounds up, which every machine has, then rounds down. With m the mean of u(a) and u(b),
//! u(b) − u(a) = (m − u(a)) + (u(b) − m), both of 16 bits, so that the exact product with a 16-bit factor is two
//! multiply-adds; scaled to 16 fraction bits its high half is the result, with the rounding constant added below
//! and the offset above.

use super::kernel::{Form, Kernel};
use super::lanes::Lanes;
use super::narrow_factors::{Factors, Mixed, exact_one, factors, mixed_factors};
use super::table::Tables;
use crate::number::Rounding;

/// Rounds half up or truncates; with `CONVERGENT` ties go to even. With `SMALL` differences fit 16 bits. With `PAIRED` stages go
/// in pairs.
#[derive(Clone, Copy)]
pub(super) struct Narrow<L, const CONVERGENT: bool, const SMALL: bool, const PAIRED: bool> {
    /// Rounding constant and offset of a product.
    bias: L,
    /// Between a word and its form in here.
    flip: L,
    /// u(−s) = negate − u(s), one less when truncating.
    negate: L,
    /// 1 in every 16-bit lane.
    ones: L,
    /// Places of the bytes at both ends: re and im change places to invert the transform.
    places: L,
    /// All ones.
    all: L,
}

impl<L: Lanes, const CONVERGENT: bool, const SMALL: bool, const PAIRED: bool>
    Narrow<L, CONVERGENT, SMALL, PAIRED>
{
    #[inline(always)]
    pub(super) fn new(rounding: Rounding, swap: bool) -> Self {
        let (bias, flip, negate) = match rounding {
            Rounding::Truncate => (0x7FFF_FFFF, 0x7FFF_7FFF, 0xFFFE_FFFE_u32.cast_signed()),
            Rounding::HalfUp | Rounding::Convergent => {
                (0x8000_8000_u32.cast_signed(), 0x8000_8000_u32.cast_signed(), 0)
            }
        };
        Self {
            bias: L::splat32(bias),
            flip: L::splat32(flip),
            negate: L::splat32(negate),
            ones: L::splat32(0x0001_0001),
            places: L::places().xor(L::splat32(if swap { 0x0202_0202 } else { 0 })),
            all: L::splat32(-1),
        }
    }

    #[inline(always)]
    fn difference(mean: L, a: L, b: L) -> Difference<L, SMALL> {
        if SMALL { Difference(b.sub16(a), mean) } else { Difference(mean.sub16(a), b.sub16(mean)) }
    }

    /// The difference times w, rounded.
    #[inline(always)]
    fn rotated(&self, a: L, b: L, w: Factors<L>) -> L {
        let x = Self::difference(a.mean16(b), a, b);
        self.narrow(x.product(self.bias, w.re), x.product(self.bias, w.im))
    }

    /// The mean of a and b as the rounding mode wants it, given the mean that rounds up.
    #[inline(always)]
    fn settle(&self, mean: L, a: L, b: L) -> L {
        if CONVERGENT { mean.without(a.xor(b).and(self.ones)) } else { mean }
    }

    /// The same given the difference too: odd where the sum is, and so is the difference of its two parts.
    #[inline(always)]
    fn settle_after(&self, dif: &Difference<L, SMALL>, mean: L, a: L, b: L) -> L {
        if !CONVERGENT || L::TERNARY {
            self.settle(mean, a, b)
        } else if SMALL {
            mean.without(dif.0.and(self.ones))
        } else {
            mean.without(dif.0.sub16_of_two(dif.1))
        }
    }

    /// As [`narrow`](Self::narrow), the second given as its complement.
    #[inline(always)]
    fn narrow_not(&self, re: L, not_im: L) -> L {
        if CONVERGENT { self.narrow(re, not_im.xor(self.all)) } else { re.right32(16).merge16_not(not_im) }
    }

    /// The high halves of two products, rounded.
    #[inline(always)]
    fn narrow(&self, re: L, im: L) -> L {
        let high = re.right32(16).merge16(im);
        if CONVERGENT {
            // A tie leaves nothing below the point: the lowest bit is cleared, which makes it even.
            let low = re.merge16(im.left32(16));
            high.without(self.ones.sub16_floor0(low))
        } else {
            high
        }
    }
}

/// u(b) − u(a): the sum of two numbers of 16 bits, the second 0 and left out with `SMALL`.
struct Difference<L, const SMALL: bool>(L, L);

impl<L: Lanes, const SMALL: bool> Difference<L, SMALL> {
    #[inline(always)]
    fn product(&self, bias: L, w: L) -> L {
        if SMALL { L::add_dot16(bias, self.0, w) } else { L::add_dots16(bias, self.0, self.1, w) }
    }

    #[inline(always)]
    fn minus_product(&self, bias: L, w: L) -> L {
        let rest = bias.sub32(self.0.dot16(w));
        if SMALL { rest } else { rest.sub32(self.1.dot16(w)) }
    }
}

impl<L: Lanes, const CONVERGENT: bool, const SMALL: bool, const PAIRED: bool> Form
    for Narrow<L, CONVERGENT, SMALL, PAIRED>
{
    type Lanes = L;
    const DWORDS: usize = 1;
    type Twiddle = Factors<L>;
    type Mixed = Mixed<L>;

    #[inline(always)]
    unsafe fn twiddle<const SPLAT: bool>(table: *const i32, half: usize, k: usize) -> Factors<L> {
        // SAFETY: the caller's.
        unsafe { factors::<L, SPLAT>(table, half, k) }
    }

    #[inline(always)]
    unsafe fn mixed_twiddle(table: *const i32, half: usize, k: usize) -> Mixed<L> {
        // SAFETY: the caller's.
        unsafe { mixed_factors(table, half, k) }
    }

    #[inline(always)]
    unsafe fn any_twiddle(table: *const i32, half: usize, k: usize) -> Mixed<L> {
        if half == 1 {
            // The table begins with half a block of 4; the factor 1 needs none.
            let Factors { re, im } = exact_one();
            return Mixed { re, im, sign: L::splat32(0) };
        }
        // SAFETY: the caller's; the runs follow each other as in `mixed_factors`.
        let Factors { re, im } = unsafe { factors::<L, true>(table, half, k) };
        Mixed { re, im, sign: L::splat32(-i32::from(k >= half / 2)) }
    }

    #[inline(always)]
    unsafe fn both_twiddles<const SPLAT: bool>(table: *const i32, half: usize, k: usize) -> [Factors<L>; 2] {
        // SAFETY: the caller vouches for k; four runs of half entries begin there.
        unsafe {
            let runs = table.add(Tables::both_runs(half));
            // As if of a stage twice as long, whose quarter is a run.
            [factors::<L, SPLAT>(runs, 2 * half, k), factors::<L, SPLAT>(runs, 2 * half, 2 * half + k)]
        }
    }

    #[inline(always)]
    fn exchange(words: L) -> L {
        words.swap16()
    }

    #[inline(always)]
    fn merge(re: L, im: L) -> L {
        re.merge16(im)
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
        greatest.max_unsigned32(words.dot16(words))
    }

    #[inline(always)]
    fn transpose(square: &mut [L]) {
        L::transpose32(square);
    }
}

impl<L: Lanes, const CONVERGENT: bool, const SMALL: bool, const PAIRED: bool> Kernel
    for Narrow<L, CONVERGENT, SMALL, PAIRED>
{
    const PAIRED: bool = PAIRED;
    const LONG: bool = false;

    #[inline(always)]
    fn enter(&self, words: L) -> L {
        words.bytes(self.places).xor(self.flip)
    }

    #[inline(always)]
    fn plain(&self, _: usize, a: L, b: L, w: Factors<L>, _: &mut L) -> [L; 2] {
        let mean = a.mean16(b);
        let x = Self::difference(mean, a, b);
        let (re, im) = (x.product(self.bias, w.re), x.product(self.bias, w.im));
        [self.settle_after(&x, mean, a, b), self.narrow(re, im)]
    }

    #[inline(always)]
    fn turned(&self, _: usize, a: L, b: L, w: Factors<L>, _: &mut L) -> [L; 2] {
        let mean = a.mean16(b);
        let x = Self::difference(mean, a, b);
        let re = x.product(self.bias, w.im);
        let dif = if L::TERNARY {
            // im is subtracted: −1 − x = !x, before and after.
            self.narrow_not(re, x.product(self.bias.xor(self.all), w.re))
        } else {
            self.narrow(re, x.minus_product(self.bias, w.re))
        };
        [self.settle_after(&x, mean, a, b), dif]
    }

    #[inline(always)]
    fn mixed(&self, _: usize, a: L, b: L, w: Mixed<L>, _: &mut L) -> [L; 2] {
        let mean = a.mean16(b);
        let x = Self::difference(mean, a, b);
        // Beyond the quarter im is subtracted: −1 − x = !x, before and after.
        let (re, im) = (x.product(self.bias, w.re), x.product(self.bias.xor(w.sign), w.im).xor(w.sign));
        [self.settle_after(&x, mean, a, b), self.narrow(re, im)]
    }

    #[inline(always)]
    fn one(&self, _: usize, a: L, b: L, _: &mut L) -> [L; 2] {
        let (sum, dif) = (a.mean16(b), a.mean16(self.negate.sub16(b)));
        [self.settle(sum, a, b), self.settle(dif, a, b)]
    }

    #[inline(always)]
    fn minus_j(&self, _: usize, a: L, b: L, _: &mut L) -> [L; 2] {
        // −j(x + jy) = y − jx: re and im change places, and so do a and b in one of them.
        let (p, q) = (b.merge16(a), a.merge16(b));
        let dif = self.settle(p.mean16(self.negate.sub16(q)), p, q);
        [self.settle(a.mean16(b), a, b), dif.swap16()]
    }

    #[inline(always)]
    fn both(&self, _: usize, a: L, b: L, [sum, dif]: [Factors<L>; 2], _: &mut L) -> [L; 2] {
        // −j(x + jy) = y − jx. Words that cannot overflow have negatives.
        let turned = b.swap16();
        let negative = self.negate.sub16(turned);
        // The tables hold −w and products are of b − a: the sum is that of a and the negative.
        [self.rotated(a, negative.merge16(turned), sum), self.rotated(a, turned.merge16(negative), dif)]
    }
}
