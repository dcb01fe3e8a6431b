// SPDX-License-Identifier: MIT OR Apache-2.0
//! Real pictures, if they are there: `$UTSUSHI_DATA/images`, else `../shared/data/images` beside the workspace.

use std::path::PathBuf;

use utsushi::picture::frequency::{Normalisation, Plane, PlaneSpectrum, RadialPsd};
use utsushi::picture::load;

#[test]
fn power_falls_with_the_square_of_the_radius_or_faster() {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let folder = std::env::var_os("UTSUSHI_DATA").map_or_else(beside, PathBuf::from).join("images");
    let mut seen = 0;
    for name in ["astronaut.png", "camera.png", "chelsea.png", "coffee.png"] {
        let path = folder.join(name);
        if !path.exists() {
            eprintln!(
                "skipped: {} is absent; set UTSUSHI_DATA to the folder that holds images/",
                path.display()
            );
            continue;
        }
        let spectrum = PlaneSpectrum::of(&Plane::of_picture(&load(path).unwrap()), Normalisation::Root);
        let curve = RadialPsd::of(&spectrum, None);
        let near = |radius: f64| curve.rings().iter().find(|ring| ring.radius >= radius).unwrap().power;
        // Ten times the radius, a hundred times less power at least (Field 1987: the amplitude falls as 1/f).
        let fall = near(0.03) / near(0.3);
        assert!(fall > 100.0, "{name}: {fall}");
        seen += 1;
    }
    eprintln!("{seen} photographs checked");
}
