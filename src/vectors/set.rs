use crate::fft::{CheckedSpec, Frame};
use crate::random::SplitMix64;
use crate::words::words;
use num_complex::Complex;
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SetName {
    Zero,
    Random,
    ImageRows,
    Contours,
}
impl SetName {
    pub const ALL: [Self; 4] = [Self::Zero, Self::Random, Self::ImageRows, Self::Contours];
    pub const fn word(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::Random => "random",
            Self::ImageRows => "image-rows",
            Self::Contours => "contours",
        }
    }
    pub const fn what(self) -> &'static str {
        "a set"
    }
}
words!(SetName, "set", "zero or random");
#[derive(Debug, thiserror::Error)]
#[error("no set")]
pub struct SetError;
#[derive(Debug)]
pub struct VectorSet {
    name: SetName,
    seed: u64,
    width: u32,
    frames: usize,
    given: Vec<Frame>,
}
impl VectorSet {
    pub fn new(
        name: SetName,
        spec: &CheckedSpec,
        frames: Option<usize>,
        seed: u64,
    ) -> Result<Self, SetError> {
        Ok(Self {
            name,
            seed,
            width: spec.input().width,
            frames: if name == SetName::Zero { 1 } else { frames.unwrap_or(16) },
            given: vec![],
        })
    }
    pub fn of_frames(name: SetName, spec: &CheckedSpec, frames: Vec<Frame>) -> Result<Self, SetError> {
        Ok(Self { name, seed: 0, width: spec.input().width, frames: frames.len(), given: frames })
    }
    pub fn name(&self) -> SetName {
        self.name
    }
    pub fn frames(&self) -> usize {
        self.frames
    }
    pub fn fill(&self, frame: usize, samples: &mut [Complex<i32>]) {
        if let Some(f) = self.given.get(frame) {
            samples.copy_from_slice(f.samples());
            return;
        }
        let mut r = SplitMix64::new(self.seed.wrapping_add(frame as u64).wrapping_mul(0x9E37_79B9));
        for z in samples {
            let d = r.next_word();
            let p = |b: u64| ((b << (64 - self.width)).cast_signed() >> (64 - self.width)) as i32;
            *z = if self.name == SetName::Zero { Complex::new(0, 0) } else { Complex::new(p(d), p(d >> 32)) };
        }
    }
    pub fn goal(&self, _: usize) -> String {
        self.name.to_string()
    }
    pub fn unreachable(&self) -> &[(String, String)] {
        &[]
    }
}
