// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rounding and range of the kernels that check: any shift, any width, every mode.

use super::lanes::Lanes;
use crate::fft::Stage;
use crate::number::{Overflow, QFormat, Rounding};

/// Rounds and fits the results of one stage.
///
/// All roundings are one formula: the floor, and one more if the rest exceeds a threshold; for ties to even the rest of
/// an odd floor counts one more.
#[derive(Clone, Copy)]
pub(super) struct Round {
    rounding: Rounding,
    pub(super) wrap: bool,
    pub(super) shift: u32,
    width: u32,
}

impl Round {
    #[inline(always)]
    pub(super) fn new(stage: &Stage) -> Self {
        Self {
            rounding: stage.rounding,
            wrap: stage.overflow == Overflow::Wrap,
            shift: stage.shift,
            width: stage.width_out,
        }
    }

    /// What the rest, of `bits` bits, must exceed.
    #[inline(always)]
    fn threshold(self, bits: u32) -> i64 {
        let half = (1 << bits) >> 1;
        match self.rounding {
            Rounding::Truncate => i64::from(i32::MAX) << 16,
            Rounding::HalfUp => half - i64::from(bits > 0),
            Rounding::Convergent => half,
        }
    }

    #[inline(always)]
    fn to_even(self) -> i64 {
        i64::from(self.rounding == Rounding::Convergent)
    }

    /// (2·`value` + `low`) / 2^(`bits` + 1) in 32-bit lanes, `low` 0 or 1 and `bits` at most 22.
    #[inline(always)]
    pub(super) fn shift32<L: Lanes>(self, value: L, low: L, bits: u32) -> L {
        let floor = value.right32_signed(bits);
        let rest = value.and(L::splat32((1 << bits) - 1)).left32(1).or(low);
        let rest = rest.add32(floor.and(L::splat32(self.to_even() as i32)));
        let threshold = self.threshold(bits + 1).min(i64::from(i32::MAX));
        floor.sub32(rest.above32(L::splat32(threshold as i32)))
    }

    /// `value` / 2^`bits` in 64-bit lanes, `bits` from 31 to 39.
    #[inline(always)]
    pub(super) fn shift64<L: Lanes>(self, value: L, bits: u32) -> L {
        let floor = value.right64_signed(bits);
        let rest = value.and(L::splat64((1 << bits) - 1)).add64(floor.and(L::splat64(self.to_even())));
        floor.sub64(rest.above64(L::splat64(self.threshold(bits))))
    }

    /// A sum of two words over 2^shift in 32-bit lanes.
    #[inline(always)]
    pub(super) fn sum32<L: Lanes>(self, sum: L) -> L {
        if self.shift == 0 {
            return sum;
        }
        // One bit of the rest is looked at by itself, so that the formula has a bit to give away.
        let low = sum.and(L::splat32(1));
        self.shift32(sum.right32_signed(1), low, self.shift - 1)
    }

    /// 32-bit lanes brought into range.
    #[inline(always)]
    pub(super) fn fit32<L: Lanes>(self, value: L, flags: &mut L) -> L {
        let range = self.range();
        let fitted = if self.wrap {
            value.left32(32 - self.width).right32_signed(32 - self.width)
        } else {
            value.min32(L::splat32(range.max())).max32(L::splat32(range.min()))
        };
        *flags = flags.or(fitted.xor(value));
        fitted
    }

    /// 64-bit lanes brought into range as far as saturation goes; wrapping is left to [`wrap32`](Self::wrap32).
    #[inline(always)]
    pub(super) fn fit64<L: Lanes>(self, value: L, flags: &mut L) -> L {
        let (low, high) = (L::splat64(self.range().min().into()), L::splat64(self.range().max().into()));
        let (above, below) = (value.above64(high), low.above64(value));
        let outside = above.or(below);
        *flags = flags.or(outside);
        if self.wrap {
            return value;
        }
        value.without(outside).or(above.and(high)).or(below.and(low))
    }

    /// 32-bit lanes with their low bits kept if this stage wraps.
    #[inline(always)]
    pub(super) fn wrap32<L: Lanes>(self, value: L) -> L {
        if self.wrap { value.left32(32 - self.width).right32_signed(32 - self.width) } else { value }
    }

    #[inline(always)]
    fn range(self) -> QFormat {
        QFormat { width: self.width, frac: 0 }
    }
}
