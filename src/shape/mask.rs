// SPDX-License-Identifier: MIT OR Apache-2.0
//! The binary picture, one bit a pixel.

/// Object or background, 64 pixels a word.
///
/// Pixel x of a row is bit x mod 64 of word x / 64; bits beyond the width are zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    width: usize,
    height: usize,
    stride: usize,
    words: Vec<u64>,
}

impl Mask {
    /// A mask without object pixels.
    #[must_use]
    pub fn new(width: usize, height: usize) -> Self {
        let stride = width.div_ceil(64);
        Self { width, height, stride, words: vec![0; stride * height] }
    }

    /// The mask of all (x, y) for which `object` holds.
    #[must_use]
    pub fn from_fn(width: usize, height: usize, mut object: impl FnMut(usize, usize) -> bool) -> Self {
        let mut mask = Self::new(width, height);
        for y in 0..height {
            mask.fill_row(y, |x| object(x, y));
        }
        mask
    }

    /// Pixels in a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// Whether (x, y) is an object pixel; outside the picture nothing is.
    #[must_use]
    pub fn get(&self, x: usize, y: usize) -> bool {
        x < self.width && y < self.height && self.words[y * self.stride + x / 64] >> (x % 64) & 1 == 1
    }

    /// Makes (x, y) object or background.
    ///
    /// # Panics
    /// If the pixel is outside the picture.
    pub fn set(&mut self, x: usize, y: usize, object: bool) {
        assert!(x < self.width && y < self.height, "({x}, {y}) is outside the mask");
        let word = &mut self.words[y * self.stride + x / 64];
        *word = *word & !(1 << (x % 64)) | u64::from(object) << (x % 64);
    }

    /// The words of row `y`.
    #[must_use]
    pub fn row(&self, y: usize) -> &[u64] {
        &self.words[y * self.stride..][..self.stride]
    }

    /// Number of object pixels.
    #[must_use]
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Object and background exchanged.
    #[must_use]
    pub fn inverted(mut self) -> Self {
        let last = u64::MAX >> ((64 - self.width % 64) % 64);
        for row in self.words.chunks_exact_mut(self.stride.max(1)) {
            for word in &mut *row {
                *word = !*word;
            }
            if let Some(word) = row.last_mut() {
                *word &= last;
            }
        }
        self
    }

    /// Object pixels among those on the picture's edge, and how many pixels the edge has.
    #[must_use]
    pub fn on_edge(&self) -> (usize, usize) {
        let full_row = |y: usize| self.row(y).iter().map(|w| w.count_ones() as usize).sum::<usize>();
        let (width, height) = (self.width, self.height);
        if width <= 2 || height <= 2 {
            return (self.count(), width * height);
        }
        let sides =
            (1..height - 1).map(|y| usize::from(self.get(0, y)) + usize::from(self.get(width - 1, y)));
        (full_row(0) + full_row(height - 1) + sides.sum::<usize>(), 2 * (width + height - 2))
    }

    /// Sets row `y` from a predicate on x, which the compiler may vectorise.
    pub(super) fn fill_row(&mut self, y: usize, mut object: impl FnMut(usize) -> bool) {
        let row = &mut self.words[y * self.stride..][..self.stride];
        for (index, word) in row.iter_mut().enumerate() {
            let first = index * 64;
            let mut bytes = [0_u8; 64];
            for (byte, x) in bytes.iter_mut().zip(first..self.width) {
                *byte = object(x).into();
            }
            *word = pack(&bytes);
        }
    }

    /// Sets row `y` to the pixels above `level`.
    pub(super) fn fill_row_above(&mut self, y: usize, pixels: &[u16], level: u16) {
        let row = &mut self.words[y * self.stride..][..self.stride];
        for (word, pixels) in row.iter_mut().zip(pixels.chunks(64)) {
            let mut bytes = [0_u8; 64];
            for (byte, &pixel) in bytes.iter_mut().zip(pixels) {
                *byte = (pixel > level).into();
            }
            *word = pack(&bytes);
        }
    }
}

/// 64 bytes of 0 or 1 as bits, the first lowest. The product gathers eight of them in its top byte.
fn pack(bytes: &[u8; 64]) -> u64 {
    let gather = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let (groups, _) = bytes.as_chunks::<8>();
    groups.iter().enumerate().fold(0, |word, (i, eight)| word | gather(eight) << (8 * i))
}
