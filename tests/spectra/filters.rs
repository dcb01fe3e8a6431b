// SPDX-License-Identifier: MIT OR Apache-2.0
//! Filters: they complete each other, follow their formulas, and refuse what is no band.

use proptest::prelude::*;
use utsushi::picture::frequency::{
    Band, Filter, Normalisation, Plane, PlaneSpectrum, Profile, Unit, largest_radius,
};

use super::common::{plane, relative_real};

const PROFILES: [Profile; 4] =
    [Profile::Ideal, Profile::Gaussian, Profile::Butterworth(1), Profile::Butterworth(4)];

fn filtered(plane: &Plane, band: Band, profile: Profile, unit: Unit) -> Plane {
    let mut spectrum = PlaneSpectrum::of(plane, Normalisation::Root);
    Filter::new(band, profile, unit, plane.width(), plane.height()).unwrap().apply(&mut spectrum);
    spectrum.inverse()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]
    #[test]
    fn low_and_high_make_the_whole(
        width in 2_usize..40, height in 2_usize..40, seed: u64, part in 0.01_f64..1.0, which in 0_usize..4, pixel: bool,
    ) {
        let (plane, unit) = (plane(width, height, seed), if pixel { Unit::Pixel } else { Unit::Image });
        let cut = part * largest_radius(unit, width, height);
        let low = filtered(&plane, Band::Low { cut }, PROFILES[which], unit);
        let high = filtered(&plane, Band::High { cut }, PROFILES[which], unit);
        let sum: Vec<f64> = low.values().iter().zip(high.values()).map(|(a, b)| a + b).collect();
        prop_assert!(relative_real(plane.values(), &sum) < 1e-12);
    }

    #[test]
    fn a_band_is_a_high_pass_of_a_low_pass(seed: u64, low in 1.0_f64..6.0, more in 0.5_f64..6.0, which in 0_usize..4) {
        let (plane, profile) = (plane(24, 18, seed), PROFILES[which]);
        let high = low + more;
        let band = filtered(&plane, Band::Pass { low, high }, profile, Unit::Image);
        let inner = filtered(&plane, Band::Low { cut: high }, profile, Unit::Image);
        let both = filtered(&inner, Band::High { cut: low }, profile, Unit::Image);
        prop_assert!(relative_real(plane.values(), &band.values().iter().zip(both.values()).zip(plane.values()).map(|((a, b), x)| x + a - b).collect::<Vec<_>>()) < 1e-12);
    }

    #[test]
    fn gains_are_the_formulas(radius in 0.0_f64..40.0, cut in 1.0_f64..20.0, order in 1_u32..6) {
        let gain = |profile| Filter::new(Band::Low { cut }, profile, Unit::Image, 64, 64).unwrap().gain(radius);
        prop_assert_eq!(gain(Profile::Ideal) > 0.5, radius <= cut);
        prop_assert!((gain(Profile::Gaussian) - (-radius * radius / (2.0 * cut * cut)).exp()).abs() < 1e-14);
        let butterworth = 1.0 / (1.0 + (radius / cut).powi(2 * order as i32));
        prop_assert!((gain(Profile::Butterworth(order)) - butterworth).abs() < 1e-13);
    }
}

#[test]
fn an_ideal_filter_twice_is_the_same_as_once() {
    let plane = plane(31, 20, 9);
    let band = Band::Pass { low: 2.5, high: 7.5 };
    let once = filtered(&plane, band, Profile::Ideal, Unit::Image);
    let twice = filtered(&once, band, Profile::Ideal, Unit::Image);
    assert!(relative_real(once.values(), twice.values()) < 1e-12);
    // What it leaves is the energy of the bins it keeps.
    let mut kept = PlaneSpectrum::of(&plane, Normalisation::Root);
    Filter::new(band, Profile::Ideal, Unit::Image, 31, 20).unwrap().apply(&mut kept);
    let energy: f64 = once.values().iter().map(|x| x * x).sum();
    assert!((kept.energy() / energy - 1.0).abs() < 1e-12);
}

#[test]
fn the_units_differ_where_the_sides_do() {
    // Horizontal frequency 8 of 64 is 0.125 cycles per pixel, vertical 8 of 16 is 0.5.
    let filter = Filter::new(Band::Low { cut: 0.2 }, Profile::Ideal, Unit::Pixel, 64, 16).unwrap();
    assert!(filter.gain_at(8, 0) > 0.5 && filter.gain_at(0, 8) < 0.5);
    let filter = Filter::new(Band::Low { cut: 8.0 }, Profile::Ideal, Unit::Image, 64, 16).unwrap();
    assert!(filter.gain_at(8, 0) > 0.5 && filter.gain_at(0, 8) > 0.5 && filter.gain_at(6, 6) < 0.5);
}

#[test]
fn what_is_no_band_is_refused() {
    let said = |band, profile, unit| Filter::new(band, profile, unit, 64, 48).unwrap_err().to_string();
    let ideal = |band| said(band, Profile::Ideal, Unit::Image);
    assert_eq!(
        ideal(Band::Low { cut: -3.0 }),
        "radius -3 is out of range; a cut is a number above 0, in cycles per image"
    );
    assert_eq!(
        ideal(Band::High { cut: f64::NAN }),
        "radius NaN is out of range; a cut is a number above 0, in cycles per image"
    );
    assert_eq!(
        ideal(Band::Pass { low: 9.0, high: 4.0 }),
        "the band 9 to 4 is empty; give the smaller radius first"
    );
    assert_eq!(
        ideal(Band::Pass { low: 9.0, high: 41.0 }),
        "radius 41 is beyond the grid of 64 x 48 bins, which ends at 40.000000 cycles per image; use a smaller radius"
    );
    assert_eq!(
        said(Band::Low { cut: 0.8 }, Profile::Ideal, Unit::Pixel),
        "radius 0.8 is beyond the grid of 64 x 48 bins, which ends at 0.707107 cycles per pixel; use a smaller radius"
    );
    assert_eq!(
        said(Band::Low { cut: 3.0 }, Profile::Butterworth(0), Unit::Image),
        "order 0 is out of range; a Butterworth filter has an order of 1 to 20"
    );
    assert_eq!(
        "brick".parse::<Profile>().unwrap_err(),
        "profile 'brick' is unknown; use ideal, gaussian or butterworth:ORDER"
    );
    assert_eq!("butterworth:3".parse(), Ok(Profile::Butterworth(3)));
    for profile in PROFILES {
        assert_eq!(profile.to_string().parse(), Ok(profile));
    }
}
