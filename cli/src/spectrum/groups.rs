// SPDX-License-Identifier: MIT OR Apache-2.0
//! One group of images, or two and their ratio.

use std::path::Path;

use serde::Serialize;
use utsushi::picture::frequency::{Group, RadialPsd, Summary};

use super::args::Spectrum;
use super::images::ImageReport;

/// A group and its name.
#[derive(Serialize)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) images: usize,
    #[serde(flatten)]
    pub(super) group: Group,
}

/// The groups of a run.
#[derive(Serialize)]
pub(super) struct Comparison {
    pub(super) groups: Vec<Named>,
    /// The first group's means over the second's; null without a second.
    pub(super) ratio: Option<Summary>,
    /// (radius in cycles per pixel, the first group's curve over the second's).
    pub(super) curve_ratio: Vec<(f64, f64)>,
}

/// Means of each group, and the first over the second.
pub(super) fn compare(arguments: &Spectrum, images: &[ImageReport]) -> Comparison {
    let names = names(arguments);
    let named = |(number, name): (usize, String)| {
        let of = images.iter().filter(|image| image.group == number);
        let members: Vec<(Summary, RadialPsd)> =
            of.map(|image| (image.summary, image.common.clone())).collect();
        Some(Named { name, images: members.len(), group: Group::of(&members)? })
    };
    let groups: Vec<Named> = (1..).zip(names).filter_map(named).collect();
    let (ratio, curve_ratio) = match &groups[..] {
        [first, second] => {
            let pairs = first.group.curve.iter().zip(&second.group.curve);
            let defined = pairs.filter(|(_, below)| below.power > 0.0);
            let curve = defined.map(|(above, below)| (above.radius, above.power / below.power)).collect();
            (Some(first.group.mean.over(&second.group.mean)), curve)
        }
        _ => (None, Vec::new()),
    };
    Comparison { groups, ratio, curve_ratio }
}

/// Names given, or those of the folders, or numbers in words.
fn names(arguments: &Spectrum) -> [String; 2] {
    if let [first, second] = &arguments.group.names[..] {
        return [first.clone(), second.clone()];
    }
    let of = |paths: &[std::path::PathBuf], otherwise: &str| {
        let folder = |path: &Path| {
            path.file_name().filter(|_| path.is_dir()).map(|n| n.to_string_lossy().into_owned())
        };
        match paths {
            [one] => folder(one).unwrap_or_else(|| otherwise.to_owned()),
            _ => otherwise.to_owned(),
        }
    };
    let [first, second] = [of(&arguments.inputs, "first"), of(&arguments.group.against, "second")];
    if first == second { ["first".into(), "second".into()] } else { [first, second] }
}
