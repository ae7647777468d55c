//! How are the tables of the ontology read?

use crate::ontology::{Error, Files};

/// One row of a table, with its line for complaints.
pub(super) struct Row<'t> {
    table: &'t Table,
    record: csv::StringRecord,
    line: usize,
}

/// A table with named columns.
pub(super) struct Table {
    file: String,
    columns: Vec<String>,
    records: Vec<(usize, csv::StringRecord)>,
}

impl Table {
    /// Reads a file that must have these columns; it may have more.
    pub(super) fn read(files: &Files, file: &str, needed: &[&str]) -> Result<Table, Error> {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(files.get(file)?.as_bytes());
        let header = reader.headers().map_err(|e| fault(file, 1, e.to_string()))?;
        let columns: Vec<String> = header.iter().map(str::to_string).collect();
        if let Some(missing) = needed.iter().find(|n| !columns.iter().any(|c| c == *n)) {
            return Err(fault(file, 1, format!("no column `{missing}`; the columns are {}", columns.join(", "))));
        }
        let mut records = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|e| fault(file, line_of(&e), e.to_string()))?;
            let line = record.position().map_or(0, |p| p.line() as usize);
            records.push((line, record));
        }
        Ok(Table { file: file.to_string(), columns, records })
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.records.iter().map(|(line, record)| Row { table: self, record: record.clone(), line: *line })
    }
}

impl Row<'_> {
    /// The cell in a column, or nothing.
    pub(super) fn get(&self, column: &str) -> &str {
        let at = self.table.columns.iter().position(|c| c == column);
        at.and_then(|i| self.record.get(i)).unwrap_or("").trim()
    }

    /// The parts of a cell, between bars.
    pub(super) fn list(&self, column: &str) -> Vec<String> {
        self.get(column).split('|').map(str::trim).filter(|s| !s.is_empty()).map(str::to_string).collect()
    }

    /// A number, or nothing where the cell is empty.
    pub(super) fn number(&self, column: &str) -> Result<Option<f64>, Error> {
        match self.get(column) {
            "" => Ok(None),
            cell => cell.parse().map(Some).map_err(|_| self.complain(format!("`{cell}` in `{column}` is no number"))),
        }
    }

    pub(super) fn complain(&self, what: String) -> Error {
        fault(&self.table.file, self.line, what)
    }
}

/// A complaint about a line of a file.
pub(super) fn fault(file: &str, line: usize, fault: String) -> Error {
    Error::Entry { file: file.to_string(), line, fault }
}

fn line_of(error: &csv::Error) -> usize {
    error.position().map_or(0, |p| p.line() as usize)
}
