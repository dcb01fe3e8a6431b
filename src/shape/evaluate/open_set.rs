// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rejection by margin: is the nearest class near enough, if the right one may be missing?

use serde::Serialize;

use super::{Distances, nearest};

/// How well the relative margin (see [`Limits`](crate::shape::Limits)) tells shapes of known classes from shapes of unknown ones.
///
/// Every shape is asked twice: of a gallery of all others, and of one that lacks its whole class.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OpenSet {
    /// The margin at which as many known shapes are lost as unknown ones pass.
    pub margin: f64,
    /// Percent of known shapes that are rejected or misnamed at this margin.
    pub known_lost: f64,
    /// Percent of unknown shapes that are accepted at this margin.
    pub unknown_accepted: f64,
    /// For margins 0, 0.05, … 0.95: percent of known shapes accepted and rightly named, and of unknown ones accepted.
    pub curve: Vec<[f64; 3]>,
}

/// What a shape is told: a relative margin, and whether the name is right.
struct Told {
    margin: f64,
    right: bool,
}

impl OpenSet {
    pub(super) fn new(classes: &[usize], distances: &Distances) -> Self {
        let shapes = 0..distances.len();
        let known: Vec<Told> =
            shapes.clone().map(|i| told(classes, distances.of(i), i, |j| j != i)).collect();
        let other = |i: usize| move |j: usize| classes[j] != classes[i];
        let unknown: Vec<Told> = shapes.map(|i| told(classes, distances.of(i), i, other(i))).collect();
        let percent = |count: usize| 100.0 * count as f64 / distances.len() as f64;
        let kept = |margin: f64| percent(known.iter().filter(|t| t.right && t.margin >= margin).count());
        let passed = |margin: f64| percent(unknown.iter().filter(|t| t.margin >= margin).count());
        // The first of all margins seen at which no more unknown shapes pass than known ones are lost.
        let mut margins: Vec<f64> = known.iter().chain(&unknown).map(|told| told.margin).collect();
        margins.sort_unstable_by(f64::total_cmp);
        let fair = margins.partition_point(|&margin| passed(margin) > 100.0 - kept(margin));
        let margin = margins[fair.min(margins.len() - 1)];
        let step = |i: u32| f64::from(i) / 20.0;
        Self {
            margin,
            known_lost: 100.0 - kept(margin),
            unknown_accepted: passed(margin),
            curve: (0..20).map(step).map(|margin| [margin, kept(margin), passed(margin)]).collect(),
        }
    }
}

fn told(classes: &[usize], row: &[f32], i: usize, keep: impl Fn(usize) -> bool) -> Told {
    let (first, distance) = nearest(row, &keep).expect("another shape");
    let second = nearest(row, |j| keep(j) && classes[j] != classes[first]).map_or(f32::INFINITY, |n| n.1);
    let margin = if second > 0.0 { f64::from(1.0 - distance / second) } else { 0.0 };
    Told { margin, right: classes[first] == classes[i] }
}
