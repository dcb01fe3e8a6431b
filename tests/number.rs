// SPDX-License-Identifier: MIT OR Apache-2.0
//! Quantizer and formats, against their definition in rationals (contract N1, R1 to R3).

use utsushi::number::{Overflow, QFormat, Quantizer, Rounding};

/// round(v / 2^drop) from the definition: compare the distances to both neighbours, as fractions of 2^drop.
fn round_by_definition(value: i128, drop: u32, rounding: Rounding) -> i128 {
    let one = 1_i128 << drop;
    let floor = value.div_euclid(one);
    let above = value.rem_euclid(one);
    let up = match rounding {
        Rounding::Truncate => false,
        Rounding::HalfUp => 2 * above >= one,
        Rounding::Convergent => 2 * above > one || (2 * above == one && floor.rem_euclid(2) == 1),
    };
    floor + i128::from(up)
}

/// The representative of `value` modulo 2^width in the two's-complement range.
fn wrap_by_definition(value: i128, width: u32) -> i128 {
    let (half, all) = (1_i128 << (width - 1), 1_i128 << width);
    (value + half).rem_euclid(all) - half
}

#[test]
fn every_input_of_every_small_quantizer() {
    let mut checked = 0_u64;
    for drop in 0..=6 {
        for to in 2..=7 {
            for (rounding, overflow) in modes() {
                let quantizer = Quantizer { drop, to, rounding, overflow };
                for value in -2048..2048 {
                    check(&quantizer, value);
                    checked += 1;
                }
            }
        }
    }
    assert_eq!(checked, 7 * 6 * 6 * 4096);
}

#[test]
fn wide_quantizers_at_the_ends_of_their_ranges() {
    let mut checked = 0_u64;
    for (drop, to) in [(39, 32), (31, 32), (17, 18), (15, 16), (8, 24), (0, 32), (1, 2)] {
        for (rounding, overflow) in modes() {
            let quantizer = Quantizer { drop, to, rounding, overflow };
            let ends = [-(1_i128 << (to - 1)), (1_i128 << (to - 1)) - 1, 0, 1, -1, 1 << to];
            for centre in ends.map(|end| end << drop).into_iter().chain([1_i128 << 66, -(1_i128 << 66)]) {
                for step in [0, 1, 2, 3, 1 << drop, (1_i128 << drop) / 2, (1_i128 << drop) / 2 + 1] {
                    check(&quantizer, centre + step);
                    check(&quantizer, centre - step);
                    checked += 2;
                }
            }
        }
    }
    assert_eq!(checked, 7 * 6 * 8 * 14);
}

fn modes() -> impl Iterator<Item = (Rounding, Overflow)> {
    Rounding::ALL.into_iter().flat_map(|r| Overflow::ALL.map(|o| (r, o)))
}

fn check(quantizer: &Quantizer, value: i128) {
    let rounded = round_by_definition(value, quantizer.drop, quantizer.rounding);
    let half = 1_i128 << (quantizer.to - 1);
    let word = match quantizer.overflow {
        Overflow::Wrap => wrap_by_definition(rounded, quantizer.to),
        Overflow::Saturate => rounded.max(-half).min(half - 1),
    };
    let got = quantizer.apply(value);
    let overflowed = rounded < -half || rounded > half - 1;
    assert_eq!((i128::from(got.word), got.overflowed), (word, overflowed), "{quantizer:?} of {value}");
}

#[test]
fn formats_mask_and_sign_extend() {
    for width in QFormat::WIDTHS {
        let format = QFormat::unit(width).unwrap();
        for word in [format.min(), format.min() + 1, -1, 0, 1, format.max() - 1, format.max()] {
            assert!(format.holds(word), "{format} holds {word}");
            assert_eq!(format.word(format.bits(word)), word, "{format} {word}");
            assert_eq!(
                u64::from(format.bits(word)),
                (i64::from(word).rem_euclid(1 << width)).cast_unsigned()
            );
        }
        assert_eq!(format.value(format.min()).to_bits(), (-1.0_f64).to_bits());
    }
    assert!(!QFormat::unit(12).unwrap().holds(2048) && !QFormat::unit(12).unwrap().holds(-2049));
}

#[test]
fn formats_name_themselves_and_refuse_other_widths() {
    assert_eq!(QFormat::unit(16).unwrap().to_string(), "Q1.15");
    assert_eq!(QFormat { width: 16, frac: -2 }.to_string(), "Q18.-2");
    for width in [0, 1, 33] {
        let sentence = format!("width {width} is out of range; a component has 2 to 32 bits");
        assert_eq!(QFormat::unit(width).unwrap_err().to_string(), sentence);
    }
}

#[test]
fn words_round_trip() {
    for mode in Rounding::ALL {
        assert_eq!(mode.to_string().parse(), Ok(mode));
    }
    for mode in Overflow::ALL {
        assert_eq!(mode.to_string().parse(), Ok(mode));
    }
    assert_eq!(
        "nearest".parse::<Rounding>(),
        Err("rounding 'nearest' is unknown; use truncate, half-up or convergent".to_owned())
    );
    assert_eq!(
        "clip".parse::<Overflow>(),
        Err("overflow 'clip' is unknown; use wrap or saturate".to_owned())
    );
}
