// SPDX-License-Identifier: MIT OR Apache-2.0
//! The twiddles as the kernels read them.

use crate::fft::{CheckedSpec, Direction, TwiddleRom};

/// A cache line, so that no register of a table crosses one.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
struct Line([i32; 16]);

/// The tables of all stages in one block of memory.
#[derive(Clone, Debug)]
pub(super) struct Tables {
    lines: Vec<Line>,
    /// Line where a stage's table begins.
    first: Vec<usize>,
}

impl Tables {
    fn new(spec: &CheckedSpec, words: impl Fn(&TwiddleRom) -> Vec<i32>) -> Self {
        let mut tables = Self { lines: Vec::new(), first: Vec::new() };
        for stage in spec.stages() {
            tables.first.push(tables.lines.len());
            let words = words(&TwiddleRom::new(stage.half(), stage.twiddle));
            tables.lines.extend(words.chunks(16).map(|chunk| {
                let mut line = Line([0; 16]);
                line.0[..chunk.len()].copy_from_slice(chunk);
                line
            }));
        }
        tables
    }

    /// For 16-bit words: with (r, i) = w(k) at 15 fraction bits, a run of (−r, i), a run of (−i, −r) and the first
    /// again, each for k below a quarter of the block; then a sign for k below half, −1 from the quarter on. The factor
    /// 1 is −1 here, which 16 bits can hold.
    pub(super) fn narrow(spec: &CheckedSpec) -> Self {
        Self::new(spec, |rom| {
            let quarter = rom.half() / 2;
            let part = |k, pair: fn(i64, i64) -> (i64, i64)| {
                let w = rom.factor(k, Direction::Forward);
                let (low, high) = pair(w.re << (16 - rom.width()), w.im << (16 - rom.width()));
                (low as i32 & 0xFFFF) | (high as i32) << 16
            };
            let re = (0..quarter).map(|k| part(k, |r, i| (-r, i)));
            let im = (0..quarter).map(|k| part(k, |r, i| (-i, -r)));
            let signs = (0..2 * quarter).map(|k| -i32::from(k >= quarter));
            re.clone().chain(im).chain(re).chain(signs).collect()
        })
    }

    /// For 32-bit words: with (r, i) = w(k) at 31 fraction bits, a run of −r and a run of i in 64 bits, each for k
    /// below half the block. The factor 1 is −1 here, which 32 bits can hold.
    pub(super) fn wide(spec: &CheckedSpec) -> Self {
        Self::new(spec, |rom| {
            let half = rom.half();
            let part = |k, of: fn(i64, i64) -> i64| {
                let w = rom.factor(k, Direction::Forward);
                let word = of(w.re << (32 - rom.width()), w.im << (32 - rom.width()));
                [word as i32, (word >> 32) as i32]
            };
            let re = (0..half).flat_map(|k| part(k, |r, _| -r));
            re.chain((0..half).flat_map(|k| part(k, |_, i| i))).collect()
        })
    }

    /// For plain loops: w(k) with `fraction` fraction bits for k below half the block, each component in `words`
    /// 32-bit words.
    pub(super) fn plain(spec: &CheckedSpec, fraction: u32, words: usize) -> Self {
        Self::new(spec, |rom| {
            let scale = fraction + 1 - rom.width();
            let factors = (0..rom.half()).map(|k| rom.factor(k, Direction::Forward));
            let components = factors.flat_map(|w| [w.re << scale, w.im << scale]);
            components.flat_map(|x| native(x, words)).collect()
        })
    }

    /// The factors of a stage, `half` of them.
    ///
    /// # Safety
    /// T is what they were written as: plain integers.
    pub(super) unsafe fn factors<T>(&self, stage: usize, half: usize) -> &[T] {
        assert!(size_of::<T>() * half <= 64 * (self.lines.len() - self.first[stage]), "the table holds them");
        // SAFETY: they are within the lines, whose alignment serves every integer.
        unsafe { std::slice::from_raw_parts(self.stage(stage).cast(), half) }
    }

    /// The table of a stage.
    #[inline(always)]
    pub(super) fn stage(&self, stage: usize) -> *const i32 {
        self.lines[self.first[stage]..].as_ptr().cast()
    }

    /// Bytes of all tables.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.lines.as_slice()) + size_of_val(self.first.as_slice())
    }
}

/// A number as `words` 32-bit words in the machine's own order.
fn native(x: i64, words: usize) -> impl Iterator<Item = i32> {
    let halves = [x as i32, (x >> 32) as i32];
    let swapped = cfg!(target_endian = "big") && words == 2;
    (0..words).map(move |i| halves[if swapped { 1 - i } else { i }])
}
