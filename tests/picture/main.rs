// SPDX-License-Identifier: MIT OR Apache-2.0
//! Pictures: what is read, what is refused and how, rows as frames, spectra as pictures, files written whole.

mod load;
mod refused;
mod rows;
mod spectrum;
mod write;
