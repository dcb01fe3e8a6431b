// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every frame there is, N = 4: all 2^24 of 3-bit words in every mode on every back-end, all 2^32 of 4-bit words.

use std::thread;

use num_complex::Complex;
use utsushi::fft::kernels::Backend;
use utsushi::fft::{Direction, FftPlan, FftSpec, Order};
use utsushi::number::{Overflow, Rounding};

use crate::agree::{DIRECTIONS, backends};

/// One rounding mode and one overflow mode at `width` bits, from the contract: no code of the crate.
///
/// With N = 4 every factor is 1 or −j, so a result is an integer halved, and a butterfly maps two words of
/// 2·`width` bits to two: three tables of them are the whole transform.
struct Oracle {
    width: u32,
    rounding: Rounding,
    overflow: Overflow,
}

/// What a butterfly gives for a pair of codes: the codes of sum and difference, and whether either overflowed.
#[derive(Clone, Copy, Default)]
struct Out {
    sum: u8,
    dif: u8,
    overflow: bool,
}

impl Oracle {
    /// A component of a code: `width` bits from bit `at`, two's complement.
    fn part(&self, code: usize, at: u32) -> i32 {
        (code as i32) << (32 - at - self.width) >> (32 - self.width)
    }

    fn word(&self, code: usize) -> (i32, i32) {
        (self.part(code, 0), self.part(code, self.width))
    }

    /// v/2 rounded and brought into range, and whether it was out of range.
    fn half(&self, v: i32) -> (i32, bool) {
        let floor = v.div_euclid(2);
        let rounded = match self.rounding {
            Rounding::Truncate => floor,
            Rounding::HalfUp => floor + v.rem_euclid(2),
            Rounding::Convergent => floor + (v.rem_euclid(2) & floor),
        };
        let top = 1 << (self.width - 1);
        let fitted = match self.overflow {
            Overflow::Saturate => rounded.clamp(-top, top - 1),
            Overflow::Wrap => (rounded + top).rem_euclid(2 * top) - top,
        };
        (fitted, fitted != rounded)
    }

    fn code(&self, re: i32, im: i32) -> (u8, bool) {
        let ((re, re_out), (im, im_out)) = (self.half(re), self.half(im));
        let mask = (1 << self.width) - 1;
        (((re & mask) | (im & mask) << self.width) as u8, re_out | im_out)
    }

    /// The butterfly for every pair of codes, a in the low bits; `turn` is 0 for w = 1, −1 for −j and 1 for j.
    fn table(&self, turn: i32) -> Vec<Out> {
        let (codes, bits) = (1_usize << (4 * self.width), 2 * self.width);
        let butterfly = |pair: usize| {
            let (a, b) = (self.word(pair & ((1 << bits) - 1)), self.word(pair >> bits));
            let (sum, sum_out) = self.code(a.0 + b.0, a.1 + b.1);
            let d = (a.0 - b.0, a.1 - b.1);
            let (dif, dif_out) = match turn {
                0 => self.code(d.0, d.1),
                _ => self.code(-turn * d.1, turn * d.0),
            };
            Out { sum, dif, overflow: sum_out | dif_out }
        };
        (0..codes).map(butterfly).collect()
    }
}

/// Frames in a batch.
const PAIRS: usize = 1 << 13;

/// What the frames of one mode are checked with.
struct Slab<'a> {
    oracle: &'a Oracle,
    plan: &'a FftPlan,
    way: Direction,
    plain: &'a [Out],
    turned: &'a [Out],
}

impl Slab<'_> {
    fn sample(&self, code: usize) -> Complex<i16> {
        let (re, im) = self.oracle.word(code);
        Complex::new(re as i16, im as i16)
    }

    /// Every frame with that x[0], in batches that stay in the cache; frames checked.
    fn check(&self, first: usize) -> usize {
        let codes = 1_usize << (2 * self.oracle.width);
        let pairs: Vec<usize> = (0..codes * codes).collect();
        pairs.chunks(PAIRS).map(|pairs| self.check_pairs(first, pairs[0], pairs.len())).sum()
    }

    /// Those whose x[1] and x[3] are among `count` pairs of codes, one batch for each x[2].
    fn check_pairs(&self, first: usize, from: usize, count: usize) -> usize {
        let codes = 1_usize << (2 * self.oracle.width);
        let mut input = vec![Complex::new(0, 0); 4 * count];
        for (pair, frame) in (from..).zip(input.chunks_exact_mut(4)) {
            (frame[1], frame[3]) = (self.sample(pair % codes), self.sample(pair / codes));
        }
        let (mut output, mut flags) = (input.clone(), vec![false; count]);
        for third in 0..codes {
            let fixed = (self.sample(first), self.sample(third));
            input.chunks_exact_mut(4).for_each(|frame| (frame[0], frame[2]) = fixed);
            self.plan.process_batch_into(&input, &mut output, self.way, &mut flags).unwrap();
            let even = self.plain[first | (third * codes)];
            let wrong = self.first_wrong(even, &self.turned[from..], &output, &flags);
            assert!(
                wrong.is_none(),
                "{} {:?} {:?}: {:?}",
                self.plan.backend(),
                self.way,
                self.plan.spec().spec(),
                wrong.map(|n| (&input[4 * n..][..4], &output[4 * n..][..4], flags[n]))
            );
        }
        codes * count
    }

    /// The first frame whose spectrum is not the tables'; `odd` is what x[1] and x[3] of each give.
    fn first_wrong(&self, even: Out, odd: &[Out], output: &[Complex<i16>], flags: &[bool]) -> Option<usize> {
        let codes = 1 << (2 * self.oracle.width);
        let row = |code: u8| -> Vec<([Complex<i16>; 2], bool)> {
            let out = |other: usize| self.plain[usize::from(code) | (other * codes)];
            let bins = |o: Out| [self.sample(o.sum.into()), self.sample(o.dif.into())];
            (0..codes).map(|other| (bins(out(other)), out(other).overflow)).collect()
        };
        let (sums, difs) = (row(even.sum), row(even.dif));
        // The sums end in bins 0 and 2, the differences in 1 and 3.
        let natural = self.plan.spec().spec().order == Order::Natural;
        let [(a, b), (c, d)] = if natural { [(0, 2), (1, 3)] } else { [(0, 1), (2, 3)] };
        let agrees = |(odd, (bins, flag)): (&Out, (&[Complex<i16>], &bool))| {
            let ((low, low_out), (high, high_out)) =
                (&sums[usize::from(odd.sum)], &difs[usize::from(odd.dif)]);
            ([bins[a], bins[b]] == *low)
                && ([bins[c], bins[d]] == *high)
                && (*flag == even.overflow | odd.overflow | low_out | high_out)
        };
        let mut frames = odd.iter().zip(output.chunks_exact(4).zip(flags));
        frames.position(|frame| !agrees(frame))
    }
}

/// Every frame of one mode, on two threads; the number of frames.
fn every_frame(backend: Backend, spec: &FftSpec, way: Direction) -> usize {
    let width = spec.data;
    let oracle = Oracle { width, rounding: spec.rounding, overflow: spec.overflow };
    let plan = FftPlan::with_backend(&spec.check().unwrap(), backend).unwrap();
    let turned = oracle.table(if way == Direction::Forward { -1 } else { 1 });
    let slab = Slab { oracle: &oracle, plan: &plan, way, plain: &oracle.table(0), turned: &turned };
    let codes = 1_usize << (2 * width);
    let part = |from: usize| (from..codes).step_by(2).map(|first| slab.check(first)).sum::<usize>();
    thread::scope(|scope| {
        let other = scope.spawn(|| part(1));
        part(0) + other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn spec(width: u32, rounding: Rounding, overflow: Overflow, order: Order) -> FftSpec {
    FftSpec { len: 4, data: width, twiddle: width, rounding, overflow, order, ..FftSpec::default() }
}

#[test]
fn every_frame_of_3_bits_in_every_mode() {
    for backend in backends() {
        for (rounding, overflow) in Rounding::ALL.into_iter().flat_map(|r| Overflow::ALL.map(|o| (r, o))) {
            for (way, order) in DIRECTIONS.into_iter().zip(Order::ALL) {
                assert_eq!(every_frame(backend, &spec(3, rounding, overflow, order), way), 1 << 24);
            }
        }
    }
}

#[test]
fn every_frame_of_4_bits() {
    let backend = *backends().last().expect("one back-end at least");
    let spec = spec(4, Rounding::Convergent, Overflow::Saturate, Order::Natural);
    assert_eq!(every_frame(backend, &spec, Direction::Forward), 1 << 32);
}
