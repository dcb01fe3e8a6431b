// SPDX-License-Identifier: MIT OR Apache-2.0
//! Formats and pixel types.

use std::io::Cursor;

use image::{
    DynamicImage, GrayAlphaImage, GrayImage, ImageBuffer, ImageFormat, Luma, Rgb, RgbImage, RgbaImage,
};
use utsushi::picture::{Depth, Picture, from_memory, load};

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).expect("the test's own picture can be encoded");
    bytes.into_inner()
}

/// Luma by its definition, in exact rational arithmetic rounded once.
fn luma(r: u8, g: u8, b: u8) -> u16 {
    let sum = 19595 * u64::from(r) + 38470 * u64::from(g) + 7471 * u64::from(b);
    (sum * 2 + 65536).div_euclid(2 * 65536) as u16
}

fn ramp() -> GrayImage {
    GrayImage::from_fn(37, 11, |x, y| Luma([(x * 7 + y * 19) as u8]))
}

#[test]
fn every_lossless_format_gives_the_same_grey() {
    let image = ramp();
    let expected = Picture::from_bytes(37, 11, image.as_raw());
    let grey = DynamicImage::ImageLuma8(image);
    let color = DynamicImage::ImageRgb8(grey.to_rgb8());
    for format in [ImageFormat::Png, ImageFormat::Bmp, ImageFormat::Tiff, ImageFormat::Pnm] {
        assert_eq!(from_memory(&encoded(&grey, format), "grey").unwrap(), expected, "{format:?}");
    }
    for format in [
        ImageFormat::Png,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
        ImageFormat::Pnm,
        ImageFormat::WebP,
        ImageFormat::Gif,
    ] {
        assert_eq!(from_memory(&encoded(&color, format), "colour").unwrap(), expected, "{format:?}");
    }
}

#[test]
fn jpeg_is_read_closely() {
    let image = GrayImage::from_fn(64, 64, |x, y| Luma([(x + 2 * y) as u8]));
    let picture =
        from_memory(&encoded(&DynamicImage::ImageLuma8(image.clone()), ImageFormat::Jpeg), "a.jpg").unwrap();
    let worst = picture.samples().iter().zip(image.as_raw()).map(|(&a, &b)| a.abs_diff(b.into())).max();
    assert!(worst.unwrap() <= 8, "a smooth ramp is off by {worst:?} levels");
}

#[test]
fn luma_is_the_documented_integer_sum() {
    let image = RgbImage::from_fn(256, 64, |x, y| Rgb([x as u8, (y * 4) as u8, (x * 3 + y * 5) as u8]));
    let expected: Vec<u16> = image.pixels().map(|p| luma(p[0], p[1], p[2])).collect();
    let picture = from_memory(&encoded(&image.into(), ImageFormat::Png), "rgb").unwrap();
    assert_eq!((picture.depth(), picture.samples()), (Depth::Eight, expected.as_slice()));
}

#[test]
fn sixteen_bits_stay_sixteen() {
    let grey = ImageBuffer::<Luma<u16>, _>::from_fn(40, 9, |x, y| Luma([(x * 1601 + y * 257) as u16]));
    let expected = grey.as_raw().clone();
    for format in [ImageFormat::Png, ImageFormat::Tiff, ImageFormat::Pnm] {
        let picture = from_memory(&encoded(&DynamicImage::ImageLuma16(grey.clone()), format), "16").unwrap();
        assert_eq!((picture.depth(), picture.samples()), (Depth::Sixteen, expected.as_slice()), "{format:?}");
    }
    let white = ImageBuffer::from_pixel(3, 2, Rgb([65535_u16; 3]));
    let picture = from_memory(&encoded(&DynamicImage::ImageRgb16(white), ImageFormat::Png), "white").unwrap();
    assert_eq!(picture.samples(), [65535; 6]);
}

#[test]
fn transparency_is_composed_on_white() {
    let pixel = |p: [u8; 4]| {
        let image = RgbaImage::from_pixel(1, 1, image::Rgba(p));
        from_memory(&encoded(&image.into(), ImageFormat::Png), "rgba").unwrap().samples()[0]
    };
    assert_eq!(pixel([0, 0, 0, 0]), 255);
    assert_eq!(pixel([0, 0, 0, 255]), 0);
    assert_eq!(pixel([100, 100, 100, 51]), 224); // (100·51 + 255·204)/255 = 224
    assert_eq!(pixel([1, 1, 1, 128]), 128); // 32513/255 = 127.502, rounded to nearest
    let grey = GrayAlphaImage::from_pixel(1, 1, image::LumaA([10, 0]));
    assert_eq!(from_memory(&encoded(&grey.into(), ImageFormat::Png), "la").unwrap().samples(), [255]);
}

#[test]
fn a_palette_is_resolved() {
    // A GIF of two frames: colours go through its palette, and only the first frame counts.
    let frame = |p: [u8; 4]| image::Frame::new(RgbaImage::from_pixel(5, 4, image::Rgba(p)));
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    encoder.encode_frames([frame([255, 0, 0, 255]), frame([0, 0, 255, 255])]).unwrap();
    drop(encoder);
    assert_eq!(from_memory(&bytes, "two.gif").unwrap().samples(), [luma(255, 0, 0); 20]);
}

#[test]
fn one_bit_pictures_become_black_and_white() {
    let pbm = b"P1\n3 2\n1 0 1\n0 1 0\n";
    assert_eq!(from_memory(pbm, "a.pbm").unwrap().samples(), [0, 255, 0, 255, 0, 255]);
}

#[test]
fn content_decides_not_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("really.jpg");
    std::fs::write(&path, encoded(&ramp().into(), ImageFormat::Png)).unwrap();
    assert_eq!(load(&path).unwrap(), Picture::from_bytes(37, 11, ramp().as_raw()));
}

#[test]
fn grey_bytes_round_to_the_nearest_level() {
    let picture = Picture::new(4, 1, Depth::Sixteen, vec![0, 128, 129, 65535]);
    assert_eq!(picture.to_bytes(), [0, 0, 1, 255]);
}
