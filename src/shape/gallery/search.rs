// SPDX-License-Identifier: MIT OR Apache-2.0
//! The entries by their distance.

use rayon::prelude::*;

use super::super::l1::{LANES, l1};
use super::{Entry, Gallery};
use crate::shape::{Descriptor, Mirror};

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
    /// Numbers of an entry, rounded up to whole lanes.
    stride: usize,
    numbers: Vec<f32>,
}

impl Features {
    pub(super) fn new(entries: &[Entry]) -> Self {
        let stride = entries[0].descriptor.features().len().next_multiple_of(LANES);
        let mut features = Self { stride, numbers: Vec::with_capacity(stride * entries.len()) };
        for entry in entries {
            features.push(entry);
        }
        features
    }

    pub(super) fn push(&mut self, entry: &Entry) {
        self.numbers.extend_from_slice(entry.descriptor.features());
        self.numbers.resize(self.numbers.len().next_multiple_of(self.stride), 0.0);
    }

    /// The distance of every entry.
    pub(super) fn distances(&self, asked: &[f32]) -> impl Iterator<Item = f32> {
        let mut padded = asked.to_vec();
        padded.resize(self.stride, 0.0);
        self.numbers.chunks_exact(self.stride).map(move |entry| l1(&padded, entry))
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
        assert_eq!(descriptor.tier(), self.tier, "descriptors of two tiers are not comparable");
        let distances = self.features.distances(descriptor.features());
        let mut ranked: Vec<Ranked> = distances
            .enumerate()
            .map(|(place, distance)| Ranked { place, distance: distance.into() })
            .collect();
        if self.tier.keeps_phases() {
            if ranked.len() > SHORTLIST {
                ranked.select_nth_unstable_by(SHORTLIST - 1, nearer);
                ranked.truncate(SHORTLIST);
            }
            ranked.par_iter_mut().for_each(|ranked| {
                ranked.distance = descriptor.distance_with(&self.entries[ranked.place].descriptor, mirror);
            });
        }
        ranked.sort_unstable_by(nearer);
        ranked
    }
}

/// By distance, then by place.
pub(super) fn nearer(a: &Ranked, b: &Ranked) -> std::cmp::Ordering {
    a.distance.total_cmp(&b.distance).then(a.place.cmp(&b.place))
}
