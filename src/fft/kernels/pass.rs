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
    #[inline(always)]
    pub(super) unsafe fn load<const FIRST: bool>(&self, position: usize) -> K::Lanes {
        // SAFETY: positions are below `len`, which the caller's pointers cover.
        let words = unsafe { K::Lanes::load(self.walk.from.add(position * self.walk.from_pitch)) };
        if FIRST { self.kernel.enter(words) } else { words }
    }

    #[inline(always)]
    pub(super) unsafe fn store(&self, position: usize, words: K::Lanes) {
        // SAFETY: as above.
        unsafe { words.store(self.walk.to.add(position * self.walk.to_pitch)) }
    }

    /// Positions that a register takes along a part of a block.
    const STEP: usize = if SPLAT { 1 } else { K::WORDS };

    /// The last stage of a pass: in it k runs through the whole half.
    #[inline(always)]
    unsafe fn last(
        &self,
        stage: usize,
        half: usize,
        k: usize,
        [a, b]: [K::Lanes; 2],
        flags: &mut K::Lanes,
    ) -> [K::Lanes; 2] {
        let table = self.tables.stage(stage);
        // SAFETY: k is below half, and so are its successors.
        unsafe {
            if !SPLAT {
                self.kernel.mixed(stage, a, b, K::mixed_twiddle(table, half, k), flags)
            } else if k < half / 2 {
                self.kernel.plain(stage, a, b, K::twiddle::<true>(table, half, k), flags)
            } else {
                self.kernel.turned(stage, a, b, K::twiddle::<true>(table, half, k - half / 2), flags)
            }
        }
    }

    /// Stage `stage` alone.
    ///
    /// # Safety
    /// The walk's words are readable and writable; a block of the stage holds two registers or more unless `SPLAT`.
    #[inline(always)]
    pub(super) unsafe fn one<const FIRST: bool>(&self, stage: usize, flags: &mut K::Lanes) {
        let block = self.walk.len >> stage;
        let half = block / 2;
        let mut base = 0;
        while base < self.walk.len {
            let mut k = 0;
            while k < half {
                // SAFETY: base + block is at most len.
                unsafe {
                    let x = [self.load::<FIRST>(base + k), self.load::<FIRST>(base + k + half)];
                    let [a, b] = self.last(stage, half, k, x, flags);
                    self.store(base + k, a);
                    self.store(base + k + half, b);
                }
                k += Self::STEP;
            }
            base += block;
        }
    }

    /// Stages `stage` and its successor.
    ///
    /// # Safety
    /// As [`one`](Self::one), four registers a block.
    #[inline(always)]
    pub(super) unsafe fn two<const FIRST: bool>(&self, stage: usize, flags: &mut K::Lanes) {
        let block = self.walk.len >> stage;
        let part = block / 4;
        let mut base = 0;
        while base < self.walk.len {
            let mut k = 0;
            while k < part {
                // SAFETY: base + block is at most len; k is below a quarter of the block.
                unsafe {
                    let mut x = [K::Lanes::splat32(0); 4];
                    for (j, x) in x.iter_mut().enumerate() {
                        *x = self.load::<FIRST>(base + k + j * part);
                    }
                    self.cross(stage, 2 * part, k, &mut x, flags);
                    for (j, x) in x.into_iter().enumerate() {
                        self.store(base + k + j * part, x);
                    }
                }
                k += Self::STEP;
            }
            base += block;
        }
    }

    /// Stages `stage` and its two successors.
    ///
    /// # Safety
    /// As [`one`](Self::one), eight registers a block.
    #[inline(always)]
    pub(super) unsafe fn three<const FIRST: bool>(&self, stage: usize, flags: &mut K::Lanes) {
        let block = self.walk.len >> stage;
        let part = block / 8;
        let table = self.tables.stage(stage);
        let mut base = 0;
        while base < self.walk.len {
            let mut k = 0;
            while k < part {
                // SAFETY: base + block is at most len; k + part is below a quarter of the block.
                unsafe {
                    let mut x = [K::Lanes::splat32(0); 8];
                    for (j, x) in x.iter_mut().enumerate() {
                        *x = self.load::<FIRST>(base + k + j * part);
                    }
                    let w = K::twiddle::<SPLAT>(table, block / 2, k);
                    [x[0], x[4]] = self.kernel.plain(stage, x[0], x[4], w, flags);
                    [x[2], x[6]] = self.kernel.turned(stage, x[2], x[6], w, flags);
                    let w = K::twiddle::<SPLAT>(table, block / 2, k + part);
                    [x[1], x[5]] = self.kernel.plain(stage, x[1], x[5], w, flags);
                    [x[3], x[7]] = self.kernel.turned(stage, x[3], x[7], w, flags);
                    self.cross(stage + 1, 2 * part, k, &mut x[..4], flags);
                    self.cross(stage + 1, 2 * part, k, &mut x[4..], flags);
                    for (j, x) in x.into_iter().enumerate() {
                        self.store(base + k + j * part, x);
                    }
                }
                k += Self::STEP;
            }
            base += block;
        }
    }

    /// Two stages, `stage` of that `half` and its successor, at position k of four parts.
    #[inline(always)]
    unsafe fn cross(&self, stage: usize, half: usize, k: usize, x: &mut [K::Lanes], flags: &mut K::Lanes) {
        // SAFETY: the caller's k is below a quarter of the stage's block.
        unsafe {
            let w = K::twiddle::<SPLAT>(self.tables.stage(stage), half, k);
            [x[0], x[2]] = self.kernel.plain(stage, x[0], x[2], w, flags);
            [x[1], x[3]] = self.kernel.turned(stage, x[1], x[3], w, flags);
            [x[0], x[1]] = self.last(stage + 1, half / 2, k, [x[0], x[1]], flags);
            [x[2], x[3]] = self.last(stage + 1, half / 2, k, [x[2], x[3]], flags);
        }
    }
}
