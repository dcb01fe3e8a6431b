// SPDX-License-Identifier: MIT OR Apache-2.0
//! The memory of a stage, clock by clock; twin of `hdl/fft_delay_line.v`.

/// 2^K words, one read and one write a clock.
///
/// Distributed memory answers a clock after `read_address`; a block memory two clocks after `next_address`, which comes
/// a clock ahead, so three clocks after that. A line of one word shows what was written last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelayLine {
    memory: Vec<u64>,
    block: bool,
    fetched: u64,
    word: u64,
    read: u64,
    gated: u64,
}

/// What the ports carry in one clock in which `enable` is high.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DelayLineClock {
    /// Address and word to be written, if any.
    pub write: Option<(usize, u64)>,
    /// `read_address`.
    pub read: usize,
    /// `next_address`: that of the next clock.
    pub next: usize,
    /// Whether the gated output follows.
    pub gate: bool,
}

impl DelayLine {
    /// A line of 2^`log2_depth` words, of block memory or not; its words are 0.
    #[must_use]
    pub fn new(log2_depth: u32, block: bool) -> Self {
        Self { memory: vec![0; 1 << log2_depth], block, fetched: 0, word: 0, read: 0, gated: 0 }
    }

    /// `read_data`.
    #[must_use]
    pub fn read_data(&self) -> u64 {
        self.read
    }

    /// `gated_data`: the same word, or 0.
    #[must_use]
    pub fn gated_data(&self) -> u64 {
        self.gated
    }

    /// One rising edge. A word written in this clock is not read in it.
    pub fn clock(&mut self, ports: DelayLineClock) {
        if self.memory.len() == 1 {
            if let Some((_, word)) = ports.write {
                self.read = word;
                self.gated = if ports.gate { word } else { 0 };
            }
            return;
        }
        let shown = if self.block { self.word } else { self.memory[ports.read] };
        self.read = shown;
        self.gated = if ports.gate { shown } else { 0 };
        self.word = self.fetched;
        self.fetched = self.memory[ports.next];
        if let Some((address, word)) = ports.write {
            self.memory[address] = word;
        }
    }
}
