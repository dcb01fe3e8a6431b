// SPDX-License-Identifier: MIT OR Apache-2.0
//! One, two or three stages in one sweep over memory, and the last stages of a block in registers.

use super::kernel::Kernel;
use super::lanes::Lanes;
use super::table::Tables;

/// Where the words are: positions 0 to `len` − 1, each `pitch` 32-bit words after the one before.
///
/// Across a frame a register holds consecutive positions; down the columns (`SPLAT`) it holds one position of
/// several frames that lie side by side, and a factor serves them all.
#[derive(Clone, Copy)]
pub(super) struct Walk {
    pub(super) from: *const i32,
    pub(super) from_pitch: usize,
    pub(super) to: *mut i32,
    pub(super) to_pitch: usize,
    pub(super) len: usize,
}

/// What every pass of a frame shares.
pub(super) struct Pass<'a, K: Kernel, const SPLAT: bool> {
    pub(super) kernel: &'a K,
    pub(super) tables: &'a Tables,
    pub(super) walk: Walk,
}

impl<K: Kernel, const SPLAT: bool> Pass<'_, K, SPLAT> {
    /// # Safety
    /// The positions, and the factors k …, are within the walk and the tables.
    #[inline(always)]
    pub(super) unsafe fn load<const FIRST: bool>(&self, position: usize) -> K::Lanes {
        // SAFETY: positions are below `len`, which the caller's pointers cover.
        let words = unsafe { K::Lanes::load(self.walk.from.add(position * self.walk.from_pitch)) };
        if FIRST { self.kernel.enter(words) } else { words }
    }

    /// # Safety
    /// The positions, and the factors k …, are within the walk and the tables.
    #[inline(always)]
    pub(super) unsafe fn store(&self, position: usize, words: K::Lanes) {
        // SAFETY: as above.
        unsafe { words.store(self.walk.to.add(position * self.walk.to_pitch)) }
    }

    /// Positions that a register takes along a part of a block.
    const STEP: usize = if SPLAT { 1 } else { K::WORDS };

    /// The last stage of a pass: in it k runs through the whole half.
    ///
    /// # Safety
    /// The positions, and the factors k …, are within the walk and the tables.
    #[inline(always)]
    unsafe fn last(
        &self,
        Table { stage, half, words }: Table,
        k: usize,
        [a, b]: [K::Lanes; 2],
        flags: &mut K::Lanes,
    ) -> [K::Lanes; 2] {
        // SAFETY: k is below half, and so are its successors.
        unsafe {
            if !SPLAT {
                self.kernel.mixed(stage, a, b, K::mixed_twiddle(words, half, k), flags)
            } else if k < half / 2 {
                self.kernel.plain(stage, a, b, K::twiddle::<true>(words, half, k), flags)
            } else {
                self.kernel.turned(stage, a, b, K::twiddle::<true>(words, half, k - half / 2), flags)
            }
        }
    }

    /// The table of a stage; taken out of the loops by hand, for the compiler leaves a bound to check in them.
    #[inline(always)]
    fn table(&self, stage: usize) -> Table {
        Table { stage, half: self.walk.len >> (stage + 1), words: self.tables.stage(stage) }
    }

    /// Stage `stage` alone.
    ///
    /// # Safety
    /// The walk's words are readable and writable; a block of the stage holds two registers or more unless `SPLAT`.
    #[inline(always)]
    pub(super) unsafe fn one<const FIRST: bool>(&self, stage: usize, flags: &mut K::Lanes) {
        let table = self.table(stage);
        let half = table.half;
        let mut base = 0;
        while base < self.walk.len {
            let mut k = 0;
            while k < half {
                // SAFETY: base + 2·half is at most len.
                unsafe {
                    let x = self.gather::<FIRST, 2>(base + k, half);
                    let x = self.last(table, k, x, flags);
                    self.scatter(base + k, half, x);
                }
                k += Self::STEP;
            }
            base += 2 * half;
        }
    }

    /// Stages `stage` and its successor.
    ///
    /// # Safety
    /// As [`one`](Self::one), four registers a block.
    #[inline(always)]
    pub(super) unsafe fn two<const FIRST: bool>(&self, stage: usize, flags: &mut K::Lanes) {
        let tables = [self.table(stage), self.table(stage + 1)];
        let part = tables[1].half;
        let mut base = 0;
        while base < self.walk.len {
            let mut k = 0;
            while k < part {
                // SAFETY: base + 4·part is at most len; k is below a quarter of the block.
                unsafe {
                    let mut x = self.gather::<FIRST, 4>(base + k, part);
                    self.cross(tables, k, &mut x, flags);
                    self.scatter(base + k, part, x);
                }
                k += Self::STEP;
            }
            base += 4 * part;
        }
    }

    /// Stages `stage` and its two successors.
    ///
    /// # Safety
    /// As [`one`](Self::one), eight registers a block.
    #[inline(always)]
    pub(super) unsafe fn three<const FIRST: bool>(&self, stage: usize, flags: &mut K::Lanes) {
        let first = self.table(stage);
        let tables = [self.table(stage + 1), self.table(stage + 2)];
        let part = tables[1].half;
        let mut base = 0;
        while base < self.walk.len {
            let mut k = 0;
            while k < part {
                // SAFETY: base + 8·part is at most len; k + part is below a quarter of the block.
                unsafe {
                    let mut x = self.gather::<FIRST, 8>(base + k, part);
                    let w = K::twiddle::<SPLAT>(first.words, first.half, k);
                    [x[0], x[4]] = self.kernel.plain(stage, x[0], x[4], w, flags);
                    [x[2], x[6]] = self.kernel.turned(stage, x[2], x[6], w, flags);
                    let w = K::twiddle::<SPLAT>(first.words, first.half, k + part);
                    [x[1], x[5]] = self.kernel.plain(stage, x[1], x[5], w, flags);
                    [x[3], x[7]] = self.kernel.turned(stage, x[3], x[7], w, flags);
                    self.cross(tables, k, &mut x[..4], flags);
                    self.cross(tables, k, &mut x[4..], flags);
                    self.scatter(base + k, part, x);
                }
                k += Self::STEP;
            }
            base += 8 * part;
        }
    }

    /// Two stages at position k of four parts.
    ///
    /// # Safety
    /// The positions, and the factors k …, are within the walk and the tables.
    #[inline(always)]
    unsafe fn cross(&self, tables: [Table; 2], k: usize, x: &mut [K::Lanes], flags: &mut K::Lanes) {
        let Table { stage, half, words } = tables[0];
        // SAFETY: the caller's k is below a quarter of the stage's block.
        unsafe {
            let w = K::twiddle::<SPLAT>(words, half, k);
            [x[0], x[2]] = self.kernel.plain(stage, x[0], x[2], w, flags);
            [x[1], x[3]] = self.kernel.turned(stage, x[1], x[3], w, flags);
            [x[0], x[1]] = self.last(tables[1], k, [x[0], x[1]], flags);
            [x[2], x[3]] = self.last(tables[1], k, [x[2], x[3]], flags);
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

/// The factors of a stage.
#[derive(Clone, Copy)]
struct Table {
    stage: usize,
    half: usize,
    words: *const i32,
}
