// SPDX-License-Identifier: MIT OR Apache-2.0
//! The C++ text of the harness, embedded.

/// Every file, by name.
pub(crate) const FILES: [(&str, &str); 7] = [
    ("abi.h", include_str!("harness/abi.h")),
    (RUNTIME, include_str!("harness/runtime.h")),
    ("instance.h", include_str!("harness/instance.h")),
    ("ports.h", include_str!("harness/ports.h")),
    ("stall.h", include_str!("harness/stall.h")),
    ("stream.h", include_str!("harness/stream.h")),
    ("harness.cpp", include_str!("harness/harness.cpp")),
];

/// The header that every object is compiled with.
pub(crate) const RUNTIME: &str = "runtime.h";

/// What a library exports; everything else in it stays its own.
pub(crate) const VERSION_SCRIPT: &str = "{ global: utsushi_*; local: *; };\n";

/// The text of one file.
pub(crate) fn text(name: &str) -> &'static str {
    FILES.iter().find(|(file, _)| *file == name).map_or("", |(_, text)| text)
}
