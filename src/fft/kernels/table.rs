// SPDX-License-Identifier: MIT OR Apache-2.0
//! The twiddles as the kernels read them.

use crate::fft::{CheckedSpec, Direction, Rotation, Stage, Turns, TwiddleRom};

/// A cache line, so that no register of a table crosses one.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
struct Line([i32; 16]);

/// The tables of all stages in one block of memory.
#[derive(Clone, Debug)]
pub(super) struct Tables {
    lines: Vec<Line>,
    /// 32-bit word where a stage's table begins.
    first: Vec<usize>,
}

impl Tables {
    /// Tables of `words`, each from a multiple of `unit` 32-bit words on.
    fn new(spec: &CheckedSpec, unit: usize, words: impl Fn(&Stage, &TwiddleRom) -> Vec<i32>) -> Self {
        let (mut all, mut first) = (Vec::new(), Vec::new());
        for stage in spec.stages() {
            all.resize(usize::next_multiple_of(all.len(), unit), 0);
            first.push(all.len());
            all.extend(words(stage, &stage.rom()));
        }
        let line = |words: &[i32]| {
            let mut line = Line([0; 16]);
            line.0[..words.len()].copy_from_slice(words);
            line
        };
        Self { lines: all.chunks(16).map(line).collect(), first }
    }

    /// For 16-bit words: with (r, i) = w(k) at 15 fraction bits, a run of (−r, i), a run of (−i, −r) and the first
    /// again, each for k below a quarter of the block; then a sign for k below half, −1 from the quarter on. The factor
    /// 1 is −1 here, which 16 bits can hold. Where sums are rotated there follow both runs of an odd block's sums and both of its
    /// differences, for k below half: −1 and ∓j are not among their factors.
    pub(super) fn narrow(spec: &CheckedSpec) -> Self {
        Self::new(spec, 16, |stage, rom| {
            let part = |m, pair: fn(i64, i64) -> (i64, i64)| {
                let w = rom.factor(m, Direction::Forward);
                let (low, high) = pair(w.re << (16 - rom.width()), w.im << (16 - rom.width()));
                (low as i32 & 0xFFFF) | (high as i32) << 16
            };
            let runs = |numbers: &[usize]| {
                let re = numbers.iter().map(|&m| part(m, |r, i| (-r, i)));
                re.chain(numbers.iter().map(|&m| part(m, |r, i| (-i, -r)))).collect::<Vec<_>>()
            };
            let [even, sums, differences] = numbers(stage);
            let quarter = even.len() / 2;
            let mut words = runs(&even[..quarter]);
            words.extend_from_within(..quarter);
            words.extend((0..2 * quarter).map(|k| -i32::from(k >= quarter)));
            if !sums.is_empty() {
                words.resize(Self::both_runs(sums.len()), 0);
                words.extend(runs(&sums).into_iter().chain(runs(&differences)));
            }
            words
        })
    }

    /// 32-bit word of a table for 16-bit words where the runs of odd blocks begin.
    #[inline(always)]
    pub(super) const fn both_runs(half: usize) -> usize {
        (half / 2 * 5).next_multiple_of(16)
    }

    /// For 32-bit words: with (r, i) = w(k) at 31 fraction bits, (−r, i) for k below half the block. The factor 1 is −1
    /// here, which 32 bits can hold. Where sums are rotated the factors of an odd block's sums and of its differences follow.
    pub(super) fn wide(spec: &CheckedSpec) -> Self {
        Self::new(spec, 16, |stage, rom| {
            let part = |m| {
                let (w, scale) = (rom.factor(m, Direction::Forward), 32 - rom.width());
                [(-w.re << scale) as i32, (w.im << scale) as i32]
            };
            numbers(stage).into_iter().flatten().flat_map(part).collect()
        })
    }

    /// For plain loops: the factors of [`numbers`] with `fraction` fraction bits, each component in `words` 32-bit words.
    pub(super) fn plain(spec: &CheckedSpec, fraction: u32, words: usize) -> Self {
        Self::new(spec, 2, |stage, rom| {
            let scale = fraction + 1 - rom.width();
            let factors = numbers(stage).into_iter().flatten().map(|m| rom.factor(m, Direction::Forward));
            let components = factors.flat_map(|w| [w.re << scale, w.im << scale]);
            components.flat_map(|x| native(x, words)).collect()
        })
    }

    /// The first `count` factors of a stage.
    ///
    /// # Safety
    /// T is what they were written as: plain integers.
    pub(super) unsafe fn factors<T>(&self, stage: usize, count: usize) -> &[T] {
        assert!(
            size_of::<T>() * count <= 64 * self.lines.len() - 4 * self.first[stage],
            "the table holds them"
        );
        // SAFETY: they are within the lines, and begin at a multiple of two words, which serves every integer.
        unsafe { std::slice::from_raw_parts(self.stage(stage).cast(), count) }
    }

    /// The table of a stage.
    #[inline(always)]
    pub(super) fn stage(&self, stage: usize) -> *const i32 {
        let first = self.first[stage];
        // The table of the last stages may be empty and then begins where the lines end.
        assert!(first <= 16 * self.lines.len(), "the lines hold every table");
        // SAFETY: within the lines, or one past their end.
        unsafe { self.lines.as_ptr().cast::<i32>().add(first) }
    }

    /// Bytes of all tables.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.lines.as_slice()) + size_of_val(self.first.as_slice())
    }
}

/// The numbers of a stage's factors: of differences; where sums are rotated, of the even blocks' differences, the odd blocks' sums and
/// their differences.
fn numbers(stage: &Stage) -> [Vec<usize>; 3] {
    let of = |block, factor: fn(Turns) -> Option<usize>| {
        (0..stage.half()).filter_map(|k| factor(stage.turns(block, k))).collect()
    };
    let odd = |factor| if stage.rotation == Rotation::Both { of(1, factor) } else { Vec::new() };
    [of(0, |turns| turns.dif), odd(|turns| turns.sum), odd(|turns| turns.dif)]
}

/// A number as `words` 32-bit words in the machine's own order.
fn native(x: i64, words: usize) -> impl Iterator<Item = i32> {
    let halves = [x as i32, (x >> 32) as i32];
    let swapped = cfg!(target_endian = "big") && words == 2;
    (0..words).map(move |i| halves[if swapped { 1 - i } else { i }])
}
