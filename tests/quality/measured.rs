// SPDX-License-Identifier: MIT OR Apache-2.0
//! A measurement is what its definition says, and depends on nothing else.

use num_complex::Complex;
use rayon::prelude::*;
use utsushi::fft::{CheckedSpec, FftModel, FftSpec, Frame, Order, Reference, Schedule};
use utsushi::number::Rounding;
use utsushi::quality::{Measurement, Measurer, Shape, Stimulus, tone_sweep};

use crate::common::{Draw, SplitMix64};

fn frames(spec: &CheckedSpec, count: usize) -> Vec<Frame> {
    let mut random = SplitMix64::new(9);
    let width = spec.spec().data - 1;
    (0..count).map(|_| Frame::new(spec, random.samples(spec.spec().len, width)).unwrap()).collect()
}

#[test]
fn it_follows_the_definition() {
    for (inverse, schedule) in
        [(false, "halve"), (true, "guarded:2"), (true, "align:2,0/15,1/15,2/14,1/14,0/15")]
    {
        let schedule: Schedule = schedule.parse().unwrap();
        let spec = FftSpec { len: 32, data: 12, twiddle: 9, schedule, inverse, ..FftSpec::default() };
        let spec = spec.check().unwrap();
        let frames = frames(&spec, 300);
        let measured = Measurer::of_frames(32, 12, &frames).unwrap().measure(&spec).unwrap();
        let errors: Vec<Vec<Complex<f64>>> = frames.iter().map(|frame| error(&spec, frame)).collect();
        let near = |a: f64, b: f64| assert!((a - b).abs() <= 1e-9 * b.abs() + 1e-12, "{a} and not {b}");
        for bin in 0..32 {
            let of_bin = errors.iter().map(|frame| frame[bin]);
            near(measured.noise_per_bin[bin], of_bin.clone().map(|e| e.norm_sqr()).sum::<f64>() / 300.0);
            near((measured.bias_per_bin[bin] - of_bin.sum::<Complex<f64>>() / 300.0).norm(), 0.0);
        }
        let all = errors.iter().flatten();
        near(measured.worst_error_lsb, all.clone().fold(0.0, |w: f64, e| w.max(e.re.abs()).max(e.im.abs())));
        near(measured.noise, all.map(Complex::norm_sqr).sum::<f64>() / 9600.0);
        assert_eq!((measured.samples, measured.frames), (9600, 300));
        assert_eq!(measured.histogram.counts.iter().sum::<u64>(), 2 * 9600);
        near(measured.enob, (measured.sqnr_db - 1.760_912_590_556_812_4) / 6.020_599_913_279_624);
    }
}

fn error(spec: &CheckedSpec, frame: &Frame) -> Vec<Complex<f64>> {
    let (bits, exact) = (FftModel::new(spec).run(frame), Reference::new(spec).run(frame));
    let real = |z: &Complex<i32>| Complex::new(f64::from(z.re), f64::from(z.im));
    bits.bins.iter().zip(&exact.bins).map(|(a, b)| real(a) - b).collect()
}

/// With len 4 every factor is 1 or −j, and `grow` shifts nothing: no bit is lost, and none is invented by the reference.
#[test]
fn where_nothing_is_lost_the_ratio_is_infinite() {
    for data in [12, 28] {
        let spec = FftSpec { len: 4, data, schedule: Schedule::Grow, ..FftSpec::default() }.check().unwrap();
        let bench = Measurer::new(4, data, &Stimulus::default(), 4000, 1).unwrap();
        let measured = bench.measure(&spec).unwrap();
        assert_eq!((measured.noise, measured.worst_error_lsb, measured.sqnr_db), (0.0, 0.0, f64::INFINITY));
        assert!(serde_json::to_value(&measured).unwrap()["sqnr_db"].is_null());
        assert_eq!(utsushi::quality::predict(&spec, bench.power()).sqnr_db, f64::INFINITY);
    }
}

#[test]
fn neither_order_nor_threads_change_a_number() {
    let bench = Measurer::new(256, 14, &Stimulus::default(), 50_000, 4).unwrap();
    let measure = |order: Order| -> Measurement {
        let spec = FftSpec { len: 256, data: 14, order, ..FftSpec::default() }.check().unwrap();
        bench.measure(&spec).unwrap()
    };
    let alone = measure(Order::Natural);
    let together: Vec<_> = (0..8).into_par_iter().map(|i| measure(Order::ALL[i % 2])).collect();
    assert!(together.iter().all(|other| *other == alone));
    let again = Measurer::new(256, 14, &Stimulus::default(), 50_000, 4).unwrap();
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let spec = FftSpec { len: 256, data: 14, ..FftSpec::default() }.check().unwrap();
    assert_eq!(one_thread.install(|| again.measure(&spec).unwrap()), alone);
}

/// A sweep's points run on any thread, on one measurer and one predictor.
#[test]
fn threads_share_measurers_and_predictors() {
    fn shared<T: Send + Sync>() {}
    shared::<Measurer>();
    shared::<utsushi::quality::Predictor>();
    shared::<Measurement>();
    shared::<utsushi::quality::Prediction>();
}

/// Overflow is counted frame by frame: a full-scale tone in an odd direction overflows `halve` nowhere, an unscaled
/// transform everywhere.
#[test]
fn overflow_is_counted() {
    let stimulus = Stimulus { shape: Shape::Tone, ..Stimulus::default() };
    let bench = Measurer::new(16, 12, &stimulus, 1600, 4).unwrap();
    let rate = |schedule: &str| {
        let schedule: Schedule = schedule.parse().unwrap();
        let spec = FftSpec { len: 16, data: 12, schedule, ..FftSpec::default() }.check().unwrap();
        bench.measure(&spec).unwrap().overflow_rate
    };
    assert_eq!((rate("halve"), rate("0,0,0,0")), (0.0, 1.0));
}

/// The preset is within 0.3 dB of what rounding the exact spectrum to 16 bits leaves: 1/12 LSB² a component.
#[test]
fn the_fine_preset_is_near_the_ceiling() {
    let spec = FftSpec::fine().check().unwrap();
    assert_eq!((spec.output().width, spec.exponent()), (16, 10));
    let bench = Measurer::new(1024, 16, &Stimulus::default(), 400_000, 1).unwrap();
    let ceiling = 10.0 * (bench.power() / 1024.0 * 6.0).log10();
    assert!((ceiling - 63.97).abs() < 0.02, "{ceiling}");
    let measured = bench.measure(&spec).unwrap();
    println!("fine: {:.2} dB of {ceiling:.2}", measured.sqnr_db);
    assert!(measured.sqnr_db > ceiling - 0.3 && measured.sqnr_db < ceiling, "{}", measured.sqnr_db);
    assert_eq!(measured.overflow_rate, 0.0);
    // The widest difference, which a multiplier takes: one bit more than the words.
    assert_eq!(spec.stages().iter().map(|stage| stage.width_in + 1).max(), Some(20));
}

/// Every tone lands in its bin, in either direction; truncation's bias in bin 0 is the spur that half a thousand bins share.
#[test]
fn tones_are_swept() {
    let sweep = |rounding: Rounding, inverse: bool, tones: usize| {
        let spec = FftSpec { len: 64, rounding, inverse, order: Order::BitReversed, ..FftSpec::default() };
        tone_sweep(&spec.check().unwrap(), tones, -1.0, 1).unwrap()
    };
    for inverse in [false, true] {
        let [truncated, _, convergent] = Rounding::ALL.map(|rounding| sweep(rounding, inverse, 64));
        assert_eq!((truncated.tones, convergent.tones), (64, 64));
        // Peak 29 200; a spur of a few LSB is 75 to 95 dB below it. A peak in the wrong bin would be far below 0 dB.
        assert!(
            truncated.sfdr_db > 70.0 && truncated.sfdr_db < convergent.sfdr_db,
            "{truncated:?} {convergent:?}"
        );
        assert!(convergent.sfdr_db < 96.0 && convergent.sinad_db <= convergent.sfdr_db, "{convergent:?}");
    }
    assert_eq!(sweep(Rounding::HalfUp, false, 1000).tones, 64);
    assert_eq!(sweep(Rounding::HalfUp, false, 5).tones, 5);
}

/// Rows and tones are not white: a real row has no noise in half its first sums. Less noise is allowed, more is not.
#[test]
fn other_input_has_no_more_noise_than_predicted() {
    let spec = FftSpec { len: 256, ..FftSpec::default() }.check().unwrap();
    let stimulus = Stimulus { shape: Shape::Tone, ..Stimulus::default() };
    let bench = Measurer::new(256, 16, &stimulus, 100_000, 1).unwrap();
    let measured = bench.measure(&spec).unwrap();
    let predicted = utsushi::quality::predict(&spec, bench.power());
    assert_eq!(measured.overflow_rate, 0.0);
    assert!(measured.sqnr_db > predicted.sqnr_db - 1.0, "{} {}", measured.sqnr_db, predicted.sqnr_db);
}

/// A seed's words, so that a stream that changes is noticed; power and bounds of disk, square and tone.
#[test]
fn stimuli_keep_their_bounds() {
    for (shape, level_db) in [(Shape::WhiteDisk, -1.0), (Shape::WhiteSquare, -3.0), (Shape::Tone, 0.0)] {
        let stimulus = Stimulus { shape, level_db };
        let expected = stimulus.power(12).unwrap();
        let bench = Measurer::new(64, 12, &stimulus, 64 * 3000, 1).unwrap();
        // |x|² has a relative standard deviation below 1/√3: below 0.14 % of the mean of 192 000; four of these.
        assert!((bench.power() / expected - 1.0).abs() < 0.006, "{shape}: {} {expected}", bench.power());
        let radius = stimulus.radius(12).unwrap();
        let greatest = bench.samples().iter().map(|z| match shape {
            Shape::WhiteSquare => i64::from(z.re.abs().max(z.im.abs())),
            _ => (i64::from(z.re).pow(2) + i64::from(z.im).pow(2)).isqrt(),
        });
        assert!((radius - 2..=radius).contains(&greatest.max().unwrap()), "{shape}");
    }
    let first = Measurer::new(4, 16, &Stimulus::default(), 4, 1).unwrap().samples().to_vec();
    assert_eq!(first, FIRST.map(|(re, im)| Complex::new(re, im)));
}

/// The first frame of seed 1, as it was when the stream was fixed.
const FIRST: [(i32, i32); 4] = [(2055, 3888), (-6033, 14355), (25156, -3250), (18482, -3255)];
