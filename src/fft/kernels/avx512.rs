// SPDX-License-Identifier: MIT OR Apache-2.0
//! Registers of 512 bits: x86-64 with AVX-512 F, BW and VL, and with VNNI if there is.

#[allow(clippy::wildcard_imports, reason = "intrinsics carry their own prefix")]
use std::arch::x86_64::*;

use std::arch::asm;

use super::intrinsic::{binary, shift};
use super::lanes::Lanes;

/// A register of AVX-512; with `VNNI` products are added as they are made.
#[derive(Clone, Copy)]
pub(super) struct Avx512<const VNNI: bool>(__m512i);

/// Neighbouring 32-bit lanes in each other's place.
const SWAPPED: i32 = 0b10_11_00_01;

/// The high half of every 32-bit lane.
const HIGH_HALVES: i32 = 0xFFFF_0000_u32.cast_signed();

impl<const VNNI: bool> Lanes for Avx512<VNNI> {
    const DWORDS: usize = 16;
    const TERNARY: bool = true;

    binary! {
        and: _mm512_and_si512;
        or: _mm512_or_si512;
        xor: _mm512_xor_si512;
        sub16: _mm512_sub_epi16;
        sub16_floor0: _mm512_subs_epu16;
        mean16: mean16;
        bytes: _mm512_shuffle_epi8;
        dot16: _mm512_madd_epi16;
        add32: _mm512_add_epi32;
        sub32: _mm512_sub_epi32;
        min32: _mm512_min_epi32;
        max32: _mm512_max_epi32;
        max_unsigned32: _mm512_max_epu32;
        add64: _mm512_add_epi64;
        sub64: _mm512_sub_epi64;
        mul64: _mm512_mul_epi32;
    }

    shift! {
        left32: _mm512_sll_epi32;
        right32: _mm512_srl_epi32;
        right32_signed: _mm512_sra_epi32;
        left64: _mm512_sll_epi64;
        right64: _mm512_srl_epi64;
        right64_signed: _mm512_sra_epi64;
    }

    #[inline(always)]
    unsafe fn load(from: *const i32) -> Self {
        // SAFETY: the caller's words are readable.
        Self(unsafe { _mm512_loadu_si512(from.cast()) })
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut i32) {
        // SAFETY: the caller's words are writable.
        unsafe { _mm512_storeu_si512(to.cast(), self.0) }
    }

    #[inline(always)]
    fn splat32(value: i32) -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe { _mm512_set1_epi32(value) })
    }

    #[inline(always)]
    fn splat64(value: i64) -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe { _mm512_set1_epi64(value) })
    }

    #[inline(always)]
    fn is_zero(self) -> bool {
        // SAFETY: as in `binary`.
        unsafe { _mm512_test_epi32_mask(self.0, self.0) == 0 }
    }

    #[inline(always)]
    fn without(self, other: Self) -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe { _mm512_andnot_si512(other.0, self.0) })
    }

    #[inline(always)]
    fn add_dot16(sum: Self, a: Self, w: Self) -> Self {
        // SAFETY: as in `binary`; with VNNI it has been detected too.
        if VNNI { Self(unsafe { add_dot16(sum.0, a.0, w.0) }) } else { sum.add32(a.dot16(w)) }
    }

    #[inline(always)]
    fn merge16(self, odd: Self) -> Self {
        // SAFETY: as in `binary`. The table 0xD8 takes the second where the third is set, else the first.
        Self(unsafe { _mm512_ternarylogic_epi32::<0xD8>(self.0, odd.0, Self::splat32(HIGH_HALVES).0) })
    }

    #[inline(always)]
    fn merge16_not(self, odd: Self) -> Self {
        // SAFETY: as in `binary`. The table 0x72 is 0xD8 with the second complemented.
        Self(unsafe { _mm512_ternarylogic_epi32::<0x72>(self.0, odd.0, Self::splat32(HIGH_HALVES).0) })
    }

    #[inline(always)]
    fn places() -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe {
            _mm512_broadcast_i32x4(_mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
        })
    }

    #[inline(always)]
    fn swap16(self) -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe { _mm512_rol_epi32::<16>(self.0) })
    }

    #[inline(always)]
    fn above32(self, other: Self) -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe { _mm512_maskz_set1_epi32(_mm512_cmpgt_epi32_mask(self.0, other.0), -1) })
    }

    #[inline(always)]
    fn equal32(self, other: Self) -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe { _mm512_maskz_set1_epi32(_mm512_cmpeq_epi32_mask(self.0, other.0), -1) })
    }

    #[inline(always)]
    fn above64(self, other: Self) -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe { _mm512_maskz_set1_epi64(_mm512_cmpgt_epi64_mask(self.0, other.0), -1) })
    }

    #[inline(always)]
    fn norm32(self) -> Self {
        // SAFETY: as in `binary`.
        unsafe {
            let x = _mm512_cvtepi32_ps(self.0);
            let squares = _mm512_mul_ps(x, x);
            let swapped = _mm512_permute_ps::<SWAPPED>(squares);
            Self(_mm512_castps_si512(_mm512_add_ps(squares, swapped)))
        }
    }

    #[inline(always)]
    fn merge32(self, odd: Self) -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe { _mm512_mask_blend_epi32(0xAAAA, self.0, odd.0) })
    }

    #[inline(always)]
    fn high32(self, odd: Self) -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe { _mm512_mask_shuffle_epi32::<SWAPPED>(odd.0, 0x5555, self.0) })
    }

    #[inline(always)]
    fn low32(self, odd: Self) -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe { _mm512_mask_shuffle_epi32::<SWAPPED>(self.0, 0xAAAA, odd.0) })
    }

    #[inline(always)]
    fn even_where_0(self, rest: Self) -> Self {
        // SAFETY: as in `binary`.
        unsafe {
            let ties = _mm512_testn_epi32_mask(rest.0, rest.0);
            Self(_mm512_mask_andnot_epi32(self.0, ties, Self::splat32(1).0, self.0))
        }
    }

    #[inline(always)]
    fn swap32(self) -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe { _mm512_shuffle_epi32::<SWAPPED>(self.0) })
    }

    #[inline(always)]
    fn transpose32(square: &mut [Self]) {
        for i in [0, 2, 4, 6, 8, 10, 12, 14] {
            let (a, b) = (square[i].0, square[i + 1].0);
            // SAFETY: as in `binary`.
            unsafe {
                square[i] = Self(_mm512_unpacklo_epi32(a, b));
                square[i + 1] = Self(_mm512_unpackhi_epi32(a, b));
            }
        }
        for i in [0, 4, 8, 12] {
            let [a, b, c, d] = [square[i].0, square[i + 1].0, square[i + 2].0, square[i + 3].0];
            // SAFETY: as in `binary`.
            unsafe {
                square[i] = Self(_mm512_unpacklo_epi64(a, c));
                square[i + 1] = Self(_mm512_unpackhi_epi64(a, c));
                square[i + 2] = Self(_mm512_unpacklo_epi64(b, d));
                square[i + 3] = Self(_mm512_unpackhi_epi64(b, d));
            }
        }
        for first in 0..4 {
            exchange_quarters(square, first, 4);
        }
    }

    #[inline(always)]
    fn transpose64(square: &mut [Self]) {
        for i in [0, 2, 4, 6] {
            let (a, b) = (square[i].0, square[i + 1].0);
            // SAFETY: as in `binary`.
            unsafe {
                square[i] = Self(_mm512_unpacklo_epi64(a, b));
                square[i + 1] = Self(_mm512_unpackhi_epi64(a, b));
            }
        }
        for first in 0..2 {
            exchange_quarters(square, first, 2);
        }
    }
}

/// The mean of unsigned 16-bit lanes. In the compiler's eyes the intrinsic is a sum of 32-bit lanes, which it takes
/// apart where two meet; three times as many instructions come of it.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn mean16(a: __m512i, b: __m512i) -> __m512i {
    let mean;
    // SAFETY: one instruction of AVX-512 BW on registers.
    unsafe {
        asm!(
            "vpavgw {}, {}, {}",
            lateout(zmm_reg) mean,
            in(zmm_reg) a,
            in(zmm_reg) b,
            options(pure, nomem, nostack, preserves_flags)
        );
    }
    mean
}

/// sum + a·w. The compiler splits the intrinsic in two where it hopes to shorten a chain; here throughput counts.
#[inline]
#[target_feature(enable = "avx512f,avx512vnni")]
fn add_dot16(mut sum: __m512i, a: __m512i, w: __m512i) -> __m512i {
    // SAFETY: one instruction of AVX-512 VNNI on registers.
    unsafe {
        asm!(
            "vpdpwssd {}, {}, {}",
            inout(zmm_reg) sum,
            in(zmm_reg) a,
            in(zmm_reg) w,
            options(pure, nomem, nostack, preserves_flags)
        );
    }
    sum
}

/// Transposes the 128-bit quarters of registers `first`, `first + step`, … `first + 3·step`.
#[inline(always)]
fn exchange_quarters<const VNNI: bool>(square: &mut [Avx512<VNNI>], first: usize, step: usize) {
    let at = |i| first + i * step;
    let [a, b, c, d] = [square[at(0)].0, square[at(1)].0, square[at(2)].0, square[at(3)].0];
    // SAFETY: as in `binary`.
    unsafe {
        let (ab_low, ab_high) = (_mm512_shuffle_i32x4::<0x44>(a, b), _mm512_shuffle_i32x4::<0xEE>(a, b));
        let (cd_low, cd_high) = (_mm512_shuffle_i32x4::<0x44>(c, d), _mm512_shuffle_i32x4::<0xEE>(c, d));
        square[at(0)] = Avx512(_mm512_shuffle_i32x4::<0x88>(ab_low, cd_low));
        square[at(1)] = Avx512(_mm512_shuffle_i32x4::<0xDD>(ab_low, cd_low));
        square[at(2)] = Avx512(_mm512_shuffle_i32x4::<0x88>(ab_high, cd_high));
        square[at(3)] = Avx512(_mm512_shuffle_i32x4::<0xDD>(ab_high, cd_high));
    }
}
