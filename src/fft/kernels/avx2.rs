// SPDX-License-Identifier: MIT OR Apache-2.0
//! Registers of 256 bits: x86-64 with AVX2.

#[allow(clippy::wildcard_imports, reason = "intrinsics carry their own prefix")]
use std::arch::x86_64::*;

use std::arch::asm;

use super::intrinsic::{binary, shift};
use super::lanes::Lanes;

/// A register of AVX2.
#[derive(Clone, Copy)]
pub(super) struct Avx2(__m256i);

impl Lanes for Avx2 {
    const DWORDS: usize = 8;
    const TERNARY: bool = false;

    binary! {
        and: _mm256_and_si256;
        or: _mm256_or_si256;
        xor: _mm256_xor_si256;
        sub16: _mm256_sub_epi16;
        sub16_floor0: _mm256_subs_epu16;
        sub16_of_two: sub16_of_two;
        mean16: mean16;
        bytes: _mm256_shuffle_epi8;
        dot16: _mm256_madd_epi16;
        add32: _mm256_add_epi32;
        sub32: _mm256_sub_epi32;
        min32: _mm256_min_epi32;
        max32: _mm256_max_epi32;
        max_unsigned32: _mm256_max_epu32;
        above32: _mm256_cmpgt_epi32;
        equal32: _mm256_cmpeq_epi32;
        add64: _mm256_add_epi64;
        sub64: _mm256_sub_epi64;
        mul64: _mm256_mul_epi32;
        above64: _mm256_cmpgt_epi64;
    }

    shift! {
        left32: _mm256_sll_epi32;
        right32: _mm256_srl_epi32;
        right32_signed: _mm256_sra_epi32;
        left64: _mm256_sll_epi64;
        right64: _mm256_srl_epi64;
    }

    #[inline(always)]
    unsafe fn load(from: *const i32) -> Self {
        // SAFETY: the caller's words are readable.
        Self(unsafe { _mm256_loadu_si256(from.cast()) })
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut i32) {
        // SAFETY: the caller's words are writable.
        unsafe { _mm256_storeu_si256(to.cast(), self.0) }
    }

    #[inline(always)]
    fn splat32(value: i32) -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe { _mm256_set1_epi32(value) })
    }

    #[inline(always)]
    fn splat64(value: i64) -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe { _mm256_set1_epi64x(value) })
    }

    #[inline(always)]
    fn is_zero(self) -> bool {
        // SAFETY: as in `binary`.
        unsafe { _mm256_testz_si256(self.0, self.0) == 1 }
    }

    #[inline(always)]
    fn without(self, other: Self) -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe { _mm256_andnot_si256(other.0, self.0) })
    }

    #[inline(always)]
    fn merge16(self, odd: Self) -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe { _mm256_blend_epi16::<0b1010_1010>(self.0, odd.0) })
    }

    #[inline(always)]
    fn merge16_not(self, odd: Self) -> Self {
        self.merge16(odd.xor(Self::splat32(-1)))
    }

    #[inline(always)]
    fn places() -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe {
            _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
        })
    }

    #[inline(always)]
    fn swap16(self) -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe {
            _mm256_shufflehi_epi16::<0b10_11_00_01>(_mm256_shufflelo_epi16::<0b10_11_00_01>(self.0))
        })
    }

    #[inline(always)]
    fn norm32(self) -> Self {
        // SAFETY: as in `binary`.
        unsafe {
            let x = _mm256_cvtepi32_ps(self.0);
            let squares = _mm256_mul_ps(x, x);
            let swapped = _mm256_permute_ps::<0b10_11_00_01>(squares);
            Self(_mm256_castps_si256(_mm256_add_ps(squares, swapped)))
        }
    }

    #[inline(always)]
    fn merge32(self, odd: Self) -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe { _mm256_blend_epi32::<0b1010_1010>(self.0, odd.0) })
    }

    #[inline(always)]
    fn swap32(self) -> Self {
        // SAFETY: as in `binary`.
        Self(unsafe { _mm256_shuffle_epi32::<0b10_11_00_01>(self.0) })
    }

    #[inline(always)]
    fn transpose32(square: &mut [Self]) {
        // Pairs of dwords, pairs of qwords, then the 128-bit halves.
        for i in [0, 2, 4, 6] {
            let (a, b) = (square[i].0, square[i + 1].0);
            // SAFETY: as in `binary`.
            unsafe {
                square[i] = Self(_mm256_unpacklo_epi32(a, b));
                square[i + 1] = Self(_mm256_unpackhi_epi32(a, b));
            }
        }
        for i in [0, 4] {
            let [a, b, c, d] = [square[i].0, square[i + 1].0, square[i + 2].0, square[i + 3].0];
            // SAFETY: as in `binary`.
            unsafe {
                square[i] = Self(_mm256_unpacklo_epi64(a, c));
                square[i + 1] = Self(_mm256_unpackhi_epi64(a, c));
                square[i + 2] = Self(_mm256_unpacklo_epi64(b, d));
                square[i + 3] = Self(_mm256_unpackhi_epi64(b, d));
            }
        }
        exchange_halves(square, 4);
    }

    #[inline(always)]
    fn transpose64(square: &mut [Self]) {
        for i in [0, 2] {
            let (a, b) = (square[i].0, square[i + 1].0);
            // SAFETY: as in `binary`.
            unsafe {
                square[i] = Self(_mm256_unpacklo_epi64(a, b));
                square[i + 1] = Self(_mm256_unpackhi_epi64(a, b));
            }
        }
        exchange_halves(square, 2);
    }
}

/// Functions of two registers that the compiler must not take apart.
macro_rules! opaque {
    ($(#[$attribute:meta])* $name:ident, $instruction:literal) => {
        $(#[$attribute])*
        #[inline]
        #[target_feature(enable = "avx2")]
        fn $name(a: __m256i, b: __m256i) -> __m256i {
            let result;
            // SAFETY: one instruction of AVX2 on registers.
            unsafe {
                asm!(
                    concat!($instruction, " {}, {}, {}"),
                    lateout(ymm_reg) result,
                    in(ymm_reg) a,
                    in(ymm_reg) b,
                    options(pure, nomem, nostack, preserves_flags)
                );
            }
            result
        }
    };
}

opaque! {
    /// The mean of unsigned 16-bit lanes. In the compiler's eyes the intrinsic is a sum of 32-bit lanes, which it takes
    /// apart where two meet; three times as many instructions come of it.
    mean16, "vpavgw"
}

opaque! {
    /// A difference of two differences; the compiler would begin with a sum of the four.
    sub16_of_two, "vpsubw"
}

/// Exchanges the high 128 bits of register i with the low ones of register i + `half`.
#[inline(always)]
fn exchange_halves(square: &mut [Avx2], half: usize) {
    for i in 0..half {
        let (a, b) = (square[i].0, square[i + half].0);
        // SAFETY: as in `binary`.
        unsafe {
            square[i] = Avx2(_mm256_permute2x128_si256::<0x20>(a, b));
            square[i + half] = Avx2(_mm256_permute2x128_si256::<0x31>(a, b));
        }
    }
}
