// SPDX-License-Identifier: MIT OR Apache-2.0
//! The exact complex product; twin of `hdl/fft_complex_mul.v`.

use num_complex::Complex;

/// d·w, exact: four products by definition.
///
/// The Verilog takes three, wr(dr + di) − di(wr + wi) and wr(dr + di) + dr(wi − wr), which is the same
/// integer. Components of d are within 33 bits and of w within 33, so a component needs at most 67 bits.
#[must_use]
pub fn complex_mul(d: Complex<i64>, w: Complex<i64>) -> Complex<i128> {
    let product = |x: i64, y: i64| i128::from(x) * i128::from(y);
    Complex::new(product(d.re, w.re) - product(d.im, w.im), product(d.re, w.im) + product(d.im, w.re))
}
