// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which doors a spec takes.

use super::backend::Backend;
use super::door::Doors;
use super::portable::{self, Radix2, Stages};
use super::radix22::Radix22;
use super::word::Word;
#[cfg(all(target_arch = "x86_64", not(test)))]
use super::x86;

fn portable_doors<S: Word, D: Stages>() -> Doors {
    Doors { frames: portable::frames::<S, D>, columns: portable::columns::<S, D>, words: portable::COLUMNS }
}

/// The doors of radix 2 for words up to 16 bits.
pub(super) fn narrow(backend: Backend, convergent: bool, len: usize) -> Doors {
    match backend {
        Backend::Portable => portable_doors::<i16, Radix2>(),
        #[cfg(all(target_arch = "x86_64", not(test)))]
        Backend::Avx2 => x86::narrow_avx2(convergent, len),
        #[cfg(all(target_arch = "x86_64", not(test)))]
        Backend::Avx512Bw => x86::narrow_avx512bw(convergent, len),
        #[cfg(all(target_arch = "x86_64", not(test)))]
        Backend::Avx512Vnni => x86::narrow_avx512vnni(convergent, len),
        #[cfg(any(not(target_arch = "x86_64"), test))]
        _ => unreachable!("no such back-end is ever available here"),
    }
}

/// The doors of radix 2 for words up to 31 bits; VNNI has nothing for them.
pub(super) fn wide(backend: Backend, convergent: bool, len: usize) -> Doors {
    match backend {
        Backend::Portable => portable_doors::<i32, Radix2>(),
        #[cfg(all(target_arch = "x86_64", not(test)))]
        Backend::Avx2 => x86::wide_avx2(convergent, len),
        #[cfg(all(target_arch = "x86_64", not(test)))]
        Backend::Avx512Bw | Backend::Avx512Vnni => x86::wide_avx512(convergent, len),
        #[cfg(any(not(target_arch = "x86_64"), test))]
        _ => unreachable!("no such back-end is ever available here"),
    }
}

/// The doors of radix 2² for words up to 16 bits.
pub(super) fn paired_narrow(backend: Backend, convergent: bool, len: usize) -> Doors {
    match backend {
        Backend::Portable => portable_doors::<i16, Radix22>(),
        #[cfg(all(target_arch = "x86_64", not(test)))]
        Backend::Avx2 => x86::paired_narrow_avx2(convergent, len),
        #[cfg(all(target_arch = "x86_64", not(test)))]
        Backend::Avx512Bw | Backend::Avx512Vnni => x86::paired_narrow_avx512(convergent, len),
        #[cfg(any(not(target_arch = "x86_64"), test))]
        _ => unreachable!("no such back-end is ever available here"),
    }
}

/// The doors of radix 2² for words up to 31 bits.
pub(super) fn paired_wide(backend: Backend, convergent: bool, len: usize) -> Doors {
    match backend {
        Backend::Portable => portable_doors::<i32, Radix22>(),
        #[cfg(all(target_arch = "x86_64", not(test)))]
        Backend::Avx2 => x86::paired_wide_avx2(convergent, len),
        #[cfg(all(target_arch = "x86_64", not(test)))]
        Backend::Avx512Bw | Backend::Avx512Vnni => x86::paired_wide_avx512(convergent, len),
        #[cfg(any(not(target_arch = "x86_64"), test))]
        _ => unreachable!("no such back-end is ever available here"),
    }
}
