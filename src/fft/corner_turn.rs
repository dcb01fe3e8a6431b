// SPDX-License-Identifier: MIT OR Apache-2.0
//! From rows to columns by addresses alone; twin of `hdl/fft_corner_turn.v`.

use super::{BitReversal, Order};

/// The corner turn of images of R = 2^`column_log2_len` rows of C = 2^`row_log2_len` words: they come row by row and
/// leave column by column, and take the halves of a memory of 2·R·C words in turn.
///
/// ```
/// use utsushi::fft::{CornerTurn, Order};
///
/// let turn = CornerTurn::new(2, 1, Order::BitReversed);
/// assert_eq!(turn.turned(&[0, 1, 2, 3, 10, 11, 12, 13]), [0, 10, 1, 11, 2, 12, 3, 13]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CornerTurn {
    row_log2_len: u32,
    column_log2_len: u32,
    order: Order,
}

impl CornerTurn {
    /// The turn of rows of 2^`row_log2_len` words that come bit-reversed. `order` is that of the columns which leave:
    /// as the words of a row came, or natural, put so by the addresses. The logarithms' sum is below 32.
    #[must_use]
    pub const fn new(row_log2_len: u32, column_log2_len: u32, order: Order) -> Self {
        Self { row_log2_len, column_log2_len, order }
    }

    /// Words of an image, R·C.
    #[must_use]
    pub const fn words(self) -> usize {
        1 << (self.row_log2_len + self.column_log2_len)
    }

    /// Where word `n` of an image is written, images counted from 0.
    #[must_use]
    pub const fn write_address(self, image: usize, n: usize) -> usize {
        image % 2 * self.words() + n
    }

    /// Where word `m` of the image that leaves is read: of column m / R, its row m mod R.
    #[must_use]
    pub const fn read_address(self, image: usize, m: usize) -> usize {
        let (column, row) = (m >> self.column_log2_len, m % (1 << self.column_log2_len));
        let column = match self.order {
            Order::BitReversed => column,
            Order::Natural => BitReversal::new(self.row_log2_len).index(column),
        };
        self.write_address(image, (row << self.row_log2_len) + column)
    }

    /// The words of an image in the order in which they leave.
    ///
    /// # Panics
    /// If there are not R·C.
    #[must_use]
    pub fn turned<T: Copy>(self, image: &[T]) -> Vec<T> {
        assert_eq!(image.len(), self.words(), "a corner turn takes exactly R x C words");
        (0..image.len()).map(|m| image[self.read_address(0, m)]).collect()
    }
}
