//! Does every cue tell of a statement where its examples say so?

use super::Statement;
use super::cue::FILE;
use crate::ontology::Failure;
use crate::{Report, World, mention, sentence, text};

/// How many examples the cues carry.
pub fn count(world: &World) -> usize {
    world.ontology.cues.examples.iter().map(|e| e.reads.len() + e.passes.len()).sum()
}

/// Reads every example: one of `reads` must hold a statement, one of `passes` none by its own entry.
pub fn check(world: &World) -> Vec<Failure> {
    let examples = &world.ontology.cues.examples;
    let reads = examples.iter().flat_map(|e| e.reads.iter().map(move |s| (e.line, s, true)));
    let passes = examples.iter().flat_map(|e| e.passes.iter().map(move |s| (e.line, s, false)));
    reads.chain(passes).filter_map(|(line, sentence, said)| failure(world, line, sentence, said)).collect()
}

fn failure(world: &World, line: usize, sentence: &str, said: bool) -> Option<Failure> {
    let own = format!("cues.toml:{line}");
    let by_entry = |t: &&Statement| t.rule.split([' ', ';', '(', ')']).any(|w| w == own);
    let all = statements(world, sentence);
    let found: Vec<String> = all.iter().filter(|t| said || by_entry(t)).map(|t| t.rule.clone()).collect();
    (found.is_empty() == said).then(|| Failure {
        file: FILE.to_string(),
        line,
        sentence: sentence.to_string(),
        wanted: said.then(|| "a statement".to_string()),
        found,
    })
}

fn statements(world: &World, example: &str) -> Vec<Statement> {
    let report = Report { text: example.to_string(), ..Report::default() };
    let text = text::clean(&report, world);
    let sentences = sentence::parse(&text, world);
    let mentions = mention::find(&text, &sentences, world);
    super::find(&text, &sentences, &mentions, world)
}
