// SPDX-License-Identifier: MIT OR Apache-2.0
//! Choices that are written as words: in specs, on the command line, in JSON.

/// Gives a type with `ALL` and `word` its `Display` and `FromStr`; the error names the words there are.
macro_rules! words {
    ($choice:ty, $noun:literal, $words:literal) => {
        impl std::fmt::Display for $choice {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl std::str::FromStr for $choice {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                let known = Self::ALL.into_iter().find(|choice| choice.word() == text);
                known.ok_or_else(|| format!(concat!($noun, " '{}' is unknown; use ", $words), text))
            }
        }
    };
}

pub(crate) use words;
