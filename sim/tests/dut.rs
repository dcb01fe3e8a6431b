// SPDX-License-Identifier: MIT OR Apache-2.0
//! The pipeline as an engine: equal to the model, bit for bit, under every stall.

mod common;

use num_complex::Complex;
use std::path::Path;
use utsushi::fft::{CheckedSpec, Direction, FftModel, FftSpec, Frame, Order, Schedule, Transform};
use utsushi_sim::{
    Dut, DutOptions, FileCoverage, Hdl, Optimisation, SimError, SplitMix64, Stall, ToolOptions,
};

fn options() -> DutOptions {
    DutOptions {
        tools: ToolOptions { verilator: None, cache: Some(common::shared_cache()) },
        ..DutOptions::default()
    }
}

/// Full-scale noise, every third frame inverse.
fn frames(spec: &CheckedSpec, count: usize, seed: u64) -> Vec<Frame> {
    let mut random = SplitMix64::new(seed);
    let shift = 32 - spec.spec().data;
    let mut component = || (random.next_word() as i32) >> shift;
    (0..count)
        .map(|i| {
            let samples = (0..spec.spec().len).map(|_| Complex::new(component(), component())).collect();
            let direction = if i % 3 == 2 { Direction::Inverse } else { Direction::Forward };
            Frame::new(spec, samples).unwrap().with_direction(direction)
        })
        .collect()
}

fn small() -> CheckedSpec {
    FftSpec { len: 64, ..FftSpec::default() }.check().unwrap()
}

#[test]
fn every_stall_and_seed_gives_the_models_bits() {
    let spec = small();
    let frames = frames(&spec, 12, 1);
    let model = FftModel::new(&spec);
    let expected: Vec<_> = frames.iter().map(|frame| model.run(frame)).collect();
    assert!(expected.iter().any(|spectrum| spectrum.overflow), "full-scale noise overflows somewhere");
    let mut dut = Dut::build(&spec, &options()).unwrap();
    let stalls = [
        "none",
        "random:1",
        "random:2:30:100",
        "random:3:100:30",
        "random:4:5:5",
        "alternate",
        "burst:5",
        "burst:6:300",
        "block:500",
        "block:7",
    ];
    for (seed, stall) in (0..).zip(stalls) {
        dut.set_stall(stall.parse().unwrap());
        dut.set_x_seed(seed);
        for round in 0..2 {
            let run = dut.run(&frames).unwrap_or_else(|error| panic!("{stall}: {error}"));
            assert_eq!(run.spectra, expected, "{stall}, x seed {seed}, round {round}");
            assert_eq!(
                (run.events.frame_started, run.events.tlast_missing, run.events.tlast_unexpected),
                (12, 0, 0)
            );
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_clocks() {
    let spec = small();
    let frames = frames(&spec, 5, 2);
    let mut dut =
        Dut::build(&spec, &DutOptions { stamps: true, stall: "random:9".parse().unwrap(), ..options() })
            .unwrap();
    let first = dut.run(&frames).unwrap();
    let second = dut.clone().run(&frames).unwrap();
    assert_eq!((&first.input_stamps, &first.output_stamps), (&second.input_stamps, &second.output_stamps));
    assert_eq!(first.input_stamps.len(), 5 * 64);
    dut.set_stall("random:10".parse().unwrap());
    assert_ne!(dut.run(&frames).unwrap().output_stamps, first.output_stamps);
}

#[test]
fn taps_show_every_stage_as_the_model_has_it() {
    let schedule = Schedule::Guarded(2);
    let spec = FftSpec { len: 32, data: 14, twiddle: 12, schedule, ..FftSpec::default() }.check().unwrap();
    let frames = frames(&spec, 4, 4);
    let dut = Dut::build(&spec, &DutOptions { stall: "random:5".parse().unwrap(), ..options() }).unwrap();
    let model = FftModel::new(&spec);
    for (index, frame) in frames.iter().enumerate() {
        let taps = dut.taps(&frames, index).unwrap();
        let expected: Vec<_> = model.taps(frame).into_iter().map(|tap| tap.words).collect();
        assert_eq!(taps, expected, "frame {index}");
    }
}

#[test]
fn the_widest_words_pass() {
    let spec = FftSpec { len: 8, data: 32, twiddle: 32, ..FftSpec::default() }.check().unwrap();
    let frames = frames(&spec, 50, 5);
    let model = FftModel::new(&spec);
    let mut dut = Dut::build(&spec, &DutOptions { stall: Stall::Alternate, ..options() }).unwrap();
    let run = dut.run(&frames).unwrap();
    for (index, (got, frame)) in run.spectra.iter().zip(&frames).enumerate() {
        assert_eq!(*got, model.run(frame), "frame {index}");
    }
    assert_eq!(dut.taps(&frames, 3).unwrap()[2], model.taps(&frames[3])[2].words);
}

/// A copy of the pipeline in a folder, one line of it changed.
fn mutated(file: &str, from: &str, to: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in utsushi_sim::hdl::EMBEDDED {
        let changed = if name == file { text.replacen(from, to, 1) } else { text.to_owned() };
        assert_eq!(name == file, changed != text, "{file} has the line '{from}'");
        std::fs::write(folder.path().join(name), changed).unwrap();
    }
    folder
}

fn in_folder(folder: &tempfile::TempDir) -> DutOptions {
    DutOptions { hdl: Hdl::Folder(folder.path().to_owned()), optimisation: Optimisation::Quick, ..options() }
}

#[test]
fn the_embedded_list_is_the_folder() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../hdl");
    let on_disk = Hdl::Folder(folder.into()).sources().unwrap();
    let embedded = Hdl::Embedded.sources().unwrap();
    let pairs = |all: &[utsushi_sim::Source]| {
        all.iter().map(|s| (s.name.clone(), s.text.clone())).collect::<Vec<_>>()
    };
    assert_eq!(pairs(&on_disk), pairs(&embedded));
}

#[test]
fn a_changed_pipeline_differs_and_its_taps_show_the_stage() {
    let folder = mutated("fft_butterfly.v", "+ {c[2*W+1:W+1], carry[1]", "- {c[2*W+1:W+1], carry[1]");
    let spec = FftSpec { len: 16, ..FftSpec::default() }.check().unwrap();
    let frames = frames(&spec, 2, 6);
    let mut dut = Dut::build(&spec, &in_folder(&folder)).unwrap();
    let model = FftModel::new(&spec);
    assert_ne!(dut.run(&frames).unwrap().spectra[1], model.run(&frames[1]));
    let (got, expected) = (dut.taps(&frames, 1).unwrap(), model.taps(&frames[1]));
    assert_ne!(got[0], expected[0].words, "the first stage is wrong already");
    assert_eq!(got[0][..8], expected[0].words[..8], "its sums are right");
}

#[test]
fn foreign_folders_fail_in_sentences() {
    let spec = FftSpec { len: 16, ..FftSpec::default() }.check().unwrap();
    let empty = tempfile::tempdir().unwrap();
    let say = |folder: &tempfile::TempDir| Dut::build(&spec, &in_folder(folder)).unwrap_err().to_string();
    let place = |folder: &tempfile::TempDir| folder.path().display().to_string();
    assert_eq!(
        say(&empty),
        format!(
            "folder {} has no fft.v; --hdl DIR wants a folder whose fft.v holds the module `fft`",
            place(&empty)
        )
    );
    let broken = mutated("fft_butterfly.v", "endmodule", "endmodul");
    assert!(say(&broken).starts_with(&format!("{}/fft_butterfly.v:", place(&broken))), "{}", say(&broken));
    let gone = Hdl::Folder("/nonexistent".into());
    assert_eq!(
        Dut::build(&spec, &DutOptions { hdl: gone, ..options() }).unwrap_err().to_string(),
        "there is no folder /nonexistent; --hdl DIR wants a folder whose fft.v holds the module `fft`"
    );
    let silent =
        mutated("fft_output.v", "assign m_axis_tvalid = fifo_valid;", "assign m_axis_tvalid = 1'b0;");
    let spec = FftSpec { len: 16, order: Order::BitReversed, ..FftSpec::default() }.check().unwrap();
    let frames = frames(&spec, 3, 7);
    let mut dut = Dut::build(&spec, &in_folder(&silent)).unwrap();
    let error = dut.run(&frames).unwrap_err();
    assert!(matches!(error, SimError::Timeout(_)));
    assert_eq!(
        error.to_string(),
        "the pipeline gave no output for 1064 clocks (48 of 48 input beats accepted, 0 of 48 output beats seen, clock 1111)"
    );
    assert_eq!(dut.run(&frames).unwrap_err().to_string(), error.to_string(), "a second run starts anew");
}

#[test]
fn a_pipeline_without_inner_streams_runs_and_cannot_be_tapped() {
    let folder = mutated("fft.v", "g_stage", "g_step");
    let text = std::fs::read_to_string(folder.path().join("fft.v")).unwrap().replace("g_stage", "g_step");
    std::fs::write(folder.path().join("fft.v"), text).unwrap();
    let spec = FftSpec { len: 16, ..FftSpec::default() }.check().unwrap();
    let frames = frames(&spec, 2, 8);
    let mut dut = Dut::build(&spec, &in_folder(&folder)).unwrap();
    assert_eq!(dut.run(&frames).unwrap().spectra[1], FftModel::new(&spec).run(&frames[1]));
    let error = dut.taps(&frames, 1).unwrap_err();
    assert!(matches!(error, SimError::NoTaps { .. }));
    assert_eq!(
        error.to_string(),
        format!(
            "the Verilog in {} has no nets g_stage[s].out_valid, out_ready and out_data, so its stages cannot be tapped",
            folder.path().display()
        )
    );
}

#[test]
fn a_waveform_shows_the_window_of_its_frame_only() {
    let spec = small();
    let frames = frames(&spec, 6, 9);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("frame.vcd");
    let options =
        DutOptions { stall: "random:3".parse().unwrap(), optimisation: Optimisation::Quick, ..options() };
    let mut dut = Dut::build(&spec, &DutOptions { stamps: true, ..options }).unwrap();
    let window = dut.trace_window(&frames, 4, &path).unwrap();
    let run = dut.run(&frames[..5]).unwrap();
    assert_eq!(window, run.input_stamps[4 * 64] - 8..run.clocks + 8);
    let text = std::fs::read_to_string(&path).unwrap();
    let times: Vec<u64> = text.lines().filter_map(|line| line.strip_prefix('#')?.parse().ok()).collect();
    let clocks = run.clocks - window.start;
    assert!(
        (2 * clocks..=2 * clocks + 2).contains(&(times.len() as u64)),
        "{} times, {clocks} clocks",
        times.len()
    );
    assert!(text.contains("g_stage[0]") || text.contains("g_stage(0)"), "inner signals are there");
    assert_eq!(folder.path().read_dir().unwrap().count(), 1, "no temporary is left");
    let nowhere = dut.trace_window(&frames, 0, Path::new("/nonexistent/frame.vcd")).unwrap_err();
    assert_eq!(
        nowhere.to_string(),
        "/nonexistent/frame.vcd cannot be written (No such file or directory (os error 2))"
    );
}

#[test]
fn coverage_grows_with_what_runs_and_merges() {
    for (name, path) in common::both_verilators() {
        let spec = small();
        let tools = ToolOptions { verilator: Some(path), ..options().tools };
        let dut =
            Dut::build(&spec, &DutOptions { tools, optimisation: Optimisation::Quick, ..options() }).unwrap();
        let mut quiet = dut.coverage(&[]).unwrap();
        let busy = dut.coverage(&frames(&spec, 6, 10)).unwrap();
        let count = |coverage: &utsushi_sim::Coverage| {
            let files = coverage.files();
            assert!(files.iter().any(|file| file.file == "fft_delay_line.v"), "{name}: {files:?}");
            (
                files.iter().map(FileCoverage::covered).sum::<usize>(),
                files.iter().map(|f| f.total).sum::<usize>(),
            )
        };
        let ((idle, total), (busy_lines, again)) = (count(&quiet), count(&busy));
        assert!(
            idle < busy_lines && busy_lines <= total && total == again,
            "{name}: {idle}, {busy_lines} of {total}, {again}"
        );
        quiet.merge(&busy);
        assert!(count(&quiet).0 >= busy_lines);
        println!("{name}: {idle} lines idle, {busy_lines} of {total} with six frames");
    }
}

#[test]
fn clones_run_side_by_side_and_agree() {
    let spec = small();
    let frames = frames(&spec, 40, 11);
    let mut dut = Dut::build(&spec, &options()).unwrap();
    let expected = dut.run(&frames).unwrap().spectra;
    let clones: Vec<_> = (0..8).map(|_| dut.clone()).collect();
    let parts: Vec<_> = std::thread::scope(|scope| {
        let run = |(mut clone, part): (Dut, &[Frame])| clone.run(part).unwrap().spectra;
        let handles: Vec<_> = clones
            .into_iter()
            .zip(frames.chunks(5).map(<[Frame]>::to_vec))
            .map(|(clone, part)| scope.spawn(move || run((clone, &part))))
            .collect();
        handles.into_iter().map(|handle| handle.join().unwrap()).collect()
    });
    assert_eq!(parts.concat(), expected);
}

#[test]
fn errors_pass_the_waist_as_they_are() {
    let spec = small();
    let other = FftSpec { len: 32, ..FftSpec::default() }.check().unwrap();
    let mut dut = Dut::build(&spec, &options()).unwrap();
    let error = Transform::<f64>::transform(&mut dut, &frames(&other, 1, 1)).unwrap_err();
    assert_eq!(error.to_string(), "frame 0 has 32 samples and the pipeline was built for 64");
    assert!(error.0.downcast_ref::<SimError>().is_some());
}
