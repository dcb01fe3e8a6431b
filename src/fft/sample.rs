// SPDX-License-Identifier: MIT OR Apache-2.0
//! The integer types that hold a component of a sample in memory.

/// A component's type: `i16` where every word of the spec fits 16 bits, `i32` always.
pub trait Sample: sealed::Sealed + Copy + Default + PartialEq + Into<i32> + Send + Sync + 'static {
    /// Bits of the type.
    const BITS: u32;
    /// The type's name in messages.
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
        /// The samples as one of the two types there are.
        fn slice(samples: &mut [Complex<Self>]) -> Slice<'_>;
    }

    /// Samples in place, of either type.
    pub enum Slice<'a> {
        /// 16 bits a component.
        Narrow(&'a mut [Complex<i16>]),
        /// 32 bits a component.
        Wide(&'a mut [Complex<i32>]),
    }

    impl Sealed for i16 {
        fn slice(samples: &mut [Complex<Self>]) -> Slice<'_> {
            Slice::Narrow(samples)
        }
    }

    impl Sealed for i32 {
        fn slice(samples: &mut [Complex<Self>]) -> Slice<'_> {
            Slice::Wide(samples)
        }
    }
}
