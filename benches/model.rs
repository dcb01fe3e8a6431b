// SPDX-License-Identifier: MIT OR Apache-2.0
//! The readable model, the reference and the plan on each back-end, frame by frame: a guard against regressions.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use num_complex::Complex;
use utsushi::fft::kernels::Backend;
use utsushi::fft::{
    CheckedSpec, Decomposition, Direction, FftModel, FftPlan, FftSpec, Frame, Reference, Sample, Schedule,
    TwiddleRom,
};

fn frame(spec: &CheckedSpec) -> Frame {
    // A chirp within the unit disk: every stage has work to do.
    let full = f64::from(spec.input().max()) - 64.0;
    let sample = |n: usize| {
        let angle = (n * n) as f64 * 0.01;
        Complex::new((full * angle.cos()) as i32, (full * angle.sin()) as i32)
    };
    Frame::new(spec, (0..spec.spec().len).map(sample).collect()).expect("the chirp fits the input")
}

fn engines(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("frame");
    for len in [64, 256, 1024, 4096] {
        let spec = FftSpec { len, ..FftSpec::default() }.check().expect("the spec is valid");
        let frame = frame(&spec);
        let (model, reference) = (FftModel::new(&spec), Reference::new(&spec));
        group.throughput(Throughput::Elements(len as u64));
        group.bench_function(BenchmarkId::new("model", len), |b| b.iter(|| model.run(black_box(&frame))));
        group.bench_function(BenchmarkId::new("reference", len), |b| {
            b.iter(|| reference.run(black_box(&frame)));
        });
    }
    group.finish();
}

fn plans(criterion: &mut Criterion) {
    for decomposition in Decomposition::ALL {
        plans_of(criterion, decomposition);
    }
}

fn plans_of(criterion: &mut Criterion, decomposition: Decomposition) {
    for len in [64, 256, 1024, 4096] {
        let narrow = FftSpec { len, decomposition, ..FftSpec::default() }.check().expect("the spec is valid");
        let short = |z: &Complex<i32>| Complex::new(z.re as i16, z.im as i16);
        let source: Vec<Complex<i16>> = frame(&narrow).samples().iter().map(short).collect();
        plans_on(criterion, &format!("plan of {decomposition}"), &narrow, &source);
        let wide = FftSpec { data: 24, twiddle: 18, ..narrow.spec().clone() };
        let wide = wide.check().expect("the spec is valid");
        plans_on(criterion, &format!("wide plan of {decomposition}"), &wide, frame(&wide).samples());
    }
}

fn plans_on<S: Sample>(criterion: &mut Criterion, name: &str, spec: &CheckedSpec, source: &[Complex<S>]) {
    let (mut group, len) = (criterion.benchmark_group(name), source.len());
    group.throughput(Throughput::Elements(len as u64));
    for backend in Backend::available() {
        let plan = FftPlan::with_backend(spec, backend).expect("a back-end of this machine");
        let mut bins = source.to_vec();
        group.bench_function(BenchmarkId::new(backend.word(), len), |b| {
            b.iter(|| plan.process_into(black_box(source), &mut bins, Direction::Forward));
        });
    }
    group.finish();
}

fn preparation(criterion: &mut Criterion) {
    let spec = FftSpec { schedule: Schedule::Guarded(3), ..FftSpec::default() };
    criterion.bench_function("check a spec", |b| b.iter(|| black_box(&spec).check()));
    let checked = spec.check().expect("the spec is valid");
    criterion.bench_function("plan of 1024", |b| b.iter(|| FftPlan::new(black_box(&checked))));
    criterion.bench_function("twiddle table of 512", |b| b.iter(|| TwiddleRom::new(black_box(512), 16)));
}

criterion_group!(benches, engines, plans, preparation);
criterion_main!(benches);
