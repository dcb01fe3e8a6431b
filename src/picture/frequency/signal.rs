// SPDX-License-Identifier: MIT OR Apache-2.0
//! A sequence of real samples, from a file or a row of a picture.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::str::FromStr;

use super::SignalError;
use crate::picture::{MAX_BYTES, Picture};

/// At least one sample, all finite.
#[derive(Clone, Debug, PartialEq)]
pub struct Signal {
    /// Where it comes from, for sentences.
    pub name: String,
    /// Samples a second, if that is known.
    pub rate: Option<u32>,
    /// The samples: of a WAV fractions of full scale, of a row fractions of white, of a CSV as they are.
    pub samples: Vec<f64>,
}

/// Which of a WAV's channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// One, counted from 1.
    One(u16),
    /// The mean of all.
    Mix,
}

impl FromStr for Channel {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.parse() {
            Ok(channel) if channel > 0 => Ok(Self::One(channel)),
            _ if text == "mix" => Ok(Self::Mix),
            _ => Err(format!("channel '{text}' is unknown; use 1, 2, … or mix")),
        }
    }
}

impl Signal {
    /// The row `y` of a picture as fractions of white, counted from the top; `None` if it has no such row.
    #[must_use]
    pub fn of_row(name: &str, picture: &Picture, y: usize) -> Option<Self> {
        let white = f64::from(picture.depth().max());
        let samples = || picture.row(y).iter().map(|&p| f64::from(p) / white).collect();
        (y < picture.height()).then(|| Self {
            name: format!("{name}, row {y}"),
            rate: None,
            samples: samples(),
        })
    }

    /// The `frame` samples from `start` on; all that are left if `None`. Zeros follow the last one if `padded`.
    ///
    /// # Errors
    /// If the signal does not reach so far.
    pub fn frame(&self, start: usize, frame: Option<usize>, padded: bool) -> Result<Vec<f64>, SignalError> {
        let (len, name) = (self.samples.len(), || self.name.clone());
        if start >= len {
            return Err(SignalError::Start { name: name(), len, start });
        }
        let frame = frame.unwrap_or(len - start);
        let last = start.saturating_add(frame);
        if last > len && !padded {
            return Err(SignalError::TooShort { name: name(), len, start, frame });
        }
        let mut samples = self.samples[start..last.min(len)].to_vec();
        samples.resize(frame, 0.0);
        Ok(samples)
    }
}

/// The bytes of a file that is there and not empty.
pub(super) fn bytes_of(path: &Path) -> Result<(Vec<u8>, String), SignalError> {
    let name = path.display().to_string();
    let read = || {
        let mut bytes = Vec::new();
        File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes: Vec<u8> = read().map_err(|source: std::io::Error| match source.kind() {
        ErrorKind::NotFound => SignalError::Missing { name: name.clone() },
        ErrorKind::IsADirectory => SignalError::Folder { name: name.clone() },
        _ => SignalError::Read { name: name.clone(), source },
    })?;
    match bytes.len() as u64 {
        0 => Err(SignalError::Empty { name }),
        len if len > MAX_BYTES => Err(SignalError::FileSize { name }),
        _ => Ok((bytes, name)),
    }
}
