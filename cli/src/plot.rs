// SPDX-License-Identifier: MIT OR Apache-2.0
//! Figures as SVG and PNG: a title, two axes with their units, a legend, and as many marks as there are points.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use utsushi::picture::ColorPicture;

use crate::drawing::{self, Draw, Drawing, FAMILY};

/// Size in pixels. On a telephone's 360 the letters are still 10 pixels high.
const SIZE: (u32, u32) = (560, 400);
const LETTERS: u32 = 16;

/// Told apart by readers who see no red or no green (Okabe and Ito 2008).
const COLOURS: [RGBColor; 7] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
    RGBColor(0, 0, 0),
];

type Ends = std::ops::Range<f64>;

/// A picture of numbers.
pub(crate) struct Figure {
    pub(crate) title: String,
    pub(crate) x: Axis,
    pub(crate) y: Axis,
    pub(crate) series: Vec<Series>,
}

/// What an axis shows.
pub(crate) struct Axis {
    /// Quantity and unit.
    pub(crate) label: String,
    pub(crate) scale: Scale,
}

/// How an axis is divided.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    Linear,
    /// Whole numbers only.
    Whole,
    /// Powers of two.
    Doubling,
    /// Powers of ten.
    Decades,
}

/// Points that belong together.
pub(crate) struct Series {
    /// For the legend; none if empty.
    pub(crate) name: String,
    /// Which colour; series of one kind have one.
    pub(crate) colour: usize,
    pub(crate) mark: Mark,
    pub(crate) points: Vec<(f64, f64)>,
}

/// How points are drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// One circle a point.
    Dots,
    Line,
    /// A line that is no measurement: a limit, a level.
    Dashes,
}

impl Axis {
    pub(crate) fn new(label: impl Into<String>, scale: Scale) -> Self {
        Self { label: label.into(), scale }
    }

    /// Where a value stands.
    fn place(&self, value: f64) -> f64 {
        match self.scale {
            Scale::Linear | Scale::Whole => value,
            Scale::Doubling => value.log2(),
            Scale::Decades => value.log10(),
        }
    }

    /// The value at a place, in words.
    fn words(&self, place: f64) -> String {
        match self.scale {
            Scale::Linear if place.abs() >= 10.0 => format!("{place:.0}"),
            // Zero has no sign.
            Scale::Linear => format!("{}", (place * 1000.0).round() / 1000.0 + 0.0),
            _ if (place - place.round()).abs() > 1e-9 => String::new(),
            Scale::Whole => format!("{place:.0}"),
            Scale::Doubling => format!("{:.0}", place.exp2()),
            Scale::Decades => format!("1e{place:.0}"),
        }
    }

    /// Ends of the axis for places between `low` and `high`.
    fn range(&self, low: f64, high: f64) -> Ends {
        let room = match self.scale {
            Scale::Linear => 0.05 * (high - low).max(1e-3),
            Scale::Decades => (0.04 * (high - low)).max(0.15),
            Scale::Whole | Scale::Doubling => 0.5,
        };
        low - room..high + room
    }

    /// Labels at most: on an axis of decades no more than there are.
    fn labels(&self, range: &Ends) -> usize {
        if self.scale == Scale::Decades { ((range.end - range.start) as usize + 1).clamp(2, 9) } else { 9 }
    }
}

impl Drawing for Figure {
    fn title(&self) -> &str {
        &self.title
    }

    fn size(&self) -> (u32, u32) {
        SIZE
    }

    fn to_svg(&self) -> Result<String> {
        drawing::svg(self, &self.title, SIZE)
    }

    fn to_pixels(&self) -> Result<ColorPicture> {
        drawing::pixels(self, &self.title, SIZE)
    }

    fn is_empty(&self) -> bool {
        self.ranges().is_err()
    }

    fn dots(&self) -> usize {
        let dotted = self.series.iter().filter(|series| series.mark == Mark::Dots);
        dotted.map(|series| self.places(series).count()).sum()
    }
}

impl Draw for Figure {
    fn draw<B: DrawingBackend>(&self, area: &DrawingArea<B, Shift>, zoom: u32) -> Result<()>
    where
        B::ErrorType: 'static,
    {
        let (x, y, legend) = self.framed()?;
        let (x_labels, y_labels) = (self.x.labels(&x), self.y.labels(&y));
        let mut chart = ChartBuilder::on(area)
            .caption(&self.title, (FAMILY, (LETTERS + 2) * zoom))
            .margin(10 * zoom)
            .x_label_area_size(46 * zoom)
            .y_label_area_size(66 * zoom)
            .build_cartesian_2d(x, y)?;
        chart
            .configure_mesh()
            .light_line_style(TRANSPARENT)
            .bold_line_style(BLACK.mix(0.12).stroke_width(zoom))
            .axis_style(BLACK.stroke_width(zoom))
            .set_all_tick_mark_size(5 * zoom)
            .x_desc(&self.x.label)
            .y_desc(&self.y.label)
            .x_labels(x_labels)
            .y_labels(y_labels)
            .x_label_formatter(&|place| self.x.words(*place))
            .y_label_formatter(&|place| self.y.words(*place))
            .label_style((FAMILY, (LETTERS - 2) * zoom))
            .axis_desc_style((FAMILY, LETTERS * zoom))
            .draw()?;
        for series in &self.series {
            self.draw_series(&mut chart, series, zoom)?;
        }
        if let Some(corner) = legend {
            chart
                .configure_series_labels()
                .position(corner)
                .label_font((FAMILY, (LETTERS - 2) * zoom))
                .legend_area_size(24 * zoom)
                .margin(6 * zoom)
                .background_style(WHITE.mix(0.85))
                .border_style(BLACK.mix(0.3).stroke_width(zoom))
                .draw()?;
        }
        area.present()?;
        Ok(())
    }
}

impl Figure {
    /// Writes `stem.png` and `stem.svg`; the same figure gives the same bytes.
    ///
    /// # Errors
    /// If it has no point, or a file cannot be written.
    #[allow(dead_code, reason = "the same as for any drawing")]
    pub(crate) fn write(&self, stem: &Path) -> Result<[PathBuf; 2]> {
        drawing::write(self, stem)
    }

    fn draw_series<B: DrawingBackend>(
        &self,
        chart: &mut ChartContext<'_, B, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
        series: &Series,
        zoom: u32,
    ) -> Result<()>
    where
        B::ErrorType: 'static,
    {
        let colour = COLOURS[series.colour % COLOURS.len()];
        let (line, size) = (colour.stroke_width(2 * zoom), zoom.cast_signed());
        let drawn = match series.mark {
            Mark::Dots => {
                chart.draw_series(self.places(series).map(|at| Circle::new(at, 3 * size, colour.filled())))?
            }
            Mark::Line if zoom == 1 => chart.draw_series(LineSeries::new(self.places(series), line))?,
            // Pixels are drawn from segments and round joints: a bend in one piece would end in a spike.
            Mark::Line => {
                let places: Vec<_> = self.places(series).collect();
                chart.draw_series(places.iter().map(|at| Circle::new(*at, size, colour.filled())))?;
                chart.draw_series(places.windows(2).map(|ends| PathElement::new(ends, line)))?
            }
            Mark::Dashes => {
                chart.draw_series(DashedLineSeries::new(self.places(series), 6 * zoom, 5 * zoom, line))?
            }
        };
        if !series.name.is_empty() {
            let sample = move |(x, y): (i32, i32)| {
                Rectangle::new([(x, y - 3 * size), (x + 16 * size, y + 3 * size)], colour.filled())
            };
            drawn.label(&series.name).legend(sample);
        }
        Ok(())
    }

    /// Where the points of a series stand; those that have no place on the axes (infinite, or 0 on one of powers) are left out.
    fn places<'a>(&'a self, series: &'a Series) -> impl Iterator<Item = (f64, f64)> + Clone + 'a {
        let placed = series.points.iter().map(|&(x, y)| (self.x.place(x), self.y.place(y)));
        placed.filter(|(x, y)| x.is_finite() && y.is_finite())
    }

    /// The corner where a legend hides the fewest points, and how many it hides: lines have one at every bend, so they count
    /// too.
    fn emptiest_corner(&self, (x, y): (&Ends, &Ends)) -> (SeriesLabelPosition, usize) {
        use SeriesLabelPosition::{LowerLeft, LowerRight, UpperLeft, UpperRight};
        let part = |range: &Ends, at: f64| (at - range.start) / (range.end - range.start);
        let all: Vec<_> = self.series.iter().flat_map(|series| self.places(series)).collect();
        let inside = |right: bool, upper: bool| {
            let near =
                |side: bool, part: f64, reach: f64| if side { part > 1.0 - reach } else { part < reach };
            all.iter()
                .filter(|(u, v)| near(right, part(x, *u), 0.42) && near(upper, part(y, *v), 0.36))
                .count()
        };
        let corners = [
            (LowerRight, inside(true, false)),
            (UpperRight, inside(true, true)),
            (UpperLeft, inside(false, true)),
            (LowerLeft, inside(false, false)),
        ];
        corners.into_iter().min_by_key(|(_, hidden)| *hidden).unwrap_or((UpperRight, 0))
    }

    /// The ends of the axes, with room above the points for a legend that would hide more than a fiftieth of them anywhere.
    fn framed(&self) -> Result<(Ends, Ends, Option<SeriesLabelPosition>)> {
        let (x, y) = self.ranges()?;
        let named = self.series.iter().filter(|series| !series.name.is_empty()).count();
        let (corner, hidden) = self.emptiest_corner((&x, &y));
        let points: usize = self.series.iter().map(|series| self.places(series).count()).sum();
        if named == 0 || hidden * 50 <= points {
            return Ok((x, y, (named > 0).then_some(corner)));
        }
        let share = (0.07 * named as f64 + 0.03).min(0.5);
        let room = (y.end - y.start) * share / (1.0 - share);
        Ok((x, y.start..y.end + room, Some(SeriesLabelPosition::UpperRight)))
    }

    fn ranges(&self) -> Result<(Ends, Ends)> {
        let all = || self.series.iter().flat_map(|series| self.places(series));
        let first = all().next().ok_or_else(|| anyhow!("it has no point"))?;
        let ends = |of: fn((f64, f64)) -> f64| {
            all().map(of).fold((of(first), of(first)), |(low, high), v| (low.min(v), high.max(v)))
        };
        let ((left, right), (low, high)) = (ends(|p| p.0), ends(|p| p.1));
        Ok((self.x.range(left, right), self.y.range(low, high)))
    }
}
