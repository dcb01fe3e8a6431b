// SPDX-License-Identifier: MIT OR Apache-2.0
//! Two real rows in one complex frame: half the transforms, and not a bit lost (numeric contract, P1 to P6).

use std::ops::{Add, Sub};

use num_complex::Complex;

use super::{CheckedSpec, Frame, FrameError, Spectrum};
use crate::number::QFormat;

/// Joins real rows two by two into frames z = a + jb, and separates the spectra that come back.
///
/// With m = (N − k) mod N, a real row's spectrum has X\[m\] = conj X\[k\] in either direction, so
/// 2A\[k\] = Z\[k\] + conj Z\[m\] and 2B\[k\] = −j(Z\[k\] − conj Z\[m\]). The doubled spectra are sums of two words:
/// exact, one bit wider than the output and one less in exponent. Separation rounds nothing and adds no error.
///
/// Rows of full scale take z out of the disk that cannot overflow under `halve` (clause P5): rows below zero want a bit
/// of headroom, `data` one more than their width. Rows of pixels are never negative and need none.
///
/// ```
/// use utsushi::fft::{FftModel, FftSpec, RowPairs};
///
/// let spec = FftSpec { len: 4, ..FftSpec::default() }.check()?;
/// let pairs = RowPairs::new(&spec)?;
/// let spectrum = FftModel::new(&spec).run(&pairs.join(&[400, 0, 0, 0], &[80, 80, 80, 80])?);
/// let [first, second] = pairs.separate(&spectrum);
/// assert_eq!(first.bins, [200.into(); 4]); // 2·DFT(a)/4: flat
/// assert_eq!(second.bins, [160.into(), 0.into(), 0.into(), 0.into()]); // 2·DFT(b)/4: bin 0 alone
/// assert_eq!([first.exponent, second.exponent], [1, 1]); // DFT = bins·2
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowPairs {
    spec: CheckedSpec,
    /// For every position in the spec's order that of the mirror bin: of (N − k) mod N for bin k.
    mirrors: Vec<usize>,
}

/// An output whose words have no bit to spare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the output has {width} bits, the spectra of row pairs one more, and a word at most 32; use less data bits, or a schedule whose last stage has a width of at most 31"
)]
pub struct RowPairError {
    /// Width of an output component, in bits.
    pub width: u32,
}

impl RowPairs {
    /// Row pairs for engines of `spec`.
    ///
    /// # Errors
    /// If the spec's output has 32 bits, so that a doubled bin needs 33.
    pub fn new(spec: &CheckedSpec) -> Result<Self, RowPairError> {
        let QFormat { width, .. } = spec.output();
        if !QFormat::WIDTHS.contains(&(width + 1)) {
            return Err(RowPairError { width });
        }
        let len = spec.spec().len;
        let mut mirrors = vec![0; len];
        for k in 0..len {
            mirrors[spec.position(k)] = spec.position((len - k) % len);
        }
        Ok(Self { spec: spec.clone(), mirrors })
    }

    /// The spec of the frames and of the spectra before separation.
    #[must_use]
    pub fn spec(&self) -> &CheckedSpec {
        &self.spec
    }

    /// Format of a component of a separated spectrum: the output's with one bit more, behind the point.
    #[must_use]
    pub fn output(&self) -> QFormat {
        let QFormat { width, frac } = self.spec.output();
        QFormat { width: width + 1, frac: frac + 1 }
    }

    /// The frame of `first` + j·`second`, N input words each, in the spec's own direction.
    ///
    /// # Errors
    /// If a row has not N words, or one does not fit the input format.
    pub fn join(&self, first: &[i32], second: &[i32]) -> Result<Frame, FrameError> {
        let len = self.spec.spec().len;
        if let Some(row) = [first, second].into_iter().find(|row| row.len() != len) {
            return Err(FrameError::Len { len, given: row.len() });
        }
        let samples = first.iter().zip(second).map(|(&re, &im)| Complex::new(re, im)).collect();
        Frame::new(&self.spec, samples)
    }

    /// The frames of all `rows`, two by two in their order; an odd last row is paired with zeros.
    ///
    /// # Errors
    /// As [`join`](Self::join).
    pub fn join_all<R: AsRef<[i32]>>(
        &self,
        rows: impl IntoIterator<Item = R>,
    ) -> Result<Vec<Frame>, FrameError> {
        let zeros = vec![0; self.spec.spec().len];
        let mut rows = rows.into_iter();
        let pair = || {
            let (first, second) = (rows.next()?, rows.next());
            Some(self.join(first.as_ref(), second.as_ref().map_or(&zeros, AsRef::as_ref)))
        };
        std::iter::from_fn(pair).collect()
    }

    /// The spectra of the two rows of a frame, from that frame's `spectrum`, in the spec's order.
    ///
    /// DFT(row) = bins·2<sup>exponent</sup>, with the frame's exponent less one; components fit [`output`](Self::output).
    /// Both carry the frame's overflow flag: either row may have caused it. The same holds for an inverse frame,
    /// whose spectra are those with exp(+2πikn/N).
    ///
    /// # Panics
    /// If the spectrum has not N bins. Words are taken to be in the spec's output format, as every engine's are.
    #[must_use]
    pub fn separate<T>(&self, spectrum: &Spectrum<T>) -> [Spectrum<T>; 2]
    where
        T: Copy + Add<Output = T> + Sub<Output = T>,
    {
        assert_eq!(spectrum.bins.len(), self.mirrors.len(), "a spectrum has one bin a sample");
        let pairs =
            || spectrum.bins.iter().zip(&self.mirrors).map(|(&z, &m)| separate_bin(z, spectrum.bins[m]));
        let row = |bins| Spectrum { bins, overflow: spectrum.overflow, exponent: spectrum.exponent - 1 };
        let (first, second) = pairs().map(|[a, b]| (a, b)).unzip();
        [row(first), row(second)]
    }

    /// The spectra of `rows` rows from those of their frames, in the rows' order; an odd last row's zeros are dropped.
    ///
    /// # Panics
    /// If there is not one spectrum for every two rows; else as [`separate`](Self::separate).
    #[must_use]
    pub fn separate_all<T>(&self, spectra: &[Spectrum<T>], rows: usize) -> Vec<Spectrum<T>>
    where
        T: Copy + Add<Output = T> + Sub<Output = T>,
    {
        assert_eq!(spectra.len(), rows.div_ceil(2), "two rows share a spectrum");
        spectra.iter().flat_map(|spectrum| self.separate(spectrum)).take(rows).collect()
    }
}

/// 2A\[k\] and 2B\[k\] of the bins Z\[k\] and Z\[(N − k) mod N\]: exact, one bit wider.
#[must_use]
pub fn separate_bin<T>(bin: Complex<T>, mirror: Complex<T>) -> [Complex<T>; 2]
where
    T: Copy + Add<Output = T> + Sub<Output = T>,
{
    [
        Complex::new(bin.re + mirror.re, bin.im - mirror.im),
        Complex::new(bin.im + mirror.im, mirror.re - bin.re),
    ]
}
