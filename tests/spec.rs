// SPDX-License-Identifier: MIT OR Apache-2.0
//! Specs in and out, and every sentence that refuses one (contract S1 to S4).

mod common;

use common::{Draw, SplitMix64, any_spec};
use fixed::types::{I1F7, I1F15, I1F31, I2F14};
use num_complex::Complex;
use proptest::prelude::*;
use utsushi::fft::{
    Decomposition, FftModel, FftSpec, Frame, FrameError, Order, Rotation, Schedule, StageFormat, Turns,
};
use utsushi::number::QFormat;

proptest! {
    #[test]
    fn toml_and_json_round_trip(spec in any_spec(16)) {
        prop_assert_eq!(&FftSpec::from_toml(&spec.to_toml()).unwrap(), &spec);
        let json = serde_json::to_string(&spec).unwrap();
        prop_assert_eq!(&serde_json::from_str::<FftSpec>(&json).unwrap(), &spec);
    }

    #[test]
    fn no_text_makes_the_schedule_panic(text in "[a-z0-9:,/ ]{0,20}") {
        let _ = text.parse::<Schedule>();
    }
}

#[test]
fn toml_uses_the_words_of_the_command_line() {
    let expected = "len = 1024\ndata = 16\ntwiddle = 16\nrounding = \"convergent\"\noverflow = \"saturate\"\n\
                    schedule = \"halve\"\norder = \"natural\"\ninverse = false\n";
    assert_eq!(FftSpec::default().to_toml(), expected);
    assert_eq!(FftSpec::from_toml("").unwrap(), FftSpec::default());
    let json = serde_json::to_string(&FftSpec::default()).unwrap();
    assert_eq!(
        json,
        r#"{"len":1024,"data":16,"twiddle":16,"rounding":"convergent","overflow":"saturate","schedule":"halve","order":"natural","inverse":false}"#
    );
}

#[test]
fn the_decomposition_is_written_unless_it_is_radix_2() {
    let spec = FftSpec { decomposition: Decomposition::Radix22, ..FftSpec::default() };
    let expected = "len = 1024\ndata = 16\ntwiddle = 16\nrounding = \"convergent\"\noverflow = \"saturate\"\n\
                    schedule = \"halve\"\ndecomposition = \"radix22\"\norder = \"natural\"\ninverse = false\n";
    assert_eq!(spec.to_toml(), expected);
    let json = serde_json::to_string(&spec).unwrap();
    assert!(json.contains(r#""schedule":"halve","decomposition":"radix22","order""#), "{json}");
    assert_eq!(FftSpec::from_toml("decomposition = \"radix22\"").unwrap(), spec);
    assert_eq!(FftSpec::from_toml("decomposition = \"radix2\"").unwrap(), FftSpec::default());
    for decomposition in Decomposition::ALL {
        assert_eq!(decomposition.word().parse(), Ok(decomposition));
    }
    assert_eq!(
        "radix4".parse::<Decomposition>().unwrap_err(),
        "decomposition 'radix4' is unknown; use radix2 or radix22"
    );
    let sentence = FftSpec::from_toml("decomposition = \"radix4\"").unwrap_err().to_string();
    assert!(sentence.ends_with("unknown variant `radix4`, expected `radix2` or `radix22`"), "{sentence}");
}

#[test]
fn stages_of_radix22_rotate_in_pairs() {
    let spec = FftSpec { len: 32, decomposition: Decomposition::Radix22, ..FftSpec::default() };
    let spec = spec.check().unwrap();
    let rotations: Vec<_> = spec.stages().iter().map(|stage| stage.rotation).collect();
    let pair = [Rotation::None, Rotation::Both];
    assert_eq!(rotations, [pair[0], pair[1], pair[0], pair[1], Rotation::None]);
    let halves: Vec<_> = spec.stages().iter().map(|stage| stage.rom().half()).collect();
    assert_eq!(halves, [1, 16, 1, 4, 1]);
    let turns = |minus_j, sum, dif| Turns { minus_j, sum, dif };
    assert_eq!(spec.stages()[0].turns(0, 9), turns(false, None, None));
    assert_eq!(spec.stages()[1].turns(0, 7), turns(false, Some(0), Some(14)));
    assert_eq!(spec.stages()[1].turns(1, 7), turns(true, Some(7), Some(21)));
    assert_eq!(spec.stages()[3].turns(6, 1), turns(false, Some(0), Some(2)));
}

fn refusal(spec: &FftSpec) -> String {
    spec.check().unwrap_err().to_string()
}

#[test]
fn values_out_of_range_are_refused_in_sentences() {
    let base = FftSpec::default;
    let schedule = |text: &str| text.parse::<Schedule>().unwrap();
    let cases = [
        (
            FftSpec { len: 1000, ..base() },
            "len 1000 is not a power of two from 4 to 65536; the nearest that is: 1024",
        ),
        (
            FftSpec { len: 700, ..base() },
            "len 700 is not a power of two from 4 to 65536; the nearest that is: 512",
        ),
        (FftSpec { len: 2, ..base() }, "len 2 is not a power of two from 4 to 65536; the nearest that is: 4"),
        (FftSpec { len: 0, ..base() }, "len 0 is not a power of two from 4 to 65536; the nearest that is: 4"),
        (
            FftSpec { len: 1 << 17, ..base() },
            "len 131072 is not a power of two from 4 to 65536; the nearest that is: 65536",
        ),
        (FftSpec { data: 33, ..base() }, "data 33 is out of range; a component has 2 to 32 bits"),
        (FftSpec { data: 1, ..base() }, "data 1 is out of range; a component has 2 to 32 bits"),
        (FftSpec { twiddle: 0, ..base() }, "twiddle 0 is out of range; a twiddle component has 2 to 32 bits"),
        (
            FftSpec { data: 30, schedule: Schedule::Guarded(3), ..base() },
            "data 30 with 3 guard bits needs 33 bits and a word has at most 32; use at most 2 guard bits",
        ),
        (
            FftSpec { schedule: schedule("1,1,0"), ..base() },
            "schedule has 3 stages and len 1024 needs 10; write one shift a stage, comma-separated",
        ),
        (
            FftSpec { len: 8, schedule: schedule("1,9,0"), ..base() },
            "stage 1 shifts by 9; a stage shifts right by 0 to 8 bits",
        ),
        (
            FftSpec { len: 8, schedule: schedule("1,1/40,0"), ..base() },
            "stage 1 has an output of 40 bits and a word has 2 to 32; write a width in that range",
        ),
        (
            FftSpec { len: 65536, schedule: Schedule::Grow, ..base() },
            "stage 15 has an output of 33 bits and a word has 2 to 32; use less data bits, a shorter len, or a schedule that shifts",
        ),
    ];
    for (spec, sentence) in cases {
        assert_eq!(refusal(&spec), sentence);
    }
}

#[test]
fn texts_that_are_no_schedule_are_refused() {
    for text in ["", "half", "guarded:", "guarded:x", "1,,1", "1/", "align:2", "align:x,1", "-1,1"] {
        let sentence = format!(
            "schedule '{text}' is not understood; use halve, grow, guarded:G, or shifts such as 1,1,0 (SHIFT/WIDTH sets a width, align:G, first aligns the input)"
        );
        assert_eq!(text.parse::<Schedule>().unwrap_err().to_string(), sentence);
    }
}

#[test]
fn an_unknown_key_in_the_toml_is_named() {
    let sentence = FftSpec::from_toml("len = 64\nwidth = 12\n").unwrap_err().to_string();
    assert!(
        sentence.starts_with("the spec is not valid: TOML parse error at line 2, column 1"),
        "{sentence}"
    );
    assert!(
        sentence.contains("unknown field `width`, expected one of `len`, `data`, `twiddle`"),
        "{sentence}"
    );
    let sentence = FftSpec::from_toml("len = 100").unwrap_err().to_string();
    assert_eq!(sentence, "len 100 is not a power of two from 4 to 65536; the nearest that is: 128");
}

#[test]
fn named_schedules_lay_out_as_the_contract_says() {
    let layout = |schedule, data| {
        let spec = FftSpec { len: 16, data, schedule, ..FftSpec::default() }.check().unwrap();
        let stages: Vec<_> = spec.stages().iter().map(|s| (s.width_in, s.shift, s.width_out)).collect();
        (stages, spec.exponent(), spec.output())
    };
    assert_eq!(layout(Schedule::Halve, 16), (vec![(16, 1, 16); 4], 4, QFormat { width: 16, frac: 11 }));
    assert_eq!(
        layout(Schedule::Grow, 12),
        (vec![(12, 0, 14), (14, 0, 15), (15, 0, 16), (16, 0, 17)], 0, QFormat { width: 17, frac: 11 })
    );
    assert_eq!(
        layout(Schedule::Guarded(3), 10),
        (vec![(13, 1, 13), (13, 1, 13), (13, 1, 13), (13, 4, 10)], 4, QFormat { width: 10, frac: 5 })
    );
    let stages = [(1, Some(18)), (0, None), (2, Some(9)), (0, None)];
    let stages = stages.map(|(shift, width)| StageFormat { shift, width }).to_vec();
    let explicit = Schedule::Explicit { align: 2, stages };
    assert_eq!(explicit.to_string(), "align:2,1/18,0,2/9,0");
    assert_eq!("align:2, 1/18, 0, 2/9, 0".parse(), Ok(explicit.clone()));
    assert_eq!(
        layout(explicit, 14),
        (vec![(16, 1, 18), (18, 0, 14), (14, 2, 9), (9, 0, 14)], 1, QFormat { width: 14, frac: 12 })
    );
}

#[test]
fn frames_are_checked_once() {
    let spec = FftSpec { len: 4, data: 8, ..FftSpec::default() }.check().unwrap();
    let zero = Complex::new(0, 0);
    assert_eq!(
        Frame::new(&spec, vec![zero; 3]).unwrap_err().to_string(),
        "a frame has 4 samples and 3 were given; pad, crop or resample them"
    );
    assert_eq!(
        Frame::new(&spec, vec![zero, Complex::new(0, 128), zero, zero]).unwrap_err().to_string(),
        "sample 1 is 0+128i and a component of 8 bits holds -128 to 127; scale the input"
    );
}

#[test]
fn typed_frames_go_in_and_out() {
    let spec = FftSpec { len: 8, order: Order::Natural, ..FftSpec::default() }.check().unwrap();
    let words = SplitMix64::new(5).samples(8, 14);
    let typed: Vec<_> = words
        .iter()
        .map(|z| Complex::new(I1F15::from_bits(z.re as i16), I1F15::from_bits(z.im as i16)))
        .collect();
    let frame = Frame::from_fixed(&spec, &typed).unwrap();
    assert_eq!(frame, Frame::new(&spec, words).unwrap());
    let spectrum = FftModel::new(&spec).run(&frame);
    let out: Vec<Complex<I2F14>> = spectrum.to_fixed(spec.output()).unwrap();
    assert!(
        out.iter()
            .zip(&spectrum.bins)
            .all(|(a, b)| i32::from(a.re.to_bits()) == b.re && i32::from(a.im.to_bits()) == b.im)
    );
}

#[test]
fn a_type_of_another_width_is_refused() {
    let spec = FftSpec { len: 4, data: 12, ..FftSpec::default() }.check().unwrap();
    let sentence = |typed, side| {
        format!(
            "the sample type has {typed} bits and the transform's {side} has 12; use a type of 12 bits, or plain words"
        )
    };
    let zero = Complex::new(I1F7::ZERO, I1F7::ZERO);
    let refused = Frame::from_fixed(&spec, &[zero; 4]).unwrap_err();
    assert!(matches!(refused, FrameError::Typed(_)));
    assert_eq!(refused.to_string(), sentence(8, "input"));
    let spectrum = FftModel::new(&spec).run(&Frame::new(&spec, vec![Complex::new(0, 0); 4]).unwrap());
    assert_eq!(spectrum.to_fixed::<I1F31>(spec.output()).unwrap_err().to_string(), sentence(32, "output"));
}
