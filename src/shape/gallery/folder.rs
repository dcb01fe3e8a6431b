// SPDX-License-Identifier: MIT OR Apache-2.0
//! Galleries of pictures.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::Gallery;
use crate::fft::{CheckedSpec, Transform};
use crate::picture::{Picture, is_picture, load};
use crate::shape::{Object, Profile, Settings, ShapeError, Tier, find_objects};

impl Gallery {
    /// A gallery of labelled pictures, the largest object of each; `name` stands for it in errors.
    ///
    /// # Errors
    /// As [`new`](Self::new); also if two labels are equal, a picture has no object, or the engine fails.
    pub fn from_pictures(
        name: &str,
        pictures: &[(String, Picture)],
        tier: Tier,
        settings: &Settings,
        engine: &mut dyn Transform<f64>,
    ) -> Result<Self, ShapeError> {
        let place = |i: usize| format!("entry {}", i + 1);
        unequal(pictures.iter().enumerate().map(|(i, (label, _))| (label.clone(), place(i))))?;
        let spec = engine.spec().clone();
        let labelled = |(label, picture): &(String, Picture)| {
            profile(label, picture, tier, settings, &spec).map(|profile| (label.clone(), profile))
        };
        Self::from_profiles(name, pictures.iter().map(labelled).collect::<Result<_, _>>()?, engine)
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
        tier: Tier,
        settings: &Settings,
        engine: &mut dyn Transform<f64>,
    ) -> Result<Self, ShapeError> {
        let folder = folder.as_ref();
        let paths = pictures_in(folder)?;
        unequal(paths.iter().map(|path| (label(path), file_name(path))))?;
        let spec = engine.spec().clone();
        let mut labelled = Vec::with_capacity(paths.len());
        for path in &paths {
            let picture = load(path)?;
            let profile = profile(&path.display().to_string(), &picture, tier, settings, &spec)?;
            labelled.push((label(path), profile));
        }
        Self::from_profiles(&folder.display().to_string(), labelled, engine)
    }
}

/// The largest object of a picture; `file` stands for it in errors.
///
/// # Errors
/// If there is none.
pub fn largest_object(file: &str, picture: &Picture, settings: &Settings) -> Result<Object, ShapeError> {
    let (_, objects) = find_objects(picture, settings);
    // The first of equally large ones, so that the choice does not depend on the iterator.
    let largest = objects.into_iter().rev().max_by_key(|object| object.area);
    let min_area = settings.min_area(picture.width(), picture.height());
    largest.ok_or_else(|| ShapeError::NoObject { file: file.to_owned(), min_area })
}

fn profile(
    file: &str,
    picture: &Picture,
    tier: Tier,
    settings: &Settings,
    spec: &CheckedSpec,
) -> Result<Profile, ShapeError> {
    Profile::of(&largest_object(file, picture, settings)?, tier, spec)
        .map_err(|source| ShapeError::File { file: file.to_owned(), source: Box::new(source) })
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
