// SPDX-License-Identifier: MIT OR Apache-2.0
//! A library and the instance of it that the last run left.

use crate::{Library, SimError, Simulation};

/// A run takes the instance and keeps it if it came to its end: only then is it used again. A clone shares the library
/// and has no instance yet.
#[derive(Debug)]
pub(crate) struct Instance {
    library: Library,
    kept: Option<Simulation>,
}

impl Instance {
    pub(crate) fn new(library: Library) -> Self {
        Self { library, kept: None }
    }

    pub(crate) fn library(&self) -> &Library {
        &self.library
    }

    /// The instance that was kept, or a fresh one whose unset bits are of `x_seed`.
    pub(crate) fn take(&mut self, x_seed: u64) -> Result<Simulation, SimError> {
        self.kept.take().map_or_else(|| self.library.simulation(x_seed), Ok)
    }

    pub(crate) fn keep(&mut self, simulation: Simulation) {
        self.kept = Some(simulation);
    }

    /// The next run takes a fresh instance.
    pub(crate) fn forget(&mut self) {
        self.kept = None;
    }
}

impl Clone for Instance {
    fn clone(&self) -> Self {
        Self::new(self.library.clone())
    }
}
