//! How is a table written as text?
//!
//! One line a row under a line of headings, quoted as RFC 4180 has it where a cell needs it.

use std::io::{self, Write};

use super::{Around, Format, Record, TABLES, Table};

/// Tables with commas between the cells.
pub(super) static CSV: [Sheet; 5] = sheets("csv", b',', "a table with commas between cells; which one, --table says");
/// Tables with tabs between the cells.
pub(super) static TSV: [Sheet; 5] = sheets("tsv", b'\t', "the same with tabs between cells");

pub(super) struct Sheet {
    name: &'static str,
    about: &'static str,
    delimiter: u8,
    table: &'static Table,
}

const fn sheets(name: &'static str, delimiter: u8, about: &'static str) -> [Sheet; 5] {
    let [events, dyads, statements, actors, mentions] = &TABLES;
    [
        Sheet { name, about, delimiter, table: events },
        Sheet { name, about, delimiter, table: dyads },
        Sheet { name, about, delimiter, table: statements },
        Sheet { name, about, delimiter, table: actors },
        Sheet { name, about, delimiter, table: mentions },
    ]
}

impl Sheet {
    fn rows(&self, rows: impl Iterator<Item = Vec<String>>, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = csv::WriterBuilder::new().delimiter(self.delimiter).from_writer(out);
        rows.into_iter().try_for_each(|cells| writer.write_record(cells))?;
        writer.flush()
    }
}

impl Format for Sheet {
    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        self.about
    }

    fn of_table(&self, table: &Table) -> Option<&'static dyn Format> {
        let both = CSV.iter().chain(&TSV);
        let mut sheets = both.filter(|s| s.delimiter == self.delimiter && s.table.name == table.name);
        sheets.next().map(|sheet| sheet as &dyn Format)
    }

    fn heading(&self) -> String {
        let (mut out, names) = (Vec::new(), self.table.fields().iter().map(|f| f.name.to_string()).collect());
        // Memory takes whatever is written to it.
        let _ = self.rows(std::iter::once(names), &mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    fn write(&self, record: &Record, around: &Around, out: &mut dyn Write) -> io::Result<()> {
        let fields = self.table.fields();
        let text = |row: Vec<super::Value>| fields.iter().zip(row).map(|(f, value)| value.text(f.of)).collect();
        self.rows(self.table.rows(record, around.ontology).into_iter().map(text), out)
    }
}
