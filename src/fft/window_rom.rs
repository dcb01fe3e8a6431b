// SPDX-License-Identifier: MIT OR Apache-2.0
//! The table of window factors that `hdl/fft_window.v` reads.

use std::fmt::Write as _;

use super::trigonometry::{FRACTION, TURN, cos_sin};
use super::{Window, WindowError};

/// The factors w\[n\], n = 0 … N − 1, of a window, with V fraction bits (numeric contract, V1 to V4).
///
/// Rounded to nearest from integers, so that the table is the same on every machine. w\[N/2\] is exactly 1, which is
/// 2^V; every other factor is at most 2^V − 1. All of `rectangular`'s are 1, and the hardware needs no file of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowRom {
    window: Window,
    width: u32,
    /// n = 0 … N/2; the rest is their mirror.
    factors: Vec<u64>,
}

impl WindowRom {
    /// The table of `window` for frames of `len` samples, factors of `width` fraction bits.
    ///
    /// # Errors
    /// If `len` is not a power of two from 4 to 65536, or `width` not 2 to 32.
    pub fn new(window: Window, len: usize, width: u32) -> Result<Self, WindowError> {
        if !len.is_power_of_two() || !(4..=TURN).contains(&len) {
            return Err(WindowError::Len { len });
        }
        if !(2..=32).contains(&width) {
            return Err(WindowError::Width { width });
        }
        let factor = |n| match window {
            Window::Rectangular => 1 << width,
            _ if n == len / 2 => 1 << width,
            _ => rounded(window, n * (TURN / len), width),
        };
        Ok(Self { window, width, factors: (0..=len / 2).map(factor).collect() })
    }

    /// w\[n\]·2^V, n below N.
    #[must_use]
    pub fn factor(&self, n: usize) -> u64 {
        self.factors[n.min(self.len() - n)]
    }

    /// Which window it is.
    #[must_use]
    pub fn window(&self) -> Window {
        self.window
    }

    /// Fraction bits of a factor, V.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Samples of a frame, N.
    #[must_use]
    #[allow(clippy::len_without_is_empty, reason = "no frame is empty")]
    pub fn len(&self) -> usize {
        2 * (self.factors.len() - 1)
    }

    /// Whether the hardware needs no file: every factor is 1.
    #[must_use]
    pub fn is_trivial(&self) -> bool {
        self.window == Window::Rectangular
    }

    /// The name of the ROM's file, `window_hann_n01024_v16.hex`.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("window_{}_n{:05}_v{:02}.hex", self.window, self.len(), self.width)
    }

    /// The words of the file, V bits each: factors 0 … N/2 − 1. The hardware has the factor 1 of N/2 built in.
    #[must_use]
    pub fn words(&self) -> &[u64] {
        &self.factors[..self.len() / 2]
    }

    /// The file's text for `$readmemh`: a comment, then one word a line.
    #[must_use]
    pub fn to_hex(&self) -> String {
        let Self { window, width, .. } = self;
        let (len, digits) = (self.len(), width.div_ceil(4) as usize);
        let mut text = format!(
            "// utsushi window: {window}, w(n) of {len}, n below {}, {width} fraction bits\n",
            len / 2
        );
        for word in self.words() {
            let _ = writeln!(text, "{word:0digits$x}");
        }
        text
    }
}

/// a0 − a1·cos + a2·cos of the double angle at `step`/65536 of a turn, times the window's denominator, with
/// [`FRACTION`] fraction bits.
fn numerator(window: Window, step: usize) -> i128 {
    let ([a0, a1, a2], _) = window.terms();
    let cos = |step| i128::from(cos_sin(step).0);
    (i128::from(a0) << FRACTION) - i128::from(a1) * cos(step) + i128::from(a2) * cos(2 * step)
}

/// Rounds to nearest and clamps below 1. Ties do not occur: a test below shows it.
fn rounded(window: Window, step: usize, width: u32) -> u64 {
    let unit = i128::from(window.terms().1) << (FRACTION - width);
    let nearest = (numerator(window, step) + unit / 2) / unit;
    nearest.clamp(0, (1 << width) - 1) as u64
}

#[cfg(test)]
mod tests {
    use super::{FRACTION, TURN, Window, cos_sin, numerator};

    /// Cosines are off by less than 16 units of 2^−61 (`trigonometry`), so a numerator by less than 16·29.
    const ERROR: i128 = 16 * 29;

    #[test]
    fn no_factor_of_any_width_lies_near_a_tie() {
        for window in [Window::Hann, Window::Hamming, Window::Blackman] {
            let denominator = i128::from(window.terms().1);
            let mut nearest = i128::MAX;
            for step in 0..TURN / 2 {
                let value = numerator(window, step);
                for width in 2..=32 {
                    let unit = denominator << (FRACTION - width);
                    nearest = nearest.min((value.rem_euclid(unit) - unit / 2).abs());
                }
            }
            assert!(
                nearest > 2 * ERROR,
                "{window}: the nearest tie is {nearest}/{denominator} of 2^-61 away"
            );
        }
    }

    #[test]
    fn the_numerators_are_those_of_the_closed_forms() {
        let one = 1_i128 << FRACTION;
        for step in 0..TURN {
            let (cos, sin) = cos_sin(step);
            let (cos, square) = (i128::from(cos), (i128::from(sin) * i128::from(sin)) >> FRACTION);
            // With cos of the double angle as 1 − 2·sin²: 2·Hann = 1 − cos, 50·Blackman = 25 − 25·cos − 8·sin².
            let close = |a: i128, b: i128| assert!((a - b).abs() < 2 * ERROR, "step {step}: {a} and {b}");
            close(numerator(Window::Hann, step), one - cos);
            close(numerator(Window::Hamming, step), 27 * one - 23 * cos);
            close(numerator(Window::Blackman, step), 25 * (one - cos) - 8 * square);
        }
    }
}
