// SPDX-License-Identifier: MIT OR Apache-2.0
//! Signals and images of the tests of spectra, and the files that these leave.

use std::collections::BTreeMap;
use std::f64::consts::TAU;
use std::fs;
use std::path::Path;

use utsushi::picture::Picture;
use utsushi::random::SplitMix64;

/// A tone of `cycles` in 1000 samples at 8000 a second, 16 bits.
pub(crate) fn tone(path: &Path, cycles: f64, channels: u16) {
    let spec = hound::WavSpec {
        channels,
        sample_rate: 8000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(path, spec).unwrap();
    for n in 0..1000 {
        let value = 0.5 * (TAU * cycles * f64::from(n) / 1000.0 + 0.3).sin();
        (0..channels).for_each(|_| writer.write_sample((value * 32767.0).round() as i16).unwrap());
    }
    writer.finalize().unwrap();
}

/// A picture of chance, smoothed along its rows.
pub(crate) fn picture(path: &Path, width: usize, height: usize, seed: u64) {
    let mut random = SplitMix64::new(seed);
    let mut level = 128.0;
    let mut pixel = || {
        level = (level + random.between(-30.0, 30.0)).clamp(0.0, 255.0);
        level as u8
    };
    let bytes: Vec<u8> = (0..width * height).map(|_| pixel()).collect();
    Picture::from_bytes(width, height, &bytes).write_png(path).unwrap();
}

/// Every file of a folder and its bytes.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries.map(|e| (e.file_name().into_string().unwrap(), fs::read(e.path()).unwrap())).collect()
}
