// SPDX-License-Identifier: MIT OR Apache-2.0
//! The timing diagram as a picture.

use std::fmt::Write as _;

use super::waveform::{Cell, Waveform};

const NAMES: u32 = 170;
const COLUMN: u32 = 44;
const GAP: u32 = 22;
const LANE: u32 = 30;
const HIGH: u32 = 18;
const HEAD: u32 = 24;

/// The diagram as SVG: names at the left, a column a clock, a break where clocks are left out.
pub(super) fn svg(waveform: &Waveform, title: &str) -> String {
    let lefts = lefts(waveform);
    let width = lefts.last().map_or(NAMES, |left| left + COLUMN) + 10;
    let height = HEAD + LANE * (waveform.lanes.len() as u32 + 1) + 8;
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"monospace\" font-size=\"11\">\n<title>{title}</title>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n"
    );
    for (clock, left) in waveform.clocks.iter().zip(&lefts) {
        let (x, y) = (left + COLUMN / 2, HEAD - 8);
        let _ =
            writeln!(text, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\" fill=\"gray\">{clock}</text>");
    }
    name(&mut text, "clk", HEAD);
    for left in &lefts {
        clock(&mut text, *left, HEAD);
    }
    for (row, (lane, cells)) in (1..).zip(&waveform.lanes) {
        let top = HEAD + LANE * row;
        name(&mut text, lane, top);
        for (column, (cell, left)) in cells.iter().zip(&lefts).enumerate() {
            let joined = column > 0 && !waveform.gap_before(column);
            draw(&mut text, cell, cells[..column].last().filter(|_| joined), *left, top);
        }
    }
    for (_, left) in lefts.iter().enumerate().filter(|(column, _)| waveform.gap_before(*column)) {
        let (x, bottom) = (left - GAP / 2, height - 8);
        let _ = writeln!(
            text,
            "<line x1=\"{x}\" y1=\"{HEAD}\" x2=\"{x}\" y2=\"{bottom}\" stroke=\"gray\" stroke-dasharray=\"2 4\"/>"
        );
    }
    text + "</svg>\n"
}

/// The left edge of each column.
fn lefts(waveform: &Waveform) -> Vec<u32> {
    let mut left = NAMES;
    let place = |column: usize| {
        left += if waveform.gap_before(column) { GAP } else { 0 };
        left += COLUMN;
        left - COLUMN
    };
    (0..waveform.clocks.len()).map(place).collect()
}

fn name(text: &mut String, name: &str, top: u32) {
    let y = top + HIGH - 4;
    let _ = writeln!(text, "<text x=\"8\" y=\"{y}\">{name}</text>");
}

fn clock(text: &mut String, left: u32, top: u32) {
    let (middle, right, bottom) = (left + COLUMN / 2, left + COLUMN, top + HIGH);
    path(text, &format!("M{left} {bottom}V{top}H{middle}V{bottom}H{right}"), "none");
}

/// A cell, with an edge from the one before if it stands beside it.
fn draw(text: &mut String, cell: &Cell, before: Option<&Cell>, left: u32, top: u32) {
    let (right, bottom) = (left + COLUMN, top + HIGH);
    match cell {
        Cell::Bit(bit) => {
            let level = if *bit { top } else { bottom };
            let edge = match before {
                Some(Cell::Bit(other)) if other != bit => {
                    if *bit {
                        bottom
                    } else {
                        top
                    }
                }
                _ => level,
            };
            path(text, &format!("M{left} {edge}V{level}H{right}"), "none");
        }
        Cell::Any => path(text, &format!("M{left} {top}H{right}V{bottom}H{left}Z"), "gainsboro"),
        Cell::Word(word) => {
            let outline = format!(
                "M{left} {middle}L{a} {top}H{b}L{right} {middle}L{b} {bottom}H{a}Z",
                middle = top + HIGH / 2,
                a = left + 3,
                b = right - 3
            );
            path(text, &outline, "lightyellow");
            let (x, y) = (left + COLUMN / 2, bottom - 5);
            let _ = writeln!(
                text,
                "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\" font-size=\"10\">{word}</text>"
            );
        }
    }
}

fn path(text: &mut String, outline: &str, fill: &str) {
    let _ = writeln!(text, "<path d=\"{outline}\" fill=\"{fill}\" stroke=\"black\"/>");
}
