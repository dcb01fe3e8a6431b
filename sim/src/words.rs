// SPDX-License-Identifier: MIT OR Apache-2.0
//! Complex words on a bus: `{im, re}`, the real part in the low half (numeric contract, clause 1).

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, Direction, Frame, PlaneFrame};

use crate::SimError;

/// The beats of `frames`: words, and flags with last on the last beat and the direction on the first.
pub(crate) fn pack(frames: &[Frame], spec: &CheckedSpec) -> Result<(Vec<u64>, Vec<u8>), SimError> {
    let (len, width) = (spec.spec().len, spec.spec().data);
    let mut words = Vec::with_capacity(frames.len() * len);
    let mut flags = vec![0_u8; frames.len() * len];
    for (index, frame) in frames.iter().enumerate() {
        if frame.samples().len() != len {
            return Err(SimError::FrameLen { frame: index, given: frame.samples().len(), len });
        }
        words.extend(frame.samples().iter().map(|&sample| word(sample, width)));
        flags[index * len] |= if frame.direction() == Direction::Inverse { 2 } else { 0 };
        flags[(index + 1) * len - 1] |= 1;
    }
    Ok((words, flags))
}

/// The beats of `images` in words of `width` bits a component: last on an image's last beat, its direction on the first.
pub(crate) fn pack_planes(images: &[PlaneFrame], width: u32) -> (Vec<u64>, Vec<u8>) {
    let flags = images.iter().flat_map(|image| {
        let (last, inverse) = (image.samples().len() - 1, image.direction() == Direction::Inverse);
        (0..=last).map(move |n| u8::from(n == last) | u8::from(n == 0 && inverse) << 1)
    });
    let words = images.iter().flat_map(PlaneFrame::samples).map(|&sample| word(sample, width));
    (words.collect(), flags.collect())
}

/// The word of `sample`, each component of `width` bits.
pub(crate) fn word(sample: Complex<i32>, width: u32) -> u64 {
    let part = |x: i32| u64::from(x as u32 & (u32::MAX >> (32 - width)));
    part(sample.im) << width | part(sample.re)
}

/// The numbers of `words`, each component of `width` bits.
pub(crate) fn unpack(words: &[u64], width: u32) -> Vec<Complex<i32>> {
    let part = |word: u64| (word as i32) << (32 - width) >> (32 - width);
    words.iter().map(|&word| Complex::new(part(word), part(word >> width))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_width_comes_back() {
        for width in 2..=32 {
            let (min, max) = (i32::MIN >> (32 - width), i32::MAX >> (32 - width));
            let samples =
                [(min, max), (max, min), (0, -1), (-1, 0), (1, min)].map(|(re, im)| Complex::new(re, im));
            let words: Vec<_> = samples.iter().map(|&sample| word(sample, width)).collect();
            assert!(words.iter().all(|word| width == 32 || word >> (2 * width) == 0), "{width}");
            assert_eq!(unpack(&words, width), samples, "{width}");
        }
    }
}
