// SPDX-License-Identifier: MIT OR Apache-2.0
//! Registers of 128 bits in plain Rust: the compiler maps them to what the target has, SSE2 or NEON.

use std::array::from_fn;

use super::lanes::Lanes;

/// Four 32-bit lanes.
#[derive(Clone, Copy)]
pub(super) struct Portable([i32; 4]);

/// The 16-bit lanes: low halves first.
#[inline(always)]
fn halves(x: Portable) -> [i16; 8] {
    from_fn(|i| (x.0[i / 2] >> (16 * (i % 2))) as i16)
}

#[inline(always)]
fn of_halves(x: [i16; 8]) -> Portable {
    Portable(from_fn(|i| i32::from(x[2 * i] as u16) | i32::from(x[2 * i + 1]) << 16))
}

#[inline(always)]
fn quads(x: Portable) -> [i64; 2] {
    from_fn(|i| i64::from(x.0[2 * i].cast_unsigned()) | i64::from(x.0[2 * i + 1]) << 32)
}

#[inline(always)]
fn of_quads(x: [i64; 2]) -> Portable {
    Portable(from_fn(|i| (x[i / 2] >> (32 * (i % 2))) as i32))
}

macro_rules! by_lane {
    ($($name:ident: $of:ident($split:ident), |$a:ident, $b:ident| $result:expr;)*) => { $(
        #[inline(always)]
        fn $name(self, other: Self) -> Self {
            let (x, y) = ($split(self), $split(other));
            $of(from_fn(|i| {
                let ($a, $b) = (x[i], y[i]);
                $result
            }))
        }
    )* };
}

#[inline(always)]
fn dwords(x: Portable) -> [i32; 4] {
    x.0
}

impl Lanes for Portable {
    const DWORDS: usize = 4;

    by_lane! {
        and: Portable(dwords), |a, b| a & b;
        or: Portable(dwords), |a, b| a | b;
        xor: Portable(dwords), |a, b| a ^ b;
        without: Portable(dwords), |a, b| a & !b;
        sub16: of_halves(halves), |a, b| a.wrapping_sub(b);
        sub16_floor0: of_halves(halves), |a, b| (a as u16).saturating_sub(b as u16) as i16;
        mean16: of_halves(halves), |a, b| ((u32::from(a as u16) + u32::from(b as u16) + 1) >> 1) as i16;
        add32: Portable(dwords), |a, b| a.wrapping_add(b);
        sub32: Portable(dwords), |a, b| a.wrapping_sub(b);
        min32: Portable(dwords), |a, b| a.min(b);
        max32: Portable(dwords), |a, b| a.max(b);
        max_unsigned32: Portable(dwords), |a, b| (a as u32).max(b as u32) as i32;
        above32: Portable(dwords), |a, b| -i32::from(a > b);
        equal32: Portable(dwords), |a, b| -i32::from(a == b);
        merge16: Portable(dwords), |a, b| (a & 0xFFFF) | (b & !0xFFFF);
        add64: of_quads(quads), |a, b| a.wrapping_add(b);
        sub64: of_quads(quads), |a, b| a.wrapping_sub(b);
        mul64: of_quads(quads), |a, b| i64::from(a as i32) * i64::from(b as i32);
        above64: of_quads(quads), |a, b| -i64::from(a > b);
    }

    #[inline(always)]
    unsafe fn load(from: *const i32) -> Self {
        // SAFETY: the caller's words are readable.
        Self(unsafe { from.cast::<[i32; 4]>().read_unaligned() })
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut i32) {
        // SAFETY: the caller's words are writable.
        unsafe { to.cast::<[i32; 4]>().write_unaligned(self.0) }
    }

    #[inline(always)]
    fn splat32(value: i32) -> Self {
        Self([value; 4])
    }

    #[inline(always)]
    fn splat64(value: i64) -> Self {
        of_quads([value; 2])
    }

    #[inline(always)]
    fn dot16(self, other: Self) -> Self {
        // The low and the high halves as 32-bit lanes, so that every step is a whole vector.
        let low = |x: i32| i32::from(x as i16);
        let high = |x: i32| x >> 16;
        Self(from_fn(|i| {
            (low(self.0[i]) * low(other.0[i])).wrapping_add(high(self.0[i]) * high(other.0[i]))
        }))
    }

    #[inline(always)]
    fn swap16(self) -> Self {
        Self(self.0.map(|x| x.rotate_left(16)))
    }

    #[inline(always)]
    fn left32(self, bits: u32) -> Self {
        Self(self.0.map(|x| x << bits))
    }

    #[inline(always)]
    fn right32(self, bits: u32) -> Self {
        Self(self.0.map(|x| (x.cast_unsigned() >> bits).cast_signed()))
    }

    #[inline(always)]
    fn right32_signed(self, bits: u32) -> Self {
        Self(self.0.map(|x| x >> bits))
    }

    #[inline(always)]
    fn merge32(self, odd: Self) -> Self {
        Self([self.0[0], odd.0[1], self.0[2], odd.0[3]])
    }

    #[inline(always)]
    fn swap32(self) -> Self {
        Self([self.0[1], self.0[0], self.0[3], self.0[2]])
    }

    #[inline(always)]
    fn left64(self, bits: u32) -> Self {
        of_quads(quads(self).map(|x| x << bits))
    }

    #[inline(always)]
    fn right64(self, bits: u32) -> Self {
        of_quads(quads(self).map(|x| (x.cast_unsigned() >> bits).cast_signed()))
    }

    #[inline(always)]
    fn transpose32(square: &mut [Self]) {
        let rows = [square[0].0, square[1].0, square[2].0, square[3].0];
        for (i, row) in square.iter_mut().enumerate() {
            row.0 = rows.map(|r| r[i]);
        }
    }

    #[inline(always)]
    fn transpose64(square: &mut [Self]) {
        let (a, b) = (square[0].0, square[1].0);
        square[0].0 = [a[0], a[1], b[0], b[1]];
        square[1].0 = [a[2], a[3], b[2], b[3]];
    }
}
