// SPDX-License-Identifier: MIT OR Apache-2.0
//! The bit-reversed order; twin of `hdl/fft_bit_reversal.v`.

/// The permutation of N = 2^L positions that reverses the L bits of an index. It is its own inverse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BitReversal {
    log2_len: u32,
}

impl BitReversal {
    /// The permutation of 2^`log2_len` positions, `log2_len` from 0 to 31.
    #[must_use]
    pub const fn new(log2_len: u32) -> Self {
        Self { log2_len }
    }

    /// The index with its L bits reversed; `index` is below 2^L.
    #[must_use]
    pub const fn index(self, index: usize) -> usize {
        // Shifting by 64 in two steps keeps L = 0 defined.
        ((index as u64).reverse_bits() >> (63 - self.log2_len) >> 1) as usize
    }

    /// Permutes `items`, 2^L of them, in place.
    ///
    /// # Panics
    /// If `items` has another length.
    pub fn apply<T>(self, items: &mut [T]) {
        assert_eq!(items.len(), 1 << self.log2_len, "a bit reversal permutes exactly 2^L items");
        for i in 0..items.len() {
            let j = self.index(i);
            if i < j {
                items.swap(i, j);
            }
        }
    }
}
