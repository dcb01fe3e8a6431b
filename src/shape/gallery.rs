// SPDX-License-Identifier: MIT OR Apache-2.0
//! Known shapes, and which of them a contour resembles most.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{Descriptor, Settings, ShapeError, Signature, describe, find_objects};
use crate::fft::{CheckedSpec, Transform};
use crate::picture::{Picture, is_picture, load};

/// A known shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is called.
    pub label: String,
    /// What it looks like.
    pub descriptor: Descriptor,
}

/// At least one known shape, each with a label of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Gallery {
    entries: Vec<Entry>,
}

/// The known shape nearest to a contour.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// Its label.
    pub label: String,
    /// L1 distance of the descriptors: 0 for the same shape, about 0.1 for a poor likeness.
    pub distance: f64,
    /// How much farther the second nearest is; `None` in a gallery of one.
    pub margin: Option<f64>,
    /// The second nearest label.
    pub runner_up: Option<String>,
    /// Rotation against the gallery's picture in degrees, counter-clockwise as seen, in (−180, 180].
    pub angle_degrees: f64,
    /// Size against the gallery's picture: ratio of the greatest radii.
    pub scale: f64,
}

impl Gallery {
    /// A gallery of `entries`; `name` stands for it in errors.
    ///
    /// # Errors
    /// If there is no entry, or two have one label.
    pub fn new(name: &str, entries: Vec<Entry>) -> Result<Self, ShapeError> {
        if entries.is_empty() {
            return Err(ShapeError::Empty { folder: name.to_owned() });
        }
        let place = |i: usize| format!("entry {}", i + 1);
        unequal(entries.iter().enumerate().map(|(i, entry)| (entry.label.clone(), place(i))))?;
        Ok(Self { entries })
    }

    /// A gallery of labelled pictures, the largest object of each; `name` stands for it in errors.
    ///
    /// # Errors
    /// As [`new`](Self::new); also if a picture has no object, or the engine fails.
    pub fn from_pictures(
        name: &str,
        pictures: &[(String, Picture)],
        settings: &Settings,
        engine: &mut dyn Transform<f64>,
    ) -> Result<Self, ShapeError> {
        let spec = engine.spec().clone();
        let signatures: Result<Vec<_>, _> =
            pictures.iter().map(|(label, picture)| signature(label, picture, settings, &spec)).collect();
        let descriptors = describe(&signatures?, engine)?;
        let labels = pictures.iter().map(|(label, _)| label.clone());
        let entry = |(label, descriptor)| Entry { label, descriptor };
        Self::new(name, labels.zip(descriptors).map(entry).collect())
    }

    /// A gallery of a folder's pictures: the label is the file's name without its ending, the shape the largest object.
    ///
    /// Files that do not end as pictures do (png, jpg, jpeg, bmp, tif, tiff, pnm, pbm, pgm, ppm, pam, webp, gif),
    /// hidden files and folders are passed over. Entries are in the order of their file names.
    ///
    /// # Errors
    /// If the folder is missing, unreadable or holds no picture; if two pictures have one label, one cannot
    /// be read or has no object; or if the engine fails.
    pub fn from_folder(
        folder: impl AsRef<Path>,
        settings: &Settings,
        engine: &mut dyn Transform<f64>,
    ) -> Result<Self, ShapeError> {
        let folder = folder.as_ref();
        let paths = pictures_in(folder)?;
        unequal(paths.iter().map(|path| (label(path), file_name(path))))?;
        let spec = engine.spec().clone();
        let mut signatures = Vec::with_capacity(paths.len());
        for path in &paths {
            signatures.push(signature(&path.display().to_string(), &load(path)?, settings, &spec)?);
        }
        let labels = paths.iter().map(|path| label(path));
        let entry = |(label, descriptor)| Entry { label, descriptor };
        let entries = labels.zip(describe(&signatures, engine)?).map(entry).collect();
        Self::new(&folder.display().to_string(), entries)
    }

    /// The entries, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry nearest to `descriptor`; of equally near ones the first.
    #[must_use]
    pub fn nearest(&self, descriptor: &Descriptor) -> Match {
        let mut ranked: Vec<_> =
            self.entries.iter().map(|entry| (descriptor.distance(&entry.descriptor), entry)).collect();
        // A stable sort: equal distances keep the gallery's order.
        ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (distance, entry) = ranked[0];
        let second = ranked.get(1);
        let alignment = descriptor.align(&entry.descriptor);
        Match {
            label: entry.label.clone(),
            distance,
            margin: second.map(|(farther, _)| farther - distance),
            runner_up: second.map(|(_, entry)| entry.label.clone()),
            angle_degrees: alignment.angle_degrees,
            scale: alignment.scale,
        }
    }
}

fn unequal(named: impl Iterator<Item = (String, String)>) -> Result<(), ShapeError> {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (label, second) in named {
        if let Some(first) = seen.insert(label.clone(), second.clone()) {
            return Err(ShapeError::EqualLabels { label, first, second });
        }
    }
    Ok(())
}

fn signature(
    file: &str,
    picture: &Picture,
    settings: &Settings,
    spec: &CheckedSpec,
) -> Result<Signature, ShapeError> {
    let (_, objects) = find_objects(picture, settings);
    // The first of equally large ones, so that the choice does not depend on the iterator.
    let largest = objects.iter().rev().max_by_key(|object| object.area);
    let min_area = settings.min_area(picture.width(), picture.height());
    let object = largest.ok_or_else(|| ShapeError::NoObject { file: file.to_owned(), min_area })?;
    Signature::of(object, spec)
        .map_err(|source| ShapeError::File { file: file.to_owned(), source: Box::new(source) })
}

fn pictures_in(folder: &Path) -> Result<Vec<PathBuf>, ShapeError> {
    let name = || folder.display().to_string();
    let explain = |source: std::io::Error| match source.kind() {
        ErrorKind::NotFound => ShapeError::FolderMissing { folder: name() },
        ErrorKind::NotADirectory => ShapeError::NoFolder { folder: name() },
        _ => ShapeError::Folder { folder: name(), source },
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(explain)? {
        let path = entry.map_err(explain)?.path();
        if is_picture(&path) {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        return Err(ShapeError::Empty { folder: name() });
    }
    paths.sort();
    Ok(paths)
}

fn label(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
