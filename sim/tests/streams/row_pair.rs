// SPDX-License-Identifier: MIT OR Apache-2.0
//! Instances of `fft_row_pair`: a bus of 64 bits shows one row's spectrum, so each instance has a row.

use num_complex::Complex;
use utsushi::fft::{FftSpec, Order, RowPairs, Spectrum};
use utsushi_sim::SplitMix64;

use super::{Beat, Twin, pack, unpack};
use crate::twins::any_word;

/// (N, width of a component, order, row)
pub type Shape = (usize, u32, Order, usize);

pub struct RowPairTwin {
    pairs: RowPairs,
    row: usize,
}

const FRAMES: usize = 9;

impl RowPairTwin {
    fn boxed((len, data, order, row): Shape) -> Box<dyn Twin> {
        let spec = FftSpec { len, data, order, ..FftSpec::default() }.check().unwrap();
        Box::new(Self { pairs: RowPairs::new(&spec).unwrap(), row })
    }

    fn data(&self) -> u32 {
        self.pairs.spec().output().width
    }
}

fn of_both((len, data): (usize, u32)) -> impl Iterator<Item = Box<dyn Twin>> {
    let orders = Order::ALL.into_iter();
    orders.flat_map(move |order| [0, 1].map(|row| RowPairTwin::boxed((len, data, order, row))))
}

/// Both orders, both rows, short and long frames, narrow and wide words.
pub fn all() -> Vec<Box<dyn Twin>> {
    let shapes = [(4, 2), (4, 16), (8, 31), (16, 16), (32, 5), (64, 20), (256, 31), (1024, 16)];
    shapes.into_iter().flat_map(of_both).collect()
}

/// A few that meet every line.
pub fn few() -> Vec<Box<dyn Twin>> {
    [(4, 6), (16, 9)].into_iter().flat_map(of_both).collect()
}

impl Twin for RowPairTwin {
    fn module(&self) -> String {
        let spec = self.pairs.spec();
        let order = Order::ALL.iter().position(|&order| order == spec.spec().order).unwrap();
        let (log2_len, data) = (spec.log2_len(), self.data());
        format!("fft_row_pair #(.LOG2_LEN({log2_len}), .DATA_WIDTH({data}), .ORDER({order}))")
    }

    fn in_width(&self) -> u32 {
        2 * self.data()
    }

    fn out_width(&self) -> u32 {
        4 * (self.data() + 1)
    }

    fn part(&self) -> (u32, u32) {
        let width = 2 * (self.data() + 1);
        (self.row as u32 * width, width)
    }

    fn events(&self) -> &'static str {
        ", .event_tlast_missing(), .event_tlast_unexpected()"
    }

    fn frame(&self) -> usize {
        self.pairs.spec().spec().len
    }

    fn latency(&self) -> u64 {
        self.frame() as u64 + 5
    }

    /// The user bit is noise but on the last word of a frame, and last is noise everywhere.
    fn beats(&self, seed: u64) -> Vec<Beat> {
        let (mut random, data) = (SplitMix64::new(seed), self.data());
        let beat = |_| {
            let [re, im] = [(); 2].map(|()| any_word(&mut random, data) as i32);
            (pack(Complex::new(re, im), data), (random.next_word() & 3) as u8)
        };
        (0..FRAMES * self.frame()).map(beat).collect()
    }

    fn expected(&self, beats: &[Beat]) -> Vec<Beat> {
        let data = self.data();
        let frame = |beats: &[Beat]| {
            let bins = beats.iter().map(|&(word, _)| unpack(word, data)).collect();
            let overflow = beats[beats.len() - 1].1 & 2 != 0;
            let exponent = self.pairs.spec().exponent();
            let row = self.pairs.separate(&Spectrum { bins, overflow, exponent }).into_iter().nth(self.row);
            let row = row.unwrap();
            let last = beats.len() - 1;
            let flags = move |i| if i == last { 1 | u8::from(row.overflow) << 1 } else { 0 };
            row.bins
                .into_iter()
                .enumerate()
                .map(move |(i, z)| (pack(z, data + 1), flags(i)))
                .collect::<Vec<_>>()
        };
        beats.chunks(self.frame()).flat_map(frame).collect()
    }
}
