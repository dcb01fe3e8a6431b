// SPDX-License-Identifier: MIT OR Apache-2.0
//! Cores of run-time length: words in and out, every sentence that refuses one, and the model against `FftModel` (contract C1 to C5).

mod common;

use common::SplitMix64;
use num_complex::Complex;
use utsushi::fft::{
    Configurable, ConfigurableError, ConfigurableModel, ConfigurableSpec, Decomposition, Direction, FftModel,
    FftPlan, FftSpec, Frame, FrameConfig, Schedule, StageFormat,
};

fn core(toml: &str, shortest: usize) -> Configurable {
    ConfigurableSpec { largest: FftSpec::from_toml(toml).unwrap(), shortest }.check().unwrap()
}

fn config(len: usize, shifts: &[u32]) -> FrameConfig {
    FrameConfig { len, direction: Direction::Forward, shifts: shifts.to_vec() }
}

fn samples(core: &Configurable, len: usize, random: &mut SplitMix64) -> Vec<Complex<i32>> {
    let format = core.largest().input();
    let mut word = || format.word(random.next_word() as u32);
    (0..len).map(|_| Complex::new(word(), word())).collect()
}

#[test]
fn the_sentences_name_the_value_and_the_remedy() {
    let short = ConfigurableSpec { shortest: 2, ..ConfigurableSpec::default() };
    let odd = ConfigurableSpec { shortest: 24, ..ConfigurableSpec::default() };
    let bad = ConfigurableSpec { largest: FftSpec { data: 33, ..FftSpec::default() }, shortest: 4 };
    let core = core("len = 64\ndecomposition = 'radix22'\n", 4);
    let schedule = |text: &str| core.configure(16, Direction::Forward, &text.parse().unwrap()).unwrap_err();
    let samples = vec![Complex::new(0, 0); 4];
    let sentences: [(ConfigurableError, &str); 11] = [
        (short.check().unwrap_err(), "shortest 2 is not a power of two from 4 to 1024, the largest length"),
        (odd.check().unwrap_err(), "shortest 24 is not a power of two from 4 to 1024, the largest length"),
        (bad.check().unwrap_err(), "data 33 is out of range; a component has 2 to 32 bits"),
        (
            core.check(&config(32, &[1; 5])).unwrap_err(),
            "len 32 is not one that the core takes; it takes 4, 16, 64",
        ),
        (core.config(7).unwrap_err(), "len 128 is not one that the core takes; it takes 4, 16, 64"),
        (core.check(&config(16, &[1; 3])).unwrap_err(), "3 shifts are given and len 16 needs 4, one a stage"),
        (
            core.word(&config(16, &[1, 1, 2, 1])).unwrap_err(),
            "stage 2 of len 16 shifts by 2 and the core's stage by at most 1; build the core with a schedule that shifts more there",
        ),
        (
            schedule("guarded:2"),
            "schedule 'guarded:2' aligns the input by 2 bits and the core by 0, which is fixed; use shifts alone",
        ),
        (
            schedule("grow"),
            "schedule 'grow' wants 18 bits after stage 0 of len 16 and the core has 16, which is fixed; use shifts alone",
        ),
        (
            schedule("1,1/17,1,1"),
            "schedule '1,1/17,1,1' wants 17 bits after stage 1 of len 16 and the core has 16, which is fixed; use shifts alone",
        ),
        (
            ConfigurableModel::new(&core).run(&config(16, &[1; 4]), &samples).unwrap_err(),
            "a frame has 16 samples and 4 were given; pad, crop or resample them",
        ),
    ];
    for (error, sentence) in sentences {
        assert_eq!(error.to_string(), sentence);
    }
}

/// The documented layout, bit by bit, and back with noise in the bits that mean nothing.
#[test]
fn words_have_the_documented_layout_and_come_back() {
    let core = core("len = 512\nschedule = '1,2,3,4,5,6,7,8,0'\n", 4);
    assert_eq!((core.word_width(), core.lens()), (56, (2..=9).map(|l| 1 << l).collect()));
    let inverse = FrameConfig { direction: Direction::Inverse, ..config(16, &[6, 0, 8, 0]) };
    // Stage 5 of the core is stage 0 of a frame of 16 words; its butterflies are 8 apart.
    assert_eq!(core.word(&inverse).unwrap(), 0x6080_0104);
    let mut random = SplitMix64::new(3);
    for len in core.lens() {
        for _ in 0..200 {
            let skipped = 9 - len.trailing_zeros() as usize;
            let stages = &core.largest().stages()[skipped..];
            let shifts: Vec<_> =
                stages.iter().map(|stage| random.next_word() as u32 % (stage.shift + 1)).collect();
            let direction = if random.next_word() & 1 == 0 { Direction::Forward } else { Direction::Inverse };
            let config = FrameConfig { len, direction, shifts };
            let word = core.word(&config).unwrap();
            assert_eq!(core.config(word).unwrap(), config);
            let meant = 31 | 1 << 8 | ((1_u128 << (4 * len.trailing_zeros())) - 1) << 16;
            let noise = u128::from(random.next_word()) << 64 | u128::from(random.next_word());
            assert_eq!(core.config(word | noise & !meant).unwrap(), config);
        }
    }
}

/// Every length, both directions and every shift of three stages: legal exactly if the fields are.
#[test]
fn a_word_is_legal_exactly_if_its_fields_are() {
    for (decomposition, lens) in [(Decomposition::Radix2, vec![2, 3]), (Decomposition::Radix22, vec![3])] {
        let schedule = "2,0,3".parse().unwrap();
        let largest = FftSpec { len: 8, schedule, decomposition, ..FftSpec::default() };
        let core = ConfigurableSpec { largest, shortest: 4 }.check().unwrap();
        let mut legal = 0;
        for word in 0..1_u128 << 18 {
            // The bits between the fields stay 0.
            let (l, inverse, shifts) = (word & 31, word >> 5 & 1, word >> 6);
            let word = l | inverse << 8 | shifts << 16;
            let most = [3, 0, 2];
            let fits = (0..l.min(3)).all(|i| (shifts >> (4 * i) & 15) <= most[i as usize]);
            let wanted = lens.contains(&l) && fits;
            assert_eq!(core.config(word).is_ok(), wanted, "{word:x}");
            legal += usize::from(wanted);
        }
        assert!(legal > 0);
    }
}

#[test]
fn named_schedules_give_the_bits_of_their_names() {
    let mut random = SplitMix64::new(5);
    for (schedule, largest) in [("halve", "halve"), ("guarded:2", "guarded:2"), ("grow", "grow")] {
        let core = core(&format!("len = 64\ndata = 12\nschedule = '{largest}'\n"), 4);
        let schedule: Schedule = schedule.parse().unwrap();
        for len in core.lens() {
            let config = core.configure(len, Direction::Inverse, &schedule).unwrap();
            let samples = samples(&core, len, &mut random);
            let spec =
                FftSpec { len, schedule: schedule.clone(), inverse: true, ..core.largest().spec().clone() };
            let spec = spec.check().unwrap();
            let named = FftPlan::new(&spec).unwrap().run(&Frame::new(&spec, samples.clone()).unwrap());
            let found = ConfigurableModel::new(&core).run(&config, &samples).unwrap();
            assert_eq!(found, named, "{schedule}, {len}");
        }
    }
}

/// A frame's spec is the one that is written out by hand from C1.
#[test]
fn a_frame_has_the_spec_of_the_last_stages() {
    let core = core("len = 32\ndata = 9\nschedule = 'align:1,1/12,0/11,1/10,2/9,1/8'\ninverse = true\n", 4);
    let config = config(8, &[0, 1, 1]);
    let stages = [(0, 10), (1, 9), (1, 8)].map(|(shift, width)| StageFormat { shift, width: Some(width) });
    let schedule = Schedule::Explicit { align: 1, stages: stages.to_vec() };
    let spec = FftSpec { len: 8, schedule, inverse: false, ..core.largest().spec().clone() }.check().unwrap();
    assert_eq!(core.frame_spec(&config).unwrap(), spec);
    assert_eq!(spec.exponent(), 1);
    let samples = samples(&core, 8, &mut SplitMix64::new(8));
    let frame = Frame::new(&spec, samples.clone()).unwrap();
    let found = ConfigurableModel::new(&core).run(&config, &samples).unwrap();
    assert_eq!(found, FftModel::new(&spec).run(&frame));
}

/// Bad words begin no frame, and what has no samples yet gives nothing.
#[test]
fn streams_take_legal_words_in_order() {
    let core = core("len = 8\n", 4);
    let mut model = ConfigurableModel::new(&core);
    let (long, short) = (config(8, &[1, 1, 1]), config(4, &[0, 1]));
    let words = [&long, &short, &long].map(|config| core.word(config).unwrap());
    let samples = samples(&core, 14, &mut SplitMix64::new(9));
    let made =
        model.stream(&[31, words[0], words[1] | 9 << 16, words[1], words[2], words[1]], &samples).unwrap();
    let expected = [model.run(&long, &samples[..8]).unwrap(), model.run(&short, &samples[8..12]).unwrap()];
    assert_eq!((made.invalid, made.spectra), (2, expected.to_vec()));
}
