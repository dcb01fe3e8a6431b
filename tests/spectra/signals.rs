// SPDX-License-Identifier: MIT OR Apache-2.0
//! Signals from files: every encoding, and every way a file can be wrong, word for word.

use std::fs;
use std::path::PathBuf;

use hound::{SampleFormat, WavSpec, WavWriter};
use utsushi::picture::Picture;
use utsushi::picture::frequency::{
    Channel, Column, Signal, polar_from_csv, signal_from_csv, signal_from_wav,
};

/// A file in a folder of its own, and what errors call it.
fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let shown = path.display().to_string();
    (folder, path, shown)
}

fn wav(
    bits: u16,
    channels: u16,
    format: SampleFormat,
    write: impl Fn(&mut WavWriter<fs::File>),
) -> (tempfile::TempDir, PathBuf, String) {
    let (folder, path, shown) = file("x.wav", b"");
    let spec = WavSpec { channels, sample_rate: 8000, bits_per_sample: bits, sample_format: format };
    let mut writer = WavWriter::new(fs::File::create(&path).unwrap(), spec).unwrap();
    write(&mut writer);
    writer.finalize().unwrap();
    (folder, path, shown)
}

#[test]
fn every_width_of_pcm_is_a_fraction_of_full_scale() {
    for bits in [8_u16, 16, 24, 32] {
        let full = 1_i64 << (bits - 1);
        let words = [0, 1, -1, full - 1, -full, full / 2];
        let (_folder, path, _) = wav(bits, 1, SampleFormat::Int, |writer| {
            for &word in &words {
                writer.write_sample(word as i32).unwrap();
            }
        });
        let signal = signal_from_wav(&path, None).unwrap();
        let expected: Vec<f64> = words.iter().map(|&word| word as f64 / full as f64).collect();
        assert_eq!((signal.samples, signal.rate), (expected, Some(8000)), "{bits} bits");
    }
}

#[test]
fn float_is_as_it_is_and_must_be_finite() {
    let write = |values: &'static [f32]| {
        wav(32, 1, SampleFormat::Float, |writer| values.iter().for_each(|&x| writer.write_sample(x).unwrap()))
    };
    let (_folder, path, _) = write(&[0.25, -1.5, 1e-9]);
    assert_eq!(signal_from_wav(&path, None).unwrap().samples, [0.25, -1.5, f64::from(1e-9_f32)]);
    for (values, value) in [(&[0.0, f32::NAN][..], "NaN"), (&[0.0, f32::INFINITY], "inf")] {
        let values: &'static [f32] = Box::leak(values.to_vec().into_boxed_slice());
        let (_folder, path, shown) = write(values);
        assert_eq!(
            signal_from_wav(&path, None).unwrap_err().to_string(),
            format!("{shown}, sample 1 is {value}, which is no finite number; repair the file")
        );
    }
}

#[test]
fn a_channel_is_chosen() {
    let (_folder, path, shown) = wav(16, 2, SampleFormat::Int, |writer| {
        for (left, right) in [(100_i32, -300_i32), (200, 600)] {
            writer.write_sample(left).unwrap();
            writer.write_sample(right).unwrap();
        }
    });
    let words = |channel| -> Vec<f64> {
        let signal = signal_from_wav(&path, Some(channel)).unwrap();
        signal.samples.iter().map(|x| x * 32768.0).collect()
    };
    assert_eq!(words(Channel::One(1)), [100.0, 200.0]);
    assert_eq!(words(Channel::One(2)), [-300.0, 600.0]);
    assert_eq!(words(Channel::Mix), [-100.0, 400.0]);
    assert_eq!(
        signal_from_wav(&path, None).unwrap_err().to_string(),
        format!("{shown} has 2 channels; choose one with --channel 1 to 2, or their mean with --channel mix")
    );
    assert_eq!(
        signal_from_wav(&path, Some(Channel::One(3))).unwrap_err().to_string(),
        format!("{shown} has no channel 3; choose one with --channel 1 to 2")
    );
    assert_eq!("0".parse::<Channel>().unwrap_err(), "channel '0' is unknown; use 1, 2, … or mix");
}

#[test]
fn what_is_no_whole_wav_is_refused() {
    let said = |path: &PathBuf| signal_from_wav(path, None).unwrap_err().to_string();
    let (_keep, path, shown) =
        wav(16, 1, SampleFormat::Int, |writer| (0..100_i32).for_each(|n| writer.write_sample(n).unwrap()));
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 31]).unwrap();
    assert_eq!(
        said(&path),
        format!("{shown} is damaged or cut short: 84 of 100 samples are there; record or export it again")
    );
    fs::write(&path, &whole[..20]).unwrap();
    assert_eq!(
        said(&path),
        format!("{shown} is damaged or cut short: its header ends too early; record or export it again")
    );
    // A-law, format code 6.
    let mut law = whole.clone();
    law[20] = 6;
    fs::write(&path, &law).unwrap();
    assert_eq!(
        said(&path),
        format!(
            "{shown} is a WAV of an encoding other than PCM or 32-bit float, which is not supported; convert it to 16-bit PCM"
        )
    );
    let (_keep, path, shown) = wav(16, 1, SampleFormat::Int, |_| {});
    assert_eq!(said(&path), format!("{shown} has no sample; a signal needs at least one"));
    let (_keep, path, shown) = file("text.wav", b"once upon a time");
    assert_eq!(
        said(&path),
        format!(
            "{shown} is no WAV: it does not begin with RIFF and WAVE; convert it, or give it the ending of what it is"
        )
    );
    let (folder, path, shown) = file("empty.wav", b"");
    assert_eq!(said(&path), format!("{shown} is empty (0 bytes); fetch or export the signal again"));
    let missing = folder.path().join("none.wav");
    assert_eq!(said(&missing), format!("{}: there is no such file; check the path", missing.display()));
    let inside = folder.path().to_owned();
    assert_eq!(said(&inside), format!("{} is a folder; name a signal in it", inside.display()));
}

#[test]
fn a_file_without_end_is_refused_by_its_size() {
    let (folder, path, shown) = file("large.csv", b"");
    // Sparse: it takes no room on the disk.
    fs::File::create(&path).unwrap().set_len(utsushi::picture::MAX_BYTES + 1).unwrap();
    let sentence = format!("{shown} exceeds the limit of 512 MiB for a file; cut it into parts");
    assert_eq!(signal_from_csv(&path, None).unwrap_err().to_string(), sentence);
    assert_eq!(signal_from_wav(&path, None).unwrap_err().to_string(), sentence);
    drop(folder);
}

#[test]
fn every_cut_of_a_wav_is_an_error_or_shorter_and_never_a_panic() {
    let (_keep, path, _) =
        wav(24, 1, SampleFormat::Int, |writer| (0..40_i32).for_each(|n| writer.write_sample(n).unwrap()));
    let whole = fs::read(&path).unwrap();
    for len in 0..whole.len() {
        fs::write(&path, &whole[..len]).unwrap();
        assert!(signal_from_wav(&path, None).is_err(), "{len} of {} bytes", whole.len());
    }
}

fn csv(text: &str, column: Option<&str>) -> Result<Signal, String> {
    let (_folder, path, shown) = file("x.csv", text.as_bytes());
    let column = column.map(|column| column.parse::<Column>().unwrap());
    signal_from_csv(path, column.as_ref()).map_err(|error| error.to_string().replace(&shown, "x.csv"))
}

#[test]
fn csv_with_and_without_a_head() {
    assert_eq!(csv("1\n2.5\n-3e-1\n", None).unwrap().samples, [1.0, 2.5, -0.3]);
    assert_eq!(csv("value\n1\n2\n", None).unwrap().samples, [1.0, 2.0]);
    assert_eq!(csv("time,value\r\n0, 5\r\n1, 6\r\n", Some("value")).unwrap().samples, [5.0, 6.0]);
    assert_eq!(csv("0;5\n1;6\n", Some("2")).unwrap().samples, [5.0, 6.0]);
    assert_eq!(csv("a\tb\n0\t5\n", Some("1")).unwrap().samples, [0.0]);
    assert_eq!(csv("# from a scope\n\n7\n8\n", None).unwrap().samples, [7.0, 8.0]);
    assert_eq!(csv("\u{feff}value\n1\n", None).unwrap().samples, [1.0]);
    assert_eq!(csv("\"a, b\",c\n1,2\n", Some("a, b")).unwrap().samples, [1.0]);
}

#[test]
fn csv_names_line_and_column() {
    let said = |text: &str, column: Option<&str>| csv(text, column).unwrap_err();
    assert_eq!(
        said("value\n1\ntwo\n", None),
        "x.csv, line 3, column 1 (value) is 'two', which is no finite number; write a decimal number"
    );
    assert_eq!(
        said("1,2\n3,nan\n", Some("2")),
        "x.csv, line 2, column 2 is 'nan', which is no finite number; write a decimal number"
    );
    assert_eq!(
        said("1\n-inf\n", None),
        "x.csv, line 2, column 1 is '-inf', which is no finite number; write a decimal number"
    );
    assert_eq!(
        said("1e999\n", None),
        "x.csv, line 1, column 1 is '1e999', which is no finite number; write a decimal number"
    );
    assert_eq!(said("t,v\n1,\n", Some("v")), "x.csv, line 2, column 2 (v) is empty; write a number");
    assert_eq!(
        said("# a\n1,2\n\n3\n", Some("1")),
        "x.csv, line 4 has 1 fields and the first line has 2; make all lines alike"
    );
    assert_eq!(said("t,v\n1,2\n", None), "x.csv has 2 columns (t, v); choose one with --column");
    assert_eq!(said("1,2\n", None), "x.csv has 2 columns (1, 2); choose one with --column");
    assert_eq!(said("t,v\n1,2\n", Some("w")), "x.csv has no column 'w'; its columns are t, v");
    assert_eq!(said("1,2\n", Some("3")), "x.csv has no column '3'; its columns are 1, 2");
    assert_eq!(said("value\n", None), "x.csv has no sample; a signal needs at least one");
    assert_eq!(said("\n\n", None), "x.csv has no sample; a signal needs at least one");
    assert_eq!(said("", None), "x.csv is empty (0 bytes); fetch or export the signal again");
    let (_folder, path, shown) = file("x.csv", &[0x31, 0x0a, 0xff, 0xfe]);
    assert_eq!(
        signal_from_csv(path, None).unwrap_err().to_string(),
        format!("{shown} is no text in UTF-8; export it as CSV again")
    );
}

#[test]
fn amplitude_and_phase_are_two_columns() {
    let (_folder, path, _) = file("x.csv", b"bin,frequency,amplitude,phase\n0,0,1.5,0\n1,0.5,2,-2.5\n");
    assert_eq!(polar_from_csv(path).unwrap(), (vec![1.5, 2.0], vec![0.0, -2.5]));
    let (_folder, path, shown) = file("x.csv", b"bin,amplitude\n0,1\n");
    assert_eq!(
        polar_from_csv(path).unwrap_err().to_string(),
        format!("{shown} has no column 'phase'; its columns are bin, amplitude")
    );
}

#[test]
fn a_row_is_a_signal() {
    let picture = Picture::from_bytes(3, 2, &[0, 51, 255, 102, 204, 0]);
    let row = Signal::of_row("p.png", &picture, 1).unwrap();
    assert_eq!((row.name.as_str(), row.samples.as_slice()), ("p.png, row 1", &[0.4, 0.8, 0.0][..]));
    assert_eq!(Signal::of_row("p.png", &picture, 2), None);
}
