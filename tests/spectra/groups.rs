// SPDX-License-Identifier: MIT OR Apache-2.0
//! Groups: arithmetic means of numbers, geometric means of curves.

use utsushi::picture::frequency::{Group, Normalisation, PlaneSpectrum, RadialPsd, Summary};

use super::common::plane;

fn member(seed: u64) -> (Summary, RadialPsd) {
    let spectrum = PlaneSpectrum::of(&plane(20 + seed as usize, 24, seed), Normalisation::Root);
    (Summary::of(&spectrum), RadialPsd::of(&spectrum, Some(9)))
}

#[test]
fn a_group_is_its_means() {
    let members: Vec<_> = (1..=5).map(member).collect();
    let group = Group::of(&members).unwrap();
    for i in 0..9 {
        let logs: f64 = members.iter().map(|(_, curve)| curve.rings()[i].power.ln()).sum();
        assert!((group.curve[i].power / (logs / 5.0).exp() - 1.0).abs() < 1e-12);
    }
    let dc: f64 = members.iter().map(|(summary, _)| summary.dc).sum();
    assert!((group.mean.dc - dc / 5.0).abs() < 1e-12);
    let peak: f64 = members.iter().map(|(summary, _)| summary.peak_power).sum();
    assert!((group.mean.peak_power - peak / 5.0).abs() < 1e-12);
    let ratio = group.mean.over(&members[0].0);
    assert!((ratio.energy * members[0].0.energy - group.mean.energy).abs() < 1e-9);
    assert!((ratio.mean_power * members[0].0.mean_power - group.mean.mean_power).abs() < 1e-12);
}

#[test]
fn one_is_itself_and_none_is_none() {
    let one = member(3);
    let group = Group::of(std::slice::from_ref(&one)).unwrap();
    for (got, ring) in group.curve.iter().zip(one.1.rings()) {
        assert!((got.power / ring.power - 1.0).abs() < 1e-13);
    }
    assert_eq!(Group::of(&[]), None);
    // A ring that is dark in one picture is dark in the group.
    let flat = PlaneSpectrum::of(
        &utsushi::picture::frequency::Plane::new(24, 24, vec![0.0; 576]),
        Normalisation::Root,
    );
    let dark = (Summary::of(&flat), RadialPsd::of(&flat, Some(9)));
    assert!(Group::of(&[one, dark]).unwrap().curve.iter().all(|ring| ring.power <= 0.0));
}
