// SPDX-License-Identifier: MIT OR Apache-2.0
//! One to four stages of words in registers, one part of a block in each.

use super::kernel::Kernel;
use super::pass::Pass;

/// Where factors lie in the last stage of a sweep: on both sides of the quarter of its block, before it or beyond.
pub(super) const ACROSS: u8 = 0;
pub(super) const BEFORE: u8 = 1;
pub(super) const BEYOND: u8 = 2;

/// The factors of a stage.
#[derive(Clone, Copy)]
pub(super) struct Table {
    pub(super) stage: usize,
    pub(super) half: usize,
    pub(super) words: *const i32,
}

impl<K: Kernel, const SPLAT: bool, const STRAIGHT: bool> Pass<'_, K, SPLAT, STRAIGHT> {
    /// The log2 of `PARTS` stages at position k of every part.
    ///
    /// # Safety
    /// As for [`part`](Self::part).
    #[inline(always)]
    pub(super) unsafe fn stages<const PARTS: usize, const QUARTER: u8>(
        &self,
        tables: &[Table; 4],
        k: usize,
        x: &mut [K::Lanes; PARTS],
        flags: &mut K::Lanes,
    ) {
        let [first, second, third, _] = *tables;
        // SAFETY: the caller's.
        unsafe {
            if K::PAIRED {
                return self.pairs::<PARTS, QUARTER>(tables, k, x, flags);
            }
            match PARTS {
                2 => self.last::<QUARTER>(first, k, x, flags),
                4 => self.four::<QUARTER>([first, second], k, x, flags),
                8 => self.eight::<QUARTER>([first, second, third], k, x, flags),
                _ => self.sixteen::<QUARTER>(tables, k, x, flags),
            }
        }
    }

    /// Four stages at position k of sixteen parts.
    ///
    /// # Safety
    /// As for [`part`](Self::part).
    #[inline(always)]
    unsafe fn sixteen<const QUARTER: u8>(
        &self,
        tables: &[Table; 4],
        k: usize,
        x: &mut [K::Lanes],
        flags: &mut K::Lanes,
    ) {
        // SAFETY: the caller's.
        unsafe {
            for j in 0..4 {
                self.leading(tables[0], k + j * tables[0].half / 8, j, x, flags);
            }
            let tables = [tables[1], tables[2], tables[3]];
            self.eight::<QUARTER>(tables, k, &mut x[..8], flags);
            self.eight::<QUARTER>(tables, k, &mut x[8..], flags);
        }
    }

    /// Three stages at position k of eight parts.
    ///
    /// # Safety
    /// As for [`part`](Self::part).
    #[inline(always)]
    unsafe fn eight<const QUARTER: u8>(
        &self,
        tables: [Table; 3],
        k: usize,
        x: &mut [K::Lanes],
        flags: &mut K::Lanes,
    ) {
        // SAFETY: the caller's.
        unsafe {
            self.leading(tables[0], k, 0, x, flags);
            self.leading(tables[0], k + tables[0].half / 4, 1, x, flags);
            let tables = [tables[1], tables[2]];
            self.four::<QUARTER>(tables, k, &mut x[..4], flags);
            self.four::<QUARTER>(tables, k, &mut x[4..], flags);
        }
    }

    /// Two stages at position k of four parts.
    ///
    /// # Safety
    /// As for [`part`](Self::part).
    #[inline(always)]
    unsafe fn four<const QUARTER: u8>(
        &self,
        tables: [Table; 2],
        k: usize,
        x: &mut [K::Lanes],
        flags: &mut K::Lanes,
    ) {
        // SAFETY: the caller's.
        unsafe {
            self.leading(tables[0], k, 0, x, flags);
            self.last::<QUARTER>(tables[1], k, &mut x[..2], flags);
            self.last::<QUARTER>(tables[1], k, &mut x[2..], flags);
        }
    }

    /// A stage that is not a sweep's last, at factor k, which is that of part j: a quarter on it serves again.
    ///
    /// # Safety
    /// Factors k … are below a quarter of the stage's block, and j below a quarter of `x`.
    #[inline(always)]
    pub(super) unsafe fn leading(
        &self,
        Table { stage, half, words }: Table,
        k: usize,
        j: usize,
        x: &mut [K::Lanes],
        flags: &mut K::Lanes,
    ) {
        let quarter = x.len() / 4;
        // SAFETY: the caller's.
        let w = unsafe { K::twiddle::<SPLAT>(words, half, k) };
        let (low, high) = (j, j + 2 * quarter);
        [x[low], x[high]] = self.kernel.plain(stage, x[low], x[high], w, flags);
        let (low, high) = (low + quarter, high + quarter);
        [x[low], x[high]] = self.kernel.turned(stage, x[low], x[high], w, flags);
    }

    /// The last stage of a sweep: in it k runs through the whole half.
    ///
    /// # Safety
    /// As for [`part`](Self::part).
    #[inline(always)]
    pub(super) unsafe fn last<const QUARTER: u8>(
        &self,
        Table { stage, half, words }: Table,
        k: usize,
        x: &mut [K::Lanes],
        flags: &mut K::Lanes,
    ) {
        // SAFETY: k is below half, and so are its successors, or as near to the quarter as `QUARTER` says.
        unsafe {
            let [a, b] = [x[0], x[1]];
            [x[0], x[1]] = match QUARTER {
                ACROSS if SPLAT => self.kernel.mixed(stage, a, b, K::any_twiddle(words, half, k), flags),
                ACROSS => self.kernel.mixed(stage, a, b, K::mixed_twiddle(words, half, k), flags),
                BEFORE => self.kernel.plain(stage, a, b, K::twiddle::<SPLAT>(words, half, k), flags),
                _ => self.kernel.turned(stage, a, b, K::twiddle::<SPLAT>(words, half, k - half / 2), flags),
            };
        }
    }
}
