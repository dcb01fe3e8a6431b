// SPDX-License-Identifier: MIT OR Apache-2.0
//! From a design to a library: the tools, the cache, and the order of the steps.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cache::{Cache, Entry};
use crate::compiler::Compiler;
use crate::design::{DATA_FOLDER, Design, Literal};
use crate::digest::{self, Key};
use crate::verilate;
use crate::verilator::Verilator;
use crate::{Environment, Library, SimError, harness, runtime};

/// The library as the linker leaves it.
const LINKED: &str = "linked.so";

/// Which tools to take, where a user has a say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToolOptions {
    /// Verilator's program or root folder; `None` searches.
    pub verilator: Option<PathBuf>,
    /// The cache folder; `None` takes the usual one.
    pub cache: Option<PathBuf>,
}

/// Verilator, a C++ compiler and a cache: what turns a [`Design`] into a [`Library`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toolchain {
    /// Verilator.
    pub verilator: Verilator,
    /// The C++ compiler.
    pub compiler: Compiler,
    /// Where libraries are kept.
    pub cache: Cache,
}

impl Toolchain {
    /// The tools this process finds.
    ///
    /// # Errors
    /// If Verilator or the compiler is missing, or nothing names a cache folder.
    pub fn find(options: &ToolOptions) -> Result<Self, SimError> {
        Self::find_in(options, &Environment::of_process())
    }

    /// The tools that `environment` shows.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    pub fn find_in(options: &ToolOptions, environment: &Environment) -> Result<Self, SimError> {
        Ok(Self {
            verilator: Verilator::find(options.verilator.as_deref(), environment)?,
            compiler: Compiler::find(environment)?,
            cache: Cache::find(options.cache.as_deref(), environment)?,
        })
    }

    /// Builds `design`, unless the cache has it, and loads it.
    ///
    /// # Errors
    /// What Verilator or the compiler refuse, with file and line, or what the cache folder does.
    pub fn build(&self, design: &Design) -> Result<Library, SimError> {
        check(design)?;
        let key = self.key(design)?;
        let entry = self.cache.entry(&key, |work| self.make(design, work, &self.cache.place(&key)))?;
        Library::load(&model_in(&entry.dir)?, design, entry.hit)
    }

    fn make(&self, design: &Design, work: &Path, place: &Path) -> Result<Vec<PathBuf>, SimError> {
        let write = |name: PathBuf, content: &[u8]| self.write(&work.join(name), content);
        for (name, text) in harness::FILES {
            write(name.into(), text.as_bytes())?;
        }
        write("exports.map".into(), harness::VERSION_SCRIPT.as_bytes())?;
        for file in &design.data {
            write(Path::new("data").join(&file.name), &file.content)?;
        }
        for source in &design.sources {
            write(Path::new("source").join(&source.name), source.text.as_bytes())?;
        }
        let placed = with_data_folder(design, &place.join("data"))?;
        // The runtime's objects do not depend on the design: both compile at once.
        let (objects, outside) = std::thread::scope(|scope| {
            let objects = scope.spawn(|| runtime::objects(self, design));
            let outside = self.model_object(&placed, work);
            (objects.join().expect("compiling the runtime does not panic"), outside)
        });
        let outside = outside?;
        self.link(work, &objects?)?;
        name_by_content(work).and_then(|()| clean_up(work)).map_err(|error| self.cache.failure(error))?;
        Ok(outside)
    }

    /// Verilates and compiles; returns the files from outside that went in.
    fn model_object(&self, design: &Design, work: &Path) -> Result<Vec<PathBuf>, SimError> {
        let verilated = verilate::run(&self.verilator, design, work)?;
        self.write(&work.join("model.h"), verilated.header.as_bytes())?;
        self.write(&work.join("unity.cpp"), verilated.unity.as_bytes())?;
        let mut command = self.compile_command(design, work);
        command.args(design.optimisation.flags()).args([
            "-I",
            "verilated",
            "-c",
            "unity.cpp",
            "-o",
            "unity.o",
        ]);
        self.run(command)?;
        Ok(verilated.outside)
    }

    /// A call of the compiler in `work` with the flags that every object of `design` shares.
    pub(crate) fn compile_command(&self, design: &Design, work: &Path) -> std::process::Command {
        let include = self.verilator.include();
        let mut command = self.compiler.command();
        command.current_dir(work).env("TMPDIR", work).args(self.compiler.common_flags());
        command.args(["-include", harness::RUNTIME, "-I", "."]);
        command.arg("-isystem").arg(&include).arg("-isystem").arg(include.join("vltstd"));
        let trace = u8::from(design.trace);
        command.args(["-DVL_TIME_CONTEXT", "-DVM_SC=0", "-DVM_TRACE_FST=0", "-DVM_TRACE_SAIF=0"]);
        command.arg(format!("-DVM_TRACE={trace}")).arg(format!("-DVM_TRACE_VCD={trace}"));
        command.arg(format!("-DVM_COVERAGE={}", u8::from(design.coverage)));
        command
    }

    fn link(&self, work: &Path, objects: &[PathBuf]) -> Result<(), SimError> {
        let mut command = self.compiler.command();
        command.current_dir(work).env("TMPDIR", work).args(["-shared", "-o", LINKED, "unity.o"]);
        command.args(objects);
        command.args(["-Wl,-Bsymbolic", "-Wl,--version-script=exports.map", "-Wl,-O1", "-lpthread"]);
        self.run(command)
    }

    /// Runs the compiler and takes its first lines as the message if it fails.
    pub(crate) fn run(&self, mut command: std::process::Command) -> Result<(), SimError> {
        let compiler = self.compiler.path.clone();
        let output = command.output().map_err(|source| SimError::Io {
            verb: "run",
            path: compiler.clone(),
            source,
        })?;
        if output.status.success() {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        if text.contains("No space left on device") {
            return Err(SimError::CacheFull { dir: self.cache.dir().to_owned() });
        }
        let first: Vec<_> = text.lines().take(6).collect();
        Err(SimError::Compiler { compiler, output: first.join("\n") })
    }

    pub(crate) fn write(&self, path: &Path, content: &[u8]) -> Result<(), SimError> {
        let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
        folder.and_then(|()| fs::write(path, content)).map_err(|error| self.cache.failure(error))
    }

    fn key(&self, design: &Design) -> Result<String, SimError> {
        let mut key = Key::new("model");
        self.add_tools(&mut key);
        // The library knows the absolute path of its data files.
        key.add("cache", self.cache.dir().as_os_str().as_encoded_bytes());
        for (name, text) in harness::FILES {
            key.add(name, text);
        }
        key.add("exports", harness::VERSION_SCRIPT);
        for source in &design.sources {
            key.add(&source.name, &source.text);
        }
        for file in &design.data {
            key.add(&file.name, &file.content);
        }
        for folder in &design.includes {
            add_folder(&mut key, folder)?;
        }
        let mut rest = design.clone();
        rest.sources.clear();
        rest.data.clear();
        key.add("options", format!("{rest:?} {:?}", rest.optimisation.flags()));
        Ok(key.finish())
    }

    /// What the tools contribute to every key.
    pub(crate) fn add_tools(&self, key: &mut Key) {
        key.add("verilator", &self.verilator.version);
        key.add("binary", digest::identity(&self.verilator.binary));
        key.add("runtime", digest::identity(&self.verilator.include().join("verilated.cpp")));
        key.add("compiler", &self.compiler.version);
        key.add("compiler", digest::identity(&self.compiler.path));
        key.add("flags", self.compiler.common_flags().join(" "));
    }

    /// Builds nothing new if the entry is there: the runtime's objects share the cache.
    pub(crate) fn entry<B>(&self, key: &str, build: B) -> Result<Entry, SimError>
    where
        B: FnOnce(&Path) -> Result<Vec<PathBuf>, SimError>,
    {
        self.cache.entry(key, build)
    }
}

/// The loader takes a file for one that it has already when the path is the same: another content, another name.
fn name_by_content(work: &Path) -> std::io::Result<()> {
    let linked = work.join(LINKED);
    let hash = digest::of_file(&linked)?;
    fs::rename(&linked, work.join(format!("model-{}.so", &hash[..16])))
}

/// The library of an entry.
fn model_in(entry: &Path) -> Result<PathBuf, SimError> {
    let failed = |source| SimError::Io { verb: "read", path: entry.to_owned(), source };
    let mut paths = entry.read_dir().map_err(failed)?.flatten().map(|file| file.path());
    let is_library = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "so");
    paths.find(is_library).ok_or_else(|| failed(std::io::ErrorKind::NotFound.into()))
}

/// Only what a loaded library needs stays: it, its data, and the harness's header for the curious.
fn clean_up(work: &Path) -> std::io::Result<()> {
    fs::remove_dir_all(work.join("verilated"))?;
    fs::remove_dir_all(work.join("source"))?;
    for (name, _) in harness::FILES {
        fs::remove_file(work.join(name))?;
    }
    ["unity.cpp", "unity.o", "exports.map", "model.h"]
        .iter()
        .try_for_each(|name| fs::remove_file(work.join(name)))
}

fn check(design: &Design) -> Result<(), SimError> {
    let refuse = |reason| Err(SimError::Design { top: design.top.clone(), reason });
    let names: Vec<_> =
        design.sources.iter().map(|s| &s.name).chain(design.data.iter().map(|d| &d.name)).collect();
    if let Some(name) = names.iter().find(|name| name.is_empty() || name.contains(['/', '\\', '\n'])) {
        return refuse(format!("'{name}' is not the name of a file"));
    }
    let twice = (1..names.len()).find(|&i| names[..i].contains(&names[i]));
    if let Some(i) = twice {
        return refuse(format!(
            "two files have the name {}; a file's name stands in messages alone",
            names[i]
        ));
    }
    if design.events.len() > 8 {
        return refuse(format!("it counts {} events and there are 8 counters", design.events.len()));
    }
    let bad = |literal: &Literal| matches!(literal, Literal::Text(text) if text.contains(['"', '\\']));
    if let Some((name, _)) = design.parameters.iter().find(|(_, literal)| bad(literal)) {
        return refuse(format!(
            "parameter {name} holds a quote or a backslash, which Verilog's strings cannot"
        ));
    }
    Ok(())
}

/// The design with `{data}` replaced by the folder where its data files will be.
fn with_data_folder(design: &Design, folder: &Path) -> Result<Design, SimError> {
    let mut placed = design.clone();
    let folder = folder.to_str().filter(|path| !path.contains(['"', '\\']));
    for (_, literal) in &mut placed.parameters {
        if let Literal::Text(text) = literal
            && text.contains(DATA_FOLDER)
        {
            let reason = "the cache folder's path has a character that a Verilog string cannot hold";
            let refused = || SimError::Design { top: design.top.clone(), reason: reason.to_owned() };
            *text = text.replace(DATA_FOLDER, folder.ok_or_else(refused)?);
        }
    }
    Ok(placed)
}

/// Everything in an include folder counts: which files are included is known only after the fact.
fn add_folder(key: &mut Key, folder: &Path) -> Result<(), SimError> {
    let failed = |source| SimError::Io { verb: "read", path: folder.to_owned(), source };
    let entries = folder.read_dir().and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(failed)?;
    let mut paths: Vec<_> = entries.iter().map(fs::DirEntry::path).filter(|path| path.is_file()).collect();
    paths.sort();
    for path in paths {
        let hash = digest::of_file(&path).map_err(failed)?;
        key.add(&path.to_string_lossy(), hash);
    }
    Ok(())
}
