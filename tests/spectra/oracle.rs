// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every kind of number against `NumPy` and `SciPy`, to 1e-9 relative.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use num_complex::Complex;
use serde_json::{Value, json};
use utsushi::picture::frequency::{
    Band, Filter, Group, Line, Normalisation, Origin, Plane, PlaneSpectrum, Profile, RadialPsd, Ring,
    Summary, Unit, Window, magnitude_picture,
};

use super::common::{numbers, plane};

/// The project's Python with `NumPy` and `SciPy`, if set-up made one.
fn python() -> Option<PathBuf> {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join(".tools/venv/bin/python");
    let there = Command::new(&python).args(["-c", "import numpy, scipy.signal"]).output();
    if there.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    println!("left out: no NumPy and SciPy in .tools/venv; run sim/setup.sh test");
    None
}

/// What `script` makes of each of `cases`, which it finds as `given`: its `result`. One process for all.
fn asked(python: &Path, script: &str, cases: &[Value]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("cases.json"), Value::from(cases).to_string()).unwrap();
    fs::write(folder.path().join("script.py"), script).unwrap();
    let whole = "
import json, math, numpy as np
from scipy import signal, stats
code, results = compile(open('script.py').read(), 'script.py', 'exec'), []
for given in json.load(open('cases.json')):
    scope = dict(globals(), given=given)
    exec(code, scope)
    results.append(scope['result'])
print(json.dumps(results))";
    let output = Command::new(python).current_dir(folder.path()).args(["-c", whole]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answers: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answers.len(), cases.len());
    answers
}

/// The largest |ours − theirs| over the largest |theirs|.
fn differ(ours: &[f64], theirs: &Value) -> f64 {
    let theirs: Vec<f64> = theirs.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect();
    assert_eq!(ours.len(), theirs.len());
    let most = theirs.iter().fold(f64::MIN_POSITIVE, |most, x| most.max(x.abs()));
    ours.iter().zip(&theirs).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max) / most
}

const NORMS: [(&str, Normalisation); 3] =
    [("backward", Normalisation::None), ("ortho", Normalisation::Root), ("forward", Normalisation::Mean)];

#[test]
fn lines_are_numpys() {
    let Some(python) = python() else { return };
    let script = "
x = np.array(given['x'])
X = np.fft.fft(x, norm=given['norm'])
back = np.fft.ifft(np.abs(X) * np.exp(1j * np.angle(X)), norm=given['norm']).real
result = dict(re=X.real.tolist(), im=X.imag.tolist(), amplitude=np.abs(X).tolist(), phase=np.angle(X).tolist(), back=back.tolist())";
    let all = [1, 2, 17, 100, 1000, 1024, 1009, 3600].map(|len| numbers(len, len as u64));
    let cases: Vec<_> = all.iter().flat_map(|x| NORMS.map(|norm| (x, norm))).collect();
    let asking: Vec<_> = cases.iter().map(|(x, (word, _))| json!({ "x": x, "norm": word })).collect();
    for ((x, (_, normalisation)), theirs) in cases.iter().zip(asked(&python, script, &asking)) {
        let line = Line::of(x, *normalisation);
        let of = |part: fn(&Complex<f64>) -> f64| line.bins().iter().map(part).collect::<Vec<_>>();
        assert!(differ(&of(|z| z.re), &theirs["re"]) < 1e-9 && differ(&of(|z| z.im), &theirs["im"]) < 1e-9);
        assert!(differ(&line.amplitudes(), &theirs["amplitude"]) < 1e-9);
        // −π and π are one phase.
        let turned = |(ours, theirs): (&f64, &Value)| {
            let apart = (ours - theirs.as_f64().unwrap()).abs();
            apart.min((apart - std::f64::consts::TAU).abs())
        };
        let phases = line.phases();
        let apart = phases.iter().zip(theirs["phase"].as_array().unwrap()).map(turned).fold(0.0, f64::max);
        assert!(apart < 1e-9, "{} samples: {apart}", x.len());
        assert!(differ(x, &theirs["back"]) < 1e-9);
    }
}

#[test]
fn windows_are_scipys() {
    let Some(python) = python() else { return };
    let script = "
w = signal.get_window(given['window'], given['len'], fftbins=True)
cg = w.mean()
enbw = given['len'] * (w**2).sum() / w.sum()**2
result = dict(w=w.tolist(), merit=[cg, enbw])";
    let words = [
        (Window::Rectangular, "boxcar"),
        (Window::Hann, "hann"),
        (Window::Hamming, "hamming"),
        (Window::Blackman, "blackman"),
    ];
    let cases: Vec<_> = words.iter().flat_map(|word| [5, 64, 101, 1000].map(|len| (word, len))).collect();
    let asking: Vec<_> = cases.iter().map(|((_, word), len)| json!({ "window": word, "len": len })).collect();
    for (((window, word), len), theirs) in cases.iter().zip(asked(&python, script, &asking)) {
        assert!(differ(&window.coefficients(*len), &theirs["w"]) < 1e-9, "{word} of {len}");
        assert!(differ(&[window.coherent_gain(), window.noise_bandwidth()], &theirs["merit"]) < 1e-9);
    }
}

fn given(plane: &Plane) -> Value {
    json!({ "x": plane.values(), "shape": [plane.height(), plane.width()] })
}

#[test]
fn planes_are_numpys() {
    let Some(python) = python() else { return };
    let script = "
x = np.array(given['x']).reshape(given['shape'])
X = np.fft.fft2(x, norm=given['norm'])
C = np.fft.fftshift(X)
rest = np.abs(X)**2
rest[0, 0] = 0
result = dict(re=X.real.ravel().tolist(), im=X.imag.ravel().tolist(), energy=[(x**2).sum()], dc=[X[0, 0].real],
  peak=[rest.max()], mean=[(np.abs(X)**2).mean()], centre=[int(np.argmax(np.abs(C)))])";
    let all = [(64, 64), (33, 20), (100, 75), (1, 9), (127, 50)].map(|(w, h)| plane(w, h, 3));
    let (cases, asking) = under_every_norm(&all);
    for ((plane, normalisation), theirs) in cases.iter().zip(asked(&python, script, &asking)) {
        let spectrum = PlaneSpectrum::of(plane, *normalisation);
        let of = |part: fn(&Complex<f64>) -> f64| spectrum.bins().iter().map(part).collect::<Vec<_>>();
        assert!(differ(&of(|z| z.re), &theirs["re"]) < 1e-9 && differ(&of(|z| z.im), &theirs["im"]) < 1e-9);
        assert!(differ(&[spectrum.energy()], &theirs["energy"]) < 1e-9);
        assert!(differ(&[spectrum.dc()], &theirs["dc"]) < 1e-9);
        assert!(differ(&[spectrum.mean_power()], &theirs["mean"]) < 1e-9);
        assert!(differ(&[spectrum.peak().unwrap().power], &theirs["peak"]) < 1e-9);
        // The mean is where fftshift puts it.
        let view = magnitude_picture(&spectrum, Origin::Centred, 96.0);
        assert_eq!(theirs["centre"][0], view.samples().iter().position(|&p| p == 255).unwrap());
    }
}

/// Every plane under every normalisation, and what is asked of them.
fn under_every_norm(planes: &[Plane]) -> (Vec<(&Plane, Normalisation)>, Vec<Value>) {
    let all = planes.iter().flat_map(|plane| NORMS.map(|norm| (plane, norm)));
    all.map(|(plane, (word, normalisation))| {
        let mut given = given(plane);
        given["norm"] = word.into();
        ((plane, normalisation), given)
    })
    .unzip()
}

#[test]
fn filters_are_numpys() {
    let Some(python) = python() else { return };
    let script = "
x = np.array(given['x']).reshape(given['shape'])
h, w = x.shape
fy, fx = np.fft.fftfreq(h), np.fft.fftfreq(w)
if given['unit'] == 'image':
    fy, fx = fy * h, fx * w
r = np.hypot(fy[:, None], fx[None, :])
def low(c):
    if given['profile'] == 'ideal':
        return (r <= c).astype(float)
    if given['profile'] == 'gaussian':
        return np.exp(-r**2 / (2 * c**2))
    return 1 / (1 + (r / c)**(2 * given['order']))
a, b = given['radii']
gain = dict(low=lambda: low(a), high=lambda: 1 - low(a), band=lambda: (1 - low(a)) * low(b))[given['band']]()
y = np.fft.ifft2(np.fft.fft2(x) * gain).real
result = y.ravel().tolist()";
    let plane = plane(45, 32, 8);
    let (mut cases, mut asking) = (Vec::new(), Vec::new());
    for (unit, radii) in [(Unit::Image, [4.3, 11.7]), (Unit::Pixel, [0.113, 0.287])] {
        for (word, band) in [
            ("low", Band::Low { cut: radii[0] }),
            ("high", Band::High { cut: radii[0] }),
            ("band", Band::Pass { low: radii[0], high: radii[1] }),
        ] {
            for profile in [Profile::Ideal, Profile::Gaussian, Profile::Butterworth(3)] {
                let mut given = given(&plane);
                given["unit"] = unit.word().into();
                given["profile"] = profile.to_string().split(':').next().unwrap().into();
                given["order"] = 3.into();
                given["radii"] = json!(radii);
                given["band"] = word.into();
                asking.push(given);
                cases.push(Filter::new(band, profile, unit, 45, 32).unwrap());
            }
        }
    }
    assert_eq!(cases.len(), 18);
    for (filter, theirs) in cases.iter().zip(asked(&python, script, &asking)) {
        let mut spectrum = PlaneSpectrum::of(&plane, Normalisation::Root);
        filter.apply(&mut spectrum);
        let error = differ(spectrum.inverse().values(), &theirs);
        assert!(error < 1e-9, "{filter:?}: {error}");
    }
}

/// Rings as `math.isqrt` has them, in integers of any size; and as floats where no bin is near an edge.
const RINGS: &str = "
def curve(x, n, norm):
    h, w = x.shape
    P = np.abs(np.fft.fft2(x, norm=norm))**2
    v, u = np.rint(np.fft.fftfreq(h) * h).astype(int), np.rint(np.fft.fftfreq(w) * w).astype(int)
    largest = ((w // 2) * h)**2 + ((h // 2) * w)**2
    ring = np.array([[min(n - 1, math.isqrt(n * n * ((int(a) * h)**2 + (int(b) * w)**2) // largest)) for a in u] for b in v])
    count = np.bincount(ring.ravel(), minlength=n)
    total = np.bincount(ring.ravel(), weights=P.ravel(), minlength=n)
    return total / np.maximum(count, 1), count
";

#[test]
fn radial_power_is_numpys() {
    let Some(python) = python() else { return };
    let script = format!(
        "{RINGS}
x = np.array(given['x']).reshape(given['shape'])
h, w = x.shape
n = min(h, w) // 2
power, count = curve(x, n, given['norm'])
edges = np.linspace(0, np.hypot((w // 2) / w, (h // 2) / h), n + 1)
result = dict(power=power.tolist(), count=count.tolist(), radius=((edges[1:] + edges[:-1]) / 2).tolist())"
    );
    let all = [(64, 64), (48, 64), (75, 50), (101, 33), (128, 32)].map(|(w, h)| plane(w, h, 6));
    let (cases, asking) = under_every_norm(&all);
    for ((plane, normalisation), theirs) in cases.iter().zip(asked(&python, &script, &asking)) {
        let curve = RadialPsd::of(&PlaneSpectrum::of(plane, *normalisation), None);
        let of = |part: fn(&Ring) -> f64| curve.rings().iter().map(part).collect::<Vec<_>>();
        for (got, there) in of(|ring| ring.power).iter().zip(theirs["power"].as_array().unwrap()) {
            assert!((got / there.as_f64().unwrap() - 1.0).abs() < 1e-9);
        }
        assert!(differ(&of(|ring| ring.count as f64), &theirs["count"]) < 1e-15);
        assert!(differ(&of(|ring| ring.radius), &theirs["radius"]) < 1e-9);
    }
}

#[test]
fn groups_are_numpys() {
    let Some(python) = python() else { return };
    let planes: Vec<_> = (0..4).map(|seed| plane(40 + 3 * seed, 36, seed as u64)).collect();
    let script = format!(
        "{RINGS}
curves, numbers = [], []
for one in given['planes']:
    x = np.array(one['x']).reshape(one['shape'])
    power, _ = curve(x, 18, 'ortho')
    curves.append(power)
    X = np.abs(np.fft.fft2(x, norm='ortho'))**2
    rest = X.copy(); rest[0, 0] = 0
    numbers.append([math.sqrt(X[0, 0]), (x**2).sum(), X.mean(), rest.max()])
result = dict(curve=np.exp(np.log(curves).mean(0)).tolist(), mean=np.mean(numbers, 0).tolist())"
    );
    let asking = json!({ "planes": planes.iter().map(given).collect::<Vec<_>>() });
    let theirs = &asked(&python, &script, &[asking])[0];
    let members: Vec<_> = planes
        .iter()
        .map(|plane| PlaneSpectrum::of(plane, Normalisation::Root))
        .map(|spectrum| (Summary::of(&spectrum), RadialPsd::of(&spectrum, Some(18))))
        .collect();
    let group = Group::of(&members).unwrap();
    let curve: Vec<f64> = group.curve.iter().map(|ring| ring.power).collect();
    for (got, there) in curve.iter().zip(theirs["curve"].as_array().unwrap()) {
        assert!((got / there.as_f64().unwrap() - 1.0).abs() < 1e-9);
    }
    let mean = [group.mean.dc, group.mean.energy, group.mean.mean_power, group.mean.peak_power];
    for (got, there) in mean.iter().zip(theirs["mean"].as_array().unwrap()) {
        assert!((got / there.as_f64().unwrap() - 1.0).abs() < 1e-9);
    }
}

#[test]
fn noise_has_the_moments_of_a_normal_by_scipys_test() {
    let Some(python) = python() else { return };
    let noise = Plane::new(100, 100, vec![0.0; 10_000]).with_noise(1.0, 11);
    let script = "
result = [stats.kstest(given['x'], 'norm').pvalue, stats.normaltest(given['x']).pvalue]";
    let theirs = &asked(&python, script, &[given(&noise)])[0];
    for p in theirs.as_array().unwrap() {
        assert!(p.as_f64().unwrap() > 0.001, "{theirs}");
    }
}
