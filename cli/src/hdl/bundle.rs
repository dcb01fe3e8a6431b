// SPDX-License-Identifier: MIT OR Apache-2.0
//! A bundle's files, written whole or not at all.

use std::fs;
use std::path::Path;

use anyhow::Result;
use utsushi::fft::CheckedSpec;
use utsushi::vectors::{FileRecord, Kit, MANIFEST, MakeError, filled, write_whole};
use utsushi_sim::{latency, tables};

use super::datasheet::datasheet;
use super::manifest::BundleManifest;
use super::waveform::Waveform;
use super::{project, rtl, waveform_svg};

const README: &str = include_str!("template/readme.md");
const LICENCES: [(&str, &str); 2] = [
    ("LICENSE-APACHE", include_str!("../../../LICENSE-APACHE")),
    ("LICENSE-MIT", include_str!("../../../LICENSE-MIT")),
];

/// A core that is to be packed.
pub(super) struct Bundle {
    pub(super) name: String,
    pub(super) clock: f64,
    pub(super) spec: CheckedSpec,
    /// Its golden vectors.
    pub(super) kit: Kit,
}

/// A file: its path below the bundle's folder, its role and its format in the manifest, its text.
struct File(String, &'static str, &'static str, String);

impl Bundle {
    /// Writes everything into `temporary`, which becomes `folder` when it is whole.
    pub(super) fn write(
        &self,
        folder: &Path,
        temporary: &Path,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<BundleManifest> {
        let written = self.write_files(temporary, progress).and_then(|manifest| {
            let failed = |source| MakeError::Write { path: folder.to_owned(), source };
            fs::rename(temporary, folder).map_err(failed)?;
            Ok(manifest)
        });
        if written.is_err() {
            // The first error is the one worth telling.
            let _ = fs::remove_dir_all(temporary);
        }
        written
    }

    fn write_files(&self, folder: &Path, progress: &(dyn Fn(usize) + Sync)) -> Result<BundleManifest> {
        let mut words = self.kit.write_words(&folder.join("vectors"), progress)?;
        for file in &mut words {
            file.path = format!("vectors/{}", file.path);
        }
        let mut records = Vec::new();
        for file in self.hardware(&words) {
            records.push(write(folder, &file)?);
        }
        let kit = self.kit.manifest(Vec::new())?;
        for file in self.documents(datasheet(&self.name, self.clock, &self.spec, &kit)?) {
            records.push(write(folder, &file)?);
        }
        records.extend(words);
        let mut manifest = BundleManifest::new(&self.name, self.clock, latency(&self.spec), kit);
        manifest.files = records;
        write(folder, &File(MANIFEST.into(), "", "", manifest.to_json()?))?;
        Ok(manifest)
    }

    /// What tools read; `words` are the vectors' files.
    fn hardware(&self, words: &[FileRecord]) -> Vec<File> {
        let name = &self.name;
        let verilog = |path: String, role, text: &str| File(path, role, "verilog", text.to_owned());
        let mut files = vec![verilog(format!("rtl/{name}.v"), "rtl", &rtl::top(name, &self.spec))];
        files.extend(rtl::modules().iter().map(|(file, text)| verilog(format!("rtl/{file}"), "rtl", text)));
        files.extend(rtl::ECP5.iter().map(|(file, text)| verilog(format!("rtl/ecp5/{file}"), "rtl", text)));
        let mut roms = tables(&self.spec);
        roms.dedup();
        files.extend(
            roms.iter().map(|rom| File(format!("rom/{}", rom.file_name()), "twiddles", "mem", rom.to_hex())),
        );
        files.push(verilog(format!("tb/tb_{name}.v"), "bench", &self.kit.bench(name)));
        let constraints = project::constraints(name, self.clock);
        files.extend(constraints.map(|(path, text)| File(path, "constraints", "text", text)));
        let roms: Vec<_> = roms.iter().map(|rom| format!("rom/{}", rom.file_name())).collect();
        let words: Vec<_> = words.iter().map(|file| file.path.clone()).collect();
        let core = project::core(name, self.spec.spec().len, &roms, &words);
        files.push(File(format!("{name}.core"), "project", "yaml", core));
        files.push(File(format!("{name}.f"), "project", "text", project::rtl_files(name).join("\n") + "\n"));
        files
    }

    /// What people read.
    fn documents(&self, datasheet: String) -> Vec<File> {
        let (name, waveform) = (&self.name, Waveform::new(&self.spec));
        let document = |path: &str, format, text| File(path.to_owned(), "document", format, text);
        let readme = filled(
            README,
            &[
                ("NAME", name.clone()),
                ("CLOCK", self.clock.to_string()),
                ("SOURCES", project::rtl_files(name).join(" ")),
                ("CORE", format!("utsushi:fft:{name}")),
            ],
        );
        let mut files = vec![
            document("README.md", "markdown", readme),
            document("datasheet.md", "markdown", datasheet),
            document(
                "waveform.svg",
                "svg",
                waveform_svg::svg(&waveform, &format!("{name}: a frame in and out")),
            ),
            document("waveform.json", "json", waveform.to_json(name)),
            File("spec.toml".into(), "spec", "toml", self.spec.spec().to_toml()),
        ];
        files.extend(LICENCES.map(|(path, text)| document(path, "text", text.to_owned())));
        files
    }
}

/// Writes a file and makes its record.
fn write(folder: &Path, File(path, role, format, text): &File) -> Result<FileRecord, MakeError> {
    let whole = folder.join(path);
    let failed = |source| MakeError::Write { path: whole.clone(), source };
    fs::create_dir_all(whole.parent().unwrap_or(folder)).map_err(failed)?;
    let written =
        write_whole(&whole, |sink| std::io::Write::write_all(sink, text.as_bytes())).map_err(failed)?;
    Ok(FileRecord {
        path: path.clone(),
        set: None,
        role: (*role).to_owned(),
        format: (*format).to_owned(),
        width: 0,
        depth: 0,
        order: "natural".to_owned(),
        bytes: written.bytes,
        sha256: written.sha256,
    })
}
