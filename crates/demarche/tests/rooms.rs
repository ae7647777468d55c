//! Does the code keep to its own rules? A room asks only rooms that stand before it, no two files ask each other, functions
//! stay short, and no list of English words stands in a rule.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const ARCHITECTURE: &str = include_str!("../../../ARCHITECTURE.md");
const CEILINGS: &str = include_str!("../../../xtask/ceilings.toml");

/// Holds what breaks a rule to the rule's ceiling, a number that only falls: where less breaks it, the ceiling comes down.
fn held(rule: &str, broken: &[String]) {
    let line = CEILINGS.lines().find_map(|line| line.strip_prefix(rule)?.trim_start().strip_prefix('='));
    let ceiling: usize = line.and_then(|number| number.trim().parse().ok()).expect("a ceiling of this rule");
    let told = broken.join("\n");
    assert_eq!(broken.len(), ceiling, "{rule}, and what xtask/ceilings.toml has, which comes down with it:\n{told}");
}

/// A file of the library: its place below `src/`, its module, and its text without comments and tests.
struct Source {
    place: String,
    module: Vec<String>,
    text: String,
}

fn sources() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&src, &mut files);
    files.sort();
    let test = |place: &str| place.ends_with("tests.rs") || place.contains("tests/");
    let read = |path: &PathBuf| {
        let place = path.strip_prefix(&src).ok()?.to_string_lossy().replace('\\', "/");
        let module = place.trim_end_matches(".rs").split('/').filter(|m| *m != "mod").map(String::from).collect();
        let whole = fs::read_to_string(path).ok()?;
        let code = whole.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let line = |l: &str| if l.trim_start().starts_with("//") { String::new() } else { l.to_string() };
        let text = code.lines().map(line).collect::<Vec<_>>().join("\n");
        (!test(&place)).then_some(Source { place, module, text })
    };
    files.iter().filter_map(read).collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// The paths from the crate's root that a file names: those behind `crate::` and `super::`, groups taken apart.
fn paths(source: &Source) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (at, _) in source.text.match_indices("crate::") {
        let word = source.text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        tree(&source.text[at + 7..], &[], &mut found).filter(|_| !word);
    }
    for (at, _) in source.text.match_indices("super::") {
        if !source.text[..at].ends_with("super::") {
            let rest = &source.text[at..];
            let up = rest.split("super::").take_while(|between| between.is_empty()).count().max(1);
            let above = source.module.len().saturating_sub(up);
            let _ = tree(&rest[7 * up..], &source.module[..above], &mut found);
        }
    }
    found
}

/// Takes a `use` tree apart: `a::{b, c::d}` behind a path. What is left behind it.
fn tree<'a>(text: &'a str, path: &[String], found: &mut Vec<Vec<String>>) -> Option<&'a str> {
    if let Some(group) = text.strip_prefix('{') {
        let mut rest = group;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            if let Some(after) = rest.strip_prefix('}') {
                return Some(after);
            }
            let before = rest.len();
            rest = tree(rest, path, found)?.trim_start();
            let next = rest.find([',', '}', '{'])?;
            rest = &rest[next..];
            if rest.len() == before {
                return None;
            }
        }
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let path = [path, &[text[..end].to_string()]].concat();
    match text[end..].strip_prefix("::") {
        Some(rest) => tree(rest, &path, found),
        None => {
            found.push(path);
            Some(&text[end..])
        }
    }
}

/// What `lib.rs` hands out under another room's name: `World` is of `world`. The prelude hands on what is handed out.
fn handed_out(sources: &[Source]) -> BTreeMap<String, String> {
    let lib = sources.iter().find(|s| s.place == "lib.rs").map_or("", |s| s.text.as_str());
    let mut found = Vec::new();
    for line in lib.split(';').filter_map(|l| l.trim().strip_prefix("pub use ")) {
        let _ = tree(line, &[], &mut found);
    }
    let named = found.into_iter().filter_map(|path| Some((path.last()?.clone(), path.first()?.clone())));
    named.filter(|(_, room)| room != "crate").collect()
}

/// The table of who may ask whom, from the ground up.
fn table() -> Vec<(String, BTreeSet<String>)> {
    let rows =
        ARCHITECTURE.split_once("| room | may ask |").and_then(|(_, rest)| rest.split_once("\n\n")).expect("a table");
    let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(String::from).collect::<Vec<_>>();
    let row = |line: &str| {
        let mut cells = line.split('|').skip(1);
        Some((names(cells.next()?).first()?.clone(), names(cells.next()?).into_iter().collect()))
    };
    rows.0.lines().skip(2).filter_map(row).collect()
}

#[test]
fn a_room_asks_only_rooms_that_stand_before_it() {
    let rooms = table();
    let mut before = BTreeSet::new();
    for (room, asks) in &rooms {
        let late: Vec<_> = asks.difference(&before).collect();
        assert!(late.is_empty(), "ARCHITECTURE.md: `{room}` may not ask {late:?}, which stand no sooner");
        before.insert(room.clone());
    }
    let sources = sources();
    let names = handed_out(&sources);
    let mut wrong = BTreeSet::new();
    for source in &sources {
        let room = &source.module[0];
        let Some((_, asks)) = rooms.iter().find(|(name, _)| name == room) else {
            wrong.insert(format!("{}: `{room}` is no room of ARCHITECTURE.md", source.place));
            continue;
        };
        for path in paths(source) {
            let asked = names.get(&path[0]).unwrap_or(&path[0]);
            let is_room = before.contains(asked);
            if is_room && asked != room && !asks.contains(asked) {
                wrong.insert(format!("{}: {}", source.place, path.join("::")));
            }
        }
    }
    held("rooms_asked_upwards", &Vec::from_iter(wrong));
}

/// Files of a room that ask each other, in a circle; the file that opens a room (`mod.rs`) holds what all of them share.
#[test]
fn no_files_ask_each_other() {
    let sources = sources();
    let files: BTreeSet<&Vec<String>> =
        sources.iter().filter(|s| !s.place.ends_with("mod.rs")).map(|s| &s.module).collect();
    let mut asks: BTreeMap<&Vec<String>, BTreeSet<&Vec<String>>> = BTreeMap::new();
    for source in sources.iter().filter(|s| files.contains(&s.module) && s.place != "lib.rs") {
        for path in paths(source) {
            let file = (1..=path.len()).rev().find_map(|n| files.get(&path[..n].to_vec()));
            asks.entry(&source.module).or_default().extend(file.filter(|f| ***f != source.module));
        }
    }
    let reaches = |from: &Vec<String>, to: &Vec<String>| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(file) = next.pop() {
            next.extend(asks.get(&file).into_iter().flatten().map(|f| (*f).clone()).filter(|f| !seen.contains(f)));
            seen.insert(file);
        }
        seen.contains(to)
    };
    let circles: Vec<String> = asks
        .iter()
        .flat_map(|(from, tos)| tos.iter().map(move |to| (*from, *to)))
        .filter(|(from, to)| reaches(to, from))
        .map(|(from, to)| format!("{} asks {}", from.join("::"), to.join("::")))
        .collect();
    held("files_in_circles", &circles);
}

/// The labels of grammar that a rule may name: those that the model gives, and the kinds of things that data files tell apart.
fn labels() -> BTreeSet<String> {
    let model = include_str!("../../../models/english/labels.json");
    let split = |c: char| !c.is_alphabetic();
    model.split(split).map(str::to_string).collect()
}

/// A list of words of English is data: no two words stand beside each other in a rule, as alternatives or in a list.
#[test]
fn no_list_of_english_words_stands_in_a_rule() {
    let rooms = ["text", "sentence", "grammar", "mention", "statement", "event"];
    let labels = labels();
    let word = |w: &str| w.len() > 1 && w.chars().all(|c| c.is_lowercase() || c == ' ') && !labels.contains(w);
    let mut lists = Vec::new();
    for source in sources().iter().filter(|s| rooms.contains(&s.module[0].as_str())) {
        for (number, line) in source.text.lines().enumerate() {
            let pieces: Vec<&str> = line.split('"').collect();
            let columns = ["Table::read(", "columns", "rows(", "(file, column)"].iter().any(|c| line.contains(c));
            let beside = |i: &usize| !columns && matches!(pieces[i + 1].trim(), "|" | ",");
            let listed = (1..pieces.len().saturating_sub(2)).step_by(2).filter(beside);
            let words: Vec<&str> = listed.flat_map(|i| [pieces[i], pieces[i + 2]]).filter(|w| word(w)).collect();
            if words.len() > 1 {
                lists.push(format!("{}:{}: {}", source.place, number + 1, line.trim()));
            }
        }
    }
    held("lists_of_words", &lists);
}

/// A function fits on a screen.
#[test]
fn functions_are_short() {
    const LONGEST: usize = 50;
    let mut long = Vec::new();
    for source in sources() {
        let lines: Vec<&str> = source.text.lines().collect();
        for (start, line) in lines.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let head = line.trim_start().split("fn ").next().unwrap_or_default();
            let opens = line.contains("fn ") && head.chars().all(|c| c.is_alphanumeric() || "() ".contains(c));
            let closes = |l: &&str| l.len() == indent + 1 && l.ends_with('}');
            let bodiless =
                lines[start..].iter().find(|l| l.ends_with(['{', '}', ';'])).is_some_and(|l| l.ends_with(';'));
            let length = lines[start..].iter().position(closes).unwrap_or(0) + 1;
            if opens && !bodiless && length > LONGEST {
                long.push(format!("{}:{}: {length} lines", source.place, start + 1));
            }
        }
    }
    held("long_functions", &long);
}

/// What one type is and does stands together: its methods lie in no more than three files, so that its fields can be its own.
#[test]
fn a_type_lies_in_few_files() {
    const MOST: usize = 3;
    let mut files: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources() {
        for line in source.text.lines().filter(|l| l.starts_with("impl") && !l.contains(" for ")) {
            let of = line.trim_start_matches("impl").trim_start_matches(|c: char| c != ' ').trim_start();
            let name: String = of.chars().take_while(|c| c.is_alphanumeric()).collect();
            files.entry(format!("{}::{name}", source.module[0])).or_default().insert(source.place.clone());
        }
    }
    let spread = files.iter().filter(|(_, places)| places.len() > MOST);
    held("types_spread_over_files", &spread.map(|(name, places)| format!("{name}: {places:?}")).collect::<Vec<_>>());
}
