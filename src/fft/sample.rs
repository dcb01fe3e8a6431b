// SPDX-License-Identifier: MIT OR Apache-2.0
//! The integer types that hold a component of a sample in memory.

/// A component's type: `i16` where every word of the spec fits 16 bits, `i32` always.
pub trait Sample: sealed::Sealed + Copy + Default + PartialEq + Into<i32> + Send + Sync + 'static {
    /// Bits of the type.
    const BITS: u32;
    /// The type's name.
    const NAME: &'static str;
}

impl Sample for i16 {
    const BITS: u32 = 16;
    const NAME: &'static str = "i16";
}

impl Sample for i32 {
    const BITS: u32 = 32;
    const NAME: &'static str = "i32";
}

pub(super) mod sealed {
    use num_complex::Complex;

    /// What a plan needs to know of its samples' type.
    pub trait Sealed: Sized {
        /// The samples as the one type that holds every word; `None` if they are of the other.
        fn long(samples: &mut [Complex<Self>]) -> Option<&mut [Complex<i32>]>;
    }

    impl Sealed for i16 {
        fn long(_: &mut [Complex<Self>]) -> Option<&mut [Complex<i32>]> {
            None
        }
    }

    impl Sealed for i32 {
        fn long(samples: &mut [Complex<Self>]) -> Option<&mut [Complex<i32>]> {
            Some(samples)
        }
    }
}
