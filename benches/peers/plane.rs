// SPDX-License-Identifier: MIT OR Apache-2.0
//! A two-dimensional rustfft: rows, transpose and columns, transpose back.

use std::sync::Arc;

use num_complex::Complex;
use rayon::prelude::*;
use rustfft::Fft;

type Sample = Complex<f32>;

/// Samples that are copied as a square of this edge: a cache line of them.
const TILE: usize = 8;

/// The transform of a square plane. Rows are transposed and transformed band by band, while the band is in the cache.
pub(crate) struct RustfftPlane {
    fft: Arc<dyn Fft<f32>>,
    columns: Vec<Sample>,
    scratches: Vec<Vec<Sample>>,
    band: usize,
}

impl RustfftPlane {
    /// The transform along both axes by `fft`, for `threads` threads of the current pool.
    pub(crate) fn new(fft: Arc<dyn Fft<f32>>, threads: usize) -> Self {
        let len = fft.len();
        // Several bands for each thread, should one of them be held up.
        let band = if threads == 1 { BAND } else { len / (8 * threads) };
        let scratches = vec![vec![Sample::default(); fft.get_inplace_scratch_len()]; len / band];
        Self { columns: vec![Sample::default(); len * len], fft, scratches, band }
    }

    /// Transforms the plane in place.
    pub(crate) fn process(&mut self, plane: &mut [Sample]) {
        let Self { fft, columns, scratches, band } = self;
        let (len, band) = (fft.len(), *band);
        let (size, scratches) = (band * len, scratches.as_mut_slice());
        plane.par_chunks_mut(size).zip(&mut *scratches).for_each(|(rows, scratch)| {
            fft.process_with_scratch(rows, scratch);
        });
        columns.par_chunks_mut(size).zip(scratches).enumerate().for_each(|(index, (rows, scratch))| {
            transpose_band(plane, rows, len, index * band);
            fft.process_with_scratch(rows, scratch);
        });
        plane.par_chunks_mut(size).enumerate().for_each(|(index, rows)| {
            transpose_band(columns, rows, len, index * band);
        });
    }
}

const BAND: usize = 64;

/// Columns `first`… of `from` become the rows of `band`.
fn transpose_band(from: &[Sample], band: &mut [Sample], len: usize, first: usize) {
    for y in (0..len).step_by(TILE) {
        for (x, row) in band.chunks_exact_mut(len).enumerate() {
            for (dy, to) in row[y..y + TILE].iter_mut().enumerate() {
                *to = from[(y + dy) * len + first + x];
            }
        }
    }
}
