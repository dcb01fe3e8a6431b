// SPDX-License-Identifier: MIT OR Apache-2.0
//! The cache: whole entries or none, whoever builds, is killed, or runs out of room.

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use common::{build, design, nothing, shared_cache, source, tools, wait_for};
use utsushi_sim::{Cache, DataFile, Design, Environment, Literal, ToolOptions, Toolchain};

/// A design that no cache has seen; `name` keeps the tests of one run apart.
fn fresh(name: &str) -> Design {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    with_tag(format!("{name}_{}_{now}", std::process::id()))
}

fn with_tag(tag: String) -> Design {
    Design { defines: vec![("TAG".to_owned(), tag)], ..design("counter", &[("WIDTH", 9)]) }
}

/// Removes an entry that no later run will ask for.
fn forget(design: &Design) {
    let path = build(design).path().to_owned();
    std::fs::remove_dir_all(path.parent().unwrap()).unwrap();
}

fn leftovers(cache: &Path, pid: u32) -> Vec<PathBuf> {
    let prefix = format!("tmp-{pid}-");
    let entries = cache.read_dir().into_iter().flatten().flatten();
    entries
        .map(|e| e.path())
        .filter(|p| p.file_name().unwrap().to_string_lossy().starts_with(&prefix))
        .collect()
}

#[test]
fn the_folder_is_the_named_one_or_the_users() {
    let environment = Environment {
        cache: Some("/a".into()),
        xdg_cache: Some("/b".into()),
        home: Some("/c".into()),
        ..nothing()
    };
    let dir = |named: Option<&str>, environment: &Environment| {
        Cache::find(named.map(Path::new), environment).unwrap().dir().display().to_string()
    };
    assert_eq!(dir(Some("/d"), &environment), "/d");
    assert_eq!(dir(Some("d"), &environment), "/nonexistent/d", "relative to the current folder");
    assert_eq!(dir(None, &environment), "/a");
    let environment = Environment { cache: None, ..environment };
    assert_eq!(dir(None, &environment), "/b/utsushi");
    let environment = Environment { xdg_cache: None, ..environment };
    assert_eq!(dir(None, &environment), "/c/.cache/utsushi");
    assert_eq!(
        Cache::find(None, &nothing()).unwrap_err().to_string(),
        "there is no cache folder, for neither UTSUSHI_CACHE nor HOME is set; name one with --cache DIR"
    );
}

#[test]
fn everything_that_matters_makes_another_entry_and_nothing_else_does() {
    let base = Design {
        data: vec![DataFile { name: "rom.hex".into(), content: b"1 2 3 4".to_vec() }],
        parameters: vec![("DIR".into(), Literal::Text("{data}".into()))],
        reset: None,
        ..Design { defines: fresh("matters").defines, ..design("memory", &[]) }
    };
    let mut changed = vec![base.clone()];
    let data = vec![DataFile { name: "rom.hex".into(), content: b"1 2 3 5".to_vec() }];
    changed.push(Design { data, ..base.clone() });
    let mut text = source("memory.v");
    text.text.push_str("// another comment\n");
    changed.push(Design { sources: vec![text], ..base.clone() });
    changed.push(Design { trace: true, ..base.clone() });
    for design in &changed {
        assert!(!build(design).cache_hit());
    }
    for design in &changed {
        assert!(build(design).cache_hit());
    }
    let paths: std::collections::HashSet<_> = changed.iter().map(|d| build(d).path().to_owned()).collect();
    assert_eq!(paths.len(), changed.len());
    changed.iter().for_each(forget);
}

#[test]
fn an_included_file_counts_wherever_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path().join("below");
    std::fs::create_dir(&below).unwrap();
    let include = |name: &str| format!("`include \"{name}\"\n");
    let outside = folder.path().join("outside.vh");
    let mut text = include("inside.vh") + &include(&outside.display().to_string());
    text += "module counter(input clk, output [7:0] a, output [7:0] b); assign a = `A; assign b = `B; endmodule\n";
    let design = Design {
        sources: vec![utsushi_sim::Source::text("includes.v", &text)],
        includes: vec![below.clone()],
        ..design("counter", &[])
    };
    let write = |a: u8, b: u8| {
        std::fs::write(below.join("inside.vh"), format!("`define A 8'd{a}\n")).unwrap();
        std::fs::write(&outside, format!("`define B 8'd{b}\n")).unwrap();
    };
    let values = || {
        let library = build(&design);
        let mut sim = library.simulation(1).unwrap();
        sim.eval().unwrap();
        (sim.get(library.port("a").unwrap()).unwrap(), sim.get(library.port("b").unwrap()).unwrap())
    };
    for (a, b) in [(1, 2), (3, 2), (3, 4)] {
        write(a, b);
        assert_eq!(values(), (u64::from(a), u64::from(b)));
    }
    assert!(build(&design).cache_hit());
}

#[test]
fn a_damaged_entry_is_built_again() {
    let design = fresh("damaged");
    let library = build(&design);
    let path = library.path().to_owned();
    drop(library);
    let whole = std::fs::read(&path).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for damage in [&whole[..whole.len() / 2], &flipped, &[]] {
        // Another file: a mapped library must not change under a loader.
        std::fs::remove_file(&path).unwrap();
        std::fs::write(&path, damage).unwrap();
        assert!(!build(&design).cache_hit(), "{} bytes", damage.len());
        assert!(build(&design).cache_hit());
    }
    std::fs::remove_file(path.with_file_name("manifest")).unwrap();
    assert!(!build(&design).cache_hit(), "without its manifest");
    forget(&design);
}

#[test]
fn a_folder_that_cannot_be_written_is_named_with_the_remedy() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let below = file.path().join("cache");
    let cases = [
        (PathBuf::from("/proc/utsushi"), "No such file or directory (os error 2)"),
        (below, "Not a directory (os error 20)"),
        (PathBuf::from("/sys/utsushi"), "Operation not permitted (os error 1)"),
    ];
    for (dir, reason) in cases {
        let options = ToolOptions { verilator: None, cache: Some(dir.clone()) };
        let error = Toolchain::find(&options).unwrap().build(&design("counter", &[])).unwrap_err();
        let remedy = "name another with --cache DIR or the variable UTSUSHI_CACHE";
        let sentence = format!("cache folder {} cannot be written ({reason}); {remedy}", dir.display());
        // Without root, or in a container, /sys refuses in other words.
        let permission =
            sentence.replace("Operation not permitted (os error 1)", "Permission denied (os error 13)");
        let read_only =
            sentence.replace("Operation not permitted (os error 1)", "Read-only file system (os error 30)");
        assert!([sentence, permission, read_only].contains(&error.to_string()), "{error}");
    }
}

/// A tiny file system of its own; None where mounting is not permitted.
struct TinyDisk(tempfile::TempDir);

impl TinyDisk {
    fn mount(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(folder.path());
        let mounted = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        mounted.then_some(Self(folder))
    }
}

impl Drop for TinyDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_folder_is_named_with_the_remedy() {
    // The first has no room for the harness's text, the second none for an object file.
    for size in ["16k", "300k"] {
        let Some(disk) = TinyDisk::mount(size) else {
            println!("skipped: mounting a tmpfs is not permitted here");
            return;
        };
        let cache = disk.0.path().to_owned();
        let options = ToolOptions { verilator: None, cache: Some(cache.clone()) };
        let error = Toolchain::find(&options).unwrap().build(&design("counter", &[])).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "cache folder {} is full; free some space, or name another with --cache DIR or the variable UTSUSHI_CACHE",
                cache.display()
            ),
            "{size}"
        );
        assert_eq!(leftovers(&cache, std::process::id()), [] as [PathBuf; 0], "{size}");
    }
}

/// Runs the calling test again in a process of its own, where [`role`] gives it the design's `tag`.
fn child(test: &str, tag: &str) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "--nocapture", test]).env("UTSUSHI_TEST_TAG", tag);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// The design to build, in the process of a child; `None` in the test that starts it.
fn role() -> Option<Design> {
    std::env::var("UTSUSHI_TEST_TAG").ok().map(with_tag)
}

fn build_and_tell(design: &Design) {
    println!("hit={}", build(design).cache_hit());
}

fn build_and_remove(design: Design) {
    let builder = std::thread::spawn(move || tools().build(&design).map(|library| library.cache_hit()));
    wait_for("a work folder", || !leftovers(&shared_cache(), std::process::id()).is_empty());
    utsushi_sim::remove_temporaries();
    println!("left={}", leftovers(&shared_cache(), std::process::id()).len());
    println!("result={}", builder.join().unwrap().unwrap_err());
}

fn output(child: Child) -> String {
    String::from_utf8_lossy(&child.wait_with_output().unwrap().stdout).into_owned()
}

#[test]
fn of_two_processes_one_builds_and_the_other_waits() {
    if let Some(design) = role() {
        return build_and_tell(&design);
    }
    let tag = fresh("processes").defines.remove(0).1;
    let children: Vec<_> =
        (0..3).map(|_| child("of_two_processes_one_builds_and_the_other_waits", &tag)).collect();
    let outputs: Vec<_> = children.into_iter().map(output).collect();
    let count = |text: &str| outputs.iter().filter(|output| output.contains(text)).count();
    assert_eq!((count("hit=false"), count("hit=true")), (1, 2), "{outputs:?}");
    forget(&with_tag(tag));
}

#[test]
fn of_eight_threads_one_builds_and_all_get_the_library() {
    let design = fresh("threads");
    let tools = tools();
    let mut hits = BTreeMap::new();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| tools.build(&design).unwrap())).collect();
        for thread in threads {
            let library = thread.join().unwrap();
            library.simulation(1).unwrap().clock(3).unwrap();
            *hits.entry(library.cache_hit()).or_insert(0) += 1;
        }
    });
    assert_eq!(hits, BTreeMap::from([(false, 1), (true, 7)]));
    forget(&design);
}

#[test]
fn a_build_that_is_killed_leaves_no_half_entry_and_is_swept() {
    if let Some(design) = role() {
        return build_and_tell(&design);
    }
    // Not INT: a shell that starts the suite in the background has it ignored.
    for signal in ["TERM", "KILL"] {
        let tag = fresh(signal).defines.remove(0).1;
        let child = child("a_build_that_is_killed_leaves_no_half_entry_and_is_swept", &tag);
        let pid = child.id();
        wait_for("a work folder", || !leftovers(&shared_cache(), pid).is_empty());
        let killed = Command::new("kill").args([&format!("-{signal}"), &pid.to_string()]).status().unwrap();
        assert!(killed.success());
        assert!(!output(child).contains("hit="), "it was killed before it finished");
        let design = with_tag(tag);
        assert!(!build(&design).cache_hit(), "the dead builder left no entry");
        assert!(build(&design).cache_hit());
        assert_eq!(leftovers(&shared_cache(), pid), [] as [PathBuf; 0], "the next builder swept");
        forget(&design);
    }
}

#[test]
fn an_interrupt_handler_can_remove_everything_unfinished() {
    if let Some(design) = role() {
        return build_and_remove(design);
    }
    let tag = fresh("interrupt").defines.remove(0).1;
    let printed = output(child("an_interrupt_handler_can_remove_everything_unfinished", &tag));
    assert!(printed.contains("left=0"), "{printed}");
    assert!(printed.contains("result=the build was interrupted; nothing of it was kept"), "{printed}");
}
