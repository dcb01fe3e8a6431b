// SPDX-License-Identifier: MIT OR Apache-2.0
//! Numbers as text, fast enough that the disk is what one waits for.

const HEX: &[u8; 16] = b"0123456789abcdef";

/// Digits of a hexadecimal word of `bits` bits.
pub(super) fn hex_digits(bits: u32) -> usize {
    bits.div_ceil(4) as usize
}

/// Appends `digits` hexadecimal digits.
pub(super) fn hex(word: u64, digits: usize, out: &mut Vec<u8>) {
    let mut text = [0; 16];
    for (i, digit) in text[..digits].iter_mut().rev().enumerate() {
        *digit = HEX[(word >> (4 * i)) as usize & 15];
    }
    out.extend_from_slice(&text[..digits]);
}

/// Appends `bits` binary digits.
pub(super) fn binary(word: u64, bits: u32, out: &mut Vec<u8>) {
    out.extend((0..bits).rev().map(|bit| b'0' + (word >> bit & 1) as u8));
}

/// Appends a decimal number.
pub(super) fn decimal(number: i64, out: &mut Vec<u8>) {
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

/// Ends an item of a list of `last` items, eight a line.
pub(super) fn separate(item: usize, last: usize, out: &mut Vec<u8>) {
    if item + 1 < last {
        out.extend_from_slice(if item % 8 == 7 { b",\n" } else { b", " });
    }
}
