// SPDX-License-Identifier: MIT OR Apache-2.0
//! Contours whose recognition is asked of one spec after another: which labels does rounding change?

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::QualityError;
use crate::fft::{CheckedSpec, FftPlan, FftSpec, Reference, Transform};
use crate::shape::{Descriptor, Object, Profile, Tier, describe};

/// Labelled shapes, contours to be recognised among them, and the labels that the unrounded transform gives.
///
/// A spec decides on the words that it takes itself; its labels are compared with those of the f64 transform of the
/// contours at 30 bits. Threads share a jury; frames of a length and width are made once.
#[derive(Debug)]
pub struct Jury {
    known: Vec<Object>,
    contours: Vec<Object>,
    cases: Mutex<Cases>,
}

/// The cases so far, by length and width.
type Cases = HashMap<(usize, u32), Arc<OnceLock<Case>>>;

/// The frames of one length and width, and what is true of them.
#[derive(Debug)]
struct Case {
    known: Vec<Profile>,
    contours: Vec<Profile>,
    /// For each contour the place of the known shape that the unrounded transform finds nearest.
    truth: Vec<usize>,
}

/// Input width of the contours that are taken for unrounded, in bits.
const UNROUNDED: u32 = 30;

impl Jury {
    /// A jury that knows one object a label and is asked about `contours`; those too thin for a contour of three points
    /// are left out. `None` if either is empty then.
    #[must_use]
    pub fn new(known: Vec<Object>, contours: Vec<Object>) -> Option<Self> {
        let spec = FftSpec::default().check().ok()?;
        let usable = |object: &Object| Profile::of(object, Tier::Complex, &spec).is_ok();
        let [known, contours] =
            [known, contours].map(|all| all.into_iter().filter(usable).collect::<Vec<_>>());
        let any = !known.is_empty() && !contours.is_empty();
        any.then(|| Self { known, contours, cases: Mutex::default() })
    }

    /// Contours that are recognised.
    #[must_use]
    pub fn contours(&self) -> usize {
        self.contours.len()
    }

    /// Contours that the model of `spec` recognises as something else than the unrounded transform does. A contour
    /// rounded to nothing is recognised as the first shape.
    ///
    /// # Errors
    /// If the machine lacks the chosen back-end.
    ///
    /// # Panics
    /// Never: the objects have contours.
    pub fn changed(&self, spec: &CheckedSpec) -> Result<usize, QualityError> {
        let key = (spec.spec().len, spec.spec().data);
        let case =
            Arc::clone(self.cases.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default());
        let case = case.get_or_init(|| self.case(spec));
        // A descriptor is of the forward transform.
        let forward = FftSpec { inverse: false, ..spec.spec().clone() }.check()?;
        let mut plan = FftPlan::new(&forward)?;
        let labels = labels(&case.known, &case.contours, &mut plan);
        Ok(labels.iter().zip(&case.truth).filter(|(a, b)| a != b).count())
    }

    fn case(&self, spec: &CheckedSpec) -> Case {
        let signatures = |spec: &CheckedSpec| {
            let all = |objects: &[Object]| -> Vec<_> {
                objects.iter().map(|o| Profile::of(o, Tier::Complex, spec).expect("a contour")).collect()
            };
            (all(&self.known), all(&self.contours))
        };
        let wide = FftSpec { len: spec.spec().len, data: UNROUNDED, ..FftSpec::default() };
        let wide = wide.check().expect("any length has a spec of 30 bits");
        let (known, contours) = signatures(&wide);
        let truth = labels(&known, &contours, &mut Reference::new(&wide));
        let forward =
            FftSpec { inverse: false, ..spec.spec().clone() }.check().expect("a direction is no clause");
        let (known, contours) = signatures(&forward);
        Case { known, contours, truth }
    }
}

/// For each contour the place of the nearest known shape; of equally near ones the first.
fn labels(known: &[Profile], contours: &[Profile], engine: &mut dyn Transform<f64>) -> Vec<usize> {
    let mut descriptors =
        |signatures| describe(signatures, engine).expect("models and references never fail");
    let (known, contours) = (descriptors(known), descriptors(contours));
    let nearest = |contour: &Descriptor| {
        let distances = known.iter().map(|shape| contour.distance(shape)).enumerate();
        distances.min_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |(place, _)| place)
    };
    contours.iter().map(nearest).collect()
}
