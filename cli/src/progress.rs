// SPDX-License-Identifier: MIT OR Apache-2.0
//! Progress on standard error; silent where that is no terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over `total` steps of `what`.
pub(crate) fn bar(total: u64, what: &str) -> ProgressBar {
    let bar = ProgressBar::new(total);
    if let Ok(style) = ProgressStyle::with_template("{msg:28} {bar:32} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar.with_message(what.to_owned())
}

/// A spinner for a step of unknown length.
pub(crate) fn spinner(what: &str) -> ProgressBar {
    let spinner = ProgressBar::new_spinner().with_message(what.to_owned());
    spinner.enable_steady_tick(std::time::Duration::from_millis(120));
    spinner
}
