// SPDX-License-Identifier: MIT OR Apache-2.0
//! A picture between two axes, with a bar that says what its colours mean.

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use plotters::coord::Shift;
use plotters::prelude::*;
use utsushi::picture::{ColorMap, ColorPicture};

use crate::drawing::{self, Draw, Drawing, FAMILY, ZOOM};

const LETTERS: u32 = 16;
/// Units of the picture's longer side.
const SIDE: u32 = 360;
/// Room around the picture: for the labels, the title and the bar.
const LEFT: u32 = 78;
const TOP: u32 = 44;
const RIGHT: u32 = 24;
const BOTTOM: u32 = 58;
const BAR: u32 = 112;
/// Pixels of a side that an SVG carries at most.
const CARRIED: usize = 720;

/// A picture as a figure.
pub(crate) struct Map {
    pub(crate) title: String,
    pub(crate) picture: ColorPicture,
    pub(crate) x: Span,
    /// Grows downwards, as rows do.
    pub(crate) y: Span,
    pub(crate) bar: Option<Bar>,
}

/// What lies along a side of the picture.
pub(crate) struct Span {
    /// Quantity and unit.
    pub(crate) label: String,
    /// At the left or upper edge.
    pub(crate) from: f64,
    /// At the right or lower edge.
    pub(crate) to: f64,
}

/// What the colours mean.
pub(crate) struct Bar {
    pub(crate) colours: ColorMap,
    /// Quantity and unit.
    pub(crate) label: String,
    /// Of black: its lowest end.
    pub(crate) low: f64,
    /// Of white: its upper end.
    pub(crate) high: f64,
}

impl Map {
    /// Units of the picture itself; a very long one is drawn less long than it is.
    fn inner(&self) -> (u32, u32) {
        let (w, h) = (self.picture.width() as f64, self.picture.height() as f64);
        let unit = f64::from(SIDE) / w.max(h);
        let side = |pixels: f64| ((pixels * unit).round() as u32).max(SIDE / 4);
        (side(w), side(h))
    }

    /// The whole with the picture left out.
    fn corner() -> (u32, u32) {
        (LEFT, TOP)
    }

    /// The picture in `size` pixels: means where it shrinks, squares where it grows.
    fn fitted(&self, (width, height): (usize, usize)) -> ColorPicture {
        let (w, h) = (self.picture.width(), self.picture.height());
        let range = |i: usize, to: usize, from: usize| {
            let first = i * from / to;
            first..((i + 1) * from / to).max(first + 1)
        };
        let pixel = |i: usize| {
            let (columns, rows) = (range(i % width, width, w), range(i / width, height, h));
            let mut sum = [0_u32; 3];
            let count = (columns.len() * rows.len()) as u32;
            for (x, y) in rows.flat_map(|y| columns.clone().map(move |x| (x, y))) {
                let colour = self.picture.get(x, y);
                sum.iter_mut().zip(colour).for_each(|(sum, c)| *sum += u32::from(c));
            }
            sum.map(|sum| ((sum + count / 2) / count) as u8)
        };
        ColorPicture::new(width, height, (0..width * height).map(pixel).collect())
    }

    fn draw_bar<B: DrawingBackend>(&self, bar: &Bar, area: &DrawingArea<B, Shift>, zoom: u32) -> Result<()>
    where
        B::ErrorType: 'static,
    {
        const STEPS: u32 = 128;
        let (width, height) = self.inner();
        let (left, top) = (((LEFT + width + 14) * zoom).cast_signed(), (TOP * zoom).cast_signed());
        let (right, tall) = (left + (14 * zoom).cast_signed(), (height * zoom).cast_signed());
        let at = |step: u32| top + (tall as u32 * step / STEPS).cast_signed();
        for step in 0..STEPS {
            let [r, g, b] = bar.colours.color((255 - 255 * step / (STEPS - 1)) as u8);
            area.draw(&Rectangle::new(
                [(left, at(step)), (right, at(step + 1))],
                RGBColor(r, g, b).filled(),
            ))?;
        }
        let style = (FAMILY, (LETTERS - 2) * zoom).into_font().color(&BLACK);
        for (part, value) in [(0, bar.high), (1, f64::midpoint(bar.low, bar.high)), (2, bar.low)] {
            let y = top + tall * part / 2 - (7 * zoom).cast_signed();
            area.draw(&Text::new(number(value), (right + (4 * zoom).cast_signed(), y), style.clone()))?;
        }
        let turned =
            (FAMILY, (LETTERS - 2) * zoom).into_font().transform(FontTransform::Rotate90).color(&BLACK);
        let turned = turned.pos(plotters::style::text_anchor::Pos::new(
            plotters::style::text_anchor::HPos::Center,
            plotters::style::text_anchor::VPos::Center,
        ));
        let middle = (right + (62 * zoom).cast_signed(), top + tall / 2);
        Ok(area.draw(&Text::new(bar.label.clone(), middle, turned))?)
    }
}

impl Draw for Map {
    fn draw<B: DrawingBackend>(&self, area: &DrawingArea<B, Shift>, zoom: u32) -> Result<()>
    where
        B::ErrorType: 'static,
    {
        let (width, height) = self.inner();
        let whole = self.size();
        area.fill(&WHITE)?;
        let style = (FAMILY, (LETTERS + 2) * zoom).into_font().color(&BLACK);
        let style = style.pos(plotters::style::text_anchor::Pos::new(
            plotters::style::text_anchor::HPos::Center,
            plotters::style::text_anchor::VPos::Center,
        ));
        let middle = ((whole.0 * zoom / 2).cast_signed(), (TOP * zoom / 2).cast_signed());
        area.draw(&Text::new(self.title.clone(), middle, style))?;
        // Rows count downwards: the axis has their negatives.
        let mut chart = ChartBuilder::on(area)
            .margin_left(8 * zoom)
            .margin_top(TOP * zoom)
            .margin_bottom(8 * zoom)
            .margin_right((whole.0 - LEFT - width) * zoom)
            .x_label_area_size((whole.1 - TOP - height - 8) * zoom)
            .y_label_area_size((LEFT - 8) * zoom)
            .build_cartesian_2d(self.x.from..self.x.to, -self.y.to..-self.y.from)?;
        chart
            .configure_mesh()
            .disable_mesh()
            .axis_style(BLACK.stroke_width(zoom))
            .set_all_tick_mark_size(5 * zoom)
            .x_desc(&self.x.label)
            .y_desc(&self.y.label)
            .x_labels((width / 60).max(2) as usize)
            .y_labels((height / 40).max(2) as usize)
            .x_label_formatter(&|place| number(*place))
            .y_label_formatter(&|place| number(-*place))
            .label_style((FAMILY, (LETTERS - 2) * zoom))
            .axis_desc_style((FAMILY, LETTERS * zoom))
            .draw()?;
        if let Some(bar) = &self.bar {
            self.draw_bar(bar, area, zoom)?;
        }
        area.present()?;
        Ok(())
    }
}

/// A number on an axis: no more places than it needs, and no negative zero.
fn number(value: f64) -> String {
    format!("{}", (value * 100.0).round() / 100.0 + 0.0)
}

impl Drawing for Map {
    fn title(&self) -> &str {
        &self.title
    }

    fn size(&self) -> (u32, u32) {
        let (width, height) = self.inner();
        let right = if self.bar.is_some() { BAR } else { RIGHT };
        (LEFT + width + right, TOP + height + BOTTOM)
    }

    fn to_svg(&self) -> Result<String> {
        let svg = drawing::svg(self, &self.title, self.size())?;
        let ((x, y), (width, height)) = (Self::corner(), self.inner());
        let (w, h) = (self.picture.width().min(CARRIED), self.picture.height().min(CARRIED));
        let carried = if (w, h) == (self.picture.width(), self.picture.height()) {
            self.picture.to_png(&self.title)?
        } else {
            self.fitted((w, h)).to_png(&self.title)?
        };
        let image = format!(
            "<image x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{}\"/>\n</svg>",
            STANDARD.encode(carried)
        );
        Ok(svg.replacen("</svg>", &image, 1))
    }

    fn to_pixels(&self) -> Result<ColorPicture> {
        let mut whole = drawing::pixels(self, &self.title, self.size())?;
        let ((left, top), (width, height)) = (Self::corner(), self.inner());
        let fitted = self.fitted(((width * ZOOM) as usize, (height * ZOOM) as usize));
        whole.paste(&fitted, (left * ZOOM) as usize, (top * ZOOM) as usize);
        Ok(whole)
    }
}
