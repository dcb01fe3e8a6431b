// SPDX-License-Identifier: MIT OR Apache-2.0
//! Files are written whole or not at all.

use std::path::Path;

use utsushi::picture::{ColorPicture, Depth, Picture, load, write_file};

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn grey_pictures_come_back_as_they_went() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.png");
    for depth in [Depth::Eight, Depth::Sixteen] {
        let samples = (0..35_u16).map(|i| i.wrapping_mul(7919) & depth.max()).collect();
        let picture = Picture::new(7, 5, depth, samples);
        picture.write_png(&path).unwrap();
        assert_eq!(load(&path).unwrap(), picture);
    }
    assert_eq!(names(folder.path()), ["a.png"]);
}

#[test]
fn color_pictures_are_png() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c.png");
    let mut picture = ColorPicture::from_grey(&Picture::from_bytes(2, 2, &[9, 8, 7, 6]));
    picture.set(1, 1, [200, 100, 50]);
    picture.set(-1, 7, [1, 1, 1]);
    picture.write_png(&path).unwrap();
    let back = image::open(&path).unwrap().to_rgb8();
    assert_eq!(back.as_raw().as_slice(), picture.pixels().as_flattened());
    assert_eq!(back.get_pixel(1, 1).0, [200, 100, 50]);
}

#[test]
fn the_same_picture_gives_the_same_bytes() {
    let picture = Picture::from_bytes(3, 1, &[1, 2, 3]);
    assert_eq!(picture.to_png("a").unwrap(), picture.to_png("b").unwrap());
}

#[test]
fn a_missing_folder_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none/a.png");
    let said = Picture::from_bytes(1, 1, &[0]).write_png(&path).unwrap_err().to_string();
    assert_eq!(
        said.replace(&path.display().to_string(), "FILE"),
        "FILE cannot be written: No such file or directory (os error 2); check that the folder exists and that the disk has room"
    );
}

#[test]
fn a_failed_write_leaves_the_old_file_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("taken");
    // A folder of that name cannot be replaced by a file: the rename fails after the write.
    std::fs::create_dir(&path).unwrap();
    assert!(write_file(&path, b"new").is_err());
    assert_eq!(names(folder.path()), ["taken"]);
    assert!(write_file(folder.path().join(".."), b"new").is_err());
}
