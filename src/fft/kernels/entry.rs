// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which doors a spec takes.

use super::backend::Backend;
use super::door::Doors;
use super::portable;
#[cfg(target_arch = "x86_64")]
use super::x86;

fn portable_doors<S: portable::Word>() -> Doors {
    Doors { frames: portable::frames::<S>, columns: portable::columns::<S>, words: portable::COLUMNS }
}

/// The doors for words up to 16 bits.
pub(super) fn narrow(backend: Backend, convergent: bool, len: usize) -> Doors {
    match backend {
        Backend::Portable => portable_doors::<i16>(),
        #[cfg(target_arch = "x86_64")]
        Backend::Avx2 => x86::narrow_avx2(convergent, len),
        #[cfg(target_arch = "x86_64")]
        Backend::Avx512Bw => x86::narrow_avx512bw(convergent, len),
        #[cfg(target_arch = "x86_64")]
        Backend::Avx512Vnni => x86::narrow_avx512vnni(convergent, len),
        #[cfg(not(target_arch = "x86_64"))]
        _ => unreachable!("no such back-end is ever available here"),
    }
}

/// The doors for words up to 31 bits; VNNI has nothing for them.
pub(super) fn wide(backend: Backend, convergent: bool, len: usize) -> Doors {
    match backend {
        Backend::Portable => portable_doors::<i32>(),
        #[cfg(target_arch = "x86_64")]
        Backend::Avx2 => x86::wide_avx2(convergent, len),
        #[cfg(target_arch = "x86_64")]
        Backend::Avx512Bw | Backend::Avx512Vnni => x86::wide_avx512(convergent, len),
        #[cfg(not(target_arch = "x86_64"))]
        _ => unreachable!("no such back-end is ever available here"),
    }
}
