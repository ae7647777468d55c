//! Does every cue tell of a statement where its examples say so?

use super::cue::FILE;
use crate::grammar::Grammar;
use crate::ontology::Failure;
use crate::{Report, World, mention, sentence, text};

/// Words of the longest cue.
const LONGEST: usize = 5;

/// How many examples the cues carry.
pub fn count(world: &World) -> usize {
    world.cues.examples.iter().map(|e| e.reads.len() + e.passes.len()).sum()
}

/// Reads every example. One of `reads` must reach its entry: a word or phrase of it is typed by the entry, whether or not
/// the model finds a whole statement in so short a text. One of `passes` holds no statement by its entry.
pub fn check(world: &World) -> Vec<Failure> {
    let examples = &world.cues.examples;
    let reads = examples.iter().flat_map(|e| e.reads.iter().map(move |s| (e.line, s, true)));
    let passes = examples.iter().flat_map(|e| e.passes.iter().map(move |s| (e.line, s, false)));
    reads.chain(passes).filter_map(|(line, sentence, said)| failure(world, line, sentence, said)).collect()
}

fn failure(world: &World, line: usize, example: &str, said: bool) -> Option<Failure> {
    let report = Report { text: example.to_string(), ..Report::default() };
    let text = text::clean(&report, &world.page);
    let sentences = sentence::parse(&text, &world.model, &world.words);
    let grammar = Grammar::new(&sentences, &world.grammar);
    let own = format!("cues.toml:{line}");
    let found = if said { typed(world, &grammar) } else { read(&text, &grammar, world) };
    (found.contains(&own) != said).then(|| Failure {
        file: FILE.to_string(),
        line,
        sentence: example.to_string(),
        wanted: said.then_some(own),
        found,
    })
}

/// The entries that the words and phrases of a text are typed by.
fn typed(world: &World, s: &Grammar) -> Vec<String> {
    let cues = &world.cues;
    let ranges = (0..s.words.len()).flat_map(|i| (i + 1..=s.words.len().min(i + LONGEST)).map(move |end| i..end));
    let mut found: Vec<String> = ranges.filter_map(|r| cues.of(s, &r, s.top(&r))).map(|c| c.place.clone()).collect();
    found.extend(s.words.iter().flat_map(|w| cues.media_of(&w.lemma)).cloned());
    found.dedup();
    found
}

/// The entries by which statements are read.
fn read(text: &text::Text, grammar: &Grammar, world: &World) -> Vec<String> {
    let mentions = mention::find(text, grammar, &world.mentions);
    let (all, _) = super::find(grammar, &mentions, &world.saying());
    let words = |rule: &str| rule.split([' ', ';', '(', ')']).map(str::to_string).collect::<Vec<_>>();
    all.iter().flat_map(|t| words(&t.rule)).filter(|w| w.starts_with("cues.toml")).collect()
}
