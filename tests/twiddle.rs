// SPDX-License-Identifier: MIT OR Apache-2.0
//! Twiddle tables and bit reversal (contract T4, W1 to W4).

mod common;

use common::twiddle_by_libm;
use utsushi::fft::{BitReversal, Direction, TwiddleRom};

/// f64 is right to 2^-52 and a tie is never nearer than that up to 26 bits: compare all of those.
#[test]
fn tables_equal_rounded_libm() {
    let mut checked = 0_u64;
    for half in (0..=15).map(|l| 1_usize << l) {
        for width in [2, 3, 4, 8, 12, 16, 18, 24, 26] {
            let rom = TwiddleRom::new(half, width);
            for k in 0..2 * half {
                for direction in [Direction::Forward, Direction::Inverse] {
                    let w = rom.factor(k, direction);
                    let expected = twiddle_by_libm(k, 2 * half, width, direction);
                    assert_eq!(
                        (i128::from(w.re), i128::from(w.im)),
                        expected,
                        "half {half} width {width} k {k}"
                    );
                    checked += 1;
                }
            }
        }
    }
    assert_eq!(checked, 9 * 2 * 2 * 65535);
}

/// Beyond f64: w(k)² = w(2k) and |w| = 1 must hold in 32-bit entries to within their rounding.
#[test]
fn wide_tables_obey_the_circle() {
    let (half, width) = (32768_usize, 32);
    let rom = TwiddleRom::new(half, width);
    let one = i128::from(1_i64 << (width - 1));
    for k in 1..half / 2 {
        let (w, double) = (rom.factor(k, Direction::Forward), rom.factor(2 * k, Direction::Forward));
        let (re, im) = (i128::from(w.re), i128::from(w.im));
        // Each component errs by at most 1/2 (1 where it is clamped), so squares err by at most 2·one + 1.
        assert!((re * re + im * im - one * one).abs() <= 2 * one + 1, "k {k}");
        assert!((re * re - im * im - i128::from(double.re) * one).abs() <= 3 * one, "k {k}");
        assert!((2 * re * im - i128::from(double.im) * one).abs() <= 3 * one, "k {k}");
    }
}

#[test]
fn one_and_minus_j_are_exact_and_nothing_else_leaves_the_clamp() {
    for half in [2_usize, 4, 512] {
        for width in [2, 9, 16, 32] {
            let (rom, one) = (TwiddleRom::new(half, width), 1_i64 << (width - 1));
            for k in 0..half {
                let w = rom.factor(k, Direction::Forward);
                match k {
                    0 => assert_eq!((w.re, w.im), (one, 0)),
                    _ if k == half / 2 => assert_eq!((w.re, w.im), (0, -one)),
                    _ => assert!(w.re.abs() < one && w.im.abs() < one && w.im <= 0, "half {half} k {k}: {w}"),
                }
            }
        }
    }
}

#[test]
fn files_hold_the_words_of_the_contract() {
    let rom = TwiddleRom::new(4, 8);
    assert_eq!(rom.file_name(), "twiddle_h00004_t08.hex");
    let expected = "// utsushi twiddles: w(k) = exp(-2*pi*i*k/8), 4 words {im, re} of 2 x 8 bits, 7 fraction bits\n\
                    007f\na55b\n8000\na5a5\n";
    assert_eq!(rom.to_hex(), expected);
    assert_eq!(rom.sha256().len(), 64);
    // Three-digit words: 2 x 5 bits need three digits; 2 x 32 bits need sixteen.
    assert_eq!(TwiddleRom::new(4, 5).to_hex().lines().nth(1), Some("00f"));
    assert_eq!(TwiddleRom::new(4, 32).to_hex().lines().nth(3), Some("8000000000000000"));
    assert!(TwiddleRom::new(2, 16).is_trivial() && !TwiddleRom::new(4, 16).is_trivial());
}

/// The table's fingerprint: it must not move with a compiler, a profile or a platform.
#[test]
fn the_1024_point_tables_have_their_fingerprint() {
    assert_eq!(
        TwiddleRom::new(512, 16).sha256(),
        "2241c5b83e6d6b8c7a92916169d01613f12c40a23b2ab7e5ca227fe73e988a29"
    );
}

#[test]
fn bit_reversal_is_the_written_out_permutation_and_its_own_inverse() {
    assert_eq!((0..8).map(|i| BitReversal::new(3).index(i)).collect::<Vec<_>>(), [0, 4, 2, 6, 1, 5, 3, 7]);
    for log2_len in 0..=16 {
        let reversal = BitReversal::new(log2_len);
        let mut items: Vec<usize> = (0..1 << log2_len).collect();
        reversal.apply(&mut items);
        for (position, &item) in items.iter().enumerate() {
            let digits = format!("{position:0width$b}", width = log2_len as usize);
            let backwards: String = digits.chars().rev().collect();
            let expected = if log2_len == 0 { 0 } else { usize::from_str_radix(&backwards, 2).unwrap() };
            assert_eq!(item, expected, "position {position} of 2^{log2_len}");
        }
        reversal.apply(&mut items);
        assert!(items.iter().enumerate().all(|(i, &item)| i == item));
    }
}
