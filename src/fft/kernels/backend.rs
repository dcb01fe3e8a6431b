// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which instructions the kernels are compiled for, and which of them this machine has.

use std::env;

use crate::words::words;

/// The environment variable that forces a back-end for plans that do not name one.
pub const VARIABLE: &str = "UTSUSHI_BACKEND";

/// An instruction set that the kernels are compiled for. It decides the speed and never a bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Backend {
    /// Plain Rust in vectors of 128 bits, which the compiler maps to what the target has (SSE2, NEON).
    Portable,
    /// x86-64 with AVX2: vectors of 256 bits.
    Avx2,
    /// x86-64 with AVX-512 F, BW and VL: vectors of 512 bits.
    Avx512Bw,
    /// The same with VNNI: 16-bit products are added as they are made.
    Avx512Vnni,
}

impl Backend {
    /// Every back-end, slowest first.
    pub const ALL: [Self; 4] = [Self::Portable, Self::Avx2, Self::Avx512Bw, Self::Avx512Vnni];

    /// The word used in the environment variable and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Portable => "portable",
            Self::Avx2 => "avx2",
            Self::Avx512Bw => "avx512bw",
            Self::Avx512Vnni => "avx512vnni",
        }
    }

    /// Whether this machine has the instructions.
    #[must_use]
    pub fn is_available(self) -> bool {
        match self {
            Self::Portable => true,
            #[cfg(all(target_arch = "x86_64", not(test)))]
            Self::Avx2 => is_x86_feature_detected!("avx2"),
            #[cfg(all(target_arch = "x86_64", not(test)))]
            Self::Avx512Bw => {
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512vl")
            }
            #[cfg(all(target_arch = "x86_64", not(test)))]
            Self::Avx512Vnni => Self::Avx512Bw.is_available() && is_x86_feature_detected!("avx512vnni"),
            #[cfg(any(not(target_arch = "x86_64"), test))]
            _ => false,
        }
    }

    /// The back-ends of this machine, slowest first; the portable one is always there.
    #[must_use]
    pub fn available() -> impl DoubleEndedIterator<Item = Self> {
        Self::ALL.into_iter().filter(|backend| backend.is_available())
    }

    /// The fastest back-end of this machine.
    #[must_use]
    pub fn fastest() -> Self {
        Self::available().next_back().unwrap_or(Self::Portable)
    }

    /// The back-end that the variable `UTSUSHI_BACKEND` names; the fastest one if it is not set or empty.
    ///
    /// # Errors
    /// If it names none, or one this machine lacks.
    pub fn chosen() -> Result<Self, BackendError> {
        let Some(value) = env::var_os(VARIABLE).filter(|value| !value.is_empty()) else {
            return Ok(Self::fastest());
        };
        let value = value.to_string_lossy();
        let backend = value.parse::<Self>().map_err(BackendError::Variable)?;
        backend.checked().map_err(|missing| BackendError::Variable(missing.to_string()))
    }

    /// The back-end itself if this machine has it.
    ///
    /// # Errors
    /// If it does not.
    pub fn checked(self) -> Result<Self, BackendError> {
        if self.is_available() { Ok(self) } else { Err(BackendError::Missing { backend: self }) }
    }
}

words!(Backend, "back-end", "portable, avx2, avx512bw or avx512vnni");

/// A back-end that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackendError {
    /// The environment variable holds no back-end's name, or that of one the processor lacks.
    #[error("{VARIABLE}: {0}")]
    Variable(String),
    /// The processor lacks the instructions.
    #[error("this machine has no {backend}; it has {}", list())]
    Missing {
        /// The back-end asked for.
        backend: Backend,
    },
}

fn list() -> String {
    Backend::available().map(Backend::word).collect::<Vec<_>>().join(", ")
}
