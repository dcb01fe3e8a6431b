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

    /// The positions of a sweep in blocks of `block` whose parts are `part` long.
    #[inline(always)]
    fn sweep(&self, block: usize, part: usize, mut at: impl FnMut(usize, usize)) {
        let step = if SPLAT { 1 } else { K::WORDS };
        for base in (0..self.walk.len).step_by(block) {
            for k in (0..part).step_by(step) {
                at(base, k);
            }
        }
    }

    /// The last stage of a pass: in it k runs through the whole half.
    #[inline(always)]
    unsafe fn last(
        &self,
        stage: usize,
        half: usize,
        k: usize,
        a: K::Lanes,
        b: K::Lanes,
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
        self.sweep(block, half, |base, k| {
            // SAFETY: base + block is at most len.
            unsafe {
                let (p, q) = (base + k, base + k + half);
                let [a, b] =
                    self.last(stage, half, k, self.load::<FIRST>(p), self.load::<FIRST>(q), flags);
                self.store(p, a);
                self.store(q, b);
            }
        });
    }

    /// Stages `stage` and its successor.
    ///
    /// # Safety
    /// As [`one`](Self::one), four registers a block.
    #[inline(always)]
    pub(super) unsafe fn two<const FIRST: bool>(&self, stage: usize, flags: &mut K::Lanes) {
        let block = self.walk.len >> stage;
        let part = block / 4;
        let (k1, table) = (self.kernel, self.tables.stage(stage));
        self.sweep(block, part, |base, k| {
            // SAFETY: base + block is at most len; k is below a quarter of the block.
            unsafe {
                let x: [K::Lanes; 4] =
                    [0, 1, 2, 3].map(|j| self.load::<FIRST>(base + k + j * part));
                let w = K::twiddle::<SPLAT>(table, block / 2, k);
                let [a, c] = k1.plain(stage, x[0], x[2], w, flags);
                let [b, d] = k1.turned(stage, x[1], x[3], w, flags);
                let [a, b] = self.last(stage + 1, part, k, a, b, flags);
                let [c, d] = self.last(stage + 1, part, k, c, d, flags);
                for (j, y) in [a, b, c, d].into_iter().enumerate() {
                    self.store(base + k + j * part, y);
                }
            }
        });
    }

    /// Stages `stage` and its two successors.
    ///
    /// # Safety
    /// As [`one`](Self::one), eight registers a block.
    #[inline(always)]
    pub(super) unsafe fn three<const FIRST: bool>(&self, stage: usize, flags: &mut K::Lanes) {
        let block = self.walk.len >> stage;
        let part = block / 8;
        let (kernel, first, second) = (self.kernel, self.tables.stage(stage), self.tables.stage(stage + 1));
        self.sweep(block, part, |base, k| {
            // SAFETY: base + block is at most len; k + part is below a quarter of the block.
            unsafe {
                let x: [K::Lanes; 8] =
                    [0, 1, 2, 3, 4, 5, 6, 7].map(|j| self.load::<FIRST>(base + k + j * part));
                let w = K::twiddle::<SPLAT>(first, block / 2, k);
                let [a, e] = kernel.plain(stage, x[0], x[4], w, flags);
                let [c, g] = kernel.turned(stage, x[2], x[6], w, flags);
                let w = K::twiddle::<SPLAT>(first, block / 2, k + part);
                let [b, f] = kernel.plain(stage, x[1], x[5], w, flags);
                let [d, h] = kernel.turned(stage, x[3], x[7], w, flags);
                let w = K::twiddle::<SPLAT>(second, block / 4, k);
                let [a, c] = kernel.plain(stage + 1, a, c, w, flags);
                let [b, d] = kernel.turned(stage + 1, b, d, w, flags);
                let [e, g] = kernel.plain(stage + 1, e, g, w, flags);
                let [f, h] = kernel.turned(stage + 1, f, h, w, flags);
                let [a, b] = self.last(stage + 2, part, k, a, b, flags);
                let [c, d] = self.last(stage + 2, part, k, c, d, flags);
                let [e, f] = self.last(stage + 2, part, k, e, f, flags);
                let [g, h] = self.last(stage + 2, part, k, g, h, flags);
                for (j, y) in [a, b, c, d, e, f, g, h].into_iter().enumerate() {
                    self.store(base + k + j * part, y);
                }
            }
        });
    }

    /// The stages of a block of two words or registers, the last of all.
    #[inline(always)]
    fn tail2(&self, stage: usize, x: &mut [K::Lanes], flags: &mut K::Lanes) {
        [x[0], x[1]] = self.kernel.one(stage, x[0], x[1], flags);
    }

    #[inline(always)]
    fn tail4(&self, stage: usize, x: &mut [K::Lanes], flags: &mut K::Lanes) {
        [x[0], x[2]] = self.kernel.one(stage, x[0], x[2], flags);
        [x[1], x[3]] = self.kernel.minus_j(stage, x[1], x[3], flags);
        self.tail2(stage + 1, &mut x[..2], flags);
        self.tail2(stage + 1, &mut x[2..], flags);
    }

    #[inline(always)]
    fn tail8(&self, stage: usize, x: &mut [K::Lanes], flags: &mut K::Lanes) {
        // SAFETY: factor 1 is below a quarter of 8.
        let w = unsafe { K::twiddle::<true>(self.tables.stage(stage), 4, 1) };
        [x[0], x[4]] = self.kernel.one(stage, x[0], x[4], flags);
        [x[1], x[5]] = self.kernel.plain(stage, x[1], x[5], w, flags);
        [x[2], x[6]] = self.kernel.minus_j(stage, x[2], x[6], flags);
        [x[3], x[7]] = self.kernel.turned(stage, x[3], x[7], w, flags);
        self.tail4(stage + 1, &mut x[..4], flags);
        self.tail4(stage + 1, &mut x[4..], flags);
    }

    #[inline(always)]
    fn tail16(&self, stage: usize, x: &mut [K::Lanes], flags: &mut K::Lanes) {
        [x[0], x[8]] = self.kernel.one(stage, x[0], x[8], flags);
        [x[4], x[12]] = self.kernel.minus_j(stage, x[4], x[12], flags);
        for k in 1..4 {
            // SAFETY: k is below a quarter of 16.
            let w = unsafe { K::twiddle::<true>(self.tables.stage(stage), 8, k) };
            [x[k], x[k + 8]] = self.kernel.plain(stage, x[k], x[k + 8], w, flags);
            [x[k + 4], x[k + 12]] = self.kernel.turned(stage, x[k + 4], x[k + 12], w, flags);
        }
        self.tail8(stage + 1, &mut x[..8], flags);
        self.tail8(stage + 1, &mut x[8..], flags);
    }

    /// The stages from `stage` on, which are the last log2 of `x.len()`: one block lies in the registers of `x`.
    #[inline(always)]
    pub(super) fn tail(&self, stage: usize, x: &mut [K::Lanes], flags: &mut K::Lanes) {
        match x.len() {
            2 => self.tail2(stage, x, flags),
            4 => self.tail4(stage, x, flags),
            8 => self.tail8(stage, x, flags),
            16 => self.tail16(stage, x, flags),
            other => unreachable!("a block of {other} does not lie in registers"),
        }
    }
}
