// SPDX-License-Identifier: MIT OR Apache-2.0
//! The readable bit-accurate model: the copy of `hdl/fft.v`, one stage after the other.

use num_complex::Complex;

use super::{
    BitReversal, CheckedSpec, Direction, Frame, Order, Spectrum, Stage, Transform, TransformError, TwiddleRom,
};

/// The bit-accurate model of the pipeline, overflow flag included.
///
/// Written to be read and trusted, with wide integers and no special cases.
///
/// ```
/// use num_complex::Complex;
/// use utsushi::fft::{FftModel, FftSpec, Frame};
///
/// let spec = FftSpec { len: 8, ..FftSpec::default() }.check()?;
/// let impulse = (0..8).map(|n| Complex::new(if n == 0 { 8000 } else { 0 }, 0)).collect();
/// let spectrum = FftModel::new(&spec).run(&Frame::new(&spec, impulse)?);
/// assert_eq!(spectrum.bins, vec![Complex::new(1000, 0); 8]); // DFT(x) / 8: flat
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct FftModel {
    spec: CheckedSpec,
    roms: Vec<TwiddleRom>,
}

/// The words after one stage, for localisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tap {
    /// The stage's N output words in streaming order.
    pub words: Vec<Complex<i32>>,
    /// Whether any result of this stage was out of range.
    pub overflow: bool,
}

impl FftModel {
    /// The model of `spec`, its tables computed.
    #[must_use]
    pub fn new(spec: &CheckedSpec) -> Self {
        let roms = spec.stages().iter().map(Stage::rom).collect();
        Self { spec: spec.clone(), roms }
    }

    /// The twiddle table of every stage, first to last.
    #[must_use]
    pub fn roms(&self) -> &[TwiddleRom] {
        &self.roms
    }

    /// Transforms one frame.
    #[must_use]
    pub fn run(&self, frame: &Frame) -> Spectrum {
        self.trace(frame, |_, _, _| {})
    }

    /// The words after every stage, in streaming order: what the hardware shows between its stages.
    #[must_use]
    pub fn taps(&self, frame: &Frame) -> Vec<Tap> {
        let mut taps = Vec::with_capacity(self.roms.len());
        self.trace(frame, |_, words, overflow| taps.push(Tap { words: words.to_vec(), overflow }));
        taps
    }

    fn trace(&self, frame: &Frame, after: impl FnMut(&Stage, &[Complex<i32>], bool)) -> Spectrum {
        let mut bins = frame.samples().to_vec();
        let overflow = self.process(&mut bins, frame.direction(), after);
        Spectrum { bins, overflow, exponent: self.spec.exponent() }
    }

    /// Transforms one frame in place and shows the words after every stage; true if anything overflowed.
    pub(super) fn process(
        &self,
        words: &mut [Complex<i32>],
        direction: Direction,
        mut after: impl FnMut(&Stage, &[Complex<i32>], bool),
    ) -> bool {
        let align = self.spec.align();
        for z in words.iter_mut() {
            *z = Complex::new(z.re << align, z.im << align);
        }
        let mut overflow = false;
        for (stage, rom) in self.spec.stages().iter().zip(&self.roms) {
            let overflowed = stage.process(words, rom, direction);
            after(stage, words, overflowed);
            overflow |= overflowed;
        }
        if self.spec.spec().order == Order::Natural {
            BitReversal::new(self.spec.log2_len()).apply(words);
        }
        overflow
    }
}

impl Transform for FftModel {
    fn spec(&self) -> &CheckedSpec {
        &self.spec
    }

    fn transform(&mut self, frames: &[Frame]) -> Result<Vec<Spectrum>, TransformError> {
        Ok(frames.iter().map(|frame| self.run(frame)).collect())
    }
}
