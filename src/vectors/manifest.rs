// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a kit says of itself.

use serde::{Deserialize, Serialize};

use super::sha256;
use crate::fft::{CheckedSpec, FftSpec};

/// The name of the file.
pub const MANIFEST: &str = "manifest.json";

/// The name of the schema, and the version that this release writes and reads.
pub const SCHEMA: &str = "utsushi-vectors";
/// See [`SCHEMA`].
pub const VERSION: u32 = 1;

/// The contract whose bits the kit holds.
const CONTRACT: &str = include_str!("../../docs/numeric-contract.md");
/// Of the contract.
const SEMANTICS: u32 = 1;

/// A kit's evidence: where every word comes from, and the hash of every file. No time, no machine, no path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`SCHEMA`].
    pub schema: String,
    /// [`VERSION`].
    pub version: u32,
    /// Release of the model.
    pub model: String,
    /// The numeric contract.
    pub semantics: Semantics,
    /// The spec, in the words of TOML and of the command line.
    pub spec: FftSpec,
    /// What follows from it.
    pub derived: Derived,
    /// The generator of random words.
    pub generator: Generator,
    /// The command that makes the kit again.
    pub command: String,
    /// The sets, in order.
    pub sets: Vec<SetRecord>,
    /// Every other file of the kit, in order.
    pub files: Vec<FileRecord>,
}

/// Which bits are meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Semantics {
    /// Semantics version of the contract.
    pub version: u32,
    /// SHA-256 of the contract's text.
    pub sha256: String,
}

/// What a reader of words needs and the spec implies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derived {
    /// How a complex word is packed.
    pub packing: String,
    /// Bits of an input component.
    pub input_width: u32,
    /// Bits of an output component.
    pub output_width: u32,
    /// e in X = DFT(x)·2^−e.
    pub exponent: i32,
}

/// Where random words come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generator {
    /// Its name.
    pub name: String,
    /// Its seed.
    pub seed: u64,
}

/// A set of frames with a purpose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetRecord {
    /// Its name, which is its folder's.
    pub name: String,
    /// Frames.
    pub frames: usize,
    /// The picture's file name and SHA-256, for sets that are made of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// What the frames are for: first frame, number, goal.
    pub goals: Vec<Goal>,
    /// Goals that no frame of this spec reaches, and why.
    pub unreachable: Vec<Unreachable>,
    /// Frames that overflow: first frame, number. Of more than [`RUNS`] runs the first.
    pub overflow: Vec<[usize; 2]>,
    /// Frames that overflow, in all.
    pub overflow_frames: usize,
    /// Signal to noise of its first frames against the unrounded transform, in decibels; null if there is no error or no signal.
    pub measured_sqnr_db: Option<f64>,
    /// The same in closed form, of sets of white words.
    pub predicted_sqnr_db: Option<f64>,
}

/// Runs of overflowing frames that a manifest lists.
pub const RUNS: usize = 1000;

/// A picture that a set was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// File name without its folder.
    pub file: String,
    /// Of the file's bytes.
    pub sha256: String,
}

/// What some frames are for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// The first frame.
    pub frame: usize,
    /// How many.
    pub frames: usize,
    /// What for.
    pub goal: String,
}

/// A goal that cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreachable {
    /// What.
    pub goal: String,
    /// Why not.
    pub why: String,
}

/// A file of the kit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Path below the kit's folder, with slashes.
    pub path: String,
    /// The set it belongs to; null for the spec's tables.
    pub set: Option<String>,
    /// stimulus, expected, overflow, stage, twiddles, set (an archive of a set's arrays), bench, spec.
    pub role: String,
    /// The format's word.
    pub format: String,
    /// Bits of a component; 0 where there are no words.
    pub width: u32,
    /// Words.
    pub depth: usize,
    /// natural or bit-reversed.
    pub order: String,
    /// Bytes.
    pub bytes: u64,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
}

impl Semantics {
    /// Those of this release.
    #[must_use]
    pub fn current() -> Self {
        Self { version: SEMANTICS, sha256: sha256(CONTRACT.as_bytes()) }
    }
}

impl Derived {
    /// Of a spec.
    #[must_use]
    pub fn new(spec: &CheckedSpec) -> Self {
        Self {
            packing: "{im, re}, re in the low half".into(),
            input_width: spec.input().width,
            output_width: spec.output().width,
            exponent: spec.exponent(),
        }
    }
}

impl Manifest {
    /// The manifest as text: the same kit gives the same bytes.
    ///
    /// # Panics
    /// Never: every value has a form in JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a manifest is JSON") + "\n"
    }
}
