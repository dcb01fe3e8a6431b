// SPDX-License-Identifier: MIT OR Apache-2.0
//! How well descriptors tell classes apart: every shape is asked, all others answer.

mod distances;
mod open_set;

pub use distances::{Distances, Engine};
pub use open_set::OpenSet;

use serde::Serialize;

/// What the descriptors of labelled shapes are worth.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evaluation {
    /// Shapes that were asked.
    pub shapes: usize,
    /// Their classes.
    pub classes: usize,
    /// Mean over all shapes of the part of its class among the 2·c nearest, c shapes in the class and the shape itself
    /// among them, in percent (the bullseye score of MPEG-7 CE-Shape-1).
    pub bullseye: f64,
    /// The same of the shapes of every second class in alphabetical order, the first left out: what was not looked at
    /// when features were chosen. `None` with one class.
    pub bullseye_held: Option<f64>,
    /// Shapes whose nearest other shape is of their class, in percent.
    pub nn1: f64,
    /// The same of every second class.
    pub nn1_held: Option<f64>,
    /// Class by class.
    pub per_class: Vec<ClassScore>,
    /// What was taken for what else by the nearest shape, most frequent first.
    pub confusions: Vec<Confusion>,
    /// How well the margin tells known classes from unknown ones; `None` with fewer than three classes.
    pub open_set: Option<OpenSet>,
}

/// One class.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassScore {
    /// Its name.
    pub class: String,
    /// Its shapes.
    pub shapes: usize,
    /// Bullseye in percent.
    pub bullseye: f64,
    /// Nearest other shape of the same class, in percent.
    pub nn1: f64,
}

/// Shapes of one class that were taken for another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// What they are.
    pub class: String,
    /// What they were taken for.
    pub taken_for: String,
    /// How many.
    pub shapes: usize,
}

/// What one shape found.
struct Asked {
    bullseye: f64,
    nearest: usize,
}

impl Evaluation {
    /// The evaluation of `distances` between shapes of these `classes`, names and all.
    ///
    /// # Panics
    /// If there are not as many labels as shapes, or fewer than two shapes.
    #[must_use]
    pub fn new(labels: &[String], distances: &Distances) -> Self {
        assert_eq!(labels.len(), distances.len(), "one label a shape");
        let mut names: Vec<&String> = labels.iter().collect();
        names.sort_unstable();
        names.dedup();
        let class = |label: &String| names.binary_search(&label).expect("a name");
        let classes: Vec<usize> = labels.iter().map(class).collect();
        let mut sizes = vec![0; names.len()];
        for &class in &classes {
            sizes[class] += 1;
        }
        let asked: Vec<Asked> =
            (0..labels.len()).map(|i| ask(&classes, sizes[classes[i]], i, distances)).collect();
        let mean = |keep: &dyn Fn(usize) -> bool, score: &dyn Fn(usize) -> f64| {
            let kept: Vec<f64> = (0..labels.len()).filter(|&i| keep(classes[i])).map(score).collect();
            100.0 * kept.iter().sum::<f64>() / kept.len() as f64
        };
        let bullseye = |i: usize| asked[i].bullseye;
        let right = |i: usize| f64::from(u8::from(classes[asked[i].nearest] == classes[i]));
        let held = |class: usize| class % 2 == 1;
        let any_held = names.len() > 1;
        Self {
            shapes: labels.len(),
            classes: names.len(),
            bullseye: mean(&|_| true, &bullseye),
            bullseye_held: any_held.then(|| mean(&held, &bullseye)),
            nn1: mean(&|_| true, &right),
            nn1_held: any_held.then(|| mean(&held, &right)),
            per_class: (0..names.len())
                .map(|c| ClassScore {
                    class: names[c].clone(),
                    shapes: sizes[c],
                    bullseye: mean(&|class| class == c, &bullseye),
                    nn1: mean(&|class| class == c, &right),
                })
                .collect(),
            confusions: confusions(&names, &classes, &asked),
            open_set: (names.len() > 2).then(|| OpenSet::new(&classes, distances)),
        }
    }
}

/// For each shape the place of the nearest other; of equally near ones the first.
///
/// # Panics
/// If there are fewer than two shapes.
#[must_use]
pub fn nearest_others(distances: &Distances) -> Vec<usize> {
    (0..distances.len()).map(|i| nearest(distances.of(i), |j| j != i).expect("another shape").0).collect()
}

/// The nearest of those kept, with its distance.
fn nearest(row: &[f32], keep: impl Fn(usize) -> bool) -> Option<(usize, f32)> {
    let kept = row.iter().copied().enumerate().filter(|(j, _)| keep(*j));
    kept.min_by(|a, b| a.1.total_cmp(&b.1))
}

fn ask(classes: &[usize], size: usize, i: usize, distances: &Distances) -> Asked {
    let row = distances.of(i);
    let mut places: Vec<usize> = (0..row.len()).collect();
    let count = (2 * size).min(places.len());
    let key = |a: &usize, b: &usize| row[*a].total_cmp(&row[*b]).then(a.cmp(b));
    places.select_nth_unstable_by(count - 1, key);
    let hits = places[..count].iter().filter(|&&j| classes[j] == classes[i]).count();
    let nearest = nearest(row, |j| j != i).expect("another shape").0;
    Asked { bullseye: hits as f64 / size as f64, nearest }
}

fn confusions(names: &[&String], classes: &[usize], asked: &[Asked]) -> Vec<Confusion> {
    let mut counts = vec![0; names.len() * names.len()];
    for (class, asked) in classes.iter().zip(asked) {
        counts[class * names.len() + classes[asked.nearest]] += 1;
    }
    let wrong = |&(pair, shapes): &(usize, usize)| shapes > 0 && pair / names.len() != pair % names.len();
    let mut found: Vec<Confusion> = counts
        .into_iter()
        .enumerate()
        .filter(wrong)
        .map(|(pair, shapes)| Confusion {
            class: names[pair / names.len()].clone(),
            taken_for: names[pair % names.len()].clone(),
            shapes,
        })
        .collect();
    found.sort_by_key(|confusion| std::cmp::Reverse(confusion.shapes));
    found
}
