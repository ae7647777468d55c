//! What came in?
//!
//! Files and streams become [`Report`]s. One format a file, all of them in [`FORMATS`].

mod decode;
mod ndjson;
mod plain;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use jiff::fmt::rfc2822::DateTimeParser;
use jiff::fmt::temporal::Pieces;

pub use ndjson::NdJson;
pub use plain::Plain;

/// One published item, as it came in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The id that the input gives, else one made from the content.
    pub id: String,
    /// The name of the file as it was given, if there was one.
    pub file: Option<String>,
    /// The decoded text. Every span of the record points into it.
    pub text: String,
    /// The title, where the input gives it apart from the text.
    pub title: Option<String>,
    /// The day of publication in ISO 8601 (`2017-02-16`), where the input or the user gives it.
    pub published: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// BCP 47 tag of its language, where the input gives it.
    pub language: Option<String>,
    /// What was odd about the input (bytes that could not be decoded, say).
    pub notes: Vec<String>,
}

impl Report {
    /// A report that consists of a text alone. Its id is made from the text, so the same text has the same id.
    ///
    /// ```
    /// use demarche::Report;
    /// let report = Report::from_text("Arnor thanked Gondor on Monday.");
    /// assert_eq!(report.id.len(), 16);
    /// assert_eq!(report, Report::from_text("Arnor thanked Gondor on Monday."));
    /// ```
    pub fn from_text(text: impl Into<String>) -> Report {
        let text = text.into();
        Report { id: id_of(&text), text, ..Report::default() }
    }
}

/// Reports as they come off an input, with the faults between them. A fault does not end the input.
pub type Reports<'a> = Box<dyn Iterator<Item = Result<Report, Error>> + Send + 'a>;

/// An incoming format.
pub trait ReportFormat: Sync {
    /// The name by which a user asks for it.
    fn name(&self) -> &'static str;
    /// What it is, in a line for help and documentation.
    fn about(&self) -> &'static str;
    /// Endings of file names that mean this format, without the dot.
    fn extensions(&self) -> &'static [&'static str];
    /// Does an input without a telling name begin like this format? `head` is its first buffer.
    fn recognises(&self, head: &[u8]) -> bool;
    /// Reads an input called `name`.
    fn read<'a>(&self, name: &str, input: Box<dyn BufRead + Send + 'a>) -> Reports<'a>;
}

/// Every incoming format. The last one takes what no other claims.
pub static FORMATS: &[&dyn ReportFormat] = &[&NdJson, &Plain];

/// Why an input, or a piece of it, yields no report.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No format has this name.
    #[error("unknown format `{0}`; the formats are {formats}", formats = format_names())]
    Format(String),
    /// A line of a file holds no report.
    #[error("{file}:{line}: {fault}")]
    Line {
        /// The name of the input.
        file: String,
        /// Line, from 1.
        line: u64,
        /// What is wrong and what would be right.
        fault: String,
    },
    /// The bytes are no text.
    #[error("{file}: this is {what} and not text; the formats are {formats}", formats = format_names())]
    Binary {
        /// The name of the input.
        file: String,
        /// What it seems to be.
        what: &'static str,
    },
    /// The input cannot be opened or read.
    #[error("{file}: {cause}")]
    Unreadable {
        /// The name of the input.
        file: String,
        /// Why.
        cause: io::Error,
    },
}

fn format_names() -> String {
    FORMATS.iter().map(|f| f.name()).collect::<Vec<_>>().join(", ")
}

/// Reads an input that is already open. The format is the one named, else the one that the ending of `name` means,
/// else (standard input, `-`) the one that the first bytes look like.
///
/// ```
/// use demarche::report;
/// let lines = "{\"id\": \"a\", \"text\": \"Arnor thanked Gondor.\"}\n{\"id\": \"b\"}\n";
/// let found: Vec<_> = report::open("day.ndjson", lines.as_bytes(), None)?.collect();
/// assert_eq!(found[0].as_ref().unwrap().text, "Arnor thanked Gondor.");
/// assert!(found[1].as_ref().unwrap_err().to_string().starts_with("day.ndjson:2: no `text`"));
/// # Ok::<(), report::Error>(())
/// ```
///
/// # Errors
///
/// If no format has the name given, or if the input cannot be read at all.
pub fn open<'a>(name: &str, input: impl BufRead + Send + 'a, format: Option<&str>) -> Result<Reports<'a>, Error> {
    let mut input = input;
    let format = match format {
        Some(wanted) => by_name(wanted)?,
        None if name == "-" => {
            let head = input.fill_buf().map_err(|cause| Error::Unreadable { file: name.to_string(), cause })?;
            by_content(head)
        }
        None => by_extension(name),
    };
    Ok(format.read(name, Box::new(input)))
}

/// Reads a file, or standard input if `name` is `-`.
///
/// # Errors
///
/// If the file cannot be opened, or if no format has the name given.
pub fn open_file(name: &str, format: Option<&str>) -> Result<Reports<'static>, Error> {
    let input: Box<dyn Read + Send> = match name {
        "-" => Box::new(io::stdin()),
        _ => Box::new(file(name).map_err(|cause| Error::Unreadable { file: name.to_string(), cause })?),
    };
    open(name, BufReader::with_capacity(1 << 16, input), format)
}

fn file(name: &str) -> io::Result<File> {
    if Path::new(name).is_dir() {
        return Err(io::Error::other("this is a folder; name the files in it"));
    }
    File::open(name)
}

fn by_name(wanted: &str) -> Result<&'static dyn ReportFormat, Error> {
    let same = |f: &&&dyn ReportFormat| f.name().eq_ignore_ascii_case(wanted);
    FORMATS.iter().find(same).copied().ok_or_else(|| Error::Format(wanted.to_string()))
}

fn by_extension(name: &str) -> &'static dyn ReportFormat {
    let ending = Path::new(name).extension().unwrap_or_default();
    let meant = |f: &&&dyn ReportFormat| f.extensions().iter().any(|e| ending.eq_ignore_ascii_case(e));
    FORMATS.iter().find(meant).copied().unwrap_or(&Plain)
}

fn by_content(head: &[u8]) -> &'static dyn ReportFormat {
    FORMATS.iter().find(|f| f.recognises(head)).copied().unwrap_or(&Plain)
}

/// The day that a date or a time stamp states, in ISO 8601; none if it states none. Reads ISO 8601 with or without
/// time and zone, and the dates of mail and feeds (RFC 2822). The day is the one written, not the one in Greenwich.
///
/// ```
/// use demarche::report::day;
/// assert_eq!(day("2017-02-16T23:30:00-05:00").as_deref(), Some("2017-02-16"));
/// assert_eq!(day("Thu, 16 Feb 2017 10:32:00 +0000").as_deref(), Some("2017-02-16"));
/// assert_eq!(day("2017-02-30"), None);
/// ```
pub fn day(written: &str) -> Option<String> {
    let written = written.trim();
    let iso = || Pieces::parse(written).ok().map(|p| p.date());
    let mail = || DateTimeParser::new().parse_zoned(written).ok().map(|z| z.date());
    iso().or_else(mail).map(|date| date.to_string())
}

/// The id of a report that brings none: the first 16 hexadecimal digits of its text's BLAKE3 hash.
fn id_of(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_string()
}

/// Notes what is odd about a text whatever it came in.
fn note_text(text: &str, notes: &mut Vec<String>) {
    if text.is_empty() {
        notes.push("the text is empty".to_string());
    }
    if text.contains('\0') {
        notes.push("the text holds NUL characters".to_string());
    }
}

/// The name of a file, where there is one.
fn file_name(name: &str) -> Option<String> {
    (name != "-").then(|| name.to_string())
}
