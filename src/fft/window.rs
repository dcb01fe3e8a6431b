// SPDX-License-Identifier: MIT OR Apache-2.0
//! Windows on frames of words; twin of `hdl/fft_window.v`.

use num_complex::Complex;
use serde::Serialize;

use super::{CheckedSpec, Frame, WindowRom};
use crate::number::{QFormat, Rounding};
use crate::words::words;

/// What a frame's samples are multiplied with: w\[n\] = a0 − a1·cos(2πn/N) + a2·cos(4πn/N), the periodic ("DFT-even") form
/// (Harris 1978, "On the use of windows for harmonic analysis with the discrete Fourier transform").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Window {
    /// 1: the finest peaks, the most leakage.
    #[default]
    Rectangular,
    /// 0.5 − 0.5·cos: sidelobes fall by 18 dB an octave.
    Hann,
    /// 0.54 − 0.46·cos: the first sidelobe cancelled.
    Hamming,
    /// 0.42 − 0.5·cos + 0.08·cos: the least leakage of the four, the widest peak.
    Blackman,
}

impl Window {
    /// Every window, in the order of the Verilog parameter `WINDOW`: 0, 1, 2, 3.
    pub const ALL: [Self; 4] = [Self::Rectangular, Self::Hann, Self::Hamming, Self::Blackman];

    /// The word used on the command line, in JSON and in the names of ROM files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Rectangular => "rectangular",
            Self::Hann => "hann",
            Self::Hamming => "hamming",
            Self::Blackman => "blackman",
        }
    }

    /// The numerators of a0, a1, a2, and their denominator.
    pub(crate) const fn terms(self) -> ([i32; 3], i32) {
        match self {
            Self::Rectangular => ([1, 0, 0], 1),
            Self::Hann => ([1, 1, 0], 2),
            Self::Hamming => ([27, 23, 0], 50),
            Self::Blackman => ([21, 25, 4], 50),
        }
    }
}

words!(Window, "window", "rectangular, hann, hamming or blackman");

/// A table of window factors that cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// The length is no power of two, or out of range.
    #[error("a window of {len} factors is asked for; a frame has a power of two from 4 to 65536")]
    Len {
        /// The length asked for, in samples.
        len: usize,
    },
    /// The width of a factor is out of range.
    #[error("window width {width} is out of range; a window factor has 2 to 32 fraction bits")]
    Width {
        /// The width asked for, in bits.
        width: u32,
    },
}

/// Multiplies frames by a window, bit for bit as the hardware does (numeric contract, V1 to V6).
///
/// ```
/// use utsushi::fft::{FftSpec, Frame, FrameWindow, Window};
///
/// let spec = FftSpec { len: 4, ..FftSpec::default() }.check()?;
/// let window = FrameWindow::new(&spec, Window::Hann, 16)?; // factors 0, 1/2, 1, 1/2
/// let frame = window.apply(&Frame::new(&spec, vec![101.into(); 4])?);
/// assert_eq!(frame.samples(), [0.into(), 50.into(), 101.into(), 50.into()]); // 50.5 goes to the even 50
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameWindow {
    rom: WindowRom,
    rounding: Rounding,
    format: QFormat,
}

impl FrameWindow {
    /// The `window` for frames of `spec`, with the spec's length, input width and rounding, factors of `width` fraction bits.
    ///
    /// # Errors
    /// If `width` is not 2 to 32.
    pub fn new(spec: &CheckedSpec, window: Window, width: u32) -> Result<Self, WindowError> {
        let rom = WindowRom::new(window, spec.spec().len, width)?;
        Ok(Self { rom, rounding: spec.spec().rounding, format: spec.input() })
    }

    /// The factors.
    #[must_use]
    pub fn rom(&self) -> &WindowRom {
        &self.rom
    }

    /// The frame's samples times the window, each component rounded once; its direction stays.
    ///
    /// Nothing overflows, because no factor exceeds 1.
    ///
    /// # Panics
    /// If the frame is one of another spec: not of N samples, or wider.
    #[must_use]
    pub fn apply(&self, frame: &Frame) -> Frame {
        assert_eq!(frame.samples().len(), self.rom.len(), "a window has one factor a sample");
        let samples = frame.samples().iter().enumerate().map(|(n, &x)| self.sample(n, x)).collect();
        frame.with_samples(samples)
    }

    fn sample(&self, n: usize, x: Complex<i32>) -> Complex<i32> {
        let factor = i128::from(self.rom.factor(n));
        let part = |x: i32| {
            assert!(self.format.holds(x), "a component has {} bits, and {x} has more", self.format.width);
            self.rounding.shift_right(i128::from(x) * factor, self.rom.width()) as i32
        };
        Complex::new(part(x.re), part(x.im))
    }
}
