// SPDX-License-Identifier: MIT OR Apache-2.0
//! The figures of a signal, and its bins as a table.

use std::fmt::Write as _;

use anyhow::Result;
use utsushi::picture::frequency::{Line, Normalisation, Window, frequency};

use super::args::Spectrum;
use super::signal_report::SignalReport;
use super::signals::Framed;
use crate::gather::{Gatherer, short};
use crate::plot::{Axis, Figure, Mark, Scale, Series};

/// Decibels below the strongest bin that amplitudes are drawn down to.
const FLOOR_DB: f64 = -200.0;
/// Decibels below the strongest bin from which a phase is rounding errors' rather than the signal's.
const PHASE_DB: f64 = -100.0;
/// Bins to either side of the strongest that the leakage figure shows.
const AROUND: usize = 40;
/// Points of a series at most: a longer line shows its extremes, more phases those of the strongest bins.
const POINTS: usize = 4096;

/// Writes a signal's figures and tables, and puts them on the page.
pub(super) fn figures(
    arguments: &Spectrum,
    stem: &str,
    framed: &Framed,
    report: &SignalReport,
    gatherer: &mut Gatherer,
) -> Result<()> {
    if !gatherer.wanted() {
        return Ok(());
    }
    gatherer.section(report.name.clone());
    gatherer.words(report.text().lines().map(str::trim).collect::<Vec<_>>().join(". "));
    let name = &report.name;
    gatherer.figure(
        &format!("{stem}_signal"),
        samples(framed, report),
        "The samples of the frame, before the window.",
    )?;
    let caption = format!(
        "Window {}, factor {}; 0 dB is the strongest bin. Below {FLOOR_DB} dB is the edge.",
        report.window,
        arguments.norm.formula()
    );
    let lines = vec![line_series("", 0, framed, &framed.line, report.rate, None)];
    let figure = amplitudes(format!("Amplitude of {name}"), report.rate, lines);
    gatherer.figure(&format!("{stem}_amplitude"), figure, &caption)?;
    let caption = format!(
        "Of bins less than {} dB below the strongest; the phase of others is that of rounding errors.",
        -PHASE_DB
    );
    gatherer.figure(&format!("{stem}_phase"), phases(framed, report), &caption)?;
    gatherer.file(&format!("{stem}_rebuilt.csv"), rebuilt(framed, report).as_bytes())?;
    if report.inverse {
        return Ok(());
    }
    if !report.leakage.is_empty() {
        let words = report.leakage.iter().map(|l| format!("{} {} %", l.window, short(100.0 * l.outside)));
        let caption = format!(
            "The bins around the strongest, mean taken away, each window over its coherent gain. Energy farther than 3 bins: {}.",
            words.collect::<Vec<_>>().join(", ")
        );
        gatherer.figure(&format!("{stem}_leakage"), leakage(framed, report), &caption)?;
    }
    gatherer.figure(&format!("{stem}_seam"), seam(framed, report), &seam_caption(report))?;
    gatherer.file(&format!("{stem}_spectrum.csv"), table(framed, report).as_bytes())
}

fn time(rate: Option<u32>) -> (Axis, f64) {
    match rate {
        Some(rate) => (Axis::new("time, s", Scale::Linear), 1.0 / f64::from(rate)),
        None => (Axis::new("sample", Scale::Linear), 1.0),
    }
}

fn frequencies(rate: Option<u32>) -> (Axis, f64) {
    match rate {
        Some(rate) => (Axis::new("frequency, Hz", Scale::Linear), f64::from(rate)),
        None => (Axis::new("frequency, cycles per sample", Scale::Linear), 1.0),
    }
}

/// What a sample counts: a WAV's rate is known, a row's values are pixels.
fn value(report: &SignalReport) -> &'static str {
    match (report.rate, report.name.contains(", row ")) {
        (Some(_), _) => "value, of full scale",
        (_, true) => "value, of white",
        _ => "value",
    }
}

/// The points, or least and greatest of groups of them where there are too many.
fn thinned(points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let group = points.len().div_ceil(POINTS / 2);
    if points.len() <= POINTS {
        return points;
    }
    let ends = |group: &[(f64, f64)]| {
        let least = group.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1));
        let most = group.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1));
        let mut ends = [least, most].into_iter().flatten().collect::<Vec<_>>();
        ends.sort_by(|a, b| a.0.total_cmp(&b.0));
        ends
    };
    points.chunks(group).flat_map(ends).collect()
}

fn samples(framed: &Framed, report: &SignalReport) -> Figure {
    let (x, step) = time(report.rate);
    let point = |(n, &value): (usize, &f64)| ((report.start + n) as f64 * step, value);
    let points = thinned(framed.samples.iter().enumerate().map(point).collect());
    Figure {
        title: format!("Samples of {}", report.name),
        x,
        y: Axis::new(value(report), Scale::Linear),
        series: vec![Series { name: String::new(), colour: 0, mark: Mark::Line, points }],
    }
}

fn amplitudes(title: String, rate: Option<u32>, series: Vec<Series>) -> Figure {
    Figure {
        title,
        x: frequencies(rate).0,
        y: Axis::new("amplitude, dB of the strongest", Scale::Linear),
        series,
    }
}

/// Amplitudes of bins 0 to N/2 in decibels of the strongest of them; those near `around` only, if given.
fn line_series(
    name: &str,
    colour: usize,
    framed: &Framed,
    line: &Line,
    rate: Option<u32>,
    around: Option<usize>,
) -> Series {
    let len = framed.samples.len();
    let amplitudes = &line.amplitudes()[..=len / 2];
    let most = amplitudes.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let step = frequencies(rate).1 / len as f64;
    let shown = |k: &usize| around.is_none_or(|bin| k.abs_diff(bin) <= AROUND);
    let point = |k: usize| {
        let decibels = 20.0 * (amplitudes[k] / most).log10();
        (k as f64 * step, decibels.max(FLOOR_DB))
    };
    let points = thinned((0..amplitudes.len()).filter(shown).map(point).collect());
    Series { name: name.to_owned(), colour, mark: Mark::Line, points }
}

fn phases(framed: &Framed, report: &SignalReport) -> Figure {
    let len = framed.samples.len();
    let (amplitudes, phases) = (framed.line.amplitudes(), framed.line.phases());
    let most = amplitudes[..=len / 2].iter().copied().fold(0.0, f64::max);
    let floor = most * 10_f64.powf(PHASE_DB / 20.0);
    let (x, factor) = frequencies(report.rate);
    let kept: Vec<usize> = (0..=len / 2).filter(|&k| amplitudes[k] >= floor).collect();
    // Of too many bins the strongest of every group: extremes would all be ±π.
    let strongest =
        |group: &[usize]| group.iter().copied().max_by(|&a, &b| amplitudes[a].total_cmp(&amplitudes[b]));
    let shown = kept.chunks(kept.len().div_ceil(POINTS).max(1)).filter_map(strongest);
    let points = shown.map(|k| (k as f64 * factor / len as f64, phases[k])).collect();
    Figure {
        title: format!("Phase of {}", report.name),
        x,
        y: Axis::new("phase, radians", Scale::Linear),
        series: vec![Series { name: String::new(), colour: 0, mark: Mark::Dots, points }],
    }
}

/// The strongest bin's surroundings under every window.
fn leakage(framed: &Framed, report: &SignalReport) -> Figure {
    let bin = report.leakage[0].bin;
    let of = |(colour, window): (usize, Window)| {
        let line = Line::of(&window.apply_centred(&framed.samples), Normalisation::Root);
        let mut series = line_series(window.word(), colour, framed, &line, report.rate, Some(bin));
        // Bin 0, the mean, is taken away.
        series.points.retain(|(frequency, _)| *frequency > 0.0);
        series
    };
    let series = Window::ALL.into_iter().enumerate().map(of).collect();
    amplitudes(format!("Leakage of {}", report.name), report.rate, series)
}

/// The end of the frame, and its beginning again.
fn seam(framed: &Framed, report: &SignalReport) -> Figure {
    let samples = &framed.samples;
    let len = samples.len();
    let reach = report.seam.cycles.map_or(len / 2, |cycles| (2.0 * len as f64 / cycles.max(1.0)) as usize);
    let reach = reach.clamp(8, 512).min(len);
    let (x, step) = time(report.rate);
    let x = Axis {
        label: if report.rate.is_some() {
            "time after the seam, s".into()
        } else {
            "samples after the seam".into()
        },
        ..x
    };
    let end = (len - reach..len).map(|n| ((n as f64 - len as f64) * step, samples[n])).collect();
    let again = (0..reach).map(|n| (n as f64 * step, samples[n])).collect();
    let series = |name: &str, colour, points| Series { name: name.into(), colour, mark: Mark::Line, points };
    let jump = vec![(-step, samples[len - 1]), (0.0, samples[0])];
    Figure {
        title: format!("Periodic extension of {}", report.name),
        x,
        y: Axis::new(value(report), Scale::Linear),
        series: vec![
            series("end of the frame", 0, end),
            series("the frame again", 2, again),
            series("the seam", 1, jump),
        ],
    }
}

fn seam_caption(report: &SignalReport) -> String {
    let seam = &report.seam;
    let whole = match (seam.cycles, seam.is_whole()) {
        (Some(cycles), Some(true)) => format!("{cycles:.3} cycles: the period divides the frame"),
        (Some(cycles), _) => format!("{cycles:.3} cycles: the period does not divide the frame"),
        _ => "No component but the mean".to_owned(),
    };
    format!(
        "What the transform sees: the frame repeated for ever. {whole}; the jump is {}, the rms step inside {}.",
        short(seam.jump),
        short(seam.inner_step)
    )
}

/// One line a bin.
fn table(framed: &Framed, report: &SignalReport) -> String {
    let len = framed.samples.len();
    let (amplitudes, phases) = (framed.line.amplitudes(), framed.line.phases());
    let unit = if report.rate.is_some() { "frequency_hz" } else { "frequency_cycles_per_sample" };
    let mut text = format!("bin,{unit},amplitude,phase\n");
    let factor = frequencies(report.rate).1;
    for k in 0..len {
        let at = frequency(k, len) as f64 * factor / len as f64;
        let _ = writeln!(text, "{k},{at},{:e},{}", amplitudes[k], phases[k]);
    }
    text
}

/// One line a sample: the frame under the window, and what came back.
fn rebuilt(framed: &Framed, report: &SignalReport) -> String {
    if report.inverse {
        let line = |(n, x): (usize, &f64)| format!("{n},{x}\n");
        return "sample,value\n".to_owned()
            + &framed.rebuilt.iter().enumerate().map(line).collect::<String>();
    }
    let mut text = String::from("sample,value,rebuilt\n");
    let under = report.window.apply(&framed.samples);
    for (n, (value, back)) in under.iter().zip(&framed.rebuilt).enumerate() {
        let _ = writeln!(text, "{},{value},{back}", report.start + n);
    }
    text
}

/// What each window does to a tone, whatever the signal.
pub(super) fn windows(gatherer: &mut Gatherer) -> Result<()> {
    const BINS: usize = 16;
    let of = |(colour, window): (usize, Window)| {
        let points =
            window.response(BINS).into_iter().enumerate().map(|(i, db)| (i as f64 / 64.0, db.max(-140.0)));
        Series { name: window.word().into(), colour, mark: Mark::Line, points: points.collect() }
    };
    let figure = Figure {
        title: "What a window makes of a tone".into(),
        x: Axis::new("offset from the tone, bins", Scale::Linear),
        y: Axis::new("response, dB of the peak", Scale::Linear),
        series: Window::ALL.into_iter().enumerate().map(of).collect(),
    };
    gatherer.section("Windows");
    gatherer.figure(
        "windows",
        figure,
        "The transform of each window: the main lobe, then the sidelobes through which a tone leaks.",
    )?;
    let row = |window: Window| {
        vec![
            window.to_string(),
            format!("{:.2}", window.coherent_gain()),
            format!("{:.2}", window.noise_bandwidth()),
            format!("{:.2}", window.scalloping_db()),
            format!("{:.1}", window.sidelobe_db()),
        ]
    };
    let header =
        ["window", "coherent gain", "noise bandwidth, bins", "between two bins, dB", "highest sidelobe, dB"];
    gatherer.table(&header, Window::ALL.into_iter().map(row).collect());
    Ok(())
}
