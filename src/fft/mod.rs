// SPDX-License-Identifier: MIT OR Apache-2.0
//! The fixed-point FFT: what a spec decides, and the bit-accurate model that follows it.
//!
//! Each file that has a twin in `hdl/` bears its name: `butterfly.rs` is `fft_butterfly.v`.

mod bit_reversal;
pub(crate) mod butterfly;
mod complex_mul;
mod configurable;
mod configurable_error;
mod configuration;
mod cordic;
mod corner_turn;
mod decomposition;
mod delay_line;
mod fifo;
mod folded_rom;
mod frame;
pub mod kernels;
mod magnitude;
pub mod model;
mod plan;
mod plan_error;
mod plane;
mod reference;
mod row_pair;
mod sample;
mod schedule;
mod skid_buffer;
mod spec;
mod spec_error;
mod stage;
pub(crate) mod trigonometry;
mod twiddle_rom;
mod window;
mod window_rom;

pub use bit_reversal::BitReversal;
pub use butterfly::{Butterfly, Pair};
pub use complex_mul::complex_mul;
pub use configurable::{Configurable, ConfigurableModel, ConfigurableSpec, Configured};
pub use configurable_error::ConfigurableError;
pub use configuration::FrameConfig;
pub use cordic::Cordic;
pub use corner_turn::CornerTurn;
pub use decomposition::{Decomposition, Rotation, Turns};
pub use delay_line::{DelayLine, DelayLineClock};
pub use fifo::Fifo;
pub use folded_rom::{Fold, FoldedRom};
pub use frame::{Frame, FrameError, Spectrum, Transform, TransformError};
pub use magnitude::{Magnitude, MagnitudeError, MagnitudeMethod};
pub use model::{FftModel, Tap};
pub use plan::FftPlan;
pub use plan_error::PlanError;
pub use plane::{PlaneFrame, PlanePlan};
pub use reference::Reference;
pub use row_pair::{RowPairError, RowPairs, separate_bin};
pub use sample::Sample;
pub use schedule::{Schedule, StageFormat};
pub use skid_buffer::SkidBuffer;
pub use spec::{CheckedSpec, Direction, FftSpec, Order};
pub use spec_error::SpecError;
pub use stage::{Factors, Stage};
pub use twiddle_rom::TwiddleRom;
pub use window::{FrameWindow, Window, WindowError};
pub use window_rom::WindowRom;
