// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a pass asks of a butterfly.

use super::lanes::Lanes;

/// Words of one width in the form that butterflies take them, and their factors.
///
/// Factors come in three kinds. With q a quarter of the block: `plain` takes w(k) for k < q; `turned` takes the same
/// table entry for w(k + q) = −j·w(k); `mixed` takes consecutive k on both sides of q. The table holds −1 in place of
/// the factor 1, which its words cannot hold, and the signs follow from that.
pub(super) trait Form {
    /// The registers it works on.
    type Lanes: Lanes;
    /// 32-bit words that a complex word takes: 1 or 2.
    const DWORDS: usize;
    /// Complex words in a register.
    const WORDS: usize = <Self::Lanes as Lanes>::DWORDS / Self::DWORDS;
    /// Factors as `plain` and `turned` take them.
    type Twiddle: Copy;
    /// Factors as `mixed` takes them.
    type Mixed: Copy;

    /// Factors k, k + 1, … one a word; with `SPLAT` factor k for all words. `half` is the table's stage's.
    ///
    /// # Safety
    /// `table` is the table of a stage of that `half`, k is below half/2, and so are its successors unless `SPLAT`.
    unsafe fn twiddle<const SPLAT: bool>(table: *const i32, half: usize, k: usize) -> Self::Twiddle;

    /// Factors k, k + 1, … one a word.
    ///
    /// # Safety
    /// `table` is the table of a stage of that `half`, and k and its successors are below half.
    unsafe fn mixed_twiddle(table: *const i32, half: usize, k: usize) -> Self::Mixed;

    /// Factor k for all words.
    ///
    /// # Safety
    /// `table` is the table of a stage of that `half`, and k is below half.
    unsafe fn any_twiddle(table: *const i32, half: usize, k: usize) -> Self::Mixed;

    /// Factors k, k + 1, … of an odd block's sums and of its differences, one a word; with `SPLAT` factors k for all words.
    ///
    /// # Safety
    /// `table` is the table of a pair's second stage of that `half`, k is below half, and so are its successors unless `SPLAT`.
    unsafe fn both_twiddles<const SPLAT: bool>(
        table: *const i32,
        half: usize,
        k: usize,
    ) -> [Self::Twiddle; 2];

    /// Words with re and im in each other's place.
    fn exchange(words: Self::Lanes) -> Self::Lanes;
    /// re of `re` and im of `im`.
    fn merge(re: Self::Lanes, im: Self::Lanes) -> Self::Lanes;

    /// What lies between a word and its form in here.
    fn flip(&self) -> Self::Lanes;
    /// Words in the kernel's form, brought into the form the outside knows.
    fn leave(&self, words: Self::Lanes) -> Self::Lanes;
    /// The greater, lane by lane, of `greatest` and the [`Measure`](super::headroom::Measure) of `words` in the
    /// outside's form.
    fn measure(&self, greatest: Self::Lanes, words: Self::Lanes) -> Self::Lanes;
    /// Transposes a square of words.
    fn transpose(square: &mut [Self::Lanes]);
}

/// What takes words in the form of another.
pub(super) trait FormOf {
    /// The other.
    type Other: Form;
    /// The other.
    fn other(&self) -> &Self::Other;
}

impl<T: FormOf> Form for T {
    type Lanes = <T::Other as Form>::Lanes;
    const DWORDS: usize = T::Other::DWORDS;
    type Twiddle = <T::Other as Form>::Twiddle;
    type Mixed = <T::Other as Form>::Mixed;

    #[inline(always)]
    unsafe fn twiddle<const SPLAT: bool>(table: *const i32, half: usize, k: usize) -> Self::Twiddle {
        // SAFETY: the caller's.
        unsafe { T::Other::twiddle::<SPLAT>(table, half, k) }
    }

    #[inline(always)]
    unsafe fn mixed_twiddle(table: *const i32, half: usize, k: usize) -> Self::Mixed {
        // SAFETY: the caller's.
        unsafe { T::Other::mixed_twiddle(table, half, k) }
    }

    #[inline(always)]
    unsafe fn any_twiddle(table: *const i32, half: usize, k: usize) -> Self::Mixed {
        // SAFETY: the caller's.
        unsafe { T::Other::any_twiddle(table, half, k) }
    }

    #[inline(always)]
    unsafe fn both_twiddles<const SPLAT: bool>(
        table: *const i32,
        half: usize,
        k: usize,
    ) -> [Self::Twiddle; 2] {
        // SAFETY: the caller's.
        unsafe { T::Other::both_twiddles::<SPLAT>(table, half, k) }
    }

    #[inline(always)]
    fn exchange(words: Self::Lanes) -> Self::Lanes {
        T::Other::exchange(words)
    }

    #[inline(always)]
    fn merge(re: Self::Lanes, im: Self::Lanes) -> Self::Lanes {
        T::Other::merge(re, im)
    }

    #[inline(always)]
    fn flip(&self) -> Self::Lanes {
        self.other().flip()
    }

    #[inline(always)]
    fn leave(&self, words: Self::Lanes) -> Self::Lanes {
        self.other().leave(words)
    }

    #[inline(always)]
    fn measure(&self, greatest: Self::Lanes, words: Self::Lanes) -> Self::Lanes {
        self.other().measure(greatest, words)
    }

    #[inline(always)]
    fn transpose(square: &mut [Self::Lanes]) {
        T::Other::transpose(square);
    }
}

/// The butterfly of one width of words and one way of rounding, on registers of complex words.
///
/// `stage` counts from 0 and selects shift and range where they differ; `flags` collects what left its range, lane
/// by lane: anything but 0 is an overflow.
pub(super) trait Kernel: Form {
    /// Whether stages go in pairs: radix 2², else radix 2.
    const PAIRED: bool;
    /// Whether a butterfly is so long that the last stages are loops over it.
    const LONG: bool;

    /// Words as they come from outside, brought into the form the kernel works in.
    fn enter(&self, words: Self::Lanes) -> Self::Lanes;

    /// Sums and differences times w.
    fn plain(
        &self,
        stage: usize,
        a: Self::Lanes,
        b: Self::Lanes,
        w: Self::Twiddle,
        flags: &mut Self::Lanes,
    ) -> [Self::Lanes; 2];
    /// Sums and differences times −j·w.
    fn turned(
        &self,
        stage: usize,
        a: Self::Lanes,
        b: Self::Lanes,
        w: Self::Twiddle,
        flags: &mut Self::Lanes,
    ) -> [Self::Lanes; 2];
    /// Sums and differences times w, on both sides of the quarter.
    fn mixed(
        &self,
        stage: usize,
        a: Self::Lanes,
        b: Self::Lanes,
        w: Self::Mixed,
        flags: &mut Self::Lanes,
    ) -> [Self::Lanes; 2];
    /// Sums and differences.
    fn one(&self, stage: usize, a: Self::Lanes, b: Self::Lanes, flags: &mut Self::Lanes) -> [Self::Lanes; 2];
    /// Sums and differences in the last stage of all.
    #[inline(always)]
    fn end(&self, stage: usize, a: Self::Lanes, b: Self::Lanes, flags: &mut Self::Lanes) -> [Self::Lanes; 2] {
        self.one(stage, a, b, flags)
    }
    /// Sums and differences times −j.
    fn minus_j(
        &self,
        stage: usize,
        a: Self::Lanes,
        b: Self::Lanes,
        flags: &mut Self::Lanes,
    ) -> [Self::Lanes; 2];
    /// Sums and differences of a and −j·b, both times factors, which are w and no quarter on.
    fn both(
        &self,
        stage: usize,
        a: Self::Lanes,
        b: Self::Lanes,
        w: [Self::Twiddle; 2],
        flags: &mut Self::Lanes,
    ) -> [Self::Lanes; 2];
    /// Sums and differences of a and −j·b.
    #[inline(always)]
    fn cross(
        &self,
        stage: usize,
        a: Self::Lanes,
        b: Self::Lanes,
        flags: &mut Self::Lanes,
    ) -> [Self::Lanes; 2] {
        crossed::<Self>(self.one(stage, a, Self::exchange(b), flags))
    }
    /// Sums and differences of a and −j·b in the last stage of all.
    #[inline(always)]
    fn end_cross(
        &self,
        stage: usize,
        a: Self::Lanes,
        b: Self::Lanes,
        flags: &mut Self::Lanes,
    ) -> [Self::Lanes; 2] {
        crossed::<Self>(self.end(stage, a, Self::exchange(b), flags))
    }
}

/// −j(x + jy) = y − jx: with re and im of b exchanged the sum has re of a − j·b and the difference its im; a + j·b has the rest.
#[inline(always)]
fn crossed<F: Form + ?Sized>([sum, dif]: [F::Lanes; 2]) -> [F::Lanes; 2] {
    [F::merge(sum, dif), F::merge(dif, sum)]
}
