// SPDX-License-Identifier: MIT OR Apache-2.0
//! The last stages, when a block lies in registers: one position each.

use super::kernel::Kernel;
use super::paired;
use super::table::Tables;

/// Which blocks of a stage the lanes hold: a pair's second stage tells even ones from odd ones.
#[derive(Clone, Copy)]
pub(super) enum Blocks<L> {
    Even,
    Odd,
    /// Odd ones where all bits are set.
    Either(L),
}

impl<L> Blocks<L> {
    /// Block number `block` in every lane.
    #[inline(always)]
    pub(super) fn of(block: usize) -> Self {
        if block.is_multiple_of(2) { Self::Even } else { Self::Odd }
    }
}

/// The last stages, from `stage` on: one block of 4, 8 or 16 positions, each in a register of its own.
#[inline(always)]
pub(super) fn last<K: Kernel>(
    kernel: &K,
    tables: &Tables,
    stage: usize,
    blocks: Blocks<K::Lanes>,
    x: &mut [K::Lanes],
    flags: &mut K::Lanes,
) {
    if K::PAIRED {
        if K::LONG {
            paired::looped(kernel, tables, stage, blocks, x, flags);
        } else {
            paired::unrolled(kernel, tables, stage, blocks, x, flags);
        }
    } else if K::LONG {
        looped(kernel, tables, stage, x, flags);
    } else {
        unrolled(kernel, tables, stage, x, flags);
    }
}

/// The stages of blocks of two, the last of all.
#[inline(always)]
fn tail2<K: Kernel>(kernel: &K, stage: usize, x: &mut [K::Lanes], flags: &mut K::Lanes) {
    [x[0], x[1]] = kernel.end(stage, x[0], x[1], flags);
}

#[inline(always)]
fn tail4<K: Kernel>(kernel: &K, stage: usize, x: &mut [K::Lanes], flags: &mut K::Lanes) {
    [x[0], x[2]] = kernel.one(stage, x[0], x[2], flags);
    [x[1], x[3]] = kernel.minus_j(stage, x[1], x[3], flags);
    tail2(kernel, stage + 1, &mut x[..2], flags);
    tail2(kernel, stage + 1, &mut x[2..], flags);
}

#[inline(always)]
fn tail8<K: Kernel>(kernel: &K, tables: &Tables, stage: usize, x: &mut [K::Lanes], flags: &mut K::Lanes) {
    // SAFETY: factor 1 is below a quarter of 8.
    let w = unsafe { K::twiddle::<true>(tables.stage(stage), 4, 1) };
    [x[0], x[4]] = kernel.one(stage, x[0], x[4], flags);
    [x[1], x[5]] = kernel.plain(stage, x[1], x[5], w, flags);
    [x[2], x[6]] = kernel.minus_j(stage, x[2], x[6], flags);
    [x[3], x[7]] = kernel.turned(stage, x[3], x[7], w, flags);
    tail4(kernel, stage + 1, &mut x[..4], flags);
    tail4(kernel, stage + 1, &mut x[4..], flags);
}

#[inline(always)]
fn tail16<K: Kernel>(kernel: &K, tables: &Tables, stage: usize, x: &mut [K::Lanes], flags: &mut K::Lanes) {
    [x[0], x[8]] = kernel.one(stage, x[0], x[8], flags);
    [x[4], x[12]] = kernel.minus_j(stage, x[4], x[12], flags);
    for k in 1..4 {
        // SAFETY: k is below a quarter of 16.
        let w = unsafe { K::twiddle::<true>(tables.stage(stage), 8, k) };
        [x[k], x[k + 8]] = kernel.plain(stage, x[k], x[k + 8], w, flags);
        [x[k + 4], x[k + 12]] = kernel.turned(stage, x[k + 4], x[k + 12], w, flags);
    }
    tail8(kernel, tables, stage + 1, &mut x[..8], flags);
    tail8(kernel, tables, stage + 1, &mut x[8..], flags);
}

/// The stages from `stage` on, which are the last log2 of `x.len()`, each butterfly in its own words: few
/// operations and the registers stay registers.
#[inline(always)]
fn unrolled<K: Kernel>(kernel: &K, tables: &Tables, stage: usize, x: &mut [K::Lanes], flags: &mut K::Lanes) {
    match x.len() {
        4 => tail4(kernel, stage, x, flags),
        8 => tail8(kernel, tables, stage, x, flags),
        16 => tail16(kernel, tables, stage, x, flags),
        other => unreachable!("a block of {other} does not lie in registers"),
    }
}

/// The same as a loop over one butterfly, for kernels whose butterfly is long.
#[inline(always)]
fn looped<K: Kernel>(kernel: &K, tables: &Tables, first: usize, x: &mut [K::Lanes], flags: &mut K::Lanes) {
    for stage in first..first + x.len().ilog2() as usize {
        let half = x.len() >> (stage - first + 1);
        for block in x.chunks_exact_mut(2 * half) {
            let (low, high) = block.split_at_mut(half);
            for k in 0..half {
                // SAFETY: k is below half.
                let w = unsafe { K::any_twiddle(tables.stage(stage), half, k) };
                [low[k], high[k]] = kernel.mixed(stage, low[k], high[k], w, flags);
            }
        }
    }
}
