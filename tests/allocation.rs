// SPDX-License-Identifier: MIT OR Apache-2.0
//! A plan allocates when it is made and never again.

use allocation_counter::measure;
use num_complex::Complex;
use utsushi::fft::kernels::Backend;
use utsushi::fft::{CheckedSpec, Direction, FftPlan, FftSpec, Sample, Schedule};

/// Calls of the allocator while `work` runs.
fn allocations(work: impl FnOnce()) -> u64 {
    measure(work).count_total
}

fn check<S: Sample>(spec: &CheckedSpec) {
    let len = spec.spec().len;
    for backend in Backend::available() {
        let plan = FftPlan::with_backend(spec, backend).unwrap();
        for frames in [1, 2, 5, 16, 33] {
            let (input, mut output) =
                (vec![Complex::<S>::default(); frames * len], vec![Complex::default(); frames * len]);
            let mut flags = vec![false; frames];
            for direction in [Direction::Forward, Direction::Inverse] {
                let count = allocations(|| {
                    plan.process(&mut output[..len], direction).unwrap();
                    plan.process_into(&input[..len], &mut output[..len], direction).unwrap();
                    plan.process_batch(&mut output, direction, &mut flags).unwrap();
                    plan.process_batch_into(&input, &mut output, direction, &mut flags).unwrap();
                });
                assert_eq!(
                    count,
                    0,
                    "{backend} {} {:?}, {frames} frames",
                    std::any::type_name::<S>(),
                    spec.spec()
                );
            }
        }
    }
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| drop(std::hint::black_box(vec![1_u8; 100]))), 1);
}

#[test]
fn nothing_is_allocated_after_planning() {
    for log2_len in [2, 3, 4, 6, 7, 10, 12] {
        let spec = |data, twiddle, schedule| {
            FftSpec { len: 1 << log2_len, data, twiddle, schedule, ..FftSpec::default() }.check().unwrap()
        };
        check::<i16>(&spec(16, 16, Schedule::Halve));
        check::<i16>(&spec(12, 16, Schedule::Guarded(3)));
        for (data, twiddle) in [(16, 16), (24, 18), (31, 32), (32, 32)] {
            check::<i32>(&spec(data, twiddle, Schedule::Halve));
        }
        check::<i32>(&spec(12, 12, Schedule::Grow));
    }
}
