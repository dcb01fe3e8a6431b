// SPDX-License-Identifier: MIT OR Apache-2.0
//! Spectra of signals and pictures: against definitions, against `NumPy` and `SciPy`, and what is refused.

mod common;
mod filters;
mod fixed;
mod groups;
mod line;
mod oracle;
mod photographs;
mod plane;
mod radial;
mod signals;
mod windows;
