// SPDX-License-Identifier: MIT OR Apache-2.0
//! The comparison finds what was changed, names it, and finds where it began.

mod common;

use common::{Draw, SplitMix64};
use num_complex::Complex;
use utsushi::compare::{Comparison, Difference, Mismatch, Origin, Output, compare, origin};
use utsushi::fft::{BitReversal, CheckedSpec, Decomposition, FftModel, FftSpec, Frame, Order, Spectrum};

fn fixture(order: Order) -> (CheckedSpec, Vec<Frame>, Vec<Spectrum>) {
    fixture_of(&FftSpec { len: 16, data: 12, order, ..FftSpec::default() })
}

fn fixture_of(spec: &FftSpec) -> (CheckedSpec, Vec<Frame>, Vec<Spectrum>) {
    let spec = spec.check().unwrap();
    let mut draw = SplitMix64::new(2);
    let frames: Vec<_> = (0..5).map(|_| Frame::new(&spec, draw.samples(16, 12)).unwrap()).collect();
    let model = FftModel::new(&spec);
    let spectra = frames.iter().map(|frame| model.run(frame)).collect();
    (spec, frames, spectra)
}

#[test]
fn equal_batches_have_no_mismatch() {
    let (spec, _, spectra) = fixture(Order::Natural);
    assert_eq!(compare(&spec, &spectra, &spectra), Comparison { bins: 80, mismatches: 0, first: None });
}

#[test]
fn one_changed_bit_is_found_wherever_it_is() {
    for order in Order::ALL {
        let (spec, _, spectra) = fixture(order);
        for (frame, bin, bit) in
            (0..5).flat_map(|f| (0..16).flat_map(move |k| (0..12).map(move |b| (f, k, b))))
        {
            let mut other = spectra.clone();
            let word = &mut other[frame].bins[spec.position(bin)];
            let expected = *word;
            word.re ^= 1 << bit;
            let got = *word;
            let difference = Difference::Bin { bin, expected, got, format: spec.output() };
            let first = Some(Mismatch { frame, difference });
            assert_eq!(compare(&spec, &spectra, &other), Comparison { bins: 80, mismatches: 1, first });
        }
    }
}

#[test]
fn flags_and_missing_frames_count() {
    let (spec, _, spectra) = fixture(Order::Natural);
    let mut other = spectra.clone();
    other[3].overflow ^= true;
    other.pop();
    let outcome = compare(&spec, &spectra, &other);
    assert_eq!(outcome.mismatches, 2);
    let sentence = format!(
        "frame 3: the overflow flag is expected {} and is {}",
        spectra[3].overflow, !spectra[3].overflow
    );
    assert_eq!(outcome.first.unwrap().to_string(), sentence);
    let only_missing = compare(&spec, &spectra, &spectra[..4]);
    assert_eq!(only_missing.first.unwrap().to_string(), "frame 4: 5 frames are expected and 4 came out");
}

#[test]
fn a_mismatch_reads_in_hex_and_as_values() {
    let format = FftSpec { len: 16, data: 12, ..FftSpec::default() }.check().unwrap().output();
    let difference =
        Difference::Bin { bin: 7, expected: Complex::new(18, -16), got: Complex::new(18, 2047), format };
    assert_eq!(
        Mismatch { frame: 3, difference }.to_string(),
        "frame 3, bin 7: expected {im, re} = 0xff0_012 (18, -16) = 0.140625-0.125000i, \
         got {im, re} = 0x7ff_012 (18, 2047) = 0.140625+15.992188i"
    );
}

#[test]
fn batches_merge_with_frames_counted_on() {
    let (spec, _, spectra) = fixture(Order::Natural);
    let mut other = spectra.clone();
    other[1].bins[0].im ^= 4;
    let mut total = compare(&spec, &spectra, &spectra);
    total.merge(&compare(&spec, &spectra, &other), 5);
    total.merge(&compare(&spec, &spectra, &other), 10);
    assert_eq!((total.bins, total.mismatches), (240, 2));
    assert_eq!(total.first.unwrap().frame, 6);
}

/// Changes one word in the middle of the pipeline and lets the error spread: the origin must still be named.
#[test]
fn the_origin_is_the_butterfly_that_was_changed() {
    Decomposition::ALL.into_iter().for_each(origins);
}

fn origins(decomposition: Decomposition) {
    let (spec, frames, _) = fixture_of(&FftSpec { len: 16, data: 12, decomposition, ..FftSpec::default() });
    let model = FftModel::new(&spec);
    let mut checked = 0;
    for (stage, position) in (0..4).flat_map(|s| (0..16).map(move |p| (s, p))) {
        let taps = model.taps(&frames[0]);
        let mut hardware: Vec<Vec<_>> = taps.iter().map(|tap| tap.words.clone()).collect();
        hardware[stage][position].im ^= 1;
        for s in stage + 1..4 {
            let (before, after) = hardware.split_at_mut(s);
            after[0].clone_from(&before[s - 1]);
            let _ = spec.stages()[s].process(&mut hardware[s], &model.roms()[s], frames[0].direction());
        }
        let half = 8 >> stage;
        let (block, k) = (position / (2 * half), position % (2 * half));
        let output = if k < half { Output::Sum } else { Output::Difference };
        let expected = taps[stage].words[position];
        let got = Some(expected + Complex::new(0, (expected.im ^ 1) - expected.im));
        let butterfly = block * half + k % half;
        assert_eq!(
            origin(&spec, &taps, &hardware),
            Origin::Stage { stage, butterfly, output, expected, got }
        );
        checked += 1;
    }
    assert_eq!(checked, 64);
}

#[test]
fn origins_read_as_sentences() {
    let (spec, frames, _) = fixture(Order::Natural);
    let taps = FftModel::new(&spec).taps(&frames[0]);
    let mut hardware: Vec<Vec<_>> = taps.iter().map(|tap| tap.words.clone()).collect();
    assert_eq!(
        origin(&spec, &taps, &hardware).to_string(),
        "every stage's words are right: it began after the last stage, in the order or the flag"
    );
    hardware[2].truncate(7);
    let expected = taps[2].words[7];
    assert_eq!(
        origin(&spec, &taps, &hardware).to_string(),
        format!("it began in stage 2, butterfly 3, difference: expected {expected}, and no word came")
    );
    // The last stage's positions are the bins, bit-reversed.
    assert_eq!(BitReversal::new(4).index(7), 14);
}
