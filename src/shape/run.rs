// SPDX-License-Identifier: MIT OR Apache-2.0
//! Runs of object pixels, and the components they make.

use super::Mask;

/// What the labelling knows of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Component {
    /// Pixels.
    pub(super) area: u64,
    /// Sum of x and of y over the pixels.
    pub(super) sum: [u64; 2],
    /// Smallest x and y.
    pub(super) min: [u32; 2],
    /// Largest x and y.
    pub(super) max: [u32; 2],
    /// Leftmost pixel of the top row.
    pub(super) start: [u32; 2],
}

#[derive(Clone, Copy)]
struct Run {
    start: u32,
    end: u32,
    label: u32,
}

/// The 8-connected components of a mask, in raster order of their first pixels.
///
/// Runs of two neighbouring rows are joined where they touch; a label's root is always the oldest of
/// its class, so that classes need no ranks and components keep their raster order.
pub(super) fn components(mask: &Mask) -> Vec<Component> {
    let mut labels = Labels::default();
    let (mut above, mut below): (Vec<Run>, Vec<Run>) = (Vec::new(), Vec::new());
    for y in 0..mask.height() {
        below.clear();
        let mut first = 0;
        runs(mask.row(y), |start, end| {
            let label = labels.join(&above, &mut first, start, end, y as u32);
            below.push(Run { start, end, label });
        });
        std::mem::swap(&mut above, &mut below);
    }
    labels.collect()
}

/// Calls `found` with every run [start, end) of ones, left to right.
fn runs(words: &[u64], mut found: impl FnMut(u32, u32)) {
    let mut open = None;
    for (base, &word) in (0_u32..).step_by(64).zip(words) {
        // Bits of `edges` are the places where a pixel differs from the one to its left.
        let mut edges = word ^ (word << 1 | u64::from(open.is_some()));
        while edges != 0 {
            let x = base + edges.trailing_zeros();
            match open.take() {
                Some(start) => found(start, x),
                None => open = Some(x),
            }
            edges &= edges - 1;
        }
    }
    if let Some(start) = open {
        found(start, words.len() as u32 * 64);
    }
}

#[derive(Default)]
struct Labels {
    parent: Vec<u32>,
    component: Vec<Component>,
}

impl Labels {
    /// The label of the run [start, end) of row `y`; `first` is the first run above that may still touch it.
    fn join(&mut self, above: &[Run], first: &mut usize, start: u32, end: u32, y: u32) -> u32 {
        while above.get(*first).is_some_and(|run| run.end < start) {
            *first += 1;
        }
        let mut label = None;
        let mut index = *first;
        while let Some(run) = above.get(index).filter(|run| run.start <= end) {
            let root = self.root(run.label);
            label = Some(label.map_or(root, |own| self.unite(own, root)));
            index += 1;
        }
        let piece = piece(start, end, y);
        if let Some(label) = label {
            merge(&mut self.component[label as usize], &piece);
            label
        } else {
            self.parent.push(self.parent.len() as u32);
            self.component.push(piece);
            self.parent.len() as u32 - 1
        }
    }

    fn root(&mut self, mut label: u32) -> u32 {
        while self.parent[label as usize] != label {
            let up = self.parent[self.parent[label as usize] as usize];
            self.parent[label as usize] = up;
            label = up;
        }
        label
    }

    fn unite(&mut self, a: u32, b: u32) -> u32 {
        if a == b {
            return a;
        }
        let (old, young) = (a.min(b), a.max(b));
        self.parent[young as usize] = old;
        let joined = self.component[young as usize];
        merge(&mut self.component[old as usize], &joined);
        old
    }

    fn collect(self) -> Vec<Component> {
        let roots = self.parent.iter().zip(0_u32..).map(|(&parent, label)| parent == label);
        self.component.into_iter().zip(roots).filter_map(|(c, root)| root.then_some(c)).collect()
    }
}

fn piece(start: u32, end: u32, y: u32) -> Component {
    let len = u64::from(end - start);
    let sum_x = (u64::from(start) + u64::from(end - 1)) * len / 2;
    Component {
        area: len,
        sum: [sum_x, u64::from(y) * len],
        min: [start, y],
        max: [end - 1, y],
        start: [start, y],
    }
}

/// `into` is the older of the two, so that its first pixel stays the first.
fn merge(into: &mut Component, other: &Component) {
    into.area += other.area;
    into.sum = [into.sum[0] + other.sum[0], into.sum[1] + other.sum[1]];
    into.min = [into.min[0].min(other.min[0]), into.min[1].min(other.min[1])];
    into.max = [into.max[0].max(other.max[0]), into.max[1].max(other.max[1])];
}
