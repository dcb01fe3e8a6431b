// SPDX-License-Identifier: MIT OR Apache-2.0
//! The Fourier descriptor of a shape.

use num_complex::Complex;

use super::angle::{magnitude, unit};
use super::bins::Bins;
use super::l1::{l1, padded};
use super::tier::{DEVIATION, RINGS};
use super::track::{BAND, Mirror, Track};
use super::{Profile, ShapeError, Tier};
use crate::fft::{CheckedSpec, Frame, Spectrum, Transform};

/// Harmonics of a real row whose magnitudes are compared: 0 to 8.
const MAGNITUDES: usize = 9;

/// Weight of a ring's, and of a piece's magnitudes beside those of the complex coordinates.
const WEIGHTS: [f64; 2] = [1.0 / 8.0, 3.0 / 32.0];

/// Weight of the rings beside the pieces when rows are laid on one another.
const RING_WEIGHT: f32 = 0.5;

/// What is left of a shape when place, size, rotation and start point are taken away, by the [`Tier`].
///
/// The complex coordinates are scaled by their greatest radius, so that nothing of them changes with place or size;
/// rotation and start point turn phases only. Magnitudes are compared after a root that lets small harmonics count: x^7/8
/// in `complex`, x^3/4 in the others. `aligned` and `elastic` lay rows on one another instead.
#[derive(Clone, Debug, PartialEq)]
pub struct Descriptor {
    parts: Parts,
    magnitudes: Vec<f64>,
    /// What is compared by its sum of absolute differences, and zeros to whole lanes.
    lanes: Vec<f32>,
    /// How many of these are not filling.
    numbers: usize,
    tracks: Vec<Track>,
}

/// What a descriptor is made of, and what a file holds of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parts {
    pub(super) tier: Tier,
    pub(super) radius: f64,
    /// F₊₁, F₋₁, F₊₂, F₋₂, …
    pub(super) coefficients: Vec<Complex<f64>>,
    /// Of each real row the harmonics 0, 1, …: [`harmonics`] of them.
    pub(super) bands: Vec<Complex<f64>>,
}

/// Harmonics of a real row that a tier keeps.
pub(super) const fn harmonics(tier: Tier) -> usize {
    if tier.keeps_phases() { BAND } else { MAGNITUDES }
}

impl Descriptor {
    /// The descriptor of `profile` by the forward `spectra` of its frames, their bins in the spec's order.
    ///
    /// # Panics
    /// If there is not one spectrum of N bins a frame.
    #[must_use]
    pub fn new(spec: &CheckedSpec, spectra: &[Spectrum<f64>], profile: &Profile) -> Self {
        assert_eq!(spectra.len(), profile.frames().len(), "one spectrum a frame");
        let tier = profile.tier();
        let bins = Bins::new(spec);
        let coefficients = bins.both_sides(&spectra[0]);
        let kept = harmonics(tier);
        let real = &profile.scales()[1..];
        let rows = spectra[1..].iter().flat_map(|spectrum| bins.two_rows(spectrum, kept));
        let bands =
            rows.zip(real).flat_map(|(band, scale)| band.into_iter().map(move |z| z * *scale)).collect();
        Self::from_parts(Parts { tier, radius: profile.radius(), coefficients, bands })
    }

    /// The descriptor of these parts.
    pub(super) fn from_parts(parts: Parts) -> Self {
        let magnitudes: Vec<f64> = parts.coefficients.iter().map(|&z| magnitude(z)).collect();
        let features = features(&parts, &magnitudes);
        let tracks = tracks(&parts);
        Self { parts, magnitudes, numbers: features.len(), lanes: padded(features), tracks }
    }

    pub(super) fn parts(&self) -> &Parts {
        &self.parts
    }

    /// What it is a descriptor of.
    #[must_use]
    pub fn tier(&self) -> Tier {
        self.parts.tier
    }

    /// |F₊₁|, |F₋₁|, |F₊₂|, |F₋₂|, … of the complex coordinates: 2·H numbers from 0 to about 1, H = min(16, N/4).
    #[must_use]
    pub fn magnitudes(&self) -> &[f64] {
        &self.magnitudes
    }

    /// F₊₁, F₋₁, F₊₂, F₋₂, …, phases and all.
    #[must_use]
    pub fn coefficients(&self) -> &[Complex<f64>] {
        &self.parts.coefficients
    }

    /// The contour's greatest distance from its centroid, in pixels.
    #[must_use]
    pub fn radius(&self) -> f64 {
        self.parts.radius
    }

    /// The numbers whose sum of absolute differences is the distance; of `aligned` and `elastic` those of `composite`,
    /// by which a large gallery is searched first.
    #[must_use]
    pub fn features(&self) -> &[f32] {
        &self.lanes[..self.numbers]
    }

    /// The same, and zeros to whole lanes.
    pub(super) fn lanes(&self) -> &[f32] {
        &self.lanes
    }

    /// How unlike two shapes are, mirror images taken for the same: 0 for equal ones.
    ///
    /// # Panics
    /// If the tiers differ.
    #[must_use]
    pub fn distance(&self, other: &Self) -> f64 {
        self.distance_with(other, Mirror::Same)
    }

    /// How unlike two shapes are. There and back are the same for magnitudes; where phases are kept they may differ by some percent, for
    /// the samples of the one may lie halfway between those of the other. Magnitudes do not know a shape from its mirror image: `mirror` counts where phases are
    /// kept.
    ///
    /// # Panics
    /// If the tiers differ.
    #[must_use]
    pub fn distance_with(&self, other: &Self, mirror: Mirror) -> f64 {
        if self.tracks.is_empty() {
            assert_eq!(self.tier(), other.tier(), "descriptors of two tiers are not comparable");
            return l1(&self.lanes, &other.lanes).into();
        }
        self.distance_at(other, &self.starts(other), mirror)
    }

    /// The best starts of each track, in 128ths of a turn.
    pub(super) fn starts(&self, other: &Self) -> Starts {
        let mut all = Starts::default();
        for ((starts, a), b) in all.iter_mut().zip(&self.tracks).zip(&other.tracks) {
            *starts = a.starts(b);
        }
        all
    }

    /// The distance at given starts.
    pub(super) fn distance_at(&self, other: &Self, starts: &Starts, mirror: Mirror) -> f64 {
        assert_eq!(self.tier(), other.tier(), "descriptors of two tiers are not comparable");
        let ([pieces, rings @ ..], [pieces2, rings2 @ ..]) = (&*self.tracks, &*other.tracks) else {
            return l1(&self.lanes, &other.lanes).into();
        };
        let along = match self.tier() {
            Tier::Elastic => pieces.elastic(pieces2, starts[0], mirror),
            _ => pieces.rigid(pieces2, starts[0], 0, mirror),
        };
        // A busy outline differs more from anything.
        let along = along / (1.0 + pieces.deviation + pieces2.deviation);
        let pairs = rings.iter().zip(rings2).zip(&starts[1..]);
        let around: f32 = pairs.map(|((a, b), starts)| a.rigid(b, *starts, 1, mirror)).sum();
        (along + RING_WEIGHT * around).into()
    }

    /// The frames whose inverse transforms say where `other` fits best: one a track, none where phases are not kept.
    #[must_use]
    pub fn correlation_frames(&self, other: &Self, spec: &CheckedSpec) -> Vec<Frame> {
        self.tracks.iter().zip(&other.tracks).map(|(a, b)| a.frame(b, spec)).collect()
    }

    /// The distance by the transforms of [`correlation_frames`](Self::correlation_frames).
    ///
    /// # Panics
    /// If the tiers differ, or there is not one spectrum a frame.
    #[must_use]
    pub fn distance_by(
        &self,
        other: &Self,
        spec: &CheckedSpec,
        spectra: &[Spectrum<f64>],
        mirror: Mirror,
    ) -> f64 {
        assert_eq!(spectra.len(), self.tracks.len(), "one spectrum a frame");
        let mut starts = Starts::default();
        for (starts, spectrum) in starts.iter_mut().zip(spectra) {
            *starts = Track::starts_by(spec, spectrum);
        }
        self.distance_at(other, &starts, mirror)
    }

    /// `points` points of the contour that the first `harmonics` to either side of bin 0 draw, about its centroid and in pixels, y up.
    ///
    /// More harmonics than there are change nothing: 16 at most are kept.
    #[must_use]
    pub fn reconstruct(&self, harmonics: usize, points: usize) -> Vec<Complex<f64>> {
        let kept = self.coefficients().len().min(2 * harmonics);
        let point = |i: usize| {
            let terms = self.coefficients()[..kept].as_chunks::<2>().0.iter().enumerate();
            let sum: Complex<f64> = terms
                .map(|(k, [ahead, back])| {
                    let w = unit(((k + 1) * i % points) as f64 / points as f64);
                    ahead * w + back * w.conj()
                })
                .sum();
            sum * self.radius()
        };
        (0..points).map(point).collect()
    }
}

/// For each track the best starts: as it is, and mirrored.
pub(super) type Starts = [[usize; 2]; 3];

/// x^3/4 and x^7/8, by square roots: these are the same on every machine.
fn root(x: f64, eighths: u32) -> f64 {
    let half = x.sqrt();
    let quarter = half.sqrt();
    if eighths == 6 { half * quarter } else { half * quarter * quarter.sqrt() }
}

fn features(parts: &Parts, magnitudes: &[f64]) -> Vec<f32> {
    if parts.tier == Tier::Complex {
        return magnitudes.iter().map(|&m| root(m, 7) as f32).collect();
    }
    let (pieces, _) = parts.tier.parts();
    let kept = harmonics(parts.tier);
    let rows = parts.bands.chunks_exact(kept).take(pieces + RINGS).enumerate();
    let real = rows.flat_map(|(row, band)| {
        let (weight, unit) = if row < pieces { (WEIGHTS[1], DEVIATION[row]) } else { (WEIGHTS[0], 1.0) };
        band[..MAGNITUDES].iter().map(move |&z| weight * root(magnitude(z) / unit, 6))
    });
    magnitudes.iter().map(|&m| root(m, 6)).chain(real).map(|x| x as f32).collect()
}

fn tracks(parts: &Parts) -> Vec<Track> {
    if !parts.tier.keeps_phases() {
        return Vec::new();
    }
    let rows: Vec<&[Complex<f64>]> = parts.bands.chunks_exact(BAND).collect();
    let (pieces, rings) = rows.split_at(parts.tier.parts().0);
    // A ring counts by its area.
    let area = |ring: usize| ((2 * ring + 1) as f64 / RINGS as f64).sqrt();
    let pieces = Track::new(pieces, |row| 1.0 / DEVIATION[row]);
    std::iter::once(pieces).chain(rings.chunks_exact(RINGS).map(|set| Track::new(set, area))).collect()
}

/// The descriptors of `profiles` by any engine, in one batch and the same order.
///
/// # Errors
/// If the engine fails.
pub fn describe(
    profiles: &[Profile],
    engine: &mut dyn Transform<f64>,
) -> Result<Vec<Descriptor>, ShapeError> {
    let frames: Vec<Frame> = profiles.iter().flat_map(Profile::frames).cloned().collect();
    let spectra = engine.transform(&frames)?;
    Ok(descriptors(engine.spec(), profiles, &spectra))
}

/// The descriptors of `profiles` by the spectra of all their frames, one after the other.
///
/// # Panics
/// If there is not one spectrum a frame.
#[must_use]
pub fn descriptors(spec: &CheckedSpec, profiles: &[Profile], spectra: &[Spectrum<f64>]) -> Vec<Descriptor> {
    let mut rest = spectra;
    let descriptor = |profile: &Profile| {
        let (own, others) = rest.split_at(profile.frames().len());
        rest = others;
        Descriptor::new(spec, own, profile)
    };
    profiles.iter().map(descriptor).collect()
}
