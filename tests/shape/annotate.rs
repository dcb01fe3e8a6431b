// SPDX-License-Identifier: MIT OR Apache-2.0
//! Annotated pictures.

use utsushi::picture::{ColorPicture, Picture};
use utsushi::shape::{Annotation, Mask, Object, annotate, trace};

fn blob(x: usize, y: usize) -> Vec<Object> {
    trace(&Mask::from_fn(200, 120, |u, v| u.abs_diff(x).pow(2) + v.abs_diff(y).pow(2) < 200), 1)
}

fn ground() -> Picture {
    Picture::from_bytes(200, 120, &vec![100; 200 * 120])
}

fn note(objects: &[Object], lines: &[&str]) -> ColorPicture {
    let picture = ground();
    let lines: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
    let notes: Vec<_> = objects.iter().map(|object| Annotation { object, lines: lines.clone() }).collect();
    annotate(&picture, &notes)
}

fn differing(a: &ColorPicture, b: &ColorPicture) -> Vec<(usize, usize)> {
    let pixels = a.pixels().iter().zip(b.pixels()).enumerate();
    pixels.filter(|(_, (a, b))| a != b).map(|(i, _)| (i % 200, i / 200)).collect()
}

#[test]
fn the_contour_is_drawn_in_color() {
    let objects = blob(100, 60);
    let drawn = note(&objects, &[]);
    let plain = ColorPicture::from_grey(&ground());
    let color = drawn.get(objects[0].contour[0].x as usize, objects[0].contour[0].y as usize);
    assert!(
        color.iter().any(|&c| c > 180) && color[0].abs_diff(color[2]) > 60,
        "{color:?} does not stand out"
    );
    assert!(objects[0].contour.iter().all(|p| drawn.get(p.x as usize, p.y as usize) == color));
    assert_eq!(drawn.get(100, 60), plain.get(100, 60), "the inside is left alone");
    assert_eq!((drawn.width(), drawn.height()), (200, 120));
}

#[test]
fn text_stays_off_the_object_and_within_the_picture() {
    for (x, y) in [(100, 60), (14, 14), (185, 14), (14, 105), (185, 105), (100, 14)] {
        let objects = blob(x, y);
        let text = differing(&note(&objects, &["GEAR 7", "0.123"]), &note(&objects, &[]));
        assert!(text.len() > 150, "text at ({x}, {y}) is missing: {} pixels", text.len());
        let [left, top, width, height] = objects[0].bbox.map(|v| v as usize);
        let on_object = |&&(u, v): &&(usize, usize)| {
            (left..left + width).contains(&u) && (top..top + height).contains(&v)
        };
        assert_eq!(text.iter().filter(on_object).count(), 0, "({x}, {y})");
    }
}

#[test]
fn letters_differ() {
    let objects = blob(100, 60);
    let mut seen = Vec::new();
    for letter in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.,:;-_+=/()%#?!°'".chars() {
        let drawn = note(&objects, &[&letter.to_string()]);
        assert!(!seen.contains(&drawn), "{letter} looks like another");
        seen.push(drawn);
    }
    assert_eq!(note(&objects, &["gear"]), note(&objects, &["GEAR"]));
    assert!(!seen.contains(&note(&objects, &["\u{5199}"])), "an unknown letter looks like a known one");
}

#[test]
fn neighbours_have_colors_and_texts_of_their_own() {
    let both = [blob(60, 60), blob(95, 60)].concat();
    let drawn = note(&both, &["LONG LABEL"]);
    let color = |i: usize| drawn.get(both[i].contour[0].x as usize, both[i].contour[0].y as usize);
    assert_ne!(color(0), color(1));
    let letters =
        |i: usize| drawn.pixels().iter().filter(|&&p| p == color(i)).count() - both[i].contour.len();
    assert_eq!(letters(0), letters(1), "one text covers the other");
}
