// SPDX-License-Identifier: MIT OR Apache-2.0
//! Two real rows in one frame (P1 to P6): against uniqueness, the DFT's definition, derived bounds and closed forms.

#[path = "../common/mod.rs"]
mod common;
mod limits;

use common::{Draw, SplitMix64, any_spec};
use num_complex::Complex;
use proptest::prelude::*;
use utsushi::fft::{
    CheckedSpec, Direction, FftModel, FftSpec, Frame, Order, Reference, RowPairs, Schedule, Spectrum,
};
use utsushi::number::Rounding;

const DIRECTIONS: [Direction; 2] = [Direction::Forward, Direction::Inverse];

/// Where bin `k` stands, without the crate's permutation.
fn place(spec: &CheckedSpec, k: usize) -> usize {
    let bits = spec.log2_len();
    match spec.spec().order {
        Order::Natural => k,
        Order::BitReversed => (0..bits).fold(0, |p, i| p | ((k >> i) & 1) << (bits - 1 - i)),
    }
}

/// The bins in natural order.
fn natural<T: Copy>(spec: &CheckedSpec, spectrum: &Spectrum<T>) -> Vec<Complex<T>> {
    (0..spec.spec().len).map(|k| spectrum.bins[place(spec, k)]).collect()
}

fn row(draw: &mut SplitMix64, spec: &CheckedSpec) -> Vec<i32> {
    (0..spec.spec().len).map(|_| draw.word(spec.input().width)).collect()
}

fn alone(spec: &CheckedSpec, row: &[i32], direction: Direction) -> Frame {
    let samples = row.iter().map(|&word| Complex::new(word, 0)).collect();
    Frame::new(spec, samples).unwrap().with_direction(direction)
}

/// A spectrum Z is A + jB with A and B Hermitian in one way only: those two properties pin every bit.
fn check_separation(spec: &CheckedSpec, frame: &Frame) {
    let pairs = RowPairs::new(spec).unwrap();
    let spectrum = FftModel::new(spec).run(frame);
    let separated = pairs.separate(&spectrum);
    let z = natural(spec, &spectrum);
    let [a, b] = separated.each_ref().map(|one| natural(spec, one));
    let wide = |v: i32| i64::from(v);
    for k in 0..z.len() {
        let twice = [wide(a[k].re) - wide(b[k].im), wide(a[k].im) + wide(b[k].re)];
        assert_eq!(twice, [2 * wide(z[k].re), 2 * wide(z[k].im)], "2A + j2B is not 2Z at bin {k}");
        for bins in [&a, &b] {
            assert_eq!(
                bins[k],
                bins[(z.len() - k) % z.len()].conj(),
                "bin {k} is not its mirror's conjugate"
            );
            assert!(pairs.output().holds(bins[k].re) && pairs.output().holds(bins[k].im), "bin {k}");
        }
    }
    let (width, frac) = (spec.output().width + 1, spec.output().frac + 1);
    assert_eq!((pairs.output().width, pairs.output().frac), (width, frac));
    for one in &separated {
        assert_eq!((one.overflow, one.exponent), (spectrum.overflow, spec.exponent() - 1));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn any_spec_separates_exactly(spec in any_spec(8), seed in any::<u64>(), inverse in any::<bool>()) {
        let spec = spec.check().unwrap();
        prop_assume!(spec.output().width < 32);
        let (mut draw, direction) = (SplitMix64::new(seed), DIRECTIONS[usize::from(inverse)]);
        let (first, second) = (row(&mut draw, &spec), row(&mut draw, &spec));
        let frame = RowPairs::new(&spec).unwrap().join(&first, &second).unwrap();
        prop_assert_eq!(frame.direction(), spec.direction());
        let parts: (Vec<_>, Vec<_>) = frame.samples().iter().map(|z| (z.re, z.im)).unzip();
        prop_assert_eq!(parts, (first, second));
        check_separation(&spec, &frame.with_direction(direction));
    }

    /// Bins at the ends of the range give the widest sums.
    #[test]
    fn corner_spectra_separate_exactly(width in 2_u32..32, order in 0..2_usize, seed in any::<u64>()) {
        let spec = FftSpec { len: 16, data: width, order: Order::ALL[order], ..FftSpec::default() };
        let spec = spec.check().unwrap();
        let (mut draw, ends) = (SplitMix64::new(seed), [spec.output().min(), spec.output().max()]);
        let mut end = || ends[(draw.next_word() % 2) as usize];
        let bins = (0..16).map(|_| Complex::new(end(), end())).collect();
        let pairs = RowPairs::new(&spec).unwrap();
        for one in pairs.separate(&Spectrum { bins, overflow: true, exponent: 3 }) {
            prop_assert!(one.bins.iter().all(|z| pairs.output().holds(z.re) && pairs.output().holds(z.im)));
            prop_assert_eq!((one.overflow, one.exponent), (true, 2));
        }
    }
}

/// Four points have no twiddle but 1 and ±j, and `grow` drops no bit: the spectra are the DFTs themselves.
#[test]
fn every_pair_of_four_words_gives_twice_the_dfts() {
    let mut checked = 0;
    for order in Order::ALL {
        let spec = FftSpec { len: 4, data: 2, order, schedule: Schedule::Grow, ..FftSpec::default() };
        let spec = spec.check().unwrap();
        let (model, pairs) = (FftModel::new(&spec), RowPairs::new(&spec).unwrap());
        for (code, direction) in (0..1_u32 << 16).flat_map(|code| DIRECTIONS.map(|d| (code, d))) {
            let rows = [0, 8].map(|at| [0, 2, 4, 6].map(|i| spec.input().word(code >> (at + i))));
            let frame = pairs.join(&rows[0], &rows[1]).unwrap().with_direction(direction);
            for (one, row) in pairs.separate(&model.run(&frame)).iter().zip(rows) {
                assert_eq!(natural(&spec, one), twice_dft_of_four(row, direction), "{row:?} {order}");
                assert_eq!((one.overflow, one.exponent), (false, -1));
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 8 << 16);
}

fn twice_dft_of_four([a, b, c, d]: [i32; 4], direction: Direction) -> Vec<Complex<i32>> {
    let turn = if direction == Direction::Forward { d - b } else { b - d };
    let half = [(a + b + c + d, 0), (a - c, turn), (a - b + c - d, 0), (a - c, -turn)];
    half.map(|(re, im)| Complex::new(2 * re, 2 * im)).to_vec()
}

#[test]
fn the_reference_separates_into_the_dfts_by_definition() {
    let mut draw = SplitMix64::new(5);
    for (len, order) in [4, 16, 128].into_iter().flat_map(|len| Order::ALL.map(|order| (len, order))) {
        let spec = FftSpec { len, order, schedule: Schedule::Guarded(2), ..FftSpec::default() };
        let spec = spec.check().unwrap();
        let (reference, pairs) = (Reference::new(&spec), RowPairs::new(&spec).unwrap());
        for direction in DIRECTIONS {
            let rows = [row(&mut draw, &spec), row(&mut draw, &spec)];
            let frame = pairs.join(&rows[0], &rows[1]).unwrap().with_direction(direction);
            for (one, row) in pairs.separate(&reference.run(&frame)).iter().zip(rows) {
                let scale = 2_f64.powi(one.exponent);
                let dft = dft_by_definition(&row, direction);
                let peak = dft.iter().map(|z| z.norm()).fold(0.0, f64::max);
                for (k, (bin, exact)) in natural(&spec, one).iter().zip(&dft).enumerate() {
                    assert!((bin * scale - exact).norm() < 1e-9 * peak, "len {len} {order} bin {k}");
                }
            }
        }
    }
}

fn dft_by_definition(row: &[i32], direction: Direction) -> Vec<Complex<f64>> {
    let len = row.len();
    let sign = if direction == Direction::Forward { -1.0 } else { 1.0 };
    let term = |k: usize, n: usize| {
        let angle = sign * std::f64::consts::TAU * ((k * n) % len) as f64 / len as f64;
        Complex::from_polar(f64::from(row[n]), angle)
    };
    (0..len).map(|k| (0..len).map(|n| term(k, n)).sum()).collect()
}

/// Largest error of a bin under `grow`, for samples of at most `radius`: each stage doubles what came before, and adds
/// the twiddle's error on a difference and one rounding, unless its factors are 1 and ±j alone.
fn grow_bound(spec: &CheckedSpec, radius: f64) -> f64 {
    let rounding = if spec.spec().rounding == Rounding::Truncate { 2_f64.sqrt() } else { 0.5_f64.sqrt() };
    // Half a unit in one component, a whole one where the other is clamped.
    let twiddle = 1.25_f64.sqrt() * 2_f64.powi(1 - spec.spec().twiddle.cast_signed());
    let after = |(error, radius): (f64, f64), block: usize| {
        let (twiddle, rounding) = if block > 4 { (twiddle, rounding) } else { (0.0, 0.0) };
        (2.0 * error * (1.0 + twiddle) + 2.0 * radius * twiddle + rounding, 2.0 * radius)
    };
    spec.stages().iter().map(|stage| stage.block).fold((0.0, radius), after).0
}

#[test]
fn a_row_in_a_pair_agrees_with_the_row_alone() {
    let mut draw = SplitMix64::new(8);
    for (len, rounding) in [8, 64, 256].into_iter().flat_map(|len| Rounding::ALL.map(|r| (len, r))) {
        let spec =
            FftSpec { len, data: 12, twiddle: 20, rounding, schedule: Schedule::Grow, ..FftSpec::default() };
        let spec = spec.check().unwrap();
        let (model, pairs) = (FftModel::new(&spec), RowPairs::new(&spec).unwrap());
        let full = 2048.0;
        let bound = 2.0 * (grow_bound(&spec, full) + grow_bound(&spec, full * 2_f64.sqrt()));
        // The rms of a doubled bin of white samples is 2·√N·2048/√3.
        assert!(20.0 * bound < 2.0 * full * (len as f64 / 3.0).sqrt(), "len {len}: {bound} says nothing");
        for direction in DIRECTIONS {
            let rows = [row(&mut draw, &spec), row(&mut draw, &spec)];
            let frame = pairs.join(&rows[0], &rows[1]).unwrap().with_direction(direction);
            for (one, row) in pairs.separate(&model.run(&frame)).iter().zip(&rows) {
                let single = model.run(&alone(&spec, row, direction));
                for (k, (a, x)) in one.bins.iter().zip(&single.bins).enumerate() {
                    let off = a - x * 2;
                    let off = f64::from(off.re).hypot(f64::from(off.im));
                    assert!(off <= bound, "len {len} {rounding} position {k}: {off} exceeds {bound}");
                }
            }
        }
    }
}

/// In bit-reversed order the positions 2^h to 2^(h+1) − 1 mirror each other end to end (P2).
#[test]
fn mirrors_stay_within_their_octave_in_bit_reversed_order() {
    let spec = FftSpec { len: 64, order: Order::BitReversed, ..FftSpec::default() }.check().unwrap();
    let pairs = RowPairs::new(&spec).unwrap();
    for p in 0..64_usize {
        let mirror = if p == 0 { 0 } else { 3 * (1 << p.ilog2()) - 1 - p };
        let mut bins = vec![Complex::ZERO; 64];
        bins[p] = Complex::new(1000, 0);
        let [first, _] = pairs.separate(&Spectrum { bins, overflow: false, exponent: 6 });
        let found: Vec<_> = (0..64).filter(|&q| first.bins[q] != Complex::ZERO).collect();
        let expected = if p == mirror { vec![p] } else { vec![p.min(mirror), p.max(mirror)] };
        assert_eq!(found, expected, "position {p}");
    }
}

#[test]
fn an_odd_last_row_is_paired_with_zeros_and_comes_back_alone() {
    let spec = FftSpec { len: 8, order: Order::BitReversed, ..FftSpec::default() }.check().unwrap();
    let (model, pairs) = (FftModel::new(&spec), RowPairs::new(&spec).unwrap());
    let mut draw = SplitMix64::new(2);
    let rows: Vec<Vec<i32>> = (0..5).map(|_| row(&mut draw, &spec)).collect();
    let frames = pairs.join_all(&rows).unwrap();
    assert_eq!(frames.len(), 3);
    assert!(frames[2].samples().iter().zip(&rows[4]).all(|(z, &word)| *z == Complex::new(word, 0)));
    let spectra: Vec<_> = frames.iter().map(|frame| model.run(frame)).collect();
    let separated = pairs.separate_all(&spectra, 5);
    let one_by_one: Vec<_> = spectra.iter().flat_map(|spectrum| pairs.separate(spectrum)).collect();
    assert_eq!(separated, one_by_one[..5]);
    assert_eq!(pairs.join_all(Vec::<Vec<i32>>::new()).unwrap(), []);
    assert_eq!(pairs.separate_all::<i32>(&[], 0), []);
}

#[test]
fn what_cannot_be_paired_is_said() {
    let spec = FftSpec { len: 4, data: 8, ..FftSpec::default() }.check().unwrap();
    let pairs = RowPairs::new(&spec).unwrap();
    let row = [1, 2, 3, 4];
    let short = "a frame has 4 samples and 3 were given; pad, crop or resample them";
    assert_eq!(pairs.join(&row, &row[..3]).unwrap_err().to_string(), short);
    assert_eq!(pairs.join_all([&row[..], &row[..], &row[..3]]).unwrap_err().to_string(), short);
    assert_eq!(
        pairs.join(&row, &[0, 0, 128, 0]).unwrap_err().to_string(),
        "sample 2 is 3+128i and a component of 8 bits holds -128 to 127; scale the input"
    );
    let wide = FftSpec { len: 4, data: 29, schedule: Schedule::Grow, ..FftSpec::default() };
    let narrow = FftSpec { data: 28, ..wide.clone() };
    for (spec, width) in
        [(wide, None), (narrow, Some(32)), (FftSpec { data: 31, ..FftSpec::default() }, Some(32))]
    {
        let spec = spec.check().unwrap();
        assert_eq!(
            RowPairs::new(&spec).ok().map(|pairs| pairs.output().width),
            width.map(|w: u32| w),
            "{spec:?}"
        );
    }
    let full = FftSpec { data: 32, ..FftSpec::default() }.check().unwrap();
    assert_eq!(
        RowPairs::new(&full).unwrap_err().to_string(),
        "the output has 32 bits, the spectra of row pairs one more, and a word at most 32; use less data bits, or a schedule whose last stage has a width of at most 31"
    );
}

#[test]
#[should_panic(expected = "a spectrum has one bin a sample")]
fn a_spectrum_of_another_length_is_refused() {
    let spec = FftSpec { len: 8, ..FftSpec::default() }.check().unwrap();
    let bins = vec![Complex::new(0, 0); 4];
    let _ = RowPairs::new(&spec).unwrap().separate(&Spectrum { bins, overflow: false, exponent: 3 });
}

#[test]
#[should_panic(expected = "two rows share a spectrum")]
fn a_spectrum_too_few_is_refused() {
    let spec = FftSpec { len: 8, ..FftSpec::default() }.check().unwrap();
    let _ = RowPairs::new(&spec).unwrap().separate_all::<f64>(&[], 1);
}
