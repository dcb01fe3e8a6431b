// SPDX-License-Identifier: MIT OR Apache-2.0
//! Known shapes, and which of them a shape resembles most.

mod file;
mod folder;
#[cfg(feature = "index")]
mod index;
mod limits;
mod search;

pub use file::GALLERY_VERSION;
pub use folder::largest_object;
#[cfg(feature = "index")]
pub use index::{INDEXED, Index};
pub use limits::Limits;
pub use search::Ranked;

use super::{Descriptor, Mirror, Profile, ShapeError, Tier, describe};
use crate::fft::{CheckedSpec, FftSpec, Transform};
use search::Features;

/// A known shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is called; several may be called the same.
    pub label: String,
    /// What it looks like.
    pub descriptor: Descriptor,
}

/// At least one known shape; all descriptors are of one tier and one spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Gallery {
    tier: Tier,
    spec: FftSpec,
    entries: Vec<Entry>,
    features: Features,
}

/// The known shape nearest to a shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// Its label.
    pub label: String,
    /// Distance of the descriptors: 0 for the same shape; what a poor likeness has depends on the tier.
    pub distance: f64,
    /// How much farther the nearest shape of another label is; `None` in a gallery of one label.
    pub margin: Option<f64>,
    /// That label.
    pub runner_up: Option<String>,
    /// Rotation against the gallery's picture in degrees, counter-clockwise as seen, in (−180, 180].
    pub angle_degrees: f64,
    /// Size against the gallery's picture: ratio of the greatest radii.
    pub scale: f64,
}

impl Gallery {
    /// A gallery of `entries`, whose descriptors are by `spec`; `name` stands for it in errors.
    ///
    /// # Errors
    /// If there is no entry, or two are of different tiers.
    pub fn new(name: &str, spec: &CheckedSpec, entries: Vec<Entry>) -> Result<Self, ShapeError> {
        let Some(first) = entries.first() else {
            return Err(ShapeError::Empty { folder: name.to_owned() });
        };
        let tier = first.descriptor.tier();
        if let Some(other) = entries.iter().find(|entry| entry.descriptor.tier() != tier) {
            let (label, given) = (other.label.clone(), other.descriptor.tier());
            return Err(ShapeError::OtherTier { label, given, tier });
        }
        let features = Features::new(&entries);
        Ok(Self { tier, spec: spec.spec().clone(), entries, features })
    }

    /// A gallery of labelled shapes; `name` stands for it in errors.
    ///
    /// # Errors
    /// If there is none, or the engine fails.
    pub fn from_profiles(
        name: &str,
        labelled: Vec<(String, Profile)>,
        engine: &mut dyn Transform<f64>,
    ) -> Result<Self, ShapeError> {
        let (labels, profiles): (Vec<_>, Vec<_>) = labelled.into_iter().unzip();
        let descriptors = describe(&profiles, engine)?;
        let entry = |(label, descriptor)| Entry { label, descriptor };
        Self::new(name, engine.spec(), labels.into_iter().zip(descriptors).map(entry).collect())
    }

    /// What its descriptors are.
    #[must_use]
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// The spec by which they were made.
    #[must_use]
    pub fn spec(&self) -> &FftSpec {
        &self.spec
    }

    /// The entries, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Refuses descriptors of another tier or spec than the gallery's; `name` stands for it in the sentence.
    ///
    /// # Errors
    /// If the tier differs, or anything that decides a bit of a spectrum.
    pub fn accepts(&self, name: &str, tier: Tier, spec: &CheckedSpec) -> Result<(), ShapeError> {
        let name = || name.to_owned();
        if tier != self.tier {
            return Err(ShapeError::GalleryTier { name: name(), made: self.tier, asked: tier });
        }
        let (made, asked) = (flags(&self.spec), flags(spec.spec()));
        if made != asked {
            return Err(ShapeError::GallerySpec { name: name(), made, asked });
        }
        Ok(())
    }

    /// Adds an entry behind the others.
    ///
    /// # Errors
    /// If its descriptor is of another tier.
    pub fn add(&mut self, entry: Entry) -> Result<(), ShapeError> {
        let given = entry.descriptor.tier();
        if given != self.tier {
            return Err(ShapeError::OtherTier { label: entry.label, given, tier: self.tier });
        }
        self.features.push(&entry);
        self.entries.push(entry);
        Ok(())
    }

    /// Removes all entries of a label; says how many.
    ///
    /// # Errors
    /// If there is none, or no other: a gallery has at least one entry. Nothing is removed then.
    pub fn remove(&mut self, label: &str) -> Result<usize, ShapeError> {
        let of_label = self.entries.iter().filter(|entry| entry.label == label).count();
        if of_label == 0 {
            return Err(ShapeError::NoLabel { label: label.to_owned(), labels: self.labels().join(", ") });
        }
        if of_label == self.entries.len() {
            return Err(ShapeError::LastLabel { label: label.to_owned() });
        }
        self.entries.retain(|entry| entry.label != label);
        self.features = Features::new(&self.entries);
        Ok(of_label)
    }

    /// The labels, each once, in the order of their first entries.
    #[must_use]
    pub fn labels(&self) -> Vec<&str> {
        let mut labels: Vec<&str> = Vec::new();
        for entry in &self.entries {
            if !labels.contains(&entry.label.as_str()) {
                labels.push(&entry.label);
            }
        }
        labels
    }

    /// The entry nearest to `descriptor`; of equally near ones the first.
    ///
    /// # Panics
    /// If the tiers differ.
    #[must_use]
    pub fn nearest(&self, descriptor: &Descriptor) -> Match {
        self.nearest_with(descriptor, Mirror::Same)
    }

    /// The entry nearest to `descriptor`, mirror images taken for the same shape or not.
    ///
    /// # Panics
    /// If the tiers differ.
    #[must_use]
    pub fn nearest_with(&self, descriptor: &Descriptor, mirror: Mirror) -> Match {
        self.best(descriptor, &self.rank(descriptor, mirror))
    }

    /// As [`nearest_with`](Self::nearest_with); where phases are kept the best start points and mirrors are found by
    /// inverse transforms of `engine`, model or hardware.
    ///
    /// # Errors
    /// If the engine fails.
    ///
    /// # Panics
    /// If the tiers differ.
    pub fn nearest_by(
        &self,
        descriptor: &Descriptor,
        mirror: Mirror,
        engine: &mut dyn Transform<f64>,
    ) -> Result<Match, ShapeError> {
        Ok(self.best(descriptor, &self.rank_by(descriptor, mirror, engine)?))
    }

    /// What the first of `ranked` says.
    fn best(&self, descriptor: &Descriptor, ranked: &[Ranked]) -> Match {
        let Ranked { place, distance } = ranked[0];
        let entry = &self.entries[place];
        let second = ranked.iter().find(|other| self.entries[other.place].label != entry.label);
        let alignment = descriptor.align(&entry.descriptor);
        Match {
            label: entry.label.clone(),
            distance,
            margin: second.map(|second| second.distance - distance),
            runner_up: second.map(|second| self.entries[second.place].label.clone()),
            angle_degrees: alignment.angle_degrees,
            scale: alignment.scale,
        }
    }
}

/// What decides a descriptor's bits, as flags; order and direction only move bins.
fn flags(spec: &FftSpec) -> String {
    let FftSpec { len, data, twiddle, rounding, overflow, schedule, decomposition, .. } = spec;
    let decomposition =
        if decomposition.is_default() { String::new() } else { format!(" --decomposition {decomposition}") };
    format!(
        "--len {len} --data {data} --twiddle {twiddle} --rounding {rounding} --overflow {overflow} --schedule {schedule}{decomposition}"
    )
}
