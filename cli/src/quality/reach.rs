// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi quality --reach DB`: the cheapest spec that is good enough.

use anyhow::{Result, bail};
use utsushi::fft::FftSpec;
use utsushi::quality::{BitCost, Space, Stimulus, Target, cheapest};

use super::args::{Input, Quality};
use crate::{output, progress};

/// Searches what no flag fixes, and prints the spec as TOML.
pub(super) fn run(arguments: &Quality, sqnr_db: f64) -> Result<()> {
    let flags = &arguments.input;
    let Input::Made(shape) = flags.input else {
        bail!("--reach searches on white noise or tones; leave --input {} out", flags.input.word());
    };
    if !sqnr_db.is_finite() {
        bail!("--reach {sqnr_db} is no ratio; give decibels, such as 60");
    }
    let stimulus = Stimulus { shape, level_db: flags.level };
    let target = Target { sqnr_db, stimulus, samples: flags.samples, seed: flags.seed };
    let base = arguments.spec.checked(FftSpec::default())?;
    let spinner = progress::spinner("searching the cheapest spec");
    let found = cheapest(base.spec(), &space(arguments), &BitCost, &target);
    spinner.finish_and_clear();
    let found = found?;
    if arguments.json {
        return output::print(&format!("{}\n", serde_json::to_string(&found)?));
    }
    output::print(&format!(
        "# {:.2} dB measured, {:.2} predicted; cost {} bits; {} of {} specs measured\n{}",
        found.measured.sqnr_db,
        found.predicted.sqnr_db,
        found.cost,
        found.measurements,
        found.considered,
        found.spec.to_toml()
    ))
}

/// All that the search may choose, less what the flags fix.
fn space(arguments: &Quality) -> Space {
    let (fixed, all) = (arguments.spec.fixed(), Space::default());
    Space {
        data: fixed.data.map_or(all.data, |width| width..=width),
        twiddle: fixed.twiddle.map_or(all.twiddle, |width| width..=width),
        schedules: fixed.schedule.map_or(all.schedules, |schedule| vec![schedule]),
        roundings: fixed.rounding.map_or(all.roundings, |rounding| vec![rounding]),
    }
}
