// SPDX-License-Identifier: MIT OR Apache-2.0
//! Goals: what is to be seen, bin by bin, and how often it was.

use std::collections::BTreeMap;

/// One thing to be seen in all its cases.
#[derive(Clone, Debug)]
pub(crate) struct Goal {
    /// Its name, in waivers and reports.
    pub(crate) name: &'static str,
    /// What its bins are.
    pub(crate) definition: &'static str,
    /// Every case and how often it came.
    pub(crate) bins: BTreeMap<String, u64>,
}

/// All goals. Bins are declared from definitions, never from what a run happened to show.
#[derive(Clone, Debug, Default)]
pub(crate) struct Goals {
    pub(crate) goals: Vec<Goal>,
}

impl Goals {
    /// Declares a goal with all its bins, none seen.
    pub(crate) fn declare(
        &mut self,
        name: &'static str,
        definition: &'static str,
        bins: impl IntoIterator<Item = String>,
    ) {
        let bins = bins.into_iter().map(|bin| (bin, 0)).collect();
        self.goals.push(Goal { name, definition, bins });
    }

    pub(crate) fn goal(&self, name: &str) -> &Goal {
        self.goals.iter().find(|goal| goal.name == name).unwrap_or_else(|| panic!("no goal {name}"))
    }

    /// The bin was seen.
    ///
    /// # Panics
    /// If there is no such bin: then the definition misses a case.
    pub(crate) fn hit(&mut self, name: &str, bin: &str) {
        assert!(self.try_hit(name, bin), "goal '{name}' has no bin '{bin}'");
    }

    /// The bin was seen, if the goal has it.
    pub(crate) fn try_hit(&mut self, name: &str, bin: &str) -> bool {
        let goal = self.goals.iter_mut().find(|goal| goal.name == name);
        let count = goal.unwrap_or_else(|| panic!("no goal {name}")).bins.get_mut(bin);
        count.map(|count| *count += 1).is_some()
    }

    /// Adds what another run of the same goals saw.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (goal, others) in self.goals.iter_mut().zip(&other.goals) {
            for (bin, count) in &others.bins {
                *goal.bins.get_mut(bin).expect("both have the same bins") += count;
            }
        }
    }
}

impl Goal {
    /// Bins never seen.
    pub(crate) fn holes(&self) -> impl Iterator<Item = &str> {
        self.bins.iter().filter(|(_, count)| **count == 0).map(|(bin, _)| bin.as_str())
    }
}
