// SPDX-License-Identifier: MIT OR Apache-2.0
//! The README shows what the program makes: its table and its picture, byte for byte, are those of a fresh run.

mod common;

use std::path::Path;

use common::utsushi;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

#[test]
fn table_and_picture_are_the_demos() {
    let folder = tempfile::tempdir().unwrap();
    let run = utsushi(folder.path(), "demo");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let readme = std::fs::read_to_string(project().join("README.md")).unwrap();
    // Up to the blank line after the objects: what follows has the machine's speed in it.
    let table = run.stdout.split("\n\n").nth(1).unwrap();
    assert_eq!(table.lines().count(), 13, "a heading and twelve parts:\n{table}");
    assert!(readme.contains(table), "the README's table is not this one:\n{table}");
    let (made, shown) =
        (folder.path().join("utsushi-demo/scene_objects.png"), project().join("docs/demo.png"));
    let [made, shown] = [made, shown].map(|path| std::fs::read(path).unwrap());
    assert!(made == shown, "docs/demo.png is stale; copy scene_objects.png of the demo there");
}
