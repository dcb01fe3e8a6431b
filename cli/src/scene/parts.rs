// SPDX-License-Identifier: MIT OR Apache-2.0
//! The dozen flat parts, told apart by their outer contours.

use utsushi::shape::angle::unit;

use super::outline::{Outline, Point, arc, at, circle};

/// A part.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) label: &'static str,
    /// Rotations that leave the outer contour as it is.
    pub(super) symmetry: u32,
    pub(super) outline: Outline,
}

/// All parts, unrotated, of radius 1.
pub(super) fn all() -> Vec<Part> {
    let part = |label, symmetry, outline| Part { label, symmetry, outline };
    vec![
        part("gear", 12, gear()),
        part("washer", 1, washer()),
        part("nut", 6, nut()),
        part("spanner", 1, spanner()),
        part("bracket", 1, bracket()),
        part("tee", 1, tee()),
        part("cross", 4, cross()),
        part("star", 5, star()),
        part("key", 1, key()),
        part("bolt", 1, bolt()),
        part("cam", 1, cam()),
        part("clip", 1, clip()),
    ]
}

/// Twelve trapezoid teeth, a bore with a keyway.
fn gear() -> Outline {
    let corners = [(-0.32, 0.8), (-0.17, 1.0), (0.17, 1.0), (0.32, 0.8)];
    let tooth = |i: i32| corners.map(|(offset, radius)| unit((f64::from(i) + offset) / 12.0) * radius);
    let mut bore = arc(at(0.0, 0.0), 0.28, 0.3, 1.2);
    bore.extend([at(0.09, 0.38), at(-0.09, 0.38)]);
    Outline::new((0..12).flat_map(tooth).collect(), vec![bore])
}

/// A disc with a deep notch in its edge and a bore.
fn washer() -> Outline {
    let mut outer = arc(at(0.0, 0.0), 1.0, 0.285, 1.215);
    let edge = outer[0];
    outer.extend([at(-edge.re, 0.58), at(edge.re, 0.58)]);
    Outline::new(outer, vec![circle(at(0.0, 0.0), 0.36)])
}

fn nut() -> Outline {
    Outline::new((0..6).map(|i| unit(f64::from(i) / 6.0)).collect(), vec![circle(at(0.0, 0.0), 0.52)])
}

/// An open jaw on the left, a ring on the right.
fn spanner() -> Outline {
    let mut outer = arc(at(-1.0, 0.0), 0.34, 0.55, 0.93);
    outer.extend(arc(at(1.0, 0.0), 0.27, 0.592, 1.408));
    outer.extend(arc(at(-1.0, 0.0), 0.34, 0.07, 0.45));
    outer.extend([at(-1.0, 0.13), at(-1.0, -0.13)]);
    Outline::new(outer, vec![circle(at(1.0, 0.0), 0.15)])
}

/// An L with a hole in each arm.
fn bracket() -> Outline {
    let outer = vec![at(0.0, 0.0), at(1.1, 0.0), at(1.1, 0.42), at(0.42, 0.42), at(0.42, 1.6), at(0.0, 1.6)];
    Outline::new(outer, vec![circle(at(0.82, 0.21), 0.1), circle(at(0.21, 1.3), 0.1)])
}

fn tee() -> Outline {
    let outer = vec![
        at(-0.8, 0.0),
        at(-0.8, -0.36),
        at(-0.18, -0.36),
        at(-0.18, -1.6),
        at(0.18, -1.6),
        at(0.18, -0.36),
        at(0.8, -0.36),
        at(0.8, 0.0),
    ];
    Outline::new(outer, vec![circle(at(-0.56, -0.18), 0.09), circle(at(0.56, -0.18), 0.09)])
}

fn cross() -> Outline {
    let arm = [at(1.0, -0.3), at(1.0, 0.3), at(0.3, 0.3)];
    let quarter = |i: i32| arm.map(|z| z * unit(f64::from(i) / 4.0));
    Outline::new((0..4).flat_map(quarter).collect(), vec![circle(at(0.0, 0.0), 0.16)])
}

fn star() -> Outline {
    let tip = |i: i32| unit(0.25 + f64::from(i) / 10.0) * if i % 2 == 0 { 1.0 } else { 0.45 };
    Outline::new((0..10).map(tip).collect(), vec![circle(at(0.0, 0.0), 0.14)])
}

/// A round bow with an eye, a shaft, two teeth.
fn key() -> Outline {
    let mut outer = arc(at(-0.62, 0.0), 0.46, 0.045, 0.955);
    let teeth: [(f64, f64); 9] = [
        (0.62, -0.13),
        (0.62, -0.42),
        (0.82, -0.42),
        (0.82, -0.13),
        (0.96, -0.13),
        (0.96, -0.36),
        (1.16, -0.36),
        (1.16, -0.13),
        (1.2, 0.13),
    ];
    outer.extend(teeth.map(|(x, y)| at(x, y)));
    Outline::new(outer, vec![circle(at(-0.74, 0.0), 0.16)])
}

/// A hexagon bolt from the side: head, collar, threaded shaft with a chamfered end.
fn bolt() -> Outline {
    let thread = |side: f64| -> Vec<Point> {
        (0..9)
            .flat_map(|i| {
                [(0.0, 0.3), (0.075, 0.23)].map(|(x, y)| at(0.1 + 0.15 * f64::from(i) + x, side * y))
            })
            .collect()
    };
    let mut outer = vec![at(-0.36, 0.3), at(-0.36, 0.44), at(-0.42, 0.52), at(-0.9, 0.52), at(-0.98, 0.3)];
    outer.extend([at(-0.98, -0.3), at(-0.9, -0.52), at(-0.42, -0.52), at(-0.36, -0.44), at(-0.36, -0.3)]);
    outer.extend(thread(-1.0));
    outer.extend([at(1.52, -0.2), at(1.52, 0.2)]);
    outer.extend(thread(1.0).into_iter().rev());
    Outline::new(outer, Vec::new())
}

/// A large and a small circle with their common tangents, and a bore.
fn cam() -> Outline {
    // cos(0.2 turns) is (0.72 − 0.35)/1.2 to three digits, so that the arcs end where the tangents touch.
    let mut outer = arc(at(0.0, 0.0), 0.72, 0.2, 0.8);
    outer.extend(arc(at(1.2, 0.0), 0.35, 0.8, 1.2));
    Outline::new(outer, vec![circle(at(0.0, 0.0), 0.26)])
}

/// An open ring with lugs at its ends.
fn clip() -> Outline {
    let mut outer = arc(at(0.0, 0.0), 1.0, 0.09, 0.91);
    outer.extend(arc(at(0.0, 0.0), 0.64, 0.87, 0.13));
    Outline::new(outer, vec![circle(unit(0.135) * 0.83, 0.07), circle(unit(-0.135) * 0.83, 0.07)])
}
