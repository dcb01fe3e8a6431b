// SPDX-License-Identifier: MIT OR Apache-2.0
//! A register of the machine: the few operations that the kernels are written in.

/// A vector register. Its bits are 16-, 32- or 64-bit lanes as each operation says; sums wrap.
///
/// A complex word of 16-bit components is one 32-bit lane, re in the low half; one of 32-bit components is one
/// 64-bit lane, re in the low half.
///
/// Implementations are zero-cost wrappers of the intrinsics. Every method must be inlined into a function
/// compiled for the instruction set, which the macro `doors!` guarantees by having no other callers.
pub(super) trait Lanes: Copy {
    /// 32-bit lanes in the register.
    const DWORDS: usize;
    /// Whether one instruction combines the bits of three registers in any way.
    const TERNARY: bool;

    /// Reads `DWORDS` words.
    ///
    /// # Safety
    /// They must be readable; no alignment is asked for.
    unsafe fn load(from: *const i32) -> Self;
    /// Writes `DWORDS` words.
    ///
    /// # Safety
    /// They must be writable; no alignment is asked for.
    unsafe fn store(self, to: *mut i32);
    /// `value` in every 32-bit lane.
    fn splat32(value: i32) -> Self;
    /// `value` in every 64-bit lane.
    fn splat64(value: i64) -> Self;
    /// Transposes a square of 32-bit lanes: `DWORDS` registers.
    fn transpose32(square: &mut [Self]);
    /// Transposes a square of 64-bit lanes: `DWORDS / 2` registers.
    fn transpose64(square: &mut [Self]);

    /// Whether every bit is 0.
    fn is_zero(self) -> bool;
    fn and(self, other: Self) -> Self;
    fn or(self, other: Self) -> Self;
    fn xor(self, other: Self) -> Self;
    /// `self & !other`.
    fn without(self, other: Self) -> Self;

    fn sub16(self, other: Self) -> Self;
    /// As [`sub16`](Self::sub16), of two differences; never taken apart.
    #[inline(always)]
    fn sub16_of_two(self, other: Self) -> Self {
        self.sub16(other)
    }
    /// Unsigned difference of 16-bit lanes, not below 0.
    fn sub16_floor0(self, other: Self) -> Self;
    /// Unsigned mean of 16-bit lanes, halves rounded up.
    fn mean16(self, other: Self) -> Self;
    /// re·re + im·im of 16-bit components, signed, in 32 bits.
    fn dot16(self, other: Self) -> Self;
    /// sum + a·w in 32 bits.
    #[inline(always)]
    fn add_dot16(sum: Self, a: Self, w: Self) -> Self {
        sum.add32(a.dot16(w))
    }
    /// sum + a·w + b·w in 32 bits.
    #[inline(always)]
    fn add_dots16(sum: Self, a: Self, b: Self, w: Self) -> Self {
        Self::add_dot16(Self::add_dot16(sum, a, w), b, w)
    }
    /// Low 16 bits of every 32 from `self`, high ones from `odd`.
    fn merge16(self, odd: Self) -> Self;
    /// As `merge16`, of the complement of `odd`.
    fn merge16_not(self, odd: Self) -> Self;
    /// Exchanges the halves of every 32-bit lane.
    fn swap16(self) -> Self;
    /// The bytes at `places`, which stay within 16 bytes.
    fn bytes(self, places: Self) -> Self;
    /// Every byte's own place.
    fn places() -> Self;

    fn add32(self, other: Self) -> Self;
    fn sub32(self, other: Self) -> Self;
    fn min32(self, other: Self) -> Self;
    fn max32(self, other: Self) -> Self;
    fn max_unsigned32(self, other: Self) -> Self;
    /// All ones where `self > other`, signed.
    fn above32(self, other: Self) -> Self;
    fn left32(self, bits: u32) -> Self;
    fn right32(self, bits: u32) -> Self;
    fn right32_signed(self, bits: u32) -> Self;
    /// re·re + im·im of 32-bit components as the bits of an f32, in both halves of every 64-bit lane; every step rounds.
    fn norm32(self) -> Self;
    /// Low 32 bits of every 64 from `self`, high ones from `odd`.
    fn merge32(self, odd: Self) -> Self;
    /// The high halves of 64-bit lanes, those of `odd` high.
    #[inline(always)]
    fn high32(self, odd: Self) -> Self {
        self.right64(32).merge32(odd)
    }
    /// The low halves of 64-bit lanes, those of `odd` high.
    #[inline(always)]
    fn low32(self, odd: Self) -> Self {
        self.merge32(odd.left64(32))
    }
    /// 32-bit lanes made even where `rest` is 0.
    #[inline(always)]
    fn even_where_0(self, rest: Self) -> Self {
        self.without(rest.equal32(Self::splat32(0)).and(Self::splat32(1)))
    }
    /// Exchanges the halves of every 64-bit lane.
    fn swap32(self) -> Self;

    fn add64(self, other: Self) -> Self;
    fn sub64(self, other: Self) -> Self;
    /// Product of the low halves of 64-bit lanes, signed.
    fn mul64(self, other: Self) -> Self;
    /// All ones where `self > other`, signed.
    fn above64(self, other: Self) -> Self;
    fn left64(self, bits: u32) -> Self;
    fn right64(self, bits: u32) -> Self;
    #[inline(always)]
    fn right64_signed(self, bits: u32) -> Self {
        // With the sign turned into an offset the logical shift serves.
        let offset = Self::splat64(i64::MIN);
        self.xor(offset).right64(bits).sub64(offset.right64(bits))
    }
    /// All ones in 32-bit lanes that equal `other`'s.
    fn equal32(self, other: Self) -> Self;
}
