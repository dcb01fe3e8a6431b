// SPDX-License-Identifier: MIT OR Apache-2.0
//! One run of Verilator, and what its messages say.

use std::fs;
use std::path::{Path, PathBuf};

use crate::SimError;
use crate::compiler::clean_command;
use crate::design::{Design, Lint};
use crate::port;
use crate::verilator::Verilator;

/// What comes of it.
pub(crate) struct Verilated {
    /// The header that tells the harness the model's ports.
    pub(crate) header: String,
    /// The one translation unit.
    pub(crate) unity: String,
    /// Files that were read and are not part of the design.
    pub(crate) outside: Vec<PathBuf>,
}

/// Verilates `work/source` into `work/verilated`.
pub(crate) fn run(tool: &Verilator, design: &Design, work: &Path) -> Result<Verilated, SimError> {
    let failed = |verb, path: &Path| {
        let path = path.to_owned();
        move |source| SimError::Io { verb, path, source }
    };
    let mut command = clean_command(&tool.binary);
    command.current_dir(work.join("source")).env("VERILATOR_ROOT", &tool.root).args(arguments(design));
    let output = command.output().map_err(failed("run", &tool.binary))?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr) + String::from_utf8_lossy(&output.stdout);
        return Err(message(tool, design, &text));
    }
    let folder = work.join("verilated");
    let model = fs::read_to_string(folder.join("Vmodel.h")).map_err(failed("read", &folder))?;
    let header = port::harness_header(design, &port::parse_header(&model))?;
    let unity = unity(&folder).map_err(failed("read", &folder))?;
    let outside = outside(tool, &folder, design);
    Ok(Verilated { header, unity, outside })
}

fn arguments(design: &Design) -> Vec<String> {
    let mut all: Vec<String> =
        ["--cc", "-O3", "--no-timing", "--assert", "--prefix", "Vmodel", "-Mdir", "../verilated"]
            .map(str::to_owned)
            .to_vec();
    // Registers start with seeded noise, and `x` in an expression is noise as well.
    all.extend(["--x-initial", "unique", "--x-assign", "unique"].map(str::to_owned));
    all.extend(["--timescale-override", "1ns/1ns", "--top-module", &design.top].map(str::to_owned));
    let lint: &[&str] = match design.lint {
        Lint::Strict => &["-Wall"],
        Lint::Standard => &[],
        // A port may have a name that C++ reserves; Verilator renames it.
        Lint::Lenient => &["-Wno-lint", "-Wno-style", "-Wno-SYMRSVDWORD"],
    };
    all.extend(lint.iter().map(|&flag| flag.to_owned()));
    if design.trace {
        all.push("--trace".to_owned());
    }
    if design.coverage {
        all.extend(["--coverage-line", "--coverage-user"].map(str::to_owned));
        all.extend(design.toggles.then(|| "--coverage-toggle".to_owned()));
    }
    all.extend(design.includes.iter().map(|folder| format!("-I{}", folder.display())));
    all.extend(design.defines.iter().map(|(name, value)| format!("-D{name}={value}")));
    all.extend(design.parameters.iter().map(|(name, value)| format!("-G{name}={value}")));
    all.extend(design.sources.iter().map(|source| source.name.clone()));
    all
}

/// The harness and every generated file as one translation unit: the compiler sees all, and starts once.
fn unity(folder: &Path) -> std::io::Result<String> {
    let entries = folder.read_dir()?.collect::<Result<Vec<_>, _>>()?;
    let mut names: Vec<_> = entries.iter().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| Path::new(name).extension().is_some_and(|extension| extension == "cpp"));
    names.sort();
    let all = ["model.h", "harness.cpp"].into_iter().chain(names.iter().map(String::as_str));
    Ok(all.flat_map(|name| ["#include \"", name, "\"\n"]).collect())
}

/// Dependencies that are neither Verilator's own nor the design's sources.
fn outside(tool: &Verilator, folder: &Path, design: &Design) -> Vec<PathBuf> {
    let Ok(text) = fs::read_to_string(folder.join("Vmodel__ver.d")) else { return Vec::new() };
    let Some((_, needed)) = text.split_once(" : ") else { return Vec::new() };
    let ours = |name: &str| design.sources.iter().any(|source| source.name == name);
    let mut paths: Vec<_> = needed
        .split_whitespace()
        .filter(|name| !ours(name))
        .map(PathBuf::from)
        .filter(|path| path.is_absolute() && *path != tool.binary && !path.starts_with(&tool.root))
        .collect();
    paths.dedup();
    paths
}

/// The first message that names a line, as a sentence.
fn message(tool: &Verilator, design: &Design, output: &str) -> SimError {
    let version = tool.version.clone();
    // Errors before warnings, whatever order they came in.
    let mut found: Vec<_> = output.lines().filter_map(Located::parse).collect();
    found.sort_by_key(|message| message.is_warning);
    let Some(first) = found.first() else {
        let first: Vec<_> = output.lines().take(6).collect();
        return SimError::Verilator { version, output: first.join("\n") };
    };
    let path = design.sources.iter().find(|source| source.name == first.file).and_then(|s| s.path.as_ref());
    SimError::Verilog {
        file: path.map_or_else(|| first.file.to_owned(), |path| path.display().to_string()),
        line: first.line,
        message: first.code.map_or_else(String::new, |code| format!("{code}: ")) + first.text,
        version,
        others: found.len() - 1,
    }
}

/// `%Error-CODE: file:line:column: text`, code and column optional.
struct Located<'a> {
    is_warning: bool,
    code: Option<&'a str>,
    file: &'a str,
    line: u32,
    text: &'a str,
}

impl<'a> Located<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let (head, rest) = line.strip_prefix('%')?.split_once(": ")?;
        let (kind, code) = head.split_once('-').map_or((head, None), |(kind, code)| (kind, Some(code)));
        let (place, text) = rest.split_once(": ")?;
        let mut fields = place.split(':');
        let (file, line) = (fields.next()?, fields.next()?.parse().ok()?);
        Some(Self { is_warning: kind == "Warning", code, file, line, text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_both_versions_are_located() {
        let old = Located::parse("%Error: t.v:9:3: syntax error, unexpected ';'").unwrap();
        assert_eq!(
            (old.file, old.line, old.text, old.code),
            ("t.v", 9, "syntax error, unexpected ';'", None)
        );
        let new = Located::parse("%Warning-WIDTHEXPAND: t.v:8:29: Operator ADD expects").unwrap();
        assert_eq!((new.file, new.line, new.code, new.is_warning), ("t.v", 8, Some("WIDTHEXPAND"), true));
        assert!(Located::parse("%Error: Exiting due to 2 warning(s)").is_none());
        assert!(Located::parse("        : ... In instance t").is_none());
    }
}
