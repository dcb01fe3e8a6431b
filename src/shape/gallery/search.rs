// SPDX-License-Identifier: MIT OR Apache-2.0
//! The entries by their distance.

use rayon::prelude::*;

use super::super::l1::l1;
use super::{Entry, Gallery};
use crate::fft::{Frame, Transform};
use crate::shape::{Descriptor, Mirror, ShapeError};

/// An entry at its distance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// Its place in the gallery.
    pub place: usize,
    /// Its distance from what was asked.
    pub distance: f64,
}

/// The features of all entries in one piece, so that a search streams through memory.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Features {
    /// Numbers of an entry, zeros to whole lanes among them.
    stride: usize,
    numbers: Vec<f32>,
}

impl Features {
    pub(super) fn new(entries: &[Entry]) -> Self {
        let stride = entries[0].descriptor.lanes().len();
        let mut features = Self { stride, numbers: Vec::with_capacity(stride * entries.len()) };
        for entry in entries {
            features.push(entry);
        }
        features
    }

    pub(super) fn push(&mut self, entry: &Entry) {
        self.numbers.extend_from_slice(entry.descriptor.lanes());
    }

    /// The distance of every entry from what has these lanes.
    pub(super) fn distances(&self, asked: &[f32]) -> impl Iterator<Item = f32> {
        self.numbers.chunks_exact(self.stride).map(move |entry| l1(asked, entry))
    }
}

/// Entries beyond which rows are laid only on those whose composite features are nearest.
const SHORTLIST: usize = 2048;

impl Gallery {
    /// The entries, nearest first; of equally near ones the first in the gallery.
    ///
    /// Exact: every entry is compared. Of `aligned` and `elastic` galleries beyond 2048 entries the 2048 nearest by the
    /// features of `composite` are compared, and only these are returned.
    ///
    /// # Panics
    /// If the tiers differ.
    #[must_use]
    pub fn rank(&self, descriptor: &Descriptor, mirror: Mirror) -> Vec<Ranked> {
        let mut ranked = self.shortlist(descriptor);
        if self.tier.keeps_phases() {
            ranked.par_iter_mut().for_each(|ranked| {
                ranked.distance = descriptor.distance_with(&self.entries[ranked.place].descriptor, mirror);
            });
        }
        ranked.sort_unstable_by(nearer);
        ranked
    }

    /// The distance of every entry by the features alone, in the gallery's order.
    #[must_use]
    pub fn distances(&self, descriptor: &Descriptor) -> Vec<f32> {
        self.features.distances(descriptor.lanes()).collect()
    }

    /// As [`rank`](Self::rank), the best start points and mirrors found by inverse transforms of `engine`.
    ///
    /// # Errors
    /// If the engine fails.
    ///
    /// # Panics
    /// If the tiers differ.
    pub fn rank_by(
        &self,
        descriptor: &Descriptor,
        mirror: Mirror,
        engine: &mut dyn Transform<f64>,
    ) -> Result<Vec<Ranked>, ShapeError> {
        let mut ranked = self.shortlist(descriptor);
        if self.tier.keeps_phases() {
            let spec = engine.spec().clone();
            let known = |ranked: &Ranked| &self.entries[ranked.place].descriptor;
            let frames: Vec<Frame> =
                ranked.iter().flat_map(|r| descriptor.correlation_frames(known(r), &spec)).collect();
            let spectra = engine.transform(&frames)?;
            let each = spectra.len() / ranked.len();
            for (ranked, spectra) in ranked.iter_mut().zip(spectra.chunks_exact(each)) {
                ranked.distance = descriptor.distance_by(known(ranked), &spec, spectra, mirror);
            }
        }
        ranked.sort_unstable_by(nearer);
        Ok(ranked)
    }

    /// The entries by their features: all, or those that are worth laying on one another.
    fn shortlist(&self, descriptor: &Descriptor) -> Vec<Ranked> {
        assert_eq!(descriptor.tier(), self.tier, "descriptors of two tiers are not comparable");
        let distances = self.features.distances(descriptor.lanes());
        let mut ranked: Vec<Ranked> = distances
            .enumerate()
            .map(|(place, distance)| Ranked { place, distance: distance.into() })
            .collect();
        if self.tier.keeps_phases() && ranked.len() > SHORTLIST {
            ranked.select_nth_unstable_by(SHORTLIST - 1, nearer);
            ranked.truncate(SHORTLIST);
        }
        ranked
    }
}

/// By distance, then by place.
pub(super) fn nearer(a: &Ranked, b: &Ranked) -> std::cmp::Ordering {
    a.distance.total_cmp(&b.distance).then(a.place.cmp(&b.place))
}
