//! Which reports does an input hold? NDJSON has one a line; a line that holds none is a fault, and the next is read.

use demarche::report;

const INPUT: &str = r#"{"id": "a", "text": "Rohan rode.", "published": "3019-03-15"}
{"id": "b", "title": "no text"}
{"id": "c", "text": "Umbar fell."}
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for report in report::open("reports.ndjson", INPUT.as_bytes(), None)? {
        match report {
            Ok(report) => println!("{}: {}", report.id, report.text),
            Err(fault) => println!("{fault}"),
        }
    }
    Ok(())
}
