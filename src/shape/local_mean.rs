// SPDX-License-Identifier: MIT OR Apache-2.0
//! The threshold that follows the light: the mean of a window around each pixel.

use super::Mask;
use crate::picture::Picture;

/// Pixels brighter, and pixels darker, than the mean of a window around them by more than an offset.
///
/// `window` is odd and is cut at the picture's edge: the mean is that of the pixels inside. All is integer: with
/// n pixels of sum s in the window a pixel p is bright if p·n > s + offset·n. The sums slide down the columns and
/// along the row: four additions a pixel whatever the window, and memory for one row (an integral image
/// would hold them all).
pub(super) fn local_mean(picture: &Picture, window: usize, offset: u16) -> (Mask, Mask) {
    let (width, height) = (picture.width(), picture.height());
    let (mut bright, mut dark) = (Mask::new(width, height), Mask::new(width, height));
    let reach = window / 2;
    let inside = |at: usize, len: usize| ((at + reach + 1).min(len) - at.saturating_sub(reach)) as u64;
    let counts: Vec<u64> = (0..width).map(|x| inside(x, width)).collect();
    let mut columns = vec![0; width];
    (0..reach.min(height)).for_each(|y| add(&mut columns, picture.row(y)));
    let mut sums = vec![0; width];
    let offset = u64::from(offset);
    for y in 0..height {
        if y + reach < height {
            add(&mut columns, picture.row(y + reach));
        }
        if y > reach {
            subtract(&mut columns, picture.row(y - reach - 1));
        }
        slide(&columns, reach, &mut sums);
        let (pixels, rows) = (picture.row(y), inside(y, height));
        bright.fill_row(y, |x| u64::from(pixels[x]) * counts[x] * rows > sums[x] + offset * counts[x] * rows);
        dark.fill_row(y, |x| (u64::from(pixels[x]) + offset) * counts[x] * rows < sums[x]);
    }
    (bright, dark)
}

fn add(columns: &mut [u64], row: &[u16]) {
    columns.iter_mut().zip(row).for_each(|(sum, &pixel)| *sum += u64::from(pixel));
}

fn subtract(columns: &mut [u64], row: &[u16]) {
    columns.iter_mut().zip(row).for_each(|(sum, &pixel)| *sum -= u64::from(pixel));
}

/// Sums of `columns` over windows of `reach` to either side.
fn slide(columns: &[u64], reach: usize, sums: &mut [u64]) {
    let mut sum: u64 = columns.iter().take(reach).sum();
    for (x, out) in sums.iter_mut().enumerate() {
        if let Some(entering) = columns.get(x + reach) {
            sum += entering;
        }
        if let Some(leaving) = x.checked_sub(reach + 1) {
            sum -= columns[leaving];
        }
        *out = sum;
    }
}
