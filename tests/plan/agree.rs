// SPDX-License-Identifier: MIT OR Apache-2.0
//! One comparison for all suites: a batch through every back-end, type and way of calling, against the model.

use num_complex::Complex;
use utsushi::fft::kernels::{Backend, VARIABLE};
use utsushi::fft::{CheckedSpec, Direction, FftModel, FftPlan, Frame, Sample};

/// Frames back to back, and the flag of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Batch {
    pub(crate) words: Vec<Complex<i32>>,
    pub(crate) flags: Vec<bool>,
}

/// The back-ends under test: the one the variable names, else all of this machine.
pub(crate) fn backends() -> Vec<Backend> {
    match std::env::var_os(VARIABLE) {
        Some(_) => vec![Backend::chosen().expect("the variable names a back-end of this machine")],
        None => Backend::available().collect(),
    }
}

/// A number that the environment may set.
pub(crate) fn variable(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name}={text}")))
}

pub(crate) const DIRECTIONS: [Direction; 2] = [Direction::Forward, Direction::Inverse];

/// The batch by the readable model.
pub(crate) fn by_model(
    model: &FftModel,
    spec: &CheckedSpec,
    input: &[Complex<i32>],
    way: Direction,
) -> Batch {
    let mut batch = Batch { words: Vec::with_capacity(input.len()), flags: Vec::new() };
    for samples in input.chunks_exact(spec.spec().len) {
        let frame = Frame::new(spec, samples.to_vec()).expect("frames are made within the format");
        let spectrum = model.run(&frame.with_direction(way));
        batch.words.extend(spectrum.bins);
        batch.flags.push(spectrum.overflow);
    }
    batch
}

/// Whether frames may be given as i16.
pub(crate) fn fits_i16(spec: &CheckedSpec) -> bool {
    spec.widest() <= 16 && spec.spec().twiddle <= 16
}

/// One plan a back-end, and the model.
pub(crate) struct Engines {
    pub(crate) spec: CheckedSpec,
    pub(crate) model: FftModel,
    pub(crate) plans: Vec<FftPlan>,
}

impl Engines {
    pub(crate) fn new(spec: &CheckedSpec) -> Self {
        let plan = |backend| FftPlan::with_backend(spec, backend).expect("the back-end is there");
        Self {
            spec: spec.clone(),
            model: FftModel::new(spec),
            plans: backends().into_iter().map(plan).collect(),
        }
    }

    /// Runs `input` through every plan in every way; returns the model's batch, or the first difference as a sentence.
    pub(crate) fn agree(&self, input: &[Complex<i32>], way: Direction) -> Result<Batch, String> {
        let expected = by_model(&self.model, &self.spec, input, way);
        self.give(input, way, &expected)?;
        Ok(expected)
    }

    /// As [`agree`](Self::agree), against a batch that is known already.
    pub(crate) fn give(
        &self,
        input: &[Complex<i32>],
        way: Direction,
        expected: &Batch,
    ) -> Result<(), String> {
        for plan in &self.plans {
            every_call::<i32>(plan, input, way, expected)?;
            if fits_i16(&self.spec) {
                every_call::<i16>(plan, input, way, expected)?;
            }
        }
        Ok(())
    }
}

/// In place and out of place, as a batch and frame by frame.
fn every_call<S: Sample + TryFrom<i32>>(
    plan: &FftPlan,
    input: &[Complex<i32>],
    way: Direction,
    expected: &Batch,
) -> Result<(), String> {
    let len = plan.spec().spec().len;
    let given: Vec<Complex<S>> = input.iter().map(|z| narrow(*z)).collect();
    let compare = |call: &str, frame: usize, words: &[Complex<S>], flags: &[bool]| {
        difference(expected, frame * len, len, words, flags).map_or(Ok(()), |text| {
            Err(format!("{} {call}, {}, {way:?}: {text}", plan.backend(), std::any::type_name::<S>()))
        })
    };
    // What lies there before must not matter.
    let mut flags: Vec<bool> = (0..expected.flags.len()).map(|n| n % 2 == 0).collect();
    let mut output = vec![narrow(Complex::new(-1, 1)); given.len()];
    plan.process_batch_into(&given, &mut output, way, &mut flags).map_err(|e| e.to_string())?;
    compare("process_batch_into", 0, &output, &flags)?;
    let mut output = given.clone();
    for flag in &mut flags {
        *flag = !*flag;
    }
    plan.process_batch(&mut output, way, &mut flags).map_err(|e| e.to_string())?;
    compare("process_batch", 0, &output, &flags)?;
    for (frame, samples) in given.chunks_exact(len).enumerate().take(3) {
        let mut words = samples.to_vec();
        let flag = plan.process(&mut words, way).map_err(|e| e.to_string())?;
        compare("process", frame, &words, &[flag])?;
        words.fill(narrow(Complex::new(1, -1)));
        let flag = plan.process_into(samples, &mut words, way).map_err(|e| e.to_string())?;
        compare("process_into", frame, &words, &[flag])?;
    }
    Ok(())
}

pub(crate) fn narrow<S: TryFrom<i32>>(z: Complex<i32>) -> Complex<S> {
    let part = |word: i32| S::try_from(word).ok().expect("the words fit the type");
    Complex::new(part(z.re), part(z.im))
}

/// The first word or flag that differs from those expected from position `from` on.
fn difference<S: Sample>(
    expected: &Batch,
    from: usize,
    len: usize,
    words: &[Complex<S>],
    flags: &[bool],
) -> Option<String> {
    for (position, (want, got)) in (from..).zip(expected.words[from..].iter().zip(words)) {
        let got = Complex::new(got.re.into(), got.im.into());
        if *want != got {
            let (frame, at) = (position / len, position % len);
            return Some(format!("frame {frame}, position {at}: expected {want}, got {got}"));
        }
    }
    let mut pairs = (from / len..).zip(expected.flags[from / len..].iter().zip(flags));
    let (frame, (want, got)) = pairs.find(|(_, (want, got))| want != got)?;
    Some(format!("frame {frame}: the overflow flag is expected {want} and is {got}"))
}
