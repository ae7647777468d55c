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
    check(
        "events",
        expect![[r#"
        report_id=r-1|published=2017-02-14|event_id=e24f44ca2877e|cameo=033|cameo_name=Express intent to provide material aid|own_codes=|plover=AGREE|contexts=|quad=verbal cooperation|goldstein=5.2|status=conditional|happened=false|actor_ids=a18234bdf2dce|actor_names=Éomer|actor_codes=ROHMIL|recipient_ids=a744476ff4c5c|recipient_names=Arnor|recipient_codes=ARN|by_ids=|by_names=|by_codes=|condition=if grain arrives|condition_event_id=efd9980bb0afd|magnitude=|statement_id=s517cee975528|trigger=help|start=96|end=100|sentence=2|mentions=1|rule=by hand|
        report_id=r-1|published=2017-02-14|event_id=efd9980bb0afd|cameo=194|cameo_name=Fight with artillery and tanks|own_codes=|plover=ASSAULT|contexts=|quad=material conflict|goldstein=-10|status=alleged|happened=false|actor_ids=aec7480415cae|actor_names=Gondor’s fleet|actor_codes=GONMIL|recipient_ids=|recipient_names=|recipient_codes=|by_ids=a18234bdf2dce|by_names=Éomer|by_codes=ROHMIL|place=Umbar|lat=1.5|lon=2|magnitude=|statement_id=s6363a110ad8c|trigger=shelled|start=141|end=148|sentence=2|mentions=1|rule=by hand|
        report_id=r-1|published=2017-02-14|event_id=e4d7955a0a73d|cameo=036|cameo_name=Express intent to meet or negotiate|own_codes=|plover=AGREE|contexts=|quad=verbal cooperation|goldstein=4|status=actual|happened=true|actor_ids=|actor_names=|actor_codes=|recipient_ids=|recipient_names=|recipient_codes=|by_ids=|by_names=|by_codes=|first_day=2017-02-14|last_day=2017-02-14|magnitude=|trigger=offers|start=6|end=12|sentence=2|mentions=1|rule=by hand|
    "#]],
    );
}

#[test]
fn a_row_for_every_dyad() {
    check(
        "dyads",
        expect![[r#"
        report_id=r-1|published=2017-02-14|event_id=e24f44ca2877e|dyad_id=e24f44ca2877e|cameo=033|cameo_name=Express intent to provide material aid|own_codes=|plover=AGREE|contexts=|quad=verbal cooperation|goldstein=5.2|status=conditional|happened=false|source_id=a18234bdf2dce|source_name=Éomer|source_code=ROHMIL|source_sectors=|target_id=a744476ff4c5c|target_name=Arnor|target_code=ARN|target_sectors=|by_ids=|by_names=|by_codes=|condition=if grain arrives|condition_event_id=efd9980bb0afd|magnitude=|statement_id=s517cee975528|trigger=help|start=96|end=100|sentence=2|mentions=1|rule=by hand|
        report_id=r-1|published=2017-02-14|event_id=efd9980bb0afd|dyad_id=efd9980bb0afd|cameo=194|cameo_name=Fight with artillery and tanks|own_codes=|plover=ASSAULT|contexts=|quad=material conflict|goldstein=-10|status=alleged|happened=false|source_id=aec7480415cae|source_name=Gondor’s fleet|source_code=GONMIL|source_sectors=|by_ids=a18234bdf2dce|by_names=Éomer|by_codes=ROHMIL|place=Umbar|lat=1.5|lon=2|magnitude=|statement_id=s6363a110ad8c|trigger=shelled|start=141|end=148|sentence=2|mentions=1|rule=by hand|
        report_id=r-1|published=2017-02-14|event_id=e4d7955a0a73d|dyad_id=e4d7955a0a73d|cameo=036|cameo_name=Express intent to meet or negotiate|own_codes=|plover=AGREE|contexts=|quad=verbal cooperation|goldstein=4|status=actual|happened=true|by_ids=|by_names=|by_codes=|first_day=2017-02-14|last_day=2017-02-14|magnitude=|trigger=offers|start=6|end=12|sentence=2|mentions=1|rule=by hand|
    "#]],
    );
}

#[test]
fn a_row_for_every_statement() {
    check(
        "statements",
        expect![[r#"
        report_id=r-1|published=2017-02-14|statement_id=s517cee975528|kind=mixed|act=speech|stance=promise|speaker_id=a18234bdf2dce|speaker_name=Éomer|speaker_code=ROHMIL|speaker_sectors=|also_ids=|cue=said|content=“we will help Arnor” if grain arrives|start=87|end=124|date=2017-02-13|first_day=2017-02-13|last_day=2017-02-13|probability=0.9|sentence=2|rule=by hand|
        report_id=r-1|published=2017-02-14|statement_id=s6363a110ad8c|kind=indirect|act=speech|stance=assert|speaker_id=a18234bdf2dce|speaker_name=Éomer|speaker_code=ROHMIL|speaker_sectors=|also_ids=|cue=told|content=Gondor’s fleet shelled Umbar … and fled|start=126|end=180|addressee=guests|probability=0.9|sentence=2|rule=by hand|
        report_id=r-1|published=2017-02-14|statement_id=sc34e6df7aa28|kind=direct|act=speech|stance=assert|speaker_id=a18234bdf2dce|speaker_name=Éomer|speaker_code=ROHMIL|speaker_sectors=|also_ids=|content=“They lied.”|start=182|end=194|probability=0.9|sentence=3|rule=by hand|
    "#]],
    );
}

#[test]
fn a_row_for_every_actor() {
    check(
        "actors",
        expect![[r#"
        report_id=r-1|published=2017-02-14|actor_id=a18234bdf2dce|name=Éomer|kind=person|code=ROHMIL|sectors=|roles=[{"title":"marshal","of":"ROH","standing":null,"from":"3019-03","to":null}]|mentions=2|
        report_id=r-1|published=2017-02-14|actor_id=a744476ff4c5c|name=Arnor|kind=state|code=ARN|sectors=|roles=|mentions=1|
        report_id=r-1|published=2017-02-14|actor_id=aec7480415cae|name=Gondor’s fleet|kind=group|code=GONMIL|sectors=|roles=|mentions=1|
        report_id=r-1|published=2017-02-14|actor_id=ad6d52f3cc675|name=Mordor|kind=state|sectors=|roles=|mentions=0|
    "#]],
    );
}

#[test]
fn a_row_for_every_mention() {
    check(
        "mentions",
        expect![[r#"
        report_id=r-1|published=2017-02-14|actor_id=a18234bdf2dce|actor_name=Éomer|actor_code=ROHMIL|start=47|end=70|text=Éomer, marshal of Rohan|form=name|also_ids=|rule=by hand|
        report_id=r-1|published=2017-02-14|actor_id=a18234bdf2dce|actor_name=Éomer|actor_code=ROHMIL|start=156|end=158|text=he|form=pronoun|also_ids=|rule=by hand|
        report_id=r-1|published=2017-02-14|actor_id=a744476ff4c5c|actor_name=Arnor|actor_code=ARN|start=0|end=5|text=Arnor|form=name|also_ids=|rule=by hand|
        report_id=r-1|published=2017-02-14|actor_id=aec7480415cae|actor_name=Gondor’s fleet|actor_code=GONMIL|start=126|end=140|text=Gondor’s fleet|form=description|also_ids=|rule=by hand|
    "#]],
    );
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
            let rows = reader.records().collect::<Result<Vec<_>, _>>().expect("whole rows").len();
            assert_eq!(String::from_utf8_lossy(&out).lines().count(), rows + 1, "{name} {}", table.name);
        }
    }
    let names = write("csv", &record, &around);
    assert!(names.contains("\"\u{c9}omer, \"\"marshal\"\", of Rohan\""), "{names}");
}
