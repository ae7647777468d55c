//! What does a plain text file say?
//!
//! One file is one report. Which of its lines are title, byline and so on, `text` decides.

use std::io::{BufRead, Read};
use std::iter;

use super::decode::{Decoded, binary, decode};
use super::{Error, Report, ReportFormat, Reports, file_name, note_text};

/// Plain text: one file, one report.
pub struct Plain;

impl ReportFormat for Plain {
    fn name(&self) -> &'static str {
        "text"
    }

    fn about(&self) -> &'static str {
        "plain text, one report a file; UTF-8, UTF-16 or an older encoding"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn recognises(&self, _head: &[u8]) -> bool {
        true
    }

    fn read<'a>(&self, name: &str, input: Box<dyn BufRead + Send + 'a>) -> Reports<'a> {
        let name = name.to_string();
        Box::new(iter::once_with(move || report(name, input)))
    }
}

fn report(file: String, mut input: impl Read) -> Result<Report, Error> {
    let mut bytes = Vec::new();
    if let Err(cause) = input.read_to_end(&mut bytes) {
        return Err(Error::Unreadable { file, cause });
    }
    if let Some(what) = binary(&bytes) {
        return Err(Error::Binary { file, what });
    }
    let Decoded { text, mut notes } = decode(bytes);
    note_text(&text, &mut notes);
    Ok(Report { file: file_name(&file), notes, ..Report::from_text(text) })
}
