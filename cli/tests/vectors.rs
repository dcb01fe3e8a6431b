// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi vectors`: kits are whole, verified to the byte, refused when they are not.

mod common;

use std::fs;
use std::path::Path;

use common::{command, on_a_full_disk, rectangles, refused, utsushi, workbench};

const MAKE: &str = "vectors make --len 16 --data 8 --twiddle 10 --out kit";

fn kit(folder: &Path, more: &str) {
    let run = utsushi(folder, &format!("{MAKE} {more}"));
    assert_eq!(run.code, 0, "{}", run.stderr);
}

fn all_files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(all_files(&path));
        } else {
            files.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
    files.sort();
    files
}

#[test]
fn a_kit_holds_what_its_manifest_says_and_verifies() {
    let bench = workbench();
    let run = utsushi(bench.path(), &format!("{MAKE} --image parts.png --stages --json"));
    assert_eq!((run.code, &*run.stderr), (0, ""));
    let made = run.json();
    let names: Vec<_> =
        made["sets"].as_array().unwrap().iter().map(|set| set["name"].as_str().unwrap()).collect();
    let every = [
        "zero",
        "impulse",
        "dc",
        "alternating",
        "tone",
        "corners",
        "ties",
        "overflow",
        "random",
        "real-rows",
        "image-rows",
        "contours",
    ];
    assert_eq!(names, every);
    let manifest = fs::read_to_string(bench.path().join("kit/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!((&manifest["schema"], &manifest["version"]), (&"utsushi-vectors".into(), &1.into()));
    assert_eq!(manifest["spec"]["data"], 8);
    assert_eq!(manifest["generator"]["name"], "SplitMix64");
    for file in manifest["files"].as_array().unwrap() {
        let bytes = fs::read(bench.path().join("kit").join(file["path"].as_str().unwrap())).unwrap();
        assert_eq!(file["bytes"], bytes.len());
        assert_eq!(file["sha256"], utsushi::vectors::sha256(&bytes));
    }
    let run = utsushi(bench.path(), "vectors verify kit --json");
    assert_eq!((run.code, &run.json()["holds"]), (0, &true.into()), "{}", run.stdout);
    let text = utsushi(bench.path(), "vectors list kit");
    assert!(text.stdout.contains("random/expected.mem"));
}

#[test]
fn a_kit_of_radix22_names_it_and_verifies() {
    let bench = workbench();
    let run = utsushi(bench.path(), &format!("{MAKE} --image parts.png --decomposition radix22 --stages"));
    assert_eq!((run.code, &*run.stderr), (0, ""));
    let manifest = fs::read_to_string(bench.path().join("kit/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["spec"]["decomposition"], "radix22");
    assert!(
        fs::read_to_string(bench.path().join("kit/spec.toml"))
            .unwrap()
            .contains("decomposition = \"radix22\"\n")
    );
    let run = utsushi(bench.path(), "vectors verify kit --json");
    assert_eq!((run.code, &run.json()["holds"]), (0, &true.into()), "{}", run.stdout);
}

#[test]
fn the_same_command_gives_the_same_bytes_on_any_number_of_threads() {
    let [first, second] = [0, 1].map(|_| tempfile::tempdir().unwrap());
    kit(first.path(), "");
    let run =
        command().current_dir(second.path()).args(MAKE.split(' ')).env("RAYON_NUM_THREADS", "1").output();
    assert!(run.unwrap().status.success());
    let names = |folder: &Path| {
        all_files(&folder.join("kit")).into_iter().map(|(_, bytes)| bytes).collect::<Vec<_>>()
    };
    assert!(names(first.path()) == names(second.path()));
    assert_eq!(fs::read_dir(first.path()).unwrap().count(), 1, "nothing is left beside the kit");
}

#[test]
fn a_changed_byte_is_named_by_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    kit(folder.path(), "--sets random,impulse");
    let inside = |name: &str| folder.path().join("kit").join(name);
    let change = |name: &str, line: usize| {
        let text = fs::read_to_string(inside(name)).unwrap();
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        let old = lines[line - 1].clone();
        let digit = if old.ends_with('0') { "1" } else { "0" };
        lines[line - 1].replace_range(old.len() - 1.., digit);
        let new = lines[line - 1].clone();
        fs::write(inside(name), lines.join("\n") + "\n").unwrap();
        (text, new, old)
    };
    for (name, line) in
        [("random/expected.mem", 17), ("impulse/stimulus.csv", 40), ("rom/twiddle_h00004_t10.hex", 3)]
    {
        let (text, new, old) = change(name, line);
        let run = utsushi(folder.path(), "vectors verify kit");
        let sentence = format!("{name}, line {line} is '{new}' and should be '{old}'\n");
        assert!(run.code == 1 && run.stdout.starts_with(&sentence), "{sentence}{}", run.stdout);
        fs::write(inside(name), text).unwrap();
    }
    let npy = fs::read(inside("random/random.npz")).unwrap();
    let mut other = npy.clone();
    other[5000] ^= 1;
    fs::write(inside("random/random.npz"), other).unwrap();
    let run = utsushi(folder.path(), "vectors verify kit");
    assert!(run.stdout.starts_with("random/random.npz, byte 5000 differs"), "{}", run.stdout);
    fs::write(inside("random/random.npz"), npy).unwrap();
    assert_eq!(utsushi(folder.path(), "vectors verify kit").code, 0);
}

#[test]
fn missing_short_long_and_strange_files_are_named() {
    let folder = tempfile::tempdir().unwrap();
    kit(folder.path(), "--sets random --formats mem,csv");
    let inside = |name: &str| folder.path().join("kit").join(name);
    let verify = || utsushi(folder.path(), "vectors verify kit");
    let mem = fs::read(inside("random/expected.mem")).unwrap();
    fs::remove_file(inside("random/expected.mem")).unwrap();
    let run = verify();
    assert!(run.code == 1 && run.stdout.starts_with("random/expected.mem is missing; make the kit again\n"));
    fs::write(inside("random/expected.mem"), &mem[..mem.len() - 5]).unwrap();
    let run = verify();
    assert!(run.code == 1 && run.stdout.starts_with("random/expected.mem, line 257 is ''"), "{}", run.stdout);
    fs::write(inside("random/expected.mem"), [&mem[..], b"0000\n"].concat()).unwrap();
    let run = verify();
    let sentence = "random/expected.mem, line 258 is '0000' and should be 'nothing, the file ends here'\n";
    assert!(run.code == 1 && run.stdout.starts_with(sentence), "{}", run.stdout);
    fs::write(inside("random/expected.mem"), &mem).unwrap();
    fs::write(inside("notes.txt"), "mine").unwrap();
    let run = verify();
    assert!(run.code == 1 && run.stdout.starts_with("notes.txt is not of this kit\n"), "{}", run.stdout);
}

#[test]
fn a_manifest_that_cannot_be_judged_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    kit(folder.path(), "--sets zero --formats mem");
    let path = folder.path().join("kit/manifest.json");
    let text = fs::read_to_string(&path).unwrap();
    let line = "vectors verify kit";
    fs::write(&path, text.replacen("\"version\": 1", "\"version\": 2", 1)).unwrap();
    refused(
        folder.path(),
        line,
        "kit/manifest.json has schema utsushi-vectors version 2, and this release reads utsushi-vectors up to version 1; use a newer utsushi",
    );
    fs::write(&path, &text[..text.len() / 2]).unwrap();
    let run = utsushi(folder.path(), line);
    assert!(
        run.code == 2 && run.stderr.starts_with("utsushi: kit/manifest.json is no manifest: "),
        "{}",
        run.stderr
    );
    fs::write(&path, text.replacen("\"data\": 8", "\"data\": 0", 1)).unwrap();
    let run = utsushi(folder.path(), line);
    assert!(run.code == 2 && run.stderr.contains("data 0 is out of range"), "{}", run.stderr);
    fs::remove_file(&path).unwrap();
    let run = utsushi(folder.path(), line);
    assert!(run.code == 2 && run.stderr.contains("name the folder of a kit"), "{}", run.stderr);
}

#[test]
fn what_cannot_be_made_is_refused_and_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    rectangles(&folder.path().join("plain.png"), 16, 9, &[]);
    for (flags, sentence) in [
        ("--frames 0", "--frames 0 leaves a set without a frame; ask for at least 1"),
        ("--sets image-rows", "the set image-rows is made of a picture; name one with --image"),
        (
            "--sets contours --image plain.png",
            "plain.png has no object with a contour; name another picture with --image",
        ),
    ] {
        refused(folder.path(), &format!("{MAKE} {flags}"), sentence);
    }
    let sentence = "data 0 is out of range; a component has 2 to 32 bits";
    refused(folder.path(), "vectors make --data 0 --out kit", sentence);
    fs::create_dir(folder.path().join("kit")).unwrap();
    fs::write(folder.path().join("kit/mine.txt"), "mine").unwrap();
    refused(folder.path(), MAKE, "kit exists and is not empty; choose another folder, or remove it");
    let names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    let run = utsushi(folder.path(), "vectors make --formats elf --out other");
    assert!(run.code == 2 && run.stderr.contains("format 'elf' is unknown; use mem, coe,"), "{}", run.stderr);
}

#[test]
fn a_full_disk_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let run = on_a_full_disk(folder.path(), 8, "vectors make --len 64 --sets random --out kit");
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("free the disk or choose another folder"), "{}", run.stderr);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = command()
        .current_dir(folder.path())
        .args("vectors make --len 64 --sets random --frames 2000000 --formats mem --out kit".split(' '))
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert!(child.try_wait().unwrap().is_none(), "the kit is too small for this test");
    std::process::Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn sets_and_formats_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let listed = utsushi(folder.path(), "vectors list --json").json();
    assert_eq!(
        (listed["sets"].as_array().unwrap().len(), listed["formats"].as_array().unwrap().len()),
        (12, 12)
    );
}
