// SPDX-License-Identifier: MIT OR Apache-2.0
//! An approximate index for large galleries: hierarchical navigable small worlds (Malkov and Yashunin 2018), by the crate `instant-distance`.

use instant_distance::{Builder, Hnsw, Search};

use super::super::l1::l1;
use super::search::nearer;
use super::{Gallery, Ranked};
use crate::shape::{Descriptor, Mirror};

/// Entries from which on an index pays: below, comparing all is fast enough and exact.
pub const INDEXED: usize = 100_000;

/// Seed of the index's levels.
const SEED: u64 = 1;

#[derive(Clone)]
struct Point(Vec<f32>);

impl instant_distance::Point for Point {
    fn distance(&self, other: &Self) -> f32 {
        l1(&self.0, &other.0)
    }
}

/// An index of a gallery's features.
///
/// Built by one thread, so that the same gallery has the same index on every machine.
pub struct Index {
    graph: Hnsw<Point>,
    /// The gallery's place of each point of the graph.
    places: Vec<usize>,
}

impl Index {
    /// The index of `gallery`; `effort` is the number of candidates that a search keeps: more find more and take longer.
    ///
    /// # Panics
    /// If no thread can be started.
    #[must_use]
    pub fn new(gallery: &Gallery, effort: usize) -> Self {
        let points: Vec<_> =
            gallery.entries().iter().map(|entry| Point(entry.descriptor.lanes().to_vec())).collect();
        let builder = Builder::default().seed(SEED).ef_search(effort).ef_construction(effort.max(100));
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
        let (graph, ids) = one.install(|| builder.build_hnsw(points));
        let mut places = vec![0; ids.len()];
        for (place, id) in ids.into_iter().enumerate() {
            places[id.into_inner() as usize] = place;
        }
        Self { graph, places }
    }

    /// The `count` entries nearest by the features, or nearly so, nearest first; of a gallery with phases laid on one another and
    /// ranked anew.
    #[must_use]
    pub fn nearest(
        &self,
        gallery: &Gallery,
        descriptor: &Descriptor,
        count: usize,
        mirror: Mirror,
    ) -> Vec<Ranked> {
        let mut search = Search::default();
        let asked = Point(descriptor.lanes().to_vec());
        let found = self.graph.search(&asked, &mut search).take(count);
        let mut ranked: Vec<_> = found
            .map(|item| Ranked {
                place: self.places[item.pid.into_inner() as usize],
                distance: item.distance.into(),
            })
            .collect();
        if gallery.tier().keeps_phases() {
            for ranked in &mut ranked {
                ranked.distance =
                    descriptor.distance_with(&gallery.entries()[ranked.place].descriptor, mirror);
            }
        }
        ranked.sort_unstable_by(nearer);
        ranked
    }
}
