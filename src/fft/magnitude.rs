// SPDX-License-Identifier: MIT OR Apache-2.0
//! Magnitudes of words; twin of `hdl/fft_magnitude.v`.

use num_complex::Complex;

use super::Cordic;
use crate::number::{QFormat, Rounding};

/// How a magnitude is come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MagnitudeMethod {
    /// max(A, 7A/8 + B/2), A the larger part, B the smaller: −3 % to +0.8 %, no multiplier (numeric contract, M2).
    Max,
    /// CORDIC vectoring (M3), as near as its iterations and guard bits allow (M4).
    Cordic {
        /// Iterations: 2 to 20, and at most the parts' bits and guard bits together.
        iterations: u32,
        /// Bits kept below the input's: 0 to 8.
        guard: u32,
    },
}

impl MagnitudeMethod {
    /// CORDIC with the fewest iterations and guard bits that M4 knows to be within 1 LSB for parts of `width` bits
    /// when rounding is to nearest.
    #[must_use]
    pub const fn cordic(width: u32) -> Self {
        let iterations = width.div_ceil(2) + 3;
        // 2^guard is at least 2.6·(iterations − 1).
        let guard = (13 * (iterations - 1)).div_ceil(5).next_power_of_two().trailing_zeros();
        Self::Cordic { iterations, guard }
    }
}

/// A magnitude that cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MagnitudeError {
    /// The parts' width is out of range.
    #[error("data {width} is out of range; a component has 2 to 32 bits")]
    Data {
        /// The width asked for, in bits.
        width: u32,
    },
    /// Too few or too many iterations.
    #[error("{iterations} iterations are out of range; a CORDIC has 2 to 20")]
    Iterations {
        /// The iterations asked for.
        iterations: u32,
    },
    /// More iterations than there are bits to shift.
    #[error(
        "{iterations} iterations shift further than data {data} with {guard} guard bits reaches; use at most {}",
        data + guard
    )]
    Short {
        /// The iterations asked for.
        iterations: u32,
        /// The parts' width, in bits.
        data: u32,
        /// The guard bits asked for.
        guard: u32,
    },
    /// Too many guard bits.
    #[error("{guard} guard bits are out of range; a CORDIC has 0 to 8")]
    Guard {
        /// The guard bits asked for.
        guard: u32,
    },
}

/// Computes |z| of complex words, bit for bit as the hardware does (numeric contract, M1 to M5).
///
/// ```
/// use num_complex::Complex;
/// use utsushi::fft::{Magnitude, MagnitudeMethod};
/// use utsushi::number::Rounding;
///
/// let near = Magnitude::new(16, MagnitudeMethod::Max, Rounding::Convergent)?;
/// let nearer = Magnitude::new(16, MagnitudeMethod::cordic(16), Rounding::Convergent)?;
/// let z = Complex::new(-20000, 15000);
/// assert_eq!([near, nearer].map(|magnitude| magnitude.apply(z)), [25000; 2]);
/// let corner = Complex::new(-32768, -32768);
/// assert_eq!([near, nearer].map(|magnitude| magnitude.apply(corner)), [45056, 46341]); // 46340.95
/// # Ok::<(), utsushi::fft::MagnitudeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Magnitude {
    data: u32,
    rounding: Rounding,
    /// `None` for `Max`.
    cordic: Option<Cordic>,
}

/// Fraction bits of 8·max(A, 7A/8 + B/2).
const EIGHTHS: u32 = 3;

impl Magnitude {
    /// Magnitudes of words with parts of `data` bits.
    ///
    /// # Errors
    /// If `data` is not 2 to 32, or a CORDIC's iterations or guard bits are out of range.
    pub fn new(data: u32, method: MagnitudeMethod, rounding: Rounding) -> Result<Self, MagnitudeError> {
        if !QFormat::WIDTHS.contains(&data) {
            return Err(MagnitudeError::Data { width: data });
        }
        let cordic = match method {
            MagnitudeMethod::Max => None,
            MagnitudeMethod::Cordic { iterations, .. } if !(2..=20).contains(&iterations) => {
                return Err(MagnitudeError::Iterations { iterations });
            }
            MagnitudeMethod::Cordic { guard, .. } if guard > 8 => {
                return Err(MagnitudeError::Guard { guard });
            }
            MagnitudeMethod::Cordic { iterations, guard } if iterations > data + guard => {
                return Err(MagnitudeError::Short { iterations, data, guard });
            }
            MagnitudeMethod::Cordic { iterations, guard } => Some(Cordic::new(data, iterations, guard)),
        };
        Ok(Self { data, rounding, cordic })
    }

    /// |z| in LSBs of its parts, an unsigned word of `data` bits.
    ///
    /// # Panics
    /// If a part has more bits than `data`.
    #[must_use]
    pub fn apply(&self, z: Complex<i32>) -> u32 {
        let format = QFormat { width: self.data, frac: 0 };
        assert!(format.holds(z.re) && format.holds(z.im), "a part of {z} has more than {} bits", self.data);
        let [re, im] = [z.re.unsigned_abs(), z.im.unsigned_abs()];
        let (length, drop) = self.cordic.map_or_else(
            || (eight_times_max(re.max(im), re.min(im)), EIGHTHS),
            |cordic| (cordic.length(re, im), cordic.drop()),
        );
        self.rounding.shift_right(length, drop) as u32
    }
}

fn eight_times_max(a: u32, b: u32) -> i128 {
    let (a, b) = (i128::from(a), i128::from(b));
    (8 * a).max(7 * a + 4 * b)
}
