//! Promises of the whole: the example reads as it did, and whatever comes in, reading neither fails nor differs.

use std::path::Path;
use std::sync::OnceLock;

use demarche::record::{Look, Record, format};
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

fn written(record: &Record, text: &str, form: &str) -> String {
    let mut out = Vec::new();
    let form = format(form).expect("a form of this name");
    form.write(record, text, Look::default(), &mut out).expect("writing to memory");
    String::from_utf8(out).expect("records are UTF-8")
}

fn read(text: &str) -> Record {
    demarche::read(&Report { text: text.to_string(), ..Report::default() }, world())
}

#[test]
fn the_example_reads_as_it_did() {
    let text = example();
    expect_file!["vienna-2015.record.txt"].assert_eq(&written(&read(&text), &text, "text"));
}

#[test]
fn threads_change_nothing() {
    let text = example();
    let alone = written(&read(&text), &text, "ndjson");
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..4).map(|_| scope.spawn(|| written(&read(&text), &text, "ndjson"))).collect();
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

/// The example with pieces cut, doubled and put elsewhere, and marks changed.
fn mangled() -> impl Strategy<Value = String> {
    let change = (any::<prop::sample::Index>(), 0..120usize, 0..7usize);
    prop::collection::vec(change, 1..12).prop_map(|changes| {
        let mut text: Vec<char> = example().chars().take(1200).collect();
        for (at, length, what) in changes {
            let start = at.index(text.len().max(1)).min(text.len());
            let end = (start + length).min(text.len());
            match what {
                0 => drop(text.drain(start..end)),
                1 => text.splice(start..start, ['\n', '\n', '"']).for_each(drop),
                2 => text.splice(start..start, ['“', '\u{301}', '\0']).for_each(drop),
                3 => text.splice(start..start, text[start..end].to_vec()).for_each(drop),
                4 => text.retain(|&c| c != '"'),
                5 => text[start..end].iter_mut().for_each(|c| *c = c.to_ascii_uppercase()),
                _ => text.splice(start..start, ['’', '»', ' ', '😀']).for_each(drop),
            }
        }
        text.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn mangled_reports_are_read(text in mangled()) {
        let record = read(&text);
        sound(&record, &text)?;
        prop_assert_eq!(written(&record, &text, "ndjson"), written(&read(&text), &text, "ndjson"));
    }

    #[test]
    fn any_text_is_read(text in "(?s).{0,300}") {
        sound(&read(&text), &text)?;
    }
}
