// SPDX-License-Identifier: MIT OR Apache-2.0
//! How evenly a picture is lit.

use super::Mask;
use crate::picture::Picture;

/// Tiles along each side of the picture.
const TILES: usize = 8;

/// Pixels and their sum.
#[derive(Clone, Copy, Default)]
struct Level {
    count: u64,
    sum: u64,
}

impl Level {
    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.sum += other.sum;
    }

    fn mean(self) -> Option<f64> {
        (self.count > 0).then(|| self.sum as f64 / self.count as f64)
    }
}

/// Spread of the background's level over the picture, divided by the contrast of objects and background.
///
/// See [`segment`](super::segment). 0 if there is no object, or no background.
pub(super) fn unevenness(picture: &Picture, mask: &Mask) -> f64 {
    let (mut object, mut background) = (Level::default(), Level::default());
    let mut tiles = [Level::default(); TILES * TILES];
    let mut sizes = [0_u64; TILES * TILES];
    for (y, row) in picture.rows().enumerate() {
        for (column, tile) in (0..TILES).zip(y * TILES / picture.height() * TILES..) {
            let edge = |column: usize| column * picture.width() / TILES;
            let [outside, inside] = part(row, mask.row(y), edge(column)..edge(column + 1));
            tiles[tile].add(outside);
            sizes[tile] += outside.count + inside.count;
            background.add(outside);
            object.add(inside);
        }
    }
    let (Some(object), Some(background)) = (object.mean(), background.mean()) else { return 0.0 };
    let mostly_background = tiles.iter().zip(sizes).filter(|(level, size)| 2 * level.count >= *size);
    let mut levels: Vec<f64> = mostly_background.filter_map(|(level, _)| level.mean()).collect();
    levels.sort_by(f64::total_cmp);
    let last = levels.len().saturating_sub(1);
    let spread = levels.get(last * 9 / 10).zip(levels.get(last / 10)).map_or(0.0, |(high, low)| high - low);
    spread / (object - background).abs()
}

/// Background and object levels of the pixels in `range` of a row.
fn part(row: &[u16], words: &[u64], range: std::ops::Range<usize>) -> [Level; 2] {
    let (mut all, mut inside) = (Level::default(), Level::default());
    for (x, &pixel) in range.clone().zip(&row[range]) {
        let object = words[x / 64] >> (x % 64) & 1;
        all.add(Level { count: 1, sum: pixel.into() });
        inside.add(Level { count: object, sum: object * u64::from(pixel) });
    }
    [Level { count: all.count - inside.count, sum: all.sum - inside.sum }, inside]
}
