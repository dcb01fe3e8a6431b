// SPDX-License-Identifier: MIT OR Apache-2.0
//! Ports, clocks and sweeps, on both Verilators where both are here.

mod common;

use common::{both_verilators, build, design, source, tools_with};
use utsushi_sim::{DataFile, Design, Lint, Literal, SplitMix64};

#[test]
fn a_counter_counts_on_every_verilator() {
    let mut checked = 0;
    for (name, path) in both_verilators() {
        let library = tools_with(Some(path)).build(&design("counter", &[("WIDTH", 12)])).unwrap();
        let mut sim = library.simulation(1).unwrap();
        let (enable, count) = (sim.port("enable").unwrap(), sim.port("count").unwrap());
        sim.reset(2).unwrap();
        sim.set(enable, 1).unwrap();
        for expected in 0..5000_u64 {
            assert_eq!(sim.get(count).unwrap(), expected % 4096, "{name}");
            sim.clock(1).unwrap();
            checked += 1;
        }
    }
    assert!(checked >= 5000, "{checked} counts");
}

fn wide() -> Design {
    Design {
        top: "wide".into(),
        sources: vec![source("wide.v")],
        parameters: vec![
            ("KEY".into(), Literal::Bits { width: 96, words: vec![0x0123_4567_89ab_cdef, 0xfeed_beef] }),
            ("TEXT".into(), Literal::Text("rom".into())),
        ],
        clock: None,
        ..Design::default()
    }
}

#[test]
fn ports_of_every_width_carry_every_bit() {
    for (_, path) in both_verilators() {
        let library = tools_with(Some(path)).build(&wide()).unwrap();
        let mut sim = library.simulation(1).unwrap();
        let port = |name: &str| library.port(name).unwrap();
        let mut random = SplitMix64::new(7);
        for _ in 0..1000 {
            let word: [u64; 6] = std::array::from_fn(|_| random.next_word());
            sim.set(port("c"), word[0] >> 32).unwrap();
            sim.set(port("d"), word[1]).unwrap();
            sim.set_wide(port("e"), &[word[2], word[3], word[4] & 3]).unwrap();
            sim.eval().unwrap();
            assert_eq!(
                sim.get(port("swapped")).unwrap(),
                u64::from(((word[0] >> 32) as u32).rotate_left(16))
            );
            assert_eq!(sim.get(port("inverted")).unwrap(), !word[1]);
            let keyed = [word[2] ^ 0x0123_4567_89ab_cdef, word[3] ^ 0xfeed_beef, word[4] & 3];
            assert_eq!(sim.get_wide(port("keyed")).unwrap(), keyed);
        }
        assert_eq!(sim.get(port("text")).unwrap(), 0x0072_6f6d, "a text parameter arrives");
    }
}

#[test]
fn a_combinational_sweep_covers_every_input() {
    let library = build(&wide());
    let mut sim = library.simulation(1).unwrap();
    let port = |name: &str| library.port(name).unwrap();
    let a: Vec<u64> = (0..65536).map(|i| i & 255).collect();
    let b: Vec<u64> = (0..65536).map(|i| i >> 8).collect();
    let out = sim.evaluate(&[(port("a"), &a), (port("b"), &b)], &[port("sum"), port("product")]).unwrap();
    for i in 0..65536 {
        assert_eq!((out[0][i], out[1][i]), ((a[i] + b[i]) & 255, a[i] * b[i]));
    }
}

#[test]
fn a_clocked_sweep_samples_both_sides_of_the_edge() {
    let library = build(&design("counter", &[("WIDTH", 12)]));
    let mut sim = library.simulation(1).unwrap();
    let port = |name: &str| library.port(name).unwrap();
    let rst = [1, 0, 0, 0, 0, 0, 0];
    let enable = [0, 1, 1, 0, 1, 0, 1];
    let inputs = [(port("rst"), &rst[..]), (port("enable"), &enable[..])];
    let samples = sim.cycles(&inputs, &[port("count")], &[port("count")]).unwrap();
    assert_eq!(samples.after[0], [0, 1, 2, 2, 3, 3, 4]);
    assert_eq!(samples.before[0][1..], [0, 1, 2, 2, 3, 3]);
}

#[test]
fn the_x_seed_decides_what_is_unset() {
    let library = build(&design("counter", &[("WIDTH", 12)]));
    let unset = library.port("unset").unwrap();
    let start = |seed| {
        let mut sim = library.simulation(seed).unwrap();
        sim.clock(2).unwrap();
        sim.get(unset).unwrap()
    };
    let values: Vec<_> = (0..16).map(start).collect();
    let again: Vec<_> = (0..16).map(start).collect();
    assert_eq!(values, again, "the same seed gives the same noise");
    let distinct: std::collections::HashSet<_> = values.iter().collect();
    assert_eq!(distinct.len(), 16, "{values:x?}");
}

#[test]
fn sixteen_threads_of_instances_do_not_disturb_each_other() {
    let libraries =
        [build(&design("counter", &[("WIDTH", 12)])), build(&design("counter", &[("WIDTH", 20)]))];
    let run = |thread: u64| {
        let mut unsets = Vec::new();
        for round in 0..20_u64 {
            let library = &libraries[(round % 2) as usize];
            let mut sim = library.simulation(thread * 20 + round).unwrap();
            sim.reset(1).unwrap();
            sim.set(sim.port("enable").unwrap(), 1).unwrap();
            sim.clock(1000 + thread).unwrap();
            assert_eq!(sim.get(library.port("count").unwrap()).unwrap(), 1000 + thread);
            unsets.push(sim.get(library.port("unset").unwrap()).unwrap());
        }
        unsets
    };
    let alone: Vec<_> = (0..16).map(run).collect();
    let together: Vec<_> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..16).map(|thread| scope.spawn(move || run(thread))).collect();
        handles.into_iter().map(|handle| handle.join().unwrap()).collect()
    });
    assert_eq!(alone, together, "320 simulations, the same noise alone and together");
}

#[test]
fn data_files_are_found_whatever_the_working_folder() {
    let data = vec![DataFile { name: "rom.hex".into(), content: b"11\n22\n33\n44\n".to_vec() }];
    let parameters = vec![("DIR".to_owned(), Literal::Text("{data}".into()))];
    let library = build(&Design { data, parameters, reset: None, ..design("memory", &[]) });
    let mut sim = library.simulation(1).unwrap();
    let address = [0, 1, 2, 3];
    let samples =
        sim.cycles(&[(library.port("address").unwrap(), &address)], &[], &[library.port("data").unwrap()]);
    assert_eq!(samples.unwrap().after[0], [0x11, 0x22, 0x33, 0x44]);
}

#[test]
fn misused_ports_are_refused_in_sentences() {
    let library = build(&wide());
    let mut sim = library.simulation(1).unwrap();
    let port = |name: &str| library.port(name).unwrap();
    let say = |error: utsushi_sim::SimError| error.to_string();
    assert_eq!(say(sim.set(port("sum"), 1).unwrap_err()), "port sum: it is an output and cannot be set");
    assert_eq!(say(sim.set(port("a"), 256).unwrap_err()), "port a: 0x100 does not fit 8 bits");
    assert_eq!(say(sim.set(port("e"), 1).unwrap_err()), "port e: it takes 3 words, not 1");
    assert_eq!(say(sim.set_wide(port("e"), &[0, 0, 4]).unwrap_err()), "port e: 0x4 does not fit 130 bits");
    assert_eq!(
        say(sim.get(port("keyed")).unwrap_err()),
        "port keyed: it has 130 bits; read it with get_wide"
    );
    assert_eq!(
        say(library.port("clk").unwrap_err()),
        "module wide has no port clk; it has a, b, c, d, e, inverted, keyed, product, sum, swapped, text"
    );
    assert_eq!(say(sim.clock(1).unwrap_err()), "design wide: it has no clock");
    assert_eq!(
        say(sim.evaluate(&[(port("a"), &[1, 2]), (port("b"), &[1])], &[]).unwrap_err()),
        "port b: it has 1 words and others 2"
    );
    let other = build(&design("counter", &[("WIDTH", 12)]));
    let foreign = sim.get(other.port("count").unwrap()).unwrap_err().to_string();
    assert!(foreign.ends_with(": it belongs to another design"), "{foreign}");
}

#[test]
fn names_that_cpp_does_not_like_are_those_of_the_verilog() {
    for (name, path) in both_verilators() {
        let design = Design { clock: None, reset: None, lint: Lint::Lenient, ..design("names", &[]) };
        let library = tools_with(Some(path)).build(&design).unwrap();
        let port = |name: &str| library.port(name).unwrap();
        let mut sim = library.simulation(1).unwrap();
        let out = sim
            .evaluate(&[(port("friend"), &[0, 0, 1, 1]), (port("a__b"), &[0, 1, 0, 1])], &[port("delete")]);
        assert_eq!(out.unwrap()[0], [0, 1, 1, 0], "{name}");
    }
}
