// SPDX-License-Identifier: MIT OR Apache-2.0
//! Where the pipeline's Verilog comes from.

use std::path::{Path, PathBuf};

use utsushi::fft::Decomposition;

use crate::{SimError, Source};

/// The project's own pipeline and the stream modules beside it, so that a program runs from anywhere.
pub const EMBEDDED: [(&str, &str); 32] = [
    ("fft.v", include_str!("../../hdl/fft.v")),
    ("fft_answers.v", include_str!("../../hdl/fft_answers.v")),
    ("fft_bit_reversal.v", include_str!("../../hdl/fft_bit_reversal.v")),
    ("fft_block_ram.v", include_str!("../../hdl/fft_block_ram.v")),
    ("fft_butterfly.v", include_str!("../../hdl/fft_butterfly.v")),
    ("fft_complex_mul.v", include_str!("../../hdl/fft_complex_mul.v")),
    ("fft_configurable.v", include_str!("../../hdl/fft_configurable.v")),
    ("fft_configuration.v", include_str!("../../hdl/fft_configuration.v")),
    ("fft_cordic.v", include_str!("../../hdl/fft_cordic.v")),
    ("fft_corner_turn.v", include_str!("../../hdl/fft_corner_turn.v")),
    ("fft_delay_line.v", include_str!("../../hdl/fft_delay_line.v")),
    ("fft_entrance.v", include_str!("../../hdl/fft_entrance.v")),
    ("fft_events.v", include_str!("../../hdl/fft_events.v")),
    ("fft_fifo.v", include_str!("../../hdl/fft_fifo.v")),
    ("fft_images.v", include_str!("../../hdl/fft_images.v")),
    ("fft_magnitude.v", include_str!("../../hdl/fft_magnitude.v")),
    ("fft_multiplier.v", include_str!("../../hdl/fft_multiplier.v")),
    ("fft_output.v", include_str!("../../hdl/fft_output.v")),
    ("fft_pairing.v", include_str!("../../hdl/fft_pairing.v")),
    ("fft_parameters.v", include_str!("../../hdl/fft_parameters.v")),
    ("fft_plane.v", include_str!("../../hdl/fft_plane.v")),
    ("fft_quantize.v", include_str!("../../hdl/fft_quantize.v")),
    ("fft_rotation.v", include_str!("../../hdl/fft_rotation.v")),
    ("fft_row_pair.v", include_str!("../../hdl/fft_row_pair.v")),
    ("fft_separation.v", include_str!("../../hdl/fft_separation.v")),
    ("fft_sequence.v", include_str!("../../hdl/fft_sequence.v")),
    ("fft_shift.v", include_str!("../../hdl/fft_shift.v")),
    ("fft_skid_buffer.v", include_str!("../../hdl/fft_skid_buffer.v")),
    ("fft_stage.v", include_str!("../../hdl/fft_stage.v")),
    ("fft_twiddle_rom.v", include_str!("../../hdl/fft_twiddle_rom.v")),
    ("fft_window.v", include_str!("../../hdl/fft_window.v")),
    ("fft_window_rom.v", include_str!("../../hdl/fft_window_rom.v")),
];

/// Those of [`EMBEDDED`] that hold `top` and the modules below it, as the sources themselves say: every module that an
/// instance names, whatever the parameters.
///
/// ```
/// let files: Vec<_> = utsushi_sim::hdl::hierarchy("fft_window").iter().map(|(name, _)| *name).collect();
/// assert_eq!(files, ["fft_quantize.v", "fft_skid_buffer.v", "fft_window.v", "fft_window_rom.v"]);
/// ```
#[must_use]
pub fn hierarchy(top: &str) -> Vec<(&'static str, &'static str)> {
    let (mut found, mut asked) = (Vec::new(), vec![top]);
    while let Some(module) = asked.pop() {
        let is_it = |(name, _): &&(&str, &str)| name.strip_suffix(".v") == Some(module);
        if let Some(file) = EMBEDDED.iter().find(is_it).filter(|file| !found.contains(*file)) {
            found.push(*file);
            asked.extend(
                EMBEDDED.iter().filter_map(|(name, _)| {
                    name.strip_suffix(".v").filter(|other| instantiates(file.1, other))
                }),
            );
        }
    }
    found.sort_unstable();
    found
}

/// Whether a line begins with the module's name and its parameters, or the instance's name.
fn instantiates(text: &str, module: &str) -> bool {
    let begins = |rest: &str| rest.starts_with(" #(") || rest.starts_with(" u_");
    text.lines().any(|line| line.trim_start().strip_prefix(module).is_some_and(begins))
}

/// Brings out the streams between the stages; simulation only.
pub(crate) const TAPS: (&str, &str) = ("fft_taps.v", include_str!("verilog/fft_taps.v"));

/// Which Verilog a [`Dut`](crate::Dut) is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Hdl {
    /// The project's own, embedded in this program.
    #[default]
    Embedded,
    /// Every `.v` file of a folder, among them `fft.v` with the module `fft` of the same ports and parameters.
    Folder(PathBuf),
}

impl Hdl {
    /// The files, sorted by name.
    ///
    /// # Errors
    /// If the folder cannot be read, or has no `fft.v`.
    pub fn sources(&self) -> Result<Vec<Source>, SimError> {
        match self {
            Self::Embedded => Ok(EMBEDDED.iter().map(|(name, text)| Source::text(name, text)).collect()),
            Self::Folder(dir) => read_folder(dir),
        }
    }

    /// The files of a design in two dimensions.
    pub(crate) fn plane_sources(&self) -> Result<Vec<Source>, SimError> {
        let sources = self.sources()?;
        match self {
            Self::Folder(dir) if sources.iter().all(|source| source.name != "fft_plane.v") => {
                Err(SimError::NoPlane { dir: dir.clone() })
            }
            _ => Ok(sources),
        }
    }

    /// Folders for `` `include ``.
    pub(crate) fn includes(&self) -> Vec<PathBuf> {
        match self {
            Self::Embedded => Vec::new(),
            Self::Folder(dir) => vec![std::path::absolute(dir).unwrap_or_else(|_| dir.clone())],
        }
    }

    /// The wrapper; without the parameter `DECOMPOSITION` for a pipeline that need not have it.
    pub(crate) fn taps(decomposition: Decomposition) -> Source {
        let lines =
            TAPS.1.lines().filter(|line| !decomposition.is_default() || !line.contains("DECOMPOSITION"));
        Source::text(TAPS.0, &lines.fold(String::new(), |text, line| text + line + "\n"))
    }

    /// How a sentence names it.
    pub(crate) fn origin(&self) -> String {
        match self {
            Self::Embedded => "this program".to_owned(),
            Self::Folder(dir) => dir.display().to_string(),
        }
    }
}

fn read_folder(dir: &Path) -> Result<Vec<Source>, SimError> {
    let failed = |source| SimError::Io { verb: "read", path: dir.to_owned(), source };
    if !dir.is_dir() {
        return Err(SimError::NoFolder { dir: dir.to_owned() });
    }
    let entries = dir.read_dir().and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(failed)?;
    let mut paths: Vec<_> = entries.iter().map(std::fs::DirEntry::path).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "v"));
    paths.sort();
    if !paths.iter().any(|path| path.ends_with("fft.v")) {
        return Err(SimError::NoPipeline { dir: dir.to_owned() });
    }
    paths.iter().map(|path| Source::read(path)).collect()
}
