//! Promises of the whole: the example reads as it did, and whatever comes in, reading neither fails nor differs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use demarche::record::{Around, FORMATS, Format, Look, Record};
use demarche::{Report, World};
use expect_test::expect_file;
use proptest::prelude::*;

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| World::load().expect("the world that ships can be used"))
}

fn example() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/vienna-2015.txt");
    std::fs::read_to_string(path).expect("the example report")
}

/// What every form makes of a text, by its name.
fn forms(text: &str) -> BTreeMap<&'static str, String> {
    let (record, sentences) = demarche::analyse(&Report::from_text(text), world());
    let around = Around {
        text,
        sentences: &sentences,
        ontology: &world().ontology,
        mentions: &world().mentions,
        look: Look::default(),
    };
    let written = |form: &&dyn Format| {
        let mut out = Vec::new();
        form.write(&record, &around, &mut out).expect("writing to memory");
        (form.name(), String::from_utf8(out).expect("records are UTF-8"))
    };
    FORMATS.iter().map(written).collect()
}

fn written(text: &str, form: &str) -> String {
    forms(text).remove(form).expect("a form of this name")
}

fn read(text: &str) -> Record {
    demarche::read(&Report { text: text.to_string(), ..Report::default() }, world())
}

#[test]
fn the_example_reads_as_it_did() {
    let text = example();
    expect_file!["vienna-2015.record.txt"].assert_eq(&written(&text, "text"));
}

/// Ids come from content: what is added behind leaves all of them as they were.
#[test]
fn a_sentence_more_leaves_all_ids_as_they_were() {
    let ids = |text: String| -> BTreeSet<String> {
        let record = demarche::read(&Report { id: "r".into(), text, ..Report::default() }, world());
        let (actors, statements) =
            (record.actors.into_iter().map(|a| a.id), record.statements.into_iter().map(|s| s.id));
        actors.chain(statements).chain(record.events.into_iter().map(|e| e.id)).collect()
    };
    let (before, after) = (ids(example()), ids(example() + "\n\nOn Friday, Norway thanked Denmark for the accord.\n"));
    assert!(before.len() > 50 && before.is_subset(&after) && after.len() > before.len());
}

#[test]
fn threads_change_nothing() {
    let text = example();
    let alone = written(&text, "ndjson");
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..4).map(|_| scope.spawn(|| written(&text, "ndjson"))).collect();
        for one in all {
            assert_eq!(one.join().expect("reading does not panic"), alone);
        }
    });
}

/// All spans of a record lie inside the text, and the words beside them are the words there.
fn sound(record: &Record, text: &str) -> Result<(), TestCaseError> {
    let length = text.chars().count();
    let json = serde_json::to_value(record).expect("a record is JSON");
    let mut left = vec![&json];
    while let Some(value) = left.pop() {
        let span = value.get("span").and_then(|s| Some((s.get(0)?.as_u64()? as usize, s.get(1)?.as_u64()? as usize)));
        if let Some((start, end)) = span {
            prop_assert!(start <= end && end <= length, "{start}..{end} of {length}");
            if let Some(words) = value.get("text").and_then(|t| t.as_str()) {
                let there: String = text.chars().skip(start).take(end - start).collect();
                prop_assert_eq!(words, there);
            }
        }
        left.extend(value.as_object().into_iter().flat_map(|o| o.values()));
        left.extend(value.as_array().into_iter().flatten());
    }
    Ok(())
}

/// A stretch of the example with quotation marks dropped, doubled and swapped, pieces and paragraphs cut, doubled and put
/// elsewhere, and bits flipped.
fn mangled() -> impl Strategy<Value = String> {
    let change = (any::<prop::sample::Index>(), 0..120usize, 0..12usize);
    let changes = prop::collection::vec(change, 1..12);
    (any::<prop::sample::Index>(), changes).prop_map(|(from, changes)| {
        let whole: Vec<char> = example().chars().collect();
        let from = from.index(whole.len());
        let mut text: Vec<char> = whole.into_iter().cycle().skip(from).take(600).collect();
        changes.into_iter().for_each(|(at, length, what)| mangle(&mut text, at.index(601), length, what));
        text.into_iter().collect()
    })
}

fn mangle(text: &mut Vec<char>, at: usize, length: usize, what: usize) {
    let start = at.min(text.len());
    let end = (start + length).min(text.len());
    let mark = |c: char| matches!(c, '"' | '“' | '”' | '\'' | '’');
    match what {
        0 => drop(text.drain(start..end)),
        1 => text.splice(start..start, ['\n', '\n', '"']).for_each(drop),
        2 => text.splice(start..start, ['“', '\u{301}', '\0']).for_each(drop),
        3 => text.splice(start..start, text[start..end].to_vec()).for_each(drop),
        4 => text.retain(|&c| !mark(c)),
        5 => text[start..end].iter_mut().for_each(|c| *c = c.to_ascii_uppercase()),
        6 => *text = text.iter().flat_map(|&c| std::iter::repeat_n(c, 1 + usize::from(mark(c)))).collect(),
        7 => text.iter_mut().filter(|c| mark(**c)).for_each(|c| *c = if *c == '“' { '”' } else { '“' }),
        8 => text.retain(|&c| c != '\n'),
        9 => text.truncate(start),
        10 => *text = flipped(text, at).chars().collect(),
        _ => text.splice(start..start, ['’', '»', ' ', '😀']).for_each(drop),
    }
}

/// With a bit of one byte flipped, read as a reader of bytes would.
fn flipped(text: &[char], at: usize) -> String {
    let mut bytes = text.iter().collect::<String>().into_bytes();
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << (at % 8);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// 48 of each, or as many as `MANGLED` says.
#[allow(clippy::disallowed_methods)] // how long to try, not what is read
fn cases() -> ProptestConfig {
    ProptestConfig::with_cases(std::env::var("MANGLED").ok().and_then(|n| n.parse().ok()).unwrap_or(48))
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn mangled_reports_are_read(text in mangled()) {
        sound(&read(&text), &text)?;
        let forms = forms(&text);
        for (name, columns) in [("phoenix", 26), ("icews", 20), ("gdelt", 61)] {
            prop_assert!(forms[name].lines().all(|row| row.split('\t').count() == columns), "{name}");
        }
        for mark in forms["brat"].lines().filter(|l| l.starts_with('T')) {
            prop_assert_eq!(mark.split('\t').count(), 3);
        }
    }

    #[test]
    fn any_text_is_read(text in "(?s).{0,300}") {
        sound(&read(&text), &text)?;
        prop_assert_eq!(forms(&text), forms(&text));
    }
}

/// A tab in a report is no column of a mark.
#[test]
fn a_tab_in_the_text_parts_no_column_of_brat() {
    let text = "Arnor said on Monday that Gondor had closed every road to an\tIronhill mine.";
    let marks = forms(text)["brat"].clone();
    assert!(marks.lines().any(|l| l.starts_with('T') && l.contains("Ironhill")), "{marks}");
    assert!(marks.lines().filter(|l| l.starts_with('T')).all(|l| l.split('\t').count() == 3), "{marks}");
}
