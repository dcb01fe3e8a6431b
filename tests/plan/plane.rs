// SPDX-License-Identifier: MIT OR Apache-2.0
//! The plane against its definition: the model on every row, then on every column.

use num_complex::Complex;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use utsushi::fft::{CheckedSpec, Direction, FftModel, FftSpec, Order, PlanePlan, Sample, Schedule};
use utsushi::number::{Overflow, Rounding};

use crate::agree::{DIRECTIONS, backends, by_model, fits_i16, narrow, variable};
use crate::common::{Draw, SplitMix64, any_spec};
use crate::frames::mixed;
use crate::specs;

const NARROW_17: &str = "samples of i16 hold words and twiddles of up to 16 bits, and the spec has words of 17 and twiddles of 16; \
                         use samples of i32";
const NARROW_18: &str = "samples of i16 hold words and twiddles of up to 16 bits, and the spec has words of 18 and twiddles of 16; \
                         use samples of i32";

type Plane = (Vec<Complex<i32>>, bool);

/// Rows, then columns, by the model.
fn by_definition(rows: &CheckedSpec, columns: &CheckedSpec, plane: &[Complex<i32>], way: Direction) -> Plane {
    let (width, height) = (rows.spec().len, columns.spec().len);
    let turned = |plane: &[Complex<i32>], width: usize| -> Vec<_> {
        (0..width).flat_map(|x| plane.iter().skip(x).step_by(width).copied().collect::<Vec<_>>()).collect()
    };
    let first = by_model(&FftModel::new(rows), rows, plane, way);
    let second = by_model(&FftModel::new(columns), columns, &turned(&first.words, width), way);
    let overflow = first.flags.iter().chain(&second.flags).any(|flag| *flag);
    (turned(&second.words, height), overflow)
}

fn given<S: Sample + TryFrom<i32>>(plan: &PlanePlan, plane: &[Complex<i32>], way: Direction) -> Plane {
    let mut words: Vec<Complex<S>> = plane.iter().map(|z| narrow(*z)).collect();
    let overflow = plan.process(&mut words, way).unwrap();
    (words.into_iter().map(|z| Complex::new(z.re.into(), z.im.into())).collect(), overflow)
}

fn same(got: &Plane, expected: &Plane, width: usize) -> Result<(), String> {
    if let Some(place) = (0..expected.0.len()).find(|n| got.0[*n] != expected.0[*n]) {
        let (x, y) = (place % width, place / width);
        return Err(format!("column {x}, row {y}: expected {}, got {}", expected.0[place], got.0[place]));
    }
    if got.1 == expected.1 { Ok(()) } else { Err(format!("the overflow flag is expected {}", expected.1)) }
}

/// Every back-end and type, one, two and three threads.
fn check(rows: &CheckedSpec, columns: &CheckedSpec, seed: u64, threads: &[usize]) -> Result<(), String> {
    let width = rows.spec().len;
    for way in DIRECTIONS {
        let plane = mixed(rows, columns.spec().len, way, seed);
        let expected = by_definition(rows, columns, &plane, way);
        for backend in backends() {
            let plan = PlanePlan::with_backend(rows, columns, backend).map_err(|e| e.to_string())?;
            for &threads in threads {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                let fail = |name: &str, text: String| {
                    format!("{backend} {name} {threads} threads {way:?}: {text}\nseed {seed}")
                };
                let got = pool.install(|| given::<i32>(&plan, &plane, way));
                same(&got, &expected, width).map_err(|text| fail("i32", text))?;
                if fits_i16(rows) && fits_i16(columns) {
                    let got = pool.install(|| given::<i16>(&plan, &plane, way));
                    same(&got, &expected, width).map_err(|text| fail("i16", text))?;
                }
            }
        }
    }
    Ok(())
}

#[test]
fn any_pair_of_specs_is_rows_then_columns() {
    let mut runner = TestRunner::new(Config {
        cases: variable("UTSUSHI_TEST_SPECS", 250) as u32,
        rng_seed: RngSeed::Fixed(variable("UTSUSHI_TEST_SEED", 1)),
        max_shrink_iters: 200,
        failure_persistence: None,
        ..Config::default()
    });
    let spec = || {
        prop_oneof![1 => any_spec(7), 3 => specs::narrow(7), 1 => specs::wide(6), 1 => specs::widest(5)]
            .prop_filter("allowed", |spec| spec.check().is_ok())
    };
    // The columns take what the rows give; a schedule that leaves no room for it becomes `halve`.
    let pair = (spec(), spec()).prop_map(|(rows, columns)| {
        let data = rows.check().unwrap().output().width;
        let columns = FftSpec { data, ..columns };
        let columns =
            if columns.check().is_ok() { columns } else { FftSpec { schedule: Schedule::Halve, ..columns } };
        (rows, columns)
    });
    let outcome = runner.run(&(pair, any::<u64>()), |((rows, columns), seed)| {
        let text = format!("rows:\n{}columns:\n{}", rows.to_toml(), columns.to_toml());
        let (rows, columns) = (rows.check().unwrap(), columns.check().unwrap());
        check(&rows, &columns, seed, &[1 + seed as usize % 3])
            .map_err(|e| TestCaseError::fail(format!("{e}\n{text}")))
    });
    outcome.unwrap_or_else(|error| {
        panic!("{error}\nagain: cargo test --test plan any_pair_of_specs_is_rows_then_columns")
    });
}

fn spec(len: usize, data: u32, number: usize) -> CheckedSpec {
    let (rounding, overflow) = (Rounding::ALL[number % 3], Overflow::ALL[number % 2]);
    let order = Order::ALL[(number / 2) % 2];
    FftSpec { len, data, rounding, overflow, order, ..FftSpec::default() }.check().unwrap()
}

#[test]
fn oblong_planes_are_the_same_on_any_number_of_threads() {
    let sizes =
        [(4, 4), (4, 256), (256, 4), (8, 64), (64, 8), (16, 16), (32, 128), (512, 16), (16, 512), (128, 256)];
    for (number, (width, height)) in sizes.into_iter().enumerate() {
        for data in [16, 12, 24] {
            let (rows, columns) = (spec(width, data, number), spec(height, data, number + 1));
            check(&rows, &columns, number as u64, &[1, 2, 3])
                .unwrap_or_else(|e| panic!("{e}\n{}{}", rows.spec().to_toml(), columns.spec().to_toml()));
        }
    }
}

/// One row, or one column, overflows: the plane's flag is set, and it is not where none does.
#[test]
fn the_flag_is_any_rows_or_columns() {
    let (rows, columns) = (spec(64, 16, 1), spec(64, 16, 1));
    let mut draw = SplitMix64::new(41);
    for place in 0..64 {
        let mut plane = draw.samples(64 * 64, 14);
        check(&rows, &columns, place as u64, &[2]).unwrap();
        let calm = by_definition(&rows, &columns, &plane, Direction::Forward);
        assert!(!calm.1);
        // x[k] = max, x[k + N/2] = min: their half difference rounds beyond the range where w = 1 or −j.
        plane[64 * place] = Complex::new(32767, 0);
        plane[64 * place + 32] = Complex::new(-32768, 0);
        let loud = by_definition(&rows, &columns, &plane, Direction::Forward);
        assert!(loud.1);
        for backend in backends() {
            let plan = PlanePlan::with_backend(&rows, &columns, backend).unwrap();
            let got = given::<i16>(&plan, &plane, Direction::Forward);
            same(&got, &loud, 64).unwrap_or_else(|e| panic!("{backend} row {place}: {e}"));
        }
    }
}

#[test]
fn misuse_is_refused_in_sentences() {
    let (rows, columns) = (spec(16, 16, 0), spec(8, 12, 0));
    for backend in backends() {
        let refused = PlanePlan::with_backend(&rows, &columns, backend).unwrap_err();
        let sentence = "the rows give words of 16 bits and the columns take 12; set the columns' data to 16";
        assert_eq!(refused.to_string(), sentence);
        let plan = PlanePlan::with_backend(&rows, &spec(8, 16, 0), backend).unwrap();
        for given in [0, 16, 127, 129, 256] {
            let mut plane = vec![Complex::new(1_i16, 2); given];
            let refused = plan.process(&mut plane, Direction::Forward).unwrap_err();
            assert_eq!(
                refused.to_string(),
                format!("the plane has 16 x 8 samples and the slice has {given}; give exactly one plane")
            );
            assert!(plane.iter().all(|z| *z == Complex::new(1, 2)), "nothing is written");
        }
        let plan = PlanePlan::with_backend(&spec(8, 17, 0), &spec(8, 17, 0), backend).unwrap();
        let refused = plan.process(&mut [Complex::new(0_i16, 0); 64], Direction::Forward).unwrap_err();
        assert_eq!(refused.to_string(), NARROW_17);
    }
}

/// A plane whose columns alone are too wide for i16 is refused before its rows are touched.
#[test]
fn nothing_is_written_where_only_the_columns_are_refused() {
    let wide = FftSpec { len: 8, schedule: Schedule::Guarded(2), ..FftSpec::default() }.check().unwrap();
    for backend in backends() {
        let plan = PlanePlan::with_backend(&spec(8, 16, 0), &wide, backend).unwrap();
        let mut plane = [Complex::new(5_i16, -3); 64];
        let refused = plan.process(&mut plane, Direction::Forward).unwrap_err();
        assert_eq!(refused.to_string(), NARROW_18);
        assert_eq!(plane, [Complex::new(5, -3); 64]);
    }
}
