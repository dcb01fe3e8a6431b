// SPDX-License-Identifier: MIT OR Apache-2.0
//! Several drawings on one sheet, in a grid.

use std::fmt::Write as _;

use anyhow::Result;
use plotters::coord::Shift;
use plotters::prelude::*;
use utsushi::picture::ColorPicture;

use crate::drawing::{self, Draw, Drawing, FAMILY, ZOOM};

/// Units of the strip that has the title.
const TITLE: u32 = 40;

/// Drawings row by row, each row as high as its highest, each column as wide as its widest.
pub(crate) struct Sheet {
    title: String,
    columns: usize,
    drawings: Vec<Box<dyn Drawing>>,
}

/// The title alone.
struct Strip<'a>(&'a str);

impl Draw for Strip<'_> {
    fn draw<B: DrawingBackend>(&self, area: &DrawingArea<B, Shift>, zoom: u32) -> Result<()>
    where
        B::ErrorType: 'static,
    {
        area.fill(&WHITE)?;
        let style = (FAMILY, 22 * zoom).into_font().color(&BLACK);
        let place = ((16 * zoom).cast_signed(), (9 * zoom).cast_signed());
        area.draw(&Text::new(self.0.to_owned(), place, style))?;
        Ok(area.present()?)
    }
}

impl Sheet {
    /// A sheet of those drawings that have something to show.
    pub(crate) fn new(title: String, columns: usize, drawings: Vec<Box<dyn Drawing>>) -> Self {
        Self {
            title,
            columns,
            drawings: drawings.into_iter().filter(|drawing| !drawing.is_empty()).collect(),
        }
    }

    /// Where each drawing's upper left corner is, and the size of the whole.
    fn places(&self) -> (Vec<(u32, u32)>, (u32, u32)) {
        let columns = self.columns.clamp(1, self.drawings.len().max(1));
        let size = |i: usize| self.drawings[i].size();
        let all = || 0..self.drawings.len();
        let wide = |column: usize| all().skip(column).step_by(columns).map(|i| size(i).0).max().unwrap_or(0);
        let lefts: Vec<u32> = (0..=columns).map(|column| (0..column).map(wide).sum()).collect();
        let mut places = Vec::new();
        let mut top = TITLE;
        for row in (0..self.drawings.len()).step_by(columns) {
            let last = (row + columns).min(self.drawings.len());
            places.extend((row..last).map(|i| (lefts[i - row], top)));
            top += (row..last).map(|i| size(i).1).max().unwrap_or(0);
        }
        (places, (lefts[columns], top))
    }
}

impl Drawing for Sheet {
    fn title(&self) -> &str {
        &self.title
    }

    fn size(&self) -> (u32, u32) {
        self.places().1
    }

    fn to_svg(&self) -> Result<String> {
        let (places, (width, height)) = self.places();
        let mut svg = format!(
            "<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" xmlns=\"http://www.w3.org/2000/svg\">\n<rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n"
        );
        svg.push_str(&drawing::svg(&Strip(&self.title), &self.title, (width, TITLE))?);
        for (drawing, (x, y)) in self.drawings.iter().zip(places) {
            let inner = drawing.to_svg()?.replacen("<svg ", &format!("<svg x=\"{x}\" y=\"{y}\" "), 1);
            let _ = writeln!(svg, "{inner}");
        }
        svg.push_str("</svg>\n");
        Ok(svg)
    }

    fn to_pixels(&self) -> Result<ColorPicture> {
        let (places, (width, height)) = self.places();
        let white = vec![[255; 3]; (width * height * ZOOM * ZOOM) as usize];
        let mut whole = ColorPicture::new((width * ZOOM) as usize, (height * ZOOM) as usize, white);
        whole.paste(&drawing::pixels(&Strip(&self.title), &self.title, (width, TITLE))?, 0, 0);
        for (drawing, (x, y)) in self.drawings.iter().zip(places) {
            whole.paste(&drawing.to_pixels()?, (x * ZOOM) as usize, (y * ZOOM) as usize);
        }
        Ok(whole)
    }

    fn dots(&self) -> usize {
        self.drawings.iter().map(|drawing| drawing.dots()).sum()
    }
}
