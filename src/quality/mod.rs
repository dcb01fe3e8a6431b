// SPDX-License-Identifier: MIT OR Apache-2.0
//! How many bits: the noise of a spec, measured on its bit-accurate model and predicted in closed form.
//!
//! A [`Measurer`] holds the frames of a stimulus and their exact spectra, and measures any spec of that length and
//! input width on them; a [`Predictor`] needs no frames at all. Both speak of the same quantities: powers in
//! LSB² of the output, bins in natural order whatever the spec's order. `docs/quantisation.md` derives the predictor.
//!
//! ```
//! use utsushi::fft::FftSpec;
//! use utsushi::quality::{Measurer, Predictor, Stimulus};
//!
//! let spec = FftSpec { len: 64, ..FftSpec::default() }.check()?;
//! let measurer = Measurer::new(64, 16, &Stimulus::default(), 100_000, 1)?;
//! let measured = measurer.measure(&spec)?;
//! let predicted = Predictor::new().predict(&spec, measurer.power());
//! assert!((measured.sqnr_db - predicted.sqnr_db).abs() < 0.1);
//! # Ok::<(), utsushi::quality::QualityError>(())
//! ```

mod cost;
mod decibel;
mod decision;
mod error;
mod exact;
mod grid;
mod jury;
mod lsb;
mod measure;
mod measurement;
mod predict;
mod propagate;
mod search;
pub(crate) mod stimulus;
mod sweep;
mod tones;
mod twiddle_error;

pub use cost::{BitCost, CostModel};
pub use decibel::{amplitude, decibels};
pub use decision::{DecisionError, WidthReport, WordLength, word_length};
pub use error::QualityError;
pub use exact::ExactReference;
pub use grid::{Grid, GridError, Lengths, MOST_SPECS, Roundings, Schedules, Widths};
pub use jury::Jury;
pub use measure::Measurer;
pub use measurement::{Histogram, Measurement};
pub use predict::{Prediction, Predictor, predict};
pub use search::{Found, Space, Target, cheapest};
pub use stimulus::{Shape, Stimulus};
pub use sweep::{Outcome, Point, Sweep};
pub use tones::{ToneSweep, tone_sweep};
