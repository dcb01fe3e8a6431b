// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the project's own pipeline is made of, counted from the spec; a test has yosys count it in the Verilog.

use utsushi::fft::{CheckedSpec, Order, Stage};

use crate::pipeline::{multiplies, tables};

/// Words of `fft_fifo`, and its two bits beside a word.
const QUEUE: (u64, u64) = (8, 2);

/// Multipliers and memories of the pipeline of a spec. Registers and logic are a synthesis tool's to count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resources {
    /// The real multipliers of each stage that has any, first stage first.
    pub multipliers: Vec<Multiplier>,
    /// Bits of the stages' memories; those of one and two words are registers and not in it.
    pub delay_bits: u64,
    /// Bits of the twiddle tables.
    pub table_bits: u64,
    /// Bits of the memory that puts bins in natural order.
    pub order_bits: u64,
    /// Bits of the queue behind the stages.
    pub queue_bits: u64,
}

/// The multipliers of one stage: a complex product by three, or by four where operands of 18 bits leave no bit for a sum
/// (`fft_complex_mul`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Multiplier {
    /// The stage.
    pub stage: u32,
    /// How many.
    pub count: u32,
    /// Bits of the widest operand on the side of the data.
    pub data: u32,
    /// Bits of the operand on the side of the twiddle.
    pub twiddle: u32,
}

impl Resources {
    /// Those of a spec, with the default `BLOCK` and `ROM_BLOCK`.
    #[must_use]
    pub fn of(spec: &CheckedSpec) -> Self {
        let word = 2 * u64::from(spec.output().width);
        let delay = |stage: &Stage| match stage.half() as u64 {
            1 | 2 => 0,
            half => half * 2 * (u64::from(stage.width_in) + 1),
        };
        let table_word = 2 * (u64::from(spec.spec().twiddle) + 1);
        let natural = spec.spec().order == Order::Natural;
        Self {
            multipliers: spec.stages().iter().filter(|stage| multiplies(stage)).map(multiplier).collect(),
            delay_bits: spec.stages().iter().map(delay).sum(),
            table_bits: tables(spec).iter().map(|table| table.words().len() as u64 * table_word).sum(),
            order_bits: if natural { spec.spec().len as u64 * word } else { 0 },
            queue_bits: QUEUE.0 * (word + QUEUE.1),
        }
    }

    /// All multipliers.
    #[must_use]
    pub fn multiplier_count(&self) -> u32 {
        self.multipliers.iter().map(|multiplier| multiplier.count).sum()
    }

    /// All bits of memory.
    #[must_use]
    pub fn memory_bits(&self) -> u64 {
        self.delay_bits + self.table_bits + self.order_bits + self.queue_bits
    }
}

fn multiplier(stage: &Stage) -> Multiplier {
    let (count, data) = if stage.width_in == 17 { (4, 18) } else { (3, stage.width_in + 2) };
    Multiplier { stage: stage.index, count, data, twiddle: stage.twiddle + 1 }
}
