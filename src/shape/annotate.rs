// SPDX-License-Identifier: MIT OR Apache-2.0
//! What was found, drawn on the picture.

use super::Object;
use super::font::{ADVANCE, HEIGHT, WIDTH, glyph};
use crate::picture::{ColorPicture, Picture, Rgb};

/// Colours that stay apart on grey, used in turn.
const PALETTE: [Rgb; 8] = [
    [255, 196, 0],
    [0, 214, 255],
    [255, 92, 168],
    [122, 235, 72],
    [255, 124, 48],
    [150, 150, 255],
    [64, 240, 190],
    [240, 120, 255],
];

/// An object and what to write beside it.
#[derive(Clone, Debug)]
pub struct Annotation<'a> {
    /// The object whose contour and box are drawn.
    pub object: &'a Object,
    /// Lines of text, top to bottom: for example the label, then the distance.
    pub lines: Vec<String>,
}

/// A copy of `picture` with the contour, the box and the text of each annotation, colours by their order.
///
/// Strokes and letters grow with the picture: doubled from 1000 pixels on the longer side, then in steps of 1000.
/// Letters are 5 × 7; text stands above its box, where there is no room below it or beside it, never across another text if that can be helped.
#[must_use]
pub fn annotate(picture: &Picture, annotations: &[Annotation]) -> ColorPicture {
    let mut canvas = ColorPicture::from_grey(picture);
    let pen = Pen { size: 1 + picture.width().max(picture.height()) / 1000 };
    for (annotation, color) in annotations.iter().zip(PALETTE.into_iter().cycle()) {
        pen.outline(&mut canvas, annotation.object, color);
    }
    // Text last, so that no neighbour's line crosses it.
    let mut taken = Vec::new();
    for (annotation, color) in annotations.iter().zip(PALETTE.into_iter().cycle()) {
        pen.label(&mut canvas, annotation, color, &mut taken);
    }
    canvas
}

/// Left, top, width, height in pixels.
type Rectangle = [usize; 4];

fn overlap(a: &Rectangle, b: &Rectangle) -> bool {
    a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3]
}

/// Draws strokes and letters of a size.
struct Pen {
    size: usize,
}

impl Pen {
    fn outline(&self, canvas: &mut ColorPicture, object: &Object, color: Rgb) {
        for pixel in &object.contour {
            self.dot(canvas, i64::from(pixel.x), i64::from(pixel.y), color);
        }
        let [left, top, width, height] = object.bbox.map(i64::from);
        let margin = 2 * self.size as i64;
        let dim = color.map(|channel| channel / 3 * 2);
        let (left, top, right, bottom) =
            (left - margin, top - margin, left + width - 1 + margin, top + height - 1 + margin);
        // Corners alone show the box and hide less of the object.
        let arm = ((right - left).min(bottom - top) / 5).max(2);
        for step in 0..=arm {
            for (x, y) in
                [(left, top + step), (left, bottom - step), (right, top + step), (right, bottom - step)]
            {
                self.dot(canvas, x, y, dim);
            }
            for (x, y) in
                [(left + step, top), (right - step, top), (left + step, bottom), (right - step, bottom)]
            {
                self.dot(canvas, x, y, dim);
            }
        }
    }

    fn label(
        &self,
        canvas: &mut ColorPicture,
        annotation: &Annotation,
        color: Rgb,
        taken: &mut Vec<Rectangle>,
    ) {
        let letters = annotation.lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
        let line_height = self.size * (HEIGHT + 2);
        let (width, height) =
            (letters * ADVANCE * self.size + self.size, annotation.lines.len() * line_height);
        if letters == 0 {
            return;
        }
        let place = self.place(canvas, annotation.object.bbox, [width, height], taken);
        taken.push(place);
        shade(canvas, place);
        let [x, y, ..] = place;
        for (i, line) in annotation.lines.iter().enumerate() {
            self.text(canvas, x + self.size, y + self.size + i * line_height, line, color);
        }
    }

    /// Where a text of this size stands: above the box, below it, right of it, left of it, wherever it first covers
    /// no text already there; else inside at the top.
    fn place(
        &self,
        canvas: &ColorPicture,
        bbox: [u32; 4],
        size: [usize; 2],
        taken: &[Rectangle],
    ) -> Rectangle {
        let [left, top, right, bottom] =
            [bbox[0], bbox[1], bbox[0] + bbox[2], bbox[1] + bbox[3]].map(|v| v as usize);
        let [width, height] = size;
        let gap = 3 * self.size;
        let within = left.min(canvas.width().saturating_sub(width));
        let above = top.checked_sub(height + gap).map(|y| [within, y]);
        let beside = left.checked_sub(width + gap).map(|x| [x, top]);
        let places = [above, Some([within, bottom + gap]), Some([right + gap, top]), beside];
        let fits = |&[x, y, ..]: &Rectangle| x + width <= canvas.width() && y + height <= canvas.height();
        places
            .into_iter()
            .flatten()
            .map(|[x, y]| [x, y, width, height])
            .find(|place| fits(place) && !taken.iter().any(|other| overlap(place, other)))
            .unwrap_or([within, top + self.size, width, height])
    }

    fn text(&self, canvas: &mut ColorPicture, x: usize, y: usize, line: &str, color: Rgb) {
        for (i, letter) in line.chars().enumerate() {
            let rows = glyph(letter);
            for (row, column) in (0..HEIGHT).flat_map(|row| (0..WIDTH).map(move |column| (row, column))) {
                if rows[row] >> (WIDTH - 1 - column) & 1 == 1 {
                    let (x, y) = (x + (i * ADVANCE + column) * self.size, y + row * self.size);
                    self.dot(canvas, x as i64, y as i64, color);
                }
            }
        }
    }

    fn dot(&self, canvas: &mut ColorPicture, x: i64, y: i64, color: Rgb) {
        let size = self.size as i64;
        for (dx, dy) in (0..size).flat_map(|dy| (0..size).map(move |dx| (dx, dy))) {
            canvas.set(x + dx, y + dy, color);
        }
    }
}

/// Darkens a rectangle, so that text stands out.
fn shade(canvas: &mut ColorPicture, [left, top, width, height]: Rectangle) {
    for y in top..(top + height).min(canvas.height()) {
        for x in left..(left + width).min(canvas.width()) {
            let dark = canvas.get(x, y).map(|channel| channel / 4);
            canvas.set(x as i64, y as i64, dark);
        }
    }
}
