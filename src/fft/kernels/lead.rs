// SPDX-License-Identifier: MIT OR Apache-2.0
//! The first stages of a frame: how large its words are, and the sweeps that follow from it.

use super::headroom::Safety;
use super::job::{Job, Pace};
use super::kernel::Kernel;
use super::lanes::Lanes;
use super::pass::{Pass, Walk, pitch};

/// How large words are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// Nothing overflows, and differences fit 16 bits.
    Small,
    /// Nothing overflows.
    Safe,
    /// Something might.
    Large,
}

/// How large the words at the input of `stage` are, for it and what follows.
///
/// # Safety
/// The walk covers a frame (`WORDS` frames if `SPLAT`) of four registers or more.
#[inline(always)]
pub(super) unsafe fn size<K: Kernel, const SPLAT: bool>(
    kernel: &K,
    job: &Job,
    stage: usize,
    walk: Walk,
) -> Size {
    let limits = match Limits::new(job, stage) {
        Ok(limits) => limits,
        Err(size) => return size,
    };
    // Four at a time, for each waits for the one before.
    let step = if SPLAT { 1 } else { K::WORDS };
    let mut greatest = [K::Lanes::splat32(0); 4];
    let at = if stage == 0 { walk.from } else { walk.to.cast_const() };
    let mut position = 0;
    while position < walk.len {
        for greatest in &mut greatest {
            // SAFETY: the caller's walk covers its positions, which are a multiple of four registers.
            let words = unsafe { K::Lanes::load(at.add(position * pitch::<K, SPLAT>())) };
            let words = if stage == 0 { words } else { kernel.leave(words) };
            *greatest = kernel.measure(*greatest, words);
            position += step;
        }
    }
    limits.size(greatest)
}

/// How large the words of a frame are that lie in registers, a multiple of four, as they come from outside.
#[inline(always)]
pub(super) fn size_of<K: Kernel, const PARTS: usize>(kernel: &K, job: &Job, x: &[K::Lanes; PARTS]) -> Size {
    let mut greatest = [K::Lanes::splat32(0); 4];
    for (i, words) in x.iter().enumerate() {
        greatest[i % 4] = kernel.measure(greatest[i % 4], *words);
    }
    size_of_greatest(job, greatest)
}

/// How large words that enter a frame are of which these are the greatest measures.
#[inline(always)]
pub(super) fn size_of_greatest<L: Lanes>(job: &Job, greatest: [L; 4]) -> Size {
    match Limits::new(job, 0) {
        Ok(limits) => limits.size(greatest),
        Err(size) => size,
    }
}

/// Which kernel a frame takes.
pub(super) enum Choice {
    Special,
    Free,
    Checked,
}

impl Size {
    /// The kernel for a frame of words of this size; `SMALL` if the special one, S, is that for short differences. Stages that go in
    /// pairs have none, for it would double their code.
    #[inline(always)]
    pub(super) fn choice<S: Kernel, const SMALL: bool>(self, job: &Job) -> Choice {
        match (job.pace(), self) {
            (Pace::Other, _) | (_, Self::Large) => Choice::Checked,
            (Pace::Halves, Self::Small) if SMALL && !S::PAIRED => Choice::Special,
            (Pace::Grows, _) if S::PAIRED => Choice::Checked,
            (Pace::Grows, _) if !SMALL => Choice::Special,
            _ => Choice::Free,
        }
    }
}

/// What measured words are compared with.
struct Limits<L> {
    limit: L,
    small: L,
}

impl<L: Lanes> Limits<L> {
    /// The limits of words at the input of `stage`, or what is known without measuring.
    #[inline(always)]
    fn new(job: &Job, stage: usize) -> Result<Self, Size> {
        match job.safety(stage) {
            Safety::Always => Err(Size::Safe),
            Safety::Never => Err(Size::Large),
            Safety::Below { measure, small, .. } => {
                Ok(Self { limit: L::splat32(measure.cast_signed()), small: L::splat32(small.cast_signed()) })
            }
        }
    }

    /// How large words are of which these are the greatest measures.
    #[inline(always)]
    fn size(&self, [a, b, c, d]: [L; 4]) -> Size {
        let greatest = a.max_unsigned32(b).max_unsigned32(c.max_unsigned32(d));
        let within = |limit: L| greatest.max_unsigned32(limit).xor(limit).is_zero();
        if within(self.small) {
            Size::Small
        } else if within(self.limit) {
            Size::Safe
        } else {
            Size::Large
        }
    }
}

/// Whether nothing overflows from `stage` on.
///
/// # Safety
/// As for [`size`].
#[inline(always)]
unsafe fn is_safe<K: Kernel, const SPLAT: bool>(kernel: &K, job: &Job, stage: usize, walk: Walk) -> bool {
    // SAFETY: the caller's.
    unsafe { size::<K, SPLAT>(kernel, job, stage, walk) != Size::Large }
}

/// The first `lead` stages of words that cannot overflow, all halving; the first sweep brings them in.
///
/// # Safety
/// The walk covers a frame (`WORDS` frames if `SPLAT`); `lead` leaves blocks of at least a register.
#[inline(always)]
pub(super) unsafe fn free_lead<K: Kernel, const SPLAT: bool, const STRAIGHT: bool>(
    pass: &Pass<K, SPLAT, STRAIGHT>,
    lead: usize,
    flags: &mut K::Lanes,
) {
    // SAFETY: the caller's walk.
    unsafe {
        let mut stage = sweep::<_, SPLAT, STRAIGHT, true>(pass, 0, lead, flags);
        while stage < lead {
            stage += sweep::<_, SPLAT, STRAIGHT, false>(pass, stage, lead - stage, flags);
        }
    }
}

/// The kernels for words that cannot overflow in stages that halve, and the one for everything.
pub(super) struct Modes<S, F, C> {
    /// Of 16-bit words that for short differences, of 32-bit words that for stages that do not shift.
    pub(super) special: S,
    pub(super) free: F,
    pub(super) checked: C,
    /// Whether words come and go as they are: forward, not aligned.
    pub(super) straight: bool,
}

impl<S, F: Kernel, C: Kernel<Lanes = F::Lanes>> Modes<S, F, C> {
    /// The first `lead` stages, each checked until the words have become small enough. True if nothing can overflow
    /// in what follows.
    ///
    /// # Safety
    /// As for [`free_lead`].
    #[inline(always)]
    pub(super) unsafe fn lead<const SPLAT: bool>(
        &self,
        job: &Job,
        walk: Walk,
        lead: usize,
        flags: &mut F::Lanes,
    ) -> bool {
        // SAFETY: the caller's walk.
        unsafe {
            // Of the other paces the words have been measured, and are here because they are large.
            let unmeasured = job.pace() == Pace::Other || lead == 0;
            let mut proven = unmeasured && is_safe::<F, SPLAT>(&self.free, job, 0, walk);
            self.enter::<SPLAT>(walk);
            let mut stage = 0;
            while stage < lead {
                let run = if proven { whole_run::<F>(job.halving(stage), lead - stage) } else { 0 };
                if run > 0 {
                    let pass = Pass::<F, SPLAT, false> { kernel: &self.free, tables: &job.tables, walk };
                    stage += sweep::<_, SPLAT, false, false>(&pass, stage, run, flags);
                    continue;
                }
                let pass = Pass::<C, SPLAT, false> { kernel: &self.checked, tables: &job.tables, walk };
                if C::PAIRED && lead - stage > 1 {
                    pass.sweep::<false, 4>(stage, flags);
                    stage += 2;
                } else {
                    pass.sweep::<false, 2>(stage, flags);
                    stage += 1;
                }
                proven = proven || is_safe::<F, SPLAT>(&self.free, job, stage, walk);
            }
            proven
        }
    }

    /// Brings the words in, aligned.
    ///
    /// # Safety
    /// The walk covers a frame (`WORDS` frames if `SPLAT`).
    #[inline(always)]
    pub(super) unsafe fn enter<const SPLAT: bool>(&self, walk: Walk) {
        let mut position = 0;
        while position < walk.len {
            // SAFETY: the caller's walk covers its positions.
            unsafe {
                let at = position * pitch::<F, SPLAT>();
                self.checked.enter(F::Lanes::load(walk.from.add(at))).store(walk.to.add(at));
            }
            position += if SPLAT { 1 } else { F::WORDS };
        }
    }
}

/// The stages of the next `run` that are done at once, `left` at most: those that go in pairs are not parted.
#[inline(always)]
fn whole_run<K: Kernel>(run: usize, left: usize) -> usize {
    match (K::PAIRED, run >= left) {
        // One that is left over is not worth code of its own.
        (true, true) if left == 1 => 0,
        (true, false) => run & !1,
        _ => run.min(left),
    }
}

/// One sweep of the next one, two or three of `run` stages; gives how many it did. With `FIRST` it brings the words in.
///
/// # Safety
/// The walk covers the positions of a frame; `run` stages from `stage` on leave blocks of at least a register.
#[inline(always)]
unsafe fn sweep<K: Kernel, const SPLAT: bool, const STRAIGHT: bool, const FIRST: bool>(
    pass: &Pass<K, SPLAT, STRAIGHT>,
    stage: usize,
    run: usize,
    flags: &mut K::Lanes,
) -> usize {
    // Three are the cheapest, and twos go first so that what remains is a multiple of three; pairs are followed by one at most.
    let three = if K::PAIRED { run == 3 } else { run.is_multiple_of(3) };
    let stages = if three { 3 } else { run.min(2) };
    // SAFETY: the caller's walks.
    unsafe {
        if K::PAIRED && SPLAT {
            // Down the columns all sweeps are pairs.
            pass.sweep::<FIRST, 4>(stage, flags);
        } else if stages == 2 {
            pass.sweep::<FIRST, 4>(stage, flags);
        } else if K::PAIRED || stages == 3 {
            pass.sweep::<FIRST, 8>(stage, flags);
        } else {
            pass.sweep::<FIRST, 2>(stage, flags);
        }
    }
    stages
}
