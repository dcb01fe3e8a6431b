// SPDX-License-Identifier: MIT OR Apache-2.0
//! Lengths by shifts and additions; twin of `hdl/fft_cordic.v`.

/// CORDIC vectoring of a vector in the first quadrant, its gain taken back (numeric contract, M3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cordic {
    iterations: u32,
    guard: u32,
    fraction: u32,
    gain: u64,
}

impl Cordic {
    /// Lengths of vectors whose components are at most 2^(`width` − 1), with `guard` bits below them.
    ///
    /// # Panics
    /// If `width` is not 2 to 32, `guard` above 8, `iterations` not 2 to 20 or above `width` + `guard`: a `Magnitude` gives neither.
    #[must_use]
    pub fn new(width: u32, iterations: u32, guard: u32) -> Self {
        assert!((2..=32).contains(&width), "a component has 2 to 32 bits, not {width}");
        assert!(guard <= 8, "0 to 8 guard bits, not {guard}");
        let most = (width + guard).min(20);
        assert!((2..=most).contains(&iterations), "2 to {most} iterations, not {iterations}");
        let fraction = width + 4;
        Self { iterations, guard, fraction, gain: inverse_gain(iterations, fraction) }
    }

    /// Fraction bits of a length.
    #[must_use]
    pub fn drop(&self) -> u32 {
        self.guard + self.fraction
    }

    /// The length of (`a`, `b`), times 2^[`drop`](Self::drop).
    #[must_use]
    pub fn length(&self, a: u32, b: u32) -> i128 {
        let (mut x, mut y) = (i64::from(a) << self.guard, i64::from(b) << self.guard);
        for i in 0..self.iterations {
            // Shifts of negative numbers go to minus infinity, as they do in the hardware.
            (x, y) = if y < 0 { (x - (y >> i), y + (x >> i)) } else { (x + (y >> i), y - (x >> i)) };
        }
        i128::from(x) * i128::from(self.gain)
    }
}

/// 2^`fraction`/K to nearest, K² = Π(1 + 4^−i).
fn inverse_gain(iterations: u32, fraction: u32) -> u64 {
    let square = (0..iterations).fold(1_u128 << 120, |rest, i| rest - rest / ((1 << (2 * i)) + 1));
    ((square.isqrt() + (1 << (59 - fraction))) >> (60 - fraction)) as u64
}
