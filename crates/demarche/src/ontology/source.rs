//! How is a file of the ontology read, and where in it is what wrong?
//!
//! Files are TOML or CSV and are read into types that refuse what they do not know. What is wrong is told with file, line
//! and column, and with what would be right.

use std::cell::OnceCell;
use std::ops::{Deref, Range};
use std::sync::Arc;

use serde::de::{DeserializeOwned, Deserializer, Visitor, value};
use serde::{Deserialize, forward_to_deserialize_any};

use super::Error;

/// One file, as it is called in complaints, and its text.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    file: Arc<str>,
    pub(super) text: &'a str,
    /// Where its lines begin, once somebody asks: a line is sought for every entry of a long file.
    lines: OnceCell<Vec<usize>>,
}

/// A row of a table, with its place for complaints.
#[derive(Clone, Debug)]
pub struct Row<T> {
    file: Arc<str>,
    line: usize,
    cells: T,
}

impl<'a> Source<'a> {
    /// A file by the name that it has in complaints.
    pub(super) fn new(file: impl Into<Arc<str>>, text: &'a str) -> Source<'a> {
        Source { file: file.into(), text, lines: OnceCell::new() }
    }

    /// What it is called: its path below `ontology/`, or, in an addition, as it was given.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line of a byte, from 1.
    pub fn line(&self, at: usize) -> usize {
        self.place(at).0
    }

    fn place(&self, at: usize) -> (usize, usize) {
        let ends = || self.text.match_indices('\n').map(|(end, _)| end + 1);
        let lines = self.lines.get_or_init(|| std::iter::once(0).chain(ends()).collect());
        let line = lines.partition_point(|&start| start <= at);
        let before = self.text.get(lines[line - 1]..at).unwrap_or_default();
        (line, 1 + before.chars().count())
    }

    /// What is wrong with the words that stand at these bytes.
    pub fn fault(&self, at: &Range<usize>, fault: impl Into<String>) -> Error {
        let (line, column) = self.place(at.start);
        Error::Entry { file: self.file.to_string(), line, column: Some(column), fault: fault.into() }
    }

    /// A file of TOML.
    pub fn toml<T: DeserializeOwned>(&self) -> Result<T, Error> {
        toml::from_str(self.text).map_err(|e| self.fault(&e.span().unwrap_or(0..0), e.message()))
    }

    /// The rows of a table of comma-separated values, which must have the columns of the type and no others. Lines that
    /// begin with `#` are comments.
    pub fn rows<T: DeserializeOwned>(&self) -> Result<Vec<Row<T>>, Error> {
        self.read(true)
    }

    /// The same, where columns may be left out that the type can do without.
    pub fn rows_of_some_columns<T: DeserializeOwned>(&self) -> Result<Vec<Row<T>>, Error> {
        self.read(false)
    }

    fn read<T: DeserializeOwned>(&self, all: bool) -> Result<Vec<Row<T>>, Error> {
        let mut reader =
            csv::ReaderBuilder::new().comment(Some(b'#')).trim(csv::Trim::All).from_reader(self.text.as_bytes());
        let header = reader.headers().map_err(|e| self.of_csv(&e, None))?.clone();
        self.check_columns(&header, fields::<T>(), all)?;
        let (mut rows, mut record) = (Vec::new(), csv::StringRecord::new());
        while reader.read_record(&mut record).map_err(|e| self.of_csv(&e, Some(&header)))? {
            let cells = record.deserialize(Some(&header)).map_err(|e| self.of_cell(&e, &header, &record))?;
            rows.push(Row { file: self.file.clone(), line: line_of(&record), cells });
        }
        Ok(rows)
    }

    fn check_columns(&self, header: &csv::StringRecord, known: &[&str], all: bool) -> Result<(), Error> {
        let columns = || known.join(", ");
        let wrong = |fault| Err(self.in_line(line_of(header), fault));
        if let Some(unknown) = header.iter().find(|column| !known.contains(column)) {
            return wrong(format!("unknown column `{unknown}`; the columns are {}", columns()));
        }
        match known.iter().find(|k| all && !header.iter().any(|column| column == **k)) {
            Some(missing) => wrong(format!("no column `{missing}`; the columns are {}", columns())),
            None => Ok(()),
        }
    }

    fn in_line(&self, line: usize, fault: String) -> Error {
        Error::Entry { file: self.file.to_string(), line, column: None, fault }
    }

    /// What is wrong with the form of a table.
    fn of_csv(&self, error: &csv::Error, header: Option<&csv::StringRecord>) -> Error {
        let line = error.position().map_or(1, |at| at.line() as usize);
        let columns = |h: &csv::StringRecord| h.iter().collect::<Vec<_>>().join(", ");
        match (error.kind(), header) {
            (csv::ErrorKind::UnequalLengths { len, .. }, Some(header)) => {
                self.in_line(line, format!("{len} cells; the {} columns are {}", header.len(), columns(header)))
            }
            _ => self.in_line(line, error.to_string()),
        }
    }

    /// What is wrong with a cell.
    fn of_cell(&self, error: &csv::Error, header: &csv::StringRecord, record: &csv::StringRecord) -> Error {
        let csv::ErrorKind::Deserialize { err, .. } = error.kind() else { return self.of_csv(error, Some(header)) };
        let reason = err.kind().to_string();
        let at = err.field().map(|at| at as usize);
        let named = at.and_then(|at| Some(format!("`{}` in `{}`: {reason}", record.get(at)?, header.get(at)?)));
        self.in_line(line_of(record), named.unwrap_or(reason))
    }
}

fn line_of(record: &csv::StringRecord) -> usize {
    record.position().map_or(1, |at| at.line() as usize)
}

impl<T> Row<T> {
    /// What is wrong with it.
    pub fn fault(&self, fault: impl Into<String>) -> Error {
        Error::Entry { file: self.file.to_string(), line: self.line, column: None, fault: fault.into() }
    }

    /// Its cells alone.
    pub fn into_cells(self) -> T {
        self.cells
    }
}

impl<T> Deref for Row<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.cells
    }
}

/// How many choices are told before they are only pointed to.
const FEW: usize = 32;

/// The complaint about a word that is not on a list: all that are, or the nearest and where the others stand.
pub fn unknown<'k>(what: &str, word: &str, known: impl IntoIterator<Item = &'k str>, place: &str) -> String {
    let mut known: Vec<&str> = known.into_iter().collect();
    known.sort_unstable();
    known.dedup();
    if known.len() <= FEW {
        return format!("unknown {what} `{word}`; they are {}", known.join(", "));
    }
    known.sort_by_key(|k| distance(k, word));
    known.truncate(3);
    format!("unknown {what} `{word}`; the nearest are {}; all stand in {place}", known.join(", "))
}

/// How many letters must be changed, left out or put in.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let best = (diagonal + usize::from(x != *y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], best);
        }
    }
    row[b.len()]
}

/// The names of a type's fields, which are those of a table's columns or of a file's lists.
pub(super) fn fields<T: DeserializeOwned>() -> &'static [&'static str] {
    let mut found: &'static [&'static str] = &[];
    // The asker notes the names and then declines, so there is nothing in what comes back.
    let _ = T::deserialize(Asker(&mut found));
    found
}

struct Asker<'f>(&'f mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Asker<'_> {
    type Error = value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, value::Error> {
        Err(serde::de::Error::custom("no value"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, value::Error> {
        *self.0 = fields;
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// A cell that is a list, with bars between its parts.
pub fn bars<'de, D: Deserializer<'de>>(cell: D) -> Result<Vec<String>, D::Error> {
    split(cell, '|')
}

/// A cell that is a list, with semicolons between its parts.
pub fn semicolons<'de, D: Deserializer<'de>>(cell: D) -> Result<Vec<String>, D::Error> {
    split(cell, ';')
}

fn split<'de, D: Deserializer<'de>>(cell: D, between: char) -> Result<Vec<String>, D::Error> {
    let cell = String::deserialize(cell)?;
    Ok(cell.split(between).map(str::trim).filter(|part| !part.is_empty()).map(str::to_string).collect())
}

/// A cell that says `yes`, or `no`, or nothing, which is no.
pub fn yes<'de, D: Deserializer<'de>>(cell: D) -> Result<bool, D::Error> {
    match &*String::deserialize(cell)? {
        "yes" => Ok(true),
        "no" | "" => Ok(false),
        other => Err(serde::de::Error::custom(format!("`{other}` is neither `yes` nor `no`"))),
    }
}
