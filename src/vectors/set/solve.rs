// SPDX-License-Identifier: MIT OR Apache-2.0
//! Numbers whose combination falls exactly between two words.

use crate::random::SplitMix64;

/// Draws before a butterfly is given up.
const DRAWS: usize = 64;

/// p·x + q·y for |x|, |y| ≤ `most`, of which `drop` bits are dropped.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) p: i128,
    pub(super) q: i128,
    pub(super) drop: u32,
    pub(super) most: i64,
}

impl Form {
    /// An (x, y) that makes a tie which `wanted` accepts.
    pub(super) fn tie(&self, random: &mut SplitMix64, wanted: impl Fn(i128) -> bool) -> Option<(i64, i64)> {
        let mut draw = || {
            let turned = random.next_word().is_multiple_of(2);
            let known = random.next_word() % (2 * self.most.unsigned_abs() + 1);
            let known = known.cast_signed() - self.most;
            let (of_known, of_unknown) = if turned { (self.p, self.q) } else { (self.q, self.p) };
            let rest = (1_i128 << (self.drop - 1)) - of_known * i128::from(known);
            let unknown = quotient(rest, of_unknown, self.drop).filter(|y| y.abs() <= self.most)?;
            Some(if turned { (known, unknown) } else { (unknown, known) })
        };
        (0..DRAWS).filter_map(|_| draw()).find(|&(x, y)| wanted(self.value(x, y)))
    }

    fn value(&self, x: i64, y: i64) -> i128 {
        self.p * i128::from(x) + self.q * i128::from(y)
    }
}

/// The y nearest zero with q·y = rest modulo 2^drop.
fn quotient(rest: i128, q: i128, drop: u32) -> Option<i64> {
    let even = q.trailing_zeros().min(drop);
    if rest.trailing_zeros() < even || even == drop {
        return None;
    }
    let (rest, q, bits) = (rest >> even, q >> even, drop - even);
    // Newton: an odd number is its own inverse modulo 8, and each step doubles the bits that are right.
    let mut inverse = q;
    for _ in 0..5 {
        inverse = inverse.wrapping_mul(2_i128.wrapping_sub(q.wrapping_mul(inverse)));
    }
    let y = rest.wrapping_mul(inverse) << (128 - bits) >> (128 - bits);
    i64::try_from(y).ok()
}

/// Two numbers of `low` to `high` whose difference is `difference`, |`difference`| ≤ `high` − `low`.
pub(super) fn split(difference: i64, (low, high): (i64, i64), random: &mut SplitMix64) -> (i64, i64) {
    let (least, most) = (low.max(low + difference), high.min(high + difference));
    let a = least + (random.next_word() % (most - least + 1).unsigned_abs()).cast_signed();
    (a, a - difference)
}

#[cfg(test)]
mod tests {
    use super::{Form, split};
    use crate::random::SplitMix64;

    #[test]
    fn a_tie_is_a_tie_and_its_halves_are_in_range() {
        let mut random = SplitMix64::new(3);
        for (p, q, drop, most) in [(23_170, -23_170, 16, 65_535), (3, 8, 4, 7), (0, 1 << 15, 16, 255)] {
            let form = Form { p, q, drop, most };
            let (x, y) = form.tie(&mut random, |_| true).unwrap();
            assert_eq!(form.value(x, y).rem_euclid(1 << drop), 1 << (drop - 1));
            let (a, b) = split(x, (-most - 1 + (most + 1) / 2, most / 2), &mut random);
            assert!(a - b == x && a.abs() <= most && b.abs() <= most);
        }
        assert_eq!(Form { p: 0, q: 16, drop: 4, most: 100 }.tie(&mut random, |_| true), None);
    }
}
