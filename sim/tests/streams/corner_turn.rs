// SPDX-License-Identifier: MIT OR Apache-2.0
//! Instances of `fft_corner_turn`, its memory inside or outside.
//!
//! On the way in, user is `s_overflow` and last `s_inverse`; on the way out the top bit of the bus is `m_inverse`.

use utsushi::fft::{CornerTurn, Order};
use utsushi_sim::SplitMix64;

use super::outside::{self, Outside};
use super::{Beat, Twin};

/// (log2 of a row's words, log2 of the rows, bits of a word, order of the columns, memory)
pub type Shape = (u32, u32, u32, Order, Option<Outside>);

pub struct CornerTurnTwin {
    shape: Shape,
}

const IMAGES: usize = 6;
const STEADY: Option<Outside> = Some(Outside { latency: 3, chaos: false, credits: 3 });
const SLOW: Option<Outside> = Some(Outside { latency: 30, chaos: false, credits: 5 });
const CHAOS: Option<Outside> = Some(Outside { latency: 1, chaos: true, credits: 3 });
const LATE: Option<Outside> = Some(Outside { latency: 90, chaos: true, credits: 4 });
const DEEP: Option<Outside> = Some(Outside { latency: 250, chaos: true, credits: 8 });

fn boxed(shapes: &[Shape]) -> Vec<Box<dyn Twin>> {
    shapes.iter().map(|&shape| Box::new(CornerTurnTwin { shape }) as Box<dyn Twin>).collect()
}

/// Both orders, wide and narrow images, memories of every temper.
pub fn all() -> Vec<Box<dyn Twin>> {
    use Order::{BitReversed, Natural};
    boxed(&[
        (2, 2, 6, Natural, None),
        (2, 2, 6, BitReversed, None),
        (3, 2, 32, Natural, None),
        (2, 5, 63, Natural, None),
        (6, 2, 9, BitReversed, None),
        (5, 5, 16, Natural, None),
        (2, 2, 7, Natural, STEADY),
        (4, 3, 24, BitReversed, SLOW),
        (2, 2, 8, Natural, CHAOS),
        (2, 3, 32, BitReversed, LATE),
        (3, 2, 32, Natural, DEEP),
        (5, 5, 16, Natural, CHAOS),
    ])
}

/// A few that meet every line.
pub fn few() -> Vec<Box<dyn Twin>> {
    use Order::{BitReversed, Natural};
    boxed(&[
        (2, 3, 8, Natural, None),
        (2, 2, 8, BitReversed, STEADY),
        (2, 2, 9, Natural, CHAOS),
        (3, 2, 10, Natural, LATE),
    ])
}

impl CornerTurnTwin {
    fn turn(&self) -> CornerTurn {
        CornerTurn::new(self.shape.0, self.shape.1, self.shape.3)
    }
}

impl Twin for CornerTurnTwin {
    fn module(&self) -> String {
        let (row, column, width, order, memory) = self.shape;
        let order = Order::ALL.iter().position(|&other| other == order).unwrap();
        let memory = memory.map_or(String::new(), Outside::parameters);
        format!(
            "fft_corner_turn #(.ROW_LOG2_LEN({row}), .COLUMN_LOG2_LEN({column}), .WIDTH({width}), .ORDER({order}){memory})"
        )
    }

    fn in_width(&self) -> u32 {
        self.shape.2
    }

    fn out_width(&self) -> u32 {
        self.shape.2 + 1
    }

    fn helpers(&self) -> &'static [&'static str] {
        outside::HELPERS
    }

    fn body(&self) -> String {
        let (row, column, width, _, memory) = self.shape;
        let (module, mem) = (self.module(), outside::connected(memory, width));
        let memory = memory.map_or(String::new(), |memory| memory.memory(row + column + 1, width));
        format!(
            "{memory}    {module} u_turn (
        .clk(clk), .rst(rst), .s_valid(s_valid), .s_ready(s_ready), .s_data(s_data), .s_overflow(s_user),
        .s_inverse(s_last), .s_last(), .m_valid(m_valid), .m_ready(m_ready), .m_data(bus[{width}-1:0]),
        .m_last(m_last), .m_overflow(m_user), .m_inverse(bus[{width}]){mem}
    );
"
        )
    }

    fn even(&self) -> bool {
        self.shape.4.is_none_or(|memory| !memory.chaos)
    }

    fn frame(&self) -> usize {
        self.turn().words()
    }

    fn latency(&self) -> u64 {
        let memory = self.shape.4.map_or(2, |memory| memory.latency);
        self.frame() as u64 + memory + 2
    }

    /// Of three images one overflows in its last word alone, one here and there, one not; the direction is noise.
    fn beats(&self, seed: u64) -> Vec<Beat> {
        let mut random = SplitMix64::new(seed);
        let words = self.frame();
        let mut beat = |n: usize| {
            let word = random.next_word() >> (64 - self.shape.2);
            let overflow = match (n / words + seed as usize) % 3 {
                0 => false,
                1 => n % words == words - 1,
                _ => random.next_word().is_multiple_of(words as u64 / 2),
            };
            (word, (random.next_word() & 1) as u8 | u8::from(overflow) << 1)
        };
        (0..IMAGES * words).map(&mut beat).collect()
    }

    fn expected(&self, beats: &[Beat]) -> Vec<Beat> {
        let last = self.frame() - 1;
        let image = |beats: &[Beat]| {
            let (inverse, overflow) = (beats[last].1 & 1, beats.iter().fold(0, |all, beat| all | beat.1 & 2));
            let turned = self.turn().turned(beats).into_iter().enumerate();
            let beat =
                |(m, (word, _))| (u64::from(inverse) << self.shape.2 | word, u8::from(m == last) | overflow);
            turned.map(beat).collect::<Vec<_>>()
        };
        beats.chunks(self.frame()).flat_map(image).collect()
    }
}
