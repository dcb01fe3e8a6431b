// SPDX-License-Identifier: MIT OR Apache-2.0
//! The table of rotation factors; twin of `hdl/fft_twiddle_rom.v`.

use std::fmt::Write as _;

use num_complex::Complex;
use sha2::{Digest, Sha256};

use super::Direction;
use super::trigonometry::{FRACTION, TURN, cos_sin};

/// The factors w(k) = exp(−2πik/B), k = 0 … H − 1, H = B/2, for one stage (numeric contract, clause 6).
///
/// Components have T bits, T − 1 of them fraction: rounded to nearest, clamped to ±(2^(T−1) − 1). The
/// factors 1 and −i are exact: ±2^(T−1), which is why a component is wider than T bits here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwiddleRom {
    width: u32,
    factors: Vec<Complex<i64>>,
}

impl TwiddleRom {
    /// The table of `half` factors with components of `width` bits.
    ///
    /// # Panics
    /// If `half` is not a power of two from 1 to 32768, or `width` not in 2 to 32: a checked spec gives neither.
    #[must_use]
    pub fn new(half: usize, width: u32) -> Self {
        assert!(half.is_power_of_two() && half <= TURN / 2, "half is a power of two up to 32768, not {half}");
        assert!((2..=32).contains(&width), "a twiddle component has 2 to 32 bits, not {width}");
        let step = TURN / 2 / half;
        Self { width, factors: (0..half).map(|k| factor(k * step, width)).collect() }
    }

    /// w(k) for a forward transform, its conjugate for an inverse one; `k` is below 2H, and from H on w(k) = −w(k − H).
    #[must_use]
    pub fn factor(&self, k: usize, direction: Direction) -> Complex<i64> {
        let forward = if k < self.half() { self.factors[k] } else { -self.factors[k - self.half()] };
        if direction == Direction::Forward { forward } else { forward.conj() }
    }

    /// Width of a component in the ROM, T.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// The number of factors, H.
    #[must_use]
    pub fn half(&self) -> usize {
        self.factors.len()
    }

    /// Whether the stage needs a file at all: with H = 1 or 2 every factor is 1 or −i.
    #[must_use]
    pub fn is_trivial(&self) -> bool {
        self.half() <= 2
    }

    /// The name of the ROM's file, `twiddle_h00512_t16.hex`.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("twiddle_h{:05}_t{:02}.hex", self.half(), self.width)
    }

    /// The words of the file, {im, re} in 2T bits, address k = factor k.
    ///
    /// The exact 1 does not fit T bits: address 0 holds its clamped code and the hardware replaces it.
    pub fn words(&self) -> impl Iterator<Item = u64> + '_ {
        let mask = (1_u64 << self.width) - 1;
        let largest = (1_i64 << (self.width - 1)) - 1;
        self.factors.iter().map(move |w| {
            let part = |x: i64| (x.min(largest) as u64) & mask;
            (part(w.im) << self.width) | part(w.re)
        })
    }

    /// The file's text for `$readmemh`: a comment, then one word a line.
    #[must_use]
    pub fn to_hex(&self) -> String {
        let digits = (2 * self.width).div_ceil(4) as usize;
        let mut text = format!(
            "// utsushi twiddles: w(k) = exp(-2*pi*i*k/{}), {} words {{im, re}} of 2 x {} bits, {} fraction bits\n",
            2 * self.half(),
            self.half(),
            self.width,
            self.width - 1
        );
        for word in self.words() {
            let _ = writeln!(text, "{word:0digits$x}");
        }
        text
    }

    /// SHA-256 of [`to_hex`](Self::to_hex), in lower-case hexadecimal: the table's part of the evidence.
    #[must_use]
    pub fn sha256(&self) -> String {
        Sha256::digest(self.to_hex()).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }
}

fn factor(step: usize, width: u32) -> Complex<i64> {
    let (cos, sin) = cos_sin(step);
    let one = 1_i64 << (width - 1);
    match step {
        0 => Complex::new(one, 0),
        _ if step == TURN / 4 => Complex::new(0, -one),
        _ => Complex::new(component(cos, width), component(-sin, width)),
    }
}

/// Rounds to nearest and clamps symmetrically. Ties do not occur: see [`super::trigonometry`].
fn component(value: i64, width: u32) -> i64 {
    let drop = FRACTION - (width - 1);
    let rounded = (value + (1 << (drop - 1))) >> drop;
    let largest = (1_i64 << (width - 1)) - 1;
    rounded.clamp(-largest, largest)
}
