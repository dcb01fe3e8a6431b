// SPDX-License-Identifier: MIT OR Apache-2.0
//! The page of a sweep in a browser: it renders, says nothing on the console, and its figures have the data's points.

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::utsushi;

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

/// What Chromium prints and complains of; `None` if there is none.
fn chromium(folder: &Path, more: &[&str]) -> Option<(String, String)> {
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let page = format!("file://{}", folder.join("out/report.html").display());
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

/// A figure's part of the document.
fn figure<'a>(document: &'a str, id: &str) -> &'a str {
    let from = document.find(&format!("<figure id=\"{id}\"")).unwrap_or_else(|| panic!("no figure {id}"));
    let len = document[from..].find("</figure>").unwrap();
    &document[from..from + len]
}

#[test]
fn the_page_renders_and_shows_every_point() {
    let folder = tempfile::tempdir().unwrap();
    let line = "sweep --len 64..256 --data 8..14:2 --twiddle 10,14 --schedule halve,grow,guarded --samples 4096 --out out";
    assert_eq!(utsushi(folder.path(), line).code, 0);
    let Some((document, said)) = chromium(folder.path(), &["--dump-dom"]) else { return };
    assert!(!said.contains("CONSOLE"), "{said}");
    let html = fs::read_to_string(folder.path().join("out/report.html")).unwrap();
    assert!(!html.contains("http://") || !html.contains("src="), "nothing is fetched");
    let points: Vec<serde_json::Value> = fs::read_to_string(folder.path().join("out/points.jsonl"))
        .unwrap()
        .lines()
        .skip(1)
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let count = |keep: &dyn Fn(&serde_json::Value) -> bool| points.iter().filter(|p| keep(p)).count();
    let dots = |id: &str| figure(&document, id).matches("<circle").count();
    for schedule in ["halve", "grow", "guarded:3"] {
        let still = |p: &serde_json::Value| {
            let spec = &p["spec"];
            spec["len"] == 256 && spec["twiddle"] == 14 && spec["schedule"] == schedule
        };
        assert_eq!(count(&still), 12, "four widths, three roundings");
        assert_eq!(dots(&format!("width-{}", schedule.replace(':', "-"))), 12);
    }
    assert_eq!(dots("length"), 9, "three lengths, three schedules");
    assert_eq!(dots("twiddle"), 6, "two widths, three schedules");
    assert_eq!(dots("pareto"), count(&|p| p["spec"]["len"] == 256));
    assert_eq!(dots("agreement"), points.len());
    assert_eq!(dots("decisions"), 12);
    assert!(dots("noise") > 300, "128 groups of bins and three roundings");
    let figures = document.matches("<figure ").count();
    assert_eq!((figures, document.matches("<figcaption>").count()), (10, 10));
    assert_eq!(document.matches("</svg>").count(), 10);
}

#[test]
fn the_page_fits_a_telephone_and_a_desk() {
    let folder = tempfile::tempdir().unwrap();
    let line = "sweep --len 64 --data 8..12:2 --schedule halve --samples 4096 --out out";
    assert_eq!(utsushi(folder.path(), line).code, 0);
    for (width, height) in [(390, 2400), (1200, 1600)] {
        let shot = folder.path().join("shot.png");
        let (size, file) =
            (format!("--window-size={width},{height}"), format!("--screenshot={}", shot.display()));
        if chromium(folder.path(), &[&size, &file]).is_none() {
            return;
        }
        let picture = utsushi::picture::load(&shot).unwrap();
        assert_eq!((picture.width(), picture.height()), (width, height));
        let inked = picture.samples().iter().filter(|grey| **grey < 128).count();
        assert!(inked > width * height / 200, "{inked} dark pixels");
        // The page is no wider than the window: nothing is drawn at its right edge.
        let edge = picture.rows().filter(|row| row[width - 1] < 128).count();
        assert_eq!(edge, 0);
    }
}
