// SPDX-License-Identifier: MIT OR Apache-2.0
//! The two-word stream register, clock by clock; twin of `hdl/fft_skid_buffer.v`.

/// A stream register whose ready and valid both come out of flip-flops: it holds up to two words.
///
/// The model of a transform has no clock and needs none. This twin is the Verilog's own behaviour,
/// clock by clock, so that the handshake can be compared as strictly as the arithmetic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SkidBuffer<T> {
    head: Option<T>,
    spare: Option<T>,
}

impl<T> SkidBuffer<T> {
    /// An empty buffer, as after reset.
    #[must_use]
    pub const fn new() -> Self {
        Self { head: None, spare: None }
    }

    /// `s_ready`: whether a word offered in this clock is taken.
    #[must_use]
    pub const fn ready(&self) -> bool {
        self.spare.is_none()
    }

    /// `m_valid` and `m_data`: the word at the output.
    #[must_use]
    pub const fn output(&self) -> Option<&T> {
        self.head.as_ref()
    }

    /// One rising edge: `offered` is the word with `s_valid`, `taken` is `m_ready`.
    pub fn clock(&mut self, offered: Option<T>, taken: bool) {
        let offered = offered.filter(|_| self.ready());
        if taken || self.head.is_none() {
            self.head = self.spare.take().or(offered);
        } else if offered.is_some() {
            self.spare = offered;
        }
    }
}
