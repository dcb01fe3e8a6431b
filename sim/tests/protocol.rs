// SPDX-License-Identifier: MIT OR Apache-2.0
//! The streams' behaviour around the arithmetic: stalls, resets, frame ends, rate and latency.

mod support;

use support::boundaries::{READINESS, reset_at, wrong_ends};
use support::clocks::events_and_handshakes;
use support::frames::mixed;
use support::{assert_equal, in_parallel, options, spec};
use utsushi::fft::{CheckedSpec, FftModel, Order};
use utsushi_sim::{Dut, DutOptions, Stall};

/// Lengths that differ in their delay lines and multipliers, both orders, overflowing on the way.
fn shapes() -> [CheckedSpec; 4] {
    [
        "len = 4\ndata = 5\ntwiddle = 6\nschedule = '0,0'\n",
        "len = 8\ndata = 6\ntwiddle = 5\norder = 'bit-reversed'\nschedule = 'guarded:1'\n",
        "len = 16\ndata = 9\ntwiddle = 10\nschedule = '1,0,1,1'\n",
        "len = 64\ndata = 12\ntwiddle = 8\norder = 'bit-reversed'\n",
    ]
    .map(spec)
}

/// Every kind of stall there is, from open wide to almost shut.
fn stalls() -> Vec<Stall> {
    let mut all = vec![Stall::None, Stall::Alternate];
    let shares = [(75, 75), (100, 30), (30, 100), (5, 90), (90, 5), (50, 50), (15, 15)];
    all.extend((1..).zip(shares).map(|(seed, (input, output))| Stall::Random { seed, input, output }));
    all.extend((1..).zip([1, 2, 3, 7, 32, 200]).map(|(seed, longest)| Stall::Burst { seed, longest }));
    all.extend([1, 2, 3, 5, 16, 100, 400].map(|clocks| Stall::Block { clocks }));
    all
}

#[test]
fn no_stall_and_no_power_up_value_changes_a_bit() {
    let runs = in_parallel(&shapes(), |spec| {
        let model = FftModel::new(spec);
        let mut dut = Dut::build(spec, &options()).unwrap();
        let frames = mixed(spec, 24, 1);
        for (seed, stall) in (0..3).flat_map(|seed| stalls().into_iter().map(move |stall| (seed, stall))) {
            dut.set_stall(reseed(stall, seed));
            dut.set_x_seed(seed * 1000 + 7);
            assert_equal(&mut dut, &model, &frames, 1);
        }
        3 * stalls().len()
    });
    assert_eq!(runs, [66; 4]);
}

/// The same pattern from another seed.
fn reseed(stall: Stall, by: u64) -> Stall {
    match stall {
        Stall::Random { seed, input, output } => Stall::Random { seed: seed + 100 * by, input, output },
        Stall::Burst { seed, longest } => Stall::Burst { seed: seed + 100 * by, longest },
        other => other,
    }
}

/// Full rate is one sample a clock without a gap, and latency is what the header says, at every length.
#[test]
fn full_rate_and_documented_latency_at_every_length() {
    let shapes: Vec<_> = (2..=12).flat_map(|l| Order::ALL.map(|order| (1 << l, order))).collect();
    let checked = in_parallel(&shapes, |(len, order)| {
        let data = 4 + (len % 7);
        let spec = spec(&format!("len = {len}\ndata = {data}\ntwiddle = 6\norder = '{order}'\n"));
        let mut dut = Dut::build(&spec, &DutOptions { stamps: true, ..options() }).unwrap();
        let frames = mixed(&spec, 4, 3);
        let run = dut.run(&frames).unwrap();
        let (count, latency) = (4 * *len as u64, utsushi_sim::latency(&spec));
        assert_eq!(run.output_stamps[0] - run.input_stamps[0], latency, "{len} points, {order}");
        assert!(run.input_stamps.iter().copied().eq(0..count), "{len} points, {order}: input waits");
        assert!(
            run.output_stamps.iter().copied().eq(latency..latency + count),
            "{len} points, {order}: gaps"
        );
        assert_eq!(run.clocks, latency + count);
        run.clocks
    });
    println!("{} pipelines, {} clocks", checked.len(), checked.iter().sum::<u64>());
    assert_eq!(checked.len(), 22);
}

/// A frame leaves by itself, as fast as if others followed.
#[test]
fn a_frame_drains_without_further_input() {
    for spec in shapes() {
        let mut dut = Dut::build(&spec, &DutOptions { stamps: true, ..options() }).unwrap();
        let model = FftModel::new(&spec);
        for seed in 0..4 {
            let frames = mixed(&spec, 1 + seed as usize, seed);
            assert_equal(&mut dut, &model, &frames, seed);
            let run = dut.run(&frames).unwrap();
            let last_in = run.input_stamps.last().unwrap();
            let last_out = run.output_stamps.last().unwrap();
            assert_eq!(last_out - last_in, utsushi_sim::latency(&spec), "{}", spec.spec().to_toml());
        }
    }
}

/// Frame boundaries are the counter's: wrong `tlast` and later `tuser` change no bit and are counted exactly.
#[test]
fn wrong_tlast_and_later_tuser_change_nothing_but_the_events() {
    for spec in shapes() {
        let dut = Dut::build(&spec, &options()).unwrap();
        for stall in stalls() {
            wrong_ends(&dut, stall).unwrap_or_else(|f| panic!("{stall}: {f}\n{}", spec.spec().to_toml()));
        }
    }
}

/// Resets from the first clock to beyond the fourth frame, output flowing, blocked and in between:
/// what was inside is gone, and the next frames are right.
#[test]
fn a_reset_at_any_moment_leaves_nothing_behind() {
    let resets = in_parallel(&shapes(), |spec| {
        let (len, dut) = (spec.spec().len as u64, Dut::build(spec, &options()).unwrap());
        let phases = (1..=4 * len + utsushi_sim::latency(spec)).step_by(if len > 16 { 5 } else { 1 });
        let (mut resets, mut pending) = (0, 0);
        for (phase, readiness) in phases.flat_map(|phase| READINESS.map(|r| (phase, r))) {
            let found = reset_at(&dut, phase, readiness);
            let was_pending =
                found.unwrap_or_else(|f| panic!("reset at clock {phase}: {f}\n{}", spec.spec().to_toml()));
            pending += u64::from(was_pending);
            resets += 1;
        }
        assert!(pending > resets / 6, "output was pending at {pending} of {resets} resets");
        resets
    });
    println!("{resets:?} resets");
    assert!(resets.iter().all(|&count| count > 90));
}

/// Block memories and tables that are read ahead remember a clock more than the others: a reset in each clock of a frame,
/// while all stages are busy.
#[test]
fn a_reset_in_any_clock_leaves_nothing_behind_in_block_memories() {
    let specs = ["len = 128\ndata = 9\n", "len = 256\ndata = 9\ndecomposition = 'radix22'\n"].map(spec);
    in_parallel(&specs, |spec| {
        let (len, dut) = (spec.spec().len as u64, Dut::build(spec, &options()).unwrap());
        let busy = len + utsushi_sim::latency(spec);
        for phase in busy..busy + len {
            reset_at(&dut, phase, |_| true)
                .unwrap_or_else(|f| panic!("reset at clock {phase}: {f}\n{}", spec.spec().to_toml()));
        }
    });
}

/// Events stand exactly one clock after their beat; outputs and ready do not look through to the inputs.
#[test]
fn events_are_one_clock_late_and_handshakes_come_from_registers() {
    for spec in shapes() {
        let dut = Dut::build(&spec, &options()).unwrap();
        events_and_handshakes(&dut, 4000).unwrap_or_else(|f| panic!("{f}\n{}", spec.spec().to_toml()));
    }
}
