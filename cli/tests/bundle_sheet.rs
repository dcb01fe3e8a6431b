// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a bundle says of its core is so: the diagram is played in a simulator, figures are those of their commands.

mod common;

use std::fs;
use std::process::Command;

use common::bundle::{Bundle, SPECS, said, there};
use common::utsushi;
use serde_json::Value;

/// A lane of the diagram: its name, and what stands in each clock that is shown.
type Lane = (String, Vec<String>);

/// Clocks and lanes of `waveform.json`: bits as 0 and 1, words by name, x where nobody looks.
fn diagram(bundle: &Bundle) -> (Vec<usize>, Vec<Lane>) {
    let diagram: Value = serde_json::from_str(&bundle.read("waveform.json")).unwrap();
    let ticks = diagram["foot"]["tick"].as_str().unwrap().to_owned();
    let ticks: Vec<_> = ticks.split(' ').collect();
    let lane = |signal: &Value| {
        let mut words = signal["data"].as_array().into_iter().flatten();
        let wave = signal["wave"].as_str().unwrap();
        assert_eq!(wave.len(), ticks.len(), "{signal}");
        let columns = wave.chars().zip(&ticks).filter(|(_, tick)| **tick != "|");
        let cells = columns.map(|(cell, _)| match cell {
            '=' => words.next().unwrap().as_str().unwrap().to_owned(),
            bit => bit.to_string(),
        });
        (signal["name"].as_str().unwrap().to_owned(), cells.collect())
    };
    let lanes = diagram["signal"].as_array().unwrap()[1..].iter().map(lane).collect();
    (ticks.iter().filter_map(|tick| tick.parse().ok()).collect(), lanes)
}

/// A bench that offers the first frame of the set `random` from clock 0 on, holds the output up in the clocks `held`, and prints
/// every output in every clock.
fn bench(bundle: &Bundle, held: [usize; 2], clocks: usize) -> String {
    let manifest = bundle.manifest();
    let width = |key: &str| 2 * manifest["derived"][key].as_u64().unwrap();
    let (len, name) = (manifest["spec"]["len"].as_u64().unwrap(), &bundle.name);
    let inverse = u8::from(manifest["spec"]["inverse"].as_bool().unwrap());
    format!(
        "module play;
    reg [{0}-1:0] stimulus [0:{len}-1];
    reg clk = 0, rst = 1;
    integer t = 0;
    wire ready, valid, last, user, started, missing, unexpected;
    wire [{1}-1:0] data;
    {name} u_dut (
        .clk(clk), .rst(rst), .s_axis_tvalid(!rst && t < {len}), .s_axis_tready(ready),
        .s_axis_tdata(stimulus[t < {len} ? t : 0]), .s_axis_tlast(t == {len} - 1), .s_axis_tuser(1'b{inverse}),
        .m_axis_tvalid(valid), .m_axis_tready(t != {2} && t != {3}), .m_axis_tdata(data), .m_axis_tlast(last), .m_axis_tuser(user),
        .event_frame_started(started), .event_tlast_missing(missing), .event_tlast_unexpected(unexpected)
    );
    initial begin
        $readmemh(\"vectors/random/stimulus.mem\", stimulus, 0, {len} - 1);
        repeat (8) begin #5 clk = 1; #5 clk = 0; end
        rst = 0;
        while (t < {clocks}) begin
            #1 $display(\"%b %b %h %b %b %b%b%b\", ready, valid, data, last, user, started, missing, unexpected);
            #4 clk = 1; #1 t = t + 1; #4 clk = 0;
        end
    end
endmodule
",
        width("input_width"),
        width("output_width"),
        held[0],
        held[1]
    )
}

#[test]
fn the_diagram_is_what_a_simulator_shows() {
    if !there("iverilog") {
        return;
    }
    let mut looked = 0;
    for flags in &SPECS[..5] {
        let bundle = Bundle::new(flags);
        let (clocks, lanes) = diagram(&bundle);
        let lane = |name: &str| &lanes.iter().find(|(lane, _)| lane == name).unwrap().1;
        let held: Vec<_> = clocks
            .iter()
            .zip(lane("m_axis_tready"))
            .filter(|(_, cell)| *cell == "0")
            .map(|(t, _)| *t)
            .collect();
        let text = bench(&bundle, held[..].try_into().unwrap(), clocks.last().unwrap() + 1);
        fs::write(bundle.folder.path().join("play.v"), text).unwrap();
        let files = format!("{}.f", bundle.name);
        let compiled =
            bundle.tool("iverilog", &["-g2005", "-o", "../play", "-s", "play", "-f", &files, "../play.v"]);
        assert!(compiled.status.success(), "{}", said(&compiled));
        let played = said(&bundle.tool("vvp", &["../play"]));
        let played: Vec<Vec<_>> = played
            .lines()
            .filter(|line| !line.contains("readmem"))
            .map(|line| line.split(' ').collect())
            .collect();
        let expected = bundle.read("vectors/random/expected.mem");
        let expected: Vec<_> = expected.lines().filter(|line| !line.starts_with("//")).collect();
        let beats = lane("m_axis_tdata");
        let mut bins: Vec<&String> = Vec::new();
        for (column, &clock) in clocks.iter().enumerate() {
            let shown = |name: &str| lane(name)[column].as_str();
            let seen = &played[clock];
            let holds = |cell: &str, bit: &str| cell == "x" || cell == bit;
            assert!(holds(shown("s_axis_tready"), seen[0]), "{flags}, clock {clock}: {seen:?}");
            assert!(holds(shown("m_axis_tvalid"), seen[1]), "{flags}, clock {clock}: {seen:?}");
            assert!(holds(shown("m_axis_tlast"), seen[3]), "{flags}, clock {clock}: {seen:?}");
            assert!(
                shown("m_axis_tuser") == "ovf" || holds(shown("m_axis_tuser"), seen[4]),
                "{flags}, clock {clock}"
            );
            assert_eq!(
                seen[5],
                if shown("event_frame_started") == "1" { "100" } else { "000" },
                "{flags}, clock {clock}"
            );
            looked += 1;
            if beats[column] != "x" {
                bins.push(&beats[column]);
                let bin: usize = beats[column][1..].parse().unwrap();
                let place = place(&bundle, bin, expected.len());
                assert_eq!(seen[2], expected[place], "{flags}, clock {clock}, bin {bin}");
            }
        }
        let latency = bundle.manifest()["latency_clocks"].as_u64().unwrap() as usize;
        let first = played.iter().position(|seen| seen[1] == "1");
        assert_eq!(first, Some(latency), "{flags}");
        assert!(bins.len() >= 5, "{bins:?}");
    }
    println!("{looked} clocks");
    assert!(looked > 70);
}

/// Where a bin stands in the vectors of a frame.
fn place(bundle: &Bundle, bin: usize, words: usize) -> usize {
    let spec = &bundle.manifest()["spec"];
    let len = spec["len"].as_u64().unwrap() as usize;
    assert_eq!(words % len, 0);
    if spec["order"] == "natural" {
        return bin;
    }
    (0..len.trailing_zeros()).fold(0, |place, bit| place << 1 | (bin >> bit & 1))
}

/// The cells of a table's row that begins with these.
fn row(sheet: &str, begins: &str) -> Vec<String> {
    let found: Vec<_> = sheet.lines().filter(|line| line.starts_with(begins)).collect();
    assert_eq!(found.len(), 1, "{begins}: {found:?}");
    found[0].trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

#[test]
fn error_and_guard_bits_are_what_quality_prints() {
    let bundle = Bundle::new("--len 64 --data 10 --twiddle 12 --schedule guarded:1 --sets random --frames 1");
    let sheet = bundle.read("datasheet.md");
    let quality = |schedule: &str| {
        let line = format!("quality --spec spec.toml --json --schedule {schedule}");
        utsushi(&bundle.path(), &line).json()
    };
    for guard in 0..5 {
        let (cells, report) =
            (row(&sheet, &format!("| {guard} | {} | ", 10 + guard)), quality(&format!("guarded:{guard}")));
        let rms = |key: &str| format!("{:.4}", (report[key]["noise"].as_f64().unwrap() / 2.0).sqrt());
        let db = |key: &str| format!("{:.2}", report[key].as_f64().unwrap());
        let wanted = [rms("predicted"), rms("measured"), db("sqnr_db_predicted"), db("sqnr_db_measured")];
        assert_eq!(cells[2..6], wanted, "guarded:{guard}");
        assert_eq!(cells[6], format!("12 of {} × 13", 12 + guard), "four stages of three multipliers");
        assert!(cells[7..].iter().all(|cell| cell == "–"), "no figure was measured of this core: {cells:?}");
    }
    let report = quality("guarded:1");
    let own = row(&sheet, "| SQNR, dB |");
    assert_eq!(own[2], format!("{:.2}", report["sqnr_db_measured"].as_f64().unwrap()));
}

#[test]
fn cells_and_clocks_are_the_records_and_say_of_which_core() {
    let report = concat!(env!("CARGO_MANIFEST_DIR"), "/../hdl/synth/report.json");
    let report: Value = serde_json::from_str(&fs::read_to_string(report).unwrap()).unwrap();
    let configuration = |name: &str| report["configurations"][name].clone();
    let flags = "--decomposition radix22 --order bit-reversed --sets random --frames 1";
    let sheet = Bundle::new(flags).read("datasheet.md");
    let number = |value: &Value| value.to_string();
    for (guard, name) in
        [(0, "radix22-reversed"), (1, "radix22-reversed-guarded-1"), (3, "radix22-reversed-guarded-3")]
    {
        let (cells, kept) = (row(&sheet, &format!("| {guard} | {} | ", 16 + guard)), configuration(name));
        let wanted = ["MULT18", "COMB", "FF", "DP16KD"].map(|cell| number(&kept["cells"][cell]));
        assert_eq!(cells[7..11], wanted, "{name}");
        assert_eq!(cells[11], number(&kept["median"]), "{name}");
    }
    assert!(row(&sheet, "| 2 | 18 | ")[7..].iter().all(|cell| cell == "–"));
    let own = row(&sheet, "| radix22-reversed |");
    assert_eq!((own[1].as_str(), own[10].as_str()), ("nothing", "1071"));
    for tool in ["yosys", "nextpnr-ecp5"] {
        assert!(sheet.contains(report["tools"][tool].as_str().unwrap()), "{tool}");
    }
    // Another core: nothing is claimed of it.
    let sheet = Bundle::new("--len 64 --data 12 --sets random --frames 1").read("datasheet.md");
    let nearest = row(&sheet, "| radix2-natural |");
    assert_eq!(nearest[1], "N 1024, 16 bits");
    assert!(!sheet.lines().any(|line| line.starts_with("| radix") && line.contains("| nothing |")));
}

#[test]
fn ports_are_as_wide_as_the_table_says() {
    if !there("yosys") {
        return;
    }
    let bundle = Bundle::new("--len 8 --data 6 --twiddle 7 --schedule grow");
    let (sheet, files) = (bundle.read("datasheet.md"), bundle.read("fft_8.f").replace('\n', " "));
    let script =
        format!("read_verilog -defer {files}; hierarchy -check -top fft_8; proc; write_json ../fft.json");
    let output = bundle.tool("yosys", &["-q", "-p", &script]);
    assert!(output.status.success(), "{}", said(&output));
    let text = fs::read_to_string(bundle.folder.path().join("fft.json")).unwrap();
    let design: Value = serde_json::from_str(&text).unwrap();
    let ports = design["modules"]["fft_8"]["ports"].as_object().unwrap();
    assert_eq!(ports.len(), 15);
    for (name, port) in ports {
        let cells = row(&sheet, &format!("| `{name}` |"));
        let bits = port["bits"].as_array().unwrap().len().to_string();
        assert_eq!((&*cells[1], &*cells[2]), (port["direction"].as_str().unwrap(), &*bits), "{name}");
    }
    assert!(row(&sheet, "| `m_axis_tdata` |")[3].contains("im in [19:10], re in [9:0]"));
}

#[test]
fn the_picture_is_well_formed_and_has_every_word() {
    let python = Command::new("python3").arg("-V").output();
    if !python.is_ok_and(|output| output.status.success()) {
        println!("left out: python3 is not installed");
        return;
    }
    let bundle = Bundle::new(SPECS[2]);
    let script = "import xml.etree.ElementTree as t; print(' '.join(e.text for e in t.parse('waveform.svg').iter() if e.tag.endswith('}text')))";
    let output = bundle.tool("python3", &["-c", script]);
    let words: Vec<_> = said(&output).split_whitespace().map(str::to_owned).collect();
    for (name, cells) in diagram(&bundle).1 {
        for word in cells.iter().filter(|cell| cell.len() > 1).chain([&name]) {
            assert!(words.contains(word), "{word} is not in {words:?}");
        }
    }
}
