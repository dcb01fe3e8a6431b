// SPDX-License-Identifier: MIT OR Apache-2.0
//! The delay of a stage, clock by clock; twin of `hdl/fft_delay_line.v`.

use std::collections::VecDeque;

/// A FIFO of at least 2^K words in a circular memory whose reads are registered.
///
/// Words leave in the order they came. A word pushed in one clock can be popped one clock later for
/// K < 2, and three clocks later above: memory, the memory's output register, head register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelayLine<T> {
    memory: VecDeque<T>,
    capacity: usize,
    /// The registers behind the memory; `None` for a tiny line, which has none.
    registers: Option<Registers<T>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Registers<T> {
    fetched: Option<T>,
    head: Option<T>,
}

impl<T> DelayLine<T> {
    /// An empty line of 2^`log2_depth` words, as after reset. A tiny one (below 4) has twice the places instead of registers.
    #[must_use]
    pub fn new(log2_depth: u32) -> Self {
        let tiny = log2_depth < 2;
        let capacity = 1 << (log2_depth + u32::from(tiny));
        let registers = (!tiny).then_some(Registers { fetched: None, head: None });
        Self { memory: VecDeque::with_capacity(capacity), capacity, registers }
    }

    /// `push_ready`: whether a word may be pushed in this clock.
    #[must_use]
    pub fn push_ready(&self) -> bool {
        self.memory.len() < self.capacity
    }

    /// `pop_valid` and `pop_data`: the oldest word, once it has arrived at the head.
    #[must_use]
    pub fn head(&self) -> Option<&T> {
        self.registers.as_ref().map_or_else(|| self.memory.front(), |registers| registers.head.as_ref())
    }

    /// One rising edge: stores `push`, lets the head go if `pop`.
    pub fn clock(&mut self, push: Option<T>, pop: bool) {
        match &mut self.registers {
            None if pop => drop(self.memory.pop_front()),
            None => {}
            Some(registers) => {
                if pop || registers.head.is_none() {
                    registers.head = registers.fetched.take();
                }
                if registers.fetched.is_none() {
                    registers.fetched = self.memory.pop_front();
                }
            }
        }
        self.memory.extend(push);
    }
}
