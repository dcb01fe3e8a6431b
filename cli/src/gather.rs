// SPDX-License-Identifier: MIT OR Apache-2.0
//! The files of a run as they come about, and the page that gathers them.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::drawing::{self, Drawing};
use crate::output;
use crate::page::{Block, Page, Section};

/// The names of a run's reports.
pub(crate) const REPORTS: [&str; 3] = ["report.json", "report.txt", "report.html"];

/// Images that a page shows one by one.
pub(crate) const ON_PAGE: usize = 12;

/// A folder that takes the files of a run; without one nothing is drawn and nothing is written.
pub(crate) struct Gatherer {
    out: Option<PathBuf>,
    files: Vec<PathBuf>,
    sections: Vec<Section>,
    /// Whether what comes is for the page as well.
    shown: bool,
}

impl Gatherer {
    /// A gatherer into `out`, which is created. None of `names` may take the place of an input there; those of the reports
    /// that an earlier run left are removed.
    pub(crate) fn new(out: Option<&Path>, inputs: &[PathBuf], names: &[String]) -> Result<Self> {
        if let Some(out) = out {
            output::folder(out)?;
            let fixed = REPORTS.iter().map(|name| (*name).to_owned());
            let results: Vec<_> = names.iter().cloned().chain(fixed).map(|name| out.join(name)).collect();
            output::keep_inputs(inputs, &results)?;
            output::remove_stale(out, &REPORTS)?;
        }
        Ok(Self { out: out.map(Path::to_owned), files: Vec::new(), sections: Vec::new(), shown: true })
    }

    /// Whether files are wanted: what is only drawn need not be computed otherwise.
    pub(crate) fn wanted(&self) -> bool {
        self.out.is_some()
    }

    /// Whether what comes next is put on the page, or written to files only: a page of a hundred pictures shows nothing.
    pub(crate) fn show(&mut self, shown: bool) {
        self.shown = shown;
    }

    /// Begins a section of the page.
    pub(crate) fn section(&mut self, heading: impl Into<String>) {
        if !self.shown {
            return;
        }
        self.sections.push(Section { heading: heading.into(), blocks: Vec::new() });
    }

    /// Puts words on the page.
    pub(crate) fn words(&mut self, words: impl Into<String>) {
        self.block(Block::Words(words.into()));
    }

    /// Puts a table on the page.
    pub(crate) fn table(&mut self, header: &[&str], rows: Vec<Vec<String>>) {
        self.block(Block::Table { header: header.iter().map(|&title| title.to_owned()).collect(), rows });
    }

    fn block(&mut self, block: Block) {
        if let Some(section) = self.sections.last_mut().filter(|_| self.shown) {
            section.blocks.push(block);
        }
    }

    /// Writes `name`.png and `name`.svg, and puts the drawing on the page; one without anything to show is left out.
    pub(crate) fn figure(
        &mut self,
        name: &str,
        drawing: impl Drawing + 'static,
        caption: &str,
    ) -> Result<()> {
        if drawing.is_empty() {
            return Ok(());
        }
        self.written(name, &drawing)?;
        self.block(Block::Figure {
            id: identifier(name),
            figure: Box::new(drawing),
            caption: caption.to_owned(),
        });
        Ok(())
    }

    /// Writes `name`.png and `name`.svg; the page has the parts already.
    pub(crate) fn written(&mut self, name: &str, drawing: &dyn Drawing) -> Result<()> {
        if let Some(out) = &self.out {
            self.files.extend(drawing::write(drawing, &out.join(name))?);
        }
        Ok(())
    }

    /// Writes a file.
    pub(crate) fn file(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        if let Some(out) = &self.out {
            let path = out.join(name);
            output::write(&path, bytes)?;
            self.files.push(path);
        }
        Ok(())
    }

    /// Writes the page and the text; the report in JSON is made of the names of all files and written last.
    pub(crate) fn finish(
        mut self,
        title: &str,
        lead: &str,
        text: &str,
        json: impl FnOnce(&[PathBuf]) -> Result<String>,
    ) -> Result<(Vec<PathBuf>, String)> {
        let sections = std::mem::take(&mut self.sections);
        if self.wanted() {
            let page = Page { title: title.to_owned(), lead: lead.to_owned(), sections };
            self.file(REPORTS[2], page.to_html()?.as_bytes())?;
            self.file(REPORTS[1], text.as_bytes())?;
        }
        let mut all = self.files.clone();
        all.extend(self.out.iter().map(|out| out.join(REPORTS[0])));
        let json = json(&all)?;
        self.file(REPORTS[0], json.as_bytes())?;
        Ok((self.files, json))
    }
}

/// A line for every file.
pub(crate) fn wrote(files: &[PathBuf]) -> String {
    files.iter().fold(String::new(), |text, file| text + &format!("wrote {}\n", file.display()))
}

/// A name for links: letters, digits and dashes.
fn identifier(name: &str) -> String {
    name.replace(|c: char| !c.is_ascii_alphanumeric(), "-")
}

/// A number for people: six digits that count, powers of ten where it is far from 1.
pub(crate) fn short(value: f64) -> String {
    let size = value.abs();
    if size <= 0.0 {
        "0".to_owned()
    } else if !size.is_finite() {
        "not defined".to_owned()
    } else if !(1e-4..1e6).contains(&size) {
        format!("{value:.4e}")
    } else {
        let before = (1..=6).find(|n| size < f64::from(10_u32.pow(*n))).unwrap_or(6);
        format!("{value:.*}", 6 - before as usize)
    }
}
