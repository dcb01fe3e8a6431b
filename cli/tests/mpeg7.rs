// SPDX-License-Identifier: MIT OR Apache-2.0
//! The 1400 shapes of MPEG-7 CE-Shape-1 part B, if they are there: `$UTSUSHI_DATA/mpeg7b`, else `../shared/data/mpeg7b` beside the workspace.

mod common;

use std::io::Read;
use std::path::{Path, PathBuf};

use common::utsushi;
use rayon::prelude::*;
use utsushi::fft::{CheckedSpec, FftSpec, Reference};
use utsushi::picture::from_memory;
use utsushi::shape::{Descriptor, Entry, Gallery, Mask, Mirror, Profile, Tier, describe, trace};

/// `None`, and a word about it, if the shapes are absent.
fn archive() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let root = std::env::var_os("UTSUSHI_DATA").map_or_else(beside, PathBuf::from);
    let path = root.join("mpeg7b/mpeg7b_pbm.tar.xz");
    if !path.exists() {
        eprintln!("skipped: {} is absent; set UTSUSHI_DATA to the folder that holds mpeg7b/", path.display());
        return None;
    }
    Some(path.canonicalize().unwrap())
}

/// Runs `evaluate`; bullseye, bullseye held, nearest, and decisions changed.
fn scores(archive: &Path, flags: &str) -> [f64; 4] {
    let folder = tempfile::tempdir().unwrap();
    let run = utsushi(folder.path(), &format!("evaluate {} {flags} --json", archive.display()));
    assert_eq!(run.code, 0, "{}", run.stderr);
    let report = run.json();
    assert_eq!((report["shapes"].as_u64(), report["classes"].as_u64()), (Some(1400), Some(70)));
    let scores = ["bullseye", "bullseye_held", "nn1", "decisions_changed_vs_f64"]
        .map(|key| report[key].as_f64().unwrap());
    println!(
        "{flags}: {scores:?}, {} µs a shape, {} ns a comparison",
        report["us_per_shape"], report["ns_per_comparison"]
    );
    scores
}

#[test]
fn magnitudes_reach_what_is_published() {
    let Some(archive) = archive() else { return };
    let exact = scores(&archive, "--descriptor complex");
    assert!(exact[0] >= 75.4, "complex: {exact:?}");
    for (bits, loss) in [(10, 0.3), (12, 0.1), (16, 0.05)] {
        let found = scores(&archive, &format!("--engine model --data {bits} --twiddle {bits}"));
        assert!(exact[0] - found[0] <= loss, "{bits} bits: {found:?} of {exact:?}");
        assert!(found[3] > 0.0 || bits > 12, "decisions are counted");
    }
    assert!(scores(&archive, "--descriptor rings")[0] >= 79.5);
    assert!(scores(&archive, "--descriptor composite")[0] >= 83.0);
}

#[test]
fn phases_reach_more() {
    let Some(archive) = archive() else { return };
    let aligned = scores(&archive, "--descriptor aligned --engine model --data 12 --twiddle 12");
    assert!(aligned[0] >= 86.0 && aligned[1] >= 86.0 && aligned[2] >= 97.9, "aligned: {aligned:?}");
}

fn masks(archive: &Path) -> Vec<(String, Mask)> {
    let reader = liblzma::read::XzDecoder::new(std::fs::File::open(archive).unwrap());
    let mut masks = Vec::new();
    for entry in tar::Archive::new(reader).entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().file_stem().unwrap().to_string_lossy().into_owned();
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        let picture = from_memory(&bytes, &name).unwrap();
        let dark = |x: usize, y: usize| picture.row(y)[x] == 0;
        masks.push((name, Mask::from_fn(picture.width(), picture.height(), dark)));
    }
    masks.sort_by(|a, b| a.0.cmp(&b.0));
    masks
}

fn profile(mask: &Mask, tier: Tier, spec: &CheckedSpec) -> Profile {
    let object = trace(mask, 16).into_iter().rev().max_by_key(|object| object.area).unwrap();
    Profile::of(&object, tier, spec).unwrap()
}

/// The mask turned and scaled about its middle, the nearest pixel taken.
fn turned(mask: &Mask, degrees: f64, scale: f64) -> Mask {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (width, height) = (mask.width() as f64, mask.height() as f64);
    let side = ((width.hypot(height)) * scale).ceil() as usize + 2;
    let middle = side as f64 / 2.0;
    Mask::from_fn(side, side, |x, y| {
        let (x, y) = ((x as f64 + 0.5 - middle) / scale, (y as f64 + 0.5 - middle) / scale);
        let (u, v) = (cos * x + sin * y + width / 2.0, cos * y - sin * x + height / 2.0);
        u >= 0.0 && v >= 0.0 && mask.get(u as usize, v as usize)
    })
}

/// One shape of each class, turned by 9 to 150 degrees and scaled by a half and two, is still of its class.
#[test]
fn rotation_and_scale_keep_the_class() {
    let Some(archive) = archive() else { return };
    let spec = FftSpec { len: 128, ..FftSpec::default() }.check().unwrap();
    let masks = masks(&archive);
    let class = |name: &str| name.rsplit_once('-').unwrap().0.to_owned();
    let first = |name: &str| name.rsplit_once('-').unwrap().1.parse() == Ok(1);
    for tier in [Tier::Complex, Tier::Rings, Tier::Composite, Tier::Aligned] {
        let profiles: Vec<Profile> = masks.par_iter().map(|(_, mask)| profile(mask, tier, &spec)).collect();
        let descriptors = describe(&profiles, &mut Reference::new(&spec)).unwrap();
        let entry =
            |((name, _), descriptor): (&(String, Mask), Descriptor)| Entry { label: class(name), descriptor };
        let gallery = Gallery::new("all", &spec, masks.iter().zip(descriptors).map(entry).collect()).unwrap();
        let mut asked = 0;
        let mut wrong = Vec::new();
        for (name, mask) in masks.iter().filter(|(name, _)| first(name)) {
            let turns = [9.0, 36.0, 45.0, 90.0, 150.0].map(|degrees| (degrees, 1.0));
            for (degrees, scale) in turns.into_iter().chain([(0.0, 0.5), (0.0, 2.0)]) {
                let profile = profile(&turned(mask, degrees, scale), tier, &spec);
                let descriptor = describe(&[profile], &mut Reference::new(&spec)).unwrap().remove(0);
                let found = gallery.nearest_with(&descriptor, Mirror::Same);
                asked += 1;
                if found.label != class(name) {
                    wrong.push(format!("{name} by {degrees}° times {scale} is a {}", found.label));
                }
            }
        }
        assert_eq!(asked, 490);
        assert!(wrong.is_empty(), "{tier}: {wrong:?}");
    }
}
