// SPDX-License-Identifier: MIT OR Apache-2.0
//! Factors as the kernels for words up to 16 bits take them.

use super::lanes::Lanes;

/// Factors of a register: what gives re, and what gives im.
#[derive(Clone, Copy)]
pub(super) struct Factors<L> {
    pub(super) re: L,
    pub(super) im: L,
}

/// The entries of table `table` that give re and im for factors k …; the table begins with three runs of
/// half/2 entries.
///
/// # Safety
/// As for [`Form::twiddle`](super::kernel::Form::twiddle): `table` is that of a stage of that `half`, and factors k … are within it.
#[inline(always)]
pub(super) unsafe fn factors<L: Lanes, const SPLAT: bool>(
    table: *const i32,
    half: usize,
    k: usize,
) -> Factors<L> {
    // SAFETY: the caller vouches for k; the runs are half/2 long and a third follows the second.
    unsafe {
        let (re, im) = (table.add(k), table.add(half / 2 + k));
        if SPLAT {
            Factors { re: L::splat32(re.read()), im: L::splat32(im.read()) }
        } else {
            Factors { re: L::load(re), im: L::load(im) }
        }
    }
}

/// Factors on both sides of the quarter; `sign` is all ones beyond it.
#[derive(Clone, Copy)]
pub(super) struct Mixed<L> {
    pub(super) re: L,
    pub(super) im: L,
    pub(super) sign: L,
}

/// As [`factors`], for any k below half; the signs follow the three runs.
///
/// # Safety
/// As for [`Form::twiddle`](super::kernel::Form::twiddle): `table` is that of a stage of that `half`, and factors k … are within it.
#[inline(always)]
pub(super) unsafe fn mixed_factors<L: Lanes>(table: *const i32, half: usize, k: usize) -> Mixed<L> {
    // SAFETY: the caller vouches for k: half entries follow `table`, `table + half/2` and the runs.
    unsafe {
        let Factors { re, im } = factors::<L, false>(table, half, k);
        Mixed { re, im, sign: L::load(table.add(half + half / 2 + k)) }
    }
}

/// The table's entry for the factor 1.
#[inline(always)]
pub(super) fn exact_one<L: Lanes>() -> Factors<L> {
    Factors { re: L::splat32(0x8000), im: L::splat32(i32::MIN) }
}
