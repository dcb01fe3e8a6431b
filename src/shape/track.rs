// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rows that are laid on one another: the best start point and mirror by correlation, then the distance along them.

use num_complex::Complex;

use super::circle::{PLACES, inverse};
use super::l1::l1;
use super::warp::{COLUMN, WAIT, warp};
use crate::fft::{CheckedSpec, Direction, Frame, Spectrum};
use crate::words::words;

/// Samples of a row when rows are laid on one another: every second place of the circle.
const SAMPLES: usize = PLACES / 2;

/// Harmonics of a row that are kept: 0 to 31.
pub(super) const BAND: usize = SAMPLES / 2;

/// Whether the mirror image of a shape is the same shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mirror {
    /// It is: the better of the two is taken.
    #[default]
    Same,
    /// It is not.
    Distinct,
}

impl Mirror {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Same, Self::Distinct];

    /// The word used on the command line and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Distinct => "distinct",
        }
    }
}

words!(Mirror, "mirror", "same or distinct");

/// Rows of one shape that begin at one start point, 64 samples each; a start may lie between two samples.
///
/// A mirrored shape's rows run backwards.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Track {
    /// Real and imaginary parts of harmonics 0 to 31, row after row; 0 of harmonic 0, which no start point changes.
    bands: Vec<[[f32; BAND]; 2]>,
    /// The rows from a sample on, and from half a sample later.
    from: [Rows; 2],
    /// The rows backwards, from a sample on.
    mirrored: Rows,
    /// Mean absolute deviation from the rows' means.
    pub(super) deviation: f32,
}

/// The same samples in two orders, each twice, so that any start leaves a whole turn.
#[derive(Clone, Debug, PartialEq)]
struct Rows {
    /// Row after row.
    rows: Vec<[f32; 2 * SAMPLES]>,
    /// Sample after sample, if there are no more rows than fit side by side.
    columns: Vec<[f32; COLUMN]>,
}

impl Rows {
    fn new(rows: Vec<[f32; 2 * SAMPLES]>) -> Self {
        let column = |t: usize| std::array::from_fn(|row| rows.get(row).map_or(0.0, |row| row[t]));
        let side_by_side = if rows.len() > COLUMN { 0 } else { 2 * SAMPLES };
        Self { columns: (0..side_by_side).map(column).collect(), rows }
    }
}

impl Track {
    /// The track of rows by their harmonics 0 to 31, each multiplied by its `weight`.
    pub(super) fn new(rows: &[&[Complex<f64>]], weight: impl Fn(usize) -> f64) -> Self {
        let weighted = |i: usize| rows[i].iter().map(|z| z * weight(i)).collect::<Vec<_>>();
        let bands: Vec<Vec<Complex<f64>>> = (0..rows.len()).map(weighted).collect();
        let all: Vec<[f32; PLACES]> = bands.iter().map(|band| sampled(band)).collect();
        let turn = |first: usize, step: usize| {
            let row = |row: &[f32; PLACES]| std::array::from_fn(|i| row[(first + step * i) % PLACES]);
            Rows::new(all.iter().map(row).collect())
        };
        let from = [turn(0, 2), turn(1, 2)];
        Self {
            bands: bands.iter().map(|band| parts(band)).collect(),
            deviation: from[0].rows.iter().map(deviation).sum::<f32>() / rows.len() as f32,
            from,
            mirrored: turn(0, PLACES - 2),
        }
    }

    /// Spectra of the correlations with `other`: as it is, and mirrored.
    fn correlation(&self, other: &Self) -> [[[f32; BAND]; 2]; 2] {
        let mut sums = [[[0.0_f32; BAND]; 2]; 2];
        let [[plain_re, plain_im], [mirror_re, mirror_im]] = &mut sums;
        for ([a_re, a_im], [b_re, b_im]) in self.bands.iter().zip(&other.bands) {
            for k in 0..BAND {
                let (rr, ii) = (a_re[k] * b_re[k], a_im[k] * b_im[k]);
                let (ir, ri) = (a_im[k] * b_re[k], a_re[k] * b_im[k]);
                plain_re[k] += rr + ii;
                plain_im[k] += ir - ri;
                mirror_re[k] += rr - ii;
                mirror_im[k] += ir + ri;
            }
        }
        sums
    }

    /// The two correlations as one spectrum: the first becomes real, the second imaginary.
    fn joined(&self, other: &Self) -> [[Complex<f64>; BAND]; 2] {
        let [[p_re, p_im], [q_re, q_im]] =
            self.correlation(other).map(|sum| sum.map(|part| part.map(f64::from)));
        let ahead = std::array::from_fn(|k| Complex::new(p_re[k] - q_im[k], p_im[k] + q_re[k]));
        let back = std::array::from_fn(|k| Complex::new(p_re[k] + q_im[k], q_re[k] - p_im[k]));
        [ahead, back]
    }

    /// The starts in `self`, of 128 places, at which `other` fits best: as it is, and mirrored.
    pub(super) fn starts(&self, other: &Self) -> [usize; 2] {
        let [ahead, back] = self.joined(other);
        let mut x = [Complex::ZERO; PLACES];
        for k in 1..BAND {
            (x[k], x[PLACES - k]) = (ahead[k], back[k]);
        }
        inverse(&mut x);
        peaks(&x)
    }

    /// The frame whose inverse transform has the correlations as real and imaginary part, at full scale.
    pub(super) fn frame(&self, other: &Self, spec: &CheckedSpec) -> Frame {
        let [ahead, back] = self.joined(other);
        let both = || ahead[1..].iter().chain(&back[1..]);
        let greatest = both().map(Complex::norm_sqr).fold(0.0, f64::max).sqrt();
        // A word is cut toward zero, so that no modulus exceeds full scale.
        let gain = if greatest > 0.0 { f64::from(spec.input().max()) / greatest } else { 0.0 };
        let word = |z: Complex<f64>| Complex::new((z.re * gain) as i32, (z.im * gain) as i32);
        let len = spec.spec().len;
        let mut words = vec![Complex::new(0, 0); len];
        for k in 1..BAND {
            (words[k], words[len - k]) = (word(ahead[k]), word(back[k]));
        }
        let frame = Frame::new(spec, words).expect("scaled words fit the input");
        frame.with_direction(Direction::Inverse)
    }

    /// The starts that the transform of such a frame says.
    pub(super) fn starts_by(spec: &CheckedSpec, spectrum: &Spectrum<f64>) -> [usize; 2] {
        let len = spec.spec().len;
        let bins: Vec<_> = (0..len).map(|k| spectrum.bins[spec.position(k)]).collect();
        peaks(&bins).map(|start| (start * PLACES + len / 2) / len % PLACES)
    }

    /// Mean absolute difference from `other`, its start at one of `starts`, or up to `near` places beside it.
    pub(super) fn rigid(&self, other: &Self, starts: [usize; 2], near: usize, mirror: Mirror) -> f32 {
        let beside = |start: usize| (0..=2 * near).map(move |i| (start + PLACES + i - near) % PLACES);
        let least = tried(other, starts, mirror)
            .flat_map(|(rows, start)| beside(start).map(move |start| (rows, start)))
            .map(|(rows, start)| self.laid(rows, start))
            .fold(f32::INFINITY, f32::min);
        least / (SAMPLES * self.bands.len()) as f32
    }

    fn laid(&self, rows: &Rows, start: usize) -> f32 {
        let (own, first) = (&self.from[start % 2], start / 2);
        own.rows.iter().zip(&rows.rows).map(|(a, b)| l1(&a[first..first + SAMPLES], &b[..SAMPLES])).sum()
    }

    /// As [`rigid`](Self::rigid), and either may wait for the other.
    pub(super) fn elastic(&self, other: &Self, starts: [usize; 2], mirror: Mirror) -> f32 {
        let rows = self.bands.len() as f32;
        let path = |(rows_of, start): (&Rows, usize)| {
            let own = &self.from[start % 2].columns[start / 2..][..SAMPLES];
            warp(own, &rows_of.columns[..SAMPLES], WAIT * rows)
        };
        tried(other, starts, mirror).map(path).fold(f32::INFINITY, f32::min) / (SAMPLES as f32 * rows)
    }
}

/// What is laid on another: its rows, and if mirror images are the same the mirrored ones, each with its start.
fn tried(other: &Track, starts: [usize; 2], mirror: Mirror) -> impl Iterator<Item = (&Rows, usize)> {
    let ways = [(&other.from[0], starts[0]), (&other.mirrored, starts[1])];
    ways.into_iter().take(if mirror == Mirror::Same { 2 } else { 1 })
}

/// Where the real parts, and where the imaginary parts, are greatest; of equal ones the first.
fn peaks(x: &[Complex<f64>]) -> [usize; 2] {
    [|z: &Complex<f64>| z.re, |z: &Complex<f64>| z.im].map(|part| {
        let best = x.iter().map(part).enumerate();
        best.fold((0, f64::NEG_INFINITY), |best, next| if next.1 > best.1 { next } else { best }).0
    })
}

/// The real row with these harmonics at all places.
fn sampled(band: &[Complex<f64>]) -> [f32; PLACES] {
    let mut x = [Complex::ZERO; PLACES];
    x[0] = band[0];
    for k in 1..BAND {
        (x[k], x[PLACES - k]) = (band[k], band[k].conj());
    }
    inverse(&mut x);
    x.map(|z| z.re as f32)
}

fn parts(band: &[Complex<f64>]) -> [[f32; BAND]; 2] {
    let part = |of: fn(&Complex<f64>) -> f64| {
        std::array::from_fn(|k| if k == 0 { 0.0 } else { of(&band[k]) as f32 })
    };
    [part(|z| z.re), part(|z| z.im)]
}

fn deviation(row: &[f32; 2 * SAMPLES]) -> f32 {
    let mean = row[..SAMPLES].iter().sum::<f32>() / SAMPLES as f32;
    row[..SAMPLES].iter().map(|sample| (sample - mean).abs()).sum::<f32>() / SAMPLES as f32
}

#[cfg(test)]
mod tests {
    use super::{Mirror, PLACES, SAMPLES, Track, tried};
    use crate::random::SplitMix64;
    use crate::shape::angle::unit;
    use num_complex::Complex;

    /// Three rows of random harmonics below 31.
    fn track(random: &mut SplitMix64) -> Track {
        let mut band = || -> Vec<Complex<f64>> {
            let mut z = || Complex::new(random.between(-1.0, 1.0), random.between(-1.0, 1.0));
            std::iter::once(Complex::new(0.3, 0.0)).chain((1..32).map(|k| z() / f64::from(k))).collect()
        };
        let rows = [band(), band(), band()];
        Track::new(&rows.each_ref().map(Vec::as_slice), |_| 1.0)
    }

    /// Every start by the definition of the correlation, as it is and backwards.
    #[test]
    fn starts_are_the_greatest_correlations() {
        let mut random = SplitMix64::new(5);
        for _ in 0..50 {
            let (a, b) = (track(&mut random), track(&mut random));
            for (rows, found) in tried(&b, a.starts(&b), Mirror::Same) {
                let correlation = |start: usize| -> f32 {
                    let pairs = a.from[start % 2].rows.iter().zip(&rows.rows);
                    pairs.flat_map(|(x, y)| (0..SAMPLES).map(move |t| x[start / 2 + t] * y[t])).sum()
                };
                let greatest = (0..PLACES).map(correlation).fold(f32::NEG_INFINITY, f32::max);
                assert!(correlation(found) >= greatest - 1e-3, "{} of {greatest}", correlation(found));
            }
        }
    }

    /// Laid at the start by which it was turned, a track is on itself, as it is and mirrored.
    #[test]
    fn a_turned_and_mirrored_track_is_laid_on_itself() {
        let mut random = SplitMix64::new(6);
        for start in [0, 1, 17, 64, 127] {
            let rows = [(); 3].map(|()| {
                let z = || Complex::new(random.between(-1.0, 1.0), random.between(-1.0, 1.0));
                let mut z = z;
                (0..32).map(|_| z()).map(|z| Complex::new(z.re, z.im)).collect::<Vec<_>>()
            });
            let turned = rows.each_ref().map(|band| -> Vec<Complex<f64>> {
                let turn = |k: usize| unit(-((k * start) as f64) / PLACES as f64);
                band.iter().enumerate().map(|(k, z)| z * turn(k)).collect()
            });
            let mirrored = turned.each_ref().map(|band| band.iter().map(Complex::conj).collect::<Vec<_>>());
            let made =
                |rows: &[Vec<Complex<f64>>; 3]| Track::new(&rows.each_ref().map(Vec::as_slice), |_| 1.0);
            let (a, b, c) = (made(&rows), made(&turned), made(&mirrored));
            let [back, _] = b.starts(&a);
            assert_eq!(back, start, "turned by {start}");
            assert!(b.rigid(&a, b.starts(&a), 0, Mirror::Distinct) < 1e-4);
            assert!(a.rigid(&b, a.starts(&b), 0, Mirror::Distinct) < 1e-4);
            assert!(a.rigid(&c, a.starts(&c), 0, Mirror::Same) < 1e-4, "mirrored");
            assert!(a.elastic(&c, a.starts(&c), Mirror::Same) < 1e-4, "mirrored, elastic");
            assert!(a.rigid(&c, a.starts(&c), 0, Mirror::Distinct) > 0.1, "mirrored and distinct");
        }
    }
}
