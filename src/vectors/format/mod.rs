// SPDX-License-Identifier: MIT OR Apache-2.0
//! The formats of golden vectors, one a file: how it is written, part by part, and how it is read.

mod axis;
mod c_header;
mod coe;
mod csv;
mod digits;
mod intel_hex;
mod mat;
mod mem;
mod mif;
mod npy;
mod package;
mod read;
mod vivado_mif;

use num_complex::Complex;

use crate::words::words;

pub use read::{ReadError, Words, read};

/// A format of golden vectors. `docs/vectors.md` has the syntax of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Hexadecimal words for `$readmemh`.
    Mem,
    /// AMD's coefficient file.
    Coe,
    /// Altera's memory initialisation file.
    Mif,
    /// Vivado's, which is another format under the same ending: binary words.
    VivadoMif,
    /// Intel HEX, byte addresses, little-endian words.
    IntelHex,
    /// Decimal numbers.
    Csv,
    /// `NumPy` 1.0, `<i4`, shape (frames, N, 2).
    Npy,
    /// The arrays of a set in one zip archive, stored.
    Npz,
    /// One beat of an AXI-Stream a line: gap, data, last, user.
    Axis,
    /// A `SystemVerilog` package of constants.
    Package,
    /// A C header of constants.
    CHeader,
    /// MATLAB's MAT-file, level 5.
    Mat,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 12] = [
        Self::Mem,
        Self::Coe,
        Self::Mif,
        Self::VivadoMif,
        Self::IntelHex,
        Self::Csv,
        Self::Npy,
        Self::Npz,
        Self::Axis,
        Self::Package,
        Self::CHeader,
        Self::Mat,
    ];

    /// The word used on the command line and in the manifest.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mem => "mem",
            Self::Coe => "coe",
            Self::Mif => "mif",
            Self::VivadoMif => "vivado-mif",
            Self::IntelHex => "ihex",
            Self::Csv => "csv",
            Self::Npy => "npy",
            Self::Npz => "npz",
            Self::Axis => "axis",
            Self::Package => "sv",
            Self::CHeader => "c",
            Self::Mat => "mat",
        }
    }

    /// What it is, in a few words.
    #[must_use]
    pub const fn what(self) -> &'static str {
        match self {
            Self::Mem => "hexadecimal words for $readmemh: every simulator, Vivado, Yosys",
            Self::Coe => "coefficients: Vivado's IP",
            Self::Mif => "memory initialisation: Quartus",
            Self::VivadoMif => "memory initialisation: Vivado",
            Self::IntelHex => "Intel HEX, byte addresses: Quartus, srecord, objcopy",
            Self::Csv => "decimal numbers: frame,idx,re,im,overflow",
            Self::Npy => "NumPy: int32 of shape (frames, N, 2)",
            Self::Npz => "NumPy: the arrays of a set in one file",
            Self::Axis => "a beat a line: gap data last user",
            Self::Package => "SystemVerilog package of constants",
            Self::CHeader => "C header of constants",
            Self::Mat => "MATLAB and SciPy: int32, N x frames, complex",
        }
    }

    /// How the files' names end.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Mem => ".mem",
            Self::Coe => ".coe",
            Self::Mif => ".mif",
            Self::VivadoMif => ".vivado.mif",
            Self::IntelHex => ".ihex",
            Self::Csv => ".csv",
            Self::Npy => ".npy",
            Self::Npz => ".npz",
            Self::Axis => ".axis.txt",
            Self::Package => "_pkg.sv",
            Self::CHeader => ".h",
            Self::Mat => ".mat",
        }
    }

    /// The format of a file by its name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        // As tables of twiddles are called, and much else that `$readmemh` reads.
        if std::path::Path::new(name).extension().is_some_and(|ending| ending == "hex") {
            return Some(Self::Mem);
        }
        // Vivado's ending holds Altera's.
        let fits = |format: &Self| name.ends_with(format.ending());
        Self::ALL.into_iter().filter(fits).max_by_key(|format| format.ending().len())
    }

    /// What writes the format; an archive is none of words.
    pub(super) fn encoder(self) -> Option<&'static dyn Encoder> {
        Some(match self {
            Self::Mem => &mem::Mem,
            Self::Coe => &coe::Coe,
            Self::Mif => &mif::Mif,
            Self::VivadoMif => &vivado_mif::VivadoMif,
            Self::IntelHex => &intel_hex::IntelHex,
            Self::Csv => &csv::Csv,
            Self::Npy => &npy::Npy,
            Self::Axis => &axis::Axis,
            Self::Package => &package::Package,
            Self::CHeader => &c_header::CHeader,
            Self::Mat => &mat::Mat,
            Self::Npz => return None,
        })
    }
}

words!(Format, "format", "mem, coe, mif, vivado-mif, ihex, csv, npy, npz, axis, sv, c or mat");

/// What a file of words holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// An identifier in any language: letters, digits and underscores, such as `random_stimulus`.
    pub name: String,
    /// Words of a frame.
    pub len: usize,
    /// Frames.
    pub frames: usize,
    /// Bits of a component.
    pub width: u32,
    /// Whether a word is `{im, re}`, re low; else it is re alone.
    pub complex: bool,
    /// Signed components; else they are bits.
    pub signed: bool,
}

impl Layout {
    /// Words in all.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.len * self.frames
    }

    /// Bits of a word.
    #[must_use]
    pub fn word_width(&self) -> u32 {
        if self.complex { 2 * self.width } else { self.width }
    }

    /// The bits of a word.
    fn word(&self, z: Complex<i32>) -> u64 {
        let mask = u64::MAX >> (64 - self.width);
        let part = |x: i32| (i64::from(x) as u64) & mask;
        if self.complex { part(z.im) << self.width | part(z.re) } else { part(z.re) }
    }

    /// In words, for a comment.
    fn describe(&self) -> String {
        let Self { name, len, frames, width, complex, signed } = self;
        let kind = match (complex, signed) {
            (true, _) => format!("{{im, re}} of 2 x {width} bits"),
            (false, true) => format!("of {width} bits, signed"),
            (false, false) => format!("of {width} bits"),
        };
        format!("utsushi {name}: {frames} x {len} words {kind}")
    }
}

/// Frames that follow each other.
pub(super) struct Chunk<'a> {
    /// The first one's place in the file.
    pub(super) first: usize,
    pub(super) words: &'a [Complex<i32>],
    /// For each frame what goes beside its words: overflow, or the inverse's direction.
    pub(super) flags: &'a [bool],
}

/// Writes a format part by part. Every part depends on its place alone, so that parts can be made at once.
pub(super) trait Encoder: Sync {
    /// How often all frames are gone through.
    fn passes(&self, layout: &Layout) -> usize {
        let _ = layout;
        1
    }
    /// What stands before the words of a pass.
    fn head(&self, layout: &Layout, pass: usize, out: &mut Vec<u8>);
    /// Words of a pass.
    fn chunk(&self, layout: &Layout, pass: usize, chunk: &Chunk, out: &mut Vec<u8>);
    /// What stands after the words of a pass.
    fn foot(&self, layout: &Layout, pass: usize, out: &mut Vec<u8>);
}

/// The component that a pass of two goes through.
fn component(pass: usize, z: Complex<i32>) -> i32 {
    if pass == 0 { z.re } else { z.im }
}

/// Components that have a pass of their own.
fn components(layout: &Layout) -> usize {
    if layout.complex { 2 } else { 1 }
}
