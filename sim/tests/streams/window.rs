// SPDX-License-Identifier: MIT OR Apache-2.0
//! Instances of `fft_window`.

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, FftSpec, Frame, FrameWindow, Window};
use utsushi::number::Rounding;
use utsushi_sim::{DataFile, SplitMix64};

use super::{Beat, Twin, pack, unpack};
use crate::twins::any_word;

/// (N, width of a component, width of a factor, window, rounding)
pub type Shape = (usize, u32, u32, Window, Rounding);

pub struct WindowTwin {
    spec: CheckedSpec,
    window: FrameWindow,
}

/// Narrow words meet every factor; others are drawn.
const NARROW: u32 = 6;
const FRAMES: usize = 6;

impl WindowTwin {
    fn boxed((len, data, width, window, rounding): Shape) -> Box<dyn Twin> {
        let spec = FftSpec { len, data, rounding, ..FftSpec::default() }.check().unwrap();
        let window = FrameWindow::new(&spec, window, width).unwrap();
        Box::new(Self { spec, window })
    }

    fn data(&self) -> u32 {
        self.spec.spec().data
    }
}

/// Every window with every rounding, both ends of every width, and the longest name of a file.
pub fn all() -> Vec<Box<dyn Twin>> {
    let each = Window::ALL.into_iter().flat_map(|window| Rounding::ALL.map(|rounding| (window, rounding)));
    let small = each.zip([(4, 5, 2), (8, 6, 5), (16, 4, 8), (4, 6, 12), (8, 3, 3)].into_iter().cycle());
    let mut shapes: Vec<Shape> =
        small.map(|((window, rounding), (len, data, width))| (len, data, width, window, rounding)).collect();
    shapes.extend([
        (64, 16, 16, Window::Hann, Rounding::Convergent),
        (1024, 16, 18, Window::Hamming, Rounding::HalfUp),
        (32, 32, 32, Window::Blackman, Rounding::Convergent),
        (16, 2, 32, Window::Hann, Rounding::Truncate),
        (16, 32, 2, Window::Hamming, Rounding::Convergent),
        (16384, 12, 9, Window::Blackman, Rounding::HalfUp),
    ]);
    shapes.into_iter().map(WindowTwin::boxed).collect()
}

/// A few that meet every line.
pub fn few() -> Vec<Box<dyn Twin>> {
    let shapes = [
        (8, 6, 7, Window::Hann, Rounding::Convergent),
        (4, 5, 4, Window::Hamming, Rounding::HalfUp),
        (16, 12, 10, Window::Blackman, Rounding::Truncate),
        (8, 9, 5, Window::Rectangular, Rounding::HalfUp),
    ];
    shapes.into_iter().map(WindowTwin::boxed).collect()
}

impl Twin for WindowTwin {
    fn module(&self) -> String {
        let (spec, rom) = (self.spec.spec(), self.window.rom());
        let window = Window::ALL.iter().position(|&window| window == rom.window()).unwrap();
        let rounding = Rounding::ALL.iter().position(|&rounding| rounding == spec.rounding).unwrap();
        format!(
            "fft_window #(.LOG2_LEN({}), .DATA_WIDTH({}), .WINDOW_WIDTH({}), .WINDOW({window}), .ROUNDING({rounding}), .ROM_DIR(ROM_DIR))",
            self.spec.log2_len(),
            spec.data,
            rom.width()
        )
    }

    fn in_width(&self) -> u32 {
        2 * self.data()
    }

    fn out_width(&self) -> u32 {
        2 * self.data()
    }

    /// The rectangular window's file is never read, and is not there; an empty one keeps the parameter.
    fn files(&self) -> Vec<DataFile> {
        let rom = self.window.rom();
        let content = if rom.is_trivial() { String::new() } else { rom.to_hex() };
        vec![DataFile { name: rom.file_name(), content: content.into_bytes() }]
    }

    fn frame(&self) -> usize {
        self.spec.spec().len
    }

    fn latency(&self) -> u64 {
        6
    }

    fn beats(&self, seed: u64) -> Vec<Beat> {
        let (mut random, data, len) = (SplitMix64::new(seed), self.data(), self.frame());
        let exhaustive = (0..1 << data).flat_map(|x| std::iter::repeat_n((x << data) | (x ^ 1), len));
        let words: Vec<u64> = if data <= NARROW {
            exhaustive.collect()
        } else {
            let mut part = || any_word(&mut random, data) as i32;
            (0..FRAMES * len).map(|_| pack(Complex::new(part(), part()), data)).collect()
        };
        words.into_iter().map(|word| (word, (random.next_word() & 3) as u8)).collect()
    }

    fn expected(&self, beats: &[Beat]) -> Vec<Beat> {
        let data = self.data();
        let frame = |beats: &[Beat]| {
            let samples = beats.iter().map(|&(word, _)| unpack(word, data)).collect();
            let windowed = self.window.apply(&Frame::new(&self.spec, samples).unwrap());
            let words: Vec<_> = windowed.samples().iter().map(|&z| pack(z, data)).collect();
            words.into_iter().zip(beats.iter().map(|beat| beat.1)).collect::<Vec<_>>()
        };
        beats.chunks(self.frame()).flat_map(frame).collect()
    }
}
