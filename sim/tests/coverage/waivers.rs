// SPDX-License-Identifier: MIT OR Apache-2.0
//! Bins that cannot be seen, each with its reason: `hdl/coverage/waivers.json`.

use std::path::PathBuf;

use serde::Deserialize;

use super::goals::{Goal, Goals};

/// Some bins of a goal and why they are excused.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Waiver {
    /// The goal's name.
    pub(crate) goal: String,
    /// The bins; `*` stands for any text.
    pub(crate) bins: Vec<String>,
    /// Why none of them can be seen.
    pub(crate) reason: String,
}

/// The folder of the record and of the waivers.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../hdl/coverage")
}

/// The committed list.
pub(crate) fn committed() -> Vec<Waiver> {
    let path = folder().join("waivers.json");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

impl Waiver {
    pub(crate) fn covers(&self, goal: &Goal, bin: &str) -> bool {
        self.goal == goal.name && self.bins.iter().any(|pattern| matches(pattern, bin))
    }

    /// What is wrong with it: it excuses what was seen, or nothing at all.
    pub(crate) fn complaint(&self, goals: &Goals) -> Option<String> {
        let Self { goal: name, bins, reason } = self;
        let Some(goal) = goals.goals.iter().find(|goal| goal.name == name) else {
            return Some(format!("a waiver names a goal '{name}' that is none; remove it"));
        };
        if reason.len() < 20 {
            return Some(format!(
                "the waiver of '{}' in '{name}' gives no reason; say why",
                bins.join("', '")
            ));
        }
        bins.iter().find_map(|pattern| complaint_of(pattern, goal))
    }
}

fn complaint_of(pattern: &str, goal: &Goal) -> Option<String> {
    let mut waived = goal.bins.iter().filter(|(bin, _)| matches(pattern, bin)).peekable();
    if waived.peek().is_none() {
        return Some(format!("the waiver of '{pattern}' in '{}' excuses no bin; remove it", goal.name));
    }
    let (bin, count) = waived.find(|(_, count)| **count > 0)?;
    Some(format!(
        "the waiver of '{pattern}' in '{}' excuses '{bin}', which was seen {count} times; narrow it",
        goal.name
    ))
}

/// Whether `text` is `pattern`, in which each `*` stands for any text.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((head, rest)) => text.strip_prefix(head).is_some_and(|tail| {
            (0..=tail.len()).filter(|&at| tail.is_char_boundary(at)).any(|at| matches(rest, &tail[at..]))
        }),
    }
}
