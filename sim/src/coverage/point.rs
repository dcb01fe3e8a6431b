// SPDX-License-Identifier: MIT OR Apache-2.0
//! The points that Verilator counts, as its runtime writes them down.

/// What a point is passed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CoverageKind {
    /// Statements that run one after the other.
    Line,
    /// One way of an `if`, a `case` or, with Verilators later than 5.006, a `?:`.
    Branch,
    /// A bit that rises, or one that falls.
    Toggle,
    /// A `cover` of the source.
    User,
    /// Anything else.
    Other,
}

impl CoverageKind {
    /// From the page of Verilator's report: `v_line/fft` and its like.
    fn of_page(page: &str) -> Self {
        match page.split('/').next().unwrap_or_default() {
            "v_line" => Self::Line,
            "v_branch" => Self::Branch,
            "v_toggle" => Self::Toggle,
            "v_user" => Self::User,
            _ => Self::Other,
        }
    }
}

/// A place in the source: several may share a line. Instances of a module share their points.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CoveragePoint {
    /// The file's name.
    pub file: String,
    /// Its line, from 1.
    pub line: u32,
    /// Its column, from 1.
    pub column: u32,
    /// What passes it.
    pub kind: CoverageKind,
    /// Verilator's word for it: `block`, `if`, `else`, `cond_then`, or a bit and its edge, `x_q[3]:0->1`.
    pub what: String,
    /// The lines that it stands for; none where an `if` has no `else`, and for bits.
    pub lines: Vec<u32>,
}

/// `C '␁f␂fft.v␁l␂12␁n␂9␁page␂v_branch/fft␁o␂if␁S␂12-14,16␁h␂TOP.fft' 2`, ␁ and ␂ being bytes 1 and 2.
pub(super) fn parse(line: &str) -> Option<(CoveragePoint, u64)> {
    let (fields, count) = line.strip_prefix("C '")?.rsplit_once("' ")?;
    let mut point = CoveragePoint {
        file: String::new(),
        line: 0,
        column: 0,
        kind: CoverageKind::Other,
        what: String::new(),
        lines: Vec::new(),
    };
    for field in fields.split('\u{1}').filter(|field| !field.is_empty()) {
        let (key, value) = field.split_once('\u{2}')?;
        match key {
            "f" => value.clone_into(&mut point.file),
            "l" => point.line = value.parse().ok()?,
            "n" => point.column = value.parse().ok()?,
            "o" => value.clone_into(&mut point.what),
            "S" => point.lines = ranges(value)?,
            "page" => point.kind = CoverageKind::of_page(value),
            _ => {}
        }
    }
    // Old Verilators keep both in the page of lines.
    if point.kind == CoverageKind::Line && matches!(point.what.as_str(), "elsif" | "case") {
        point.kind = CoverageKind::Branch;
    }
    if point.kind == CoverageKind::User {
        point.lines = vec![point.line];
    }
    Some((point, count.parse().ok()?))
}

/// `12-14,16` → 12, 13, 14, 16.
fn ranges(text: &str) -> Option<Vec<u32>> {
    let mut lines = Vec::new();
    for part in text.split(',') {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        lines.extend(from.parse().ok()?..=to.parse::<u32>().ok()?);
    }
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_of_both_versions_are_read() {
        let old = "C '\u{1}f\u{2}a.v\u{1}l\u{2}8\u{1}n\u{2}5\u{1}page\u{2}v_line/a\u{1}o\u{2}block\u{1}S\u{2}8,10-11\u{1}h\u{2}TOP.a' 20";
        let new = old.replace("\u{1}page", "\u{1}t\u{2}line\u{1}page");
        let (point, count) = parse(old).unwrap();
        assert_eq!((point.file.as_str(), point.lines.clone(), count), ("a.v", vec![8, 10, 11], 20));
        assert_eq!((point.kind, point.what.as_str()), (CoverageKind::Line, "block"));
        assert_eq!(parse(&new).unwrap(), (point, 20));
        assert_eq!(parse("C nonsense"), None);
    }

    #[test]
    fn every_kind_is_told_from_its_page() {
        let kind = |page: &str, what: &str| {
            let line = format!(
                "C '\u{1}f\u{2}a.v\u{1}l\u{2}8\u{1}n\u{2}5\u{1}page\u{2}{page}\u{1}o\u{2}{what}\u{1}h\u{2}TOP' 0"
            );
            parse(&line).unwrap().0
        };
        assert_eq!(kind("v_branch/a__B1", "cond_else").kind, CoverageKind::Branch);
        assert_eq!(kind("v_line/a", "elsif").kind, CoverageKind::Branch);
        assert_eq!(kind("v_toggle/a", "x_q[3]:0->1").what, "x_q[3]:0->1");
        assert_eq!(kind("v_user/a", "cover").lines, [8]);
        assert_eq!(kind("v_expr/a", "(a==1) => 1").kind, CoverageKind::Other);
    }
}
