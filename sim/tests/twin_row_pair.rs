// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_row_pair.v` against its twin `fft::RowPairs` (P2 to P4), alone and behind `fft`.

mod common;
mod streams;
mod support;
mod twins;

use std::path::{Path, PathBuf};

use common::{build, tools};
use streams::{Beat, Bench, pack, row_pair, sources, unpack};
use twins::{any_word, hdl_folder, tool, with_roms, wrapper};
use utsushi::fft::{CheckedSpec, FftModel, FftSpec, Frame, Order, RowPairs, Spectrum};
use utsushi::picture::{Fit, load, row_pairs};
use utsushi_sim::stream::{Batch, Streamed};
use utsushi_sim::{Design, Library, Literal, SplitMix64, Stall, StreamPorts};

#[test]
fn rows_are_separated_as_by_the_twin_under_every_stall() {
    let bench = Bench::new("row_pairs", &hdl_folder(), row_pair::all()).unwrap();
    let beats = bench.under_every_stall().unwrap();
    println!("row_pairs: {} instances, {beats} beats under six stalls", bench.twins.len());
    assert_eq!(beats, 6 * 4 * 9 * (4 + 4 + 8 + 16 + 32 + 64 + 256 + 1024));
}

#[test]
fn rate_latency_resets_and_handshakes_are_as_documented() {
    let bench = Bench::new("row_pairs", &hdl_folder(), row_pair::all()).unwrap();
    let [rate, resets, clocks] =
        [bench.at_full_rate(), bench.after_resets(), bench.handshakes()].map(Result::unwrap);
    println!("row_pairs: {rate} beats at full rate, {resets} after resets, {clocks} clocks of handshakes");
    assert!(rate > 4 * 9 * 1024 && resets > 5 * 4 * 9 * 1024 && clocks >= 32 * 400);
}

fn stream(library: &Library, beats: &[Beat], stall: Stall, seed: u64) -> Streamed {
    let mut sim = library.simulation(seed).unwrap();
    sim.reset(2).unwrap();
    let (words, flags): (Vec<_>, Vec<_>) = beats.iter().copied().unzip();
    let batch = Batch {
        words: &words,
        flags: &flags,
        output_beats: beats.len(),
        frame: None,
        stall,
        idle_limit: 8000,
        stamps: false,
        taps: None,
        trace: 0..0,
    };
    sim.stream(&batch).unwrap()
}

/// The whole bus at once, 2A in its low half, and an event for each wrong `tlast`, which moves no frame.
#[test]
fn the_bus_holds_both_rows_and_wrong_ends_are_counted() {
    let (len, data) = (8, 15);
    for (order, seed) in Order::ALL.into_iter().zip(40..) {
        let spec = FftSpec { len, data, order, ..FftSpec::default() }.check().unwrap();
        let pairs = RowPairs::new(&spec).unwrap();
        let mut random = SplitMix64::new(seed);
        let beat = |_| (random.next_word() >> (64 - 2 * data), (random.next_word() & 3) as u8);
        let beats: Vec<_> = (0..40 * len).map(beat).collect();
        let number = Order::ALL.iter().position(|&other| other == order).unwrap();
        let library = build(&Design {
            top: "fft_row_pair".to_owned(),
            sources: sources(&hdl_folder()),
            parameters: [("LOG2_LEN", 3), ("DATA_WIDTH", 15), ("ORDER", number as i64)]
                .map(|(name, value)| (name.to_owned(), Literal::Integer(value)))
                .to_vec(),
            reset: Some("rst".to_owned()),
            stream: Some(StreamPorts::default()),
            events: ["event_tlast_missing", "event_tlast_unexpected"].map(str::to_owned).to_vec(),
            ..Design::default()
        });
        let found = stream(&library, &beats, Stall::Random { seed, input: 70, output: 70 }, seed);
        let ends = |end: bool| beats.iter().enumerate().filter(move |(n, _)| ((n + 1) % len == 0) == end);
        let missing = ends(true).filter(|(_, beat)| beat.1 & 1 == 0).count() as u64;
        let unexpected = ends(false).filter(|(_, beat)| beat.1 & 1 == 1).count() as u64;
        assert!(missing > 0 && unexpected > 0);
        assert_eq!(found.events[..2], [missing, unexpected], "{order}, seed {seed}");
        for (f, frame) in beats.chunks(len).enumerate() {
            let bins = frame.iter().map(|beat| unpack(beat.0, data)).collect();
            let [a, b] = pairs.separate(&Spectrum { bins, overflow: false, exponent: 0 });
            for p in 0..len {
                let word = pack(b.bins[p], data + 1) << (2 * data + 2) | pack(a.bins[p], data + 1);
                assert_eq!(found.words[f * len + p], word, "{order}, seed {seed}, frame {f}, position {p}");
            }
        }
    }
}

/// `fft` and behind it `fft_row_pair`; input `row` says which row's spectrum the output shows.
fn chain(spec: &CheckedSpec) -> Library {
    let (input, w) = (spec.input().width, spec.output().width);
    let mut parameters = tool::parameters(spec);
    parameters.push(("ROM_DIR", "ROM_DIR".to_owned()));
    let set: Vec<_> = parameters.iter().map(|(name, value)| format!(".{name}({value})")).collect();
    let order = &parameters.iter().find(|(name, _)| *name == "ORDER").unwrap().1;
    let text = format!(
        "module chain #(parameter ROM_DIR = \"rom\") (
    input wire clk, input wire rst, input wire row,
    input wire s_axis_tvalid, output wire s_axis_tready, input wire [2*{input}-1:0] s_axis_tdata,
    input wire s_axis_tlast, input wire s_axis_tuser,
    output wire m_axis_tvalid, input wire m_axis_tready, output wire [2*{w}+1:0] m_axis_tdata,
    output wire m_axis_tlast, output wire m_axis_tuser, output wire event_missing, output wire event_unexpected
);
    wire valid, ready, last, user, unused_started, unused_missing, unused_unexpected;
    wire [2*{w}-1:0] data;
    wire [4*{w}+3:0] both;
    assign m_axis_tdata = row ? both[4*{w}+3:2*{w}+2] : both[2*{w}+1:0];
    fft #({}) u_fft (
        .clk(clk), .rst(rst), .s_axis_tvalid(s_axis_tvalid), .s_axis_tready(s_axis_tready),
        .s_axis_tdata(s_axis_tdata), .s_axis_tlast(s_axis_tlast), .s_axis_tuser(s_axis_tuser),
        .m_axis_tvalid(valid), .m_axis_tready(ready), .m_axis_tdata(data), .m_axis_tlast(last), .m_axis_tuser(user),
        .event_frame_started(unused_started), .event_tlast_missing(unused_missing),
        .event_tlast_unexpected(unused_unexpected)
    );
    fft_row_pair #(.LOG2_LEN({}), .DATA_WIDTH({w}), .ORDER({order})) u_row_pair (
        .clk(clk), .rst(rst), .s_axis_tvalid(valid), .s_axis_tready(ready), .s_axis_tdata(data),
        .s_axis_tlast(last), .s_axis_tuser(user), .m_axis_tvalid(m_axis_tvalid), .m_axis_tready(m_axis_tready),
        .m_axis_tdata(both), .m_axis_tlast(m_axis_tlast), .m_axis_tuser(m_axis_tuser),
        .event_tlast_missing(event_missing), .event_tlast_unexpected(event_unexpected)
    );
endmodule",
        set.join(", "),
        spec.log2_len()
    );
    let mut design = with_roms(wrapper("chain", &text, &[]), FftModel::new(spec).roms());
    design.sources.extend(sources(&hdl_folder()));
    build(&Design {
        reset: Some("rst".to_owned()),
        stream: Some(StreamPorts::default()),
        events: ["event_missing", "event_unexpected"].map(str::to_owned).to_vec(),
        ..design
    })
}

/// The frames through the chain, both rows, each under a stall of its own; spectra that overflowed.
fn compare_chain(spec: &CheckedSpec, library: &Library, frames: &[Frame]) -> usize {
    let (model, pairs) = (FftModel::new(spec), RowPairs::new(spec).unwrap());
    let expected: Vec<_> = frames.iter().map(|frame| pairs.separate(&model.run(frame))).collect();
    let (len, input, width) = (spec.spec().len, spec.input().width, spec.output().width + 1);
    let samples = frames.iter().flat_map(Frame::samples).enumerate();
    let (words, flags): (Vec<_>, Vec<_>) =
        samples.map(|(n, &z)| (pack(z, input), u8::from((n + 1) % len == 0))).unzip();
    for (row, stall) in
        [Stall::None, Stall::Random { seed: 6, input: 80, output: 80 }].into_iter().enumerate()
    {
        let mut sim = library.simulation(row as u64).unwrap();
        sim.reset(4).unwrap();
        sim.set(library.port("row").unwrap(), row as u64).unwrap();
        let batch = Batch {
            words: &words,
            flags: &flags,
            output_beats: words.len(),
            frame: Some(len),
            stall,
            idle_limit: 8 * len as u64 + 1000,
            stamps: false,
            taps: None,
            trace: 0..0,
        };
        let found = sim.stream(&batch).unwrap();
        assert_eq!(found.events[..2], [0, 0], "fft ends its frames where fft_row_pair does");
        for (f, spectra) in expected.iter().enumerate() {
            let beats = f * len..(f + 1) * len;
            let words: Vec<_> = spectra[row].bins.iter().map(|&z| pack(z, width)).collect();
            assert_eq!(found.words[beats.clone()], words, "{spec:?}, frame {f}, row {row}");
            let flag = found.flags[beats.end - 1] & 2 != 0;
            assert_eq!(flag, spectra[row].overflow, "{spec:?}, frame {f}, row {row}: overflow");
        }
    }
    expected.iter().filter(|spectra| spectra[0].overflow).count()
}

#[test]
fn random_rows_through_the_pipeline_are_separated() {
    let mut overflowed = 0;
    let orders = Order::ALL.into_iter();
    let shapes = orders
        .flat_map(|order| [(16, 12, "halve"), (64, 8, "grow"), (32, 16, "guarded:2")].map(|s| (order, s)));
    for (seed, (order, (len, data, schedule))) in (50..).zip(shapes) {
        let schedule = schedule.parse().unwrap();
        let spec = FftSpec { len, data, schedule, order, ..FftSpec::default() }.check().unwrap();
        let pairs = RowPairs::new(&spec).unwrap();
        let mut random = SplitMix64::new(seed);
        let rows: Vec<Vec<i32>> =
            (0..41).map(|_| (0..len).map(|_| any_word(&mut random, data) as i32).collect()).collect();
        overflowed += compare_chain(&spec, &chain(&spec), &pairs.join_all(&rows).unwrap());
    }
    println!("chain: 6 specs, 21 pairs of rows each, {overflowed} pairs overflowed");
    assert!(overflowed > 0, "the flag is met");
}

/// Where real pictures are, if they are: `../shared/data` beside the project, or `UTSUSHI_DATA`.
fn images() -> Vec<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = std::env::var_os("UTSUSHI_DATA").map_or(beside, PathBuf::from).join("images");
    let Ok(entries) = folder.read_dir() else {
        println!("left out: no pictures at {}; name a folder with UTSUSHI_DATA", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn rows_of_pictures_through_the_pipeline_are_separated() {
    let spec = FftSpec { len: 256, data: 16, ..FftSpec::default() }.check().unwrap();
    let (library, pairs, mut rows) = (chain(&spec), RowPairs::new(&spec).unwrap(), 0);
    for path in images() {
        let picture = load(&path).unwrap();
        let frames = row_pairs(&picture, &pairs, Fit::Crop).unwrap();
        let frames = &frames[..frames.len().min(64)];
        let overflowed = compare_chain(&spec, &library, frames);
        assert_eq!(overflowed, 0, "{}: P5 says that rows of pixels do not overflow", path.display());
        rows += 2 * frames.len();
    }
    println!("chain: {rows} rows of pictures");
}

/// P3: 33 bits do not fit a word of the contract.
#[test]
fn a_row_pair_of_32_bits_is_refused() {
    let design = Design {
        top: "fft_row_pair".to_owned(),
        sources: sources(&hdl_folder()),
        parameters: vec![("DATA_WIDTH".to_owned(), Literal::Integer(32))],
        ..Design::default()
    };
    let error = tools().build(&design).expect_err("33 bits do not fit a word").to_string();
    assert!(error.contains("data_width_must_be_2_to_31"), "{error}");
}
