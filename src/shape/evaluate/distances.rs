// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every shape's distance from every other.

use rayon::prelude::*;

use crate::fft::{Transform, TransformError};
use crate::shape::{Descriptor, Mirror};

/// An engine that a thread can take along.
pub type Engine = Box<dyn Transform<f64> + Send>;

/// A symmetric table of distances, 0 from each shape to itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Distances {
    len: usize,
    values: Vec<f32>,
}

impl Distances {
    /// The distances of `descriptors`, each pair compared once, shared among threads; starts are found in f64.
    ///
    /// # Panics
    /// If the tiers differ.
    #[must_use]
    pub fn new(descriptors: &[Descriptor], mirror: Mirror) -> Self {
        let row = |i: usize| -> Vec<f32> {
            let before = descriptors[..i].iter();
            before.map(|other| descriptors[i].distance_with(other, mirror) as f32).collect()
        };
        Self::of_rows((0..descriptors.len()).into_par_iter().map(row).collect())
    }

    /// The same, starts and mirrors found by the inverse transforms of `engines`, one a thread. Where phases are not
    /// kept nothing is left to transform.
    ///
    /// # Errors
    /// If an engine fails.
    ///
    /// # Panics
    /// If the tiers differ, or there is no engine.
    pub fn by_engines(
        descriptors: &[Descriptor],
        mirror: Mirror,
        engines: &mut [Engine],
    ) -> Result<Self, TransformError> {
        let share = engines.len();
        assert!(share > 0, "an engine is needed");
        let rows = |(first, engine): (usize, &mut Engine)| {
            let own = (first..descriptors.len()).step_by(share);
            own.map(|i| row_by(descriptors, i, mirror, engine.as_mut())).collect::<Result<Vec<_>, _>>()
        };
        let shares = engines.par_iter_mut().enumerate().map(rows).collect::<Result<Vec<_>, _>>()?;
        let mut shares: Vec<_> = shares.into_iter().map(Vec::into_iter).collect();
        let next = |i: usize| shares[i % share].next().expect("a row a shape");
        Ok(Self::of_rows((0..descriptors.len()).map(next).collect()))
    }

    fn of_rows(rows: Vec<Vec<f32>>) -> Self {
        let len = rows.len();
        let mut values = vec![0.0; len * len];
        for (i, row) in rows.into_iter().enumerate() {
            for (j, distance) in row.into_iter().enumerate() {
                values[i * len + j] = distance;
                values[j * len + i] = distance;
            }
        }
        Self { len, values }
    }

    /// Shapes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no shape.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The distances from shape `i`.
    ///
    /// # Panics
    /// If there is no such shape.
    #[must_use]
    pub fn of(&self, i: usize) -> &[f32] {
        &self.values[i * self.len..][..self.len]
    }
}

/// The distances of shape `i` from those before it.
fn row_by(
    descriptors: &[Descriptor],
    i: usize,
    mirror: Mirror,
    engine: &mut dyn Transform<f64>,
) -> Result<Vec<f32>, TransformError> {
    let (own, before) = (&descriptors[i], &descriptors[..i]);
    let spec = engine.spec().clone();
    let frames: Vec<_> = before.iter().flat_map(|other| own.correlation_frames(other, &spec)).collect();
    if frames.is_empty() {
        return Ok(before.iter().map(|other| own.distance_with(other, mirror) as f32).collect());
    }
    let spectra = engine.transform(&frames)?;
    let each = spectra.len() / before.len();
    let pairs = before.iter().zip(spectra.chunks_exact(each));
    Ok(pairs.map(|(other, spectra)| own.distance_by(other, &spec, spectra, mirror) as f32).collect())
}
