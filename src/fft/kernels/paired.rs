// SPDX-License-Identifier: MIT OR Apache-2.0
//! The stages of radix 2², which go in pairs: the first of a pair multiplies nothing, the second takes even blocks as a stage of
//! radix 2 does and turns and rotates odd ones.

use super::kernel::Kernel;
use super::lanes::Lanes;
use super::pass::Pass;
use super::stages::Table;
use super::table::Tables;
use super::tail::Blocks;

impl<K: Kernel, const SPLAT: bool, const STRAIGHT: bool> Pass<'_, K, SPLAT, STRAIGHT> {
    /// The log2 of `PARTS` stages at position k of every part: pairs, and a first stage where one is left.
    ///
    /// # Safety
    /// As for [`part`](Self::part).
    #[inline(always)]
    pub(super) unsafe fn pairs<const PARTS: usize, const QUARTER: u8>(
        &self,
        tables: &[Table; 4],
        k: usize,
        x: &mut [K::Lanes; PARTS],
        flags: &mut K::Lanes,
    ) {
        if PARTS == 2 {
            return first(self.kernel, tables[0].stage, x, flags);
        }
        // SAFETY: the caller's.
        unsafe {
            self.pair::<QUARTER>([tables[0], tables[1]], k, x, flags);
            for x in x.chunks_exact_mut(PARTS / 4).filter(|x| x.len() > 1) {
                if PARTS == 8 {
                    first(self.kernel, tables[2].stage, x, flags);
                } else {
                    self.pair::<QUARTER>([tables[2], tables[3]], k, x, flags);
                }
            }
        }
    }

    /// A pair of stages at position k of four parts or more.
    ///
    /// # Safety
    /// As for [`part`](Self::part).
    #[inline(always)]
    unsafe fn pair<const QUARTER: u8>(
        &self,
        [of_first, table]: [Table; 2],
        k: usize,
        x: &mut [K::Lanes],
        flags: &mut K::Lanes,
    ) {
        first(self.kernel, of_first.stage, x, flags);
        let (even, odd) = x.split_at_mut(x.len() / 2);
        let parts = even.len() / 2;
        // SAFETY: the caller's; parts of a block are half / parts words apart.
        unsafe {
            if parts == 1 {
                self.last::<QUARTER>(table, k, even, flags);
            }
            for j in 0..parts / 2 {
                self.leading(table, k + j * (table.half / parts), j, even, flags);
            }
            for j in 0..parts {
                let k = k + j * (table.half / parts);
                let both = K::both_twiddles::<SPLAT>(table.words, table.half, k);
                let [low, high] = [odd[j], odd[j + parts]];
                [odd[j], odd[j + parts]] = self.kernel.both(table.stage, low, high, both, flags);
            }
        }
    }
}

/// The first stage of a pair.
#[inline(always)]
fn first<K: Kernel>(kernel: &K, stage: usize, x: &mut [K::Lanes], flags: &mut K::Lanes) {
    let half = x.len() / 2;
    for k in 0..half {
        [x[k], x[k + half]] = kernel.one(stage, x[k], x[k + half], flags);
    }
}

/// The last stages of a frame, from `stage` on, which may be the second of a pair; each butterfly in its own words.
#[inline(always)]
pub(super) fn unrolled<K: Kernel>(
    kernel: &K,
    tables: &Tables,
    stage: usize,
    blocks: Blocks<K::Lanes>,
    x: &mut [K::Lanes],
    flags: &mut K::Lanes,
) {
    if stage.is_multiple_of(2) {
        return whole(kernel, tables, stage, x, flags);
    }
    match blocks {
        Blocks::Even => even(kernel, tables, stage, x, flags),
        Blocks::Odd => odd(kernel, tables, stage, x, flags),
        Blocks::Either(mask) => {
            for k in 0..x.len() / 2 {
                either(kernel, tables, stage, mask, k, x, flags);
            }
        }
    }
    let (low, high) = x.split_at_mut(x.len() / 2);
    whole(kernel, tables, stage + 1, low, flags);
    whole(kernel, tables, stage + 1, high, flags);
}

/// The last stages from a first one on.
#[inline(always)]
fn whole<K: Kernel>(kernel: &K, tables: &Tables, stage: usize, x: &mut [K::Lanes], flags: &mut K::Lanes) {
    match x.len() {
        2 => ends(kernel, stage, x, flags),
        4 => whole4(kernel, stage, x, flags),
        8 => {
            leading_pair(kernel, tables, stage, x, flags);
            for x in x.chunks_exact_mut(2) {
                ends(kernel, stage + 2, x, flags);
            }
        }
        _ => {
            leading_pair(kernel, tables, stage, x, flags);
            for x in x.chunks_exact_mut(4) {
                whole4(kernel, stage + 2, x, flags);
            }
        }
    }
}

/// A first stage that is the last.
#[inline(always)]
fn ends<K: Kernel>(kernel: &K, stage: usize, x: &mut [K::Lanes], flags: &mut K::Lanes) {
    [x[0], x[1]] = kernel.end(stage, x[0], x[1], flags);
}

/// The last pair.
#[inline(always)]
fn whole4<K: Kernel>(kernel: &K, stage: usize, x: &mut [K::Lanes], flags: &mut K::Lanes) {
    first(kernel, stage, x, flags);
    [x[0], x[1]] = kernel.end(stage + 1, x[0], x[1], flags);
    [x[2], x[3]] = kernel.end_cross(stage + 1, x[2], x[3], flags);
}

/// A pair that is not the last.
#[inline(always)]
fn leading_pair<K: Kernel>(
    kernel: &K,
    tables: &Tables,
    stage: usize,
    x: &mut [K::Lanes],
    flags: &mut K::Lanes,
) {
    first(kernel, stage, x, flags);
    let (low, high) = x.split_at_mut(x.len() / 2);
    even(kernel, tables, stage + 1, low, flags);
    odd(kernel, tables, stage + 1, high, flags);
}

/// A second stage of an even block, not the last.
#[inline(always)]
fn even<K: Kernel>(kernel: &K, tables: &Tables, stage: usize, x: &mut [K::Lanes], flags: &mut K::Lanes) {
    let (half, quarter) = (x.len() / 2, x.len() / 4);
    if half == 1 {
        return ends(kernel, stage, x, flags);
    }
    [x[0], x[half]] = kernel.one(stage, x[0], x[half], flags);
    for k in 1..quarter {
        // SAFETY: k is below a quarter of the block.
        let w = unsafe { K::twiddle::<true>(tables.stage(stage), half, k) };
        [x[k], x[k + half]] = kernel.plain(stage, x[k], x[k + half], w, flags);
        let k = k + quarter;
        [x[k], x[k + half]] = kernel.turned(stage, x[k], x[k + half], w, flags);
    }
    [x[quarter], x[quarter + half]] = kernel.minus_j(stage, x[quarter], x[quarter + half], flags);
}

/// A second stage of an odd block, not the last.
#[inline(always)]
fn odd<K: Kernel>(kernel: &K, tables: &Tables, stage: usize, x: &mut [K::Lanes], flags: &mut K::Lanes) {
    let half = x.len() / 2;
    [x[0], x[half]] = kernel.cross(stage, x[0], x[half], flags);
    for k in 1..half {
        // SAFETY: k is below half.
        let w = unsafe { K::both_twiddles::<true>(tables.stage(stage), half, k) };
        [x[k], x[k + half]] = kernel.both(stage, x[k], x[k + half], w, flags);
    }
}

/// `odd` where `mask` is set.
#[inline(always)]
fn select<L: Lanes>(mask: L, even: L, odd: L) -> L {
    even.without(mask).or(odd.and(mask))
}

/// Butterfly k of a second stage where some lanes hold an even block and those set in `mask` an odd one.
#[inline(always)]
fn either<K: Kernel>(
    kernel: &K,
    tables: &Tables,
    stage: usize,
    mask: K::Lanes,
    k: usize,
    x: &mut [K::Lanes],
    flags: &mut K::Lanes,
) {
    let half = x.len() / 2;
    let mut flags_of = [K::Lanes::splat32(0); 2];
    let [of_even, of_odd] = &mut flags_of;
    let (a, b) = (x[k], x[k + half]);
    // SAFETY: k is below half.
    let (even, odd) = unsafe {
        let table = tables.stage(stage);
        let (one, both) = (K::any_twiddle(table, half, k), K::both_twiddles::<true>(table, half, k));
        (kernel.mixed(stage, a, b, one, of_even), kernel.both(stage, a, b, both, of_odd))
    };
    [x[k], x[k + half]] = [select(mask, even[0], odd[0]), select(mask, even[1], odd[1])];
    *flags = flags.or(select(mask, flags_of[0], flags_of[1]));
}

/// Butterfly k of a second stage.
#[inline(always)]
fn second<K: Kernel>(
    kernel: &K,
    tables: &Tables,
    stage: usize,
    blocks: Blocks<K::Lanes>,
    k: usize,
    x: &mut [K::Lanes],
    flags: &mut K::Lanes,
) {
    let (half, table) = (x.len() / 2, tables.stage(stage));
    let (a, b) = (x[k], x[k + half]);
    // SAFETY: k is below half.
    [x[k], x[k + half]] = unsafe {
        match blocks {
            Blocks::Even => kernel.mixed(stage, a, b, K::any_twiddle(table, half, k), flags),
            Blocks::Odd => kernel.both(stage, a, b, K::both_twiddles::<true>(table, half, k), flags),
            Blocks::Either(mask) => return either(kernel, tables, stage, mask, k, x, flags),
        }
    };
}

/// The same as a loop over one butterfly of each kind, for kernels whose butterfly is long.
#[inline(always)]
pub(super) fn looped<K: Kernel>(
    kernel: &K,
    tables: &Tables,
    stage: usize,
    blocks: Blocks<K::Lanes>,
    x: &mut [K::Lanes],
    flags: &mut K::Lanes,
) {
    for s in stage..stage + x.len().ilog2() as usize {
        let block = x.len() >> (s - stage);
        for (number, x) in x.chunks_exact_mut(block).enumerate() {
            if s.is_multiple_of(2) {
                first(kernel, s, x, flags);
                continue;
            }
            let blocks = if s == stage { blocks } else { Blocks::of(number) };
            for k in 0..block / 2 {
                second(kernel, tables, s, blocks, k, x, flags);
            }
        }
    }
}
