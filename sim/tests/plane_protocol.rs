// SPDX-License-Identifier: MIT OR Apache-2.0
//! Images one after the other through `fft_plane`: flags, stalls, resets, image ends, rate and latency.

mod support;

use support::bench::{Bench, Drive};
use support::planes::{assert_equal, batch, beats, events, images, plan, run_both, same, sides, stalls};
use support::{Finding, in_parallel, options};
use utsushi::fft::PlanePlan;
use utsushi_sim::{DutOptions, PlaneDut, SplitMix64, Stall, plane_latency};

/// Sizes at which most images are inside at once, and longer ones, both orders of each axis.
fn shapes() -> [PlanePlan; 5] {
    [
        ("len = 4\ndata = 5\nschedule = '0,1'\n", "len = 4\nschedule = '1,0'\n"),
        (
            "len = 4\ndata = 6\norder = 'bit-reversed'\n",
            "len = 8\norder = 'bit-reversed'\nschedule = '0,1,1'\n",
        ),
        ("len = 16\ndata = 9\nschedule = '1,0,1,1'\n", "len = 4\n"),
        ("len = 4\ndata = 8\n", "len = 32\nschedule = '0,1,1,1,1'\n"),
        ("len = 8\ndata = 7\ndecomposition = 'radix22'\n", "len = 16\norder = 'bit-reversed'\n"),
    ]
    .map(|(rows, columns)| plan(rows, columns))
}

#[test]
fn no_stall_and_no_power_up_value_changes_a_bit() {
    let runs = in_parallel(&shapes(), |plan| {
        let mut dut = PlaneDut::build(plan, &options()).unwrap();
        let images = images(plan, 20, 1);
        for (x_seed, stall) in (0..).zip(stalls()) {
            dut.set_stall(stall);
            dut.set_x_seed(x_seed);
            assert_equal(&mut dut, plan, &images, 1);
        }
        stalls().len()
    });
    assert_eq!(runs, [15; 5]);
}

/// A word a clock without a gap, and the latency of the header, at many sizes.
#[test]
fn full_rate_and_documented_latency() {
    let sizes = [(2, 2), (2, 3), (3, 2), (5, 2), (2, 5), (4, 4), (6, 3), (3, 6), (6, 6)];
    let orders = ["natural", "bit-reversed"];
    let shapes: Vec<_> = sizes.into_iter().flat_map(|size| orders.map(|order| (size, order))).collect();
    let clocks = in_parallel(&shapes, |&((x, y), order)| {
        let rows = format!("len = {}\ndata = {}\ntwiddle = 6\n", 1 << x, 4 + x);
        let plan = plan(&rows, &format!("len = {}\ntwiddle = 7\norder = '{order}'\n", 1 << y));
        let mut dut = PlaneDut::build(&plan, &DutOptions { stamps: true, ..options() }).unwrap();
        let (count, latency) = (4 << (x + y), plane_latency(dut.rows(), dut.columns()));
        let run = dut.run(&images(&plan, 4, 3)).unwrap();
        let case = format!("{} x {}, {order}", 1 << x, 1 << y);
        assert_eq!(run.output_stamps[0] - run.input_stamps[0], latency, "{case}");
        assert!(run.input_stamps.iter().copied().eq(0..count), "{case}: input waits");
        assert!(run.output_stamps.iter().copied().eq(latency..latency + count), "{case}: gaps");
        run.clocks
    });
    println!("{} planes, {} clocks", clocks.len(), clocks.iter().sum::<u64>());
    assert_eq!(clocks.len(), 18);
}

/// Image boundaries are the counter's: wrong `tlast` and later `tuser` change no bit and are counted exactly.
#[test]
fn wrong_tlast_and_later_tuser_change_nothing_but_the_events() {
    for plan in shapes() {
        let dut = PlaneDut::build(&plan, &options()).unwrap();
        for (seed, stall) in (1..).zip(stalls()) {
            wrong_ends(&dut, &plan, seed, stall)
                .unwrap_or_else(|finding| panic!("{finding}, stall {stall}, seed {seed}"));
        }
    }
}

fn wrong_ends(dut: &PlaneDut, plan: &PlanePlan, seed: u64, stall: Stall) -> Result<(), Finding> {
    let ([width, height], images) = (sides(plan), images(plan, 12, seed));
    let (len, data) = (width * height, dut.rows().input().width);
    let mut random = SplitMix64::new(seed);
    let (words, flags) = beats(&images, data, |n, flag| {
        let junk = random.next_word() as u8;
        if n == 0 { flag & 2 | junk & 1 } else { junk & 3 }
    });
    let last = |n: &usize| (n + 1).is_multiple_of(len);
    let missing = (0..flags.len()).filter(|n| last(n) && flags[*n] & 1 == 0).count() as u64;
    let unexpected = (0..flags.len()).filter(|n| !last(n) && flags[*n] & 1 == 1).count() as u64;
    let mut simulation = dut.library().simulation(seed)?;
    simulation.reset(1)?;
    let streamed = simulation.stream(&batch(&words, &flags, len, stall))?;
    let counted = [streamed.events[0], streamed.events[1], streamed.events[2]];
    if counted != [12, missing, unexpected] {
        return Err(Finding::Other(format!(
            "12 images, {missing} ends missing, {unexpected} unexpected: {counted:?}"
        )));
    }
    if let Some(n) = (0..flags.len()).find(|n| !last(n) && streamed.flags[*n] & 2 != 0) {
        return Err(Finding::Other(format!("the overflow flag stands on beat {n}")));
    }
    same(dut, plan, &images, &streamed)
}

/// Resets from the first clock to beyond the fourth image, output flowing, blocked and in between.
#[test]
fn a_reset_at_any_moment_leaves_nothing_behind() {
    let resets = in_parallel(&shapes(), |plan| {
        let dut = PlaneDut::build(plan, &options()).unwrap();
        let len = sides(plan).into_iter().product::<usize>() as u64;
        let phases =
            (1..=4 * len + plane_latency(dut.rows(), dut.columns())).step_by(if len > 16 { 7 } else { 1 });
        let mut resets = 0;
        for (phase, takes) in phases.flat_map(|phase| [0, 1, 2].map(|takes| (phase, takes))) {
            reset_at(&dut, plan, phase, takes)
                .unwrap_or_else(|f| panic!("reset at clock {phase}, output {takes}/2 of the time: {f}"));
            resets += 1;
        }
        resets
    });
    println!("{resets:?} resets");
    assert!(resets.iter().all(|&count| count > 80));
}

/// Drives `phase` clocks, the output taken in `takes` halves of them, resets in a clock that offers a beat, and runs images.
fn reset_at(dut: &PlaneDut, plan: &PlanePlan, phase: u64, takes: u64) -> Result<(), Finding> {
    let data = dut.rows().input().width;
    let (words, flags) = beats(&images(plan, 10, 6), data, |_, flag| flag);
    let mut bench = Bench::new(dut.library(), phase)?;
    let (mut random, mut at) = (SplitMix64::new(phase), 0);
    for _ in 0..phase {
        let (last, user) = (flags[at] & 1 != 0, flags[at] & 2 != 0);
        let ready = random.next_word() % 2 < takes;
        let seen = bench.clock(Drive { rst: false, valid: true, data: words[at], last, user, ready })?;
        at = (at + usize::from(seen.ready)) % words.len();
    }
    bench.clock(Drive { rst: true, valid: true, data: 1, last: true, user: true, ready: true })?;
    let after = bench.clock(Drive { ready: true, ..Drive::default() })?;
    if after.valid || after.started || after.missing || after.unexpected {
        return Err(Finding::Other(format!("right after the reset: {after:?}")));
    }
    // Quiet images first: a flag left behind would show.
    let images = images(plan, 4, phase);
    let images = [images[2].clone(), images[0].clone(), images[1].clone()];
    let (words, flags) = beats(&images, data, |_, flag| flag);
    let stall = Stall::Random { seed: phase, input: 80, output: 80 };
    let streamed = bench.simulation.stream(&batch(&words, &flags, words.len() / 3, stall))?;
    if streamed.events[..3] != [3, 0, 0] {
        return Err(Finding::Other(format!("events {:?}", &streamed.events[..3])));
    }
    same(dut, plan, &images, &streamed)
}

/// Events stand exactly one clock after their beat; outputs and ready do not look through to the inputs.
#[test]
fn events_are_one_clock_late_and_handshakes_come_from_registers() {
    for plan in shapes() {
        let dut = PlaneDut::build(&plan, &options()).unwrap();
        events(&dut, 4000).unwrap_or_else(|finding| panic!("{finding}"));
    }
}

#[test]
fn an_image_leaves_without_further_input() {
    for plan in shapes() {
        let mut dut = PlaneDut::build(&plan, &DutOptions { stamps: true, ..options() }).unwrap();
        for count in 1..4 {
            let images = images(&plan, count, 9);
            run_both(&mut dut, &plan, &images).unwrap_or_else(|finding| panic!("{finding}"));
            let run = dut.run(&images).unwrap();
            let latency = run.output_stamps.last().unwrap() - run.input_stamps.last().unwrap();
            assert_eq!(latency, plane_latency(dut.rows(), dut.columns()));
        }
    }
}
