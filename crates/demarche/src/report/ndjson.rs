//! What does a line of NDJSON say?
//!
//! One JSON object a line, one report an object. A line that holds no report is an error of its own; the next is read
//! all the same. Only one line is held at a time.

use std::io::BufRead;

use serde::Deserialize;
use serde_json::Value;

use super::decode::{Decoded, decode};
use super::{Error, Report, ReportFormat, Reports, day, file_name, id_of, note_text};

/// NDJSON: one JSON object a line, one report an object.
pub struct NdJson;

/// What may stand in a line; other fields are passed over.
const FIELDS: &str = "id, text, title, published, url, outlet, language";

impl ReportFormat for NdJson {
    fn name(&self) -> &'static str {
        "ndjson"
    }

    fn about(&self) -> &'static str {
        "one JSON object a line with id, text and, if known, title, published, url, outlet, language"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ndjson", "jsonl"]
    }

    fn recognises(&self, head: &[u8]) -> bool {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        head.trim_ascii_start().first() == Some(&b'{')
    }

    fn read<'a>(&self, name: &str, input: Box<dyn BufRead + Send + 'a>) -> Reports<'a> {
        Box::new(Lines { file: name.to_string(), input: Some(input), line: 0 })
    }
}

/// The lines of an input. `input` is gone once it has ended or broken.
struct Lines<'a> {
    file: String,
    input: Option<Box<dyn BufRead + Send + 'a>>,
    line: u64,
}

impl Iterator for Lines<'_> {
    type Item = Result<Report, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let line = match self.line()? {
                Ok(line) => line,
                Err(cause) => return Some(Err(self.broken(cause))),
            };
            if !line.trim_ascii().is_empty() {
                return Some(report(&self.file, line).map_err(|fault| self.fault(fault)));
            }
        }
    }
}

impl Lines<'_> {
    /// The bytes of the next line; none at the end.
    fn line(&mut self) -> Option<std::io::Result<Vec<u8>>> {
        let mut bytes = Vec::new();
        self.line += 1;
        match self.input.as_mut()?.read_until(b'\n', &mut bytes) {
            Ok(0) => None,
            Ok(_) => Some(Ok(bytes)),
            Err(cause) => Some(Err(cause)),
        }
    }

    fn fault(&mut self, fault: Fault) -> Error {
        if let Fault::Input(_) = fault {
            self.input = None;
        }
        let (Fault::Input(fault) | Fault::Line(fault)) = fault;
        Error::Line { file: self.file.clone(), line: self.line, fault }
    }

    fn broken(&mut self, cause: std::io::Error) -> Error {
        self.input = None;
        Error::Unreadable { file: self.file.clone(), cause }
    }
}

/// What is wrong: with this line alone, or with all that follow too.
enum Fault {
    Line(String),
    Input(String),
}

/// A line as it may come. Values are taken as they are, so that a bad title does not cost the report.
#[derive(Deserialize)]
#[serde(expecting = "an object with `text`")]
struct Fields {
    id: Option<Value>,
    text: Option<Value>,
    title: Option<Value>,
    published: Option<Value>,
    url: Option<Value>,
    outlet: Option<Value>,
    language: Option<Value>,
}

fn report(file: &str, line: Vec<u8>) -> Result<Report, Fault> {
    if line.starts_with(b"\xff\xfe") || line.starts_with(b"\xfe\xff") {
        return Err(Fault::Input("this is UTF-16; NDJSON is UTF-8".to_string()));
    }
    let Decoded { text: json, mut notes } = decode(line);
    if !json.trim_start().starts_with('{') {
        return Err(Fault::Line(format!("no JSON object; a line is one with the fields {FIELDS}")));
    }
    let fields: Fields = serde_json::from_str(&json).map_err(|e| Fault::Line(said(&e)))?;
    let text = match fields.text {
        Some(Value::String(text)) => text,
        None | Some(Value::Null) => return Err(Fault::Line(format!("no `text`; the fields are {FIELDS}"))),
        Some(other) => return Err(Fault::Line(format!("`text` is {}; it must be a string", kind(&other)))),
    };
    note_text(&text, &mut notes);
    let mut string = |name: &str, value: Option<Value>| string(name, value, &mut notes);
    let id = string("id", fields.id).unwrap_or_else(|| id_of(&text));
    let (title, url) = (string("title", fields.title), string("url", fields.url));
    let (outlet, language) = (string("outlet", fields.outlet), string("language", fields.language));
    let published = string("published", fields.published).and_then(|written| published(&written, &mut notes));
    Ok(Report { id, file: file_name(file), text, title, published, url, outlet, language, notes })
}

/// The message of a JSON error without its line, which is always 1, but with its column.
fn said(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let fault = whole.split(" at line ").next().unwrap_or(&whole);
    format!("column {}: {fault}; a line is one JSON object with the fields {FIELDS}", error.column())
}

/// The string in a field; a number will do where a string should stand. Anything else is noted and passed over.
fn string(name: &str, value: Option<Value>, notes: &mut Vec<String>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(s) => (!s.trim().is_empty()).then_some(s),
        Value::Number(n) => Some(n.to_string()),
        other => {
            notes.push(format!("`{name}` is {} and not a string; passed over", kind(&other)));
            None
        }
    }
}

fn published(written: &str, notes: &mut Vec<String>) -> Option<String> {
    let day = day(written);
    if day.is_none() {
        let shown: String = written.chars().take(40).collect();
        notes.push(format!("`published` is `{shown}` and not an ISO 8601 date such as 2017-02-16; passed over"));
    }
    day
}

/// What a JSON value is, in words.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
