// SPDX-License-Identifier: MIT OR Apache-2.0
//! Galleries that are kept: files, changes, ranks, an index.

use num_complex::Complex;
use proptest::prelude::*;
use utsushi::fft::{CheckedSpec, FftSpec, Reference};
use utsushi::random::SplitMix64;
use utsushi::shape::{
    Descriptor, Entry, Gallery, Index, Limits, Mirror, Profile, ShapeError, Tier, describe,
};

use super::common::spec;

/// Stars with random radii, as many as asked for.
fn stars(count: usize, tier: Tier, spec: &CheckedSpec) -> Vec<Descriptor> {
    let mut random = SplitMix64::new(7);
    let star = |_| {
        let radii: Vec<f64> = (0..12).map(|_| random.between(20.0, 100.0)).collect();
        let corner = |(i, r): (usize, &f64)| Complex::from_polar(*r, std::f64::consts::TAU * i as f64 / 12.0);
        let curve: Vec<_> = radii.iter().enumerate().map(corner).collect();
        Profile::new(&curve, tier, spec).unwrap()
    };
    let profiles: Vec<Profile> = (0..count).map(star).collect();
    describe(&profiles, &mut Reference::new(spec)).unwrap()
}

fn gallery(count: usize, tier: Tier) -> Gallery {
    let spec = spec(64, 16);
    let entry = |(i, descriptor): (usize, Descriptor)| Entry { label: format!("star {}", i / 2), descriptor };
    let entries = stars(count, tier, &spec).into_iter().enumerate().map(entry).collect();
    Gallery::new("stars", &spec, entries).unwrap()
}

#[test]
fn a_file_gives_the_gallery_back() {
    for tier in Tier::ALL {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stars.gallery");
        let kept = gallery(6, tier);
        kept.save(&path).unwrap();
        assert!(Gallery::is_file(&path));
        let found = Gallery::load(&path).unwrap();
        assert!(found == kept, "{tier}");
        assert!(found.to_bytes() == std::fs::read(&path).unwrap(), "equal galleries have equal bytes");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
    }
}

#[test]
fn a_file_that_was_cut_or_changed_is_refused() {
    let bytes = gallery(3, Tier::Rings).to_bytes();
    let mut refused = 0;
    for end in 0..bytes.len() {
        assert!(Gallery::from_bytes(&bytes[..end], "g").is_err(), "cut at {end}");
        refused += 1;
    }
    for at in (0..bytes.len()).step_by(7) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x10;
        assert!(Gallery::from_bytes(&changed, "g").is_err(), "changed at {at}");
        refused += 1;
    }
    assert!(refused > 5000, "{refused}");
}

#[test]
fn sentences() {
    let bytes = gallery(3, Tier::Rings).to_bytes();
    let said = |bytes: &[u8]| Gallery::from_bytes(bytes, "g").unwrap_err().to_string();
    assert_eq!(
        said(b"PNG"),
        "g is no gallery file: it does not begin with 'utsushi gallery'; make one of a folder of pictures with `utsushi gallery make`"
    );
    assert_eq!(
        said(b"utsushi gallery 2\n{}\n"),
        "gallery g is of version '2' and this program reads version 1; make it anew"
    );
    assert_eq!(
        said(&bytes[..bytes.len() - 1]),
        "gallery g is damaged: its bytes do not have its checksum; make it anew or restore it"
    );
    let kept = gallery(3, Tier::Rings);
    let refused =
        |tier, spec: &FftSpec| kept.accepts("g", tier, &spec.check().unwrap()).unwrap_err().to_string();
    assert_eq!(
        refused(Tier::Aligned, kept.spec()),
        "gallery g was made with descriptor rings and aligned is asked for; use --descriptor rings or make it anew"
    );
    let made = "--len 64 --data 16 --twiddle 18 --rounding convergent --overflow saturate --schedule halve";
    let asked = made.replace("--data 16", "--data 10");
    assert_eq!(
        refused(Tier::Rings, &FftSpec { data: 10, ..kept.spec().clone() }),
        format!("gallery g was made with {made} and {asked} is asked for; use the same spec or make it anew")
    );
    kept.accepts("g", Tier::Rings, &FftSpec { inverse: true, ..kept.spec().clone() }.check().unwrap())
        .unwrap();
}

#[test]
fn entries_come_and_go() {
    let mut kept = gallery(6, Tier::Composite);
    let whole = kept.clone();
    assert_eq!(kept.labels(), ["star 0", "star 1", "star 2"]);
    assert_eq!(kept.remove("star 1").unwrap(), 2);
    assert_eq!(kept.labels(), ["star 0", "star 2"]);
    for entry in &whole.entries()[2..4] {
        kept.add(entry.clone()).unwrap();
    }
    assert_eq!(kept.labels(), ["star 0", "star 2", "star 1"]);
    // The same entries in another order are as far away.
    let asked = &whole.entries()[3].descriptor;
    let distances = |gallery: &Gallery| -> Vec<f64> {
        gallery.rank(asked, Mirror::Same).iter().map(|ranked| ranked.distance).collect()
    };
    assert_eq!(distances(&kept), distances(&whole));
    assert_eq!(
        kept.remove("moon").unwrap_err().to_string(),
        "no entry is labelled 'moon'; the labels are star 0, star 2, star 1"
    );
    kept.remove("star 0").unwrap();
    kept.remove("star 1").unwrap();
    assert_eq!(
        kept.remove("star 2").unwrap_err().to_string(),
        "'star 2' is the gallery's only label; add another before, or delete the file"
    );
    let other =
        Entry { label: "odd".to_owned(), descriptor: stars(1, Tier::Complex, &spec(64, 16)).remove(0) };
    let error = kept.add(other).unwrap_err();
    assert!(matches!(error, ShapeError::OtherTier { .. }));
    assert_eq!(
        error.to_string(),
        "'odd' has a descriptor of tier complex and the gallery's are composite; describe it anew as composite"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// The stream through all features ranks as comparing one by one does.
    #[test]
    fn ranks_are_those_of_the_distances(place in 0_usize..40, tier in prop::sample::select(Tier::ALL.to_vec())) {
        let kept = gallery(40, tier);
        let asked = &kept.entries()[place].descriptor;
        let mut expected: Vec<(f64, usize)> =
            kept.entries().iter().enumerate().map(|(i, entry)| (asked.distance(&entry.descriptor), i)).collect();
        expected.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let found = kept.rank(asked, Mirror::Same);
        prop_assert_eq!(found[0].place, place);
        prop_assert_eq!(found.len(), 40);
        for (found, (distance, place)) in found.iter().zip(expected) {
            prop_assert_eq!(found.place, place);
            prop_assert!((found.distance - distance).abs() < 1e-6);
        }
        // The margin is to another label, not to the other star of the same.
        let nearest = kept.nearest(asked);
        prop_assert_ne!(nearest.runner_up.unwrap(), nearest.label);
    }
}

#[test]
fn limits_reject() {
    let kept = gallery(8, Tier::Complex);
    let found = kept.nearest(&kept.entries()[0].descriptor);
    assert!(Limits::default().accept(&found));
    assert!((found.relative_margin().unwrap() - 1.0).abs() < 1e-9, "nothing is nearer than itself");
    let stranger = stars(9, Tier::Complex, &spec(64, 16)).pop().unwrap();
    let found = kept.nearest(&stranger);
    assert!(found.distance > 0.0);
    let limits = |distance, margin| Limits { distance, margin };
    assert!(!limits(Some(found.distance * 0.99), None).accept(&found));
    assert!(limits(Some(found.distance), None).accept(&found));
    let margin = found.relative_margin().unwrap();
    assert!(limits(None, Some(margin)).accept(&found));
    assert!(!limits(None, Some(margin + 1e-9)).accept(&found));
}

/// Recall of the index, measured: of the ten nearest, how many are among its ten.
#[test]
fn the_index_finds_nearly_all() {
    let kept = gallery(4000, Tier::Complex);
    let index = Index::new(&kept, 100);
    let asked = stars(4050, Tier::Complex, &spec(64, 16)).split_off(4000);
    let mut found = 0;
    for descriptor in &asked {
        let exact: Vec<usize> =
            kept.rank(descriptor, Mirror::Same)[..10].iter().map(|ranked| ranked.place).collect();
        let near = index.nearest(&kept, descriptor, 10, Mirror::Same);
        found += near.iter().filter(|ranked| exact.contains(&ranked.place)).count();
    }
    assert!(found >= 475, "{found} of 500");
    let again = Index::new(&kept, 100);
    let nearest = |index: &Index| index.nearest(&kept, &asked[0], 10, Mirror::Same);
    assert_eq!(nearest(&index), nearest(&again), "the same gallery has the same index");
}
