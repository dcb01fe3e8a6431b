// SPDX-License-Identifier: MIT OR Apache-2.0
//! From a file, whatever its format, to a grey picture.

use std::fs::File;
use std::io::{Cursor, ErrorKind, Read};
use std::path::Path;

use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits};

use super::{Depth, Picture, PictureError};

/// Pixels that a side of a picture may have: 16384.
pub const MAX_SIDE: u32 = 16384;

/// Bytes that a file, or a picture when decoded, may have: 512 MiB.
pub const MAX_BYTES: u64 = 512 << 20;

/// Reads a picture: PNG, JPEG, BMP, TIFF, PNM, WebP, or the first frame of a GIF.
///
/// The format is known by content, never by the name. Colour becomes luma,
/// (19595·R + 38470·G + 7471·B + 32768) / 65536: the weights 0.299, 0.587, 0.114 in integers, equal on every
/// machine and exact for grey. Transparent pixels are composed on **white**, as on paper. Palettes are
/// resolved; 1-, 2- and 4-bit pictures become 8-bit; orientation tags and colour profiles are ignored.
///
/// # Errors
/// If the file is missing, a folder, unreadable, empty, no picture, of an unsupported format, damaged,
/// or larger than [`MAX_SIDE`] or [`MAX_BYTES`] allow; a decompression bomb is refused by its header.
pub fn load(path: impl AsRef<Path>) -> Result<Picture, PictureError> {
    let path = path.as_ref();
    let name = path.display().to_string();
    // Opening a pipe would wait for its writer for ever.
    if path.metadata().is_ok_and(|data| !data.is_file() && !data.is_dir()) {
        return Err(PictureError::NoFile { name });
    }
    let bytes = read(path).map_err(|source| match source.kind() {
        ErrorKind::NotFound => PictureError::Missing { name: name.clone() },
        ErrorKind::IsADirectory => PictureError::Folder { name: name.clone() },
        _ => PictureError::Read { name: name.clone(), source },
    })?;
    from_memory(&bytes, &name)
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a picture from the bytes of its file; `name` stands for it in errors.
///
/// # Errors
/// As [`load`], but for what concerns the file system.
pub fn from_memory(bytes: &[u8], name: &str) -> Result<Picture, PictureError> {
    let name = name.to_owned();
    if bytes.is_empty() {
        return Err(PictureError::Empty { name });
    }
    if bytes.len() as u64 > MAX_BYTES {
        return Err(PictureError::FileSize { name });
    }
    if is_cut_jpeg(bytes) {
        let detail = "the end of the image is missing".to_owned();
        return Err(PictureError::Damaged { name, detail });
    }
    let image = decode(bytes, &name)?;
    grey(&image).ok_or_else(|| {
        let what = format!("a picture of {:?} pixels", image.color());
        PictureError::Unsupported { name, what }
    })
}

/// Whether a JPEG's last scan has no end-of-image marker (ITU-T T.81, B.1.1.3): its decoder would fill the rest with grey.
fn is_cut_jpeg(bytes: &[u8]) -> bool {
    let last = |marker: [u8; 2]| bytes.windows(2).rposition(|pair| pair == marker);
    bytes.starts_with(&[0xff, 0xd8]) && last([0xff, 0xd9]) < last([0xff, 0xda])
}

fn decode(bytes: &[u8], name: &str) -> Result<DynamicImage, PictureError> {
    let owned = || name.to_owned();
    let Ok(format) = image::guess_format(bytes) else {
        return Err(PictureError::NoPicture { name: owned() });
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_BYTES);
    reader.limits(limits);
    let explain = |error| explain(error, owned());
    let decoder = reader.into_decoder().map_err(explain)?;
    let (width, height) = decoder.dimensions();
    if width > MAX_SIDE || height > MAX_SIDE || decoder.total_bytes() > MAX_BYTES {
        return Err(PictureError::Size { name: owned(), width, height });
    }
    if width == 0 || height == 0 {
        return Err(PictureError::NoPixels { name: owned(), width, height });
    }
    DynamicImage::from_decoder(decoder).map_err(explain)
}

fn explain(error: ImageError, name: String) -> PictureError {
    match error {
        ImageError::Unsupported(unsupported) => {
            PictureError::Unsupported { name, what: format!("a picture in {}", unsupported.format_hint()) }
        }
        ImageError::Limits(_) => PictureError::Memory { name },
        other => {
            let detail = other.to_string().replace('\n', " ");
            PictureError::Damaged { name, detail: detail.trim_end_matches(['.', ' ']).to_owned() }
        }
    }
}

/// `None` for pixels that are neither 8 nor 16 bits.
fn grey(image: &DynamicImage) -> Option<Picture> {
    use DynamicImage as D;
    let (width, height) = (image.width() as usize, image.height() as usize);
    let bytes = |p: &u8| u32::from(*p);
    let words = |p: &u16| u32::from(*p);
    let (depth, samples) = match image {
        D::ImageLuma8(i) => (Depth::Eight, luma::<1, _>(i, 255, bytes)),
        D::ImageLumaA8(i) => (Depth::Eight, luma::<2, _>(i, 255, bytes)),
        D::ImageRgb8(i) => (Depth::Eight, luma::<3, _>(i, 255, bytes)),
        D::ImageRgba8(i) => (Depth::Eight, luma::<4, _>(i, 255, bytes)),
        D::ImageLuma16(i) => (Depth::Sixteen, luma::<1, _>(i, 65535, words)),
        D::ImageLumaA16(i) => (Depth::Sixteen, luma::<2, _>(i, 65535, words)),
        D::ImageRgb16(i) => (Depth::Sixteen, luma::<3, _>(i, 65535, words)),
        D::ImageRgba16(i) => (Depth::Sixteen, luma::<4, _>(i, 65535, words)),
        _ => return None,
    };
    Some(Picture::new(width, height, depth, samples))
}

/// Luma of pixels of C channels: grey, grey and alpha, RGB, RGBA.
fn luma<const C: usize, T>(channels: &[T], white: u32, value: impl Fn(&T) -> u32) -> Vec<u16> {
    let pixel = |p: &[T; C]| {
        let c = p.each_ref().map(&value);
        match c.as_slice() {
            [grey] => *grey,
            [grey, alpha] => on_white(*grey, *alpha, white),
            [r, g, b] => weigh(*r, *g, *b),
            [r, g, b, alpha] => on_white(weigh(*r, *g, *b), *alpha, white),
            _ => 0,
        }
    };
    channels.as_chunks::<C>().0.iter().map(|p| pixel(p) as u16).collect()
}

fn weigh(r: u32, g: u32, b: u32) -> u32 {
    // The weights sum to 65536 and 65535 · 65536 + 32768 still fits 32 bits.
    (19595 * r + 38470 * g + 7471 * b + 32768) >> 16
}

fn on_white(grey: u32, alpha: u32, white: u32) -> u32 {
    let (grey, alpha, white) = (u64::from(grey), u64::from(alpha), u64::from(white));
    ((grey * alpha + white * (white - alpha) + white / 2) / white) as u32
}

/// Endings of files that are taken for pictures, in any case of letters.
const ENDINGS: [&str; 13] =
    ["png", "jpg", "jpeg", "bmp", "tif", "tiff", "pnm", "pbm", "pgm", "ppm", "pam", "webp", "gif"];

/// Whether a file of a folder counts as a picture: by its ending, and it is neither hidden nor a folder.
///
/// What is in it decides only when it is [loaded](load).
#[must_use]
pub fn is_picture(path: &Path) -> bool {
    is_picture_name(path) && !path.is_dir()
}

/// Whether a name is a picture's: by its ending, and it is not hidden.
#[must_use]
pub fn is_picture_name(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let known = ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()));
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    known && !hidden
}
