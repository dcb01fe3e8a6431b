// SPDX-License-Identifier: MIT OR Apache-2.0
//! One group of images, or two and their ratio.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;
use utsushi::picture::frequency::{Group, RadialPsd, Summary};

use super::args::Spectrum;
use super::images::ImageReport;
use crate::gather::short;

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

/// Bands of radii, in cycles per pixel, in which the groups are compared.
const BANDS: [(&str, f64, f64); 3] =
    [("power below 0.05", 0.0, 0.05), ("power 0.05 to 0.2", 0.05, 0.2), ("power beyond 0.2", 0.2, 1.0)];

impl Named {
    /// The mean of the group's curve over a band of radii, every bin alike.
    fn power(&self, low: f64, high: f64) -> f64 {
        let rings = self.group.curve.iter().filter(|ring| (low..high).contains(&ring.radius));
        let (sum, count) = rings
            .fold((0.0, 0), |(sum, count), ring| (sum + ring.power * ring.count as f64, count + ring.count));
        sum / count.max(1) as f64
    }
}

impl Comparison {
    /// A table of two groups, for people; `None` of one.
    pub(super) fn text(&self) -> Option<String> {
        let ([first, second], Some(ratio)) = (&self.groups[..], &self.ratio) else { return None };
        let [above, below] = [first, second].map(|named| named.group.mean);
        let mut lines = vec![[
            "mean over images".to_owned(),
            format!("{} ({})", first.name, first.images),
            format!("{} ({})", second.name, second.images),
            "ratio".to_owned(),
        ]];
        let mut line = |name: &str, numbers: [f64; 3]| {
            let [a, b, c] = numbers.map(short);
            lines.push([name.to_owned(), a, b, c]);
        };
        line("DC", [above.dc, below.dc, ratio.dc]);
        line("total energy", [above.energy, below.energy, ratio.energy]);
        line("mean power", [above.mean_power, below.mean_power, ratio.mean_power]);
        line("peak power", [above.peak_power, below.peak_power, ratio.peak_power]);
        for (name, low, high) in BANDS {
            let (above, below) = (first.power(low, high), second.power(low, high));
            line(name, [above, below, above / below]);
        }
        let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
        let [w0, w1, w2, w3] = [0, 1, 2, 3].map(width);
        let mut text = String::new();
        for [name, a, b, c] in &lines {
            let _ = writeln!(text, "{name:w0$}  {a:>w1$}  {b:>w2$}  {c:>w3$}");
        }
        text.push_str(
            "the last three: the groups' curves (means of logarithms) over radii in cycles per pixel\n",
        );
        Some(text)
    }
}

/// Means of each group, and the first over the second.
pub(super) fn compare(arguments: &Spectrum, images: &[ImageReport]) -> Comparison {
    let group = |(number, name): (usize, String)| {
        let of = images.iter().filter(|image| image.group == number);
        let members: Vec<(Summary, RadialPsd)> =
            of.map(|image| (image.summary, image.common.clone())).collect();
        Some(Named { name, images: members.len(), group: Group::of(&members)? })
    };
    let groups: Vec<Named> = (1..).zip(names(arguments)).filter_map(group).collect();
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
