// SPDX-License-Identifier: MIT OR Apache-2.0
//! What several tests need.

use num_complex::Complex;
use proptest::prelude::*;
use utsushi::fft::{CheckedSpec, FftSpec, Reference};
use utsushi::picture::{Depth, Picture};
use utsushi::shape::{Descriptor, Mask, Profile, Tier, describe};

pub(crate) fn spec(len: usize, data: u32) -> CheckedSpec {
    FftSpec { len, data, twiddle: 18, ..FftSpec::default() }.check().unwrap()
}

/// A mask drawn in text: `#` is object.
pub(crate) fn drawn(rows: &[&str]) -> Mask {
    let rows: Vec<&[u8]> = rows.iter().map(|row| row.as_bytes()).collect();
    Mask::from_fn(rows[0].len(), rows.len(), |x, y| rows[y][x] == b'#')
}

/// Any mask up to 140 pixels wide, from sparse to dense.
pub(crate) fn masks() -> impl Strategy<Value = Mask> {
    (1_usize..140, 1_usize..24, 1_u8..=255).prop_flat_map(|(width, height, density)| {
        prop::collection::vec(any::<u8>(), width * height)
            .prop_map(move |noise| Mask::from_fn(width, height, |x, y| noise[y * width + x] < density))
    })
}

/// Objects of `bright` on `dark`.
pub(crate) fn painted(mask: &Mask, dark: u16, bright: u16) -> Picture {
    let all = (0..mask.height()).flat_map(|y| (0..mask.width()).map(move |x| (x, y)));
    let samples = all.map(|(x, y)| if mask.get(x, y) { bright } else { dark }).collect();
    Picture::new(mask.width(), mask.height(), Depth::Eight, samples)
}

/// A closed curve that winds once, of 3 to 40 corners at integer places: a star about the origin.
pub(crate) fn curves() -> impl Strategy<Value = Vec<Complex<f64>>> {
    prop::collection::vec(40_u32..4000, 3..40).prop_map(|radii| {
        let step = std::f64::consts::TAU / radii.len() as f64;
        let corner = |(i, &r): (usize, &u32)| Complex::from_polar(f64::from(r), step * i as f64);
        radii.iter().enumerate().map(corner).map(|z| Complex::new(z.re.round(), z.im.round())).collect()
    })
}

pub(crate) fn descriptor(curve: &[Complex<f64>], spec: &CheckedSpec) -> Descriptor {
    let signature = Profile::new(curve, Tier::Complex, spec).unwrap();
    describe(&[signature], &mut Reference::new(spec)).unwrap().remove(0)
}
