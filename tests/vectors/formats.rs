// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every format: written, read back, and what is none of it refused.

use std::io;

use num_complex::Complex;
use utsushi::vectors::{Format, Layout, ReadError, Source, read, stream};

use crate::common::{Draw, SplitMix64};

/// Words in memory as a source.
pub(crate) struct Given {
    pub(crate) layout: Layout,
    pub(crate) words: Vec<Complex<i32>>,
    pub(crate) flags: Vec<bool>,
}

impl Given {
    /// Random words; the least and the greatest are among them.
    pub(crate) fn random(len: usize, frames: usize, width: u32, seed: u64) -> Self {
        let mut draw = SplitMix64::new(seed);
        let mut words = draw.samples(len * frames, width);
        let least = i32::MIN >> (32 - width);
        words[0] = Complex::new(least, !least);
        words[1] = Complex::new(!least, least);
        let flags = (0..frames).map(|_| draw.next_word() & 1 == 1).collect();
        let layout =
            Layout { name: "random_expected".into(), len, frames, width, complex: true, signed: true };
        Self { layout, words, flags }
    }

    /// The file's bytes.
    pub(crate) fn written(&self, format: Format) -> Vec<u8> {
        let mut bytes = Vec::new();
        stream(format, self, &mut bytes, &|_| {}).unwrap();
        bytes
    }
}

impl Source for Given {
    fn layout(&self) -> Layout {
        self.layout.clone()
    }

    fn fill(&self, first: usize, words: &mut [Complex<i32>], flags: &mut [bool]) -> io::Result<()> {
        words.copy_from_slice(&self.words[first * self.layout.len..][..words.len()]);
        flags.copy_from_slice(&self.flags[first..][..flags.len()]);
        Ok(())
    }
}

/// The formats of words: an archive is one of arrays.
pub(crate) fn formats() -> impl Iterator<Item = Format> {
    Format::ALL.into_iter().filter(|format| *format != Format::Npz)
}

#[test]
fn what_is_written_is_read_back() {
    let mut checked = 0;
    for width in 2..=32 {
        for (len, frames) in [(4, 1), (8, 5), (64, 3)] {
            let given = Given::random(len, frames, width, u64::from(width));
            for format in formats() {
                let words = read(format, &given.written(format)).unwrap();
                let complex = words.complex(Some(width)).unwrap();
                assert_eq!(complex, given.words, "{format}, width {width}");
                if [Format::Csv, Format::Axis].contains(&format) {
                    assert_eq!((words.len, &words.flags), (Some(len), &given.flags), "{format}");
                }
                if [Format::Npy, Format::Mat, Format::Package, Format::CHeader].contains(&format) {
                    assert_eq!(words.len, Some(len), "{format}");
                }
                if [Format::Mif, Format::VivadoMif, Format::Package, Format::CHeader].contains(&format) {
                    assert_eq!(words.width, Some(2 * width), "{format}");
                }
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 31 * 3 * 11);
}

#[test]
fn parts_made_on_many_threads_are_the_whole_in_order() {
    // More than a part a thread, and an Intel HEX file of several 64 KiB pages.
    let given = Given::random(64, 5000, 16, 7);
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let several = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
    for format in formats() {
        let bytes = alone.install(|| given.written(format));
        assert!(bytes == several.install(|| given.written(format)), "{format}");
        assert!(read(format, &bytes).unwrap().complex(Some(16)).unwrap() == given.words, "{format}");
    }
}

#[test]
fn syntax_by_the_letter() {
    let words = vec![Complex::new(1, -1), Complex::new(-8, 7), Complex::new(0, 2), Complex::new(3, -4)];
    let layout =
        Layout { name: "tiny_expected".into(), len: 2, frames: 2, width: 4, complex: true, signed: true };
    let given = Given { layout, words, flags: vec![false, true] };
    let text = |format| String::from_utf8(given.written(format)).unwrap();
    let what = "utsushi tiny_expected: 2 x 2 words {im, re} of 2 x 4 bits";
    for (format, expected) in [
        (Format::Mem, format!("// {what}\nf1\n78\n20\nc3\n")),
        (
            Format::Coe,
            format!(
                "; {what}\nmemory_initialization_radix=16;\nmemory_initialization_vector=\nf1,\n78,\n20,\nc3;\n"
            ),
        ),
        (
            Format::Mif,
            format!(
                "-- {what}\nDEPTH = 4;\nWIDTH = 8;\nADDRESS_RADIX = HEX;\nDATA_RADIX = HEX;\nCONTENT\nBEGIN\n0 : f1;\n1 : 78;\n2 : 20;\n3 : c3;\nEND;\n"
            ),
        ),
        (Format::VivadoMif, "11110001\n01111000\n00100000\n11000011\n".into()),
        // 4 + f1 + 78 + 20 + c3 = 0x250; its complement is b0.
        (Format::IntelHex, ":04000000f17820c3b0\n:00000001ff\n".into()),
        (Format::Csv, "frame,idx,re,im,overflow\n0,0,1,-1,0\n0,1,-8,7,0\n1,0,0,2,1\n1,1,3,-4,1\n".into()),
        (Format::Axis, format!("# {what}: gap data last user\n0 f1 0 0\n0 78 1 0\n0 20 0 1\n0 c3 1 1\n")),
        (
            Format::Package,
            format!(
                "// {what}\npackage tiny_expected_pkg;\n  localparam int WIDTH = 4;\n  localparam int LEN = 2;\n  localparam int FRAMES = 2;\n  localparam logic signed [3:0] RE [0:3] = '{{\n4'sd1, 4'sh8, 4'sd0, 4'sd3\n  }};\n  localparam logic signed [3:0] IM [0:3] = '{{\n-4'sd1, 4'sd7, 4'sd2, -4'sd4\n  }};\nendpackage\n"
            ),
        ),
        (
            Format::CHeader,
            format!(
                "/* {what} */\n#ifndef TINY_EXPECTED_H\n#define TINY_EXPECTED_H\n#include <stdint.h>\n#define TINY_EXPECTED_WIDTH 4\n#define TINY_EXPECTED_LEN 2\n#define TINY_EXPECTED_FRAMES 2\nstatic const int32_t tiny_expected_re[4] = {{\n1, -8, 0, 3\n}};\nstatic const int32_t tiny_expected_im[4] = {{\n-1, 7, 2, -4\n}};\n#endif\n"
            ),
        ),
    ] {
        assert_eq!(text(format), expected, "{format}");
    }
}

#[test]
fn comments_ranges_and_blanks_of_other_tools_are_read() {
    let read = |format, text: &str| read(format, text.as_bytes()).unwrap().complex(Some(4)).unwrap();
    let word = |re, im| Complex::new(re, im);
    let mem = "/* a\n block */ @0 f1 // one\n7_8\n@2\n20";
    assert_eq!(read(Format::Mem, mem), [word(1, -1), word(-8, 7), word(0, 2)]);
    let coe =
        "; by hand\nmemory_initialization_radix = 2;\nmemory_initialization_vector = 11110001, 01111000;";
    assert_eq!(read(Format::Coe, coe), [word(1, -1), word(-8, 7)]);
    let mif = "DEPTH=3; WIDTH=8;\nADDRESS_RADIX=HEX; DATA_RADIX=HEX; % all %\nCONTENT BEGIN\n[0..1]:f1; -- twice\n2:78;\nEND;";
    assert_eq!(read(Format::Mif, mif), [word(1, -1), word(1, -1), word(-8, 7)]);
}

#[test]
fn what_is_none_of_a_format_is_refused_in_a_sentence() {
    let refused = |format, bytes: &[u8]| read(format, bytes).unwrap_err().to_string();
    for (format, text, sentence) in [
        (Format::Mem, "f1\nxyz\n", "line 2: 'xyz' is no hexadecimal word"),
        (
            Format::Mem,
            "f1\n@8 20\n",
            "line 2: address @8 leaves a gap or goes back, after 1 words; give words one after the other",
        ),
        (
            Format::Coe,
            "memory_initialization_vector=1;",
            "line 1: memory_initialization_radix is 2, 10 or 16 and comes before the vector",
        ),
        (
            Format::Mif,
            "DEPTH=2; WIDTH=8; CONTENT BEGIN 0:f1; END;",
            "address 1 has no word; give every address below DEPTH one",
        ),
        (
            Format::Mif,
            "DEPTH=2;\nWIDTH=8; CONTENT BEGIN\n5:f1;",
            "line 3: '5 : f1' is no statement of the format, or goes beyond DEPTH",
        ),
        (Format::VivadoMif, "01\n011\n", "line 2: '011' is no binary word"),
        (
            Format::IntelHex,
            ":04000000f17820c3b1\n",
            "line 1: the record's length or checksum does not fit its bytes; fetch the file again",
        ),
        (Format::Csv, "frame,idx\n", "the header is not one of CSV: 2 columns and not 3 or 5"),
        (Format::Csv, "frame,idx,re,im,overflow\n0,0,1.5,0,0\n", "line 2: '1.5' is no decimal word"),
        (Format::Axis, "0 f1 0\n", "line 1: '0' is no beat's word"),
        (Format::Package, "package x; endpackage", "the width of a word is missing or not from 1 to 64"),
        (
            Format::CHeader,
            "int x;",
            "the header is not one of a header of vectors: there is no array that ends in _re",
        ),
        (Format::Npz, "", "a .npz is an archive of .npy files; unpack it, or open it with NumPy"),
    ] {
        assert_eq!(refused(format, text.as_bytes()), sentence, "{format}");
    }
    assert_eq!(refused(Format::Mem, b"\xff\xfe"), "the file is no text; the format is one of text");
    assert!(refused(Format::Npy, b"NUMPY").starts_with("the header is not one of NPY with <i4: "));
    assert_eq!(
        refused(Format::Mat, &[0; 200]),
        "the header is not one of a MAT-file with one int32 matrix: it is not level 5, little-endian"
    );
    let wide = read(Format::Mem, b"123").unwrap().complex(Some(4));
    assert_eq!(wide, Err(ReadError::Wide { width: 4 }));
}

#[test]
fn a_file_cut_anywhere_is_no_panic() {
    let given = Given::random(8, 2, 12, 3);
    for format in formats() {
        let bytes = given.written(format);
        for end in 0..bytes.len() {
            let _ = read(format, &bytes[..end]).map(|words| words.complex(None));
        }
    }
}

#[test]
fn names_tell_formats() {
    for format in Format::ALL {
        assert_eq!(Format::of_name(&format!("x{}", format.ending())), Some(format));
        assert_eq!(format.word().parse(), Ok(format));
    }
    assert_eq!(Format::of_name("twiddle_h00512_t16.hex"), Some(Format::Mem));
    assert_eq!(Format::of_name("notes.md"), None);
}
