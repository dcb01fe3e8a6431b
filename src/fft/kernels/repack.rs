// SPDX-License-Identifier: MIT OR Apache-2.0
//! Words of 16 bits inside a slice of 32-bit samples: where they lie while the kernels for short words work on them.
//!
//! The upper half of the slice holds them all, so that nothing has to be allocated.

use num_complex::Complex;

/// Samples that are moved at a time, through registers.
const BLOCK: usize = 64;

/// Packs the low 16 bits of `from` into the upper half of `to`, which may be the same samples; gives the place.
///
/// # Safety
/// `from` is readable and `to` writable for `len` samples; they are equal or do not overlap.
pub(super) unsafe fn pack(from: *const Complex<i32>, to: *mut Complex<i32>, len: usize) -> *mut Complex<i16> {
    // SAFETY: len short samples fit the upper half of as many long ones.
    let packed = unsafe { to.cast::<Complex<i16>>().add(len) };
    // From the end, so that no sample is written over before it is read.
    let mut end = len;
    while end > 0 {
        let count = end.min(BLOCK);
        end -= count;
        let mut block = [Complex::new(0_i16, 0); BLOCK];
        // SAFETY: samples end … end + count are within len; those from 2·end on have been read.
        unsafe {
            for (i, short) in block[..count].iter_mut().enumerate() {
                let long = from.add(end + i).read();
                *short = Complex::new(long.re as i16, long.im as i16);
            }
            packed.add(end).copy_from_nonoverlapping(block.as_ptr(), count);
        }
    }
    packed
}

/// Unpacks what [`pack`] has packed.
///
/// # Safety
/// `to` is the pointer given to [`pack`], of `len` samples.
pub(super) unsafe fn unpack(to: *mut Complex<i32>, len: usize) {
    // SAFETY: as in `pack`.
    let packed = unsafe { to.cast::<Complex<i16>>().add(len) };
    let mut first = 0;
    while first < len {
        let count = (len - first).min(BLOCK);
        let mut block = [Complex::new(0_i16, 0); BLOCK];
        // SAFETY: short samples first … first + count are read before a long one reaches them.
        unsafe {
            block.as_mut_ptr().copy_from_nonoverlapping(packed.add(first), count);
            for (i, short) in block[..count].iter().enumerate() {
                to.add(first + i).write(Complex::new(short.re.into(), short.im.into()));
            }
        }
        first += count;
    }
}
