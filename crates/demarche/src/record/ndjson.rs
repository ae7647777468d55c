//! One JSON object a line.

use std::io::{self, Write};

use super::{Around, Format, Record};

pub(super) struct NdJson;

impl Format for NdJson {
    fn name(&self) -> &'static str {
        "ndjson"
    }

    fn about(&self) -> &'static str {
        "one JSON object a line, for programs"
    }

    fn write(&self, record: &Record, _around: &Around, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, record)?;
        out.write_all(b"\n")
    }
}
