// SPDX-License-Identifier: MIT OR Apache-2.0
//! Windows against Harris's table of 1978.

use proptest::prelude::*;
use utsushi::picture::frequency::Window;

use super::common::numbers;

#[test]
fn figures_of_merit_are_those_of_the_table() {
    // Coherent gain, equivalent noise bandwidth in bins, scalloping loss and highest sidelobe in decibels. Harris gives
    // −13, −32, −43 and −58; the second places are those of the exact transforms.
    let table = [
        (Window::Rectangular, 1.0, 1.00, 3.92, -13.26),
        (Window::Hann, 0.5, 1.50, 1.42, -31.47),
        (Window::Hamming, 0.54, 1.36, 1.75, -42.67),
        (Window::Blackman, 0.42, 1.73, 1.10, -58.11),
    ];
    for (window, gain, bandwidth, scalloping, sidelobe) in table {
        assert!((window.coherent_gain() - gain).abs() < 1e-15, "{window}");
        assert!(
            (window.noise_bandwidth() - bandwidth).abs() < 0.005,
            "{window}: {}",
            window.noise_bandwidth()
        );
        assert!((window.scalloping_db() + scalloping).abs() < 0.01, "{window}: {}", window.scalloping_db());
        assert!((window.sidelobe_db() - sidelobe).abs() < 0.03, "{window}: {}", window.sidelobe_db());
    }
}

proptest! {
    #[test]
    fn gain_and_bandwidth_are_those_of_the_coefficients(len in 5_usize..500, which in 0_usize..4) {
        let window = Window::ALL[which];
        let w = window.coefficients(len);
        let (sum, squares) = (w.iter().sum::<f64>(), w.iter().map(|x| x * x).sum::<f64>());
        prop_assert!((sum / len as f64 - window.coherent_gain()).abs() < 1e-13);
        prop_assert!((len as f64 * squares / (sum * sum) - window.noise_bandwidth()).abs() < 1e-12);
    }

    #[test]
    fn a_window_is_periodic_and_symmetric(len in 2_usize..500, which in 0_usize..4) {
        let w = Window::ALL[which].coefficients(len);
        prop_assert!((1..len).all(|n| (w[n] - w[len - n]).abs() < 1e-14));
        prop_assert!(w.iter().all(|x| (-1e-16..=1.0 + 1e-15).contains(x)));
    }
}

#[test]
fn no_window_is_the_samples() {
    let samples = numbers(50, 3);
    assert_eq!(Window::Rectangular.apply(&samples), samples);
}
