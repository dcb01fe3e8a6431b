// SPDX-License-Identifier: MIT OR Apache-2.0
//! Components and contours against flood fills.

use std::collections::BTreeSet;

use proptest::prelude::*;
use utsushi::shape::{Mask, Object, Pixel, trace};

use super::common::{drawn, masks};

type Set = BTreeSet<(i64, i64)>;

const EIGHT: [(i64, i64); 8] = [(1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1)];

fn flood(from: (i64, i64), steps: &[(i64, i64)], free: impl Fn((i64, i64)) -> bool) -> Set {
    let (mut seen, mut open) = (Set::from([from]), vec![from]);
    while let Some((x, y)) = open.pop() {
        for next in steps.iter().map(|(dx, dy)| (x + dx, y + dy)) {
            if free(next) && seen.insert(next) {
                open.push(next);
            }
        }
    }
    seen
}

/// The components in raster order of their first pixels, by flood fill.
fn components(mask: &Mask) -> Vec<Set> {
    let object = |(x, y): (i64, i64)| x >= 0 && y >= 0 && mask.get(x as usize, y as usize);
    let mut rest: BTreeSet<(i64, i64)> = BTreeSet::new();
    let pixels = (0..mask.height() as i64).flat_map(|y| (0..mask.width() as i64).map(move |x| (x, y)));
    let mut found = Vec::new();
    for at in pixels.filter(|&at| object(at)) {
        if rest.insert(at) {
            let set = flood(at, &EIGHT, object);
            rest.extend(&set);
            found.push(set);
        }
    }
    found
}

/// The pixels of `set` that are side by side with the outside, which 4-neighbours join to infinity.
fn outer_border(set: &Set, width: i64, height: i64) -> Set {
    let four: Vec<_> = EIGHT.into_iter().step_by(2).collect();
    let within = |(x, y): (i64, i64)| (-1..=width).contains(&x) && (-1..=height).contains(&y);
    let outside = flood((-1, -1), &four, |at| within(at) && !set.contains(&at));
    let beside = |&&(x, y): &&(i64, i64)| four.iter().any(|(dx, dy)| outside.contains(&(x + dx, y + dy)));
    set.iter().filter(beside).copied().collect()
}

fn at(pixel: Pixel) -> (i64, i64) {
    (pixel.x.into(), pixel.y.into())
}

/// Twice the area inside the chain, positive if it runs counter-clockwise as seen (y down).
fn turned_area(contour: &[Pixel]) -> i64 {
    let edges = contour.iter().zip(contour.iter().cycle().skip(1));
    edges.map(|(a, b)| (at(*a), at(*b))).map(|((ax, ay), (bx, by))| bx * ay - ax * by).sum()
}

#[expect(clippy::float_cmp, reason = "both are the same quotient of integers")]
fn check(mask: &Mask, object: &Object, set: &Set) {
    let (width, height) = (mask.width() as i64, mask.height() as i64);
    let chain: Vec<_> = object.contour.iter().copied().map(at).collect();
    assert_eq!(chain.iter().copied().collect::<Set>(), outer_border(set, width, height));
    let first = *set.iter().min_by_key(|(x, y)| (*y, *x)).unwrap();
    assert_eq!(chain[0], first, "the chain begins at the leftmost pixel of the top row");
    for (a, b) in
        chain.iter().zip(chain.iter().cycle().skip(1)).take(if chain.len() > 1 { chain.len() } else { 0 })
    {
        assert!((a.0 - b.0).abs().max((a.1 - b.1).abs()) == 1, "{a:?} and {b:?} are no neighbours");
    }
    assert!(turned_area(&object.contour) >= 0, "the chain runs clockwise");
    assert_eq!(object.area, set.len() as u64);
    let fold = |pick: fn(&(i64, i64)) -> i64| {
        (set.iter().map(pick).min().unwrap(), set.iter().map(pick).max().unwrap())
    };
    let ((left, right), (top, bottom)) = (fold(|p| p.0), fold(|p| p.1));
    assert_eq!(object.bbox.map(i64::from), [left, top, right - left + 1, bottom - top + 1]);
    assert_eq!(object.touches_border, left == 0 || top == 0 || right == width - 1 || bottom == height - 1);
    let mean = |pick: fn(&(i64, i64)) -> i64| set.iter().map(pick).sum::<i64>() as f64 / set.len() as f64;
    assert_eq!(object.centroid, [mean(|p| p.0), mean(|p| p.1)]);
}

fn check_all(mask: &Mask) -> usize {
    let (objects, sets) = (trace(mask, 1), components(mask));
    assert_eq!(objects.len(), sets.len());
    objects.iter().zip(&sets).for_each(|(object, set)| check(mask, object, set));
    objects.len()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]
    #[test]
    fn any_mask_has_the_components_and_borders_of_the_flood_fill(mask in masks()) {
        check_all(&mask);
    }

    #[test]
    fn the_minimum_area_keeps_what_it_should(mask in masks(), min_area in 0_u64..40) {
        let kept: Vec<_> = trace(&mask, 1).into_iter().filter(|object| object.area >= min_area).collect();
        prop_assert_eq!(trace(&mask, min_area), kept);
    }
}

#[test]
fn every_mask_of_four_by_four() {
    let objects: usize = (0..1_u32 << 16)
        .map(|bits| check_all(&Mask::from_fn(4, 4, |x, y| bits >> (4 * y + x) & 1 == 1)))
        .sum();
    assert!(objects > 65_536, "only {objects} objects were checked");
}

#[test]
fn the_chain_of_a_known_shape() {
    let mask = drawn(&["......", "..##..", ".####.", "..#...", "......"]);
    let chain: Vec<_> = trace(&mask, 1)[0].contour.iter().copied().map(at).collect();
    assert_eq!(chain, [(2, 1), (1, 2), (2, 3), (3, 2), (4, 2), (3, 1)]);
}

#[test]
fn thin_lines_are_passed_twice() {
    let chain = |rows: &[&str]| trace(&drawn(rows), 1)[0].contour.iter().copied().map(at).collect::<Vec<_>>();
    assert_eq!(chain(&["#"]), [(0, 0)]);
    assert_eq!(chain(&["##"]), [(0, 0), (1, 0)]);
    assert_eq!(chain(&["####"]), [(0, 0), (1, 0), (2, 0), (3, 0), (2, 0), (1, 0)]);
    assert_eq!(chain(&["#..", ".#.", "..#"]), [(0, 0), (1, 1), (2, 2), (1, 1)]);
}

#[test]
fn nothing_and_everything() {
    for (width, height) in [(1, 1), (1, 9), (63, 2), (64, 3), (65, 4), (128, 5), (200, 1)] {
        assert_eq!(trace(&Mask::new(width, height), 1), []);
        let all = Mask::new(width, height).inverted();
        assert_eq!(all.count(), width * height);
        assert_eq!(check_all(&all), 1);
    }
}

#[test]
fn spirals_and_nests() {
    let spiral = drawn(&[
        "###########",
        "..........#",
        "#########.#",
        "#.......#.#",
        "#.#####.#.#",
        "#.#...#.#.#",
        "#.#.###.#.#",
        "#.#.....#.#",
        "#.#######.#",
        "#.........#",
        "###########",
    ]);
    assert_eq!(check_all(&spiral), 1);
    let nest = Mask::from_fn(80, 80, |x, y| x.abs_diff(40).max(y.abs_diff(40)) % 4 < 2);
    assert_eq!(check_all(&nest), 11);
    let comb = Mask::from_fn(130, 20, |x, y| y == 19 || x % 2 == 0);
    assert_eq!(check_all(&comb), 1);
    let diagonal = Mask::from_fn(70, 70, |x, y| (x + y) % 2 == 0);
    assert_eq!(check_all(&diagonal), 1);
}

#[test]
fn edge_pixels_are_counted_once() {
    for (width, height) in [(1, 1), (1, 7), (7, 1), (2, 2), (2, 9), (3, 3), (70, 5)] {
        let edge = |x: usize, y: usize| x == 0 || y == 0 || x == width - 1 || y == height - 1;
        let count =
            (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).filter(|&(x, y)| edge(x, y)).count();
        assert_eq!(Mask::from_fn(width, height, |_, _| true).on_edge(), (count, count), "{width} x {height}");
        assert_eq!(Mask::from_fn(width, height, |x, y| !edge(x, y)).on_edge(), (0, count));
    }
}
