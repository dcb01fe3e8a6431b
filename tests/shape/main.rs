// SPDX-License-Identifier: MIT OR Apache-2.0
//! Shapes: segmentation, contours, signatures, descriptors, galleries, each against a naive twin.

mod annotate;
mod common;
mod contour;
mod descriptor;
mod evaluation;
mod gallery;
mod gallery_file;
mod photographs;
mod scene;
mod segment;
mod signature;
mod signatures;
mod split;
mod tiers;
mod touching;
