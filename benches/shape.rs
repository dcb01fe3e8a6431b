// SPDX-License-Identifier: MIT OR Apache-2.0
//! What recognition costs: a mask of 148 thousand pixels to a descriptor of every tier, and comparisons.
//!
//! Prints medians; with `-- index` also the index of 100 000 shapes, which takes minutes to build. The mask is 385 × 385 with a contour of some 1300 points, as large as those of published timings.

use std::hint::black_box;
use std::time::Instant;

use num_complex::Complex;
use utsushi::fft::{FftPlan, FftSpec};
use utsushi::random::SplitMix64;
use utsushi::shape::{
    Descriptor, Entry, Gallery, Index, Mask, Mirror, Outline, Profile, Tier, describe, trace,
};

const SIDE: usize = 385;

fn main() {
    let spec = FftSpec { len: 128, ..FftSpec::default() }.check().expect("a spec");
    let mut plan = FftPlan::new(&spec).expect("a plan");
    let mask = star();
    let points = trace(&mask, 16)[0].contour.len();
    println!("mask of {SIDE} x {SIDE}, {points} contour points; 16 bits, N = 128, microseconds");
    println!("  trace {:.1}", median(201, || drop(black_box(trace(black_box(&mask), 16)))) / 1e3);
    let object = trace(&mask, 16).remove(0);
    println!("  outline {:.1}", median(201, || drop(black_box(Outline::of(black_box(&object))))) / 1e3);
    for tier in Tier::ALL {
        let time = median(201, || {
            let object = trace(black_box(&mask), 16).remove(0);
            let profile = Profile::of(&object, tier, &spec).expect("a contour");
            drop(black_box(describe(&[profile], &mut plan)));
        });
        println!("  mask to {tier} {:.1}", time / 1e3);
    }
    println!("\ncomparisons, nanoseconds each, one thread");
    for tier in Tier::ALL {
        let known = stars(1000, tier, &mut plan);
        let asked = known[0].clone();
        let time = median(31, || {
            let sum: f64 = known.iter().map(|other| black_box(&asked).distance(other)).sum();
            black_box(sum);
        });
        println!("  {tier}, one by one {:.1}", time / 1000.0);
    }
    gallery(&mut plan);
}

/// A gallery that streams, and an index of it.
fn gallery(plan: &mut FftPlan) {
    let spec = plan.spec().clone();
    let descriptors = stars(100_200, Tier::Complex, plan);
    let entry = |(i, descriptor): (usize, &Descriptor)| Entry {
        label: i.to_string(),
        descriptor: descriptor.clone(),
    };
    let entries = descriptors[..100_000].iter().enumerate().map(entry).collect();
    let gallery = Gallery::new("stars", &spec, entries).expect("a gallery");
    let asked = &descriptors[100_000..];
    for count in [1400, 100_000] {
        let entry = |(i, descriptor): (usize, &Descriptor)| Entry {
            label: i.to_string(),
            descriptor: descriptor.clone(),
        };
        let entries = descriptors[..count].iter().enumerate().map(entry).collect();
        let few = Gallery::new("stars", &spec, entries).expect("a gallery");
        let exact = median(101, || drop(black_box(few.distances(black_box(&asked[0])))));
        println!("{count} entries of complex, all distances: {:.1} ns each", exact / count as f64);
    }
    if !std::env::args().any(|argument| argument == "index") {
        return;
    }
    for effort in [50, 100, 200] {
        let begun = Instant::now();
        let index = Index::new(&gallery, effort);
        let built = begun.elapsed().as_secs_f64();
        let begun = Instant::now();
        let near: Vec<_> = asked.iter().map(|d| index.nearest(&gallery, d, 10, Mirror::Same)).collect();
        let each = begun.elapsed().as_secs_f64() * 1e6 / asked.len() as f64;
        let found: usize = near
            .iter()
            .zip(asked)
            .map(|(near, d)| {
                let exact = gallery.rank(d, Mirror::Same);
                near.iter().filter(|n| exact[..10].iter().any(|e| e.place == n.place)).count()
            })
            .sum();
        let recall = 100.0 * found as f64 / (10 * asked.len()) as f64;
        println!(
            "  index, effort {effort}: built in {built:.1} s, {each:.0} µs a search, recall of 10: {recall:.1} %"
        );
    }
}

fn star() -> Mask {
    let centre = SIDE as f64 / 2.0;
    Mask::from_fn(SIDE, SIDE, |x, y| {
        let (x, y) = (x as f64 - centre, y as f64 - centre);
        x.hypot(y) < 130.0 + 45.0 * (5.0 * y.atan2(x)).sin()
    })
}

fn stars(count: usize, tier: Tier, plan: &mut FftPlan) -> Vec<Descriptor> {
    let spec = plan.spec().clone();
    let mut random = SplitMix64::new(7);
    let star = |_| {
        let corner = |i: u32| {
            Complex::from_polar(random.between(20.0, 100.0), std::f64::consts::TAU * f64::from(i) / 12.0)
        };
        Profile::new(&(0..12).map(corner).collect::<Vec<_>>(), tier, &spec).expect("a star")
    };
    let profiles: Vec<Profile> = (0..count).map(star).collect();
    describe(&profiles, plan).expect("a model never fails")
}

/// Median time of a call in nanoseconds.
fn median(runs: usize, mut call: impl FnMut()) -> f64 {
    let mut times: Vec<u128> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            call();
            start.elapsed().as_nanos()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2] as f64
}
