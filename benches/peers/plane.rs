// SPDX-License-Identifier: MIT OR Apache-2.0
//! A two-dimensional rustfft: rows, transpose and columns, transpose back.

use std::sync::Arc;

use num_complex::Complex;
use rayon::prelude::*;
use rustfft::Fft;

type Sample = Complex<f32>;

/// Samples are transposed in squares of this edge: a cache line of them.
const TILE: usize = 8;

/// Rows that a thread takes at a time: they stay in the second-level cache. Of 8, 16, 32 and 64 rows 32 were fastest.
const BAND: usize = 32;

/// The transform of a square plane. Rows are transposed and transformed band by band, while the band is in the cache.
pub(crate) struct RustfftPlane {
    fft: Arc<dyn Fft<f32>>,
    columns: Vec<Sample>,
    scratches: Vec<Vec<Sample>>,
}

impl RustfftPlane {
    /// The transform along both axes by `fft`; the threads of the current pool share the bands.
    pub(crate) fn new(fft: Arc<dyn Fft<f32>>) -> Self {
        let len = fft.len();
        let scratches = vec![vec![Sample::default(); fft.get_inplace_scratch_len()]; len / BAND];
        Self { columns: vec![Sample::default(); len * len], fft, scratches }
    }

    /// Transforms the plane in place.
    pub(crate) fn process(&mut self, plane: &mut [Sample]) {
        let Self { fft, columns, scratches } = self;
        let len = fft.len();
        let (size, scratches) = (BAND * len, scratches.as_mut_slice());
        plane.par_chunks_mut(size).zip(&mut *scratches).for_each(|(rows, scratch)| {
            fft.process_with_scratch(rows, scratch);
        });
        columns.par_chunks_mut(size).zip(scratches).enumerate().for_each(|(index, (rows, scratch))| {
            transpose_band(plane, rows, len, index * BAND);
            fft.process_with_scratch(rows, scratch);
        });
        plane.par_chunks_mut(size).enumerate().for_each(|(index, rows)| {
            transpose_band(columns, rows, len, index * BAND);
        });
    }
}

/// Columns `first`… of `from` become the rows of `band`.
fn transpose_band(from: &[Sample], band: &mut [Sample], len: usize, first: usize) {
    for x in (0..band.len() / len).step_by(TILE) {
        for y in (0..len).step_by(TILE) {
            let row =
                |dy: usize| from[(y + dy) * len + first + x..].first_chunk::<TILE>().expect("in the plane");
            let tile: [&[Sample; TILE]; TILE] = std::array::from_fn(row);
            for dx in 0..TILE {
                let to = band[(x + dx) * len + y..].first_chunk_mut::<TILE>().expect("in the band");
                *to = std::array::from_fn(|dy| tile[dy][dx]);
            }
        }
    }
}
