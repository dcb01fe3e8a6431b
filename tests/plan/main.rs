// SPDX-License-Identifier: MIT OR Apache-2.0
//! The plan is the readable model, faster: equal in every bit and flag on every back-end, and safe to misuse.
//!
//! `UTSUSHI_BACKEND` confines the suite to one back-end, for a checker that does not know the others' instructions;
//! `UTSUSHI_TEST_SPECS` sets how many specs a property tries, `UTSUSHI_TEST_SEED` which (1).

mod agree;
#[path = "../common/mod.rs"]
mod common;
mod corner;
mod disk;
mod environment;
mod every_frame;
mod frames;
mod hash;
mod lengths;
mod misuse;
mod plane;
mod properties;
mod slices;
mod specs;
mod ties;
