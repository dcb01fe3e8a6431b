// SPDX-License-Identifier: MIT OR Apache-2.0
//! Bad files, each with its sentence.

use std::path::Path;

use image::ImageFormat;
use proptest::prelude::*;
use utsushi::picture::{Depth, Picture, from_memory, load};

const FORMATS: [ImageFormat; 7] = [
    ImageFormat::Png,
    ImageFormat::Jpeg,
    ImageFormat::Bmp,
    ImageFormat::Tiff,
    ImageFormat::Pnm,
    ImageFormat::WebP,
    ImageFormat::Gif,
];

fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn sentence(path: &Path) -> String {
    load(path).unwrap_err().to_string().replace(&path.display().to_string(), "FILE")
}

/// A PNG's header for any size; the checksums are right, the pixels are missing.
fn png_header(width: u32, height: u32, color: u8) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, color, 0, 0, 0]);
    for body in [header.as_slice(), b"IDAT\x78\x9c\x03\x00\x00\x00\x00\x01".as_slice()] {
        png.extend((body.len() as u32 - 4).to_be_bytes());
        png.extend(body);
        png.extend(crc32(body).to_be_bytes());
    }
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), |crc, _| step(crc)))
}

#[test]
fn missing() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(sentence(&folder.path().join("none.png")), "FILE: there is no such file; check the path");
}

#[test]
fn folder() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(sentence(folder.path()), "FILE is a folder; name a picture in it");
}

#[test]
fn empty() {
    let (_folder, path) = file("empty.png", b"");
    assert_eq!(sentence(&path), "FILE is empty (0 bytes); fetch or export the picture again");
}

#[test]
fn text_named_png() {
    let (_folder, path) = file("text.png", b"this is no picture at all\n");
    assert_eq!(
        sentence(&path),
        "FILE is no picture: it does not begin as PNG, JPEG, BMP, TIFF, PNM, WebP or GIF do; convert it to PNG"
    );
}

#[test]
fn truncated_png() {
    let samples = (0..64 * 64_u32).map(|i| (i * i % 251) as u16).collect();
    let png = Picture::new(64, 64, Depth::Eight, samples).to_png("whole").unwrap();
    let (_folder, path) = file("half.png", &png[..png.len() / 2]);
    assert_eq!(
        sentence(&path),
        "FILE is damaged or cut short: unexpected end of file; fetch or export it again"
    );
}

#[test]
fn every_cut_of_a_png_is_refused_without_panic() {
    let png = Picture::from_bytes(9, 7, &[77; 63]).to_png("whole").unwrap();
    let pixels_end = png.len() - 12;
    for len in 0..pixels_end {
        assert!(from_memory(&png[..len], "cut").is_err(), "{len} of {} bytes were accepted", png.len());
    }
}

/// A decoder would fill what is missing with grey, and grey is no pixel of the scene.
#[test]
fn every_cut_of_a_jpeg_is_refused() {
    let pixels: Vec<u8> = (0..40 * 30_u32).map(|i| (i * i % 251) as u8).collect();
    let mut jpeg = std::io::Cursor::new(Vec::new());
    let image = image::GrayImage::from_raw(40, 30, pixels).unwrap();
    image.write_to(&mut jpeg, ImageFormat::Jpeg).unwrap();
    let jpeg = jpeg.into_inner();
    assert!(from_memory(&jpeg, "whole").is_ok());
    for len in 4..jpeg.len() {
        assert!(from_memory(&jpeg[..len], "cut").is_err(), "{len} of {} bytes were accepted", jpeg.len());
    }
    let (_folder, path) = file("half.jpg", &jpeg[..jpeg.len() * 3 / 4]);
    assert_eq!(
        sentence(&path),
        "FILE is damaged or cut short: the end of the image is missing; fetch or export it again"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]
    /// Whatever a file holds, an answer comes back: a picture or a sentence.
    #[test]
    fn damage_never_panics(which in 0_usize..7, hits in prop::collection::vec((any::<u16>(), any::<u8>()), 1..6), cut in any::<u16>()) {
        let image = image::DynamicImage::ImageRgb8(image::RgbImage::from_fn(23, 17, |x, y| image::Rgb([(x * 9) as u8, (y * 13) as u8, 77])));
        let mut bytes = std::io::Cursor::new(Vec::new());
        image.write_to(&mut bytes, FORMATS[which]).unwrap();
        let mut bytes = bytes.into_inner();
        for (place, value) in hits {
            let place = usize::from(place) % bytes.len();
            bytes[place] = value;
        }
        if cut.is_multiple_of(4) {
            bytes.truncate(usize::from(cut) % bytes.len());
        }
        if let Err(error) = from_memory(&bytes, "FILE") {
            prop_assert!(error.to_string().starts_with("FILE "), "{error}");
        }
    }
}

#[test]
fn decompression_bombs() {
    let (_folder, path) = file("bomb.png", &png_header(60_000, 50_000, 0));
    assert_eq!(
        sentence(&path),
        "FILE has 60000 x 50000 pixels, which exceeds the limit of 16384 x 16384 pixels and 512 MiB when decoded; crop it or scale it down"
    );
    let (_folder, path) = file("rgba.png", &png_header(16_384, 16_384, 6));
    assert_eq!(
        sentence(&path),
        "FILE has 16384 x 16384 pixels, which exceeds the limit of 16384 x 16384 pixels and 512 MiB when decoded; crop it or scale it down"
    );
}

#[test]
fn a_picture_of_no_pixels() {
    let (_folder, path) = file("none.pgm", b"P5\n0 4\n255\n");
    assert_eq!(sentence(&path), "FILE has 0 x 4 pixels; a picture needs at least one");
}

#[test]
fn a_format_that_is_not_read() {
    let (_folder, path) = file("icon.png", b"\x00\x00\x01\x00\x01\x00\x10\x10");
    assert_eq!(
        sentence(&path),
        "FILE is a picture in Ico, which is not supported; convert it to an 8- or 16-bit PNG"
    );
}

#[test]
fn pixels_that_are_not_read() {
    let image = image::DynamicImage::ImageRgb32F(image::Rgb32FImage::new(2, 2));
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Tiff).unwrap();
    let (_folder, path) = file("float.tif", bytes.get_ref());
    assert_eq!(
        sentence(&path),
        "FILE is a picture of Rgb32F pixels, which is not supported; convert it to an 8- or 16-bit PNG"
    );
}
