// SPDX-License-Identifier: MIT OR Apache-2.0
//! What can be drawn twice: as SVG, which scales, and as PNG, which every program shows.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context, Result, anyhow};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::{FontStyle, register_font};
use utsushi::picture::ColorPicture;

use crate::output;

/// PNG pixels a unit of the drawing: letters stay sharp on a fine screen.
pub(crate) const ZOOM: u32 = 2;

/// The family that every drawing names: in an SVG the first that a reader's machine has.
pub(crate) const FAMILY: &str = "DejaVu Sans, sans-serif";

/// A drawing: figures, pictures with axes, sheets of both.
pub(crate) trait Drawing {
    /// What stands above it.
    fn title(&self) -> &str;

    /// Width and height in units; a PNG has [`ZOOM`] pixels a unit.
    fn size(&self) -> (u32, u32);

    /// The drawing as an SVG element.
    ///
    /// # Errors
    /// If there is nothing to draw, or the plotting library fails.
    fn to_svg(&self) -> Result<String>;

    /// The drawing in pixels.
    ///
    /// # Errors
    /// As [`to_svg`](Self::to_svg).
    fn to_pixels(&self) -> Result<ColorPicture>;

    /// Whether there is nothing to draw.
    fn is_empty(&self) -> bool {
        false
    }

    /// Circles in the drawing, one a point.
    fn dots(&self) -> usize {
        0
    }
}

/// Writes `stem.png` and `stem.svg`; the same drawing gives the same bytes.
///
/// # Errors
/// If it cannot be drawn, or a file cannot be written.
pub(crate) fn write(drawing: &dyn Drawing, stem: &Path) -> Result<[PathBuf; 2]> {
    let files = ["png", "svg"].map(|ending| with_ending(stem, ending));
    let png = drawing.to_pixels()?.to_png(&files[0].display().to_string())?;
    output::write(&files[0], &png)?;
    output::write(&files[1], drawing.to_svg()?.as_bytes())?;
    Ok(files)
}

/// A stem may have dots of its own, so nothing of it is replaced.
pub(crate) fn with_ending(stem: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(stem);
    name.push(".");
    name.push(ending);
    name.into()
}

/// Something that draws itself on an area of any back-end, `zoom` pixels a unit.
pub(crate) trait Draw {
    /// Draws all of it.
    fn draw<B: DrawingBackend>(&self, area: &DrawingArea<B, Shift>, zoom: u32) -> Result<()>
    where
        B::ErrorType: 'static;
}

/// An SVG element of `size` with what is drawn.
pub(crate) fn svg(drawn: &impl Draw, title: &str, size: (u32, u32)) -> Result<String> {
    letters()?;
    let mut svg = String::new();
    drawn
        .draw(&SVGBackend::with_string(&mut svg, size).into_drawing_area(), 1)
        .with_context(|| format!("cannot draw '{title}'"))?;
    Ok(svg)
}

/// A picture of `size`, times [`ZOOM`], with what is drawn on white.
pub(crate) fn pixels(drawn: &impl Draw, title: &str, size: (u32, u32)) -> Result<ColorPicture> {
    letters()?;
    let (width, height) = (size.0 * ZOOM, size.1 * ZOOM);
    let mut bytes = vec![255; (width * height * 3) as usize];
    drawn
        .draw(&BitMapBackend::with_buffer(&mut bytes, (width, height)).into_drawing_area(), ZOOM)
        .with_context(|| format!("cannot draw '{title}'"))?;
    let pixels = bytes.as_chunks::<3>().0.to_vec();
    Ok(ColorPicture::new(width as usize, height as usize, pixels))
}

/// Registers the font that measures and draws letters, once a process.
fn letters() -> Result<()> {
    static FONT: OnceLock<bool> = OnceLock::new();
    let registered =
        FONT.get_or_init(|| register_font(FAMILY, FontStyle::Normal, dejavu::sans::regular()).is_ok());
    if *registered { Ok(()) } else { Err(anyhow!("the built-in font is damaged; install utsushi again")) }
}
