// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is said of a signal.

use std::f64::consts::TAU;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;
use utsushi::fft::FftSpec;
use utsushi::picture::frequency::{Deviation, Leakage, Seam, Window};

use super::args::Spectrum;
use super::signals::{Framed, fixed_report};
use crate::gather::short;

/// One signal.
#[derive(Serialize)]
pub(super) struct SignalReport {
    #[serde(serialize_with = "crate::report::lossy")]
    pub(super) path: PathBuf,
    /// The file, and the row if it is one of an image.
    pub(super) name: String,
    /// Samples in the file.
    pub(super) samples: usize,
    /// Samples a second; null if not known.
    pub(super) rate: Option<u32>,
    /// First sample of the frame.
    pub(super) start: usize,
    /// Samples in the frame, zeros included.
    pub(super) frame: usize,
    pub(super) window: Window,
    /// Whether the file holds amplitudes and phases.
    pub(super) inverse: bool,
    pub(super) mean: f64,
    /// Of the frame under the window.
    pub(super) energy: f64,
    /// The strongest component but the mean.
    pub(super) strongest: Option<Strongest>,
    pub(super) seam: Seam,
    /// Under every window.
    pub(super) leakage: Vec<Leakage>,
    /// Largest |rebuilt − sample|, both under the window.
    pub(super) round_trip: f64,
    pub(super) fixed: Option<FixedSignal>,
}

/// A bin.
#[derive(Serialize)]
pub(super) struct Strongest {
    pub(super) bin: usize,
    /// In cycles per sample.
    pub(super) cycles_per_sample: f64,
    /// In hertz, if the rate is known.
    pub(super) hertz: Option<f64>,
    pub(super) amplitude: f64,
    /// In radians.
    pub(super) phase: f64,
}

/// What the fixed engine did.
#[derive(Serialize)]
pub(super) struct FixedSignal {
    /// Of the transform and its inverse.
    pub(super) specs: Vec<FftSpec>,
    /// How the frame became a power of two of samples; none if it was one.
    pub(super) fit: &'static str,
    pub(super) overflow: bool,
    /// e in X = DFT·2^−e, both as words.
    pub(super) exponent: i32,
    /// s in word = sample·2^(W − 1 − s).
    pub(super) input_exponent: i32,
    /// The spectrum against the float one.
    pub(super) spectrum_error: Deviation,
    /// The rebuilt frame against the samples.
    pub(super) rebuilt_error: Deviation,
}

impl SignalReport {
    pub(super) fn new(arguments: &Spectrum, file: &Path, framed: &Framed) -> Self {
        let inverse = arguments.engine.spec.inverse();
        let (samples, len) = (&framed.samples, framed.samples.len());
        let window = if inverse { Window::Rectangular } else { arguments.signal.window };
        let under = window.apply(samples);
        let difference = under.iter().zip(&framed.rebuilt).map(|(a, b)| (a - b).abs());
        Self {
            path: file.to_owned(),
            name: title(file, &framed.signal.name),
            samples: framed.signal.samples.len(),
            rate: framed.signal.rate,
            start: if inverse { 0 } else { arguments.signal.start },
            frame: len,
            window,
            inverse,
            mean: samples.iter().sum::<f64>() / len as f64,
            energy: framed.line.energy(),
            strongest: strongest(framed),
            seam: Seam::of(samples),
            leakage: Window::ALL.into_iter().filter_map(|window| Leakage::of(samples, window)).collect(),
            round_trip: difference.fold(0.0, f64::max),
            fixed: fixed_report(framed),
        }
    }

    /// Some lines for people.
    pub(super) fn text(&self) -> String {
        let mut text = format!("{}: {}\n", self.name, self.head());
        let _ = writeln!(text, "  mean {}, energy under the window {}", short(self.mean), short(self.energy));
        if let Some(Strongest { bin, cycles_per_sample, hertz, amplitude, phase }) = &self.strongest {
            let at = hertz.map_or_else(
                || format!("{} cycles per sample", short(*cycles_per_sample)),
                |hz| format!("{} Hz", short(hz)),
            );
            let _ = writeln!(
                text,
                "  strongest: {at} (bin {bin}), amplitude {}, phase {} rad",
                short(*amplitude),
                short(*phase)
            );
        }
        text.push_str(&self.seam_text());
        if !self.leakage.is_empty() {
            let words = self.leakage.iter().map(|l| format!("{} {} %", l.window, short(100.0 * l.outside)));
            let _ = writeln!(
                text,
                "  energy farther than 3 bins from the strongest: {}",
                words.collect::<Vec<_>>().join(", ")
            );
        }
        let _ = match (&self.fixed, self.inverse) {
            (Some(fixed), _) => write!(text, "{}", fixed.text()),
            (None, true) => Ok(()),
            (None, false) => {
                writeln!(text, "  rebuilt from amplitude and phase: largest error {}", short(self.round_trip))
            }
        };
        text
    }

    fn head(&self) -> String {
        let rate = self.rate.map_or(String::new(), |rate| format!(" at {rate} a second"));
        if self.inverse {
            return format!("{} bins, inverse transform of amplitude and phase", self.samples);
        }
        let last = self.start + self.frame - 1;
        let zeros = if last >= self.samples { ", zeros after the last" } else { "" };
        format!(
            "{} samples{rate}, frame {} to {last}{zeros}, window {}",
            self.samples, self.start, self.window
        )
    }

    fn seam_text(&self) -> String {
        let Seam { jump, inner_step, cycles } = self.seam;
        let jump = format!("the seam jumps by {}, the rms step inside is {}", short(jump), short(inner_step));
        match (cycles, self.seam.is_whole()) {
            (Some(cycles), Some(true)) => {
                format!("  {cycles:.3} cycles in the frame: the period divides it; {jump}\n")
            }
            (Some(cycles), _) => {
                let period = self.frame as f64 / cycles;
                format!(
                    "  {cycles:.3} cycles in the frame: the period of {} samples does not divide it; {jump}\n",
                    short(period)
                )
            }
            _ => format!("  no component but the mean; {jump}\n"),
        }
    }
}

impl FixedSignal {
    fn text(&self) -> String {
        let spec = &self.specs[0];
        let ratio = |error: &Deviation| error.sqnr_db.map_or("exact".to_owned(), |db| format!("{db:.2} dB"));
        format!(
            "  fixed point: {} bits, twiddles of {}, {}, {}, {} samples, fit {}; {}, exponent {}, input exponent {}\n  spectrum against float: {}, largest error {}; rebuilt frame: {}, largest error {}\n",
            spec.data,
            spec.twiddle,
            spec.schedule,
            spec.rounding,
            spec.len,
            self.fit,
            if self.overflow { "overflowed" } else { "no overflow" },
            self.exponent,
            self.input_exponent,
            ratio(&self.spectrum_error),
            short(self.spectrum_error.worst),
            ratio(&self.rebuilt_error),
            short(self.rebuilt_error.worst)
        )
    }
}

/// The file's own name, and the row if the signal is one.
fn title(file: &Path, name: &str) -> String {
    let row = name.strip_prefix(&*file.to_string_lossy()).unwrap_or_default();
    super::file_name(file) + row
}

fn strongest(framed: &Framed) -> Option<Strongest> {
    let len = framed.samples.len();
    let amplitudes = framed.line.amplitudes();
    let most = amplitudes.get(1..=len / 2)?.iter().copied().fold(0.0, f64::max);
    let bin = (1..=len / 2).find(|&k| amplitudes[k] >= most)?;
    let cycles_per_sample = bin as f64 / len as f64;
    let hertz = framed.signal.rate.map(|rate| cycles_per_sample * f64::from(rate));
    let phase = utsushi::shape::angle::turns(framed.line.bins()[bin]) * TAU;
    (most > 0.0).then_some(Strongest { bin, cycles_per_sample, hertz, amplitude: most, phase })
}
