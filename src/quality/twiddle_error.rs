// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the rounded twiddles do to a spectrum.
//!
//! Between a sample n and a bin m of a radix-2 transform there is one path. Its gain is the product of the factors of
//! those stages where it leaves by the difference: the set bits of m; and the factor of stage s is number n mod H. So the gain
//! errs by Π(1 + δ) − 1, δ the relative errors on the path, and its mean square over all bins is a product over stages.

use num_complex::Complex;

use crate::fft::trigonometry::{FRACTION, TURN, cos_sin};
use crate::fft::{Direction, TwiddleRom};

/// A rotation factor as the table has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Factor {
    /// Its value, for a forward transform.
    pub(super) value: Complex<f64>,
    /// Its relative error, value/exact − 1.
    error: Complex<f64>,
    /// Low bits that are zero in both components of the code.
    pub(super) zeros: u32,
    /// Whether both components are odd above these.
    pub(super) both_odd: bool,
    /// Distance to the nearest of 1, −i and −1.
    pub(super) offset: f64,
}

impl Factor {
    fn new(code: Complex<i64>, width: u32, step: usize) -> Self {
        let (cos, sin) = cos_sin(step);
        let up = FRACTION - (width - 1);
        let unit = 2_f64.powi(-FRACTION.cast_signed());
        let real = |re: i64, im: i64| Complex::new(re as f64 * unit, im as f64 * unit);
        // Subtracted as integers: of a 32-bit table's error f64 would keep few digits.
        let difference = real((code.re << up) - cos, (code.im << up) + sin);
        let value = real(code.re << up, code.im << up);
        let zeros = (code.re | code.im).trailing_zeros();
        let distance = |re: f64, im: f64| (value - Complex::new(re, im)).norm_sqr();
        Self {
            value,
            error: difference * real(cos, sin),
            zeros,
            both_odd: (code.re & code.im) >> zeros & 1 == 1,
            offset: distance(1.0, 0.0).min(distance(0.0, -1.0)).min(distance(-1.0, 0.0)).sqrt(),
        }
    }
}

/// The factors of every stage of a length and a twiddle width, and the noise that their errors make.
#[derive(Clone, Debug)]
pub(super) struct TwiddleTable {
    /// Of the first stage; stage s takes every 2^s-th of them.
    factors: Vec<Factor>,
    /// ‖F′ − F‖²/‖F‖², F′ with these factors: noise power in that of a white input's spectrum.
    pub(super) noise: f64,
    /// Of each bin, natural order.
    pub(super) noise_per_bin: Vec<f64>,
}

impl TwiddleTable {
    /// The table of a checked spec's length and twiddle width.
    pub(super) fn new(len: usize, width: u32) -> Self {
        let rom = TwiddleRom::new(len / 2, width);
        let factor = |k: usize| Factor::new(rom.factor(k, Direction::Forward), width, k * (TURN / len));
        let factors: Vec<_> = (0..len / 2).map(factor).collect();
        Self { noise: noise(&factors), noise_per_bin: noise_per_bin(&factors), factors }
    }

    /// Factor k of stage `index`.
    pub(super) fn factor(&self, index: u32, k: usize) -> &Factor {
        &self.factors[k << index]
    }
}

/// δ of every stage on the paths that begin at sample n (and at n + N/2: the two differ in a sign alone).
fn errors(factors: &[Factor], n: usize) -> impl Iterator<Item = Complex<f64>> {
    let stages = factors.len().trailing_zeros() + 1;
    (0..stages).map(move |s| factors[(n % (factors.len() >> s)) << s].error)
}

/// Mean over n of Π(1 + Re δ + |δ|²/2) − 2 Re Π(1 + δ/2) + 1: a bit of m is 0 or 1 equally often.
fn noise(factors: &[Factor]) -> f64 {
    let of_sample = |n: usize| {
        let (mut square, mut linear) = (0.0, Complex::<f64>::ZERO);
        // Products without their ones, which would drown the errors of a long table.
        for error in errors(factors, n) {
            let (one, two) = (error.re + error.norm_sqr() / 2.0, error / 2.0);
            square += one + square * one;
            linear += two + linear * two;
        }
        square - 2.0 * linear.re
    };
    ((0..factors.len()).map(of_sample).sum::<f64>() / factors.len() as f64).max(0.0)
}

/// The same for each m, to first order in δ: the mean over n of |Σ δ|² over the set bits of m.
fn noise_per_bin(factors: &[Factor]) -> Vec<f64> {
    let stages = factors.len().trailing_zeros() as usize + 1;
    let mut products = vec![0.0; stages * stages];
    for n in 0..factors.len() {
        let errors: Vec<_> = errors(factors, n).collect();
        for (row, a) in products.chunks_exact_mut(stages).zip(&errors) {
            for (sum, b) in row.iter_mut().zip(&errors) {
                *sum += a.re * b.re + a.im * b.im;
            }
        }
    }
    let mut noise = vec![0.0; 2 * factors.len()];
    for bin in 1..noise.len() {
        let lowest = bin.trailing_zeros() as usize;
        let rest = bin & (bin - 1);
        let row = &products[lowest * stages..][..stages];
        let others = row.iter().enumerate().filter(|(s, _)| rest >> s & 1 == 1);
        let crossed: f64 = others.map(|(_, product)| product).sum();
        noise[bin] = noise[rest] + (row[lowest] + 2.0 * crossed) / factors.len() as f64;
    }
    noise
}

#[cfg(test)]
mod tests {
    use super::TwiddleTable;
    use crate::quality::lsb::Lsb;

    /// Over every pair of components of four bits, the lowest odd with probability a quarter, the others fair.
    #[test]
    fn a_products_lowest_bit_is_that_of_every_value() {
        let (odd, mut mixed) = (0.25, [0; 2]);
        for (twiddle, k) in (3..9).flat_map(|t| (0..32).map(move |k| (t, k))) {
            let table = TwiddleTable::new(64, twiddle);
            let factor = table.factor(0, k);
            let code = factor.value * f64::from(1 << (twiddle - 1));
            let (w_re, w_im) = (code.re as i64, code.im as i64);
            let got = Lsb { zeros: 0, odd }.times(factor);
            let chance = |v: i64| if v & 1 == 1 { odd } else { 1.0 - odd } / 8.0;
            let pairs = (0..16_i64).flat_map(|re| (0..16_i64).map(move |im| (re, im)));
            let (mut re_odd, mut im_odd) = (0.0, 0.0);
            for (re, im) in pairs {
                let product = (re * w_re - im * w_im, re * w_im + im * w_re);
                let below = (1 << got.zeros) - 1;
                assert_eq!((product.0 & below, product.1 & below), (0, 0), "T = {twiddle}, k = {k}");
                let weight = chance(re) * chance(im);
                re_odd += weight * (product.0 >> got.zeros & 1) as f64;
                im_odd += weight * (product.1 >> got.zeros & 1) as f64;
            }
            assert!(
                (re_odd - got.odd).abs() < 1e-12 && (im_odd - got.odd).abs() < 1e-12,
                "T = {twiddle}, k = {k}"
            );
            mixed[usize::from(factor.both_odd)] += 1;
        }
        assert!(mixed[0] > 20 && mixed[1] > 20, "both kinds of factors were seen: {mixed:?}");
    }
}
