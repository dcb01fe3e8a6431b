// SPDX-License-Identifier: MIT OR Apache-2.0
//! Labelled shapes: images in a folder or an archive, named by their class or in a folder of its name.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Component, Path};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use utsushi::picture::{self, MAX_BYTES, is_picture_name};
use utsushi::shape::{Mask, Object, Settings, segment, trace};

use crate::progress;

/// A shape, its objects told from its ground.
pub(super) struct Labelled {
    pub(super) label: String,
    /// Where it is from.
    pub(super) file: String,
    mask: Mask,
    least: u64,
}

impl Labelled {
    /// The largest object; of equally large ones the first.
    pub(super) fn object(&self) -> Result<Object> {
        let objects = trace(&self.mask, self.least);
        match objects.into_iter().rev().max_by_key(|object| object.area) {
            Some(object) => Ok(object),
            None => bail!(
                "{} has no object of at least {} pixels; use a picture of one object on a plain background",
                self.file,
                self.least
            ),
        }
    }
}

/// A file's name inside the folder or archive, and its bytes.
type Image = (String, Vec<u8>);

/// The shapes of a folder or an archive, in the order of their names.
pub(super) fn load(path: &Path) -> Result<Vec<Labelled>> {
    let spinner = progress::spinner("reading images");
    let mut images = if path.is_dir() { folder(path)? } else { archive(path)? };
    images.sort();
    let shown = path.display();
    if images.is_empty() {
        bail!("{shown} holds no picture; name a folder of images called class-NN, or of one folder a class");
    }
    let shapes: Vec<Labelled> =
        images.par_iter().map(|image| labelled(image, path)).collect::<Result<_>>()?;
    spinner.finish_and_clear();
    check(&shapes, path)?;
    Ok(shapes)
}

fn check(shapes: &[Labelled], path: &Path) -> Result<()> {
    let mut labels: Vec<&str> = shapes.iter().map(|shape| shape.label.as_str()).collect();
    labels.sort_unstable();
    let alone = labels.chunk_by(|a, b| a == b).find(|class| class.len() == 1);
    if let Some([label, ..]) = alone {
        bail!(
            "{}: class '{label}' has one shape, which has no other to be compared with; add a second, or leave it out",
            path.display()
        );
    }
    Ok(())
}

fn labelled((name, bytes): &Image, root: &Path) -> Result<Labelled> {
    let file = root.join(name).display().to_string();
    let picture = picture::from_memory(bytes, &file)?;
    let settings = Settings::default();
    let least = settings.min_area(picture.width(), picture.height());
    let mask = segment(&picture, &settings).mask;
    Ok(Labelled { label: label(name, &file)?, file, mask, least })
}

/// The folder's name, or what stands before the last hyphen and a number: `apple-7.png` is an apple.
fn label(name: &str, file: &str) -> Result<String> {
    let path = Path::new(name);
    let parent = path.parent().and_then(Path::file_name);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let numbered = stem.rsplit_once(['-', '_']).filter(|(class, number)| {
        !class.is_empty() && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    match (numbered, parent) {
        (Some((class, _)), None) => Ok(class.to_owned()),
        (_, Some(folder)) => Ok(folder.to_string_lossy().into_owned()),
        (None, None) => bail!(
            "{file}: its name says no class; call it class-NN, such as apple-07.png, or put it into a folder of the class's name"
        ),
    }
}

fn folder(path: &Path) -> Result<Vec<Image>> {
    let mut images = Vec::new();
    for entry in entries(path)? {
        if entry.is_dir() {
            images.extend(pictures(&entry, path)?);
        }
    }
    images.extend(pictures(path, path)?);
    Ok(images)
}

fn entries(path: &Path) -> Result<Vec<std::path::PathBuf>> {
    let cannot = || format!("cannot read the folder {}; check its permissions", path.display());
    let entries = std::fs::read_dir(path).with_context(cannot)?;
    entries.map(|entry| Ok(entry.with_context(cannot)?.path())).collect()
}

/// The pictures right in `path`, named from `root`.
fn pictures(path: &Path, root: &Path) -> Result<Vec<Image>> {
    let mut images = Vec::new();
    for file in entries(path)?.into_iter().filter(|file| file.is_file() && is_picture_name(file)) {
        let bytes = std::fs::read(&file)
            .with_context(|| format!("cannot read {}; check its permissions", file.display()))?;
        let name = file.strip_prefix(root).unwrap_or(&file).to_string_lossy().into_owned();
        images.push((name, bytes));
    }
    Ok(images)
}

/// The pictures of an archive. A single folder around all of them is no class.
fn archive(path: &Path) -> Result<Vec<Image>> {
    let shown = path.display();
    let file = File::open(path).with_context(|| format!("cannot open {shown}; check the path"))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let ends = |ending: &str| name.ends_with(ending);
    let reader = BufReader::new(file);
    let images = match () {
        () if ends(".zip") => unzip(reader),
        () if ends(".tar") => untar(reader),
        () if ends(".tar.xz") || ends(".txz") => untar(liblzma::read::XzDecoder::new(reader)),
        () => bail!(
            "{shown} is neither a folder nor a .zip, .tar or .tar.xz archive; unpack it, or name its folder"
        ),
    };
    let mut images = images
        .with_context(|| format!("{shown} is damaged or no such archive; fetch it again, or unpack it"))?;
    strip_folder_around(&mut images);
    Ok(images)
}

/// Archives often hold one folder with everything in it; if the files' own names say their classes it is none.
fn strip_folder_around(images: &mut [Image]) {
    let parts = |name: &str| name.split_once('/').map(|(folder, rest)| (folder.to_owned(), rest.to_owned()));
    let around = images.first().and_then(|(name, _)| parts(name)).map(|(folder, _)| folder);
    let inside = |(name, _): &Image| {
        let file = Path::new(name).file_name().unwrap_or_default().to_string_lossy().into_owned();
        parts(name).map(|(folder, _)| folder) == around
            && (name.matches('/').count() > 1 || label(&file, "").is_ok())
    };
    if around.is_some() && images.iter().all(inside) {
        for (name, _) in images {
            if let Some((_, rest)) = parts(name) {
                *name = rest;
            }
        }
    }
}

fn untar(reader: impl Read) -> Result<Vec<Image>> {
    let mut images = Vec::new();
    for entry in tar::Archive::new(reader).entries()? {
        let mut entry = entry?;
        let name = tidy(&entry.path()?);
        if entry.header().entry_type().is_file() && is_picture_name(Path::new(&name)) {
            images.push((name, bytes(&mut entry)?));
        }
    }
    Ok(images)
}

fn unzip(reader: impl Read + std::io::Seek) -> Result<Vec<Image>> {
    let mut archive = zip::ZipArchive::new(reader)?;
    let mut images = Vec::new();
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i)?;
        let name = tidy(Path::new(&*entry.name()?));
        if entry.is_file() && is_picture_name(Path::new(&name)) {
            images.push((name, bytes(&mut entry)?));
        }
    }
    Ok(images)
}

/// At most what a picture may have.
fn bytes(reader: &mut impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Without `./` before it.
fn tidy(path: &Path) -> String {
    let named = path.components().filter(|part| matches!(part, Component::Normal(_)));
    named.collect::<std::path::PathBuf>().to_string_lossy().into_owned()
}
