// SPDX-License-Identifier: MIT OR Apache-2.0
//! The prediction against formulas derived apart from it, and the twiddles' noise against its definition.

use num_complex::Complex;
use utsushi::fft::{BitReversal, Decomposition, Direction, FftSpec, Schedule, TwiddleRom};
use utsushi::number::Rounding;
use utsushi::quality::{Prediction, Predictor, predict};

fn halve(len: usize, rounding: Rounding) -> Prediction {
    predict(&FftSpec { len, twiddle: 30, rounding, ..FftSpec::default() }.check().unwrap(), 1e8)
}

/// Variance of `halve`: ¼(1 − 1/N) + A/48, A = (1 − 2/N)(1 − 4/N)/3, for either rounding that leaves fair bits.
#[test]
fn halving_has_its_closed_form() {
    for len in (2..=14).map(|log2| 1_usize << log2) {
        let n = len as f64;
        let expected = 0.25 * (1.0 - 1.0 / n) + (1.0 - 2.0 / n) * (1.0 - 4.0 / n) / 144.0;
        for rounding in [Rounding::Truncate, Rounding::HalfUp] {
            let got = halve(len, rounding).rounding;
            // At T = 30 a product drops 30 bits, of which 4^-30 is missing; what remains is f64's rounding.
            assert!((got - expected).abs() < 1e-9, "{len} {rounding}: {got} and not {expected}");
        }
    }
}

/// Bias of bin 0: a quarter LSB a stage, down for truncation and up for half-up.
#[test]
fn bias_gathers_in_bin_0() {
    for log2_len in 2..=12_u32 {
        let quarter = f64::from(log2_len) / 4.0;
        for (rounding, sign) in Rounding::ALL.into_iter().zip([-1.0, 1.0, 0.0]) {
            let bias = halve(1 << log2_len, rounding).bias_lsb;
            assert!((bias - sign * quarter).abs() < 1e-9, "2^{log2_len} {rounding}: {bias}");
        }
    }
}

/// Mean square errors published with the integer experiment they come from, four digits.
#[test]
fn halving_has_the_recorded_errors() {
    let recorded = [
        (8, [0.7292, 0.6667, 0.3678]),
        (16, [0.8932, 0.7682, 0.3883]),
        (64, [1.0643, 0.8612, 0.4063]),
        (256, [1.1248, 0.8904, 0.4107]),
        (1024, [1.1443, 0.8992, 0.4118]),
        (4096, [1.1503, 0.9018, 0.4121]),
    ];
    for (len, errors) in recorded {
        for (rounding, expected) in Rounding::ALL.into_iter().zip(errors) {
            let own = halve(len, rounding);
            let noise = own.rounding + own.bias;
            assert!((noise - expected).abs() < 0.000_051, "{len} {rounding}: {noise:.5} and not {expected}");
        }
    }
}

/// Nothing is lost by `grow` but the products' fractions: (N − 2L)/12 with wide twiddles.
#[test]
fn growing_has_its_closed_form() {
    for log2_len in 2..=12_u32 {
        let len = 1 << log2_len;
        let spec = FftSpec {
            len,
            twiddle: 30,
            schedule: Schedule::Grow,
            rounding: Rounding::HalfUp,
            ..FftSpec::default()
        };
        let got = predict(&spec.check().unwrap(), 1e12).rounding;
        let expected = (len as f64 - 2.0 * f64::from(log2_len)) / 12.0;
        // 30-bit twiddles near 1 leave a product near its difference: a correction below 1e-6 of the whole.
        assert!((got - expected).abs() <= 1e-6 * expected, "2^{log2_len}: {got} and not {expected}");
    }
}

/// ‖F′ − F‖²/‖F‖², every column pushed through a float transform that has the table's factors.
#[test]
fn twiddle_noise_is_that_of_the_whole_matrix() {
    let predictor = Predictor::new();
    let mut checked = 0;
    for (len, twiddle) in [4, 8, 16, 32, 64, 256].into_iter().flat_map(|len| (2..=22).map(move |t| (len, t)))
    {
        for (decomposition, columns) in
            [(Decomposition::Radix2, radix2 as Columns), (Decomposition::Radix22, radix22)]
        {
            let expected = by_definition(len, twiddle, columns);
            let got = predictor.twiddle_noise(len, twiddle, decomposition);
            // The columns are f64 sums of about 1e-15 relative error, which the difference of two of them keeps.
            assert!(
                (got - expected).abs() <= 1e-9 * expected + 1e-24,
                "{decomposition} {len} {twiddle}: {got:e} and not {expected:e}"
            );
            checked += 1;
        }
    }
    assert_eq!(checked, 252);
}

/// Factor m of a table of half a turn in so many steps.
type Factor<'a> = &'a dyn Fn(usize, usize) -> Complex<f64>;
/// A transform of one column in streaming order, with such factors.
type Columns = fn(&mut [Complex<f64>], Factor);

fn by_definition(len: usize, twiddle: u32, transform: Columns) -> f64 {
    let roms: Vec<_> = (0..len.trailing_zeros()).map(|l| TwiddleRom::new(1 << l, twiddle)).collect();
    let rounded = |half: usize, m: usize| {
        let code = roms[half.trailing_zeros() as usize].factor(m % half, Direction::Forward);
        let sign = if m < half { 1.0 } else { -1.0 };
        sign * Complex::new(code.re as f64, code.im as f64) / (1_i64 << (twiddle - 1)) as f64
    };
    // The platform's sine is exact to 2^-52, where the coarsest difference that counts is 2^-23.
    let exact =
        |half: usize, m: usize| Complex::from_polar(1.0, -std::f64::consts::PI * m as f64 / half as f64);
    let (rounded, exact) = (columns(len, transform, &rounded), columns(len, transform, &exact));
    let error: f64 = rounded.iter().zip(&exact).map(|(a, b)| (a - b).norm_sqr()).sum();
    error / (len * len) as f64
}

/// The matrix of a transform, column by column.
fn columns(len: usize, transform: Columns, factor: Factor) -> Vec<Complex<f64>> {
    let mut all = Vec::new();
    for n in 0..len {
        let mut column = vec![Complex::new(0.0, 0.0); len];
        column[n] = Complex::new(1.0, 0.0);
        transform(&mut column, factor);
        BitReversal::new(len.trailing_zeros()).apply(&mut column);
        all.extend(column);
    }
    all
}

fn radix2(column: &mut [Complex<f64>], factor: Factor) {
    let mut half = column.len() / 2;
    while half > 0 {
        for block in column.chunks_exact_mut(2 * half) {
            let (low, high) = block.split_at_mut(half);
            for (k, (a, b)) in low.iter_mut().zip(high).enumerate() {
                (*a, *b) = (*a + *b, (*a - *b) * factor(half, k));
            }
        }
        half /= 2;
    }
}

/// Butterflies of four words: a radix-4 transform in bit-reversed order.
fn radix22(column: &mut [Complex<f64>], factor: Factor) {
    let mut block = column.len();
    while block >= 4 {
        let (half, quarter) = (block / 2, block / 4);
        for words in column.chunks_exact_mut(block) {
            for k in 0..quarter {
                let [a, b, c, d] = [0, 1, 2, 3].map(|i| words[k + i * quarter]);
                let (even, odd) = ([a + c, b + d], [a - c, (b - d) * -Complex::I]);
                words[k] = even[0] + even[1];
                words[k + quarter] = (even[0] - even[1]) * factor(half, 2 * k);
                words[k + 2 * quarter] = (odd[0] + odd[1]) * factor(half, k);
                words[k + 3 * quarter] = (odd[0] - odd[1]) * factor(half, 3 * k);
            }
        }
        block /= 4;
    }
    for pair in column.chunks_exact_mut(block) {
        if let [a, b] = pair {
            (*a, *b) = (*a + *b, *a - *b);
        }
    }
}
