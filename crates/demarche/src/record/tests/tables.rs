//! What stands in the tables, and the page that says so.

use std::fmt::Write;

use expect_test::expect;

use super::super::*;
use super::{known_actors, ontology, read_by_hand, write};

/// The columns of every table, as people read about them.
pub(super) fn page() -> String {
    let mut page = String::from(INTRODUCTION);
    for table in &TABLES {
        let _ = write!(page, "\n## {}\n\n{}.\n\n{HEADING}", table.name, sentence(table.about));
        for field in table.fields() {
            let null = if field.nullable { "yes" } else { "" };
            let _ = writeln!(page, "| `{}` | {} | {null} | {} |", field.name, field.of, about(&field));
        }
    }
    page
}

const INTRODUCTION: &str = "\
# The columns of tables

`demarche read --format csv` and `--format tsv` write these tables, one at a time: `--table events` (when nothing is said),
`dyads`, `statements`, `actors` or `mentions`. `--events` says which events; all of them, whatever the report says of them, when
nothing is said. An entry is known by the report's id and its own. This page is made from the list that writes them.

Cells are quoted as RFC 4180 has it; what is not known is empty; every run of white space is one blank. The items of a list have
`;` between them (one inside an item becomes `,`), and a `list<struct>` is JSON. Characters are Unicode code points, from 0.
";
const HEADING: &str = "| column | type | can be unknown | what |\n| --- | --- | --- | --- |\n";

fn sentence(line: &str) -> String {
    let mut letters = line.chars();
    letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default() + letters.as_str()
}

fn about(field: &Field) -> String {
    let Type::Structs(fields) = field.of else { return field.about.to_string() };
    let parts: Vec<String> = fields.iter().map(|f| format!("`{}` ({}), {}", f.name, f.of, f.about)).collect();
    format!("{}: {}", field.about, parts.join("; "))
}

/// The rows of a table, each cell that has something in it with its heading.
fn check(name: &str, expected: expect_test::Expect) {
    let (record, _) = read_by_hand();
    let table = Table::named(name).expect("a table");
    let fields = table.fields();
    let mut shown = String::new();
    for row in table.rows(&record, ontology()) {
        assert_eq!(row.len(), fields.len());
        for (field, value) in fields.iter().zip(row).filter(|(_, value)| *value != Value::Null) {
            let _ = write!(shown, "{}={}|", field.name, value.text(field.of));
        }
        shown += "\n";
    }
    expected.assert_eq(&shown);
}

#[test]
fn a_row_for_every_event() {
    check("events", expect![[""]]);
}

#[test]
fn a_row_for_every_dyad() {
    check("dyads", expect![[""]]);
}

#[test]
fn a_row_for_every_statement() {
    check("statements", expect![[""]]);
}

#[test]
fn a_row_for_every_actor() {
    check("actors", expect![[""]]);
}

#[test]
fn a_row_for_every_mention() {
    check("mentions", expect![[""]]);
}

#[test]
fn no_two_columns_of_a_table_have_one_name() {
    for table in &TABLES {
        let names: std::collections::BTreeSet<_> = table.fields().iter().map(|f| f.name).collect();
        assert_eq!(names.len(), table.fields().len(), "{}", table.name);
    }
}

#[test]
fn a_row_is_one_line_that_reads_back() {
    let (mut record, sentences) = read_by_hand();
    record.actors[0].name = "\u{c9}omer, \"marshal\";\n of\tRohan".into();
    let look = Look::default();
    let around = Around { text: "", sentences: &sentences, ontology: ontology(), mentions: known_actors(), look };
    for (name, delimiter) in [("csv", b','), ("tsv", b'\t')] {
        for table in &TABLES {
            let format = format(name).and_then(|f| f.of_table(table)).expect("a form for every table");
            let mut out = format.heading().into_bytes();
            format.write(&record, &around, &mut out).expect("memory");
            let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(out.as_slice());
            assert_eq!(reader.headers().expect("headings").len(), table.fields().len());
            let rows = reader.records().map(|row| row.expect("a whole row")).count();
            assert_eq!(String::from_utf8_lossy(&out).lines().count(), rows + 1, "{name} {}", table.name);
        }
    }
    let names = write("csv", &record, &around);
    assert!(names.contains("\"\u{c9}omer, \"\"marshal\"\", of Rohan\""), "{names}");
}
