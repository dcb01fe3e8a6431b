// SPDX-License-Identifier: MIT OR Apache-2.0
//! Signals from WAV files.

use std::path::Path;

use hound::{Error, SampleFormat, WavReader, WavSpec};

use super::signal::bytes_of;
use super::{Channel, Signal, SignalError};

/// Reads a WAV: PCM of 8, 16, 24 or 32 bits as fractions of full scale, or 32-bit float as it is.
///
/// # Errors
/// If the file cannot be read, is no WAV, of another encoding, cut short, has a sample that is no number, has no
/// sample at all or several channels of which none is chosen.
pub fn signal_from_wav(path: impl AsRef<Path>, channel: Option<Channel>) -> Result<Signal, SignalError> {
    let (bytes, name) = bytes_of(path.as_ref())?;
    if !(bytes.starts_with(b"RIFF") && bytes.get(8..12).is_none_or(|form| form == b"WAVE")) {
        return Err(SignalError::NoWav { name });
    }
    let reader = WavReader::new(bytes.as_slice()).map_err(|error| explain(error, &name))?;
    let spec = reader.spec();
    let samples = samples(reader, spec, &name)?;
    let samples = chosen(&samples, spec.channels, channel, &name)?;
    if let Some(index) = samples.iter().position(|x| !x.is_finite()) {
        return Err(SignalError::NotFinite { name, index, value: samples[index] });
    }
    if samples.is_empty() {
        return Err(SignalError::NoSamples { name });
    }
    Ok(Signal { name, rate: Some(spec.sample_rate), samples })
}

/// All channels, interleaved.
fn samples(mut reader: WavReader<&[u8]>, spec: WavSpec, name: &str) -> Result<Vec<f64>, SignalError> {
    let promised = reader.len() as usize;
    let mut all = Vec::new();
    let mut failed = false;
    match spec.sample_format {
        SampleFormat::Float => {
            for sample in reader.samples::<f32>() {
                let Ok(x) = sample else {
                    failed = true;
                    break;
                };
                all.push(f64::from(x));
            }
        }
        SampleFormat::Int => {
            let full = (1_u64 << (spec.bits_per_sample - 1)) as f64;
            for sample in reader.samples::<i32>() {
                let Ok(x) = sample else {
                    failed = true;
                    break;
                };
                all.push(f64::from(x) / full);
            }
        }
    }
    if failed {
        let detail = format!("{} of {promised} samples are there", all.len());
        return Err(SignalError::Damaged { name: name.to_owned(), detail });
    }
    Ok(all)
}

fn chosen(all: &[f64], channels: u16, channel: Option<Channel>, name: &str) -> Result<Vec<f64>, SignalError> {
    let name = || name.to_owned();
    let frames = all.chunks_exact(usize::from(channels.max(1)));
    match channel {
        None if channels > 1 => Err(SignalError::Channels { name: name(), channels }),
        None => Ok(all.to_vec()),
        Some(Channel::One(channel)) if channel > channels => {
            Err(SignalError::NoChannel { name: name(), channel, channels })
        }
        Some(Channel::One(channel)) => Ok(frames.map(|frame| frame[usize::from(channel) - 1]).collect()),
        Some(Channel::Mix) => {
            Ok(frames.map(|frame| frame.iter().sum::<f64>() / frame.len() as f64).collect())
        }
    }
}

fn explain(error: Error, name: &str) -> SignalError {
    let name = name.to_owned();
    match error {
        Error::Unsupported => {
            SignalError::Unsupported { name, what: "an encoding other than PCM or 32-bit float".into() }
        }
        Error::IoError(_) => SignalError::Damaged { name, detail: "its header ends too early".into() },
        other => {
            SignalError::Damaged { name, detail: other.to_string().trim_end_matches('.').to_lowercase() }
        }
    }
}
