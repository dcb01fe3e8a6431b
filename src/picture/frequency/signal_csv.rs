// SPDX-License-Identifier: MIT OR Apache-2.0
//! Signals and spectra from CSV files.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use csv::{ErrorKind, Position, ReaderBuilder, StringRecord};

use super::signal::bytes_of;
use super::{Signal, SignalError};

/// A column by its number, counted from 1, or its name in the first line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// Its number.
    Number(usize),
    /// Its name.
    Name(String),
}

impl FromStr for Column {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(text.parse().map_or_else(|_| Self::Name(text.to_owned()), Self::Number))
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Name(name) => f.write_str(name),
        }
    }
}

/// Reads one column of a CSV: fields between commas, or semicolons or tabs where the first line has no comma.
///
/// A first line without any number is the columns' names; lines that begin with # are skipped.
///
/// # Errors
/// If the file cannot be read, is no text, has lines of unequal length, no or several columns of which none is chosen, no
/// line of numbers, or a field of the column that is empty or no finite number: line and column are named.
pub fn signal_from_csv(path: impl AsRef<Path>, column: Option<&Column>) -> Result<Signal, SignalError> {
    let table = Table::read(path.as_ref())?;
    let column = match column {
        Some(column) => table.find(column)?,
        None if table.columns() == 1 => 0,
        None => return Err(SignalError::Columns { name: table.name.clone(), columns: table.titles() }),
    };
    let samples = table.numbers(column)?;
    Ok(Signal { name: table.name, rate: None, samples })
}

/// Reads the columns `amplitude` and `phase` (in radians) of a CSV, as many bins as lines.
///
/// # Errors
/// As [`signal_from_csv`], and if one of the two columns is missing.
pub fn polar_from_csv(path: impl AsRef<Path>) -> Result<(Vec<f64>, Vec<f64>), SignalError> {
    let table = Table::read(path.as_ref())?;
    let numbers = |title: &str| table.numbers(table.find(&Column::Name(title.to_owned()))?);
    Ok((numbers("amplitude")?, numbers("phase")?))
}

/// Fields of equal lines.
struct Table {
    name: String,
    titles: Option<StringRecord>,
    lines: Vec<StringRecord>,
    /// The file, for the numbers of lines in errors.
    text: String,
}

impl Table {
    fn read(path: &Path) -> Result<Self, SignalError> {
        let (bytes, name) = bytes_of(path)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| SignalError::NoText { name: name.clone() })?;
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .delimiter(delimiter(text))
            .comment(Some(b'#'))
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut lines = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| explain(&error, text, &name))?;
            lines.push(record);
        }
        let is_title = |field: &str| field.parse::<f64>().is_err() && !field.is_empty();
        let headed = lines.first().is_some_and(|record| record.iter().all(is_title));
        let titles = headed.then(|| lines.remove(0));
        if lines.is_empty() {
            return Err(SignalError::NoSamples { name });
        }
        Ok(Self { name, titles, lines, text: text.to_owned() })
    }

    fn columns(&self) -> usize {
        self.lines[0].len()
    }

    /// Names of the columns, or their numbers.
    fn titles(&self) -> Vec<String> {
        match &self.titles {
            Some(titles) => titles.iter().map(str::to_owned).collect(),
            None => (1..=self.columns()).map(|number| number.to_string()).collect(),
        }
    }

    fn find(&self, column: &Column) -> Result<usize, SignalError> {
        let found = match column {
            Column::Number(number) => (1..=self.columns()).position(|n| n == *number),
            Column::Name(name) => self.titles().iter().position(|title| title == name),
        };
        found.ok_or_else(|| SignalError::NoColumn {
            name: self.name.clone(),
            column: column.to_string(),
            columns: self.titles(),
        })
    }

    fn numbers(&self, column: usize) -> Result<Vec<f64>, SignalError> {
        self.lines.iter().map(|record| self.number(record, column)).collect()
    }

    fn number(&self, record: &StringRecord, column: usize) -> Result<f64, SignalError> {
        let field = &record[column];
        if let Ok(x) = field.parse()
            && f64::is_finite(x)
        {
            return Ok(x);
        }
        let (name, line) = (self.name.clone(), line_of(&self.text, record.position()));
        let column = match &self.titles {
            Some(titles) => format!("{} ({})", column + 1, &titles[column]),
            None => (column + 1).to_string(),
        };
        Err(match field {
            "" => SignalError::EmptyField { name, line, column },
            _ => SignalError::NoNumber { name, line, column, field: field.to_owned() },
        })
    }
}

fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
    [b',', b';', b'\t'].into_iter().find(|&mark| first.as_bytes().contains(&mark)).unwrap_or(b',')
}

/// The line of a record, counted from 1: its position may be that of empty lines and comments before it.
fn line_of(text: &str, position: Option<&Position>) -> u64 {
    let byte = position.map_or(0, |position| position.byte() as usize);
    let (before, rest) = text.split_at_checked(byte).unwrap_or((text, ""));
    let skipped = |line: &&str| line.trim().is_empty() || line.starts_with('#');
    1 + (before.matches('\n').count() + rest.split('\n').take_while(skipped).count()) as u64
}

fn explain(error: &csv::Error, text: &str, name: &str) -> SignalError {
    let name = name.to_owned();
    match error.kind() {
        ErrorKind::UnequalLengths { pos, expected_len, len } => SignalError::Ragged {
            name,
            line: line_of(text, pos.as_ref()),
            fields: *len,
            expected: *expected_len,
        },
        other => SignalError::Damaged { name, detail: format!("{other:?}") },
    }
}
