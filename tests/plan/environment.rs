// SPDX-License-Identifier: MIT OR Apache-2.0
//! `UTSUSHI_BACKEND`, as a process finds it: each case is this test in another process.

use std::process::Command;

use num_complex::Complex;
use utsushi::fft::kernels::{Backend, VARIABLE};
use utsushi::fft::{FftPlan, FftSpec, PlanError, PlanePlan};

/// Set in the children.
const CHILD: &str = "UTSUSHI_TEST_CHILD";

/// What the plans of a process say, whose variable is `value`.
fn said(value: Option<&str>) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "--nocapture", "environment::a_plan_in_a_process"]).env(CHILD, "1");
    match value {
        Some(value) => command.env(VARIABLE, value),
        None => command.env_remove(VARIABLE),
    };
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let line = text.lines().find_map(|line| line.split_once("plan: "));
    line.unwrap_or_else(|| panic!("no plan in {text}")).1.to_owned()
}

/// In a child: says the back-end of plans made without one. As a test of its own it only makes sure they can be made.
#[test]
fn a_plan_in_a_process() {
    let spec = FftSpec { len: 16, ..FftSpec::default() }.check().unwrap();
    let name = |outcome: Result<FftPlan, PlanError>| {
        outcome.map_or_else(|e| e.to_string(), |p| p.backend().to_string())
    };
    let text = name(FftPlan::new(&spec));
    let plane = PlanePlan::new(&spec, &spec);
    assert_eq!(
        plane.as_ref().err().map(ToString::to_string),
        FftPlan::new(&spec).err().map(|e| e.to_string())
    );
    if let Ok(plan) = FftPlan::new(&spec) {
        let mut frame = [Complex::new(1600_i16, -1600); 16];
        plan.process(&mut frame, spec.direction()).unwrap();
        assert_eq!((frame[0], frame[1]), (Complex::new(1600, -1600), Complex::new(0, 0)));
    }
    if std::env::var_os(CHILD).is_some() {
        println!("\nplan: {text}");
    } else {
        assert!(plane.is_ok(), "{text}");
    }
}

#[test]
fn the_variable_names_the_back_end() {
    for backend in Backend::available() {
        assert_eq!(said(Some(backend.word())), backend.word());
    }
}

#[test]
fn without_it_or_empty_the_fastest_is_taken() {
    assert_eq!(said(None), Backend::fastest().word());
    assert_eq!(said(Some("")), Backend::fastest().word());
}

#[test]
fn an_unknown_name_is_refused() {
    for name in ["sse9", "AVX2", "avx2 ", "auto"] {
        let sentence = format!(
            "UTSUSHI_BACKEND: back-end '{name}' is unknown; use portable, avx2, avx512bw or avx512vnni"
        );
        assert_eq!(said(Some(name)), sentence);
    }
}

#[test]
fn a_missing_back_end_is_refused_where_one_is_missing() {
    let there: Vec<_> = Backend::available().map(Backend::word).collect();
    for backend in Backend::ALL.into_iter().filter(|backend| !backend.is_available()) {
        let sentence = format!("UTSUSHI_BACKEND: this machine has no {backend}; it has {}", there.join(", "));
        assert_eq!(said(Some(backend.word())), sentence);
    }
}
