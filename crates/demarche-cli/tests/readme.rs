//! Does README show what the command prints?

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

const README: &str = include_str!("../../../README.md");

/// What the command prints, run where README's reader stands.
fn printed(arguments: &[&str]) -> String {
    let mut command = Command::cargo_bin("demarche").expect("the program is built");
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let out = command.args(arguments).current_dir(home).assert().success().get_output().stdout.clone();
    String::from_utf8(out).expect("UTF-8")
}

/// The first fenced block behind some words.
fn block(after: &str) -> &'static str {
    let rest = README.split_once(after).expect("README has these words").1;
    let inside = rest.split_once("```").and_then(|(_, rest)| rest.split_once('\n')).expect("a block").1;
    inside.split_once("```").expect("its end").0
}

/// What a block of output shows stands in the output, in this order; a line of `…` stands for lines left out.
#[test]
fn the_output_is_what_the_command_prints() {
    let out = printed(&["read", "corpus/vienna-2015.txt"]);
    let lines: Vec<&str> = out.lines().skip(2).map(str::trim_end).collect(); // behind the heading that names the file
    let shown: Vec<&str> = block("<!-- output -->").lines().map(str::trim_end).collect();
    let mut at = 0;
    for piece in shown.split(|line| line.trim() == "…").filter(|p| !p.is_empty()) {
        let found = lines[at..].windows(piece.len()).position(|window| window == piece);
        let first = lines.iter().find(|line| !piece.contains(line) && line.get(..4) == piece[0].get(..4));
        assert!(
            found.is_some() && (at > 0 || found == Some(0)),
            "README shows what is not printed:\n{}\nprinted is, perhaps:\n{first:?}",
            piece.join("\n")
        );
        at += found.unwrap_or(0) + piece.len();
    }
}

/// Does a record hold what a shortened one shows?
fn holds(whole: &Value, shown: &Value) -> bool {
    match (whole, shown) {
        (Value::Object(whole), Value::Object(shown)) => {
            shown.iter().all(|(key, value)| whole.get(key).is_some_and(|w| holds(w, value)))
        }
        (Value::Array(whole), Value::Array(shown)) => {
            whole.len() == shown.len() && whole.iter().zip(shown).all(|(w, s)| holds(w, s))
        }
        _ => whole == shown,
    }
}

#[test]
fn the_event_is_one_of_the_record() {
    let record: Value = serde_json::from_str(&printed(&["read", "--format", "json", "corpus/vienna-2015.txt"]))
        .expect("JSON of one report");
    let shown: Value = serde_json::from_str(block("One event, shortened:")).expect("JSON of one event");
    let events = record.as_array().map_or(&record, |records| &records[0])["events"].as_array().expect("a list");
    let whole = events.iter().find(|e| e["id"] == shown["id"]);
    assert!(whole.is_some_and(|w| holds(w, &shown)), "the event is\n{whole:#?}\nREADME shows\n{shown:#}");
}

#[test]
fn the_formats_are_those_of_the_program() {
    let table = README.split_once("| `--format` |").and_then(|(_, rest)| rest.split_once("\n\n")).expect("a table").0;
    let first = table.lines().skip(2).filter_map(|row| row.split('|').nth(1));
    let mut shown: Vec<&str> = first.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    let mut formats: Vec<&str> = demarche::record::FORMATS.iter().map(|f| f.name()).collect();
    shown.sort_unstable();
    formats.sort_unstable();
    assert_eq!(shown, formats);
}

/// Each command of the list is one, with options that it has.
#[test]
fn the_commands_are_understood() {
    for line in block("To install the command:").lines() {
        let mut words = line.split('#').next().unwrap_or_default().split_whitespace().skip(1).peekable();
        let command = words.next().unwrap_or_default();
        let help = printed(&[command, "--help"]);
        for word in words {
            assert!(!word.starts_with("--") || help.contains(word), "{line}: {command} has no {word}");
        }
    }
}
