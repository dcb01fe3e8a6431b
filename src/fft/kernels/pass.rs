// SPDX-License-Identifier: MIT OR Apache-2.0
//! One, two or three stages in one sweep over memory, and the last stages of a block in registers.

use super::kernel::Kernel;
use super::lanes::Lanes;
use super::stages::{ACROSS, BEFORE, BEYOND, Table};
use super::table::Tables;

/// Where the words of a frame come from, and where they stay from the first sweep on; the same, or apart.
///
/// Across a frame a register holds consecutive positions; down the columns (`SPLAT`) it holds one position of
/// several frames that lie side by side, position after position, and a factor serves them all.
#[derive(Clone, Copy)]
pub(super) struct Walk {
    pub(super) from: *const i32,
    pub(super) to: *mut i32,
    /// Positions.
    pub(super) len: usize,
}

/// 32-bit words from one position to the next.
pub(super) const fn pitch<K: Kernel, const SPLAT: bool>() -> usize {
    if SPLAT { <K::Lanes as Lanes>::DWORDS } else { K::DWORDS }
}

/// What every pass of a frame shares. If `STRAIGHT` words come and go as they are, but for their form.
pub(super) struct Pass<'a, K: Kernel, const SPLAT: bool, const STRAIGHT: bool> {
    pub(super) kernel: &'a K,
    pub(super) tables: &'a Tables,
    pub(super) walk: Walk,
}

impl<K: Kernel, const SPLAT: bool, const STRAIGHT: bool> Pass<'_, K, SPLAT, STRAIGHT> {
    /// The words at `position` and its successors; with `FIRST` as they come in.
    ///
    /// # Safety
    /// The walk covers them.
    #[inline(always)]
    pub(super) unsafe fn load<const FIRST: bool>(&self, position: usize) -> K::Lanes {
        // In place there is one pointer and not two, which the compiler must be told.
        let at = if FIRST { self.walk.from } else { self.walk.to.cast_const() };
        // SAFETY: the caller's.
        let words = unsafe { K::Lanes::load(at.add(position * pitch::<K, SPLAT>())) };
        if FIRST { self.enter(words) } else { words }
    }

    /// Words as they come from outside, brought into the kernel's form.
    #[inline(always)]
    pub(super) fn enter(&self, words: K::Lanes) -> K::Lanes {
        if STRAIGHT { words.xor(self.kernel.flip()) } else { self.kernel.enter(words) }
    }

    /// Words in the kernel's form, brought into the form the outside knows.
    #[inline(always)]
    pub(super) fn leave(&self, words: K::Lanes) -> K::Lanes {
        if STRAIGHT { words.xor(self.kernel.flip()) } else { self.kernel.leave(words) }
    }

    /// # Safety
    /// The positions, and the factors k …, are within the walk and the tables.
    #[inline(always)]
    pub(super) unsafe fn store(&self, position: usize, words: K::Lanes) {
        // SAFETY: as above.
        unsafe { words.store(self.walk.to.add(position * pitch::<K, SPLAT>())) }
    }

    /// Positions that a register takes along a part of a block.
    const STEP: usize = if SPLAT { 1 } else { K::WORDS };

    /// Registers of a part up to which one loop is faster than one on each side of the quarter.
    const FEW: usize = if <K::Lanes as Lanes>::TERNARY { 8 } else { 1 };

    /// Whether a sweep is the same on both sides of the quarter, or so long that it is not compiled for each.
    #[inline(always)]
    const fn alike<const PARTS: usize>() -> bool {
        K::PAIRED && (K::LONG || PARTS != 4)
    }

    /// A sweep: the log2 of `PARTS` stages from `stage` on.
    ///
    /// # Safety
    /// The walk's words are readable and writable; a block of the stage holds `PARTS` registers or more unless `SPLAT`.
    #[inline(always)]
    pub(super) unsafe fn sweep<const FIRST: bool, const PARTS: usize>(
        &self,
        stage: usize,
        flags: &mut K::Lanes,
    ) {
        let tables = self.tables::<PARTS>(stage);
        let part = self.walk.len >> (stage + PARTS.ilog2() as usize);
        let mut base = 0;
        while base < self.walk.len {
            // SAFETY: base + PARTS·part is at most len.
            unsafe {
                let mut k = 0;
                if !SPLAT && part <= Self::FEW * Self::STEP || Self::alike::<PARTS>() {
                    while k < part {
                        self.part::<FIRST, PARTS, ACROSS>(&tables, base, k, flags);
                        k += Self::STEP;
                    }
                } else {
                    while k < part / 2 {
                        self.part::<FIRST, PARTS, BEFORE>(&tables, base, k, flags);
                        k += Self::STEP;
                    }
                    while k < part {
                        self.part::<FIRST, PARTS, BEYOND>(&tables, base, k, flags);
                        k += Self::STEP;
                    }
                }
            }
            base += PARTS * part;
        }
    }

    /// The tables of a sweep's stages; taken out of the loops by hand, for the compiler leaves a bound to check in them.
    #[inline(always)]
    fn tables<const PARTS: usize>(&self, stage: usize) -> [Table; 4] {
        let last = PARTS.ilog2() as usize - 1;
        [
            self.table(stage),
            self.table(stage + last.min(1)),
            self.table(stage + last.min(2)),
            self.table(stage + last),
        ]
    }

    #[inline(always)]
    fn table(&self, stage: usize) -> Table {
        Table { stage, half: self.walk.len >> (stage + 1), words: self.tables.stage(stage) }
    }

    /// The stages of a block as long as `PARTS` registers, each part in one of them.
    ///
    /// # Safety
    /// The walk has as many words as the registers.
    #[inline(always)]
    pub(super) unsafe fn within<const PARTS: usize>(&self, x: &mut [K::Lanes; PARTS], flags: &mut K::Lanes) {
        // SAFETY: every part is a register, which lies across the quarter in the last stage.
        unsafe { self.stages::<PARTS, ACROSS>(&self.tables::<PARTS>(0), 0, x, flags) }
    }

    /// A sweep's stages at position k of every part of the block at `base`.
    ///
    /// # Safety
    /// The positions, and the factors k …, are within the walk and the tables; `QUARTER` says where k is.
    #[inline(always)]
    unsafe fn part<const FIRST: bool, const PARTS: usize, const QUARTER: u8>(
        &self,
        tables: &[Table; 4],
        base: usize,
        k: usize,
        flags: &mut K::Lanes,
    ) {
        let part = 2 * tables[0].half / PARTS;
        // SAFETY: the caller's k is below part.
        unsafe {
            let mut x = self.gather::<FIRST, PARTS>(base + k, part);
            self.stages::<PARTS, QUARTER>(tables, k, &mut x, flags);
            self.scatter(base + k, part, x);
        }
    }

    /// The words at `position` and its successors, `part` apart.
    ///
    /// # Safety
    /// The positions, and the factors k …, are within the walk and the tables.
    #[inline(always)]
    unsafe fn gather<const FIRST: bool, const PARTS: usize>(
        &self,
        position: usize,
        part: usize,
    ) -> [K::Lanes; PARTS] {
        let mut x = [K::Lanes::splat32(0); PARTS];
        for (j, x) in x.iter_mut().enumerate() {
            // SAFETY: the caller's positions.
            *x = unsafe { self.load::<FIRST>(position + j * part) };
        }
        x
    }

    /// Puts words where `gather` takes them.
    ///
    /// # Safety
    /// The positions, and the factors k …, are within the walk and the tables.
    #[inline(always)]
    unsafe fn scatter<const PARTS: usize>(&self, position: usize, part: usize, x: [K::Lanes; PARTS]) {
        for (j, x) in x.into_iter().enumerate() {
            // SAFETY: the caller's positions.
            unsafe { self.store(position + j * part, x) };
        }
    }
}
