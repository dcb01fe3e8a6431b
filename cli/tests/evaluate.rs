// SPDX-License-Identifier: MIT OR Apache-2.0
//! `evaluate`, `gallery` and `match` with descriptors of every tier: on drawn shapes, from folders and archives.

mod common;

use std::io::Write;
use std::path::Path;

use common::{refused, utsushi};
use utsushi::picture::Picture;

/// A bright shape on a dark ground, wider than high by its number.
fn draw(path: &Path, kind: &str, number: usize) {
    let (width, height) = (40.0 + number as f64, 30.0);
    let inside = |x: f64, y: f64| match kind {
        "bar" => x.abs() < width && y.abs() < 8.0,
        "disc" => x.hypot(y) < height + number as f64,
        "cross" => (x.abs() < width && y.abs() < 9.0) || (y.abs() < width && x.abs() < 9.0),
        _ => x.abs() < width && y.abs() < width && (x < 0.0 || y < 0.0),
    };
    let bytes: Vec<u8> = (0_i32..160 * 160)
        .map(|i| if inside(f64::from(i % 160) - 80.0, f64::from(i / 160) - 80.0) { 220 } else { 30 })
        .collect();
    Picture::from_bytes(160, 160, &bytes).write_png(path).unwrap();
}

const KINDS: [&str; 4] = ["bar", "cross", "disc", "ell"];

/// Three shapes of each of four kinds, named by kind and number.
fn shapes() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("shapes")).unwrap();
    for kind in KINDS {
        for number in 1..=3 {
            draw(&folder.path().join(format!("shapes/{kind}-{number}.png")), kind, number);
        }
    }
    folder
}

#[test]
fn every_tier_tells_plain_shapes_apart() {
    let folder = shapes();
    for tier in ["complex", "rings", "composite", "aligned", "elastic"] {
        for engine in ["f64", "model"] {
            let line =
                format!("evaluate shapes --descriptor {tier} --engine {engine} --len 64 --data 12 --json");
            let run = utsushi(folder.path(), &line);
            let report = run.json();
            assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{line}");
            for (key, expected) in
                [("shapes", 12.0), ("classes", 4.0), ("nn1", 100.0), ("decisions_changed_vs_f64", 0.0)]
            {
                assert_eq!(report[key].as_f64(), Some(expected), "{line}: {key}");
            }
            assert!(report["bullseye"].as_f64().unwrap() > 99.0, "{report}");
            assert_eq!(report["per_class"].as_array().unwrap().len(), 4);
            for key in ["us_per_shape", "ns_per_comparison", "bullseye_held"] {
                assert!(report[key].as_f64().unwrap() > 0.0, "{key}");
            }
        }
    }
}

#[test]
fn hardware_decides_as_the_model_does() {
    let folder = shapes();
    let scores = |engine: &str| {
        let line = format!(
            "evaluate shapes --descriptor aligned --engine {engine} --len 64 --data 8 --twiddle 8 --json"
        );
        let run = utsushi(folder.path(), &line);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let report = run.json();
        ["bullseye", "nn1", "per_class", "confusions", "open_set", "decisions_changed_vs_f64"]
            .map(|key| report[key].clone())
    };
    assert_eq!(scores("hdl"), scores("model"));
}

/// The same shapes as one folder a class, as a zip and as a tar.xz, with a folder around or not.
#[test]
fn folders_and_archives_hold_the_same() {
    let folder = shapes();
    let root = folder.path();
    let report = |images: &str| {
        let run = utsushi(root, &format!("evaluate {images} --len 64 --json"));
        assert_eq!(run.code, 0, "{images}: {}", run.stderr);
        let report = run.json();
        ["shapes", "bullseye", "per_class"].map(|key| report[key].clone())
    };
    let expected = report("shapes");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(root.join("shapes.zip")).unwrap());
    let packed =
        liblzma::write::XzEncoder::new(std::fs::File::create(root.join("shapes.tar.xz")).unwrap(), 6);
    let mut tar = tar::Builder::new(packed);
    for kind in KINDS {
        std::fs::create_dir_all(root.join("classes").join(kind)).unwrap();
        for number in 1..=3 {
            let name = format!("{kind}-{number}.png");
            let bytes = std::fs::read(root.join("shapes").join(&name)).unwrap();
            std::fs::write(root.join("classes").join(kind).join(format!("{number}.png")), &bytes).unwrap();
            zip.start_file(format!("around/{name}"), zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(&bytes).unwrap();
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            tar.append_data(&mut header, format!("./{kind}/{number}.png"), bytes.as_slice()).unwrap();
        }
    }
    zip.finish().unwrap();
    tar.into_inner().unwrap().finish().unwrap();
    for images in ["classes", "shapes.zip", "shapes.tar.xz"] {
        assert_eq!(report(images), expected, "{images}");
    }
}

#[test]
fn a_page_and_its_figures() {
    let folder = shapes();
    let run = utsushi(folder.path(), "evaluate shapes --len 64 --out out");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let mut names: Vec<String> = std::fs::read_dir(folder.path().join("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let expected = [
        "classes.png",
        "classes.svg",
        "confusion.png",
        "confusion.svg",
        "report.html",
        "report.json",
        "unknown.png",
        "unknown.svg",
    ];
    assert_eq!(names, expected);
    for name in expected {
        assert!(run.stdout.contains(&format!("wrote out/{name}\n")), "{name} in {}", run.stdout);
    }
    let page = std::fs::read_to_string(folder.path().join("out/report.html")).unwrap();
    assert!(page.contains("12 shapes of 4 classes") && page.matches("<svg").count() == 3);
}

#[test]
fn a_gallery_is_made_and_changed_and_asked() {
    let folder = shapes();
    let root = folder.path();
    let run = utsushi(root, "gallery make shapes --out parts.gallery --descriptor aligned --len 128");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(
        run.stdout,
        "parts.gallery: 12 entries, 4 labels; descriptor aligned, N = 128, 16/16 bits, convergent, halve\n     3  bar\n     3  cross\n     3  disc\n     3  ell\n"
    );
    let run = utsushi(root, "gallery remove parts.gallery ell --json");
    assert_eq!((run.code, run.json()["entries"].as_u64()), (0, Some(9)));
    let found = |flags: &str| {
        let line = format!(
            "match shapes/ell-2.png --gallery parts.gallery --descriptor aligned --len 128 {flags} --json"
        );
        let run = utsushi(root, &line);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.json()["objects"][0].clone()
    };
    // What is not known is nearest to something, and rejected by its margin.
    assert!(found("")["label"].is_string());
    let rejected = found("--min-margin 0.5");
    assert!(rejected["label"].is_null() && rejected["nearest"].is_string(), "{rejected}");
    assert!(found("--max-distance 0.001")["label"].is_null());
    let run = utsushi(root, "gallery add parts.gallery shapes/ell-1.png shapes/ell-3.png --label corner");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.ends_with("     2  corner\n"), "{}", run.stdout);
    for flags in ["", "--engine f64", "--min-margin 0.5", "--mirror distinct"] {
        assert_eq!(found(flags)["label"], "corner", "{flags}");
    }
    let listed = utsushi(root, "gallery list parts.gallery");
    assert_eq!(listed.stdout, run.stdout);
}

/// An object that fills the frame is taken for the ground until one says that it is bright; specks are left out, and said to be.
#[test]
fn objects_at_the_limits() {
    let folder = shapes();
    let root = folder.path();
    let mut bytes = vec![255; 64 * 64];
    bytes[0] = 0;
    Picture::from_bytes(64, 64, &bytes).write_png(root.join("full.png")).unwrap();
    let found = |flags: &str| {
        let run = utsushi(
            root,
            &format!("match full.png --gallery shapes --len 64 --descriptor elastic --json {flags}"),
        );
        assert_eq!(run.code, 0, "{}", run.stderr);
        (run.json()["objects"].as_array().unwrap().len(), run.stderr)
    };
    assert_eq!(
        found(""),
        (
            0,
            "full.png has no object of at least 16 pixels; try another --threshold or --min-area\n"
                .to_owned()
        )
    );
    assert_eq!(
        found("--min-area 1"),
        (0, "full.png: 1 of 1 objects have contours of less than three different pixels and are left out; raise --min-area, or turn --polarity if they are the ground\n".to_owned())
    );
    assert_eq!(found("--polarity bright"), (1, String::new()));
    // Four pixels are a contour, of fewer points than there are harmonics.
    let mut bytes = vec![0; 64 * 64];
    for at in [30 * 64 + 30, 30 * 64 + 31, 31 * 64 + 30, 31 * 64 + 31] {
        bytes[at] = 255;
    }
    Picture::from_bytes(64, 64, &bytes).write_png(root.join("full.png")).unwrap();
    assert_eq!(found("--min-area 1"), (1, String::new()));
}

#[test]
fn refusals() {
    let folder = shapes();
    let root = folder.path();
    let says = |line: &str, sentence: &str| refused(root, line, sentence);
    says("evaluate none", "cannot open none; check the path: No such file or directory (os error 2)");
    std::fs::write(root.join("notes.txt"), "text").unwrap();
    says(
        "evaluate notes.txt",
        "notes.txt is neither a folder nor a .zip, .tar or .tar.xz archive; unpack it, or name its folder",
    );
    std::fs::write(root.join("bad.tar.xz"), "no archive").unwrap();
    let run = utsushi(root, "evaluate bad.tar.xz");
    let start = "utsushi: bad.tar.xz is damaged or no such archive; fetch it again, or unpack it";
    assert!(run.code == 2 && run.stderr.starts_with(start), "{}", run.stderr);
    std::fs::create_dir(root.join("empty")).unwrap();
    says(
        "evaluate empty",
        "empty holds no picture; name a folder of images called class-NN, or of one folder a class",
    );
    std::fs::create_dir(root.join("odd")).unwrap();
    draw(&root.join("odd/star.png"), "cross", 1);
    says(
        "evaluate odd",
        "odd/star.png: its name says no class; call it class-NN, such as apple-07.png, or put it into a folder of the class's name",
    );
    std::fs::rename(root.join("odd/star.png"), root.join("odd/star-1.png")).unwrap();
    says(
        "evaluate odd",
        "odd: class 'star' has one shape, which has no other to be compared with; add a second, or leave it out",
    );
    Picture::from_bytes(64, 64, &[7; 64 * 64]).write_png(root.join("odd/star-2.png")).unwrap();
    says(
        "evaluate odd",
        "odd/star-2.png has no object of at least 16 pixels; use a picture of one object on a plain background",
    );
    says(
        "evaluate shapes --descriptor aligned --len 32",
        "cannot describe shapes/bar-1.png: descriptor aligned needs frames of at least 64 samples and they have 32; use --len 64 or more",
    );
    let run = utsushi(root, "evaluate shapes --descriptor best");
    assert!(
        run.code == 2
            && run
                .stderr
                .contains("descriptor 'best' is unknown; use complex, rings, composite, aligned or elastic"),
        "{}",
        run.stderr
    );
    assert_eq!(utsushi(root, "gallery make shapes --out g --len 64").code, 0);
    says(
        "match shapes --gallery g --len 64 --descriptor rings",
        "cannot use --gallery: gallery g was made with descriptor complex and rings is asked for; use --descriptor complex or make it anew",
    );
    says(
        "match shapes --gallery g --len 64 --data 10",
        "cannot use --gallery: gallery g was made with --len 64 --data 16 --twiddle 16 --rounding convergent --overflow saturate --schedule halve and --len 64 --data 10 --twiddle 16 --rounding convergent --overflow saturate --schedule halve is asked for; use the same spec or make it anew",
    );
    let mut bytes = std::fs::read(root.join("g")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(root.join("g"), bytes).unwrap();
    says(
        "gallery list g",
        "gallery g is damaged: its bytes do not have its checksum; make it anew or restore it",
    );
    says(
        "gallery list shapes/bar-1.png",
        "shapes/bar-1.png is no gallery file: it does not begin with 'utsushi gallery'; make one of a folder of pictures with `utsushi gallery make`",
    );
    says(
        "gallery make shapes --out shapes/bar-1.png",
        "shapes/bar-1.png is an input and would be overwritten; choose another --out",
    );
    let run = utsushi(root, "match shapes --gallery shapes --min-margin 2");
    assert!(
        run.code == 2 && run.stderr.contains("'2' is no part; use a number from 0 to 1"),
        "{}",
        run.stderr
    );
}
