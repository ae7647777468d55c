//! The same JSON, indented.

use std::io::{self, Write};

use super::{Around, Format, Record};

pub(super) struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn about(&self) -> &'static str {
        "the same JSON, indented over many lines"
    }

    fn write(&self, record: &Record, _around: &Around, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, record)?;
        out.write_all(b"\n")
    }
}
