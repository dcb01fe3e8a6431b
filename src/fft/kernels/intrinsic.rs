// SPDX-License-Identifier: MIT OR Apache-2.0
//! Methods of registers that are one intrinsic each.

/// Methods that are one intrinsic of two registers.
macro_rules! binary {
    ($($name:ident: $intrinsic:ident;)*) => { $(
        #[inline(always)]
        fn $name(self, other: Self) -> Self {
            // SAFETY: the kernels run these registers only where the instruction set has been detected.
            Self(unsafe { $intrinsic(self.0, other.0) })
        }
    )* };
}

/// Methods that shift by a number of bits known only at run time (or folded if it is constant).
macro_rules! shift {
    ($($name:ident: $intrinsic:ident;)*) => { $(
        #[inline(always)]
        fn $name(self, bits: u32) -> Self {
            // SAFETY: as above.
            Self(unsafe { $intrinsic(self.0, std::arch::x86_64::_mm_cvtsi32_si128(bits as i32)) })
        }
    )* };
}

pub(super) use {binary, shift};
