// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the rounded twiddles do to a spectrum.
//!
//! Between a sample n and a bin m of a radix-2 transform there is one path. Its gain is the product of the factors of
//! those stages where it leaves by the difference: the set bits of m; and the factor of stage s is number n mod H. So the gain
//! errs by Π(1 + δ) − 1, δ the relative errors on the path, and its mean square over all bins is a product over stages. Of radix 2²
//! the same holds of pairs of stages with four ways through each: the two digits of m say by how many times n mod B/4 it rotates.

use num_complex::Complex;

use crate::fft::trigonometry::{FRACTION, TURN, cos_sin};
use crate::fft::{Decomposition, Direction, TwiddleRom};

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
    /// Distance to the nearest of 1, −i, −1 and i.
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
    /// exp(−2πik/N) for k below N/2.
    factors: Vec<Factor>,
    /// ‖F′ − F‖²/‖F‖², F′ with these factors: noise power in that of a white input's spectrum.
    pub(super) noise: f64,
    /// Of each bin, natural order.
    pub(super) noise_per_bin: Vec<f64>,
}

impl TwiddleTable {
    /// The table of a checked spec's length, twiddle width and decomposition.
    pub(super) fn new(len: usize, width: u32, decomposition: Decomposition) -> Self {
        let rom = TwiddleRom::new(len / 2, width);
        let factor = |k: usize| Factor::new(rom.factor(k, Direction::Forward), width, k * (TURN / len));
        let factors: Vec<_> = (0..len / 2).map(factor).collect();
        let paths = Paths { factors: &factors, decomposition };
        Self { noise: paths.noise(), noise_per_bin: paths.noise_per_bin(), factors }
    }

    /// Factor m of a stage whose own table has `half`: exp(−πim/half), m below 2·half.
    pub(super) fn factor(&self, half: usize, m: usize) -> Factor {
        factor(&self.factors, half, m)
    }
}

fn factor(factors: &[Factor], half: usize, m: usize) -> Factor {
    let at = factors[m % half * (factors.len() / half)];
    if m < half { at } else { Factor { value: -at.value, ..at } }
}

/// The paths from samples to bins.
///
/// A path passes groups of stages: of radix 2 each stage is one, of radix 2² each pair. Of a bin's binary digits a group takes
/// one or two, lowest first; they choose one of its ways, of which way 0 has no factor.
struct Paths<'a> {
    factors: &'a [Factor],
    decomposition: Decomposition,
}

impl Paths<'_> {
    /// Binary digits of a bin that a group takes.
    fn digits(&self) -> usize {
        match self.decomposition {
            Decomposition::Radix2 => 1,
            Decomposition::Radix22 => 2,
        }
    }

    fn groups(&self) -> usize {
        (self.factors.len().trailing_zeros() as usize + 1).div_ceil(self.digits())
    }

    /// Ways through a group that have a factor.
    fn ways(&self) -> usize {
        (1 << self.digits()) - 1
    }

    /// δ on every way but the first of every group, on the paths that begin at sample n.
    fn errors(&self, n: usize) -> impl Iterator<Item = Complex<f64>> {
        (0..self.groups()).flat_map(move |group| (1..=self.ways()).map(move |way| self.error(group, way, n)))
    }

    /// δ on way `way` of a group for sample n: a rotation by `way` times n modulo the words beside each other in a block, a half of
    /// it or a quarter. Samples that differ by these differ in a sign alone, or in an exact −j.
    fn error(&self, group: usize, way: usize, n: usize) -> Complex<f64> {
        let half = self.factors.len() >> (group * self.digits());
        match self.decomposition {
            Decomposition::Radix2 => factor(self.factors, half, n % half).error,
            // The last stage of an odd number stands alone and rotates nothing.
            Decomposition::Radix22 if half == 1 => Complex::ZERO,
            Decomposition::Radix22 => factor(self.factors, half, way * (n % (half / 2))).error,
        }
    }

    /// Mean over n of Π(1 + mean(2 Re δ + |δ|²)) − 2 Re Π(1 + mean δ) + 1: every way of a group is taken equally often.
    fn noise(&self) -> f64 {
        let count = (self.ways() + 1) as f64;
        let of_sample = |n: usize| {
            let (mut square, mut linear) = (0.0, Complex::<f64>::ZERO);
            // Products without their ones, which would drown the errors of a long table.
            for group in 0..self.groups() {
                let errors = (1..=self.ways()).map(|way| self.error(group, way, n));
                let (one, two) = errors.fold((0.0, Complex::ZERO), |(one, two), error| {
                    (one + (2.0 * error.re + error.norm_sqr()), two + error)
                });
                let (one, two) = (one / count, two / count);
                square += one + square * one;
                linear += two + linear * two;
            }
            square - 2.0 * linear.re
        };
        ((0..self.factors.len()).map(of_sample).sum::<f64>() / self.factors.len() as f64).max(0.0)
    }

    /// The same for each m, to first order in δ: the mean over n of |Σ δ|² over the ways that the digits of m choose.
    fn noise_per_bin(&self) -> Vec<f64> {
        let all = self.groups() * self.ways();
        let mut products = vec![0.0; all * all];
        for n in 0..self.factors.len() {
            let errors: Vec<_> = self.errors(n).collect();
            for (row, a) in products.chunks_exact_mut(all).zip(&errors) {
                for (sum, b) in row.iter_mut().zip(&errors) {
                    *sum += a.re * b.re + a.im * b.im;
                }
            }
        }
        let mut noise = vec![0.0; 2 * self.factors.len()];
        for bin in 1..noise.len() {
            let group = bin.trailing_zeros() as usize / self.digits();
            let (lowest, rest) = (self.way(bin, group), bin & !(self.ways() << (group * self.digits())));
            let row = &products[(group * self.ways() + lowest - 1) * all..][..all];
            let crossed: f64 = (group + 1..self.groups())
                .filter_map(|other| Some(row[other * self.ways() + self.way(rest, other).checked_sub(1)?]))
                .sum();
            let own = row[group * self.ways() + lowest - 1];
            noise[bin] = noise[rest] + (own + 2.0 * crossed) / self.factors.len() as f64;
        }
        noise
    }

    /// The way through a group to a bin.
    fn way(&self, bin: usize, group: usize) -> usize {
        bin >> (group * self.digits()) & self.ways()
    }
}

#[cfg(test)]
mod tests {
    use super::TwiddleTable;
    use crate::fft::Decomposition;
    use crate::quality::lsb::Lsb;

    /// Over every pair of components of four bits, the lowest odd with probability a quarter, the others fair.
    #[test]
    fn a_products_lowest_bit_is_that_of_every_value() {
        let (odd, mut mixed) = (0.25, [0; 2]);
        for (twiddle, k) in (3..9).flat_map(|t| (0..32).map(move |k| (t, k))) {
            let table = TwiddleTable::new(64, twiddle, Decomposition::Radix2);
            let factor = table.factor(32, k);
            let code = factor.value * f64::from(1 << (twiddle - 1));
            let (w_re, w_im) = (code.re as i64, code.im as i64);
            let got = Lsb { zeros: 0, odd }.times(&factor);
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
