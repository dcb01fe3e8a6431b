// SPDX-License-Identifier: MIT OR Apache-2.0
//! The queue behind the stages, clock by clock; twin of `hdl/fft_fifo.v`.

use std::collections::VecDeque;

/// A queue of 8 words and an output register, whose `s_room` falls while there is room yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fifo<T> {
    memory: VecDeque<T>,
    head: Option<T>,
    room: bool,
}

impl<T> Default for Fifo<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Fifo<T> {
    /// Words in the memory, the output register not counted.
    pub const DEPTH: usize = 8;

    /// An empty queue, as after reset.
    #[must_use]
    pub const fn new() -> Self {
        Self { memory: VecDeque::new(), head: None, room: true }
    }

    /// `s_room`: whether the source may go on. It may send two words more after this has fallen.
    #[must_use]
    pub const fn room(&self) -> bool {
        self.room
    }

    /// `m_valid` and `m_data`.
    #[must_use]
    pub const fn output(&self) -> Option<&T> {
        self.head.as_ref()
    }

    /// One rising edge: `sent` is the word with `s_valid`, `taken` is `m_ready`.
    ///
    /// # Panics
    /// If the caller sends more than fits.
    pub fn clock(&mut self, sent: Option<T>, taken: bool) {
        self.room = self.memory.len() < Self::DEPTH / 2;
        if taken || self.head.is_none() {
            self.head = self.memory.pop_front();
        }
        self.memory.extend(sent);
        assert!(self.memory.len() < Self::DEPTH, "the queue holds less than {} words", Self::DEPTH);
    }
}
