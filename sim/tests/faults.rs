// SPDX-License-Identifier: MIT OR Apache-2.0
//! A design that stops itself stops its simulation, never the process, and says where.

mod common;

use common::{both_verilators, design, tools_with};
use utsushi_sim::{Library, Literal, SimError, Simulation};

fn counters() -> Vec<(&'static str, Library)> {
    let build = |path| tools_with(Some(path)).build(&design("counter", &[("WIDTH", 12)])).unwrap();
    both_verilators().into_iter().map(|(name, path)| (name, build(path))).collect()
}

/// A counter that runs to its end, told to stop by `stop_by`.
fn stopped(library: &Library, stop_by: u64) -> (Simulation, String) {
    let mut sim = library.simulation(1).unwrap();
    sim.reset(2).unwrap();
    sim.set(sim.port("enable").unwrap(), 1).unwrap();
    sim.set(sim.port("stop_by").unwrap(), stop_by).unwrap();
    let error = sim.clock(100).unwrap_err();
    assert!(matches!(error, SimError::Fault(_)), "{error:?}");
    (sim, error.to_string())
}

#[test]
fn every_way_to_stop_is_told_with_its_line() {
    let mut checked = 0;
    for (name, library) in counters() {
        let sentences = [
            "counter.v:16: the Verilog called $finish",
            "counter.v:17: the Verilog called $stop",
            "counter.v:18: the Verilog reports an error: count is 5",
            "counter.v:19: the Verilog reports an error: count was 5",
        ];
        for (stop_by, sentence) in (1..).zip(sentences) {
            assert_eq!(stopped(&library, stop_by).1, sentence, "{name}");
            checked += 1;
        }
    }
    println!("{checked} sentences checked");
}

#[test]
fn a_stopped_simulation_refuses_everything_after() {
    for (name, library) in counters() {
        let (mut sim, sentence) = stopped(&library, 1);
        let refused = format!("the simulation has stopped before ({sentence}); make a new one");
        let count = sim.port("count").unwrap();
        let enable = sim.port("enable").unwrap();
        let errors = [
            sim.clock(1).unwrap_err(),
            sim.eval().unwrap_err(),
            sim.get(count).unwrap_err(),
            sim.set(enable, 1).unwrap_err(),
            sim.cycles(&[(enable, &[1])], &[], &[count]).unwrap_err(),
            // A second $finish would end the process, were it left to Verilator.
            sim.clock(1).unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.to_string(), refused, "{name}");
        }
    }
}

#[test]
fn many_finishes_leave_the_process_and_the_others_alone() {
    for (_, library) in counters() {
        let mut bystander = library.simulation(3).unwrap();
        bystander.reset(1).unwrap();
        for round in 0..50 {
            drop(stopped(&library, 1 + round % 4));
        }
        bystander.set(library.port("enable").unwrap(), 1).unwrap();
        bystander.clock(40).unwrap();
        assert_eq!(bystander.get(library.port("count").unwrap()).unwrap(), 40);
    }
}

#[test]
fn what_the_verilog_prints_is_in_the_log_of_its_instance() {
    for (name, library) in counters() {
        let mut sims = [library.simulation(1).unwrap(), library.simulation(2).unwrap()];
        for (sim, stop_by) in sims.iter_mut().zip([5, 0]) {
            sim.reset(1).unwrap();
            sim.set(library.port("enable").unwrap(), 1).unwrap();
            sim.set(library.port("stop_by").unwrap(), stop_by).unwrap();
            sim.clock(20).unwrap();
        }
        assert_eq!(sims.map(|sim| sim.log()), ["hello from 5\n", ""], "{name}");
    }
}

#[test]
fn a_missing_data_file_is_an_error() {
    for (name, path) in both_verilators() {
        let parameters = vec![("DIR".to_owned(), Literal::Text("/nonexistent".into()))];
        let memory = utsushi_sim::Design { parameters, reset: None, ..design("memory", &[]) };
        let error = tools_with(Some(path)).build(&memory).unwrap().simulation(1).unwrap_err();
        let sentence = "/nonexistent/rom.hex: Verilator's runtime warns: $readmem file not found";
        assert_eq!(error.to_string(), sentence, "{name}");
    }
}
