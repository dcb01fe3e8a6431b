// SPDX-License-Identifier: MIT OR Apache-2.0
//! The cheapest spec is the cheapest of all measured ones.

use utsushi::fft::{CheckedSpec, FftSpec, Schedule};
use utsushi::number::Rounding;
use utsushi::quality::{BitCost, CostModel, Measurer, Space, Stimulus, Target, cheapest};

fn space() -> Space {
    let schedules = [Schedule::Halve, Schedule::Guarded(1), Schedule::Guarded(2)];
    Space { data: 9..=13, twiddle: 7..=12, schedules: schedules.to_vec(), roundings: Rounding::ALL.to_vec() }
}

fn target(sqnr_db: f64) -> Target {
    Target { sqnr_db, stimulus: Stimulus::default(), samples: 20_000, seed: 1 }
}

/// Every spec of the space, measured: no prediction takes part.
fn by_exhaustion(base: &FftSpec, cost: &dyn CostModel, target: &Target) -> Option<f64> {
    let (space, mut least) = (space(), None::<f64>);
    for data in space.data {
        let measurer = Measurer::new(base.len, data, &target.stimulus, target.samples, target.seed).unwrap();
        for (schedule, rounding) in space.schedules.iter().flat_map(|s| Rounding::ALL.map(|r| (s.clone(), r)))
        {
            for twiddle in space.twiddle.clone() {
                let spec = FftSpec { data, twiddle, rounding, schedule: schedule.clone(), ..base.clone() };
                let spec = spec.check().unwrap();
                if measurer.measure(&spec).unwrap().sqnr_db >= target.sqnr_db {
                    least = Some(least.map_or(cost.cost(&spec), |least| least.min(cost.cost(&spec))));
                }
            }
        }
    }
    least
}

#[test]
fn it_is_what_measuring_everything_finds() {
    let base = FftSpec { len: 64, ..FftSpec::default() };
    for sqnr_db in [32.0, 36.5, 41.0, 47.0] {
        let found = cheapest(&base, &space(), &BitCost, &target(sqnr_db)).unwrap();
        assert_eq!(Some(found.cost), by_exhaustion(&base, &BitCost, &target(sqnr_db)), "{sqnr_db} dB");
        assert!(found.measured.sqnr_db >= sqnr_db);
        assert_eq!(found.considered, 5 * 6 * 9);
        assert!(found.measurements < 10, "{} measurements: the predictor prunes", found.measurements);
    }
}

#[test]
fn another_cost_finds_another_spec() {
    let base = FftSpec { len: 64, ..FftSpec::default() };
    // Twiddles ten times as dear as data: as few bits in them as will do.
    let dear = |spec: &CheckedSpec| BitCost.cost(spec) + 9.0 * f64::from(spec.spec().twiddle);
    let (cheap, other) = (
        cheapest(&base, &space(), &BitCost, &target(41.0)).unwrap(),
        cheapest(&base, &space(), &dear, &target(41.0)).unwrap(),
    );
    assert!(other.spec.twiddle < cheap.spec.twiddle, "{:?} {:?}", cheap.spec, other.spec);
    assert_eq!(Some(other.cost), by_exhaustion(&base, &dear, &target(41.0)));
}

/// Half of a cost of bits by hand: 16 bits in each of 6 stages and 12 of twiddle.
#[test]
fn bits_are_counted() {
    let cost = |schedule| {
        BitCost.cost(
            &FftSpec { len: 64, data: 16, twiddle: 12, schedule, ..FftSpec::default() }.check().unwrap(),
        )
    };
    assert_eq!(cost(Schedule::Halve), 16.0 * 6.0 + 12.0);
    assert_eq!(cost(Schedule::Guarded(3)), 19.0 * 6.0 + 12.0);
    assert_eq!(cost(Schedule::Grow), f64::from(16 + 18 + 19 + 20 + 21 + 22 + 12));
}
