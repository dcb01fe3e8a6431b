// SPDX-License-Identifier: MIT OR Apache-2.0
//! Bytes as they should be against those of a file: where they part, in line and byte.

use std::fs::File;
use std::io::{self, Read, Write};

use super::FaultKind;

/// A sink that reads along in a file.
pub(super) struct Comparing {
    file: Option<File>,
    line: usize,
    byte: u64,
    /// The line so far, as it should be.
    current: Vec<u8>,
    fault: Option<FaultKind>,
}

/// Bytes of a line that are shown at most.
const SHOWN: usize = 80;

impl Comparing {
    /// Along `file`, if it could be opened.
    pub(super) fn new(file: Option<File>) -> Self {
        let fault = file.is_none().then(|| FaultKind::Unreadable("it cannot be opened".into()));
        Self { file, line: 1, byte: 0, current: Vec::new(), fault }
    }

    /// What was found, after a look for bytes beyond the end.
    pub(super) fn fault(mut self) -> Option<FaultKind> {
        let mut more = Vec::new();
        if self.fault.is_none()
            && let Some(file) = self.file.take()
            && file.take(SHOWN as u64).read_to_end(&mut more).is_ok_and(|read| read > 0)
        {
            let (line, byte) = (self.line, self.byte);
            let got = shown(&[&self.current[..], &more].concat());
            self.fault =
                Some(FaultKind::Differs { line, byte, got, expected: "nothing, the file ends here".into() });
        }
        self.fault
    }

    fn differs(&mut self, there: &[u8], expected: &[u8]) {
        let same = there.iter().zip(expected).take_while(|(a, b)| a == b).count();
        self.pass(&expected[..same]);
        let rest = |bytes: &[u8]| shown(&[&self.current[..], &bytes[same..]].concat());
        self.fault = Some(FaultKind::Differs {
            line: self.line,
            byte: self.byte,
            got: rest(there),
            expected: rest(expected),
        });
        self.file = None;
    }

    /// Goes over equal bytes.
    #[expect(clippy::naive_bytecount, reason = "hashing the same bytes takes longer")]
    fn pass(&mut self, bytes: &[u8]) {
        self.byte += bytes.len() as u64;
        self.line += bytes.iter().filter(|byte| **byte == b'\n').count();
        match bytes.iter().rposition(|byte| *byte == b'\n') {
            Some(end) => self.current = bytes[end + 1..].to_vec(),
            None => self.current.extend_from_slice(bytes),
        }
        let surplus = self.current.len().saturating_sub(SHOWN);
        self.current.drain(..surplus);
    }
}

impl Write for Comparing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(file) = &mut self.file {
            let mut there = Vec::with_capacity(bytes.len());
            match file.take(bytes.len() as u64).read_to_end(&mut there) {
                Ok(_) if there == bytes => self.pass(bytes),
                Ok(_) => self.differs(&there, bytes),
                Err(error) => {
                    self.fault = Some(FaultKind::Unreadable(error.to_string()));
                    self.file = None;
                }
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The first line of some text; nothing if it is none.
fn shown(bytes: &[u8]) -> String {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let text = String::from_utf8_lossy(&line[..line.len().min(SHOWN)]).into_owned();
    if text.chars().any(|c| c.is_control() || c == char::REPLACEMENT_CHARACTER) {
        String::new()
    } else {
        text
    }
}
