// SPDX-License-Identifier: MIT OR Apache-2.0
//! Instances of `fft_magnitude`.

use num_complex::Complex;
use utsushi::fft::{Magnitude, MagnitudeMethod};
use utsushi::number::Rounding;
use utsushi_sim::SplitMix64;

use super::{Beat, Twin, pack, unpack};
use crate::twins::any_word;

pub struct MagnitudeTwin {
    data: u32,
    method: MagnitudeMethod,
    rounding: Rounding,
    magnitude: Magnitude,
}

/// Narrow words come all; others are drawn.
const NARROW: u32 = 5;
const WORDS: usize = 1500;
/// The module knows no frames; resets meet some beats inside.
const FRAME: usize = 8;

impl MagnitudeTwin {
    fn boxed((data, method, rounding): (u32, MagnitudeMethod, Rounding)) -> Box<dyn Twin> {
        let magnitude = Magnitude::new(data, method, rounding).unwrap();
        Box::new(Self { data, method, rounding, magnitude })
    }
}

const fn cordic(iterations: u32, guard: u32) -> MagnitudeMethod {
    MagnitudeMethod::Cordic { iterations, guard }
}

/// Both methods with every rounding, both ends of every parameter, and every number of iterations.
pub fn all() -> Vec<Box<dyn Twin>> {
    let rounding = |i: u32| Rounding::ALL[i as usize % 3];
    let max = [2, 3, 4, 5, 8, 16, 24, 31, 32].into_iter().flat_map(|data| {
        Rounding::ALL.map(|rounding| (data, MagnitudeMethod::Max, rounding)).into_iter().take(if data > 5 {
            1
        } else {
            3
        })
    });
    let own = [2, 3, 4, 5, 8, 12, 16, 24, 31, 32].into_iter();
    let own = own.map(|data| (data, MagnitudeMethod::cordic(data), rounding(data)));
    // The widest words, because their products show most of the gain's bits.
    let each = (2..=20).map(|iterations| (32, cordic(iterations, iterations % 9), rounding(iterations)));
    let ends =
        [(2, cordic(2, 0)), (2, cordic(10, 8)), (12, cordic(20, 8)), (32, cordic(2, 0)), (32, cordic(20, 8))]
            .map(|(data, method)| (data, method, Rounding::Convergent));
    max.chain(own).chain(each).chain(ends).map(MagnitudeTwin::boxed).collect()
}

/// A few that meet every line.
pub fn few() -> Vec<Box<dyn Twin>> {
    let shapes = [
        (5, MagnitudeMethod::Max, Rounding::Convergent),
        (12, MagnitudeMethod::Max, Rounding::HalfUp),
        (5, cordic(6, 3), Rounding::Truncate),
        (16, cordic(11, 5), Rounding::Convergent),
        (20, cordic(20, 0), Rounding::HalfUp),
        (32, cordic(11, 8), Rounding::Truncate),
        (32, cordic(6, 1), Rounding::Truncate),
    ];
    shapes.into_iter().map(MagnitudeTwin::boxed).collect()
}

impl Twin for MagnitudeTwin {
    fn module(&self) -> String {
        let (method, iterations, guard) = match self.method {
            MagnitudeMethod::Max => (0, 2, 0),
            MagnitudeMethod::Cordic { iterations, guard } => (1, iterations, guard),
        };
        let rounding = Rounding::ALL.iter().position(|&rounding| rounding == self.rounding).unwrap();
        format!(
            "fft_magnitude #(.DATA_WIDTH({}), .METHOD({method}), .ITERATIONS({iterations}), .GUARD({guard}), .ROUNDING({rounding}))",
            self.data
        )
    }

    fn in_width(&self) -> u32 {
        2 * self.data
    }

    fn out_width(&self) -> u32 {
        self.data
    }

    fn frame(&self) -> usize {
        FRAME
    }

    fn latency(&self) -> u64 {
        match self.method {
            MagnitudeMethod::Max => 6,
            MagnitudeMethod::Cordic { iterations, .. } => u64::from(iterations) + 6,
        }
    }

    fn beats(&self, seed: u64) -> Vec<Beat> {
        let (mut random, data) = (SplitMix64::new(seed), self.data);
        let words: Vec<u64> = if data <= NARROW {
            (0..1 << (2 * data)).cycle().take(1 << (2 * data).max(6)).collect()
        } else {
            let mut part = || any_word(&mut random, data) as i32;
            (0..WORDS).map(|_| pack(Complex::new(part(), part()), data)).collect()
        };
        words.into_iter().map(|word| (word, (random.next_word() & 3) as u8)).collect()
    }

    fn expected(&self, beats: &[Beat]) -> Vec<Beat> {
        let magnitude = |word| self.magnitude.apply(unpack(word, self.data)).into();
        beats.iter().map(|&(word, flags)| (magnitude(word), flags)).collect()
    }
}
