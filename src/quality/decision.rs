// SPDX-License-Identifier: MIT OR Apache-2.0
//! The smallest word length at which no match decision changes.

use serde::Serialize;

use super::Predictor;
use crate::fft::{CheckedSpec, FftPlan, FftSpec, PlanError, Reference, SpecError, Transform};
use crate::shape::{Descriptor, Gallery, Object, Profile, ShapeError, Tier, describe};

/// A search that cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DecisionError {
    /// A spec is refused.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// A plan is refused.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A contour or the gallery is refused.
    #[error(transparent)]
    Shape(#[from] ShapeError),
    /// There is nothing to decide.
    #[error("there is no object to recognise; give pictures with at least one")]
    NoObject,
    /// Every width changes a decision.
    #[error(
        "{changed} of {objects} decisions still change at {data} bits, the widest tried; leave more widths open"
    )]
    Never {
        /// Decisions that differ from the unrounded ones.
        changed: usize,
        /// Objects.
        objects: usize,
        /// The widest tried, in bits.
        data: u32,
    },
}

/// What a word length does to the decisions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WidthReport {
    /// The word length: width of an input component, in bits.
    pub data: u32,
    /// The spec of that length.
    pub spec: FftSpec,
    /// Objects whose nearest label is not the unrounded one.
    pub changed: usize,
    /// Objects whose decision cannot have changed: the unrounded margin exceeds twice the descriptors' error.
    pub certified: usize,
    /// Greatest error of an object's or gallery entry's descriptor, as an L1 distance.
    pub descriptor_error: f64,
    /// The mean error that the noise predictor gives, as an L1 distance.
    pub predicted_error: f64,
}

/// The smallest word length, and every length that was tried.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WordLength {
    /// Smallest length from which on no decision changes, in bits.
    pub data: u32,
    /// Smallest length at which every decision is certified, and not merely observed to be the same.
    pub certified: Option<u32>,
    /// Objects that were decided.
    pub objects: usize,
    /// Least margin of an unrounded decision; `None` with a gallery of one.
    pub least_margin: Option<f64>,
    /// The lengths, narrowest first, up to the first that is certified.
    pub widths: Vec<WidthReport>,
}

/// Input width of the contours that are taken for unrounded, in bits.
const UNROUNDED: u32 = 30;

/// The smallest of `specs`, narrowest first, from which on every object has the label that the unrounded transform gives it.
///
/// `gallery` makes the gallery by an engine: the known shapes go through the same words as the objects. A length is certified
/// if each object's unrounded margin exceeds twice the error of its own descriptor and of the gallery's worst together: no distance can
/// then have passed another. Wider words err less, which the predictor confirms length by length, so the search ends there.
///
/// # Errors
/// If there is no object or spec, a contour or the gallery is refused, or decisions change at the widest spec.
pub fn word_length(
    specs: &[FftSpec],
    objects: &[Object],
    gallery: &mut dyn FnMut(&mut dyn Transform<f64>) -> Result<Gallery, ShapeError>,
) -> Result<WordLength, DecisionError> {
    let (Some(first), false) = (specs.first(), objects.is_empty()) else {
        return Err(DecisionError::NoObject);
    };
    let wide = FftSpec { data: UNROUNDED, ..unrounded(first) }.check()?;
    let truth = Decisions::new(objects, &wide, &mut Reference::new(&wide), gallery)?;
    let predictor = Predictor::new();
    let mut widths: Vec<WidthReport> = Vec::new();
    for spec in specs {
        let spec = spec.check()?;
        let seen = Decisions::new(objects, &spec, &mut FftPlan::new(&spec)?, gallery)?;
        let report = truth.report(&seen, &spec, &predictor);
        let falling = widths.last().is_none_or(|last| last.predicted_error >= report.predicted_error);
        let done = report.certified == objects.len() && falling;
        widths.push(report);
        if done {
            break;
        }
    }
    truth.conclude(widths)
}

/// Length and direction of a spec with a schedule that any width allows.
fn unrounded(spec: &FftSpec) -> FftSpec {
    FftSpec { len: spec.len, ..FftSpec::default() }
}

/// What an engine sees and decides.
struct Decisions {
    descriptors: Vec<Descriptor>,
    gallery: Gallery,
    labels: Vec<String>,
    margins: Vec<Option<f64>>,
    /// Mean power of a contour's samples, in LSB².
    power: f64,
}

impl Decisions {
    fn new(
        objects: &[Object],
        spec: &CheckedSpec,
        engine: &mut dyn Transform<f64>,
        gallery: &mut dyn FnMut(&mut dyn Transform<f64>) -> Result<Gallery, ShapeError>,
    ) -> Result<Self, DecisionError> {
        let signatures: Vec<_> =
            objects.iter().map(|o| Profile::of(o, Tier::Complex, spec)).collect::<Result<_, _>>()?;
        let descriptors = describe(&signatures, engine)?;
        let gallery = gallery(engine)?;
        let (labels, margins) = descriptors
            .iter()
            .map(|descriptor| gallery.nearest(descriptor))
            .map(|found| (found.label, found.margin))
            .unzip();
        let square = |z: &num_complex::Complex<i32>| f64::from(z.re).powi(2) + f64::from(z.im).powi(2);
        let samples = signatures.iter().flat_map(|signature| signature.frames()[0].samples());
        let power = samples.map(square).sum::<f64>() / (signatures.len() * spec.spec().len) as f64;
        Ok(Self { descriptors, gallery, labels, margins, power })
    }

    /// What `seen` differs in from these, the unrounded ones.
    fn report(&self, seen: &Self, spec: &CheckedSpec, predictor: &Predictor) -> WidthReport {
        let error = |(a, b): (&Descriptor, &Descriptor)| a.distance(b);
        let own: Vec<f64> = self.descriptors.iter().zip(&seen.descriptors).map(error).collect();
        let entries = self.gallery.entries().iter().zip(seen.gallery.entries());
        let theirs = entries.map(|(a, b)| error((&a.descriptor, &b.descriptor))).fold(0.0, f64::max);
        let certain = |(own, margin): (&f64, &Option<f64>)| margin.is_none_or(|m| m > 2.0 * (own + theirs));
        WidthReport {
            data: spec.spec().data,
            spec: spec.spec().clone(),
            changed: self.labels.iter().zip(&seen.labels).filter(|(a, b)| a != b).count(),
            certified: own.iter().zip(&self.margins).filter(|&pair| certain(pair)).count(),
            descriptor_error: own.iter().copied().fold(theirs, f64::max),
            predicted_error: predicted_error(
                spec,
                seen.power,
                self.descriptors[0].magnitudes().len(),
                predictor,
            ),
        }
    }

    fn conclude(&self, widths: Vec<WidthReport>) -> Result<WordLength, DecisionError> {
        let objects = self.labels.len();
        let unchanged = widths.iter().rev().take_while(|width| width.changed == 0).last();
        let Some(unchanged) = unchanged else {
            let (changed, data) = widths.last().map_or((0, 0), |width| (width.changed, width.data));
            return Err(DecisionError::Never { changed, objects, data });
        };
        Ok(WordLength {
            data: unchanged.data,
            certified: widths.iter().find(|width| width.certified == objects).map(|width| width.data),
            objects,
            least_margin: self.margins.iter().flatten().copied().reduce(f64::min),
            widths,
        })
    }
}

/// The mean L1 error of a descriptor: of each magnitude the mean modulus of the noise's component along it.
fn predicted_error(spec: &CheckedSpec, power: f64, magnitudes: usize, predictor: &Predictor) -> f64 {
    let len = spec.spec().len;
    let scale = 2_f64.powi(spec.exponent()) / (len as f64 * f64::from(spec.input().max()));
    let noise = predictor.predict(spec, power).noise_per_bin;
    let harmonics = (1..=magnitudes / 2).flat_map(|k| [k, len - k]);
    // A normal component of variance v/2 has mean modulus √(v/π).
    harmonics.map(|k| (noise[k] / std::f64::consts::PI).sqrt() * scale).sum()
}
