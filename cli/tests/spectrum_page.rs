// SPDX-License-Identifier: MIT OR Apache-2.0
//! The page of a run of `spectrum` in a browser: it renders, says nothing on the console, and shows every figure.

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::utsushi;
use utsushi::picture::Picture;

/// Without a network, a sandbox or a profile of the user's.
const QUIET: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
];

/// What Chromium prints and complains of, of a file in `folder/out`; `None` if there is none.
fn chromium(folder: &Path, file: &str, more: &[&str]) -> Option<(String, String)> {
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let page = format!("file://{}", folder.join("out").join(file).display());
    let output = Command::new("chromium")
        .args(QUIET)
        .args([&profile, "--enable-logging=stderr", "--timeout=60000"])
        .args(more)
        .arg(page)
        .output();
    let Ok(output) = output else {
        println!("left out: Chromium is not installed; run sim/setup.sh test");
        return None;
    };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}", text(&output.stderr));
    Some((text(&output.stdout), text(&output.stderr)))
}

fn run(folder: &Path) {
    let pixel = |i: usize| ((i % 48) * 3 + (i / 48) * 2) as u8;
    let bytes: Vec<u8> = (0..48 * 36).map(pixel).collect();
    Picture::from_bytes(48, 36, &bytes).write_png(folder.join("ramp.png")).unwrap();
    let wave: Vec<_> = (0..300).map(|n| (f64::from(n) * 0.31).sin().to_string()).collect();
    fs::write(folder.join("wave.csv"), wave.join("\n")).unwrap();
    let line = "spectrum wave.csv ramp.png --against ramp.png --noise 0.05 --out out";
    let run = utsushi(folder, line);
    assert_eq!((run.code, &*run.stderr), (0, ""));
}

#[test]
fn the_page_renders_every_figure() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path());
    let Some((document, said)) = chromium(folder.path(), "report.html", &["--dump-dom"]) else { return };
    assert!(!said.contains("CONSOLE"), "{said}");
    let html = fs::read_to_string(folder.path().join("out/report.html")).unwrap();
    assert!(!html.contains("src=") && !html.contains("href=\"http"), "nothing is fetched");
    let figures = [
        "wave-signal",
        "wave-amplitude",
        "wave-phase",
        "wave-leakage",
        "wave-seam",
        "windows",
        "ramp-original",
        "ramp-magnitude",
        "ramp-phase",
        "ramp-curve",
        "ramp-noise",
        "ramp-2-original",
        "ramp-2-noise",
        "curves",
        "groups",
        "ratio",
    ];
    for id in figures {
        assert!(document.contains(&format!("<figure id=\"{id}\"")), "no figure {id}");
    }
    assert_eq!(document.matches("<figure ").count(), document.matches("<figcaption>").count());
    // Three pictures with pixels for each of the two images.
    assert_eq!(document.matches("data:image/png;base64,").count(), 6);
    assert!(document.contains("highest sidelobe"));
}

#[test]
fn the_page_fits_a_telephone_and_a_desk() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path());
    for (width, height) in [(390, 2400), (1200, 1600)] {
        let shot = folder.path().join("shot.png");
        let (size, file) =
            (format!("--window-size={width},{height}"), format!("--screenshot={}", shot.display()));
        if chromium(folder.path(), "report.html", &[&size, &file]).is_none() {
            return;
        }
        let picture = utsushi::picture::load(&shot).unwrap();
        assert_eq!((picture.width(), picture.height()), (width, height));
        let inked = picture.samples().iter().filter(|grey| **grey < 128).count();
        assert!(inked > width * height / 200, "{inked} dark pixels");
        let edge = picture.rows().filter(|row| row[width - 1] < 128).count();
        assert_eq!(edge, 0, "nothing is drawn at the right edge");
    }
}

#[test]
fn a_drawing_looks_the_same_as_svg_and_as_png() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path());
    for name in ["ramp_sheet", "ramp_magnitude", "wave_leakage"] {
        let png = utsushi::picture::load(folder.path().join(format!("out/{name}.png"))).unwrap();
        let (width, height) = (png.width() / 2, png.height() / 2);
        let shot = folder.path().join("shot.png");
        let flags = [format!("--window-size={width},{height}"), format!("--screenshot={}", shot.display())];
        let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
        if chromium(folder.path(), &format!("{name}.svg"), &flags).is_none() {
            return;
        }
        let svg = utsushi::picture::load(&shot).unwrap();
        // Blocks of 40 x 40: letters are the browser's own if it has no DejaVu, pictures and lines do not move.
        let mean = |picture: &Picture, scale: usize, x: usize, y: usize| {
            let rows = (y * scale..(y + 40) * scale).map(|y| &picture.row(y)[x * scale..(x + 40) * scale]);
            let (sum, count) = rows.flatten().fold((0.0, 0.0), |(sum, n), &p| (sum + f64::from(p), n + 1.0));
            sum / count
        };
        let mut blocks = 0;
        for y in (0..=height - 40).step_by(40) {
            for x in (0..=width - 40).step_by(40) {
                let apart = (mean(&png, 2, x, y) - mean(&svg, 1, x, y)).abs();
                assert!(apart < 45.0, "{name}: the block at ({x}, {y}) differs by {apart}");
                blocks += 1;
            }
        }
        assert!(blocks > 50);
    }
}
